"""A Microsoft Teams of our own on loopback: connector, tokens, people with hands, and faults on request."""

from tests.simulators.teams.forms import Incomplete
from tests.simulators.teams.model import Call, Company, Conversation, Message, Person, Team
from tests.simulators.teams.sender import Answer, Dialog, Refused
from tests.simulators.teams.simulator import TeamsSimulator

__all__ = [
    "Answer",
    "Call",
    "Company",
    "Conversation",
    "Dialog",
    "Incomplete",
    "Message",
    "Person",
    "Refused",
    "Team",
    "TeamsSimulator",
]
