"""A report of a program: its figures in a period, and those of the periods before it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from facilitation.people import withholding
from facilitation.people.withholding import Rule
from facilitation.programs.model import Program
from facilitation.reports import figures, goals, periods
from facilitation.reports.figures import Figure
from facilitation.reports.model import Period, TeamFigure, Told
from facilitation.reports.telling import Teller
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
    told: Told = field(default_factory=Told)
    zone: str = "UTC"
    rule: Rule = field(default_factory=lambda: Rule(""))
    came: Callable[[Period], int] = lambda _: 0
    """How many people or more met in another period, for as long as the transaction is open."""

    @property
    def scarce(self) -> bool:
        """Return whether of most figures there are too few people to say."""
        return 2 * sum(one.value is None for one in self.figures) > len(self.figures)

    def figure(self, key: str) -> Figure:
        """Return the figure of a key."""
        return next(one for one in self.figures if one.key == key)

    def known(self, key: str) -> list[tuple[Period, Figure]]:
        """Return the periods in which a figure may be told, oldest first, with what it was."""
        told = ((period, next(one for one in its if one.key == key)) for period, its in self.past)
        return [(period, one) for period, one in told if one.value is not None]

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
    teller = Teller(work, program, rule, zone, tuple(skills))
    told = teller.take(of)
    shown = figures.take(told, rule)
    past = [(of, shown)]
    for _ in range(BACK - 1):
        of = periods.before(of, zone)
        if of.until <= program.created_at:
            break
        past.insert(0, (of, figures.take(teller.take(of), rule)))
    beside = [
        one
        for one in work.team_figures.of(program.id)
        if past[0][0].first <= one.day < period.after
    ]
    served = goals.take(told, skills, rule)
    said = advice(told, shown)
    return Report(
        *(program, period, shown, past, said, rule.step, served, beside, told, zone, rule),
        came=lambda other: teller.of(other).people.get("came", 0),
    )


def advice(told: Told, shown: Sequence[Figure]) -> Phrase:
    """Return what to do about it, in a sentence: what stands most in the way comes first."""
    of = {one.key: one.value for one in shown}
    circles, silent = told.share("met").of, told.share("silent")
    if not told.began:
        return say(
            "Nothing has taken place yet: invite people, and look again after the first round."
        )
    if circles and not of["came"]:
        return say("Too few people have met for figures that name nobody: invite more of them.")
    met = of["met"]
    if met is not None and met < 50 and silent.true * 2 > silent.of:
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
    if helped is None:
        return say("Circles meet, but too few say whether it helps them: ask for their answers.")
    return say("It goes well: tell those who decide about it, and leave it as it is.")
