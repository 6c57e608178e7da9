"""How an invoke is answered in place: the card that was acted on, a dialog, or a line that says where the answer is."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, assert_never

from adapters.tasks import Tasks
from adapters.teams import invokes
from adapters.teams.acts import Act
from adapters.teams.answers import Answers
from adapters.teams.sending import Sending
from adapters.teams.transport.model import Answer
from adapters.tongues import Tongues
from facilitation.talk import frame
from facilitation.talk.incoming import Ask, Filled, Quiet, Replace, Reply, Say
from facilitation.talk.phrases import Phrase

THEREUPON = 0.7
"""Seconds that an answer in our own chat may take, on top, for an invoke to be told that it is there."""


Said = Say | Replace | Ask
SUBMITS = ("task/submit", "composeExtension/submitAction")


class InPlace:
    """Answers invokes."""

    def __init__(
        self,
        given: Answers,
        sending: Sending,
        tasks: Tasks,
        give: Callable[[Act, Reply], Coroutine[Any, Any, None]],
        tongues: Tongues,
    ) -> None:
        """Bring by `give` what cannot be shown in place."""
        self._tongues = tongues
        self._answers = given
        self._sending = sending
        self._tasks = tasks
        self._give = give

    async def answer(self, name: object, act: Act, reply: Reply) -> Answer:
        """Return the answer to an invoke of that name."""
        if name == "adaptiveCard/action":
            return await self._on_card(act, reply)
        if name in SUBMITS and isinstance(act.incoming, Filled):
            return await self._on_form(act, reply)
        if (
            name == "task/fetch"
            and isinstance(reply, Replace)
            and act.origin.card
            and act.origin.personal
        ):
            self._tasks.start(self._give(act, reply))
            title = reply.message.title or _own(frame.NOTED, reply)
            return invokes.said(title, in_card=False)
        return await self._in_dialog(act, reply)

    async def _on_card(self, act: Act, reply: Reply) -> Answer:
        """Answer Action.Execute: in place of the card, or by a line that says where the answer is."""
        origin = act.origin
        match reply:
            case Replace(message):
                activity = await self._answers.card(origin, message)
                if origin.card and not origin.targeted:
                    # an invoke's answer is seen by one person, until they look again
                    self._tasks.start(self._answers.update(origin, activity))
                return invokes.card(activity)
            case Say(message):
                said = await self._apart(act, self._answers.privately(origin, message), reply)
                there = frame.BELOW if origin.personal else frame.ANSWERED
                return invokes.said(_own(said or there, reply), in_card=True)
            case Ask(form, errors):
                said = await self._apart(act, self._answers.ask(origin, form, errors), reply)
                return invokes.said(_own(said or frame.QUESTIONS, reply), in_card=True)
            case Quiet():
                return invokes.said(await self._noted(act), in_card=True)
            case _:
                assert_never(reply)

    async def _on_form(self, act: Act, reply: Reply) -> Answer:
        """Answer a form sent off from a dialog: the dialog again with what is wrong, or closed."""
        if isinstance(reply, Ask):
            return await self._in_dialog(act, reply)
        if isinstance(reply, Say | Replace) and not act.origin.personal and not act.origin.card:
            given = self._answers.privately(act.origin, reply.message)
            said = await self._apart(act, given, reply)
            return invokes.said(_own(said or frame.ANSWERED, reply), in_card=False)
        self._tasks.start(self._give(act, reply))
        return invokes.NOTHING

    async def _in_dialog(self, act: Act, reply: Reply) -> Answer:
        """Show in a dialog what a button there, or one that opens it, is answered with."""
        origin = act.origin
        match reply:
            case Ask(form, errors):
                form = form.about(origin.about)
                shown = await self._sending.form(origin.scene.workspace, form, errors, {})
                return invokes.dialog(form.title, shown, origin)
            case Say(message) | Replace(message):
                shown = await self._answers.card(origin, message)
                return invokes.dialog(message.title, shown, origin)
            case Quiet():
                return invokes.said(await self._noted(act), in_card=False)
            case _:
                assert_never(reply)

    async def _noted(self, act: Act) -> str:
        return (await self._tongues.of(act.incoming.by)).words(frame.NOTED)

    async def _apart(
        self, act: Act, giving: Coroutine[Any, Any, bool], reply: Said
    ) -> Phrase | None:
        """Give an answer in our own chat; return what is to be said where the person acted, None when it is there."""
        work = self._tasks.start(giving)
        await asyncio.wait((work,), timeout=THEREUPON)
        if not work.done():
            self._tasks.start(self._or_tell(act, work, reply))
            return frame.MOMENT
        return None if work.result() else frame.NO_CHAT

    async def _or_tell(self, act: Act, work: "asyncio.Task[bool]", reply: Said) -> None:
        if not await work and not act.origin.personal:
            await self._answers.here(act.origin, _own(frame.NO_CHAT, reply))


def _own(phrase: Phrase, reply: Said) -> str:
    """Return words of ours in the language of whoever a reply is for."""
    return phrase.said_in((reply.form if isinstance(reply, Ask) else reply.message).language)
