"""A Slack of our own on loopback: Web API, events, Socket Mode, people with hands, and faults on request."""

from tests.simulators.slack.hands import Refused
from tests.simulators.slack.model import Call, Channel, Message, Team, Token, User, View
from tests.simulators.slack.sender import Answer, signature
from tests.simulators.slack.simulator import SlackSimulator, Workspace

__all__ = [
    "Answer",
    "Call",
    "Channel",
    "Message",
    "Refused",
    "SlackSimulator",
    "Team",
    "Token",
    "User",
    "View",
    "Workspace",
    "signature",
]
