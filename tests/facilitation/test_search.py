"""Search: judged queries in three languages, what is found by nearly its words, and by whom."""

import math
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from facilitation.knowledge import documents, ranking
from facilitation.knowledge.model import Takeaway, Trial, Wanted
from facilitation.work import Store, Work
from tests.company import START, WORKSPACE, Company, person

HERE = Path(__file__).parent
ANA, BEN = f"{WORKSPACE}:ana", f"{WORKSPACE}:ben"


def rows(name: str) -> list[list[str]]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def keep(work: Work, id: str, title: str, text: str, skill: str = "", **more: object) -> Takeaway:
    made = Takeaway(
        id=id,
        workspace=WORKSPACE,
        title=title,
        text=text,
        skill=skill,
        by=BEN,
        kept_by=BEN,
        owner=BEN,
        created_at=START,
    )
    made = replace(made, **more)  # type: ignore[arg-type]
    work.takeaways.add(made)
    documents.write(work, made)
    return made


def found(work: Work, words: str, **wanted: object) -> list[str]:
    asked = Wanted(**{"reader": ANA, **wanted})  # type: ignore[arg-type]
    return [one.id for one in ranking.search(work, WORKSPACE, words, asked, START)]


@pytest.fixture
def known(store: Store) -> Store:
    """A store with the 75 takeaways that the queries were judged on."""
    Company(store).settle(person("ana"), person("ben"))
    with store.begin() as work:
        for id, title, text, skill in rows("known_takeaways.tsv"):
            keep(work, id, title, text, skill)
    return store


def gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:10]))


def test_sixty_judged_queries_in_three_languages_find_what_was_judged_best(known: Store) -> None:
    values = {}
    with known.begin() as work:
        for query, judged in rows("known_queries.tsv"):
            grades = {id: int(grade) for id, grade in (one.split(":") for one in judged.split())}
            best = gain(sorted(grades.values(), reverse=True))
            values[query] = gain([grades.get(id, 0) for id in found(work, query)]) / best
    poor = {query: round(value, 2) for query, value in values.items() if value < 0.7}
    assert len(values) == 60
    assert sum(values.values()) / len(values) >= 0.8, poor


def test_what_nobody_said_is_not_found(known: Store) -> None:
    with known.begin() as work:
        assert found(work, "haskell") == []
        assert found(work, "?!") == []
        assert found(work, "'; TRUNCATE haskell; --") == []
        assert found(work, '" * ( ^ : & |') == []


def test_other_words_that_mean_the_same_are_found(known: Store) -> None:
    with known.begin() as work:
        assert found(work, "reboot pod")[0] == "e2"


def test_filters_narrow_what_is_found(known: Store) -> None:
    with known.begin() as work:
        work.takeaways.save(replace(work.takeaways.get("e6"), state="checked"))
        assert "f20" in found(work, "index")
        assert found(work, "index", skill="PostgreSQL") == ["e6"]
        assert found(work, "index", states=("checked",)) == ["e6"]
        assert found(work, "index", program="prg_1") == []


def test_only_what_the_reader_may_see_is_found(known: Store) -> None:
    with known.begin() as work:
        keep(work, "secret", "Zeppelins", "Nobody may read of zeppelins yet", open=False)
        keep(work, "open", "Zeppelins", "Everybody may read of zeppelins")
        assert found(work, "zeppelins") == ["open"]
        assert set(found(work, "zeppelins", reader=BEN)) == {"open", "secret"}
        asked = Wanted(reader="other:x")
        assert ranking.search(work, "playground:other", "zeppelins", asked, START) == []


def test_what_worked_is_checked_and_is_fresh_comes_first(known: Store) -> None:
    with known.begin() as work:
        for number in range(3):
            keep(work, f"z{number}", "Zeppelins", "How to fill zeppelins with gas")
        assert set(found(work, "zeppelins")) == {"z0", "z1", "z2"}
        work.takeaways.tried(Trial(takeaway="z1", member=ANA, outcome="worked", at=START))
        work.takeaways.tried(Trial(takeaway="z2", member=ANA, outcome="no", at=START))
        assert found(work, "zeppelins") == ["z1", "z0", "z2"]
        work.takeaways.save(replace(work.takeaways.get("z0"), state="checked"))
        old = replace(work.takeaways.get("z1"), created_at=START - timedelta(days=900))
        work.takeaways.save(old)
        assert found(work, "zeppelins") == ["z0", "z1", "z2"]
        work.takeaways.save(replace(work.takeaways.get("z0"), state="obsolete"))
        assert found(work, "zeppelins")[-1] == "z0"


def test_changed_words_are_found_and_old_ones_are_not(known: Store) -> None:
    with known.begin() as work:
        found_ = work.takeaways.get("e21")
        changed = work.takeaways.save(replace(found_, title="Airships", text="They fly slowly"))
        documents.write(work, changed)
        assert found(work, "airship") == ["e21"]
        assert found(work, "vpn") == []
        work.search.forget("e21", WORKSPACE)
        work.takeaways.remove("e21")
        assert found(work, "airship") == []
