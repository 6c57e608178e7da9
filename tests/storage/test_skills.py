"""Skills, their words and the evidence of who knows them, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from facilitation.errors import Conflict
from facilitation.skills.model import Standing
from storage.columns import Unstorable
from storage.work import Store
from tests.storage.examples import (
    HOUR,
    NOW,
    W,
    booking,
    company,
    evidence,
    member,
    skill,
    workspace,
)

OTHER = "slack:T2"
HOSTILE = ("'); DROP TABLE skill; --", "%_\\", "größe 🦀", "\N{RIGHT-TO-LEFT OVERRIDE}c++", "\n\t")


@pytest.fixture
def fern(store: Store) -> Store:
    """A store with two workspaces and three members."""
    company(store, "ana", "bo", "cy")
    with store.begin() as work:
        work.workspaces.save(workspace(id=OTHER))
    return store


def test_a_skill_comes_back_as_it_was_written(fern: Store) -> None:
    whole = skill("C++", aliases=("cpp", "c plus plus"), created_by=f"{W}:ana")
    with fern.begin() as work:
        assert work.skills.save(whole) == replace(whole, version=1)
    with fern.begin() as work:
        assert work.skills.find(W, "c++") == replace(whole, version=1)


def test_a_skill_is_found_by_key_and_alias_and_by_nothing_else(fern: Store) -> None:
    with fern.begin() as work:
        kubernetes = work.skills.save(skill("Kubernetes", aliases=("k8s",)))
        work.skills.save(skill("Go"))
        elsewhere = work.skills.save(skill("K8s", workspace=OTHER))
        for word in ("kubernetes", "k8s"):
            assert work.skills.find(W, word) == kubernetes
        assert work.skills.find(OTHER, "k8s") == elsewhere
        for word in ("Kubernetes", "k8", "", "%", "kubernetes "):
            assert work.skills.find(W, word) is None


def test_skills_are_listed_by_name_as_people_read_it(fern: Store) -> None:
    with fern.begin() as work:
        for name in ("sql", "Étude", "Go", "ada", "Zig"):
            work.skills.save(skill(name))
        work.skills.save(skill("Elsewhere", workspace=OTHER))
        found = [each.name for each in work.skills.of(W)]
        assert found == ["ada", "Go", "sql", "Zig", "Étude"]
        assert work.skills.of("slack:T3") == []


def test_a_skill_that_is_renamed_is_found_by_its_new_words_only(fern: Store) -> None:
    with fern.begin() as work:
        saved = work.skills.save(skill("Postgres", aliases=("pg",)))
        renamed = replace(saved, name="PostgreSQL", key="postgresql", aliases=("postgres",))
        again = work.skills.save(renamed)
        assert again.version == 2
        assert work.skills.find(W, "postgresql") == work.skills.find(W, "postgres") == again
        assert work.skills.find(W, "pg") is None


def test_a_word_means_one_skill(fern: Store) -> None:
    with fern.begin() as work:
        work.skills.save(skill("Go", aliases=("golang",)))
        python = work.skills.save(skill("Python"))
    takes_a_word = (
        skill("Go", id="skl_2"),
        skill("Golang"),
        skill("Weiqi", aliases=("go",)),
        skill("Weiqi", aliases=("golang",)),
        replace(python, key="golang"),
        replace(python, aliases=("go",)),
    )
    for other in takes_a_word:
        with pytest.raises(Conflict), fern.begin() as work:
            work.skills.save(other)
    with fern.begin() as work:
        assert [each.name for each in work.skills.of(W)] == ["Go", "Python"]
        assert work.skills.find(W, "python") == python


def test_the_second_of_two_changes_of_a_skill_is_a_conflict(fern: Store) -> None:
    with fern.begin() as work:
        saved = work.skills.save(skill())
    with fern.begin() as work:
        work.skills.save(replace(saved, aliases=("py",)))
    with pytest.raises(Conflict), fern.begin() as work:
        work.skills.save(replace(saved, aliases=("snake",)))
    with pytest.raises(Conflict), fern.begin() as work:
        work.skills.remove(saved)
    with pytest.raises(Conflict), fern.begin() as work:
        work.skills.save(skill())
    with fern.begin() as work:
        assert work.skills.find(W, "py") == replace(saved, aliases=("py",), version=2)
        assert work.skills.find(W, "snake") is None


def test_a_skill_that_is_removed_leaves_its_words_to_others(fern: Store) -> None:
    with fern.begin() as work:
        k8s = work.skills.save(skill("K8s", aliases=("kube",)))
        kubernetes = work.skills.save(skill("Kubernetes"))
        work.skills.remove(k8s)
        assert work.skills.find(W, "kube") is None
        merged = work.skills.save(replace(kubernetes, aliases=("k8s", "kube")))
        assert work.skills.find(W, "k8s") == work.skills.find(W, "kube") == merged


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_a_name(fern: Store, name: str) -> None:
    whole = skill(name, key=name, aliases=(name + "!",), created_by=name)
    with fern.begin() as work:
        saved = work.skills.save(whole)
        work.skills.rate([evidence("ana", 3, skill=name, by=name)])
        assert work.skills.find(W, name) == work.skills.find(W, name + "!") == saved
        assert work.skills.of(W) == [saved]
        assert [each.by for each in work.skills.evidence(W, [f"{W}:ana"], name)] == [name]


def test_a_name_that_no_database_holds_is_refused_with_a_sentence(fern: Store) -> None:
    for name in ("a\x00b", "\ud83d"):
        with pytest.raises(Unstorable), fern.begin() as work:
            work.skills.save(skill(name))
        with pytest.raises(Unstorable), fern.begin() as work:
            work.skills.find(W, name)


def test_evidence_comes_back_newest_first(fern: Store) -> None:
    own = evidence("ana", 3)
    peers = evidence("ana", 5, source="peer", by=f"{W}:bo", at=NOW + HOUR)
    recall = evidence("ana", 4, source="recall", at=NOW - HOUR)
    sql = evidence("ana", 2, skill="sql", at=NOW + 2 * HOUR)
    bos = evidence("bo", 1, at=NOW + timedelta(minutes=1))
    elsewhere = evidence("cy", 5, workspace=OTHER)
    with fern.begin() as work:
        work.skills.rate([own, peers, recall, sql, bos, elsewhere])
        ana, bo, cy = (f"{W}:{name}" for name in ("ana", "bo", "cy"))
        assert work.skills.evidence(W, [ana]) == [sql, peers, own, recall]
        assert work.skills.evidence(W, [ana, bo, ana], "python") == [peers, bos, own, recall]
        assert work.skills.evidence(W, [cy]) == []
        assert work.skills.evidence(W, []) == []
        assert work.skills.evidence(W, [ana], "go") == []


def test_newer_evidence_takes_the_place_of_older_and_never_the_other_way(fern: Store) -> None:
    newer = evidence("ana", 4, at=NOW + HOUR)
    with fern.begin() as work:
        work.skills.rate([])
        work.skills.rate([newer, evidence("ana", 2)])
        assert work.skills.evidence(W, [newer.member]) == [newer]
        work.skills.rate([evidence("ana", 1)])
        assert work.skills.evidence(W, [newer.member]) == [newer]
        newest = evidence("ana", 5, at=NOW + 2 * HOUR)
        work.skills.rate([newest])
        assert work.skills.evidence(W, [newer.member]) == [newest]


def test_evidence_of_a_merged_skill_stands_for_the_other(fern: Store) -> None:
    old_newer, new_older = evidence("ana", 4, skill="k8s", at=NOW + HOUR), evidence("ana", 2)
    old_older, new_newer = evidence("bo", 1, skill="k8s"), evidence("bo", 5, at=NOW + HOUR)
    alone, elsewhere = evidence("cy", 3, skill="k8s"), evidence("cy", 2, skill="k8s", by="else")
    with fern.begin() as work:
        work.skills.rate([old_newer, old_older, alone, new_older, new_newer])
        work.skills.rate([replace(elsewhere, workspace=OTHER)])
        work.skills.rename(W, "k8s", "python")
        everybody = [f"{W}:{name}" for name in ("ana", "bo", "cy")]
        assert work.skills.evidence(W, everybody, "k8s") == []
        assert work.skills.evidence(W, everybody) == [
            replace(old_newer, skill="python"),
            new_newer,
            replace(alone, skill="python"),
        ]
        assert len(work.skills.evidence(OTHER, everybody, "k8s")) == 1


def test_a_skill_renamed_to_itself_keeps_its_evidence(fern: Store) -> None:
    with fern.begin() as work:
        work.skills.rate([evidence("ana", 4)])
        work.skills.rename(W, "python", "python")
        assert work.skills.evidence(W, [f"{W}:ana"]) == [evidence("ana", 4)]


def test_evidence_of_seven_thousand_members_is_kept_and_found(fern: Store) -> None:
    names = [f"m{number:04}" for number in range(7_000)]
    told = [evidence(name, 1 + number % 5) for number, name in enumerate(names)]
    with fern.begin() as work:
        work.members.save_all([member(name) for name in names])
        work.skills.rate(told)
        assert work.skills.evidence(W, [one.member for one in told], "python") == told


def test_how_members_stand_to_who_looks_for_a_skill_is_told_in_one_go(
    engine: Engine, fern: Store
) -> None:
    ana, bo, cy, dee = (f"{W}:{name}" for name in ("ana", "bo", "cy", "dee"))
    with fern.begin() as work:
        work.members.save(member("dee"))
    peers = evidence("bo", 4, source="peer", by=cy)
    with fern.begin() as work:
        work.skills.rate([peers, evidence("cy", 2), evidence("bo", 5, skill="sql")])
        work.avoids.add(W, ana, cy)
        work.avoids.add(W, dee, ana)
        work.avoids.add(W, bo, cy)
        for one in (booking(1), booking(2, "cy"), booking(3, turn="asker")):
            work.bookings.save(one)
        told: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *call: told.append(call[2]))
        stand = work.skills.standing(ana, [bo, cy, dee], "python", NOW)
        assert len(told) == 1
        assert stand == {
            bo: Standing((peers,), waiting=2, asked=(NOW, NOW, NOW)),
            cy: Standing((evidence("cy", 2),), apart=True),
            dee: Standing(apart=True),
        }
        assert work.skills.standing(ana, [], "python", NOW) == {}
