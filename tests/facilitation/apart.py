"""Circles whose people have no chat of several: the card that starts one, and where else they meet."""

from facilitation.rounds.model import Circle
from facilitation.talk.messages import Chat, Message
from tests.company import WORKSPACE, Company

CHANNEL = "chan:7"


def chat(message: Message) -> Chat | None:
    return next((b for b in message.blocks if isinstance(b, Chat)), None)


def circle_of(company: Company, name: str) -> Circle:
    with company.store.begin() as work:
        return work.circles.of_member(f"{WORKSPACE}:{name}")[0]
