"""The commands that ask for time: `book`, the next peer, and taking a request back."""

from dataclasses import replace

from facilitation.bookings import agreeing, requesting
from facilitation.bookings.times import scheduling, whom, windows, wishes
from facilitation.bookings.times.window_hours import MorningOrAfternoon
from facilitation.bookings.times.wishes import Wish
from facilitation.bookings.words import asking, board, forms, odd_times, replies
from facilitation.errors import NotAllowed, NotFound, UserError
from facilitation.people import service as people
from facilitation.people.model import Member
from facilitation.skills import naming
from facilitation.skills.finding import Candidate
from facilitation.talk import grammar
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Code, Message, Span

PHRASES = ("book", "book now")


def book(call: Call) -> Reply:
    """Ask a peer for time, by name or by skill; without a length or a topic, open the form."""
    try:
        return _book(call)
    except MorningOrAfternoon as error:
        raise error.in_line(call.line) from None


def _book(call: Call) -> Reply:
    if call.answers is not None:
        wish, errors = wishes.answered(call.work, call.member, call.answers, call.now)
        if wish is None:
            return Ask(forms.book_again(call.answers), errors)
        return request(call, wish)
    found = grammar.split(call.line, PHRASES)
    said = wishes.take_apart(found[1] if found else "", call.now, call.member.zone)
    if not said.who:
        return Ask(forms.book(said, None, ""))
    wish = wishes.read(call.work, call.member, said, call.now)
    skill = wish.named.name if wish.named else ""
    if wish.unsure and windows.is_timed(wish.unsure):
        raise windows.lost(wish.unsure)
    if said.enough and not wish.unsure and not (call.said or wishes.is_told(call.line)):
        return request(call, wish)
    if wish.peer is not None and (refused := refusal(call, wish.peer, skill)):
        return Say(refused)
    return Ask(forms.book(said, wish.peer, skill, wish.topic, wish.unsure))


def book_now(call: Call) -> Reply:
    """Ask a peer for time at once, also one who has requests open."""
    found = grammar.split(call.line, PHRASES)
    line = found[1] if found else ""
    said = wishes.take_apart(line, call.now, call.member.zone, exact=True)
    wish = wishes.read(call.work, call.member, said, call.now)
    if wish.unsure:
        return book(call)
    reply = request(call, wish, anyway=True)
    return Replace(reply.message) if isinstance(reply, Say) else reply


def request(call: Call, wish: Wish, *, anyway: bool = False) -> Reply:
    """Ask the peer of a wish, or the best there is for its skill; say why not where that cannot be."""
    if wish.peer is None:
        return _by_skill(call, wish, anyway=anyway)
    peer, skill = wish.peer, wish.named.name if wish.named else ""
    known = requesting.same(call.work, call.member, peer, wish, skill, call.now)
    if known is not None:
        return Say(board.one(agreeing.sides(call.work, call.member, known)))
    line = wish.line(_named(peer, skill))
    if held := refusal(call, peer, skill, line):
        return Say(held)
    if not anyway and (held := _another_day(call, wish, peer, _named(peer, skill))):
        return Say(held)
    if not anyway and (held := _doubt(call, peer, skill, line)):
        return Say(held)
    return _ask(call, wish, peer, skill)


def refusal(call: Call, peer: Member, skill: str, line: str = "") -> Message | None:
    """Return why this person cannot be asked at all, or None; `line` asks for the same; raises UserError for oneself.

    Whether they are asked too much, are away, or will not be asked by this one, it reads the same.
    """
    if peer.id == call.member.id:
        raise UserError(whom.ONESELF)
    line = line or f"book {_named(peer, skill)}"
    # what the asker did themselves comes first: it says nothing of the peer
    if requesting.in_vain(call.work, call.member, call.now)[peer.id] >= requesting.TRIES:
        return asking.enough(peer, line, _other(call, skill, peer))
    if requesting.is_closed(call.work, call.member, peer) or requesting.is_full(call.work, peer):
        return asking.closed(peer, line, _other(call, skill, peer))
    return None


def _doubt(call: Call, peer: Member, skill: str, line: str) -> Message | None:
    """Return the question whether to ask somebody who is asked a lot, or took no request of the caller of late."""
    if requesting.in_vain(call.work, call.member, call.now)[peer.id]:
        return asking.again(peer, line, _other(call, skill, peer))
    if requesting.is_busy(call.work, peer):
        return asking.warned(peer, line, _other(call, skill, peer))
    return None


def _another_day(call: Call, wish: Wish, peer: Member, named: str) -> Message | None:
    """Return the question whether to ask for other times, where none can be had at those that are wished for."""
    found = scheduling.instead(call.work, call.member, peer, wish, call.now)
    if found is None:
        return None
    if found.quiet:
        return odd_times.quiet(call.member, peer, found.times, wish.line(named))
    if not found.off:
        return odd_times.not_then(peer, found.times, wish.line(named))
    other = replace(wish, when=found.when).line(named, at_once=False) if found.when else ""
    return odd_times.another_day(peer, found, wish.line(named), other)


def _named(peer: Member, skill: str) -> str:
    return f"@{peer.id} for {naming.written(skill)}" if skill else f"@{peer.id}"


def _other(call: Call, skill: str, peer: Member) -> Candidate | None:
    if not skill:
        return None
    return requesting.best(call.work, call.workspace, call.member, skill, call.now, (peer.id,))


def _by_skill(call: Call, wish: Wish, *, anyway: bool) -> Reply:
    """Ask the best peer for a skill."""
    named = wish.named
    if named is None:
        raise UserError(
            "Whom or what would you like to book? Write it like this: {command}",
            command=Code("book @ana 30m"),
        )
    if named.near and named.skill is None:
        lines = [wish.line(naming.written(name)) for name in named.near]
        return Say(replies.meant(named.name, named.near, lines))
    known = requesting.same(call.work, call.member, None, wish, named.name, call.now)
    if known is not None:
        return Say(board.one(agreeing.sides(call.work, call.member, known)))
    found = requesting.best(call.work, call.workspace, call.member, named.name, call.now)
    if found is None:
        offering = call.work.skills.holders(call.workspace.id, "offer", named.key, 3)
        offered = any(m.id != call.member.id for m in offering)
        wanted = naming.is_among(named.name, call.member.wants)
        return Say(asking.nobody(named.name, offered=offered, wanted=wanted))
    if not anyway and (held := _another_day(call, wish, found.member, naming.written(named.name))):
        return Say(held)
    return _ask(call, wish, found.member, named.name, found.reason)


def _ask(
    call: Call,
    wish: Wish,
    peer: Member,
    skill: str,
    reason: tuple[Span, ...] = (),
) -> Reply:
    """Ask, and tell what was sent."""
    asked = requesting.ask(call.work, call.member, peer, wish, skill, call.now)
    return Say(asking.sent(asked, call.member, call.now, reason))


def next_peer(call: Call) -> Reply:
    """Ask the next best peer for what the first could not or did not take."""
    booking = agreeing.find(call.work, call.member, call.given["booking"])
    if call.member.id != booking.asker:
        raise NotAllowed("Only the one who asked can ask somebody else.")
    of = agreeing.sides(call.work, call.member, booking)
    who = call.given.get("who", "")
    wanted = _still_here(call, who) if who else None
    if booking.state not in ("asked", "declined", "lapsed") or (
        wanted is not None and wanted.id == booking.peer
    ):
        return Replace(board.one(of) if booking.state == "asked" else replies.over(of))
    named = wanted.id if wanted else ""
    peer = requesting.next_peer(call.work, booking, call.member, call.now, named)
    asked = requesting.ask_next(call.work, booking, call.member, peer, call.now)
    reason = asking.instead(wanted, peer) if who and peer.id != named else ()
    return Replace(asking.sent(asked, call.member, call.now, reason))


def _still_here(call: Call, who: str) -> Member | None:
    """Return the member that words name, or None where nobody is called so any more."""
    try:
        return people.find(call.work, call.workspace.id, who)
    except NotFound:
        return None


def withdraw(call: Call) -> Reply:
    """Take a request back."""
    named = call.given.get("booking", "")
    booking = (
        agreeing.find(call.work, call.member, named)
        if named
        else agreeing.asked_by(call.work, call.member, call.now)
    )
    of = agreeing.sides(call.work, call.member, booking)
    if call.member.id != of.booking.asker:
        raise NotAllowed("Only the one who asked can take a request back.")
    if of.booking.state != "asked":
        return Replace(replies.over(of))
    agreeing.withdraw(call.work, of, call.now)
    return Replace(replies.withdrawn(of.other))
