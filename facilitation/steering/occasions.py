"""Six usual occasions for a program, each with what the form for a new one is filled with."""

from dataclasses import dataclass

from facilitation.talk.forms import Answers
from facilitation.talk.messages import Block, Bold, Button, Message, buttons, text
from facilitation.talk.phrases import Phrase, say


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a program is for at some time in a company, and how it begins."""

    key: str
    called: Phrase
    format: str
    name: Phrase
    goal: Phrase
    cadence: str

    @property
    def answers(self) -> Answers:
        """Return what the form is filled with."""
        return {
            "format": self.format,
            "name": str(self.name),
            "goal": str(self.goal),
            "cadence": self.cadence,
        }


OCCASIONS: tuple[Occasion, ...] = (
    Occasion(
        "onboarding",
        say("New colleagues"),
        "pairs",
        say("First weeks"),
        say(
            "New colleagues get to know people outside their team, and hear what nobody tells newcomers."
        ),
        "every 1w on tue at 10:00",
    ),
    Occasion(
        "managers",
        say("New managers"),
        "mentoring",
        say("Leading for the first time"),
        say(
            "Who leads for the first time works on real cases with others who do, and tries something new."
        ),
        "every 2w on wed at 10:00",
    ),
    Occasion(
        "engineering",
        say("A guild of engineers"),
        "community",
        say("Engineering guild"),
        say(
            "We show each other how we build, agree on what we do alike, and write down what came of it."
        ),
        "every 2w on thu at 15:00",
    ),
    Occasion(
        "ai",
        say("Learning to work with AI"),
        "sharing",
        say("AI at work"),
        say("Colleagues show what works for them with AI, and what does not, on their own work."),
        "every 2w on tue at 15:00",
    ),
    Occasion(
        "return",
        say("Coming back after a leave"),
        "mentoring",
        say("Back at work"),
        say(
            "Whoever comes back after a leave meets others who did, and finds their way with their help."
        ),
        "every 2w on mon at 10:00",
    ),
    Occasion(
        "course",
        say("After a course"),
        "mentoring",
        say("From course to practice"),
        say("We practice together what we learned, and tell L&D where the course fell short."),
        "every 2w on tue at 10:00",
    ),
)


def named(key: str) -> Occasion | None:
    """Return the occasion of that key, or None."""
    return next((one for one in OCCASIONS if one.key == key.casefold()), None)


def listed() -> Message:
    """Show the occasions, each with a way to begin."""
    blocks: list[Block] = []
    for one in OCCASIONS:
        blocks += [
            text(say("{occasion}: {goal}", occasion=Bold(one.called), goal=one.goal)),
            buttons(Button(say("Begin with this"), f"program template {one.key}")),
        ]
    return Message(say("Six usual occasions"), tuple(blocks))
