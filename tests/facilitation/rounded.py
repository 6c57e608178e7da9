"""Rounds to test with: a program that runs, and what became of its circles."""

from datetime import UTC, datetime

from facilitation.talk.messages import Buttons
from tests.company import person

OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def start(company, *names, **settings):
    """Let people of these names live in the workspace and join one program."""
    company.settle(*(person(n, team=n) for n in names), person("root", role="admin"))
    return company.program(names, **settings)


def circles(company, program):
    with company.store.begin() as work:
        latest = work.rounds.latest(program.id)
        found = work.circles.of_round(latest.id) if latest else []
    return [sorted(m.rsplit(":", 1)[-1] for m in c.members) for c in found if not c.dissolved]


def session(company, program, name):
    with company.store.begin() as work:
        circle = next(
            c for c in work.circles.of_member(f"playground:acme:{name}") if c.program == program.id
        )
        return work.sessions.of_circle(circle.id), circle


def enrollment(company, program, name):
    with company.store.begin() as work:
        return work.enrollments.find(program.id, f"playground:acme:{name}")


def partner(company, program, name):
    circle = next(c for c in circles(company, program) if name in c)
    return next(n for n in circle if n != name)


def yes(company, name, line):
    """Say a line and agree to what it shows."""
    shown = company.says(name, line).message
    agreed = next(
        b.command
        for block in shown.blocks
        if isinstance(block, Buttons)
        for b in block.buttons
        if b.command.startswith("confirm ")
    )
    return company.says(name, agreed)
