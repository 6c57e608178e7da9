"""Messages as Block Kit, and the command line back from the button or menu that was used.

A button's `value` is its command line. A menu's command is in its `action_id`, `choice:<n>:<command>`, and
the chosen option's value follows it. Where either is too long for a menu, each option becomes a button that
carries the whole line. An `action_id` is unique in its message; a listener takes those that match `ACTIONS`.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any, assert_never

from adapters import reading
from adapters.slack import limits, mrkdwn, newer, spoken
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
    Row,
    Spans,
    Table,
    Text,
    Worded,
)
from facilitation.talk.phrases import Phrase
from facilitation.talk.words import start_chat

Json = dict[str, Any]

ACTIONS = re.compile(r"(?:line|choice):[0-9]+(?::.*)?", re.DOTALL)


def render(
    message: Message,
    *,
    mention: mrkdwn.Mentioning = mrkdwn.native,
    using: frozenset[str] = newer.NONE,
) -> Json:
    """Return `text` and `blocks` for chat.postMessage, within Slack's limits; unfurling is the sender's to switch off.

    `mention` gives a member's Slack user id; members without one are shown by name. Blocks that not every workspace
    takes yet are used where they are among `using`.
    """
    blocks: list[Json] = []
    for longest, most in limits.SQUEEZES:
        blocks = list(
            _Renderer(mention, longest, most, message.title, using, message.language).message(
                message
            )
        )
        if _fits(blocks[: limits.BLOCKS]):
            break
    return {
        "text": mrkdwn.cut(spoken.said(message), limits.TEXT),
        "blocks": words.fit(blocks, limits.BLOCKS, _fits, _left_out(message.language))
        or [section(words.ELLIPSIS)],
    }


def line_of(action: Mapping[str, Any]) -> str:
    """Return the command line of an element of a block_actions payload's `actions`; raises Unreadable."""
    if action.get("type") != "static_select":
        return reading.text(action, "value")
    command = reading.text(action, "action_id").split(":", 2)[-1]
    chosen = reading.text(reading.part(action, "selected_option"), "value")
    return f"{command} {chosen}".strip()


def plain(text: str, limit: int) -> Json:
    """Return a plain_text object: Slack reads nothing in it, and refuses an empty one."""
    said = words.cut(words.shown(text), limit)
    return {
        "type": "plain_text",
        "text": said if said.strip() else words.ELLIPSIS,
        "emoji": False,
    }


def marked(markup: str) -> Json:
    """Return a mrkdwn object in which Slack links nothing of its own accord."""
    return {"type": "mrkdwn", "text": markup, "verbatim": True}


def section(markup: str) -> Json:
    """Return a section of one text."""
    return {"type": "section", "text": marked(markup)}


def small(markup: str) -> Json:
    """Return small print."""
    return {"type": "context", "elements": [marked(markup)]}


def options(given: Sequence[Option], key: str, language: Language) -> Json:
    """Return the options of a menu under `key`, or in groups of a hundred where there are more."""
    shown = [option(one) for one in given]
    if len(shown) <= limits.OPTIONS:
        return {key: shown}
    groups = []
    for start in range(0, len(shown), limits.OPTIONS):
        part = shown[start : start + limits.OPTIONS]
        label = frame.span(start + 1, start + len(part)).said_in(language)
        groups.append({"label": plain(label, limits.OPTION), "options": part})
    return {"option_groups": groups}


def option(given: Option) -> Json:
    """Return one option of a menu."""
    return {"text": plain(given.text, limits.OPTION), "value": given.value}


def size(blocks: Sequence[Json]) -> int:
    """Return the bytes of the blocks as JSON in UTF-8."""
    return len(json.dumps(blocks, ensure_ascii=False).encode())


def _fits(blocks: list[Json]) -> bool:
    return size(blocks) <= limits.MESSAGE_BYTES


def _left_out(language: Language) -> Callable[[int], Json]:
    return lambda missing: small(frame.parts_left_out(missing).said_in(language))


@dataclass(frozen=True, slots=True)
class _Renderer:
    """One rendering: who may be mentioned, how long a text and how many options a block may have."""

    mention: mrkdwn.Mentioning
    longest: int
    most: int
    about: str
    """The title, which a screen reader says after a button's text: many are called Join."""
    using: frozenset[str]
    language: Language
    ids: "count[int]" = field(default_factory=count)
    charts: "count[int]" = field(default_factory=count)

    def message(self, message: Message) -> Iterator[Json]:
        title = words.one_line(message.title)
        if title:
            yield {"type": "header", "text": plain(title, limits.HEADER)}
        for block in message.blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[Json]:
        match block:
            case Text() | Items() | Facts() | Quote() | Note():
                yield from self.worded(block)
            case Choice() | Buttons() | Chat():
                yield from self.acted(block)
            case Divider():
                yield {"type": "divider"}
            case Table():
                yield from self.table(block)
            case Chart():
                yield from self.chart(block)
            case _:
                assert_never(block)

    def worded(self, block: Worded) -> Iterator[Json]:
        match block:
            case Text():
                yield from self.sections(self.markup(block.spans))
            case Items() if newer.PLAN in self.using and block.done is not None:
                yield newer.plan(block)
            case Items():
                lines = (f"{mark} {self.line(line)}" for mark, line in block.marked())
                yield from self.sections("\n".join(lines))
            case Facts():
                yield from self.facts(block)
            case Quote():
                yield from self.quote(self.markup(block.spans))
            case Note():
                for piece in mrkdwn.chunks(self.markup(block.spans), limits.SECTION):
                    yield small(piece)
            case _:
                assert_never(block)

    def acted(self, block: Acted) -> Iterator[Json]:
        match block:
            case Choice():
                yield from self.choice(block)
            case Buttons():
                yield from self.buttons(block.buttons)
            case Chat():
                yield from self.sections(self.line(start_chat(block)))
            case _:
                assert_never(block)

    def own(self, phrase: Phrase) -> str:
        return phrase.said_in(self.language)

    def markup(self, spans: Spans) -> str:
        return mrkdwn.render(words.shorten(spans, self.longest), self.mention)

    def line(self, spans: Spans) -> str:
        return " ".join(self.markup(spans).split())

    def sections(self, markup: str) -> Iterator[Json]:
        for piece in mrkdwn.chunks(markup, limits.SECTION):
            yield section(piece)

    def quote(self, markup: str) -> Iterator[Json]:
        quoted = "\n".join(f"> {line}" for line in markup.strip().split("\n"))
        for piece in mrkdwn.chunks(quoted, limits.SECTION - 2):
            yield section(piece if piece.startswith(">") else f"> {piece}")

    def facts(self, facts: Facts) -> Iterator[Json]:
        for start in range(0, len(facts.rows), limits.FIELDS):
            fields = [
                self.field(row.label, row.value)
                for row in facts.rows[start : start + limits.FIELDS]
            ]
            yield {"type": "section", "fields": fields}

    def field(self, label: str, value: Spans) -> Json:
        name = mrkdwn.render((Bold(words.one_line(label)),), mrkdwn.nobody)
        name = mrkdwn.cut(name, limits.FIELD // 2)
        return marked(mrkdwn.cut(f"{name}\n{self.line(value) or '–'}", limits.FIELD))

    def table(self, table: Table) -> Iterator[Json]:
        shown = newer.table(table, self.mention) if newer.TABLE in self.using else None
        yield from [shown] if shown else chain.from_iterable(map(self.worded, table.instead))

    def image(self, chart: Chart) -> Json:
        url = mrkdwn.address(chart.url)
        alt = plain(words.one_line(chart.title), limits.ALT)["text"]
        if url is None or not url.startswith("https://") or words.units(url) > limits.URL:
            return small(mrkdwn.cut(mrkdwn.escape(alt), limits.SECTION))
        return {"type": "image", "image_url": url, "alt_text": alt}

    def chart(self, chart: Chart) -> Iterator[Json]:
        """Show a chart as such, else as an image, with its numbers below; else these are all there is."""
        shown = newer.chart(chart, self.language) if newer.CHART in self.using else None
        if shown is not None and next(self.charts) >= limits.CHARTS:
            shown = None
        if shown is None and chart.url:
            shown = self.image(chart)
        if shown is not None:
            yield shown
            told = mrkdwn.escape(words.shown(frame.numbers(chart, self.language)))
            yield from map(small, mrkdwn.chunks(told, limits.SECTION))
            return
        yield from self.sections(self.line((Bold(words.one_line(chart.title)),)))
        rows = (Row(one.name, (self.own(frame.share(one)),)) for one in chart.bars)
        yield from self.facts(Facts(tuple(rows)))

    def choice(self, choice: Choice) -> Iterator[Json]:
        given = choice.options[: self.most]
        action_id = f"choice:{next(self.ids)}:{choice.command}"
        label = mrkdwn.escape(words.one_line(choice.label)) or self.own(frame.CHOOSE_ONE)
        label = mrkdwn.cut(label, limits.SECTION)
        if not given:
            yield section(label)
        elif words.units(action_id) > limits.ACTION_ID or not all(map(fits_menu, given)):
            yield section(label)
            lines = (Button(one.text, f"{choice.command} {one.value}".strip()) for one in given)
            yield from self.buttons(tuple(lines))
        else:
            menu = {
                "type": "static_select",
                "action_id": action_id,
                "placeholder": plain(self.own(frame.CHOOSE_HERE), limits.PLACEHOLDER),
                **options(given, "options", self.language),
            }
            yield {**section(label), "accessory": menu}
        if missing := len(choice.options) - len(given):
            yield small(self.own(frame.to_be_typed(missing)))

    def buttons(self, buttons: Sequence[Button]) -> Iterator[Json]:
        short = [one for one in buttons if words.units(one.command) <= limits.VALUE]
        for start in range(0, len(short), limits.ACTIONS):
            row = [self.button(one) for one in short[start : start + limits.ACTIONS]]
            yield {"type": "actions", "elements": row}
        for one in buttons:
            if words.units(one.command) > limits.VALUE:
                name = words.cut(words.one_line(one.text), limits.BUTTON)
                yield small(mrkdwn.escape(self.own(frame.no_button(name))))

    def button(self, button: Button) -> Json:
        shown: Json = {
            "type": "button",
            "action_id": f"line:{next(self.ids)}",
            "text": plain(words.one_line(button.text), limits.BUTTON),
        }
        if title := words.one_line(self.about):
            label = words.shown(f"{words.one_line(button.text)}: {title}")
            if words.units(label) <= limits.BUTTON:
                shown["accessibility_label"] = label
        if button.command:
            shown["value"] = button.command
        if button.style != "plain":
            shown["style"] = button.style
        return shown


def fits_menu(option: Option) -> bool:
    """Tell whether a menu can carry the option's value."""
    return 0 < words.units(option.value) <= limits.OPTION_VALUE
