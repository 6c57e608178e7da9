"""A morning on which everybody is owed a notice, with bookings in between, at a Slack that enforces its limits."""

import asyncio
import random
from datetime import timedelta

from adapters.slack.installs import OneWorkspace
from adapters.slack.platform import SlackPlatform
from bot.carrier import Terms
from bot.clock import WallClock
from bot.courier import Courier
from bot.metrics import Metrics
from facilitation.people.model import Workspace
from facilitation.platform import Pace, Rate
from facilitation.post.outbox import Delivery, Kind, Personal
from facilitation.talk.messages import Message, text
from storage.work import Store
from tests.contracts.slack_desk import install_of
from tests.counts import upto
from tests.handed import Handed
from tests.simulators.slack import SlackSimulator

PEOPLE, BOOKED, A_SECOND, BURST = upto(100, 20_000), 3, 20, 5
TERMS = Terms(patience=0.25, poll=0.05)
SOON = 50
"""So many are posted while a card comes: what is under way, its reader's notice, and the second of rest after that."""


def owe(store: Store, people: list[str], kind: Kind, says: str) -> None:
    """Owe a message to each of these people alone."""
    now = WallClock().now()
    with store.begin() as work:
        work.outbox.add(
            [
                Delivery(
                    id=work.new_id("dlv"),
                    key=f"{kind}:{who}",
                    workspace="slack:T1",
                    to=Personal(who),
                    message=Message(says, (text("There you are."),)),
                    kind=kind,
                    about="",
                    due_at=now,
                    stale_at=now + timedelta(hours=9),
                )
                for who in people
            ]
        )


async def test_who_waits_for_a_card_has_it_soon_while_everybody_hears_of_a_round(
    sqlite_store: Store,
) -> None:
    store, clock, stop = sqlite_store, WallClock(), asyncio.Event()
    async with SlackSimulator() as sim:
        team = sim.team("T1", "Acme")
        users = team.users(PEOPLE)
        people = [f"slack:T1:{user.id}" for user in users]
        sim.faults.limit("chat.postMessage", 60 * A_SECOND + BURST)
        sim.faults.limit("conversations.open", 50)
        home = Workspace(id="slack:T1", platform="slack", name="Acme", created_at=clock.now())
        with store.begin() as work:
            work.workspaces.save(home)
        slack = SlackPlatform(
            OneWorkspace(install_of(team)), lambda _: None, files=Handed(), api_url=sim.api_url
        )
        slack.pace = Pace((Rate(1),), (Rate(A_SECOND, burst=BURST),))
        courier = Courier(
            store,
            {"slack": slack},
            owner="morning",
            clock=clock,
            chance=random.Random(1),
            metrics=Metrics(),
            terms=TERMS,
        )
        owe(store, people, "notice", "Coffee is coming up")
        carrying = asyncio.create_task(courier.run(stop))

        def posted() -> int:
            return len(sim.calls("chat.postMessage"))

        owed_at = {}
        for booked in range(1, BOOKED + 1):
            while posted() < booked * PEOPLE // (BOOKED + 2):
                await asyncio.sleep(0.01)
            says = f"Ana asks for half an hour, {booked}"
            owed_at[users[-booked]] = posted(), says
            owe(store, [people[-booked]], "ask", says)
        while posted() < PEOPLE + BOOKED:
            await asyncio.sleep(0.01)
        stop.set()
        await carrying
        await slack.close()
        calls = sim.calls("chat.postMessage")
        assert {call.outcome for call in calls} == {"ok"}, "Slack had to refuse nothing"
        assert not sim.calls("conversations.open")
        assert len(calls) == PEOPLE + BOOKED
        for user, (at, says) in owed_at.items():
            notice, card = sim.messages(user)
            assert ("Coffee" in notice.text, says in card.text) == (True, True), "each in its order"
            place = next(n for n, call in enumerate(calls) if says in call.args["text"])
            assert place - at <= SOON
