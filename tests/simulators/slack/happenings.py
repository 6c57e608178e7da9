"""What happens in a workspace and is told to the app as events: people come and go, channels change, the app leaves."""

from typing import Any

from tests.simulators.slack.hands import Hands
from tests.simulators.slack.model import Channel, Json, Team, User
from tests.simulators.slack.sender import Answer


class Happenings(Hands):
    """Changes the world first and tells the app then."""

    async def invites_bot(self, user: User, channel: Channel, **how: Any) -> Answer:
        """Invite the app's bot into a channel."""
        bot = user.team.bot.id
        channel.members[bot] = None
        return await self._moved(
            "member_joined_channel", channel, bot, user, inviter=user.id, **how
        )

    async def removes_bot(self, user: User, channel: Channel, **how: Any) -> Answer:
        """Remove the app's bot from a channel."""
        bot = user.team.bot.id
        channel.members.pop(bot, None)
        return await self._moved("member_left_channel", channel, bot, user, **how)

    async def enters(self, user: User, channel: Channel, **how: Any) -> Answer:
        """Let a person join a channel."""
        channel.members[user.id] = None
        return await self._moved("member_joined_channel", channel, user.id, user, **how)

    async def leaves(self, user: User, channel: Channel, **how: Any) -> Answer:
        """Let a person leave a channel."""
        channel.members.pop(user.id, None)
        return await self._moved("member_left_channel", channel, user.id, user, **how)

    async def arrives(self, user: User, **how: Any) -> Answer:
        """Tell that a person (made with `team.user`) is new in the workspace."""
        shown = user.shape(self.world.now(), email=True)
        return await self.send_event(user, {"type": "team_join", "user": shown}, **how)

    async def changes(self, user: User, *, how: Json | None = None, **changed: Any) -> Answer:
        """Change what Slack knows of a person: `name=`, `zone=`, `admin=`, `deleted=True` for one who left."""
        for name, value in changed.items():
            assert hasattr(user, name), f"a user has no {name}"
            setattr(user, name, value)
        shown = user.shape(self.world.now(), email=True)
        return await self.send_event(user, {"type": "user_change", "user": shown}, **(how or {}))

    async def renames(self, user: User, channel: Channel, name: str, **how: Any) -> Answer:
        """Rename a channel."""
        channel.name = name
        kind = "group_rename" if channel.kind == "private" else "channel_rename"
        told = {"id": channel.id, "name": name, "name_normalized": name}
        return await self.send_event(user, {"type": kind, "channel": told}, **how)

    async def archives(self, user: User, channel: Channel, **how: Any) -> Answer:
        """Archive a channel."""
        channel.archived = True
        kind = "group_archive" if channel.kind == "private" else "channel_archive"
        inner = {"type": kind, "channel": channel.id, "user": user.id}
        return await self.send_event(user, inner, **how)

    async def restores(self, user: User, channel: Channel, **how: Any) -> Answer:
        """Take a channel out of the archive."""
        channel.archived = False
        kind = "group_unarchive" if channel.kind == "private" else "channel_unarchive"
        inner = {"type": kind, "channel": channel.id, "user": user.id}
        return await self.send_event(user, inner, **how)

    async def uninstalls(self, team: Team, **how: Any) -> Answer:
        """Remove the app from a workspace: its tokens end, and both events tell so."""
        self.world.close(team, "inactive")
        revoked: Json = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [team.bot.id]}}
        await self.send_event(team.bot, revoked, **how)
        return await self.send_event(team.bot, {"type": "app_uninstalled"}, **how)

    async def _moved(
        self,
        kind: str,
        channel: Channel,
        member: str,
        by: User,
        *,
        inviter: str = "",
        **how: Any,
    ) -> Answer:
        inner: Json = {
            "type": kind,
            "user": member,
            "channel": channel.id,
            "channel_type": {"public": "C", "private": "G"}.get(channel.kind, "G"),
            "team": channel.team.id,
            **({"inviter": inviter} if inviter else {}),
        }
        return await self.send_event(by, inner, **how)
