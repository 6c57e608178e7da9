"""What the pictures of a report show: counted without names, and told as everything else is (see `withholding`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitation.people.withholding import OTHERS, Rule, rule
from facilitation.programs.model import Program
from facilitation.reports import figures
from facilitation.reports.model import Period
from facilitation.work import Work

MOST_TEAMS = 9
"""So many teams are drawn by themselves, the largest; the others are drawn together."""
WEEKS = 12
WEEK = timedelta(days=7)
MARKS = (1, 2, 3, 4, 5)

Rate = tuple[str, int | None]
"""What something is called, and how many percent; None where there are too few to say."""


@dataclass(frozen=True, slots=True)
class Network:
    """Teams, how many of their people sat in circles, and how many met somebody of another; 0 where too few did.

    Every two teams could meet: all of them are in `ties`.
    """

    teams: Mapping[str, int]
    ties: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Pictures:
    """All that is drawn of a program in a period, besides its trends."""

    network: Network
    marks: Mapping[int, int]
    """How many people or more gave which mark last, 1 to 5."""
    weeks: Sequence[Rate]
    """How evenly people were heard, by the week, oldest first."""
    curve: Sequence[Rate]
    """How much came to mind so many days after it was kept."""


def take(work: Work, program: Program, period: Period, now: datetime) -> Pictures:
    """Return what is drawn of a program in a period."""
    by = rule(work, program.workspace)
    given = work.reports.marks(program.id, period.since, period.until)
    marks = {mark: given.get(mark, 0) for mark in MARKS}
    told = by.shown({str(mark): n for mark, n in marks.items()}, f"report {program.id} marks")[1]
    return Pictures(
        network(work, program, period, by),
        {mark: told.get(str(mark), 0) for mark in MARKS},
        _weeks(work, program, period, by, now),
        _curve(work, program, period, by),
    )


def network(work: Work, program: Program, period: Period, by: Rule) -> Network:
    """Return who could meet across teams, and does: teams alone, never people."""
    sizes = work.reports.seated(program.id, period.since, period.until)
    row_of = _drawn(by.rows(sizes), sizes)
    rows = sorted(set(row_of.values()), key=lambda row: (row == OTHERS, row.casefold(), row))
    there = dict.fromkeys(rows, 0)
    for team, size in sizes.items():
        there[row_of[team]] += size
    met = work.reports.across(program.id, period.since, period.until, row_of)
    about = f"report {program.id} network"
    return Network(
        {row: by.told(size, f"{about} {row}") for row, size in there.items()},
        {
            (a, b): by.told(met.get((a, b), 0), f"{about} {a}/{b}")
            for n, a in enumerate(rows)
            for b in rows[n + 1 :]
        },
    )


def _drawn(row_of: Mapping[str, str], sizes: Mapping[str, int]) -> dict[str, str]:
    """Return by team the row it is drawn in: the largest by themselves."""
    alone = [team for team, row in row_of.items() if row != OTHERS]
    largest = set(sorted(alone, key=lambda team: (-sizes[team], team))[:MOST_TEAMS])
    return {team: row if team in largest else OTHERS for team, row in row_of.items()}


def _weeks(work: Work, program: Program, period: Period, by: Rule, now: datetime) -> list[Rate]:
    until = min(period.until, now)
    first = max(period.since, until - WEEKS * WEEK)
    found: list[Rate] = []
    since = until - WEEK * ((until - first) // WEEK)
    while since < until:
        shares = work.reports.shares(program.id, since, since + WEEK)
        found.append((_day(since), figures.evenness(shares, by)))
        since += WEEK
    return found


def _day(at: datetime) -> str:
    return f"{at.day} {at:%b}"


def _curve(work: Work, program: Program, period: Period, by: Rule) -> list[Rate]:
    """Return how much came to mind by how long ago it was kept; in steps that are people wide."""
    found = work.reports.remembered(program.id, period.since, period.until)
    return [
        (days, by.rate(round(got / asked * people), people) if asked else None)
        for days, (got, asked, people) in found.items()
    ]
