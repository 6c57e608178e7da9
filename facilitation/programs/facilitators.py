"""Telling the people who look after a program."""

from datetime import datetime

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.programs.model import Program
from facilitation.talk.messages import Message
from facilitation.work import Work


def reachable(work: Work, program: Program) -> list[Member]:
    """Return the program's reachable facilitators; where there is none, the workspace's admins."""
    found = work.members.some(program.facilitators)
    active = [m for m in found.values() if m.state == "active"]
    return sorted(active, key=lambda m: m.id) or work.members.in_role(program.workspace, "admin")


def tell(work: Work, program: Program, message: Message, fact: str, now: datetime) -> None:
    """Owe a message to each of the program's facilitators, once for the fact."""
    tell = teller.of(work, program.workspace, now)
    whom = reachable(work, program)
    tell.to_each(whom, message, fact=fact, kind="summary", about=program.id)
    tell.send()
