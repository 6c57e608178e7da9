"""The settings of a program that say what it is for: its name, its goal, what it serves and how one would notice."""

from facilitation.errors import UserError
from facilitation.programs import reading, saying
from facilitation.programs.model import Program
from facilitation.programs.setting import Setting, Values
from facilitation.skills import naming
from facilitation.talk.commands import Call
from facilitation.talk.phrases import say

MOST_SKILLS = 3


def _skills(text: str, program: Program, call: Call) -> Values:
    """Read what the program serves: known skills by the name that they have here, and outcomes in one's own words."""
    found = () if reading.nothing(text) else naming.names(text)
    if len(found) > MOST_SKILLS:
        raise UserError(
            "A program serves one to {n} skills or outcomes, and these are {there}. Which matter most?",
            n=MOST_SKILLS,
            there=len(found),
        )
    if not found and not reading.nothing(text):
        raise UserError("Name a skill or an outcome, such as: {example}", example="giving feedback")
    named = (naming.read(call.work, program.workspace, one, exact=True).name for one in found)
    return {"skills": tuple(dict.fromkeys(named))}


ABOUT: tuple[Setting, ...] = (
    Setting(
        name="name",
        label=say("Name"),
        summary=say("What it is called"),
        fields=("name",),
        own=True,
        say=lambda program, names: (program.name,),
        read=lambda text, program, call: {"name": reading.name(text)},
        example='"Design pairs"',
    ),
    Setting(
        name="goal",
        label=say("What it is for"),
        summary=say("What it is for, shown to people who might join"),
        fields=("goal",),
        own=True,
        say=lambda program, names: (program.goal or say("none"),),
        read=lambda text, program, call: {"goal": reading.goal(text)},
        example='"get to know other teams"',
        also=("for", "purpose"),
    ),
    Setting(
        name="skills",
        label=say("Skills it serves"),
        summary=say(
            "One to three skills or outcomes that it serves; reports show what speaks for them"
        ),
        fields=("skills",),
        say=lambda program, names: (saying.skills(program),),
        read=_skills,
        example="giving feedback, python",
        also=("outcomes", "outcome", "skill", "serves"),
    ),
    Setting(
        name="signs",
        label=say("How we would notice"),
        summary=say("How we would notice that it does what it is for"),
        fields=("signs",),
        say=lambda program, names: (program.settings.signs or say("none"),),
        read=lambda text, program, call: {"signs": reading.signs(text)},
        example='"reviews take a day, not a week"',
        also=("sign", "evidence"),
    ),
)
