"""What Teams tells of channels where a team's owner allows it: dropped unread unless somebody listens to a thread."""

import asyncio
from collections.abc import Callable

from adapters.teams import lines, scenes
from adapters.teams.acts import CHANGES
from adapters.teams.scenes import Activity, Scene
from facilitation.talk.incoming import News, RepliesNews, Spoke, Where

TAKEN = ("message", "messageReaction", *CHANGES)
"""The kinds of activities by which people say something, or change it."""


class Overhearing:
    """Lets what is said to us pass, and of all else in channels only what somebody listens to."""

    def __init__(
        self, listens: Callable[[str, Where, Spoke], bool], hear: Callable[[News], None]
    ) -> None:
        """Ask by `listens` whether words of a thread are wanted; say by `hear` that Teams tells of channels here."""
        self._listens = listens
        self._hear = hear
        self._told: set[str] = set()

    async def drops(self, activity: Activity, scene: Scene) -> bool:
        """Return whether an activity is nothing to us; its words were not looked at then."""
        kind = activity.get("type")
        if scene.kind != "channel":
            return kind in CHANGES
        if kind == "messageReaction" or (kind == "message" and _to_us(activity)):
            return False
        if kind == "message" and scene.workspace not in self._told:
            self._told.add(scene.workspace)
            news = RepliesNews(workspace=scene.workspace, how="told")
            await asyncio.to_thread(self._hear, news)
        if not scene.thread or scene.thread == activity.get("id"):
            return True
        where = Where(scene.conversation, "channel", thread=scene.thread)
        what = CHANGES.get(kind, "said")
        return not await asyncio.to_thread(self._listens, scene.workspace, where, what)


def _to_us(activity: Activity) -> bool:
    """Return whether a message mentions us, is for us alone, or is the press of a button."""
    recipient = activity.get("recipient")
    if activity.get("value") is not None or not isinstance(recipient, dict):
        return True
    ours = scenes.account(recipient)
    mentioned = any(one.id == ours for one in lines.mentions(activity.get("entities")))
    return mentioned or recipient.get("isTargeted") is True
