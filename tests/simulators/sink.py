"""A platform over loopback HTTP that outlives the workers that use it, loses answers, and can be read back."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from facilitation.errors import Later, Never, Unsure
from facilitation.platform import Pace
from facilitation.post.outbox import Delivery, Receipt


@dataclass
class Sink:
    """The far side: what arrived, and how often it misbehaves (a share of all posts, 0 to 1)."""

    drops: float = 0.0
    """Takes the message and cuts the connection."""
    errors: float = 0.0
    """Takes the message and answers 500."""
    stalls: float = 0.0
    """Takes the message and answers after `stall` seconds."""
    stall: float = 3.0
    limits: float = 0.0
    """Refuses with 429."""
    takes: float = 0.0
    """Seconds that every post takes."""
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    arrived: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    """How many answers to messages that were taken never came, or came wrong."""
    limited: int = 0
    """How many posts were refused with 429."""
    url: str = ""

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Sink"]:
        """Listen on a free port of this machine for as long as the block lasts."""
        app = web.Application()
        app.add_routes([web.post("/deliver", self._deliver), web.get("/find", self._find)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _deliver(self, request: web.Request) -> web.Response:
        if self.chance.random() < self.limits:
            self.limited += 1
            return web.Response(status=429, headers={"Retry-After": "1"})
        key = (await request.json())["key"]
        await asyncio.sleep(self.takes)
        self.arrived[key] += 1
        luck = self.chance.random()
        self.lost += luck < self.drops + self.errors + self.stalls
        if luck < self.drops:
            assert request.transport is not None
            request.transport.abort()
        elif luck < self.drops + self.errors:
            return web.Response(status=500)
        elif luck < self.drops + self.errors + self.stalls:
            await asyncio.sleep(self.stall)
        return web.json_response({"id": f"m:{key}"})

    async def _find(self, request: web.Request) -> web.Response:
        key = request.query["key"]
        if not self.arrived[key]:
            return web.Response(status=404)
        return web.json_response({"id": f"m:{key}"})


class SinkPlatform:
    """The near side: the sink as a platform."""

    pace = Pace()
    readable = True

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        """Talk to the sink at `url`."""
        self._url = url
        self._session = session

    async def deliver(self, delivery: Delivery) -> Receipt:
        """Post it; raises Later, Never or Unsure as a real platform's adapter would."""
        body = {"key": delivery.key, "title": delivery.message.title}
        try:
            async with self._session.post(f"{self._url}/deliver", json=body) as answer:
                if answer.status == 429:
                    raise Later(float(answer.headers["Retry-After"]), "slow down")
                if answer.status >= 500:
                    raise Unsure(f"the sink answered {answer.status}")
                if answer.status >= 400:
                    raise Never(f"the sink answered {answer.status}")
                return Receipt(f"chat:{delivery.key}", (await answer.json())["id"])
        except aiohttp.ClientConnectorError as error:
            raise Later(None, "the sink cannot be reached") from error
        except aiohttp.ClientError as error:
            raise Unsure(f"the connection broke ({type(error).__name__})") from error

    async def look_for(self, delivery: Delivery) -> Receipt | None:
        """Ask the sink whether it has it."""
        try:
            async with self._session.get(
                f"{self._url}/find", params={"key": delivery.key}
            ) as answer:
                if answer.status == 404:
                    return None
                return Receipt(f"chat:{delivery.key}", (await answer.json())["id"])
        except aiohttp.ClientError as error:
            raise Unsure("the sink cannot be read") from error
