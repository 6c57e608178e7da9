"""What a report says where it is a page: its headings, and what stands around the figures."""

from typing import TYPE_CHECKING

from facilitation.reports.figures import Figure
from facilitation.reports.model import Period
from facilitation.reports.periods import label
from facilitation.talk.phrases import Phrase, say

if TYPE_CHECKING:
    from facilitation.reports.service import Report

FIGURE, NOW, BEFORE = say("Figure"), say("Now"), say("Before")
NOTHING = "–"
"""What stands where nothing may be told, beside what says so."""
OF_HOW_MANY, WHAT_IT_IS = say("Of how many"), say("What it is")
GOALS = say("Goals of the program and what speaks for them")
GOAL, SIGNS = say("Its goal"), say("How we notice")
ADVICE = say("What to do")
NOT_YET = {5: say("Nobody was asked yet what they would do in a situation from their work.")}
"""Why there is no figure of a tier."""

MARKS = say("How useful people found it, from 1 to 5, in people")
WEEKS = say("How evenly people were heard, by the week")
CURVE = say("What comes to mind after some time, in percent")
LINES = say(
    "Lines: people of two teams who met, thicker for more. Faint: they could, and too few did to say."
)
OTHER_TEAMS, TEAMS = say("Other teams"), say("Teams")
MET_ACROSS = say("People who met across")
NO_TIES = say("Too few met across teams to say.")

OWN_FIGURES = say("The team's own figures")
MEASURED_ON, SOURCE = say("Measured on"), say("Source")
BESIDE = say(
    "Entered by whoever looks after the program. They stand beside what is counted here: what happened at one time "
    "is no proof that one led to the other."
)
AS_FILES = say("As files for spreadsheets")
TO_KEEP = say("To keep")

GAPS, OPEN, CLOSED = say("Gaps in what people know"), say("Open"), say("Closed")
NO_GAPS = say("none that may be told")
WHAT_GAPS_ARE = say(
    "Open: wanted, and offered by nobody, or by one person alone. Closed: a colleague said after a session that "
    "somebody who wanted it knows it well by now. It is of the whole workspace, and no proof of this program."
)


def small_print(step: int) -> Phrase:
    """Return what the figures cannot say, and how people are counted in `step`s."""
    return say(
        "People are counted in steps of {step} and never by name; where a figure is of too few it is left out. Tiers "
        "are kept apart, as the Learning-Transfer Evaluation Model has them: none proves the next, and effects on the "
        "organization are not claimed at all. There is no 6, a whole task done well under watch: nobody measures it "
        "here.",
        step=step,
    )


def too_few(report: "Report") -> Phrase | None:
    """Return from how many people on there are figures, where most are missing."""
    if not report.scarce:
        return None
    return say(
        "Of most figures there are too few people yet. A number of people is told once there are {n} of them, a share "
        "once it is of {enough}.",
        n=report.rule.surely,
        enough=report.rule.enough,
    )


def title(name: str, period: Period) -> Phrase:
    """Return what the page of a program's report is called."""
    return say("{program}, {period}", program=name, period=label(period))


def own_title(period: Period) -> Phrase:
    """Return what the page of a member's own report is called."""
    return say("What you did, {period}", period=label(period))


def no_proof(figure: Figure) -> Phrase:
    """Return what a figure does not prove."""
    return say("It does not prove: {what}", what=figure.not_proof)


def of_how_many(figure: Figure) -> str:
    """Return of how many people or circles a figure is, as far as that may be told."""
    if not figure.of:
        return NOTHING
    if figure.of_what == "circles":
        return say("{n} or more circles", n=figure.of)
    return say("{n} or more people", n=figure.of)


def gap(name: str, people: int) -> Phrase:
    """Return a skill that is missing, with how many or more want it where that may be told."""
    if not people:
        return say("{skill}", skill=name)
    return say("{skill} ({n} or more want it)", skill=name, n=people)


def network(quarter: Phrase | str) -> Phrase:
    """Return what the picture of who meets across teams is called."""
    return say("Who meets across teams, {quarter}", quarter=quarter)


def tie(one: str, other: str, people: int) -> Phrase:
    """Return how many met across two teams."""
    return say("{team} and {other}: {n} or more people", team=one, other=other, n=people)
