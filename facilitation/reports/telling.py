"""What may be told of a program in a period: of its months first, and of a longer one only what follows from its parts.

So whoever has the report of every month, quarter and year, and asks again after every answer, learns no more from two
that overlap than from one (see `people/withholding`).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from facilitation.knowledge import remembering
from facilitation.people import withholding
from facilitation.people.withholding import Rule
from facilitation.programs.model import Program
from facilitation.reports import model, periods, waiting
from facilitation.reports.model import Counts, People, Period, Share, Told
from facilitation.work import Work

MARKS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of a program by a rule, of `skills` by their keys too; what was counted once is not counted again."""

    work: Work
    program: Program
    rule: Rule
    zone: str
    skills: Sequence[str] = ()
    _counted: dict[tuple[date, date], tuple[Counts, Told]] = field(default_factory=dict)

    def take(self, period: Period) -> Told:
        """Return all that may be told of a period."""
        counts, told = self._told(period)
        cell, workspace = self.cell(period, "waited"), self.program.workspace
        waited = told.people.get("waited", 0)
        return replace(
            told,
            shares=_crowded(self, period, counts, told.shares),
            evenness=_evenness(self, period, counts, told.people.get("active", 0)),
            waited=waiting.days(self.work, self.rule, workspace, cell, counts.waits, waited),
        )

    def of(self, period: Period) -> Told:
        """Return what may be told of how many people and of rates in a period."""
        return self._told(period)[1]

    def cell(self, period: Period, name: str) -> str:
        """Return what a figure of a period is called where it is kept what was told of it."""
        return f"{self.program.id} {period.first} {period.after} {name}"

    def answered(self, period: Period, name: str, count: int, of: int) -> tuple[float, int]:
        """Return what a rate is told of as a part of others."""
        cell, workspace = self.cell(period, name), self.program.workspace
        return withholding.answered(self.work, self.rule, workspace, cell, count, of)

    def people(self, period: Period, name: str, number: int) -> int:
        """Return of how many people a rate is, as it was told last."""
        cell, workspace = self.cell(period, name), self.program.workspace
        return withholding.settled(self.work, self.rule, workspace, cell, 0, number)[1]

    def _told(self, period: Period) -> tuple[Counts, Told]:
        when = period.first, period.after
        if when not in self._counted:
            self._counted[when] = self._count(period)
        return self._counted[when]

    def _count(self, period: Period) -> tuple[Counts, Told]:
        program, long = self.program, periods.months(period)
        inside = periods.parts(period, self.zone)
        parts = [self._told(part) for part in inside if part.until > program.created_at]
        if long > 1:
            counts = model.together([its for its, _ in parts])
            shares = together([told.shares for _, told in parts])
        else:
            counts = self.work.reports.of(program.id, period.since, period.until, self.skills)
            shares = _of_month(self, period, counts)
        about = f"report {program.id}" + (f" {long}" if long > 1 else "")
        began = bool(counts.circles or counts.discussions)
        people = over(self.rule, about, counts, parts)
        return counts, Told(began=began, people=people, shares=shares)


def take(work: Work, program: Program, period: Period, zone: str) -> Told:
    """Return what may be told of a program in a period."""
    return Teller(work, program, withholding.rule(work, program.workspace), zone).take(period)


def people(counts: Counts) -> dict[str, int]:
    """Return how many people did what, by the name of its cell."""
    marks = {f"mark {mark}": len(counts.useful.get(mark, ())) for mark in MARKS}
    goals = {f"goal {key}": len(some) for key, some in counts.shown.items()}
    return {
        "came": len(counts.came),
        "active": len(counts.shares),
        "waited": len({member for member, *_ in counts.waits}),
        "transferred": len(counts.transferred),
        **marks,
        **goals,
    }


def over(
    rule: Rule, about: str, counts: Counts, parts: Sequence[tuple[Counts, Told]]
) -> dict[str, int]:
    """Return how many people may be told of in a period, given the periods that it is made of."""
    its, found = [(people(part), told.people) for part, told in parts], {}
    for name, number in people(counts).items():
        cell, of_parts = (
            f"{about} {name}",
            [(there.get(name, 0), told.get(name, 0)) for there, told in its],
        )
        found[name] = rule.over(number, cell, of_parts) if parts else rule.told(number, cell)
    return found


def together(parts: Sequence[Mapping[str, Share]]) -> dict[str, Share]:
    """Return the rates of a time, put together from those of the times it is made of."""
    true, of = defaultdict[str, float](float), Counter[str]()
    for shares in parts:
        for name, share in shares.items():
            true[name] += share.true
            of[name] += share.of
    return {name: Share(true[name], number) for name, number in of.items()}


def _of_month(asked: Teller, period: Period, counts: Counts) -> dict[str, Share]:
    """Return the rates of a month, each as it was told last until enough answers have changed."""
    silent = counts.circles - counts.met - counts.missed
    helped, marks = counts.helped, counts.useful
    found = {
        "met": (counts.met, counts.circles),
        "silent": (silent, counts.circles),
        "helped": (len(helped.get("yes", ())), _many(helped)),
        "useful": (len(marks.get(4, ())) + len(marks.get(5, ())), _many(marks)),
    }
    shares = {
        name: Share(*asked.answered(period, name, count, of)) for name, (count, of) in found.items()
    }
    name = f"{period.first} {period.after}"
    kinds = remembering.told(asked.work, asked.rule, asked.program, name, counts.recalled)
    by = [
        {"remembered": share, f"after {days}": share, **({"situated": share} if situated else {})}
        for (days, situated), share in ((key, Share(*one)) for key, one in kinds.items())
    ]
    return shares | together(by)


def _many(by: Mapping[Any, People]) -> int:
    return sum(map(len, by.values()))


def _crowded(
    asked: Teller, period: Period, counts: Counts, shares: Mapping[str, Share]
) -> dict[str, Share]:
    """Return rates with how many people each is of, however often they were asked; told anew as rates are."""
    who: dict[str, set[str]] = {
        "helped": set().union(*counts.helped.values()),
        "useful": set().union(*counts.useful.values()),
    }
    for (days, situated), by in counts.recalled.items():
        for name in ("remembered", f"after {days}", *(["situated"] if situated else [])):
            who.setdefault(name, set()).update(by)
    found = {}
    for name, share in shares.items():
        many = share.of
        if name in who:
            many = min(many, asked.people(period, f"{name} of", len(who[name])))
        found[name] = replace(share, people=many)
    return found


def _evenness(asked: Teller, period: Period, counts: Counts, active: int) -> int | None:
    work, program = asked.work, asked.program
    return withholding.held(
        work,
        asked.rule,
        program.workspace,
        asked.cell(period, "evenness"),
        evenness(list(counts.shares.values()), asked.rule, active),
        sum(counts.shares.values()),
        lambda after: work.reports.writers(program.id, period.since, period.until, after),
    )


def evenness(shares: Sequence[int], rule: Rule, told: int) -> int | None:
    """Return how evenly contributions are shared, in percent in steps of ten; None where too few people are told of."""
    n, total = len(shares), sum(shares)
    if told < rule.crowd or not total:
        return None
    ranked = sorted(shares)
    gini = sum((2 * place - n - 1) * share for place, share in enumerate(ranked, 1)) / (n * total)
    return round((1 - gini) * 10) * 10
