"""What the benchmarks of Teams share: a connector that costs next to nothing, a tenant's references, and deliveries."""

import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import perf_counter

from aiohttp import web

from adapters.teams.references import Reference
from bot.wiring import new_id
from facilitation.people.model import Workspace
from facilitation.post.outbox import Delivery, Personal
from facilitation.talk.messages import Button, Message, buttons, text
from facilitation.work import Store
from storage.engine import Engine
from storage.references import TeamsReferences
from tests.simulators.teams.connector import shape
from tests.simulators.teams.model import Company, Json, Person
from tests.simulators.teams.world import World

INTRODUCTION = Message(
    "Meet Ana and Bo",
    (
        text("You are together this time because both of you know Kubernetes."),
        text("What was the last thing at work that surprised you?"),
        buttons(Button("We met", "met ses_1"), Button("Why us?", "why")),
    ),
)


@dataclass
class Counter:
    """Takes each message at once and notes when; the simulator checks every card, which takes 7 ms."""

    url: str = ""
    waiting: dict[str, list[Callable[[float], None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By conversation: who is told when a message comes there, the first one first."""
    last: dict[str, Json] = field(default_factory=dict)
    """By conversation: the message that came there last."""
    taken: int = 0
    people: dict[str, Person] = field(default_factory=dict)
    """By their `29:…` id: who is told of when they are looked up."""

    async def tell_of(self, request: web.Request) -> web.Response:
        """Tell of a member."""
        return web.json_response(shape(self.people[request.match_info["user"]]))

    async def take(self, request: web.Request) -> web.Response:
        """Take a message, or what replaces one."""
        at, where = perf_counter(), request.match_info["conversation"]
        self.last[where] = await request.json()
        self.taken += 1
        if self.waiting[where]:
            self.waiting[where].pop(0)(at)
        return web.json_response({"id": str(self.taken)}, status=201)


@asynccontextmanager
async def counter() -> AsyncIterator[Counter]:
    """Open a connector at which any tenant may be served."""
    made = Counter()
    app = web.Application()
    path = "/{region}/{tenant}/v3/conversations/{conversation}/activities"
    member = "/{region}/{tenant}/v3/conversations/{conversation}/members/{user}"
    app.add_routes(
        [
            web.post(path, made.take),
            web.put(path + "/{activity}", made.take),
            web.get(member, made.tell_of),
        ]
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield made
    finally:
        await runner.cleanup()


def settle(
    engine: Engine, store: Store, world: World, company: Company, people: Sequence[Person]
) -> None:
    """Write down a tenant and its people as if each of them had written to Peerloop once."""
    name = f"teams:{company.id}"
    with store.begin() as work:
        work.workspaces.save(
            Workspace(id=name, platform="teams", name=company.name, created_at=world.now())
        )
    TeamsReferences(engine, Reference).save_all(
        [
            Reference(
                id=f"{name}:{person.aad}",
                workspace=name,
                kind="personal",
                service_url=company.service_url,
                conversation=world.chat_with(person).id,
                bot=world.bot,
                user=person.id29,
                address=person.upn,
                name=person.name,
            )
            for person in people
        ]
    )


def owe(store: Store, company: Company, people: Sequence[Person], due_at: datetime) -> None:
    """Owe each of these people an introduction."""
    name = f"teams:{company.id}"
    owed = [
        Delivery(
            id=new_id("dlv"),
            key=new_id("key"),
            workspace=name,
            to=Personal(f"{name}:{person.aad}"),
            message=INTRODUCTION,
            kind="told",
            about="",
            due_at=due_at,
            stale_at=due_at + timedelta(hours=1),
        )
        for person in people
    ]
    with store.begin() as work:
        work.outbox.add(owed)


def some(people: Sequence[Person], count: int, seed: int) -> list[Person]:
    """Draw so many of them."""
    return random.Random(seed).sample(list(people), count)


def part(took: Sequence[float], share: float) -> float:
    """Return what so great a share of them did not exceed."""
    ordered = sorted(took)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
