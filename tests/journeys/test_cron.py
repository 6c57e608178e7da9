"""Only `peerloop web` and `peerloop tick` from cron: who is there, and who may do what, is known all the same."""

from datetime import timedelta

import pytest
import structlog
from pydantic import SecretStr

from bot import slack, wiring
from bot.settings import Settings
from facilitation.errors import UserError
from tests.company import START
from tests.simulators.slack import SlackSimulator, Workspace

OTHER = SecretStr("xoxb-other-1")


def settings(sim: SlackSimulator, team: Workspace, database_url: str, **more: object) -> Settings:
    """Return the settings of the workspace."""
    return Settings.model_validate(
        {
            "database_url": database_url,
            "slack_bot_token": team.token,
            "slack_signing_secret": sim.signing_secret,
            "slack_api_url": sim.api_url,
            **more,
        }
    )


def people(settings: Settings) -> list[tuple[str, str]]:
    """Return who is known, and in which role."""
    parts = wiring.base(settings)
    try:
        with parts.store.begin() as work:
            return [(m.name, m.role) for m in work.members.of("slack:T1")]
    finally:
        parts.engine.dispose()


async def test_a_tick_reads_the_directory_when_it_is_old_and_a_second_one_nothing(
    migrated_url: str,
) -> None:
    async with SlackSimulator() as sim:
        team = sim.team("T1", "Acme", token="xoxb-acme-1")
        team.user("ana", owner=True)
        team.user("gil", guest=True)
        given = settings(sim, team, migrated_url)
        assert await wiring.tick_once(given, START, True) == [
            "read the directory of Acme: 1 people"
        ]
        assert people(given) == [("ana", "admin")]
        team.user("ben")
        assert await wiring.tick_once(given, START + timedelta(hours=1), True) == []
        later = START + timedelta(hours=6)
        assert await wiring.tick_once(given, later, True) == [
            "read the directory of Acme: 2 people"
        ]
        with_guests = settings(sim, team, migrated_url, slack_guests=True)
        later += timedelta(hours=6)
        await wiring.tick_once(with_guests, later, True)
        assert [name for name, _ in people(given)] == ["ana", "ben", "gil"]


async def test_a_start_while_slack_is_unreachable_goes_on_with_what_is_known(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack, "TRIES", 2)
    async with SlackSimulator() as sim:
        team = sim.team("T1", "Acme", token="xoxb-acme-1")
        team.user("ana", owner=True)
        given = settings(sim, team, migrated_url)
        await wiring.tick_once(given, START, True)
    with pytest.raises(UserError, match="Slack does not answer"):
        await wiring.tick_once(given.model_copy(update={"slack_bot_token": OTHER}), START, True)
    parts = wiring.base(given)
    with structlog.testing.capture_logs() as logs:
        platforms = await wiring.platforms_of(parts)
        await platforms.start(with_web=True, with_worker=True)
        assert platforms.slack is not None
        [install] = platforms.slack.platform.known._installs.all()
        assert (install.workspace, install.bot_token) == ("slack:T1", "xoxb-acme-1")
        assert install.bot_user == team.bot.id
        await platforms.stop()
    assert sum("starting with what is known" in line["event"] for line in logs) == 1
    with parts.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT value FROM upkeep").scalars().all()
    assert not [one for one in kept if "xoxb" in one]
    parts.engine.dispose()


async def test_a_directory_that_could_not_be_read_is_tried_again_soon(
    migrated_url: str,
) -> None:
    async with SlackSimulator() as sim:
        team = sim.team("T1", "Acme", token="xoxb-acme-1")
        team.user("ana", owner=True)
        given = settings(sim, team, migrated_url)
        sim.faults.error("users.list", "invalid_auth")
        assert await wiring.tick_once(given, START, True) == []
        assert await wiring.tick_once(given, START + timedelta(minutes=5), True) == []
        soon = START + timedelta(minutes=30)
        assert await wiring.tick_once(given, soon, True) == ["read the directory of Acme: 1 people"]
