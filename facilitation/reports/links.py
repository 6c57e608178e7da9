"""The address of a report's page and of its picture: for an hour, for whoever asked."""

from datetime import datetime, timedelta

from facilitation.privacy.model import Pass
from facilitation.work import Work

OPEN_FOR = timedelta(hours=1)


def address(work: Work, workspace: str, member: str, kind: str, about: str, now: datetime) -> str:
    """Return where a report of a kind can be opened for an hour, "" where Peerloop has no address."""
    if not work.address("report"):
        return ""
    opens = Pass(
        workspace=workspace,
        member=member,
        kind=kind,
        about=about,
        made_at=now,
        expires_at=now + OPEN_FOR,
    )
    return work.address(f"report/{work.passes.make(opens)}")
