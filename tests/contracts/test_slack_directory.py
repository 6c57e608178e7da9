"""Who works here, as Slack's directory tells it."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from adapters.progress import Progress
from adapters.slack import directory
from adapters.slack.api import SlackApi
from adapters.slack.errors import Trouble
from adapters.slack.installs import Install
from facilitation.talk.incoming import DirectoryNews, News, Profile
from tests.contracts.slack_desk import install_of
from tests.simulators.slack import SlackSimulator


async def roster(sim: SlackSimulator, team, told: list[News] | None = None, **known):
    api, install = SlackApi(sim.api_url), replace(install_of(team), **known)

    async def tell(news: News) -> None:
        if told is not None:
            told.append(news)

    try:
        return await directory.roster(api, install, Progress(tell, install.workspace).so_far)
    finally:
        await api.close()


async def test_people_are_told_with_their_names_zones_and_roles():
    async with SlackSimulator() as sim:
        team = sim.team("T1", "Acme")
        ana = team.user("ana", "Ana Blau", email="ana@x.test", zone="Europe/Madrid", admin=True)
        team.user("ben", "Ben", zone="Europe/Madrid")
        found = await roster(sim, team)
        assert (found.workspace, found.platform, found.name) == ("slack:T1", "slack", "Acme")
        assert found.whole
        assert found.zone == "Europe/Madrid"
        assert found.profiles[0] == Profile(
            member=f"slack:T1:{ana.id}",
            name="ana",
            handle="ana",
            email="ana@x.test",
            zone="Europe/Madrid",
            admin=True,
        )


async def test_guests_bots_strangers_and_those_who_left_are_left_out():
    async with SlackSimulator() as sim:
        team = sim.team("T1")
        team.user("ana", owner=True)
        for kind in ("bot", "deleted", "guest", "stranger"):
            known: dict[str, Any] = {kind: True}
            team.user(kind, **known)
        found = await roster(sim, team)
        assert [(one.handle, one.admin) for one in found.profiles] == [("ana", True)]


async def test_rate_limits_and_failures_are_waited_out():
    async with SlackSimulator() as sim:
        team = sim.team("T1")
        team.users(450)
        storm = sim.faults.storm("T1", method="users.list", retry_after=1)
        storm.times = 1
        sim.faults.server_error("users.list", effect=False)
        found = await roster(sim, team)
        assert len(found.profiles) == 450
        assert len(sim.calls("users.list", ok=True)) == 3


async def test_a_token_that_is_refused_is_told():
    async with SlackSimulator() as sim:
        with pytest.raises(Trouble, match="invalid_auth"):
            await roster(sim, sim.team("T1"), bot_token="xoxb-no")


async def test_twenty_thousand_people_are_read_page_by_page_while_others_get_their_turn():
    async with SlackSimulator() as sim:
        team = sim.team("T1")
        team.users(20_000)
        turns, told = 0, list[News]()
        done = asyncio.Event()

        async def other() -> None:
            nonlocal turns
            while not done.is_set():
                turns += 1
                await asyncio.sleep(0)

        beside = asyncio.create_task(other())
        with capture_logs() as logs:
            found = await roster(sim, team, told)
        done.set()
        await beside
        said = [one["people"] for one in logs if one["event"] == "directory being read"]
        assert [people // 1_000 for people in said] == [*range(1, 21)]
        assert told == [DirectoryNews(workspace="slack:T1", people=people) for people in said]
        assert len({one.member for one in found.profiles}) == 20_000
        assert len(sim.calls("users.list")) == 101
        assert turns > 500


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({"profile": {"display_name": "Ana", "real_name": "Ana Blau"}}, "Ana"),
        ({"profile": {"display_name": " ", "real_name": "Ana Blau"}}, "Ana Blau"),
        ({"profile": {}, "real_name": "Ana B", "name": "ab"}, "Ana B"),
        ({"name": "ab"}, "ab"),
        ({}, "U7"),
        ({"profile": None, "name": None}, "U7"),
    ],
)
def test_a_person_is_called_what_they_call_themselves(user, name):
    found = directory.profile({"id": "U7", **user}, INSTALL)
    assert found is not None
    assert found.name == name


INSTALL = Install(
    workspace="slack:T1",
    team="T1",
    enterprise="",
    name="Acme",
    bot_token="xoxb",
    bot_user="UBOT",
    bot_id="B1",
    app_id="A1",
    scopes=(),
    installed_by="",
)


def away(install: Install, *, guests: bool = False, **told: Any) -> bool:
    found = directory.profile({"id": "U7", "name": "x", **told}, install, guests=guests)
    assert found is not None
    return found.gone


def test_people_of_another_team_are_gone_from_ours_but_not_within_one_organization():
    assert away(INSTALL, team_id="T9")
    ours = replace(INSTALL, enterprise="E1")
    assert not away(ours, team_id="T9", enterprise_user={"enterprise_id": "E1"})
    assert not away(ours, team_id="E1")
    assert away(ours, team_id="T9", enterprise_user={"enterprise_id": "E9"})
    assert away(ours, team_id="E9"), "another organization's people are told by its id alone"
    assert away(ours, team_id="T9"), "who is not said to be of the organization is not"


def test_a_workspace_that_joins_an_organization_keeps_its_people():
    assert not away(INSTALL, team_id="T1", enterprise_user={"enterprise_id": "E1"})


@pytest.mark.parametrize("mark", ["is_restricted", "is_ultra_restricted"])
def test_guests_are_let_in_by_a_setting_and_strangers_never(mark):
    assert away(INSTALL, team_id="T1", **{mark: True})
    assert not away(INSTALL, guests=True, team_id="T1", **{mark: True})
    assert away(INSTALL, guests=True, team_id="T9", **{mark: True})
    assert away(INSTALL, guests=True, team_id="T1", is_stranger=True, **{mark: True})
    assert away(INSTALL, guests=True, team_id="T1", is_invited_user=True)


async def test_the_language_that_slack_speaks_to_people_is_asked_for():
    async with SlackSimulator() as sim:
        team = sim.team("T1", "Acme")
        ana = team.user("ana", locale="de-DE")
        team.user("ben")
        found = await roster(sim, team)
        assert [one.locale for one in found.profiles] == ["de-DE", ""]
        api = SlackApi(sim.api_url)
        alone = await directory.look_up(api, install_of(team), f"slack:T1:{ana.id}")
        await api.close()
        assert alone
        assert alone.profiles[0].locale == "de-DE"
