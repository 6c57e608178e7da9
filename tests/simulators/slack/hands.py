"""What people do in Slack: type, press, choose, fill in, look; each returns what they then saw."""

import asyncio
import re
from collections.abc import Callable
from typing import Any, Literal

from tests.simulators.slack import checks, forms, payloads
from tests.simulators.slack.methods import views
from tests.simulators.slack.model import Channel, Json, Message, SlackError, User, View, elements_of
from tests.simulators.slack.requests import Requests
from tests.simulators.slack.sender import Answer

PATIENCE = 5.0
"""Seconds in which somebody sees an answer, or sees that there is none."""
LONG_PATIENCE = 20.0
"""Seconds for what must come: how fast it does is for a benchmark to say, and machines are busy."""


class Refused(AssertionError):
    """The app's answer is none that Slack takes; the person would see an error."""


class Hands(Requests):
    """The hands of everyone in the simulated Slack."""

    subscribed = frozenset(("app_mention", "message.im", "message.mpim"))
    """What the app asked to be told; with `message.channels` and `message.groups` also what is said in channels."""

    async def says(
        self,
        user: User,
        text: str,
        *,
        channel: Channel | None = None,
        thread: Message | None = None,
        escape: bool = True,
        patience: float = PATIENCE,
        **how: Any,
    ) -> Answer:
        """Type a slash command or a message (`@peerloop` in it is a mention); by default to the bot alone."""
        channel = channel or self.direct(user)
        since = len(self.world.shown)
        written = escaped(user, text, command=text.startswith("/")) if escape else text
        if text.startswith("/"):
            assert thread is None, "Slack has no slash commands in threads"
            name, _, rest = written.partition(" ")
            answer = await self.send_slash(user, rest, channel=channel, command=name, **how)
            self._show_ack(user, channel, answer)
        else:
            answer = await self._writes(user, channel, written, thread, how)
        return await self._after(user, answer, since, patience)

    async def drops(
        self,
        user: User,
        name: str,
        body: bytes,
        text: str = "",
        *,
        patience: float = PATIENCE,
        **file: Any,
    ) -> Answer:
        """Send a file to the bot alone, with some words perhaps; `file` changes what the app is told of it."""
        channel, since = self.direct(user), len(self.world.shown)
        message = Message(channel, self.world.ts(), user.id, text, via="typed")
        channel.messages.append(message)
        path = f"/files-pri/{user.team.id}-F{len(self.world.files) + 1}/download/{name}"
        self.world.files[path] = body
        shown = {
            "id": path.split("-")[-1].split("/")[0],
            "name": name,
            "mimetype": "text/plain",
            "size": len(body),
            "user": user.id,
            "url_private": self.world.url + path.replace("/download", ""),
            "url_private_download": self.world.url + path,
            **file,
        }
        told = {**payloads.said(message), "subtype": "file_share", "files": [shown]}
        return await self._after(user, await self.send_event(user, told), since, patience)

    async def edits(self, user: User, message: Message, text: str, **how: Any) -> Answer:
        """Change a message that the person wrote."""
        before = message.shape()
        message.text, message.edits = text, message.edits + 1
        now = {**message.shape(), "edited": {"user": user.id, "ts": self.world.ts()}}
        changed = {"subtype": "message_changed", "message": now, "previous_message": before}
        return await self._changes(user, message, changed, how)

    async def deletes(self, user: User, message: Message, **how: Any) -> Answer:
        """Delete a message that the person wrote."""
        before, message.deleted = message.shape(), True
        gone = {
            "subtype": "message_deleted",
            "deleted_ts": message.ts,
            "previous_message": before,
        }
        return await self._changes(user, message, gone, how)

    def reacts(self, user: User, message: Message, name: str = "thumbsup") -> None:
        """React to a message, or take that back; the app is not told, and may read it."""
        given = message.reactions.setdefault(name, [])
        if user.id in given:
            given.remove(user.id)
        else:
            given.append(user.id)
        if not given:
            del message.reactions[name]

    async def presses(
        self,
        user: User,
        where: Message | View,
        label: str,
        *,
        patience: float = PATIENCE,
        **how: Any,
    ) -> Answer:
        """Press the button with this label, or choose the option with this text."""
        return await self._acts(user, where, action_for(where, label), patience, how)

    async def chooses(
        self,
        user: User,
        where: Message | View,
        option: str,
        *,
        patience: float = PATIENCE,
        **how: Any,
    ) -> Answer:
        """Choose the option with this text or value from a menu."""
        return await self._acts(user, where, action_for(where, option, "menu"), patience, how)

    async def submits(
        self,
        user: User,
        view: View,
        filled: forms.Filled | None = None,
        *,
        patience: float = PATIENCE,
        **how: Any,
    ) -> Answer:
        """Fill a modal in and submit it; with errors it stays open and nothing else is waited for."""
        assert not view.closed, "that form is closed"
        since = len(self.world.shown)
        values = forms.values(view, filled or {})
        answer = await self.send_view_submission(user, view, values, **how)
        if answer.ok:
            self._after_submission(view, answer)
        if answer.errors:
            return answer
        return await self._after(user, answer, since, patience)

    async def closes(self, user: User, view: View, **how: Any) -> Answer:
        """Close a modal; the app hears of it when it asked to."""
        view.closed = True
        if not view.payload.get("notify_on_close"):
            return Answer(200)
        payload = payloads.closing(self.world, user, view)
        return await self.sender.send("interactive", payload, **how)

    async def uses_shortcut(
        self,
        user: User,
        callback: str,
        message: Message | None = None,
        *,
        patience: float = PATIENCE,
        **how: Any,
    ) -> Answer:
        """Use a shortcut: a global one, or one on a message."""
        since = len(self.world.shown)
        answer = await self.send_shortcut(user, callback, message, **how)
        return await self._after(user, answer, since, patience)

    async def opens_home(self, user: User, *, patience: float = PATIENCE, **how: Any) -> View:
        """Open the app's home tab and return it once it is published."""
        since = len(self.world.shown)
        inner: Json = {"type": "app_home_opened", "user": user.id, "tab": "home"}
        inner["channel"] = self.direct(user).id
        if known := user.team.homes.get(user.id):
            inner["view"] = known.shape()
        await self.send_event(user, inner, **how)
        await self.until(lambda: any(isinstance(v, View) for v in self.seen(user, since)), patience)
        return user.team.homes[user.id]

    def seen(self, user: User, since: int = 0) -> list[Message | View]:
        """Return what the person saw since that place in `world.shown`."""
        return self.world.seen(user, since)

    async def until(self, check: Callable[[], Any], patience: float = LONG_PATIENCE) -> Any:
        """Wait until the check finds something and return it; fails the test when it never does."""
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while not (found := check()):
            assert loop.time() < end, f"it did not happen within {patience:g} s"
            await asyncio.sleep(0.005)
        return found

    async def _writes(
        self, user: User, channel: Channel, text: str, thread: Message | None, how: Json
    ) -> Answer:
        ts = (thread.thread_ts or thread.ts) if thread else ""
        message = Message(channel, self.world.ts(), user.id, text, thread_ts=ts, via="typed")
        channel.messages.append(message)
        if user.team.bot.id not in channel.members:
            return Answer(200)
        answer, said = Answer(200), payloads.said(message)
        if self._tells(channel):
            answer = await self.send_event(user, said, **how)
        mentioned = f"<@{user.team.bot.id}>" in text and channel.kind != "im"
        if mentioned and "app_mention" in self.subscribed:
            inner = {**said, "type": "app_mention"}
            del inner["channel_type"]
            answer = await self.send_event(user, inner, **how)
        return answer

    async def _changes(self, user: User, message: Message, changed: Json, how: Json) -> Answer:
        """Tell the app that a message changed, where it asked to be told of such conversations."""
        channel = message.channel
        if not self._tells(channel):
            return Answer(200)
        told = {"type": "message", "channel": channel.id, "channel_type": channel.short_kind}
        inner = {**told, "ts": self.world.ts(), "hidden": True, **changed}
        return await self.send_event(user, inner, **how)

    def _tells(self, channel: Channel) -> bool:
        kinds = {"public": "channels", "private": "groups"}
        return f"message.{kinds.get(channel.kind, channel.kind)}" in self.subscribed

    async def _acts(
        self, user: User, where: Message | View, action: Json, patience: float, how: Json
    ) -> Answer:
        since = len(self.world.shown)
        answer = await self.send_action(user, where, action, **how)
        return await self._after(user, answer, since, patience)

    async def _after(self, user: User, answer: Answer, since: int, patience: float) -> Answer:
        """Wait until the person sees something, and return the answer with it."""
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while answer.ok and loop.time() < end and not self.seen(user, since):
            await asyncio.sleep(0.005)
        seen = tuple(self.seen(user, since))
        return Answer(answer.status, answer.text, answer.headers, answer.seconds, seen)

    def _show_ack(self, user: User, channel: Channel, answer: Answer) -> None:
        body = answer.body or ({"text": answer.text} if answer.text.strip() else {})
        if not answer.ok or not (body.get("text") or body.get("blocks")):
            return
        try:
            text, blocks = checks.text_of(body), self.world.blocks(body)
        except SlackError as error:
            raise Refused(f"the ack: {error.error} {error.more}") from error
        everyone = body.get("response_type") == "in_channel"
        reader, bot = "" if everyone else user.id, user.team.bot.id
        message = Message(channel, self.world.ts(), bot, text, blocks or [], to=reader, via="ack")
        if everyone:
            channel.messages.append(message)
        self.world.show(message, reader)

    def _after_submission(self, view: View, answer: Answer) -> None:
        action = answer.body.get("response_action")
        try:
            match action:
                case "errors":
                    strange = set(answer.errors) - set(view.fields)
                    if strange or not answer.errors:
                        raise Refused(f"errors for {sorted(strange)}, fields are {view.fields}")
                case "update":
                    payload = checks.view_of(answer.body.get("view"), "modal")
                    views.change(self.world, view, payload)
                case "push":
                    payload = checks.view_of(answer.body.get("view"), "modal")
                    views.add(self.world, view.team, view.user, payload, view)
                case "clear":
                    for one in view.team.views.values():
                        one.closed = one.closed or one.root == view.root
                case None if not answer.text.strip() or not answer.body:
                    view.closed = True
                case _:
                    raise Refused(f"an ack of a submission with {answer.text}")
        except SlackError as error:
            raise Refused(f"the ack: {error.error} {error.more}") from error


def escaped(user: User, text: str, *, command: bool) -> str:
    """Return typed text as Slack passes it on: escaped, people and channels by their ids, links marked."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    named = {one.name: one for one in user.team.channels.values() if one.name}

    def person(found: re.Match[str]) -> str:
        known = user.team.handles.get(found[1])
        if known is None:
            return found[0]
        return f"<@{known.id}|{known.handle}>" if command else f"<@{known.id}>"

    def channel(found: re.Match[str]) -> str:
        known = named.get(found[1])
        return f"<#{known.id}|{known.name}>" if known else found[0]

    text = re.sub(r"(?<![\w<])@([\w.-]*\w)", person, text)
    text = re.sub(r"(?<![\w<&])#([\w-]+)", channel, text)
    return re.sub(r"(?<![\w<|])(https?://[^\s<>]+)", r"<\1>", text)


def action_for(where: Message | View, label: str, kind: Literal["any", "menu"] = "any") -> Json:
    """Return the action of the button with this label, or of the menu's option; fails the test without one."""
    elements = list(elements_of(where.blocks))
    for one in elements:
        if kind == "any" and one["type"] == "button" and one["text"]["text"] == label:
            return payloads.chosen(one)
    for one in elements:
        for option in forms.options_of(one) if one["type"] == "static_select" else ():
            if label in (option["text"]["text"], option["value"]):
                return payloads.chosen(one, option)
    raise AssertionError(f"no “{label}” to press in:\n{where.words}\nbuttons: {where.buttons}")
