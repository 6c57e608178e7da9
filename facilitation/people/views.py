"""What people see of themselves and each other: profile, avoided people, roles, holidays."""

from collections.abc import Sequence

from facilitation.people import countries, languages, profile, roles
from facilitation.people.model import Member, Workspace
from facilitation.talk.forms import Form, Line
from facilitation.talk.incoming import Where
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Code,
    Items,
    Message,
    Span,
    buttons,
    facts,
    note,
    text,
)
from facilitation.talk.phrases import say, say_n, sentences
from facilitation.talk.text import cut
from facilitation.talk.words import listed

SHOWN = 20


def profile_card(member: Member, manager: str, *, saved: bool) -> Message:
    """Show what is known of the member, with a way to change it."""
    unset = say("not said yet")
    rows: dict[str, Span | tuple[Span, ...]] = {
        say("Team"): member.team or unset,
        say("Location"): member.location or unset,
        say("Time zone"): member.zone,
        say("Level"): say("{level} of {most}", level=member.level, most=profile.HIGHEST)
        if member.level
        else unset,
        say("Languages"): ", ".join(map(languages.named, member.languages)) or unset,
        say("Working hours"): str(member.work),
        say("Circles"): say("any size, pairs too")
        if member.smallest < 3
        else say("three or more people only"),
        say("New circles"): say("as many as your programs bring")
        if member.takes_more
        else say("one a week at most, over all programs"),
        say("I can help with"): listed(member.offers) or unset,
        say("I would like to learn"): listed(member.wants) or unset,
    }
    if manager:
        rows[say("Manager")] = say("{manager} (from your company's directory)", manager=manager)
    return Message(
        say("Your profile is saved") if saved else say("Your profile"),
        (
            facts(rows),
            buttons(
                Button(say("Change it"), "profile"), Button(say("What is next for me?"), "home")
            ),
            note(
                "I use this to find circles for you. What is kept, and why: {command}",
                command=Code("privacy"),
            ),
        ),
    )


def weekly(member: Member, programs: int) -> tuple[Block, ...]:
    """Return how many new circles a week several programs bring a member, with a way to change it."""
    if programs < 2:
        return ()
    said = (
        say("Your programs may bring you several new circles in one week.")
        if member.takes_more
        else say("Together your programs bring you at most one new circle a week.")
    )
    return (text(said), buttons(Button(say("Change that"), "new circles")))


def new_circles(member: Member) -> Message:
    """Say how many new circles a week a member gets from different programs, with a way to change it."""
    if member.takes_more:
        return Message(
            say("As many new circles a week as your programs bring"),
            (
                text(say("Your programs do not wait for each other.")),
                buttons(Button(say("One a week is enough"), "new circles one")),
            ),
        )
    return Message(
        say("One new circle a week at most"),
        (
            text(
                say(
                    "Where two of your programs would bring you new people in one week, the one in "
                    "which you waited longer goes first. Several rounds a week of one program all count."
                )
            ),
            buttons(Button(say("I'd like more than one a week"), "new circles any")),
        ),
    )


def spoken(names: Sequence[str]) -> Message:
    """Say which languages are spoken here, and what those of a profile are for."""
    return Message(
        say("The languages I speak"),
        (
            text("So far I speak {languages}.", languages=Bold(listed(names))),
            text(
                say(
                    "Write to me in your own words: I understand some sentences in German, Spanish, French, Italian, "
                    "Dutch and Portuguese too. The languages in your profile say with whom you can be put together."
                )
            ),
            buttons(Button(say("My profile"), "profile"), Button(say("What can you do?"), "help")),
        ),
    )


def avoiding(others: Sequence[Member]) -> Message:
    """List whom a member avoids, each with a button that ends it."""
    if not others:
        return Message(
            say("You are not avoiding anyone"),
            (
                text(
                    "If you would rather not meet somebody, say {command}. It stays between us.",
                    command=Code("avoid @name"),
                ),
            ),
        )
    shown = others[:SHOWN]
    more = len(others) - len(shown)
    rest: tuple[Block, ...] = (text("… and {n} more.", n=more),) if more else ()
    rows = tuple(
        Buttons(tuple(_no_longer(other) for other in shown[start : start + 5]))
        for start in range(0, len(shown), 5)
    )
    return Message(
        say_n("You avoid {n} person", "You avoid {n} people", len(others)),
        (
            Items(tuple((Bold(other.name),) for other in shown)),
            *rest,
            *rows,
            _confidential(),
        ),
    )


def avoided(other: Member, read_in: Where | None = None) -> Message:
    """Confirm that the two will be kept apart; `read_in` is where others have read that it was said."""
    return Message(
        say("You and {other} will not be put together", other=other.name),
        (
            *(_read(read_in) if read_in else ()),
            text(say("This holds in every program, from the next round on, for both of you.")),
            buttons(
                Button(say("Undo"), f"unavoid @{other.id}"),
                Button(say("Whom do I avoid?"), "avoid"),
            ),
            _confidential(),
        ),
    )


def _read(where: Where) -> tuple[Block, ...]:
    """Say that others have read what was meant for nobody else, and what to do."""
    if where.name:
        there = say(
            "Careful: you said that in #{channel}, where others have read it. Delete your message there.",
            channel=where.name.removeprefix("#"),
        )
    else:
        there = say("Careful: others have read what you said there. Delete your message.")
    return (text(there), text(say("Next time, tell me in our own chat.")))


def no_longer_avoided(other: Member) -> Message:
    """Confirm that the two may be put together again."""
    return Message(
        say("You and {other} may be put together again", other=other.name),
        (
            text(say("From the next round on.")),
            buttons(Button(say("Undo"), f"avoid @{other.id}")),
            _confidential(),
        ),
    )


def _no_longer(other: Member) -> Button:
    """Return the button that ends avoiding someone."""
    return Button(say("No longer avoid {other}", other=cut(other.name, 50)), f"unavoid @{other.id}")


def _confidential() -> Block:
    """Say who sees whom a member avoids."""
    return note(
        say(
            "Confidential: nobody is told, it is in no report or history, and I never mention it when I "
            "say why people are put together."
        )
    )


def holidays(workspace: Workspace, admins: Sequence[Member], *, admin: bool) -> Message:
    """Show whose public holidays count here, and who may change it."""
    named = [countries.named(code) for code in workspace.holidays]
    lead = (
        text(
            "On the public holidays of {countries} I send nothing to people there, and those days do not "
            "count as working days for them.",
            countries=Bold(listed(named)),
        )
        if named
        else text(
            say(
                "No public holidays are set, so rounds and messages come on them as on any working day. Whoever sets a "
                "round on one reads that it is one."
            )
        )
    )
    how: Block = (
        buttons(Button(say("Change the countries"), "change holidays"))
        if admin
        else note(sentences(say("Only an admin can change this."), roles.whom_to_ask(admins)))
    )
    return Message(say("Public holidays"), (lead, how))


def holidays_form(workspace: Workspace) -> Form:
    """Ask whose public holidays count here."""
    hint = say("Countries or their codes, with commas between: Germany, US, or DE-BY for a region.")
    said = Line("countries", say("Countries"), ", ".join(workspace.holidays) or "none", hint)
    lead = say("You see what would change before it does. Write none if only weekends are free.")
    return Form(say("Public holidays"), "holidays", (said,), lead)


def holidays_change(before: Sequence[str], after: Sequence[str]) -> tuple[Block, ...]:
    """Show what other public holidays would do."""
    return (
        facts({say("Now"): _countries(before), say("Then"): _countries(after)}),
        text(
            say(
                "On those days I would send nothing, and they would not count as working days. A round due on one "
                "opens on the next working day, unless its program has another setting for public holidays."
            )
        ),
    )


def holidays_set(codes: Sequence[str], fact: str) -> Message:
    """Confirm other public holidays."""
    return Message(
        say("Public holidays are changed"),
        (
            facts({say("From now on"): _countries(codes)}),
            buttons(Button(say("Undo"), f"undo {fact}")),
        ),
    )


def _countries(codes: Sequence[str]) -> str:
    """Return the countries in words."""
    return listed([countries.named(code) for code in codes]) or say("none")
