"""Discussions, what people contribute to them, and the questions that wait their turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from facilitation.steps.model import Subject

State = Literal["planned", "open", "waiting", "ended", "closed"]
Word = Literal["", "agreed", "alone", "aside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """A question put to a program's channel, which people answer in its thread until `closes_at`.

    It is `planned` while its round is to come, whose id is `round`; it has `ended` once its time is over, and is
    `closed` with or without a summary. `sealed` answers are shown together when it ends, or when `enough` people have
    answered, and to nobody before; `nameless` ones without names. It waits (`waiting`) for a word of authors, or to be
    `looked_through`; a `clinic` has stages. `thread` is where it stands in its channel, once it has arrived.
    """

    id: str
    workspace: str
    program: str
    question: str
    facilitator: str
    opened_by: str
    round: str = ""
    sealed: bool = False
    clinic: bool = False
    nameless: bool = False
    enough: int = 0
    looked_through: bool = False
    conversation: str
    thread: str = ""
    state: State = "open"
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    summary: str = ""
    version: int = 0

    @property
    def subject(self) -> Subject:
        """Return what its steps are of."""
        return Subject("discussion", self.id, self.workspace)

    @property
    def hidden(self) -> bool:
        """Return whether what was answered is nobody's to see yet."""
        return self.sealed and self.state in ("open", "waiting")


@dataclass(frozen=True, slots=True)
class Seal:
    """Whether answers stay hidden till the end, or till `enough` people have answered; then with names or without."""

    sealed: bool = False
    nameless: bool = False
    enough: int = 0


OPEN = Seal()
"""Answers that everybody sees as they come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One member's words in a discussion; `message` is the platform's id where they wrote in the thread themselves.

    `shown` is that of our post where we show them for somebody, and `reactions` how often either was reacted to. The
    words are empty once they were deleted, or are too old to be kept. Of what is sealed without names an author may
    have `agreed` that it appears though few have answered, or though it stands `alone`; what was set `aside` appears
    nowhere.
    """

    id: str
    discussion: str
    member: str
    message: str = ""
    words: str = field(repr=False)
    at: datetime
    state: Word = ""
    shown: str = ""
    reactions: int = 0


class Counted(NamedTuple):
    """How many answers there are, and of how many people; what is said openly beside sealed ones are `replies`."""

    answers: int = 0
    people: int = 0
    replies: int = 0


class Discussions(Protocol):
    """Where discussions and contributions are kept."""

    def get(self, discussion_id: str) -> Discussion:
        """Return the discussion; raises NotFound."""

    def save(self, discussion: Discussion) -> Discussion:
        """Write the discussion; raises Conflict when it has changed since it was read."""

    def of_round(self, round: str) -> Discussion | None:
        """Return the discussion that a round has, or None."""

    def led(self, program: str) -> list[tuple[str, datetime]]:
        """Return who looked after the program's discussions that have opened, and when, oldest first."""

    def in_thread(self, workspace: str, conversation: str, thread: str) -> Discussion | None:
        """Return the discussion that a thread is, or None."""

    def unclosed(self, workspace: str) -> list[Discussion]:
        """Return the workspace's discussions that are not closed, oldest first."""

    def closed(self, workspace: str, limit: int) -> list[Discussion]:
        """Return the workspace's discussions that were closed last, newest first."""

    def closed_of(
        self, workspace: str, members: Sequence[str], since: datetime
    ) -> list[tuple[str, Discussion]]:
        """Return the discussions closed since an instant in which these members' words stand, with whose they are."""

    def add(self, contribution: Contribution) -> None:
        """Write a contribution; one with the same message stays as it is."""

    def contributions(self, discussion: str, limit: int = 5000) -> list[Contribution]:
        """Return what was contributed and is still there, oldest first."""

    def contribution(self, contribution_id: str) -> Contribution:
        """Return one contribution; raises NotFound."""

    def of_member(self, discussion: str, member: str) -> list[Contribution]:
        """Return what a member contributed that is still there, oldest first."""

    def counts(self, discussions: Sequence[str]) -> dict[str, Counted]:
        """Return by discussion how much was said in it and is still there."""

    def turns(self, program: str, since: datetime) -> dict[str, int]:
        """Return how often each has contributed to a program's discussions since an instant."""

    def reword(self, contributions: Sequence[str], words: str) -> None:
        """Put other words in the place of these contributions' words; empty ones take them away."""

    def mark(self, contributions: Sequence[str], state: Word) -> None:
        """Write down what became of sealed contributions before they appear."""

    def by_message(self, discussion: str, message: str) -> Contribution | None:
        """Return what was contributed by a message of the thread, or None."""

    def forget_words(self, discussion: str) -> None:
        """Let go of the words of all contributions to a discussion."""

    def standing(self, discussion: str) -> list[Contribution]:
        """Return what stands in the thread by itself, written there or shown by us, also what was deleted since."""

    def shown(self, contribution: str, post: str) -> None:
        """Write down by which post of ours a contribution is shown."""

    def reacted(self, counts: Mapping[str, int]) -> None:
        """Write down how often each of these contributions was reacted to."""

    def reacted_more(self, discussion: str, named: Sequence[str], more: int) -> None:
        """Count so many reactions more to what is called one of these names in a thread."""

    def read_at(self, discussion: str, at: datetime | None) -> None:
        """Let a discussion's thread be read at an instant, or never any more."""

    def read_soon(self, workspace: str, conversation: str, thread: str, at: datetime) -> None:
        """Let a thread that is read anyway be read at an instant already."""

    def take_to_read(
        self, platform: str, now: datetime, until: datetime, waiting: Sequence[str]
    ) -> tuple[Discussion, datetime] | None:
        """Return a discussion whose thread was to be read by now, and since when; it is put off `until` then.

        The longest due comes first, none of workspaces that are `waiting`. Raises Conflict where somebody else took it.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question in a program's queue, or one that it has had: proposed by a member, queued, used or skipped.

    What is `brought` is a member's problem, which waits for a clinic.

    `card` names the one of a deck that it was, such as "engineering/review-habit".
    """

    id: str
    workspace: str
    program: str
    asks: str
    by: str = ""
    card: str = ""
    urgency: int = 0
    """How urgent a problem is that waits for a clinic, 1 to 3; 0 for questions."""
    state: Literal["proposed", "queued", "brought", "used", "skipped"]
    at: datetime
    version: int = 0


class Prompts(Protocol):
    """Where programs' prompts are kept."""

    def get(self, prompt_id: str) -> Prompt:
        """Return the prompt; raises NotFound."""

    def save(self, prompt: Prompt) -> Prompt:
        """Write the prompt; raises Conflict when it has changed since it was read."""

    def waiting(self, program: str) -> list[Prompt]:
        """Return a program's prompts that are queued or proposed, those queued first, each oldest first."""

    def vote(self, prompt: str, member: str) -> bool:
        """Write down that a member would like a question, or no longer would; return which."""

    def votes(self, prompts: Sequence[str]) -> dict[str, int]:
        """Return by question how many members would like it."""

    def brought(self, program: str) -> list[Prompt]:
        """Return the problems that wait for a program's clinics, oldest first."""

    def had(self, program: str) -> list[tuple[str, datetime]]:
        """Return which cards of decks a program has had or passed over, and when, oldest first."""

    def elsewhere(self, workspace: str, program: str, since: datetime) -> set[str]:
        """Return which cards of decks other programs than this one have had since then."""
