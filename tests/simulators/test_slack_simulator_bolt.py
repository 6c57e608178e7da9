"""The simulated Slack's payloads, understood by the real Bolt over HTTP and over Socket Mode."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.simulators.slack import SlackSimulator

TITLE = {"type": "plain_text", "text": "A form"}
NOTE = {
    "type": "input",
    "block_id": "note",
    "label": {"type": "plain_text", "text": "Note"},
    "element": {"type": "plain_text_input", "action_id": "answer", "max_length": 100},
}
FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "private_metadata": "note it",
    "title": TITLE,
    "submit": TITLE,
    "blocks": [NOTE],
}
PRESS = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "line:0", "text": TITLE, "value": "open"}],
}


def bolt(sim: SlackSimulator) -> AsyncApp:
    client = AsyncWebClient(sim.team("T1").token, base_url=sim.api_url, retry_handlers=[])
    app = AsyncApp(signing_secret=sim.signing_secret, client=client)

    @app.command("/peer")
    async def typed(ack, command):
        await ack(text=f"You said {command['text']}.", blocks=[PRESS])

    @app.action("line:0")
    async def pressed(ack, body, client):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.view("form")
    async def submitted(ack, view, body, client):
        answer = view["state"]["values"]["note"]["answer"]["value"]
        if answer == "no":
            await ack(response_action="errors", errors={"note": "Say more."})
            return
        await ack()
        text = f"{view['private_metadata']}: {answer}"
        await client.chat_postMessage(channel=body["user"]["id"], text=text)

    @app.event("app_home_opened")
    async def home(event, client):
        view = {"type": "home", "blocks": [PRESS]}
        await client.views_publish(user_id=event["user"], view=view)

    @app.event("message")
    async def said(event, say):
        await say(text=f"{event['channel_type']}: {event['text']}")

    @app.shortcut("start")
    @app.shortcut("save")
    async def used(ack, shortcut, client):
        await ack()
        view = {**FORM, "private_metadata": shortcut["callback_id"]}
        await client.views_open(trigger_id=shortcut["trigger_id"], view=view)

    return app


@pytest.fixture(params=["http", "socket"])
async def sim(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[SlackSimulator]:
    for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    async with SlackSimulator() as sim:
        app = bolt(sim)
        if request.param == "http":
            served = web.Application()
            server = app.server(port=0, path="/slack/events")
            served.add_routes([web.post("/slack/events", server.handle_post_requests)])
            runner = web.AppRunner(served, access_log=None, shutdown_timeout=0.1)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            sim.app_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
            yield sim
            await runner.cleanup()
        else:
            link = AsyncWebClient(sim.app_token, base_url=sim.api_url, retry_handlers=[])
            handler = AsyncSocketModeHandler(app, sim.app_token, web_client=link)
            await handler.connect_async()
            sim.over_sockets()
            yield sim
            await handler.close_async()


async def test_bolt_understands_a_command_a_button_and_a_form(sim: SlackSimulator):
    ana = sim.team("T1").user("ana")
    said = await sim.says(ana, "/peer status")
    assert said.message.text == "You said status."
    view = (await sim.presses(ana, said.message, "A form")).view
    assert (await sim.submits(ana, view, {"Note": "no"})).errors == {"note": "Say more."}
    assert (await sim.submits(ana, view, {"Note": "yes"})).words == "note it: yes"


async def test_bolt_understands_the_home_tab_words_and_shortcuts(sim: SlackSimulator):
    ana = sim.team("T1").user("ana")
    home = await sim.opens_home(ana)
    assert (await sim.presses(ana, home, "A form")).view.payload["private_metadata"] == "note it"
    assert (await sim.says(ana, "hello")).words == "im: hello"
    for shortcut, message in (("start", None), ("save", sim.messages(ana)[0])):
        view = (await sim.uses_shortcut(ana, shortcut, message)).view
        assert view.payload["private_metadata"] == shortcut


@pytest.mark.parametrize("sim", ["http"], indirect=True)
async def test_bolt_refuses_what_is_not_signed_rightly(sim: SlackSimulator):
    ana = sim.team("T1").user("ana")
    for how in ("forged", "stale", "tampered", "unsigned"):
        assert (await sim.send_slash(ana, "status", how=how)).status == 401
