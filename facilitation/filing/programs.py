"""A whole program as a file: its settings, deck, questions in line and people by address; never whom people avoid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import StringIO
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from facilitation.discussions.model import Prompt
from facilitation.errors import NotFound, UserError
from facilitation.filing import settings
from facilitation.filing.settings import KEPT
from facilitation.late import Late
from facilitation.people import service as people
from facilitation.people.model import Member
from facilitation.people.plainly import folded
from facilitation.programs.formats import library
from facilitation.programs.formats.source import Source
from facilitation.programs.formats.wrong import Problem, Wrong, plainly, unknown
from facilitation.programs.model import Program
from facilitation.steering import differing
from facilitation.steering import service as steering
from facilitation.steering.history import Detail
from facilitation.talk.incoming import Where
from facilitation.talk.messages import Code
from facilitation.talk.phrases import say
from facilitation.talk.when.hours import local
from facilitation.work import Work

if TYPE_CHECKING:
    from ruamel import yaml as ruamel
else:
    ruamel = Late("ruamel.yaml")

MOST = 500
"""So many people one file can put into a program."""

Address = Annotated[str, Field(min_length=1, max_length=200)]


class Document(BaseModel):
    """A program as its file says it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    program: Annotated[str, Field(min_length=1, max_length=80)]
    format: str
    goal: str = ""
    channel: str = ""
    """The channel's name, taken where a program here has that channel, or where the file is taken in there."""
    starts: date | None = None
    settings: dict[str, Any] = {}
    """What differs from the defaults of the format; a file without any leaves them as they are."""
    facilitators: tuple[Address, ...] = ()
    people: Annotated[tuple[Address, ...], Field(max_length=MOST)] = ()
    questions: Annotated[tuple[str, ...], Field(max_length=200)] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking a program in would change."""

    before: Program
    after: Program
    new: bool
    details: tuple[Detail, ...] = ()
    joining: tuple[Member, ...] = ()
    """Who took part in an ended program of its name here, and so is in it again."""
    inviting: tuple[Member, ...] = ()
    """Who is asked, as nobody is put into a program by others."""
    questions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Addresses of whom nobody here is."""
    lost: str = ""
    """The name of its channel in the file, where no such channel is known here."""
    past: date | None = None
    """The first day of the file, where that is over already."""

    @property
    def nothing(self) -> bool:
        """Return whether all is as the file says already."""
        return not (self.new or self.details or self.joining or self.inviting or self.questions)


def written(work: Work, program: Program) -> str:
    """Return a program as the text of a file, which taken in again changes nothing."""
    defaults = KEPT.dump_python(library.of(work, program).defaults, mode="json")
    its = KEPT.dump_python(program.settings, mode="json")
    enrolled = work.enrollments.of_program(program.id)
    here = work.members.some([*(e.member for e in enrolled), *program.facilitators])
    said = {
        "program": program.name,
        "format": program.format,
        "goal": program.goal,
        "channel": f"#{program.channel_name}" if program.channel_name else "",
        "starts": program.anchor.isoformat(),
        "settings": {name: value for name, value in its.items() if value != defaults[name]},
        "facilitators": [address(here[m]) for m in program.facilitators if m in here],
        "people": sorted(address(here[e.member]) for e in enrolled if e.member in here),
        "questions": [p.asks for p in work.prompts.waiting(program.id) if p.state == "queued"],
    }
    yaml, out = ruamel.YAML(typ="safe", pure=True), StringIO()
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.width = 4096
    # Left out would be left as it is, so what is back at its default is said too.
    kept = {name: value for name, value in said.items() if value or name in ("goal", "settings")}
    yaml.dump(kept, out)
    return out.getvalue()


def address(member: Member) -> str:
    """Return by what a file names somebody."""
    return member.email or member.handle or member.name


def read(text: str) -> Document:
    """Return the program that a text describes; raises Wrong with line and column of what cannot be."""
    source = Source(text)
    if not isinstance(source.data, dict):
        raise Wrong([source.problem((), say("a program begins with: {line}", line="program: …"))])
    try:
        document = Document.model_validate(source.data)
    except ValidationError as error:
        raise Wrong([_problem(source, each) for each in error.errors()]) from None
    if not document.settings:
        return document
    return document.model_copy(update={"settings": settings.read(source, document.settings)})


def _problem(source: Source, error: Any) -> Problem:
    path = error["loc"]
    if error["type"] == "extra_forbidden":
        return source.problem(path, unknown(path[-1], list(Document.model_fields)))
    return source.problem(path, plainly(error, source.value(path)))


def difference(
    work: Work, by: Member, document: Document, now: datetime, here: Where | None = None
) -> Difference:
    """Return what taking a program in `here` would change, for the one of its name or a new one; raises UserError."""
    same = [p for p in work.programs.of(by.workspace) if folded(p.name) == folded(document.program)]
    known = next((p for p in same if p.state != "ended"), None)
    before = known or _blank(work, by, document, now)
    if known is not None and known.format != document.format:
        raise UserError(
            say(
                "{program} is of the format {format} here. A file cannot change that: give it another name.",
                program=known.name,
                format=known.format,
            )
        )
    found, unknown = _people(work, by.workspace, (*document.facilitators, *document.people))
    leads = tuple(found[a].id for a in document.facilitators if a in found) or before.facilitators
    after = _after(work, before, document, leads)
    channel, called = _channel(work, before, document.channel, here)
    after = replace(after, channel=channel, channel_name=called)
    steering.check(work, after, before if known else None)
    there = {e.member for e in work.enrollments.of_program(before.id)} if known else set()
    was = {e.member for p in same for e in work.enrollments.of_program(p.id)} | {by.id}
    named = {found[a].id: found[a] for a in document.people if a in found}
    fresh = [m for m in named.values() if m.id not in there and not _has_left(work, same, m)]
    waiting = {p.asks for p in work.prompts.waiting(before.id)} if known else set()
    return Difference(
        before=before,
        after=after,
        new=known is None,
        details=tuple(differing.details(work, before, after)),
        joining=tuple(m for m in fresh if m.id in was),
        inviting=tuple(m for m in fresh if m.id not in was),
        questions=tuple(q for q in document.questions if q not in waiting),
        unknown=unknown,
        lost="" if _same(after.channel_name, document.channel) else document.channel,
        past=_past(before, document, now),
    )


def _same(name: str, other: str) -> bool:
    return not other or folded(name.removeprefix("#")) == folded(other.removeprefix("#"))


def _channel(work: Work, before: Program, name: str, here: Where | None) -> tuple[str, str]:
    """Return the id and name of the channel of a file's program: the one so named that is known, else what it has."""
    its = (before.channel, before.channel_name)
    known = [(p.channel, p.channel_name) for p in work.programs.of(before.workspace) if p.channel]
    there = [(here.id, here.name.removeprefix("#"))] if here and here.kind == "channel" else []
    return next((one for one in (its, *there, *known) if _same(one[1], name)), its)


def _past(before: Program, document: Document, now: datetime) -> date | None:
    """Return the first day of a file that is none of the program's and is over."""
    day = document.starts
    today = local(now, before.settings.zone).date()
    return day if day is not None and day != before.anchor and day < today else None


def _has_left(work: Work, programs: Sequence[Program], member: Member) -> bool:
    """Return whether somebody has left one of these programs, who is not asked again by a file."""
    enrolled = [work.enrollments.find(one.id, member.id) for one in programs]
    return any(one is not None and one.state == "left" for one in enrolled)


def _blank(work: Work, by: Member, document: Document, now: datetime) -> Program:
    """Return the program of a file that is new here, with what its format says."""
    format = library.every(work, by.workspace).get(document.format)
    if format is None:
        raise NotFound(
            say(
                "I know no format called “{name}”. Bring it first: {command}",
                name=document.format[:40],
                command=Code("format import"),
            )
        )
    return Program(
        id="",
        workspace=by.workspace,
        number=work.programs.next_number(by.workspace),
        name=document.program,
        format=format.name,
        anchor=local(now, by.zone).date(),
        settings=replace(format.defaults, zone=by.zone),
        facilitators=(by.id,),
        created_by=by.id,
        created_at=now,
    )


def _after(work: Work, before: Program, document: Document, facilitators: Sequence[str]) -> Program:
    known = library.every(work, before.workspace)[before.format].defaults
    base = known if "settings" in document.model_fields_set else before.settings
    values: dict[str, Any] = KEPT.dump_python(base, mode="json")
    said = {"zone": before.settings.zone, **document.settings}
    return replace(
        before,
        name=document.program,
        goal=document.goal if "goal" in document.model_fields_set else before.goal,
        anchor=document.starts or before.anchor,
        settings=KEPT.validate_python(values | said),
        facilitators=tuple(facilitators),
    )


def _people(
    work: Work, workspace: str, addresses: Sequence[str]
) -> tuple[Mapping[str, Member], tuple[str, ...]]:
    """Return the members that addresses name, and the addresses that name nobody."""
    found: dict[str, Member] = {}
    unknown = []
    for one in dict.fromkeys(addresses):
        try:
            found[one] = people.find(work, workspace, one)
        except UserError:
            unknown.append(one)
    return found, tuple(unknown)


def queued(
    work: Work, program: Program, questions: Sequence[str], by: Member, now: datetime
) -> None:
    """Put questions in line."""
    for asks in questions:
        made = Prompt(
            id=work.new_id("pmt"),
            workspace=program.workspace,
            program=program.id,
            asks=asks,
            by=by.id,
            state="queued",
            at=now,
        )
        work.prompts.save(made)
