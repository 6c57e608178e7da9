"""What the connector's calls do, apart from how they come in."""

import base64
from dataclasses import dataclass

from tests.simulators.teams import checks
from tests.simulators.teams.model import (
    Company,
    ConnectorError,
    Conversation,
    Json,
    Message,
    Person,
    Team,
)
from tests.simulators.teams.world import World

Result = tuple[int, Json | list[Json]]

LARGEST_PAGE = 500


@dataclass(eq=False)
class Connector:
    """Carries calls out in one world."""

    world: World
    smallest_page: int = 50
    page: int = 200

    def create(self, company: Company, body: Json) -> Result:
        """Open a personal chat."""
        members = body.get("members") or []
        if body.get("isGroup") or len(members) != 1:
            raise ConnectorError(400, "BadSyntax", "Incorrect conversation creation parameters")
        if (body.get("bot") or {}).get("id") != self.world.bot:
            raise ConnectorError(400, "BadSyntax", "The bot is not given")
        tenant = (body.get("channelData") or {}).get("tenant", {}).get("id")
        if company.id not in (tenant, body.get("tenantId"), body.get("tenantID")):
            raise ConnectorError(400, "BadArgument", "The tenant is not given")
        person = company.people.get(str(members[0].get("id")))
        if person is None:
            raise ConnectorError(400, "BadSyntax", "Invalid user identity in provided tenant")
        if not person.reachable:
            raise not_in_roster()
        chat = self.world.chat_with(person)
        made: Json = {"id": chat.id}
        if activity := body.get("activity"):
            checks.check(activity, company, self.world.bot)
            made["activityId"] = self.world.post(chat, activity).id
        return 201, made

    def thread(self, company: Company, body: Json) -> Result:
        """Begin a thread in a channel."""
        channel, _ = self._place(company, str(body["channelData"]["channel"].get("id")))
        activity = body.get("activity")
        if channel.kind != "channel" or not isinstance(activity, dict):
            raise ConnectorError(400, "BadSyntax", "Incorrect conversation creation parameters")
        checks.check(activity, company, self.world.bot)
        made = self.world.post(channel, activity)
        return 201, {"id": f"{channel.id};messageid={made.id}", "activityId": made.id}

    def send(
        self, company: Company, where: str, activity: Json, reply_to: str, targeted: bool
    ) -> Result:
        """Send a message, in a channel to a thread or as a new one."""
        conversation, thread = self._place(company, where)
        checks.check(activity, company, self.world.bot)
        kinds = {one.get("contentType") for one in activity.get("attachments") or ()}
        if kinds & checks.FILES.keys():
            if conversation.kind != "personal":
                raise ConnectorError(400, "BadSyntax", "Files go to personal chats alone")
            if not self.world.supports_files:
                raise ConnectorError(400, "BadArgument", "The app does not support files")
        if activity["type"] == "typing":
            return 202, {}
        only = self._reader(conversation, activity) if targeted else None
        if conversation.kind == "channel" and not thread and reply_to:
            thread = self._find(conversation, reply_to).thread
        made = self.world.post(conversation, activity, thread=thread, only=only)
        return 201, {"id": made.id}

    def update(self, company: Company, where: str, id: str, activity: Json) -> Result:
        """Put another activity in the place of a message of the bot's."""
        conversation, _ = self._place(company, where)
        message = self._find(conversation, id, own=True)
        checks.check(activity, company, self.world.bot)
        if message.only and activity.get("recipient"):
            raise ConnectorError(400, "BadArgument", "Recipient passed on update")
        message.history.append(message.activity)
        message.activity = activity
        message.updates += 1
        message.views.clear()
        self.world.shown.append(message)
        return 200, {"id": id}

    def delete(self, company: Company, where: str, id: str) -> Result:
        """Take a message of the bot's away."""
        conversation, _ = self._place(company, where)
        self._find(conversation, id, own=True).deleted = True
        return 200, {}

    def members(self, company: Company, where: str) -> Result:
        """Return everybody at once, as Teams no longer likes it."""
        conversation, _ = self._place(company, where)
        return 200, [shape(one) for one in conversation.members.values()]

    def paged_members(self, company: Company, where: str, size: str, after: str) -> Result:
        """Return a page of the roster."""
        conversation, _ = self._place(company, where)
        everybody = list(conversation.members.values())
        most = int(size) if size.isdecimal() and int(size) else self.page
        most = min(LARGEST_PAGE, max(self.smallest_page, most))
        start = _start(after)
        page: Json = {"members": [shape(one) for one in everybody[start : start + most]]}
        if start + most < len(everybody):
            token = f"{conversation.id}|{start + most}"
            page["continuationToken"] = base64.b64encode(token.encode()).decode()
        return 200, page

    def member(self, company: Company, where: str, id: str) -> Result:
        """Return one of the roster, by 29: id, Entra id or principal name."""
        conversation, _ = self._place(company, where)
        found = company.find(id)
        if found is None or found.id29 not in conversation.members:
            raise ConnectorError(404, "MemberNotFoundInConversation", "Member not found.")
        return 200, shape(found)

    def team(self, company: Company, id: str) -> Result:
        """Return what a team is."""
        team = self._team(company, id)
        counts = {"channelCount": len(team.channels), "memberCount": len(team.members)}
        known = {"id": team.id, "name": team.name, "aadGroupId": team.group, "type": "standard"}
        return 200, {**known, **counts}

    def channels(self, company: Company, id: str) -> Result:
        """Return a team's channels; General has no name."""
        team = self._team(company, id)
        shown = [
            {"id": one.id, "name": None if one.id == team.id else one.name, "type": "standard"}
            for one in team.channels
        ]
        return 200, {"conversations": shown}

    def _team(self, company: Company, id: str) -> Team:
        team = company.teams.get(id)
        if team is None:
            raise ConnectorError(404, "NotFound", "Team not found.")
        if not team.bot:
            raise not_in_roster()
        return team

    def _place(self, company: Company, where: str) -> tuple[Conversation, str]:
        """Return the conversation of that connector's id and the thread in it."""
        id, _, thread = where.partition(";messageid=")
        conversation = company.conversations.get(id)
        if conversation is None or conversation.deleted:
            raise ConnectorError(404, "ConversationNotFound", "Conversation not found.")
        if thread and conversation.kind != "channel":
            thread = ""
        if thread and not any(one.id == thread for one in conversation.messages):
            raise ConnectorError(404, "ConversationNotFound", "Conversation not found.")
        if not conversation.bot:
            raise not_in_roster()
        return conversation, thread

    def _find(self, conversation: Conversation, id: str, *, own: bool = False) -> Message:
        for one in conversation.messages:
            if one.id == id and not one.deleted and not (own and one.sender):
                return one
        raise ConnectorError(404, "ActivityNotFoundInConversation", "Activity not found.")

    def _reader(self, conversation: Conversation, activity: Json) -> Person:
        found = conversation.members.get(str((activity.get("recipient") or {}).get("id")))
        if found is None or conversation.kind == "personal":
            raise ConnectorError(400, "BadArgument", "Missing recipient of a targeted message")
        return found


def shape(person: Person) -> Json:
    """Return a person as a roster has them; the address is missing where there is none."""
    first, _, last = person.name.partition(" ")
    known: Json = {
        "id": person.id29,
        "name": person.name,
        "aadObjectId": person.aad,
        "objectId": person.aad,
        "givenName": first,
        "surname": last,
        "tenantId": person.company.id,
        "userRole": "guest" if person.guest else "user",
    }
    address = {"email": person.upn, "userPrincipalName": person.upn} if person.upn else {}
    return {**known, **address}


def not_in_roster() -> ConnectorError:
    """Return the refusal where the bot is not."""
    said = "The bot is not part of the conversation roster."
    return ConnectorError(403, "BotNotInConversationRoster", said)


def _start(after: str) -> int:
    if not after:
        return 0
    try:
        return int(base64.b64decode(after, validate=True).decode().rpartition("|")[2])
    except ValueError:
        raise ConnectorError(400, "BadSyntax", "Invalid continuation token") from None
