"""What Teams tells us, taken to the core, and the answer that goes back in time.

A message is acknowledged when the core has done its work, durably, or after a while; what it is answered comes apart
from that. An invoke is answered in place within the three seconds that Teams shows patience, or told to wait.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, assert_never

import structlog

from adapters.tasks import Tasks
from adapters.teams import acts, answers, invokes, scenes
from adapters.teams.acts import Act
from adapters.teams.answers import Answers
from adapters.teams.contacts import GENERAL, Contacts
from adapters.teams.ids import Unreadable
from adapters.teams.news import Newsroom, zone_of
from adapters.teams.scenes import Activity, Person, Scene
from adapters.teams.sending import Sending
from adapters.teams.transport.model import Answer
from adapters.thinking import CROWD, READY, SHORTLY, SORRY, thought
from facilitation.talk.incoming import Ask, Filled, Incoming, Quiet, Replace, Reply, Say

log = structlog.get_logger(__name__)

THEREUPON = 0.7
"""Seconds that an answer in our own chat may take, on top, for an invoke to be told that it is there."""
AGAIN = (0.5, 2.0, 8.0, 30.0)
"""Seconds after which an install that could not be taken is tried again."""
INVOKES = 256
"""How many invokes are remembered, so that one that comes again gets the same answer."""


class Listeners:
    """Takes activities that are known to be Microsoft's; belongs to one event loop."""

    def __init__(
        self,
        handle: Callable[[Incoming], Reply],
        newsroom: Newsroom,
        contacts: Contacts,
        sending: Sending,
        given: Answers,
        tasks: Tasks,
        ready: float = READY,
    ) -> None:
        """Take what is done to the core by `handle`, and replies back by `given`."""
        self._handle = handle
        self._newsroom = newsroom
        self._contacts = contacts
        self._sending = sending
        self._answers = given
        self._tasks = tasks
        self._ready = ready
        self._in_hand: set[asyncio.Task[None]] = set()
        self._spaces: set[str] = set()
        self._invokes: dict[tuple[str, str], asyncio.Task[Answer]] = {}

    async def take(self, activity: Activity) -> Answer | None:
        """Take an activity; what nothing is done about is acknowledged all the same. Raises nothing."""
        try:
            return await self._taken(activity)
        except Unreadable as error:
            log.info("teams sent what cannot be read", what=str(error))
        except Exception:
            log.exception("a teams listener failed")
        return invokes.NOTHING if activity.get("type") == "invoke" else None

    async def _taken(self, activity: Activity) -> Answer | None:
        match activity.get("type"):
            case "message" | "messageReaction":
                work = self._tasks.start(self._said(activity, scenes.read(activity)))
                self._in_hand.add(work)
                work.add_done_callback(self._in_hand.discard)
                crowded = len(self._in_hand) > CROWD
                await asyncio.wait((work,), timeout=SHORTLY if crowded else self._ready)
            case "invoke":
                return await self._once(activity, scenes.read(activity))
            case "installationUpdate":
                work = self._tasks.start(self._surely(activity, scenes.read(activity)))
                await asyncio.wait((work,), timeout=self._ready)
            case "conversationUpdate":
                scene = scenes.read(activity)
                await self._contacts.remember(scene, None)
                self._tasks.start(self._newsroom.update(activity, scene))
            case _:
                pass
        return None

    async def _said(self, activity: Activity, scene: Scene) -> None:
        try:
            await self._heard(activity, scene)
        except Unreadable as error:
            log.info("teams sent what cannot be read", what=str(error))
        except Exception:
            log.exception("a message did not get to the core", workspace=scene.workspace)
            if scene.kind == "personal" and activity.get("type") == "message":
                await self._answers.plainly(scene.address, SORRY)

    async def _heard(self, activity: Activity, scene: Scene) -> None:
        """Take a message, a button's press that comes as one, or a reaction; the answer follows by itself."""
        who = await self._met(activity, scene)
        if who is None:
            return
        if activity.get("type") == "messageReaction":
            act = acts.reacted(activity, scene, who)
        else:
            act = acts.pressed(activity, scene, who)
            if act is None:
                known = await self._contacts.known(activity, scene)
                act = acts.said(activity, scene, who, known)
        if act is not None:
            act = await self._named(act)
            reply = await thought(self._handle, act.incoming)
            self._tasks.start(self._give(act, reply))

    async def _met(self, activity: Activity, scene: Scene) -> Person | None:
        """Return who did it, remembered and known to the core; None for a bot."""
        who = await self._contacts.who(activity, scene)
        if who is None:
            return None
        first = await self._contacts.remember(scene, who)
        if scene.workspace not in self._spaces:
            await self._newsroom.people(scene.workspace, (), zone_of(activity))
            self._spaces.add(scene.workspace)
        if first:
            await self._newsroom.met(activity, scene, who)
        return who

    async def _named(self, act: Act) -> Act:
        """Return the act with its channel's name, which activities seldom tell."""
        where = act.incoming.where
        if where.kind != "channel" or where.name:
            return act
        return acts.named(act, await self._contacts.channel_name(where.id))

    async def _surely(self, activity: Activity, scene: Scene) -> None:
        """Take an install or its end; Teams tells each once, so what fails on our side is tried again."""
        for wait in (0.0, *AGAIN):
            await asyncio.sleep(wait)
            try:
                return await self._installation(activity, scene)
            except Unreadable as error:
                log.info("teams sent what cannot be read", what=str(error))
                return None
            except Exception:
                log.exception("an install was not taken", workspace=scene.workspace)
        return None

    async def _installation(self, activity: Activity, scene: Scene) -> None:
        """Take that the app was added or removed; only this greets, since Teams tells it twice."""
        action, who = activity.get("action"), await self._contacts.who(activity, scene)
        if action == "remove":
            if scene.kind != "personal":
                await self._newsroom.taken_out(scene)
            elif who is not None:
                await self._newsroom.uninstalled(scene, who)
            return
        await self._contacts.remember(scene, who)
        if action != "add" or who is None:
            return
        await self._newsroom.installed(activity, scene, who)
        self._spaces.add(scene.workspace)
        if scene.kind == "channel":
            self._tasks.start(self._arrived(scene, who))

    async def _arrived(self, scene: Scene, who: Person) -> None:
        """Offer to set a program up where the app was added, and get to know the team."""
        name = GENERAL
        team = await self._contacts.of(scene.team) if scene.team else None
        if team is not None:
            channels = await self._newsroom.channels(team)
            name = next((one.name for one in channels if one.id == scene.conversation), GENERAL)
        act = acts.brought(scene, who, name)
        await self._give(act, await thought(self._handle, act.incoming))
        await self._newsroom.everybody(scene.workspace)

    async def _once(self, activity: Activity, scene: Scene) -> Answer:
        """Return the answer to an invoke, the same one when it comes again."""
        who = activity.get("from")
        key = (scene.key, str(who.get("id")) if isinstance(who, dict) else "")
        work = self._invokes.get(key)
        if work is None:
            work = self._tasks.start(self._safely(activity, scene))
            if scene.key:
                self._invokes[key] = work
            if len(self._invokes) > INVOKES:
                self._invokes.pop(next(iter(self._invokes)))
        return await asyncio.shield(work)

    async def _safely(self, activity: Activity, scene: Scene) -> Answer:
        """Return the answer to an invoke, a sentence when there can be none."""
        in_card = activity.get("name") == "adaptiveCard/action"
        try:
            return await self._invoked(activity, scene, in_card=in_card)
        except Unreadable as error:
            log.info("teams sent what cannot be read", what=str(error))
            return invokes.said(invokes.UNKNOWN, in_card=in_card)
        except Exception:
            log.exception("an invoke failed")
            return invokes.said(SORRY, in_card=in_card)

    async def _invoked(self, activity: Activity, scene: Scene, *, in_card: bool) -> Answer:
        name = activity.get("name")
        if name not in ("adaptiveCard/action", "task/fetch", "task/submit"):
            return invokes.NOTHING
        who = await self._met(activity, scene)
        act = acts.pressed(activity, scene, who, invoked=True) if who else None
        if act is None:
            return invokes.said(invokes.UNKNOWN, in_card=in_card)
        act = await self._named(act)
        thinking = self._tasks.start(thought(self._handle, act.incoming))
        await asyncio.wait((thinking,), timeout=self._ready)
        if not thinking.done():
            self._tasks.start(self._late(act, thinking))
            return invokes.said(invokes.MOMENT, in_card=in_card)
        reply = thinking.result()
        if in_card:
            return await self._on_card(act, reply)
        if name == "task/submit" and isinstance(act.incoming, Filled):
            return await self._on_form(act, reply)
        if name == "task/fetch" and isinstance(reply, Replace) and act.origin.card:
            self._tasks.start(self._give(act, reply))
            return invokes.said(reply.message.title or invokes.NOTED, in_card=False)
        return await self._in_dialog(act, reply)

    async def _on_card(self, act: Act, reply: Reply) -> Answer:
        """Answer Action.Execute: in place of the card, or by a line that says where the answer is."""
        origin = act.origin
        there = invokes.BELOW if origin.personal else answers.ANSWERED
        match reply:
            case Replace(message):
                activity = await self._answers.card(origin, message)
                if origin.card and not origin.targeted:
                    # an invoke's answer is seen by one person, until they look again
                    self._tasks.start(self._answers.update(origin, activity))
                return invokes.card(activity)
            case Say(message):
                said = await self._apart(act, self._answers.privately(origin, message))
                return invokes.said(said or there, in_card=True)
            case Ask(form, errors):
                said = await self._apart(act, self._answers.ask(origin, form, errors))
                return invokes.said(said or invokes.QUESTIONS, in_card=True)
            case Quiet():
                return invokes.said(invokes.NOTED, in_card=True)
            case _:
                assert_never(reply)

    async def _on_form(self, act: Act, reply: Reply) -> Answer:
        """Answer a form sent off from a dialog: the dialog again with what is wrong, or closed."""
        if isinstance(reply, Ask):
            return await self._in_dialog(act, reply)
        if isinstance(reply, Say) and not act.origin.personal:
            said = await self._apart(act, self._answers.privately(act.origin, reply.message))
            return invokes.said(said or answers.ANSWERED, in_card=False)
        self._tasks.start(self._give(act, reply))
        return invokes.NOTHING

    async def _in_dialog(self, act: Act, reply: Reply) -> Answer:
        """Show in a dialog what a button there, or one that opens it, is answered with."""
        origin = act.origin
        match reply:
            case Ask(form, errors):
                shown = await self._sending.form(origin.scene.workspace, form, errors, {})
                return invokes.dialog(form.title, shown, origin)
            case Say(message) | Replace(message):
                shown = await self._answers.card(origin, message)
                return invokes.dialog(message.title, shown, origin)
            case Quiet():
                return invokes.said(invokes.NOTED, in_card=False)
            case _:
                assert_never(reply)

    async def _apart(self, act: Act, giving: Coroutine[Any, Any, bool]) -> str:
        """Give an answer in our own chat; return what is to be said where the person acted, "" when it is there."""
        work = self._tasks.start(giving)
        await asyncio.wait((work,), timeout=THEREUPON)
        if not work.done():
            self._tasks.start(self._or_tell(act, work))
            return invokes.MOMENT
        return "" if work.result() else answers.NO_CHAT

    async def _or_tell(self, act: Act, work: "asyncio.Task[bool]") -> None:
        if not await work and not act.origin.personal:
            await self._answers.here(act.origin, answers.NO_CHAT)

    async def _late(self, act: Act, thinking: "asyncio.Task[Reply]") -> None:
        await self._give(act, await thinking)

    async def _give(self, act: Act, reply: Reply) -> None:
        """Bring a reply back; what fails on our side is said."""
        try:
            await self._answers.give(act.origin, reply)
        except Exception:
            log.exception("an answer failed")
            await self._answers.here(act.origin, SORRY)
