"""What speaks for the skills that a program serves: what peers said after sessions, and nothing that anybody hopes."""

from collections.abc import Mapping

from facilitation.people.withholding import Rule
from facilitation.programs.model import Program
from facilitation.reports.figures import Figure
from facilitation.reports.model import Told
from facilitation.skills import naming
from facilitation.talk.phrases import say
from facilitation.work import Work


def keys(work: Work, program: Program) -> dict[str, str]:
    """Return the names of what a program serves by their keys; a skill that was renamed or merged has its new one."""
    found = {}
    for name in program.settings.skills:
        known = work.skills.find(program.workspace, naming.fold(name))
        found[known.key if known else naming.fold(name)] = known.name if known else name
    return found


def take(told: Told, skills: Mapping[str, str], rule: Rule) -> tuple[Figure, ...]:
    """Return a figure for each skill, given its name by its key."""
    return tuple(
        _shown(name, rule.step, told.people.get(f"goal {key}", 0)) for key, name in skills.items()
    )


def _shown(name: str, step: int, people: int) -> Figure:
    return Figure(
        key="shown",
        tier=0,
        name=say("{skill}: known solidly, as colleagues said after a session", skill=name),
        value=people or None,
        unit="+",
        of=people,
        means=say(
            "People in the program of whom a colleague who met them said so in this time, counted in steps of {step}.",
            step=step,
        ),
        not_proof=say("That they learned it here, or use it at work."),
    )
