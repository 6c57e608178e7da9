"""A look ahead at a program without circles, as those who look after it read it."""

from collections.abc import Iterator

from facilitation.programs.formats import preview
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Program
from facilitation.rounds import happening
from facilitation.steering.ahead import Ahead
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Code,
    Items,
    Message,
    Span,
    Spans,
    Time,
    buttons,
    facts,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, Place, say, say_n


def looked(program: Program, format: Format, seen: Ahead | None, people: int) -> Message:
    """Return when what happens in the next rounds of a program, and whose turn it is."""
    title = say("What comes next in {program}", program=program.name)
    if seen is None:
        nothing = say("No round of {program} is planned.", program=Bold(program.name))
        return Message(title, (text(nothing), _acts(program, format)))
    opens = say(
        "Round {round} of {program} opens on {when}.",
        round=seen.round.number,
        program=Bold(program.name),
        when=Time(seen.round.opens_at),
    )
    blocks: list[Block] = [text(opens), *map(text, _turns(program, format, seen))]
    places: dict[str, Place] = {"program": program.name, "round": seen.round.number}
    places["opens"] = Time(seen.round.opens_at, "day")
    blocks += [text(say("What happens, and when:"))]
    blocks += [Items(tuple(happening.line(step, at, **places) for step, at in seen.steps))]
    if seen.later:
        blocks += [text(say("After that:")), Items(tuple(_later(seen)))]
    rows: dict[str, Span | Spans] = {
        say("Take part"): say_n("{n} person", "{n} people", people),
        say("Time it asks"): preview.a_week(format, program.settings),
    }
    changes = say(
        "Nothing was sent. Whoever joins, signs up, skips or pauses until then changes it."
    )
    return Message(title, (*blocks, facts(rows), _acts(program, format), note(changes)))


def _turns(program: Program, format: Format, seen: Ahead) -> Iterator[Phrase]:
    """Say whose turn it is in the round to come."""
    if format.has("discuss"):
        if not program.channel:
            yield say(
                "It has no channel that I can post in, so no question can be asked: {command}",
                command=Code(f"set #{program.number} channel"),
            )
        elif not seen.leads:
            yield say("Nobody can lead it yet: it takes somebody who joined.")
        else:
            yield say(
                "{name} leads it: “{question}”", name=seen.leads[0].name, question=seen.question
            )
    for item, by in seen.items:
        yield say("{name}: “{topic}”", name=by.name, topic=item.topic)
    if seen.room is not None:
        yield _room(seen)
    if seen.core:
        names = [one.name for one in seen.core]
        yield (
            say("{names} are to be asked to look after it.", names=names)
            if seen.new_core
            else say_n("{names} looks after it.", "{names} look after it.", len(names), names=names)
        )
    for one in seen.notes:
        yield say("{name} would write down what came of it.", name=one.name)


def _room(seen: Ahead) -> Phrase:
    """Say how much room is left on the agenda."""
    room = seen.room or 0
    if not seen.items:
        return say("Nobody has signed up yet; there is room for {n}.", n=room)
    if not room:
        return say("There is no more room; who signs up now is on a later agenda.")
    return say_n("There is room for one more.", "There is room for {n} more.", room)


def _later(seen: Ahead) -> Iterator[Spans]:
    """Give when the rounds after the next one open, with who leads them."""
    for place, at in enumerate(seen.later, 1):
        if place < len(seen.leads):
            name = seen.leads[place].name
            yield (say("{when}: {name} leads it.", when=Time(at), name=name),)
        else:
            yield (Time(at),)


def _acts(program: Program, format: Format) -> Block:
    """Return where what is shown can be changed."""
    of = f"#{program.number}"
    questions = (Button(say("The questions to come"), f"prompts {of}"),)
    agenda = (Button(say("The agenda"), f"agenda {of}"),)
    return buttons(
        *(questions if format.has("discuss") else ()),
        *(agenda if format.has("sign_up") else ()),
        Button(say("Settings"), f"set {of}"),
    )
