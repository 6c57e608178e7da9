"""Messages as Adaptive Cards 1.5, and the command line back from the button that was pressed.

A button is an Action.Execute whose data carries its command line; clients that do not know it get an
Action.Submit with the same data. One that opens a form is an Action.Submit that fetches a dialog, the only way
into one. A choice is an input with a button of its own, whose data names the input. `line_of` takes that data:
of an adaptiveCard/action the action's `data`, of task/fetch and task/submit `value.data`, of a message its `value`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any, Literal, assert_never

from adapters.teams import limits, markdown, tables
from adapters.teams.markdown import Json, Mentions, paragraph
from facilitation.talk import frame
from facilitation.talk import text as words
from facilitation.talk.languages import Language
from facilitation.talk.messages import (
    Acted,
    Block,
    Bold,
    Button,
    Buttons,
    Chart,
    Chat,
    Choice,
    Divider,
    Facts,
    Items,
    Message,
    Note,
    Option,
    Quote,
    Table,
    Text,
    Worded,
)
from facilitation.talk.phrases import Phrase
from facilitation.talk.words import start_chat

Linking = Callable[[Chat], str | None]
"""From a chat to the address that starts it, or None where there is none."""
Opening = Callable[[str], bool]
"""Tells whether a command line is answered with a form."""

VERB = "line"
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
_STYLES = {"plain": "default", "primary": "positive", "danger": "destructive"}


def no_link(chat: Chat) -> str | None:
    """Link no chat: every one is said in words."""
    return None


def never(line: str) -> bool:
    """Open no form: every button is answered in place."""
    return False


def render(
    message: Message,
    *,
    mention: markdown.Mentioning = markdown.native,
    chat: Linking = no_link,
    opens_form: Opening = never,
) -> Json:
    """Return the message as a card, within Teams' limits; the title is also what the activity's `summary` should say.

    `mention` gives the id by which Teams mentions a member; members without one are shown by name. `chat` gives the
    address that starts a chat; without one it is said in words. A button whose line `opens_form` fetches a dialog.
    """
    body: list[Json] = []
    for longest, most in limits.SQUEEZES:
        renderer = _Renderer(Mentions(mention), chat, opens_form, longest, most, message.language)
        body = list(renderer.message(message))
        left = left_out(message.language)
        card = whole(words.fit(body, limits.ELEMENTS, lambda _: True, left), renderer.mentions)
        if size(card) <= limits.CARD_BYTES:
            return card
    return squeezed(body, renderer.mentions, message.language)


def line_of(data: Any) -> str:
    """Return the command line that a pressed button's data carries, with what was chosen; "" when there is none."""
    if not isinstance(data, Mapping) or not isinstance(data.get("line"), str):
        return ""
    line: str = data["line"]
    chosen = data.get(data["pick"]) if isinstance(data.get("pick"), str) else None
    return f"{line} {chosen}".strip() if isinstance(chosen, str) else line


def whole(body: Sequence[Json], mentions: Mentions) -> Json:
    """Return a card of the elements, with the mentions that are in them."""
    card: Json = {"type": "AdaptiveCard", "$schema": SCHEMA, "version": "1.5", "body": list(body)}
    said = json.dumps(card["body"], ensure_ascii=False)
    entities = [
        one
        for text, one in mentions.found.items()
        if json.dumps(text, ensure_ascii=False)[1:-1] in said
    ]
    return {**card, "msteams": {"entities": entities}} if entities else card


def attachment(card: Json) -> Json:
    """Return the card as an activity or a dialog carries it."""
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}


def squeezed(body: Sequence[Json], mentions: Mentions, language: Language) -> Json:
    """Return a card of as many of the elements as fit."""

    def fits(kept: list[Json]) -> bool:
        return size(whole(kept, mentions)) <= limits.CARD_BYTES

    return whole(words.fit(body, limits.ELEMENTS, fits, left_out(language)), mentions)


def size(card: Json) -> int:
    """Return the bytes of a card as JSON in UTF-8."""
    return len(json.dumps(card, ensure_ascii=False).encode())


def left_out(language: Language) -> Callable[[int], Json]:
    """Return what makes what stands in the place of elements that did not fit."""
    return lambda missing: small(frame.parts_left_out(missing).said_in(language))


def small(text: str, **look: str) -> Json:
    """Return small print without mentions."""
    return paragraph((text,), Mentions(), size="Small", isSubtle=True, **look)


def too_long(name: str, language: Language) -> Json:
    """Return what stands in the place of a button whose command line is too long for one."""
    said = words.cut(words.one_line(name), limits.BUTTON)
    return small(frame.no_button(said).said_in(language))


def heading(title: str) -> Json:
    """Return a card's title."""
    said = words.cut(words.one_line(title), limits.TITLE) or words.ELLIPSIS
    look = {"wrap": True, "size": "Medium", "weight": "Bolder", "style": "heading"}
    return {"type": "TextBlock", "text": markdown.markup((said,), Mentions()), **look}


def action(
    title: str, data: Json, *, style: str = "plain", inputs: Literal["auto", "none"] = "none"
) -> Json:
    """Return a button that sends `data`, with the card's inputs when `inputs` is "auto"."""
    shown = {**_face(title, style), "data": data, "associatedInputs": inputs}
    submit = {"type": "Action.Submit", **shown}
    return {"type": "Action.Execute", "verb": VERB, **shown, "fallback": submit}


def fetching(title: str, data: Json, *, style: str = "plain") -> Json:
    """Return a button that sends `data` to fetch a dialog."""
    fetch = {**data, "msteams": {"type": "task/fetch"}}
    face = _face(title, style)
    return {"type": "Action.Submit", **face, "data": fetch, "associatedInputs": "none"}


def opening(title: str, url: str, *, style: str = "plain") -> Json:
    """Return a button that opens an address."""
    return {"type": "Action.OpenUrl", **_face(title, style), "url": url}


def _face(title: str, style: str) -> Json:
    said = words.cut(markdown.calm(words.one_line(title)), limits.BUTTON) or words.ELLIPSIS
    return {"title": said, **({"style": _STYLES[style]} if style != "plain" else {})}


def choices(given: Sequence[Option]) -> list[Json]:
    """Return the options of an input."""
    return [
        {
            "title": words.cut(markdown.label(one.text), limits.CHOICE) or words.ELLIPSIS,
            "value": one.value,
        }
        for one in given
    ]


@dataclass(frozen=True, slots=True)
class _Renderer:
    """One rendering: who was mentioned, how long a text and how many options an element may have."""

    mentions: Mentions
    link: Linking
    opens_form: Opening
    longest: int
    most: int
    language: Language
    ids: "count[int]" = field(default_factory=count)

    def message(self, message: Message) -> Iterator[Json]:
        if message.title.strip() or not message.blocks:
            yield heading(message.title)
        divided = False
        for block in message.blocks:
            if isinstance(block, Divider):
                divided = True
                continue
            for element in self.block(block):
                if divided:
                    element = {**element, "separator": True, "spacing": "Medium"}
                    divided = False
                yield element

    def block(self, block: Block) -> Iterator[Json]:
        match block:
            case Text() | Items() | Facts() | Quote() | Note():
                yield from self.worded(block)
            case Choice() | Buttons() | Chat():
                yield from self.acted(block)
            case Divider():
                pass
            case Table():
                shown = tables.table(block, self.mentions)
                words_of = chain.from_iterable(map(self.worded, block.instead))
                yield from [shown] if shown else words_of
            case Chart():
                yield from self.chart(block)
            case _:
                assert_never(block)

    def worded(self, block: Worded) -> Iterator[Json]:
        match block:
            case Text():
                yield self.text(block.spans)
            case Items():
                for mark, line in block.marked():
                    yield self.text((f"{mark} ", *line), spacing="Small")
            case Facts():
                if block.rows:
                    yield self.facts(block)
            case Quote():
                said = [self.text(block.spans)]
                yield {"type": "Container", "style": "emphasis", "items": said}
            case Note():
                yield self.text(block.spans, size="Small", isSubtle=True)
            case _:
                assert_never(block)

    def acted(self, block: Acted) -> Iterator[Json]:
        match block:
            case Choice():
                yield from self.choice(block)
            case Buttons():
                yield from self.buttons(block.buttons)
            case Chat():
                yield from self.chat(block)
            case _:
                assert_never(block)

    def text(self, spans: tuple[Any, ...], **look: Any) -> Json:
        return paragraph(words.shorten(spans, self.longest), self.mentions, **look)

    def facts(self, facts: Facts) -> Json:
        rows = [
            {
                "title": markdown.markup((words.cut(row.label, self.longest),), self.mentions),
                "value": markdown.markup(words.shorten(row.value, self.longest), self.mentions),
            }
            for row in facts.rows
        ]
        return {"type": "FactSet", "facts": rows}

    def chart(self, chart: Chart) -> Iterator[Json]:
        """Show a chart, its image or its title where a client draws none, and its numbers below."""
        title = words.cut(words.one_line(chart.title), limits.TITLE) or self.own(frame.PICTURE)
        known = [
            {"x": words.cut(markdown.calm(words.one_line(one.name)), limits.BAR), "y": one.percent}
            for one in chart.bars
            if one.percent is not None
        ]
        url = markdown.address(chart.url)
        instead = (
            {"type": "Image", "url": url, "altText": title}
            if url and url.startswith("https://")
            else paragraph((Bold(title),), self.mentions)
        )
        if known and len({one["x"] for one in known}) == len(known):
            look = {
                "title": markdown.calm(title),
                "showBarValues": True,
                "color": "categoricalBlue",
            }
            bars = {"type": "Chart.VerticalBar", **look, "data": known[-limits.BARS :]}
            yield {**bars, "fallback": instead}
        else:
            yield instead
        if chart.bars:
            yield small(words.cut(frame.numbers(chart, self.language), self.longest))

    def choice(self, choice: Choice) -> Iterator[Json]:
        given = choice.options[: self.most]
        name = words.cut(markdown.label(choice.label), limits.TITLE) or self.own(frame.CHOOSE_ONE)
        if words.units(choice.command) > limits.LINE:
            yield too_long(choice.label, self.language)
            return
        if not given:
            yield small(name)
            return
        pick = f"choice{next(self.ids)}"
        yield {
            "type": "Input.ChoiceSet",
            "id": pick,
            "label": name,
            "style": "compact",
            "placeholder": self.own(frame.CHOOSE_HERE),
            "choices": choices(given),
        }
        data = {"line": choice.command, "pick": pick}
        choose = action(self.own(frame.CHOOSE), data, inputs="auto")
        yield {"type": "ActionSet", "spacing": "Small", "actions": [choose]}
        if missing := len(choice.options) - len(given):
            yield small(self.own(frame.to_be_typed(missing)))

    def buttons(self, buttons: Sequence[Button]) -> Iterator[Json]:
        short = [one for one in buttons if words.units(one.command) <= limits.LINE]
        for start in range(0, len(short), limits.ACTIONS):
            yield {
                "type": "ActionSet",
                "actions": [self.button(one) for one in short[start : start + limits.ACTIONS]],
            }
        for one in buttons:
            if words.units(one.command) > limits.LINE:
                yield too_long(one.text, self.language)

    def own(self, phrase: Phrase) -> str:
        return phrase.said_in(self.language)

    def button(self, button: Button) -> Json:
        draw = fetching if self.opens_form(button.command) else action
        return draw(button.text, {"line": button.command}, style=button.style)

    def chat(self, chat: Chat) -> Iterator[Json]:
        url = self.link(chat)
        if url is not None and markdown.address(url) is not None:
            yield {"type": "ActionSet", "actions": [opening(chat.text, url, style=chat.style)]}
        elif said := start_chat(chat):
            yield self.text(said)
