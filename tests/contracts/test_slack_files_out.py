"""A file for one person in Slack: uploaded and shared in their own chat, else by link; once, and to nobody else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from adapters.slack import platform, uploads
from facilitation.errors import Later, Never, Unsure
from facilitation.post.outbox import Delivery, Personal, Place, Together
from facilitation.talk.messages import File, Message, text
from tests.contracts.desk_core import NOW
from tests.contracts.slack_desk import Desk, desk
from tests.handed import listening

DATA = Message(
    "All I keep about you",
    (text("To read as a page."),),
    file=File("peerloop-my-data.zip", "Open my data", "export"),
)


@asynccontextmanager
async def allowed(gives_up: float = 12.0) -> AsyncIterator[Desk]:
    """A workspace that gave the scope for files."""
    async with desk(gives_up=gives_up) as d:
        install = d.installs.all()[0]
        d.installs.save(replace(install, scopes=(uploads.SCOPE,)))
        d.sim.world.tokens[install.bot_token].scopes |= {uploads.SCOPE}
        yield d


def owed(to, **known) -> Delivery:
    return Delivery(
        id="dlv_file",
        key="fil_1",
        workspace="slack:T1",
        to=to,
        message=DATA,
        kind="told",
        about="slack:T1",
        due_at=NOW,
        **{"first_sent_at": NOW, **known},
    )


def ana(d: Desk) -> Personal:
    return Personal(f"slack:T1:{d.team.user('ana').id}")


async def test_it_is_shared_in_their_own_chat_and_read_back_there() -> None:
    async with allowed() as d:
        receipt = await d.platform.deliver(owed(ana(d)))
        (message,) = d.sim.messages(d.team.user("ana"))
        assert message.text.startswith("All I keep about you\nTo read as a page.")
        assert [one["title"] for one in message.files] == ["peerloop-my-data.zip"]
        (upload,) = d.sim.world.uploads.values()
        assert upload.body == d.files.body
        assert set(message.channel.members) == {d.team.user("ana").id, d.team.bot.id}
        assert (receipt.conversation, receipt.message_id) == (
            f"slack:T1:{message.channel.id}",
            message.ts,
        )
        assert await d.platform.look_for(owed(ana(d))) == receipt
        assert await d.platform.look_for(replace(owed(ana(d)), id="dlv_other")) is None
        assert not d.sim.calls("chat.postMessage")


async def test_without_the_scope_it_is_a_link_and_without_an_address_a_sentence() -> None:
    async with desk() as d:
        await d.platform.deliver(owed(ana(d)))
        d.files.address = ""
        await d.platform.deliver(replace(owed(ana(d)), id="dlv_2"))
        first, second = d.sim.messages(d.team.user("ana"))
        assert "Open my data" in first.words
        assert "0123456789abcdef01234567" in first.words
        assert "opens once, within 15 minutes" in first.words
        assert "PUBLIC_URL" in second.words
        assert "--write-files" in second.words
        assert not d.sim.world.uploads


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("files.getUploadURLExternal", "missing_scope"),
        ("files.getUploadURLExternal", "file_uploads_disabled"),
        ("files.getUploadURLExternal", "file_upload_size_restricted"),
        ("files.completeUploadExternal", "missing_scope"),
        ("files.completeUploadExternal", "restricted_action"),
    ],
)
async def test_where_slack_takes_no_file_it_goes_by_link(method: str, error: str) -> None:
    async with allowed() as d:
        d.sim.faults.error(method, error, times=None)
        await d.platform.deliver(owed(ana(d)))
        (message,) = d.sim.messages(d.team.user("ana"))
        assert "Open my data" in message.words
        assert not message.files


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "upload"])
async def test_what_fails_before_it_is_shared_reached_nobody_and_is_put_off(step: str) -> None:
    async with allowed(gives_up=0.3) as d:
        for fault in ("server_error", "drop"):
            getattr(d.sim.faults, fault)(step)
            with pytest.raises(Later):
                await d.platform.deliver(owed(ana(d)))
        assert not d.sim.messages(d.team.user("ana"))
        await d.platform.deliver(owed(ana(d)))
        assert len(d.sim.messages(d.team.user("ana"))) == 1


async def test_it_waits_as_long_as_slack_asks() -> None:
    async with allowed() as d:
        for method in ("files.getUploadURLExternal", "upload", "files.completeUploadExternal"):
            storm = d.sim.faults.storm(method=method, retry_after=7)
            with pytest.raises(Later) as told:
                await d.platform.deliver(owed(ana(d)))
            assert told.value.retry_after == 7
            storm.stop()
        await d.platform.deliver(owed(ana(d)))
        assert len(d.sim.messages(d.team.user("ana"))) == 1


async def test_what_was_shared_without_an_answer_is_found_again_and_not_sent_twice() -> None:
    async with allowed(gives_up=0.3) as d:
        for lost in (True, False):
            d.sim.faults.drop("files.completeUploadExternal", effect=lost)
            with pytest.raises(Unsure):
                await d.platform.deliver(owed(ana(d)))
            found = await d.platform.look_for(owed(ana(d)))
            assert (found is not None) == lost
            if found is not None:
                d.sim.messages(d.team.user("ana"))[0].deleted = True


async def test_what_fails_again_and_again_goes_by_link() -> None:
    async with allowed() as d:
        d.sim.faults.error("files.completeUploadExternal", "internal_error", times=None)
        with pytest.raises(Unsure):
            await d.platform.deliver(owed(ana(d), attempts=2))
        await d.platform.deliver(owed(ana(d), attempts=2, put_off=1))
        (message,) = d.sim.messages(d.team.user("ana"))
        assert "Open my data" in message.words


async def test_a_file_is_sent_to_slack_s_own_hosts_alone() -> None:
    async with allowed() as d:
        async with listening("127.0.0.1") as (url, heard):
            for host in (url, "https://files.slack.com.evil.example", "http://x"):
                d.sim.world.elsewhere = host
                await d.platform.deliver(owed(ana(d)))
        assert not heard
        assert all(one.body is None for one in d.sim.world.uploads.values())
        assert all("Open my data" in m.words for m in d.sim.messages(d.team.user("ana")))


async def test_what_is_too_large_for_a_chat_goes_by_link(monkeypatch: pytest.MonkeyPatch) -> None:
    async with allowed() as d:
        monkeypatch.setattr(platform, "LARGEST_FILE", len(d.files.body) - 1)
        await d.platform.deliver(owed(ana(d)))
        assert not d.sim.world.uploads
        assert "Open my data" in d.sim.messages(d.team.user("ana"))[0].words


async def test_a_file_goes_to_nobody_but_one_person() -> None:
    for open_to in (allowed, desk):
        async with open_to() as d:
            room = d.team.channel("design", bot=True)
            both = tuple(f"slack:T1:{d.team.user(name).id}" for name in ("ana", "ben"))
            for to in (Place(f"slack:T1:{room.id}"), Together(both)):
                with pytest.raises(Never):
                    await d.platform.deliver(owed(to))
            assert [d.sim.world.uploads, room.messages, d.team.circles()] == [{}, [], []]


async def test_a_chat_that_is_not_there_any_more_is_opened_anew() -> None:
    async with allowed() as d:
        d.sim.faults.error("files.completeUploadExternal", "channel_not_found", times=1)
        with pytest.raises(Later):
            await d.platform.deliver(owed(ana(d)))
        await d.platform.deliver(owed(ana(d)))
        assert len(d.sim.messages(d.team.user("ana"))) == 1
        assert len(d.sim.calls("conversations.open")) == 2
