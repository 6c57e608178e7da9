"""The commands of members: home, status, programs, join, leave, skip, pause and their inverses."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from facilitation import learning
from facilitation.bookings import agreeing
from facilitation.joining import boards, listing, views, weekly
from facilitation.joining import service as joining
from facilitation.people import rights
from facilitation.programs import service
from facilitation.programs.formats import library
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds import notices, planning
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Button, Message, buttons, text
from facilitation.talk.phrases import say

_ONE_ROUND = re.compile(
    r"(?:^|\s+)(?:(?:just|only|for) )*(?:once|one round|(?:this|one) time|the next round|this round)(?: only)?$",
    re.IGNORECASE,
)


def home(call: Call) -> Reply:
    """Show what is next for the caller."""
    return _home(call, service.standings(call.work, call.member))


def _home(call: Call, standings: Sequence[service.Standing]) -> Reply:
    sittings = service.sittings(call.work, call.member)
    listed = [] if standings else _listed(call, [p for p in _live(call) if p.state == "active"])
    booked = agreeing.of_member(call.work, call.member, call.now)
    learnt = learning.waiting(call.work, call.member, call.now)
    return Say(boards.home(call.member, standings, sittings, listed, booked, learnt))


def status(call: Call) -> Reply:
    """Show how the caller stands in each of their programs."""
    standings = service.standings(call.work, call.member)
    if not standings:
        return _home(call, standings)
    return Say(boards.status(call.member, standings, service.sittings(call.work, call.member)))


def programs(call: Call) -> Reply:
    """List the programs that have not ended."""
    admin = rights.may(call.member, "admin")
    return Say(listing.programs(_listed(call, _live(call)), admin=admin))


def program(call: Call) -> Reply:
    """Show one program."""
    if "program" not in call.given:
        return programs(call)
    work = call.work
    found = service.find(work, call.workspace.id, call.given["program"], ended=True)
    enrolled = work.enrollments.of_program(found.id)
    latest = work.rounds.latest(found.id)
    numbers = listing.Numbers(
        active=sum(e.state == "active" for e in enrolled),
        paused=sum(e.state == "paused" for e in enrolled),
        rounds=latest.number if latest else 0,
    )
    (entry,) = _listed(call, [found])
    leads, format = service.facilitators(work, found), library.of(work, found)
    writes = service.may_write(call.member, found)
    return Say(listing.program(entry, format, numbers, leads, writes=writes))


def join(call: Call) -> Reply:
    """Enroll the caller in a program, or let them take part in its next round alone."""
    words, once = _apart(call.given.get("program", ""))
    if not words:
        inside = enrolled(call)
        open_to_join = [p for p in _live(call) if p.id not in inside]
        here = [p for p in open_to_join if p.channel and p.channel == call.where.id]
        if not open_to_join:
            return programs(call)
        question = say("Which one would you like to join?")
        found = _one("join", here or open_to_join, question, " once" if once else "")
    else:
        found = service.find(call.work, call.workspace.id, words)
    if not isinstance(found, Program):
        return found
    if once:
        return _once(call, found)
    joined = joining.join(call.work, found, call.member, call.now)
    standing = service.standing(call.work, found, joined.enrollment)
    opens_at, skips = standing.opens_at, standing.skips
    if not joined.fresh:
        return Say(views.in_already(found, opens_at, skips=skips))
    notice = opens_at is not None and joining.notice_comes(call.work, found, opens_at, call.now)
    hours = weekly.too_much(call.work, call.workspace, call.member)
    say_it = partial(views.joined, found, library.of(call.work, found), opens_at)
    seated = joining.seated(call.work, found, call.member)
    back = joined.before is not None
    return Say(say_it(notice=notice, back=back, seated=seated, skips=skips, hours=hours))


def _apart(words: str) -> tuple[str, bool]:
    """Return the words that name a program, and whether one round is meant: "coffee once"."""
    found = _ONE_ROUND.search(words)
    return (words[: found.start()], True) if found else (words, False)


def _once(call: Call, program: Program) -> Reply:
    """Let the caller take part in the next round of a program, and in no other."""
    planned = joining.once(call.work, program, call.member, call.now)
    if planned is None:
        return Say(views.in_already(program, planning.next_opening(call.work, program)))
    return Replace(views.in_once(program, planned.opens_at))


def leave(call: Call) -> Reply:
    """End the caller's enrollment in a program."""
    found = _mine(call, "leave", say("Which one would you like to leave?"))
    if not isinstance(found, Program):
        return found
    circle = joining.leave(call.work, found, call.member, call.now)
    return Say(views.left(found, circle=circle))


def skip(call: Call) -> Reply:
    """Let the caller sit out the round to come; a round that has been drawn cannot be skipped."""
    words, meant, *beside = notices.meant(call.given.get("program", ""))
    question = say("Of which program would you like to skip the next round?")
    found = _mine(call, "skip", question, words, lambda s: bool(s.planned) and not s.skips)
    if not isinstance(found, Program):
        return found
    if joining.drawn_already(call.work, found, meant):
        sittings = service.sittings(call.work, call.member)
        others = next((s.others for s in sittings if s.circle.round == meant), ())
        return Replace(views.too_late(found, others, planning.next_opening(call.work, found)))
    planned = joining.skip(call.work, found, call.member, call.now)
    rest = notices.still(call.work, call.member, beside)
    return Replace(views.skipped(found, planned.opens_at, rest))


def unskip(call: Call) -> Reply:
    """Let the caller take part in the round to come after all."""
    question = say("In which program would you like to take part after all?")
    found = _mine(call, "unskip", question, fits=lambda s: s.skips)
    if not isinstance(found, Program):
        return found
    planned = joining.unskip(call.work, found, call.member, call.now)
    return Replace(views.unskipped(found, planned.opens_at))


def back(call: Call) -> Reply:
    """Take the caller into the draws again, in one program or in all they are paused in; or for one round alone."""
    words, once = _apart(call.given.get("program", ""))
    if once:
        question = say("In which program would you like to take part once?")
        found = _mine(
            call, "join", question, words, lambda s: s.enrollment.state == "paused", " once"
        )
        return _once(call, found) if isinstance(found, Program) else found
    chosen = some(call, words)
    inside = enrolled(call)
    ahead = [p for p in chosen if p.id in inside and inside[p.id].state == "active"]
    returned = [p for p in chosen if joining.back(call.work, p, call.member, call.now)]
    if not returned:
        inside_all = say("You are in, wherever you have joined.")
        shown = text(inside_all if chosen else say("You are in no program."))
        look = buttons(Button(say("How do I stand?"), "status"))
        return Say(Message(say("You are not paused"), (shown, look)))
    opened = [(p, planning.next_opening(call.work, p)) for p in returned]
    return Replace(views.back(opened, away=any(p not in ahead for p in returned)))


def _live(call: Call) -> list[Program]:
    """Return the programs that have not ended."""
    return [p for p in call.work.programs.of(call.workspace.id) if p.state != "ended"]


def enrolled(call: Call) -> dict[str, Enrollment]:
    """Return the caller's enrollments by program."""
    return {e.program: e for e in call.work.enrollments.of_member(call.member.id)}


def _listed(call: Call, programs: Sequence[Program]) -> list[listing.Listed]:
    """Return programs as lists show them to the caller."""
    if not programs:
        return []
    counts, inside = call.work.enrollments.counts(call.workspace.id), enrolled(call)
    call.work.rounds.look_ahead([p.id for p in programs])
    opens = {p.id: planning.next_opening(call.work, p) for p in programs}
    return [listing.Listed(p, counts.get(p.id, 0), opens[p.id], inside.get(p.id)) for p in programs]


def _one(
    command: str, candidates: Sequence[Program], question: str, after: str = ""
) -> Program | Reply:
    """Return the only candidate, or ask which one is meant; `after` are words behind the program's."""
    if len(candidates) == 1:
        return candidates[0]
    return Say(views.which(command, candidates, question, after))


def _mine(
    call: Call,
    command: str,
    question: str,
    words: str | None = None,
    fits: Callable[[service.Standing], bool] = lambda standing: True,
    after: str = "",
) -> Program | Reply:
    """Return the program that the words name, or the only one of the caller's that fits, or ask."""
    words = call.given.get("program", "") if words is None else words
    if words:
        return service.find(call.work, call.workspace.id, words)
    standings = service.standings(call.work, call.member)
    if not standings:
        return Say(boards.in_none())
    mine = [s for s in standings if fits(s)] or standings
    return _one(command, [s.program for s in mine], question, after)


def some(call: Call, words: str) -> list[Program]:
    """Return the program that the words name, or all the caller is in."""
    if words:
        return [service.find(call.work, call.workspace.id, words)]
    return [s.program for s in service.standings(call.work, call.member)]
