"""The figures of a report by tier, each with how many people it is of, what it means and what it cannot prove.

The tiers are those of LTEM (Thalheimer, The Learning-Transfer Evaluation Model, 2018), kept apart: that people came is
no sign that they learned, and that they liked it is none that they use it. Tier 8, effects, is never claimed.
"""

from dataclasses import dataclass

from facilitation.people.withholding import Rule
from facilitation.reports.model import Share, Told
from facilitation.talk.phrases import Phrase, say

TIERS: dict[int, Phrase] = {
    1: say("Attendance"),
    2: say("Activity, and how evenly it is shared"),
    3: say("What people thought of it"),
    4: say("What is remembered after days"),
    5: say("What is remembered in a situation from work"),
    7: say("What is used at work, confirmed by a peer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: a number that may be told, or None; `unit` follows it, and `of` says of how many."""

    key: str
    tier: int
    name: Phrase
    value: float | None
    unit: str = ""
    of: int = 0
    """People, or circles, at least."""
    of_what: str = "people"
    means: Phrase
    not_proof: Phrase

    @property
    def shown(self) -> str:
        """Return the figure as it is read."""
        if self.value is None:
            return "–"
        whole = int(self.value)
        number = whole if whole == self.value else f"{self.value:g}"
        return say("{number}{unit}", number=number, unit=self.unit)


def take(told: Told, rule: Rule) -> tuple[Figure, ...]:
    """Return the figures of a program, of what may be told of it."""
    people = told.people
    return (
        *_attendance(told.share("met"), rule, people.get("came", 0)),
        *_activity(told, rule, people.get("active", 0)),
        _waited(told, people.get("waited", 0)),
        *_thought(told.share("helped"), told.share("useful"), rule),
        _remembered(told.share("remembered"), rule),
        _situated(told.share("situated"), rule),
        *_used(rule, people.get("transferred", 0)),
    )


def rate(share: Share, rule: Rule) -> int | None:
    """Return what share of people something is true of, in percent; None where too few have answered."""
    return rule.rate(share.true, share.of, share.people)


def _attendance(met: Share, rule: Rule, came: int) -> tuple[Figure, ...]:
    return (
        Figure(
            key="met",
            tier=1,
            name=say("Circles that met"),
            value=rate(met, rule),
            unit="\N{NO-BREAK SPACE}%",
            of=rule.at_least(met.people),
            of_what="circles",
            means=say(
                "Of the circles that were put together, those in which somebody said that they met; where "
                "nobody says anything they count as not met."
            ),
            not_proof=say("That anybody learned something."),
        ),
        Figure(
            key="came",
            tier=1,
            name=say("People who met"),
            value=came or None,
            unit="+",
            of=came,
            means=say(
                "People whose circle met at least once, counted in steps of {step}.", step=rule.step
            ),
            not_proof=say("That it was worth their time."),
        ),
    )


def _activity(told: Told, rule: Rule, active: int) -> tuple[Figure, ...]:
    return (
        Figure(
            key="active",
            tier=2,
            name=say("People who took part in discussions"),
            value=active or None,
            unit="+",
            of=active,
            means=say(
                "People who wrote at least once in a discussion, counted in steps of {step}.",
                step=rule.step,
            ),
            not_proof=say("That what was written helped anybody."),
        ),
        Figure(
            key="evenness",
            tier=2,
            name=say("How evenly people were heard"),
            value=told.evenness,
            unit="\N{NO-BREAK SPACE}%",
            of=active,
            means=say(
                "100 % is everybody the same, 0 % is one person alone: 100 % less the Gini coefficient, a usual "
                "measure of unevenness, in steps of ten."
            ),
            not_proof=say("That those who wrote little had less to say."),
        ),
    )


def _waited(told: Told, waited: int) -> Figure:
    return Figure(
        key="waited",
        tier=2,
        name=say("Days until a colleague says yes"),
        value=told.waited,
        of=waited,
        means=say(
            "Of those who wanted to learn something, or asked a question: half had a colleague's yes within so "
            "many days. Each person counts once."
        ),
        not_proof=say("That the help was good, or that nobody waits in vain."),
    )


def _thought(helped: Share, useful: Share, rule: Rule) -> tuple[Figure, ...]:
    return (
        Figure(
            key="helped",
            tier=3,
            name=say("Said that it helped them"),
            value=rate(helped, rule),
            unit="\N{NO-BREAK SPACE}%",
            of=rule.at_least(helped.people),
            means=say(
                "Of those who answered whether it helped, those who said yes; of each month the last answer of each."
            ),
            not_proof=say(
                "That it did: liking something and learning from it have little to do with each other."
            ),
        ),
        Figure(
            key="useful",
            tier=3,
            name=say("Found it useful"),
            value=rate(useful, rule),
            unit="\N{NO-BREAK SPACE}%",
            of=rule.at_least(useful.people),
            means=say(
                "Of those who said how useful it was, 1 to 5, and of each what they said last in a month: "
                "fours and fives."
            ),
            not_proof=say("That they used it."),
        ),
    )


def _remembered(share: Share, rule: Rule) -> Figure:
    return Figure(
        key="remembered",
        tier=4,
        name=say("Came to mind when it came back"),
        value=rate(share, rule),
        unit="\N{NO-BREAK SPACE}%",
        of=rule.at_least(share.people),
        means=say(
            "Of the takeaways that came back to people as questions and that they last answered in this time, "
            "those that came to mind, by their own word."
        ),
        not_proof=say("That they think of it at work when it matters."),
    )


def _situated(share: Share, rule: Rule) -> Figure:
    return Figure(
        key="situated",
        tier=5,
        name=say("Knew what to do in a situation from work"),
        value=rate(share, rule),
        unit="\N{NO-BREAK SPACE}%",
        of=rule.at_least(share.people),
        means=say(
            "Of the questions that put people into a situation from work and asked what they would do, and that they "
            "last answered in this time, those that they could answer, by their own word."
        ),
        not_proof=say(
            "That they do it when the situation comes, or that somebody else would agree."
        ),
    )


def _used(rule: Rule, people: int) -> tuple[Figure, ...]:
    return (
        Figure(
            key="transferred",
            tier=7,
            name=say("Used it, as a colleague confirmed"),
            value=people or None,
            unit="+",
            of=people,
            means=say(
                "People of whom a colleague confirmed that they used at work what they learned, counted in "
                "steps of {step}.",
                step=rule.step,
            ),
            not_proof=say("That it changed what the organization achieves."),
        ),
    )
