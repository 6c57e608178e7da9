"""What a person reads in a reply, and saying yes to a preview."""

from collections.abc import Iterable
from typing import assert_never

from facilitation.talk import frame
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.languages import ENGLISH, Language
from facilitation.talk.messages import (
    Block,
    Buttons,
    Chart,
    Chat,
    Choice,
    Divider,
    Facts,
    Items,
    Message,
    Note,
    Quote,
    Table,
    Text,
    plain,
)
from facilitation.talk.phrases import Phrase
from facilitation.talk.words import start_chat
from tests.company import Company

ZONE = "Europe/Berlin"

HOSTILE = (
    "<!channel> <@U7>",
    "<script>alert(1)</script>",
    "'; DROP TABLE member; --",
    "**bold** _it_ `code` [x](https://evil.example)",
    "\u202egnp.exe",
    "👩‍👩‍👧‍👦 café É",
    "   spaces   inside   ",
    "{{DATE(2017-02-14T06:00:00Z, SHORT)}} ${name} %s {0}",
    "<at>Ana</at>",
    "&amp; &lt;b&gt;",
)


def words_of(reply: Reply | Message) -> str:
    """Return all a person reads in a reply but for what buttons and menus say; a block it does not know is an error."""
    message = reply if isinstance(reply, Message) else said(reply)
    return "\n".join([message.title, *(line for block in message.blocks for line in _read(block))])


def everything(message: Message) -> list[str]:
    """Return all that stands on a message, its buttons as "[Join]" and the options of its menus as "<A week>"."""
    return [message.title, *(line for b in message.blocks for line in (*_read(b), *_acts(b)))]


def _acts(block: Block) -> list[str]:
    match block:
        case Buttons(several):
            return [f"[{one.text}]" for one in several]
        case Choice(label, _, options):
            return [label, *(f"<{one.text}>" for one in options)]
        case _:
            return []


def _read(block: Block) -> list[str]:
    match block:
        case Text(spans) | Note(spans) | Quote(spans):
            return [plain(spans, ZONE)]
        case Items(lines):
            return [plain(line, ZONE) for line in lines]
        case Facts(rows):
            return [f"{row.label}: {plain(row.value, ZONE)}" for row in rows]
        case Table():
            return [line for one in block.instead for line in _read(one)]
        case Chart():
            return [block.title, frame.numbers(block, ENGLISH)]
        case Chat():
            return [plain(start_chat(block), ZONE)]
        case Buttons() | Choice() | Divider():
            return []
        case _:
            assert_never(block)


def said(reply: Reply) -> Message:
    """Return the message of a reply."""
    assert isinstance(reply, Say | Replace), reply
    return reply.message


def agree(company: Company, name: str, line: str) -> Message:
    """Say a line and press the first button of its preview."""
    shown = said(company.says(name, line))
    yes = next(b for block in shown.blocks for b in getattr(block, "buttons", ()))
    assert yes.command.startswith("confirm "), shown
    return said(company.says(name, yes.command))


def translated(sentences: Iterable[str]) -> bool:
    """Return whether each is a whole sentence of a catalog, and so read in every language."""
    marked = Language("en-XA", lambda one, many, number: f"\u27e6{one}\u27e7")
    said = [one.said_in(marked) if isinstance(one, Phrase) else one for one in sentences]
    return all(one.startswith("\u27e6") and one.endswith("\u27e7") for one in said)
