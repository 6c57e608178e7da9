"""Taking part: join, leave, skip, pause and their inverses, and what is next."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitation.errors import NotFound, UserError
from facilitation.programs import service
from facilitation.programs.model import Enrollment, Program
from facilitation.runs import RUNS
from facilitation.steering import examples
from facilitation.steps import service as steps
from facilitation.talk.incoming import Replace, Say, Sender, Typed, Where
from facilitation.talk.messages import Buttons, Choice
from storage.work import Store
from tests.company import START, WORKSPACE, Company, button, person, press
from tests.words import HOSTILE, said, words_of

OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EVERYONE = ("ana", "ben", "cleo", "dan")


@pytest.fixture
def company(store: Store) -> Company:
    """A company of five; Ana is its admin."""
    made = Company(store)
    made.settle(person("ana", role="admin"), *map(person, ("ben", "cleo", "dan", "eve")))
    return made


@pytest.fixture
def coffee(company: Company) -> Program:
    """A pairs program that four have joined."""
    return company.program(EVERYONE)


def enrollment(company: Company, program: Program, name: str) -> Enrollment:
    """Return how somebody is enrolled."""
    with company.store.begin() as work:
        found = work.enrollments.find(program.id, f"{WORKSPACE}:{name}")
    assert found is not None
    return found


def kinds(company: Company, program: Program) -> list[str]:
    """Return the kinds of the program's facts, oldest first."""
    with company.store.begin() as work:
        return [f.kind for f in reversed(work.journal.of_program(program.id))]


def test_a_program_is_named_by_number_name_word_or_beginning(company: Company) -> None:
    first, second = company.program((), "Design pairs"), company.program((), "Design coffee")
    with company.store.begin() as work:
        for words in ("#1", "1", "Design pairs", "design PAIRS", "pairs", "pai", '"pairs"'):
            assert service.find(work, WORKSPACE, words).id == first.id
        assert service.find(work, WORKSPACE, "cof").id == second.id
        with pytest.raises(UserError, match=r"could be Design pairs \(#1\) or Design coffee"):
            service.find(work, WORKSPACE, "design")
        with pytest.raises(NotFound, match=r"Did you mean Design pairs"):
            service.find(work, WORKSPACE, "desing pairs")
        with pytest.raises(NotFound, match="no program #7"):
            service.find(work, WORKSPACE, "#7")


def test_no_words_break_the_search_for_a_program(company: Company, coffee: Program) -> None:
    for text in (*HOSTILE, "\x00", "\ud800", "#", "", "#²", "9" * 3000, "x" * 4000):
        with company.store.begin() as work, pytest.raises(UserError):
            service.find(work, WORKSPACE, text)


def test_whoever_is_in_no_program_is_invited_to_one_and_joins_with_one_tap(
    company: Company,
) -> None:
    assert "no programs yet" in words_of(company.says("eve", ""))
    coffee = company.program(EVERYONE)
    home = said(company.says("eve", ""))
    joined = said(press(company, "eve", home, "Join"))
    assert "Tue 24 Nov, 10:00" in words_of(joined)
    assert enrollment(company, coffee, "eve").state == "active"
    assert "Skip the next round" in [
        b.text for block in said(company.says("eve", "home")).blocks
        for b in getattr(block, "buttons", ())
    ]  # fmt: skip
    assert kinds(company, coffee)[-1] == "member.joined"
    assert "already" in words_of(company.says("eve", "join coffee"))


def test_join_without_a_name_takes_the_only_program_or_asks(company: Company) -> None:
    assert "no programs yet" in words_of(company.says("eve", "join"))
    company.program((), "Coffee")
    assert "You are in: Coffee" in words_of(company.says("eve", "join"))
    assert "1 program" in words_of(company.says("eve", "join"))
    for number in range(2, 5):
        company.program((), f"Club {number}")
    asked = said(company.says("eve", "join"))
    assert [b.command for block in asked.blocks if isinstance(block, Buttons)
            for b in block.buttons] == ["join #2", "join #3", "join #4"]  # fmt: skip
    for number in range(5, 9):
        company.program((), f"Club {number}")
    menu = said(company.says("eve", "join")).blocks[-1]
    assert isinstance(menu, Choice)
    assert len(menu.options) == 7


def test_join_in_a_channel_means_its_program(company: Company) -> None:
    company.program((), "Coffee")
    lunch = company.program((), "Lunch")
    with company.store.begin() as work:
        work.programs.save(replace(lunch, channel="playground:acme:lunch"))
    reply = company.assistant().handle(
        Typed(
            by=Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:eve"),
            line="join",
            where=Where("playground:acme:lunch", "channel", "lunch"),
        )
    )
    assert isinstance(reply, Say)
    assert reply.message.title == "You are in: Lunch"


def test_leaving_is_quiet_and_one_tap_brings_back(company: Company, coffee: Program) -> None:
    left = said(company.says("dan", "leave"))
    assert enrollment(company, coffee, "dan").state == "left"
    assert "I tell nobody" in words_of(left)
    company.pass_(hours=5)
    assert company.arrived == []
    press(company, "dan", left, "Join again")
    assert enrollment(company, coffee, "dan").state == "active"
    assert "not in Coffee" in words_of(company.says("eve", "leave coffee"))


def test_leaving_takes_back_a_notice_that_has_not_been_sent(
    company: Company, coffee: Program
) -> None:
    company.move_to(datetime(2026, 11, 23, 9, 0, tzinfo=UTC) - timedelta(minutes=1))
    with company.store.begin() as work:
        planned = work.rounds.planned(coffee.id)
        assert planned is not None
        due = steps.coming(work, planned.subject)
        assert due is not None
        assert due.name == "announce"
        steps.once(work, due, due.at, RUNS)
    company.says("dan", "leave")
    company.says("cleo", "skip")
    company.says("ben", "pause 2w")
    company.pass_(hours=4)
    assert [len(company.inbox(name)) for name in EVERYONE] == [1, 0, 0, 0]


def test_a_member_leaves_in_the_middle_of_a_round_and_hears_that_the_circle_is_seen_to(
    company: Company, coffee: Program
) -> None:
    company.move_to(OPENS + timedelta(hours=1))
    assert "You are together with" in words_of(company.says("dan", ""))
    left = words_of(company.says("dan", "leave"))
    assert "nobody is left alone" in left
    company.pass_(hours=6)
    with company.store.begin() as work:
        assert work.circles.of_member(f"{WORKSPACE}:dan") == []


def test_skip_and_unskip_are_each_other_s_inverse(company: Company, coffee: Program) -> None:
    skipped = company.says("dan", "skip")
    assert isinstance(skipped, Replace)
    assert "goes ahead without you" in words_of(skipped)
    company.says("dan", "skip coffee")
    with company.store.begin() as work:
        planned = work.rounds.planned(coffee.id)
    assert planned is not None
    assert enrollment(company, coffee, "dan").skips == planned.id
    assert "you skip it" in words_of(company.says("dan", "status"))
    press(company, "dan", said(skipped), "Take part after all")
    assert enrollment(company, coffee, "dan").skips == ""
    assert kinds(company, coffee) == ["member.skipped", "member.unskipped"]


def test_a_round_that_is_skipped_stays_so_for_who_leaves_and_joins_again(
    company: Company, coffee: Program
) -> None:
    company.says("dan", "skip")
    company.says("dan", "leave")
    for again in (company.says("dan", "join coffee"), company.says("dan", "join coffee")):
        assert "You skip the round on" in words_of(again)
        assert "I remind you" not in words_of(again)
    company.move_to(OPENS + timedelta(hours=1))
    with company.store.begin() as work:
        assert work.circles.of_member(f"{WORKSPACE}:dan") == []
    press(company, "dan", said(again), "Take part after all")
    assert "You skip" not in words_of(company.says("dan", "join coffee"))


def test_a_round_that_is_skipped_is_drawn_without_the_member(
    company: Company, coffee: Program
) -> None:
    company.says("dan", "skip")
    company.move_to(OPENS + timedelta(hours=1))
    with company.store.begin() as work:
        assert work.circles.of_member(f"{WORKSPACE}:dan") == []
        assert work.circles.of_member(f"{WORKSPACE}:ben") != []


def test_a_skip_button_of_a_round_that_is_drawn_says_so_and_skips_nothing(
    company: Company, coffee: Program
) -> None:
    with company.store.begin() as work:
        planned = work.rounds.planned(coffee.id)
    assert planned is not None
    company.move_to(OPENS + timedelta(minutes=5))
    late = said(company.says("dan", f"skip #1 {planned.id}"))
    assert "just begun" in late.title
    assert "You are together with" in words_of(late)
    assert enrollment(company, coffee, "dan").skips == ""
    press(company, "dan", late, "Skip the next one")
    assert enrollment(company, coffee, "dan").skips != planned.id


def test_a_skip_that_races_with_the_draw_sees_the_draw(company: Company, coffee: Program) -> None:
    """The draw has taken the round and is not committed yet when the member skips."""
    company.move_to(OPENS - timedelta(minutes=1))
    company.now = OPENS
    with company.store.begin() as work:
        planned = work.rounds.planned(coffee.id)
        assert planned is not None
        due = steps.coming(work, planned.subject)
    assert due is not None
    assert due.at == OPENS
    replies: list[str] = []
    skipping = threading.Thread(
        target=lambda: replies.append(words_of(company.says("dan", f"skip #1 {planned.id}")))
    )
    with company.store.begin() as work:
        assert steps.once(work, due, OPENS, RUNS) is not None
        skipping.start()
        skipping.join(timeout=0.3)
        assert replies == []
    skipping.join(timeout=20)
    assert "just begun" in replies[0]
    assert enrollment(company, coffee, "dan").skips == ""


def test_a_pause_has_an_end_in_the_member_s_own_zone(company: Company, coffee: Program) -> None:
    company.settle(replace(person("dan"), zone="America/New_York"))
    company.says("dan", "pause until 3 dec")
    known = enrollment(company, coffee, "dan")
    assert (known.state, known.cause) == ("paused", "asked")
    assert known.returns_at == datetime(2026, 12, 3, 5, 0, tzinfo=UTC)
    assert "paused until" in words_of(company.says("dan", "status"))
    assert "in again" in words_of(company.says("dan", "back"))
    assert enrollment(company, coffee, "dan").state == "active"
    assert "not paused" in words_of(company.says("dan", "back"))


def test_a_pause_is_for_all_programs_or_for_the_one_named(company: Company) -> None:
    coffee, lunch = company.program(EVERYONE), company.program(EVERYONE, "Lunch")
    company.says("dan", "pause 2w in lunch")
    assert enrollment(company, coffee, "dan").state == "active"
    assert enrollment(company, lunch, "dan").returns_at == datetime(2026, 12, 2, 23, tzinfo=UTC)
    paused = said(company.says("dan", "pause"))
    assert enrollment(company, coffee, "dan").returns_at is None
    press(company, "dan", paused, "Come back now")
    assert {enrollment(company, p, "dan").state for p in (coffee, lunch)} == {"active"}
    company.says("dan", "pause coffee")
    assert enrollment(company, coffee, "dan").state == "paused"
    assert enrollment(company, lunch, "dan").state == "active"


def test_a_pause_for_a_while_leaves_alone_what_is_paused_without_end(company: Company) -> None:
    coffee, lunch = company.program(EVERYONE), company.program(EVERYONE, "Lunch")
    company.says("dan", "pause in lunch")
    before = enrollment(company, lunch, "dan")
    paused = company.says("dan", "pause 2w")
    assert "Lunch stays paused until you come back" in words_of(paused)
    assert enrollment(company, coffee, "dan").returns_at == datetime(2026, 12, 2, 23, tzinfo=UTC)
    assert enrollment(company, lunch, "dan") == before
    press(company, "dan", said(paused), "Come back now")
    assert enrollment(company, lunch, "dan") == before
    assert enrollment(company, coffee, "dan").state == "active"


def test_a_pause_without_end_gets_an_end_where_it_is_named(company: Company) -> None:
    lunch = company.program(EVERYONE, "Lunch")
    company.says("dan", "pause")
    asked = said(company.says("dan", "pause 2w"))
    assert asked.title == "You are paused already"
    assert enrollment(company, lunch, "dan").returns_at is None
    press(company, "dan", asked, "Pause Lunch")
    assert enrollment(company, lunch, "dan").returns_at == datetime(2026, 12, 2, 23, tzinfo=UTC)
    press_again = words_of(company.says("dan", "pause 3w"))
    assert "You are paused" in press_again
    assert enrollment(company, lunch, "dan").returns_at == datetime(2026, 12, 9, 23, tzinfo=UTC)


def test_a_pause_nobody_can_read_changes_nothing(company: Company, coffee: Program) -> None:
    for words in ("soon", "yesterday", "-2w", "999999w", *HOSTILE):
        assert "paused" not in said(company.says("dan", f"pause {words}")).title
        assert enrollment(company, coffee, "dan").state == "active"


def test_joining_again_while_paused_is_coming_back(company: Company, coffee: Program) -> None:
    company.says("dan", "pause")
    assert "Welcome back" in words_of(company.says("dan", "join coffee"))
    assert enrollment(company, coffee, "dan").state == "active"
    assert kinds(company, coffee) == ["member.paused", "member.back"]


def test_a_paused_program_says_so_wherever_it_is_seen(company: Company, coffee: Program) -> None:
    with company.store.begin() as work:
        paused = work.programs.save(replace(coffee, state="paused"))
        from facilitation.rounds import planning

        planning.replan(work, paused, START)
    assert "paused" in words_of(company.says("dan", "programs"))
    assert "paused" in words_of(company.says("dan", "status"))
    assert "is paused" in words_of(company.says("dan", "skip"))
    assert "paused just now" in words_of(company.says("eve", "join coffee"))
    with company.store.begin() as work:
        work.programs.save(replace(work.programs.get(coffee.id), state="ended"))
    assert "has ended" in words_of(company.says("fay", "join coffee"))
    assert "no programs yet" in words_of(company.says("dan", "programs"))
    assert "ended" in words_of(company.says("dan", "program coffee"))


def test_commands_of_members_have_an_answer_for_whoever_is_in_no_program(
    company: Company, coffee: Program
) -> None:
    for line in ("", "status", "leave", "skip", "unskip", "pause 2w", "back", "home"):
        assert words_of(company.says("eve", line))
    for line in ("leave coffee", "skip coffee", "unskip #1", "pause 2w in coffee", "back coffee"):
        assert "You are not in Coffee" in words_of(company.says("eve", line))


def test_one_program_is_shown_with_its_numbers(company: Company, coffee: Program) -> None:
    company.says("dan", "pause")
    shown = words_of(company.says("eve", "program coffee"))
    assert "Members: 3 active, 1 paused" in shown
    assert "every 2 weeks on Tuesday at 10:00 (Europe/Berlin time)" in shown
    with pytest.raises(AssertionError):
        button(said(company.says("eve", "program coffee")), "Preview the next round")
    assert button(said(company.says("ana", "program coffee")), "Preview the next round")


def test_people_who_join_at_once_just_before_a_draw_are_all_in(
    company: Company, coffee: Program
) -> None:
    company.settle(*(person(f"p{n}") for n in range(4)))
    company.now = OPENS - timedelta(minutes=1)
    replies: list[str] = []
    threads = [
        threading.Thread(
            target=lambda n=n: replies.append(words_of(company.says(f"p{n}", "join coffee")))
        )
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sum("You are in: Coffee" in reply for reply in replies) == 4
    with company.store.begin() as work:
        assert work.enrollments.counts(WORKSPACE)[coffee.id] == 8


def test_every_example_of_a_program_s_message_has_a_title_and_sound_buttons() -> None:
    for name, message in examples.MESSAGES.items():
        assert message.title, name
        for block in message.blocks:
            for one in getattr(block, "buttons", ()):
                assert one.text, name
                assert len(one.text) <= 75, name
                assert one.command, name
