"""How long it takes from a wish or a question until a colleague says yes: measured, and told of a crowd alone."""

from datetime import datetime, timedelta

from facilitation.knowledge.model import Answer, Question
from facilitation.people.withholding import Rule
from facilitation.reports import waiting
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.facilitation.booked import accepts, last, of, offers
from tests.words import words_of

CROWD, MORE = Rule("").crowd, Rule("").least
"""So many people it takes, and as many more as from how many it is told is nobody's to know."""
DAY = timedelta(days=1)


def company(store: Store) -> Company:
    found = Company(store)
    people = (person(f"p{n}") for n in range(CROWD + MORE))
    found.settle(person("root", role="admin"), person("ana"), person("ben"), *people)
    return found


def question(store: Store, name: str, at: datetime, answered: datetime) -> None:
    """Let a member ask something that Ben answers later."""
    id = f"qst_{name}"
    asked = Question(
        id=id, workspace=WORKSPACE, asker=of(name), text="Why?", state="open", created_at=at
    )
    with store.begin() as work:
        work.questions.save(asked)
        work.questions.answer(
            Answer(id=f"ans_{name}", question=id, member=of("ben"), text="So.", at=answered)
        )


def test_from_a_wish_or_a_question_to_a_colleagues_yes_is_told_of_ten_people_and_some_and_not_of_nine(
    store: Store,
) -> None:
    here = company(store)
    began = here.now
    for n in range(CROWD - 1):
        question(store, f"p{n}", began - 4 * DAY, began - n % 2 * DAY)
    assert "had a colleague's yes" not in words_of(here.says("root", "gaps"))

    here.says("ana", "want python")
    offers(here, "Python", "ben")
    here.pass_(days=1)
    here.says("ana", "book python 30m")
    here.work_through()
    here.says("ben", accepts(last(here, "ben"))[0].command)
    with store.begin() as work:
        waited = work.reports.waits(WORKSPACE, began - 5 * DAY, here.now + DAY)
        [mine] = [(until - since) / DAY for who, since, until in waited if who == of("ana")]
        assert 1 <= mine < 2
    for n in range(CROWD - 1, CROWD + MORE):
        question(store, f"p{n}", began - 4 * DAY, began - n % 2 * DAY)
    with store.begin() as work:
        assert waiting.lately(work, WORKSPACE, here.now + DAY) == 5
    here.pass_(hours=1)
    assert "had a colleague's yes within 5 days" in words_of(here.says("root", "gaps"))


def test_a_wish_that_is_taken_back_or_comes_again_counts_from_its_last_beginning(
    sqlite_store: Store,
) -> None:
    here = company(sqlite_store)
    here.says("ana", "want python, sql")
    here.pass_(days=2)
    here.says("ana", "want python")
    here.says("ana", "unwant sql")
    here.says("ana", "want sql")
    with sqlite_store.begin() as work:
        for key in ("python", "sql"):
            work.skills.wish_met(of("ana"), key, here.now)
        found = work.reports.waits(WORKSPACE, here.now, here.now + DAY)
    assert sorted(round((until - since) / DAY) for _, since, until in found) == [0, 2]
