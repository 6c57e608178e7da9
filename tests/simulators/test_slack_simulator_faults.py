"""What goes wrong with the simulated Slack on purpose, and the record that it keeps."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.simulators.conftest import NOW
from tests.simulators.slack_calls import refused, with_token


async def test_an_answer_can_be_lost_after_the_message_arrived(sim, acme, client):
    channel = acme.channel("peers", bot=True)
    sim.faults.drop("chat.postMessage")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=channel.id, text="Hi")
    assert [one.text for one in channel.messages] == ["Hi"]
    await client.chat_postMessage(channel=channel.id, text="Again")


@pytest.mark.parametrize("effect", [True, False])
async def test_server_errors_come_with_and_without_an_effect(sim, acme, client, effect):
    channel = acme.channel("peers", bot=True)
    for fault in (sim.faults.server_error, sim.faults.html, sim.faults.fatal_error):
        fault("chat.postMessage", effect=effect)
        with pytest.raises(SlackApiError):
            await client.chat_postMessage(channel=channel.id, text="Hi")
    assert len(channel.messages) == (3 if effect else 0)


async def test_a_storm_of_429_hits_one_workspace(sim, acme, client):
    other = with_token(sim, sim.team("T2").token)
    storm = sim.faults.storm("T1", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        await client.auth_test()
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "7"
    assert caught.value.response["error"] == "ratelimited"
    assert (await other.auth_test())["ok"]
    storm.stop()
    assert (await client.auth_test())["ok"]
    assert storm.hits == 1


async def test_a_method_may_be_limited_for_each_channel(sim, acme, client):
    one, two = acme.channel("one", bot=True), acme.channel("two", bot=True)
    sim.faults.limit("chat.postMessage", 1, by_channel=True)
    await client.chat_postMessage(channel=one.id, text="Hi")
    await client.chat_postMessage(channel=two.id, text="Hi")
    async with refused("ratelimited"):
        await client.chat_postMessage(channel=one.id, text="Hi")


async def test_an_error_can_be_ordered_and_a_slow_answer_too(sim, acme, client):
    sim.faults.error("auth.test", "internal_error")
    async with refused("internal_error"):
        await client.auth_test()
    sim.faults.slow("auth.test", 0.5)
    hasty = AsyncWebClient(acme.token, base_url=sim.api_url, retry_handlers=[])
    hasty.timeout = 0.05  # type: ignore[assignment] # aiohttp takes parts of a second
    with pytest.raises(TimeoutError):
        await hasty.auth_test()
    assert (await client.auth_test())["ok"]


async def test_every_call_is_recorded(sim, acme, client):
    await client.auth_test()
    async with refused("channel_not_found"):
        await client.chat_postMessage(channel="C999", text="Hi")
    assert [(one.method, one.outcome) for one in sim.calls(team="T1")] == [
        ("auth.test", "ok"),
        ("chat.postMessage", "channel_not_found"),
    ]
    (failed,) = sim.calls(ok=False)
    assert (failed.token, failed.at, failed.args["text"]) == (acme.token, NOW, "Hi")


async def test_bodies_that_are_no_json_object_are_refused(sim, acme):
    headers = {"Authorization": f"Bearer {acme.token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for body, error in ((b"{", "invalid_json"), (b"[]", "json_not_object")):
            async with session.post(f"{sim.api_url}auth.test", data=body) as answer:
                assert (await answer.json())["error"] == error
