"""Asking a peer for time: the first one, the next one, and who hears what of it."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.bookings.model import Booking, Vain
from facilitation.bookings.times import scheduling
from facilitation.bookings.times.scheduling import Asked, Offer
from facilitation.bookings.times.wishes import Wish
from facilitation.bookings.words import asking, notices
from facilitation.errors import UserError
from facilitation.people.model import Member, Workspace
from facilitation.post import journal, teller
from facilitation.post.facts import Booked, BookingKind
from facilitation.post.outbox import Kind, Personal
from facilitation.skills import finding
from facilitation.skills.finding import Candidate
from facilitation.steps import service as steps
from facilitation.talk.messages import Message
from facilitation.work import Work


def tell(
    work: Work,
    booking: Booking,
    member: Member,
    message: Message,
    *,
    what: str,
    now: datetime,
    kind: Kind = "told",
    due: datetime | None = None,
    until: datetime | None = None,
    urgent: bool = False,
    by: datetime | None = None,
) -> None:
    """Owe a member a message when it is due, else as soon as they can be reached (`Teller.readable`)."""
    owe = teller.of(work, booking.workspace, now)
    due = due or owe.readable(member, urgent=urgent, by=by)
    its = key(booking, what)
    owe.to_member(member, message, key=its, kind=kind, about=booking.id, due=due, until=until)
    owe.send()


def key(booking: Booking, what: str) -> str:
    """Return the key of a message about a booking."""
    return f"{booking.id}:{what}"


def take_back(work: Work, booking: Booking, member: str = "") -> None:
    """Withdraw what is still on its way about a booking, to one member where named."""
    owed = work.outbox.pending(booking.workspace, booking.id)
    gone = [
        d.key for d in owed if not member or (isinstance(d.to, Personal) and d.to.member == member)
    ]
    work.outbox.withdraw(booking.workspace, gone)


def keep(work: Work, booking: Booking, kind: BookingKind, now: datetime, *, by: str = "") -> None:
    """Write what became of a booking, of its asker."""
    what = Booked(kind=kind, member=booking.asker, booking=booking.id, peer=booking.peer)
    journal.keep(work, booking.workspace, what, now, by=by)


def came_to_nothing(
    work: Work, booking: Booking, vain: Vain, now: datetime, *, by: str = ""
) -> None:
    """Keep that asking a booking's peer came to nothing, and the fact."""
    kinds: Mapping[Vain, BookingKind] = {
        "declined": "booking.declined",
        "unanswered": "booking.unanswered",
        "withdrawn": "booking.withdrawn",
    }
    work.bookings.in_vain(booking, vain, now)
    keep(work, booking, kinds[vain], now, by=by)


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


AGAIN = timedelta(days=30)
"""How far back a request is looked for that says the same."""


def same(
    work: Work, asker: Member, peer: Member | None, wish: Wish, skill: str, now: datetime
) -> Booking | None:
    """Return the asker's open request that says the same, of anybody where no peer is named.

    So a second tap asks nothing twice.
    """
    for booking in work.bookings.of_member(asker.id, now - AGAIN, 50):
        if (
            booking.state == "asked"
            and booking.asker == asker.id
            and (peer is None or booking.peer == peer.id)
            and (booking.skill, booking.topic, booking.minutes) == (skill, wish.topic, wish.minutes)
        ):
            return booking
    return None


def ask(work: Work, asker: Member, peer: Member, wish: Wish, skill: str, now: datetime) -> Asked:
    """Ask a peer for time; raises UserError where no time can be proposed."""
    offer = scheduling.wished(work, asker, peer, wish, now)
    booking = Booking(
        id=work.new_id("bkg"),
        workspace=asker.workspace,
        asker=asker.id,
        peer=peer.id,
        skill=skill,
        topic=wish.topic,
        minutes=wish.minutes,
        opens=offer.window[0],
        closes=max(offer.window[1], offer.times[-1] + timedelta(minutes=wish.minutes)),
        gaps=wish.gaps,
        urgent=wish.urgent,
        times=offer.times,
        token="".join(work.new_id("cal").removeprefix("cal_") for _ in range(2)),
        created_at=now,
    )
    return _send(work, booking, asker, peer, offer, now)


def ask_next(work: Work, booking: Booking, asker: Member, peer: Member, now: datetime) -> Asked:
    """Ask another peer for the same, in the time that is left of the window, or soon after it; settle the first."""
    window = (max(booking.opens, now), max(booking.closes, now))
    offer = scheduling.propose(
        work, asker, peer, window, booking.minutes, now, urgent=booking.urgent, gaps=booking.gaps
    )
    if booking.state == "asked":
        unanswered(work, booking, now)
        settle(work, booking, asker, now)
    asked = replace(
        booking,
        peer=peer.id,
        state="asked",
        turn="peer",
        times=offer.times,
        counters=0,
        opens=offer.window[0],
        closes=max(offer.window[1], offer.times[-1] + timedelta(minutes=booking.minutes)),
        passed=(*booking.passed, booking.peer),
        suggested="",
        reason="",
        asked_at=now,
    )
    return _send(work, asked, asker, peer, offer, now)


def _send(
    work: Work, booking: Booking, asker: Member, peer: Member, offer: Offer, now: datetime
) -> Asked:
    """Save a request and owe its card to the peer."""
    # their version tells two who ask them at the same moment apart: the second looks again how much waits for them
    work.members.save(peer)
    saved = work.bookings.save(booking)
    then = scheduling.first_wait(work, saved, peer, offer.read_at)
    steps.plan_only(work, saved.subject, *then)
    card = asking.request(saved, asker, peer, strain=offer.strain)
    tell(
        work,
        saved,
        peer,
        card,
        what=f"asked:{peer.id}",
        now=now,
        kind="ask",
        due=offer.read_at,
        until=saved.closes,
    )
    return Asked(saved, peer, offer, then)


def settle(work: Work, booking: Booking, asker: Member, now: datetime) -> bool:
    """Tell the peer that nothing is asked of them any more, if they have heard of it; return whether they have."""
    peer = work.members.get(booking.peer)
    card = work.outbox.find(booking.workspace, key(booking, f"asked:{peer.id}"))
    take_back(work, booking)
    if card is None or card.state == "pending":
        return False
    message = notices.settled(booking, asker)
    tell(work, booking, peer, message, what=f"settled:{peer.id}", now=now)
    return True


def unanswered(work: Work, booking: Booking, now: datetime) -> None:
    """Remember that a peer did not answer, where they were asked and it was their turn."""
    if booking.turn == "peer":
        came_to_nothing(work, booking, "unanswered", now)


def next_peer(
    work: Work, booking: Booking, asker: Member, now: datetime, wanted: str = ""
) -> Member:
    """Return whom to ask next: who was suggested, if they can still be asked, or else the best there is.

    Raises UserError when there is nobody.
    """
    if (meant := wanted or booking.suggested) not in booking.passed:
        suggested = work.members.find(meant)
        same = suggested is not None and suggested.workspace == asker.workspace
        if suggested is not None and same and not _is_barred(work, asker, suggested, now):
            return suggested
    found = next_best(work, booking, asker, now)
    if found is None:
        raise UserError("I know nobody else to ask just now. Try again in a few days.")
    return found.member


def _is_barred(work: Work, asker: Member, member: Member, now: datetime) -> bool:
    busy = is_busy(work, member)
    tried = in_vain(work, asker, now)[member.id] >= TRIES
    return busy or tried or member.id == asker.id or is_closed(work, asker, member)


def suggest(
    work: Work, booking: Booking, asker: Member, now: datetime
) -> tuple[Booking, Candidate | None]:
    """Return the booking with the next best peer noted on it, and them."""
    found = next_best(work, booking, asker, now)
    return replace(booking, suggested=found.member.id if found else ""), found
