"""The commands by which a circle comes to a time, moves it, and calls it off."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from facilitation.errors import NotFound, UserError
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.rounds import reunions
from facilitation.rounds.checkins import OfCircles
from facilitation.rounds.times import heard, service, telling, views
from facilitation.rounds.times.service import Seen
from facilitation.sessions import service as sessions
from facilitation.sessions import views as session_views
from facilitation.sessions.model import HAPPENED
from facilitation.talk.commands import Call, Command, behind_button
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Message
from facilitation.talk.phrases import Phrase, say

_ORIGINS = (OfCircles(),)
_SESSION = Argument("session", "text", optional=True)


def find(call: Call) -> Reply:
    """Put three times before a circle, or show how it stands."""
    if id := call.given.get("session", ""):
        found = [sessions.named(call.work, _ORIGINS, call.member, id, call.now)]
    else:
        found = sessions.meant(call.work, _ORIGINS, call.member, call.where, call.now)
    if len(found) > 1:
        called = [(one, OfCircles().called(call.work, call.member, one)) for one in found]
        return Say(session_views.which("find a time", called))
    of = service.seen(call.work, call.member, found[0])
    if of.session.outcome in HAPPENED:
        raise UserError(say("You have met already. The next round brings somebody new."))
    if of.session.starts_at and of.session.starts_at > call.now:
        return Say(views.stands(of))
    if (still := service.ahead(of, call.now)).session.times:
        return Say(views.proposed(still, call.member, ()))
    return _propose(call, of, views.looks(of))


def _propose(
    call: Call,
    of: Seen,
    lead: Phrase,
    but_not: Sequence[datetime] = (),
    *,
    own: Phrase | None = None,
) -> Reply:
    """Put times before a circle and tell it of them; `own` is what who asks for them reads in place of the lead."""
    of, strain = service.propose(call.work, of, call.now, but_not=but_not)
    fits = views.suit_all(of, strain)

    def said(reader: Member | None) -> Message:
        return views.proposed(of, reader, (lead, fits))

    due = telling.tell(
        call.work,
        of,
        said,
        what=f"times:{of.session.proposals}",
        now=call.now,
        until=max(of.session.times),
        spared=[call.member.id],
    )
    if of.together:
        return Say(views.posted(due if due > call.now else None))
    return Say(views.proposed(of, call.member, (own, fits) if own else (fits,)))


def suits(call: Call) -> Reply:
    """Say that a time suits; it is agreed once it suits all."""
    of, at = _answered(call)
    if of.session.starts_at == at:
        return _in_place(call, of, views.settled(of))
    if not of.session.times:
        return _in_place(call, of, views.stands(of))
    of = service.ahead(of, call.now)
    session = of.session
    if not session.times:
        return Replace(views.past(of, call.now))
    if at not in session.times:
        return _card(call, of, views.is_past(at)) if at <= call.now else _card(call, of)
    mine = session.part_of(call.member.id).suits or ()
    of = service.answer(call.work, of, {*mine, at}, call.now)
    if of.session.agreement.agreed is not None:
        return _agree(call, of, of.session.agreement.agreed)
    if of.session.agreement.failed:
        _tell_nearly(call, of)
    return _card(call, of, views.noted(of))


def _card(call: Call, of: Seen, *lead: Phrase) -> Reply:
    """Show the times as whoever has just pressed sees them: in a chat of all, or alone."""
    times = views.proposed(of, None if of.together else of.me, lead)
    return _in_place(call, of, times, *lead)


def _in_place(call: Call, of: Seen, message: Message, *lead: Phrase) -> Reply:
    """Put a message where the times stood; where they stood on the card of a reunion, that card as it is now."""
    here = call.given["session"].endswith(reunions.HERE)
    return Replace(reunions.anew(call.work, of, *lead) if here else message)


def _agree(call: Call, of: Seen, at: datetime) -> Reply:
    """Agree on a time, and tell the circle; other times are proposed where it has just gone."""
    moved = of.session.starts_at is not None
    made = telling.agree(call.work, of, at, call.now, [call.member.id])
    if made is None:
        return _propose(call, of, views.gone(), own=views.gone())
    if made.together:
        return _in_place(call, made, views.settled(made, acts=False))
    return Replace(telling.agreed(call.work, made, moved=moved)(call.member))


def _tell_nearly(call: Call, of: Seen) -> None:
    """Tell those who could make it agree which time most can make; in a chat of all once for each time."""
    best = of.session.agreement.best
    if best is None:
        return
    able = of.session.agreement.suits(best)
    telling.tell(
        call.work,
        of,
        lambda reader: views.proposed(of, reader, (views.nearly(of),)),
        what=f"nearly:{of.session.proposals}:{best:%Y%m%dT%H%M}",
        now=call.now,
        until=best,
        spared=[*able, call.member.id],
    )


def none_suits(call: Call) -> Reply:
    """Say that none of the times suits; later ones are proposed."""
    of, _ = _answered(call)
    if not of.session.times:
        return Replace(views.stands(of))
    refused = of.session.times
    of = service.answer(call.work, of, (), call.now)
    reply = _propose(
        call, of, views.none_suited(of, None), refused, own=views.none_suited(of, call.member)
    )
    return Replace(reply.message) if isinstance(reply, Say) and not of.together else reply


def change(call: Call) -> Reply:
    """Put other times before a circle; what is agreed stands until all agree on another."""
    of, _ = _answered(call)
    if of.session.starts_at is None:
        return find(replace(call, given={"session": of.session.id}))
    if of.session.starts_at <= call.now:
        raise UserError(say("It has begun already, so it can no longer be moved."))
    return _propose(call, of, views.looks(of), [of.session.starts_at])


def keep(call: Call) -> Reply:
    """Leave a session where it is."""
    of, _ = _answered(call)
    if of.session.starts_at is None or not of.session.times:
        return Replace(views.stands(of))
    what = f"kept:{of.session.proposals}"
    of = service.keep(call.work, of)
    telling.tell(
        call.work,
        of,
        lambda reader: telling.kept(of),
        what=what,
        now=call.now,
        until=of.session.starts_at,
        spared=[call.member.id],
    )
    return Replace(views.settled(of))


def cancel(call: Call) -> Reply:
    """Call a session off, with the way to another time."""
    of, _ = _answered(call)
    was = of.session.starts_at
    if was is None:
        return Replace(views.stands(of))
    if was <= call.now:
        raise UserError(say("It has begun already. I ask you how it went when it is over."))
    of = service.call_off(call.work, of)
    telling.tell(
        call.work,
        of,
        lambda reader: telling.cancelled(of, reader, was),
        what=f"cancelled:{of.session.sequence}",
        now=call.now,
        until=was + teller.WORTH_TELLING,
        spared=[call.member.id],
    )
    return Replace(telling.cancelled(of, None if of.together else call.member, was))


def named(call: Call) -> tuple[Seen, str]:
    """Return the session that a button names, as its presser sees it, and the words behind it."""
    id, _, words = call.given["session"].partition(" ")
    session = sessions.named(call.work, _ORIGINS, call.member, id, call.now)
    return service.seen(call.work, call.member, session), words


def _answered(call: Call) -> tuple[Seen, datetime]:
    """Return the same for who was asked, and the time where the button names one."""
    of, words = named(call)
    if call.member.id not in of.session.people:
        raise NotFound(say("You were away when this was asked. Try `status`."))
    try:
        at = datetime.strptime(words.removesuffix(reunions.HERE), "%Y-%m-%dT%H:%MZ").replace(
            tzinfo=UTC
        )
    except ValueError:
        at = call.now
    return of, at


def by_button(
    words: str, summary: str, run: Callable[[Call], Reply], *, form: bool = False
) -> Command:
    """Return a command of a button that names a circle's session."""
    about = Argument("session", "text")
    return behind_button(words, summary, run, about, topic="My times", form=form)


COMMANDS: tuple[Command, ...] = (
    Command(
        words="find a time",
        heard=heard.FIND_A_TIME,
        summary=say("Find a time that suits all of your circle"),
        run=find,
        topic="My times",
        arguments=(_SESSION,),
        examples=("find a time",),
    ),
    by_button("suits", "Say that a time suits you", suits),
    by_button("none suits", "Say that none of the times suits you", none_suits),
    by_button("change time", "Find another time than the one agreed on", change),
    by_button("keep time", "Keep the time that is agreed on", keep),
    by_button("cancel time", "Call off the time that is agreed on", cancel),
)
