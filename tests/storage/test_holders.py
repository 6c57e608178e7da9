"""Who offers and wants a skill: an index that follows what members say, what is known of them and whom is asked."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from facilitation.errors import Conflict
from facilitation.people.model import Member
from facilitation.skills.naming import fold
from storage.work import Store
from tests.storage.examples import HOUR, NOW, W, booking, company, evidence, member, workspace
from tests.storage.races import another, at_once
from tests.storage_fixtures import store_on

OTHER = "slack:T2"


@pytest.fixture
def fern(store: Store) -> Store:
    """A store with a workspace and members who offer or want Python."""
    company(store)
    with store.begin() as work:
        offers = [member(name, offers=("Python",)) for name in ("ana", "bo", "cy")]
        work.members.save_all([*offers, member("dee", wants=("python", "SQL"))])
    return store


def handles(store: Store, key: str = "python", kind: Any = "offer", limit: int = 100) -> list[str]:
    with store.begin() as work:
        return [each.handle for each in work.skills.holders(W, kind, key, limit)]


def change(store: Store, name: str, **new: Any) -> None:
    with store.begin() as work:
        work.members.save(replace(work.members.get(f"{W}:{name}"), **new))


def change_all(store: Store, name: str, **new: Any) -> None:
    with store.begin() as work:
        work.members.save_all([replace(work.members.get(f"{W}:{name}"), **new)])


def test_holders_are_whole_members(fern: Store) -> None:
    with fern.begin() as work:
        dee = work.members.get(f"{W}:dee")
        assert work.skills.holders(W, "want", "sql") == [dee]


def test_offers_and_wants_are_apart_and_workspaces_too(fern: Store) -> None:
    with fern.begin() as work:
        work.workspaces.save(workspace(id=OTHER))
        stranger = member("eve", id=f"{OTHER}:eve", workspace=OTHER, offers=("Python",))
        work.members.save(stranger)
        assert [each.id for each in work.skills.holders(OTHER, "offer", "python")] == [stranger.id]
    assert handles(fern) == ["ana", "bo", "cy"]
    assert handles(fern, kind="want") == ["dee"]
    assert handles(fern, "rust") == []
    assert handles(fern, limit=2) == ["ana", "bo"]


@pytest.mark.parametrize("write", [change, change_all])
def test_holders_follow_what_members_say(fern: Store, write: Callable[..., None]) -> None:
    write(fern, "bo", offers=("SQL", "python ", "Python", "PYTHON"), wants=("Python",))
    assert handles(fern) == ["ana", "bo", "cy"]
    assert handles(fern, "sql") == handles(fern, kind="want")[1:] == ["bo"]
    write(fern, "bo", offers=("SQL",), wants=())
    assert handles(fern) == ["ana", "cy"]
    write(fern, "bo", offers=(), wants=())
    assert handles(fern, "sql") == []
    assert handles(fern, kind="want") == ["dee"]


def test_of_a_member_given_twice_the_last_is_followed(fern: Store) -> None:
    with fern.begin() as work:
        eve = member("eve", offers=("Python",))
        work.members.save_all([eve, replace(eve, offers=("Go",)), replace(eve, offers=("SQL",))])
    assert handles(fern) == ["ana", "bo", "cy"]
    assert handles(fern, "go") == []
    assert handles(fern, "sql") == ["eve"]


def test_only_active_members_are_holders(fern: Store) -> None:
    change(fern, "ana", state="gone")
    change(fern, "bo", state="unreachable")
    assert handles(fern) == ["cy"]
    change(fern, "ana", state="active")
    assert handles(fern) == ["ana", "cy"]


def test_the_best_known_level_comes_first(fern: Store) -> None:
    with fern.begin() as work:
        work.skills.rate([evidence("bo", 2), evidence("cy", 4), evidence("cy", 5, skill="sql")])
    assert handles(fern) == ["cy", "bo", "ana"]
    with fern.begin() as work:
        work.skills.rate([evidence("ana", 5, source="peer", by=f"{W}:bo")])
        work.skills.rate([evidence("cy", 1, source="peer", by=f"{W}:bo")])
    assert handles(fern) == ["ana", "bo", "cy"]


def test_a_level_that_is_known_already_counts_when_the_skill_is_offered(fern: Store) -> None:
    with fern.begin() as work:
        work.skills.rate([evidence("dee", 4), evidence("bo", 3)])
    change(fern, "dee", offers=("Python",))
    assert handles(fern) == ["dee", "bo", "ana", "cy"]
    assert handles(fern, kind="want") == ["dee"]


def test_a_level_stands_for_the_skill_that_another_was_merged_into(fern: Store) -> None:
    with fern.begin() as work:
        work.skills.rate([evidence("cy", 4, skill="snake")])
        work.skills.rename(W, "snake", "python")
    assert handles(fern) == ["cy", "ana", "bo"]


def test_of_equal_levels_who_was_asked_longest_ago_comes_first(fern: Store) -> None:
    with fern.begin() as work:
        work.bookings.save(booking(1, "dee", "ana", created_at=NOW + HOUR))
        second = work.bookings.save(booking(2, "dee", "bo"))
    assert handles(fern) == ["cy", "bo", "ana"]
    with fern.begin() as work:
        work.bookings.save(replace(second, peer=f"{W}:cy", asked_at=NOW + 2 * HOUR))
    assert handles(fern) == ["bo", "ana", "cy"]
    with fern.begin() as work:
        work.skills.rate([evidence("cy", 5)])
    assert handles(fern) == ["cy", "bo", "ana"]


def test_an_asking_that_is_told_late_does_not_turn_time_back(fern: Store) -> None:
    with fern.begin() as work:
        work.bookings.save(booking(1, "dee", "ana", created_at=NOW + 2 * HOUR))
        work.bookings.save(booking(2, "dee", "bo", created_at=NOW + HOUR))
        work.bookings.save(booking(3, "dee", "ana"))
    assert handles(fern) == ["cy", "bo", "ana"]


def test_what_somebody_knows_already_moves_nobody_who_wants_it(fern: Store) -> None:
    with fern.begin() as work:
        work.members.save(member("eve", wants=("Python",)))
        work.skills.rate([evidence("eve", 5)])
    assert handles(fern, kind="want") == ["dee", "eve"]


def test_who_was_asked_before_they_offered_the_skill_is_not_taken_for_new(fern: Store) -> None:
    with fern.begin() as work:
        work.bookings.save(booking(1, "ana", "dee"))
    change(fern, "dee", offers=("Python",))
    change_all(fern, "dee", offers=("Python", "Go"))
    with fern.begin() as work:
        work.members.save(member("eve", offers=("Python", "Go")))
    assert handles(fern) == ["ana", "bo", "cy", "eve", "dee"]
    assert handles(fern, "go") == ["eve", "dee"]


def test_holders_are_counted_by_skill_kind_and_team(fern: Store) -> None:
    change(fern, "ana", team="Design")
    change(fern, "bo", team="Design")
    change(fern, "dee", team="Design", state="gone")
    with fern.begin() as work:
        work.members.save(member("eve", team="Ops", wants=("Python",), offers=("Go",)))
        assert work.skills.totals(W) == {
            ("python", "offer"): 3,
            ("python", "want"): 1,
            ("go", "offer"): 1,
        }
        assert work.skills.counts(W, ["python"]) == {
            ("python", "offer", "Design"): 2,
            ("python", "offer", ""): 1,
            ("python", "want", "Ops"): 1,
        }
        assert work.skills.few(W, "offer", 2) == {"go": 1, "python": 2}
        assert work.skills.few(W, "offer", 9) == {"go": 1, "python": 3}
        assert work.skills.few(W, "want", 2) == {"python": 1}
        assert work.skills.few(OTHER, "want", 2) == {}
        assert work.skills.totals(OTHER) == {}
        assert work.skills.counts(OTHER, ["python"]) == {}


def test_who_is_away_is_among_the_holders_where_everyone_is_asked_for(fern: Store) -> None:
    change(fern, "ana", state="gone")
    change(fern, "bo", state="unreachable")
    assert handles(fern) == ["cy"]
    with fern.begin() as work:
        found = work.skills.holders(W, "offer", "python", everyone=True)
    assert [each.handle for each in found] == ["ana", "bo", "cy"]


def test_the_skills_that_most_hold_come_first_and_equals_by_key(fern: Store) -> None:
    with fern.begin() as work:
        offers = ("Go", "C")
        work.members.save_all([member("eve", offers=offers), member("fay", offers=("Go",))])
        assert work.skills.most_held(W, "offer", 9) == ["python", "go", "c"]
        assert work.skills.most_held(W, "want", 1) == ["python"]
        assert work.skills.most_held(OTHER, "offer", 9) == []


def test_the_index_is_not_written_when_a_member_says_the_same(engine: Engine) -> None:
    store = store_on(engine)
    company(store)
    with store.begin() as work:
        work.members.save_all([member("ana", offers=("Python",), wants=("Go",)), member("bo")])
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    for write in (change, change_all):
        write(store, "ana", team="Design", offers=("PYTHON",))
        write(store, "bo", team="Design")
    assert any("UPDATE member" in one for one in said)
    assert [one for one in said if "member_skill" in one and not one.startswith("SELECT")] == []


def test_programs_that_write_the_same_members_at_once_index_them_once(engine: Engine) -> None:
    company(store_on(engine))
    people = [member(f"m{number:02}", offers=("Python", "SQL", "Go")) for number in range(50)]
    said = [people, [replace(each, offers=("Python", "Rust")) for each in people]] * 3

    def write(people: list[Member]) -> None:
        own = another(engine)
        with store_on(own).begin() as work:
            work.members.save_all(people)
        own.dispose()

    at_once(*(partial(write, people) for people in said))
    with engine.begin() as connection:
        held = connection.execute(text("SELECT member, key FROM member_skill")).all()
    with store_on(engine).begin() as work:
        told = work.members.of(W)
    assert len(told) == 50
    assert sorted(tuple(row) for row in held) == sorted(
        (each.id, fold(name)) for each in told for name in each.offers
    )


def test_a_member_who_is_erased_holds_nothing(engine: Engine) -> None:
    store = store_on(engine)
    company(store)
    with store.begin() as work:
        work.members.save(member("ana", offers=("Python",)))
        work.skills.rate([evidence("ana", 4)])
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM member"))
        assert connection.execute(text("SELECT * FROM member_skill")).all() == []
        assert connection.execute(text("SELECT * FROM evidence")).all() == []


def test_a_hostile_skill_is_held_like_any_other(fern: Store) -> None:
    name = "'); DROP TABLE member_skill; --%_\\🦀"
    change(fern, "bo", offers=(name, " ", ""))
    assert handles(fern, fold(name)) == ["bo"]
    assert handles(fern, "") == handles(fern, "%") == []


def test_many_are_written_at_once_with_what_they_hold_and_are_called(fern: Store) -> None:
    with fern.begin() as work:
        told = [work.members.get(f"{W}:{name}") for name in ("cy", "ana")]
        work.members.save_each([replace(each, name="Robin", offers=("Go",)) for each in told])
        work.members.save_each([])
    assert (handles(fern), handles(fern, "go")) == (["bo"], ["ana", "cy"])
    with fern.begin() as work:
        assert {m.handle for m in work.members.named(W, "robin")} == {"ana", "cy"}
        after = [work.members.get(each.id) for each in told]
    assert after == [
        replace(each, name="Robin", offers=("Go",), version=each.version + 1) for each in told
    ]


def test_of_many_written_at_once_none_is_where_one_has_changed_since(fern: Store) -> None:
    with fern.begin() as work:
        ana, bo = (work.members.get(f"{W}:{name}") for name in ("ana", "bo"))
    change(fern, "bo", team="Design")
    with pytest.raises(Conflict), fern.begin() as work:
        work.members.save_each([replace(each, offers=("Go",)) for each in (ana, bo)])
    assert (handles(fern), handles(fern, "go")) == (["ana", "bo", "cy"], [])
