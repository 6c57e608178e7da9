"""Recall: takeaways come back on days 2, 7, 21 and 60, answer first, to those who took part and want it."""

import random
import re
import sqlite3
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import cards
from facilitation.knowledge import keeping, memory, recalling
from facilitation.knowledge.keeping import Said
from facilitation.talk.incoming import Ask, Filled, Reply, Sender, Where
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.counts import upto
from tests.facilitation import forgetting
from tests.words import everything, words_of

START = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)


@pytest.fixture
def company(sqlite_store: Store) -> Company:
    company = Company(sqlite_store)
    company.settle(*(person(name) for name in ("ana", "ben", "cleo", "dora", "eve", "fay")))
    company.says("cleo", "offer kubernetes 4")
    return company


def message(reply: Reply) -> Message:
    return reply.message  # type: ignore[union-attr]


def fills(company: Company, name: str, line: str, **answers: str) -> Reply:
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{name}", name=name.title())
    where = Where(f"personal:{name}", "personal")
    return company.assistant().handle(Filled(by=by, line=line, answers=answers, where=where))


def checked(company: Company, words: str) -> str:
    """Let Ben share a takeaway and Cleo check it; return its id."""
    done = message(press(company, "ben", message(company.says("ben", f"share {words}")), "Keep it"))
    id = button(done, "Take it back").split()[-1]
    company.says("cleo", f"check {id} right")
    return id


def gaps(*ratings: memory.Rating) -> list[int]:
    """Return after how many days each question came, answered on the day."""
    known, at, days = memory.NOTHING, START + memory.FIRST, [memory.FIRST.days]
    for rating in ratings:
        known, due = memory.answered(known, rating, at)
        days.append((due - at).days)
        at = due
    return days


def test_right_answers_bring_it_back_on_days_2_7_21_and_60_and_then_ever_later() -> None:
    days = gaps("got", "got", "got", "got", "got", "got", "got")
    assert [sum(days[: n + 1]) for n in range(4)] == [2, 7, 21, 60]
    assert days[4] > 39
    assert max(days) <= 180
    assert gaps("got", "got", "no")[-1] == 2


def test_it_comes_to_those_who_want_it_answer_first_and_says_at_once_when_it_is_back(company):
    company.says("ben", "recall on")
    id = checked(company, "Restart the kubernetes pod before you raise the memory limit")
    assert "Nothing to ask you just now" in words_of(company.says("ben", "recall now"))
    company.pass_(days=2)

    asked = message(company.says("ben", "quiz me"))
    assert "What would you do" in words_of(asked)
    assert "raise the memory limit" not in words_of(asked).split("You meet this")[0]
    form = press(company, "ben", asked, "Answer")
    assert isinstance(form, Ask)
    shown = message(fills(company, "ben", form.form.command, answer="I restart it *first*"))
    assert "I restart it *first*" in words_of(shown)
    rated = message(press(company, "ben", shown, "Got it"))
    assert "Well done" in words_of(rated)
    assert "Thu 26 Nov" in words_of(rated)
    assert "comes back by itself" in words_of(company.says("ben", f"recall rate {id} no"))


def test_what_is_due_stands_on_the_card_of_a_morning_once_each_time(company):
    company.says("ben", "recall on")
    checked(company, "Restart the kubernetes pod before you raise the memory limit")
    company.arrived.clear()

    def mornings() -> list[datetime]:
        return [d.due_at for d in company.arrived if "what you learned" in d.message.title]

    company.pass_(days=12)
    [at] = mornings()
    assert at >= START + memory.FIRST
    assert (at.weekday(), at.hour) == (0, 8)  # the working morning after Saturday, in Berlin
    asked = message(press(company, "ben", company.inbox("ben")[-1], "Answer"))
    shown = message(press(company, "ben", asked, "I have it in mind"))
    press(company, "ben", shown, "Got it")
    company.pass_(days=8)
    assert len(mornings()) == 2


def test_what_is_asked_holds_no_answer_and_says_that_it_may_be_ones_own(company):
    company.says("ben", "recall on")
    checked(company, "Restart the kubernetes pod before you raise the memory limit")
    company.arrived.clear()
    company.pass_(days=5)
    [card] = [d.message for d in company.arrived if "what you learned" in d.message.title]
    assert "1 question about what you and your circles have kept" in words_of(card)
    asked = words_of(press(company, "ben", card, "Answer"))
    assert "Restart the kubernetes" in asked
    assert "memory limit" not in asked


def test_a_card_with_questions_stops_them_where_it_is_read(company):
    company.says("ben", "recall on")
    checked(company, "Restart the kubernetes pod before you raise the memory limit")
    company.arrived.clear()
    company.pass_(days=5)
    [card] = [d.message for d in company.arrived if "what you learned" in d.message.title]
    assert "No more questions" in words_of(
        press(company, "ben", card, "Stop this, and forget my answers")
    )
    with company.store.begin() as work:
        assert not recalling.is_on(work, work.members.get(f"{WORKSPACE}:ben"))


def test_who_begins_reads_that_a_colleague_checks_before_anything_is_asked(company):
    begun = words_of(company.says("dora", "recall on"))
    assert "somebody has checked that it is right" in begun
    assert "somebody has checked" in words_of(company.says("dora", "recall now"))


def test_at_most_three_come_at_a_time(company):
    company.says("ben", "recall on")
    for number in range(5):
        checked(company, f"Thing number {number} that is worth to be known")
    company.pass_(days=2)
    for left in ("2 more", "2 more", "2 more", "1 more", "How well"):
        asked = message(company.says("ben", "recall now"))
        shown = message(press(company, "ben", asked, "I have it in mind"))
        assert left in words_of(asked) + words_of(shown)
        press(company, "ben", shown, "Partly")
    assert "Nothing to ask" in words_of(company.says("ben", "recall now"))


def test_nobody_is_asked_who_did_not_say_so_or_took_no_part(company):
    checked(company, "Restart the kubernetes pod before you raise the memory limit")
    company.pass_(days=3)
    assert "Help" not in words_of(company.says("ben", "recall now"))
    assert "As soon as something is kept" in words_of(company.says("dora", "recall on"))
    assert "Nothing to ask" in words_of(company.says("dora", "recall now"))


def test_whoever_stops_is_asked_no_more_and_begins_anew(company):
    company.says("ben", "recall on")
    checked(company, "Restart the kubernetes pod before you raise the memory limit")
    company.says("ben", "recall off")
    company.pass_(days=3)
    assert "comes back to you" in words_of(company.says("ben", "recall now"))
    assert "1 takeaway" in words_of(company.says("ben", "recall on"))


@pytest.mark.parametrize("words", ["please don't ask me quiz questions", "recall"])
def test_whoever_may_stop_reads_before_that_their_answers_are_forgotten(company, words):
    company.says("ben", "recall on")
    offered = " ".join(everything(message(company.says("ben", words))))
    assert "orget my answers]" in offered, offered


def test_the_author_writes_the_question_from_one_that_is_proposed(company):
    company.says("ben", "recall on")
    id = checked(company, "Restart the kubernetes pod before you raise the memory limit")
    form = company.says("ben", f"recall question {id}")
    assert isinstance(form, Ask)
    assert "You meet this at work" in str(form.form)
    fills(company, "ben", form.form.command, question="A pod is killed. What first?")
    assert "Only whoever gave it" in words_of(
        fills(company, "dora", form.form.command, question="Mine")
    )
    company.pass_(days=2)
    assert "A pod is killed. What first?" in words_of(company.says("ben", "recall now"))


def test_from_five_people_on_it_is_told_that_they_answered_and_from_twenty_on_what(company):
    people = [f"p{n}" for n in range(19)]
    company.settle(*map(person, people))
    everybody = ["ana", "ben", "cleo", "dora", "eve", *people]
    program = company.program(everybody)

    for name in everybody:
        company.says(name, "recall on")
    with company.store.begin() as work:
        said = Said(title="Pods", text="Restart first", program=program.id)
        id = keeping.keep(work, work.members.get(f"{WORKSPACE}:ben"), said, company.now).id
    company.says("fay", f"check {id} right")
    company.now += timedelta(days=2)
    for number, name in enumerate(everybody):
        shown = words_of(company.says("ana", "recall"))
        assert "% came to mind" not in shown or number > 20, "and only when five more have"
        assert "or more have answered" not in shown or number >= 5
        assert number < 9 or "or more" in shown
        company.says(name, f"recall rate {id} {'got' if number % 4 else 'no'}")
    shown = words_of(company.says("ana", "recall"))
    [percent] = re.findall(r"(\d+) % came to mind, of 20 people or more", shown)
    assert percent in ("50", "75", "100"), "three in four, told in steps of five people"


def test_the_anki_package_holds_question_and_takeaway_word_for_word(tmp_path: Path) -> None:
    card = recalling.Card("tak_1", "What first?", "Pods & <b>", "Restart\nthen look")
    (tmp_path / "a.apkg").write_bytes(cards.package([card]))

    with zipfile.ZipFile(tmp_path / "a.apkg") as file:
        file.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as database:
        [(fields,)] = database.execute("SELECT flds FROM notes").fetchall()
        [(count,)] = database.execute("SELECT count(*) FROM cards").fetchall()
    question, takeaway = fields.split("\x1f")
    assert question == "What first?"
    assert takeaway == "<b>Pods &amp; &lt;b&gt;</b><br>Restart<br>then look"
    assert count == 1


def test_what_is_predicted_is_what_learners_with_a_known_memory_recall() -> None:
    """Learners forget by the scheduler's own law; predicted and observed agree within five points in every decile."""
    chance = random.Random(7)
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for _ in range(upto(300, 5_000)):
        known, at = memory.NOTHING, START
        known, at = memory.answered(known, "got", at)
        for _ in range(6):
            at += timedelta(days=chance.randrange(1, 90))
            likely = memory.recalled(known, at)
            knows = chance.random() < likely
            tenths.setdefault(min(int(likely * 10), 9), []).append((likely, knows))
            known, _ = memory.answered(known, "got" if knows else "no", at)
    for seen in tenths.values():
        if len(seen) >= 150:
            predicted = sum(likely for likely, _ in seen) / len(seen)
            observed = sum(knows for _, knows in seen) / len(seen)
            assert abs(predicted - observed) <= 0.05


def deciles(threshold: float, learners: int) -> dict[int, tuple[float, float]]:
    """Return by decile of what was predicted its mean, and what learners of another law recalled; no small deciles."""
    chance, tenths = random.Random(7), dict[int, list[tuple[float, bool]]]()
    for _ in range(learners):
        for likely, knows in forgetting.lived(chance, threshold, START):
            tenths.setdefault(min(int(likely * 10), 9), []).append((likely, knows))
    return {
        tenth: (sum(p for p, _ in seen) / len(seen), sum(k for _, k in seen) / len(seen))
        for tenth, seen in tenths.items()
        if len(seen) >= learners / 10
    }


def test_what_is_predicted_is_what_learners_recall_who_forget_by_another_law() -> None:
    found = deciles(forgetting.OWN_WORDS, upto(2_000, 5_000))
    assert len(found) >= 4
    for predicted, observed in found.values():
        assert abs(predicted - observed) <= 0.05, found


def test_of_what_is_as_hard_as_a_vocabulary_too_much_is_hoped_but_the_order_holds() -> None:
    found = deciles(forgetting.HARD, upto(300, 5_000))
    assert all(observed < predicted for predicted, observed in found.values())
    observed = [found[tenth][1] for tenth in sorted(found)]
    assert observed == sorted(observed)


def test_what_a_question_asks_is_chosen_by_what_each_choice_says(company):
    id = checked(company, "Restart the kubernetes pod before you raise the memory limit")
    form = company.says("ben", f"recall question {id}")
    assert isinstance(form, Ask)
    pick = next(each for each in form.form.fields if each.name == "asks")
    words = {option.value: str(option.text) for option in pick.options}  # type: ignore[union-attr]
    assert set(words) == {"situation", "other"}
    assert "situation from their work" in words["situation"]
    done = fills(company, "ben", form.form.command, question="And now?", asks="situation")
    assert "counts as a situation" in words_of(done)


def test_what_waits_is_said_and_no_day_that_is_over(company):
    company.says("ben", "recall on")
    for number in range(2):
        checked(company, f"Thing number {number} that is worth to be known")
    assert "The next question comes" in words_of(company.says("ben", "recall"))
    company.pass_(days=9)
    shown = words_of(company.says("ben", "recall"))
    assert "2 questions wait for you." in shown
    assert "comes" not in shown
