"""The address of a report's page: for an hour, for whoever asked."""

from datetime import timedelta

from facilitation.privacy.model import Pass
from facilitation.talk.commands import Call

OPEN_FOR = timedelta(hours=1)


def address(call: Call, kind: str, about: str) -> str:
    """Return where a report of a kind can be opened for an hour, "" where Peerloop has no address."""
    if not call.work.address("report"):
        return ""
    opens = Pass(
        workspace=call.workspace.id,
        member=call.member.id,
        kind=kind,
        about=about,
        made_at=call.now,
        expires_at=call.now + OPEN_FOR,
    )
    return call.work.address(f"report/{call.work.passes.make(opens)}")
