"""What people read of takeaways: keeping one, sharing one, finding them."""

from collections.abc import Mapping, Sequence

from facilitation.people.model import Member
from facilitation.questions.model import Answer, Question, Takeaway
from facilitation.talk.forms import Form, Line, Paragraph
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Code,
    Divider,
    Mention,
    Message,
    Quote,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.text import cut

SHOWN = 8
"""How many takeaways or questions one list shows."""
SNIPPET = 200
_FEW_PROGRAMS = 3


def keep_form(answer: Answer, question: Question) -> Form:
    """Ask for a title, and offer to shorten an answer, before it is kept for others."""
    return Form(
        title="Keep it for others",
        command=f"keep {answer.id}",
        lead="Everybody here can find it. Leave out what should stay between you.",
        fields=(
            Line("title", "Title", value=cut(question.text, 100), longest=120),
            Paragraph("text", "What is worth knowing", value=answer.text),
        ),
    )


def share_form() -> Form:
    """Ask for a takeaway of one's own."""
    return Form(
        title="Share a takeaway",
        command="share",
        lead="Something you learned that others can use. Everybody here can find it.",
        fields=(
            Line("title", "Title", hint="What is it about?", longest=120),
            Paragraph("text", "What is worth knowing"),
        ),
    )


def kept(takeaway: Takeaway) -> Message:
    """Confirm that a takeaway is kept."""
    return Message(
        "Kept for others",
        (
            text(Bold(takeaway.title)),
            Quote((takeaway.text,)),
            buttons(
                Button("All takeaways", "takeaways"),
                Button("Take it back", f"unkeep {takeaway.id}"),
            ),
            note("Others find it with ", Code(f"search {_word(takeaway)}"), "."),
        ),
    )


def kept_told(takeaway: Takeaway, keeper: Member) -> Message:
    """Tell who answered that it is kept for others."""
    return Message(
        "Your answer is worth keeping",
        (
            text(
                Mention(keeper.id, keeper.name),
                " has kept it as a takeaway: ",
                Bold(takeaway.title),
            ),
            Quote((takeaway.text,)),
            buttons(Button("Take it back", f"unkeep {takeaway.id}")),
            note(
                "You get this because the words are yours. Everybody here can find them; if that is not "
                "what you meant, take them back and nobody is told."
            ),
        ),
    )


def takeaways(found: Sequence[Takeaway], people: Mapping[str, Member], words: str) -> Message:
    """List takeaways, all or those that some words found."""
    if not found:
        said = (
            f"Nothing is kept about “{words}” yet. Ask those who know: "
            if words
            else "Nothing is kept yet. The first one could be yours: "
        )
        line = "ask" if words else "share"
        label = "Ask my peers" if words else "Share something"
        return Message("No takeaways yet", (text(said), buttons(Button(label, line, "primary"))))
    blocks: list[Block] = []
    for one in found[:SHOWN]:
        if blocks:
            blocks.append(Divider())
        giver = people.get(one.by)
        blocks += [
            text(Bold(one.title)),
            Quote((cut(one.text, SNIPPET),)),
            note(
                giver.name if giver else "Somebody who has left", " · ", Time(one.created_at, "day")
            ),
        ]
        if len(one.text) > SNIPPET:
            blocks.append(buttons(Button("Read on", f"takeaway {one.id}")))
    left = len(found) - SHOWN
    if left > 0:
        blocks.append(note(f"And {left} more. Narrow it down: ", Code("search kubernetes"), "."))
    title = f"About “{words}”" if words else "Takeaways"
    return Message(title, tuple(blocks))


def takeaway(one: Takeaway, giver: Member | None) -> Message:
    """Show one takeaway whole."""
    said = giver.name if giver else "somebody who has left"
    return Message(
        one.title,
        (Quote((one.text,)), note("From ", said, ", ", Time(one.created_at, "day"), ".")),
    )


def taken_back(takeaway: Takeaway) -> Message:
    """Confirm that a takeaway is out again."""
    return Message("Taken back", (text(Bold(takeaway.title), " is kept no longer."),))


def _word(takeaway: Takeaway) -> str:
    """Return the word by which a takeaway is best looked for: its skill, or the longest of its title."""
    words = [w.strip(".,:;!?") for w in takeaway.title.split()]
    longest = max((w for w in words if w.isalnum()), key=len, default="words")
    return (takeaway.skill or longest).casefold()
