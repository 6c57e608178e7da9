"""References to Teams on both databases: found by id, user, chat, team; what is known of them grows and is not lost."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from adapters.teams.references import Reference, References
from storage.references import TeamsReferences

W, OTHER = "teams:t1", "teams:t2"
URL = "https://smba.trafficmanager.net/emea/"


@pytest.fixture
def references(engine: Engine) -> References:
    return TeamsReferences(engine, Reference)


def person(who: str, workspace: str = W, **more: Any) -> Reference:
    known = {"id": f"{workspace}:{who}", "workspace": workspace, "kind": "personal"}
    given = {"service_url": URL, "bot": "28:app", "user": f"29:{who}", "name": who.title()}
    return Reference(**{**known, **given, **more})


def place(own: str, kind: str = "channel", workspace: str = W, **more: Any) -> Reference:
    known = {"id": f"{workspace}:{own}", "workspace": workspace, "kind": kind}
    given = {"service_url": URL, "bot": "28:app", "conversation": own, "name": own}
    return Reference(**{**known, **given, **more})


def test_a_reference_comes_back_as_it_was_saved(references: References) -> None:
    ana = person("ana", address="ana@example.com", conversation="a:1")
    references.save(ana)
    assert references.of(ana.id) == ana
    assert references.of(f"{W}:bo") is None


def test_what_is_told_later_adds_to_what_is_known(references: References) -> None:
    references.save(person("ana", conversation="a:1"))
    references.save(person("ana", user="", address="ana@example.com", name="", service_url="new"))
    assert references.of(f"{W}:ana") == person(
        "ana", conversation="a:1", address="ana@example.com", service_url="new"
    )


def test_a_member_is_found_by_what_teams_calls_them_and_by_their_chat(
    references: References,
) -> None:
    ana = person("ana", conversation="a:1")
    references.save_all([ana, person("bo"), person("ana", OTHER)])
    references.save(place("29:ana", user="29:ana"))
    assert references.by_user(W, "29:ana") == ana
    assert references.by_user(W, "29:cy") is None
    assert references.by_user(W, "") is None
    assert references.by_chat(W, "a:1") == ana
    assert references.by_chat(OTHER, "a:1") is None
    assert references.by_chat(W, "") is None


def test_several_are_found_at_once_and_who_is_unknown_is_left_out(references: References) -> None:
    people = [person(f"p{number:05}") for number in range(6_000)]
    references.save_all(people)
    asked = [one.id for one in people] + [f"{W}:nobody"]
    assert references.some(asked) == {one.id: one for one in people}
    assert references.some([]) == {}


def test_channels_and_teams_are_found_in_their_workspace(references: References) -> None:
    team, elsewhere = place("19:t", "team"), place("19:u", "team", OTHER)
    crits = place("19:c", team=team.id)
    references.save_all([team, elsewhere, crits, place("19:g", "chat"), person("ana")])
    assert references.channels(W) == [crits, team]
    assert references.teams(W) == [team]
    assert references.teams() == [team, elsewhere]


def test_a_teams_channels_are_found_the_team_itself_first(references: References) -> None:
    team = place("19:t", "team")
    channels = [place(f"19:{own}", team=team.id) for own in ("a", "z")]
    references.save_all([*channels, team, place("19:b", team=f"{W}:19:other")])
    assert references.in_team(team.id) == [team, *channels]
    assert references.in_team(f"{W}:19:nothing") == []


def test_a_team_stays_a_team_when_its_general_channel_is_told_of(references: References) -> None:
    team = place("19:t", "team", name="Design")
    references.save(team)
    references.save(place("19:t", name="General", team=team.id, service_url="new"))
    assert references.of(team.id) == replace(team, service_url="new")
    references.save(place("19:t", "team", name="Design and research"))
    assert references.teams() == [replace(team, name="Design and research")]


def test_a_general_channel_becomes_its_team_when_that_is_told_of(references: References) -> None:
    references.save(place("19:t", name="General", team=f"{W}:19:t"))
    references.save(place("19:t", "team", name="Design"))
    assert references.teams() == [place("19:t", "team", name="Design", team=f"{W}:19:t")]


def test_what_is_forgotten_is_gone_and_nothing_else(references: References) -> None:
    references.save_all([person("ana"), person("bo")])
    references.forget(f"{W}:ana")
    references.forget(f"{W}:ana")
    assert references.of(f"{W}:ana") is None
    assert references.of(f"{W}:bo") == person("bo")


def test_a_chat_is_forgotten_only_while_it_is_the_one_we_know(references: References) -> None:
    references.save(person("ana", conversation="a:2"))
    references.forget_chat(f"{W}:ana", "a:1")
    assert references.of(f"{W}:ana") == person("ana", conversation="a:2")
    references.forget_chat(f"{W}:ana", "a:2")
    assert references.of(f"{W}:ana") == person("ana")


def test_the_same_reference_may_come_twice_in_one_go(references: References) -> None:
    references.save_all([person("ana"), person("ana", name="Ana Silva")])
    assert references.of(f"{W}:ana") == person("ana", name="Ana Silva")
    references.save_all([])
