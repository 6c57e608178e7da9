"""What people see when they look for help: who can be asked and why, or what to do where there is nobody."""

from collections.abc import Sequence

from facilitation.skills import naming
from facilitation.skills.finding import Candidate
from facilitation.skills.hearing import Said
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Choice,
    Code,
    Mention,
    Message,
    Option,
    Span,
    buttons,
    note,
    text,
)

LONGEST_BUTTON = 75


def found(name: str, candidates: Sequence[Candidate], *, wanted: bool) -> Message:
    """Show who can be asked for a skill, the best first, each with the reason and a way to ask for their time."""
    blocks: list[Block] = []
    for place, one in enumerate(candidates):
        blocks += [text(*_who(one), *one.reason), buttons(_book(one, name, first=not place))]
    note_it = () if wanted else (Button(_cut(f"I want to learn {name}"), _want(name)),)
    return Message(
        f"Who can help with {name}",
        (
            *blocks,
            *((buttons(*note_it),) if note_it else ()),
            note("They hear of it only when you ask for their time, and they can always say no."),
        ),
    )


def _who(one: Candidate) -> tuple[Span, ...]:
    """Return a person with their team and place, where these are known."""
    around = [part for part in (one.member.team, one.member.location) if part]
    return (
        Mention(one.member.id, one.member.name),
        f"{''.join(f' · {part}' for part in around)}: ",
    )


def _book(one: Candidate, name: str, *, first: bool) -> Button:
    style = "primary" if first else "plain"
    return Button(_cut(f"Book {one.member.name}"), f"book @{one.member.id} for {name}", style)  # type: ignore[arg-type]


def nobody(name: str, *, offered: bool, own: bool, wanted: bool) -> Message:
    """Say that nobody can be asked for a skill: because nobody else offers it, or just now.

    `own` is whether the reader offers it, `wanted` whether they have said that they want it.
    """
    if offered:
        return Message(
            f"Nobody for {name} just now",
            (
                text(
                    "Some colleagues offer ",
                    Bold(name),
                    ", but I cannot suggest one of them just now. Try again in a few days.",
                ),
                buttons(
                    Button("Try again", f"find {naming.written(name)}"),
                    *(() if wanted else (Button("I want to learn it", _want(name)),)),
                ),
                note("People who are away, or whom enough others have asked, are left in peace."),
            ),
        )
    why = (
        ("You are the only one here who offers ", Bold(name), ".")
        if own
        else ("Nobody here offers ", Bold(name), " yet.")
    )
    if wanted:
        blocks: tuple[Block, ...] = (
            text(*why, " It is on your list, and I will tell you when someone does."),
            buttons(Button("My skills", "skills")),
        )
    else:
        blocks = (
            text(*why, " Shall I note that you want it? Then I tell you when someone turns up."),
            buttons(Button("Yes, note it", _want(name), "primary")),
        )
    return Message(f"Nobody for {name} yet", (*blocks, note("Colleagues see what you want.")))


def which(said: Said) -> Message:
    """Ask which skill was meant by a word that is nearly one or several that are known."""
    name = said.named.name
    known = [
        Button(_cut(near), f"find {naming.written(near)}", "plain" if place else "primary")
        for place, near in enumerate(said.named.near)
    ]
    return Message(
        f"Which skill is {name}?",
        (
            text("I do not know ", Bold(name), ". Did you mean one of these?"),
            buttons(*known, Button(_cut(f"No, {name}"), f"find {said.written()}")),
        ),
    )


def one_at_a_time(names: Sequence[str]) -> Message:
    """Offer to look for each of several skills by itself."""
    options = tuple(Option(name, naming.written(name)) for name in names)
    return Message(
        "One skill at a time",
        (text("For which of these do you need somebody first?"), Choice("Find", "find", options)),
    )


def what_for(wants: Sequence[str], popular: Sequence[str]) -> Message:
    """Ask for which skill somebody is looked for: one the reader wants, or one of those that many offer."""
    blocks: list[Block] = []
    if wants:
        blocks.append(text("You want to learn these. For which do you need somebody?"))
        blocks.append(buttons(*(_find(name) for name in wants)))
    if popular:
        blocks.append(text("Colleagues can help with these:"))
        options = tuple(Option(name, naming.written(name)) for name in popular)
        blocks.append(Choice("Find", "find", options))
    if not blocks:
        blocks.append(text("Nobody here has said yet what they can help with. You could be first:"))
        blocks.append(buttons(Button("Say it in my profile", "profile", "primary")))
    return Message("Whom shall I find?", (*blocks, note("Or say it: ", Code("find python"))))


def _find(name: str) -> Button:
    return Button(_cut(name), f"find {naming.written(name)}")


def _want(name: str) -> str:
    """Return the line that notes a want for exactly this name."""
    return f'want "{name}"'


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST_BUTTON else label[: LONGEST_BUTTON - 1] + "…"
