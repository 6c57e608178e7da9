"""Recall: takeaways come back as short questions to those who took part and want it, on days 2, 7, 21 and 60."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facilitation.errors import NotFound, UserError
from facilitation.knowledge import keeping, memory, remembering, service
from facilitation.knowledge.memory import Rating
from facilitation.knowledge.model import Recall, Takeaway, Wanted
from facilitation.people import withholding
from facilitation.people.model import Member
from facilitation.people.plainly import kept
from facilitation.post import teller
from facilitation.reflections import mornings
from facilitation.talk.phrases import say
from facilitation.work import Work

AT_ONCE = 3
"""How many questions come at the most at a time."""
MOST = 20
"""How many takeaways somebody who begins is asked about: the newest."""
LONGEST = 300
EVERY = 5000


@dataclass(frozen=True, slots=True)
class Retention:
    """How much came to mind in a program, in percent: None under `enough` people; of how many at the least."""

    program: str
    percent: int | None
    people: int
    enough: int


@dataclass(frozen=True, slots=True)
class Card:
    """What is asked about a takeaway, and the takeaway, to be learned elsewhere."""

    id: str
    question: str
    title: str
    text: str


def is_on(work: Work, member: Member) -> bool:
    """Return whether a member wants to be asked."""
    return bool(work.recalls.readers([member.id]))


def turn_on(work: Work, member: Member, now: datetime) -> int:
    """Let a member be asked from now on, about what they took part in or tried; return how many takeaways that is."""
    work.recalls.read(member.id, now)
    wanted = Wanted(reader=member.id, kind="takeaway", states=("checked", "due"))
    programs = {e.program for e in work.enrollments.of_member(member.id)}
    listed = work.takeaways.listed(member.workspace, wanted, 10 * MOST)
    tried = {
        t.takeaway
        for t in work.takeaways.trials([one.id for one in listed])
        if t.member == member.id
    }
    mine = [
        one
        for one in listed
        if one.program in programs or one.id in tried or member.id in one.people
    ]
    _begin(work, ((one, member.id) for one in mine[:MOST]), now)
    return len(mine[:MOST])


def turn_off(work: Work, member: Member) -> None:
    """Let a member be asked no more; what they answered is let go."""
    work.recalls.stop(member.id)


def spread(work: Work, takeaway: Takeaway, now: datetime) -> None:
    """Let a takeaway that was checked come back to those who took part in what it came from, and want it."""
    readers = work.recalls.readers(sorted(_took_part(work, takeaway)))
    _begin(work, ((takeaway, one) for one in sorted(readers)), now)


def _took_part(work: Work, takeaway: Takeaway) -> set[str]:
    """Return who took part in the session, discussion or program that a takeaway came from, or whose it is."""
    people = set(takeaway.people)
    if takeaway.source.startswith("ses_"):
        try:
            people |= set(work.sessions.get(takeaway.source).people)
        except NotFound:
            return people
    elif takeaway.source.startswith("dis_"):
        people |= {one.member for one in work.discussions.contributions(takeaway.source)}
    elif takeaway.program:
        people |= {one.member for one in work.enrollments.of_program(takeaway.program)}
    return people


def _begin(work: Work, pairs: Iterable[tuple[Takeaway, str]], now: datetime) -> None:
    """Let takeaways come back to members, on the card of a morning from the day on that each is due."""
    due_at = now + memory.FIRST
    made = [Recall(takeaway=one.id, member=member, due_at=due_at) for one, member in pairs]
    work.recalls.add(made)
    _wake(work, [one.member for one in made], due_at, now)


def _wake(work: Work, members: Sequence[str], at: datetime, now: datetime) -> None:
    known = work.members.some(sorted(set(members)))
    for workspace in sorted({one.workspace for one in known.values()}):
        tell = teller.of(work, workspace, now)
        mornings.wake(
            work, tell, [(one, at) for one in known.values() if one.workspace == workspace]
        )


def due(work: Work, member: Member, now: datetime) -> list[Recall]:
    """Return what a member is to be asked now, what waits longest first, at most three."""
    return work.recalls.due(member.id, now, AT_ONCE)


def coming(work: Work, member: Member) -> Recall | None:
    """Return what a member is asked next, or None."""
    return next(iter(work.recalls.of(member.id, 1)), None)


def asked(work: Work, member: Member, takeaway_id: str) -> tuple[Recall, Takeaway]:
    """Return what a member is asked about a takeaway; raises NotFound where they are not."""
    takeaway = keeping.takeaway(work, member, takeaway_id)
    found = work.recalls.find(takeaway.id, member.id)
    if found is None:
        raise NotFound("I do not ask you about that one.")
    return found, takeaway


def rate(work: Work, member: Member, takeaway_id: str, rating: Rating, now: datetime) -> Recall:
    """Take how well it came to mind, and say when it comes back; raises UserError where it is not due yet."""
    found, _ = asked(work, member, takeaway_id)
    if found.due_at > now:
        raise UserError("You have answered that one. It comes back by itself.")
    known, at = memory.answered(found.memory, rating, now)
    saved = replace(found, memory=known, due_at=at, rating=rating, answered_at=now)
    saved = replace(saved, asked_at=None)
    work.recalls.save(saved)
    _wake(work, [member.id], at, now)
    return saved


def question(takeaway: Takeaway, written: str = "") -> str:
    """Return what is asked about a takeaway: what its author wrote, else one that asks to use it.

    Where its title says all of it, only the beginning is shown: the rest is the answer.
    """
    if written or not takeaway.brief:
        return written or say(
            "You meet this at work: {title}. What would you do, and why?", title=takeaway.title
        )
    begins = takeaway.title.split()
    return say(
        "You meet this at work: “{begins} …” What would you do, and why?",
        begins=" ".join(begins[: len(begins) // 2 or 1]),
    )


def write(work: Work, member: Member, takeaway_id: str, words: str, *, situation: bool) -> Takeaway:
    """Write what is asked about a takeaway, and whether it puts people into a `situation` from work; raises UserError.

    By whoever may change it, checked it or looks after its program. The question that is proposed always is one.
    """
    found = keeping.takeaway(work, member, takeaway_id)
    led = work.programs.get(found.program).facilitators if found.program else ()
    if member.id not in (*led, found.checked_by):
        keeping.mine(work, member, takeaway_id)
    if len(kept(words)) > LONGEST:
        raise UserError("A question has up to {n} characters.", n=LONGEST, field="question")
    situation = situation or kept(words) == str(question(found))
    words = service.readable(words, say("A question"))
    work.recalls.write(found.id, words, member.id, situation=situation)
    return found


def retention(work: Work, member: Member, now: datetime) -> list[Retention]:
    """Return how much came to mind in the member's programs, where enough people answered for anything to be told."""
    rule, found = withholding.rule(work, member.workspace), []
    for enrolled in work.enrollments.of_member(member.id):
        program = work.programs.get(enrolled.program)
        right, of, people = remembering.ever(work, rule, program, now)
        if told := rule.told(people, f"{enrolled.program} recall"):
            percent = rule.rate(right, of, told)
            least = told if percent is None else max(told, rule.at_least(told))
            found.append(Retention(program.name, percent, least, rule.enough))
    return found


def questions(work: Work, takeaways: Sequence[str]) -> dict[str, str]:
    """Return by takeaway what was written to be asked about it."""
    return work.recalls.written(takeaways)


def cards(work: Work, member: Member) -> list[Card]:
    """Return all that comes back to a member, to be learned elsewhere."""
    recalls = work.recalls.of(member.id, EVERY)
    found = work.takeaways.some([one.takeaway for one in recalls])
    written = questions(work, list(found))
    return [
        Card(one.id, str(question(one, written.get(one.id, ""))), one.title, one.text)
        for one in found.values()
    ]
