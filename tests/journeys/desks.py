"""One way to live a story in the playground, in Slack and in Teams: say, press, fill in, look, let time pass."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import aiohttp
from aiohttp import web

from bot import calendar, tick
from bot.clock import SimulatedClock
from bot.wiring import Base

HERE = "https://peerloop.example"
"""The public address of an office; what is under it is served on this machine."""
ZONES = {"ana": "Europe/Lisbon"}
"""Where people live who do not live in Berlin, by their role."""

_URL = re.compile(r"https?://[^\s\"'|>)\]\\]+")


@dataclass(frozen=True)
class Card:
    """A card as somebody sees it."""

    title: str
    words: str
    buttons: tuple[str, ...]
    links: tuple[str, ...]
    itself: Any = field(repr=False)


@dataclass(frozen=True)
class Sheet:
    """A form that is open before somebody."""

    title: str
    itself: Any = field(repr=False)


@dataclass(frozen=True)
class Who:
    """Somebody, as an answer to a field that asks for a person."""

    role: str


Given = str | datetime | Who
"""What is filled into a field: words, an option's value, a moment, a person."""


class Desk(Protocol):
    """A company with Peerloop in it; people are called by their role in the story."""

    def name(self, who: str) -> str:
        """Return what somebody is called."""

    async def says(self, who: str, line: str) -> Card | Sheet:
        """Type to Peerloop; `@ben` names who plays Ben. Return what came of it."""

    async def presses(self, who: str, card: Card, label: str) -> Card | Sheet:
        """Press a button, or choose from a menu, by its words."""

    async def fills(self, who: str, sheet: Sheet, given: Mapping[str, Given]) -> Card:
        """Fill a form in and send it off."""

    async def leaves(self, who: str) -> None:
        """Let somebody leave the company."""

    def cards(self, who: str) -> list[Card]:
        """Return the cards that somebody sees, oldest first."""

    def now(self) -> datetime:
        """Return the time."""

    async def move_to(self, until: datetime) -> None:
        """Move time on."""

    async def step(self) -> None:
        """Move time on to what happens next."""

    async def fetch(self, url: str) -> tuple[str, bytes]:
        """Return the type and the bytes of what is at an address of Peerloop's."""


def links_in(shown: object) -> tuple[str, ...]:
    """Return the addresses that what is shown leads to."""
    return tuple(dict.fromkeys(_URL.findall(json.dumps(shown, ensure_ascii=False))))


class Office(Protocol):
    """An office with the real parts in it, whose time is moved by hand."""

    parts: Base
    clock: SimulatedClock

    async def move_to(self, until: datetime) -> list[str]:
        """Move time on."""


async def step(office: Office) -> None:
    """Move an office's time on to what happens next."""
    at = tick.next_instant(office.parts.store, office.clock.now())
    assert at, "nothing is planned"
    await office.move_to(at)


async def fetched(address: str, url: str) -> tuple[str, bytes]:
    """Return the type and the bytes of what a server on this machine has at a public address."""
    path = re.sub(r"^https?://[^/]+", "", url)
    async with aiohttp.ClientSession() as session, session.get(address + path) as answer:
        assert answer.status == 200, f"{answer.status} {await answer.text()}"
        return answer.headers["Content-Type"], await answer.read()


@asynccontextmanager
async def calendars(office: Office) -> AsyncIterator[str]:
    """Serve the invitations of an office on this machine."""
    runner = web.AppRunner(web.Application(), access_log=None, shutdown_timeout=1.0)
    runner.app.add_routes(calendar.routes(office.parts.store, office.clock))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
