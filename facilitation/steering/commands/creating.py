"""Creating a program, by a line in whatever order it comes or by a form: what would happen is shown before it does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice, takewhile

from facilitation.errors import Usage, UserError
from facilitation.people.plainly import folded, kept
from facilitation.programs import own_settings, saying, service
from facilitation.programs import settings as catalogue
from facilitation.programs.cadence import Occurrence
from facilitation.programs.formats import library
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Program, Settings
from facilitation.rounds import planning
from facilitation.steering import creation_views as showing
from facilitation.steering import founding, occasions, oddities, sheets
from facilitation.steering import service as steering
from facilitation.talk import grammar
from facilitation.talk.changes import Change, filled, propose
from facilitation.talk.commands import Call
from facilitation.talk.forms import Answers, Form
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.messages import Button, Code, Message
from facilitation.talk.phrases import say
from facilitation.talk.when import clocks, days, rhythms
from facilitation.talk.when.hours import instant, local
from facilitation.talk.when.unclear import TwoMeanings

SOON = timedelta(days=2)
"""A first round sooner than this leaves people little time to join."""

LATER = timedelta(weeks=2)
SHOWN = timedelta(weeks=12)
"""For so long the rounds of a program are shown before it is made."""


def create(call: Call) -> Reply:
    """Propose a new program; the form where its kind or its name is missing, or something of it is wrong."""
    if call.answers is None and not call.given.get("name"):
        begun = {"format": _format(call).name} if "format" in call.given else {}
        return _begun(call, call.said, begun)
    format = _format(call)
    if call.answers is None:
        said = _said(call, format)
        return _proposed(call, format, said, _line(format, said))
    answers = call.answers
    said = {name: call.given[name].strip() for name in answers if name != "format"}
    try:
        return _proposed(
            call, format, said, lambda when: filled(call.line, {**answers, "cadence": when})
        )
    except UserError as error:
        if call.agreed:
            raise
        return Ask(_form(call, answers), {error.field or "name": error.sentence})


def begin(call: Call) -> Reply:
    """Show the form with what plain words tell of a new program."""
    return _begun(call, call.given["words"], {})


def _begun(call: Call, said: str, begun: Answers) -> Reply:
    told = begun or founding.told(library.every(call.work, call.workspace.id), said)
    return Ask(_form(call, {"facilitators": (call.member.id,), "channel": _here(call), **told}))


def there(call: Call) -> Message | None:
    """Return that the program which a yes was to create is there, where it is."""
    name = call.given["name"] if call.answers else _said(call, _format(call))["name"]
    running = [p for p in call.work.programs.of(call.workspace.id) if p.state != "ended"]
    found = next((p for p in running if folded(p.name) == folded(name)), None)
    return showing.there(found) if found else None


def template(call: Call) -> Reply:
    """Show the usual occasions for a program, or the form for a new one filled with what one of them is."""
    chosen = occasions.named(call.given.get("occasion", ""))
    if chosen is None:
        return Say(occasions.listed())
    begun: Answers = {"facilitators": (call.member.id,), "channel": _here(call)}
    return Ask(_form(call, {**begun, **chosen.answers}))


def _form(call: Call, answers: Answers) -> Form:
    formats = library.every(call.work, call.workspace.id)
    return founding.form(formats, sheets.channels(call), answers)


def _here(call: Call) -> str:
    """Return the channel in which this is said, as it would be answered."""
    return sheets.answer(call.where.id, call.where.name) if call.where.kind == "channel" else "none"


def _proposed(
    call: Call, format: Format, said: dict[str, str], line: Callable[[str], str]
) -> Reply:
    """Propose the program that is described, with `line` for each other rhythm that could be meant."""
    plain = _plain(call, format)
    with asking(line):
        program = _drafted(call, format, plain, said)
    if program.anchor < plain.anchor:
        raise _started(program, plain.anchor, line)
    steering.check(call.work, program, plain)
    first = planning.upcoming(call.work, program, call.now)
    opens_at = first.at if first else None
    names = {m.id: m.name for m in service.facilitators(call.work, program)}

    def apply() -> Message:
        fresh = replace(program, id=call.work.new_id("prg"))
        fact = steering.create(call.work, call.workspace, fresh, call.member, call.now)
        return showing.created(fresh, format, opens_at, fact.id)

    odd = oddities.of(call.work, call.workspace, program, call.now, line)
    soon = first is not None and first.at - call.now < SOON
    instead = odd.instead
    if first and soon and program.settings.cadence.unit != "once":
        rhythm = oddities.later(program, first.day + LATER)
        instead = (*instead, Button(say("Start two weeks later"), line(str(rhythm))))
    shown = (
        *showing.creation(program, format, _turns(call, program, first), soon, names),
        *odd.told,
    )
    title = say("Create {program}?", program=program.name)
    return propose(call, Change(title, shown, apply, say("Create it"), instead=instead))


def _started(program: Program, today: date, line: Callable[[str], str]) -> UserError:
    """Return that nothing can start on a day that is past, with the day to come that may be meant."""
    meant = days.again(program.anchor, today)
    past = days.Past(
        say("{day} is past, and a program starts today or later.", day=saying.day(program.anchor)),
        "",
    )
    past.field = "cadence"
    past.ways = [(saying.day(meant), line(str(oddities.later(program, meant))))]
    return past


def _turns(call: Call, program: Program, first: Occurrence | None) -> list[datetime]:
    """Return when rounds would open in the first twelve weeks, to the end of the term."""
    if first is None:
        return []
    turns = planning.turns(call.work, program, first.at - timedelta(seconds=1))
    term = islice(turns, program.settings.term or None)
    return [t.at for t in takewhile(lambda turn: turn.at < first.at + SHOWN, term)]


@contextmanager
def asking(line: Callable[[str], str]) -> Iterator[None]:
    """Let what can mean two rhythms be asked about, with the line of each made by `line`."""
    try:
        yield
    except TwoMeanings as error:
        ways = [(label, line(clear)) for label, clear in error.meanings]
        raise Usage(error.sentence, ways=ways, field=error.field) from None


def _format(call: Call) -> Format:
    """Return the format that the line names, ours or the workspace's own; raises UserError listing those there are."""
    word = call.given["format"]
    formats = library.every(call.work, call.workspace.id)
    found = library.nearest(formats, word)
    if found is None:
        raise UserError(
            "I know no kind of program called “{word}”. There are: {formats}. Write it like this: {command}",
            word=kept(word)[:40],
            formats=list(formats),
            command=Code('program create pairs "Coffee pairs"'),
        )
    return found


def _said(call: Call, format: Format) -> dict[str, str]:
    """Return what the line says by setting; what follows a quoted name, or tells a time after one, is its rhythm."""
    beside = ("channel", "size", "goal")
    said: dict[str, str] = {name: call.given[name] for name in beside if name in call.given}
    words = grammar.tokens(call.given["name"])
    end = next((n for n in range(1, len(words)) if _splits(call, words, n)), len(words))
    name, rest = words[:end], call.given["name"][words[end].start :] if end < len(words) else ""
    text = call.given["name"]
    said["name"] = name[0].value if len(name) == 1 else text[name[0].start : name[-1].end]
    rhythm = f"{rest} {call.given.get('cadence', '')}".strip()
    if "goal" in said and _is_rhythm(call, f"for {said['goal']}"):
        rhythm = f"{rhythm} for {said.pop('goal')}".strip()
    return said | ({"cadence": rhythm} if rhythm else {})


def _splits(call: Call, words: list[grammar.Token], place: int) -> bool:
    """Return whether a program's name ends before a word, as what follows says when it is."""
    if words[0].quoted:
        return place == 1
    rest = " ".join(word.value for word in words[place:])
    return clocks.split(rest.casefold())[1] is not None and _is_rhythm(call, rest)


def _is_rhythm(call: Call, text: str) -> bool:
    try:
        rhythms.read(text, call.now, call.member.zone, Settings().cadence)
    except Usage:
        return False
    return True


def _line(format: Format, said: dict[str, str]) -> Callable[[str], str]:
    """Return what makes the line that creates the same program with another rhythm."""
    named = f'program create {format.name} "{said["name"]}"'
    channel = f"in {said['channel']}" if "channel" in said else ""
    more = f"size {said['size']}" if "size" in said else ""
    goal = f'for "{said["goal"]}"' if "goal" in said else ""
    return lambda rhythm: " ".join(filter(None, (named, channel, rhythm, more, goal)))


def _plain(call: Call, format: Format) -> Program:
    """Return the program with what its format says, not yet named or written."""
    zone = call.member.zone
    return Program(
        id="",
        workspace=call.workspace.id,
        number=call.work.programs.next_number(call.workspace.id),
        name="",
        format=format.name,
        anchor=local(call.now, zone).date(),
        settings=replace(format.defaults, zone=zone),
        facilitators=(call.member.id,),
        created_by=call.member.id,
        created_at=call.now,
    )


def _drafted(call: Call, format: Format, plain: Program, said: dict[str, str]) -> Program:
    """Return the program as the line or the form describes it; an error names its field."""
    settings, program = own_settings.of(format), plain
    for name in ("name", "channel", "cadence", "size", "goal", "skills", "signs", "facilitators"):
        if not said.get(name):
            continue
        try:
            program = catalogue.find(name, settings).write(program, said[name], call)
        except UserError as error:
            error.field = name
            raise
    if program.anchor == plain.anchor:
        program = replace(program, anchor=_first_day(call, program))
    return program


def _first_day(call: Call, program: Program) -> date:
    """Return from which day a program counts its rounds: tomorrow where today's time has passed.

    So what opens every second week starts in the same week as what opens weekly.
    """
    settings = program.settings
    today = local(call.now, settings.zone).date()
    passed = instant(today, settings.cadence.at, settings.zone) <= call.now
    return today + timedelta(days=passed)
