"""A pairs program round by round, from notice to close, and everything that can go wrong."""

from datetime import timedelta

import pytest

from facilitation.rounds.reasons import these
from facilitation.talk.incoming import Ask, Quiet, Replace, Say
from tests.company import Company, person, press
from tests.facilitation.rounded import OPENS, circles, enrollment, partner, session, start, yes
from tests.words import said as read
from tests.words import words_of


@pytest.fixture
def company(store):
    return Company(store)


def test_a_round_goes_from_notice_to_close_by_itself(company):
    program = start(company, "ana", "ben", "cleo", "dan")
    company.move_to(OPENS + timedelta(days=12))
    assert [line.split(": ", 1)[1] for line in company.lines] == [
        "notice to 4 people",
        "2 circles introduced",
        "2 captains nudged",
        "2 circles asked how it went",
        "closed, no circles met",
    ]
    titles = [m.title for m in company.inbox("ana")]
    assert titles[0] == "Coffee is coming up"
    assert "meet each other" in titles[1]
    assert titles[-1] == "How did it go?"
    assert company.inbox("root", ["summary"])[0].title == "Coffee, round 1, is over"
    assert "told me how it went" not in words_of(company.inbox("root", ["summary"])[0])
    assert not company.bugs
    with company.store.begin() as work:
        assert work.rounds.planned(program.id).number == 2


def test_the_notice_comes_one_working_day_before_and_a_skip_keeps_someone_out_of_the_draw(company):
    program = start(company, "ana", "ben", "cleo")
    company.move_to(OPENS - timedelta(days=1))
    (notice,) = company.inbox("ana", ["notice"])
    assert isinstance(press(company, "ana", notice, "Skip this round"), Replace | Say)
    company.move_to(OPENS)
    assert circles(company, program) == [["ben", "cleo"]]
    company.move_to(OPENS + timedelta(days=14))
    assert sorted(n for circle in circles(company, program) for n in circle) == [
        "ana",
        "ben",
        "cleo",
    ]


def test_an_odd_one_makes_a_trio_and_each_one_reads_a_reason(company):
    program = start(company, "ana", "ben", "cleo", "dan", "eve")
    company.move_to(OPENS)
    assert sorted(len(c) for c in circles(company, program)) == [2, 3]
    for name in ("ana", "ben", "cleo", "dan", "eve"):
        _, circle = session(company, program, name)
        assert all(seat.reason for seat in circle.seats)
        assert [seat.roles for seat in circle.seats].count(("captain",)) == 1


def test_nobody_meets_the_same_person_again_inside_the_gap_while_that_is_possible(company):
    names = ["ana", "ben", "cleo", "dan", "eve", "fay"]
    program = start(company, *names, gap_weeks=12)
    seen = set()
    for turn in range(5):
        company.move_to(OPENS + timedelta(weeks=2 * turn))
        for a, b in circles(company, program):
            assert (a, b) not in seen
            seen.add((a, b))
            current, _ = session(company, program, a)
            company.says(a, f"met {current.id}")
    assert len(seen) == 15


def test_only_meetings_that_happened_count_as_met(company):
    program = start(company, "ana", "ben")
    company.move_to(OPENS)
    company.says("ana", "could not")
    with company.store.begin() as work:
        assert work.sessions.met_since(program.id, OPENS - timedelta(days=1)) == []
    company.says("ben", "met")
    with company.store.begin() as work:
        assert len(work.sessions.met_since(program.id, OPENS - timedelta(days=1))) == 1


def test_the_captain_alone_is_nudged_and_only_where_nobody_wrote(company):
    program = start(company, "ana", "ben", "cleo", "dan")
    company.move_to(OPENS)
    _, quiet = session(company, program, "ana")
    loud_name = next(n for n in ("ben", "cleo", "dan") if n not in str(quiet.members))
    _, loud = session(company, program, loud_name)
    company.writes(loud_name, loud.conversation)
    company.move_to(OPENS + timedelta(days=1))
    nudged = [d for d in company.arrived if d.kind == "nudge"]
    assert [d.to.member for d in nudged] == list(quiet.having("captain"))


def test_who_is_captain_rotates(company):
    program = start(company, "ana", "ben")
    captains = []
    for turn in range(2):
        company.move_to(OPENS + timedelta(weeks=2 * turn))
        captains += session(company, program, "ana")[1].having("captain")
    assert len(set(captains)) == 2


def test_an_answer_takes_the_place_of_the_question_and_can_be_changed(company):
    program = start(company, "ana", "ben")
    company.move_to(OPENS + timedelta(days=2))
    (asked,) = company.inbox("ana", ["ask"])
    said = press(company, "ana", asked, "It won't work out")
    assert isinstance(said, Replace)
    asked_again = press(company, "ben", said.message, "Change the answer")
    final = press(company, "ben", read(asked_again), "We met")
    assert read(final).title == "You met"
    assert "Nobody else sees your answer" in words_of(final)
    assert session(company, program, "ana")[0].outcome == "met"


def test_not_yet_is_asked_once_more_after_48_hours_and_then_never(company):
    start(company, "ana", "ben")
    company.move_to(OPENS + timedelta(days=2))
    (asked,) = company.inbox("ana", ["ask"])
    said = press(company, "ana", asked, "Not yet")
    assert "ask once more" in str(read(said))
    company.move_to(OPENS + timedelta(days=7))
    again = company.inbox("ana", ["ask"])[1:]
    assert len(again) == 1
    said = press(company, "ana", again[0], "Not yet")
    assert "not ask again" in str(read(said))
    company.move_to(OPENS + timedelta(days=13))
    assert len(company.inbox("ana", ["ask"])) == 2


def test_who_met_before_the_second_asking_is_not_asked_again(company):
    start(company, "ana", "ben")
    company.move_to(OPENS + timedelta(days=2))
    company.says("ana", "not yet")
    company.says("ben", "met")
    company.move_to(OPENS + timedelta(days=13))
    assert len(company.inbox("ana", ["ask"])) == 1


def test_only_those_in_the_circle_answer_for_it(company):
    program = start(company, "ana", "ben")
    company.settle(person("mallory"))
    company.move_to(OPENS)
    theirs, _ = session(company, program, "ana")
    said = company.says("mallory", f"met {theirs.id}")
    assert "Only the people of that circle" in str(read(said))
    assert session(company, program, "ana")[0].outcome == "unknown"


def test_three_rounds_without_a_sign_pause_a_member_who_hears_of_it_at_once_and_can_come_back(
    company,
):
    names = ["ana", "ben", "cleo", "dan"]
    program = start(company, *names)
    for turn in range(3):
        company.move_to(OPENS + timedelta(weeks=2 * turn, days=1))
        for name in ("ana", "ben", "cleo"):
            company.says(name, "status")
    company.move_to(OPENS + timedelta(weeks=6, days=-2))
    assert enrollment(company, program, "dan").cause == "silence"
    assert enrollment(company, program, "ana").state == "active"
    told = company.inbox("dan", ["told"])[-1]
    assert told.title == "I have paused Coffee for you"
    press(company, "dan", told, "Count me in again")
    assert enrollment(company, program, "dan").state == "active"


def test_a_partner_who_says_you_met_is_a_sign_for_both(company):
    program = start(company, "ana", "ben", silence_rounds=1)
    company.move_to(OPENS)
    company.says("ana", "met")
    company.move_to(OPENS + timedelta(days=12))
    assert enrollment(company, program, "ben").state == "active"


def test_a_pause_ends_by_itself_and_says_so(company):
    program = start(company, "ana", "ben", "cleo")
    company.says("ana", "pause 2w")
    assert enrollment(company, program, "ana").state == "paused"
    company.move_to(OPENS)
    assert circles(company, program) == [["ben", "cleo"]]
    company.move_to(OPENS + timedelta(days=13))
    assert enrollment(company, program, "ana").state == "active"
    assert "Welcome back to Coffee" in [m.title for m in company.inbox("ana")]


@pytest.mark.parametrize("how", ["by itself", "back"])
def test_a_pause_that_ends_forgives_the_silent_rounds_before_it(company, how):
    program = start(company, "ana", "ben", "cleo", "dan")
    company.move_to(OPENS + timedelta(weeks=4, days=-2))
    assert enrollment(company, program, "ana").silent == 2
    company.says("ana", "pause 2w" if how == "by itself" else "pause")
    company.move_to(OPENS + timedelta(weeks=6, days=-1))
    if how == "back":
        company.says("ana", "back")
    assert (
        enrollment(company, program, "ana").state,
        enrollment(company, program, "ana").silent,
    ) == ("active", 0)
    company.move_to(OPENS + timedelta(weeks=8, days=-1))
    assert enrollment(company, program, "ana").state == "active"


def test_who_is_heard_of_between_two_rounds_is_not_silent(company):
    program = start(company, "ana", "ben", silence_rounds=2)
    company.move_to(OPENS + timedelta(days=13))
    assert enrollment(company, program, "ana").silent == 1
    company.says("ana", "status")
    company.move_to(OPENS + timedelta(weeks=2, days=13))
    hers = enrollment(company, program, "ana")
    assert (hers.state, hers.silent) == ("active", 0)
    assert enrollment(company, program, "ben").cause == "silence"


@pytest.mark.parametrize("apart", [False, True])
def test_who_was_never_introduced_is_not_silent(company, apart):
    company.apart = apart
    program = start(company, "ana", "ben", silence_rounds=1)
    company.lost = {"intro"}
    company.move_to(OPENS + timedelta(days=13))
    assert enrollment(company, program, "ana").state == "active"
    assert enrollment(company, program, "ana").silent == 0
    company.lost = set()
    company.move_to(OPENS + timedelta(weeks=2, days=13))
    assert enrollment(company, program, "ana").cause == "silence"


def test_who_is_away_from_their_circle_is_not_silent(company):
    program = start(company, "ana", "ben", "cleo", silence_rounds=1)
    company.move_to(OPENS)
    theirs, _ = session(company, program, "ana")
    with company.store.begin() as work:
        work.sessions.save(theirs.without("playground:acme:ana"))
    company.move_to(OPENS + timedelta(days=13))
    assert enrollment(company, program, "ana").silent == 0
    assert enrollment(company, program, "ana").state == "active"
    assert enrollment(company, program, "ben").cause == "silence"


def test_who_leaves_a_trio_is_missed_by_two_who_go_on_and_are_told(company):
    program = start(company, "ana", "ben", "cleo")
    company.move_to(OPENS)
    company.says("ana", "leave")
    company.work_through()
    assert circles(company, program) == [["ben", "cleo"]]
    assert company.inbox("ben")[-1].title == "Ana is out this round"


def test_who_is_left_alone_joins_a_pair_and_everyone_of_the_new_circle_is_introduced(company):
    program = start(company, "ana", "ben", "cleo", "dan")
    company.move_to(OPENS)
    other = partner(company, program, "ana")
    company.says("ana", "leave")
    company.work_through()
    (trio,) = circles(company, program)
    assert len(trio) == 3
    assert other in trio
    for name in trio:
        assert "meet each other" in company.inbox(name)[-1].title


def test_two_who_are_left_alone_are_put_together(company):
    program = start(company, "ana", "ben", "cleo", "dan", largest=2)
    company.move_to(OPENS)
    other = partner(company, program, "ana")
    third = next(n for n in ("ben", "cleo", "dan") if n != other)
    company.says("ana", "leave")
    company.says(third, "leave")
    company.work_through()
    assert circles(company, program) == [sorted({"ben", "cleo", "dan"} - {third})]


def test_who_is_left_alone_with_nobody_to_go_to_is_told_and_comes_first_next_time(company):
    program = start(company, "ana", "ben")
    company.move_to(OPENS)
    company.says("ana", "leave")
    company.work_through()
    assert company.inbox("ben")[-1].title == "Ana cannot take part this round"
    assert enrollment(company, program, "ben").missed == 1


def test_someone_who_cannot_be_reached_leaves_the_draw_and_the_partner_is_placed_anew(company):
    program = start(company, "ana", "ben", "cleo", "dan", notice_days=0)
    company.unreachable.add("playground:acme:ana")
    company.move_to(OPENS)
    assert enrollment(company, program, "ana").cause == "unreachable"
    (trio,) = circles(company, program)
    assert trio == ["ben", "cleo", "dan"]
    assert all("meet each other" in company.inbox(name)[-1].title for name in trio)
    told = [m.title for m in company.inbox("root")]
    assert told.count("Someone cannot be reached") == 1


def test_nobody_is_left_out_in_silence(company):
    company.settle(
        person("ana", languages=("en",)),
        person("ben", languages=("en",)),
        person("yuki", languages=("ja",)),
        person("root", role="admin"),
    )
    program = company.program(["ana", "ben", "yuki"])
    company.move_to(OPENS)
    assert circles(company, program) == [["ana", "ben"]]
    told = company.inbox("yuki")[-1]
    assert told.title == "No circle for you in Coffee this round"
    assert "language" in str(told).casefold()
    assert "language" in str(company.says("yuki", "why").message).casefold()


def test_whoever_joins_a_pair_again_is_not_told_of_a_seat_that_was_kept(company):
    start(company, "ana", "ben", "cleo", "dan")
    company.move_to(OPENS + timedelta(days=15))
    company.says("ana", "leave coffee")
    again = words_of(company.says("ana", "join coffee"))
    assert "Welcome back to Coffee" in again
    assert "The next round opens on" in again
    assert "kept your seat" not in again
    assert "You left your circle of Coffee" in words_of(company.says("ana", "why coffee"))


def test_after_the_last_round_nobody_is_promised_to_come_first_next_time(company):
    company.settle(person("ana"), person("root", role="admin"))
    company.program(["ana"], term=1)
    company.move_to(OPENS + timedelta(days=15))
    summary = words_of(company.inbox("root", ["summary"])[0])
    assert "1 person found no circle" in summary
    assert "next time" not in summary


def test_a_round_that_is_too_late_is_skipped_and_told_and_never_made_up_for_in_a_burst(company):
    program = start(company, "ana", "ben")
    company.now = OPENS + timedelta(weeks=5)
    company.work_through()
    company.pass_(days=1)
    with company.store.begin() as work:
        rounds = work.rounds.of(program.id)
    assert [r.state for r in rounds] == ["planned", "skipped"]
    assert rounds[0].opens_at > company.now
    assert [m.title for m in company.inbox("root")] == ["A round of Coffee was skipped"]
    assert not company.inbox("ana", ["intro"])


def test_a_round_that_is_a_little_late_is_held(company):
    program = start(company, "ana", "ben")
    company.now = OPENS + timedelta(hours=5)
    company.work_through()
    assert circles(company, program) == [["ana", "ben"]]


def test_a_term_that_is_over_asks_the_facilitators_and_plans_nothing(company):
    program = start(company, "ana", "ben", term=1)
    company.move_to(OPENS + timedelta(days=40))
    with company.store.begin() as work:
        assert work.rounds.planned(program.id) is None
    assert "Coffee has run its 1 round" in [m.title for m in company.inbox("root")]


def test_the_same_people_and_seed_give_the_circles_that_the_preview_showed(company):
    program = start(company, "ana", "ben", "cleo", "dan", "eve", "fay")
    shown = str(company.says("root", "preview coffee").message)
    company.move_to(OPENS)
    for pair in circles(company, program):
        assert any(all(f"name='{n.title()}'" in line for n in pair) for line in shown.split("), ("))


def test_a_preview_is_for_admins_and_facilitators(company):
    start(company, "ana", "ben")
    assert "Only admins and the facilitators" in str(company.says("ana", "preview coffee").message)


def test_why_names_the_reason_of_the_newest_circle(company):
    program = start(company, "ana", "ben")
    assert "Next round" in str(company.says("ana", "why").message) or "next round" in str(
        company.says("ana", "why").message
    )
    company.move_to(OPENS)
    _, circle = session(company, program, "ana")
    mine = next(s.reason for s in circle.seats if s.member.endswith(":ana"))
    said = these(mine, {m: "Ben" for m in circle.members if m.endswith(":ben")})
    assert said
    assert said in str(company.says("ana", "why").message)
    assert words_of(company.says("ana", "why")).count("I looked at everyone") == 1


def test_a_step_that_two_workers_try_is_done_once(company):
    from facilitation.steps import service as steps

    start(company, "ana", "ben")
    company.now = OPENS
    with company.store.begin() as work:
        dues = steps.due(work, OPENS)
    first = [company._run(due) for due in dues]
    second = [company._run(due) for due in dues]
    assert first[0]
    assert second == [None]


def test_what_a_platform_sends_twice_is_done_once(company):
    start(company, "ana", "ben")
    assert isinstance(company.says("ana", "status", key="evt1"), Say)
    assert isinstance(company.says("ana", "status", key="evt1"), Quiet)


def test_deliveries_wait_for_the_end_of_quiet_hours_in_the_members_own_zone(company):
    company.settle(person("ana", zone="America/New_York"), person("ben", zone="America/New_York"))
    company.program(["ana", "ben"], notice_days=0)
    company.move_to(OPENS + timedelta(hours=4, minutes=59))
    assert not company.arrived
    company.move_to(OPENS + timedelta(hours=5))
    assert [d.kind for d in company.arrived] == ["intro"]


@pytest.mark.parametrize("apart", [False, True])
def test_who_has_just_spoken_is_introduced_at_once_be_it_at_night_or_on_a_sunday(company, apart):
    company.apart = apart
    company.settle(person("ana", zone="America/New_York"), person("ben", zone="America/New_York"))
    company.program(["ana", "ben"], notice_days=0)
    company.move_to(OPENS - timedelta(minutes=10))
    for name in ("ana", "ben"):
        company.says(name, "status")
    company.move_to(OPENS)
    assert [d.kind for d in company.arrived] == ["intro"] * (2 if apart else 1)


def test_that_nobody_is_in_a_program_is_told_once_to_whoever_looks_after_it(company):
    start(company)
    company.move_to(OPENS + timedelta(days=42))
    (told,) = (m for m in company.inbox("root", ["summary"]) if m.title == "Nobody is in Coffee")
    assert isinstance(press(company, "root", told, "Invite people"), Say | Ask)


@pytest.mark.parametrize(
    "format", ["pairs", "mentoring", "community", "sharing", "clinic", "discussion"]
)
def test_that_nobody_is_in_a_round_is_told_as_it_opens_in_every_format(company, format):
    company.settle(person("root", role="admin"), person("ana"))
    yes(company, "root", f'program create {format} "Talk" in #c1|talk every 2w on tue at 10:00')
    company.move_to(OPENS + timedelta(hours=4))
    (told,) = (m for m in company.inbox("root", ["summary"]) if m.title == "Nobody is in Talk")
    assert "Round 1 has opened without anyone." in words_of(told)


def test_another_hour_makes_no_second_round_of_the_day_of_one(company):
    program = start(company, "ana", "ben", "cleo", "dan")
    company.move_to(OPENS)
    yes(company, "root", "set coffee cadence every 2w on tue at 11:00")
    with company.store.begin() as work:
        planned = work.rounds.planned(program.id)
    assert planned.opens_at == OPENS + timedelta(days=14, hours=1)
    company.move_to(OPENS + timedelta(hours=2))
    assert len(company.inbox("ana", ["intro"])) == 1


def test_a_round_that_is_moved_and_moved_back_is_announced_once(company):
    start(company, "ana", "ben")
    company.now = OPENS - timedelta(days=1, hours=4)
    company.work_through()
    yes(company, "root", "set coffee cadence every 2w on wed at 10:00")
    yes(company, "root", "undo")
    company.move_to(OPENS - timedelta(hours=1))
    assert len(company.inbox("ana", ["notice"])) == 1


def test_what_was_answered_and_then_taken_back_is_asked_about_again(company):
    start(company, "ana", "ben")
    company.move_to(OPENS + timedelta(days=2))
    for answer in ("not yet", "met", "not yet"):
        company.says("ana", answer)
    company.move_to(OPENS + timedelta(days=7))
    assert len(company.inbox("ana", ["ask"])) == 2


def test_a_skip_button_of_a_round_that_was_drawn_meanwhile_skips_nothing(company):
    program = start(company, "ana", "ben")
    company.move_to(OPENS)
    (notice,) = company.inbox("ana", ["notice"])
    said = press(company, "ana", notice, "Skip this round")
    assert "just begun" in read(said).title
    assert enrollment(company, program, "ana").skips == ""
