"""Every command, in the order help shows them."""

from facilitation import changes, welcome
from facilitation.people import commands as people
from facilitation.programs import commands as programs
from facilitation.rounds import commands as rounds
from facilitation.talk.commands import Command

COMMANDS: tuple[Command, ...] = (
    *programs.COMMANDS,
    *rounds.COMMANDS,
    *people.COMMANDS,
    *changes.COMMANDS,
    *welcome.COMMANDS,
)
