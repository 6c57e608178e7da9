"""What a member reads of their own report: of themselves alone, and compared with nobody."""

from facilitation.reports import views
from facilitation.reports.model import Own, Period
from facilitation.talk.messages import Button, Message, buttons, facts, note, text
from facilitation.talk.phrases import Phrase, say, say_n


def lines(own: Own) -> dict[Phrase, Phrase]:
    """Return what there is to tell, by what it is called."""
    return {
        say("Sessions that took place"): say_n(
            "{sessions}, with one other person",
            "{sessions}, with {n} other people",
            own.people,
            sessions=own.sessions,
        ),
        say("Answers in discussions"): say("{n}", n=own.contributions),
        say("Plans you made"): say("{plans}, {done} done", plans=own.plans, done=own.done),
        say("What came of them"): say(
            "tried {tried}, in use {used}, confirmed by a colleague {confirmed}",
            tried=own.tried,
            used=own.used,
            confirmed=own.confirmed,
        ),
        say("Takeaways from you"): say_n(
            "{takeaways}, which worked for one colleague",
            "{takeaways}, which worked for {n} colleagues",
            own.worked,
            takeaways=own.takeaways,
        ),
    }


def card(own: Own, period: Period, address: str) -> Message:
    """Show a member's own report."""
    title = say("What you did, {period}", period=period.name)
    if own == Own():
        nothing = say("Nothing yet. It fills by itself as you meet people and take part.")
        return Message(title, (text(nothing), buttons(Button(say("What is next for me?"), "home"))))
    return Message(
        title,
        (
            facts({name: (said,) for name, said in lines(own).items()}),
            *(views.more(address) if address else ()),
            buttons(
                Button(say("My plans"), "commitments"),
                Button(say("My takeaways"), "takeaways mine"),
                Button(say("Have it as a file"), f"file mine {period.name}"),
            ),
            note(ALONE),
        ),
    )


ALONE = say("Only you can see this. No report of a program names you, and nobody is ranked.")


def in_private() -> Message:
    """Say that this is not for a place where others read along."""
    return Message(
        say("Ask me that in private"),
        (
            text(say("Others can read along here, and your own report is for you alone.")),
            note(say("Write “report” in your own chat with me.")),
        ),
    )
