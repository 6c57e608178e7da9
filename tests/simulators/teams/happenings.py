"""What happens around the bot: it is installed and taken away, people and channels come and go."""

from typing import Any

from tests.simulators.teams import payloads
from tests.simulators.teams.hands import Hands
from tests.simulators.teams.model import Conversation, Json, Person, Team
from tests.simulators.teams.sender import Answer


class Happenings(Hands):
    """Happenings of the simulated Teams; each returns the bot's answers to the activities it was sent."""

    async def install(self, person: Person) -> list[Answer]:
        """Install the app for a person: a chat opens, and the bot hears of it twice."""
        person.installed, person.removed = True, False
        chat = self.world.chat_with(person)
        added = self._update(person, chat, membersAdded=[self._bot()])
        return await self._send(added, self._installation(person, chat, "add"))

    async def uninstall(self, person: Person) -> list[Answer]:
        """Take the app away from a person."""
        chat = self.world.chat_with(person)
        person.installed, person.removed = False, True
        return await self._send(self._installation(person, chat, "remove"))

    async def add_to_team(self, team: Team, *, by: Person) -> list[Answer]:
        """Add the app to a team, in its General channel."""
        team.bot = True
        team.members.setdefault(by.id29, by)
        return await self._send(
            self._of_team(team, by, "teamMemberAdded", membersAdded=[self._bot()]),
            self._team_installation(team, by, "add"),
        )

    async def remove_from_team(self, team: Team, *, by: Person) -> list[Answer]:
        """Take the app out of a team."""
        team.bot = False
        return await self._send(
            self._of_team(team, by, "teamMemberRemoved", membersRemoved=[self._bot()]),
            self._team_installation(team, by, "remove"),
        )

    async def add_to_chat(self, chat: Conversation, *, by: Person) -> list[Answer]:
        """Add the app to a chat of several people."""
        chat.app = True
        added = self._update(by, chat, membersAdded=[self._bot()])
        return await self._send(added, self._installation(by, chat, "add"))

    async def remove_from_chat(self, chat: Conversation, *, by: Person) -> list[Answer]:
        """Take the app out of a chat."""
        chat.app = False
        removed = self._update(by, chat, membersRemoved=[self._bot()])
        return await self._send(removed, self._installation(by, chat, "remove"))

    async def add_members(self, where: Team | Conversation, *people: Person, by: Person) -> Answer:
        """Add people to a team or a chat; the bot is told only where it is."""
        where.members.update((one.id29, one) for one in people)
        return await self._members(where, by, "Added", people)

    async def remove_members(
        self, where: Team | Conversation, *people: Person, by: Person
    ) -> Answer:
        """Take people out of a team or a chat."""
        for one in people:
            del where.members[one.id29]
        return await self._members(where, by, "Removed", people)

    async def add_channel(self, team: Team, name: str, *, by: Person) -> Conversation:
        """Make a channel and return it."""
        made = self.world.add_channel(team, name)
        await self._of_channel(made, by, "channelCreated")
        return made

    async def rename_channel(self, channel: Conversation, name: str, *, by: Person) -> Answer:
        """Rename a channel."""
        channel.name = name
        return await self._of_channel(channel, by, "channelRenamed")

    async def delete_channel(self, channel: Conversation, *, by: Person) -> Answer:
        """Delete a channel."""
        assert channel.team is not None
        channel.team.channels.remove(channel)
        channel.deleted = True
        return await self._of_channel(channel, by, "channelDeleted")

    async def rename_team(self, team: Team, name: str, *, by: Person) -> Answer:
        """Rename a team."""
        team.name = name
        return (await self._send(self._of_team(team, by, "teamRenamed")))[0]

    async def delete_team(self, team: Team, *, by: Person) -> Answer:
        """Delete a team with its channels."""
        told = self._of_team(team, by, "teamDeleted")
        for channel in team.channels:
            channel.deleted = True
        team.bot = False
        del team.company.teams[team.id]
        return (await self._send(told))[0]

    async def restore_team(self, team: Team, *, by: Person) -> Answer:
        """Bring a deleted team back with its channels."""
        for channel in team.channels:
            channel.deleted = False
        team.bot = True
        team.company.teams[team.id] = team
        return (await self._send(self._of_team(team, by, "teamRestored")))[0]

    async def archive_team(self, team: Team, *, by: Person) -> Answer:
        """Archive a team."""
        return (await self._send(self._of_team(team, by, "teamArchived")))[0]

    async def unarchive_team(self, team: Team, *, by: Person) -> Answer:
        """Take a team out of the archive."""
        return (await self._send(self._of_team(team, by, "teamUnarchived")))[0]

    async def restore_channel(self, channel: Conversation, *, by: Person) -> Answer:
        """Bring a deleted channel back."""
        assert channel.team is not None
        channel.team.channels.append(channel)
        channel.deleted = False
        return await self._of_channel(channel, by, "channelRestored")

    async def _members(
        self, where: Team | Conversation, by: Person, change: str, people: tuple[Person, ...]
    ) -> Answer:
        if not where.bot:
            return Answer(0, "the bot is not told")
        key = f"members{change}"
        shown: list[Json] = [{"id": one.id29, "aadObjectId": one.aad} for one in people]
        if isinstance(where, Team):
            made = self._of_team(where, by, f"teamMember{change}", **{key: shown})
        else:
            made = self._update(by, where, **{key: shown})
        return (await self._send(made))[0]

    async def _of_channel(self, channel: Conversation, by: Person, event: str) -> Answer:
        team = channel.team
        assert team is not None
        if not team.bot:
            return Answer(0, "the bot is not told")
        made = self._of_team(team, by, event)
        made["channelData"]["channel"] = {"id": channel.id, "name": channel.name}
        return (await self._send(made))[0]

    def _of_team(self, team: Team, by: Person, event: str, **more: Any) -> Json:
        made = self._update(by, team.general, **more)
        return {**made, "channelData": payloads.team_data(team, event)}

    def _team_installation(self, team: Team, by: Person, action: str) -> Json:
        made = self._installation(by, team.general, action)
        shown = {"aadGroupId": team.group, "name": team.name, "id": team.id}
        selected = {"selectedChannel": {"id": team.id}}
        known = {"team": shown, "tenant": {"id": team.company.id}, "settings": selected}
        return {**made, "channelData": known}

    def _update(self, by: Person, where: Conversation, **more: Any) -> Json:
        return payloads.base(self.world, "conversationUpdate", by, where, **more)

    def _installation(self, by: Person, where: Conversation, action: str) -> Json:
        return payloads.base(self.world, "installationUpdate", by, where, action=action)

    def _bot(self) -> Json:
        return {"id": self.world.bot}

    async def _send(self, *activities: Json) -> list[Answer]:
        return [await self.sender.activity(one) for one in activities]
