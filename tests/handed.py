"""Files as adapters get them, kept in memory: one body, one address, and offers that are taken by whom they are for."""

from dataclasses import dataclass, field

from facilitation.errors import Never
from facilitation.platform import Made, Offer
from facilitation.post import handing
from facilitation.post.outbox import Delivery, Personal
from facilitation.talk.messages import Message


@dataclass
class Handed:
    """Makes every file of one body."""

    body: bytes = b"figure,value\r\nmet,80\r\n"
    address: str = "https://peerloop.example/file/0123456789abcdef01234567"
    offers: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By token the member and the name of the file."""

    def made(self, delivery: Delivery) -> Made:
        """Return the file."""
        return Made(_file(delivery)[1], self.body)

    def linked(self, delivery: Delivery) -> Message:
        """Return the message with the address."""
        _file(delivery)
        return handing.linked(delivery.message, self.address)

    def offered(self, delivery: Delivery) -> Offer:
        """Offer the file."""
        token = f"{len(self.offers):024x}"
        self.offers[token] = _file(delivery)
        return Offer(token, self.offers[token][1], len(self.body))

    def taken(self, token: str, member: str) -> Made | None:
        """Return the file that was offered to a member."""
        whose, name = self.offers.get(token, ("", ""))
        return Made(name, self.body) if whose == member else None

    def settled(self, token: str) -> None:
        """Let an offer end."""
        self.offers.pop(token, None)


def _file(delivery: Delivery) -> tuple[str, str]:
    if delivery.message.file is None or not isinstance(delivery.to, Personal):
        raise Never("A file goes to one person alone, who is here.")
    return delivery.to.member, delivery.message.file.name
