"""What Bolt hands over, taken to the core, and the ack that goes back in time.

Bolt runs these before it responds (`process_before_response`): the core has done its work, durably, when Slack is told
that we have it. Whatever takes longer than Slack waits goes on as a task of ours.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from adapters.slack import acts, blocks, ids, manifest, modals
from adapters.slack.acts import Act, Origin
from adapters.slack.answers import Answers
from adapters.slack.ids import Unreadable
from adapters.slack.installs import Install
from adapters.slack.news import Newsroom
from adapters.tasks import Tasks
from adapters.thinking import CROWD, READY, SHORTLY, thought
from facilitation.talk.incoming import Ask, Incoming, Replace, Reply, Say
from facilitation.talk.messages import Message, text

log = structlog.get_logger(__name__)

Json = dict[str, Any]
Listener = Callable[[AsyncAck, Json, AsyncBoltContext], Awaitable[BoltResponse | None]]

ANYTHING = re.compile(r".*", re.DOTALL)
HOMES = 2_000
"""How many people's open Home tabs are kept fresh."""

STRANGER = Message(
    "This is for another company's people",
    (text("I work for the people of the workspace that I was installed in. Sorry!"),),
)


class Listeners:
    """The listeners of one Bolt app, the same for HTTP and Socket Mode."""

    def __init__(
        self,
        handle: Callable[[Incoming], Reply],
        newsroom: Newsroom,
        answers: Answers,
        tasks: Tasks,
        ready: float = READY,
    ) -> None:
        """Take what is done to the core by `handle`, and replies back by `answers`."""
        self._handle = handle
        self._newsroom = newsroom
        self._answers = answers
        self._tasks = tasks
        self._ready = ready
        self._homes: dict[str, None] = {}
        self._thinking = 0

    def register(self, app: AsyncApp) -> None:
        """Listen to everything; what nothing is done about is acknowledged all the same."""
        app.command(ANYTHING)(careful(self.command))
        app.action(ANYTHING)(careful(self.action))
        app.view_submission(ANYTHING)(careful(self.submission))
        app.view_closed(ANYTHING)(careful(self.nothing))
        app.options(ANYTHING)(careful(self.no_options))
        app.shortcut(ANYTHING)(careful(self.shortcut))
        for kind in ("app_mention", "message"):
            app.event(kind)(careful(self.said))
        app.event("app_home_opened")(careful(self.home))
        app.event("member_joined_channel")(careful(self.joined))
        app.event(ANYTHING)(careful(self.news))

    async def command(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Answer a slash command, on the ack where the reply is ready in time."""
        install: Install = context["install"]
        act = acts.command(body, install)
        reply = await self._think(install, act)
        if isinstance(reply, Say | Replace):
            self._tasks.start(self._refresh(install, act, reply))
            await ack(response_type="ephemeral", **blocks.render(reply.message))
            return
        if reply is not None:
            self._tasks.start(self._give(install, act, reply))
        await ack()

    async def action(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Run the command that a button or a menu carries."""
        install: Install = context["install"]
        act = acts.action(body, install)
        if act is not None:
            await self._answered(install, act, body)
        await ack()

    async def shortcut(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Answer a shortcut, of a message or global."""
        install: Install = context["install"]
        line = manifest.line_of(body.get("callback_id"))
        await self._answered(install, acts.shortcut(body, install, line), body)
        await ack()

    async def submission(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Take a form; what is wrong with an answer rides on the ack, under its field."""
        install: Install = context["install"]
        act = acts.submission(body, install)
        if act is None or acts.foreign(_team(body), install):
            await ack()
            return
        thinking = self._tasks.start(self._thought(act.incoming))
        reply = await self._in_time(thinking)
        view = body["view"]
        if reply is None:
            self._tasks.start(self._late_form(install, act, thinking, str(view.get("id", ""))))
            await ack(response_action="update", view=_moment())
        elif isinstance(reply, Ask):
            known = {block.get("block_id") for block in view.get("blocks") or ()}
            if reply.errors and set(reply.errors) <= known:
                await ack(modals.complaints(reply.errors))
            else:
                again = modals.render(reply.form, reply.errors)
                again["callback_id"] = acts.callback(act.origin)
                await ack(response_action="update", view=again)
        else:
            self._tasks.start(self._give(install, act, reply))
            await ack()

    async def said(
        self, ack: AsyncAck, body: Json, context: AsyncBoltContext
    ) -> BoltResponse | None:
        """Take a message or a mention: a command line, or that somebody wrote."""
        install: Install = context["install"]
        act = acts.said(body["event"], install)
        return await self._event(ack, install, act)

    async def joined(
        self, ack: AsyncAck, body: Json, context: AsyncBoltContext
    ) -> BoltResponse | None:
        """Offer to set a program up in the channel that the bot was brought into."""
        install: Install = context["install"]
        key = f"evt:{body.get('event_id', '')}"[:200]
        return await self._event(ack, install, acts.invited(body["event"], install, key))

    async def home(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Show a person what is next for them on their Home tab."""
        install: Install = context["install"]
        origin = acts.home_opened(body["event"], install)
        if origin is not None:
            self._homes.pop(origin.where.id, None)
            self._homes[origin.where.id] = None
            if len(self._homes) > HOMES:
                self._homes.pop(next(iter(self._homes)))
            self._tasks.start(self._publish(install, origin))
        await ack()

    async def news(
        self, ack: AsyncAck, body: Json, context: AsyncBoltContext
    ) -> BoltResponse | None:
        """Pass on what became of people, channels and the install; acknowledge what we know nothing of."""
        await self._newsroom.take(body, context.get("install"))
        await ack()
        return None

    async def nothing(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Acknowledge what needs no answer."""
        await ack()

    async def no_options(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Acknowledge a menu that asks for options; ours bring their own."""
        await ack(options=[])

    async def _event(self, ack: AsyncAck, install: Install, act: Act | None) -> BoltResponse | None:
        """Do it before Slack is told; one that failed is not acknowledged, so that Slack sends it again."""
        if act is not None:
            thinking = self._tasks.start(asyncio.to_thread(self._handle, act.incoming))
            reply = await self._in_time(thinking)
            self._tasks.start(
                self._late(install, act, thinking)
                if reply is None
                else self._give(install, act, reply)
            )
        await ack()
        return None

    async def _answered(self, install: Install, act: Act, body: Json) -> None:
        """Do it, and bring the reply back apart from the ack."""
        if acts.foreign(_team(body), install):
            self._tasks.start(self._answers.privately(install, act.origin, STRANGER))
            return
        reply = await self._think(install, act)
        if reply is not None:
            self._tasks.start(self._give(install, act, reply))

    async def _think(self, install: Install, act: Act) -> Reply | None:
        """Return the reply to ride on the ack, or None when it will come, or came, another way."""
        thinking = self._tasks.start(self._thought(act.incoming))
        reply = await self._in_time(thinking)
        if reply is None:
            self._tasks.start(self._late(install, act, thinking))
        return reply

    async def _thought(self, incoming: Incoming) -> Reply:
        self._thinking += 1
        try:
            return await thought(self._handle, incoming)
        finally:
            self._thinking -= 1

    async def _in_time(self, thinking: "asyncio.Task[Reply]") -> Reply | None:
        crowded = self._thinking > CROWD
        await asyncio.wait((thinking,), timeout=SHORTLY if crowded else self._ready)
        return thinking.result() if thinking.done() else None

    async def _late(self, install: Install, act: Act, thinking: "asyncio.Task[Reply]") -> None:
        await self._give(install, act, await thinking)

    async def _late_form(
        self, install: Install, act: Act, thinking: "asyncio.Task[Reply]", view: str
    ) -> None:
        reply = await thinking
        if isinstance(reply, Ask):
            again = modals.render(reply.form, reply.errors)
            again["callback_id"] = acts.callback(act.origin)
            await self._answers.change_form(install, view, again)
        else:
            await self._give(install, act, reply)

    async def _give(self, install: Install, act: Act, reply: Reply) -> None:
        line = act.incoming.line if hasattr(act.incoming, "line") else ""
        shows_home = act.origin.home and line == "home" and isinstance(reply, Say | Replace)
        if not shows_home:
            await self._answers.give(install, act.origin, reply, line)
        await self._refresh(install, act, reply)

    async def _refresh(self, install: Install, act: Act, reply: Reply) -> None:
        """Show a Home tab that was opened as it now stands."""
        opened = act.origin.home or act.incoming.by.member in self._homes
        if opened and isinstance(reply, Say | Replace):
            await self._publish(install, acts.at_home(install, act.origin.user))

    async def freshen(self, install: Install, members: Sequence[str]) -> None:
        """Show the Home tabs of members, where they were opened, as they now stand; no sign of life of theirs."""
        for member in members:
            if member in self._homes:
                origin = acts.at_home(install, ids.own(member))
                await self._publish(install, origin, by_itself=True)

    async def _publish(self, install: Install, origin: Origin, *, by_itself: bool = False) -> None:
        reply = await self._thought(acts.home_line(origin, install, by_itself=by_itself))
        if isinstance(reply, Say | Replace):
            await self._answers.on_home(install, origin.user, reply.message)


def careful(listener: Listener) -> Listener:
    """Return the listener made safe: nothing escapes from it to Bolt, which would take an ack back."""

    @wraps(listener)
    async def listen(ack: AsyncAck, body: Json, context: AsyncBoltContext) -> BoltResponse | None:
        try:
            return await listener(ack, body, context)
        except Unreadable as error:
            log.info("slack sent what cannot be read", what=str(error))
            await ack()
            return None
        except Exception:
            log.exception("a slack listener failed")
            if "event" in body:
                return BoltResponse(status=503, body="")
            await ack()
            return None

    return listen


def _team(body: Json) -> object:
    user = body.get("user")
    return user.get("team_id") if isinstance(user, dict) else None


def _moment() -> Json:
    said = "This takes a moment. You can close this; the answer comes as a message."
    return {
        "type": "modal",
        "title": blocks.plain("One moment", 24),
        "close": blocks.plain("Close", 24),
        "blocks": [blocks.section(said)],
    }
