"""The traps of Bolt and slack_sdk, as read in their code and seen by running them, each with its cure."""

import os
import time
from dataclasses import replace

import pytest
import structlog
from aiohttp import ClientSession, web

from adapters.promises import Promises
from adapters.slack import acts, answers
from adapters.slack.api import SlackApi
from adapters.slack.inbound import SlackInbound
from adapters.slack.installs import OneWorkspace
from adapters.slack.platform import SlackPlatform
from facilitation.assistant import Assistant
from facilitation.catalogue import COMMANDS
from facilitation.errors import Unsure
from facilitation.people.model import Workspace
from facilitation.talk import forms
from facilitation.talk.forms import Form
from facilitation.talk.incoming import Ask, Quiet, Say
from facilitation.talk.messages import Button, Message, buttons, text
from tests.contracts.desk_core import NOW, Book, HandClock
from tests.contracts.slack_desk import desk, hello, install_of
from tests.handed import Handed
from tests.simulators.slack import SlackSimulator

CARD = Message("Coffee", (buttons(Button("Join", "join coffee")),))
FORM = Form("New name", "rename coffee", (forms.Line("name", "Name"),))
BROKEN = Say(Message("Broken", (42,)))  # type: ignore[arg-type]


async def test_trap_1_a_failure_right_after_the_ack_does_not_take_it_back():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"card": Say(CARD), "join coffee": BROKEN, "rename": Ask(FORM)}
        card = (await d.sim.says(ana, "card")).message
        with structlog.testing.capture_logs() as logs:
            answer = await d.sim.presses(ana, card, "Join", patience=0.05)
        assert answer.status == 200
        assert any("failed" in line["event"] for line in logs)
        d.sim.faults.error("views.open", "invalid_arguments")
        assert (await d.sim.says(ana, "/peer rename")).status == 200


async def test_trap_1_a_core_that_fails_is_answered_with_an_apology():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"boom": RuntimeError("no database"), "card": Say(CARD)}
        d.core.replies["join coffee"] = RuntimeError("no database")
        answer = await d.sim.says(ana, "/peer boom")
        assert answer.status == 200
        assert "not your fault" in answer.words
        card = (await d.sim.says(ana, "card")).message
        assert "not your fault" in (await d.sim.presses(ana, card, "Join")).words


async def test_trap_2_a_failure_of_work_after_the_ack_is_logged():
    async with desk() as d:
        d.core.replies = {"boom": BROKEN}
        with structlog.testing.capture_logs() as logs:
            await d.sim.says(d.team.user("ana"), "boom", patience=0.1)
        assert [line["log_level"] for line in logs] == ["error"]


async def test_trap_3_an_event_is_done_before_it_is_acknowledged():
    done = []

    def handle(incoming):
        time.sleep(0.2)
        done.append(incoming)
        return Quiet()

    async with desk(handle=handle) as d:
        await d.sim.says(d.team.user("ana"), "join x", patience=0.0)
        assert len(done) == 1


async def test_trap_3_an_event_that_failed_comes_again_until_it_is_done():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"join x": RuntimeError("no database")}
        channel = d.sim.direct(ana).id
        inner = {"type": "message", "channel": channel, "channel_type": "im", "ts": "1.1"}
        inner |= {"user": ana.id, "text": "join x"}
        refused = await d.sim.send_event(ana, inner, event_id="Ev1")
        assert refused.status == 503
        d.core.replies = {}
        answers_given = await d.sim.retries(ana, inner)
        assert [one.status for one in answers_given] == [200]
        await d.sim.until(lambda: d.sim.messages(ana))


async def test_trap_4_work_after_the_ack_is_waited_for_at_a_stop():
    async with desk(ready=0.05) as d:
        d.core.slow = 0.4
        ana = d.team.user("ana")
        await d.sim.says(ana, "/peer home", patience=0.0)
        assert await d.inbound.drain(0.01) > 0
        assert await d.inbound.drain(5.0) == 0
        assert d.sim.seen(ana)


async def test_trap_5_what_is_delivered_twice_is_done_once(sqlite_store):
    clock = HandClock()
    with sqlite_store.begin() as work:
        work.workspaces.save(
            Workspace(id="slack:T1", platform="slack", name="Acme", created_at=NOW)
        )
    bugs: list[Exception] = []

    def failed(incoming, error) -> str:
        bugs.append(error)
        return "ref"

    assistant = Assistant(store=sqlite_store, commands=COMMANDS, now=clock.now, failed=failed)
    async with desk(handle=assistant.handle) as d:
        ana = d.team.user("ana")
        channel = d.sim.direct(ana)
        inner = {"type": "message", "channel": channel.id, "channel_type": "im", "ts": "1.1"}
        inner |= {"user": ana.id, "text": "help"}
        for attempt in (1, 2, 3):
            again = await d.sim.send_event(
                ana, inner, event_id="Ev1", retry=(attempt, "http_timeout")
            )
            assert again.status == 200
        await d.inbound.drain(5.0)
        assert len(d.sim.messages(ana)) == 1

        design = d.team.channel("design", members=[ana], bot=True)
        d.sim.subscribed = frozenset(("app_mention", "message.channels"))
        await d.sim.says(ana, "@peerloop help", channel=design)
        await d.inbound.drain(5.0)
        whispers = d.sim.calls("chat.postEphemeral")
        assert len(whispers) == 1
        assert not bugs


async def test_trap_5_a_button_pressed_twice_in_two_payloads_of_one_press_has_one_key():
    async with desk() as d:
        install = install_of(d.team)
        pressed = {"type": "button", "action_id": "line:1", "value": "skip", "action_ts": "9.1"}
        body = {
            "user": {"id": "U7", "name": "ana"},
            "channel": {"id": "C7", "name": "design"},
            "container": {"message_ts": "1.2", "channel_id": "C7"},
            "actions": [pressed],
        }
        first, second = acts.action(body, install), acts.action(body, install)
        assert first is not None
        assert second is not None
        assert first.incoming.key == second.incoming.key == "act:C7:1.2:9.1:U7"
        later = {**body, "actions": [{**pressed, "action_ts": "9.2"}]}
        third = acts.action(later, install)
        assert third is not None
        assert third.incoming.key != first.incoming.key


@pytest.mark.parametrize(
    "body",
    [
        {"type": "event_callback", "event": {"type": "reaction_added", "user": "U7"}},
        {"type": "event_callback", "event": {"type": "never_heard_of"}},
        {
            "type": "block_actions",
            "user": {"id": "U7"},
            "actions": [{"type": "button", "action_id": "x", "block_id": "b"}],
        },
        {"type": "block_suggestion", "user": {"id": "U7"}, "action_id": "x", "block_id": "b"},
        {
            "type": "view_submission",
            "user": {"id": "U7"},
            "view": {"type": "modal", "callback_id": "other"},
        },
        {"type": "view_closed", "user": {"id": "U7"}, "view": {"callback_id": "other"}},
        {"type": "workflow_step_execute", "user": {"id": "U7"}},
        {"type": "dialog_submission", "callback_id": "x", "user": {"id": "U7"}},
        {"type": "something_new"},
        {"type": "app_rate_limited", "minute_rate_limited": 1},
    ],
)
async def test_trap_6_what_nobody_listens_to_is_acknowledged(body):
    async with desk() as d:
        response = await d.inbound.dispatch({"team_id": "T1", **body})
        assert response.status == 200
        assert not d.core.done


async def test_trap_7_slack_is_not_asked_who_we_are_at_every_request():
    async with desk() as d:
        ana = d.team.user("ana")
        for _ in range(5):
            await d.sim.says(ana, "/peer home")
        assert not d.sim.calls()


async def test_trap_12_a_post_that_was_cut_off_is_not_sent_again_behind_our_back():
    async with desk() as d:
        ana = d.team.user("ana")
        d.sim.faults.drop("chat.postMessage", effect=True)
        with pytest.raises(Unsure):
            await d.platform.deliver(hello(ana))
        assert len(d.sim.calls("chat.postMessage")) == 1
        assert len(d.sim.messages(ana)) == 1


async def test_trap_12_an_answer_waits_as_long_as_slack_asks_and_then_comes():
    async with desk() as d:
        ana = d.team.user("ana")
        storm = d.sim.faults.storm("T1", method="chat.postMessage", retry_after=1)
        storm.times = 1
        answer = await d.sim.says(ana, "home")
        assert "home" in answer.words
        assert len(d.sim.calls("chat.postMessage")) == 2


async def test_trap_13_an_error_that_may_mean_done_is_read_back_before_a_second_try():
    async with desk() as d:
        ana = d.team.user("ana")
        d.sim.faults.fatal_error("chat.postMessage", effect=True)
        with pytest.raises(Unsure):
            await d.platform.deliver(hello(ana))
        receipt = await d.platform.look_for(hello(ana))
        assert receipt is not None
        assert receipt.message_id == d.sim.messages(ana)[0].ts


async def test_trap_14_every_workspace_shares_one_session_and_it_is_closed():
    api = SlackApi("http://127.0.0.1:9/api/")
    one, other = api.client("xoxb-1"), api.client("xoxb-2")
    assert one is api.client("xoxb-1")
    assert one.session is other.session is api.session
    await api.close()
    assert one.session.closed


async def test_trap_15_a_long_message_goes_in_the_body_and_not_in_the_address():
    async with desk() as d:
        ana = d.team.user("ana")
        long = Message("Long", tuple(text("word " * 500) for _ in range(4)))
        await d.platform.deliver(replace(hello(ana), message=long))
        (message,) = d.sim.messages(ana)
        assert len(message.words) > 8_000
        assert SlackApi("https://slack.com/api").url == "https://slack.com/api/"


async def test_trap_16_bolt_takes_no_settings_from_the_environment(monkeypatch):
    names = ("BOT_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "SIGNING_SECRET", "VERIFICATION_TOKEN")
    for name in names:
        monkeypatch.setenv(f"SLACK_{name}", "from-the-environment")
    async with desk() as d:
        answer = await d.sim.says(d.team.user("ana"), "/peer home")
        assert "home" in answer.words
        assert d.inbound._app.oauth_flow is None
        assert d.inbound._app.client.token is None
        assert not d.sim.calls()
        assert os.environ["SLACK_CLIENT_ID"] == "from-the-environment"


@pytest.mark.parametrize(
    "changed",
    [
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"subtype": "bot_message", "bot_id": "B9"},
        {"bot_id": "B9"},
        {"hidden": True},
        {"user": "USLACKBOT"},
        {"user": ""},
        {"user_team": "T9"},
        {"team": "T9"},
        {"team": "E9"},
        {"source_team": "T9", "team": "T1"},
        {"user_profile": {"team": "T9"}},
        {"user_team": "E9", "source_team": "E9"},
    ],
)
async def test_trap_17_changes_bots_and_strangers_are_not_people_who_speak(changed):
    async with desk() as d:
        ana = d.team.user("ana")
        inner = {"type": "message", "channel": "D9", "channel_type": "im", "ts": "1.1"}
        inner |= {"user": ana.id, "text": "join x", **changed}
        answer = await d.sim.send_event(ana, inner)
        assert answer.status == 200
        assert not d.core.done


async def test_trap_17_what_the_bot_says_itself_is_not_heard():
    async with desk() as d:
        inner = {"type": "message", "channel": "D9", "channel_type": "im", "ts": "1.1"}
        inner |= {"user": d.team.bot.id, "text": "join x", "bot_id": d.team.state.bot_id}
        await d.sim.send_event(d.team.bot, inner)
        assert not d.core.done


async def test_trap_18_only_fields_that_can_be_filled_in_get_an_error_on_the_ack():
    async with desk() as d:
        ana = d.team.user("ana")
        wrong = {"name": "Taken.", "elsewhere": "Ended."}
        d.core.replies = {"rename": Ask(FORM), "rename coffee": Ask(FORM, wrong)}
        view = (await d.sim.says(ana, "/peer rename")).view
        answer = await d.sim.submits(ana, view, {"name": "Tea"}, patience=0.05)
        assert not answer.errors
        assert "Ended." in view.words
        assert "Taken." in view.words


async def test_trap_20_the_door_is_a_route_among_others_of_our_own_server():
    clock = HandClock()
    async with SlackSimulator(clock) as sim:
        installs = OneWorkspace(install_of(sim.team("T1", "Acme")))
    platform = SlackPlatform(installs, print, files=Handed(), api_url="http://127.0.0.1:9/api/")
    inbound = SlackInbound(
        lambda incoming: Quiet(),
        print,
        platform,
        Promises(Book()),
        signing_secret="s",
        clock=clock,
    )
    app = web.Application()
    app.add_routes([web.get("/healthz", _ok), *inbound.routes()])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    async with ClientSession() as session:
        assert host == "127.0.0.1"
        assert (await session.get(f"http://{host}:{port}/healthz")).status == 200
        assert (await session.post(f"http://{host}:{port}/slack/events")).status == 401
        assert (await session.get(f"http://{host}:{port}/slack/events")).status == 405
    await runner.cleanup()
    await platform.close()


async def _ok(request: web.Request) -> web.Response:
    return web.Response()


def test_what_counts_as_too_late_for_a_form_is_an_error_of_the_trigger():
    assert all("trigger" in code for code in answers.LATE)
