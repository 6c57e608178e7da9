"""Socket Mode: the same door, and connections that come back whatever happens to them."""

import asyncio

import pytest
from slack_bolt.response import BoltResponse

from adapters.reading import Unreadable
from adapters.slack.socket import SlackSocket
from facilitation.talk import forms
from facilitation.talk.forms import Form
from facilitation.talk.incoming import Ask, Say
from facilitation.talk.messages import Button, Message, buttons
from tests.contracts.slack_desk import desk
from tests.contracts.slack_linked import linked
from tests.simulators.slack import SlackSimulator

CARD = Message("Coffee", (buttons(Button("Join", "join coffee")),))
FORM = Form("New name", "rename coffee", (forms.Line("name", "Name"),))


async def test_everything_works_over_a_socket_as_it_does_over_http():
    async with desk() as d, linked(d):
        ana = d.team.user("ana")
        d.core.replies = {
            "card": Say(CARD),
            "rename": Ask(FORM),
            "rename coffee": Ask(FORM, {"name": "That name is taken."}),
        }
        answer = await d.sim.says(ana, "/peer help")
        assert answer.message.via == "ack"
        card = (await d.sim.says(ana, "card")).message
        assert "join coffee" in (await d.sim.presses(ana, card, "Join")).words
        view = (await d.sim.says(ana, "/peer rename")).view
        assert (await d.sim.submits(ana, view, {"name": "Tea"})).errors
        assert d.core.lines == ["help", "card", "join coffee", "rename", "rename coffee"]
        assert (await d.sim.opens_home(ana)).words
        assert not d.sim.links.redelivered


async def test_there_are_two_connections_and_they_are_closed_at_the_end():
    async with desk() as d:
        async with linked(d) as socket:
            assert len(d.sim.links.open) == 2
            assert socket.connected == 2
        await d.sim.until(lambda: not d.sim.links.open)
        assert socket.connected == 0


async def test_trap_10_a_connection_that_hangs_on_a_spent_ticket_is_rebuilt():
    async with desk() as d:
        d.sim.links.refusing = 2
        async with linked(d, hung=0.5, ping=0.1):
            assert d.sim.links.refused >= 2
            assert (await d.sim.says(d.team.user("ana"), "/peer help")).ok


async def test_a_refused_handshake_costs_seconds_and_not_as_long_as_a_connection_may_hang():
    async with desk() as d:
        d.sim.links.refusing = 2
        # by default one may hang for half a minute, which is longer than the desk waits here
        async with linked(d):
            assert d.sim.links.refused >= 2


async def test_trap_10_connections_that_were_cut_come_back():
    async with desk() as d, linked(d, hung=1.0, ping=0.1) as socket:
        before = d.sim.links.opened
        d.sim.links.drop()
        await d.sim.until(lambda: d.sim.links.opened >= before + 2)
        await d.sim.until(lambda: len(d.sim.links.open) == 2 and socket.connected == 2)
        assert (await d.sim.says(d.team.user("ana"), "/peer help")).ok


async def test_trap_10_a_connection_that_fell_silent_is_rebuilt():
    async with desk() as d, linked(d, hung=1.0, ping=0.2):
        before = d.sim.links.opened
        d.sim.links.hang()
        await d.sim.until(lambda: d.sim.links.opened >= before + 2)


@pytest.mark.parametrize("limited", [True, False])
async def test_trap_10_slack_is_not_asked_for_connections_in_a_tight_loop(limited):
    async with SlackSimulator() as sim:
        if limited:
            sim.faults.storm(method="apps.connections.open", retry_after=30)
        else:
            sim.faults.error("apps.connections.open", "internal_error", times=None)

        async def dispatch(payload):
            return BoltResponse(status=200, body="")

        socket = SlackSocket(dispatch, sim.app_token, api_url=sim.api_url, hung=0.1, ping=0.1)
        await socket.start()
        await asyncio.sleep(1.5)
        assert len(sim.calls("apps.connections.open")) == (2 if limited else 4)
        await socket.stop()


async def test_trap_11_while_one_connection_is_renewed_the_other_takes_what_comes():
    async with desk() as d, linked(d) as socket:
        ana = d.team.user("ana")
        link = d.sim.links.open[0]
        await link.socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
        for number in range(10):
            answer = await d.sim.says(ana, f"/peer line {number}")
            if not answer.ok:
                await asyncio.sleep(0.05)
        await d.sim.until(lambda: len(d.sim.links.open) == 2 and socket.connected == 2)
        assert len(d.core.lines) >= 8


async def test_an_event_that_is_not_done_is_not_acknowledged_and_comes_again():
    async with desk() as d, linked(d):
        d.sim.sender.ack_within = 0.3
        d.core.replies = {"join x": RuntimeError("no database")}
        ana = d.team.user("ana")
        inner = {"type": "message", "channel": d.sim.direct(ana).id, "channel_type": "im"}
        inner |= {"user": ana.id, "text": "join x", "ts": "1.1"}
        answer = await d.sim.send_event(ana, inner)
        assert not answer.ok
        assert len(d.sim.links.redelivered) == 3
        assert d.core.lines == ["join x"] * 4


@pytest.mark.parametrize("failure", [Unreadable("no"), None])
async def test_what_cannot_be_read_is_acknowledged_and_left(failure):
    async def dispatch(payload):
        if failure:
            raise failure
        return BoltResponse(status=200, body="")

    async with desk() as d, linked(d, dispatch):
        assert (await d.sim.send_event(d.team.user("ana"), {"type": "x"})).ok
        assert not d.sim.links.redelivered


async def test_what_came_in_is_finished_before_the_connections_close():
    async with desk() as d:
        d.core.slow = 0.4
        async with linked(d):
            ana = d.team.user("ana")
            saying = asyncio.create_task(d.sim.says(ana, "/peer help", patience=0.0))
            await d.sim.until(lambda: d.core.lines)
        assert (await saying).ok
