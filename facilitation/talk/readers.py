"""What a reader reads: phrases said in their language, at the last moment before a message is rendered."""

from dataclasses import dataclass, replace
from typing import assert_never

from facilitation.talk.forms import Field, Form, Pick, PickMany, Scale
from facilitation.talk.incoming import Ask, Quiet, Replace, Reply, Say
from facilitation.talk.languages import ENGLISH, Language
from facilitation.talk.messages import (
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
    Link,
    Message,
    Note,
    Option,
    Quote,
    Row,
    Span,
    Spans,
    Table,
    Text,
    Time,
    Worded,
    plain,
)
from facilitation.talk.phrases import Phrase, joined
from facilitation.talk.words import start_chat


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads: their language, and the zone in which titles and labels tell the time."""

    language: Language = ENGLISH
    zone: str = "UTC"

    def reply(self, reply: Reply) -> Reply:
        """Return a reply as it is read."""
        match reply:
            case Say():
                return Say(self.message(reply.message))
            case Replace():
                return Replace(self.message(reply.message))
            case Ask():
                errors = {name: self.words(error) for name, error in reply.errors.items()}
                return Ask(self.form(reply.form), errors)
            case Quiet():
                return reply
            case _:
                assert_never(reply)

    def message(self, message: Message) -> Message:
        """Return a message as it is read."""
        blocks, file = tuple(map(self._block, message.blocks)), message.file
        file = file and replace(file, text=self.words(file.text))
        return Message(self.words(message.title), blocks, self.language, file)

    def form(self, form: Form) -> Form:
        """Return a form as it is read."""
        return replace(
            form,
            title=self.words(form.title),
            lead=self.words(form.lead),
            fields=tuple(map(self._field, form.fields)),
            language=self.language,
        )

    def words(self, words: str) -> str:
        """Return words as they are read where no formatting can be."""
        if not isinstance(words, Phrase):
            return words
        return plain(words.spans(self.language), self.zone, self.language)

    def spans(self, spans: Spans) -> Spans:
        """Return spans as they are read: a phrase comes apart into what it is made of."""
        return joined(each for span in spans for each in self._span(span))

    def _span(self, span: Span) -> Spans:
        match span:
            case Phrase():
                return self.spans(span.spans(self.language))
            case Bold() | Link():
                return (replace(span, text=self.words(span.text)),)
            case Time(zone=zone) if zone:
                return (plain((span,), language=self.language),)
            case _:
                return (span,)

    def _block(self, block: Block) -> Block:
        match block:
            case Text() | Items() | Facts() | Quote() | Note():
                return self._worded(block)
            case Table():
                return self._table(block)
            case Chart():
                bars = tuple(replace(one, name=self.words(one.name)) for one in block.bars)
                return replace(block, title=self.words(block.title), bars=bars)
            case Choice():
                label, options = self.words(block.label), self._options(block.options)
                return replace(block, label=label, options=options)
            case Buttons():
                return Buttons(tuple(map(self._button, block.buttons)))
            case Chat():
                text, topic, opening = map(self.words, (block.text, block.topic, block.opening))
                said = start_chat(block, self.language)
                return replace(block, text=text, topic=topic, opening=opening, said=said)
            case Divider():
                return block
            case _:
                assert_never(block)

    def _worded(self, block: Worded) -> Worded:
        match block:
            case Text() | Quote() | Note():
                return replace(block, spans=self.spans(block.spans))
            case Items():
                lines = tuple(map(self.spans, block.lines))
                return replace(block, lines=lines, title=self.words(block.title))
            case Facts():
                return Facts(
                    tuple(Row(self.words(r.label), self.spans(r.value)) for r in block.rows)
                )
            case _:
                assert_never(block)

    def _table(self, table: Table) -> Table:
        return replace(
            table,
            title=self.words(table.title),
            heads=tuple(map(self.words, table.heads)),
            cells=tuple(tuple(map(self.spans, row)) for row in table.cells),
            instead=tuple(map(self._worded, table.instead)),
        )

    def _button(self, button: Button) -> Button:
        return replace(button, text=self.words(button.text))

    def _options(self, options: tuple[Option, ...]) -> tuple[Option, ...]:
        return tuple(replace(each, text=self.words(each.text)) for each in options)

    def _field(self, field: Field) -> Field:
        field = replace(field, label=self.words(field.label), hint=self.words(field.hint))
        match field:
            case Pick() | PickMany():
                return replace(field, options=self._options(field.options))
            case Scale():
                low, high = self.words(field.low_word), self.words(field.high_word)
                return replace(field, low_word=low, high_word=high)
            case _:
                return field


ANYBODY = Reader()
"""Whoever reads where nothing is known of them."""
