"""What the pictures of a report show: counted without names, and told as everything else is (see `withholding`)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import combinations

from facilitation.people import withholding
from facilitation.people.withholding import OTHERS, Rule, rule
from facilitation.programs.model import Program
from facilitation.reports import figures, periods, telling
from facilitation.reports.model import Period
from facilitation.reports.service import Report
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.when import hours
from facilitation.work import Work

MOST_TEAMS = 9
"""So many teams are drawn, the largest."""
WEEKS = 12
WEEK = timedelta(days=7)
DAYS = {
    "2 days": say("2 days"),
    "1 week": say("1 week"),
    "3 weeks": say("3 weeks"),
    "2 months": say("2 months"),
}
"""After about how long takeaways come back as questions, as it is kept and as it is read."""

Rate = tuple[str, int | None]
"""What something is called, and how many percent; None where there are too few to say."""


@dataclass(frozen=True, slots=True)
class Network:
    """Teams, how many of their people sat in circles, and how many met somebody of another; 0 where too few did.

    Every two of the teams could meet: all of them are in `ties`.
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
    quarter: Phrase | str = ""
    """Of which quarter the network is."""


def take(work: Work, report: Report, now: datetime) -> Pictures:
    """Return what is drawn of a program besides the trends of its report."""
    program, told = report.program, report.told
    by = rule(work, program.workspace)
    # Of a quarter always, as no two of them overlap: see `telling`.
    of = periods.quarter(report.period, hours.local(now, report.zone).date(), report.zone)
    return Pictures(
        network(work, program, of, by, report.came(of)),
        {mark: told.people.get(f"mark {mark}", 0) for mark in telling.MARKS},
        _weeks(work, report, by, now),
        [(said, figures.rate(told.share(f"after {kept}"), by)) for kept, said in DAYS.items()],
        periods.label(of),
    )


def network(work: Work, program: Program, period: Period, by: Rule, came: int) -> Network:
    """Return who could meet across teams, and does: teams alone, never people; `came` is told of all who met.

    Rows are by how many people teams have, which all may know, and the largest by what is told of them: neither says
    more. No tie tells of more people than there are, or than met.
    """
    sizes = work.members.teams(program.workspace)
    row_of, of = by.rows(sizes), by.crowds(sizes)
    sat = Counter[str]()
    for team, number in work.reports.seated(program.id, period.since, period.until).items():
        sat[row_of.get(team, OTHERS)] += number
    about = f"report {program.id} network"
    told = {row: by.told(sat[row], f"{about} {row}", of[row]) for row in of}
    if not by.bears(came, told, of):
        return Network({}, {})
    largest = sorted(filter(told.get, told), key=lambda row: (-told[row], row))[:MOST_TEAMS]
    rows = sorted(largest, key=lambda row: (row == OTHERS, row.casefold(), row))
    drawn = {team: row if row in rows else None for team, row in row_of.items()}
    met = work.reports.across(program.id, period.since, period.until, drawn)
    ties = {
        (a, b): by.told(met.get((a, b), 0), f"{about} {a}/{b}") for a, b in combinations(rows, 2)
    }
    return Network(
        {row: told[row] for row in rows},
        {(a, b): min(people, told[a] + told[b], came) for (a, b), people in ties.items()},
    )


def _weeks(work: Work, report: Report, by: Rule, now: datetime) -> list[Rate]:
    """Return how evenly people were heard in the weeks from Monday to Sunday that are over, as it was first told."""
    program, period, zone = report.program, report.period, report.zone
    after = min(period.after, hours.local(now, zone).date())
    after -= timedelta(days=after.weekday())
    found: list[Rate] = []
    for n in range(WEEKS, 0, -1):
        monday = after - n * WEEK
        if monday >= period.first:
            since, until = (hours.instant(day, time(), zone) for day in (monday, monday + WEEK))
            cell = f"report {program.id} week"
            shares = work.reports.shares(program.id, since, until)
            even = telling.evenness(list(shares.values()), by, by.told(len(shares), cell))
            kept = withholding.held(
                work, by, program.workspace, f"{cell} {monday}", even, 0, lambda _: 0
            )
            found.append((periods.day(monday), kept))
    return found
