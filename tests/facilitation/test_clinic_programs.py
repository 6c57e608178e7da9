"""Programs of clinics: members bring problems, small circles work on the one that comes first."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from facilitation.discussions.clinics import gathering
from facilitation.discussions.clinics.model import Clinic, paced
from facilitation.discussions.model import Discussion, Prompt
from facilitation.programs.cadence import Cadence
from facilitation.talk.incoming import Ask
from facilitation.work import Store
from tests.company import START, WORKSPACE, Company, button, person, press
from tests.facilitation.discussed import fills
from tests.storage.examples import contribution
from tests.words import agree, said, words_of

NAMES = ("ana", "ben", "cleo", "dora", "emil")


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store)
    teams = ("design", "data", "sales", "design", "data")
    company.settle(
        person("root", role="admin"),
        *(person(n, team=team) for n, team in zip(NAMES, teams, strict=True)),
    )
    agree(company, "root", f'program create clinic "Clinic" in #{WORKSPACE}:help|help')
    for name in NAMES:
        company.says(name, "join clinic")
    company.arrived.clear()
    return company


def held(company: Company) -> list[tuple[Discussion, Clinic]]:
    with company.store.begin() as work:
        found = [*work.discussions.closed(WORKSPACE, 50), *work.discussions.unclosed(WORKSPACE)]
        return [(d, work.clinics.of(d.id)) for d in sorted(found, key=lambda d: d.opened_at)]


def test_the_most_urgent_problem_is_worked_on_and_then_who_was_helped_least(
    company: Company,
) -> None:
    company.pass_(hours=1)
    [told] = [m for m in company.inbox("ana") if "is coming up" in m.title]
    form = press(company, "ana", told, "Bring a problem")
    said = words_of(fills(company, "ana", form, problem="Nobody reads it.", urgency="3"))
    company.says("ana", 'clinic "Nobody tests it."')
    company.says("ben", 'clinic "It is slow."')
    company.pass_(days=1)
    [(first, clinic)] = held(company)
    company.pass_(days=29)
    second, third = held(company)[1:3]

    assert "Nobody reads it." in said
    assert (first.question, clinic.owner) == ("Nobody reads it.", f"{WORKSPACE}:ana")
    assert first.facilitator != clinic.owner
    assert clinic.pace == (2, 10, 15, 2, 2)
    assert second[0].question == "It is slow.", "Ana was helped already"
    assert third[0].question == "Nobody tests it."
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        turns = work.circles.turns(program.id, [f"{WORKSPACE}:{n}" for n in NAMES])
        assert turns[f"{WORKSPACE}:ana"]["owner"] == 2
        assert sum(t.get("facilitator", 0) for t in turns.values()) >= 3


def test_whoever_is_told_of_a_clinic_reads_when_where_and_how_long_and_what_waits_of_theirs(
    company: Company,
) -> None:
    with company.store.begin() as work:
        dora = work.members.get(f"{WORKSPACE}:dora")
        work.members.save_all([replace(dora, zone="Asia/Tokyo")])
    company.says("ben", 'clinic "It is slow."')
    company.pass_(hours=1)
    told = {
        name: next(m for m in company.inbox(name) if "is coming up" in m.title) for name in NAMES
    }
    live = "All are there at once: it begins on time, in the thread in #help, and takes 31 minutes."
    assert all(live in words_of(one) for one in told.values())
    assert "What are you stuck on?" in words_of(told["ana"])
    assert "What are you stuck on?" not in words_of(told["ben"])
    assert "A problem of yours waits" in words_of(told["ben"])
    assert "It is slow." in words_of(told["ben"])
    assert "It is slow." not in words_of(told["ana"])
    assert isinstance(press(company, "ben", told["ben"], "Bring another"), Ask)
    assert [name for name in NAMES if "outside your hours" in words_of(told[name])] == ["dora"]


def test_a_clinic_that_goes_over_days_is_not_said_to_be_live(company: Company) -> None:
    agree(company, "root", "set clinic days 5")
    company.pass_(hours=1)
    [told] = [m for m in company.inbox("ana") if "is coming up" in m.title]
    assert "at once" not in words_of(told)


def test_the_circle_is_called_by_name_in_the_channel_and_goes_through_the_stages(
    company: Company,
) -> None:
    company.says("cleo", 'clinic "It is slow."')
    company.pass_(days=7)
    [(discussion, _)] = held(company)
    [card] = [d.message for d in company.arrived if d.kind == "thread"]
    stages = [d.message.title for d in company.arrived if d.message.title.startswith("Step ")]

    assert card.title == "Cleo brings a problem"
    assert all(n.title() in words_of(card) for n in NAMES)
    assert len(stages) == 5
    assert discussion.conversation == f"{WORKSPACE}:help"


def test_a_record_store_hears_who_wrote_in_it_and_nothing_of_who_did_not(company: Company) -> None:
    company.store.record_home = "https://peerloop.example"  # type: ignore[attr-defined]
    company.says("cleo", 'clinic "It is slow."')
    while not held(company):
        company.pass_(hours=1)
    [(discussion, _)] = held(company)
    with company.store.begin() as work:
        for number, name in enumerate(("ana", "ben")):
            member = f"{WORKSPACE}:{name}"
            work.discussions.add(contribution(number, discussion=discussion.id, member=member))
    company.pass_(days=7)

    with company.store.begin() as work:
        told = work.statements.of_members([f"{WORKSPACE}:{name}" for name in NAMES])
    assert {(one.member, one.says) for one in told} == {
        (f"{WORKSPACE}:{name}", "took part") for name in ("ana", "ben")
    }


def test_over_days_a_clinic_goes_slowly(company: Company) -> None:
    agree(company, "root", "set clinic days 5")
    company.says("cleo", 'clinic "It is slow."')
    company.pass_(days=7)
    [(discussion, _)] = held(company)

    assert discussion.closes_at - discussion.opened_at >= timedelta(days=5)


def test_each_step_takes_as_long_as_the_program_says_in_minutes_hours_or_days(
    company: Company,
) -> None:
    agree(company, "root", "set clinic clarify 4h")
    agree(company, "root", "set clinic questions 1 day")
    assert "4 hours" in words_of(company.says("root", "set clinic clarify"))
    company.says("cleo", 'clinic "It is slow."')
    company.pass_(days=7)
    [(_, clinic)] = held(company)

    assert clinic.pace == (2, 240, 1440, 2, 2)
    assert paced(timedelta(days=2), clinic.pace) == (3, 410, 2460, 3, 3), "the shares stay"


def test_a_circle_without_a_problem_is_left_in_peace(company: Company) -> None:
    company.pass_(days=8)

    assert held(company) == []
    [told] = [m for m in company.inbox("dora") if m.title.startswith("No clinic for your circle")]
    assert "A few of you were put together to help one of you" in words_of(told)
    assert "none of you has brought one" in words_of(told)


def test_who_brings_a_problem_reads_where_and_when_it_is_told_and_under_whose_name(
    company: Company,
) -> None:
    told = company.says("cleo", 'clinic "It is slow."')
    said = words_of(told)
    assert "#help" in said
    assert "under your name" in said
    assert " Thu " in said
    assert button(told.message, "Take it back").startswith("clinic drop")  # type: ignore[union-attr]
    assert "under your name" in str(company.says("cleo", "clinic"))


def test_a_problem_that_comes_without_its_program_stands_in_the_form(company: Company) -> None:
    form = company.says("ben", 'clinic bring "Nobody reads our docs."')
    assert isinstance(form, Ask)
    assert "Nobody reads our docs." in [getattr(one, "value", "") for one in form.form.fields]


def test_a_problem_is_taken_back_and_nobody_brings_one_where_they_do_not_take_part(
    company: Company,
) -> None:
    mine = company.says("ana", 'clinic "It is slow."')
    press(company, "ana", mine.message, "Take it back")  # type: ignore[union-attr]
    company.says("emil", "leave clinic")
    refused = words_of(company.says("emil", "clinic bring clinic It is slow."))
    form = company.says("ben", "clinic")
    company.pass_(days=8)

    assert held(company) == []
    assert "Join Clinic first" in refused
    assert isinstance(form, Ask)


def problem(by: str, urgency: int, hours: int) -> Prompt:
    return Prompt(
        id=f"pmt_{by}{hours}",
        workspace=WORKSPACE,
        program="prg_1",
        asks="Why?",
        by=by,
        urgency=urgency,
        state="brought",
        at=START + timedelta(hours=hours),
    )


@pytest.mark.parametrize(
    ("helped", "first"),
    [
        ({}, "ana"),
        ({"ana": {"owner": 1}}, "ana"),
        ({"ana": {"owner": 2}}, "ben"),
        ({"ana": {"owner": 2}, "ben": {"owner": 1}}, "ana"),
        ({"ana": {"owner": 5}, "ben": {"owner": 2}}, "cleo"),
    ],
)
def test_each_time_somebody_was_helped_weighs_as_much_as_one_degree_of_urgency(
    helped: dict[str, dict[str, int]], first: str
) -> None:
    waiting = [
        problem("ana", 3, 0),
        problem("ben", 2, 1),
        problem("cleo", 1, 2),
        problem("x", 3, 0),
    ]
    chosen = gathering.chosen(waiting, ["ana", "ben", "cleo"], helped)  # type: ignore[arg-type]

    assert chosen is not None
    assert chosen.by == first


def together(company: Company) -> tuple[int, dict[str, int], dict[str, set[str]]]:
    """Return how many two were introduced, who facilitated how often, and whom a program has for this week."""
    ids = [f"{WORKSPACE}:{n}" for n in NAMES]
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        turns = work.circles.turns(program.id, ids)
        led = {m: t["facilitator"] for m, t in turns.items() if "facilitator" in t}
        new = work.sessions.newly_together(WORKSPACE, START, ids)
        return len(work.sessions.introduced_among(WORKSPACE, ids)), led, new


def test_a_circle_whose_clinic_did_not_take_place_has_not_met_and_nobody_had_a_turn_in_it(
    company: Company,
) -> None:
    company.pass_(days=8)
    assert [m for m in company.inbox("dora") if m.title.startswith("No clinic for your circle")]
    assert together(company) == (0, {}, {})
    why = words_of(company.says("dora", "why"))
    assert "Nobody of your circle had brought a problem." in why
    assert "bring it" in why
    assert "come first" not in why
    company.says("cleo", 'clinic "It is slow."')
    company.pass_(days=14)
    introduced, led, _ = together(company)
    assert introduced == 10, "five people, each with each"
    assert sum(led.values()) == 1


def test_without_a_channel_no_circle_has_met_and_everybody_hears_that_there_is_no_clinic(
    company: Company,
) -> None:
    agree(company, "root", "set clinic channel none")
    company.says("cleo", 'clinic "It is slow."')
    company.pass_(days=8)
    assert held(company) == []
    assert together(company) == (0, {}, {})
    for name in NAMES:
        [told] = [m for m in company.inbox(name) if m.title.startswith("No clinic this time")]
        assert "Your problems wait for the next one." in words_of(told)
    with company.store.begin() as work:
        assert [p.asks for p in work.prompts.brought(work.programs.of(WORKSPACE)[0].id)]


def test_a_clinic_without_a_channel_is_warned_of_before_it_is_made_and_once_it_is(
    company: Company,
) -> None:
    shown = said(company.says("root", 'program create clinic "Second"'))
    warning = "Clinics are held in a channel. Until it has one, none can take place."
    assert warning in words_of(shown)
    ready = said(press(company, "root", shown, "Create it"))
    assert warning in words_of(ready)
    assert "channel" in words_of(press(company, "root", ready, "Give it a channel"))
    with_one = company.says("root", f'program create clinic "Third" in #{WORKSPACE}:help|help')
    assert warning not in words_of(with_one)


def test_a_clinic_that_cannot_take_place_takes_nobody_s_week(company: Company) -> None:
    agree(company, "root", "set clinic channel none")
    company.pass_(hours=1)
    company.program(list(NAMES), "Coffee", cadence=Cadence(every=1, weekday=1, at=time(10, 0)))
    company.pass_(weeks=4)
    titles = [m.title for name in NAMES for m in company.inbox(name)]
    assert not [t for t in titles if t.startswith("No circle for you in Coffee")]


def circles_of(company: Company) -> list[set[str]]:
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        latest = work.rounds.latest(program.id)
        found = work.circles.of_round(latest.id) if latest else []
        return [{m.removeprefix(f"{WORKSPACE}:") for m in c.members} for c in found]


def test_somebody_who_avoids_one_of_five_leaves_a_circle_of_four(company: Company) -> None:
    company.says("ana", "avoid @ben")
    company.pass_(days=4)
    [four] = circles_of(company)
    assert {"cleo", "dora", "emil"} < four


def test_where_the_rules_leave_no_circle_that_is_said_and_not_that_seats_were_taken(
    company: Company,
) -> None:
    """Ana avoids Ben and Cleo manages Dora: three of five may meet, and a clinic takes four."""
    with company.store.begin() as work:
        dora = work.members.get(f"{WORKSPACE}:dora")
        work.members.save(replace(dora, manager=f"{WORKSPACE}:cleo"))
    company.says("ana", "avoid @ben")
    foreseen = words_of(company.says("root", "preview clinic"))
    company.arrived.clear()
    company.pass_(days=4)
    told = [words_of(m) for m in company.inbox("emil") if "No circle" in m.title]

    assert "There was no way to give everyone a place and keep all the rules" in foreseen
    assert "a circle takes two people" not in foreseen
    assert "no circle had a free seat" not in foreseen
    assert told
    assert "no circle had a free seat" not in told[0]
    assert "avoid" not in told[0] + foreseen


def test_a_problem_goes_on_waiting_where_its_round_has_no_circle_and_its_owner_reads_so(
    company: Company,
) -> None:
    company.says("ana", 'clinic "Nobody reads it."')
    for name in ("ben", "cleo"):
        company.says(name, "leave clinic")
    company.pass_(days=4)
    told = {
        name: words_of(next(m for m in company.inbox(name) if "No circle" in m.title))
        for name in ("ana", "dora")
    }

    assert "Your problem goes on waiting for the next one." in told["ana"]
    assert "waiting" not in told["dora"]
    assert "smaller circles" not in told["ana"], "that is for whoever looks after the program"
    assert "smaller circles" in words_of(company.says("root", "preview clinic"))
    for asked in ("my problems", "what happened to my problem?"):
        assert "Nobody reads it." in words_of(company.says("ana", asked))
    assert "No problem of yours waits" in words_of(company.says("dora", "my problems"))
