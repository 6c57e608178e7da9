"""What Slack tells us, taken to the core, and the ack that goes back in time.

The core has done its work, durably, when Slack is told that we have it; where that takes longer than Slack waits, it is
durable that the work will be done (`promises`), and it goes on as a task of ours.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any

import structlog
from slack_bolt.response import BoltResponse

from adapters import reading
from adapters.door import Door
from adapters.promises import Promise, Promises
from adapters.reading import Unreadable
from adapters.slack import acts, blocks, ids, manifest, modals, newer
from adapters.slack.acts import Act, Origin
from adapters.slack.answers import Answers
from adapters.slack.installs import Install
from adapters.slack.news import Newsroom
from adapters.slack.words import Words
from adapters.tasks import Tasks
from adapters.thinking import CROWD, READY, SHORTLY, thought
from adapters.turns import Turns
from facilitation import welcome
from facilitation.talk.incoming import Ask, Contributed, Incoming, Replace, Reply, Roster, Say

log = structlog.get_logger(__name__)

Json = dict[str, Any]
Thinking = asyncio.Future[Reply]
Listener = Callable[[Json, Install], Awaitable[Json | None]]
"""Takes a payload and returns what rides on the ack; raises Unreadable."""

HOMES = 2_000
"""How many people's open Home tabs are kept fresh."""


class Listeners:
    """Takes payloads that are known to be Slack's, the same for HTTP and Socket Mode."""

    def __init__(
        self,
        door: Door,
        look_up: Callable[[Install, str], Awaitable[Roster | None]],
        newsroom: Newsroom,
        answers: Answers,
        tasks: Tasks,
        promises: Promises,
        now: Callable[[], datetime],
        words: Words,
        ready: float = READY,
    ) -> None:
        """Take what is done through `door`, whoever is unknown there to `look_up`, and replies back by `answers`."""
        self._door = door
        self._look_up = look_up
        self._newsroom = newsroom
        self._answers = answers
        self._tasks = tasks
        self._promises = promises
        self._now = now
        self._words = words
        self._ready = ready
        self._homes: dict[str, None] = {}
        self._thinking = 0
        self._turns = Turns()
        self._by_type: dict[str, Listener] = {
            "block_actions": self.action,
            "view_submission": self.submission,
            "block_suggestion": self.no_options,
            "shortcut": self.shortcut,
            "message_action": self.shortcut,
        }
        self._by_event: dict[str, Listener] = {
            "app_mention": self.said,
            "message": self.said,
            "app_home_opened": self.home,
            "member_joined_channel": self.joined,
        }

    async def take(self, body: Json, install: Install | None) -> BoltResponse:
        """Return the ack of a payload; what nothing is done about is acknowledged all the same. Raises nothing."""
        try:
            with self._turns.acking():
                ack = await self._taken(body, install)
        except Unreadable as error:
            log.info("slack sent what cannot be read", what=str(error))
            ack = None
        except Exception:
            log.exception("a slack listener failed")
            if "event" in body:  # not acknowledged, so that Slack sends it again
                return BoltResponse(status=503, body="")
            ack = None
        return BoltResponse(status=200, body="" if ack is None else ack)

    async def _taken(self, body: Json, install: Install | None) -> Json | None:
        kind = body.get("type")
        if isinstance(event := body.get("event"), dict) and kind == "event_callback":
            name = event.get("type")
            listener = self._by_event.get(name) if isinstance(name, str) else None
            if listener is None or install is None:
                await self._newsroom.take(body, install)
                return None
        elif body.get("command") is not None:
            listener = self.command
        else:
            listener = self._by_type.get(kind) if isinstance(kind, str) else None
        if listener is None or install is None:
            return None
        return await listener(body, install)

    async def command(self, body: Json, install: Install) -> Json | None:
        """Answer a slash command, on the ack where the reply is ready in time and of what nobody refuses."""
        act = acts.command(body, install)
        reply = await self._think(install, act)
        if isinstance(reply, Say | Replace) and not newer.held(reply.message):
            self._refresh(install, act, reply)
            return {"response_type": "ephemeral", **blocks.render(reply.message)}
        if reply is not None:
            self._tasks.start(self._give(install, act, reply))
        return None

    async def action(self, body: Json, install: Install) -> None:
        """Run the command that a button or a menu carries."""
        act = acts.action(body, install)
        if act is not None:
            await self._answered(install, act, body)

    async def shortcut(self, body: Json, install: Install) -> None:
        """Answer a shortcut, of a message or global."""
        line = manifest.line_of(body.get("callback_id"))
        await self._answered(install, acts.shortcut(body, install, line), body)

    async def submission(self, body: Json, install: Install) -> Json | None:
        """Take a form; what is wrong with an answer rides on the ack, under its field."""
        act = acts.submission(body, install)
        if act is None or acts.foreign(reading.part(body, "user"), install):
            return None
        thinking = self._thought(install, act.incoming)
        view = body["view"]
        if (promise := await self._in_time(thinking, act)) is not None:
            self._tasks.start(self._late(install, act, thinking, promise, str(view.get("id", ""))))
            reader = await self._door.tongues.of(act.incoming.by)
            return {"response_action": "update", "view": modals.moment(reader.language)}
        reply = thinking.result()
        if not isinstance(reply, Ask):
            self._tasks.start(self._give(install, act, reply))
            return None
        if reply.errors and set(reply.errors) <= modals.fields_of(view):
            return modals.complaints(reply.errors, reply.form)
        return {"response_action": "update", "view": acts.form(act, reply)}

    async def said(self, body: Json, install: Install) -> None:
        """Take a message or a mention: a command line, words in a thread, or that somebody wrote."""
        await self._event(install, await self._words.act(body["event"], install))

    async def heard(self, install: Install, words: Contributed) -> None:
        """Take words that were read back in a thread; raises what the core raises."""
        await self._counted(self._asked(install, words))

    async def joined(self, body: Json, install: Install) -> None:
        """Offer to set a program up in the channel that the bot was brought into, and take it as there again."""
        await self._newsroom.take(body, install)
        key = f"evt:{body.get('event_id', '')}"[:200]
        await self._event(install, acts.invited(body["event"], install, key))

    async def home(self, body: Json, install: Install) -> None:
        """Show a person what is next for them on their Home tab; in the other tab, greet who is new to it."""
        origin = acts.home_opened(body["event"], install)
        if origin is None:
            return
        if origin.home:
            self._homes = {**self._homes, origin.where.id: None}
            if len(self._homes) > HOMES:
                self._homes.pop(next(iter(self._homes)))
        self._tasks.start(self._publish(install, origin))

    async def no_options(self, body: Json, install: Install) -> Json:
        """Acknowledge a menu that asks for options; ours bring their own."""
        return {"options": []}

    async def redeem(self, install: Install, act: Act, promise: Promise) -> bool:
        """Carry out what a process acknowledged that has died since; return whether its answer got there."""
        reply = await self._thought(install, act.incoming, promise)
        self._refresh(install, act, reply)
        return await self._answers.late(install, act.origin, reply, act.line, promise.at)

    async def _event(self, install: Install, act: Act | None) -> None:
        """Do it before Slack is told; one that failed is not acknowledged, so that Slack sends it again."""
        if act is None:
            return
        thinking = self._counted(self._asked(install, act.incoming))
        if (promise := await self._in_time(thinking, act)) is not None:
            self._tasks.start(self._late(install, act, thinking, promise))
        else:
            self._tasks.start(self._give(install, act, thinking.result()))

    async def _answered(self, install: Install, act: Act, body: Json) -> None:
        if acts.foreign(reading.part(body, "user"), install):
            outside = await self._door.tongues.read(act.incoming.by, Say(welcome.outsider()))
            self._tasks.start(self._answers.give(install, act.origin, outside))
            return
        reply = await self._think(install, act)
        if reply is not None:
            self._tasks.start(self._give(install, act, reply))

    async def _think(self, install: Install, act: Act) -> Reply | None:
        """Return the reply to ride on the ack, or None when it will come another way."""
        thinking = self._thought(install, act.incoming)
        if (promise := await self._in_time(thinking, act)) is None:
            return thinking.result()
        self._tasks.start(self._late(install, act, thinking, promise))
        return None

    def _thought(self, install: Install, done: Incoming, left: Promise | None = None) -> Thinking:
        asking = self._asked(install, done, left)
        return self._counted(thought(done, asking, self._door.tongues))

    async def _asked(
        self, install: Install, incoming: Incoming, left: Promise | None = None
    ) -> Reply:
        """Return the core's reply; raises what it raises."""
        member = incoming.by.member
        async with self._turns:
            if left is not None:
                await self._promises.begin(left)
            return await self._door.ask(incoming, lambda: self._look_up(install, member))

    def _counted(self, asking: Coroutine[Any, Any, Reply]) -> Thinking:
        thinking = self._tasks.start(asking)
        self._thinking += 1
        thinking.add_done_callback(self._had)
        return thinking

    def _had(self, _thinking: Thinking) -> None:
        self._thinking -= 1

    async def _in_time(self, thinking: Thinking, act: Act) -> Promise | None:
        """Return None when the reply is there, or what was promised in its place."""
        # in a crowd it is not its turn yet
        calm = 0.0 if self._turns.crowded else self._ready
        patience = min(calm, SHORTLY) if self._thinking > CROWD else calm
        return await self._promises.in_time(thinking, patience, lambda: self._promise(act))

    def _promise(self, act: Act) -> Promise | None:
        """Return the act as what may be acknowledged before it is carried out; None for what cannot be kept."""
        done = act.incoming
        try:
            what = acts.kept(act)
        except Unreadable:
            return None  # the core refuses it, and soon
        return Promise(
            workspace=done.by.workspace,
            key=done.key,
            member=done.by.member if act.waits else "",
            what=what,
            at=self._now(),
        )

    async def _late(
        self, install: Install, act: Act, thinking: Thinking, promise: Promise, view: str = ""
    ) -> None:
        """Give the reply to what was acknowledged before; `view` is the form that was sent off."""
        reply = await thought(act.incoming, thinking, self._door.tongues)
        try:
            if view and isinstance(reply, Ask):
                await self._answers.change_form(install, view, acts.form(act, reply))
            else:
                await self._give(install, act, reply)
        except Exception:
            log.exception("an answer failed", workspace=install.workspace)
        self._promises.kept(promise)

    async def _give(self, install: Install, act: Act, reply: Reply) -> None:
        shows_home = act.origin.home and act.line == "home" and isinstance(reply, Say | Replace)
        if not shows_home:
            await self._answers.give(install, act.origin, reply, act.line)
        self._refresh(install, act, reply)

    def _refresh(self, install: Install, act: Act, reply: Reply) -> None:
        opened = act.origin.home or act.incoming.by.member in self._homes
        if opened and isinstance(reply, Say | Replace):
            self._tasks.start(self._publish(install, acts.at_home(install, act.origin.user)))

    async def freshen(self, install: Install, members: Sequence[str]) -> None:
        """Show the Home tabs of members, where they were opened, as they now stand; no sign of life of theirs."""
        for member in members:
            if member in self._homes:
                origin = acts.at_home(install, ids.own(member))
                await self._publish(install, origin, by_itself=True)

    async def _publish(self, install: Install, origin: Origin, *, by_itself: bool = False) -> None:
        reply = await self._thought(install, acts.home_line(origin, install, by_itself=by_itself))
        if origin.home and isinstance(reply, Say | Replace):
            await self._answers.on_home(install, origin.user, reply.message)
