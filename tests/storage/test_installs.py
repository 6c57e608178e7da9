"""Slack installs on both databases: sealed, found by team and organization, renewed by one, erased for good."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from adapters.slack.installs import STATE_LIFE, Install
from bot.secrets import Seals
from bot.settings import SettingsError
from storage.installs import SlackInstalls
from tests.installed import CANARY, install
from tests.storage.examples import HOUR, NOW

OLD, NEW = "o" * 32, "n" * 32
REFRESH = "xoxe-1-canary-9876543210"


@pytest.fixture
def installs(engine: Engine) -> SlackInstalls[Install]:
    return kept(engine, OLD)


def kept(engine: Engine, *keys: str) -> SlackInstalls[Install]:
    seals = Seals(keys)
    return SlackInstalls(engine, Install, seal=seals.seal, open=seals.open)


def ending(**more: Any) -> Install:
    return install(refresh_token=REFRESH, expires_at=NOW + HOUR, **more)


def everything(engine: Engine) -> str:
    with engine.begin() as connection:
        return str(connection.execute(text("SELECT * FROM slack_install")).all())


def test_an_install_comes_back_as_it_was_saved(installs: SlackInstalls[Install]) -> None:
    installs.save(ending())
    assert installs.find("T1") == installs.of("slack:T1") == ending()
    assert installs.all() == [ending()]
    assert installs.find("T2") is None
    assert installs.find("") is None
    assert installs.of("slack:T2") is None


def test_no_token_stands_in_the_database_nor_in_what_is_printed(
    engine: Engine, installs: SlackInstalls[Install]
) -> None:
    installs.save(ending())
    assert "canary" not in everything(engine)
    assert "canary" not in repr(installs.of("slack:T1"))


def test_installing_again_replaces_the_older_install(installs: SlackInstalls[Install]) -> None:
    installs.save(ending())
    installs.save(install(bot_token="xoxb-new"))
    assert installs.all() == [install(bot_token="xoxb-new")]


def test_erasing_leaves_no_token_and_names_what_is_no_longer_served(
    engine: Engine, installs: SlackInstalls[Install]
) -> None:
    installs.save(install())
    installs.save(install("T2"))
    assert installs.erase("slack:T1") == ("slack:T1",)
    assert installs.erase("slack:T1") == ()
    assert installs.of("slack:T1") is None
    assert installs.find("T1") is None
    assert installs.all() == [install("T2")]


def test_an_organizations_install_serves_each_of_its_workspaces(
    installs: SlackInstalls[Install],
) -> None:
    whole = install("", "E1", name="Fern Inc")
    installs.save(whole, {"T1": "Sales"})
    assert installs.of("slack:T1") == whole.serving("T1", "Sales")
    assert installs.find("T2", "E2") is None
    assert installs.find("T2") is None
    second = installs.find("T2", "E1")
    assert second == whole.serving("T2")
    assert second.bot_token == CANARY
    assert installs.of("slack:T2") == second
    assert {served.workspace for served in installs.all()} == {"slack:T1", "slack:T2"}


def test_a_workspace_of_an_organization_may_have_a_token_of_its_own(
    installs: SlackInstalls[Install],
) -> None:
    installs.save(install("", "E1"))
    installs.save(install("T1", "E1", name="Own"))
    assert installs.find("T1", "E1") == install("T1", "E1", name="Own")


def test_erasing_an_organization_erases_what_it_serves_and_nothing_else(
    engine: Engine, installs: SlackInstalls[Install]
) -> None:
    installs.save(install("", "E1"), {"T1": "Sales", "T2": "Research"})
    installs.save(install("T3", "E1"))
    installs.save(install("", "E2"), {"T4": "Abroad"})
    assert installs.erase("slack:T2") == ("slack:T2",)
    assert installs.of("slack:T1") is not None
    assert installs.erase("slack:E1") == ("slack:T1",)
    assert {served.workspace for served in installs.all()} == {"slack:T3", "slack:T4"}


def test_installing_an_organization_again_keeps_what_it_served(
    installs: SlackInstalls[Install],
) -> None:
    installs.save(install("", "E1"), {"T1": "Sales"})
    installs.save(install("", "E1", bot_token="xoxb-new"))
    served = installs.of("slack:T1")
    assert served is not None
    assert served.bot_token == "xoxb-new"


def test_a_state_is_used_once_and_for_ten_minutes(installs: SlackInstalls[Install]) -> None:
    installs.new_state("a", NOW)
    assert not installs.use_state("b", NOW)
    assert installs.use_state("a", NOW + HOUR / 60)
    assert not installs.use_state("a", NOW + HOUR / 60)
    installs.new_state("c", NOW)
    assert not installs.use_state("c", NOW + STATE_LIFE)
    installs.new_state("d", NOW)
    assert installs.use_state("d", NOW + STATE_LIFE - timedelta(seconds=1))


def test_states_that_never_ended_are_forgotten(
    engine: Engine, installs: SlackInstalls[Install]
) -> None:
    installs.new_state("a", NOW)
    installs.new_state("b", NOW + HOUR)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT state FROM slack_state")).scalars().all() == ["b"]


def test_of_eight_that_use_one_state_one_may(installs: SlackInstalls[Install]) -> None:
    installs.new_state("a", NOW)
    assert sorted(at_once(lambda: installs.use_state("a", NOW))) == [False] * 7 + [True]


def test_only_tokens_that_end_soon_are_due(installs: SlackInstalls[Install]) -> None:
    installs.save(ending())
    installs.save(install("T2"))
    assert installs.due(NOW) == []
    assert installs.due(NOW + 2 * HOUR) == [ending()]


def test_of_eight_that_renew_a_token_one_may_until_its_time_is_over(
    installs: SlackInstalls[Install],
) -> None:
    installs.save(ending())
    claimed = at_once(lambda: installs.claim(ending(), NOW, NOW + HOUR / 60))
    assert sorted(claimed) == [False] * 7 + [True]
    assert not installs.claim(ending(), NOW + HOUR / 120, NOW + HOUR)
    assert installs.claim(ending(), NOW + HOUR / 60, NOW + HOUR)


def test_a_renewed_token_is_kept_sealed_and_is_not_renewed_twice(
    engine: Engine, installs: SlackInstalls[Install]
) -> None:
    installs.save(ending())
    assert installs.claim(ending(), NOW, NOW + HOUR)
    new = replace(
        ending(), bot_token=CANARY + "2", refresh_token=REFRESH + "2", expires_at=NOW + 12 * HOUR
    )
    assert installs.renewed(ending(), new)
    assert installs.of("slack:T1") == new
    assert "canary" not in everything(engine)
    assert not installs.claim(ending(), NOW + 2 * HOUR, NOW + 3 * HOUR)
    assert not installs.renewed(ending(), ending())
    assert installs.claim(new, NOW, NOW + HOUR)


def test_a_token_that_was_erased_meanwhile_does_not_come_back(
    installs: SlackInstalls[Install],
) -> None:
    installs.save(ending())
    installs.claim(ending(), NOW, NOW + HOUR)
    installs.erase("slack:T1")
    assert not installs.renewed(ending(), ending(bot_token="xoxb-new"))
    assert installs.of("slack:T1") is None


def test_every_token_moves_to_the_newest_key_once(
    engine: Engine, installs: SlackInstalls[Install]
) -> None:
    installs.save(ending())
    installs.save(install("", "E1"), {"T9": "Served"})
    seals = Seals([NEW, OLD])
    both = kept(engine, NEW, OLD)
    assert both.reseal(seals.again) == 3
    assert both.reseal(seals.again) == 0
    assert kept(engine, NEW).of("slack:T1") == ending()
    with pytest.raises(SettingsError):
        kept(engine, OLD).of("slack:T1")


def test_resealing_without_the_old_key_says_so_and_changes_nothing(
    engine: Engine, installs: SlackInstalls[Install]
) -> None:
    installs.save(ending())
    with pytest.raises(SettingsError, match="SECRET_KEYS"):
        kept(engine, NEW).reseal(Seals([NEW]).again)
    assert installs.of("slack:T1") == ending()


def at_once(act: Any) -> list[Any]:
    gate = threading.Barrier(8)
    done: list[Any] = []

    def run() -> None:
        gate.wait()
        done.append(act())

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done
