"""Clinics: a problem, five stages that are kept in time, and what its owner does about it."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.discussions.clinics import advice
from facilitation.discussions.clinics.model import STAGES, Clinic
from facilitation.discussions.model import Discussion
from facilitation.errors import Conflict
from facilitation.runs import RUNS
from facilitation.steps import service as steps
from facilitation.talk.forms import Day, Paragraph
from facilitation.talk.incoming import Ask, Contributed, Reply, Sender, Where
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.facilitation.discussed import fills, in_thread, placed, the_one, thread
from tests.words import words_of

PROBLEM = "Nobody reads what we write down."
TITLES = {
    "present": "Step 1 of 5: The problem",
    "clarify": "Step 2 of 5: Questions to understand it",
    "ask": "Step 3 of 5: Open questions",
    "sum_up": "Step 4 of 5: In a few words",
    "act": "Step 5 of 5: What happens next",
}


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store)
    company.settle(
        person("ana", role="facilitator"),
        person("ben"),
        person("cleo"),
        person("root", role="admin"),
    )
    placed(company, company.program(["ana", "ben", "cleo"], "Design"))
    company.now = company.now.replace(day=24)
    company.work_through()
    company.arrived.clear()
    return company


def opened(company: Company, line: str = f'clinic "{PROBLEM}"') -> Discussion:
    """Let Ana bring a problem on a Tuesday; its card has arrived."""
    company.says("ana", line)
    company.work_through()
    return the_one(company)


def clinic(company: Company) -> Clinic:
    of = the_one(company).id
    with company.store.begin() as work:
        return work.clinics.of(of)


def begun(company: Company) -> list[str]:
    """Return the titles of the stages that the thread has read, in their order."""
    thread(company)
    return [d.message.title for d in company.arrived if d.message.title.startswith("Step ")]


def stage(company: Company) -> Message:
    """Return the card of the stage at hand."""
    thread(company)
    return [d.message for d in company.arrived if d.message.title.startswith("Step ")][-1]


def writes(company: Company, name: str, words: str, message: str) -> None:
    """Let somebody write in the thread themselves."""
    of = the_one(company)
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{name}", name=name.title())
    where = Where(of.conversation, "channel", "design", of.thread)
    from facilitation.catalogue import LISTENERS

    door = replace(company.assistant(), listeners=LISTENERS)
    door.handle(Contributed(by=by, where=where, message=message, words=words, key=message))


def test_a_clinic_goes_through_its_five_stages_in_half_an_hour(company: Company) -> None:
    found = opened(company)
    came = []
    for minutes in (0, 2, 10, 15, 2):
        company.pass_(minutes=minutes)
        came.append(begun(company)[-1])
    company.pass_(minutes=2)

    assert came == list(TITLES.values())
    [asked] = [m for m in company.inbox("ana") if m.title == "What came of it?"]
    assert "The last step of this clinic is over" in words_of(asked)
    assert begun(company) == came, "none of them twice"
    assert the_one(company).state == "ended"
    assert company.now - found.opened_at == timedelta(minutes=31)
    assert "What came of it?" in [m.title for m in company.inbox("ana")]
    assert "What will you do?" in [m.title for m in company.inbox("ana")]


def test_the_card_names_the_problem_the_way_through_it_and_how_to_take_part(
    company: Company,
) -> None:
    opened(company)
    card = next(d.message for d in company.arrived if d.kind == "thread")
    said = words_of(card)

    assert card.title == "Ana brings a problem"
    assert PROBLEM in said
    assert "Open questions: 15 minutes" in said
    assert isinstance(press(company, "ben", card, "Take part"), Ask)
    assert button(stage(company), "Tell").startswith("contribute ")


def test_over_a_week_stages_are_long_and_end_while_people_are_at_work(company: Company) -> None:
    opened(company, f'clinic "{PROBLEM}" for 1w')
    company.pass_(days=12)

    assert begun(company) == list(TITLES.values())
    at = [d.due_at for d in company.arrived if d.message.title.startswith("Step ")]
    assert all(moment.weekday() < 5 and 7 <= moment.hour <= 17 for moment in at), at
    assert the_one(company).state in ("ended", "closed")


def test_each_step_takes_as_long_as_was_said(company: Company) -> None:
    refused = words_of(company.says("ana", f'clinic "{PROBLEM}" for 2h, 4h'))
    form = company.says("ana", f'clinic "{PROBLEM}"'.split()[0])
    assert isinstance(form, Ask)
    fills(company, "ana", form, question=PROBLEM, steps="2h / 4h / 1d / 4h / 90m", **{"for": "1d"})
    company.work_through()

    assert "one for each of the five steps" in refused
    assert clinic(company).pace == (120, 240, 1440, 240, 90)
    opened(company, f'clinic "{PROBLEM}" in #design for 5m, 20m, 30m, 5m, 5m')
    assert clinic(company).pace == (5, 20, 30, 5, 5)


def test_after_an_hour_without_a_worker_no_stage_is_skipped_and_none_is_short(
    company: Company,
) -> None:
    opened(company)
    company.now += timedelta(hours=1)
    assert begun(company) == list(TITLES.values())[:2]
    company.pass_(minutes=9)
    assert len(begun(company)) == 2
    company.pass_(minutes=1)

    assert begun(company) == list(TITLES.values())[:3]


def test_a_stage_is_paused_goes_on_with_what_was_left_and_is_made_longer(company: Company) -> None:
    opened(company)
    company.pass_(minutes=6)
    in_thread(company, "ana", "clinic pause")
    company.pass_(hours=3)
    assert begun(company)[-1] == TITLES["clarify"]
    assert "stands still already" in words_of(in_thread(company, "ana", "clinic pause", "again"))
    in_thread(company, "ana", "clinic resume")
    in_thread(company, "ana", "extend 5m")
    company.pass_(minutes=10)
    assert begun(company)[-1] == TITLES["clarify"]
    company.pass_(minutes=1)

    assert begun(company)[-1] == TITLES["ask"]
    assert [m for m in thread(company) if "A pause" in m or "We go on" in m or "more time" in m]


def test_a_pause_that_is_forgotten_ends_after_two_working_days(company: Company) -> None:
    opened(company)
    in_thread(company, "ana", "clinic pause")
    company.pass_(days=2, hours=1)

    assert the_one(company).state == "ended"


def test_whoever_looks_after_it_skips_stages_and_hands_it_over_and_nobody_else_does(
    company: Company,
) -> None:
    opened(company)
    assert "looks after" in words_of(in_thread(company, "ben", "clinic next"))
    in_thread(company, "ana", "handover @ben")
    for number in range(4):
        in_thread(company, "ben", "clinic next", f"next {number}")
    assert begun(company) == list(TITLES.values())
    said = words_of(in_thread(company, "ben", "clinic next", "the last"))

    assert "The last step is over" in said
    assert the_one(company).state == "ended"
    company.work_through()
    assert "over" in words_of(in_thread(company, "ben", "clinic next", "one more"))
    assert "What came of it?" in [m.title for m in company.inbox("ben")]


def test_with_two_clinics_open_each_is_offered_with_what_was_said(company: Company) -> None:
    first = opened(company)
    opened(company, 'clinic "Our tests are slow."')

    which = company.says("ana", 'clinic act "I ask Ben" by friday').message  # type: ignore[union-attr]
    assert button(which, PROBLEM) == f'clinic act {first.id} "I ask Ben" by friday'
    which = company.says("ana", "clinic pause").message  # type: ignore[union-attr]
    press(company, "ana", which, PROBLEM)

    with company.store.begin() as work:
        assert work.clinics.of(first.id).paused


def test_who_skips_a_stage_as_its_time_ends_skips_one_and_not_two(company: Company) -> None:
    opened(company)
    company.now += timedelta(minutes=2)
    with company.store.begin() as work:
        [due] = steps.due(work, company.now)
    in_thread(company, "ana", "clinic next")
    assert steps.run(company.store, due, company.now, RUNS) is None

    assert begun(company) == list(TITLES.values())[:2]


def test_a_stage_that_is_broken_off_in_the_middle_begins_once(company: Company) -> None:
    opened(company)
    company.now += timedelta(minutes=2)
    with company.store.begin() as work:
        [due] = steps.due(work, company.now)
    with suppress(Conflict), company.store.begin() as work:
        steps.once(work, due, company.now, RUNS)
        raise Conflict("killed")
    company.work_through()

    assert begun(company) == list(TITLES.values())[:2]


def test_advice_while_questions_are_asked_is_answered_gently_to_its_writer_alone_and_once(
    company: Company,
) -> None:
    opened(company)
    writes(company, "ben", "You should just delete it all.", "m1")
    company.pass_(minutes=3)
    writes(company, "ben", "Maybe you should delete it all.", "m2")
    writes(company, "ben", "You could also print it.", "m3")
    writes(company, "cleo", "Who reads it today?", "m4")
    writes(company, "ana", "I would read it myself.", "m5")
    company.work_through()

    told = {
        n: [m.title for m in company.inbox(n) if m.title == "Just questions for now"]
        for n in ("ana", "ben", "cleo")
    }
    assert told == {"ana": [], "ben": ["Just questions for now"], "cleo": []}
    assert not any("reads like advice" in said for said in thread(company))


@pytest.mark.parametrize(
    ("words", "is_it"),
    [
        ("You should talk to Ben.", True),
        ("Well, maybe you could talk to Ben", True),
        ("I'd start with the readers.", True),
        ("I would ask them", True),
        ("If I were you, I'd wait.", True),
        ("Try a shorter page.", True),
        ("Don’t write it down at all", True),
        ("My advice: wait.", True),
        ("Have you asked them?", False),
        ("You should ask them, shouldn't you?", False),
        ("I'd like to understand who reads it", False),
        ("We have the same problem", False),
        ("I wonder what they look for", False),
        ("", False),
    ],
)
def test_what_begins_like_advice_and_asks_nothing_is_taken_for_advice(
    words: str, is_it: bool
) -> None:
    assert advice.like_advice(words) is is_it


def will(company: Company, name: str, **answers: str) -> Reply:
    form = company.says(name, f"clinic act {the_one(company).id}")
    return fills(company, name, form, **answers)


def test_the_owner_writes_an_action_and_a_day_and_is_asked_on_that_day(company: Company) -> None:
    opened(company)
    said = words_of(in_thread(company, "ana", 'clinic act "I ask two readers" by next friday'))
    assert "I ask you on Fri 4 Dec" in said
    assert any("I ask two readers" in line and "By Fri 4 Dec" in line for line in thread(company))
    assert "This is for Ana" in words_of(
        in_thread(company, "ben", 'clinic act "I do it" by friday')
    )
    company.pass_(days=9, hours=22)
    assert not [m for m in company.inbox("ana") if m.title == "Did it work out?"]
    company.pass_(days=1)
    [asked] = [m for m in company.inbox("ana") if m.title == "Did it work out?"]

    assert "smaller step" in words_of(press(company, "ana", asked, "Partly"))
    assert clinic(company).went == "partly"
    assert "What will you do?" not in [m.title for m in company.inbox("ana")]
    assert "This is for Ana" in words_of(press(company, "ben", asked, "Done"))


def test_what_the_owner_will_do_is_forgotten_with_the_words_of_the_thread(company: Company) -> None:
    opened(company)
    will(company, "ana", action="Ask Ben.", by="2026-11-26")
    company.pass_(days=60)
    assert clinic(company).action == "Ask Ben."
    company.pass_(days=45)

    assert clinic(company).action == ""


def test_the_form_says_what_is_wrong_with_a_day(company: Company) -> None:
    opened(company)
    assert "within the next 60 days" in str(will(company, "ana", action="Ask.", by="2027-12-01"))
    assert "nothing in it" in str(will(company, "ana", action=" ", by="2026-12-01"))
    again = will(company, "ana", action="Ask all of them.", by="2026-11-02")
    assert isinstance(again, Ask), "the form stays, with its words and the day"
    assert {f.name: f.value for f in again.form.fields if isinstance(f, Paragraph | Day)} == {
        "action": "Ask all of them.",
        "by": "2026-11-02",
    }
    assert "within the next 60 days" in again.errors["by"]
    will(company, "ana", action="Ask Ben.", by="2026-11-26")

    assert clinic(company).action == "Ask Ben."


def test_without_a_problem_there_is_a_form_and_members_read_who_can_open_one(
    company: Company,
) -> None:
    form = company.says("ana", "clinic")
    assert isinstance(form, Ask)
    fills(company, "ana", form, question=PROBLEM, **{"for": "1d"})
    company.work_through()

    assert the_one(company).clinic
    assert sum(clinic(company).pace) in range(24 * 60 - 5, 24 * 60 + 5)
    assert "Only facilitators" in words_of(company.says("ben", f'clinic "{PROBLEM}"'))
    assert len(STAGES) == len(clinic(company).pace)
