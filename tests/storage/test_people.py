"""Workspaces, members and avoids, on both databases."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from facilitation.errors import Conflict, NotFound
from facilitation.talk.when.weeks import Week
from storage.work import Store
from tests.storage.examples import HOUR, NOW, W, company, member, workspace


def test_a_workspace_comes_back_as_it_was_written(store: Store) -> None:
    written = workspace(zone="Europe/Berlin", holidays=("DE", "US"))
    with store.begin() as work:
        saved = work.workspaces.save(written)
    with store.begin() as work:
        assert work.workspaces.get(W) == saved == replace(written, version=1)
        assert work.workspaces.find("slack:T2") is None
        with pytest.raises(NotFound):
            work.workspaces.get("slack:T2")


def test_only_active_workspaces_are_listed(store: Store) -> None:
    with store.begin() as work:
        work.workspaces.save(workspace(id="b", created_at=NOW))
        work.workspaces.save(workspace(id="a", created_at=NOW + HOUR))
        work.workspaces.save(workspace(id="c", state="gone"))
        assert [found.id for found in work.workspaces.all()] == ["b", "a"]


def test_a_member_comes_back_as_it_was_written(store: Store) -> None:
    whole = member(
        "ana",
        email="ana@fern.example",
        zone="Asia/Kathmandu",
        role="admin",
        team="Design",
        location="Graz",
        level=7,
        languages=("de", "en"),
        offers=("python, the snake", "C#"),
        wants=("größe",),
        work=Week.office((600, 1080)),
        manager=f"{W}:bo",
        smallest=3,
        state="unreachable",
        seen_at=NOW,
    )
    with store.begin() as work:
        work.workspaces.save(workspace())
        work.members.save(whole)
    with store.begin() as work:
        assert work.members.get(whole.id) == replace(whole, version=1)


def test_a_member_who_is_not_there_is_not_found(store: Store) -> None:
    company(store, "ana")
    with store.begin() as work:
        assert work.members.find("nobody") is None
        assert set(work.members.some([f"{W}:ana", "nobody", f"{W}:ana"])) == {f"{W}:ana"}
        assert work.members.some([]) == {}
        with pytest.raises(NotFound):
            work.members.get("nobody")


def test_members_are_listed_by_name_as_people_read_it(store: Store) -> None:
    company(store, "zoe")
    names = {"a": "Émile", "b": "adam", "c": "Bea", "d": "Adam", "e": "Zed"}
    with store.begin() as work:
        work.members.save_all([member(key, name=name) for key, name in names.items()])
        work.members.save(member("gone", name="Aaa", state="gone"))
        found = [each.name for each in work.members.of(W)]
    assert found == ["adam", "Adam", "Bea", "Zed", "Zoe", "Émile"]


def test_a_member_answers_to_handle_name_first_name_and_email(store: Store) -> None:
    company(store, "bo")
    words = ("ana", "@Ana", "ana lópez", "Ana  Lo\u0301pez", "ANA@FERN.example", "al", "@AL")
    with store.begin() as work:
        ana = member("al", name="Ana López", email="ana@fern.example")
        work.members.save(ana)
        for word in words:
            assert [found.id for found in work.members.named(W, word)] == [ana.id], word


def test_a_member_answers_to_a_name_that_held_what_is_no_text(store: Store) -> None:
    company(store, "bo")
    with store.begin() as work:
        ana = member("al", name="Ana\x07López")
        work.members.save(ana)
        for word in ("ana", "Ana López", "ana\x7flópez"):
            assert [found.id for found in work.members.named(W, word)] == [ana.id], word


def test_a_member_answers_to_nothing_else(store: Store) -> None:
    company(store, "bo")
    words = ("", "@", "a", "an", "ana l", "lópez", "%", "_", "ana_lópez", "\n", "bo\nbo")
    with store.begin() as work:
        work.members.save(member("al", name="Ana López"))
        work.members.save(member("hana", state="gone", name="lópez"))
        for word in words:
            assert work.members.named(W, word) == [], word


def test_which_of_many_words_are_names_is_asked_in_one_go(store: Store) -> None:
    company(store, "bo")
    words = {"ana", "@Bo", "lopez", "Ana Lopez", "hana", "🦀", "nobody", "josé", "jose", ""}
    with store.begin() as work:
        work.members.save(member("al", name="Ana López"))
        work.members.save(member("hana", state="gone"))
        work.members.save(member("crab", name="🦀"))
        work.members.save(member("jo", name="José"))
    asked: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    with store.begin() as work:
        found = work.members.answered_to(W, words)
    assert found == {"ana", "@Bo", "Ana Lopez", "🦀", "josé", "jose"}
    assert len([sql for sql in asked if "member_name" in sql]) == 1
    with store.begin() as work:
        assert work.members.answered_to("slack:T2", words) == set()
        assert work.members.answered_to(W, []) == set()


def test_who_is_called_otherwise_does_not_answer_to_the_old_name(store: Store) -> None:
    company(store, "ana")
    with store.begin() as work:
        ana = work.members.get(f"{W}:ana")
        work.members.save(replace(ana, name="Åsa Berg", handle="asa"))
        assert work.members.answered_to(W, ["ana", "Asa Berg", "asa", "åsa"]) == {
            "Asa Berg",
            "asa",
            "åsa",
        }
        assert {name for name, _ in work.members.names(W)} == {"asa", "åsa", "åsa berg"}


def test_everybody_of_a_name_is_found(store: Store) -> None:
    company(store, "bo")
    with store.begin() as work:
        work.members.save_all([member("x", name="Kim Lee"), member("y", name="Kim Park")])
        assert [found.name for found in work.members.named(W, "kim")] == ["Kim Lee", "Kim Park"]
        assert work.members.named("slack:T2", "kim") == []


def test_admins_are_the_active_ones(store: Store) -> None:
    company(store, "bo")
    with store.begin() as work:
        work.members.save(member("ana", role="admin"))
        work.members.save(member("cy", role="facilitator"))
        work.members.save(member("dee", role="admin", state="gone"))
        assert [found.handle for found in work.members.in_role(W, "admin")] == ["ana"]


def test_save_all_inserts_the_new_and_overwrites_the_known(store: Store) -> None:
    company(store, "ana")
    with store.begin() as work:
        ana = work.members.get(f"{W}:ana")
        work.members.seen(ana.id, NOW)
    with store.begin() as work:
        work.members.save_all([member("cy"), replace(ana, name="Anna"), replace(ana, name="Anne")])
    with store.begin() as work:
        assert work.members.get(f"{W}:cy").version == 1
        after = work.members.get(ana.id)
        assert (after.name, after.version, after.seen_at) == ("Anne", 2, NOW)
        assert work.members.named(W, "anne") == [after]
        with pytest.raises(Conflict):
            work.members.save(ana)


def test_save_all_takes_two_thousand_and_some_gives_them_back(store: Store) -> None:
    company(store)
    many = [member(f"m{number}") for number in range(2_000)]
    with store.begin() as work:
        work.members.save_all(many)
    with store.begin() as work:
        assert len(work.members.some([each.id for each in many])) == 2_000
        assert len(work.members.of(W)) == 2_000


def test_a_sign_of_life_leaves_the_version_alone(store: Store) -> None:
    company(store, "ana")
    with store.begin() as work:
        before = work.members.get(f"{W}:ana")
        work.members.seen(before.id, NOW)
        assert work.members.get(before.id) == replace(before, seen_at=NOW)


def test_avoids_are_kept_once_and_forgotten(store: Store) -> None:
    company(store, "ana", "bo", "cy")
    ana, bo, cy = (f"{W}:{name}" for name in ("ana", "bo", "cy"))
    with store.begin() as work:
        for _ in range(2):
            work.avoids.add(W, ana, cy)
        work.avoids.add(W, ana, bo)
        work.avoids.add(W, bo, ana)
        assert work.avoids.of(ana) == [bo, cy]
        assert work.avoids.of(cy) == []
        work.avoids.remove(ana, bo)
        work.avoids.remove(cy, ana)
        assert work.avoids.pairs(W) == [(ana, cy), (bo, ana)]
        assert work.avoids.pairs("slack:T2") == []
