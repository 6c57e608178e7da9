"""Who may be asked for time, and who is asked enough already."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from facilitation.bookings.model import Booking
from facilitation.people.model import Member, Workspace
from facilitation.skills import finding
from facilitation.skills.finding import Candidate
from facilitation.work import Work

MOST = finding.LIMIT + 1
"""So many requests that wait for an answer are as many as anybody can bear; nobody can ask for one more."""

COOLING = timedelta(days=7)
"""How long a peer who declined or kept silent is not proposed to the same asker again."""

TRIES = 3
"""So many requests of one asker to one peer in that time that came to nothing: another one is not sent."""


def is_busy(work: Work, peer: Member) -> bool:
    """Return whether as much is put on a peer as should be: they are not proposed, and who asks them is warned."""
    return _waiting(work, peer) >= finding.LIMIT


def is_full(work: Work, peer: Member) -> bool:
    """Return whether a peer has as many requests to answer as anybody can bear."""
    return _waiting(work, peer) >= MOST


def _waiting(work: Work, peer: Member) -> int:
    return work.bookings.open_of([peer.id]).get(peer.id, 0)


def is_closed(work: Work, asker: Member, peer: Member) -> bool:
    """Return whether these two cannot book each other: one avoids the other, or the peer takes a break."""
    return (
        peer.state != "active"
        or peer.id in work.avoids.of(asker.id)
        or asker.id in work.avoids.of(peer.id)
        or bool(work.enrollments.on_break([peer.id]))
    )


def cooling(work: Work, asker: Member, now: datetime) -> set[str]:
    """Return who did not take a request of this asker of late, and is left alone by them for a while."""
    vain = work.bookings.vain_of(asker.id, now - COOLING)
    return {peer for peer, what in vain if what != "withdrawn"}


def in_vain(work: Work, asker: Member, now: datetime) -> Counter[str]:
    """Return by peer how many requests of this asker came to nothing of late: declined, unanswered or taken back."""
    return Counter(peer for peer, _ in work.bookings.vain_of(asker.id, now - COOLING))


def best(
    work: Work,
    workspace: Workspace,
    asker: Member,
    skill: str,
    now: datetime,
    but_not: Collection[str] = (),
) -> Candidate | None:
    """Return the best peer to ask for a skill, or None."""
    tried = [peer for peer, count in in_vain(work, asker, now).items() if count >= TRIES]
    apart = {*but_not, *cooling(work, asker, now), *tried}
    found = finding.best(work, workspace, asker, skill, now, but_not=apart, k=1)
    return found[0] if found else None


def next_best(work: Work, booking: Booking, asker: Member, now: datetime) -> Candidate | None:
    """Return whom to ask after the booking's peer, or None; without a skill there is nobody to compare with."""
    if not booking.skill:
        return None
    workspace = work.workspaces.get(booking.workspace)
    return best(work, workspace, asker, booking.skill, now, (booking.peer, *booking.passed))
