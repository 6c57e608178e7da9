"""What facilitators and admins see of gaps, each with a button that does something about it."""

from collections.abc import Callable, Sequence

from facilitation.gaps.survey import Gap, Gaps
from facilitation.gaps.withholding import LEAST, OTHERS
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Choice,
    Divider,
    Message,
    Option,
    buttons,
    note,
    text,
)
from facilitation.talk.words import counted, listed

SHOWN, NAMED = 5, 15
"""How many gaps of a kind get buttons, and how many more are named."""

MOST_TEAMS = 90
LONGEST_BUTTON = 75
LONGEST_PROGRAM = 60

OTHER_TEAMS = "other teams"


def overview(gaps: Gaps, *, admin: bool) -> Message:
    """Show the gaps of a workspace; `admin` is whether the reader may start a program."""
    if gaps.small:
        return Message(
            "Too few people to speak of gaps",
            (
                text(f"I count gaps from {LEAST} people on, so that nobody is singled out."),
                buttons(Button("My skills", "skills")),
            ),
        )
    blocks = (
        *_section("Wanted, and nobody offers it", gaps.missing, _wanted, _missing(admin)),
        *_section("One person alone can help", gaps.single, _wanted, _single),
        *_section("Offered, and nobody says they want it", gaps.idle, _offered, _idle),
    )
    if not blocks:
        blocks = (
            text(
                "Whatever at least five people want is offered by more than one person. Well done."
            ),
        )
    return Message("Gaps in what people know", (*blocks, *_teams(gaps.teams), _small_print()))


def team(row: str, gaps: Gaps, *, admin: bool) -> Message:
    """Show what the people of one row want and nobody, or one person alone, can give."""
    name = row or OTHER_TEAMS
    blocks = (
        *_section("Wanted, and nobody offers it", gaps.missing, _wanted, _missing(admin)),
        *_section("One person alone can help, in any team", gaps.single, _wanted, _single),
    )
    if not blocks:
        blocks = (text("There is no gap here that I may tell of."),)
    back = buttons(Button("All gaps", "gaps"))
    return Message(f"Gaps in {name}", (*blocks, back, _small_print()))


def _small_print() -> Block:
    return note(
        f"I never tell of fewer than {LEAST} people, nor what would let you work that out; small teams are counted "
        "together, and nobody is named."
    )


def _section(
    title: str,
    gaps: Sequence[Gap],
    line: Callable[[Gap], str],
    cures: Callable[[Gap], Sequence[Button]],
) -> tuple[Block, ...]:
    """Return the gaps of one kind: the widest with what can be done, the next by name."""
    if not gaps:
        return ()
    blocks: list[Block] = [Divider(), text(Bold(title))]
    for gap in gaps[:SHOWN]:
        blocks += [text(Bold(gap.name), line(gap)), buttons(*cures(gap))]
    rest = gaps[SHOWN:]
    if rest:
        names = [gap.name for gap in rest[:NAMED]]
        if len(rest) > NAMED:
            names.append(f"{len(rest) - NAMED} more")
        blocks.append(text(f"Also {listed(names)}."))
    return tuple(blocks)


def _wanted(gap: Gap) -> str:
    if not gap.people:
        return ""
    rows = [f"{row or OTHER_TEAMS} {count}" for row, count in gap.rows]
    among = f" ({', '.join(rows)})" if rows else ""
    return f": {counted(gap.people, 'person', 'people')} would like to learn it{among}"


def _offered(gap: Gap) -> str:
    return f": {counted(gap.people, 'person', 'people')} can help with it"


def _missing(admin: bool) -> Callable[[Gap], Sequence[Button]]:
    def cures(gap: Gap) -> Sequence[Button]:
        start = (_start(gap.name),) if admin else ()
        return (_ask(f"Ask who knows {gap.name}", gap.name), *start)

    return cures


def _single(gap: Gap) -> Sequence[Button]:
    return (_ask(f"Find a second for {gap.name}", gap.name),)


def _idle(gap: Gap) -> Sequence[Button]:
    return (Button(_cut(f"Talk about {gap.name}"), f'prompt about "{gap.name}"'),)


def _ask(label: str, name: str) -> Button:
    return Button(_cut(label), f'expert wanted "{name}"')


def _start(name: str) -> Button:
    """Return a button that proposes pairs of people who learn a skill together."""
    program = f"{name[: LONGEST_PROGRAM - len(' pairs')].strip()} pairs"
    return Button(
        _cut(f"Start {program}"),
        f'program create pairs "{program}" for "Learn {name} together"',
    )


def _teams(teams: Sequence[str]) -> tuple[Block, ...]:
    if not teams:
        return ()
    rows = [*teams[:MOST_TEAMS], OTHERS]
    options = tuple(Option(row or OTHER_TEAMS, row or OTHER_TEAMS) for row in rows)
    return (Divider(), Choice("By team", "gaps", options))


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST_BUTTON else label[: LONGEST_BUTTON - 1] + "…"
