"""What becomes of the install, of channels and of people, as news for the core; and what never gets out."""

import asyncio

import pytest
import structlog

from facilitation.errors import Never, Unsure
from facilitation.talk import forms
from facilitation.talk.forms import Form
from facilitation.talk.incoming import Ask, ChannelNews, Roster, Typed, Uninstalled
from tests.contracts.slack_desk import desk, hello

FORM = Form("New name", "rename coffee", (forms.Line("name", "Name"),))


async def test_an_uninstall_erases_the_tokens_and_is_told_however_often_it_comes():
    async with desk() as d:
        await d.sim.uninstalls(d.team.state)
        assert d.installs.all() == []
        assert set(d.core.heard) == {Uninstalled(workspace="slack:T1")}
        again = await d.sim.send_event(d.team.bot, {"type": "app_uninstalled"})
        assert again.status == 200


async def test_a_person_s_own_token_revoked_ends_nothing():
    async with desk() as d:
        ana = d.team.user("ana")
        await d.sim.send_event(
            ana, {"type": "tokens_revoked", "tokens": {"oauth": [ana.id], "bot": []}}
        )
        assert len(d.installs.all()) == 1
        assert not d.core.heard


async def test_what_becomes_of_channels_and_people_is_news():
    async with desk() as d:
        ana = d.team.user("ana")
        design = d.team.channel("design", members=[ana], bot=True)
        channel = f"slack:T1:{design.id}"
        await d.sim.renames(ana, design, "ux")
        await d.sim.removes_bot(ana, design)
        await d.sim.leaves(ana, design)
        await d.sim.archives(ana, design)
        news = {"workspace": "slack:T1", "channel": channel}
        assert d.core.heard == [
            ChannelNews(**news, what="renamed", name="ux"),
            ChannelNews(**news, what="left"),
            ChannelNews(**news, what="archived"),
        ]
        d.core.heard.clear()
        await d.sim.changes(ana, name="Ana B", zone="Europe/Madrid", admin=True)
        await d.sim.arrives(d.team.user("ben"))
        await d.sim.changes(ana, deleted=True)
        await d.sim.changes(d.team.user("robot", bot=True), name="Robot 2")
        rosters = [one for one in d.core.heard if isinstance(one, Roster)]
        assert [one.whole for one in rosters] == [False] * len(d.core.heard)
        first, new, last = (one.profiles[0] for one in rosters)
        assert (first.member, first.zone, first.admin) == (
            f"slack:T1:{ana.id}",
            "Europe/Madrid",
            True,
        )
        assert new.handle == "ben"
        assert (first.gone, new.gone, last.gone) == (False, False, True)


async def test_a_token_is_never_written_down(caplog):
    caplog.set_level("DEBUG")
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"rename": Ask(FORM), "boom": RuntimeError("no")}
        with structlog.testing.capture_logs() as logs:
            await d.sim.says(ana, "home")
            d.sim.faults.error("views.open", "invalid_arguments")
            await d.sim.says(ana, "/peer rename")
            await d.sim.says(ana, "/peer boom")
            d.sim.faults.html("chat.postMessage")
            with pytest.raises(Unsure):
                await d.platform.deliver(hello(ana))
            d.sim.world.close(d.team.state)
            with pytest.raises(Never):
                await d.platform.deliver(hello(ana))
        written = f"{caplog.text}{logs}{d.installs}{d.platform.known}"
        assert d.team.token not in written
        assert d.sim.signing_secret not in written


async def test_two_answers_at_a_time_do_not_mix_up_their_people():
    async with desk() as d:
        people = [d.team.user(f"p{n}") for n in range(12)]
        said = await asyncio.gather(
            *(d.sim.says(one, f"/peer line {n}") for n, one in enumerate(people))
        )
        for n, (one, answer) in enumerate(zip(people, said, strict=True)):
            assert f"line {n}" in answer.words
            assert answer.message.to == one.id
        by = {one.line: one.by.member for one in d.core.done if isinstance(one, Typed)}
        assert by == {f"line {n}": f"slack:T1:{one.id}" for n, one in enumerate(people)}


async def test_a_late_word_of_an_uninstall_does_not_end_what_was_installed_anew_since():
    async with desk() as d:
        late = {"type": "app_uninstalled"}
        await d.sim.send_event(d.team.bot, late)
        assert d.installs.all()
        assert not d.core.heard
