"""Moving the playground's time, and telling what ran meanwhile."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from adapters.playground.inbound import Refused
from adapters.playground.log import BOT, Post, personal
from adapters.playground.parts import Parts

HOPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
FARTHEST = timedelta(days=366)
"""The longest way one move may go."""
_RECORDS = {
    "bkg": "A booking",
    "cln": "A clinic",
    "dis": "A discussion",
    "ses": "A meeting",
    "tak": "A takeaway",
}
_MINTED = re.compile(rf"^({'|'.join(_RECORDS)})_[0-9a-z]+(?=: )")
"""How a line names what it is about, for operators."""
_SENT = re.compile(r"^sent (“.+”) \(\S+\)$")
"""How a line says that a message was sent, for operators."""
_NUDGED = re.compile(r"(?<=: )(no|[0-9]+) captains? nudged$")
"""How a line says that those were reminded who are to get a meeting going, for operators."""


def target(now: datetime, next_at: datetime | None, by: str) -> datetime | None:
    """Return where a move by "step", "hour", "day", "week" or to an instant leads; None when no step is planned."""
    if by == "step":
        return None if next_at is None else max(now, next_at)
    if by in HOPS:
        return now + HOPS[by]
    there = _instant(by)
    if not now <= there <= now + FARTHEST:
        raise Refused("Time moves forward only, and by a year at most.")
    return there


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise Refused("Move by step, hour, day or week, or to an instant like 2026-11-24T10:00Z.")
    return instant


async def move(parts: Parts, by: str, who: str = "") -> list[str]:
    """Move time and return what ran, one line a thing; the page is left a shorter account. Raises Refused.

    `who` looks at the page meanwhile, and does not act by themselves.
    """
    who = parts.chat().member(who).id if who else ""
    now = parts.clock.now()
    last, next_at = await asyncio.to_thread(lambda: (_last(parts), parts.next_at()))
    there = target(now, next_at, by)
    if there is None:
        lines = ["Nothing is planned. Create a program, or let someone join one."]
    else:
        lines = await parts.move_to(there, who)
    await asyncio.to_thread(_tell, parts, now, lines, last)
    return lines


def account(lines: Sequence[str], posts: Sequence[Post], names: Mapping[str, str]) -> list[str]:
    """Return what ran in plain words: the lines but for those that only say a post was sent, and who got what.

    What was sent and is no new post took the place of one.
    """
    keys = {post.key for post in posts}
    told: dict[str, list[str]] = {}
    chats = 0
    for post in posts:
        if post.message and post.conversation in names:
            told.setdefault(post.message.title, []).append(names[post.conversation])
        elif post.message:
            chats += 1
    wrote = [f"“{title}” to {_some(people)}" for title, people in told.items()]
    opened = [f"Wrote to {chats} shared {'chat' if chats == 1 else 'chats'}"] if chats else []
    rest = [
        _SENT.sub(
            r"Brought \1 up to date",
            _MINTED.sub(lambda hit: _RECORDS[hit[1]], _NUDGED.sub(_reminded, line)),
        )
        for line in lines
        if not (line.startswith("sent ") and _key(line) in keys)
    ]
    return [*rest, *opened, *wrote] or ["Nothing was due."]


def _reminded(hit: re.Match[str]) -> str:
    """Return how many were reminded to get their meeting going."""
    if hit[1] == "no":
        return "nobody had to be reminded to get going"
    return f"{hit[1]} {'person' if hit[1] == '1' else 'people'} reminded to get going"


def _tell(parts: Parts, start: datetime, lines: list[str], last: int) -> None:
    """Keep for the page what happened between two instants."""
    names = {personal(m.id): m.name for m in parts.everyone()}
    posts = [p for p in parts.log.posts(after=last) if p.author == BOT]
    span = {"from": start.isoformat(), "to": parts.clock.now().isoformat()}
    parts.log.keep("ran", span | {"lines": account(lines, posts, names)})


def _last(parts: Parts) -> int:
    newest = parts.log.posts(newest=1)
    return newest[0].id if newest else 0


def _key(line: str) -> str:
    """Return the key at the end of a line such as "sent “Hello” (ses_1:intro)"."""
    return line.rpartition(" ")[2].removeprefix("(").removesuffix(")")


def _some(people: Sequence[str]) -> str:
    if len(people) <= 3:
        return ", ".join(people)
    return f"{', '.join(people[:2])} and {len(people) - 2} others"
