"""How a booking went, as both tell it: whether they met, whether it helped, how well the peer knows the skill."""

from datetime import datetime
from typing import Literal, get_args

from facilitation.bookings import telling
from facilitation.bookings.model import Booking
from facilitation.errors import NotAllowed, Usage, UserError
from facilitation.people.model import Member
from facilitation.skills import levels, naming
from facilitation.skills.model import Evidence
from facilitation.work import Work

Helped = Literal["yes", "partly", "no"]

_KINDS = ("booking.met", "booking.missed")


def check_over(booking: Booking, now: datetime) -> None:
    """Raise UserError when a booking has not taken place yet, or never will."""
    ends_at = booking.ends_at
    ended = booking.state == "agreed" and ends_at is not None and ends_at <= now
    if booking.state != "over" and not ended:
        raise UserError("That booking has not taken place yet. See yours: `bookings`")


def came(work: Work, booking: Booking, member: Member, now: datetime, *, met: bool) -> None:
    """Keep whether they met, as one of the two says; the same again is kept once."""
    kind = "met" if met else "missed"
    said = _said(work, booking, member, _KINDS)
    if not said or said[0] != f"booking.{kind}":
        telling.keep(work, booking, kind, now, by=member.id)


def helped(work: Work, booking: Booking, member: Member, word: str, now: datetime) -> Helped:
    """Keep whether it helped, as its asker says."""
    _check_asker(booking, member)
    for known in get_args(Helped):
        if word == known:
            if _last_helped(work, booking, member) != known:
                telling.keep(work, booking, "helped", now, by=member.id, helped=known)
            return known  # type: ignore[no-any-return]
    raise Usage(f"Did it help? Say it like this: booking helped {booking.id} yes, partly or no")


def rate(work: Work, booking: Booking, member: Member, word: str, now: datetime) -> int:
    """Keep how well the peer knows the skill, as the asker found; a newer word takes the place of an older one."""
    _check_asker(booking, member)
    if word not in {str(n) for n in range(levels.LOWEST, levels.HIGHEST + 1)}:
        raise Usage(f"A level is a number from {levels.LOWEST} to {levels.HIGHEST}.")
    if not booking.skill:
        raise UserError("That booking was not about a skill, so there is nothing to rate.")
    if _said(work, booking, member, _KINDS)[:1] == ["booking.missed"]:
        raise UserError(
            "You told me that you did not meet, so there is nothing to rate. "
            f"Did you after all? `booking met {booking.id}`"
        )
    key = naming.fold(booking.skill)
    skill = work.skills.find(booking.workspace, key)
    evidence = Evidence(
        workspace=booking.workspace,
        member=booking.peer,
        skill=skill.key if skill else key,
        level=int(word),
        source="peer",
        by=member.id,
        at=now,
    )
    work.skills.rate([evidence])
    return evidence.level


def _last_helped(work: Work, booking: Booking, member: Member) -> str:
    """Return what its asker last said of whether a booking helped, or nothing."""
    known = work.journal.about_member(member.id, ["booking.helped"], limit=50)
    said = [str(f.data["helped"]) for f in known if f.data.get("booking") == booking.id]
    return said[0] if said else ""


def _check_asker(booking: Booking, member: Member) -> None:
    if member.id != booking.asker:
        raise NotAllowed("Only the one who asked can say whether it helped.")


def _said(work: Work, booking: Booking, member: Member, kinds: tuple[str, ...]) -> list[str]:
    """Return what kinds of things a member has said of a booking, newest first."""
    known = work.journal.about_member(booking.asker, kinds, limit=50)
    return [f.kind for f in known if f.data.get("booking") == booking.id and f.by == member.id]
