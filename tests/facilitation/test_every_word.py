"""Every word that people read is a phrase, a name, somebody's own words or a line to type; no sentence is glued."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest

from facilitation import gallery
from facilitation.agendas import examples as agendas
from facilitation.aims import examples as aims
from facilitation.bookings import examples as bookings
from facilitation.discussions import examples as discussions
from facilitation.endings import examples as endings
from facilitation.filing import examples as filing
from facilitation.gaps import examples as gaps
from facilitation.joining import examples as joining
from facilitation.knowledge import examples as knowledge
from facilitation.knowledge import takeaway_examples as takeaways
from facilitation.people import examples as people
from facilitation.programs.formats import library
from facilitation.programs.settings import SETTINGS
from facilitation.reports import examples as reports
from facilitation.rounds import examples as rounds
from facilitation.sessions import examples as sessions
from facilitation.skills import examples as skills
from facilitation.skills import finding_examples as finding
from facilitation.steering import examples as steering
from facilitation.talk.forms import Form
from facilitation.talk.messages import Code, Items, Mention, Message, Note, Quote, Table, Text, Time
from facilitation.talk.phrases import OneOf, Phrase
from facilitation.talk.readers import Reader


class Unread(Reader):
    """Reads nothing: phrases stay what they are."""

    def message(self, message: Message) -> Message:
        return message

    def form(self, form: Form) -> Form:
        return form


SLICES = (
    takeaways,
    *(agendas, aims, endings, filing, bookings, discussions, gaps, joining, knowledge, people),
    *(reports, rounds, sessions, skills, finding, steering),
)
NOT_READ = frozenset(
    "kind command name value values style means url members language of about".split()
)
"""Fields of blocks and forms that nobody reads."""
ALSO_OWN = frozenset(
    "Go|*Go*|SQL|cobol|ada|Research and development|<b>|k8s|ECMAScript|Cléo|timeouts|<b>haskell</b>|Tokyo"
    "|2w|75m|by friday|Basket weaving|kubernets|Kubernetes pairs|profile|role|rolle <!channel>|slow joins|UTC"
    "|Google Calendar|Outlook|Java, the island|R&D · São Paulo|Design · São Paulo|Germany (DE)|United States (US)"
    "|Wed 25 Nov 2020|We meet less than we should.|Pottery|*Sourdough* <3"
    "|Ana and Ben, meet each other|Ben, Tue 24 Nov, 10:00|Coffee: Ben and Cleo|2026 Q4".split("|")
)
"""Names and people's own words that stand in no record of the examples."""
NUMBERED = (
    "#",
    "Skill no.",
    "Person ",
    "Cleo long",
    "Excel xxx",
    "What slowed",
    "Ana: W",
    "Ben <3: T",
)
WOULD_MEET = (
    "who would meet whom",
    "who would meet whom by another seed",
    "who met whom by a seed",
    "who would meet whom, nobody",
)
UNSAID = frozenset({*WOULD_MEET, "decks", "prompts", "prompts, to a member"})
"""Examples in which words still stand that are no phrases, or a sentence of pieces: it may only shrink."""


UNREAD: Mapping[str, Message | Form] = {
    **gallery.messages(Unread()),
    **gallery.forms(Unread()),
}


def words_in(value: object) -> Iterator[str]:
    """Give every text in a record."""
    match value:
        case str():
            yield value
        case Message() | Form() | type():
            pass
        case Mapping():
            yield from words_in([*value.keys(), *value.values()])
        case _ if is_dataclass(value):
            for one in fields(value):
                yield from words_in(getattr(value, one.name))
        case tuple() | list() | frozenset():
            for one in value:
                yield from words_in(one)
        case _:
            pass


def bare(said: object) -> Iterator[str]:
    """Give every text that is no phrase, and every text in the places of one."""
    match said:
        case Phrase(places=places):
            yield from bare(tuple(places.values()))
        case str():
            yield said
        case OneOf(these=these):
            yield from bare(tuple(these))
        case Code() | Mention() | Time() | Quote() | None | int():
            pass
        case tuple() | list():
            for one in said:
                yield from bare(one)
        case _ if is_dataclass(said):
            for one in fields(said):
                if one.name not in NOT_READ:
                    yield from bare(getattr(said, one.name))
        case _:
            raise AssertionError(said)


EXAMPLES = frozenset(one.example.strip('"') for one in SETTINGS) | {"set #1 channel here"}
"""What people could type, as forms show it."""
OWN = (
    ALSO_OWN
    | EXAMPLES
    | {called for name in library.ours() for called in (name, name.title())}
    | frozenset(
        word
        for slice in SLICES
        for name, value in vars(slice).items()
        if name[:2] != "__"
        for word in words_in(value)
    )
)


def is_own(words: str) -> bool:
    """Tell whether words are a name or a person's own, as a whole or cut to fit."""
    return not re.search(r"[^\W\d_]", words) or words in OWN or words.startswith(NUMBERED)


def paragraphs(message: Message | Form) -> Iterator[tuple[object, ...]]:
    """Give the spans of every paragraph, line and value of a message."""
    for block in getattr(message, "blocks", ()):
        match block:
            case Text() | Note():
                yield block.spans
            case Items():
                yield from block.lines
            case Table():
                yield from (cell for row in block.cells for cell in row)
                yield from paragraphs(Message("", block.instead))
            case _:
                pass
        yield from (row.value for row in getattr(block, "rows", ()))


def is_glued(spans: tuple[object, ...]) -> bool:
    """Tell whether a paragraph is more than one phrase: whole sentences and short facts may follow each other."""
    between = [one for one in spans if isinstance(one, str) and not isinstance(one, Phrase)]
    return len(spans) > 1 and not all(one in (" ", " · ") or one in OWN for one in between)


@pytest.mark.parametrize("name", UNREAD)
def test_every_word_is_a_phrase_or_somebodys_own(name: str) -> None:
    unsaid = [words for words in bare(UNREAD[name]) if not is_own(words)]
    glued = [spans for spans in paragraphs(UNREAD[name]) if is_glued(spans)]
    assert (not unsaid and not glued) == (name not in UNSAID), (unsaid, glued)
