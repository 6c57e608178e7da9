"""People who met, made a plan, and come back to it on their mornings."""

from collections.abc import Sequence
from datetime import timedelta

from facilitation.post.outbox import Delivery
from facilitation.reflections.model import Reflection
from facilitation.sessions.model import Session
from facilitation.talk.messages import Message
from tests.company import Company
from tests.facilitation.booked import fills, of, said
from tests.facilitation.test_sessions import OPENS, session

PLAN = {
    "uses": "Ask what was tried before",
    "cue": "the deploy fails",
    "does": "read the log first",
    "until": "fri 4 dec",
}
CARD = "A minute for what you learned"


def meets(company: Company, *names: str) -> None:
    """Start Coffee with these people, and let two days pass after they were introduced."""
    company.coffee = company.program(names)  # type: ignore[attr-defined]
    company.move_to(OPENS + timedelta(days=2))


def met(company: Company, name: str = "ana") -> tuple[Session, Message]:
    """Let somebody say that they met, and return the session with what they read."""
    its = session(company, name, company.coffee)  # type: ignore[attr-defined]
    return its, said(company.says(name, f"met {its.id}"))


def plans(company: Company, name: str = "ana") -> list[Reflection]:
    with company.store.begin() as work:
        return work.reflections.open_of(of(name))


def promises(company: Company, name: str = "ana", ticks: str = "remind", **plan: str) -> Reflection:
    """Let somebody make a plan after their session, and return it."""
    its, _ = met(company, name)
    fills(company, name, f"plan {its.id}", ticks=ticks, **(plan or PLAN))
    return plans(company, name)[0]


def cards(company: Company, name: str = "ana") -> list[Delivery]:
    """Return the cards of mornings that have reached somebody."""
    return [
        d
        for d in company.arrived
        if d.key.startswith(f"morning:{of(name)}:") and d.message.title == CARD
    ]


def days(found: Sequence[Delivery]) -> list[str]:
    """Return when cards were due, in UTC."""
    return [f"{d.due_at:%a %d %b %H:%M}" for d in found]
