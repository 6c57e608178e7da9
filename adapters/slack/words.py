"""What people say in Slack in words: messages, mentions, and what stands in the threads of channels.

A channel's message that is not for us is dropped here, unread, unless somebody listens to its thread.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Literal

from adapters import reading
from adapters.slack import acts, ids, lines
from adapters.slack.acts import Act, Origin, Payload
from adapters.slack.installs import Install
from facilitation.filing import dropping
from facilitation.talk.forms import Answers
from facilitation.talk.incoming import (
    Contributed,
    Filled,
    News,
    RepliesNews,
    Spoke,
    Typed,
    Where,
    Wrote,
)

WRITTEN = frozenset((None, "file_share", "thread_broadcast", "me_message"))
"""The kinds of a message by which a person says something new; the others tell of changes."""
CHANGED: dict[str, Spoke] = {"message_changed": "edited", "message_deleted": "deleted"}


class Words:
    """Reads what Slack tells of messages; what it tells of channels only where somebody listens."""

    def __init__(
        self,
        listens: Callable[[str, Where, Spoke], bool],
        hear: Callable[[News], None],
        opened: Callable[[Payload, Install], Awaitable[Answers | None]],
    ) -> None:
        """Ask by `listens` whether words of a thread are wanted; say by `hear` that Slack tells of channels here.

        A file that is laid before us is `opened`.
        """
        self._listens = listens
        self._hear = hear
        self._opened = opened
        self._told: set[str] = set()

    async def act(self, event: Payload, install: Install) -> Act | None:
        """Return what a message or a mention is: a line, words in a thread, that somebody wrote, or nothing to us."""
        if event.get("type") != "message" or event.get("channel_type") not in ("channel", "group"):
            return await self._laid(event, install) or said(event, install)
        if install.workspace not in self._told:
            self._told.add(install.workspace)
            news = RepliesNews(workspace=install.workspace, how="told")
            await asyncio.to_thread(self._hear, news)
        what = CHANGED.get(reading.text(event, "subtype"), "said")
        where = _thread(event, install, what)
        if where is None:
            return None
        wanted = await asyncio.to_thread(self._listens, install.workspace, where, what)
        return _heard(event, install, where, what) if wanted else None

    async def _laid(self, event: Payload, install: Install) -> Act | None:
        """Return a file that somebody sent to us alone, opened; None where there is none that we take."""
        if event.get("channel_type") != "im" or not _by_a_person(event, install):
            return None
        answers = await self._opened(event, install)
        if answers is None:
            return None
        user, channel = reading.text(event, "user"), reading.text(event, "channel")
        where = Where(ids.conversation(install.workspace, channel), "personal")
        filled = Filled(
            by=acts.sender(install, user),
            line=dropping.LINE,
            answers=answers,
            where=where,
            key=message(channel, reading.text(event, "ts")),
        )
        thread = reading.text(event, "thread_ts")
        origin = Origin(
            workspace=install.workspace, user=user, where=where, channel=channel, thread=thread
        )
        return Act(filled, origin)


def said(event: Payload, install: Install) -> Act | None:
    """Return a message or a mention: a command line where it is meant for us, else that somebody wrote.

    None for what a bot, another workspace's people or a change of a message sends. A mention comes twice, as a message
    and as a mention; both have the same key.
    """
    if not _by_a_person(event, install):
        return None
    user, channel, ts = (
        reading.text(event, "user"),
        reading.text(event, "channel"),
        reading.text(event, "ts"),
    )
    text, kind = reading.text(event, "text"), reading.text(event, "channel_type")
    personal = kind == "im" or channel.startswith("D")
    place: Literal["personal", "circle", "channel"] = (
        "personal" if personal else "circle" if kind == "mpim" else "channel"
    )
    thread, id = reading.text(event, "thread_ts"), ids.conversation(install.workspace, channel)
    where = Where(id, place, thread=thread if place == "channel" else "")
    origin = Origin(
        workspace=install.workspace, user=user, where=where, channel=channel, thread=thread
    )
    by, key = acts.sender(install, user), message(channel, ts)
    to_us = event.get("type") == "app_mention" or lines.mentions(text, install.bot_user)
    if personal and not text.strip():
        return None
    if not to_us and not personal:
        return Act(Wrote(by=by, where=where, key=key), origin)
    meant = lines.addressed(text, install.bot_user) if to_us else text
    line = lines.line(meant, install.workspace)
    typed = Typed(by=by, line=line, where=where, key=key, aloud=not personal)
    return Act(replace(typed, words=lines.words(meant)) if typed.aloud else typed, origin)


def contributed(told: Payload, install: Install, where: Where) -> Contributed | None:
    """Return what a person wrote in a thread, as it stands there; None for what others than members wrote."""
    if not _by_a_person(told, install):
        return None
    text = reading.text(told, "text")
    if lines.mentions(text, install.bot_user):
        text = lines.addressed(text, install.bot_user)
    return Contributed(
        by=acts.sender(install, reading.text(told, "user")),
        where=where,
        message=message(ids.own(where.id), reading.text(told, "ts")),
        words=lines.words(text),
    )


def message(channel: str, ts: str) -> str:
    """Return what a message is called, whichever way we hear of it."""
    return acts.key_of("msg", channel, ts)


def _by_a_person(told: Payload, install: Install) -> bool:
    kind = reading.text(told, "subtype") or None
    if kind not in WRITTEN or told.get("bot_id") or told.get("hidden"):
        return False
    user = reading.text(told, "user")
    ours = user in ("", install.bot_user, "USLACKBOT") or acts.foreign(told, install)
    return bool(reading.text(told, "ts")) and not ours


def _thread(event: Payload, install: Install, what: Spoke) -> Where | None:
    """Return the thread that a channel's message is an answer in, or None."""
    told = event if what == "said" else reading.part(event, "previous_message")
    thread = reading.text(told, "thread_ts")
    if not thread or thread == reading.text(told, "ts"):
        return None
    id = ids.conversation(install.workspace, reading.text(event, "channel"))
    return Where(id, "channel", thread=thread)


def _heard(event: Payload, install: Install, where: Where, what: Spoke) -> Act | None:
    """Return words that were said, edited or deleted in a thread; None where a mention brings them."""
    name = {"edited": "message", "deleted": "previous_message"}.get(what)
    told = reading.part(event, name) if name else event
    found = contributed(told, install, where)
    to_us = lines.mentions(reading.text(told, "text"), install.bot_user)
    if found is None or (to_us and what != "deleted"):
        return None
    change = reading.text(reading.part(told, "edited"), "ts") or what
    heard = replace(
        found,
        what=what,
        words="" if what == "deleted" else found.words,
        key=found.message if what == "said" else f"{found.message}:{change}:{what}",
    )
    own, user = ids.own(where.id), reading.text(told, "user")
    origin = Origin(
        workspace=install.workspace, user=user, where=where, channel=own, thread=where.thread
    )
    return Act(heard, origin)
