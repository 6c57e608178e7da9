"""Questions, answers and takeaways, on both databases."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from facilitation.errors import Conflict, NotFound
from facilitation.knowledge.model import Wanted
from storage.columns import Unstorable
from storage.work import Store
from tests.storage.examples import HOUR, NOW, W, answer, company, question, takeaway, workspace
from tests.storage.races import another, at_once
from tests.storage_fixtures import store_on

ALL = Wanted(reader=f"{W}:cy")
HOSTILE = ("'); DROP TABLE answer; --", "<b>*_`%\\", "größe 🦀\N{RIGHT-TO-LEFT OVERRIDE}", "\r\n\t")


@pytest.fixture
def fern(store: Store) -> Store:
    """A store with a workspace, three members and a question of Ana's."""
    company(store, "ana", "bo", "cy")
    with store.begin() as work:
        work.questions.save(question())
    return store


def test_a_question_comes_back_as_it_was_written(fern: Store) -> None:
    whole = question(2, skill="C++", to=(f"{W}:bo", f"{W}:cy"), channel="C1", state="open")
    with fern.begin() as work:
        saved = work.questions.save(whole)
    with fern.begin() as work:
        assert work.questions.get("qst_2") == saved == replace(whole, version=1)
        with pytest.raises(NotFound):
            work.questions.get("qst_3")


def test_the_second_of_two_changes_of_a_question_is_a_conflict(fern: Store) -> None:
    with fern.begin() as work:
        read = work.questions.get("qst_1")
    with fern.begin() as work:
        work.questions.save(replace(read, state="open"))
    with pytest.raises(Conflict), fern.begin() as work:
        work.questions.save(replace(read, state="closed"))
    with pytest.raises(Conflict), fern.begin() as work:
        work.questions.save(question())
    with fern.begin() as work:
        assert work.questions.get("qst_1").state == "open"


def test_a_members_questions_come_newest_first(fern: Store) -> None:
    with fern.begin() as work:
        work.questions.save(question(2, asker=f"{W}:bo"))
        work.questions.save(question(3))
        assert [each.id for each in work.questions.of_member(f"{W}:ana")] == ["qst_3", "qst_1"]
        assert [each.id for each in work.questions.of_member(f"{W}:ana", 1)] == ["qst_3"]
        assert work.questions.of_member(f"{W}:cy") == []


def test_answers_come_oldest_first(fern: Store) -> None:
    late, early = answer(1, "bo", at=NOW + HOUR), answer(2, "cy")
    with fern.begin() as work:
        work.questions.save(question(2))
        assert work.questions.answer(late)
        assert work.questions.answer(early)
        assert work.questions.answer(answer(3, question="qst_2"))
        assert work.questions.answers("qst_1") == [early, late]
        assert work.questions.answers("qst_9") == []
        assert work.questions.get_answer("ans_1") == late
        with pytest.raises(NotFound):
            work.questions.get_answer("ans_9")


def test_a_member_answers_a_question_once(fern: Store) -> None:
    with fern.begin() as work:
        assert work.questions.answer(answer(1, "bo"))
        assert not work.questions.answer(answer(2, "bo", text="And another thing."))
        assert not work.questions.answer(answer(1, "cy"))
        assert work.questions.answers("qst_1") == [answer(1, "bo")]


def test_of_two_answers_of_one_member_at_once_one_is_written(engine: Engine) -> None:
    company(store_on(engine), "ana", "bo")
    with store_on(engine).begin() as work:
        work.questions.save(question())
    written: list[bool] = []

    def say() -> None:
        own = another(engine)
        with store_on(own).begin() as work:
            written.append(work.questions.answer(answer(1 + len(written))))
        own.dispose()

    at_once(*[say] * 4)
    assert sorted(written) == [False, False, False, True]


def test_takeaways_come_newest_first(fern: Store) -> None:
    with fern.begin() as work:
        work.workspaces.save(workspace(id="slack:T2"))
        for number in (1, 2, 3):
            assert work.takeaways.add(takeaway(number, answer=f"ans_{number}", skill="Go"))
        assert work.takeaways.add(takeaway(4, workspace="slack:T2"))
        assert [each.id for each in work.takeaways.listed(W, ALL)] == ["tkw_3", "tkw_2", "tkw_1"]
        assert [each.id for each in work.takeaways.listed(W, ALL, 1)] == ["tkw_3"]
        first = replace(takeaway(1, answer="ans_1", skill="Go"), version=1)
        assert work.takeaways.get("tkw_1") == first
        with pytest.raises(NotFound):
            work.takeaways.get("tkw_9")


def test_an_answer_is_kept_once_and_what_was_no_answer_as_often_as_wished(fern: Store) -> None:
    with fern.begin() as work:
        assert work.takeaways.add(takeaway(1, answer="ans_1"))
        assert not work.takeaways.add(takeaway(2, answer="ans_1", title="Another"))
        assert work.takeaways.add(takeaway(3))
        assert work.takeaways.add(takeaway(4))
        assert [each.id for each in work.takeaways.listed(W, ALL)] == ["tkw_4", "tkw_3", "tkw_1"]


def test_a_takeaway_outlives_its_question(engine: Engine) -> None:
    store = store_on(engine)
    company(store, "ana", "bo")
    with store.begin() as work:
        work.questions.save(question())
        work.questions.answer(answer())
        work.takeaways.add(takeaway(answer="ans_1"))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM question"))
    with store.begin() as work:
        assert work.questions.answers("qst_1") == []
        assert len(work.takeaways.listed(W, ALL)) == 1


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(fern: Store, words: str) -> None:
    with fern.begin() as work:
        asked = work.questions.save(question(2, text=words, skill=words, to=(words,)))
        said = answer(question="qst_2", text=words)
        assert work.questions.answer(said)
        kept = takeaway(title=words, text=words, skill=words, by=words, answer=words)
        assert work.takeaways.add(kept)
    with fern.begin() as work:
        assert work.questions.get("qst_2") == asked == replace(asked, text=words, to=(words,))
        assert work.questions.answers("qst_2") == [said]
        assert work.takeaways.listed(W, ALL) == [replace(kept, version=1)]


def test_words_that_no_database_holds_are_refused_with_a_sentence(fern: Store) -> None:
    for words in ("a\x00b", "\ud83d"):
        with pytest.raises(Unstorable), fern.begin() as work:
            work.questions.save(question(2, text=words))
        with pytest.raises(Unstorable), fern.begin() as work:
            work.questions.answer(answer(text=words))
        with pytest.raises(Unstorable), fern.begin() as work:
            work.takeaways.add(takeaway(title=words))
