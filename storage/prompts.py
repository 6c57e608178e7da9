"""Questions that wait their turn, problems that wait for a clinic, and who would like which, in tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select

from facilitation.discussions.model import Prompt
from facilitation.errors import NotFound
from storage.discussion_tables import prompt, prompt_vote
from storage.rows import Rows, batches, insert_new

_PROMPTS = Rows(Prompt, prompt, "id")
_PROMPT_OF = prompt.c.program == bindparam("program")
_WAITING = _PROMPTS.select.where(_PROMPT_OF, prompt.c.state.in_(("queued", "proposed"))).order_by(
    prompt.c.state.desc(), prompt.c.at, prompt.c.ordinal
)
_BROUGHT = _PROMPTS.select.where(_PROMPT_OF, prompt.c.state == "brought").order_by(prompt.c.ordinal)
_HAD = (
    select(prompt.c.card, prompt.c.at)
    .where(_PROMPT_OF, prompt.c.card != "", prompt.c.state.in_(("used", "skipped")))
    .order_by(prompt.c.at, prompt.c.ordinal)
)
_ELSEWHERE = select(prompt.c.card).where(
    prompt.c.workspace == bindparam("workspace"),
    prompt.c.program != bindparam("program"),
    prompt.c.card != "",
    prompt.c.state == "used",
    prompt.c.at >= bindparam("since"),
)


class Prompts:
    """Where programs' prompts are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, prompt_id: str) -> Prompt:
        """Return the prompt; raises NotFound."""
        found = _PROMPTS.named(self._connection, prompt_id)
        if found is None:
            raise NotFound("That question is no longer there. See all: prompts")
        return found

    def save(self, prompt: Prompt) -> Prompt:
        """Write the prompt; raises Conflict when it has changed since it was read."""
        return _PROMPTS.save(self._connection, prompt)

    def waiting(self, program: str) -> list[Prompt]:
        """Return a program's prompts that are queued or proposed, those queued first, each oldest first."""
        return _PROMPTS.all(self._connection, _WAITING, program=program)

    def vote(self, prompt: str, member: str) -> bool:
        """Write down that a member would like a question, or no longer would; return which."""
        votes = prompt_vote.c
        theirs = (votes.prompt == prompt) & (votes.member == member)
        if self._connection.execute(delete(prompt_vote).where(theirs)).rowcount:
            return False
        new = insert_new(self._connection, prompt_vote)
        self._connection.execute(new, {"prompt": prompt, "member": member})
        return True

    def votes(self, prompts: Sequence[str]) -> dict[str, int]:
        """Return by question how many members would like it."""
        found: dict[str, int] = {}
        for some in batches(prompts):
            counted = (
                select(prompt_vote.c.prompt, func.count())
                .where(prompt_vote.c.prompt.in_(some))
                .group_by(prompt_vote.c.prompt)
            )
            found |= {str(id): int(n) for id, n in self._connection.execute(counted)}
        return found

    def brought(self, program: str) -> list[Prompt]:
        """Return the problems that wait for a program's clinics, oldest first."""
        return _PROMPTS.all(self._connection, _BROUGHT, program=program)

    def had(self, program: str) -> list[tuple[str, datetime]]:
        """Return which cards of decks a program has had or passed over, and when, oldest first."""
        return [(card, at) for card, at in self._connection.execute(_HAD, {"program": program})]

    def elsewhere(self, workspace: str, program: str, since: datetime) -> set[str]:
        """Return which cards of decks other programs than this one have had since then."""
        asked = {"workspace": workspace, "program": program, "since": since}
        return set(self._connection.scalars(_ELSEWHERE, asked))
