"""What a record store may answer, and what is made of it: nothing is believed sent that is not, nothing is lost."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from adapters.record_store import MISCONFIGURED, PATIENCE, TOO_LATE, Access, RecordStore
from facilitation.errands.model import Came, Done, Later, Refused
from tests.simulators.record_store import RecordStoreSimulator, Statement

BODIES: Mapping[str, Statement] = {
    f"id{n:02}": {"id": f"id{n:02}", "timestamp": "2026-11-30T10:00:00.000Z"} for n in range(16)
}


@pytest.fixture
async def simulator() -> AsyncIterator[RecordStoreSimulator]:
    """A record store that behaves, and lets in who has a token."""
    async with RecordStoreSimulator().serving() as running:
        yield running


async def carried(
    simulator: RecordStoreSimulator, until: float = float("inf"), **known: Any
) -> dict[str, Came]:
    """Carry sixteen statements."""
    name, secret = simulator.known
    access = Access(f"{simulator.url}/xapi/", name, secret, f"{simulator.url}/token")
    store = RecordStore(access)
    try:
        return await store.carry(BODIES, until)
    finally:
        await store.close()


async def test_one_that_is_refused_holds_nobody_and_is_found_by_halves(
    simulator: RecordStoreSimulator,
) -> None:
    simulator.refuses = lambda one: 422 if one["id"] == "id05" else 0

    came = await carried(simulator)

    assert simulator.stored.keys() == BODIES.keys() - {"id05"}
    assert came.pop("id05") == Refused("422: id05 is not to our liking")
    assert set(came.values()) == {Done()}
    assert simulator.answered == {422: 5, 200: 4}


async def test_one_at_which_the_store_breaks_each_time_holds_nobody_either(
    simulator: RecordStoreSimulator,
) -> None:
    simulator.refuses = lambda one: 500 if one["id"] == "id00" else 0

    came = await carried(simulator)

    assert came.pop("id00") == Later("500: id00 is not to our liking")
    assert set(came.values()) == {Done()}


async def test_what_is_there_as_we_say_it_is_done_and_what_differs_is_refused(
    simulator: RecordStoreSimulator,
) -> None:
    simulator.storm = 0.0
    same = BODIES["id03"] | {"timestamp": "2026-11-30T11:00:00+01:00", "authority": "theirs"}
    simulator.stored |= {"id03": same, "id09": BODIES["id09"] | {"actor": "another"}}
    simulator.stored["id09"]["timestamp"] = "2026-11-30T10:00:01Z"

    came = await carried(simulator)

    assert came.pop("id09") == Refused("409: id09 is there")
    assert set(came.values()) == {Done()}
    assert len(came) == 15


@pytest.mark.parametrize(
    ("answer", "came"),
    [
        ((503, {"Retry-After": "7"}), Later("503: as was said", 7.0)),
        (
            (
                429,
                {
                    "Date": "Mon, 30 Nov 2026 10:00:00 GMT",
                    "Retry-After": "Mon, 30 Nov 2026 10:01:30 GMT",
                },
            ),
            Later("429: as was said", 90.0),
        ),
        ((500, {}), Later("500: as was said")),
        ((403, {}), Later("403: as was said", MISCONFIGURED)),
        # as a GET it would be answered 200, with nothing stored
        ((302, {"Location": "/xapi/statements"}), Later("302: as was said", MISCONFIGURED)),
    ],
)
async def test_what_cannot_be_taken_now_waits_as_long_as_it_is_asked_to(
    simulator: RecordStoreSimulator, answer: tuple[int, dict[str, str]], came: Came
) -> None:
    simulator.script = [answer] * 99

    assert set((await carried(simulator)).values()) == {came}
    assert simulator.stored == {}
    assert simulator.answered.total() <= PATIENCE, "it is left in peace"


async def test_a_token_is_asked_for_once_and_anew_when_it_is_no_longer_taken(
    simulator: RecordStoreSimulator,
) -> None:
    simulator.script = [(401, {})]

    assert set((await carried(simulator)).values()) == {Done()}
    assert simulator.tokens == 2


async def test_who_gives_no_token_refuses_no_statement_and_no_secret_is_told(
    simulator: RecordStoreSimulator,
) -> None:
    url = simulator.url
    store = RecordStore(Access(f"{url}/xapi", "client", "not the secret", f"{url}/token"))
    came = set((await store.carry(BODIES, float("inf"))).values())
    await store.close()

    assert came == {Later("the token address answered 400", MISCONFIGURED)}


async def test_without_an_answer_or_time_all_of_it_is_for_later(
    simulator: RecordStoreSimulator,
) -> None:
    assert set((await carried(simulator, until=0.0)).values()) == {TOO_LATE}
    assert simulator.answered == {}
    store = RecordStore(Access("http://127.0.0.1:9/xapi", "client", "hunter22"))
    came = set((await store.carry(BODIES, float("inf"))).values())
    await store.close()
    assert came == {Later("no answer (ClientConnectorError)")}
