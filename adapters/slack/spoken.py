"""What a notification and a screen reader say of a message in Slack: its words, without what can be pressed."""

from typing import assert_never

from adapters.slack import mrkdwn
from facilitation.talk import frame
from facilitation.talk import text as words
from facilitation.talk.messages import (
    Buttons,
    Chart,
    Chat,
    Choice,
    Divider,
    Facts,
    Items,
    Message,
    Note,
    Picture,
    Quote,
    Text,
)
from facilitation.talk.words import start_chat


def said(message: Message) -> str:
    """Return all that is to be read of a message, a line each."""
    lines = [mrkdwn.escape(words.one_line(message.title))]
    for block in message.blocks:
        match block:
            case Text() | Quote() | Note():
                lines.append(mrkdwn.spoken(block.spans))
            case Items():
                lines += [f"{mark} {mrkdwn.spoken(line)}" for mark, line in block.marked()]
            case Facts():
                lines += [
                    f"{mrkdwn.escape(row.label)}: {mrkdwn.spoken(row.value)}" for row in block.rows
                ]
            case Picture():
                lines.append(mrkdwn.escape(block.alt))
            case Chart():
                told = f"{words.one_line(block.title)}: {frame.numbers(block, message.language)}"
                lines.append(mrkdwn.escape(told))
            case Chat():
                lines.append(mrkdwn.spoken(start_chat(block)))
            case Divider() | Choice() | Buttons():
                pass
            case _:
                assert_never(block)
    return "\n".join(line for line in lines if line.strip()) or words.ELLIPSIS
