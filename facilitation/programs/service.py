"""Finding programs, and who may do what with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.errors import NotFound, UserError
from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.people.plainly import folded, kept
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds.model import Circle
from facilitation.sessions.model import Session
from facilitation.talk import near
from facilitation.talk.messages import Code
from facilitation.talk.phrases import OneOf, say, sentences
from facilitation.work import Work

NEAR = 70
"""How alike (0-100) a name must be to be suggested."""

SHOWN = 6


def named(program: Program) -> str:
    """Return the program's name with its number, as it can be typed."""
    return f"{program.name} (#{program.number})"


class Several(UserError):
    """Words that could name several programs: `found`."""

    def __init__(self, words: str, found: Sequence[Program]) -> None:
        """Name some of them."""
        super().__init__(
            say(
                "“{words}” could be {programs}. Say which, by its number.",
                words=kept(words)[:60],
                programs=OneOf([named(p) for p in found[:SHOWN]]),
            )
        )
        self.found = found


def find(work: Work, workspace: str, words: str, *, ended: bool = False) -> Program:
    """Return the program that words name: `#2`, its name, words of it, how it starts, or a channel that is mentioned.

    Programs that have ended are found by number, and by name with `ended`. Raises NotFound with the nearest name, or
    UserError listing the programs that could be meant.
    """
    programs = work.programs.of(workspace)
    number = kept(words).removeprefix("#").strip()
    if number.isascii() and number.isdigit():
        return _numbered(programs, number)
    live = [p for p in programs if ended or p.state != "ended"]
    channel, _, shown = kept(words).strip().removeprefix("#").partition("|")
    words = f"#{shown}" if shown else words
    word = _spelled(words).strip("\"'“”„«»").removeprefix("#")
    for fits in _FITS:
        found = [p for p in live if word and fits(word, _spelled(p.name))]
        found = found or [p for p in live if channel and p.channel == channel]
        found = found or [p for p in live if word and fits(word, folded(p.channel_name))]
        if len(found) == 1:
            return found[0]
        if found:
            raise Several(words, found)
    if word.endswith(" please"):
        return find(work, workspace, word.removesuffix("please").rstrip(" ,"), ended=ended)
    raise NotFound(_none(programs, live, words, word))


def _spelled(text: str) -> str:
    """Return a name as it is compared: however its "and" is written."""
    return folded(text).replace(" & ", " and ").replace(" + ", " and ")


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
    raise NotFound(
        "There is no program #{number}. See them all: {command}",
        number=number[:9],
        command=Code("programs"),
    )


def _none(programs: Sequence[Program], live: Sequence[Program], words: str, word: str) -> str:
    """Return the sentence for a name no program has."""
    over = [p for p in programs if p.state == "ended" and folded(p.name) == word]
    if over:
        return say(
            "{program} has ended. See the others: {command}",
            program=over[-1].name,
            command=Code("programs"),
        )
    if not live:
        return say(
            "There are no programs here yet. An admin creates one: {command}",
            command=Code("program create"),
        )
    found = near.nearest(word, {p: folded(p.name) for p in live}, NEAR, loosely=True)
    meant = near.meant(found.name if found else None)
    unknown = say("I know no program called “{words}”.", words=kept(words)[:60])
    return sentences(unknown, meant, say("See them all: {command}", command=Code("programs")))


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

    @property
    def once(self) -> bool:
        """Return whether they are in the round to come though they are paused."""
        return bool(self.planned) and self.enrollment.once == self.planned

    @property
    def away(self) -> bool:
        """Return whether they will be away when the round to come opens, as they have planned."""
        at, its = self.opens_at, self.enrollment
        return at is not None and its.state == "active" and not its.takes_part("", at)


def standings(work: Work, member: Member) -> list[Standing]:
    """Return how the member stands in each program they are in that has not ended, by number."""
    found = []
    enrollments = work.enrollments.of_member(member.id)
    work.rounds.look_ahead([each.program for each in enrollments])
    programs = {p.id: p for p in work.programs.of(member.workspace)} if enrollments else {}
    for enrollment in enrollments:
        program = programs.get(enrollment.program)
        if program is not None and program.state != "ended":
            found.append(standing(work, program, enrollment))
    return sorted(found, key=lambda s: s.program.number)


def standing(work: Work, program: Program, enrollment: Enrollment) -> Standing:
    """Return how a member stands in a program."""
    planned = work.rounds.planned(program.id)
    return Standing(
        program,
        enrollment,
        planned.opens_at if planned else None,
        planned.id if planned else "",
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
        return self.session.unsettled


def sittings(work: Work, member: Member) -> list[Sitting]:
    """Return the circles of open rounds that the member meets in, newest first, with those who are there too."""
    found = []
    for circle in work.circles.of_member(member.id):
        if work.rounds.get(circle.round).state == "open":
            program, session = work.programs.get(circle.program), work.sessions.of_circle(circle.id)
            known = work.members.some([m for m in session.people if m != member.id])
            others = tuple(known[m] for m in circle.members if m in known)
            if member.id in session.people:
                found.append(Sitting(program, circle, session, others))
    return found


def may_write(member: Member, program: Program) -> bool:
    """Return whether the member may change the program: admins and its facilitators may."""
    return rights.may(member, "admin", program.facilitators)


def facilitators(work: Work, program: Program) -> list[Member]:
    """Return the program's facilitators, in the order they were named."""
    found = work.members.some(program.facilitators)
    return [found[m] for m in program.facilitators if m in found]


def require_write(work: Work, member: Member, program: Program, why: str = "") -> None:
    """Raise NotAllowed, saying why and naming who may, unless the member may change the program."""
    if not may_write(member, program):
        sentence = why or say(
            "Only its facilitators and admins can change {program}.", program=program.name
        )
        raise rights.refused(work, program.workspace, sentence, facilitators(work, program))
