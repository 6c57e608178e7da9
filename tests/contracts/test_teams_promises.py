"""What Teams is told that we have is durable, and is carried out whoever dies."""

import asyncio
from dataclasses import replace

from adapters.promises import Promise
from facilitation.talk.incoming import Quiet, Say
from facilitation.talk.messages import Button, Message, buttons, text
from tests.contracts.teams_desk import Desk, desk

CARD = Message("Coffee", (buttons(Button("Join", "join coffee")),))
SAID = Message("You are in", (text("See you Tuesday"),))


async def left(d: Desk, **changed) -> Promise:
    """Let somebody who died have left what is promised just now; the core begins anew."""
    await d.sim.until(lambda: d.book.made)
    promise = d.book.made[-1]
    await d.settled()
    await d.sim.until(lambda: not d.book.kept)
    d.core.done.clear()
    d.core.keys.clear()
    d.core.slow = 0.0
    d.book.left = [replace(promise, **changed)]
    return promise


async def redeemed(d: Desk) -> None:
    await d.inbound.look()
    await d.settled()
    await d.sim.until(lambda: not d.book.kept)


async def test_a_message_that_is_done_in_time_needs_no_promise():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        await d.sim.says(ana, "join design")
        assert not d.book.made


async def test_a_late_message_is_promised_before_its_ack_and_forgotten_when_answered():
    async with desk(ready=0.1) as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        await d.settled()
        d.book.made.clear()
        d.core.slow = 0.5
        assert (await d.sim.post_activity(d.sim.activity(ana, "join design"))).ok
        promise = d.book.made[-1]
        await d.settled()
        assert promise.key == d.core.done[-1].key
        assert promise.member == d.core.done[-1].by.member
        await d.sim.until(lambda: not d.book.kept)
        assert "Heard" in d.sim.chat(ana)[-1].words


async def test_what_cannot_be_promised_is_acknowledged_when_it_is_done():
    async with desk(ready=0.1) as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        await d.settled()
        d.book.broken = True
        d.core.slow = 0.5
        answer = await d.sim.post_activity(d.sim.activity(ana, "join design"))
        assert answer.ok
        assert answer.seconds >= 0.5


async def test_what_a_dead_process_left_is_carried_out_and_answered_with_why():
    async with desk(ready=0.1) as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        await d.settled()
        d.book.made.clear()
        d.core.slow, d.core.replies = 0.3, {"join design": Quiet()}
        await d.sim.post_activity(d.sim.activity(ana, "join design"))
        await left(d)
        d.core.replies = {"join design": Say(SAID)}
        await redeemed(d)
        assert d.core.lines == ["join design"]
        said = d.sim.chat(ana)[-1].words
        assert "See you Tuesday" in said
        assert "interrupted" in said


async def test_a_late_press_is_promised_and_carried_out_by_whoever_lives():
    async with desk(ready=0.1) as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        await d.settled()
        d.core.replies = {"card": Say(CARD)}
        card = (await d.sim.says(ana, "card")).message
        await d.settled()
        d.book.made.clear()
        d.core.slow, d.core.replies = 0.3, {"join coffee": Quiet()}
        pressing = asyncio.create_task(d.sim.press(ana, card, "Join", patience=0))
        await left(d)
        await pressing
        d.core.replies = {"join coffee": Say(SAID)}
        await redeemed(d)
        assert d.core.lines == ["join coffee"]
        assert "See you Tuesday" in d.sim.chat(ana)[-1].words


async def test_an_install_that_a_dead_process_left_is_taken_in():
    async with desk(ready=0.0) as d:
        ben = d.sim.person("Ben")
        design = d.sim.team("Design", people=[ben])
        d.core.slow = 0.3
        adding = asyncio.create_task(d.sim.add_to_team(design, by=ben))

        def installs() -> list[Promise]:
            return [one for one in d.book.made if "installationUpdate" in one.what]

        await d.sim.until(installs)
        promises = installs()
        await adding
        await d.settled()
        await d.sim.until(lambda: not d.book.kept)
        before = len(d.core.heard)
        d.core.done.clear()
        d.core.keys.clear()
        d.book.left = promises
        await redeemed(d)
        assert len(d.core.heard) > before


async def test_what_was_done_but_not_answered_is_said_and_not_done_again():
    async with desk(ready=0.1) as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        await d.settled()
        d.book.made.clear()
        d.core.slow = 0.3
        await d.sim.post_activity(d.sim.activity(ana, "join design"))
        await left(d, done=True, what="")
        await redeemed(d)
        assert not d.core.done
        assert "it is done" in d.sim.chat(ana)[-1].words
