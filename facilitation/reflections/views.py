"""What members see as they say what they take from a session, and of what they have promised themselves."""

from collections.abc import Sequence

from facilitation.reflections import words
from facilitation.reflections.model import LONGEST, Reflection, State
from facilitation.sessions import views as sessions
from facilitation.sessions.model import Session
from facilitation.sessions.origins import About
from facilitation.skills import naming
from facilitation.skills import views as skills
from facilitation.talk.forms import Field, Form, Line, PickMany
from facilitation.talk.messages import (
    Block,
    Button,
    Divider,
    Message,
    Option,
    Quote,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say, say_n, sentences
from facilitation.talk.text import cut
from facilitation.talk.when import dates

SHOWN = 6
"""So many plans one list shows."""

GOOD = 4
"""From this mark on it helped."""

REMIND, SHARE, KEEP = "remind", "share", "keep"
"""What can be ticked under a reflection."""

PLANS = Button(say("My plans"), "commitments")


def noted(
    known: Reflection, session: Session | None, about: About | None = None, *, wants: bool = False
) -> Message:
    """Thank for a mark, and ask for the one line that makes something of it.

    Where the session was `about` a skill, the asker says how well the peer knows it; anybody may say so of another one.
    """
    good = known.useful >= GOOD
    said = (
        say("Good to hear. What will you use of it?")
        if good
        else say("Thank you for saying so. Is there one thing that you will use all the same?")
    )
    whom, skill = (about.whom, about.skill) if about else (None, "")
    plan = sessions.will_use(known.about) if not known.promises else _change(known)
    more: list[Button] = []
    if session is not None and not (whom and skill):
        more.append(sessions.say_level(session))
    elif skill and not good:
        more.append(Button(say("Find somebody else"), f"find {naming.written(skill)}"))
    blocks: list[Block] = [text(said), buttons(plan, *more)]
    if session is not None and whom and skill:
        blocks += [*sessions.how_well(session, whom, skill), sessions.unnamed(whom)]
        blocks += skills.still_wanted(skill) if wants and good else ()
    else:
        blocks.append(note(say("Only you see your answer. You can change it for 7 days.")))
    return Message(say("Noted: {n} of 5", n=known.useful), tuple(blocks))


def _change(known: Reflection) -> Button:
    return Button(say("Change it"), f"commitment change {known.id}")


def _share(known: Reflection) -> Phrase:
    return say("Show my circle the change") if known.shared else say("Share with my circle")


def form(known: Reflection, *, circle: bool, remind: bool) -> Form:
    """Ask what somebody will use and plan; each field can be skipped. Of a `circle` it can be shown to it."""
    ticks = (
        Option(say("Remind me, and ask me later how it went"), REMIND),
        *((Option(_share(known), SHARE),) if circle else ()),
        Option(say("Keep it as a takeaway that everybody here can find"), KEEP),
    )
    return Form(
        title=say("What will you use?"),
        command=f"plan {known.about}".strip(),
        lead=say("It is for you alone, unless you tick otherwise. Leave empty what you like."),
        fields=(
            Line(
                "uses",
                say("One thing I will use"),
                known.uses,
                hint=say("Such as: ask what was tried already, before I give advice"),
                optional=True,
                longest=LONGEST,
            ),
            *_plan(known),
            PickMany("ticks", say("And"), ticks, (REMIND,) if remind else (), optional=True),
        ),
    )


def _plan(known: Reflection) -> tuple[Field, ...]:
    """Return the three short fields of a plan."""
    until = dates.say_day(known.until) if known.until else ""
    return (
        Line(
            "cue",
            say("When …"),
            known.cue,
            hint=say("Such as: the next deploy fails"),
            optional=True,
            longest=LONGEST,
        ),
        Line(
            "does",
            say("… I will …"),
            known.does,
            hint=say("Such as: read the log before I ask"),
            optional=True,
            longest=LONGEST,
        ),
        Line(
            "until",
            say("… by"),
            until,
            hint=say("Such as: friday, 3 dec or in 2 weeks"),
            optional=True,
            longest=40,
        ),
    )


def change_form(known: Reflection) -> Form:
    """Ask for a plan anew, with what it is now."""
    uses = Line("uses", say("One thing I will use"), known.uses, optional=True, longest=LONGEST)
    return Form(
        title=say("Change your plan"),
        command=f"commitment change {known.id}",
        fields=(uses, *_plan(known)),
    )


def kept(known: Reflection, *, remind: bool, shared: bool = False, kept: bool = False) -> Message:
    """Confirm what somebody will use and plans, and who sees it: now `shared`, or what it was before."""
    alone = (
        say("Your circle has read what it was before. This only you see.")
        if known.shared
        else say("Only you see your plan.")
        if kept
        else say("Only you see it.")
    )
    who = sentences(
        say("Your circle sees it.") if shared else alone,
        say("It is kept as a takeaway, which everybody here can find.")
        if kept and shared
        else say("What you will use is kept as a takeaway, which everybody here can find.")
        if kept
        else "",
        say("I remind you on a working morning, and ask in a week how it went.") if remind else "",
    )
    return Message(
        say("Kept"),
        (
            *words.quoted(known),
            text(who),
            buttons(_change(known), PLANS),
        ),
    )


def commitments(found: Sequence[Reflection]) -> Message:
    """List what a member has promised themselves and is open, each with what can be done with it."""
    if not found:
        return Message(
            say("No plans yet"),
            (
                text(
                    say(
                        "After a conversation I ask what you will use of it. You can also write "
                        "down a plan at any time."
                    )
                ),
                buttons(Button(say("Write one down"), "plan", "primary")),
            ),
        )
    blocks: list[Block] = []
    for one in found[:SHOWN]:
        blocks += [*([Divider()] if blocks else []), *words.quoted(one), acts(one)]
    left = len(found) - SHOWN
    if left > 0:
        blocks.append(note(say_n("And {n} older one.", "And {n} older ones.", left)))
    blocks.append(note(say("Only you see this list.")))
    return Message(say("What you plan to do"), tuple(blocks))


def acts(one: Reflection) -> Block:
    """Return what can be done with a plan as buttons."""
    return buttons(
        Button(say("Done"), f"commitment done {one.id}", "primary"),
        _change(one),
        Button(say("Drop it"), f"commitment drop {one.id}"),
    )


def ended(known: Reflection, state: State) -> Message:
    """Confirm that a commitment is done or dropped, with the way back."""
    title = say("Done. Well done!") if state == "done" else say("Dropped")
    after = (
        say("Would it help others to know? Keep it as a takeaway.")
        if state == "done"
        else say("Plans change. I will not come back to it.")
    )
    more = (sessions.SHARE,) if state == "done" else ()
    again = Button(say("Open it again"), f"commitment reopen {known.id}")
    return Message(title, (*words.quoted(known), text(after), buttons(*more, again, PLANS)))


def closed(discussion: str, question: str) -> tuple[Block, ...]:
    """Return on a morning's card that a discussion is over, and ask what somebody takes from it."""
    return (
        text(say("You took part in this discussion:")),
        Quote((cut(question, 200),)),
        text(say("Its time is over, and what you said stays in the thread.")),
        *sessions.useful(discussion),
        buttons(Button(say("What I will use"), f"plan {discussion}")),
    )
