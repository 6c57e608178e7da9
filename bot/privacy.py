"""`peerloop forget`, `audit` and exports: what whoever runs the machine does about what is kept of people."""

from collections.abc import Callable

from bot import wiring
from bot.importing import workspace_of
from bot.settings import Settings
from facilitation.errors import NotFound, UserError
from facilitation.people import service
from facilitation.people.model import Member
from facilitation.privacy import audit_commands, forgetting, packing
from facilitation.work import Work

LEFT_OUT = (
    "Left out: whom people avoid, reflections, what they remembered, who was asked for their story, sealed answers "
    "that are not opened yet, who was not heard yet, messages, and tokens."
)


def forget(
    settings: Settings, address: str, workspace: str | None, sure: Callable[[str], bool]
) -> str:
    """Forget one person, and return the sentence with the receipt; raises UserError where it is not clear whom.

    Of somebody who is still there, named as `sure` hears it, only where that says so.
    """
    with wiring.opened(settings) as parts:
        with parts.store.begin() as work:
            member = _meant(work, address, workspace)
        # nobody waits for the database while somebody thinks
        if member.state == "active" and not sure(service.called(member)):
            raise UserError(
                f"{service.called(member)} is still here, so that is theirs to ask: they write “forget me” to me. "
                f"Where you must, all the same: peerloop forget {address} --yes"
            )
        with parts.store.begin() as work:
            again = work.members.get(member.id)
            (number,) = forgetting.forget(work, [again], parts.clock.now(), asked="operator")
    return f"They are forgotten. Receipt: {number}"


def export_person(settings: Settings, address: str, workspace: str | None) -> str:
    """Return all that is kept of one person as JSON; raises UserError where it is not clear whom."""
    with wiring.opened(settings) as parts, parts.store.begin() as work:
        member = _meant(work, address, workspace)
        return packing.as_json(work.exports.of(member.id), member.id, parts.clock.now())


def export_everything(settings: Settings, workspace: str | None) -> str:
    """Return all rows of a workspace as JSON, but for what is nobody else's to read."""
    with wiring.opened(settings) as parts, parts.store.begin() as work:
        into = workspace_of(work, workspace).id
        return packing.as_json(work.exports.everything(into), into, parts.clock.now())


def audit(settings: Settings, workspace: str | None, *, as_csv: bool) -> str:
    """Return the audit of a workspace, newest first: the last hundred entries as lines, or all of it as CSV."""
    with wiring.opened(settings) as parts, parts.store.begin() as work:
        into = workspace_of(work, workspace).id
        found = work.audit.newest(into, audit_commands.ALL if as_csv else 100)
    if as_csv:
        return audit_commands.csv(found).replace("\r\n", "\n")
    rows = (
        (f"{one.at:%Y-%m-%dT%H:%MZ}", one.who, one.what, one.about, one.details) for one in found
    )
    return "".join("  ".join(filter(None, row)) + "\n" for row in rows)


def _meant(work: Work, address: str, workspace: str | None) -> Member:
    into = workspace_of(work, workspace).id
    try:
        return service.find(work, into, address)
    except NotFound:
        pass
    try:
        return forgetting.somebody_who_left(work, into, address)
    except NotFound:
        raise NotFound("I know nobody with that address.") from None
