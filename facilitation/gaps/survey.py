"""Gaps: what is wanted without anyone to give it, what one person alone can give, and what is offered in vain.

How many want something is told as far as `withholding` allows. That one person alone offers a skill is said of the
whole workspace, never of a team, and without the name: what people offer is open to all there by `find`.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from facilitation.people import withholding
from facilitation.people.withholding import Rule
from facilitation.skills import naming, wanting
from facilitation.skills.model import Kind
from facilitation.work import Work

Cell = tuple[str, Kind, str]
"""A skill, whether it is offered or wanted, and a team."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A skill that is wanted or offered without an other side, and how many people that is."""

    name: str
    people: int = 0
    """How many or more want it, or offer it where nobody does; 0 where that may not be said."""
    rows: tuple[tuple[str, int], ...] = ()
    """How many of them are in which team, most first, as far as that may be said; last the small ones together."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of a workspace, the widest first, and the teams that are reported by themselves."""

    missing: tuple[Gap, ...] = ()
    """Wanted, and offered by nobody."""
    single: tuple[Gap, ...] = ()
    """Offered by one person alone."""
    idle: tuple[Gap, ...] = ()
    """Offered, and wanted by too few to say."""
    teams: tuple[str, ...] = ()
    small: bool = False
    """Whether there are too few people to say anything."""
    step: int = 5
    crowd: int = 10
    """In which steps people are counted, and from how many on anything is said of some of them."""


def take(work: Work, workspace: str) -> Gaps:
    """Return the gaps of a workspace."""
    sizes = work.members.teams(workspace)
    rule = withholding.rule(work, workspace)
    names = {skill.key: skill.name for skill in work.skills.of(workspace)}
    return found(
        sizes,
        _cells(work, workspace, rule),
        lambda key: names.get(key) or naming.starter_of(key) or key,
        rule,
    )


def _cells(work: Work, workspace: str, rule: Rule) -> dict[Cell, int]:
    """Return how many hold what, by team; without what several offer and so many want that it may surely be told."""
    most = 4 * rule.step
    offered, wanted = (
        work.skills.few(workspace, "offer", 2),
        work.skills.few(workspace, "want", most),
    )
    met = {key for key, n in wanted.items() if n == most and offered.get(key) == 2}
    return work.skills.counts(workspace, sorted((offered.keys() | wanted.keys()) - met))


def holding(work: Work, workspace: str, kind: Kind, key: str) -> int:
    """Return how many or more offer or want a skill, as far as that may be told: as the gaps themselves tell it."""
    if kind == "want":
        return wanting.told(work, workspace, [key])[key]
    offered = sum(n for (_, of, _), n in work.skills.counts(workspace, [key]).items() if of == kind)
    return withholding.rule(work, workspace).told(offered, f"offer {key}")


def found(
    sizes: Mapping[str, int],
    counts: Mapping[Cell, int],
    name: Callable[[str], str],
    rule: Rule,
) -> Gaps:
    """Return the gaps among people in teams of these sizes, by how many hold (skill, kind, team)."""
    if sum(sizes.values()) < rule.crowd:
        return Gaps(small=True, crowd=rule.crowd)
    row_of = rule.rows(sizes)
    teams = tuple(sorted(set(row_of.values()) - {withholding.OTHERS}))
    cells: dict[Kind, dict[str, Counter[str]]] = {"offer": {}, "want": {}}
    for (key, kind, team), count in counts.items():
        cells[kind].setdefault(key, Counter())[row_of.get(team, withholding.OTHERS)] += count
    offered = {key: rows.total() for key, rows in cells["offer"].items()}
    there = rule.crowds(sizes)
    wanted = cells["want"]

    def felt(key: str) -> Gap:
        rows = {row: wanted.get(key, Counter())[row] for row in there}
        total, shown = rule.shown(rows, f"want {key}", there)
        return _gap(name(key), total, shown if teams else {})

    missing = [gap for key in wanted if key not in offered and (gap := felt(key)).people]
    alone = [key for key, count in offered.items() if count == 1]
    single = [gap if (gap := felt(key)).people else Gap(name(key)) for key in alone]
    idle = [
        Gap(name(key), some)
        for key, count in offered.items()
        if not felt(key).people and (some := rule.told(count, f"offer {key}"))
    ]
    widest = (_widest(missing), _widest(single), _widest(idle))
    return Gaps(*widest, teams, step=rule.step, crowd=rule.crowd)


def of_team(gaps: Gaps, team: str) -> Gaps:
    """Return the gaps that are felt in one row: what its people want, as far as that may be said."""

    def felt(all_of: tuple[Gap, ...]) -> tuple[Gap, ...]:
        return _widest([Gap(gap.name, n) for gap in all_of for row, n in gap.rows if row == team])

    return replace(gaps, missing=felt(gaps.missing), single=felt(gaps.single), idle=())


def _gap(name: str, total: int, shown: Mapping[str, int]) -> Gap:
    last = withholding.OTHERS
    ordered = sorted(shown.items(), key=lambda one: (one[0] == last, -one[1], one[0]))
    return Gap(name, total, tuple(ordered))


def _widest(gaps: list[Gap]) -> tuple[Gap, ...]:
    return tuple(sorted(gaps, key=lambda gap: (-gap.people, gap.name.casefold(), gap.name)))
