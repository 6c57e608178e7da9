"""The company that the playground starts with: made up, but with the corners of a real one."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from adapters.playground.log import Conversation, short
from facilitation.people.model import Member, Role, Workspace
from facilitation.talk.when.weeks import Week

WORKSPACE = "playground:acme"
NAME = "Acme Cartography"
FEWEST, MOST = 2, 1000

_SITES = {
    "Lisbon": ("Europe/Lisbon", "pt"),
    "Berlin": ("Europe/Berlin", "de"),
    "London": ("Europe/London", ""),
    "New York": ("America/New_York", "es"),
    "Singapore": ("Asia/Singapore", "zh"),
}

_FIRST = (
    *("Lena", "Miguel", "Hannah", "Tiago", "Clara", "Felix", "Inês", "Paul", "Marta", "Leon"),
    *(
        "Beatriz",
        "Emil",
        "Freya",
        "Harriet",
        "Jakub",
        "Katya",
        "Linnea",
        "Magnus",
        "Nadia",
        "Oskar",
    ),
    *("Petra", "Rafael", "Saskia", "Theo", "Uma", "Viktor", "Wren", "Yara", "Zeno", "Alba"),
    *("Carlo", "Dina"),
)
_LAST = (
    *("Bauer", "Santos", "Clarke", "Pereira", "Fischer", "Novak", "Costa", "Murphy", "Schmidt"),
    *("Lopes", "Evans", "Krüger", "Ferreira", "Walsh", "Neumann", "Moreira", "Price", "Hartmann"),
    *("Sousa", "Reid", "Lang", "Teixeira", "Ward", "Brandt", "Faria", "Shaw", "Köhler", "Barros"),
    *("Doyle", "Winter", "Pinto"),
)
_SPREAD = ("Lisbon", "Berlin", "London", "Berlin", "Lisbon", "New York", "London", "Singapore")


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """All that is written into an empty playground, and whose eyes the page opens with."""

    workspace: Workspace
    members: tuple[Member, ...]
    channels: tuple[Conversation, ...]
    employee: str
    """The member whose eyes the page opens with; not in any program yet."""
    facilitator: str
    admin: str
    starts: datetime
    """The simulated instant at which the playground opens: a Wednesday morning, six days before the first round."""
    script: tuple[tuple[str, str], ...]
    """Command lines to run through the assistant, in order: the member who says it, and the line."""


def company(people: int, now: datetime) -> Company:
    """Return a company of so many people; the same number gives the same company. Raises ValueError."""
    if not FEWEST <= people <= MOST:
        raise ValueError(f"A playground has {FEWEST} to {MOST:,} people, not {people:,}.")
    written = _written_down()
    rows = (written + [_made_up(n, written) for n in range(people - len(written))])[:people]
    bosses = {row[0]: row[5] for row in written}
    here = {row[0] for row in rows}
    members = tuple(_member(row, _boss(row[5], bosses, here)) for row in rows)
    employee, admin = members[0].id, members[1].id
    facilitator = members[2].id if people > 2 else admin
    starts = opening(now)
    return Company(
        workspace=Workspace(
            id=WORKSPACE,
            platform="playground",
            name=NAME,
            zone="Europe/Lisbon",
            replies="told",
            created_at=starts,
        ),
        members=members,
        channels=tuple(
            Conversation(id=f"#{name}", kind="channel", name=name, opened_at=starts)
            for name in ("general", "coffee")
        ),
        employee=employee,
        facilitator=facilitator,
        admin=admin,
        starts=starts,
        script=(
            (admin, 'program create pairs "Coffee" in ##coffee|coffee every 2w on tue at 10:00'),
            (admin, f"set coffee facilitators @{short(facilitator)}"),
            *((member, "join coffee") for member in _joining(members)),
        ),
    )


def opening(now: datetime) -> datetime:
    """Return the latest Wednesday, 08:30 UTC, that is not after this instant."""
    day = now.astimezone(UTC)
    start = datetime.combine(day.date() - timedelta(days=(day.weekday() - 2) % 7), time(8, 30), UTC)
    return start if start <= now else start - timedelta(days=7)


def _written_down() -> list[list[str]]:
    """Return the rows of people.csv; the first three are who a small playground needs."""
    with (Path(__file__).parent / "people.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def _joining(members: Sequence[Member]) -> list[str]:
    """Return about three quarters of the members without the first: an odd number, so that trios happen."""
    ids = [m.id for n, m in enumerate(members) if n == 1 or (n and n % 4 != 1)]
    return ids if len(ids) % 2 else ids[:-1]


def _member(row: Sequence[str], boss: str) -> Member:
    handle, name, team, site, level, _, offers, wants = row
    zone, tongue = _SITES[site]
    role: Role = "admin" if handle == "ingrid" else "facilitator" if handle == "kwame" else "member"
    return Member(
        id=f"{WORKSPACE}:{handle}",
        workspace=WORKSPACE,
        name=name,
        handle=handle,
        email=f"{handle}@acme.example",
        zone=zone,
        role=role,
        team=team,
        location=site,
        level=int(level),
        languages=("en", tongue) if tongue else ("en",),
        offers=tuple(offers.split(";")),
        wants=tuple(wants.split(";")),
        work=Week.office((540, 1080) if site == "Lisbon" else (540, 1020)),
        manager=f"{WORKSPACE}:{boss}" if boss else "",
    )


def _boss(handle: str, bosses: dict[str, str], here: set[str]) -> str:
    """Return the nearest manager up the tree who is in this company, or an empty text."""
    while handle and handle not in here:
        handle = bosses[handle]
    return handle


def _made_up(n: int, written: Sequence[Sequence[str]]) -> list[str]:
    """Return the n-th person beyond those written down, like one of them in team, level and skills."""
    first, last = _FIRST[n % len(_FIRST)], _LAST[n % len(_LAST)]
    like, other = written[n % len(written)], written[(n * 5 + 3) % len(written)]
    leads = [row for row in written if row[2] == like[2]]
    boss = max(leads, key=lambda row: int(row[4]))[0]
    level = str(1 + (n * 7) % 5)
    plain = f"{first}.{last}".lower().translate(str.maketrans("êöü", "eou"))
    return [
        plain,
        f"{first} {last}",
        like[2],
        _SPREAD[n % len(_SPREAD)],
        level,
        boss,
        like[6],
        other[7],
    ]
