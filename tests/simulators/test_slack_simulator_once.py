"""The simulated Slack's views, response URLs and installations, through the real slack_sdk."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.simulators.conftest import NOW
from tests.simulators.slack_calls import refused, with_token

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}
TITLE = {"type": "plain_text", "text": "Title"}
MODAL: dict[str, Any] = {"type": "modal", "title": TITLE, "blocks": [SECTION]}
HOME: dict[str, Any] = {"type": "home", "blocks": [SECTION]}
OF_THE_SDK = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


async def test_a_trigger_opens_one_view_within_three_seconds(sim, acme, client, clock):
    ana = acme.user("ana")
    trigger, late = sim.world.trigger(ana), sim.world.trigger(ana)
    opened = await client.views_open(trigger_id=trigger, view=MODAL)
    assert opened["view"]["id"] in acme.state.views
    async with refused("exchanged_trigger_id"):
        await client.views_open(trigger_id=trigger, view=MODAL)
    async with refused("invalid_trigger_id"):
        await client.views_open(trigger_id="1.2.3", view=MODAL)
    clock.move(NOW + timedelta(seconds=3.1))
    async with refused("expired_trigger_id"):
        await client.views_open(trigger_id=late, view=MODAL)


async def test_a_bad_view_is_refused_with_what_is_wrong(sim, acme, client):
    trigger = sim.world.trigger(acme.user("ana"))
    long = {**MODAL, "title": {"type": "plain_text", "text": "x" * 25}}
    async with refused("invalid_arguments") as told:
        await client.views_open(trigger_id=trigger, view=long)
    assert "title" in told["response_metadata"]["messages"][0]
    async with refused("invalid_arguments"):
        await client.views_open(trigger_id=trigger, view=HOME)
    await client.views_open(trigger_id=trigger, view=MODAL)


async def test_a_view_changed_meanwhile_is_not_overwritten(sim, acme, client):
    ana = acme.user("ana")
    first = (await client.views_publish(user_id=ana.id, view=HOME))["view"]
    await client.views_publish(user_id=ana.id, view=HOME, hash=first["hash"])
    async with refused("hash_conflict"):
        await client.views_publish(user_id=ana.id, view=HOME, hash=first["hash"])
    modal = await client.views_open(trigger_id=sim.world.trigger(ana), view=MODAL)
    view = modal["view"]
    await client.views_update(view_id=view["id"], view=MODAL, hash=view["hash"])
    async with refused("hash_conflict"):
        await client.views_update(view_id=view["id"], view=MODAL, hash=view["hash"])
    async with refused("not_found"):
        await client.views_update(view_id="V999", view=MODAL)
    acme.state.home_enabled = False
    async with refused("not_enabled"):
        await client.views_publish(user_id=ana.id, view=HOME)


async def test_views_are_stacked_three_high(sim, acme, client):
    ana = acme.user("ana")
    opened = await client.views_open(trigger_id=sim.world.trigger(ana), view=MODAL)
    view = acme.state.views[opened["view"]["id"]]
    for _ in range(2):
        trigger = sim.world.trigger(ana, view)
        pushed = await client.views_push(trigger_id=trigger, view=MODAL)
        assert pushed["view"]["root_view_id"] == view.root
        view = acme.state.views[pushed["view"]["id"]]
    async with refused("push_limit_reached"):
        await client.views_push(trigger_id=sim.world.trigger(ana, view), view=MODAL)


async def test_a_response_url_takes_five_answers_in_half_an_hour(sim, acme, clock):
    ana = acme.user("ana")
    channel = acme.channel("elsewhere", members=[ana])
    hook = AsyncWebhookClient(sim.world.response_url(ana, channel), retry_handlers=[])
    for number in range(5):
        assert (await hook.send(text=f"Answer {number}")).status_code == 200
    over = await hook.send(text="Answer 5")
    assert (over.status_code, "used_url" in over.body) == (404, True)
    assert [one.words for one in sim.seen(ana)] == [f"Answer {number}" for number in range(5)]
    late = AsyncWebhookClient(sim.world.response_url(ana, channel), retry_handlers=[])
    clock.move(NOW + timedelta(minutes=31))
    assert "expired_url" in (await late.send(text="Late")).body


async def test_a_response_url_replaces_and_deletes_the_message_it_came_from(sim, acme, client):
    ana = acme.user("ana")
    channel = acme.channel("peers", members=[ana], bot=True)
    await client.chat_postMessage(channel=channel.id, text="One", blocks=[SECTION])
    hook = AsyncWebhookClient(
        sim.world.response_url(ana, channel, channel.messages[0]), retry_handlers=[]
    )
    await hook.send(text="Two", replace_original=True)
    assert [(one.text, one.blocks) for one in sim.messages(channel)] == [("Two", [])]
    await hook.send(text="Everyone", response_type="in_channel", replace_original=False)
    assert [one.text for one in sim.messages(channel)] == ["Two", "Everyone"]
    await hook.send(delete_original=True)
    assert [one.text for one in sim.messages(channel)] == ["Everyone"]
    bad = await hook.send(text="Hi", blocks=[{"type": "section"}])
    assert (bad.status_code, "invalid_blocks" in bad.body) == (400, True)


@OF_THE_SDK
async def test_a_code_buys_one_token(sim, acme):
    nobody, ana = AsyncWebClient(base_url=sim.api_url), acme.user("ana")
    world = sim.world
    known = {"client_id": world.client_id, "client_secret": world.client_secret}
    code = sim.code(ana, scopes=["chat:write", "commands"])
    async with refused("bad_client_secret"):
        await nobody.oauth_v2_access(client_id=world.client_id, client_secret="guess", code=code)
    told = await nobody.oauth_v2_access(**known, code=code)
    assert (told["team"]["id"], told["scope"]) == ("T1", "chat:write,commands")
    assert (told["bot_user_id"], told["authed_user"]["id"]) == (acme.bot.id, ana.id)
    assert "refresh_token" not in told
    assert (await with_token(sim, told["access_token"]).auth_test())["ok"]
    async with refused("code_already_used"):
        await nobody.oauth_v2_access(**known, code=code)
    async with refused("invalid_code"):
        await nobody.oauth_v2_access(**known, code="guess")


@OF_THE_SDK
async def test_a_rotating_token_expires_and_its_refresh_is_single_use(sim, acme, clock):
    nobody, world = AsyncWebClient(base_url=sim.api_url), sim.world
    world.rotation = True
    known = {"client_id": world.client_id, "client_secret": world.client_secret}
    first = await nobody.oauth_v2_access(**known, code=sim.code(acme.user("ana")))
    assert (first["expires_in"], first["access_token"][:5]) == (43_200, "xoxe.")
    clock.move(NOW + timedelta(hours=12))
    async with refused("token_expired"):
        await with_token(sim, first["access_token"]).auth_test()
    again = {**known, "grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = await nobody.oauth_v2_access(**again)
    assert (await with_token(sim, second["access_token"]).auth_test())["ok"]
    async with refused("invalid_refresh_token"):
        await nobody.oauth_v2_access(**again)


async def test_allowing_and_declining_lead_back_to_the_app(sim, acme):
    asked = {
        "client_id": sim.world.client_id,
        "scope": "chat:write",
        "state": "s1",
        "redirect_uri": "https://app.test/slack/oauth_redirect",
    }
    async with aiohttp.ClientSession() as session:
        for who, part in ((None, "error=access_denied"), (acme.user("ana"), "code=code.")):
            sim.server.authorizer = who
            url = f"{sim.world.url}/oauth/v2/authorize"
            async with session.get(url, params=asked, allow_redirects=False) as answer:
                assert answer.status == 302
                assert part in answer.headers["Location"]
                assert "state=s1" in answer.headers["Location"]


async def test_an_uninstalled_app_has_no_token(sim, client):
    world = sim.world
    await client.apps_uninstall(client_id=world.client_id, client_secret=world.client_secret)
    async with refused("token_revoked"):
        await client.auth_test()
