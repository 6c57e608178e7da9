"""Problems that members bring, and which of a circle's is worked on: by urgency, and by who was helped least often."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from facilitation.discussions import service
from facilitation.discussions.model import Prompt
from facilitation.errors import NotAllowed, NotFound, UserError
from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.programs.formats import library
from facilitation.programs.model import Program
from facilitation.rounds.circles.ledger import Accounts
from facilitation.talk.phrases import say
from facilitation.work import Work

USUAL = 2
"""How urgent a problem is where nobody says: from 1, it can wait, to 3, it cannot."""
MOST = 5
"""So many problems of one member wait at the most."""


def bring(
    work: Work, member: Member, program: Program, problem: str, urgency: int, now: datetime
) -> Prompt:
    """Keep a problem for the program's next clinics; raises UserError, NotAllowed where they do not take part."""
    if not takes(work, program):
        raise UserError(say("{program} has no clinics.", program=program.name))
    found = work.enrollments.find(program.id, member.id)
    if found is None or found.state == "left":
        raise NotAllowed(say("Join {program} first, and bring it then.", program=program.name))
    if len([p for p in work.prompts.brought(program.id) if p.by == member.id]) >= MOST:
        raise UserError(say("Five of your problems wait already. Take one back first."))
    return work.prompts.save(
        Prompt(
            id=work.new_id("pmt"),
            workspace=program.workspace,
            program=program.id,
            asks=service.asked(problem),
            by=member.id,
            urgency=urgency,
            state="brought",
            at=now,
        )
    )


def take_back(work: Work, member: Member, prompt_id: str, now: datetime) -> Prompt:
    """Take back a problem of one's own that was not worked on yet; raises NotFound."""
    found = rights.theirs(work.prompts.get, prompt_id, member.workspace)
    if found is None or found.by != member.id or found.state != "brought":
        raise NotFound(say("That problem does not wait any more."))
    return work.prompts.save(replace(found, state="skipped", at=now))


def takes(work: Work, program: Program) -> bool:
    """Return whether a program has clinics."""
    return program.state != "ended" and library.of(work, program).has("consult")


def chosen(problems: Sequence[Prompt], among: Sequence[str], accounts: Accounts) -> Prompt | None:
    """Return the problem that a circle works on: the most urgent, each time one was helped counting as one degree less.

    It is each time that they were helped beyond their share. Of equals it is the one that waits longest; None where
    nobody of the circle has brought any.
    """
    theirs = [p for p in problems if p.by in among]
    return min(
        theirs,
        key=lambda p: (
            round(accounts.get(p.by, {}).get("owner", 0) - p.urgency, 3),
            p.at,
            p.id,
        ),
        default=None,
    )
