"""A file for one person in Teams: offered in their chat, put into their OneDrive once they allow it; else by link."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from adapters.teams import ids, offers
from adapters.teams import platform as carrying
from adapters.teams.platform import TeamsPlatform
from facilitation.errors import Later, Never, Unsure
from facilitation.post.outbox import Delivery, Personal, Place
from facilitation.talk.messages import File, Message, text
from tests.contracts import teams_desk
from tests.contracts.desk_core import NOW
from tests.handed import listening
from tests.simulators.teams.model import CONSENT, INFO, Person
from tests.simulators.teams.model import Message as Shown

DATA = Message(
    "All I keep about you",
    (text("To read as a page."),),
    file=File("peerloop-my-data.zip", "Open my data", "export"),
)


@dataclass
class Room:
    """Ana's chat with the bot."""

    desk: teams_desk.Desk
    platform: TeamsPlatform
    ana: Person

    def owed(self) -> Delivery:
        """Return a delivery to her."""
        space = ids.workspace(self.desk.sim.tenant)
        return Delivery(
            id="dlv_file",
            key="fil_1",
            workspace=space,
            message=DATA,
            kind="told",
            about=space,
            due_at=NOW,
            first_sent_at=NOW,
            to=Personal(ids.member(space, self.ana.aad)),
        )

    async def offered(self) -> Shown:
        """Deliver, and return the card that asks."""
        await self.platform.deliver(self.owed())
        card = self.desk.sim.seen(self.ana)[-1]
        assert kinds(card) == [CONSENT]
        return card


def kinds(message: Shown) -> list[str]:
    return [one["contentType"] for one in message.activity["attachments"]]


@asynccontextmanager
async def _room(offering: bool, ready: float = 2.0) -> AsyncIterator[Room]:
    async with teams_desk.desk(ready=ready) as here:
        ana = here.sim.person("Ana")
        await here.sim.install(ana)
        await here.settled()
        platform = TeamsPlatform(here.sending, print, here.files, offers=offering)
        yield Room(here, platform, ana)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with _room(offering=True) as found:
        yield found


async def test_it_is_put_into_their_onedrive_once_they_allow_it(room: Room) -> None:
    card = await room.offered()
    content = card.activity["attachments"][0]["content"]
    assert content["sizeInBytes"] == len(room.desk.files.body)
    assert content["description"] == "All I keep about you. To read as a page."
    assert not room.desk.sim.world.drive

    answer = await room.desk.sim.consents(room.ana, card)
    assert answer.ok
    await room.desk.settled()
    assert list(room.desk.sim.world.drive.values()) == [room.desk.files.body]
    shown = room.desk.sim.seen(room.ana)
    assert [kinds(one) for one in shown if kinds(one) == [INFO]] == [[INFO]]
    assert "It is in your OneDrive" in card.words_for(room.ana)
    assert not room.desk.files.offers


async def test_after_a_no_nothing_is_put_anywhere_and_a_yes_comes_too_late(room: Room) -> None:
    card = await room.offered()
    asked = card.activity
    await room.desk.sim.consents(room.ana, card, accept=False)
    await room.desk.settled()
    assert "You said no" in card.words_for(room.ana)
    context = asked["attachments"][0]["content"]["acceptContext"]
    card.activity = asked
    await room.desk.sim.consents(room.ana, card, context=context)
    await room.desk.settled()
    assert not room.desk.sim.world.drive
    assert "over" in card.words_for(room.ana)


async def test_nobody_else_takes_it_by_what_stands_on_the_card(room: Room) -> None:
    card = await room.offered()
    ben = room.desk.sim.person("Ben")
    await room.desk.sim.install(ben)
    await room.desk.sim.says(ben, "hello")
    theirs = room.desk.sim.seen(ben)[-1]
    context = card.activity["attachments"][0]["content"]["acceptContext"]
    theirs.activity = card.activity
    await room.desk.sim.consents(ben, theirs, context=context)
    await room.desk.settled()
    assert not room.desk.sim.world.drive
    assert room.desk.files.offers, "hers is good still"
    await room.desk.sim.consents(room.ana, card)
    await room.desk.settled()
    assert len(room.desk.sim.world.drive) == 1


async def test_where_onedrive_takes_none_it_is_said_and_the_offer_stands(room: Room) -> None:
    card = await room.offered()
    room.desk.sim.faults.add("put", "500")
    await room.desk.sim.consents(room.ana, card)
    await room.desk.settled()
    assert "did not take the file" in room.desk.sim.seen(room.ana)[-1].words_for(room.ana)
    await room.desk.sim.consents(room.ana, card)
    await room.desk.settled()
    assert len(room.desk.sim.world.drive) == 1


async def test_it_waits_once_where_onedrive_asks_for_it(room: Room) -> None:
    card = await room.offered()
    room.desk.sim.faults.add("put", "429", seconds=1)
    await room.desk.sim.consents(room.ana, card)
    await room.desk.settled()
    assert len(room.desk.sim.world.drive) == 1


async def test_a_file_goes_to_no_host_of_this_machine_that_is_not_allowed(room: Room) -> None:
    async with listening("127.0.0.2") as (url, heard):
        card = await room.offered()
        await room.desk.sim.consents(room.ana, card, url=url)
        await room.desk.settled()
        assert not heard
        assert "did not take the file" in room.desk.sim.seen(room.ana)[-1].words_for(room.ana)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/drive/1?.sharepoint.com",
        "http://contoso-my.sharepoint.com/drive/1",
        "file:///etc/passwd",
        "//x",
        "",
    ],
)
async def test_a_file_goes_to_onedrive_s_hosts_alone(room: Room, url: str) -> None:
    card = await room.offered()
    await room.desk.sim.consents(room.ana, card, url=url or "no address")
    await room.desk.settled()
    assert not room.desk.sim.world.drive
    assert room.desk.files.offers


async def test_where_the_app_does_not_say_that_it_sends_files_it_is_a_link(room: Room) -> None:
    room.desk.sim.world.supports_files = False
    await room.platform.deliver(room.owed())
    shown = room.desk.sim.seen(room.ana)[-1]
    assert "Open my data" in shown.words_for(room.ana)
    async with _room(offering=False) as plain:
        await plain.platform.deliver(plain.owed())
        shown = plain.desk.sim.seen(plain.ana)[-1]
        assert "Open my data" in shown.words_for(plain.ana)
        assert not plain.desk.files.offers


async def test_what_is_too_large_goes_by_link(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "LARGEST_FILE", 1)
    await room.platform.deliver(room.owed())
    assert "Open my data" in room.desk.sim.seen(room.ana)[-1].words_for(room.ana)


async def test_what_may_have_arrived_or_must_wait_is_told_as_for_any_message(room: Room) -> None:
    room.desk.sim.faults.add("send", "429", seconds=9)
    with pytest.raises(Later):
        await room.platform.deliver(room.owed())
    room.desk.sim.faults.add("send", "500")
    with pytest.raises(Unsure):
        await room.platform.deliver(room.owed())


async def test_a_file_goes_to_nobody_but_one_person(room: Room) -> None:
    where = Place(room.owed().workspace + ":19:x@thread.tacv2")
    with pytest.raises(Never):
        await room.platform.deliver(replace(room.owed(), to=where))


async def test_it_goes_on_after_teams_was_answered_in_time() -> None:
    async with _room(offering=True, ready=0.05) as room:
        card = await room.offered()
        room.desk.sim.faults.add("put", "slow", seconds=0.5)
        answer = await room.desk.sim.consents(room.ana, card)
        assert answer.ok
        assert answer.seconds < 0.5
        assert room.desk.book.made, "what was acknowledged is durable"
        await room.desk.settled()
        assert len(room.desk.sim.world.drive) == 1


async def test_what_a_process_acknowledged_and_did_not_do_another_does() -> None:
    async with _room(offering=True, ready=0.05) as room:
        here, offered = room.desk, await room.offered()
        kept = dict(here.files.offers)
        here.sim.faults.add("put", "slow", seconds=0.5)
        await here.sim.consents(room.ana, offered)
        await here.settled()
        (path,) = here.sim.world.drive
        (promise,) = [one for one in here.book.made if offers.INVOKED in one.what]
        # as if that process had died before it did anything
        here.sim.world.sessions[path] = len(here.sim.world.drive.pop(path))
        here.files.offers |= kept
        here.book.left = [promise]
        await here.inbound.look()
        await here.settled()
        assert list(here.sim.world.drive.values()) == [here.files.body]
        assert not here.files.offers
        await here.sim.until(lambda: not here.book.kept)
