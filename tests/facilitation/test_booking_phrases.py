"""What people say about time after `book`: read, or asked about, and never thrown away."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitation.bookings.times import scheduling, windows, wishes
from facilitation.bookings.times.windows import is_window, read_windows
from facilitation.bookings.times.wishes import take_apart
from facilitation.errors import Usage, UserError
from facilitation.talk.forms import Paragraph
from facilitation.talk.incoming import Ask
from facilitation.talk.when.hours import local
from facilitation.work import Store
from tests.company import Company, person
from tests.counts import upto
from tests.facilitation.booked import newest, of, offers, said, words

NOW = datetime(2026, 11, 24, 9, 7, tzinfo=UTC)
"""A Tuesday, seven past ten in Berlin."""

BERLIN = "Europe/Berlin"

READ = [
    ("dec 3", "Thu 03 Dec 00:00 – Fri 04 Dec 00:00"),
    ("3rd of december", "Thu 03 Dec 00:00 – Fri 04 Dec 00:00"),
    ("3 dec", "Thu 03 Dec 00:00 – Fri 04 Dec 00:00"),
    ("15/12", "Tue 15 Dec 00:00 – Wed 16 Dec 00:00"),
    ("12/15", "Tue 15 Dec 00:00 – Wed 16 Dec 00:00"),
    ("2026-12-03", "Thu 03 Dec 00:00 – Fri 04 Dec 00:00"),
    ("3.12.", "Thu 03 Dec 00:00 – Fri 04 Dec 00:00"),
    ("the 3rd", "Thu 03 Dec 00:00 – Fri 04 Dec 00:00"),
    ("on the 15th", "Tue 15 Dec 00:00 – Wed 16 Dec 00:00"),
    ("not friday", "Tue 24 Nov 10:07 – Fri 27 Nov 00:00; Sat 28 Nov 00:00 – Wed 02 Dec 00:00"),
    (
        "any day but friday",
        "Tue 24 Nov 10:07 – Fri 27 Nov 00:00; Sat 28 Nov 00:00 – Wed 02 Dec 00:00",
    ),
    (
        "anytime except wed",
        "Tue 24 Nov 10:07 – Wed 25 Nov 00:00; Thu 26 Nov 00:00 – Wed 02 Dec 00:00",
    ),
    (
        "this week but not friday",
        "Tue 24 Nov 10:07 – Fri 27 Nov 00:00; Sat 28 Nov 00:00 – Mon 30 Nov 00:00",
    ),
    (
        "next week except tuesday",
        "Mon 30 Nov 00:00 – Tue 01 Dec 00:00; Wed 02 Dec 00:00 – Mon 07 Dec 00:00",
    ),
    ("no later than 4pm", "Tue 24 Nov 10:07 – Tue 24 Nov 16:00"),
    ("not fridays", "Tue 24 Nov 10:07 – Fri 27 Nov 00:00; Sat 28 Nov 00:00 – Wed 02 Dec 00:00"),
    ("tomorrow 10am to 12pm", "Wed 25 Nov 10:00 – Wed 25 Nov 12:00"),
    ("tomorrow 10-12", "Wed 25 Nov 10:00 – Wed 25 Nov 12:00"),
    ("fri 14-16", "Fri 27 Nov 14:00 – Fri 27 Nov 16:00"),
    ("between 2 and 4pm", "Tue 24 Nov 14:00 – Tue 24 Nov 16:00"),
    ("from 10 to 12 on friday", "Fri 27 Nov 10:00 – Fri 27 Nov 12:00"),
    ("tue after 3pm", "Tue 01 Dec 15:00 – Wed 02 Dec 00:00"),
    ("after 3pm", "Tue 24 Nov 15:00 – Wed 25 Nov 00:00"),
    ("before noon", "Tue 24 Nov 10:07 – Tue 24 Nov 12:00"),
    ("after lunch", "Tue 24 Nov 13:00 – Wed 25 Nov 00:00"),
    ("tomorrow after 14:00", "Wed 25 Nov 14:00 – Thu 26 Nov 00:00"),
    ("friday before noon", "Fri 27 Nov 00:00 – Fri 27 Nov 12:00"),
    ("mon or tue", "Mon 30 Nov 00:00 – Tue 01 Dec 00:00; Tue 01 Dec 00:00 – Wed 02 Dec 00:00"),
    ("mon, tue", "Mon 30 Nov 00:00 – Tue 01 Dec 00:00; Tue 01 Dec 00:00 – Wed 02 Dec 00:00"),
    (
        "monday and tuesday",
        "Mon 30 Nov 00:00 – Tue 01 Dec 00:00; Tue 01 Dec 00:00 – Wed 02 Dec 00:00",
    ),
    ("mon/tue", "Mon 30 Nov 00:00 – Tue 01 Dec 00:00; Tue 01 Dec 00:00 – Wed 02 Dec 00:00"),
    (
        "mon or tue morning",
        "Mon 30 Nov 06:00 – Mon 30 Nov 12:00; Tue 01 Dec 06:00 – Tue 01 Dec 12:00",
    ),
    (
        "tue 10am or wed 2pm",
        "Wed 25 Nov 14:00 – Wed 25 Nov 14:00; Tue 01 Dec 10:00 – Tue 01 Dec 10:00",
    ),
    ("tue 10am or 2pm", "Tue 01 Dec 10:00 – Tue 01 Dec 10:00; Tue 01 Dec 14:00 – Tue 01 Dec 14:00"),
    ("a week from monday", "Mon 07 Dec 00:00 – Tue 08 Dec 00:00"),
    ("monday week", "Mon 07 Dec 00:00 – Tue 08 Dec 00:00"),
    ("two weeks from tuesday", "Tue 15 Dec 00:00 – Wed 16 Dec 00:00"),
    ("in a week", "Tue 01 Dec 00:00 – Wed 02 Dec 00:00"),
    ("in 3 days", "Fri 27 Nov 00:00 – Sat 28 Nov 00:00"),
    ("in 2 hours", "Tue 24 Nov 12:15 – Tue 24 Nov 12:15"),
    ("a week from today", "Tue 01 Dec 00:00 – Wed 02 Dec 00:00"),
    ("tuesday after next", "Tue 08 Dec 00:00 – Wed 09 Dec 00:00"),
    ("week after next", "Mon 07 Dec 00:00 – Mon 14 Dec 00:00"),
    ("the week of 7 dec", "Mon 07 Dec 00:00 – Mon 14 Dec 00:00"),
    ("week of dec 7", "Mon 07 Dec 00:00 – Mon 14 Dec 00:00"),
    ("early next week", "Mon 30 Nov 00:00 – Thu 03 Dec 00:00"),
    ("late next week", "Thu 03 Dec 00:00 – Mon 07 Dec 00:00"),
    ("later this week", "Wed 25 Nov 00:00 – Mon 30 Nov 00:00"),
    ("end of next week", "Thu 03 Dec 00:00 – Mon 07 Dec 00:00"),
    ("mid next week", "Tue 01 Dec 00:00 – Fri 04 Dec 00:00"),
    ("this weekend", "Sat 28 Nov 00:00 – Mon 30 Nov 00:00"),
    ("next weekend", "Sat 05 Dec 00:00 – Mon 07 Dec 00:00"),
    ("later today", "Tue 24 Nov 10:07 – Wed 25 Nov 00:00"),
    ("today", "Tue 24 Nov 10:07 – Wed 25 Nov 00:00"),
    ("tonight", "Tue 24 Nov 18:00 – Wed 25 Nov 00:00"),
    ("tomorrow evening", "Wed 25 Nov 17:00 – Wed 25 Nov 22:00"),
    ("tomorrow lunchtime", "Wed 25 Nov 11:30 – Wed 25 Nov 14:00"),
    ("tomorrow at lunch", "Wed 25 Nov 11:30 – Wed 25 Nov 14:00"),
    ("tomorrow first thing", "Wed 25 Nov 08:00 – Wed 25 Nov 10:00"),
    ("eod tomorrow", "Wed 25 Nov 15:00 – Wed 25 Nov 18:00"),
    ("by eod", "Tue 24 Nov 10:07 – Tue 24 Nov 18:00"),
    ("end of day", "Tue 24 Nov 15:00 – Tue 24 Nov 18:00"),
    ("this evening", "Tue 24 Nov 17:00 – Tue 24 Nov 22:00"),
    ("in the morning", "Tue 24 Nov 10:07 – Tue 24 Nov 12:00"),
    ("tomorrow in the afternoon", "Wed 25 Nov 12:00 – Wed 25 Nov 18:00"),
    ("tue 9am EST", "Tue 01 Dec 15:00 – Tue 01 Dec 15:00"),
    ("10:00 CET tomorrow", "Wed 25 Nov 10:00 – Wed 25 Nov 10:00"),
    ("5pm Berlin time", "Tue 24 Nov 17:00 – Tue 24 Nov 17:00"),
    ("tue 14:00 UTC", "Tue 01 Dec 15:00 – Tue 01 Dec 15:00"),
    ("tue 10am new york time", "Tue 01 Dec 16:00 – Tue 01 Dec 16:00"),
    ("tue 10", "Tue 01 Dec 10:00 – Tue 01 Dec 10:00"),
    ("friday 2pm", "Fri 27 Nov 14:00 – Fri 27 Nov 14:00"),
    ("in december", "Tue 01 Dec 00:00 – Fri 01 Jan 00:00"),
    ("early december", "Tue 01 Dec 00:00 – Fri 11 Dec 00:00"),
    ("end of the month", "Tue 24 Nov 10:07 – Tue 01 Dec 00:00"),
    ("by the end of the month", "Tue 24 Nov 10:07 – Tue 01 Dec 00:00"),
    ("mon to wed", "Mon 30 Nov 00:00 – Thu 03 Dec 00:00"),
    ("mon-wed", "Mon 30 Nov 00:00 – Thu 03 Dec 00:00"),
    ("3-5 dec", "Thu 03 Dec 00:00 – Sun 06 Dec 00:00"),
    ("dec 3 to 5", "Thu 03 Dec 00:00 – Sun 06 Dec 00:00"),
    ("3 to 5 december", "Thu 03 Dec 00:00 – Sun 06 Dec 00:00"),
    ("from thursday on", "Thu 26 Nov 00:00 – Fri 04 Dec 00:00"),
    ("from 2pm tomorrow", "Wed 25 Nov 14:00 – Thu 26 Nov 00:00"),
    ("after friday", "Sat 28 Nov 00:00 – Sat 05 Dec 00:00"),
    ("starting monday", "Mon 30 Nov 00:00 – Tue 08 Dec 00:00"),
    ("friday latest", "Tue 24 Nov 10:07 – Sat 28 Nov 00:00"),
    ("friday at the latest", "Tue 24 Nov 10:07 – Sat 28 Nov 00:00"),
    ("around 3pm tomorrow", "Wed 25 Nov 14:00 – Wed 25 Nov 16:30"),
    ("sometime next week", "Mon 30 Nov 00:00 – Mon 07 Dec 00:00"),
    ("whenever you have time", "Tue 24 Nov 10:07 – Wed 02 Dec 00:00"),
    ("friday if possible", "Fri 27 Nov 00:00 – Sat 28 Nov 00:00"),
    ("tuesday next week", "Tue 01 Dec 00:00 – Wed 02 Dec 00:00"),
    ("friday in two weeks", "Fri 11 Dec 00:00 – Sat 12 Dec 00:00"),
    ("half past nine tomorrow", "Wed 25 Nov 09:30 – Wed 25 Nov 09:30"),
    ("thursday at 9:30", "Thu 26 Nov 09:30 – Thu 26 Nov 09:30"),
    ("thu 9.30", "Thu 26 Nov 09:30 – Thu 26 Nov 09:30"),
    ("tomorrow noon", "Wed 25 Nov 12:00 – Wed 25 Nov 12:00"),
    ("next friday at 10", "Fri 04 Dec 10:00 – Fri 04 Dec 10:00"),
    ("tmrw 10am", "Wed 25 Nov 10:00 – Wed 25 Nov 10:00"),
    ("nov 30 10:00", "Mon 30 Nov 10:00 – Mon 30 Nov 10:00"),
    ("30 nov at 14h", "Mon 30 Nov 14:00 – Mon 30 Nov 14:00"),
    ("day after tomorrow", "Thu 26 Nov 00:00 – Fri 27 Nov 00:00"),
    ("the day after tomorrow morning", "Thu 26 Nov 06:00 – Thu 26 Nov 12:00"),
    ("beginning of next week", "Mon 30 Nov 00:00 – Thu 03 Dec 00:00"),
    (
        "mondays or wednesdays",
        "Wed 25 Nov 00:00 – Thu 26 Nov 00:00; Mon 30 Nov 00:00 – Tue 01 Dec 00:00",
    ),
    (
        "not on friday afternoon",
        "Tue 24 Nov 10:07 – Fri 27 Nov 12:00; Fri 27 Nov 18:00 – Wed 02 Dec 00:00",
    ),
    (
        "tue or thu between 14:00 and 16:00",
        "Thu 26 Nov 14:00 – Thu 26 Nov 16:00; Tue 01 Dec 14:00 – Tue 01 Dec 16:00",
    ),
    ("monday 9 to 11", "Mon 30 Nov 09:00 – Mon 30 Nov 11:00"),
    ("asap", "Tue 24 Nov 10:07 – Wed 02 Dec 00:00"),
    ("by friday 5pm", "Tue 24 Nov 10:07 – Fri 27 Nov 17:00"),
    ("before 3 dec", "Tue 24 Nov 10:07 – Thu 03 Dec 00:00"),
    ("within the next 3 days", "Tue 24 Nov 10:07 – Sat 28 Nov 00:00"),
    ("over the next two weeks", "Tue 24 Nov 10:07 – Wed 09 Dec 00:00"),
    ("1 dec or 2 dec", "Tue 01 Dec 00:00 – Wed 02 Dec 00:00; Wed 02 Dec 00:00 – Thu 03 Dec 00:00"),
    ("dec 1 or 2", "Tue 01 Dec 00:00 – Wed 02 Dec 00:00; Wed 02 Dec 00:00 – Thu 03 Dec 00:00"),
    ("1st or 2nd dec", "Tue 01 Dec 00:00 – Wed 02 Dec 00:00; Wed 02 Dec 00:00 – Thu 03 Dec 00:00"),
    (
        "mon 10am, tue 2pm",
        "Mon 30 Nov 10:00 – Mon 30 Nov 10:00; Tue 01 Dec 14:00 – Tue 01 Dec 14:00",
    ),
    ("tue 14:00-15:30", "Tue 01 Dec 14:00 – Tue 01 Dec 15:30"),
    ("tuesday 9am-11am", "Tue 01 Dec 09:00 – Tue 01 Dec 11:00"),
    ("early tomorrow", "Wed 25 Nov 06:00 – Wed 25 Nov 10:00"),
    ("late friday", "Fri 27 Nov 15:00 – Fri 27 Nov 18:00"),
    (
        "tomorrow or friday",
        "Wed 25 Nov 00:00 – Thu 26 Nov 00:00; Fri 27 Nov 00:00 – Sat 28 Nov 00:00",
    ),
    ("today or tomorrow 10am", "Wed 25 Nov 10:00 – Wed 25 Nov 10:00"),
    ("in 30 min", "Tue 24 Nov 10:45 – Tue 24 Nov 10:45"),
    ("next 4h", "Tue 24 Nov 10:07 – Tue 24 Nov 14:07"),
    ("weekend", "Sat 28 Nov 00:00 – Mon 30 Nov 00:00"),
    ("this friday", "Fri 27 Nov 00:00 – Sat 28 Nov 00:00"),
    ("coming monday", "Mon 30 Nov 00:00 – Tue 01 Dec 00:00"),
    ("this coming monday", "Mon 30 Nov 00:00 – Tue 01 Dec 00:00"),
    ("tmr 3pm", "Wed 25 Nov 15:00 – Wed 25 Nov 15:00"),
    ("2morrow b4 10", "Wed 25 Nov 00:00 – Wed 25 Nov 10:00"),
    ("friday pm", "Fri 27 Nov 12:00 – Fri 27 Nov 18:00"),
    ("monday the 30th", "Mon 30 Nov 00:00 – Tue 01 Dec 00:00"),
    ("a week today", "Tue 01 Dec 00:00 – Wed 02 Dec 00:00"),
    ("tuesday fortnight", "Tue 15 Dec 00:00 – Wed 16 Dec 00:00"),
    ("9ish tomorrow", "Wed 25 Nov 08:00 – Wed 25 Nov 10:30"),
    ("thursday-ish", "Thu 26 Nov 00:00 – Fri 27 Nov 00:00"),
    (
        "tomorrow at 10 or 11",
        "Wed 25 Nov 10:00 – Wed 25 Nov 10:00; Wed 25 Nov 11:00 – Wed 25 Nov 11:00",
    ),
    ("tomorrow 1530", "Wed 25 Nov 15:30 – Wed 25 Nov 15:30"),
    ("1000 on wednesday", "Wed 25 Nov 10:00 – Wed 25 Nov 10:00"),
    ("tonight at 8", "Tue 24 Nov 20:00 – Tue 24 Nov 20:00"),
    ("30.11. 14 uhr", "Mon 30 Nov 14:00 – Mon 30 Nov 14:00"),
    ("3pm my time tomorrow", "Wed 25 Nov 15:00 – Wed 25 Nov 15:00"),
    ("later than 3pm friday", "Fri 27 Nov 15:00 – Sat 28 Nov 00:00"),
    ("up to friday", "Tue 24 Nov 10:07 – Sat 28 Nov 00:00"),
    ("monday morning first thing", "Mon 30 Nov 08:00 – Mon 30 Nov 10:00"),
    ("end of business friday", "Fri 27 Nov 15:00 – Fri 27 Nov 18:00"),
    ("as early as possible", "Tue 24 Nov 10:07 – Wed 02 Dec 00:00"),
    ("during office hours", "Tue 24 Nov 10:07 – Wed 02 Dec 00:00"),
    (
        "tomorrow outside of 12-13",
        "Wed 25 Nov 00:00 – Wed 25 Nov 12:00; Wed 25 Nov 13:00 – Thu 26 Nov 00:00",
    ),
    ("week 49", "Mon 30 Nov 00:00 – Mon 07 Dec 00:00"),
    ("next 3 working days", "Tue 24 Nov 10:07 – Sat 28 Nov 00:00"),
    ("midnight", "Wed 25 Nov 00:00 – Wed 25 Nov 00:00"),
]
"""A phrase, and the spans it names in Berlin."""

ASKED = [
    ("june 3", '"june 3" is more than 8 weeks away. Try:'),
    ("15/03", '"15/03" is more than 8 weeks away. Try: '),
    ("4/12", "Is that 4 December or 12 April? Write 4 "),
    ("between 2 and 4", "Is that 14:00-16:00? Then write it like "),
    ("tue 9am CST", "CST can mean the time of chicago or shan"),
    ("at 3", "Do you mean 3am or 15:00? Write one of t"),
    ("tomorrow at 3", "Do you mean 3am or 15:00? Write one of t"),
    ("tomorrow 3", "Do you mean 3am or 15:00? Write one of t"),
    ("next month", "A month is not always the same length. W"),
    ("yesterday", '"yesterday" is already past. Try: this w'),
    ("last week", '"last week" is already past. Try: this w'),
    ("3 days ago", '"3 days ago" is already past. Try: this '),
    ("next year", "A year is not always the same length. Wr"),
    ("in 3 months", "A month is not always the same length. W"),
    ("every tuesday", "I can book one time only, not"),
    ("weekly", "I can book one time only, not"),
    ("after christmas", 'I did not understand "after christmas". '),
    ("25:00", '"25:00" is no time of day. Try: 10:00 or 9a'),
    ("feb 30", "There is no 30 February. Try: fri, 3 dec"),
    ("quarter past two tomorrow", "Is that 14:15? Then write it so, or 02:1"),
    ("half 3 tomorrow", "Is that 15:30? Then write it so, or 03:3"),
    ("monday the 1st", "1 December 2026 is a Tuesday, not a Mond"),
    ("fri 3 dec", "3 December 2026 is a Thursday, not a Fri"),
]
"""A phrase that is about time and cannot be meant, or can mean two things, and how the answer begins."""


@pytest.mark.parametrize(("phrase", "spans"), READ, ids=[phrase for phrase, _ in READ])
def test_what_people_say_about_time_is_read(phrase: str, spans: str) -> None:
    found = read_windows(phrase, NOW, BERLIN)
    shown = (" – ".join(f"{local(at, BERLIN):%a %d %b %H:%M}" for at in span) for span in found)
    assert "; ".join(shown) == spans
    assert is_window(phrase, NOW, BERLIN)


@pytest.mark.parametrize(("phrase", "says"), ASKED, ids=[phrase for phrase, _ in ASKED])
def test_what_cannot_be_meant_is_told_as_a_time(phrase: str, says: str) -> None:
    with pytest.raises(Usage) as error:
        read_windows(phrase, NOW, BERLIN)
    assert error.value.sentence.startswith(says)
    assert is_window(phrase, NOW, BERLIN)


_WORDS = (
    "@ben ben python sql for 30m 1h friday not or and mon tue june 3 15/03 tomorrow 10am to 12pm a week from monday "
    'EST at slow joins whenever "the big one" after before urgent about soon next maybe thing in half an hour'
).split()


@given(st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join))
@settings(max_examples=upto(100, 400), deadline=None)
def test_every_word_of_a_line_is_accounted_for(line: str) -> None:
    got = take_apart(line, NOW, BERLIN)
    kept = f"{got.who} {got.length} {got.window} {got.topic} {'urgent' if got.urgent else ''}"
    plain = re.compile(r"[\w@/']+")
    missing = (
        set(plain.findall(line)) - set(plain.findall(kept)) - {"about", "for", "on", "at", "in"}
    )
    assert not missing, (line, got)


@given(
    st.lists(st.sampled_from(_WORDS), max_size=7).map(" ".join),
    st.sampled_from(["@ben", "ben", "python"]),
)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_word_is_accounted_for_once_it_is_known_who_is_meant(sqlite_store, line, who):
    company = Company(sqlite_store)
    company.settle(person("ana"), person("ben"))
    got = take_apart(f"{who} {line}", NOW, BERLIN)
    with sqlite_store.begin() as work:
        ana = work.members.get(of("ana"))
        try:
            wish = wishes.read(work, ana, got, NOW)
        except UserError:
            return
    peer = f"@{wish.peer.handle} {wish.peer.handle}" if wish.peer else ""
    kept = f"{peer} {wish.named.name if wish.named else ''} {got.length} {got.window} {wish.topic} {wish.unsure}"
    plain = re.compile(r"[\w/']+")
    said, found = (set(plain.findall(text.casefold())) for text in (f"{who} {line}", kept))
    joints = {"about", "for", "on", "at", "in", "urgent"}
    assert said - found <= joints, (line, wish)


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store)
    company.settle(person("ana"), person("ben"))
    offers(company, "Python", "ben")
    return company


UNSURE = {
    "book @ben 30m slow joins": "slow joins",
    "book @ben 30m slow joins friday": "slow joins",
    "book python 30m whatever suits": "whatever suits",
    "book @ben python basics 30m": "python basics",
}


@pytest.mark.parametrize("line", UNSURE)
def test_what_is_no_part_of_a_wish_is_asked_about_and_nothing_is_sent(company, line):
    reply = company.says("ana", line)
    assert isinstance(reply, Ask)
    assert UNSURE[line] in reply.form.lead
    assert UNSURE[line] in [f.value for f in reply.form.fields if isinstance(f, Paragraph)]
    with company.store.begin() as work:
        assert work.bookings.of_member(of("ana"), company.now - timedelta(days=1)) == []


@pytest.mark.parametrize(
    "phrase", ["friday whenever suits", "at 3", "june 3", "3 days ago", "after christmas"]
)
def test_a_time_that_cannot_be_read_is_told_so_and_nothing_is_sent(company, phrase):
    for line in (f"book @ben 30m {phrase}", f"book @ben {phrase}", f"book python {phrase} 30m"):
        assert words(said(company.says("ana", line)))
        with company.store.begin() as work:
            assert work.bookings.of_member(of("ana"), company.now - timedelta(days=1)) == []


def shown(times: Iterable[datetime]) -> list[str]:
    return [f"{local(at, BERLIN):%a %H:%M}" for at in times]


def test_a_wish_of_several_spans_is_kept_to_in_every_proposal(company):
    company.says("ana", "book @ben 30m mon or thu morning")
    booking = newest(company, "ana")
    with company.store.begin() as work:
        ana, ben = (work.members.get(of(name)) for name in ("ana", "ben"))
        others = scheduling.anew(work, booking, ana, ben, company.now).times
    assert not set(others) & set(booking.times)
    for at in shown([*booking.times, *others]):
        assert at[:3] in ("Mon", "Thu")
        assert at[4:] < "12:00"


def test_several_very_times_are_proposed_as_they_are(company):
    company.says("ana", "book @ben 30m mon 10:00 or tue 14:00")
    assert shown(newest(company, "ana").times) == ["Mon 10:00", "Tue 14:00"]


def test_a_day_is_left_out_where_it_is_not_wished_for(company):
    company.says("ana", "book @ben 30m not friday")
    assert all(f"{at:%a}" != "Fri" for at in newest(company, "ana").times)


def test_the_table_is_as_long_as_what_people_said() -> None:
    assert len(READ) + len(ASKED) >= 77
    assert windows.read_windows("", NOW, BERLIN) == (windows.usual(NOW, BERLIN),)
