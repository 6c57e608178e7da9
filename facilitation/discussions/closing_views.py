"""What is read at the close of a discussion: the form, and what became of one's own words."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from facilitation.discussions import views
from facilitation.discussions.model import Contribution, Discussion
from facilitation.people.model import Member
from facilitation.sessions import views as sessions
from facilitation.talk.forms import Field, Form, Paragraph, People, PickMany
from facilitation.talk.messages import Block, Button, Message, Option, Quote, buttons, note, text
from facilitation.talk.phrases import Phrase, say, say_n
from facilitation.talk.text import cut

if TYPE_CHECKING:
    from facilitation.discussions.closing import Came

CHOICES = 10
"""So many of the answers can be chosen at the close: the best-received, then the last."""
_EXCERPT = 300


def close_form(
    discussion: Discussion,
    answers: Sequence[Contribution],
    people: Mapping[str, Member],
    best: Sequence[Contribution] = (),
) -> Form:
    """Ask whoever closes it what came of it; the answers are at hand, and the best-received stand in the draft."""
    if discussion.nameless:
        answers, best = sorted(answers, key=lambda one: one.id), ()
    chosen = [*best, *(one for one in answers[-CHOICES:] if one not in best)][:CHOICES]
    at_hand = tuple(Option(cut(_quoted(discussion, people, one), 75), one.id) for one in chosen)
    return Form(
        title=say("Close the discussion"),
        command=f"close {discussion.id}",
        lead=say("Your words go to the thread. You may leave everything out."),
        fields=(
            Paragraph(
                "summary",
                say("What came of it"),
                value=_draft(best, people),
                hint=say("The draft is what got most replies and reactions, word for word.")
                if best
                else "",
                optional=True,
                longest=views.LONGEST,
            ),
            *(_picks(discussion, at_hand) if at_hand else ()),
        ),
    )


def _picks(discussion: Discussion, at_hand: tuple[Option, ...]) -> tuple[Field, ...]:
    """Return what is chosen of the answers at hand, and whom to thank."""
    return (
        PickMany(
            "quotes",
            say("Worth reading again"),
            at_hand,
            hint=say("I quote these word for word, without names.")
            if discussion.nameless
            else say("I quote these word for word, with names."),
            optional=True,
        ),
        PickMany(
            "keeps",
            say("Worth keeping as a takeaway"),
            at_hand,
            hint=say("I ask each author first."),
            optional=True,
        ),
        People("thanks", say("Whom do you thank?"), optional=True, many=True),
    )


def _quoted(discussion: Discussion, people: Mapping[str, Member], one: Contribution) -> str:
    """Return what stands for an answer in a list, with whose it is where that may be known."""
    if discussion.nameless and not one.message:
        return one.words
    return f"{views.name(people, one.member)}: {one.words}"


def _draft(best: Sequence[Contribution], people: Mapping[str, Member]) -> str:
    """Return what others came back to, word for word and with names; nothing of it is made up."""
    return "\n".join(
        f"“{cut(one.words, _EXCERPT)}” ({views.name(people, one.member)})" for one in best
    )


def became(
    discussion: Discussion,
    by: Member | None,
    came: "Came",
    theirs: Sequence[Contribution],
    member: Member,
    *,
    asks: bool = True,
) -> Message:
    """Tell somebody alone what became of what they said, and ask what they take from the discussion where it `asks`."""
    keep = [one for one in theirs if one.id in came.keeps]
    blocks: list[Block] = [Quote((cut(discussion.question, 200),))]
    blocks += [text(line) for line in _told(by, came, theirs, member)]
    for one in keep:
        blocks += [
            text(say("May others find this as a takeaway, with your name? If not, leave it.")),
            Quote((cut(one.words, _EXCERPT),)),
            buttons(Button(say("Yes, keep it"), f"discussion keep {one.id}", "primary")),
        ]
    return Message(
        say("What became of your answer"),
        (
            *blocks,
            *(sessions.useful(discussion.id) if asks else ()),
            buttons(Button(say("What I will use"), f"plan {discussion.id}")),
            note(say("Only you read this, and only you see what you answer.")),
        ),
    )


def is_news(came: "Came", theirs: Sequence[Contribution], member: Member) -> bool:
    """Return whether there is more to tell somebody than that the discussion is closed."""
    chosen = {*came.quotes, *came.keeps}
    return bool(came.summary) or member.id in came.thanks or any(c.id in chosen for c in theirs)


def _told(
    by: Member | None, came: "Came", theirs: Sequence[Contribution], member: Member
) -> list[Phrase]:
    """Return in sentences what became of it."""
    if by is None:
        return [say("Its time is over, and what you said stays in the thread.")]
    quoted = sum(one.id in came.quotes for one in theirs)
    told: list[Phrase] = []
    if quoted:
        told.append(
            say_n(
                "{ana} quotes you in the thread.",
                "{ana} quotes {n} of your answers in the thread.",
                quoted,
                ana=by.name,
            )
        )
    if member.id in came.thanks:
        told.append(say("{ana} thanks you by name.", ana=by.name))
    if came.summary:
        told.append(say("{ana} has summed it up in the thread.", ana=by.name))
    return told or [
        say("{ana} has read it and closed the discussion. It stays in the thread.", ana=by.name)
    ]


def too_late(words: str) -> Message:
    """Give words back that came once a discussion was over, as they stood in a form that is closed by now."""
    return Message(
        say("That discussion is over"),
        (text(say("Thank you all the same! Here is what you wrote, to keep:")), Quote((words,))),
    )
