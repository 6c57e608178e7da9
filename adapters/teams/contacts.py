"""Who and what Teams' activities tell us of: kept up to date, and looked up again."""

import asyncio
from collections.abc import Iterable
from dataclasses import fields

from adapters.reading import Unreadable
from adapters.teams import ids, lines, scenes
from adapters.teams.lines import Known
from adapters.teams.references import Reference, References
from adapters.teams.scenes import Activity, Person, Scene
from adapters.teams.transport.model import Transport, Trouble

GENERAL = "General"
"""What the first channel of every team is called."""
NAMED = 20
"""The most mentions of one message that are looked up."""


class Contacts:
    """Keeps references and finds people by them; belongs to one event loop."""

    def __init__(self, transport: Transport, references: References, *, local: bool) -> None:
        """Remember in `references`; ask `transport` of whom nothing is known."""
        self._transport = transport
        self._references = references
        self._local = local

    async def who(self, activity: Activity, scene: Scene) -> Person | None:
        """Return who did it, None for a bot; raises Unreadable when that cannot be known."""
        given = activity.get("from")
        if scenes.is_bot(given):
            return None
        if self._local or (isinstance(given, dict) and given.get("aadObjectId")):
            return scenes.person(activity, scene, local=self._local)
        found = await self.member(scene, scenes.account(given))
        if found is None:
            raise Unreadable("nobody who is known")
        return scenes.person(activity, scene, ids.own(found))

    def remember(self, scene: Scene, who: Person | None) -> bool:
        """Keep what an activity tells; nothing is written where nothing is new. It may block.

        Return whether this is the first that we meet this person in a chat of our own.
        """
        told = list(scenes.references(scene, who))
        known = self._references.some([one.id for one in told])
        fresh = [one for one in told if not _covered(one, known.get(one.id))]
        if fresh:
            self._references.save_all(fresh)
        met = known.get(who.member) if who else None
        return who is not None and scene.kind == "personal" and not (met and met.conversation)

    async def member(self, scene: Scene, user: str) -> str | None:
        """Return the natural id of whom Teams calls `29:…` here, None when that cannot be found out."""
        found = await asyncio.to_thread(self._references.by_user, scene.workspace, user)
        if found is not None:
            return found.id
        try:
            account = await self._transport.member(scene.address, user)
            return ids.member(
                scene.workspace, account.get("aadObjectId") or account.get("objectId")
            )
        except (Trouble, Unreadable):
            return None

    async def known(self, activity: Activity, scene: Scene) -> Known:
        """Return whom and what the words of a message may name."""
        users = {one.id for one in lines.mentions(activity.get("entities"))}
        users = {one for one in users if not one.startswith("28:")}
        people: dict[str, str] = {}
        for user in sorted(users)[:NAMED]:
            if found := await self.member(scene, user):
                people[user] = found
        if "#" not in str(activity.get("text") or ""):
            return Known(people)
        channels = await asyncio.to_thread(self._references.channels, scene.workspace)
        return Known(people, names(channels))

    async def of(self, id: str) -> Reference | None:
        """Return what we remember of a member or a conversation."""
        return await asyncio.to_thread(self._references.of, id)

    async def channel_name(self, id: str) -> str:
        """Return what a channel is called, "" when that is not known."""
        found = await asyncio.to_thread(self._references.of, id)
        return name(found) if found is not None else ""


def name(channel: Reference) -> str:
    """Return what a channel is called; a team stands for its General channel."""
    return GENERAL if channel.kind == "team" else channel.name


def names(channels: Iterable[Reference]) -> list[tuple[str, str]]:
    """Return channels with their names; a General channel goes by its team's name too, where no channel has it."""
    known = list(channels)
    found = [(one.id, name(one)) for one in known]
    taken = {said.casefold() for _, said in found}
    teams = [(one.id, one.name) for one in known if one.kind == "team"]
    return found + [one for one in teams if one[1].casefold() not in taken]


def _covered(told: Reference, known: Reference | None) -> bool:
    """Return whether everything that is told is known; a team is not told anew as its General channel."""
    if known is None:
        return False
    general = known.kind == "team" and told.kind == "channel"
    passed_over = ("kind", "name", "team") if general else ()
    return all(
        not getattr(told, one.name) or getattr(told, one.name) == getattr(known, one.name)
        for one in fields(told)
        if one.name not in passed_over
    )
