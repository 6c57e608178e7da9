"""The one check-in after every session: which one is meant, who said what, and two who do not say the same."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitation.programs.model import Program
from facilitation.sessions.model import Session
from facilitation.talk.incoming import Reply, Typed, Where
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person
from tests.facilitation.booked import accepts, last, newest, of, pressed, said, words

OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DIFFER = "You do not say the same"


@pytest.fixture
def company(store: Store) -> Company:
    found = Company(store)
    people = [person(n, team=n, takes_more=True) for n in ("ana", "ben", "cleo")]
    found.settle(*people, person("root", role="admin"))
    return found


def session(company: Company, name: str, program: Program) -> Session:
    with company.store.begin() as work:
        circles = work.circles.of_member(of(name))
        circle = next(c for c in circles if c.program == program.id)
        return work.sessions.of_circle(circle.id)


def conversation(company: Company, name: str, program: Program) -> str:
    with company.store.begin() as work:
        circles = work.circles.of_member(of(name))
        return next(c.conversation for c in circles if c.program == program.id)


def says_in(company: Company, name: str, conversation: str, line: str) -> Reply:
    """Let a member type a line in a conversation of several."""
    where = Where(id=conversation, kind="circle")
    return company.assistant().handle(Typed(by=company._sender(name), line=line, where=where))


def booked(company: Company, times: str = "fri 10:00") -> Session:
    """Let Ben agree to a booking of Ana's, and let it be over."""
    company.says("ana", "book @ben for SQL 30m this week")
    company.work_through()
    company.says("ben", accepts(last(company, "ben"))[0].command)
    booking = newest(company, "ana")
    company.move_to((booking.ends_at or company.now) + timedelta(minutes=20))
    with company.store.begin() as work:
        found = work.sessions.of_booking(booking.id)
    assert found is not None
    return found


def now(company: Company, session: Session) -> Session:
    with company.store.begin() as work:
        return work.sessions.get(session.id)


def test_what_is_said_in_a_circles_own_chat_is_about_that_circle(company: Company) -> None:
    coffee = company.program(["ana", "ben"])
    design = company.program(["ana", "cleo"], name="Design")
    company.move_to(OPENS)
    says_in(company, "ana", conversation(company, "ana", coffee), "met")
    assert session(company, "ana", coffee).outcome == "met"
    assert session(company, "ana", design).outcome == "unknown"


def test_elsewhere_with_two_open_it_is_asked_which_one_is_meant(company: Company) -> None:
    coffee = company.program(["ana", "ben"])
    design = company.program(["ana", "cleo"], name="Design")
    company.move_to(OPENS)
    which = said(company.says("ana", "not yet"))
    assert which.title == "Which one do you mean?"
    assert "Design: Cleo" in words(which)
    pressed(company, "ana", which, "Coffee: Ben")
    assert session(company, "ana", coffee).outcome == "not_yet"
    assert session(company, "ana", design).outcome == "unknown"
    company.says("ana", f"met {session(company, 'ana', coffee).id}")
    company.says("ana", "met")
    assert session(company, "ana", design).outcome == "met"


def test_what_another_one_said_of_a_circle_leaves_the_question_which_one_is_meant(
    company: Company,
) -> None:
    coffee = company.program(["ana", "ben"])
    design = company.program(["ana", "cleo"], name="Design")
    company.move_to(OPENS)
    says_in(company, "ben", conversation(company, "ben", coffee), "met")
    which = said(company.says("ana", "met"))
    assert which.title == "Which one do you mean?"
    assert session(company, "ana", design).outcome == "unknown"


def test_between_two_rounds_too_it_is_asked_which_one_is_meant(company: Company) -> None:
    coffee = company.program(["ana", "ben"])
    design = company.program(["ana", "cleo"], name="Design")
    company.move_to(OPENS + timedelta(days=13))
    which = said(company.says("ana", "met"))
    assert which.title == "Which one do you mean?"
    outcomes = {session(company, "ana", one).outcome for one in (coffee, design)}
    assert outcomes == {"unknown"}


def test_one_chat_of_the_same_people_in_two_programs_is_asked_about_too(company: Company) -> None:
    coffee = company.program(["ana", "ben"])
    company.program(["ana", "ben"], name="Design")
    company.move_to(OPENS)
    there = conversation(company, "ana", coffee)
    assert said(says_in(company, "ben", there, "met")).title == "Which one do you mean?"


def test_a_booking_that_has_just_ended_and_a_circle_are_told_apart(company: Company) -> None:
    coffee = company.program(["ana", "ben"])
    company.move_to(OPENS)
    company.says("ana", "book @cleo 30m today")
    company.work_through()
    company.says("cleo", accepts(last(company, "cleo"))[0].command)
    booking = newest(company, "ana")
    assert booking.ends_at
    company.move_to(booking.ends_at + timedelta(minutes=1))
    which = said(company.says("ana", "met"))
    assert which.title == "Which one do you mean?"
    assert said(pressed(company, "ana", which, "Cleo, ")).title == "Good. Did it help?"
    assert session(company, "ana", coffee).outcome == "unknown"


def test_who_denies_what_another_one_said_is_asked_and_both_are_shown(company: Company) -> None:
    company.apart = True
    coffee = company.program(["ana", "ben"])
    company.move_to(OPENS + timedelta(days=2))
    [anas], [bens] = (company.inbox(name, ["ask"]) for name in ("ana", "ben"))
    pressed(company, "ana", anas, "We met")
    differ = said(pressed(company, "ben", bens, "It won't work out"))
    assert differ.title == DIFFER
    assert "Ana says you met" in words(differ)
    assert "You say that it did not work out" in words(differ)
    assert session(company, "ana", coffee).outcome == "met"
    pressed(company, "ben", differ, "It did not work out")
    company.work_through()
    assert session(company, "ana", coffee).outcome == "could_not"
    told = last(company, "ana")
    assert told.title == "Ben says something else"
    assert "You say that you met" in words(told)
    pressed(company, "ana", told, "We met")
    company.work_through()
    assert session(company, "ana", coffee).outcome == "met"
    assert last(company, "ben").title == "Ana says something else"


def test_who_agrees_after_all_overwrites_nothing_and_troubles_nobody(company: Company) -> None:
    company.apart = True
    coffee = company.program(["ana", "ben"])
    company.move_to(OPENS + timedelta(days=2))
    company.says("ana", "met")
    count = len(company.inbox("ana"))
    pressed(company, "ben", said(company.says("ben", "not yet")), "We met")
    company.work_through()
    found = session(company, "ana", coffee)
    assert [p.outcome for p in found.parts] == ["met", "met"]
    assert len(company.inbox("ana")) == count


def test_a_meeting_overtakes_the_forecast_that_there_would_be_none(company: Company) -> None:
    company.apart = True
    coffee = company.program(["ana", "ben"])
    company.move_to(OPENS)
    company.says("ana", "could not")
    assert said(company.says("ben", "met")).title == "You met"
    company.work_through()
    assert session(company, "ana", coffee).outcome == "met"
    assert last(company, "ana").title == "Ben says something else"


def test_in_a_chat_that_all_of_them_read_nobody_is_told_alone(company: Company) -> None:
    coffee = company.program(["ana", "ben"])
    company.move_to(OPENS + timedelta(days=2))
    chat = conversation(company, "ana", coffee)
    says_in(company, "ana", chat, "met")
    count = len(company.inbox("ana"))
    differ = said(says_in(company, "ben", chat, "not yet"))
    says_in(company, "ben", chat, f"not yet {session(company, 'ben', coffee).id} sure")
    company.work_through()
    assert differ.title == DIFFER
    assert session(company, "ana", coffee).outcome == "not_yet"
    assert len(company.inbox("ana")) == count


def test_changing_an_answer_shows_what_others_said_and_is_not_asked_twice(company: Company) -> None:
    coffee = company.program(["ana", "ben"])
    company.move_to(OPENS + timedelta(days=2))
    company.says("ana", "met")
    question = said(company.says("ben", f"how did it go {session(company, 'ben', coffee).id}"))
    assert "Ana says you met" in words(question)
    assert said(pressed(company, "ben", question, "Not yet")).title == "Not yet"


def test_ones_own_answer_is_changed_without_being_asked(company: Company) -> None:
    coffee = company.program(["ana", "ben"])
    company.move_to(OPENS)
    company.says("ana", "met")
    assert said(company.says("ana", "could not")).title == "Another time"
    assert session(company, "ana", coffee).outcome == "could_not"


@pytest.mark.parametrize(("first", "second"), [("met", "could not"), ("could not", "met")])
def test_of_a_booking_both_are_asked_and_neither_is_overwritten_unasked(
    company: Company, first: str, second: str
) -> None:
    over = booked(company)
    assert (over.people, over.asked) == ((of("ana"), of("ben")), 1)
    company.says("ben", f"{first} {over.id}")
    standing = now(company, over).outcome
    assert said(company.says("ana", f"{second} {over.id}")).title == DIFFER
    assert now(company, over).outcome == standing
    company.says("ana", f"{second} {over.id} sure")
    company.work_through()
    assert now(company, over).outcome != standing
    assert last(company, "ben").title == "Ana says something else"


def test_not_yet_of_a_booking_is_that_it_did_not_take_place(company: Company) -> None:
    over = booked(company)
    assert said(company.says("ana", "not yet")).title == "That happens"
    assert now(company, over).outcome == "could_not"


def test_cards_of_before_still_do_what_they_say(company: Company) -> None:
    over = booked(company)
    assert said(company.says("ana", f"booking met {over.booking}")).title == "Good. Did it help?"
    helped = said(company.says("ana", f"booking helped {over.booking} yes"))
    assert "How well does Ben know SQL?" in words(helped)
    assert "level 4" in words(said(company.says("ana", f"booking level {over.booking} 4")))
    assert said(company.says("ana", f"booking missed {over.booking}")).title == "That happens"
    told = now(company, over)
    assert (told.parts[0].outcome, told.parts[0].helped) == ("could_not", "yes")


def test_before_it_is_over_nothing_can_be_told_of_a_booking(company: Company) -> None:
    company.says("ana", "book @ben 30m this week")
    booking = newest(company, "ana")
    refused = words(said(company.says("ana", f"booking met {booking.id}")))
    assert "has not taken place yet" in refused
    company.says("ana", f"booking missed {booking.id}")
    with company.store.begin() as work:
        assert work.sessions.of_booking(booking.id) is None


def test_a_peers_level_is_evidence_from_a_circles_session_too(company: Company) -> None:
    coffee = company.program(["ana", "ben"])
    company.move_to(OPENS)
    id = session(company, "ana", coffee).id
    company.says("ana", "met")
    assert "level 4" in words(said(company.says("ana", f"rate {id} @ben python 4")))
    with company.store.begin() as work:
        [found] = work.skills.evidence(WORKSPACE, [of("ben")])
    assert (found.level, found.source, found.by) == (4, "peer", of("ana"))
    assert "met there" in words(said(company.says("ana", f"rate {id} @cleo python 4")))
    assert "met there" in words(said(company.says("ana", f"rate {id} @ana python 5")))
    assert "Say who, what" in words(said(company.says("ana", f"rate {id} 4")))


def test_a_session_is_of_those_who_sit_in_the_circle(company: Company) -> None:
    coffee = company.program(["ana", "ben", "cleo"])
    company.move_to(OPENS)
    assert set(session(company, "ana", coffee).people) == {of("ana"), of("ben"), of("cleo")}
    company.says("cleo", "leave")
    assert set(session(company, "ana", coffee).people) == {of("ana"), of("ben")}
    with company.store.begin() as work:
        assert work.sessions.of_member(of("cleo")) == []


def test_only_the_two_of_a_booking_tell_of_it(company: Company) -> None:
    over = booked(company)
    for line in (f"met {over.id}", f"booking met {over.booking}", f"helped {over.id} yes"):
        assert said(company.says("cleo", line)).title == "You may not do that"
    assert said(company.says("ben", f"helped {over.id} yes")).title == "You may not do that"
    assert said(company.says("ana", "met ses_none")).title == "I could not find that"


def test_why_is_about_the_circle_whose_chat_it_is_and_elsewhere_asks_which(
    company: Company,
) -> None:
    coffee = company.program(["ana", "ben"])
    company.program(["ana", "cleo"], name="Design")
    company.move_to(OPENS)
    here = said(says_in(company, "ana", conversation(company, "ana", coffee), "why"))
    assert here.title == "Why Ben?"
    which = said(company.says("ana", "why"))
    assert which.title == "Which circle do you mean?"
    assert said(company.says("ana", button(which, "Design"))).title == "Why Cleo?"


def test_why_after_leaving_says_so(company: Company) -> None:
    company.program(["ana", "ben"])
    company.program(["ben", "cleo"], name="Design")
    company.move_to(OPENS)
    company.says("ana", "leave coffee")
    company.says("ben", "leave coffee")
    for name, line in (("ana", "why"), ("ben", "why coffee")):
        assert said(company.says(name, line)).title == "You have left Coffee"


def test_why_after_leaving_in_the_middle_of_a_round_and_joining_again_says_so(
    company: Company,
) -> None:
    company.program(["ana", "ben", "cleo"])
    company.move_to(OPENS)
    company.says("ana", "leave coffee")
    company.says("ana", "join coffee")
    told = said(company.says("ana", "why coffee"))
    assert told.title == "You left your circle of Coffee"
    assert "The next round opens on" in words(told)

    company.pass_(days=14)
    assert said(company.says("ana", "why coffee")).title.startswith("Why ")


def test_an_answer_to_a_closed_round_names_it(company: Company) -> None:
    coffee = company.program(["ana", "ben"])
    company.move_to(OPENS)
    late = session(company, "ana", coffee)
    company.pass_(days=13)
    told = words(said(company.says("ana", f"not yet {late.id}")))
    assert "your circle with Ben in Coffee, in a round that is over" in told
