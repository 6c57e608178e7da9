"""Days on which no round opens: one more is added, one is taken back, and what goes is said before it goes."""

from datetime import date

import pytest

from facilitation.errors import UserError
from facilitation.programs import reading
from facilitation.talk.messages import Message
from tests.company import START, Company, person
from tests.facilitation.programmed import program_of
from tests.words import agree, said, words_of

TUE_8, TUE_22, FIFTH = date(2026, 12, 8), date(2026, 12, 22), date(2027, 1, 5)


@pytest.fixture
def company(store) -> Company:
    """Ana, an admin, and Coffee with Ben and Cleo, on 24 Nov, 8 and 22 Dec and so on; 22 Dec is left out."""
    company = Company(store)
    company.settle(person("ana", role="admin"), person("ben"), person("cleo"))
    company.program(["ben", "cleo"], skipped=(TUE_22,))
    return company


def left_out(company: Company) -> tuple[date, ...]:
    return program_of(company).settings.skipped


def choices(message: Message) -> dict[str, str]:
    return {b.text: b.command for block in message.blocks for b in getattr(block, "buttons", ())}


@pytest.mark.parametrize(
    "line",
    [
        "no coffee on 8 december",
        "skip coffee on 8 december for everyone",
        "set coffee skips also 8 dec",
    ],
)
def test_one_more_day_left_out_leaves_the_others_out(company: Company, line: str) -> None:
    shown = said(company.says("ana", line))
    assert "22 Dec 2026 → 8 Dec 2026, 22 Dec 2026" in words_of(shown)
    agree(company, "ana", line)
    assert left_out(company) == (TUE_8, TUE_22)


@pytest.mark.parametrize(
    "line",
    [
        "coffee takes place on 22 december after all",
        "do not leave 22 december out of coffee",
        "set coffee skips not 22 dec",
    ],
)
def test_one_day_taken_back_is_taken_back_alone(company: Company, line: str) -> None:
    agree(company, "ana", "set coffee skips 8 dec, 22 dec, 5 jan")
    agree(company, "ana", line)
    assert left_out(company) == (TUE_8, FIFTH)


def test_a_day_that_is_not_left_out_cannot_be_taken_back(company: Company) -> None:
    shown = said(company.says("ana", "set coffee skips not 8 dec"))
    assert "Tue 8 Dec is not left out." in words_of(shown)


def test_a_new_list_says_which_days_go_and_offers_to_keep_them(company: Company) -> None:
    shown = said(company.says("ana", "set coffee skips 8 dec"))
    assert "No longer left out: 22 Dec 2026." in words_of(shown)
    agree(company, "ana", choices(shown)["Leave those out too"])
    assert left_out(company) == (TUE_8, TUE_22)
    assert "No longer left out" not in words_of(company.says("ana", "set coffee skips also 5 jan"))


def test_days_that_are_over_take_no_room_from_those_to_come() -> None:
    over = tuple(date(2026, 1, 1 + n) for n in range(30)) + tuple(
        date(2026, 3, 1 + n) for n in range(30)
    )
    assert len(reading.skipped("also 1 dec to 31 dec", START, "UTC", over)) == 60 + 31
    ahead = reading.skipped("1 dec to 31 dec", START, "UTC")
    with pytest.raises(UserError, match="more than 60 days"):
        reading.skipped("also 1 feb to 31 mar", START, "UTC", ahead)


def test_a_day_left_out_says_nothing_of_other_programs_and_of_the_days_that_stay(
    company: Company,
) -> None:
    company.program(["ben", "cleo"], name="Tea")
    assert "Tea opens in the same weeks" in words_of(
        company.says("ana", "set coffee cadence every 2w on fri at 10:00")
    )
    assert "Tea" not in words_of(company.says("ana", "no coffee on 8 december"))
    taken_back = words_of(company.says("ana", "set coffee skips not 22 dec"))
    assert "Tea opens in the same weeks, first in that of Tue 22 Dec" in taken_back


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        (
            "skips also 24 nov",
            "",
            "No round opens on these days: Tue 24 Nov. The next round opens",
        ),
        ("skips also 24 nov", "skips not 24 nov", "No longer left out: Tue 24 Nov."),
        ("ends 22 nov", "", "No round opens after Sun 22 Nov."),
        ("ends 22 nov", "ends none", "It goes on without a last day."),
    ],
)
def test_who_is_in_reads_which_days_have_changed_where_the_rhythm_has_not(
    company: Company, first: str, then: str, told: str
) -> None:
    for line in filter(None, (first, then)):
        agree(company, "ana", f"set coffee {line}")
        company.pass_(hours=2)
    news = company.inbox("ben")[-1]
    assert news.title == "Coffee has other dates"
    assert told in words_of(news)
    assert "every 2 weeks" not in words_of(news)
