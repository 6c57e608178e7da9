"""One card on a morning: rehearsal and follow-up, when they come, when they do not, and what they lead to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitation.discussions.model import Discussion
from facilitation.post.facts import TransferConfirmed
from facilitation.talk.incoming import Ask
from facilitation.talk.when.weeks import Week
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.facilitation.booked import accepts, asked, fills, last, of, offers, pressed, said, words
from tests.facilitation.learned import CARD, PLAN, cards, days, meets, met, plans, promises

NEW_YORK = "America/New_York"


@pytest.fixture
def company(store: Store) -> Company:
    """Ana and Ben, who met for Coffee, and Cleo who did not."""
    found = Company(store)
    found.settle(*(person(n, team=n) for n in ("ana", "ben", "cleo")), person("root", role="admin"))
    return found


def test_a_plan_is_rehearsed_on_the_next_working_morning_with_one_tap(company: Company) -> None:
    meets(company, "ana", "ben")
    promises(company)
    company.move_to(datetime(2026, 11, 27, 12, tzinfo=UTC))
    assert days(cards(company)) == ["Fri 27 Nov 08:00"]
    card = cards(company)[0].message
    assert "When the deploy fails …" in words(card)
    assert "read the log" not in words(card)
    shown = said(pressed(company, "ana", card, "What will I do?"))
    assert "When the deploy fails, I will read the log first, by Fri 4 Dec." in words(shown)
    assert said(pressed(company, "ana", shown, "Got it")).title == "Good"


def test_it_is_followed_up_after_a_week_a_month_and_three_each_in_the_morning_of_a_working_day(
    company: Company,
) -> None:
    meets(company, "ana", "ben")
    promises(company)
    asked_for = []
    for span, way in ((2, "What will I do?"), (6, "Yes"), (30, "Yes"), (60, "It made")):
        company.pass_(days=span)
        card = cards(company)[-1].message
        asked_for.append(words(card).splitlines()[1])
        shown = said(pressed(company, "ana", card, way))
        if way == "What will I do?":
            pressed(company, "ana", shown, "Got it")
    # the 26th of December is a Saturday
    assert days(cards(company)) == [
        "Fri 27 Nov 08:00",
        "Thu 03 Dec 08:00",
        "Mon 28 Dec 08:00",
        "Wed 24 Feb 08:00",
    ]
    assert [line.rpartition(". ")[2] for line in asked_for[1:]] == [
        "Have you tried it?",
        "Do you use it?",
        "What came of it?",
    ]
    company.pass_(days=60)
    assert len(cards(company)) == 4


def test_a_plan_is_asked_about_with_the_day_on_which_it_was_made_and_when_its_own_is_over(
    company: Company,
) -> None:
    meets(company, "ana", "ben")
    promises(company)
    company.pass_(days=2)
    company.says("ana", "pause 2w")
    company.pass_(days=20)
    asked = words(cards(company)[-1].message)
    assert "week ago" not in asked
    assert "You wrote this down on Thu 26 Nov, and the day you set is over." in asked
    assert "Have you tried it?" in asked


def test_what_one_of_a_pair_keeps_comes_back_to_the_other_who_wants_it(company: Company) -> None:
    meets(company, "ana", "ben")
    company.says("ben", "recall on")
    promises(company, ticks="keep")
    with company.store.begin() as work:
        [one] = work.takeaways.given([of("ana")])
    company.says("cleo", f"check {one.id} right")
    company.pass_(days=3)
    assert said(company.says("ben", "recall now")).title == "What would you do?"


def test_two_unanswered_in_a_row_end_it(company: Company) -> None:
    meets(company, "ana", "ben")
    promises(company)
    company.pass_(days=120)
    assert len(cards(company)) == 2


def test_an_answer_that_comes_late_lets_it_go_on(company: Company) -> None:
    meets(company, "ana", "ben")
    promises(company)
    company.pass_(days=14)
    pressed(company, "ana", cards(company)[-1].message, "Yes, in part")
    company.pass_(days=30)
    assert len(cards(company)) == 3


def test_who_does_not_tick_it_is_not_reminded_and_stop_these_ends_it_at_once(
    company: Company,
) -> None:
    meets(company, "ana", "ben")
    promises(company, "ben", ticks="", **PLAN)
    promises(company)
    company.pass_(days=2)
    stopped = said(pressed(company, "ana", cards(company)[0].message, "Stop these"))
    company.pass_(days=120)
    assert (len(cards(company)), cards(company, "ben")) == (1, [])
    assert len(plans(company)) == 1
    pressed(company, "ana", stopped, "Remind me again")
    company.pass_(days=60)
    assert len(cards(company)) == 2


def test_whoever_has_stopped_them_finds_the_tick_empty_and_can_set_it_again(
    company: Company,
) -> None:
    meets(company, "ana", "ben")
    company.says("ana", "reminders off")
    its, _ = met(company)
    form = company.says("ana", f"plan {its.id}")
    assert isinstance(form, Ask)
    assert form.form.fields[-1].values == ()  # type: ignore[union-attr]
    promises(company)
    company.pass_(days=2)
    assert len(cards(company)) == 1


def test_what_is_done_or_dropped_is_not_asked_about_and_taken_up_again_it_is(
    company: Company,
) -> None:
    meets(company, "ana", "ben")
    plan = promises(company)
    company.pass_(days=2)
    company.says("ana", f"commitment done {plan.id}")
    company.pass_(days=10)
    assert len(cards(company)) == 1
    company.says("ana", f"commitment reopen {plan.id}")
    company.pass_(days=30)
    assert len(cards(company)) == 2


def test_in_a_week_in_which_somebody_looks_after_a_discussion_a_rehearsal_waits_for_the_next(
    company: Company,
) -> None:
    meets(company, "ana", "ben")
    promises(company)
    promises(company, "ben")
    with company.store.begin() as work:
        led = Discussion(
            id=work.new_id("dis"),
            workspace=WORKSPACE,
            program=company.coffee.id,  # type: ignore[attr-defined]
            question="What slowed you down?",
            facilitator=of("ana"),
            opened_by=of("ana"),
            conversation="",
            opened_at=company.now,
            closes_at=company.now + timedelta(days=30),
        )
        work.discussions.save(led)
    company.pass_(days=6)
    assert days(cards(company)) == ["Mon 30 Nov 08:00"]
    assert days(cards(company, "ben")) == ["Fri 27 Nov 08:00"]


def test_in_a_week_with_a_circle_and_a_booking_a_rehearsal_waits_for_the_next(
    company: Company,
) -> None:
    meets(company, "ana", "ben")
    promises(company)
    promises(company, "ben")
    offers(company, "SQL", "cleo")
    company.says("ana", "book @cleo for SQL 30m fri")
    company.work_through()
    pressed(company, "cleo", last(company, "cleo"), accepts(last(company, "cleo"))[0].text)
    company.pass_(days=6)
    assert days(cards(company)) == ["Mon 30 Nov 08:00"]
    assert days(cards(company, "ben")) == ["Fri 27 Nov 08:00"]


def test_it_never_comes_on_top_of_an_introduction(company: Company) -> None:
    meets(company, "ana", "ben")
    company.move_to(datetime(2026, 12, 1, 10, tzinfo=UTC))
    promises(company)
    # a week later, on the 8th, Coffee opens its next round: what can wait does until that week is over
    company.move_to(datetime(2026, 12, 17, 12, tzinfo=UTC))
    assert days(cards(company)) == ["Wed 02 Dec 08:00", "Mon 14 Dec 08:00"]


def test_who_is_on_a_break_is_left_alone_until_they_are_back(company: Company) -> None:
    meets(company, "ana", "ben")
    promises(company)
    company.says("ana", "pause 2w")
    company.pass_(days=13)
    assert cards(company) == []
    company.pass_(days=3)
    assert len(cards(company)) == 1
    assert "Have you tried it?" in words(cards(company)[0].message)


def test_no_card_comes_on_days_off_and_each_by_their_own_clock(company: Company) -> None:
    late = Week(days=(((13 * 60, 20 * 60),),) * 5 + ((),) * 2)
    with company.store.begin() as work:
        home = work.workspaces.get(WORKSPACE)
        work.workspaces.save(replace(home, holidays=("US",)))
    company.settle(
        replace(person("ana", team="ana"), zone=NEW_YORK, version=1),
        replace(person("ben", team="ben"), work=late, version=1),
    )
    # Thanksgiving, of those who keep it, is the 26th of November: the day on which they are asked
    meets(company, "ana", "ben")
    company.move_to(datetime(2026, 11, 25, 20, tzinfo=UTC))
    promises(company)
    promises(company, "ben")
    company.move_to(datetime(2026, 12, 2, 20, tzinfo=UTC))
    assert days(cards(company)) == ["Fri 27 Nov 14:00"]
    assert days(cards(company, "ben")) == ["Fri 27 Nov 12:00"]


def test_when_the_clocks_change_the_morning_stays_where_it_is(company: Company) -> None:
    company.now = datetime(2027, 3, 11, 8, tzinfo=UTC)
    company.settle(replace(person("ana", team="ana"), version=1))
    fills(company, "ana", "plan", ticks="remind", **{**PLAN, "until": ""})
    company.now = datetime(2027, 3, 25, 8, tzinfo=UTC)
    fills(company, "ana", "plan", ticks="remind", **{**PLAN, "until": ""})
    company.move_to(datetime(2027, 4, 2, 12, tzinfo=UTC))
    assert days(cards(company))[-2:] == ["Fri 26 Mar 08:00", "Thu 01 Apr 07:00"]


def test_all_that_is_due_stands_on_one_card_and_what_is_left_comes_another_morning(
    company: Company,
) -> None:
    for number in range(4):
        fills(company, "ana", "plan", ticks="remind", cue=f"cue {number}", does="act")
    company.pass_(days=1, hours=8)
    [card] = cards(company)
    assert [f"cue {n} …" in words(card.message) for n in range(4)] == [True, True, True, False]
    rest = said(pressed(company, "ana", card.message, "What will I do?"))
    assert "When cue 0, I will act." in words(rest)
    assert "When cue 1 …" in words(rest)
    company.pass_(days=3)
    assert len(cards(company)) == 2


def test_a_card_that_is_late_comes_on_the_next_morning(company: Company) -> None:
    meets(company, "ana", "ben")
    promises(company)
    company.now = datetime(2026, 11, 27, 15, tzinfo=UTC)
    company.move_to(datetime(2026, 11, 30, 12, tzinfo=UTC))
    assert days(cards(company)) == ["Mon 30 Nov 08:00"]


def test_who_has_left_gets_none_and_who_comes_back_has_not_lost_theirs(company: Company) -> None:
    meets(company, "ana", "ben")
    promises(company)
    promises(company, "ben")
    with company.store.begin() as work:
        for name, state in (("ana", "gone"), ("ben", "unreachable")):
            work.members.save(replace(work.members.get(of(name)), state=state))  # type: ignore[arg-type]
    company.pass_(days=5)
    with company.store.begin() as work:
        work.members.save(replace(work.members.get(of("ben")), state="active"))
    company.pass_(days=10)
    assert cards(company) == []
    assert len(cards(company, "ben")) == 1


def test_what_stood_in_the_way_leads_to_who_may_know_a_way_and_to_three_things_to_learn_from(
    company: Company,
) -> None:
    for number in range(4):
        company.says("ben", f"resource add Course {number} for kubernetes")
    company.says("ben", "resource add Something else for python")
    meets(company, "ana", "ben")
    promises(company)
    company.pass_(days=10)
    no = said(pressed(company, "ana", cards(company)[-1].message, "Not yet"))
    form = pressed(company, "ana", no, "Say what stood in the way")
    assert isinstance(form, Ask)
    line = 'Where "are" the Kubernetes logs?'
    told = said(fills(company, "ana", form.form.command, words=line))
    assert words(told).count("you would be the first to say how it is") == 3
    assert "Something else" not in words(told)
    found = said(pressed(company, "ana", told, "Ask my peers"))
    assert "Where 'are' the Kubernetes logs?" in words(found)
    assert [d for d in company.arrived if "logs?" in words(d.message)] == []


def lined(company: Company) -> tuple[str, object]:
    """Let Ana write how it went, and return the follow-up's id with what she reads."""
    yes = said(pressed(company, "ana", cards(company)[-1].message, "Yes, it worked"))
    form = pressed(company, "ana", yes, "Write one line")
    assert isinstance(form, Ask)
    told = said(fills(company, "ana", form.form.command, words="On Tuesday I read the log"))
    return form.form.command.split()[-1], told


def test_a_witness_reads_one_line_and_nothing_else_and_their_yes_alone_is_transfer(
    company: Company,
) -> None:
    meets(company, "ana", "ben")
    plan = promises(company)
    company.pass_(days=11)
    _, told = lined(company)
    pressed(company, "ana", told, "Ask Ben to confirm")  # type: ignore[arg-type]
    company.work_through()
    request = last(company, "ben")
    assert request.title == "Ana asks you to confirm something"
    assert "On Tuesday I read the log" in words(request)
    assert not any(said in words(request) for said in (plan.uses, plan.cue, "log first"))
    assert said(pressed(company, "ben", request, "Yes, I confirm it")).title == "Thank you"
    pressed(company, "ben", request, "Yes, I confirm it")
    company.work_through()
    assert last(company, "ana").title == "Ben confirms it"
    with company.store.begin() as work:
        facts = work.journal.about_member(of("ana"), ["transfer.confirmed"])
    assert [(f.by, f.what) for f in facts] == [
        (
            of("ben"),
            TransferConfirmed(
                member=of("ana"), program=plan.program, about=plan.about, stage="tried"
            ),
        )
    ]


def test_a_witness_who_cannot_say_is_let_go_and_another_one_can_be_asked(company: Company) -> None:
    meets(company, "ana", "ben")
    promises(company)
    company.pass_(days=11)
    id, told = lined(company)
    pressed(company, "ana", told, "Ask Ben to confirm")  # type: ignore[arg-type]
    company.work_through()
    stays = said(fills(company, "ana", f"follow up line {id}", words="Something else"))
    assert "stays as it is" in words(stays)
    count = len(company.inbox("ana"))
    pressed(company, "ben", last(company, "ben"), "I cannot say")
    assert len(company.inbox("ana")) == count
    refused = words(said(company.says("ben", f"follow up confirm {id}")))
    assert "You are not asked" in refused
    form = company.says("ana", f"follow up somebody {id}")
    assert isinstance(form, Ask)
    fills(company, "ana", form.form.command, who=of("cleo"))
    company.work_through()
    assert last(company, "cleo").title == "Ana asks you to confirm something"


def test_nobody_touches_what_others_come_back_to(company: Company) -> None:
    meets(company, "ana", "ben")
    promises(company)
    company.pass_(days=10)
    id, _ = lined(company)
    for line in ("rehearse {}", "follow up {} yes", "follow up line {}", "follow up ask {} @cleo"):
        assert "I do not know that plan" in words(said(company.says("ben", line.format(id))))
    assert asked(fills(company, "ana", f"follow up line {id}", words=" "))["words"]
    assert CARD not in [m.title for m in company.inbox("ben")]


def test_a_booking_that_somebody_denies_afterwards_leaves_the_plan_to_whoever_made_it(
    company: Company,
) -> None:
    meets(company, "ana", "ben")
    promises(company)
    its, _ = met(company)
    company.says("ben", f"could not {its.id} sure")
    company.pass_(days=2)
    assert len(cards(company)) == 1
    assert "You told me" not in words(said(company.says("ana", "commitments")))


def test_half_a_day_later_than_their_morning_is_no_morning(company: Company) -> None:
    meets(company, "ana", "ben")
    promises(company)
    company.settle(replace(person("ana", team="ana"), zone=NEW_YORK, version=1))
    company.move_to(datetime(2026, 11, 27, 20, tzinfo=UTC))
    assert days(cards(company)) == []
    company.pass_(days=4)
    assert days(cards(company)) == ["Mon 30 Nov 14:00"]


def test_home_shows_what_waits_to_be_answered_and_to_be_confirmed(company: Company) -> None:
    meets(company, "ana", "ben")
    promises(company)
    company.pass_(days=11)
    _, told = lined(company)
    pressed(company, "ana", told, "Ask Ben to confirm")  # type: ignore[arg-type]
    at_home = said(company.says("ben", "home"))
    assert "On Tuesday I read the log" in words(at_home)
    pressed(company, "ben", at_home, "I cannot say")
    assert "On Tuesday" not in words(said(company.says("ben", "home")))
    company.pass_(days=25)
    asks = said(company.says("ana", "home"))
    assert "Do you use it?" in words(asks)
    pressed(company, "ana", asks, "Now and then")
    assert "Do you use it?" not in words(said(company.says("ana", "home")))
