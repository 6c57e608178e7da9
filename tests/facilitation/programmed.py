"""What is stored of programs and their next round."""

from datetime import datetime

from facilitation.programs.model import Program
from tests.company import WORKSPACE, Company


def program_of(company: Company, number: int = 1) -> Program:
    """Return a program as it is kept."""
    with company.store.begin() as work:
        return next(p for p in work.programs.of(WORKSPACE) if p.number == number)


def planned_at(company: Company, number: int = 1) -> datetime | None:
    """Return when the program's next round opens."""
    program = program_of(company, number)
    with company.store.begin() as work:
        planned = work.rounds.planned(program.id)
    return planned.opens_at if planned else None
