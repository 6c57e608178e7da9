"""What a program's channel reads of its takeaways once a week."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitation.knowledge.model import Takeaway
from facilitation.programs.model import Program
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Items,
    Link,
    Message,
    Spans,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import say, say_n

if TYPE_CHECKING:
    from facilitation.knowledge.digest import Digest

SHOWN = 5


def digest(program: Program, found: "Digest", address: str = "") -> Message:
    """Tell what is new, what was tried most, and what is to be looked at again."""
    blocks: list[Block] = []
    if found.new:
        blocks += _section(say("New"), [(one.title,) for one in found.new])
    if found.tried:
        blocks += _section(say("Tried most"), [_counted(*one) for one in found.tried])
    if found.due:
        blocks += _section(say("To be looked at again"), [(one.title,) for one in found.due])
    blocks.append(buttons(Button(say("See them"), f"takeaways in #{program.number}", "primary")))
    if address:
        blocks.append(text(Link(say("All of them on one page"), address)))
    blocks.append(
        note(
            "Once a week, in the channel of {program}, and only when there is something.",
            program=program.name,
        )
    )
    return Message(say("What {program} keeps", program=program.name), tuple(blocks))


def _section(title: str, lines: Sequence[Spans]) -> tuple[Block, ...]:
    rest = len(lines) - SHOWN
    more: tuple[Spans, ...] = ((say("and {n} more", n=rest),),) if rest > 0 else ()
    return text(Bold(title)), Items((*lines[:SHOWN], *more))


def _counted(one: Takeaway, count: int) -> Spans:
    return (
        say_n(
            "{title}, tried by {n} person", "{title}, tried by {n} people", count, title=one.title
        ),
    )
