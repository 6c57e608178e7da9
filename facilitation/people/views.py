"""What people see of themselves and each other: profile, avoided people, roles, holidays, privacy."""

from collections.abc import Sequence

from facilitation.people import countries, languages, profile, roles
from facilitation.people.model import Member, Workspace
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
from facilitation.talk.words import counted, listed

SHOWN = 20


def profile_card(member: Member, manager: str, *, saved: bool) -> Message:
    """Show what is known of the member, with a way to change it."""
    unset = "not said yet"
    rows: dict[str, Span | tuple[Span, ...]] = {
        "Team": member.team or unset,
        "Location": member.location or unset,
        "Time zone": member.zone,
        "Level": f"{member.level} of {profile.HIGHEST}",
        "Languages": ", ".join(map(languages.say, member.languages)) or unset,
        "Working hours": profile.clock_hours(member.work),
        "Circles": "any size, pairs too" if member.smallest < 3 else "three or more people only",
        "I can help with": listed(member.offers) or unset,
        "I would like to learn": listed(member.wants) or unset,
    }
    if manager:
        rows["Manager"] = f"{manager} (from your company's directory)"
    return Message(
        "Your profile is saved" if saved else "Your profile",
        (
            facts(rows),
            buttons(Button("Change it", "profile"), Button("What is next for me?", "home")),
            note("I use this to find circles for you. What is kept, and why: ", Code("privacy")),
        ),
    )


def avoiding(others: Sequence[Member]) -> Message:
    """List whom a member avoids, each with a button that ends it."""
    if not others:
        return Message(
            "You are not avoiding anyone",
            (
                text(
                    "If you would rather not be put together with someone, say ",
                    Code("avoid @name"),
                    ". It stays between us.",
                ),
            ),
        )
    shown = others[:SHOWN]
    more = len(others) - len(shown)
    rest: tuple[Block, ...] = (text(f"… and {more} more."),) if more else ()
    rows = tuple(
        Buttons(tuple(_no_longer(other) for other in shown[start : start + 5]))
        for start in range(0, len(shown), 5)
    )
    return Message(
        f"You avoid {counted(len(others), 'person', 'people')}",
        (
            Items(tuple((Bold(other.name),) for other in shown)),
            *rest,
            *rows,
            _confidential(),
        ),
    )


def avoided(other: Member) -> Message:
    """Confirm that the two will be kept apart."""
    return Message(
        f"You and {other.name} will not be put together",
        (
            text("This holds in every program, from the next draw on, for both of you."),
            buttons(Button("Undo", f"unavoid @{other.id}"), Button("Whom do I avoid?", "avoid")),
            _confidential(),
        ),
    )


def no_longer_avoided(other: Member) -> Message:
    """Confirm that the two may be put together again."""
    return Message(
        f"You and {other.name} may be put together again",
        (
            text("From the next draw on."),
            buttons(Button("Undo", f"avoid @{other.id}")),
            _confidential(),
        ),
    )


def _no_longer(other: Member) -> Button:
    """Return the button that ends avoiding someone."""
    return Button(f"No longer avoid {other.name}"[:75], f"unavoid @{other.id}")


def _confidential() -> Block:
    """Say who sees whom a member avoids."""
    return note(
        "Confidential: nobody is told, it is in no report and no history, "
        "and no reason given to anyone mentions it."
    )


def holidays(workspace: Workspace, admins: Sequence[Member], *, admin: bool) -> Message:
    """Show whose public holidays count here, and who may change it."""
    named = [countries.say(code) for code in workspace.holidays]
    lead = (
        text(
            "On the public holidays of ",
            Bold(listed(named)),
            " I send nothing, and they count as no working day.",
        )
        if named
        else text("No public holidays are set, so I know weekends only.")
    )
    how: Block = (
        note("Change it: ", Code("holidays DE, US"), " or ", Code("holidays none"))
        if admin
        else note(f"Only an admin can change this. {roles.whom_to_ask(admins)}")
    )
    return Message("Public holidays", (lead, how))


def holidays_change(before: Sequence[str], after: Sequence[str]) -> tuple[Block, ...]:
    """Show what other public holidays would do."""
    return (
        facts({"Now": _countries(before), "Then": _countries(after)}),
        text(
            "On those days I would send nothing, and they would not count as working days: notices "
            "come earlier and questions later. Rounds still open on their day; to leave one out, say ",
            Code("set <program> skips 24 dec"),
            ".",
        ),
    )


def holidays_set(codes: Sequence[str], fact: str) -> Message:
    """Confirm other public holidays."""
    return Message(
        "Public holidays are changed",
        (
            facts({"From now on": _countries(codes)}),
            buttons(Button("Undo", f"undo {fact}")),
        ),
    )


def privacy() -> Message:
    """Say what is kept of a member, why, and who sees it."""
    return Message(
        "What I keep of you, and why",
        (
            Items(
                (
                    (Bold("Who you are"), ": name, time zone, and what your company's directory or your ",
                     Code("profile"), " says. To find circles for you."),
                    (Bold("Where you take part"), ": programs you joined, skipped, paused or left, and when."),
                    (Bold("Whom you met"), ": your circles, and the answer to “how did it go?”. "
                     "So that you meet new people."),
                    (Bold("That a circle wrote"), ", so that I do not nag. Never the words: I do not keep them."),
                    (Bold("Whom you avoid"), ". I tell nobody, and no report shows it."),
                    (Bold("What you offer and want to learn"), ", and how well peers say you know it: ",
                     Code("skills"), ". Everybody here can see it."),
                    (Bold("Bookings and questions"), ": who asked whom, when, about what. Their topics and answers "
                     "are for those two; a takeaway is for everybody."),
                    (Bold("What admins change"), ", with name and time, in ", Code("history"), "."),
                )
            ),
            text(
                "Your circle sees your name and the reason why you were put together. Facilitators see "
                "numbers, who has joined, and who would meet whom. Whoever runs the server can read its database."
            ),
            text(
                "To stop: ", Code("pause"), " or ", Code("leave"), ", and nobody is told. "
                "To have what is kept corrected or deleted, ask an admin of this workspace."
            ),
            buttons(Button("My profile", "profile"), Button("How do I stand?", "status")),
        ),
    )  # fmt: skip


def _countries(codes: Sequence[str]) -> str:
    """Return the countries in words."""
    return listed([countries.say(code) for code in codes]) or "none"
