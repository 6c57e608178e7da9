"""Questions, answers and takeaways: what was asked, what peers said, and what is kept of it for others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from facilitation.steps.model import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A member's question, to two peers or to a channel."""

    id: str
    workspace: str
    asker: str
    text: str
    skill: str = ""
    """The skill's name, where it is about one that is known."""
    to: tuple[str, ...] = ()
    """The members asked; empty for a channel."""
    channel: str = ""
    state: Literal["draft", "open", "closed"] = "draft"
    created_at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a member said to a question."""

    id: str
    question: str
    member: str
    text: str
    at: datetime


class Questions(Protocol):
    """Where questions and answers are kept."""

    def get(self, question_id: str) -> Question:
        """Return the question; raises NotFound."""

    def save(self, question: Question) -> Question:
        """Write the question (inserted when its version is 0); raises Conflict when it has changed meanwhile."""

    def of_member(self, member: str, limit: int = 10) -> list[Question]:
        """Return a member's questions, newest first."""

    def answer(self, answer: Answer) -> bool:
        """Write an answer, unless this member has answered the question already; tell whether it was written."""

    def get_answer(self, answer_id: str) -> Answer:
        """Return the answer; raises NotFound."""

    def answers(self, question: str) -> list[Answer]:
        """Return a question's answers, oldest first."""


State = Literal["draft", "checked", "due", "obsolete"]
Kind = Literal["takeaway", "resource"]
Outcome = Literal["worked", "partly", "no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeaway:
    """A short piece of knowledge kept for others; `by` gave it, `kept_by` kept it, `owner` looks after it.

    A `draft` is to be checked by a second peer. What was `checked` is `due` for a review at `review_at`. What is
    `obsolete` stays, flagged, and may name what it was replaced by.
    """

    id: str
    workspace: str
    title: str
    text: str
    skill: str = ""
    """The names of the skills it is about, a comma between any two."""
    by: str
    kept_by: str
    owner: str = ""
    kind: Kind = "takeaway"
    """A resource is something to learn from: a `link`, or words that say where, for a `level` of 1 to 5."""
    link: str = ""
    level: int = 0
    answer: str = ""
    """The answer it was made of."""
    source: str = ""
    """The session or discussion it came from."""
    program: str = ""
    open: bool = True
    """Whether others may see it: only once whoever gave the words has said yes."""
    state: State = "draft"
    asked: tuple[str, ...] = ()
    """Who was asked to check or review it, since that was needed last."""
    checked_by: str = ""
    review_at: datetime | None = None
    replaced_by: str = ""
    created_at: datetime
    version: int = 0

    @property
    def subject(self) -> Subject:
        """Return what its steps are of."""
        return Subject("takeaway", self.id, self.workspace)

    @property
    def skills(self) -> tuple[str, ...]:
        """Return the names of the skills it is about."""
        return tuple(filter(None, self.skill.split(", ")))

    @property
    def brief(self) -> bool:
        """Return whether its title says all of it."""
        return self.text.rstrip(" .") == self.title.rstrip(" .")

    @property
    def people(self) -> frozenset[str]:
        """Return whose it is: who gave the words, who kept them, who looks after it."""
        return frozenset({self.by, self.kept_by, self.owner}) - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of a takeaway where a member tried it; a newer word takes the place of an older one."""

    takeaway: str
    member: str
    outcome: Outcome
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which takeaways a member looks for; each thing that is said narrows it, and none shows all they may see."""

    reader: str
    kind: Kind | None = None
    states: tuple[State, ...] = ()
    mine: bool = False
    skill: str = ""
    program: str = ""


class Takeaways(Protocol):
    """Where takeaways are kept, and what came of them."""

    def add(self, takeaway: Takeaway) -> bool:
        """Write a new takeaway, unless its answer is kept already; tell whether it was written."""

    def save(self, takeaway: Takeaway) -> Takeaway:
        """Write the takeaway; raises Conflict when it has changed since it was read."""

    def get(self, takeaway_id: str) -> Takeaway:
        """Return the takeaway; raises NotFound."""

    def some(self, takeaway_ids: Sequence[str]) -> dict[str, Takeaway]:
        """Return those of the takeaways that exist, by id."""

    def remove(self, takeaway_id: str) -> None:
        """Remove a takeaway."""

    def listed(
        self, workspace: str, wanted: Wanted, limit: int = 5000, skip: int = 0
    ) -> list[Takeaway]:
        """Return a workspace's takeaways of those that are wanted, newest first."""

    def owned(self, members: Sequence[str]) -> list[Takeaway]:
        """Return what these members look after, oldest first of each."""

    def given(self, members: Sequence[str]) -> list[Takeaway]:
        """Return what was kept of these members' words."""

    def hand_over(self, takeaways: Sequence[str], owner: str) -> None:
        """Let another member look after these takeaways."""

    def tried(self, trial: Trial) -> None:
        """Keep what came of it, in place of what the member said before."""

    def trials(self, takeaways: Sequence[str]) -> list[Trial]:
        """Return what came of these takeaways, newest first."""


@dataclass(frozen=True, slots=True)
class Term:
    """A stem to look for; with `prefix` whatever begins with it will do."""

    stem: str
    prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A takeaway that says what was looked for: the stems of its title, all of its stems, and since when it is kept."""

    id: str
    title: frozenset[str]
    stems: frozenset[str]
    at: datetime


class Search(Protocol):
    """Where the stems of takeaways are kept, and which takeaways say them."""

    def index(
        self, takeaway_id: str, workspace: str, title: Sequence[str], stems: Sequence[str]
    ) -> None:
        """Write the stems of a takeaway and of its title, in place of those that it had."""

    def forget(self, takeaway_id: str, workspace: str) -> None:
        """Let go of the stems of a takeaway."""

    def uses(self, workspace: str, stems: Sequence[str]) -> dict[str, int]:
        """Return in how many takeaways of a workspace each stem stands, for those that it knows."""

    def near(self, workspace: str, grams: Sequence[str], limit: int) -> list[str]:
        """Return the stems of a workspace that have the most of these trigrams, most first."""

    def find(
        self, workspace: str, terms: Sequence[Sequence[Term]], wanted: Wanted, limit: int
    ) -> list[Hit]:
        """Return takeaways that say one of each of the terms, newest first, as far as they are wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """A takeaway that comes back to a member as a question: when, what is remembered of it, how they answered last."""

    takeaway: str
    member: str
    due_at: datetime
    memory: Mapping[str, Any] = field(default_factory=dict)
    """The scheduler's card; empty before the first answer."""
    rating: Literal["", "got", "partly", "no"] = ""
    answered_at: datetime | None = None
    asked_at: datetime | None = None
    """When it stood on a morning's card, since it is due."""


class Recalls(Protocol):
    """Where it is kept what comes back to whom, and when."""

    def read(self, member: str, at: datetime) -> None:
        """Let a member be asked."""

    def stop(self, member: str) -> None:
        """Let a member be asked no more, and let go of what they answered."""

    def readers(self, members: Sequence[str]) -> set[str]:
        """Return those of the members who want to be asked."""

    def add(self, recalls: Sequence[Recall]) -> None:
        """Write what is to come back; what comes back to somebody already stays as it is."""

    def save(self, changed: Recall) -> None:
        """Write when something comes back, and what is remembered of it."""

    def find(self, takeaway_id: str, member: str) -> Recall | None:
        """Return what comes back of a takeaway to a member, or None."""

    def due(self, member: str, now: datetime, limit: int) -> list[Recall]:
        """Return what is due for a member, what waits longest first."""

    def of(self, member: str, limit: int) -> list[Recall]:
        """Return what comes back to a member, the next first."""

    def unasked(self, members: Sequence[str], now: datetime) -> list[str]:
        """Return who is to be asked of these members, once for each thing that is due and stood on no card yet."""

    def asked(self, members: Sequence[str], now: datetime) -> None:
        """Note that what is due for these members stood on a card."""

    def coming(self, members: Sequence[str]) -> dict[str, datetime]:
        """Return by member when the next thing is due that stood on no card yet."""

    def write(self, takeaway_id: str, question: str, by: str, *, situation: bool) -> None:
        """Keep what is asked about a takeaway, in place of what was, and if it puts people into a situation."""

    def situated(self, takeaway_id: str) -> bool:
        """Return whether what is asked about a takeaway puts people into a situation."""

    def written(self, takeaways: Sequence[str]) -> dict[str, str]:
        """Return by takeaway what was written to be asked about it."""
