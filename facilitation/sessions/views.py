"""What people read as they tell how a session went."""

from collections.abc import Mapping, Sequence
from typing import Literal

from facilitation.people.model import Member
from facilitation.sessions.model import Helped, Outcome, Part, Session
from facilitation.skills import levels, naming
from facilitation.skills import views as skills
from facilitation.talk.forms import Form, Line, Pick, Scale
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Choice,
    Items,
    Mention,
    Message,
    Note,
    Option,
    Spans,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.words import mention

SHARE = Button(say("Keep a takeaway"), "share")
SURE = "sure"
"""The word after an answer that is given in sight of another one."""
WAYS: Mapping[Outcome, str] = {
    "met": "met",
    "some": "some met",
    "not_yet": "not yet",
    "could_not": "could not",
}
"""The words of the command that gives each answer."""

_MOST = 5
"""So many sessions are offered to choose from."""


def says(who: Mention, outcome: Outcome) -> Phrase:
    """Return what somebody says came of a session, to those who were to meet there."""
    match outcome:
        case "met":
            return say("{who} says you met.", who=who)
        case "some":
            return say("{who} says some of you met.", who=who)
        case "not_yet":
            return say("{who} says you have not met yet.", who=who)
        case _:
            return say("{who} says it did not work out this time.", who=who)


def you_say(outcome: Outcome) -> Phrase:
    """Return what the reader says, or said, came of a session."""
    match outcome:
        case "met":
            return say("You say that you met.")
        case "some":
            return say("You say that some of you met.")
        case "not_yet":
            return say("You say that you have not met yet.")
        case _:
            return say("You say that it did not work out this time.")


def outcomes(session: Session, *, sure: bool = False) -> Buttons:
    """Return the answers as buttons; "some of us" only where there are three or more, "not yet" not of a booking."""
    shown: tuple[tuple[Outcome, str], ...] = (
        ("met", say("We met")),
        *((("some", say("Some of us met")),) if len(session.people) > 2 else ()),
        *((("not_yet", say("Not yet")),) if not session.booking else ()),
        ("could_not", say("It did not work out") if session.booking else say("It won't work out")),
    )
    return Buttons(tuple(_way(session, outcome, said, sure=sure) for outcome, said in shown))


_MEANS: Mapping[Outcome, Literal["", "yes", "no"]] = {"met": "yes", "not_yet": "no"}
"""What yes and no to "Have you met?" are."""


def _way(session: Session, outcome: Outcome, said: str, *, sure: bool) -> Button:
    line = f"{WAYS[outcome]} {session.id}{f' {SURE}' if sure else ''}"
    return Button(said, line, "primary" if outcome == "met" else "plain", _MEANS.get(outcome, ""))


def which(said: str, found: Sequence[tuple[Session, str]]) -> Message:
    """Ask which of several open sessions somebody speaks of; each is called in a few words."""
    rows = [buttons(Button(called[:70], f"{said} {one.id}")) for one, called in found[:_MOST]]
    return Message(
        say("Which one do you mean?"),
        (
            text(say("It could be more than one of yours.")),
            *rows,
            note(say("In a circle's own chat I know which one you mean.")),
        ),
    )


def differ(
    session: Session, others: Sequence[Part], names: Mapping[str, Member], mine: Outcome
) -> Message:
    """Show what others have said to somebody who says the opposite, and ask before it is overwritten."""
    theirs = next(p.outcome for p in others)
    keep: Mapping[Outcome, str] = {"met": say("We met"), "some": say("Some of us met")}
    change: Mapping[Outcome, str] = {
        "met": say("We did meet"),
        "some": say("Some of us did"),
        "not_yet": say("Not yet"),
    }
    not_so = say("It did not work out")
    return Message(
        say("You do not say the same"),
        (
            Items((*_said(others, names), (you_say(mine),))),
            text(say("Which is right?")),
            buttons(
                _way(session, theirs, keep.get(theirs, not_so), sure=True),
                _way(session, mine, change.get(mine, not_so), sure=True),
            ),
            note(say("Nothing is changed before you choose.")),
        ),
    )


def overtaken(session: Session, by: Member, said: Outcome, mine: Outcome) -> Message:
    """Tell somebody that another one says the opposite of what they said, with a way to say it anew."""
    return Message(
        say("{name} says something else", name=by.name),
        (
            Items(((says(mention(by), said),), (you_say(mine),))),
            text(say("What was said last counts. If that is wrong, tell me:")),
            outcomes(session, sure=True),
        ),
    )


def stands(others: Sequence[Part], names: Mapping[str, Member]) -> tuple[Block, ...]:
    """Return what others have said so far, before somebody answers anew."""
    lines = _said(others, names)
    return (Items(lines),) if lines else ()


def _said(parts: Sequence[Part], names: Mapping[str, Member]) -> tuple[Spans, ...]:
    return tuple(
        (says(mention(names[p.member]), p.outcome),)
        for p in parts
        if p.member in names and p.outcome != "unknown"
    )


def helped(
    session: Session, whom: Member | None, skill: str, answer: Helped, *, wants: bool
) -> Message:
    """Thank for an answer, and ask how well whoever helped knows the skill."""
    said = {
        "yes": say("Good to hear."),
        "partly": say("Half the way is a start. Another peer may know the rest."),
        "no": say("Thank you for saying so. Another peer may know more."),
    }[answer]
    if not skill or whom is None:
        return Message(say("Thank you"), (text(said), buttons(SHARE)))
    more = (Button(say("Find somebody else"), f"find {naming.written(skill)}"),)
    return Message(
        say("Thank you"),
        (
            text(said),
            *how_well(session, whom, skill),
            buttons(*(more if answer != "yes" else ()), SHARE),
            *(skills.still_wanted(skill) if wants and answer == "yes" else ()),
            unnamed(whom),
        ),
    )


def how_well(session: Session, whom: Member, skill: str) -> tuple[Block, ...]:
    """Ask how well one of a session knows the skill that it was about."""
    options = tuple(
        Option(say("{level}, {word}", level=n, word=word), str(n))
        for n, word in levels.WORDS.items()
    )
    return (
        text(say("How well does {whom} know {skill}?", whom=mention(whom), skill=Bold(skill))),
        Choice(say("Choose a level"), f"rate {session.id}", options),
    )


def unnamed(whom: Member) -> Note:
    """Return what becomes of a level that somebody is given."""
    return note(
        say("It helps others to find the right peer."),
        " ",
        say("{name} sees the level without your name.", name=whom.name),
    )


def useful(about: str, *, alone: bool = False) -> tuple[Block, ...]:
    """Ask how useful a session or discussion was, one tap each; only who answers sees the answer.

    Where others read the question, or the card does not say so itself, it is said that they answer `alone`.
    """
    marks = (Button(str(n), f"useful {about} {n}") for n in range(1, 6))
    unseen = say("Nobody else sees your answer. It counts in totals only.")
    return (
        text(say("How useful was it for you, from 1 (not at all) to 5 (very)?")),
        buttons(*marks),
        *((note(unseen),) if alone else ()),
    )


def will_use(about: str) -> Button:
    """Return the way to say what one will use."""
    return Button(say("Say what I will use"), f"plan {about}", "primary")


def say_level(session: Session) -> Button:
    """Return the way to say how well somebody of a session knows a skill."""
    return Button(say("Say how well somebody knows something"), f"rate somebody {session.id}")


def level_form(session: Session, others: Sequence[Member]) -> Form:
    """Ask how well one of a session knows a skill."""
    people = tuple(Option(one.name, one.id) for one in others)
    return Form(
        title=say("Who knows what how well?"),
        command=f"rate somebody {session.id}",
        lead=say("It helps others to find the right peer. They see the level without your name."),
        fields=(
            Pick("who", say("Who"), people, value=others[0].id if len(others) == 1 else ""),
            Line("skill", say("Which skill"), hint=say("Such as: SQL")),
            Scale(
                "grade",
                say("How well"),
                levels.LOWEST,
                levels.HIGHEST,
                levels.WORDS[levels.LOWEST],
                levels.WORDS[levels.HIGHEST],
            ),
        ),
    )


def rated(session: Session, whom: Member, skill: str, level: int) -> Message:
    """Thank for a level given."""
    noted = say(
        "Noted: {name} knows {skill} at level {level}, {word}.",
        name=whom.name,
        skill=Bold(skill),
        level=level,
        word=levels.WORDS[level],
    )
    return Message(
        say("Thank you"),
        (text(noted), buttons(will_use(session.id), SHARE)),
    )
