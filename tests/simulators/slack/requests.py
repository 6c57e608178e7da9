"""The bare requests that Slack sends to an app, each returning the bare answer."""

from typing import Any

from tests.simulators.slack import payloads
from tests.simulators.slack.model import Channel, Json, Message, User, View
from tests.simulators.slack.sender import Answer, Sender
from tests.simulators.slack.world import World


class Requests:
    """Commands, actions, submissions, shortcuts, events; `at=`, `how=` and `retry=` go to `Sender.send`."""

    world: World
    sender: Sender
    command = "/peer"

    async def send_slash(
        self,
        user: User,
        text: str,
        *,
        channel: Channel | None = None,
        command: str = "",
        **how: Any,
    ) -> Answer:
        """Send a slash command and return the bare answer."""
        where = channel or self.direct(user)
        fields = payloads.slash(self.world, user, where, command or self.command, text)
        return await self.sender.send("slash", fields, **how)

    async def send_action(
        self, user: User, where: Message | View, action: Json, **how: Any
    ) -> Answer:
        """Send a block_actions payload and return the bare answer."""
        made = (
            payloads.action_in_view(self.world, user, where, action)
            if isinstance(where, View)
            else payloads.action_on_message(self.world, user, where, action)
        )
        return await self.sender.send("interactive", made, **how)

    async def send_view_submission(
        self, user: User, view: View, values: Json, **how: Any
    ) -> Answer:
        """Send a view_submission payload with these `state.values` and return the bare answer."""
        payload = payloads.submission(self.world, user, view, values)
        return await self.sender.send("interactive", payload, **how)

    async def send_shortcut(
        self, user: User, callback: str, message: Message | None = None, **how: Any
    ) -> Answer:
        """Send a global shortcut, or one on a message, and return the bare answer."""
        made = (
            payloads.message_shortcut(self.world, user, callback, message)
            if message
            else payloads.shortcut(self.world, user, callback)
        )
        return await self.sender.send("interactive", made, **how)

    async def send_event(self, who: User, inner: Json, *, event_id: str = "", **how: Any) -> Answer:
        """Send an event of their workspace; `event_id` and `retry=(1, "http_timeout")` redeliver one."""
        envelope = payloads.event(self.world, who.team, inner, event_id)
        return await self.sender.send("event", envelope, **how)

    def direct(self, user: User) -> Channel:
        """Return the conversation of a person and the bot."""
        return self.world.open_conversation(user.team, frozenset((user.id,)))[0]
