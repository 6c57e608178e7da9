"""Questions, answers and takeaways: what was asked, what peers said, and what is kept of it for others."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeaway:
    """A short piece of knowledge kept for others; `by` gave it, `kept_by` kept it."""

    id: str
    workspace: str
    title: str
    text: str
    skill: str = ""
    by: str
    kept_by: str
    answer: str = ""
    """The answer it was made of."""
    created_at: datetime
    version: int = 0


class Questions(Protocol):
    """Where questions, answers and takeaways are kept."""

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

    def keep(self, takeaway: Takeaway) -> bool:
        """Write a takeaway, unless its answer is kept already; tell whether it was written."""

    def takeaways(self, workspace: str, limit: int = 5000) -> list[Takeaway]:
        """Return a workspace's takeaways, newest first."""

    def unkeep(self, takeaway_id: str) -> None:
        """Remove a takeaway."""

    def get_takeaway(self, takeaway_id: str) -> Takeaway:
        """Return the takeaway; raises NotFound."""
