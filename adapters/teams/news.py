"""What happens to people, channels, teams and the app itself, as news for the core."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any, Literal

import structlog

from adapters.door import PATIENCE
from adapters.progress import Progress
from adapters.reading import Unreadable
from adapters.teams import directory, ids, scenes
from adapters.teams.references import Reference, References
from adapters.teams.scenes import Activity, Person, Scene
from adapters.teams.sending import person, word
from adapters.teams.transport.model import Address, Json, Transport, Trouble
from facilitation.talk.incoming import ChannelNews, Installed, News, Profile, Roster

log = structlog.get_logger(__name__)

What = Literal["renamed", "archived", "left", "restored"]

ONE_BY_ONE = 5
"""With more new members than this, the whole roster is read instead of asking for each."""
ENDED = frozenset(("teamDeleted", "teamHardDeleted"))
BACK = frozenset(("teamUnarchived", "teamRestored"))


class Newsroom:
    """Tells the core what it has to know; belongs to one event loop."""

    def __init__(
        self,
        hear: Callable[[News], None],
        transport: Transport,
        references: References,
        *,
        admins: Collection[str] = (),
        local: bool = False,
    ) -> None:
        """Tell it by `hear`; ask `transport` who somebody is, and keep `references` in step.

        Whoever has an address among `admins` is one; without any, who adds us to a team first, or at all if `local`.
        """
        self._admins = frozenset(admins)
        self._local = local
        self._hear = hear
        self._transport = transport
        self._references = references

    async def installed(self, activity: Activity, scene: Scene, who: Person) -> None:
        """Tell that a person has Peerloop at hand; activities tell little of whoever installs."""
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self.look_up(activity, scene, who)
        except TimeoutError:
            found = None
        by = (found or by_itself(activity, scene, who)).profiles[0]
        if by.gone:
            return
        leads = self._local or (scene.kind == "channel" and not self._admins)
        await self.tell(
            Installed(workspace=scene.workspace, platform="teams", by=by, zone=by.zone, leads=leads)
        )

    async def look_up(self, activity: Activity, scene: Scene, who: Person) -> Roster | None:
        """Return the roster of one person; None when Teams does not tell of them. Their client says where they are."""
        at = replace(scene.address, conversation=scenes.at_bare(scene.address))
        try:
            account = await self._transport.member(at, who.user)
        except Trouble as trouble:
            log.info("a person was not looked up", member=who.member, error=trouble.code)
            return None
        known = next(scenes.references(scene, who))
        if person(account, known) is None:
            # a guest, or another tenant's
            return of(scene.workspace, [Profile(member=who.member, name=who.name, gone=True)])
        named = replace(
            known,
            name=word(account, "name") or who.name,
            address=word(account, "userPrincipalName"),
        )
        await asyncio.to_thread(self._references.save, named)
        said = directory.profile(account, named, self._admins)
        found = replace(said, zone=zone_of(activity), locale=scene.locale)
        return of(scene.workspace, [found])

    async def people(self, workspace: str, profiles: Iterable[Profile], zone: str = "") -> None:
        """Tell of some of a workspace's people, or only that there is such a workspace."""
        await self.tell(of(workspace, profiles, zone))

    async def tell(self, news: News) -> None:
        """Tell it the core."""
        await asyncio.to_thread(self._hear, news)

    async def channels(self, team: Reference) -> list[Reference]:
        """Return the channels of a team, and remember them by name."""
        found = []
        try:
            listed = await self._transport.channels(_address(team), team.conversation)
        except Trouble as trouble:
            log.info("the channels of a team were not read", team=team.id, error=trouble.code)
            return []
        for one in listed:
            own, name = one.get("id"), one.get("name")
            try:
                id = ids.conversation(team.workspace, own)
            except Unreadable:
                continue
            if id != team.id:
                found.append(_channel(team, id, name if isinstance(name, str) else ""))
        await asyncio.to_thread(self._references.save_all, found)
        return found

    async def everybody(self, workspace: str, by: str) -> None:
        """Read who is in the teams, after a member has brought Peerloop into one, and tell of them."""
        progress = Progress(self.tell, workspace, by)
        found = await directory.read(
            self._transport, self._references, workspace, self._admins, progress.so_far
        )
        await self.tell(found)
        await progress.done()

    async def update(self, activity: Activity, scene: Scene) -> None:
        """Take what became of people, a channel or a team; what we know nothing of changes nothing."""
        added, removed = _accounts(activity, "membersAdded"), _accounts(activity, "membersRemoved")
        bot = scene.address.bot
        if any(one.get("id") == bot for one in removed):
            await self.taken_out(scene)
            return
        if scene.team and added:
            await self._came([one for one in added if not scenes.is_bot(one)], scene)
        if scene.team and removed:
            await self._went([one for one in removed if not scenes.is_bot(one)], scene)
        data = activity.get("channelData")
        event = str(data.get("eventType")) if isinstance(data, dict) else ""
        if event == "channelRenamed" and scene.name:
            await self._of_channel(scene.conversation, "renamed", scene.name)
        elif event == "channelDeleted":
            await self._of_channel(scene.conversation, "archived")
            await asyncio.to_thread(self._references.forget, scene.conversation)
        elif event in ENDED:
            await self._all_channels(scene, "archived", forget=True)
        elif event == "channelRestored":
            await self._of_channel(scene.conversation, "restored", scene.name)
        elif event in BACK:
            await self.there(scene)
        elif event == "teamArchived":
            await self._all_channels(scene, "archived", forget=False)

    async def there(self, scene: Scene) -> dict[str, str]:
        """Take that Peerloop is in a team, perhaps again, and in every channel of it; return their names."""
        team = await asyncio.to_thread(self._references.of, scene.team)
        if team is None:
            return {}
        names = {one.id: one.name for one in await self.channels(team)}
        for id in (scene.team, *names):
            await self._of_channel(id, "restored", names.get(id, ""))
        return names

    async def taken_out(self, scene: Scene) -> None:
        """Take that Peerloop is no longer in a team or a chat of several."""
        if scene.team:
            await self._all_channels(scene, "left", forget=True)
        elif scene.kind == "circle":
            await self._of_channel(scene.conversation, "left")
            await asyncio.to_thread(self._references.forget, scene.conversation)

    async def uninstalled(self, scene: Scene, who: Person) -> None:
        """Take that a person no longer has Peerloop at hand; they are gone unless they meet it in a team."""
        bare = scenes.at_bare(scene.address)
        await asyncio.to_thread(self._references.forget_chat, who.member, bare)
        if not await self._still_here(scene, who.member, but=""):
            await self.people(
                scene.workspace, [Profile(member=who.member, name=who.name, gone=True)]
            )

    async def _came(self, added: list[Json], scene: Scene) -> None:
        team = await asyncio.to_thread(self._references.of, scene.team)
        if team is None or not added:
            return
        accounts = await self._looked_up(added, team)
        known = [(account, who) for account in accounts if (who := person(account, team))]
        await asyncio.to_thread(self._references.save_all, [one for _, one in known])
        profiles = [directory.profile(account, one, self._admins) for account, one in known]
        if profiles:
            await self.people(scene.workspace, profiles)

    async def _looked_up(self, added: list[Json], team: Reference) -> list[Json]:
        at, users = _address(team), {str(one.get("id")) for one in added}
        try:
            if len(users) > ONE_BY_ONE:
                return [a for a in await self._transport.members(at) if a.get("id") in users]
            return [await self._transport.member(at, user) for user in sorted(users)]
        except Trouble as trouble:
            log.info("new members were not looked up", team=team.id, error=trouble.code)
            return []

    async def _went(self, removed: list[Json], scene: Scene) -> None:
        """Tell of those who are in no team and no chat of ours any more."""
        gone = []
        for account in removed:
            try:
                member = ids.member(scene.workspace, account.get("aadObjectId"))
            except Unreadable:
                user = str(account.get("id") or "")
                found = await asyncio.to_thread(self._references.by_user, scene.workspace, user)
                if found is None:
                    continue
                member = found.id
            if not await self._still_here(scene, member, but=scene.team):
                gone.append(Profile(member=member, name="", gone=True))
        if gone:
            await self.people(scene.workspace, gone)

    async def _still_here(self, scene: Scene, member: str, *, but: str) -> bool:
        """Return whether a person has a chat with us or is in one of our teams, but for one; in doubt, they are."""
        reference = await asyncio.to_thread(self._references.of, member)
        if reference is not None and reference.conversation:
            return True
        for team in await asyncio.to_thread(self._references.teams, scene.workspace):
            if team.id == but:
                continue
            try:
                await self._transport.member(_address(team), ids.own(member))
            except Trouble as trouble:
                if trouble.status == 404:
                    continue
            return True
        return False

    async def _all_channels(self, scene: Scene, what: What, *, forget: bool) -> None:
        for channel in await asyncio.to_thread(self._references.in_team, scene.team):
            await self._of_channel(channel.id, what)
            if forget:
                await asyncio.to_thread(self._references.forget, channel.id)

    async def _of_channel(self, id: str, what: What, name: str = "") -> None:
        news = ChannelNews(workspace=ids.home(id), channel=id, what=what, name=name)
        await self.tell(news)


def of(workspace: str, profiles: Iterable[Profile], zone: str = "") -> Roster:
    """Return the roster that tells of some of a workspace's people."""
    return Roster(
        workspace=workspace,
        platform="teams",
        name="",
        zone=zone,
        profiles=tuple(profiles),
        whole=False,
    )


def by_itself(activity: Activity, scene: Scene, who: Person) -> Roster:
    """Return what an activity alone tells of a person."""
    profile = Profile(member=who.member, name=who.name, zone=zone_of(activity), locale=scene.locale)
    return of(scene.workspace, [profile])


def zone_of(activity: Activity) -> str:
    """Return the time zone that a person's client says it is in, "" where it says none."""
    return scenes.client(activity, "localTimezone", "timezone")[:64]


def _accounts(activity: Activity, name: str) -> list[Json]:
    given: Any = activity.get(name)
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _address(team: Reference) -> Address:
    return Address(team.service_url, team.conversation, ids.tenant(team.workspace), team.bot)


def _channel(team: Reference, id: str, name: str) -> Reference:
    own = ids.own(id)
    return replace(team, id=id, kind="channel", conversation=own, name=name, team=team.id)
