"""Files as adapters get them, kept in memory: one body, one address, and offers that are taken by whom they are for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

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


@asynccontextmanager
async def listening(host: str) -> AsyncIterator[tuple[str, list[str]]]:
    """Give an address on another port of this machine, and what was sent there."""
    heard: list[str] = []

    async def take(request: web.Request) -> web.Response:
        heard.append(request.path)
        return web.Response(status=201)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, host, 0).start()
    try:
        yield f"http://{host}:{runner.addresses[0][1]}", heard
    finally:
        await runner.cleanup()


def _file(delivery: Delivery) -> tuple[str, str]:
    if delivery.message.file is None or not isinstance(delivery.to, Personal):
        raise Never("A file goes to one person alone, who is here.")
    return delivery.to.member, delivery.message.file.name
