"""What Peerloop says: messages made of a closed set of blocks, and blocks made of a closed set of spans.

A plain `str` is always text: every renderer escapes it. Formatting is a type, never a character in a string.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal, assert_never

from pydantic import Field, PlainSerializer, PlainValidator, TypeAdapter

from facilitation.talk.languages import ENGLISH, Language, Style, spoken
from facilitation.talk.phrases import Phrase, Place, Words


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that carry the weight of a sentence."""

    text: Words
    kind: Literal["bold"] = "bold"


@dataclass(frozen=True, slots=True)
class Code:
    """Words to be typed as they stand, such as a command."""

    text: str
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address (http, https or mailto)."""

    text: Words
    url: str
    kind: Literal["link"] = "link"


@dataclass(frozen=True, slots=True)
class Mention:
    """A member by name; platforms turn it into a real mention of `member`."""

    member: str
    name: str
    kind: Literal["mention"] = "mention"


@dataclass(frozen=True, slots=True)
class Time:
    """An instant; each reader sees it in their own time zone, or by the clock of a `zone` that is named beside it."""

    at: datetime
    style: Style = "moment"
    zone: str = ""
    kind: Literal["time"] = "time"


Styled = Annotated[Bold | Code | Link | Mention | Time, Field(discriminator="kind")]
STYLED: TypeAdapter[Bold | Code | Link | Mention | Time] = TypeAdapter(Styled)
Span = (
    Styled | Words
)  # in this order, as what is no words of a sentence must not be written as such
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    spans: Spans
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Items:
    """A short list, one line each; steps that are gone through one after the other say how many are `done`."""

    lines: tuple[Spans, ...]
    done: int | None = None
    title: Words = ""
    """What steps are called together where a platform shows them by themselves."""
    kind: Literal["items"] = "items"

    def marked(self) -> "tuple[tuple[str, Spans], ...]":
        """Return each line with what stands before it: a dot, or whether a step is done, at hand or to come."""
        if self.done is None:
            return tuple(("•", line) for line in self.lines)
        marks = ("✓",) * self.done + ("▸",) + ("○",) * len(self.lines)
        return tuple(zip(marks, self.lines, strict=False))


@dataclass(frozen=True, slots=True)
class Row:
    """One labeled value."""

    label: Words
    value: Spans


@dataclass(frozen=True, slots=True)
class Facts:
    """Labeled values that are read as a table."""

    rows: tuple[Row, ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Quote:
    """What a person or a deck said, set apart."""

    spans: Spans
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between two thoughts."""

    kind: Literal["divider"] = "divider"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: a share in percent, 0 to 100; None where there are too few to say."""

    name: Words
    percent: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A few shares side by side, oldest first; where no chart is drawn the same is an image at an https `url`."""

    title: Words
    bars: tuple[Bar, ...]
    url: str = ""
    kind: Literal["chart"] = "chart"


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: why this came, and how to stop it."""

    spans: Spans
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `value` is appended to the command line."""

    text: Words
    value: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A menu; choosing runs `command` followed by the option's value."""

    label: Words
    command: str
    options: tuple[Option, ...]
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True)
class Button:
    """A button; pressing it runs `command`, just as typing it would."""

    text: Words
    command: str
    style: Literal["plain", "primary", "danger"] = "plain"
    means: Literal["", "yes", "no", "for good"] = ""
    """Whether it is the yes or the no to what its message asks, so that the word alone does the same.

    A yes to what goes for good is not given by the word alone, but by its own words.
    """


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons."""

    buttons: tuple[Button, ...]
    kind: Literal["buttons"] = "buttons"


@dataclass(frozen=True, slots=True)
class Chat:
    """A button that starts a chat with these members, topic and first words filled in; else words that say so."""

    text: Words
    members: tuple[Mention, ...]
    topic: Words
    opening: Words
    style: Literal["plain", "primary"] = "primary"
    said: Spans = ()
    """What the button does in words, where there can be none; made for each reader."""
    kind: Literal["chat"] = "chat"


Worded = Text | Items | Facts | Quote | Note
"""Blocks that are read."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below their heads, each begun by what it is of; where none is drawn, `instead` says the same."""

    title: Words
    heads: tuple[Words, ...]
    cells: tuple[tuple[Spans, ...], ...]
    instead: tuple[Annotated[Worded, Field(discriminator="kind")], ...]
    kind: Literal["table"] = "table"


Acted = Choice | Buttons | Chat
"""Blocks that are pressed."""
Block = Annotated[Worded | Divider | Table | Chart | Acted, Field(discriminator="kind")]


Spoken = Annotated[
    Language,
    PlainSerializer(lambda language: language.code),
    PlainValidator(lambda given: given if isinstance(given, Language) else spoken([given])),
]
"""A language by its code where it is kept."""


@dataclass(frozen=True, slots=True)
class File:
    """A file for whoever a message is for alone, made only when it goes: `of` and `about` say what is in it.

    `text` are the words of a link to it, where a platform takes no file.
    """

    name: str
    text: Words
    of: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A card; `title` is also what a notification and a screen reader say first.

    `language` is that of who reads it, known once it is theirs: platforms say in it what they add by themselves. A
    `file` goes with what is delivered to one person (see `post.handing`).
    """

    title: Words
    blocks: tuple[Block, ...] = ()
    language: Spoken = field(default=ENGLISH, compare=False, repr=False)
    file: File | None = None


MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)


def text(*spans: Span, **places: Place) -> Text:
    """Return a paragraph of the given spans, or of a sentence with named places."""
    return Text(_spoken(spans, places))


def note(*spans: Span, **places: Place) -> Note:
    """Return small print of the given spans, or of a sentence with named places."""
    return Note(_spoken(spans, places))


def dotted(*parts: Span) -> Spans:
    """Return short facts in one line, a dot between any two."""
    return tuple(one for part in parts for one in (" · ", part))[1:]


def _spoken(spans: Spans, places: Mapping[str, Place]) -> Spans:
    return (Phrase(plain(spans), places),) if places else spans


def facts(rows: Mapping[str, Span | Spans]) -> Facts:
    """Return a table of labeled values, in the mapping's order."""
    return Facts(
        tuple(Row(label, v if isinstance(v, tuple) else (v,)) for label, v in rows.items())
    )


def table(
    title: Words, heads: Sequence[Words], cells: Sequence[Sequence[Spans]], *instead: Worded
) -> tuple[Table | Worded, ...]:
    """Return several rows as a table, without columns in which nothing stands; else what says it in words `instead`."""
    used = [at for at in range(len(heads)) if any(row[at] for row in cells)]
    if len(cells) < 2 or len(used) < 2:
        return instead
    rows = tuple(tuple(row[at] for at in used) for row in cells)
    return (Table(title, tuple(heads[at] for at in used), rows, instead),)


def buttons(*given: Button) -> Buttons:
    """Return a row of the given buttons."""
    return Buttons(given)


def say_time(time: Time, zone: str) -> str:
    """Return the instant in words for a reader in `zone`, such as "Tue 24 Nov, 10:00"."""
    return ENGLISH.time(time.at, time.style, zone)


def plain(spans: Spans, zone: str = "UTC", language: Language = ENGLISH) -> str:
    """Return the words alone, for notifications, logs and searching."""
    words = []
    for span in spans:
        match span:
            case str():
                words.append(span)
            case Bold() | Code() | Link():
                words.append(span.text)
            case Mention():
                words.append(span.name)
            case Time():
                words.append(language.time(span.at, span.style, span.zone or zone))
            case _:
                assert_never(span)
    return "".join(words)


def to_json(message: Message) -> str:
    """Return the message as JSON text."""
    return MESSAGE.dump_json(message).decode()
