"""The commands by which the two of a booking tell how it went."""

from facilitation.bookings import afterwards, agreeing, checkins
from facilitation.bookings.agreeing import Sides
from facilitation.skills import service as skills
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Replace, Reply


def came(call: Call, *, met: bool) -> Reply:
    """Take note whether they met; the asker is asked whether it helped."""
    of = _over(call)
    checkins.came(call.work, of.booking, call.member, call.now, met=met)
    shown = afterwards.met if met else afterwards.missed
    return Replace(shown(of.booking, of.me, of.other))


def helped(call: Call) -> Reply:
    """Take note whether it helped."""
    of = _over(call)
    said = call.given.get("answer", "")
    answer = checkins.helped(call.work, of.booking, call.member, said.casefold(), call.now)
    wants = bool(of.booking.skill) and skills.wants(call.member, of.booking.skill)
    return Replace(afterwards.helped(of.booking, of.other, answer, wants=wants))


def rate(call: Call) -> Reply:
    """Take note how well the peer knows the skill."""
    of = _over(call)
    level = checkins.rate(call.work, of.booking, call.member, call.given["level"], call.now)
    return Replace(afterwards.rated(of.booking, of.other, level))


def _over(call: Call) -> Sides:
    """Return the booking, which has taken place; raises UserError when it has not."""
    booking = agreeing.find(call.work, call.member, call.given["booking"])
    of = agreeing.sides(call.work, call.member, booking)
    checkins.check_over(booking, call.now)
    return of
