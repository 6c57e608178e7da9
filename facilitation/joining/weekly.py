"""How much of somebody's week their programs ask for, and whether it is more than people here are to be asked for."""

from facilitation.people.model import Member, Workspace
from facilitation.programs.formats import library, preview
from facilitation.programs.model import Program
from facilitation.work import Work


def asked(work: Work, member: Member) -> list[tuple[Program, float]]:
    """Return how many hours a week each program asks of a member that they take part in."""
    active = {e.program for e in work.enrollments.of_member(member.id) if e.state == "active"}
    return [
        (one, preview.hours_a_week(library.of(work, one), one.settings))
        for one in work.programs.of(member.workspace)
        if one.id in active and one.state == "active"
    ]


def too_much(work: Work, workspace: Workspace, member: Member) -> float:
    """Return how many hours a week are asked of a member where that is more than it is to be; else 0."""
    hours = sum(each for _, each in asked(work, member))
    return hours if hours * 60 > workspace.spare else 0.0
