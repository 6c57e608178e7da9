"""How programs are doing and how they end: fading noticed, terms decided on, merging, kind closings, looking back."""

from datetime import UTC, datetime

import pytest

from facilitation.endings import pulse, views
from facilitation.programs.model import Program
from facilitation.rounds.examples import PROGRAM
from facilitation.talk.incoming import Ask
from facilitation.talk.messages import Message
from facilitation.work import Store, Work
from tests.company import WORKSPACE, Company, button, person
from tests.facilitation.rounded import circles, session
from tests.words import agree, everything, said, words_of

NAMES = ("ana", "ben", "cleo", "dan")


@pytest.fixture
def company(store: Store) -> Company:
    """Four people in pairs that Root looks after; they meet every two weeks."""
    made = Company(store)
    made.settle(person("root", role="admin"), *map(person, NAMES))
    agree(made, "root", 'program create pairs "Coffee"')
    agree(made, "root", "set #1 silence never")
    for name in NAMES:
        made.says(name, "join coffee")
    return made


def program(company: Company, number: int = 1) -> Program:
    """Return the program of a number."""
    with company.store.begin() as work:
        return next(p for p in work.programs.of(WORKSPACE) if p.number == number)


def titled(company: Company, name: str, words: str) -> list[Message]:
    """Return the messages to a member whose title holds some words."""
    return [m for m in company.inbox(name) if words in str(m.title)]


def meet(company: Company) -> None:
    """Let every circle of the newest round have met."""
    its = program(company)
    for circle in circles(company, its):
        found, _ = session(company, its, circle[0])
        company.says(circle[0], f"met {found.id}")


def test_fading_is_noticed_within_two_rounds_and_told_once_to_who_looks_after_it(
    company: Company,
) -> None:
    company.pass_(days=7)
    meet(company)
    company.pass_(days=14 * 3)
    told = titled(company, "root", "Coffee is fading")
    assert len(told) == 1
    assert "0 of 2 circles met, 2 did not say" in words_of(told[0])
    assert not any(titled(company, name, "fading") for name in NAMES)
    with company.store.begin() as work:
        found = pulse.beats(work, work.programs.of(WORKSPACE)[0])
    assert [beat.faint for beat in found] == [True, True, False]
    company.pass_(days=14 * 2)
    assert len(titled(company, "root", "Coffee is fading")) == 1
    shown = words_of(company.says("root", "program health coffee"))
    assert words_of(company.says("root", "program health")) == shown, "there is but one"
    assert "It is fading" in shown
    assert "4 people take part" in shown
    assert "Only admins and the facilitators" in words_of(
        company.says("ana", "program health coffee")
    )


def test_rounds_that_had_nobody_in_them_do_not_make_a_program_fade() -> None:
    opened = datetime(2026, 12, 1, tzinfo=UTC)
    empty = pulse.Beat(1, opened, 0, 0, circles=True)
    faint = pulse.Beat(2, opened, 0, 2, circles=True)
    assert not pulse.fading(pulse.lived([faint, empty]))
    assert not pulse.fading(pulse.lived([empty, empty]))
    assert pulse.fading(pulse.lived([faint, empty, faint]))


def test_a_program_that_had_nobody_in_it_does_not_fade_in_its_first_round_with_people(
    store: Store,
) -> None:
    company = Company(store)
    company.settle(person("root", role="admin"), *map(person, NAMES))
    agree(company, "root", 'program create pairs "Coffee"')
    agree(company, "root", "set #1 silence never")
    company.pass_(days=14)
    assert "Nobody was in its last rounds" in words_of(
        company.says("root", "program health coffee")
    )
    for name in NAMES:
        company.says(name, "join coffee")
    company.pass_(days=14)
    assert not titled(company, "root", "fading")
    assert "It is alive" in words_of(company.says("root", "program health coffee"))
    company.pass_(days=14)
    assert len(titled(company, "root", "Coffee is fading")) == 1
    assert not company.bugs


def test_of_too_few_people_it_is_said_in_a_whole_sentence_that_nothing_is_told() -> None:
    beat = pulse.Beat(6, datetime(2026, 12, 1, tzinfo=UTC), 2, 9)
    told = " ".join(everything(views.fading(PROGRAM, [beat, beat])))
    assert "too few people did something for me to say how many" in told


def test_what_is_alive_is_left_alone(company: Company) -> None:
    for _ in range(3):
        company.pass_(days=7)
        meet(company)
        company.pass_(days=7)
    assert not titled(company, "root", "fading")
    assert "It is alive" in words_of(company.says("root", "program health coffee"))
    company.pass_(days=7)
    with company.store.begin() as work:
        steps = [s.name for s in work.steps.of(work.programs.of(WORKSPACE)[0].id)]
    assert steps == []


def test_what_has_no_pulse_is_asked_after_ninety_days_and_closed_kindly_a_week_later(
    company: Company,
) -> None:
    company.pass_(days=35)
    assert titled(company, "root", "Coffee is fading")
    company.pass_(days=86)
    asked = titled(company, "root", "Is Coffee still wanted?")
    assert len(asked) == 1
    company.pass_(days=6)
    assert program(company).state == "ended"
    over = titled(company, "ana", "Coffee has come to its end")
    assert len(over) == 1
    assert "Peerloop ended Coffee" in words_of(company.says("root", "history coffee"))
    form = company.says("ana", button(over[0], "Say what it brought"))
    assert isinstance(form, Ask)
    thanked = company.says("ana", f"{form.form.command} I know Ben now.")
    assert "Thank you" in words_of(thanked)
    company.pass_(days=8)
    brought = titled(company, "dan", "What Coffee has brought")
    assert "I know Ben now." in words_of(brought[0])
    assert "over" in words_of(company.says("ben", f"{form.form.command} Late."))
    agree(company, "root", "program resume coffee")
    assert program(company).state == "active"
    assert not company.bugs


def test_a_silent_program_that_somebody_keeps_stays(company: Company) -> None:
    company.pass_(days=121)
    asked = titled(company, "root", "Is Coffee still wanted?")[0]
    assert "stays" in words_of(company.says("root", button(asked, "Keep it")))
    company.pass_(days=30)
    assert program(company).state == "active"
    company.pass_(days=75)
    assert program(company).state == "ended"


def test_a_term_ends_with_a_choice_and_one_that_nobody_makes_ends_by_itself(
    company: Company,
) -> None:
    agree(company, "root", "set #1 term 2")
    company.pass_(days=28)
    over = titled(company, "root", "has run its 2 rounds")[-1]
    agree(company, "root", button(over, "Another term"))
    assert program(company).settings.term == 8
    agree(company, "root", "set #1 term 3")
    company.pass_(days=28 + 90 + 8)
    assert program(company).state == "ended"


def test_ending_asks_what_it_brought_and_undo_takes_it_back(company: Company) -> None:
    company.pass_(days=7)
    agree(company, "root", "program end coffee")
    company.pass_(hours=1)
    over = titled(company, "ana", "Coffee has ended")[0]
    company.says("ana", button(over, "Say what it brought") + " A friend.")
    agree(company, "root", "undo")
    company.pass_(days=9)
    assert not titled(company, "ana", "What Coffee has brought")
    assert program(company).state == "active"


def test_two_programs_become_one(company: Company) -> None:
    agree(company, "root", 'program create pairs "Lunch"')
    company.says("ana", "join lunch")
    shown = said(company.says("root", "program merge #1"))
    asked = words_of(company.says("root", button(shown, "Lunch")))
    assert "4 people take part in Lunch from then on. 3 of them are new there" in asked
    back = words_of(company.says("root", "program merge #2 into #1"))
    assert "4 people take part in Coffee from then on. Nobody is new there" in back
    agree(company, "root", button(shown, "Lunch"))
    company.pass_(hours=1)
    with company.store.begin() as work:
        lunch = next(p for p in work.programs.of(WORKSPACE) if p.name == "Lunch")
        there = {e.member.rsplit(":", 1)[-1] for e in work.enrollments.of_program(lunch.id)}
    assert there == set(NAMES)
    assert program(company).state == "ended"
    assert len(titled(company, "ben", "Coffee is part of Lunch now")) == 1
    assert not titled(company, "ana", "Coffee is part of Lunch now")
    refused = company.says("root", "program merge #2 into #2")
    assert "with itself" in words_of(refused)


def test_the_same_circles_go_on_for_another_term_or_are_put_together_anew(store: Store) -> None:
    company = Company(store)
    company.settle(person("root", role="admin"), *(person(f"m{n}") for n in range(8)))
    agree(company, "root", 'program create mentoring "Growing"')
    agree(company, "root", "set #1 silence never")
    agree(company, "root", "set #1 stay 2")
    agree(company, "root", "set #1 term 2")
    for n in range(8):
        company.says(f"m{n}", "join growing")
    company.pass_(days=13)
    before = {frozenset(c) for c in circles(company, program(company))}
    company.pass_(days=21)
    over = titled(company, "root", "has run its 2 rounds")[-1]
    agree(company, "root", button(over, "Again, the same circles"))
    company.pass_(days=21)
    assert program(company).settings.term == 4
    assert {frozenset(c) for c in circles(company, program(company))} == before
    assert titled(company, "root", "has run its 4 rounds") == []
    company.pass_(days=21)
    over = titled(company, "root", "has run its 4 rounds")[-1]
    agree(company, "root", button(over, "Again, other people"))
    company.pass_(days=14)
    with company.store.begin() as work:
        found = work.circles.standing(program_id(work), 5)
        assert {c.until for c in found} == {6}


def program_id(work: Work) -> str:
    """Return the id of the one program."""
    return work.programs.of(WORKSPACE)[0].id


def test_a_program_that_was_set_to_end_on_a_day_says_so_then(company: Company) -> None:
    agree(company, "root", "set #1 until 18 dec")
    company.pass_(days=40)
    [over] = titled(company, "root", "Coffee has come to its last day")
    assert "It was set to end on it" in words_of(over)
    assert not titled(company, "root", "has run its")
