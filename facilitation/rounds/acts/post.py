"""Saying something to those of a round, and asking them something: in the words of the format alone."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.outbox import Place
from facilitation.programs import facilitators
from facilitation.programs.formats.acts import ON_CIRCLES, Agenda, Collect, Post, Summarize
from facilitation.rounds import collecting, notices, telling, views
from facilitation.rounds.acts import appoint
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.model import Circle, Collected, step_fact
from facilitation.statements import service as statements
from facilitation.steps.service import More
from facilitation.talk.messages import Block, Divider, Message
from facilitation.talk.words import counted


def post(turn: Turn[Post]) -> More | str:
    """Say what the step says, to whom it says."""
    message = collecting.posted(turn.program, turn.round, turn.step)
    return _tell(turn, turn.step.to, lambda _: message, lambda to: f"posted to {to}")


def collect(turn: Turn[Collect]) -> More | str:
    """Ask the step's question; what is answered is kept with the round."""
    if turn.step.to == "notes":
        return appoint.note_taker(turn)
    read_by, ends = collecting.read_by(turn.format, turn.step), _notice(turn)
    message = collecting.question(turn.program, turn.round, turn.step, read_by=read_by, ends=ends)
    known = collecting.answered(turn.work, turn.round, turn.step)
    said = f"asked {turn.step.name}"
    return _tell(turn, turn.step.to, lambda _: message, lambda to: f"{to} {said}", known)


def _notice(turn: Turn[Collect]) -> tuple[Block, ...]:
    """Return the notice of the round where it stands on the card of this question."""
    coming = notices.of_round(turn.work, turn.round)
    if coming is None or notices.rides_on(turn.work, coming) != turn.step:
        return ()
    return (Divider(), *views.notice(*coming).blocks)


def summarize(turn: Turn[Summarize]) -> More | str:
    """Show what was answered to a question, to each circle its own."""
    asked, answers = _answers(turn)

    def message(circle: Circle | None) -> Message:
        return collecting.summary(turn.program, turn.round, turn.step, asked, answers(circle))

    return _tell(turn, turn.step.to, message, lambda to: f"summary to {to}")


def agenda(turn: Turn[Agenda]) -> More | str:
    """Show what is on the table and who brings it, to each circle its own."""
    asked, answers = _answers(turn)
    people = turn.work.members.some([kept.member for kept in answers(None)])
    if not any(map(turn.format.has, ON_CIRCLES)):
        statements.others_saw(turn.work, turn.round.id, turn.program.id, people, turn.now)

    def message(circle: Circle | None) -> Message:
        program, round = turn.program, turn.round
        return collecting.agenda(program, round, turn.step, asked, answers(circle), people)

    return _tell(turn, turn.step.to, message, lambda to: f"agenda to {to}")


def _answers(
    turn: Turn[Any],
) -> tuple[Collect, Callable[[Circle | None], list[Collected]]]:
    """Return the question that a step is of, and what gives the answers of a circle, or of all."""
    asked = turn.format.step(turn.step.of)
    assert isinstance(asked, Collect)
    kept = turn.work.collected.of(turn.round.id, asked.name)

    def of(circle: Circle | None) -> list[Collected]:
        return [
            each
            for each in kept
            if circle is None
            or (each.circle == circle.id if each.circle else each.member in circle.members)
        ]

    return asked, of


def _to_channel(
    turn: Turn[Any],
    message: Message,
    key: str,
    said: Callable[[str], str],
) -> str:
    program = turn.program
    if not program.channel:
        return f"{turn.step.name} left out, there is no channel"
    tell = teller.of(turn.work, program.workspace, turn.now)
    where, zones = Place(program.channel), (program.settings.zone,)
    tell.to_several(where, zones, message, key=key, kind="told", about=turn.round.id)
    tell.send()
    return said("the channel")


def _tell(
    turn: Turn[Any],
    to: str,
    message: Callable[[Circle | None], Message],
    said: Callable[[str], str],
    but: Collection[str] = (),
) -> More | str:
    """Owe a message to the channel, the facilitators, each member (`but` some) or each circle, once for the step."""
    key = step_fact(turn.round, turn.step.name)
    work, program = turn.work, turn.program
    if to == "facilitators":
        facilitators.tell(work, program, message(None), key, turn.now)
        return said("facilitators")
    if to == "channel":
        return _to_channel(turn, message(None), key, said)

    def to_members(members: Sequence[Member]) -> int:
        tell = teller.of(work, program.workspace, turn.now)
        those = [member for member in members if member.id not in but]
        tell.to_each(those, message(None), fact=key, about=turn.round.id)
        tell.send()
        return len(those)

    def to_circles(circles: Sequence[Circle], before: int) -> int:
        standing = [c for c in circles if not c.dissolved]
        people = work.members.some(sorted({m for c in standing for m in c.members}))
        tell = teller.of(work, program.workspace, turn.now)
        for circle in standing:
            its = f"{key}:{circle.id}"
            telling.to_circle(tell, circle, people, message(circle), key=its, kind="told")
        tell.send()
        return len(standing)

    if to == "members":
        return turn.over_members(to_members, lambda n: said(counted(n, "person", "people")))
    return turn.over_circles(to_circles, lambda n: said(counted(n, "circle")))
