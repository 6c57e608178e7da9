"""What all can do for an agenda: bring something, wish for something, be for it, take a wish, take it back."""

from dataclasses import replace
from datetime import datetime

from facilitation.agendas import lineup
from facilitation.agendas.model import Item, Kind
from facilitation.errors import NotAllowed, NotFound, UserError
from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.people.plainly import kept
from facilitation.programs.formats import library
from facilitation.programs.formats.agenda_acts import SignUp
from facilitation.programs.model import Program
from facilitation.talk.phrases import say
from facilitation.work import Work

TOPIC = 200
LONGEST = 180
"""So many minutes something takes at the most."""
MOST = 5
"""So many things of one member wait in a program at the most."""


def kinds(work: Work, program: Program) -> tuple[Kind, ...]:
    """Return what can be brought to a program; nothing where its format has no agenda."""
    steps = library.of(work, program).steps
    return next((step.kinds for step in steps if isinstance(step, SignUp)), ())


def bring(
    work: Work,
    member: Member,
    program: Program,
    topic: str,
    now: datetime,
    *,
    kind: str = "",
    minutes: str = "",
    skill: str = "",
    wish: str = "",
) -> Item:
    """Sign a member up with something; raises UserError, NotAllowed. A wish that it answers is done by it.

    Where the next agenda is settled with nothing on it, it comes on that one.
    """
    possible = _require(work, member, program)
    known = next((one for one in possible if one == kind), possible[0])
    made = _add(work, member, program, known, topic, now)
    made = replace(made, minutes=_minutes(minutes), skill=kept(skill)[:60], wish=wish)
    if wish:
        found = find(work, member, wish)
        if found.kind == "wish" and found.state == "open":
            work.agendas.save(replace(found, state="done"))
    return lineup.take_in(work, program, work.agendas.save(made), now)


def wish(work: Work, member: Member, program: Program, topic: str, now: datetime) -> Item:
    """Keep what a member would like to hear about; they are for it."""
    _require(work, member, program)
    made = work.agendas.save(_add(work, member, program, "wish", topic, now))
    work.agendas.vote(made.id, member.id, now)
    return made


def vote(work: Work, member: Member, item: Item, now: datetime) -> bool:
    """Let a member be for a wish, or find what was brought useful; pressed again, no longer. Return whether they are.

    Nobody finds useful what they have brought themselves.
    """
    if item.state == "withdrawn":
        raise UserError(say("That was taken back."))
    if item.kind != "wish" and item.member == member.id:
        raise UserError(say("That is yours: the others say whether it was useful."))
    return work.agendas.vote(item.id, member.id, now)


def withdraw(work: Work, member: Member, item: Item, now: datetime) -> Item:
    """Take something back, by whom it is of or who looks after the program; a wish it answered waits again."""
    program = work.programs.get(item.program)
    if not rights.may(member, "admin", (item.member, *program.facilitators)):
        raise NotAllowed(
            say("Only whoever brought it, or looks after the program, can take it back.")
        )
    if item.state == "done":
        raise UserError(say("That has been already."))
    if item.wish:
        wished = rights.theirs(work.agendas.get, item.wish, item.workspace)
        if wished is not None and wished.state == "done":
            work.agendas.save(replace(wished, state="open"))
    saved = work.agendas.save(replace(item, state="withdrawn"))
    if item.state == "planned":
        lineup.gone(work, program, item, now)
    return saved


def linked(work: Work, member: Member, item: Item, link: str) -> Item:
    """Keep where the slides or a recording are, by who brought it; raises UserError where it is no address."""
    if item.member != member.id:
        raise NotAllowed(say("Only whoever presented it can add a link."))
    address = link.strip()
    if address and not (address.startswith(("https://", "http://")) and " " not in address):
        raise UserError(say("A link begins with https:// and has no spaces."), field="link")
    return work.agendas.save(replace(item, link=address[:500]))


def find(work: Work, member: Member, item_id: str) -> Item:
    """Return an item of the member's workspace; raises NotFound."""
    found = rights.theirs(work.agendas.get, item_id, member.workspace)
    if found is None:
        raise NotFound(say("I do not know that any more."))
    return found


def _add(
    work: Work, member: Member, program: Program, kind: Kind, topic: str, now: datetime
) -> Item:
    said = kept(topic)
    if not said:
        raise UserError(say("What is it about? A few words are enough."), field="topic")
    if len(said) > TOPIC:
        raise UserError(say("A topic has up to {n} characters.", n=TOPIC), field="topic")
    mine = [one for one in work.agendas.waiting(program.id) if one.member == member.id]
    if len(mine) >= MOST:
        raise UserError(
            say("{n} things of yours wait already. Take one back first, and add this then.", n=MOST)
        )
    return Item(
        id=work.new_id("agd"),
        workspace=member.workspace,
        program=program.id,
        member=member.id,
        kind=kind,
        topic=said,
        at=now,
    )


def _require(work: Work, member: Member, program: Program) -> tuple[Kind, ...]:
    """Return what can be brought to a program by who takes part in it; raises UserError, NotAllowed."""
    possible = kinds(work, program)
    if not possible or program.state == "ended":
        raise UserError(say("{program} has no agenda to sign up for.", program=program.name))
    known = work.enrollments.find(program.id, member.id)
    if known is None or known.state == "left":
        raise NotAllowed(say("Only who takes part in {program} can do that.", program=program.name))
    return possible


def _minutes(text: str) -> int:
    number = kept(text).casefold().removesuffix("minutes").removesuffix("min").removesuffix("m")
    if not number.strip():
        return 0
    if not (number.strip().isascii() and number.strip().isdigit()):
        raise UserError(say("How many minutes? A number is enough, such as 20."), field="minutes")
    if not 1 <= int(number) <= LONGEST:
        raise UserError(say("It can take 1 to {n} minutes.", n=LONGEST), field="minutes")
    return int(number)
