"""What facilitators and admins see of gaps, each with a button that does something about it."""

from collections.abc import Callable, Collection, Sequence

from facilitation.gaps.survey import Gap, Gaps
from facilitation.people.withholding import OTHERS
from facilitation.talk import frame
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Choice,
    Divider,
    Items,
    Message,
    Option,
    Span,
    Spans,
    buttons,
    dotted,
    note,
    table,
    text,
)
from facilitation.talk.phrases import say, say_n
from facilitation.talk.text import cut
from facilitation.talk.words import listed

SHOWN, NAMED = 5, 15
"""How many gaps of a kind get a line, and how many more are named."""

MOST_TEAMS = 90
LONGEST_PROGRAM = 60

OTHER_TEAMS = say("other teams")

Listing = Callable[[Sequence[Gap]], tuple[Block, ...]]
"""From gaps of one kind to how they are shown."""

WIDEST_FIRST = say("Those of most people first")


def shown(gaps: Gaps) -> tuple[Gap, ...]:
    """Return the gaps in what is wanted that get a line of their own."""
    return (*gaps.missing[:SHOWN], *gaps.single[:SHOWN])


def overview(
    gaps: Gaps, *, admin: bool, closed: Collection[str] = (), within: int | None = None
) -> Message:
    """Show the gaps of a workspace, with those `closed`, by name; `admin` is whether the reader may start a program.

    `within` so many days half of those who wished for help had a colleague's yes.
    """
    if gaps.small:
        return Message(
            say("Too few people to show gaps"),
            (
                text(
                    "I show gaps from {least} people on, so that nobody is singled out.",
                    least=gaps.crowd,
                ),
                buttons(Button(say("My skills"), "skills")),
            ),
        )
    wanted = _wanted_ones(closed)
    blocks = (
        *_section(say("Wanted, and nobody offers it"), gaps.missing, wanted, _missing(admin)),
        *_section(say("Only one person can help"), gaps.single, wanted, _single),
        *_section(say("Offered, and hardly anybody wants it"), gaps.idle, _offered, _idle),
    )
    if not blocks:
        blocks = (
            text(
                say(
                    "Everything that several people want is offered by more than one person. Well done."
                )
            ),
        )
    kinds = (gaps.missing, gaps.single)
    return Message(
        say("Gaps in what people know"),
        (*blocks, *_others(*kinds), *_waited(within), *_teams(gaps.teams), _small_print(gaps)),
    )


def _waited(within: int | None) -> tuple[Block, ...]:
    """Say how long it takes until a colleague helps, where that may be told."""
    if within is None:
        return ()
    told = say_n(
        "Half of those who wished for help had a colleague's yes within a day.",
        "Half of those who wished for help had a colleague's yes within {n} days.",
        within,
    )
    return (Divider(), text(told))


def team(row: str, gaps: Gaps, *, admin: bool, closed: Collection[str] = ()) -> Message:
    """Show what the people of one row want and nobody, or one person alone, can give."""
    name = row or OTHER_TEAMS
    wanted = _wanted_ones(closed)
    blocks = (
        *_section(say("Wanted, and nobody offers it"), gaps.missing, wanted, _missing(admin)),
        *_section(say("Only one person in all teams can help"), gaps.single, wanted, _single),
    )
    if not blocks:
        blocks = (text(say("There is no gap here that I may show.")),)
    others = _others(gaps.missing, gaps.single)
    back = buttons(Button(say("All gaps"), "gaps"))
    return Message(say("Gaps in {name}", name=name), (*blocks, *others, back, _small_print(gaps)))


def _small_print(gaps: Gaps) -> Block:
    return note(
        "I count wishes in steps of {least} and never show fewer, so that nobody can be worked out by what they "
        "want: small teams are counted together. What people offer is open to all.",
        least=gaps.step,
    )


def _section(
    title: str,
    gaps: Sequence[Gap],
    listed_as: Listing,
    cures: Callable[[Gap], Sequence[Button]],
) -> tuple[Block, ...]:
    """Return the gaps of one kind, the last by name alone, with what can be done about the widest."""
    if not gaps:
        return ()
    blocks: list[Block] = [Divider(), text(Bold(title)), *listed_as(gaps[:SHOWN])]
    rest = gaps[SHOWN:]
    if rest:
        names = [gap.name for gap in rest[:NAMED]]
        if len(rest) > NAMED:
            names.append(say("{n} more", n=len(rest) - NAMED))
        blocks.append(text("Also {names}.", names=listed(names)))
    return (*blocks, buttons(*cures(gaps[0])))


def _others(*kinds: Sequence[Gap]) -> tuple[Block, ...]:
    """Return the way to each gap that has a line and no buttons."""
    names = [gap.name for gaps in kinds for gap in gaps[1:SHOWN]]
    options = tuple(Option(name, f'"{name}"') for name in names)
    return (Choice(say("Another gap"), "gap about", options),) if options else ()


def _wanted(gap: Gap) -> Span:
    if not gap.people:
        return Bold(gap.name)
    want = say("{skill}: {n} or more people want to learn it", n=gap.people, skill=Bold(gap.name))
    rows = [say("{team} {n}+", team=row or OTHER_TEAMS, n=count) for row, count in gap.rows]
    return say("{want} ({teams})", want=want, teams=rows) if rows else want


def _wanted_ones(closed: Collection[str]) -> Listing:
    """Return how gaps in what is wanted are listed, where those of these names are closed."""

    def line(gap: Gap) -> Span:
        wanted = _wanted(gap)
        if gap.name not in closed:
            return wanted
        return say("{gap}. Closed: somebody has learned it", gap=wanted)

    def cells(gap: Gap) -> tuple[Spans, ...]:
        teams = dotted(*(say("{team} {n}+", team=row or OTHER_TEAMS, n=n) for row, n in gap.rows))
        learned = (say("somebody has learned it"),) if gap.name in closed else ()
        return ((gap.name,), _several(gap), teams, learned)

    def listing(gaps: Sequence[Gap]) -> tuple[Block, ...]:
        heads = (say("Skill"), say("Want to learn it"), say("In teams"), say("Closed"))
        lines = Items(tuple((line(gap),) for gap in gaps))
        return table(WIDEST_FIRST, heads, [cells(gap) for gap in gaps], lines)

    return listing


def _several(gap: Gap) -> Spans:
    return (frame.at_least(gap.people),) if gap.people else ()


def _offered(gaps: Sequence[Gap]) -> tuple[Block, ...]:
    lines = tuple(
        (say("{skill}: {n} or more people can help with it", n=one.people, skill=Bold(one.name)),)
        for one in gaps
    )
    cells = [((one.name,), _several(one)) for one in gaps]
    return table(WIDEST_FIRST, (say("Skill"), say("Can help")), cells, Items(lines))


def _missing(admin: bool) -> Callable[[Gap], Sequence[Button]]:
    def cures(gap: Gap) -> Sequence[Button]:
        circle = (start(gap.name),) if admin else ()
        ask = _ask(say("Ask who knows {skill}", skill=cut(gap.name, 50)), gap.name)
        return (ask, *circle, _more(gap.name))

    return cures


def _single(gap: Gap) -> Sequence[Button]:
    return (
        _ask(say("Find a second person for {skill}", skill=cut(gap.name, 40)), gap.name),
        _more(gap.name),
    )


def _idle(gap: Gap) -> Sequence[Button]:
    return (
        Button(say("Talk about {skill}", skill=cut(gap.name, 50)), f'prompt about "{gap.name}"'),
    )


def _ask(label: str, name: str) -> Button:
    return Button(label, f'expert wanted "{name}"')


def _more(name: str) -> Button:
    return Button(say("More about {skill}", skill=cut(name, 50)), f'gap about "{name}"')


def start(name: str) -> Button:
    """Return a button that proposes circles who learn a skill together and take turns at helping each other."""
    program = f"{name[: LONGEST_PROGRAM - len(' circle')].strip()} circle"
    return Button(
        say("Start a circle for {skill}", skill=cut(name, 40)),
        f'program create mentoring "{program}" for "Learn {name} together"',
    )


def _teams(teams: Sequence[str]) -> tuple[Block, ...]:
    if not teams:
        return ()
    rows = [*teams[:MOST_TEAMS], OTHERS]
    options = tuple(Option(row or OTHER_TEAMS, row or OTHER_TEAMS) for row in rows)
    return (Divider(), Choice(say("By team"), "gaps", options))
