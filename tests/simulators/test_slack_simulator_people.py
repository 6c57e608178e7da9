"""The hands of people in the simulated Slack, and the signed requests that an app gets."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.signature import Clock, SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.clock import SimulatedClock
from tests.simulators.conftest import NOW
from tests.simulators.slack import Refused, SlackSimulator, Workspace

TITLE = {"type": "plain_text", "text": "A form"}
NAME = {
    "type": "input",
    "block_id": "name",
    "label": {"type": "plain_text", "text": "Your name"},
    "element": {"type": "plain_text_input", "action_id": "a", "max_length": 10},
}
COLOR = {
    "type": "input",
    "block_id": "color",
    "label": {"type": "plain_text", "text": "Color"},
    "element": {
        "type": "radio_buttons",
        "action_id": "a",
        "options": [
            {"text": {"type": "plain_text", "text": "Red"}, "value": "r"},
            {"text": {"type": "plain_text", "text": "Blue"}, "value": "b"},
        ],
        "initial_option": {"text": {"type": "plain_text", "text": "Red"}, "value": "r"},
    },
}
FORM: dict[str, Any] = {"type": "modal", "title": TITLE, "submit": TITLE, "blocks": [NAME, COLOR]}
ACTIONS = [
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "line:0",
                "text": {"type": "plain_text", "text": "We met"},
                "value": "met 1",
            },
            {
                "type": "static_select",
                "action_id": "choice:1:take",
                "options": COLOR["element"]["options"],  # type: ignore[index]
            },
        ],
    }
]


class VerifierClock(Clock):
    """The simulated moment, for the SDK's verifier."""

    def __init__(self, clock: SimulatedClock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()


class App:
    """A small app: verifies as the SDK does, keeps what came, answers what a test says."""

    def __init__(self, sim: SlackSimulator, clock: SimulatedClock, client: AsyncWebClient) -> None:
        self.verifier = SignatureVerifier(sim.signing_secret, VerifierClock(clock))
        self.client = client
        self.got: list[dict[str, Any]] = []
        self.retried: list[tuple[str | None, str | None]] = []
        self.answer: Any = ""
        self.statuses: list[int] = []

    async def hear(self, request: web.Request) -> web.Response:
        body = await request.read()
        if not self.verifier.is_valid_request(body, dict(request.headers)):
            return web.Response(status=401)
        retry = request.headers
        self.retried.append((retry.get("X-Slack-Retry-Num"), retry.get("X-Slack-Retry-Reason")))
        if request.content_type == "application/json":
            payload = json.loads(body)
        else:
            fields = dict(await request.post())
            payload = json.loads(str(fields["payload"])) if "payload" in fields else fields
        self.got.append(payload)
        answer = await self.answer(payload) if callable(self.answer) else self.answer
        status = self.statuses.pop(0) if self.statuses else 200
        if isinstance(answer, str):
            return web.Response(status=status, text=answer)
        return web.json_response(answer, status=status)


@pytest.fixture
async def app(
    sim: SlackSimulator, clock: SimulatedClock, client: AsyncWebClient
) -> AsyncIterator[App]:
    made = App(sim, clock, client)
    served = web.Application()
    served.add_routes([web.post("/slack/events", made.hear)])
    runner = web.AppRunner(served, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sim.app_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield made
    await runner.cleanup()


async def test_a_typed_command_is_answered_on_the_ack(sim: SlackSimulator, acme, app):
    ana, ben = acme.user("ana"), acme.user("ben")
    channel = acme.channel("peers", members=[ana, ben])
    app.answer = {"text": "All quiet.", "blocks": ACTIONS}
    said = await sim.says(ana, "/peer ask @ben <3 in #peers see https://x.test", channel=channel)
    assert said.message.text == "All quiet."
    assert said.message.buttons == ["We met"]
    assert not sim.messages(channel)
    got = app.got[0]
    assert got["text"] == (
        f"ask <@{ben.id}|ben> &lt;3 in <#{channel.id}|peers> see <https://x.test>"
    )
    assert (got["command"], got["user_id"], got["channel_id"]) == ("/peer", ana.id, channel.id)


async def test_an_answer_over_the_response_url_is_waited_for(sim, acme, app):
    async def answer(payload):
        hook = AsyncWebhookClient(payload["response_url"], retry_handlers=[])
        await hook.send(text="Later.")
        return ""

    app.answer = answer
    assert (await sim.says(acme.user("ana"), "/peer status")).words == "Later."


async def test_an_ack_that_slack_would_not_show_fails_the_test(sim, acme, app):
    app.answer = {"text": "Hi", "blocks": [{"type": "section"}]}
    with pytest.raises(Refused, match="invalid_blocks"):
        await sim.says(acme.user("ana"), "/peer status")


async def test_a_form_opens_on_a_press_and_is_filled_in(sim, acme, app):
    ana = acme.user("ana")
    message = (await say(sim, app, ana, ACTIONS)).message

    async def open_form(payload):
        await app.client.views_open(trigger_id=payload["trigger_id"], view=FORM)
        return ""

    app.answer = open_form
    view = (await sim.presses(ana, message, "We met")).view
    assert app.got[-1]["actions"][0]["value"] == "met 1"
    assert view.fields == ["name", "color"]
    with pytest.raises(AssertionError, match="leave out “Your name”"):
        await sim.submits(ana, view, {})
    app.answer = {"response_action": "errors", "errors": {"name": "Longer, please."}}
    assert (await sim.submits(ana, view, {"Your name": "A"})).errors == {"name": "Longer, please."}
    assert not view.closed
    app.answer = {"response_action": "errors", "errors": {"age": "?"}}
    with pytest.raises(Refused, match="age"):
        await sim.submits(ana, view, {"name": "Ana"})
    app.answer = ""
    await sim.submits(ana, view, {"name": "Ana", "color": "Blue"}, patience=0)
    assert view.closed
    values = app.got[-1]["view"]["state"]["values"]
    assert values["name"] == {"a": {"type": "plain_text_input", "value": "Ana"}}
    assert values["color"]["a"]["selected_option"]["value"] == "b"


async def test_a_submission_may_update_push_or_clear(sim, acme, app, client):
    ana = acme.user("ana")
    opened = await client.views_open(trigger_id=sim.world.trigger(ana), view=FORM)
    view = acme.state.views[opened["view"]["id"]]
    other = {**FORM, "title": {"type": "plain_text", "text": "Second"}}
    app.answer = {"response_action": "update", "view": other}
    assert (await sim.submits(ana, view, {"name": "A"})).view.words.startswith("Second")
    app.answer = {"response_action": "push", "view": FORM}
    top = (await sim.submits(ana, view, {"name": "A"})).view
    assert top.previous is view
    app.answer = {"response_action": "clear"}
    await sim.submits(ana, top, {"name": "A"}, patience=0)
    assert view.closed
    assert top.closed


async def test_a_menu_of_a_message_is_chosen_from_and_replaced(sim, acme, app):
    ana = acme.user("ana")
    message = (await say(sim, app, ana, ACTIONS)).message

    async def replace(payload):
        hook = AsyncWebhookClient(payload["response_url"], retry_handlers=[])
        await hook.send(text="Blue it is.", replace_original=True)
        return ""

    app.answer = replace
    assert (await sim.chooses(ana, message, "Blue")).message is message
    assert (message.text, message.blocks) == ("Blue it is.", [])
    action = app.got[-1]["actions"][0]
    assert (action["action_id"], action["selected_option"]["value"]) == ("choice:1:take", "b")
    assert app.got[-1]["container"]["is_ephemeral"] is True
    with pytest.raises(AssertionError, match="no “Green” to press"):
        await sim.chooses(ana, message, "Green")


async def test_the_home_tab_is_published_and_pressed(sim, acme, app):
    ana = acme.user("ana")

    async def publish(payload):
        home = {"type": "home", "blocks": ACTIONS}
        await app.client.views_publish(user_id=ana.id, view=home)
        return ""

    app.answer = publish
    home = await sim.opens_home(ana)
    assert home.buttons == ["We met"]
    assert (await sim.presses(ana, home, "We met")).view is home
    assert app.got[-1]["container"] == {"type": "view", "view_id": home.id}


async def test_words_to_the_bot_and_mentions_arrive_as_events(sim, acme, app):
    ana = acme.user("ana")
    channel = acme.channel("peers", members=[ana], bot=True)

    async def reply(payload):
        event = payload["event"]
        await app.client.chat_postMessage(channel=event["channel"], text="You said so.")
        return ""

    app.answer = reply
    assert (await sim.says(ana, "status")).words == "You said so."
    top = sim.messages(ana)[0]
    await sim.says(ana, "@peerloop status", channel=channel, thread=top)
    direct, mention = (one["event"] for one in app.got)
    assert (direct["type"], direct["channel_type"], direct["text"]) == ("message", "im", "status")
    assert (mention["type"], mention["thread_ts"]) == ("app_mention", top.ts)
    assert mention["text"] == f"<@{acme.bot.id}> status"
    with pytest.raises(AssertionError, match="threads"):
        await sim.says(ana, "/peer status", channel=channel, thread=top)
    assert (await sim.says(ana, "hello all", channel=channel, patience=0)).seen == ()
    assert len(app.got) == 2


async def test_shortcuts_carry_their_message(sim, acme, app):
    ana = acme.user("ana")
    await sim.says(ana, "How do I deploy?", patience=0)
    message = sim.messages(ana)[0]
    await sim.uses_shortcut(ana, "ask_peer", message, patience=0)
    await sim.uses_shortcut(ana, "start", patience=0)
    on_message, everywhere = app.got[-2:]
    assert on_message["type"] == "message_action"
    assert on_message["message"]["text"] == "How do I deploy?"
    assert (everywhere["type"], everywhere["callback_id"]) == ("shortcut", "start")


async def test_what_happens_in_the_workspace_is_told(sim, acme, app, client):
    ana = acme.user("ana")
    channel = acme.channel("peers", members=[ana])
    await sim.invites_bot(ana, channel)
    await sim.enters(acme.user("ben"), channel)
    await sim.changes(ana, zone="Asia/Tokyo", deleted=False)
    await sim.renames(ana, channel, "friends")
    await sim.removes_bot(ana, channel)
    await sim.archives(ana, channel)
    await sim.arrives(acme.user("cleo"))
    await sim.uninstalls(acme.state)
    told = [one["event"] for one in app.got]
    assert [one["type"] for one in told] == [
        "member_joined_channel",
        "member_joined_channel",
        "user_change",
        "channel_rename",
        "member_left_channel",
        "channel_archive",
        "team_join",
        "tokens_revoked",
        "app_uninstalled",
    ]
    assert (told[0]["user"], told[0]["inviter"]) == (acme.bot.id, ana.id)
    assert told[2]["user"]["tz"] == "Asia/Tokyo"
    assert len({one["event_id"] for one in app.got}) == len(app.got)
    assert sim.world.tokens[acme.token].state == "inactive"


async def test_a_refused_event_comes_again_with_the_same_id(sim, acme, app):
    app.statuses = [500, 503]
    answers = await sim.retries(acme.user("ana"), {"type": "app_home_opened"})
    assert [one.status for one in answers] == [500, 503, 200]
    assert len({one["event_id"] for one in app.got}) == 1
    assert app.retried == [(None, None), ("1", "http_error"), ("2", "http_error")]


@pytest.mark.parametrize("how", ["forged", "stale", "early", "tampered", "unsigned"])
async def test_dishonest_requests_do_not_pass_the_real_verifier(sim, acme, app, how):
    ana = acme.user("ana")
    assert (await sim.send_slash(ana, "status", how=how)).status == 401
    assert (await sim.send_event(ana, {"type": "team_join"}, how=how)).status == 401
    assert not app.got
    assert (await sim.send_slash(ana, "status")).ok
    assert (await sim.send_slash(ana, "status", at=NOW - timedelta(minutes=4))).ok


async def test_an_app_that_is_silent_for_too_long_is_not_waited_for(sim, acme):
    sim.app_url = f"{sim.world.url}/nowhere"
    assert (await sim.send_slash(acme.user("ana"), "status")).status == 404
    sim.sender.ack_within = 0.05
    sim.faults.slow("auth.test", 1)
    answer = await sim.sender.post(b"", {}, f"{sim.api_url}auth.test")
    assert (answer.status, answer.ok) == (0, False)


async def say(sim: SlackSimulator, app: App, user: Any, blocks: list[dict[str, Any]]) -> Any:
    """Let the app show a message with these blocks."""
    app.answer = {"text": "Look", "blocks": blocks}
    return await sim.says(user, "/peer")


def test_a_second_look_at_a_workspace_finds_the_same(sim: SlackSimulator, acme: Workspace):
    assert sim.team("T1").user("ana") is acme.user("ana")
    assert sim.team("T1").channel("general") is acme.channel("general")
