"""Finding programs, and who may do what with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process

from facilitation.errors import NotAllowed, NotFound, UserError
from facilitation.people import service as people
from facilitation.people.model import Member
from facilitation.people.plainly import folded, kept
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds.model import Circle, Session
from facilitation.talk.words import listed
from facilitation.work import Work

NEAR = 70
"""How alike (0-100) a name must be to be suggested."""

SHOWN = 6


def named(program: Program) -> str:
    """Return the program's name with its number, as it can be typed."""
    return f"{program.name} (#{program.number})"


def find(work: Work, workspace: str, words: str, *, ended: bool = False) -> Program:
    """Return the program that words name: `#2`, its name, words of it, or how it starts.

    Programs that have ended are found by number, and by name with `ended`. Raises NotFound with the nearest name, or
    UserError listing the programs that could be meant.
    """
    programs = work.programs.of(workspace)
    number = kept(words).removeprefix("#").strip()
    if number.isascii() and number.isdigit():
        return _numbered(programs, number)
    live = [p for p in programs if ended or p.state != "ended"]
    word = folded(words).strip("\"'“”„«»")
    for fits in _FITS:
        found = [p for p in live if word and fits(word, folded(p.name))]
        if len(found) == 1:
            return found[0]
        if found:
            several = listed([named(p) for p in found[:SHOWN]], "or")
            raise UserError(f"“{kept(words)[:60]}” could be {several}. Say which, by its number.")
    raise NotFound(_none(programs, live, words, word))


_FITS: tuple[Callable[[str, str], bool], ...] = (
    lambda word, name: word == name,
    lambda word, name: set(word.split()) <= set(name.split()),
    lambda word, name: name.startswith(word),
    lambda word, name: any(part.startswith(word) for part in name.split()),
)
"""How words can name a program, the surest first."""


def _numbered(programs: Sequence[Program], number: str) -> Program:
    """Return the program with a number."""
    for program in programs:
        if str(program.number) == number.lstrip("0"):
            return program
    raise NotFound(f"There is no program #{number[:9]}. See them all: programs")


def _none(programs: Sequence[Program], live: Sequence[Program], words: str, word: str) -> str:
    """Return the sentence for a name no program has."""
    over = [p for p in programs if p.state == "ended" and folded(p.name) == word]
    if over:
        return f"{named(over[-1])} has ended. See those that run: programs"
    if not live:
        return "There is no program here yet. An admin creates one with: program create"
    parts = {p.id: folded(p.name) for p in live}
    near = process.extractOne(word[:80], parts, scorer=fuzz.WRatio, score_cutoff=NEAR)
    meant = next((f" Did you mean {named(p)}?" for p in live if near and p.id == near[2]), "")
    return f"I know no program called “{kept(words)[:60]}”.{meant} See them all: programs"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands in one program: their enrollment, and when the next round opens."""

    program: Program
    enrollment: Enrollment
    opens_at: datetime | None
    planned: str
    """The id of the round to come, or empty."""

    @property
    def skips(self) -> bool:
        """Return whether they sit out the round to come."""
        return bool(self.planned) and self.enrollment.skips == self.planned


def standings(work: Work, member: Member) -> list[Standing]:
    """Return how the member stands in each program they are in that has not ended, by number."""
    found = []
    programs = {p.id: p for p in work.programs.of(member.workspace)}
    for enrollment in work.enrollments.of_member(member.id):
        program = programs.get(enrollment.program)
        if program is not None and program.state != "ended":
            found.append(standing(work, program, enrollment))
    return sorted(found, key=lambda s: s.program.number)


def standing(work: Work, program: Program, enrollment: Enrollment) -> Standing:
    """Return how a member stands in a program."""
    planned = work.rounds.planned(program.id)
    runs = planned is not None and bool(planned.step)
    return Standing(
        program,
        enrollment,
        planned.opens_at if planned and runs else None,
        planned.id if planned and runs else "",
    )


@dataclass(frozen=True, slots=True)
class Sitting:
    """A circle of an open round that a member sits in, its session, and who else is in it."""

    program: Program
    circle: Circle
    session: Session
    others: tuple[Member, ...]

    @property
    def unanswered(self) -> bool:
        """Return whether it may still meet, as far as anyone has said."""
        return self.session.outcome in {"unknown", "not_yet"}


def sittings(work: Work, member: Member) -> list[Sitting]:
    """Return the circles of open rounds that the member sits in, newest first."""
    found = []
    for circle in work.circles.of_member(member.id):
        if work.rounds.get(circle.round).state == "open":
            program = work.programs.get(circle.program)
            known = work.members.some([m for m in circle.members if m != member.id])
            others = tuple(known[m] for m in circle.members if m in known)
            found.append(Sitting(program, circle, work.sessions.of_circle(circle.id), others))
    return found


def may_write(member: Member, program: Program) -> bool:
    """Return whether the member may change the program: admins and its facilitators may."""
    return member.role == "admin" or member.id in program.facilitators


def facilitators(work: Work, program: Program) -> list[Member]:
    """Return the program's facilitators, in the order they were named."""
    found = work.members.some(program.facilitators)
    return [found[m] for m in program.facilitators if m in found]


def require_write(work: Work, member: Member, program: Program) -> None:
    """Raise NotAllowed, naming who may, unless the member may change the program."""
    if not may_write(member, program):
        who = people.whom_to_ask(work, program.workspace, facilitators(work, program))
        raise NotAllowed(f"Only its facilitators and admins can change {program.name}. {who}")
