"""What Teams tells us, taken to the core, and the answer that goes back in time.

A message is acknowledged when the core has done its work, durably, or when it is durable that it will (`promises`);
what it is answered comes apart from that. An invoke is answered in place within the three seconds that Teams shows
patience, or told to wait.
"""

import asyncio
import json
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Any

import structlog

from adapters import promises, reading
from adapters.door import Door
from adapters.promises import Promise, Promises
from adapters.reading import Unreadable
from adapters.tasks import Tasks
from adapters.teams import acts, ids, invokes, scenes
from adapters.teams.acts import Act
from adapters.teams.answers import Answers
from adapters.teams.contacts import GENERAL, Contacts
from adapters.teams.inplace import InPlace
from adapters.teams.news import Newsroom, by_itself, zone_of
from adapters.teams.offers import INVOKED as OFFERED
from adapters.teams.offers import Offers
from adapters.teams.overhearing import TAKEN, Overhearing
from adapters.teams.scenes import Activity, Person, Scene
from adapters.teams.sending import Sending
from adapters.teams.transport.model import Answer
from adapters.thinking import CROWD, READY, SHORTLY, sorry, thought
from facilitation.talk import frame
from facilitation.talk.incoming import Reply, Say, Sender

log = structlog.get_logger(__name__)

Giving = asyncio.Task[None]
Thinking = Coroutine[Any, Any, Reply]
AGAIN = (0.5, 2.0, 8.0, 30.0)
"""Seconds after which an install that could not be taken is tried again."""
INVOKED = ("adaptiveCard/action", "task/fetch", "task/submit", acts.FETCHED, acts.SUBMITTED)
INVOKES = 256
"""How many invokes are remembered, so that one that comes again gets the same answer."""


class Listeners:
    """Takes activities that are known to be Microsoft's; belongs to one event loop."""

    def __init__(
        self,
        door: Door,
        newsroom: Newsroom,
        contacts: Contacts,
        sending: Sending,
        given: Answers,
        offers: Offers,
        tasks: Tasks,
        promised: Promises,
        now: Callable[[], datetime],
        overhearing: Overhearing,
        ready: float = READY,
    ) -> None:
        """Take what is done through `door`, and replies back by `given`; files come and go by `offers`."""
        self._door = door
        self._newsroom = newsroom
        self._contacts = contacts
        self._sending = sending
        self._answers = given
        self._offers = offers
        self._tasks = tasks
        self._promises = promised
        self._now = now
        self._overhearing = overhearing
        self._ready = ready
        self._in_place = InPlace(given, sending, tasks, self._give, door.tongues)
        self._in_hand: set[asyncio.Task[Giving | None]] = set()
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
            case kind if kind in TAKEN:
                scene = scenes.read(activity)
                if await self._overhearing.drops(activity, scene):
                    return None
                work = self._tasks.start(self._said(activity, scene))
                self._in_hand.add(work)
                work.add_done_callback(self._in_hand.discard)
                patience = SHORTLY if len(self._in_hand) > CROWD else self._ready
                await self._durably(work, patience, activity, scene)
            case "invoke":
                return await self._once(activity, scenes.read(activity))
            case "installationUpdate":
                scene = scenes.read(activity)
                work = self._tasks.start(self._surely(activity, scene))
                await self._durably(work, self._ready, activity, scene)
            case "conversationUpdate":
                scene = scenes.read(activity)
                await asyncio.to_thread(self._contacts.remember, scene, None)
                work = self._tasks.start(self._newsroom.update(activity, scene))
                await self._durably(work, self._ready, activity, scene)
            case _:
                pass
        return None

    async def _durably(
        self, work: "asyncio.Task[Giving | None]", patience: float, activity: Activity, scene: Scene
    ) -> None:
        """Return when some work is done, or when it is durable that it will be."""
        promise = await self._promises.in_time(
            work, patience, lambda: self._promise(activity, scene)
        )
        if promise is not None:
            self._tasks.start(self._kept(work, promise))

    async def _kept(self, work: "asyncio.Task[Giving | None]", promise: Promise) -> None:
        await asyncio.wait((work,))
        if (giving := work.result()) is not None:
            await giving
        self._promises.kept(promise)

    def _promise(self, activity: Activity, scene: Scene) -> Promise:
        """Return an activity as what may be acknowledged before it is carried out."""
        member = _member(activity, scene)
        to_us = scene.kind == "personal" or activity.get("entities")
        waits = activity.get("type") == "invoke" or (activity.get("type") == "message" and to_us)
        return Promise(
            workspace=scene.workspace,
            key=scene.key,
            member=member if waits else "",
            what=json.dumps(activity),
            at=self._now(),
        )

    async def redeem(self, promise: Promise) -> bool:
        """Carry out what a process acknowledged that has died since; return whether nothing is left to do."""
        await self._promises.begin(promise)
        if (said := promises.instead(promise)) is not None:
            by = Sender(workspace=promise.workspace, member=promise.member)
            read = (await self._door.tongues.of(by)).message(said)
            return not by.member or await self._answers.alone(by.workspace, by.member, read)
        activity = json.loads(promise.what)
        scene = scenes.read(activity)
        match activity.get("type"):
            case "installationUpdate":
                await self._surely(activity, scene)
            case "conversationUpdate":
                await self._newsroom.update(activity, scene)
            case "invoke" if activity.get("name") == OFFERED:
                await self._taking(activity, scene)
            case _:
                asked = await self._asked(activity, scene)
                if asked is not None:
                    act, reply = asked[0], await asked[1]
                    if isinstance(reply, Say):
                        reply = Say(promises.late(reply.message, promise.at))
                    await self._give(act, reply)
        return True

    async def _said(self, activity: Activity, scene: Scene) -> "Giving | None":
        """Take a message, a button's press that comes as one, or a reaction; return the giving of the answer."""
        try:
            asked = await self._asked(activity, scene)
            if asked is not None:
                act, thinking = asked
                return self._tasks.start(self._give(act, await thinking))
        except Unreadable as error:
            log.info("teams sent what cannot be read", what=str(error))
        except Exception as error:
            log.exception("a message did not get to the core", workspace=scene.workspace)
            if scene.kind == "personal" and activity.get("type") == "message":
                said = await self._words(sorry(error), activity, scene)
                await self._answers.plainly(scene.address, said)
        return None

    async def _asked(self, activity: Activity, scene: Scene) -> tuple[Act, Thinking] | None:
        """Return what somebody did, who is remembered, and the core's reply to come; None for nothing to us."""
        who = await self._contacts.who(activity, scene)
        if who is None:
            return None
        remember = partial(self._contacts.remember, scene, who)
        # what a channel is called may be told by this very activity, and an invoke has no time to fail late
        ahead = scene.kind != "personal" or activity.get("type") != "message"
        first = ahead and await asyncio.to_thread(remember)
        if scene.workspace not in self._spaces:
            await self._newsroom.people(scene.workspace, (), zone_of(activity))
            self._spaces.add(scene.workspace)
        act = await self._act(activity, scene, who)
        if act is None:
            if not ahead:
                await asyncio.to_thread(remember)
            return None
        asking = self._door.ask(
            act.incoming,
            partial(self._newsroom.look_up, activity, scene, who),
            meet=(lambda: first) if ahead else remember,
            otherwise=by_itself(activity, scene, who),
        )
        return act, thought(act.incoming, asking, self._door.tongues)

    async def _act(self, activity: Activity, scene: Scene, who: Person) -> Act | None:
        """Return what somebody did; None for nothing to us."""
        act = acts.done(activity, scene, who)
        if act is None and activity.get("type") == "message" and scene.kind == "personal":
            answers = await self._offers.opened(activity)
            act = None if answers is None else acts.laid(activity, scene, who, answers)
        if act is None and activity.get("type") == "message":
            known = await self._contacts.known(activity, scene)
            act = acts.said(activity, scene, who, known)
        return None if act is None else await self._named(act)

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
        await asyncio.to_thread(self._contacts.remember, scene, who)
        if action != "add" or who is None:
            return
        await self._newsroom.installed(activity, scene, who)
        self._spaces.add(scene.workspace)
        if scene.kind == "channel":
            self._tasks.start(self._arrived(activity, scene, who))

    async def _arrived(self, activity: Activity, scene: Scene, who: Person) -> None:
        """Offer to set a program up where the app was added, and get to know the team."""
        names = await self._newsroom.there(scene) if scene.team else {}
        name = names.get(scene.conversation, GENERAL)
        act = acts.brought(scene, who, name)
        looking_up = partial(self._newsroom.look_up, activity, scene, who)
        asking = self._door.ask(act.incoming, looking_up)
        await self._give(act, await thought(act.incoming, asking, self._door.tongues))
        await self._newsroom.everybody(scene.workspace, who.member)

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
            said: str = frame.UNKNOWN
        except Exception as error:
            log.exception("an invoke failed")
            said = sorry(error)
        return invokes.said(await self._words(said, activity, scene), in_card=in_card)

    async def _words(self, said: str, activity: Activity, scene: Scene) -> str:
        """Return words of ours as whoever did something reads them."""
        try:
            member = _member(activity, scene)
        except Unreadable:
            member = ""
        by = Sender(workspace=scene.workspace, member=member, locale=scene.locale)
        return (await self._door.tongues.of(by)).words(said)

    async def _invoked(self, activity: Activity, scene: Scene, *, in_card: bool) -> Answer:
        name = activity.get("name")
        if name == OFFERED:
            taking = self._tasks.start(self._taking(activity, scene))
            await self._durably(taking, self._ready, activity, scene)
            return invokes.NOTHING
        if name not in INVOKED:
            return invokes.NOTHING
        asked = await self._asked(activity, scene)
        if asked is None:
            raise Unreadable("nothing that we know")
        act, thinking = asked[0], self._tasks.start(asked[1])
        promise = await self._promises.in_time(
            thinking, self._ready, lambda: self._promise(activity, scene)
        )
        if promise is not None:
            self._tasks.start(self._late(act, thinking, promise))
            reader = await self._door.tongues.of(act.incoming.by)
            return invokes.said(reader.words(frame.MOMENT), in_card=in_card)
        return await self._in_place.answer(name, act, thinking.result())

    async def _taking(self, activity: Activity, scene: Scene) -> None:
        """Take what somebody says to the offer of a file; what fails on our side is said."""
        try:
            who = await self._contacts.who(activity, scene)
            if who is not None:
                by = acts.sender(scene, who)
                reader = await self._door.tongues.of(by)
                await self._offers.answered(activity, scene, who, reader)
        except Unreadable as error:
            log.info("teams sent what cannot be read", what=str(error))
        except Exception:
            log.exception("an offer of a file failed")
            await self._answers.plainly(scene.address, frame.SORRY)

    async def _late(self, act: Act, thinking: asyncio.Task[Reply], promise: Promise) -> None:
        await self._give(act, await thinking)
        self._promises.kept(promise)

    async def _give(self, act: Act, reply: Reply) -> None:
        """Bring a reply back; what fails on our side is said."""
        try:
            await self._answers.give(act.origin, reply)
        except Exception:
            log.exception("an answer failed")
            reader = await self._door.tongues.of(act.incoming.by)
            await self._answers.here(act.origin, reader.words(frame.SORRY))


def _member(activity: Activity, scene: Scene) -> str:
    """Return who did it, empty where it does not say."""
    who = reading.text(reading.part(activity, "from"), "aadObjectId")
    return ids.member(scene.workspace, who) if who else ""
