"""The agenda of a round: who of those that signed up is on it, told to them and to all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from facilitation.agendas import views
from facilitation.agendas.model import Item
from facilitation.discussions import leading
from facilitation.discussions import service as discussions
from facilitation.discussions.model import Discussion
from facilitation.post import teller
from facilitation.programs.formats import library
from facilitation.programs.formats.agenda_acts import LineUp
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Program
from facilitation.rounds.circles import forming
from facilitation.rounds.model import Duty, Round
from facilitation.steps import service as steps
from facilitation.talk.when import hours
from facilitation.work import Work

USUAL = 15
"""So many minutes something takes that says nothing of it."""
QUESTIONS = 2
"""For so many working days after a session its threads are open for questions."""


def chosen(
    waiting: Sequence[Item],
    presented: Mapping[str, int],
    wished: Mapping[str, int],
    *,
    places: int,
    minutes: int = 0,
) -> list[Item]:
    """Return what comes on an agenda: whoever presented least first, then what most wished for, then who came first.

    Nobody has two places while others wait. `minutes` is how long all of it may take, 0 is without end; what is too
    long for that alone is taken all the same where it comes first, so that nothing waits for ever.
    """
    order = sorted(
        enumerate(waiting),
        key=lambda each: (presented.get(each[1].member, 0), -wished.get(each[1].wish, 0), each[0]),
    )
    once: list[Item] = []
    again: list[Item] = []
    for _, item in order:
        (again if any(item.member == one.member for one in once) else once).append(item)
    found: list[Item] = []
    left = minutes
    for item in [*once, *again]:
        takes = item.minutes or USUAL
        if len(found) < places and (not minutes or takes <= left or not found):
            found.append(item)
            left -= takes
    return found


def settle(
    work: Work, program: Program, round: Round, places: int, minutes: int, now: datetime
) -> list[Item]:
    """Put on the agenda of a round whom it is the turn of, beside those who are on it; return all of it in order."""
    there = work.agendas.of_round(round.id)
    for item in next_ones(work, program, round, places, minutes):
        there.append(_put(work, round, item, now))
    return there


def take_in(work: Work, program: Program, item: Item, now: datetime) -> Item:
    """Put something on the agenda of the round to come where that is settled and empty; return it as it is then."""
    coming = work.rounds.planned(program.id)
    if coming is None or not settled(work, program, coming) or work.agendas.of_round(coming.id):
        return item
    format = library.of(work, program)
    step = next(one for one in format.steps if isinstance(one, LineUp))
    next_up = next_ones(work, program, coming, *room(format, program, step))
    if now >= coming.opens_at or item.id not in {one.id for one in next_up}:
        return item
    made = _put(work, coming, item, now)
    if step.threads:
        open_threads(work, program, coming, [made], now)
    return made


def settled(work: Work, program: Program, round: Round) -> bool:
    """Return whether the agenda of a round to come has been settled."""
    made = library.of(work, program).steps
    at = next((n for n, step in enumerate(made) if isinstance(step, LineUp)), len(made))
    due = steps.coming(work, round.subject)
    return due is not None and due.name in {step.name for step in made[at + 1 :]}


def room(format: Format, program: Program, step: LineUp) -> tuple[int, int]:
    """Return for how many things an agenda has room, and for how many minutes; 0 is without end."""
    settings = program.settings
    return format.number(settings, step.items), format.number(settings, step.minutes)


def _put(work: Work, round: Round, item: Item, now: datetime) -> Item:
    """Put something on the agenda of a round: whoever brought it presents then."""
    duty = Duty(program=round.program, round=round.id, member=item.member, role="presenter", at=now)
    work.duties.put(duty)
    return work.agendas.save(replace(item, state="planned", round=round.id))


def next_ones(work: Work, program: Program, round: Round, places: int, minutes: int) -> list[Item]:
    """Return what would come on the agenda of a round, beside what is on it; nothing is written."""
    there = work.agendas.of_round(round.id)
    waiting = [one for one in work.agendas.waiting(program.id) if one.kind != "wish"]
    ready = _present(work, program, round, waiting)
    wished = work.agendas.votes([one.wish for one in ready if one.wish])
    turns = work.circles.turns(program.id, sorted({one.member for one in ready}))
    presented = {member: its.get("presenter", 0) for member, its in turns.items()}
    taken = sum(one.minutes or USUAL for one in there)
    return chosen(
        ready,
        presented,
        wished,
        places=max(0, places - len(there)),
        minutes=max(1, minutes - taken) if minutes else 0,
    )


def _present(work: Work, program: Program, round: Round, items: Sequence[Item]) -> list[Item]:
    """Return those items whose members take part in the round and can be reached."""
    enrolled = {e.member: e for e in work.enrollments.of_program(program.id)}
    theirs = [enrolled[m] for m in sorted({one.member for one in items}) if m in enrolled]
    here = {member.id for _, member in forming.in_draw(work, theirs, round.id, round.opens_at)}
    return [one for one in items if one.member in here]


def open_threads(
    work: Work, program: Program, round: Round, items: Sequence[Item], now: datetime
) -> None:
    """Open a thread in the channel for each item, for questions before and after; who brings it looks after it."""
    if not program.channel:
        return
    place = discussions.place(work, program, now)
    closes_at = hours.add_working_days(max(now, round.opens_at), QUESTIONS, *place)
    for item in items:
        if item.discussion:
            continue
        by = work.members.get(item.member)
        made = work.discussions.save(
            Discussion(
                id=work.new_id("dis"),
                workspace=program.workspace,
                program=program.id,
                question=item.topic,
                facilitator=by.id,
                opened_by=by.id,
                conversation=program.channel,
                opened_at=now,
                closes_at=closes_at,
            )
        )
        discussions.post_card(work, made, program, by, now, views.thread(made, item, by))
        work.agendas.save(replace(item, discussion=made.id))


def tell_speakers(
    work: Work, program: Program, round: Round, items: Sequence[Item], now: datetime
) -> None:
    """Tell each who is on the agenda of a round, alone, with a way out."""
    people = work.members.some(sorted({one.member for one in items}))
    tell = teller.of(work, program.workspace, now)
    for item in items:
        tell.to_member(
            people[item.member],
            views.your_turn(program, round, item),
            key=f"{item.id}:turn:{round.id}",
            kind="told",
            about=round.id,
            until=round.opens_at,
        )
    tell.send()


def gone(work: Work, program: Program, item: Item, now: datetime) -> None:
    """See to an agenda from which something was taken: the turn does not count, and its thread is closed."""
    work.duties.drop(item.round, item.member, "presenter")
    if item.discussion:
        thread = work.discussions.get(item.discussion)
        if thread.state != "closed":
            leading.close(work, thread, None, now)


def done(work: Work, items: Sequence[Item]) -> list[Item]:
    """Let what was on the agenda have been."""
    return [work.agendas.save(replace(one, state="done")) for one in items]
