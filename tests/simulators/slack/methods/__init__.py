"""The methods of the Web API that the simulator knows, by name."""

from tests.simulators.slack.methods import apps, chat, conversations, files, reading, users, views
from tests.simulators.slack.methods.registry import METHODS, Request, call

__all__ = [
    "METHODS",
    "Request",
    "apps",
    "call",
    "chat",
    "conversations",
    "files",
    "reading",
    "users",
    "views",
]
