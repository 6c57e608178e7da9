"""After a session: how useful it was, what somebody will use, their plan, and who is shown it: nobody but they."""

import pytest

from facilitation.talk.incoming import Ask, Reply, Say, Typed, Where
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.facilitation.booked import asked, fills, of, offers, pressed, said, words
from tests.facilitation.learned import PLAN, meets, met, plans
from tests.facilitation.test_sessions import booked, conversation, session


@pytest.fixture
def company(store: Store) -> Company:
    """Ana and Ben, who met for Coffee."""
    found = Company(store)
    found.settle(*(person(n, team=n) for n in ("ana", "ben")), person("root", role="admin"))
    meets(found, "ana", "ben")
    return found


def in_the_chat(company: Company, name: str, line: str) -> Reply:
    """Let somebody press a button in the circle's own chat."""
    chat = conversation(company, name, company.coffee)  # type: ignore[attr-defined]
    return company.assistant().handle(
        Typed(by=company._sender(name), line=line, where=Where(id=chat, kind="circle"))
    )


def test_after_a_meeting_one_tap_says_how_useful_it_was_and_a_second_opens_the_form(
    company: Company,
) -> None:
    _, card = met(company)
    assert "How useful was it for you" in words(card)
    noted = said(pressed(company, "ana", card, "4"))
    assert noted.title == "Noted: 4 of 5"
    form = pressed(company, "ana", noted, "Say what I will use")
    assert isinstance(form, Ask)
    assert [field.name for field in form.form.fields] == ["uses", "cue", "does", "until", "ticks"]
    assert all(getattr(field, "optional", False) for field in form.form.fields)
    [kept] = plans(company)
    assert (kept.useful, kept.uses, kept.program) == (4, "", company.coffee.id)  # type: ignore[attr-defined]


def test_what_is_pressed_in_the_circles_chat_is_answered_to_that_person_alone(
    company: Company,
) -> None:
    its, _ = met(company)
    assert isinstance(in_the_chat(company, "ben", f"useful {its.id} 2"), Say)
    assert [one.useful for one in plans(company, "ben")] == [2]
    assert plans(company) == []


def test_a_plan_is_kept_word_by_word_and_read_back_as_a_sentence(company: Company) -> None:
    its, _ = met(company)
    told = said(fills(company, "ana", f"plan {its.id}", **PLAN))
    assert "When the deploy fails, I will read the log first, by Fri 4 Dec." in words(told)
    assert "Only you see it." in words(told)
    listed = said(company.says("ana", "my plans"))
    assert "Ask what was tried before" in words(listed)
    assert "Nobody" not in words(said(company.says("ben", "commitments")))
    assert said(company.says("ben", "commitments")).title == "No plans yet"


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({}, "uses", "Write a few words"),
        ({"cue": "it rains"}, "does", "And what will you do then?"),
        ({"does": "call", "until": "someday"}, "until", "Try:"),
        ({"does": "call", "until": "2026-11-02"}, "until", "That day is over"),
        ({"does": "call", "until": "yesterday"}, "until", "That day is over"),
        ({"uses": "x" * 201}, "uses", "200 characters"),
    ],
)
def test_what_cannot_be_kept_is_asked_for_anew_under_its_field(
    company: Company, answers: dict[str, str], field: str, sentence: str
) -> None:
    its, _ = met(company)
    errors = asked(fills(company, "ana", f"plan {its.id}", **answers))
    assert sentence in errors[field]
    assert plans(company) == []


def test_a_plan_with_less_in_it_is_a_plan_too(company: Company) -> None:
    its, _ = met(company)
    told = said(fills(company, "ana", f"plan {its.id}", does="I will call Cleo."))
    assert "I will call Cleo." in words(told).splitlines()


def test_it_can_be_changed_for_a_week_and_then_only_what_is_planned(company: Company) -> None:
    its, _ = met(company)
    fills(company, "ana", f"plan {its.id}", **PLAN)
    again = company.says("ana", f"plan {its.id}")
    assert isinstance(again, Ask)
    until = next(f for f in again.form.fields if f.name == "until")
    assert until.value == "Fri 4 Dec"  # type: ignore[union-attr]
    fills(company, "ana", f"plan {its.id}", **{**PLAN, "uses": "Ask twice"})
    company.pass_(days=8)
    late = said(company.says("ana", f"plan {its.id}"))
    assert "more than a week ago" in words(late)
    assert "more than a week ago" in words(said(company.says("ana", f"useful {its.id} 1")))
    [known] = plans(company)
    fills(company, "ana", f"commitment change {known.id}", does="ask Cleo", until="Fri 4 Dec")
    [changed] = plans(company)
    assert (changed.does, changed.cue, changed.until) == ("ask Cleo", "", known.until)


def test_a_plan_is_done_dropped_and_taken_up_again_with_one_tap(company: Company) -> None:
    its, _ = met(company)
    fills(company, "ana", f"plan {its.id}", **PLAN)
    done = said(pressed(company, "ana", said(company.says("ana", "commitments")), "Done"))
    assert plans(company) == []
    listed = said(pressed(company, "ana", done, "Open it again"))
    dropped = said(pressed(company, "ana", listed, "Drop it"))
    assert dropped.title == "Dropped"
    assert plans(company) == []


def test_what_is_ticked_to_be_shared_is_shown_to_the_circle_once_and_nothing_else_is(
    company: Company,
) -> None:
    its, _ = met(company)
    fills(company, "ana", f"plan {its.id}", **PLAN)
    before = len(company.inbox("ben"))
    company.work_through()
    assert len(company.inbox("ben")) == before
    told = said(fills(company, "ana", f"plan {its.id}", ticks="share", **PLAN))
    assert "Your circle sees it." in words(told)
    company.work_through()
    shown = company.inbox("ben")[-1]
    assert shown.title == "Ana shares what came of it"
    fills(company, "ana", f"plan {its.id}", ticks="share", **PLAN)
    company.work_through()
    assert len(company.inbox("ben")) == before + 1


def test_a_plan_that_the_circle_has_read_is_changed_for_oneself_or_shown_to_it_anew(
    company: Company,
) -> None:
    its, _ = met(company)
    fills(company, "ana", f"plan {its.id}", ticks="share", **PLAN)
    company.work_through()
    before = len(company.inbox("ben"))
    changed = PLAN | {"does": "ask for the log"}
    told = said(fills(company, "ana", f"plan {its.id}", **changed))
    assert "Your circle has read what it was before. This only you see." in words(told)
    company.work_through()
    assert len(company.inbox("ben")) == before
    form = company.says("ana", f"plan {its.id}")
    assert isinstance(form, Ask)
    assert "Show my circle the change" in str(form.form.fields)
    shown = said(fills(company, "ana", f"plan {its.id}", ticks="share", **changed))
    assert "Your circle sees it." in words(shown)
    company.work_through()
    assert "ask for the log" in words(company.inbox("ben")[-1])


def test_what_is_ticked_to_be_kept_is_a_takeaway_that_others_find(company: Company) -> None:
    its, _ = met(company)
    told = words(said(fills(company, "ana", f"plan {its.id}", ticks="keep", **PLAN)))
    assert "Only you see your plan." in told
    assert "What you will use is kept as a takeaway, which everybody here can find." in told
    found = words(said(company.says("ben", "search tried before")))
    assert "Ask what was tried before" in found
    assert "read the log" not in found


def test_after_a_booking_both_are_asked_and_who_asked_says_how_well_the_other_knows_it(
    company: Company,
) -> None:
    offers(company, "SQL", "ben")
    its = booked(company)
    card = said(company.says("ana", f"met {its.id}"))
    noted = said(pressed(company, "ana", card, "5"))
    assert "How well does Ben know SQL?" in words(noted)
    rated = said(company.says("ana", f"rate {its.id} 4"))
    assert isinstance(pressed(company, "ana", rated, "Say what I will use"), Ask)
    thanks = said(company.says("ben", f"met {its.id}"))
    assert said(pressed(company, "ben", thanks, "3")).title == "Noted: 3 of 5"


def test_who_asked_is_shown_where_to_go_on_with_the_skill_at_most_three_each_with_its_reason(
    company: Company,
) -> None:
    offers(company, "SQL", "ben")
    for n in range(4):
        company.says("root", f"resource add Course {n} for SQL")
    its = booked(company)
    company.says("ana", f"met {its.id}")
    noted = words(said(company.says("ana", f"useful {its.id} 4")))
    assert noted.count("Course") == 2 * 3, "its line, and the button to say how it was"
    assert noted.count("the first to say how it is") == 3
    assert "Course" not in words(said(company.says("ben", f"useful {its.id} 4")))


def test_a_level_is_given_after_any_session_to_those_who_were_there(company: Company) -> None:
    _, card = met(company)
    noted = said(pressed(company, "ana", card, "4"))
    form = pressed(company, "ana", noted, "Say how well somebody")
    assert isinstance(form, Ask)
    line = form.form.command
    told = said(fills(company, "ana", line, who=of("ben"), skill="SQL", grade="4"))
    assert "Ben knows SQL at level 4" in words(told)
    with company.store.begin() as work:
        [found] = work.skills.evidence(WORKSPACE, [of("ben")], "sql")
    assert (found.level, found.source, found.by) == (4, "peer", of("ana"))
    assert "those you met" in words(
        said(fills(company, "ana", line, who=of("root"), skill="SQL", grade="4"))
    )


def test_who_was_not_there_and_who_did_not_meet_has_nothing_to_take_from_it(
    company: Company,
) -> None:
    its = session(company, "ana", company.coffee)  # type: ignore[attr-defined]
    company.says("ana", f"could not {its.id}")
    refused = words(said(company.says("ana", f"plan {its.id}")))
    assert "You told me that you did not meet" in refused
    assert "Only the people of that circle" in words(
        said(company.says("root", f"useful {its.id} 5"))
    )


def test_a_plan_of_ones_own_needs_no_session_and_others_cannot_touch_it(company: Company) -> None:
    fills(company, "root", "plan", does="learn SQL")
    [mine] = plans(company, "root")
    assert mine.about == ""
    for line in (f"commitment done {mine.id}", f"commitment change {mine.id}"):
        assert "I do not know that plan" in words(said(company.says("ana", line)))
    assert len(plans(company, "root")) == 1


def test_without_a_name_it_is_about_the_newest_session_of_these_days(company: Company) -> None:
    its, _ = met(company)
    fills(company, "ana", "plan", uses="Ask first")
    assert [one.about for one in plans(company)] == [its.id]
