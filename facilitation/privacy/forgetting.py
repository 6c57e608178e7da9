"""Being forgotten: what is somebody's goes, what others need stays under a token, whoever waits for them is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from facilitation import departing
from facilitation.discussions import leading as discussions
from facilitation.errors import NotFound, UserError
from facilitation.knowledge import handing as takeaways
from facilitation.people.model import Member
from facilitation.people.plainly import folded, kept
from facilitation.post import journal
from facilitation.post.facts_privacy import Forgotten
from facilitation.statements import service as statements
from facilitation.work import Work

Asked = Literal["themselves", "admin", "operator", "backup"]


def forget(
    work: Work, members: Sequence[Member], now: datetime, *, asked: Asked, by: str = ""
) -> list[str]:
    """Forget members of one workspace or several for good, and return a receipt for each, in their order.

    Those who sit with them are told once the token stands in their place, so that nothing that is said names them.
    """
    tokens, receipts = work.erasures.begin(members, now)
    for workspace in sorted({one.workspace for one in members}):
        theirs = [tokens[one.id] for one in members if one.workspace == workspace]
        nobodies = work.members.some(theirs)
        departing.lost(work, [nobodies[one] for one in theirs], "they are no longer here", now)
        facts = [Forgotten(member=one, asked=asked) for one in theirs]
        journal.keep_all(work, workspace, facts, now, by=tokens.get(by, by))
    takeaways.forget(work, list(tokens.values()))
    statements.forget(work, list(tokens.values()))
    work.erasures.finish(tokens)
    # last, so that no question that is still in line in their words takes the place of one that went
    for workspace in sorted({one.workspace for one in members}):
        discussions.forget(work, workspace, list(tokens.values()), now)
    return receipts


def catch_up(work: Work, now: datetime) -> int:
    """Forget anew whom a backup has brought back; return how many."""
    owed = work.erasures.owed(now)
    if owed:
        forget(work, owed, now, asked="backup")
    return len(owed)


def somebody_who_left(work: Work, workspace: str, token: str) -> Member:
    """Return the one member that a token names who is no longer there; raises UserError where they still are."""
    token = kept(token)
    word = folded(token).removeprefix("@").strip()
    found = work.members.find(token.removeprefix("@")) if ":" in token else None
    if found is not None and found.workspace == workspace and found.state != "active":
        return found
    left = work.members.named(workspace, word, left=True)
    if len(left) == 1:
        return left[0]
    if left:
        raise UserError("Several people who have left are called so. Write the address of one.")
    if work.members.named(workspace, word) or (found and found.workspace == workspace):
        raise UserError(
            "They are still here, so that is theirs to ask: they write “forget me” to me."
        )
    raise NotFound("I know nobody called “{name}” who has left.", name=token[:60])
