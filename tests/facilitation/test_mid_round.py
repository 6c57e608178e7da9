"""What happens when things change in the middle of a round: settings, people, deliveries, and Peerloop itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.errors import Conflict
from facilitation.talk.messages import Time, plain
from tests.company import Company, person, press
from tests.facilitation.rounded import OPENS, circles, enrollment, partner, session, start, yes

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def company(store):
    return Company(store)


def done(company):
    """Return what rounds did, in order."""
    return [line.split(": ", 1)[1] for line in company.lines]


def settings(company, program, **changed):
    """Change a program's settings behind everyone's back."""
    with company.store.begin() as work:
        current = work.programs.get(program.id)
        work.programs.save(replace(current, settings=replace(current.settings, **changed)))


def test_a_step_that_is_switched_off_while_it_is_next_never_leads_back_to_the_draw(company):
    program = start(company, "ana", "ben", "cleo", "dan")
    company.move_to(OPENS + HOUR)
    settings(company, program, nudge_hours=0)
    company.move_to(OPENS + 12 * DAY)
    assert done(company).count("2 circles introduced") == 1
    assert done(company)[-2:] == ["2 circles asked how it went", "closed, no circles met"]


def test_a_nudge_that_would_come_after_the_question_is_left_out_and_the_question_is_not(company):
    program = start(company, "ana", "ben")
    company.move_to(OPENS + HOUR)
    settings(company, program, nudge_hours=96)
    company.move_to(OPENS + 12 * DAY)
    assert "1 circle asked how it went" in done(company)


def test_enrollments_written_in_one_go_do_not_undo_what_a_member_did_meanwhile(company):
    program = start(company, "ana", "ben")
    before = enrollment(company, program, "ben")
    company.says("ben", "leave")
    with pytest.raises(Conflict), company.store.begin() as work:
        work.enrollments.save_all([replace(before, silent=1)])
    assert enrollment(company, program, "ben").state == "left"


def test_a_setting_changed_while_the_draw_is_due_does_not_lose_the_round(company):
    program = start(company, "ana", "ben")
    company.move_to(OPENS - HOUR)
    company.now = OPENS + timedelta(seconds=30)
    yes(company, "root", "set coffee goal better coffee")
    company.work_through()
    assert circles(company, program) == [["ana", "ben"]]


def test_a_trio_that_shrinks_before_its_introduction_reads_only_what_is_still_true(company):
    company.settle(
        *(person(n, zone="America/New_York") for n in ("ana", "ben", "cleo")),
        person("root", role="admin"),
    )
    company.program(["ana", "ben", "cleo"], notice_days=0)
    company.move_to(OPENS)
    company.says("cleo", "leave")
    company.says("ben", "leave")
    company.move_to(OPENS + 6 * HOUR)
    assert [m.title for m in company.inbox("ana")] == ["Ben cannot take part this round"]
    assert not any("meet each other" in m.title for m in company.inbox("ben"))


def test_two_partners_who_are_both_out_of_reach_trouble_the_others_once(company):
    program = start(company, "ana", "ben", "cleo", "dan", notice_days=0)
    company.move_to(OPENS - HOUR)
    company.unreachable = {"playground:acme:ana", "playground:acme:ben"}
    company.move_to(OPENS + HOUR)
    company.pass_(hours=2)
    assert circles(company, program) == [["cleo", "dan"]]
    for name in ("cleo", "dan"):
        kinds = [m.title for m in company.inbox(name) if "meet each other" in m.title]
        assert len(kinds) <= 2
        assert not any("Ben" in title for title in kinds[-1:])


def test_a_question_that_was_promised_still_comes_when_the_circle_has_grown_smaller(company):
    start(company, "ana", "ben", "cleo")
    company.move_to(OPENS + 2 * DAY)
    company.says("ana", "not yet")
    company.says("cleo", "leave")
    company.move_to(OPENS + 7 * DAY)
    assert len(company.inbox("ana", ["ask"])) == 2


def test_a_circle_that_came_together_after_the_question_is_asked_on_its_own(company):
    program = start(company, "ana", "ben", "cleo", "dan")
    company.move_to(OPENS + 2 * DAY)
    other = partner(company, program, "ana")
    company.says("ana", "leave")
    company.move_to(OPENS + 7 * DAY)
    assert len(company.inbox(other, ["ask"])) == 2


def test_nobody_who_is_paused_or_has_given_up_is_placed_anew(company):
    program = start(company, "ana", "ben", "cleo", "dan")
    company.move_to(OPENS)
    other = partner(company, program, "ana")
    company.says(other, "pause 2w")
    company.says("ana", "leave")
    company.work_through()
    assert all(other not in circle for circle in circles(company, program))
    pair = circles(company, program)[0]
    company.says(pair[0], "could not")
    company.says(pair[1], "leave")
    company.work_through()
    assert circles(company, program) == []


def test_an_introduction_that_cannot_be_posted_is_told_to_each_alone(company):
    start(company, "ana", "ben", notice_days=0)
    refuse(company, "intro")
    company.move_to(OPENS + 3 * DAY)
    for name in ("ana", "ben"):
        titles = [m.title for m in company.inbox(name)]
        assert any(title.startswith("Meet ") for title in titles)
        assert "How did it go?" in titles
    # nobody can see whether they wrote, so the push is a question
    [nudge] = [d for d in company.arrived if d.kind == "nudge"]
    assert "found a time yet" in plain(nudge.message.blocks[0].spans)


def refuse(company, kind):
    """Let the platform refuse for good whatever of this kind goes to a chat of several."""
    from facilitation import outcomes
    from facilitation.post.outbox import Receipt, Settled, Together
    from tests.company import chat_of

    def deliver():
        with company.store.begin() as work:
            owed = work.outbox.claim("test", company.now, timedelta(minutes=1), 1000)
        settled = [
            Settled(id=d.id, state="dead", reason="restricted_action")
            if isinstance(d.to, Together)
            else Settled(id=d.id, state="sent", receipt=Receipt(chat_of(d), d.key))
            for d in owed
        ]
        with company.store.begin() as work:
            stand = work.outbox.settle("test", settled, company.now)
            outcomes.settled(work, stand, {}, company.now)
        company.arrived += [d for d in stand if d.state == "sent"]
        return len(owed)

    company.deliver = deliver


def test_who_is_asked_has_a_day_to_answer_before_silence_is_counted(company):
    program = start(company, "ana", "ben", silence_rounds=1)
    company.move_to(OPENS + HOUR)
    company.now = OPENS + 9 * DAY
    company.work_through()
    assert [m.title for m in company.inbox("ana")][-1] == "How did it go?"
    assert enrollment(company, program, "ana").state == "active"
    company.pass_(hours=2)
    company.says("ana", "could not")
    company.pass_(days=2)
    assert enrollment(company, program, "ana").state == "active"
    assert enrollment(company, program, "ben").cause == "silence"


def test_a_round_that_fell_out_is_told_to_those_who_waited_for_it(company):
    start(company, "ana", "ben")
    company.move_to(OPENS - DAY)
    company.now = OPENS + 3 * DAY
    company.work_through()
    assert [m.title for m in company.inbox("ana")][-1] == "No round of Coffee this time"
    assert company.says("ana", "why").message.title == "No round of Coffee this time"


def test_nobody_waits_for_a_quarter_hour_when_nobody_is_quiet(company):
    start(company, "ana", "ben", notice_days=0)
    company.now = OPENS + timedelta(seconds=3)
    company.work_through()
    assert len(company.inbox("ana", ["intro"])) == 1


def test_the_nudge_counts_from_when_the_introduction_arrived(company):
    company.settle(
        *(person(n, zone="America/New_York") for n in ("ana", "ben")), person("root", role="admin")
    )
    company.program(["ana", "ben"], notice_days=0)
    company.move_to(OPENS + 4 * DAY)
    intro, nudge = (next(d for d in company.arrived if d.kind == k) for k in ("intro", "nudge"))
    assert nudge.sent_at - intro.sent_at == DAY


def test_not_yet_before_the_question_is_asked_once_and_not_an_hour_later_again(company):
    start(company, "ana", "ben")
    company.move_to(OPENS + DAY)
    said = company.says("ana", "not yet").message
    times = [
        s.at for b in said.blocks if hasattr(b, "spans") for s in b.spans if isinstance(s, Time)
    ]
    assert times == [OPENS + 2 * DAY]
    company.move_to(OPENS + 3 * DAY)
    assert len(company.inbox("ana", ["ask"])) == 1


def test_a_session_happened_when_that_was_first_said(company):
    program = start(company, "ana", "ben")
    company.move_to(OPENS + HOUR)
    company.says("ana", "met")
    company.move_to(OPENS + 5 * DAY)
    current, _ = session(company, program, "ana")
    company.says("ben", f"met {current.id}")
    with company.store.begin() as work:
        ((_, at),) = work.sessions.met_since(program.id, OPENS - DAY)
    assert at == OPENS + HOUR


def test_an_ended_program_is_not_asked_whether_it_goes_on(company):
    start(company, "ana", "ben", term=1)
    company.move_to(OPENS + HOUR)
    yes(company, "root", "program end coffee")
    company.move_to(OPENS + 14 * DAY)
    assert not any("has run its" in m.title for m in company.inbox("root"))


def test_a_word_in_a_shared_chat_counts_for_every_program_of_the_same_two(company):
    start(company, "ana", "ben")
    company.program(["ana", "ben"], name="Lunch")
    company.move_to(OPENS)
    chat = "playground:acme:ana+playground:acme:ben"
    company.writes("ana", chat)
    company.move_to(OPENS + 25 * HOUR)
    assert not [d for d in company.arrived if d.kind == "nudge"]


def test_even_a_refused_word_is_a_sign_of_life_and_makes_reachable(company):
    start(company, "ana", "ben")
    with company.store.begin() as work:
        ana = work.members.get("playground:acme:ana")
        work.members.save(replace(ana, state="unreachable"))
    company.says("ana", "set coffee goal mine")
    with company.store.begin() as work:
        ana = work.members.get("playground:acme:ana")
    assert (ana.state, ana.seen_at) == ("active", company.now)


def test_a_post_in_a_place_we_do_not_know_gets_no_answer(company):
    company.writes("ana", "nowhere")
    assert not company.bugs


def test_the_skip_of_a_round_that_moved_keeps_holding(company):
    program = start(company, "ana", "ben", "cleo")
    company.says("ana", "skip")
    yes(company, "root", "set coffee cadence every 2w on wed at 10:00")
    company.move_to(OPENS + 2 * DAY)
    assert circles(company, program) == [["ben", "cleo"]]


def test_pressing_pause_under_one_programs_message_pauses_that_program(company):
    program = start(company, "ana", "ben")
    other = company.program(["ana", "ben"], name="Lunch")
    company.says("ana", f"pause in #{program.number}")
    company.says("ana", "back")
    company.says("ana", f"pause 1w in #{program.number}")
    company.pass_(days=7, hours=2)
    back = next(m for m in company.inbox("ana") if m.title == "Welcome back to Coffee")
    press(company, "ana", back, "Pause for 2 weeks")
    assert enrollment(company, program, "ana").state == "paused"
    assert enrollment(company, other, "ana").state == "active"
