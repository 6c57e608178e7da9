"""The one place that speaks to the Bot Framework service, in and out."""

from adapters.teams.transport.botbuilder import Botbuilder
from adapters.teams.transport.hosts import MICROSOFT, allowed
from adapters.teams.transport.model import Address, Answer, Json, Refused, Transport, Trouble

__all__ = [
    "MICROSOFT",
    "Address",
    "Answer",
    "Botbuilder",
    "Json",
    "Refused",
    "Transport",
    "Trouble",
    "allowed",
]
