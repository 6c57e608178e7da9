"""How often, from when, until when and by whose clock rounds open: read in whatever order, and never dropped."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.errors import Usage
from facilitation.programs.cadence import occurrences
from facilitation.talk.when import rhythms, zones
from facilitation.talk.when.cadences import Cadence
from facilitation.talk.when.days import Backwards
from facilitation.talk.when.hours import local
from facilitation.talk.when.rhythms import Rhythm
from facilitation.talk.when.unclear import TwoMeanings

NOW = datetime(2026, 11, 26, 9, 7, tzinfo=UTC)
"""A Thursday."""
BERLIN = "Europe/Berlin"
USUAL = Cadence(2, 1, time(10))

READ = {
    "every 2w on tue at 10:00 from 1 march": "every 2w on tue at 10:00 from 2027-03-01",
    "starting next monday every week at 9": "every week on mon at 09:00 from 2026-11-30",
    "every week starting thu 3 dec at 9am": "every week on thu at 09:00 from 2026-12-03",
    "from march": "every 2w on tue at 10:00 from 2027-03-01",
    "starting next month": "every 2w on tue at 10:00 from 2026-12-01",
    "starting in 2 weeks": "every 2w on tue at 10:00 from 2026-12-10",
    "until june": "every 2w on tue at 10:00 until 2027-06-30",
    "until the end of the year": "every 2w on tue at 10:00 until 2026-12-31",
    "from january to june every other wed": "every 2w on wed at 10:00 from 2027-01-01 until 2027-06-30",
    "every tue until 30 june": "every week on tue at 10:00 until 2027-06-30",
    "for 3 months": "every 2w on tue at 10:00 until 2027-02-25",
    "for 8 weeks": "every 2w on tue at 10:00 until 2027-01-20",
    "for six rounds": "every 2w on tue at 10:00 6 rounds",
    "until further notice": "every 2w on tue at 10:00 without end",
    "every tue at 9:30 CET": "every week on tue at 09:30 Europe/Berlin",
    "every tue at half past nine CEST": "every week on tue at 09:30 Europe/Berlin",
    "every tue at 5pm Berlin time": "every week on tue at 17:00 Europe/Berlin",
    "every tue at 9am EST": "every week on tue at 09:00 America/New_York",
    "every tue at 10:00 in New York": "every week on tue at 10:00 America/New_York",
    "every tue at 10 in Tokyo time": "every week on tue at 10:00 Asia/Tokyo",
    "once": "once on tue at 10:00",
    "just once at noon": "once on tue at 12:00",
    "once on fri": "once on fri at 10:00",
    "once on 3 dec at 10:00": "once on thu at 10:00 from 2026-12-03",
    "once, next friday 2pm": "once on fri at 14:00 from 2026-12-04",
    "once a week on tue": "every week on tue at 10:00",
    "once every 2 weeks on wed": "every 2w on wed at 10:00",
    "once a month": "first tue of every month at 10:00",
    "every thu at 10 except 24 dec and 31 dec": "every week on thu at 10:00 except 2026-12-24 2026-12-31",
    "every thu at 10 but not on 24 dec until june": (
        "every week on thu at 10:00 until 2027-06-30 except 2026-12-24"
    ),
    "every thu except public holidays": "every week on thu at 10:00 except holidays",
    "mon-fri at 9": "every 2w on mon and tue and wed and thu and fri at 09:00",
    "every week monday to thursday at 9": "every week on mon and tue and wed and thu at 09:00",
}  # fmt: skip

ASKED = {
    "from 31 feb": "From which day is “31 feb”?",
    "starting whenever": "From which day is “whenever”?",
    "until christmas": "Until which day is “christmas”?",
    "until yesterday": "That would end on Wed 25 Nov, before it begins.",
    "from june until may 2027": "That would end on Mon 31 May, before it begins.",
    "every tue except now and then": "Which days are “now and then”?",
    "not on fridays": "Which days are “fridays”?",
    "for ages": "For how long is “ages”?",
    "for 90 rounds": "That can be 1 to 52 rounds.",
    "every tue at 10:00 sharp": 'I did not understand "sharp".',
    "every tue at 9am CST": "CST can mean the time of chicago or shanghai.",
    "once on 1 jan 2020": "Wed 1 Jan is already past.",
    "once every": 'I did not understand',
    "once mon and tue": "Once is on one day only.",
    "every 2w once": "Is it once or every 2 weeks?",
}  # fmt: skip


def read(text: str, default: Cadence | None = USUAL) -> Rhythm:
    return rhythms.read(text, NOW, BERLIN, default)


@pytest.mark.parametrize("text", READ)
def test_a_rhythm_is_understood(text: str) -> None:
    assert str(read(text)) == READ[text]
    assert read(str(read(text))) == read(text)


@pytest.mark.parametrize("text", ASKED)
def test_what_cannot_be_meant_is_asked_about(text: str) -> None:
    with pytest.raises(Usage) as error:
        read(text)
    assert ASKED[text] in error.value.sentence


def test_what_can_mean_two_rhythms_offers_both() -> None:
    with pytest.raises(TwoMeanings) as error:
        read("bimonthly on wed at 10")
    clear = [str(read(text)) for _, text in error.value.meanings]
    assert clear == ["first wed of every 2 months at 10:00", "first and third wed of every month at 10:00"]  # fmt: skip
    with pytest.raises(TwoMeanings) as error:
        read("biweekly on wed at 10")
    assert str(read(error.value.meanings[0][1])) == "every 2w on wed at 10:00"


def test_a_clock_is_the_readers_own_where_theirs_is_called_so() -> None:
    assert rhythms.read("tue 9:30 CET", NOW, "Europe/Paris", USUAL).zone == "Europe/Paris"
    assert rhythms.read("tue 9:30 EST", NOW, "America/Toronto", USUAL).zone == "America/Toronto"
    assert rhythms.read("tue 9:30 PST", NOW, "Europe/Paris", USUAL).zone == "America/Los_Angeles"


weekly = st.builds(
    lambda every, days, at: Cadence(every, min(days), at, also=tuple(sorted(days)[1:])),
    st.integers(1, 52),
    st.sets(st.integers(0, 6), min_size=1),
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
)
monthly = st.builds(
    lambda every, weekday, nth, at: Cadence(every, weekday, at, "month", tuple(nth)),
    st.integers(1, 12),
    st.integers(0, 6),
    st.lists(st.sampled_from([1, 2, 3, 4, -1]), min_size=1, max_size=2, unique=True),
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
)
ones = st.builds(lambda day, at: Cadence(1, day, at, "once"), st.integers(0, 6), st.times().map(
    lambda at: at.replace(second=0, microsecond=0)))  # fmt: skip
cadences = weekly | monthly | ones
# to a reader in Etc/UTC, "UTC" is the clock of their own zone
ZONES = sorted({zones.settled(z) for z in zoneinfo.available_timezones()} - {"", "UTC"})
ahead = st.dates(date(2026, 11, 27), date(2036, 12, 31))


@settings(deadline=None, max_examples=150)
@given(
    cadences,
    st.sampled_from(["", *ZONES]),
    st.none() | ahead,
    st.none() | ahead,
    st.lists(ahead, max_size=2),
)
def test_a_rhythm_reads_back_from_its_own_words(cadence, zone, starts, ends, skipped) -> None:
    if starts and cadence.unit == "once":
        # what happens once is on the day from which it is
        starts += timedelta(days=(cadence.weekday - starts.weekday()) % 7)
    if starts and ends and ends < starts:
        starts, ends = None, starts
    rhythm = Rhythm(cadence, zone, starts, ends, skipped=tuple(skipped))
    assert rhythms.read(str(rhythm), NOW, "Etc/UTC", None) == rhythm


_WORDS = (
    "every 2w week weeks month on tue thu first last at 10:00 9am 3 EST Berlin time from until march june 24 dec "
    "starting next monday once twice for six rounds except not holidays friday banana and of the in a"
).split()


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8).map(" ".join))
def test_any_words_are_a_rhythm_or_a_question_and_what_is_no_word_of_time_is_never_dropped(
    text,
) -> None:
    try:
        found = read(text)
    except Usage:
        return
    assert "banana" not in text
    assert not ("until" in text and found.ends is None)
    assert not ("EST" in text and found.zone != "America/New_York")
    assert not ("march" in text and "2027-03" not in str(found))
    assert not ("june" in text and "2027-06" not in str(found))
    assert not ("10:00" in text and found.cadence.at != time(10))
    assert read(str(found)) == found


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 6), st.sampled_from(ZONES), st.dates(date(2010, 1, 1), date(2036, 12, 31)))
def test_once_is_one_time_in_every_zone(weekday: int, zone: str, anchor: date) -> None:
    (found,) = occurrences(Cadence(1, weekday, time(2, 30), "once"), zone, anchor, after=None)
    assert found.day.weekday() == weekday
    assert anchor <= found.day < anchor + timedelta(days=7)
    assert local(found.at, zone).date() - found.day in (timedelta(), timedelta(days=1))


@pytest.mark.parametrize(
    ("line", "ways"),
    [
        (
            'program create sharing "X" every week on tue at 10:00 from 1 feb until 1 jan',
            {
                "1 January 2028": "from 1 feb until 2028-01-01",
                "From 1 January until 1 February 2027": "from 2027-01-01 until 2027-02-01",
            },
        ),
        (
            "set coffee cadence every week on tue at 10:00 starting on 1 march to 15 february",
            {
                "15 February 2028": "starting on 1 march to 2028-02-15",
                "From 15 February until 1 March 2027": "from 2027-02-15 until 2027-03-01",
            },
        ),
    ],
)
def test_an_end_that_comes_before_its_beginning_is_asked_about(
    line: str, ways: dict[str, str]
) -> None:
    with pytest.raises(Backwards) as asked:
        read(line.partition("every")[1] + line.partition("every")[2])
    assert "comes before" in asked.value.sentence
    found = asked.value.in_line(line).ways
    assert {str(label) for label, _ in found} == set(ways)
    for label, written in found:
        assert written.endswith(ways[str(label)])
        assert read(written[written.index("every") :]).ends, "what is tapped is understood"


@pytest.mark.parametrize(
    "text",
    [
        "from 1 feb until 1 jan 2028",
        "from 15 sep until 30 june",
        "from 4 jan until 20 dec",
        "from june until may",
    ],
)
def test_an_end_with_its_year_or_in_the_next_summer_is_taken_as_it_is(text: str) -> None:
    found = read(text)
    assert found.starts
    assert found.ends
    assert found.starts < found.ends
