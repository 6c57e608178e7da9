"""What those who look after discussions read, and the forms that they fill in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from facilitation.discussions import views
from facilitation.discussions.model import Counted, Discussion
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.talk.forms import Form, People
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Divider,
    Items,
    Message,
    Quote,
    Text,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say, say_n
from facilitation.talk.text import cut
from facilitation.talk.words import mention

SHOWN = 8
"""So many discussions one list shows."""


def opened(discussion: Discussion, program: Program) -> Message:
    """Confirm to whoever opened a discussion, with what they can do."""
    return Message(
        say("Your discussion is open"),
        (
            text(say("It is on its way to #{channel}.", channel=program.channel_name)),
            Quote((discussion.question,)),
            text(
                say(
                    "It runs until {when}. Then I ask you for a few words on what came of it.",
                    when=Time(discussion.closes_at),
                )
            ),
            buttons(*acts(discussion)),
        ),
    )


def would_open(question: str, until: datetime, *, sealed: bool = False) -> tuple[Block, ...]:
    """Show a question as it would be posted, until when it would be open, and that its answers would be hidden."""
    hidden = [text(say("Nobody sees the answers until time is up."))] if sealed else []
    return Quote((question,)), text(say("Open until {when}.", when=Time(until))), *hidden


def acts(discussion: Discussion) -> list[Button]:
    """Return what its facilitator can do with a discussion."""
    of = discussion.id
    if discussion.state == "closed":
        return [Button(say("Open it again"), f"reopen {of}")]
    if discussion.clinic and discussion.state == "open":
        return [
            Button(say("Next step"), f"clinic next {of}", "primary"),
            Button(say("Pause"), f"clinic pause {of}"),
            Button(say("Hand over"), f"handover {of}"),
            Button(say("Close it"), f"close {of}"),
        ]
    close = Button(say("Close it"), f"close {of}", "primary")
    more = Button(say("Give it two more days"), f"extend {of} 2d")
    over = Button(say("Hand over"), f"handover {of}")
    if discussion.state in ("waiting", "ended"):
        return [close, more, over]
    first = Button(say("Let me see the answers first"), f"sealed look {of}")
    look = [first] if discussion.sealed and not discussion.looked_through else []
    remind = Button(say("Remind the channel"), f"remind {of}")
    return [replace(close, style="plain"), remind, more, over, *look]


def listed(
    found: Sequence[tuple[Discussion, Program, Counted]],
    mine: frozenset[str],
    people: Mapping[str, Member],
    said: frozenset[str] = frozenset(),
) -> Message:
    """List discussions that are not closed, with what can be done; in those of `said` the reader's answer waits."""
    if not found:
        return Message(
            say("No discussion is open"),
            (
                text(say("A facilitator can put a question to a program's channel.")),
                buttons(Button(say("Open a discussion"), "discuss", "primary")),
            ),
        )
    blocks: list[Block] = []
    for one, program, counted in found[:SHOWN]:
        if blocks:
            blocks.append(Divider())
        blocks += [
            text(Bold(cut(one.question, 200))),
            note(
                say(
                    "{program} · {state} · {answers} · {ana} looks after it",
                    program=program.name,
                    state=_state(one),
                    answers=views.tally(counted),
                    ana=views.name(people, one.facilitator),
                )
            ),
        ]
        if one.id in mine:
            blocks.append(buttons(*acts(one)))
        else:
            blocks += _answer(one, said=one.id in said)
    left = len(found) - SHOWN
    if left > 0:
        blocks.append(note(say_n("And one more.", "And {n} more.", left)))
    return Message(say("Discussions"), tuple(blocks))


def _answer(discussion: Discussion, *, said: bool) -> tuple[Block, ...]:
    if discussion.state != "open":
        return ()
    line = f"contribute {discussion.id}"
    if not said:
        return (buttons(Button(say("Answer"), line)),)
    yours = note(say("Your answer is kept, and hidden until then."))
    return yours, buttons(Button(say("Change my answer"), line))


def _state(discussion: Discussion) -> Phrase:
    if discussion.state == "waiting":
        return say("its answers are about to appear")
    if discussion.state == "open":
        return say("open until {when}", when=Time(discussion.closes_at))
    return say("its time is up")


def where(program: Program) -> Text:
    """Say of which program something is, and in which channel."""
    if not program.channel_name:
        return text(Bold(program.name))
    return text(
        say("{program}, in #{channel}:", program=Bold(program.name), channel=program.channel_name)
    )


def time_is_up(discussion: Discussion, program: Program, counted: Counted) -> Message:
    """Ask the facilitator to close a discussion whose time is over."""
    words = say("A few words from you to those who took part, and it is done.")
    return Message(
        say("What came of it?"),
        (
            text(
                say("The last step of this clinic is over.")
                if discussion.clinic
                else say(
                    "The time for this question is over, with {told}.",
                    told=views.tally(counted),
                )
            ),
            where(program),
            Quote((discussion.question,)),
            *(() if counted == Counted() else (text(words),)),
            buttons(*acts(discussion)),
            note(
                say(
                    "You get this because you look after it. If nobody closes it, I do in two working days."
                )
            ),
        ),
    )


def closed(discussion: Discussion) -> Message:
    """Confirm to whoever closed it."""
    return Message(
        say("Closed"),
        (
            Quote((cut(discussion.question, 200),)),
            text(say("The thread reads it now. What was answered stays there.")),
            buttons(*acts(discussion)),
        ),
    )


def again(discussion: Discussion) -> Message:
    """Confirm that a discussion is open, until when."""
    return Message(
        say("It is open until {when}", when=Time(discussion.closes_at)),
        (Quote((discussion.question,)), buttons(*acts(discussion))),
    )


def reminded() -> Message:
    """Confirm a reminder."""
    return Message(say("Reminded"), (text(say("The thread reads a reminder now, once.")),))


def going_round() -> Message:
    """Confirm that people speak one after the other."""
    return Message(say("Going round"), (text(say("The thread reads the order now.")),))


def hand_over_form(discussion: Discussion) -> Form:
    """Ask who is to look after it."""
    return Form(
        title=say("Hand over"),
        command=f"handover {discussion.id}",
        lead=say("They are told, and can close it, extend it or hand it on."),
        fields=(People("who", say("Who looks after it from now on?")),),
    )


def handed_over(to: Member) -> Message:
    """Confirm to whoever handed it over."""
    return Message(
        say("Handed over"), (text(say("{ben} looks after it now. I tell them.", ben=mention(to))),)
    )


def yours_now(discussion: Discussion, program: Program, by: Member | None) -> Message:
    """Tell a member that they look after a discussion, and who hands it over; nobody does who was forgotten."""
    title = say("You look after a discussion now")
    why = text(say("Whoever opened it is no longer here, so it falls to you. You can hand it on."))
    if by:
        title = say("{ana} hands a discussion over to you", ana=by.name)
    return Message(
        title,
        (
            *(() if by else (why,)),
            Quote((discussion.question,)),
            text(
                say(
                    "It runs in {program} until {when}. Then I ask you for a few words on what came of it.",
                    program=Bold(program.name),
                    when=Time(discussion.closes_at),
                )
            ),
            buttons(*acts(discussion)),
        ),
    )


def which(found: Sequence[Discussion], verb: str, label: Phrase, besides: str = "") -> Message:
    """Ask which of several discussions is meant; the choice keeps what was said besides."""
    return Message(
        say("Which discussion?"),
        (
            Items(tuple((cut(one.question, 120),) for one in found[:SHOWN])),
            buttons(
                *(
                    Button(
                        say("{act}: {question}", act=label, question=_apart(one, found)),
                        f"{verb} {one.id} {besides}".rstrip(),
                    )
                    for one in found[:SHOWN]
                )
            ),
        ),
    )


def _apart(one: Discussion, found: Sequence[Discussion]) -> Phrase | str:
    """Return a question cut short; where another begins alike, with when it was asked, or until when it is open."""
    short = cut(one.question, 40)
    alike = [other for other in found if cut(other.question, 40) == short]
    if len(alike) < 2:
        return short
    at_once = len({f"{other.opened_at:%F %R}" for other in alike}) < len(alike)
    when = Time(one.closes_at if at_once else one.opened_at)
    return say("{question} ({when})", question=cut(short, 15), when=when)
