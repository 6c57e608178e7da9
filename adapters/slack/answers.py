"""How a reply gets back to the person: by the response URL, in a conversation, as a form, or on the Home tab."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import assert_never

import structlog

from adapters import promises
from adapters.slack import acts, blocks, modals
from adapters.slack.acts import Origin
from adapters.slack.api import Json, SlackApi
from adapters.slack.errors import Trouble
from adapters.slack.installs import Install
from adapters.slack.newer import REFUSED, Newer
from facilitation.talk import frame
from facilitation.talk.forms import Form
from facilitation.talk.incoming import Ask, Quiet, Replace, Reply, Say
from facilitation.talk.messages import Button, Message, buttons, text
from facilitation.talk.phrases import Phrase
from facilitation.talk.readers import Reader

log = structlog.get_logger(__name__)

PATIENCE = 60.0
"""The longest that an answer waits when Slack asks it to."""
LATE = frozenset(
    ("expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged")
)
LATE |= frozenset(("invalid_trigger_id", "invalid_trigger"))
SWITCHES: Json = {"unfurl_links": False, "unfurl_media": False}


class Answers:
    """Brings replies back; each call ends quietly, whatever Slack makes of it."""

    def __init__(self, api: SlackApi, newer: Newer) -> None:
        """Answer by way of this API, with what of `newer` a workspace takes."""
        self._api = api
        self._newer = newer

    async def give(self, install: Install, origin: Origin, reply: Reply, line: str = "") -> None:
        """Do what the reply says, after the ack; `line` is what a form's button would say again."""
        match reply:
            case Say(message):
                await self.privately(install, origin, message)
            case Replace(message):
                await self.instead(install, origin, message)
            case Ask(form, errors):
                await self.ask(install, origin, form, errors, line)
            case Quiet():
                pass
            case _:
                assert_never(reply)

    async def privately(self, install: Install, origin: Origin, message: Message) -> bool:
        """Say it to this person alone, as near to where they are as Slack allows; return whether it got there."""
        return await self._shown(
            install, message, lambda shown: self._nearest(install, origin, shown)
        )

    async def instead(self, install: Install, origin: Origin, message: Message) -> None:
        """Put it in place of the card that was acted on; say it where there is none."""
        if not origin.card:
            await self.privately(install, origin, message)
            return
        if not await self._shown(
            install, message, lambda shown: self._in_place(install, origin, shown)
        ):
            await self.privately(install, origin, message)

    async def late(
        self, install: Install, origin: Origin, reply: Reply, line: str, at: datetime
    ) -> bool:
        """Bring an answer that was interrupted to where it was due, else to this person alone, with why.

        Return whether it got there.
        """
        match reply:
            case Say(message) | Replace(message):
                pass
            case Ask(form):
                message = _button(form, line, frame.INTERRUPTED, frame.OPEN_FORM)
            case Quiet():
                return True
            case _:
                assert_never(reply)
        if isinstance(reply, Replace) and origin.card:
            if await self._shown(
                install, message, lambda shown: self._in_place(install, origin, shown)
            ):
                return True
        elif origin.response_url and await self._shown(
            install, message, lambda shown: self._by_url(origin, shown)
        ):
            return True
        alone = acts.alone(install, origin.user)
        return await self.privately(install, alone, promises.late(message, at))

    async def ask(
        self, install: Install, origin: Origin, form: Form, errors: Mapping[str, str], line: str
    ) -> None:
        """Open a form; where that is not possible, or no longer, offer a button that does."""
        if not origin.trigger:
            await self.privately(
                install, origin, _button(form, line, frame.BY_BUTTON, frame.OPEN_FORM)
            )
            return
        form = form.about(origin.about)
        view = {**modals.render(form, errors), "callback_id": acts.callback(origin)}
        try:
            await self._api.call(
                install.bot_token, "views.open", trigger_id=origin.trigger, view=view
            )
        except Trouble as trouble:
            late = trouble.code in LATE
            tell = log.info if late else log.warning
            tell("slack form not opened", error=trouble.code, detail=trouble.detail)
            said = frame.TOO_LATE if late else frame.NOT_OPENED
            await self.privately(install, origin, _button(form, line, said, frame.TRY_AGAIN))

    async def on_home(self, install: Install, user: str, message: Message) -> None:
        """Show the message on a person's Home tab."""
        view = {"type": "home", "blocks": blocks.render(message)["blocks"]}
        with suppress(Trouble):
            await self._try(install.bot_token, "views.publish", user_id=user, view=view)

    async def change_form(self, install: Install, view_id: str, view: Json) -> None:
        """Put another view in place of an open form."""
        with suppress(Trouble):
            await self._try(install.bot_token, "views.update", view_id=view_id, view=view)

    async def _shown(
        self, install: Install, message: Message, send: Callable[[Json], Awaitable[bool]]
    ) -> bool:
        """Return whether what `send` does with a message got there; once more where newer blocks are refused."""

        def post(using: frozenset[str]) -> Awaitable[bool]:
            return send(blocks.render(message, using=using))

        try:
            return await self._newer.post(install.workspace, message, post)
        except Trouble as trouble:
            log.warning("slack took no answer", error=trouble.code, detail=trouble.detail)
            return False

    async def _nearest(self, install: Install, origin: Origin, shown: Json) -> bool:
        if origin.response_url and await self._by_url(origin, shown):
            return True
        token, thread = install.bot_token, origin.thread or None
        if origin.channel.startswith("D"):
            post = {"channel": origin.channel, "thread_ts": thread, **shown, **SWITCHES}
            if await self._try(token, "chat.postMessage", **post):
                return True
        elif origin.channel:
            whisper = {"channel": origin.channel, "user": origin.user, "thread_ts": thread}
            if await self._try(token, "chat.postEphemeral", **whisper, **shown):
                return True
        # a person's id stands for the conversation with them
        post = {"channel": origin.user, **shown, **SWITCHES}
        return bool(await self._try(token, "chat.postMessage", **post))

    async def _in_place(self, install: Install, origin: Origin, shown: Json) -> bool:
        url = origin.response_url
        if url and await self._post(url, {"replace_original": True, **shown}):
            return True
        place = {"channel": origin.channel, "ts": origin.card}
        if origin.fleeting:
            return False
        return bool(await self._try(install.bot_token, "chat.update", **place, **shown))

    async def _by_url(self, origin: Origin, shown: Json) -> bool:
        # in the bot's own conversation an answer may stay; anywhere else only this person may see it
        ours = origin.channel.startswith("D") and bool(origin.card) and not origin.fleeting
        payload = {
            "response_type": "in_channel" if ours else "ephemeral",
            "replace_original": False,
            **shown,
            **SWITCHES,
        }
        if origin.thread:
            payload["thread_ts"] = origin.thread
        return await self._post(origin.response_url, payload)

    async def _post(self, url: str, payload: Json) -> bool:
        for last in (False, True):
            try:
                await self._api.respond(url, payload)
            except Trouble as trouble:
                if trouble.code == REFUSED:
                    raise
                if last or not await _worth_waiting(trouble):
                    log.info("slack response url failed", error=trouble.code)
                    return False
            else:
                return True
        return False

    async def _try(self, token: str, method: str, **given: object) -> Json | None:
        """Return the answer, after one wait where Slack asks for it; None when it cannot be done."""
        for last in (False, True):
            try:
                return await self._api.call(token, method, **given)
            except Trouble as trouble:
                if trouble.code == REFUSED:
                    raise
                if last or not await _worth_waiting(trouble):
                    log.info(
                        "slack call failed",
                        method=method,
                        error=trouble.code,
                        detail=trouble.detail,
                    )
                    return None
        return None


async def _worth_waiting(trouble: Trouble) -> bool:
    if trouble.code != "ratelimited" or (trouble.retry_after or 1.0) > PATIENCE:
        return False
    await asyncio.sleep(trouble.retry_after or 1.0)
    return True


def _button(form: Form, line: str, said: Phrase, again: Phrase) -> Message:
    message = Message(form.title, (text(said), buttons(Button(again, line, "primary"))))
    return Reader(form.language).message(message)
