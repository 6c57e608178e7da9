"""What Slack is told that we have is durable, and is carried out whoever dies."""

import asyncio
from dataclasses import replace

import pytest

from adapters.promises import CLAIMED, TRIES, Promise
from facilitation.talk import forms
from facilitation.talk.forms import Form
from facilitation.talk.incoming import Ask, Quiet, Replace, Say, Wrote
from facilitation.talk.messages import Button, Message, buttons, text
from tests.contracts.slack_desk import Desk, desk
from tests.contracts.slack_linked import linked
from tests.simulators.slack.model import Message as ShownMessage

CARD = Message("Coffee", (buttons(Button("Join", "join coffee")),))
FORM = Form("New name", "rename coffee", (forms.Line("name", "Name"),))
SAID = Message("You are in", (text("See you Tuesday"),))


async def promised(d: Desk) -> Promise:
    """Return what was promised last, when it has been kept."""
    await d.sim.until(lambda: d.book.made)
    assert await d.inbound.drain(5.0) == 0
    await d.sim.until(lambda: not d.book.kept)
    return d.book.made[-1]


async def left(d: Desk, **changed) -> Promise:
    """Let somebody who died have left what was just promised; the core begins anew."""
    promise = replace(await promised(d), **changed)
    d.core.done.clear()
    d.core.slow = 0.0
    d.book.made.clear()
    d.book.left = [promise]
    return promise


async def redeemed(d: Desk) -> None:
    await d.inbound.look()
    assert await d.inbound.drain(5.0) == 0
    await d.sim.until(lambda: not d.book.kept)


async def test_a_command_that_is_done_in_time_needs_no_promise():
    async with desk() as d:
        await d.sim.says(d.team.user("ana"), "/peer home")
        assert not d.book.made


async def test_a_late_command_is_promised_before_its_ack_and_forgotten_when_answered():
    async with desk(ready=0.02) as d:
        d.core.slow = 0.3
        answer = await d.sim.send_slash(d.team.user("ana"), "home")
        assert (answer.status, answer.text) == (200, "")
        (promise,) = d.book.made
        await promised(d)
        assert promise.key == d.core.done[0].key
        assert promise.member == d.core.done[0].by.member


async def test_a_late_event_is_promised_before_its_ack():
    async with desk(ready=0.02) as d:
        d.core.slow = 0.3
        ana = d.team.user("ana")
        inner = {"type": "message", "channel": d.sim.direct(ana).id, "channel_type": "im"}
        answer = await d.sim.send_event(ana, inner | {"user": ana.id, "text": "x", "ts": "1.1"})
        assert answer.status == 200
        (promise,) = d.book.made
        assert promise.member
        await promised(d)
        assert d.sim.messages(ana)


async def test_nobody_waits_for_an_answer_to_words_of_their_own():
    async with desk(ready=0.02) as d:
        d.core.slow = 0.2
        ana, ben = d.team.user("ana"), d.team.user("ben")
        circle, _ = d.sim.world.open_conversation(d.team.state, frozenset((ana.id, ben.id)))
        await d.sim.says(ana, "Tuesday at ten?", channel=circle, patience=0.0)
        promise = await promised(d)
        assert isinstance(d.core.done[0], Wrote)
        assert promise.member == ""
        assert "Tuesday" not in promise.what


async def test_a_late_press_and_a_late_form_are_promised_before_their_acks():
    async with desk(ready=0.02) as d:
        ana = d.team.user("ana")
        d.core.replies = {"card": Say(CARD), "rename": Ask(FORM)}
        card = (await d.sim.says(ana, "card")).message
        view = (await d.sim.says(ana, "/peer rename")).view
        d.core.slow = 0.2
        d.book.made.clear()
        for number, act in enumerate(
            (d.sim.presses(ana, card, "Join"), d.sim.submits(ana, view, {"name": "Tea"}))
        ):
            await act
            assert len(d.book.made) == number + 1


async def test_a_late_command_over_a_socket_is_promised_before_its_ack():
    async with desk(ready=0.02) as d, linked(d):
        d.core.slow = 0.3
        answer = await d.sim.send_slash(d.team.user("ana"), "home")
        assert answer.ok
        assert d.book.made
        await promised(d)


async def test_what_cannot_be_promised_is_acknowledged_when_it_is_done():
    async with desk(ready=0.02) as d:
        d.book.broken = True
        d.core.slow = 0.3
        answer = await d.sim.says(d.team.user("ana"), "/peer home")
        assert answer.message.via == "ack"
        assert not d.book.made


@pytest.mark.parametrize("surrogate", [True, False])
async def test_half_a_character_is_never_kept_and_is_answered(surrogate):
    async with desk(ready=0.02) as d:
        d.core.slow = 0.1
        said = "home \ud83d" if surrogate else "home \u0000"
        body = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1"}
        event = {"type": "message", "channel": "D1", "channel_type": "im", "ts": "1.1"}
        ana = d.team.user("ana")
        response = await d.inbound.dispatch(
            body | {"event": event | {"user": ana.id, "text": said}}
        )
        assert response.status == 200
        assert bool(d.book.made) is not surrogate
        await d.inbound.drain(5.0)


async def test_what_comes_twice_is_promised_once():
    async with desk(ready=0.02) as d:
        d.core.slow = 0.3
        ana = d.team.user("ana")
        design = d.team.channel("design", members=[ana], bot=True)
        d.sim.subscribed = frozenset(("app_mention", "message.channels"))
        await d.sim.says(ana, "@peerloop help", channel=design, patience=0.0)
        await promised(d)
        assert len(d.book.made) == 1


async def test_an_event_that_fails_after_its_ack_is_answered_with_an_apology_and_forgotten():
    async with desk(ready=0.02) as d:
        d.core.slow = 0.2
        d.core.replies = {"boom": RuntimeError("a bug")}
        ana = d.team.user("ana")
        answer = await d.sim.says(ana, "boom")
        await promised(d)
        assert "not your fault" in answer.words


async def test_what_a_dead_process_left_is_carried_out_and_answered_where_it_was_asked():
    async with desk(ready=0.02) as d:
        ana = d.team.user("ana")
        d.core.slow, d.core.replies = 0.2, {"join coffee": Quiet()}
        await d.sim.send_slash(ana, "join coffee")
        await left(d)
        d.core.replies = {"join coffee": Say(SAID)}
        since = len(d.sim.world.shown)
        await redeemed(d)
        assert d.core.lines == ["join coffee"]
        (seen,) = d.sim.seen(ana, since)
        assert isinstance(seen, ShownMessage)
        assert seen.via == "response_url"


async def test_however_much_dead_processes_left_is_carried_out_without_another_look():
    async with desk(ready=0.02) as d:
        d.core.slow = 0.3
        await d.sim.send_slash(d.team.user("ana"), "home")
        promise = await left(d)
        many = 3 * CLAIMED + 7
        d.book.left = [replace(promise, key=f"{promise.key}-{number}") for number in range(many)]
        await redeemed(d)
        assert len(d.core.done) == many


async def test_when_the_response_url_has_ended_the_answer_comes_in_person_and_says_why():
    async with desk(ready=0.02) as d:
        ana = d.team.user("ana")
        design = d.team.channel("design", members=[ana])
        d.core.slow, d.core.replies = 0.2, {"join coffee": Quiet()}
        await d.sim.send_slash(ana, "join coffee", channel=design)
        await left(d)
        d.core.replies = {"join coffee": Say(SAID)}
        d.sim.faults.server_error("response_url", effect=False, times=None)
        await redeemed(d)
        (message,) = d.sim.messages(ana)
        assert "See you Tuesday" in message.words
        assert "interrupted" in message.words


async def test_a_card_is_replaced_late_too_and_a_form_is_offered_by_a_button():
    async with desk(ready=0.02) as d:
        ana = d.team.user("ana")
        d.core.replies = {"card": Say(CARD)}
        card = (await d.sim.says(ana, "card")).message
        d.core.slow, d.core.replies = 0.2, {"join coffee": Quiet()}
        pressing = asyncio.create_task(d.sim.presses(ana, card, "Join", patience=0.0))
        await left(d)
        await pressing
        d.core.replies = {"join coffee": Replace(SAID)}
        await redeemed(d)
        assert "You are in" in card.words
        d.core.slow, d.core.replies = 0.2, {"rename": Quiet()}
        await d.sim.send_slash(ana, "rename")
        await left(d)
        d.core.replies = {"rename": Ask(FORM)}
        since = len(d.sim.world.shown)
        await redeemed(d)
        (seen,) = d.sim.seen(ana, since)
        assert "interrupted" in seen.words


async def test_what_was_done_but_not_answered_is_said_and_not_done_again():
    async with desk(ready=0.02) as d:
        ana = d.team.user("ana")
        d.core.slow = 0.2
        await d.sim.send_slash(ana, "join coffee")
        await left(d, done=True, what="")
        await redeemed(d)
        assert not d.core.done
        (message,) = d.sim.messages(ana)
        assert "it is done" in message.words


@pytest.mark.parametrize("changed", [{"tries": TRIES}, {"what": ""}])
async def test_what_ends_every_process_or_cannot_be_read_is_given_up_with_a_word(changed):
    async with desk(ready=0.02) as d:
        ana = d.team.user("ana")
        d.core.slow = 0.2
        await d.sim.send_slash(ana, "join coffee")
        await left(d, **changed)
        await redeemed(d)
        assert not d.core.done
        (message,) = d.sim.messages(ana)
        assert "once more" in message.words


async def test_a_bug_in_what_was_left_is_an_apology_and_no_endless_loop():
    async with desk(ready=0.02) as d:
        ana = d.team.user("ana")
        d.core.slow = 0.2
        await d.sim.send_slash(ana, "join coffee")
        await left(d)
        d.core.replies = {"join coffee": RuntimeError("a bug")}
        since = len(d.sim.world.shown)
        await redeemed(d)
        (seen,) = d.sim.seen(ana, since)
        assert "not your fault" in seen.words
        await d.inbound.look()
        assert d.core.lines == ["join coffee"]


async def test_an_answer_that_does_not_get_there_is_tried_again():
    async with desk(ready=0.02) as d:
        ana = d.team.user("ana")
        d.core.slow = 0.2
        await d.sim.send_slash(ana, "join coffee")
        await left(d, done=True, what="")
        d.sim.faults.error("chat.postMessage", "ratelimited_for_ever")
        await redeemed(d)
        assert not d.sim.messages(ana)
        assert [one.key for one in d.book.left]
        await redeemed(d)
        assert d.sim.messages(ana)
        assert not d.book.left


async def test_what_was_left_in_a_workspace_that_is_gone_is_forgotten():
    async with desk(ready=0.02) as d:
        d.core.slow = 0.2
        await d.sim.send_slash(d.team.user("ana"), "join coffee")
        await left(d)
        d.installs.erase("slack:T1")
        d.platform.known.forget("slack:T1")
        await redeemed(d)
        assert not d.core.done
