"""Threads read back: what people wrote below a post of ours, and how Slack shows that it does not let us."""

from time import monotonic

from adapters.reading import Unreadable
from adapters.slack import ids, lines, words
from adapters.slack.api import Json
from adapters.slack.errors import Trouble
from adapters.slack.installs import Install
from adapters.slack.platform import SlackPlatform
from facilitation.discussions.reading import Thread
from facilitation.errors import Later
from facilitation.talk.incoming import Contributed, ReactionsNews

REPLIES = "conversations.replies"
PAGE, PAGES = 999, 10
LEFT_OVER = 20
"""How many readings of a minute are left to looking whether a post of ours arrived, which shares Slack's tier."""
LIMITED = (15, 16)
"""A first page of so many, where there are more, is what apps outside the Marketplace get: 15, and perhaps our post."""
FEW = 5
"""Refused for having asked too often after no more calls than so many in a minute: the same limit."""
CHANNEL = frozenset({"not_in_channel", "channel_not_found", "is_archived", "thread_not_found"})
"""Refusals that say nothing of other channels."""
LIMIT = "Slack lets an app that is distributed outside its Marketplace read 15 replies a minute."


class Unread(Exception):
    """Slack does not let us read a thread, in words; or, `everywhere`, none of this workspace."""

    def __init__(self, sentence: str, *, everywhere: bool) -> None:
        """Keep what is said of it."""
        super().__init__(sentence)
        self.sentence = sentence
        self.everywhere = everywhere


class Threads:
    """Reads threads of posts that are ours, and nothing else of a channel; belongs to one event loop."""

    def __init__(self, platform: SlackPlatform) -> None:
        """Ask Slack as `platform` does."""
        self._platform = platform

    async def news(self, thread: Thread) -> list[Contributed | ReactionsNews]:
        """Return what people said, edited and deleted since, and how often they reacted.

        Raises Unread, or Later where it is not our turn.
        """
        install = await self._platform.known.of(thread.workspace)
        if install is None:
            raise Later(None, "Peerloop is not installed in this workspace any more.")
        try:
            messages, whole = await self._messages(install, thread)
        except Trouble as trouble:
            raise self._meant(install, trouble) from trouble
        found = [self._said(one, install, thread) for one in messages]
        said = thread.news([one for one in found if one is not None], whole=whole)
        channel = ids.own(thread.where.id)
        below = (one for one in messages if one.get("ts") != thread.where.thread)
        counted = dict(_reactions(one, channel, install) for one in below)
        reactions = thread.counted(counted, whole=whole)
        return [*said, reactions] if reactions else [*said]

    async def _messages(self, install: Install, thread: Thread) -> tuple[list[Json], bool]:
        """Return what stands in a thread, oldest first, and whether that is all of it; raises Trouble and Unread."""
        found: list[Json] = []
        cursor = ""
        for _ in range(PAGES):
            page = await self._platform.api.call(
                install.bot_token,
                REPLIES,
                LEFT_OVER,
                channel=ids.own(thread.where.id),
                ts=thread.where.thread,
                limit=PAGE,
                cursor=cursor or None,
            )
            found += [one for one in page.get("messages") or () if isinstance(one, dict)]
            following = page.get("response_metadata")
            cursor = str(following.get("next_cursor") or "") if isinstance(following, dict) else ""
            if not cursor:
                return found, True
            if len(found) in LIMITED:
                raise Unread(LIMIT, everywhere=True)
        return found, False

    def _said(self, told: Json, install: Install, thread: Thread) -> Contributed | None:
        """Return one message of a thread as words; None for our own post, and for what was said to us as it came."""
        try:
            if told.get("ts") == thread.where.thread:
                return None
            found = words.contributed(told, install, thread.where)
        except Unreadable:
            return None
        if found is None or found.message in thread.known:
            return found
        to_us = lines.mentions(str(told.get("text") or ""), install.bot_user)
        return None if to_us else found

    def _meant(self, install: Install, trouble: Trouble) -> Exception:
        if trouble.meaning.kind not in ("never", "person"):
            budgets = self._platform.api.budgets
            left = budgets.left(install.bot_token, REPLIES, monotonic())
            asked_seldom = left >= budgets.tiers.get(REPLIES, 0.0) - FEW
            if trouble.code == "ratelimited" and not trouble.ours and asked_seldom:
                return Unread(LIMIT, everywhere=True)
            return Later(trouble.retry_after, trouble.meaning.sentence)
        said = f"{trouble.meaning.sentence} [{trouble.code[:60]}]"
        return Unread(said, everywhere=trouble.code not in CHANNEL)


def _reactions(told: Json, channel: str, install: Install) -> tuple[str, int]:
    """Return what a message is called, and how many reactions it has; by whom is left unread."""
    ts = str(told.get("ts") or "")
    name = ts if told.get("user") == install.bot_user else words.message(channel, ts)
    given = told.get("reactions")
    counts = [one.get("count") for one in given or () if isinstance(one, dict)]
    return name, sum(n for n in counts if isinstance(n, int) and n > 0)
