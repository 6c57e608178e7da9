"""Teams while something of ours is broken: nothing is lost that can be kept, and nobody waits in silence."""

import pytest
from structlog.testing import capture_logs

from adapters.teams import listeners
from facilitation.talk.frame import SORRY
from facilitation.talk.incoming import Installed, Roster
from storage.errors import CannotSave
from tests.contracts.teams_desk import desk


@pytest.mark.parametrize(("fault", "said"), [("500", 0), ("504", 0), ("drop", 2)])
async def test_an_answer_that_may_have_arrived_is_said_once_more_at_most(fault, said):
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        broken = d.sim.faults.add("send", fault, times=None)
        assert (await d.sim.says(ana, "help", patience=0)).ok
        await d.settled()
        assert broken.hits == 2
        assert len(d.sim.chat(ana)) == said


async def test_what_fails_before_the_core_is_said_in_our_own_chat_and_not_in_a_channel(monkeypatch):
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        design = d.sim.team("Design", people=[ana])
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        before = len(d.sim.chat(ana))

        def down(ids):
            raise RuntimeError("the database is down")

        works = d.references.some
        monkeypatch.setattr(d.references, "some", down)
        with capture_logs() as logs:
            assert (await d.sim.says(ana, "help", patience=0)).ok
            await d.sim.says(ana, "help", where=design.general, patience=0)
            await d.settled()
        assert [one["event"] for one in logs] == ["a message did not get to the core"] * 2
        assert [one.words for one in d.sim.chat(ana)[before:]] == [SORRY]
        assert not [one for one in d.sim.world.shown if one.words == SORRY][1:]
        monkeypatch.setattr(d.references, "some", works)
        assert "Heard" in (await d.sim.says(ana, "help")).message.words


async def test_that_nothing_can_be_saved_is_said_as_it_is(monkeypatch):
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        await d.settled()
        before = len(d.sim.chat(ana))

        def full(ids):
            raise CannotSave("full", "The database has no room left.")

        monkeypatch.setattr(d.references, "some", full)
        assert (await d.sim.says(ana, "help", patience=0)).ok
        await d.settled()
        assert [one.words for one in d.sim.chat(ana)[before:]] == [CannotSave.said]


async def test_an_install_that_meets_a_broken_database_is_not_lost(monkeypatch):
    monkeypatch.setattr(listeners, "AGAIN", (0.01, 0.01, 0.01))
    async with desk() as d:
        ana = d.sim.person("Ana")
        whole = d.references.some
        failed: list[object] = []

        def down_at_first(ids):
            if len(failed) < 4:
                failed.append(ids)
                raise RuntimeError("the database is down")
            return whole(ids)

        monkeypatch.setattr(d.references, "some", down_at_first)
        await d.sim.install(ana)
        await d.settled()
        installed = [one for one in d.core.heard if isinstance(one, Installed)]
        assert [one.by.member for one in installed] == [f"{d.space}:{ana.aad}"]


async def test_an_uninstall_that_meets_a_broken_database_is_not_lost(monkeypatch):
    monkeypatch.setattr(listeners, "AGAIN", (0.01,))
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        await d.settled()
        whole = d.references.forget_chat
        failed: list[object] = []

        def down_at_first(*given):
            if not failed:
                failed.append(given)
                raise RuntimeError("the database is down")
            return whole(*given)

        monkeypatch.setattr(d.references, "forget_chat", down_at_first)
        await d.sim.uninstall(ana)
        await d.settled()
        assert failed
        assert isinstance(d.core.heard[-1], Roster)
        assert [one.gone for one in d.core.heard[-1].profiles] == [True]
