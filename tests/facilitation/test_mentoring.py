"""Mentoring circles: a term of them, lived through: goals, mentors by turns, times for all, and how it ends."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitation.programs.model import Program
from facilitation.rounds.circles import ledger
from facilitation.rounds.model import Circle, Role
from facilitation.sessions import times
from facilitation.sessions.model import Session
from facilitation.sessions.proposing import is_odd
from facilitation.talk.incoming import Ask, Filled, Replace, Say, Where
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.words import agree, said, words_of

NAMES = ("ana", "ben", "cleo", "dan", "eva", "femi", "gro", "hugo", "ines", "jun")
ZONES = {"jun": "Pacific/Auckland", "ines": "America/New_York"}


@pytest.fixture
def company(store: Store) -> Company:
    """Ten people with something to offer and to gain, in a mentoring program that Root looks after."""
    made = Company(store)
    made.settle(
        person("root", role="admin"),
        *(
            person(
                name,
                offers=(f"skill {place}",),
                wants=(f"skill {(place + 1) % len(NAMES)}",),
                zone=ZONES.get(name, "Europe/Berlin"),
            )
            for place, name in enumerate(NAMES)
        ),
    )
    agree(made, "root", 'program create mentoring "Growing"')
    agree(made, "root", "set growing silence never")
    for name in NAMES:
        made.says(name, "join growing")
    return made


def program(company: Company) -> Program:
    """Return the one program."""
    with company.store.begin() as work:
        return work.programs.of(WORKSPACE)[0]


def circles(company: Company) -> list[Circle]:
    """Return the circles of the newest round, those that are no more left out."""
    its = program(company).id
    with company.store.begin() as work:
        latest = work.rounds.latest(its)
        assert latest is not None
        return [c for c in work.circles.of_round(latest.id) if not c.dissolved]


def titled(company: Company, name: str, words: str) -> list[Message]:
    """Return the messages to a member whose title holds some words."""
    return [m for m in company.inbox(name) if words in str(m.title)]


def to_round(company: Company, number: int) -> None:
    """Move on to just after the opening of a round."""
    its = program(company).id
    while True:
        with company.store.begin() as work:
            planned = work.rounds.planned(its)
        assert planned is not None
        company.move_to(planned.opens_at + timedelta(hours=1))
        if planned.number == number:
            return


def agree_on(company: Company, session: Session) -> None:
    """Let all of a circle agree on the first time that is before it."""
    for member in session.people:
        name = member.rsplit(":", 1)[-1]
        company.says(name, f"suits {session.id} {session.times[0]:%Y-%m-%dT%H:%MZ}")


def test_goals_are_asked_before_the_term_and_come_first_in_a_session_by_turns(
    company: Company,
) -> None:
    company.pass_(days=5)
    for name in NAMES[:-1]:
        asked = titled(company, name, "What would you like to be able to do")
        assert len(asked) == 1
        form = company.says(name, button(asked[0], "Answer"))
        assert isinstance(form, Ask)
        company.says(name, f"{form.form.command} To lead a workshop, says {name}")
    to_round(company, 1)
    company.pass_(hours=11)
    for circle in circles(company):
        mentor = circle.having("mentor")[0].rsplit(":", 1)[-1]
        learner = circle.having("learner")[0]
        assert learner not in circle.having("mentor")
        card = titled(company, mentor, "meet each other")[0]
        shown = words_of(card)
        assert "How the time can be spent" in shown
        assert f"{mentor.title()} offers" in shown
        assert shown.count("To lead a workshop") in (1, 2)
        silent = f"{WORKSPACE}:jun" in circle.members
        assert ("Say what you would like to learn" in str(card)) == silent


def test_two_times_are_put_before_each_circle_and_one_that_suits_all_is_agreed(
    company: Company,
) -> None:
    to_round(company, 1)
    company.pass_(hours=11)
    for circle in circles(company):
        names = [m.rsplit(":", 1)[-1] for m in circle.members]
        card = titled(company, names[0], "When can you meet?")[-1]
        with company.store.begin() as work:
            session = work.sessions.of_circle(circle.id)
        assert len(session.times) == 2
        assert session.minutes == 60
        apart = "jun" in names
        assert ("least bad" in words_of(card)) == apart
        assert ("early or late for" in words_of(card)) == apart
        agree_on(company, session)
        with company.store.begin() as work:
            assert work.sessions.of_circle(circle.id).starts_at == session.times[0]


def test_a_circle_that_meets_again_has_its_times_on_the_card_that_says_so(
    company: Company,
) -> None:
    to_round(company, 2)
    company.pass_(hours=11)
    for circle in circles(company):
        names = [m.rsplit(":", 1)[-1] for m in circle.members]
        with company.store.begin() as work:
            session = work.sessions.of_circle(circle.id)
        cards = [m for m in company.inbox(names[0]) if f"suits {session.id}" in str(m)]
        assert [str(m.title).rpartition(": ")[2] for m in cards] == ["your circle meets again"]
        shown = words_of(cards[0])
        assert "How the time can be spent" in shown
        assert "Tap each one that you can make." in shown
        at = f"{session.times[0]:%Y-%m-%dT%H:%MZ}"
        line = f"suits {session.id} {at} again"
        assert line in str(cards[0])
        for name in names[:-1]:
            card = company.says(name, line)
            assert isinstance(card, Replace)
            assert "How the time can be spent" in words_of(card)
            assert "I wait for" in words_of(card)
        settled = words_of(company.says(names[-1], line))
        assert "How the time can be spent" in settled
        assert "You meet on" in settled
        assert "Tap each one" not in settled


def test_who_met_at_odd_hours_before_is_spared_the_next_time() -> None:
    berlin, coast = times.Person("Europe/Berlin"), times.Person("America/Los_Angeles")
    opens = datetime(2026, 12, 7, 8, 0, tzinfo=UTC)

    def found(*people: times.Person) -> datetime:
        made = times.propose(
            people, opens=opens, closes=opens + timedelta(days=5), minutes=60, now=opens, count=1
        )
        return made.times[0]

    both = found(berlin, coast)
    assert found(replace(berlin, burden=3), coast) < both
    assert found(berlin, replace(coast, burden=3)) > both


def test_odd_hours_are_counted_by_what_was_agreed(company: Company) -> None:
    to_round(company, 1)
    circle = next(c for c in circles(company) if f"{WORKSPACE}:jun" in c.members)
    with company.store.begin() as work:
        session = work.sessions.of_circle(circle.id)
    agree_on(company, session)
    with company.store.begin() as work:
        agreed = work.sessions.agreed(session.program, circle.members)
        people = work.members.some(circle.members)
    assert agreed == {m: [session.times[0]] for m in circle.members}
    assert is_odd(people[f"{WORKSPACE}:jun"], session.times[0])


def test_over_a_term_circles_stay_and_each_role_goes_round(company: Company) -> None:
    seen, turns = set(), Counter[tuple[Role, str]]()
    for number in range(1, 7):
        to_round(company, number)
        seen.add(frozenset(frozenset(c.members) for c in circles(company)))
        turns.update((r, s.member) for c in circles(company) for s in c.seats for r in s.roles)
    assert len(seen) == 1
    for circle in circles(company):
        roles: tuple[Role, ...] = ("mentor", "captain", "notes", "learner")
        for role in roles:
            counts = [turns[role, m] for m in circle.members]
            assert max(counts) - min(counts) <= 1, (role, turns)
    mine = company.inbox("ben")
    titles = Counter(str(m.title) for m in mine)
    assert titles["How are you getting on with your goal?"] == 1
    [told] = titled(company, "root", "half of the term is over")
    assert "Nobody has answered yet." in words_of(told)
    assert "You get this because you look after Growing." in words_of(told)
    company.pass_(days=14)
    titles = Counter(str(m.title) for m in company.inbox("ben"))
    assert titles["What did you learn, what have you used, and what comes next for you?"] == 1
    assert titles["What Growing has brought"] == 1
    assert titles["Growing is coming up"] == 5
    assert sum("Skip this round" in str(m) for m in company.inbox("ben")) == 6, "one with the goals"
    its = program(company).id
    with company.store.begin() as work:
        assert work.rounds.planned(its) is None
    assert not company.bugs


def test_who_looks_back_is_asked_how_to_go_on_with_the_thanks_and_not_once_more(
    company: Company,
) -> None:
    to_round(company, 6)
    company.pass_(days=8)
    [asked] = titled(company, "ben", "What did you learn, what have you used")
    line = button(asked, "Answer")
    thanks = company.fills("ben", line, {"answer": "To ask first"})
    assert "How should Growing go on for you?" in words_of(thanks)
    press(company, "ben", said(thanks), "Other people")
    company.pass_(days=6)
    assert not titled(company, "ben", "How should Growing go on")
    assert titled(company, "cleo", "How should Growing go on")


def test_a_mentor_who_falls_ill_hands_it_on_and_is_asked_again_once_the_others_were(
    company: Company,
) -> None:
    to_round(company, 1)
    circle = circles(company)[0]
    ill = circle.having("mentor")[0]
    name = ill.rsplit(":", 1)[-1]
    assert "once the others were" in words_of(company.says(name, f"hand on {circle.id}"))
    company.pass_(hours=12)
    after = next(c for c in circles(company) if c.id == circle.id)
    assert after.having("mentor")
    assert ill not in after.having("mentor")
    assert titled(company, name, "who does what has changed")
    with company.store.begin() as work:
        turns = work.circles.turns(circle.program, [ill])
        accounts = ledger.of(work, circle.program, list(circle.members))
    assert turns[ill].get("mentor", 0) == 0
    assert min(circle.members, key=lambda m: accounts[m].get("mentor", 0.0)) != ill
    assert "nothing to hand on" in words_of(company.says(name, f"hand on {circle.id}"))


def test_what_a_circle_agrees_on_is_agreed_by_a_tap(company: Company) -> None:
    to_round(company, 1)
    company.pass_(hours=12)
    card = titled(company, "ana", "meet each other")[0]
    assert "What is said in this circle stays in this circle." in words_of(card)
    agreed = company.says("ana", button(card, "I agree"))
    assert "So far: Ana" in words_of(agreed)
    to_round(company, 2)
    company.pass_(hours=12)
    again = titled(company, "ana", "your circle meets again")[0]
    assert "stays in this circle" not in words_of(again)


def test_an_answer_given_in_the_circles_chat_is_thanked_for_alone_and_its_card_stays(
    company: Company,
) -> None:
    company.pass_(days=5)
    question = titled(company, "ana", "What would you like to be able to do")[0]
    assert "Your circle reads your answer, with your name." in words_of(question)
    to_round(company, 1)
    company.pass_(hours=12)
    card = titled(company, "ana", "meet each other")[0]
    line = button(card, "Say what you would like to learn")
    form = company.says("ana", line)
    assert isinstance(form, Ask)
    assert form.form.fields[0].hint == "Your circle reads your answer, with your name."
    chat = next(c for c in circles(company) if f"{WORKSPACE}:ana" in c.members).conversation
    sent = Filled(
        by=company._sender("ana"),
        line=form.form.command,
        answers={"answer": "hold a meeting in German"},
        where=Where(id=chat, kind="circle"),
    )
    thanked = company.assistant().handle(sent)
    assert isinstance(thanked, Say)
    assert "hold a meeting in German" in words_of(thanked)
    assert isinstance(company.says("ana", f"{line} to lead"), Replace), "alone, its card is theirs"


@pytest.mark.parametrize("away", [NAMES[::2], NAMES[1::2], NAMES[:5], NAMES[5:]])
def test_the_goal_of_who_is_away_comes_first_in_no_session(
    company: Company, away: tuple[str, ...]
) -> None:
    company.pass_(days=5)
    for name in NAMES:
        company.says(name, f"{button(titled(company, name, 'be able to do')[0], 'Answer')} {name}!")
    to_round(company, 1)
    company.pass_(days=3)
    for name in away:
        company.says(name, "skip growing")
    to_round(company, 2)
    company.pass_(hours=12)
    cards = [
        words_of(c)
        for name in NAMES
        if name not in away
        for c in titled(company, name, "meets again")
    ]
    assert any("Away this time" in card for card in cards)
    assert not [name for name in away if any(f"{name.title()}: {name}!" in card for card in cards)]


def test_whoever_is_asked_for_much_of_their_week_is_told_so(company: Company) -> None:
    agree(company, "root", 'program create sharing "Talks"')
    assert "more than usual" not in words_of(company.says("ana", "join talks"))
    company.says("root", "load 15m")
    agree(company, "root", 'program create community "Guild"')
    assert "which is more than usual here" in words_of(company.says("ana", "join guild"))
    assert "Growing: about" in words_of(company.says("ana", "load"))
    assert "Only admins" in words_of(company.says("ana", "load 9h"))


def test_who_joins_in_the_middle_of_a_term_sits_down_in_a_circle_and_says_their_goal(
    company: Company,
) -> None:
    to_round(company, 2)
    company.settle(person("kofi"))
    company.says("kofi", "join growing")
    to_round(company, 3)
    circle = next(c for c in circles(company) if f"{WORKSPACE}:kofi" in c.members)
    assert circle.until == 6
    card = titled(company, "kofi", "meet each other")[-1]
    form = company.says("kofi", button(card, "Say what you would like to learn"))
    assert isinstance(form, Ask)
    company.says("kofi", f"{form.form.command} To speak up")
    to_round(company, 4)
    its = program(company).id
    with company.store.begin() as work:
        goals = work.collected.newest(its, "goals", circle.members, 1)
    assert goals[f"{WORKSPACE}:kofi"].answer == "To speak up"
    assert timedelta(0) < company.now - goals[f"{WORKSPACE}:kofi"].at < timedelta(days=20)


def test_a_circle_that_has_met_is_never_told_that_it_has_not(company: Company) -> None:
    """Somebody comes back to it once it has another chat, so that it is introduced once more."""
    for number in (1, 2):
        to_round(company, number)
        for circle in circles(company):
            company.says(circle.members[0].removeprefix(f"{WORKSPACE}:"), "met")
    company.says("ana", "leave growing")
    company.settle(person("kofi"))
    company.says("kofi", "join growing")
    to_round(company, 3)
    company.says("kofi", "leave growing")
    company.says("ana", "join growing")
    company.arrived.clear()
    to_round(company, 4)
    company.pass_(days=1)
    [hers] = [c for c in circles(company) if f"{WORKSPACE}:ana" in c.members]
    introduced = [d for d in company.arrived if d.kind == "intro" and d.about == hers.id]

    assert introduced
    assert all("have not met here yet" not in words_of(d.message) for d in introduced)
    for member in hers.members:
        name = member.removeprefix(f"{WORKSPACE}:")
        assert "have not met here yet" not in words_of(company.says(name, "why growing"))


def circle_of(company: Company, name: str) -> Circle:
    """Return the circle that a member sits in."""
    [its] = [c for c in circles(company) if f"{WORKSPACE}:{name}" in c.members]
    return its


@pytest.mark.parametrize("met", [True, False])
@pytest.mark.parametrize("later", [0, 1])
def test_who_leaves_and_joins_again_is_in_the_same_circle_and_chat_and_it_is_told_once(
    company: Company, met: bool, later: int
) -> None:
    to_round(company, 1)
    company.pass_(days=1)
    before = circle_of(company, "ana")
    assert before.conversation
    if met:
        company.says("ana", "met")
    company.says("ana", "leave growing")
    if later:
        to_round(company, 2)
    answer = company.says("ana", "join growing")
    assert "Welcome back" in words_of(answer)
    assert "kept your seat" in words_of(answer)
    company.says("ana", "leave growing")
    company.says("ana", "join growing")
    company.arrived.clear()
    company.says("ana", "join growing")
    to_round(company, 2 + later)
    company.pass_(days=1)

    after = circle_of(company, "ana")
    assert (after.id, after.conversation) == (before.id, before.conversation)
    assert set(after.members) == set(before.members)
    assert not [d for d in company.arrived if d.kind == "intro" and d.about == after.id]
    with company.store.begin() as work:
        assert f"{WORKSPACE}:ana" in work.sessions.of_circle(after.id).people
    assert not company.bugs


def test_a_circle_hears_of_who_is_back_in_it_in_its_chat(company: Company) -> None:
    to_round(company, 1)
    company.pass_(days=1)
    its = circle_of(company, "ana")
    company.says("ana", "leave growing")
    company.says("ana", "join growing")
    company.pass_(days=1)
    told = [d for d in company.arrived if d.message.title == "Ana is back in your circle"]
    assert [d.about for d in told] == [its.id]
    for member in its.members:
        name = member.removeprefix(f"{WORKSPACE}:")
        assert len(titled(company, name, "Ana is back in your circle")) == 1


def test_whoever_leaves_and_joins_again_and_again_is_told_of_once_a_round(company: Company) -> None:
    to_round(company, 1)
    company.pass_(days=1)
    for _ in range(3):
        left = words_of(company.says("ana", "leave growing"))
        company.pass_(minutes=20)
        company.says("ana", "join growing")
        company.pass_(minutes=20)
    assert "I tell your circle only, once, that you are out" in left
    assert "I tell nobody" not in left
    company.pass_(days=1)
    told = [d.message.title for d in company.arrived if d.message.title.startswith("Ana is ")]
    assert sorted(told) == ["Ana is back in your circle", "Ana is out this round"]


def test_a_circle_reads_who_does_now_what_somebody_who_has_left_was_to_do(
    company: Company,
) -> None:
    to_round(company, 1)
    company.pass_(days=1)
    its = next(c for c in circles(company) if len(c.members) > 3)
    (finds,) = its.having("captain")
    name = finds.removeprefix(f"{WORKSPACE}:")
    company.says(name, "leave growing")
    company.pass_(days=1)
    heir = next(c for c in circles(company) if c.id == its.id).having("captain")[0]
    other = next(m for m in its.members if m != finds).removeprefix(f"{WORKSPACE}:")
    told = words_of(titled(company, other, f"{name.title()} is out")[0])
    assert f"{name.title()} has left Growing." in told
    assert "Nothing else changes" not in told
    known = heir.removeprefix(f"{WORKSPACE}:").title()
    assert f"{known}, this time you see to it that a time is found." in told


def test_nobody_mentors_and_writes_down_at_once(company: Company) -> None:
    for number in range(1, 7):
        to_round(company, number)
        for circle in circles(company):
            assert not set(circle.having("mentor")) & set(circle.having("notes")), number


def test_status_and_why_agree_that_a_seat_kept_counts_from_the_next_round_on(
    company: Company,
) -> None:
    to_round(company, 1)
    company.pass_(days=1)
    its = circle_of(company, "ana")
    other = next(m for m in its.members if not m.endswith(":ana")).removeprefix(f"{WORKSPACE}:")
    company.says("ana", "leave growing")
    company.says("ana", "join growing")
    assert "Now together with" not in words_of(company.says("ana", "status"))
    why = words_of(company.says("ana", "why growing"))
    assert "You left your circle of Growing" in why
    assert "kept your seat" in why
    assert "Ana" not in words_of(company.says(other, "status"))
    assert "Ana" not in words_of(company.says(other, "why growing")).split("\n")[0]
    to_round(company, 2)
    company.pass_(days=1)
    assert "Now together with" in words_of(company.says("ana", "status"))
    assert "You left" not in words_of(company.says("ana", "why growing"))
    assert "Ana" in words_of(company.says(other, "status"))


def test_a_seat_that_somebody_else_took_is_not_given_back(company: Company) -> None:
    """Whose circle has another chat by now is drawn like anybody who comes anew."""
    to_round(company, 1)
    company.pass_(days=1)
    old = circle_of(company, "ana")
    company.says("ana", "leave growing")
    company.settle(person("kofi"))
    company.says("kofi", "join growing")
    to_round(company, 2)
    company.pass_(days=1)
    assert circle_of(company, "kofi").id == old.id
    assert "kept your seat" not in words_of(company.says("ana", "join growing"))
    assert not titled(company, "kofi", "Ana is back")
    to_round(company, 3)
    assert f"{WORKSPACE}:ana" in {m for c in circles(company) for m in c.members}


def test_who_avoids_somebody_gets_no_seat_back_beside_them(company: Company) -> None:
    to_round(company, 1)
    company.pass_(days=1)
    its = circle_of(company, "ana")
    other = next(m for m in its.members if not m.endswith(":ana"))
    company.says("ana", "leave growing")
    company.says("ana", f"avoid @{other.removeprefix(f'{WORKSPACE}:')}")
    assert "kept your seat" not in words_of(company.says("ana", "join growing"))
    to_round(company, 2)
    assert not {other, f"{WORKSPACE}:ana"} <= set(circle_of(company, "ana").members)
    assert other in {m for c in circles(company) if c.id == its.id for m in c.members}


def test_a_pause_without_an_end_gives_the_seat_up_and_who_comes_back_has_it_again(
    company: Company,
) -> None:
    to_round(company, 1)
    company.pass_(days=1)
    its = circle_of(company, "ana")
    company.says("ana", "pause growing")
    to_round(company, 2)
    company.pass_(days=1)
    assert f"{WORKSPACE}:ana" not in {m for c in circles(company) for m in c.members}
    company.says("ana", "back")
    company.pass_(days=1)
    assert len(titled(company, "ana", "Ana is back in your circle")) == 1
    to_round(company, 3)
    company.pass_(days=1)
    after = circle_of(company, "ana")
    assert (after.id, after.conversation) == (its.id, its.conversation)
    assert not company.bugs
