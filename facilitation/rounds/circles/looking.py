"""A look ahead at a draw of many people: it is worked out outside of a transaction, and sent to who asked for it."""

import json
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.programs.formats import library, preview
from facilitation.programs.model import Program
from facilitation.rounds import previews
from facilitation.rounds.circles import foreseeing
from facilitation.rounds.circles.drawing import Drawn
from facilitation.rounds.previews import Foreseen
from facilitation.steps.model import Step
from facilitation.steps.service import Outside
from facilitation.talk.messages import Message
from facilitation.work import Work

KIND = "preview"
MANY = 400
"""People whose draw takes more than a quarter of a second, and too long for an answer with what else is to be done."""
LONGEST = timedelta(hours=1)
"""So late nobody waits for it any more."""

_DRAWN: TypeAdapter[Drawn] = TypeAdapter(Drawn)


def ask(work: Work, program: Program, seed: int | None, member: Member, now: datetime) -> None:
    """Let somebody be sent what a draw would come to; asked again before it is, the newer question is answered."""
    work.steps.put(
        Step(
            kind=KIND,
            record=f"{KIND} {program.id} {member.id}",
            name="draw",
            at=now,
            workspace=program.workspace,
            state=json.dumps(seed),
        )
    )


def run(work: Work, due: Step, now: datetime) -> Outside | str | None:
    """Let the draw be worked out, then send what came of it."""
    _, of, reader = due.record.split(" ", 2)
    program, member = work.programs.get(of), work.members.find(reader)
    if member is None or now - due.at > LONGEST:
        return None
    seed, drawn = _read(due.state)
    past = foreseeing.held(work, program, seed)
    if drawn is None and past is None:
        return Outside(
            lambda store: _text(seed, foreseeing.drawn(store.begin, program, seed, now)),
            work.new_id("run"),
        )
    if past is not None or drawn is None:
        seen = foreseeing.draw(work, program, seed, now)
    else:
        seen = foreseeing.would_be(work, program, seed, drawn, now)
    tell = teller.of(work, program.workspace, now)
    tell.to_member(
        member,
        shown(work, program, seen),
        key=f"{due.record}:{due.at:%Y-%m-%dT%H:%M:%S}",
        kind="told",
        about=program.id,
        due=now,
        until=LONGEST,
    )
    tell.send()
    return f"{program.name}: who would meet whom, to {member.name}"


def shown(work: Work, program: Program, seen: Foreseen) -> Message:
    """Return who would meet whom, with the people in it."""
    without = (one.id for one in seen.without[: previews.SHOWN])
    ids = {m for circle in seen.circles for m in circle}.union(without)
    asks = preview.a_week(library.of(work, program), program.settings)
    return previews.preview(program, seen, work.members.some(sorted(ids)), asks)


def _text(seed: int | None, drawn: Drawn) -> str:
    return json.dumps([seed, _DRAWN.dump_python(drawn, mode="json")])


def _read(state: str) -> tuple[int | None, Drawn | None]:
    """Return the seed that is asked for, and what was drawn once it was."""
    kept = json.loads(state)
    if isinstance(kept, list):
        seed, drawn = kept
        return seed, _DRAWN.validate_python(drawn)
    return kept, None
