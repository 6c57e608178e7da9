"""Asking a peer for time: the first one, the next one, and who hears what of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitation.bookings import guarding, telling
from facilitation.bookings.model import Booking, Step
from facilitation.bookings.times import scheduling
from facilitation.bookings.times.scheduling import Offer
from facilitation.bookings.times.wishes import Wish
from facilitation.bookings.words import cards, notices
from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.skills.finding import Candidate
from facilitation.steps import service as steps
from facilitation.work import Work

AGAIN = timedelta(days=30)
"""How far back a request is looked for that says the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it stands after asking: of whom, at which times, and what then."""

    booking: Booking
    peer: Member
    offer: Offer
    then: tuple[Step, datetime]
    """What happens when they do not answer, and when."""


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
    card = cards.request(saved, asker, peer)
    telling.tell(
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
    card = work.outbox.find(booking.workspace, telling.key(booking, f"asked:{peer.id}"))
    telling.take_back(work, booking)
    if card is None or card.state == "pending":
        return False
    message = notices.settled(booking, asker)
    telling.tell(work, booking, peer, message, what=f"settled:{peer.id}", now=now)
    return True


def unanswered(work: Work, booking: Booking, now: datetime) -> None:
    """Remember that a peer did not answer, where they were asked and it was their turn."""
    if booking.turn == "peer":
        telling.in_vain(work, booking, "unanswered", now)


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
    found = guarding.next_best(work, booking, asker, now)
    if found is None:
        raise UserError("I know nobody else to ask just now. Try again in a few days.")
    return found.member


def _is_barred(work: Work, asker: Member, member: Member, now: datetime) -> bool:
    busy = guarding.is_busy(work, member)
    tried = guarding.in_vain(work, asker, now)[member.id] >= guarding.TRIES
    return busy or tried or member.id == asker.id or guarding.is_closed(work, asker, member)


def suggest(
    work: Work, booking: Booking, asker: Member, now: datetime
) -> tuple[Booking, Candidate | None]:
    """Return the booking with the next best peer noted on it, and them."""
    found = guarding.next_best(work, booking, asker, now)
    return replace(booking, suggested=found.member.id if found else ""), found
