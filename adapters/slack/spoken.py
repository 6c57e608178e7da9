"""What a notification and a screen reader say of a message in Slack: its words, without what can be pressed."""

from collections.abc import Iterator
from typing import assert_never

from adapters.slack import mrkdwn
from facilitation.talk import frame
from facilitation.talk import text as words
from facilitation.talk.languages import Language
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
)
from facilitation.talk.words import start_chat


def said(message: Message) -> str:
    """Return all that is to be read of a message, a line each."""
    lines = [mrkdwn.escape(words.one_line(message.title))]
    for block in message.blocks:
        lines += _lines(block, message.language)
    return "\n".join(line for line in lines if line.strip()) or words.ELLIPSIS


def _lines(block: Block, language: Language) -> Iterator[str]:
    match block:
        case Text() | Quote() | Note():
            yield mrkdwn.spoken(block.spans)
        case Items():
            yield from (f"{mark} {mrkdwn.spoken(line)}" for mark, line in block.marked())
        case Facts():
            for row in block.rows:
                yield f"{mrkdwn.escape(row.label)}: {mrkdwn.spoken(row.value)}"
        case Table():
            for one in block.instead:
                yield from _lines(one, language)
        case Chart():
            told = f"{words.one_line(block.title)}: {frame.numbers(block, language)}"
            yield mrkdwn.escape(told)
        case Chat():
            yield mrkdwn.spoken(start_chat(block))
        case Divider() | Choice() | Buttons():
            pass
        case _:
            assert_never(block)
