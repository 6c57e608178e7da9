"""Looks whether this installation is fit to run, and says for each thing that is not how to cure it."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import ownership
from bot.clock import CLOCK_SLACK
from bot.settings import Settings
from facilitation.errors import PeerloopError


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found; `cure` says what to do where it is not `ok`."""

    name: str
    ok: bool
    sentence: str
    cure: str = ""


class Unfit(PeerloopError):
    """What a check found wrong, and how to cure it."""

    def __init__(self, sentence: str, cure: str) -> None:
        """Keep both as they will be shown."""
        super().__init__(sentence)
        self.sentence = sentence
        self.cure = cure


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at; `run` returns a sentence when it is well and raises Unfit when it is not."""

    name: str
    run: Callable[[], str]


def examine(checks: Iterable[Check]) -> list[Finding]:
    """Run every check; one that breaks is a finding, not the end."""
    return [_finding(check) for check in checks]


def fit(findings: Sequence[Finding]) -> bool:
    """Tell whether all is well."""
    return all(finding.ok for finding in findings)


def as_text(findings: Sequence[Finding]) -> str:
    """Return the findings to be read by a person."""
    lines = []
    for finding in findings:
        lines.append(f"{'ok  ' if finding.ok else 'FAIL'} {finding.name}: {finding.sentence}")
        if finding.cure:
            lines.append(f"     cure: {finding.cure}")
    bad = sum(not finding.ok for finding in findings)
    lines.append(f"{bad} of {len(findings)} checks failed." if bad else "All is well.")
    return "\n".join(lines)


def as_json(findings: Sequence[Finding]) -> str:
    """Return the findings to be read by a program."""
    found = {"fit": fit(findings), "findings": [asdict(finding) for finding in findings]}
    return json.dumps(found, indent=2)


def packages() -> Check:
    """Look whether another distribution took one of our package names."""

    def run() -> str:
        if found := ownership.conflicts():
            raise Unfit(" ".join(found), "Give Peerloop an environment of its own, as above.")
        return "Peerloop's packages are its own."

    return Check("packages", run)


def settings(load: Callable[[], Settings]) -> Check:
    """Look whether the settings can be read, and that what is set can be reached."""

    def run() -> str:
        try:
            found = load()
        except PeerloopError as error:
            cure = "Set it in the environment or in .env; .env.example shows every setting."
            raise Unfit(str(error).replace("\n", " "), cure) from None
        slack = bool(found.slack_bot_token or found.slack_client_id)
        by_http = found.teams_app_id or (slack and not found.slack_app_token)
        if by_http and not found.public_url:
            sentence = "PUBLIC_URL is not set, and the platform must reach this process by it."
            raise Unfit(sentence, "Put the https:// address of your proxy or host there.")
        names = [name for name, on in (("Slack", slack), ("Teams", bool(found.teams_app_id))) if on]
        return (
            f"Set for {' and '.join(names)}."
            if names
            else "No platform is set up: playground only."
        )

    return Check("settings", run)


def reach(down: Callable[[], str | None]) -> Check:
    """Look whether the database can be reached; `down` returns what is wrong, or None."""

    def run() -> str:
        if found := down():
            raise Unfit(
                found, "Check DATABASE_URL, that the database runs, and that it can be reached."
            )
        return "The database answers."

    return Check("reach", run)


def database(try_writing: Callable[[], None]) -> Check:
    """Look whether the database can be written; `try_writing` takes back what it writes, or raises what is wrong."""

    def run() -> str:
        try:
            try_writing()
        except PeerloopError as error:
            cure = "Check that the database has room, and that the account in DATABASE_URL may write to it."
            raise Unfit(str(error), cure) from error
        return "The database can be read and written."

    return Check("database", run)


def migrations(problem: Callable[[], str | None], *, new: bool = False) -> Check:
    """Look whether the schema is the one this version needs; `problem` returns what is wrong, or None.

    A `new` database has none yet, and that is as it should be.
    """

    def run() -> str:
        if new:
            return "The database is new: the first start makes the schema, and so does `peerloop migrate`."
        if found := problem():
            raise Unfit(
                found, "Run `peerloop migrate`, or install the version the database is for."
            )
        return "The schema is one that this version can live with."

    return Check("migrations", run)


def threads(replies: Callable[[], Sequence[tuple[str, str]]]) -> Check:
    """Look how replies in threads come, by workspace's name; where they do not, the button and mentions carry on."""

    def run() -> str:
        refused = [name for name, how in replies() if how == "refused"]
        heard = sum(how in ("read", "told") for _, how in replies())
        if refused:
            return (
                f"{', '.join(refused[:5])}: Slack does not let Peerloop read replies in threads, so the Answer "
                "button and mentions carry discussions. `peerloop manifest slack --read-threads` has every reply sent."
            )
        return (
            f"Replies to its questions are heard in {heard} workspace{'' if heard == 1 else 's'}."
        )

    return Check("threads", run)


def zones(names: Sequence[str] = ("Europe/Berlin", "America/New_York", "Asia/Kolkata")) -> Check:
    """Look whether time zones are known here."""

    def run() -> str:
        try:
            for name in names:
                ZoneInfo(name)
        except ZoneInfoNotFoundError:
            sentence = f"The time zone {name} is not known here."
            raise Unfit(sentence, "Install the tzdata package (`./dev` does).") from None
        try:
            return f"Time zones are known (tzdata {version('tzdata')})."
        except PackageNotFoundError:
            return "Time zones are known, by the system's own data."

    return Check("zones", run)


def clock(ours: Callable[[], datetime], theirs: Callable[[], datetime]) -> Check:
    """Look whether our clock and the database's agree."""

    def run() -> str:
        apart = abs(ours() - theirs().astimezone(UTC))
        if apart > CLOCK_SLACK:
            sentence = (
                f"This machine's clock and the database's are {apart.total_seconds():.0f} s apart."
            )
            raise Unfit(sentence, "Let both be set by NTP (timedatectl set-ntp true).")
        return f"The clocks agree to {apart.total_seconds():.1f} s."

    return Check("clock", run)


def _finding(check: Check) -> Finding:
    try:
        return Finding(check.name, True, check.run())
    except Unfit as found:
        return Finding(check.name, False, found.sentence, found.cure)
    except Exception as error:
        sentence = f"This could not be checked ({type(error).__name__})."
        return Finding(
            check.name, False, sentence, "Mend the findings above first, then look again."
        )
