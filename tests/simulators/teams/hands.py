"""What people do in Teams: type, press, choose, fill in, react; each returns what they then saw."""

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from tests.simulators.teams import answers, forms, payloads, reading
from tests.simulators.teams.model import Conversation, Json, Message, Person
from tests.simulators.teams.sender import Answer, Dialog, Sender
from tests.simulators.teams.world import World

PATIENCE = 5.0
"""Seconds in which somebody sees an answer, or sees that there is none."""
LONG_PATIENCE = 20.0
"""Seconds for what must come: how fast it does is for a benchmark to say, and machines are busy."""


class Hands:
    """The hands of everyone in the simulated Teams."""

    world: World
    sender: Sender
    hears_all = False
    """Whether the bot is told of what does not mention it, by resource-specific consent."""

    async def says(
        self,
        person: Person,
        text: str,
        *,
        where: Conversation | Message | None = None,
        mention: bool = True,
        mentions: Iterable[Person] = (),
        targeted: bool = False,
        patience: float = PATIENCE,
    ) -> Answer:
        """Write a message; by default to the bot alone, elsewhere with a mention of it."""
        since = len(self.world.shown)
        message, activity = self._written(person, text, where, mention, mentions, targeted)
        personal = message.conversation.kind == "personal"
        told = personal or mention or targeted or self.hears_all
        if not message.conversation.bot or not told:
            return Answer(0, "the bot is not told")
        return await self._after(person, await self.sender.activity(activity), since, patience)

    async def drops(
        self,
        person: Person,
        name: str,
        body: bytes,
        *,
        url: str = "",
        patience: float = PATIENCE,
    ) -> Answer:
        """Send a file to the bot alone; its link is good for whoever has it, or leads to `url`."""
        since = len(self.world.shown)
        path = f"/personal/f{len(self.world.files) + 1}"
        self.world.files[path] = body
        made = self.activity(person, "")
        content = {
            "downloadUrl": url or f"{self.world.url}{path}?tempauth=t",
            "uniqueId": path.rsplit("/", 1)[-1],
            "fileType": name.rsplit(".", 1)[-1],
        }
        kind = "application/vnd.microsoft.teams.file.download.info"
        shared = f"https://contoso-my.sharepoint.com/personal/{name}"
        file = {"contentType": kind, "content": content, "contentUrl": shared, "name": name}
        made["attachments"] = [file]
        return await self._after(person, await self.sender.activity(made), since, patience)

    async def consents(
        self,
        person: Person,
        message: Message,
        *,
        accept: bool = True,
        url: str = "",
        context: Json | None = None,
        patience: float = PATIENCE,
    ) -> Answer:
        """Press Allow or Decline on the card of a file; its place in OneDrive is opened, or said to be at `url`."""
        (asked,) = message.activity["attachments"]
        content, since = asked["content"], len(self.world.shown)
        value: Json = {"type": "fileUpload", "action": "accept" if accept else "decline"}
        value["context"] = context or content["acceptContext" if accept else "declineContext"]
        if accept:
            path = f"/drive/{self.world.guid()}"
            self.world.sessions[path] = content["sizeInBytes"]
            value["uploadInfo"] = {
                "contentUrl": f"https://contoso-my.sharepoint.com/personal/{asked['name']}",
                "name": asked["name"],
                "uploadUrl": url or self.world.url + path,
                "uniqueId": self.world.guid(),
                "fileType": asked["name"].rsplit(".", 1)[-1],
            }
        name = "fileConsent/invoke"
        made = payloads.about(self.world, "invoke", person, message, name=name, value=value)
        return await self._after(person, await self.sender.activity(made), since, patience)

    def activity(
        self,
        person: Person,
        text: str,
        *,
        where: Conversation | Message | None = None,
        mention: bool = True,
    ) -> Json:
        """Return the activity of a message that is not sent."""
        return self._written(person, text, where, mention, (), False)[1]

    async def press(
        self,
        person: Person,
        message: Message,
        title: str,
        given: Mapping[str, forms.Given] | None = None,
        *,
        legacy: bool = False,
        patience: float = PATIENCE,
    ) -> Answer:
        """Press the button with this title, with these inputs; `legacy` is a client without Action.Execute."""
        action = action_for(message.card_for(person), title)
        return await self._act(person, message, action, given or {}, legacy, patience)

    async def choose(
        self, person: Person, message: Message, option: str, *, patience: float = PATIENCE
    ) -> Answer:
        """Choose the option with this title or value and press the button that sends it."""
        given, action = _choice(message.card_for(person), option)
        return await self._act(person, message, action, given, False, patience)

    async def submit(
        self,
        person: Person,
        where: Dialog | Message | None,
        given: Mapping[str, forms.Given] | None = None,
        *,
        button: str = "",
        patience: float = PATIENCE,
    ) -> Answer:
        """Fill a dialog or a card with inputs in and submit it; raises forms.Incomplete when the client would not."""
        assert where is not None, "there is no dialog"
        card = where.card if isinstance(where, Dialog) else where.card_for(person)
        action = action_for(card, button) if button else _sending(card)
        if isinstance(where, Message):
            return await self._act(person, where, action, given or {}, False, patience)
        since = len(self.world.shown)
        data = {**action.get("data", {}), **forms.filled(card, given or {})}
        value = {"data": data, "context": {"theme": "default"}, **where.action}
        chat = self.world.chat_with(person)
        name = "composeExtension/submitAction" if where.action else "task/submit"
        # The submission of a dialog says nothing of the message that it was opened from.
        made = payloads.base(self.world, "invoke", person, chat, name=name, value=value)
        told = await self.sender.activity({**made, **where.place})
        answer = answers.dialog(told, person, where.place, where.action)
        return await self._after(person, answer, since, patience)

    async def react(
        self, person: Person, message: Message, kind: str = "like", *, removed: bool = False
    ) -> Answer:
        """React to a message, or take the reaction back."""
        change = "reactionsRemoved" if removed else "reactionsAdded"
        if removed:
            message.reactions.remove((person.id29, kind))
        else:
            message.reactions.append((person.id29, kind))
        more = {change: [{"type": kind}]}
        made = payloads.about(self.world, "messageReaction", person, message, **more)
        return await self.sender.activity(made)

    async def acts_on(
        self, person: Person, message: Message, command: str, *, patience: float = PATIENCE
    ) -> Answer:
        """Choose an action in the menu of somebody's message, by its id in the manifest."""
        since = len(self.world.shown)
        action: Json = {"commandId": command, "commandContext": "message"}
        value = {**action, **payloads.quoted(message), "context": {"theme": "default"}}
        name = "composeExtension/fetchTask"
        made = payloads.about(self.world, "invoke", person, message, name=name, value=value)
        place: Json = {key: made[key] for key in ("conversation", "channelData")}
        answer = answers.dialog(await self.sender.activity(made), person, place, action)
        return await self._after(person, answer, since, patience)

    async def edits(self, person: Person, message: Message, text: str) -> Answer:
        """Change a message that the person wrote."""
        message.activity["text"] = text
        made = payloads.said(self.world, message)
        data = {**made["channelData"], "eventType": "editMessage"}
        changed = {**made, "type": "messageUpdate", "channelData": data}
        return await self._changed(message, changed)

    async def deletes(self, person: Person, message: Message) -> Answer:
        """Delete a message that the person wrote."""
        made = payloads.said(self.world, message)
        message.activity["text"] = ""
        data = {**made["channelData"], "eventType": "softDeleteMessage"}
        gone = {**made, "type": "messageDelete", "text": "", "channelData": data}
        gone.pop("attachments", None)
        return await self._changed(message, gone)

    async def _changed(self, message: Message, activity: Json) -> Answer:
        """Tell the bot of a change, where it is told of what does not mention it."""
        if message.conversation.kind != "personal" and not self.hears_all:
            return Answer(0, "the bot is not told")
        return await self.sender.activity(activity)

    async def refreshes(self, person: Person, message: Message) -> Answer:
        """Look at a card that refreshes itself for this person; nothing is sent when it does not."""
        refresh = message.card_for(person).get("refresh") or {}
        if person.id29 not in refresh.get("userIds", [person.id29] if refresh else []):
            return Answer(0, "the card does not refresh for them")
        return await self._execute(person, message, refresh["action"], {}, "automatic")

    def seen(self, person: Person, since: int = 0) -> list[Message]:
        """Return the bot's messages that the person saw since that place in `world.shown`."""
        return self.world.seen(person, since)

    async def until(self, check: Callable[[], Any], patience: float = LONG_PATIENCE) -> Any:
        """Wait until the check finds something and return it; fails the test when it never does."""
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while not (found := check()):
            assert loop.time() < end, f"it did not happen within {patience:g} s"
            await asyncio.sleep(0.005)
        return found

    def _written(
        self,
        person: Person,
        text: str,
        where: Conversation | Message | None,
        mention: bool,
        mentions: Iterable[Person],
        targeted: bool,
    ) -> tuple[Message, Json]:
        place = where.conversation if isinstance(where, Message) else where
        place = place or self.world.chat_with(person)
        thread = where.thread if isinstance(where, Message) else ""
        named = list(mentions)
        if place.kind != "personal":
            named += [one for one in place.members.values() if f"@{one.name}" in text]
            text = f"<at>{self.world.bot_name}</at> {text}" if mention else text
        for one in sorted(named, key=lambda one: -len(one.name)):
            text = re.sub(rf"@{re.escape(one.name)}\b", f"<at>{one.name}</at>", text)
        made = self.world.post(place, {"text": text}, thread=thread, sender=person)
        return made, payloads.said(self.world, made, named, targeted=targeted)

    async def _act(
        self,
        person: Person,
        message: Message,
        action: Json,
        given: Mapping[str, forms.Given],
        legacy: bool,
        patience: float,
    ) -> Answer:
        since = len(self.world.shown)
        if action["type"] == "Action.OpenUrl":
            return Answer(200, url=action["url"])
        if legacy and action["type"] == "Action.Execute":
            action = action["fallback"]
        alone = action.get("associatedInputs") == "none"
        assert not (alone and given), f"{action['title']} sends no inputs"
        values = {} if alone else forms.filled(message.card_for(person), given)
        data = {**action.get("data", {}), **values}
        if action["type"] == "Action.Execute":
            answer = await self._execute(person, message, action, values, "manual")
        elif action["type"] == "Action.Submit":
            answer = await self._submits(person, message, data)
        else:
            raise AssertionError(f"nobody can press {action['type']} here")
        return await self._after(person, answer, since, patience)

    async def _execute(
        self, person: Person, message: Message, action: Json, values: Json, trigger: str
    ) -> Answer:
        kept: Json = {key: action[key] for key in ("type", "title", "id", "verb") if key in action}
        data = {**action.get("data", {}), **values}
        value: Json = {"action": {**kept, "data": data}, "trigger": trigger}
        made = payloads.about(
            self.world, "invoke", person, message, name="adaptiveCard/action", value=value
        )
        return answers.executed(await self.sender.activity(made), person, message)

    async def _submits(self, person: Person, message: Message, data: Json) -> Answer:
        asked = data.get("msteams") or {}
        match asked.get("type"):
            case "task/fetch":
                value: Json = {"data": data, "context": {"theme": "default"}}
                made = payloads.about(
                    self.world, "invoke", person, message, name="task/fetch", value=value
                )
                place: Json = {key: made[key] for key in ("conversation", "channelData")}
                return answers.dialog(await self.sender.activity(made), person, place)
            case "messageBack" | "imBack":
                text = asked.get("text") or asked.get("value")
                made = payloads.about(self.world, "message", person, message, text=text)
                if asked["type"] == "messageBack":
                    made["value"] = asked.get("value")
                return await self.sender.activity(made)
            case None:
                made = payloads.about(self.world, "message", person, message, value=data)
                return await self.sender.activity(made)
            case strange:
                raise AssertionError(f"a button of type {strange!r} does nothing")

    async def _after(self, person: Person, answer: Answer, since: int, patience: float) -> Answer:
        """Wait until the person sees something, and return the answer with it."""
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        shown = answer.replaced or answer.notice or answer.dialog
        while answer.ok and not shown and loop.time() < end and not self.seen(person, since):
            await asyncio.sleep(0.005)
        return replace(answer, seen=tuple(self.seen(person, since)))


def action_for(card: Json, title: str) -> Json:
    """Return the action with this title; fails the test without one."""
    for one in reading.actions_of(card):
        if one.get("title") == title:
            return one
    titles = [one.get("title") for one in reading.actions_of(card)]
    raise AssertionError(f"no “{title}” to press in:\n{reading.words_of(card)}\nbuttons: {titles}")


def _sends(action: Json) -> bool:
    known = action.get("type") in ("Action.Execute", "Action.Submit")
    return known and action.get("associatedInputs") != "none"


def _sending(card: Json) -> Json:
    found = [one for one in reading.actions_of(card) if _sends(one)]
    assert found, f"nothing to submit in:\n{reading.words_of(card)}"
    return found[-1]


def _choice(card: Json, option: str) -> tuple[dict[str, str], Json]:
    parts = list(reading.parts_of(card))
    for number, one in enumerate(parts):
        options = one.get("choices", []) if one.get("type") == "Input.ChoiceSet" else []
        if any(option in (known["title"], known["value"]) for known in options):
            action = next(later for later in parts[number:] if _sends(later))
            return {one["id"]: option}, action
    raise AssertionError(f"no option “{option}” in:\n{reading.words_of(card)}")
