"""A report of a program: its figures in a period, and those of the periods before it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from facilitation.people import withholding
from facilitation.programs.model import Program
from facilitation.reports import figures, goals, periods, waiting
from facilitation.reports.figures import Figure
from facilitation.reports.model import Counts, Period, TeamFigure
from facilitation.talk.phrases import Phrase, say
from facilitation.work import Work

KIND = "report"
"""Of what kind links to reports of programs are."""
BACK = 6
"""How many periods a trend is drawn of, the one that the report is about among them."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of a program in a period; `past` has its figures and those of the periods before, oldest first."""

    program: Program
    period: Period
    figures: tuple[Figure, ...]
    past: Sequence[tuple[Period, tuple[Figure, ...]]]
    advice: Phrase
    step: int
    served: tuple[Figure, ...] = ()
    """What speaks for the skills that the program serves."""
    beside: Sequence[TeamFigure] = ()
    """The team's own figures, measured in the periods that are told of."""

    def figure(self, key: str) -> Figure:
        """Return the figure of a key."""
        return next(one for one in self.figures if one.key == key)

    def before(self, figure: Figure) -> Figure | None:
        """Return the same figure in the period before, where one may be told."""
        found = (
            [one for one in self.past[-2][1] if one.key == figure.key] if len(self.past) > 1 else []
        )
        return found[0] if found and found[0].value is not None else None


def take(work: Work, program: Program, period: Period, zone: str) -> Report:
    """Return the report of a program; of the past only what there is, back to where nothing happened."""
    rule = withholding.rule(work, program.workspace)
    of = period
    skills = goals.keys(work, program)
    counts = _counts(work, program, of, tuple(skills))
    told = figures.take(counts, program.id, rule)
    past = [(of, told)]
    for _ in range(BACK - 1):
        of = periods.before(of, zone)
        if of.until <= program.created_at:
            break
        then = _counts(work, program, of)
        past.insert(0, (of, figures.take(then, program.id, rule)))
    beside = [
        one
        for one in work.team_figures.of(program.id)
        if past[0][0].first <= one.day < period.after
    ]
    served = goals.take(counts, skills, program.id, rule)
    return Report(program, period, told, past, advice(counts, told), rule.step, served, beside)


def _counts(work: Work, program: Program, of: Period, skills: Sequence[str] = ()) -> Counts:
    counts = work.reports.of(program.id, of.since, of.until, skills)
    waited = waiting.by_person(work, program.workspace, of.since, of.until, program.id)
    return _settled(work, program, of, replace(counts, waited=waited))


def _settled(work: Work, program: Program, of: Period, counts: Counts) -> Counts:
    """Return the counts with what rates are told of as they were told last, until enough answers have changed."""
    rule = withholding.rule(work, program.workspace)

    def told(name: str, count: int, number: int) -> tuple[int, int]:
        cell = f"{program.id} {of.first} {of.after} {name}"
        return withholding.settled(work, rule, program.workspace, cell, count, number)

    def people(name: str, got: int, answers: int, answering: int) -> tuple[int, int, int]:
        right, number = told(name, round(got / answers * answering) if answers else 0, answering)
        return right, number, number

    yes, answered = told("helped", counts.helped.get("yes", 0), sum(counts.helped.values()))
    marks = counts.useful
    good, marked = told("useful", marks.get(4, 0) + marks.get(5, 0), sum(marks.values()))
    recalled, recalls, recallers = people(
        "remembered", counts.recalled, counts.recalls, counts.recallers
    )
    return replace(
        counts,
        helped={"yes": yes, "no": answered - yes},
        useful={5: good, 1: marked - good},
        recalled=recalled,
        recalls=recalls,
        recallers=recallers,
        situated=people("situated", *counts.situated),
    )


def advice(counts: Counts, told: Sequence[Figure]) -> Phrase:
    """Return what to do about it, in a sentence: what stands most in the way comes first."""
    of = {one.key: one.value for one in told}
    if not counts.circles and not counts.discussions:
        return say(
            "Nothing has taken place yet: invite people, and look again after the first round."
        )
    if counts.circles and not of["came"]:
        return say("Too few people have met for figures that name nobody: invite more of them.")
    met, silent = of["met"], counts.circles - counts.met - counts.missed
    if met is not None and met < 50 and silent * 2 > counts.circles:
        return say("Most circles do not say whether they met: ask once in the channel how it goes.")
    if met is not None and met < 50:
        return say(
            "Fewer than half of the circles meet: try a slower rhythm, or times that are found for them."
        )
    evenness, helped = of["evenness"], of["helped"]
    if evenness is not None and evenness < 50:
        return say(
            "A few people do most of the talking: ask those who have not been heard, one by one."
        )
    if helped is not None and helped < 50:
        return say(
            "Few say that it helped: ask them what would, and put that into the next question."
        )
    if met is None and evenness is None and helped is None:
        return say(
            "It is too early to say how it goes: invite more people, or look again after another period."
        )
    return say("It goes well: tell those who decide about it, and leave it as it is.")
