"""What can happen, as a closed union of records: what is kept of each, and how it lies in the journal.

The journal is history: it is told, explained and taken back, and nobody reads from it what is so just now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias, assert_never

from pydantic import Field, TypeAdapter, ValidationError

from facilitation.pairing.model import Why
from facilitation.people.model import Role
from facilitation.post.facts_privacy import (
    CasesAsked,
    Forgotten,
    FormatKept,
    Invited,
    ReportOpened,
    ReportSent,
)
from facilitation.post.facts_reports import FigureChanged, LeastSet
from facilitation.post.skill_facts import (
    SkillCalled,
    SkillMerged,
    SkillRenamed,
    SkillUnmerged,
    SkillWord,
)

Values: TypeAlias = Mapping[str, Any]
"""Settings and fields of a record by name, as JSON has them."""
ProgramKind = Literal[
    "program.created", "program.set", "program.paused", "program.resumed", "program.ended"
]
Part = Literal[
    "member.joined",
    "member.left",
    "member.skipped",
    "member.unskipped",
    "member.back",
    "member.once",
]
Told = Literal["session.answered", "session.helped"]
BookingKind = Literal[
    "booking.agreed",
    "booking.declined",
    "booking.unanswered",
    "booking.withdrawn",
    "booking.cancelled",
    "booking.over",
    "booking.met",
    "booking.missed",
    "booking.helped",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramChanged:
    """An admin or facilitator changed a program: the values that they replaced and set."""

    kind: ProgramKind
    program: str
    before: Values
    after: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven:
    """An admin gave a member a role."""

    member: str
    was: Role
    role: Role
    kind: Literal["member.role"] = "member.role"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidaysSet:
    """An admin said whose public holidays are nobody's working days."""

    was: tuple[str, ...]
    codes: tuple[str, ...]
    kind: Literal["workspace.holidays"] = "workspace.holidays"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAdmin:
    """A workspace got its first admin."""

    member: str
    kind: Literal["member.first_admin"] = "member.first_admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleImported:
    """People were taken from a file."""

    added: int
    updated: int
    kind: Literal["people.imported"] = "people.imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class TookPart:
    """A member joined, left, sat a round out or not after all, came back from a pause, or is in for one round only."""

    kind: Part
    program: str
    member: str
    round: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """A member is out of the draws, from now or `since` on: as they said, after silence, or as nothing reaches them."""

    program: str
    member: str
    round: str = ""
    cause: str = ""
    reason: str = ""
    since: str = ""
    until: str = ""
    kind: Literal["member.paused"] = "member.paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened:
    """A round was drawn."""

    program: str
    round: str
    circles: int
    people: int
    unmatched: int
    repeats: int
    value: float
    seed: int
    kind: Literal["round.opened"] = "round.opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSkipped:
    """A round was not held, as it came too late."""

    program: str
    round: str
    hours_late: int
    kind: Literal["round.skipped"] = "round.skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed:
    """A round is over: how many circles said what came of it, and how many members were paused."""

    program: str
    round: str
    met: int = 0
    some: int = 0
    not_yet: int = 0
    could_not: int = 0
    unknown: int = 0
    paused: int = 0
    kind: Literal["round.closed"] = "round.closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A draw found no circle for a member: why, and what would help."""

    program: str
    round: str
    member: str
    why: Why | str
    """A sentence where it was kept so before, and what would help (`help`) beside it."""
    help: str = ""
    kind: Literal["member.unmatched"] = "member.unmatched"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAlone:
    """A member's partner is gone, and nobody else could be found."""

    program: str
    round: str
    member: str
    gone: str
    why: Why | str
    kind: Literal["member.alone"] = "member.alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleLeft:
    """A member left a circle in the middle of a round."""

    program: str
    round: str
    circle: str
    member: str
    kind: Literal["circle.left"] = "circle.left"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTold:
    """A member said what came of a session, or whether it helped them."""

    kind: Told
    session: str = ""
    program: str = ""
    round: str = ""
    circle: str = ""
    booking: str = ""
    member: str = ""
    outcome: str = ""
    was: str = ""
    helped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """Something became of a booking; `member` asked for it."""

    kind: BookingKind
    member: str
    booking: str
    peer: str
    helped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferConfirmed:
    """A colleague confirmed a member's line on using what they learned; not a word of it is kept here."""

    member: str
    program: str
    about: str
    """The session or discussion that it came of."""
    stage: str
    kind: Literal["transfer.confirmed"] = "transfer.confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What an earlier release kept and this one has no record for."""

    kind: str
    data: Values


Change = ProgramChanged | RoleGiven | HolidaysSet | LeastSet | FigureChanged
"""What can be taken back."""
Known = (
    Change
    | FirstAdmin
    | PeopleImported
    | TookPart
    | Paused
    | RoundOpened
    | RoundSkipped
    | RoundClosed
    | Unmatched
    | LeftAlone
    | CircleLeft
    | SessionTold
    | Booked
    | SkillCalled
    | SkillMerged
    | SkillUnmerged
    | SkillWord
    | SkillRenamed
    | TransferConfirmed
    | Forgotten
    | ReportOpened
    | ReportSent
    | CasesAsked
    | Invited
    | FormatKept
)
What = Known | Unknown

_KNOWN: TypeAdapter[Known] = TypeAdapter(Annotated[Known, Field(discriminator="kind")])
_COLUMNS = ("program", "round", "circle", "member")


def columns(what: Known) -> dict[str, Any]:
    """Return how it lies in the journal: what it is about in columns of their own, the rest as data.

    What is about a skill is kept under the skill's id as `member`.
    """
    data = _KNOWN.dump_python(what, mode="json", exclude_defaults=True) | {"kind": what.kind}
    found = {name: data.pop(name) for name in ("kind", *_COLUMNS) if name in data}
    if "of" in data:
        found["member"] = data.pop("of")
    if isinstance(what, Change):
        return found | {"before": replaced(what), "after": put(what)}
    return found | {"data": data}


def read(kind: str, about: Mapping[str, str], data: Values, before: Values, after: Values) -> What:
    """Return what was kept; what cannot be read as what it says it is stays as it lies there."""
    names: dict[str, Any] = {"of": about["member"], "before": before, "after": after}
    match kind:
        case "member.role":
            names |= {"was": before.get("role"), "role": after.get("role")}
        case "workspace.holidays":
            names |= {"was": before.get("holidays"), "codes": after.get("holidays")}
        case "workspace.least":
            names |= {"was": before.get("least"), "least": after.get("least")}
        case _:
            pass
    try:
        return _KNOWN.validate_python({**data, **about, **names, "kind": kind})
    except ValidationError:
        return Unknown(kind=kind, data=data)


def replaced(change: Change) -> Values:
    """Return the values that a change replaced."""
    match change:
        case ProgramChanged(before=before) | FigureChanged(before=before):
            return before
        case RoleGiven(was=was):
            return {"role": was}
        case LeastSet(was=least):
            return {"least": least}
        case HolidaysSet(was=codes):
            return {"holidays": list(codes)}
        case _:
            assert_never(change)


def put(change: Change) -> Values:
    """Return the values that a change put in their place."""
    match change:
        case ProgramChanged(after=after) | FigureChanged(after=after):
            return after
        case RoleGiven(role=role):
            return {"role": role}
        case LeastSet(least=least):
            return {"least": least}
        case HolidaysSet(codes=codes):
            return {"holidays": list(codes)}
        case _:
            assert_never(change)
