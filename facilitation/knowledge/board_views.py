"""What people read of many takeaways: the board with its filters and pages, and what a search found."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitation.knowledge import takeaway_views
from facilitation.knowledge.model import Question, Takeaway
from facilitation.knowledge.takeaway_views import Known
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Divider,
    Message,
    Quote,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import say
from facilitation.talk.text import cut

SHOWN = 6
"""How many takeaways a page shows."""
SNIPPET = 200

FILTERS = {
    say("Checked"): "checked",
    say("Not checked yet"): "unchecked",
    say("To be looked at again"): "due",
    say("Mine"): "mine",
}
"""What a board can be narrowed to, by what its button says."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its number from 1, whether more follow, and the line that shows it, without a number."""

    line: str
    number: int = 1
    more: bool = False


def board(
    found: Sequence[Takeaway], known: Known, page: Page, narrowed: str = "", title: str = ""
) -> Message:
    """Show a page of takeaways; `narrowed` is the filter that is on."""
    if not found:
        return _empty(narrowed)
    blocks = [*rows(found, known), *_turning(page)]
    filters = [
        Button(label, f"takeaways {word}") for label, word in FILTERS.items() if word != narrowed
    ]
    if narrowed:
        filters.append(Button(say("All"), "takeaways"))
    blocks += [buttons(Button(say("Share something"), "share", "primary"), *filters)]
    return Message(title or say("Takeaways"), tuple(blocks))


def resources(found: Sequence[Takeaway], known: Known, page: Page) -> Message:
    """Show a page of what there is to learn from."""
    add = Button(say("Add something"), "resource add", "plain" if found else "primary")
    if not found:
        return Message(
            say("Nothing to learn from yet"),
            (
                text(say("What helped you? A link or a few words are enough.")),
                buttons(add),
            ),
        )
    blocks = [*rows(found, known), *_turning(page), buttons(add)]
    return Message(say("To learn from"), tuple(blocks))


def found_by(words: str, found: Sequence[Takeaway], known: Known, page: Page) -> Message:
    """Show what a search found."""
    if not found:
        return Message(
            say("No takeaways yet"),
            (
                text("Nothing is kept about “{words}” yet. Ask somebody who knows:", words=words),
                buttons(Button(say("Ask my peers"), "ask", "primary")),
            ),
        )
    blocks = [*rows(found, known), *_turning(page)]
    return Message(say("About “{words}”", words=words), tuple(blocks))


def known_first(question: Question, found: Sequence[Takeaway], known: Known) -> Message:
    """Show what is kept about a question before people are asked."""
    return Message(
        say("This may answer it"),
        (
            text("You ask: {question}", question=cut(question.text, SNIPPET)),
            *rows(found, known),
            Divider(),
            buttons(
                Button(say("Ask anyway"), f"question anyway {question.id}", "primary"),
                Button(say("That answers it"), f"question close {question.id}"),
            ),
            note(say("Nobody has been asked yet.")),
        ),
    )


def rows(found: Sequence[Takeaway], known: Known) -> list[Block]:
    """Return takeaways in short, each with how sure it is and a button to read on."""
    blocks: list[Block] = []
    for one in found:
        if blocks:
            blocks.append(Divider())
        words = () if one.brief or one.text == one.link else (Quote((cut(one.text, SNIPPET),)),)
        blocks += [
            text(Bold(one.title)),
            *words,
            note(*takeaway_views.about(one, known)),
            buttons(Button(say("Read or rate it"), f"takeaway {one.id}")),
        ]
    return blocks


def _turning(page: Page) -> tuple[Block, ...]:
    """Return the buttons that turn pages; none where there is one page."""
    acts = []
    if page.number > 1:
        acts.append(Button(say("Newer"), f"{page.line} page {page.number - 1}"))
    if page.more:
        acts.append(Button(say("Older"), f"{page.line} page {page.number + 1}"))
    return (buttons(*acts),) if acts else ()


def _empty(narrowed: str) -> Message:
    if narrowed:
        return Message(
            say("No takeaways here"),
            (
                text(say("There is none of this kind.")),
                buttons(Button(say("All takeaways"), "takeaways", "primary")),
            ),
        )
    return Message(
        say("No takeaways yet"),
        (
            text(say("Nothing is kept yet. The first one could be yours:")),
            buttons(Button(say("Share something"), "share", "primary")),
        ),
    )
