"""Invitations over real HTTP, from both databases: for whoever holds the address, and nobody else."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
import vobject

from bot import calendar, web
from bot.clock import SimulatedClock
from bot.metrics import Metrics
from bot.web import Health
from facilitation.bookings.model import Booking, State
from facilitation.joining import subscribing
from facilitation.sessions.model import Subscription
from storage.work import Store
from tests.storage import examples

TOKEN = "0123456789abcdef0123456789abcdef"
AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
CLOCK = SimulatedClock(datetime(2026, 11, 24, 9, 30, tzinfo=UTC))


@pytest.fixture
async def served(store: Store) -> AsyncIterator[aiohttp.ClientSession]:
    """The real server on a free port, with Ana and Bo in a workspace."""
    examples.company(store, "ana", "bo")
    health, stop = Health(), asyncio.Event()
    app = web.make(
        health=health,
        metrics=Metrics(),
        store=store,
        clock=CLOCK,
        new_id=lambda prefix: f"{prefix}_1",
        routes=calendar.routes(store, CLOCK),
    )
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(
        web.serve(
            app,
            host="127.0.0.1",
            port=0,
            stop=stop,
            health=health,
            notice=0.0,
            started=address.set_result,
        )
    )
    async with aiohttp.ClientSession(await address) as session:
        yield session
    stop.set()
    await serving


def agreed(store: Store, **more: Any) -> Booking:
    known: dict[str, Any] = {
        "state": "agreed",
        "starts_at": AT,
        "token": TOKEN,
        "topic": "größe 🦀; a,b\\c",
    }
    with store.begin() as work:
        return work.bookings.save(examples.booking(**{**known, **more}))


async def test_who_has_the_address_gets_the_invitation(
    served: aiohttp.ClientSession, store: Store
) -> None:
    agreed(store)
    async with served.get(f"/calendar/{TOKEN}.ics") as answer:
        body = await answer.read()

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8; method=REQUEST"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="booking.ics"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    whole = vobject.readOne(body.decode())
    assert whole.vevent.uid.value == "bkg_1@peerloop"
    assert whole.vevent.dtstart.value == AT
    assert whole.vevent.dtstamp.value == CLOCK.now()
    assert whole.vevent.summary.value == "Ana and Bo: größe 🦀; a,b\\c"


async def test_the_address_follows_the_booking_as_it_moves_and_ends(
    served: aiohttp.ClientSession, store: Store
) -> None:
    first = agreed(store)
    with store.begin() as work:
        moved = work.bookings.save(replace(first, starts_at=AT + timedelta(days=1), sequence=1))
    async with served.get(f"/calendar/{TOKEN}.ics") as answer:
        entry = vobject.readOne(await answer.text()).vevent
    assert (entry.sequence.value, entry.dtstart.value) == ("1", AT + timedelta(days=1))

    with store.begin() as work:
        work.bookings.save(replace(moved, state="cancelled", sequence=2))
    async with served.get(f"/calendar/{TOKEN}.ics") as answer:
        assert answer.headers["Content-Type"].endswith("method=CANCEL")
        whole = vobject.readOne(await answer.text())
    assert whole.method.value == "CANCEL"
    assert (whole.vevent.sequence.value, whole.vevent.status.value) == ("2", "CANCELLED")


@pytest.mark.parametrize(
    "file",
    [
        "f" * 32 + ".ics",
        TOKEN,
        TOKEN + ".ICS",
        TOKEN + ".ics.ics",
        "short.ics",
        "x" * 5000 + ".ics",
        "' OR 1=1 --aaaaaaaaaaaaaaaa.ics",
        "%00%0d%0aaaaaaaaaaaaaaaaaaaaaaa.ics",
        "..%2f..%2fetc%2fpasswdaaaaaaaa.ics",
        "ünïcödéaaaaaaaaaaaaaaaaaa.ics",
    ],
)
async def test_any_other_address_is_told_in_words_that_nothing_is_there(
    served: aiohttp.ClientSession, store: Store, file: str
) -> None:
    agreed(store)
    async with served.get(f"/calendar/{file}") as answer:
        assert answer.status == 404
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert answer.headers["Cache-Control"] == "no-store"
        assert (await answer.text()).startswith("There is no invitation here.")


@pytest.mark.parametrize("state", ["asked", "declined", "withdrawn", "lapsed"])
async def test_what_nobody_agreed_on_is_no_invitation(
    served: aiohttp.ClientSession, store: Store, state: State
) -> None:
    agreed(store, state=state, starts_at=None)
    async with served.get(f"/calendar/{TOKEN}.ics") as answer:
        assert answer.status == 404


async def test_a_workspace_that_took_peerloop_out_gives_no_invitations(
    served: aiohttp.ClientSession, store: Store
) -> None:
    agreed(store)
    with store.begin() as work:
        work.workspaces.save(replace(work.workspaces.get(examples.W), state="gone"))
    async with served.get(f"/calendar/{TOKEN}.ics") as answer:
        assert answer.status == 404


async def test_what_a_browser_or_a_guesser_else_tries_is_refused(
    served: aiohttp.ClientSession, store: Store
) -> None:
    agreed(store)
    async with served.post(f"/calendar/{TOKEN}.ics") as answer:
        assert answer.status == 405
    async with served.head(f"/calendar/{TOKEN}.ics") as answer:
        assert answer.status == 200
        assert await answer.read() == b""


async def test_a_flood_of_guesses_is_turned_away_before_the_database(
    served: aiohttp.ClientSession,
) -> None:
    async def guess(number: int) -> tuple[int, str | None]:
        async with served.get(f"/calendar/{number:032x}.ics") as answer:
            return answer.status, answer.headers.get("Retry-After")

    answers = [await guess(number) for number in range(20)]
    assert set(answers) == {(404, None)}
    flood = await asyncio.gather(*(guess(number) for number in range(20, 420)))
    assert (429, "5") in flood
    assert {status for status, _ in flood} == {404, 429}


async def test_a_member_subscribes_to_all_that_they_have_agreed_on_and_can_take_it_back(
    served: aiohttp.ClientSession, store: Store
) -> None:
    agreed(store)
    with store.begin() as work:
        ana = work.members.get(f"{examples.W}:ana")
        work.subscriptions.put(Subscription(member=ana.id, token="a" * 40, at=AT))
    async with served.get(f"/calendar/{'a' * 40}.ics") as answer:
        assert answer.status == 200
        assert "PUBLISH" in answer.headers["Content-Type"]
        read = vobject.readOne(await answer.text())
    assert [event.dtstart.value for event in read.vevent_list] == [AT]
    assert not hasattr(read.vevent, "attendee")
    with store.begin() as work:
        subscribing.stop(work, ana)
    async with served.get(f"/calendar/{'a' * 40}.ics") as answer:
        assert answer.status == 404
