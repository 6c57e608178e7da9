"""When rounds open, as admins say it: shown with what is odd about it, kept, undone, and true to the last round."""

from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path

import pytest

from facilitation.programs.formats import library
from facilitation.rounds import planning
from facilitation.talk.messages import Message
from facilitation.talk.when import days
from facilitation.talk.when.cadences import Cadence
from storage.work import Store
from tests.company import WORKSPACE, Company, person
from tests.facilitation.programmed import planned_at, program_of
from tests.words import agree, said, words_of

LUNCH = Path(__file__).parent / "formats" / "lunch.yaml"
"""A format without circles."""


@pytest.fixture
def company(sqlite_store: Store) -> Company:
    """A company of three; Ana is its admin."""
    made = Company(sqlite_store)
    made.settle(person("ana", role="admin"), *map(person, ("ben", "cleo")))
    return made


def preview(company: Company, line: str) -> Message:
    return said(company.says("ana", line))


def choices(message: Message) -> dict[str, str]:
    return {b.text: b.command for block in message.blocks for b in getattr(block, "buttons", ())}


def test_a_rhythm_comes_in_any_order_with_a_start_an_end_and_a_clock_of_its_own(company):
    line = 'program create pairs "Coffee" starting 1 march on wed 9am EST every 2w until june in #design for "a goal"'
    shown = words_of(preview(company, line))
    assert (
        "every 2 weeks on Wednesday at 09:00 (America/New_York time), until Wed 30 Jun 2027"
        in shown
    )
    agree(company, "ana", line)
    made = program_of(company)
    assert (made.name, made.goal, made.anchor) == ("Coffee", "a goal", date(2027, 3, 1))
    assert made.settings.ends == date(2027, 6, 30)
    assert "until Wed 30 Jun 2027" in words_of(company.says("ben", "program coffee"))
    agree(company, "ana", "undo")
    agree(company, "ana", 'program create pairs "Tea" first tue of the month at 10:00 for 6 rounds')
    tea = program_of(company, 2)
    assert (tea.name, tea.settings.cadence.nth, tea.settings.term) == ("Tea", (1,), 6)


def test_once_is_one_round_and_then_it_is_over(company):
    program = company.program(("ben", "cleo"))
    agree(company, "ana", "set coffee cadence once on thu at 10:00")
    assert "once, on Thursday at 10:00" in words_of(company.says("ana", "history coffee"))
    assert program_of(company).settings.cadence.unit == "once"
    company.pass_(weeks=3)
    with company.store.begin() as work:
        assert [r.state for r in work.rounds.of(program.id)] == ["closed"]
    assert "has run its 1 round" in company.inbox("ana")[-1].title
    assert "no round is planned" in words_of(company.says("ben", "home"))
    agree(company, "ana", "set coffee cadence once")
    company.pass_(weeks=3)
    with company.store.begin() as work:
        assert len(work.rounds.of(program.id)) == 2
    agree(company, "ana", "undo coffee")
    assert "every 2 weeks" not in words_of(company.says("ben", "program coffee"))


def test_what_can_mean_two_rhythms_is_asked_with_both_to_tap(company):
    asked = choices(preview(company, 'program create pairs "Coffee" bimonthly on tue at 10 size 3'))
    agree(company, "ana", asked["Twice a month"])
    made = program_of(company)
    assert (made.settings.cadence.nth, made.settings.size) == ((1, 3), 3)
    agree(
        company,
        "ana",
        choices(preview(company, "set coffee cadence bimonthly"))["Every two months"],
    )
    assert program_of(company).settings.cadence.every == 2


def test_several_days_a_week_are_understood_and_for_pairs_answered_with_the_reason(company):
    company.program(())
    for often in ("every weekday", "every tue and thu", "mon-fri"):
        for line in ('program create pairs "Tea" {} at 9', "set coffee cadence {} at 9"):
            told = words_of(preview(company, line.format(often)))
            assert "people need a few days to meet" in told, (line, often)
    with company.store.begin() as work:
        ana = work.members.get(f"{WORKSPACE}:ana")
        library.keep(work, WORKSPACE, LUNCH.read_text("utf-8"), ana, company.now)
    agree(company, "ana", 'program create lunch "Lunch" every weekday at 12')
    assert "every weekday at 12:00" in words_of(company.says("ben", "program lunch"))


ODD = {
    "every week on sat at 10:00": ("Saturday is no working day", "On Friday instead", "every week on Friday at 10:00"),
    "every week on tue at 19:30": ("in the evening", "At 16:00 instead", "every week on Tuesday at 16:00"),
    "every week on tue at 3": ("in the night", "At 15:00 instead", "every week on Tuesday at 15:00"),
    "every week on thu at 10": ("Thu 24 Dec is Christmas Eve", "Leave Thu 24 Dec and Thu 31 Dec out", "Thursday"),
    "every week on fri at 10": ("is a public holiday in Germany (Christmas Day)",
                                "Leave Fri 25 Dec and Fri 1 Jan out", "Friday"),
    "once on 24 dec at 10": ("Christmas Eve", "On Mon 28 Dec instead", "once, on Monday at 10:00"),
}  # fmt: skip


@pytest.mark.parametrize("rhythm", ODD)
def test_what_is_odd_about_a_rhythm_is_said_with_the_better_one_to_tap(company, rhythm):
    sentence, label, better = ODD[rhythm]
    company.program(())
    for line in ('program create pairs "Tea" {}', "set coffee cadence {}"):
        shown = preview(company, line.format(rhythm))
        assert sentence in words_of(shown)
        instead = preview(company, choices(shown)[label])
        assert better in words_of(instead)
        assert sentence not in words_of(instead)


def test_every_holiday_of_the_twelve_weeks_is_warned_of_and_all_are_left_out_at_once(company):
    shown = preview(company, 'program create pairs "Tea" every week on fri at 10')
    for day, name in (("Fri 25 Dec", "Christmas Day"), ("Fri 1 Jan", "New Year's Day")):
        assert f"{day} is a public holiday in Germany ({name})." in words_of(shown)
    instead = preview(company, choices(shown)["Leave Fri 25 Dec and Fri 1 Jan out"])
    assert "public holiday" not in words_of(instead)
    often = preview(company, 'program create discussion "Talk" every mon, tue, wed, thu, fri at 10')
    for day in ("Thu 24 Dec", "Fri 25 Dec", "Thu 31 Dec", "Fri 1 Jan"):
        assert f"{day} is" in words_of(often)
    assert "many people are off" not in words_of(
        preview(company, choices(often)["Leave these 4 days out"])
    )


def test_public_holidays_move_a_round_or_let_it_fall_out_as_the_program_says(company):
    company.settle(person("ana", role="admin"))
    shown = preview(company, 'program create pairs "Tea" every week on fri at 10')
    agree(company, "ana", choices(shown)["Keep the public holidays of Germany"])
    program = company.program((), cadence=Cadence(1, 4, time(10)))
    told = words_of(preview(company, "set coffee cadence every week on fri at 10:30"))
    assert (
        "Fri 25 Dec is a public holiday (Christmas Day), so that round opens on Mon 28 Dec." in told
    )

    def opens() -> list[str]:
        with company.store.begin() as work:
            now = work.programs.get(program.id)
            turns = planning.turns(work, now, datetime(2026, 12, 18, 12, tzinfo=UTC))
            return [f"{turn.at:%d %b}" for turn in islice(turns, 3)]

    assert opens() == ["28 Dec", "04 Jan", "08 Jan"]
    agree(company, "ana", "set coffee holidays skip")
    assert opens() == ["08 Jan", "15 Jan", "22 Jan"]
    agree(company, "ana", "set coffee holidays keep")
    assert opens() == ["25 Dec", "01 Jan", "08 Jan"]
    assert "On public holidays Skip it → Open as on any day" in words_of(
        company.says("ana", "history coffee")
    )
    agree(company, "ana", "undo")
    agree(company, "ana", "unset coffee holidays")
    agree(company, "ana", "holidays US")
    assert opens() == ["25 Dec", "01 Jan", "08 Jan"], "Berlin keeps none of those that are named"
    agree(company, "ana", "holidays DE")
    assert opens() == ["28 Dec", "04 Jan", "08 Jan"]
    assert "Value: Open on the next working day" in words_of(
        company.says("ben", "set coffee holidays")
    )
    company.move_to(datetime(2026, 12, 26, 12, tzinfo=UTC))
    agree(company, "ana", "set coffee goal none of it moves")
    company.move_to(datetime(2026, 12, 28, 12, tzinfo=UTC))
    with company.store.begin() as work:
        latest = work.rounds.latest(program.id)
    assert (latest.occurrence, latest.opens_at.day) == ("2026-12-25T10:00", 28)


def test_after_a_change_the_next_round_is_near_the_last_ones_rhythm(company):
    program = company.program(("ben", "cleo"))
    company.move_to(datetime(2026, 11, 25, 12, tzinfo=UTC))
    for line, day in {
        "every 2w on wed at 10": "Wed 09 Dec",
        "every 2w on mon at 10": "Mon 07 Dec",
        "every 3w on fri at 10": "Fri 18 Dec",
        "every week on wed at 10": "Wed 02 Dec",
        "first tue of the month at 10": "Tue 05 Jan",
        "last thu of the month at 10": "Thu 31 Dec",
        "every 2w on tue at 11": "Tue 08 Dec",
        "every 2w on wed at 10 from 2 dec": "Wed 02 Dec",
    }.items():
        agree(company, "ana", f"set coffee cadence {line}")
        with company.store.begin() as work:
            assert f"{work.rounds.planned(program.id).opens_at:%a %d %b}" == day, line
        agree(company, "ana", "undo")


@pytest.mark.parametrize(
    ("now", "day", "next_round"),
    [
        ("2026-11-26T08:00", "wed", "Wed 2 Dec"),
        ("2026-11-26T08:00", "mon", "Mon 30 Nov"),
        ("2026-11-26T08:00", "fri", "Fri 4 Dec"),
        ("2026-11-30T12:00", "mon", "Mon 7 Dec"),
        ("2026-11-30T08:00", "tue at 9", "Tue 1 Dec"),
        ("2026-12-01T08:30", "wed at 10", "Wed 2 Dec"),
        ("2026-11-30T12:00", "tue at 12", "Tue 1 Dec"),
        ("2026-12-02T12:00", "wed", "Wed 16 Dec"),
        ("2026-12-14T12:00", "mon", "Mon 21 Dec"),
    ],
)
def test_nobody_waits_for_a_moved_rhythm_longer_than_its_notices_take(
    company, now, day, next_round
):
    company.move_to(datetime(2026, 11, 25, 8, 30, tzinfo=UTC))
    agree(company, "ana", 'program create pairs "Coffee" every 2w on tue at 10:00')
    company.move_to(datetime.fromisoformat(now).replace(tzinfo=UTC))
    agree(company, "ana", f"set coffee cadence every 2w on {day}")
    opens = planned_at(company)
    assert opens is not None
    assert days.say(opens.date()) == next_round


def test_a_program_that_has_not_started_is_moved_to_no_day_before_its_start(company):
    agree(company, "ana", 'program create pairs "Coffee" every 2w on tue at 10 from 1 mar')
    agree(company, "ana", "set coffee cadence every 2w on fri")
    assert f"{planned_at(company):%a %d %b}" == "Fri 05 Mar"


def test_what_another_rhythm_does_to_the_rounds_after_the_next_is_shown_before_it_holds(company):
    company.program(("ben", "cleo"))
    monthly = words_of(preview(company, "set coffee cadence first tue of the month at 10"))
    assert "The rounds after that: Tue 5 Jan and Tue 2 Feb." in monthly
    left_out = words_of(preview(company, "set coffee skips 8 dec"))
    assert "The rounds after that: Tue 22 Dec and Tue 5 Jan." in left_out
    assert "after that" not in words_of(preview(company, "set coffee size 3"))


@pytest.mark.parametrize(
    "line", ["set coffee to every 3 weeks from 1 april", "make coffee monthly until june"]
)
def test_a_rhythm_is_heard_in_plain_words_too(company, line):
    company.program(())
    assert preview(company, line).title == "Change Coffee?"


def test_two_programs_created_together_start_in_the_same_week(company):
    company.move_to(datetime(2026, 11, 24, 12, tzinfo=UTC))
    opened = []
    for name, often in (("Coffee", "every 2w"), ("Tea", "every week"), ("Chai", "every 3w")):
        agree(company, "ana", f'program create pairs "{name}" {often} on tue at 10:00')
        with company.store.begin() as work:
            (made,) = [p for p in work.programs.of(WORKSPACE) if p.name == name]
            opened.append(work.rounds.planned(made.id).opens_at)
    assert {f"{at:%a %d %b}" for at in opened} == {"Tue 01 Dec"}


def test_two_programs_that_open_in_one_week_are_told_of_with_a_week_in_which_both_have_room(
    company,
):
    company.program(())
    shown = preview(company, 'program create pairs "Tea" every 2w on tue at 14:00')
    said = words_of(shown)
    assert "Coffee opens in the same weeks, first in that of Tue 24 Nov." in said
    assert "put into one new circle a week, not two" in said
    better = preview(company, choices(shown)["Start on Tue 1 Dec instead"])
    assert "Coffee opens" not in words_of(better)
    press_yes(company, better)
    tea = program_of(company, 2)
    assert tea.anchor == date(2026, 12, 1)
    again = preview(company, "set tea cadence every 2w on tue at 14:00 starting 24 nov")
    assert "Coffee opens in the same weeks" in words_of(again)
    assert "Start on Tue 1 Dec instead" in choices(again)


def test_programs_of_one_week_are_told_of_whatever_the_day_as_there_is_one_new_circle_in_it(
    company,
):
    company.program(())
    line = 'program create clinic "Clinic" every 2w on fri at 14:00 starting 27 nov'
    shown = preview(company, line)
    assert "Coffee opens in the same weeks, first in that of Fri 27 Nov." in words_of(shown)
    better = preview(company, choices(shown)["Start on Fri 4 Dec instead"])
    assert "in the same weeks" not in words_of(better)
    weekly = preview(company, 'program create clinic "Clinic" every week on fri at 14:00')
    assert "Coffee opens in the same weeks" in words_of(weekly)
    assert not any("instead" in label for label in choices(weekly))


def test_nobody_is_told_of_programs_that_take_nothing_from_each_other(company):
    company.program(())
    for line in (
        'program create discussion "Talk" every week on tue at 14:00',
        'program create pairs "Tea" every 2w on tue at 14:00 starting 1 dec',
        "set coffee cadence every 2w on tue at 14:00",
    ):
        assert "opens in the same weeks" not in words_of(preview(company, line)), line
    agree(company, "ana", "program pause coffee")
    shown = preview(company, 'program create pairs "Tea" every 2w on tue at 14:00')
    assert "opens in the same weeks" not in words_of(shown)


def press_yes(company: Company, shown: Message) -> None:
    """Press the button that does what was shown."""
    company.says("ana", choices(shown)["Create it"])
