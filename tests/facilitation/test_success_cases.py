"""Success cases: who may be one is asked in private, and named to whoever leads only once they said yes."""

from datetime import timedelta

import pytest

from facilitation.reflections.model import FollowUp, Reflection
from facilitation.reports import cases
from facilitation.reports.model import Case, Experience
from facilitation.talk.messages import Message
from storage.work import Store
from tests.company import WORKSPACE, Company, person, press
from tests.words import agree, said, words_of

PEOPLE = [f"m{number}" for number in range(12)]
QUESTION = "Would you tell how Coffee went for you?"


@pytest.fixture
def company(store: Store) -> Company:
    """A dozen people who said how useful it was: the first two little, the last very, with a plan that worked."""
    company = Company(store)
    company.settle(person("root", role="admin"), *map(person, PEOPLE))
    program = company.program(PEOPLE)
    marks = [1, 2, *[3] * 9, 5]
    with store.begin() as work:
        for name, mark in zip(PEOPLE, marks, strict=True):
            given = Reflection(
                id=f"rfl_{name}",
                workspace=WORKSPACE,
                member=f"{WORKSPACE}:{name}",
                about=f"ses_{name}",
                program=program.id,
                useful=mark,
                made_at=company.now,
            )
            work.reflections.save(given)
        came = FollowUp(
            id="fol_1",
            reflection="rfl_m11",
            member=f"{WORKSPACE}:m11",
            stage="used",
            due_at=company.now,
            answer="yes",
            settled_at=company.now,
            confirmed_at=company.now,
        )
        work.follow_ups.add_all([came])
    company.now += timedelta(days=1)
    return company


def asked(company: Company) -> dict[str, Message]:
    """Return whom I asked, with the newest question."""
    return {
        name: message
        for name in ("root", *PEOPLE)
        for message in company.inbox(name, {"ask"})
        if message.title == QUESTION
    }


def known_to_root(company: Company) -> str:
    words = [words_of(one) for one in company.inbox("root")]
    words += [
        words_of(company.says("root", line))
        for line in ("success cases", "audit", "report", "history")
    ]
    return " ".join(words)


def test_whoever_leads_learns_who_it_is_by_a_yes_alone(company: Company) -> None:
    agree(company, "root", "success cases coffee ask")
    company.work_through()
    questions = asked(company)
    assert set(questions) == {"m0", "m11"}
    assert "could use something" in words_of(questions["m11"])
    assert not {"M0", "M11"} & set(known_to_root(company).replace(":", " ").split())

    press(company, "m0", questions["m0"], "Rather not")
    company.work_through()
    assert set(asked(company)) == {"m0", "m1", "m11"}, "after a no the next is asked"
    thanks = said(press(company, "m11", questions["m11"], "Yes, I would"))
    company.work_through()
    (told,) = [one for one in company.inbox("root") if one.title == "Somebody would talk to you"]
    assert "M11 is ready to tell you what worked" in words_of(told)
    assert "What came of it, and how would somebody else notice?" in words_of(told)
    assert "M11: it went well" in words_of(company.says("root", "success cases"))
    assert not {"M0", "M1"} & set(known_to_root(company).replace(":", " ").split())

    press(company, "m11", thanks, "Take it back")
    assert "M11" not in words_of(company.says("root", "success cases"))


def test_nobody_is_asked_twice_nor_where_it_would_show_nor_answers_for_another(
    company: Company,
) -> None:
    agree(company, "root", "success cases coffee ask")
    company.work_through()
    with company.store.begin() as work:
        (program,) = work.programs.of(WORKSPACE)
        first: Case = work.cases.of(program.id)[0]
    other = "m5" if not first.member.endswith("m5") else "m6"
    assert "over" in words_of(company.says(other, f"my story {first.id} yes"))
    assert said(company.says("m3", "success cases coffee")).title == "You may not do that"
    agree(company, "root", "success cases coffee ask")
    company.work_through()
    assert set(asked(company)) == {"m0", "m1", "m11"}, (
        "the next worst; for the best there is none left"
    )

    company.now += timedelta(days=200)
    refused = words_of(agree(company, "root", "success cases coffee ask"))
    assert "it would show whom I ask" in refused


def test_the_best_and_the_worst_are_those_whose_plans_say_so() -> None:
    used = Experience("a", useful=3, used=1)
    confirmed = Experience("b", useful=4, used=1, confirmed=1)
    liked = Experience("c", useful=5)
    stuck = Experience("d", useful=4, unused=2)
    sour = Experience("e", useful=1)
    said_ = [used, confirmed, liked, stuck, sour, Experience("f", useful=3)]
    assert [one.member for one in cases.ranked(said_, "best")] == ["b", "a", "c"]
    assert [one.member for one in cases.ranked(said_, "worst")] == ["d", "e"]
