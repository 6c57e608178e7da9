"""Aims: what a member would like to be able to do by a program, and at its end how far they came."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

LONGEST = 300
"""The most characters of each of its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a member says of themself in one program; nobody else reads it unless it is `shared` with those in it."""

    program: str
    member: str
    wants: str
    """What they would like to be able to do."""
    came: str = ""
    """How far they came, by their own word."""
    shared: bool = False
    at: datetime


class Aims(Protocol):
    """Where aims are kept."""

    def find(self, program: str, member: str) -> Aim | None:
        """Return a member's aim in a program, or None."""

    def put(self, aim: Aim) -> None:
        """Write an aim, in place of what the member said before."""

    def drop(self, program: str, member: str) -> None:
        """Let go of a member's aim in a program."""

    def of_program(self, program: str) -> list[Aim]:
        """Return every aim in a program, oldest first."""
