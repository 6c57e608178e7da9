"""The people of a tenant, read from the rosters of the teams that Peerloop is in."""

import pytest
from sqlalchemy import Engine
from structlog.testing import capture_logs

from adapters.teams import directory
from adapters.teams.references import Reference, References
from adapters.teams.transport.model import Trouble
from facilitation.talk.incoming import Profile
from storage.references import TeamsReferences
from tests.contracts.teams_wire import SPACE, TENANT, Wire, account, member, personal, place

ONE, TWO = "19:one@thread.tacv2", "19:two@thread.tacv2"


@pytest.fixture
def references(sqlite_engine: Engine) -> References:
    references = TeamsReferences(sqlite_engine, Reference)
    references.save_all([place(ONE, "team"), place(TWO, "team"), place("19:c", team=ONE)])
    return references


def wire(*one, two=()) -> Wire:
    return Wire(rosters={ONE: list(one), TWO: list(two)})


async def test_everyone_in_any_team_is_found_once(references: References):
    found = await directory.read(
        wire(account(1), account(2), two=[account(2), account(3)]), references, SPACE
    )
    assert (found.workspace, found.platform, found.whole) == (SPACE, "teams", False)
    assert [one.member for one in found.profiles] == [member(1), member(2), member(3)]
    assert found.profiles[0] == Profile(
        member=member(1), name="Person 1", handle="p1", email="p1@example.com"
    )


async def test_with_many_teams_the_log_says_how_far_the_reading_is(references: References):
    teams = [f"19:{n}@thread.tacv2" for n in range(10, 33)]
    references.save_all([place(team, "team") for team in teams])
    many = Wire(rosters={team: [account(n)] for n, team in enumerate([ONE, TWO, *teams])})
    with capture_logs() as logs:
        await directory.read(many, references, SPACE)
    said = [(one["teams"], one["of"]) for one in logs if one["event"] == "rosters being read"]
    assert said == [(10, 25), (20, 25)]


async def test_how_to_write_to_them_is_remembered_and_a_known_chat_is_kept(
    references: References,
):
    references.save(personal(1, conversation="a:1"))
    await directory.read(wire(account(1), account(2)), references, SPACE)
    assert references.of(member(1)) == personal(
        1, conversation="a:1", address="p1@example.com", name="Person 1"
    )
    assert references.of(member(2)) == personal(2, address="p2@example.com", name="Person 2")


@pytest.mark.parametrize(
    "other",
    [
        account(9, id="28:app"),
        account(9, aadObjectId=None),
        account(9, aadObjectId="not an id"),
        account(9, userRole="guest"),
        account(9, userRole="anonymous"),
        account(9, tenantId="99999999-0000-4000-8000-000000000000"),
        account(9, id=7),
        {},
    ],
)
async def test_bots_guests_and_strangers_are_left_out(references: References, other):
    found = await directory.read(wire(account(1), other), references, SPACE)
    assert [one.member for one in found.profiles] == [member(1)]
    assert references.of(member(9)) is None


async def test_what_teams_does_not_tell_is_left_empty(references: References):
    bare = {"id": "29:1", "objectId": member(1).rpartition(":")[2].upper(), "email": None}
    found = await directory.read(wire(bare), references, SPACE)
    (only,) = found.profiles
    assert only == Profile(member=member(1), name=member(1).rpartition(":")[2])


async def test_a_team_that_fails_does_not_stop_the_others(references: References):
    failing = wire(account(1), two=[account(2)])
    failing.fails["members"] = [Trouble("BotNotInConversationRoster", 403)]
    found = await directory.read(failing, references, SPACE)
    assert [one.member for one in found.profiles] == [member(2)]


async def test_a_team_is_asked_for_again_when_teams_wants_us_to_wait(references: References):
    busy = wire(account(1))
    busy.fails["members"] = [Trouble("Throttled", 429, 0.0), Trouble("HTTP 503", 503, 0.0)]
    found = await directory.read(busy, references, SPACE)
    assert [one.member for one in found.profiles] == [member(1)]
    assert len(busy.asked("members")) == 4


async def test_a_team_that_never_answers_is_left_for_the_next_time(references: References):
    dead = wire(account(1), two=[account(2)])
    dead.fails["members"] = [Trouble("Throttled", 429, 0.0)] * directory.WAITS
    found = await directory.read(dead, references, SPACE)
    assert [one.member for one in found.profiles] == [member(2)]


async def test_only_the_workspaces_own_teams_are_read(references: References):
    asked = wire(account(1))
    found = await directory.read(asked, references, "teams:other")
    assert found.profiles == ()
    assert not asked.calls
    await directory.read(asked, references, SPACE)
    assert {at.tenant for at, _ in asked.asked("members")} == {TENANT}
