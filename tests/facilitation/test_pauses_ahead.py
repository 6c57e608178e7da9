"""A pause that begins later, and being in for one round alone: kept, shown, called off, and true to the draw."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from facilitation.errors import Usage
from facilitation.talk.when import dates
from facilitation.talk.when.hours import local
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.words import said, words_of

NOW = datetime(2026, 11, 24, 9, 7, tzinfo=UTC)
BERLIN = "Europe/Berlin"

STRETCHES = {
    "from 20 dec until 3 jan": "20 Dec – 03 Jan",
    "20 dec to 3 jan": "20 Dec – 03 Jan",
    "20 dec - 3 jan": "20 Dec – 03 Jan",
    "from monday for 2 weeks": "30 Nov – 14 Dec",
    "starting next monday until fri": "30 Nov – 04 Dec",
    "next week": "30 Nov – 07 Dec",
    "in december": "01 Dec – 01 Jan",
    "all of january": "01 Jan – 01 Feb",
    "from 20 dec": "20 Dec – open",
    "2w": "now – 08 Dec",
    "until 3 jan": "now – 03 Jan",
    "from today until friday": "now – 27 Nov",
    "this week": "now – 30 Nov",
}


@pytest.mark.parametrize("text", STRETCHES)
def test_a_pause_is_read_with_its_beginning_and_its_end(text: str) -> None:
    begins, ends = dates.stretch(text, NOW, BERLIN)
    first, last = (f"{local(at, BERLIN):%d %b}" if at else "" for at in (begins, ends))
    assert f"{first or 'now'} – {last or 'open'}" == STRETCHES[text]


@pytest.mark.parametrize(
    "text", ["from 3 jan until 20 dec 2026", "from 31 feb", "whenever", "from"]
)
def test_a_pause_that_cannot_be_read_is_asked_about(text: str) -> None:
    with pytest.raises(Usage):
        dates.stretch(text, NOW, BERLIN)


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store)
    company.settle(*map(person, ("ana", "ben", "cleo", "dan")))
    return company


def circled(company: Company, program: str) -> set[str]:
    with company.store.begin() as work:
        latest = work.rounds.latest(program)
        assert latest is not None
        return {m.rsplit(":", 1)[-1] for c in work.circles.of_round(latest.id) for m in c.members}


def test_a_pause_begins_when_it_was_said_to_and_ends_by_itself(company: Company) -> None:
    program = company.program(("ana", "ben", "cleo", "dan"), silence_rounds=0)
    planned = said(company.says("ana", "pause from 7 dec until 4 jan"))
    assert planned.title == "Your pause is planned"
    assert "from Mon 7 Dec until Mon 4 Jan" in words_of(planned)
    assert "Your pause is from Mon 7 Dec until Mon 4 Jan." in words_of(
        company.says("ana", "status")
    )
    company.pass_(days=6)
    assert "ana" in circled(company, program.id)
    assert "you are away then" in words_of(company.says("ana", "status"))
    assert "without you" in words_of(company.says("ana", "home"))
    company.move_to(datetime(2026, 12, 8, 12, tzinfo=UTC))
    assert "ana" not in circled(company, program.id)
    assert not [m for m in company.inbox("ana", ("notice",)) if "Tue 8 Dec" in words_of(m)]
    assert "paused until Mon 4 Jan" in words_of(company.says("ana", "status"))
    company.move_to(datetime(2027, 1, 5, 12, tzinfo=UTC))
    assert "ana" in circled(company, program.id)


@pytest.mark.parametrize("where", ["", " in coffee"])
def test_a_pause_without_end_takes_the_end_of_one_that_begins_later(
    company: Company, where: str
) -> None:
    company.program(("ana", "ben", "cleo", "dan"), silence_rounds=0)
    company.says("ana", "pause")
    told = words_of(company.says("ana", f"pause from 7 dec until 4 jan{where}"))
    assert "until Mon 4 Jan" in told
    assert "paused until Mon 4 Jan" in words_of(company.says("ana", "status"))
    company.move_to(datetime(2027, 1, 5, 12, tzinfo=UTC))
    assert "paused" not in words_of(company.says("ana", "status"))


def test_a_pause_to_come_is_called_off_with_one_tap(company: Company) -> None:
    program = company.program(("ana", "ben", "cleo", "dan"))
    planned = said(company.says("ana", "pause from 7 dec until 4 jan in coffee"))
    off = said(press(company, "ana", planned, "Call it off"))
    assert off.title == "Your pause is off"
    assert "pause" not in words_of(company.says("ana", "status"))
    company.move_to(datetime(2026, 12, 8, 12, tzinfo=UTC))
    assert "ana" in circled(company, program.id)
    company.says("ana", "pause from 20 dec")
    company.says("ana", "leave coffee")
    company.move_to(datetime(2026, 12, 22, 12, tzinfo=UTC))
    with company.store.begin() as work:
        left = work.enrollments.find(program.id, f"{WORKSPACE}:ana")
    assert left is not None
    assert left.state == "left"


def test_pauses_that_end_together_are_told_on_one_card_and_a_paused_program_is_called_so(
    company: Company,
) -> None:
    for name in ("Coffee", "Clinic", "Talks"):
        company.program(("ana", "ben", "cleo"), name=name)
    company.says("ana", "pause 3w")
    company.says("ben", "pause 3w in clinic")
    with company.store.begin() as work:
        [clinic] = [p for p in work.programs.of(WORKSPACE) if p.name == "Clinic"]
        work.programs.save(replace(clinic, state="paused"))
    company.pass_(days=23)
    [back] = [m for m in company.inbox("ana") if m.title.startswith("Welcome back")]
    assert "Coffee: The next round is on" in words_of(back)
    assert "Clinic: The program itself is paused just now" in words_of(back)
    assert button(back, "Skip Talks once").startswith("skip #3 rnd_")
    assert words_of(company.says("ana", "status")).count("You are in since") == 3
    [alone] = [m for m in company.inbox("ben") if m.title == "Welcome back to Clinic"]
    assert "you are in again" not in words_of(alone)


def test_an_end_before_its_beginning_is_asked_about_and_nothing_is_kept(company: Company) -> None:
    company.program(("ana", "ben", "cleo", "dan"))
    asked = said(company.says("ana", "pause from 20 dec until 3 dec"))
    assert asked.title == "Just to be sure"
    assert "3 December is before 20 December. Did you mean until 3 January?" in words_of(asked)
    assert button(asked, "3 January 2027") == "pause from 20 dec until 2027-01-03"
    assert button(asked, "3 December 2027") == "pause from 20 dec until 2027-12-03"
    assert "pause" not in words_of(company.says("ana", "status"))
    planned = said(press(company, "ana", asked, "3 January 2027"))
    assert planned.title == "Your pause is planned"
    assert "until Sun 3 Jan" in words_of(planned)


def test_who_is_paused_or_not_in_it_takes_part_in_one_round(company: Company) -> None:
    program = company.program(("ana", "ben", "cleo"))
    company.says("cleo", "pause")
    stands = words_of(company.says("cleo", "back coffee once"))
    assert "you are in that one only" in stands
    assert "paused, but in for the next round" in words_of(company.says("cleo", "status"))
    joined = said(company.says("dan", "join coffee just once"))
    assert button(joined, "Stay in") == "join #1"
    company.move_to(datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert company.inbox("dan", ("notice",))
    company.move_to(datetime(2026, 11, 24, 12, tzinfo=UTC))
    assert circled(company, program.id) == {"ana", "ben", "cleo", "dan"}
    assert "in for one round only" in words_of(company.says("dan", "status"))
    company.move_to(datetime(2026, 12, 8, 12, tzinfo=UTC))
    assert circled(company, program.id) == {"ana", "ben"}
    company.says("dan", "join coffee once")
    company.says("dan", "skip coffee")
    company.says("cleo", "back")
    company.pass_(days=14)
    assert circled(company, program.id) == {"ana", "ben", "cleo"}


def test_the_draw_goes_by_the_hours_of_the_days_on_which_to_meet(company: Company) -> None:
    from facilitation.rounds.circles import forming
    from facilitation.talk.when import weeks

    program = company.program(())
    opens = datetime(2026, 11, 24, 9, tzinfo=UTC)
    days = forming.days_to_meet(program, opens)
    assert days == (1, 2, 3)
    shifts = person("eve", work=weeks.read("mon 6-14; tue-thu 14-22; fri-sat 6-14"))
    night = person("finn", work=weeks.read("22:00-06:00"))
    mondays = person("gus", work=weeks.read("mon 9-17; fri 9-17"))
    spans = [forming.person(member, opens, days).work for member in (shifts, night, mondays)]
    assert spans == [(840, 1320), (1320, 1800), (0, 0)]


def test_a_chat_of_several_is_written_to_in_the_quiet_hours_of_none(company: Company) -> None:
    from facilitation.talk.when import weeks

    company.settle(
        person("ben", work=weeks.read("12-20")), person("ana", work=weeks.read("tue-sat 9-17"))
    )
    company.program(("ana", "ben"))
    company.move_to(datetime(2026, 11, 24, 10, 59, tzinfo=UTC))
    assert not [d for d in company.arrived if d.kind == "intro"]
    company.move_to(datetime(2026, 11, 24, 11, 0, tzinfo=UTC))
    assert [d for d in company.arrived if d.kind == "intro"]


@pytest.mark.parametrize(
    ("line", "asked", "clear"),
    [
        ("pause until 3 jan", "3 January is past", "pause until 2028-01-03"),
        (
            "pause from 20 dec until 3 jan",
            "20 December is past",
            "pause from 2027-12-20 until 3 jan",
        ),
        ("pause 20 dec to 3 jan", "20 December is past", "pause 2027-12-20 to 3 jan"),
        ("pause from today until 3 jan", "3 January is past", "pause from today until 2028-01-03"),
    ],
)
def test_a_day_just_past_is_asked_about_before_a_year_goes_by(
    sqlite_store: Store, line: str, asked: str, clear: str
) -> None:
    company = Company(sqlite_store)
    company.settle(person("ana"), person("ben"))
    company.program(("ana", "ben"))
    company.now = datetime(2027, 1, 7, 9, tzinfo=UTC)
    question = said(company.says("ana", line))
    assert asked in words_of(question)
    assert "paused" not in words_of(company.says("ana", "status"))
    day = asked.removesuffix("is past") + ("2028" if asked[0] == "3" else "2027")
    assert button(question, day) == clear
    assert "ends in 2028" in words_of(company.says("ana", clear))


@pytest.mark.parametrize(
    "text",
    [
        "I am away from 23 december to 2 january",
        "I'm on holiday 23 december until 2 january",
        "I will be away 23 december till 2 january",
    ],
)
def test_the_days_of_an_absence_in_plain_words_are_those_of_the_pause(
    sqlite_store: Store, text: str
) -> None:
    company = Company(sqlite_store)
    company.settle(person("ana"), person("ben"))
    company.program(("ana", "ben"))
    offered = said(company.says("ana", text))
    planned = press(company, "ana", offered, "Pause from 23 december until 2 january")
    assert "from Wed 23 Dec until Sat 2 Jan" in words_of(planned)
