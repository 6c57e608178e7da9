"""Every command, in the order help shows them."""

from facilitation import changes, welcome
from facilitation.bookings import commands as bookings
from facilitation.gaps import commands as gaps
from facilitation.people import commands as people
from facilitation.programs import commands as programs
from facilitation.questions import commands as questions
from facilitation.rounds import commands as rounds
from facilitation.skills import commands as skills
from facilitation.skills import finding_commands as finding
from facilitation.talk.commands import Command

COMMANDS: tuple[Command, ...] = (
    *programs.COMMANDS,
    *rounds.COMMANDS,
    *people.COMMANDS,
    *skills.COMMANDS,
    *questions.COMMANDS,
    *finding.COMMANDS,
    *bookings.COMMANDS,
    *gaps.COMMANDS,
    *changes.COMMANDS,
    *welcome.COMMANDS,
)
