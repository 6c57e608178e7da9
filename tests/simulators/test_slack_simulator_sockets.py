"""Socket Mode of the simulated Slack, through the real SocketModeClient of slack_sdk."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.simulators.conftest import NOW
from tests.simulators.slack import SlackSimulator
from tests.simulators.slack_calls import refused, with_token


class Linked:
    """A client that keeps what came and acknowledges it, unless a test says otherwise."""

    def __init__(self, sim: SlackSimulator) -> None:
        self.web = AsyncWebClient(sim.app_token, base_url=sim.api_url, retry_handlers=[])
        self.client = SocketModeClient(sim.app_token, web_client=self.web, ping_interval=0.2)
        self.client.socket_mode_request_listeners.append(self.hear)
        self.got: list[SocketModeRequest] = []
        self.payload: dict[str, Any] | None = None
        self.deaf = 0

    async def hear(self, _client: Any, request: SocketModeRequest) -> None:
        self.got.append(request)
        if self.deaf:
            self.deaf -= 1
            return
        answer = SocketModeResponse(request.envelope_id, self.payload)
        await self.client.send_socket_mode_response(answer)


@pytest.fixture
async def linked(sim: SlackSimulator, acme: Any) -> AsyncIterator[Linked]:
    made = Linked(sim)
    await made.client.connect()
    sim.over_sockets()
    sim.sender.ack_within = 0.5
    await sim.until(lambda: sim.links.open)
    yield made
    await made.client.close()


async def test_a_command_is_answered_in_the_ack_of_its_envelope(sim, acme, linked):
    linked.payload = {"text": "All quiet."}
    said = await sim.says(acme.user("ana"), "/peer status")
    assert said.message.text == "All quiet."
    assert (linked.got[0].type, linked.got[0].payload["text"]) == ("slash_commands", "status")
    assert linked.got[0].accepts_response_payload is True


async def test_buttons_forms_and_events_have_envelopes_of_their_own(sim, acme, linked):
    ana = acme.user("ana")
    await sim.uses_shortcut(ana, "start", patience=0)
    await sim.says(ana, "hello", patience=0)
    assert [one.type for one in linked.got] == ["interactive", "events_api"]
    assert linked.got[1].payload["event"]["text"] == "hello"


async def test_an_event_that_is_not_acknowledged_comes_again(sim, acme, linked):
    sim.sender.ack_within = 0.25
    linked.deaf = 2
    assert (await sim.says(acme.user("ana"), "hello", patience=0)).ok
    assert [one.retry_attempt for one in linked.got] == [0, 1, 2]
    assert [one.retry_reason for one in linked.got] == ["", "timeout", "timeout"]
    assert len({one.payload["event_id"] for one in linked.got}) == 1
    assert len({one.envelope_id for one in linked.got}) == 3


async def test_a_command_that_is_not_acknowledged_fails_and_is_lost(sim, acme, linked):
    sim.sender.ack_within = 0.25
    linked.deaf = 1
    assert (await sim.says(acme.user("ana"), "/peer status")).status == 0
    assert len(linked.got) == 1


@pytest.mark.parametrize("how", ["warn", "refresh"])
async def test_the_client_takes_a_new_link_when_it_is_told_to(sim, acme, linked, how):
    await getattr(sim.links, how)()
    await sim.until(lambda: sim.links.opened == 2 and len(sim.links.open) == 1)
    linked.payload = {"text": "Still here."}
    assert (await sim.says(acme.user("ana"), "/peer status")).words == "Still here."


async def test_an_event_waits_for_a_link(sim, acme, linked):
    sim.sender.ack_within = 3
    closed = sim.faults.error("apps.connections.open", "internal_error", times=None)
    sim.links.drop()
    await sim.until(lambda: not sim.links.open)
    assert (await sim.says(acme.user("ana"), "/peer status")).status == 0
    closed.stop()
    assert (await sim.says(acme.user("ana"), "hello", patience=0)).ok
    assert sim.links.opened == 2


async def test_a_link_that_hangs_answers_no_ping(sim, acme, linked):
    sim.links.hang()
    await sim.until(lambda: sim.links.opened == 2)


async def test_two_links_share_what_comes(sim, acme, linked):
    other = Linked(sim)
    await other.client.connect()
    await sim.until(lambda: len(sim.links.open) == 2)
    for _ in range(4):
        assert (await sim.send_slash(acme.user("ana"), "status")).ok
    assert (len(linked.got), len(other.got)) == (2, 2)
    await other.client.close()


async def test_a_ticket_is_for_one_link_and_thirty_seconds(sim, clock):
    client = with_token(sim, sim.app_token)
    first = (await client.apps_connections_open(app_token=sim.app_token))["url"]
    late = (await client.apps_connections_open(app_token=sim.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(first) as socket:
            hello = await socket.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(first)
        clock.move(NOW + timedelta(seconds=31))
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(late)
    assert sim.links.refused == 2


async def test_a_failed_handshake_spends_its_ticket(sim):
    client = with_token(sim, sim.app_token)
    url = (await client.apps_connections_open(app_token=sim.app_token))["url"]
    sim.links.refusing = 1
    async with aiohttp.ClientSession() as session:
        for status in (503, 403):
            with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                await session.ws_connect(url)
            assert caught.value.status == status


async def test_an_eleventh_link_is_told_that_it_is_too_many(sim):
    client = with_token(sim, sim.app_token)
    kept = []
    async with aiohttp.ClientSession() as session:
        for number in range(11):
            url = (await client.apps_connections_open(app_token=sim.app_token))["url"]
            kept.append(await session.ws_connect(url))
            told = await kept[-1].receive_json()
            assert told["type"] == ("hello" if number < 10 else "disconnect")


async def test_only_the_apps_own_token_opens_links(sim, acme):
    async with refused("not_allowed_token_type"):
        await with_token(sim, acme.token).apps_connections_open(app_token=acme.token)
