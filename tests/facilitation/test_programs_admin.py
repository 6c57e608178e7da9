"""Creating, setting, pausing and ending programs: shown before it happens, kept, told once, and undone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from facilitation.errors import UserError
from facilitation.people.model import Names
from facilitation.programs import reading
from facilitation.programs.model import Settings
from facilitation.programs.settings import SETTINGS
from facilitation.talk.incoming import Where
from facilitation.talk.messages import plain
from facilitation.talk.when.cadences import Cadence
from storage.work import Store
from tests.company import START, WORKSPACE, Company, person, press
from tests.facilitation.programmed import planned_at, program_of
from tests.words import HOSTILE, agree, said, words_of

OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HERE = Where("personal:ana", "personal")
NAMES: Names = {f"{WORKSPACE}:ana": "Ana", f"{WORKSPACE}:ben": "Ben"}


@pytest.fixture
def company(store: Store) -> Company:
    """A company of five; Ana is its admin."""
    made = Company(store)
    made.settle(person("ana", role="admin"), *map(person, ("ben", "cleo", "dan", "eve")))
    return made


def test_a_program_is_created_only_after_its_preview_was_agreed_to(company: Company) -> None:
    line = (
        'program create pairs "Design pairs" in #playground:acme:design|design '
        'every 3w on wed at 9:30 size 4-6 for "meet other teams"'
    )
    preview = words_of(company.says("ana", line))
    for words in (
        "every 3 weeks on Wednesday at 09:30",
        "Wed 25 Nov, 09:30",
        "5 (4 to 6)",
        "#design",
    ):
        assert words in preview
    with company.store.begin() as work:
        assert work.programs.of(WORKSPACE) == []
    agree(company, "ana", line)
    kept = program_of(company)
    assert (kept.name, kept.goal, kept.channel_name) == (
        "Design pairs",
        "meet other teams",
        "design",
    )
    assert kept.settings.cadence == Cadence(3, 2, time(9, 30))
    assert kept.settings.zone == "Europe/Berlin"
    assert (kept.facilitators, kept.anchor) == ((f"{WORKSPACE}:ana",), date(2026, 11, 19))
    assert planned_at(company) == datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
    company.pass_(minutes=1)
    (invitation,) = [d for d in company.arrived if d.conversation == "playground:acme:design"]
    press(company, "eve", invitation.message, "Join")
    with company.store.begin() as work:
        assert work.enrollments.counts(WORKSPACE)[kept.id] == 1


def test_a_channel_in_a_name_or_goal_is_kept_by_its_name(company: Company) -> None:
    here = "#teams:t1:19:ab@thread.tacv2|design"
    agree(company, "ana", f'program create pairs "Pairs of {here}"')
    agree(company, "ana", f"set #1 goal meet in {here}, often")

    kept = program_of(company)
    assert (kept.name, kept.goal) == ("Pairs of #design", "meet in #design, often")


def test_agreeing_twice_creates_one_program(company: Company) -> None:
    shown = said(company.says("ana", 'program create pairs "Coffee"'))
    yes = next(b.command for block in shown.blocks for b in getattr(block, "buttons", ()))
    company.says("ana", yes)
    again = words_of(company.says("ana", yes))
    assert "Coffee is there already" in again
    with company.store.begin() as work:
        assert len(work.programs.of(WORKSPACE)) == 1


def test_what_cannot_be_created_gets_a_sentence(company: Company) -> None:
    for line, why in {
        'program create chess "X"': "There are: clinic",
        'program create pairs "123"': "needs a letter",
        f'program create pairs "{"x" * 61}"': "60 characters",
        'program create pairs "X" size 1': "2 to 8 people",
        'program create pairs "X" every day': "",
        'program create pairs "X" every 2w on tuesdayy': "",
        'program create pairs "X" in nowhere at all': "",
    }.items():
        assert why in words_of(company.says("ana", line)), line
    assert "Only an admin" in words_of(company.says("ben", 'program create pairs "X"'))
    with company.store.begin() as work:
        assert work.programs.of(WORKSPACE) == []


def test_the_name_of_a_program_that_has_ended_is_free_again(company: Company) -> None:
    agree(company, "ana", 'program create pairs "Coffee"')
    agree(company, "ana", "program end coffee")
    agree(company, "ana", 'program create pairs "coffee"')
    assert "of that name already" in words_of(company.says("ana", "program resume #1"))


def test_hostile_names_and_goals_are_kept_as_they_were_written(company: Company) -> None:
    kept = [text for text in HOSTILE if '"' not in text and any(map(str.isalpha, text))]
    for place, text in enumerate(kept, start=1):
        agree(company, "ana", f'program create pairs "{text}"')
        agree(company, "ana", f'set #{place} goal "x {text}"')
        made = program_of(company, place)
        # A line's runs of spaces are one space, whoever typed it.
        assert made.name == " ".join(text.split(" ")).strip().replace("   ", " ")
        assert text.split()[0] in made.goal
    company.says("eve", "join #1")
    assert words_of(company.says("eve", "programs"))


def test_everyone_may_read_settings_and_facilitators_and_admins_may_write_them(
    company: Company,
) -> None:
    company.program(("ben", "cleo"))
    listed = words_of(company.says("ben", "set coffee"))
    for setting in SETTINGS:
        assert f"{setting.label}: " in listed
    assert "Before the same people meet again: 12 weeks (default)" in listed
    assert "Value: 12 weeks" in words_of(company.says("ben", "set coffee gap"))
    refused = words_of(company.says("ben", "set coffee gap 8 weeks"))
    assert "Only its facilitators and admins can change Coffee. You could ask Ana." in refused
    agree(company, "ana", "set coffee facilitators @ben")
    agree(company, "ben", "set coffee gap 8 weeks")
    assert program_of(company).settings.gap_weeks == 8
    assert "Before the same people meet again: 8 weeks\n" in words_of(
        company.says("cleo", "set coffee")
    )
    agree(company, "ben", "unset coffee gap")
    assert program_of(company).settings.gap_weeks == 12
    for line in ("program pause coffee", "unset coffee gap", "program end coffee"):
        assert "You could ask Ben or Ana" in words_of(company.says("cleo", line))


def test_a_program_of_several_words_needs_no_quotes(company: Company) -> None:
    company.program((), "Design size club")
    company.program((), "Coffee")
    for line in (
        "set Design size club term 4",
        'set "Design size club" term 5',
        "set club term 6 rounds",
        "set #1 term 7",
    ):
        agree(company, "ana", line)
    assert program_of(company).settings.term == 7
    assert "Did you mean term" in words_of(company.says("ana", "set coffee trem 4"))
    assert "Of which program" in words_of(company.says("ana", "set term 4"))
    assert "no program called" in words_of(company.says("ana", "set tea term 4"))


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("cadence every week on thu at 9", "cadence", Cadence(1, 3, time(9))),
        ("cadence fri", "cadence", Cadence(2, 4, time(10))),
        ("zone new york", "zone", "America/New_York"),
        ("term 6 rounds", "term", 6),
        ("gap 3 weeks", "gap_weeks", 3),
        ("gap none", "gap_weeks", 0),
        ("notice 0", "notice_days", 0),
        ("notice 2 working days", "notice_days", 2),
        ("nudge 40 hours", "nudge_hours", 40),
        ("nudge never", "nudge_hours", 0),
        ("ask 3", "ask_days", 3),
        ("again 3 days", "again_hours", 72),
        ("silence 5 rounds", "silence_rounds", 5),
        ("grace 3 days", "grace_hours", 72),
        ("skips 24 dec, 31 dec", "skipped", (date(2026, 12, 24), date(2026, 12, 31))),
        ("prefer hours then team", "prefer", ("hours", "team")),
        ("prefer skill > location", "prefer", ("skill", "location")),
        ("levels similar", "levels", "similar"),
        ("managers allowed", "managers", True),
        ("language any", "shared_language", False),
    ],
)
def test_each_setting_is_read_from_what_an_admin_types(
    sqlite_store: Store, line: str, field: str, value: object
) -> None:
    company = Company(sqlite_store)
    company.settle(person("ana", role="admin"))
    company.program(())
    agree(company, "ana", f"set coffee {line}")
    assert getattr(program_of(company).settings, field) == value


def test_what_a_setting_says_can_be_typed_back(sqlite_store: Store) -> None:
    company = Company(sqlite_store)
    company.settle(person("ana", role="admin"), person("ben"))
    kept = replace(
        company.program(()),
        goal="talk",
        channel_name="design",
        facilitators=(f"{WORKSPACE}:ana", f"{WORKSPACE}:ben"),
        settings=Settings(
            cadence=Cadence(3, 4, time(9, 30)),
            zone="Asia/Tokyo",
            term=6,
            size=5,
            smallest=4,
            largest=6,
            gap_weeks=8,
            skipped=tuple(date(2026, 12, 21) + timedelta(days=n) for n in (0, 1, 2, 9)),
            prefer=("team", "hours"),
            levels="similar",
            managers=True,
            shared_language=False,
        ),
    )
    with company.store.begin() as work:
        work.programs.save(kept)
    for setting in SETTINGS:
        shown = plain(setting.say(kept, NAMES))
        answer = words_of(company.says("ana", f"set #1 {setting.name} {shown}"))
        assert "Nothing to change" in answer, (setting.name, shown, answer)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("2", (2, 2, 3)),
        ("3", (3, 3, 5)),
        ("5", (5, 4, 6)),
        ("8", (8, 7, 8)),
        ("4-6", (5, 4, 6)),
        ("3 to 5", (4, 3, 5)),
        ("5 (4-6)", (5, 4, 6)),
        ("4–6 people", (5, 4, 6)),
    ],
)
def test_sizes_are_read_as_people_write_them(text: str, sizes: tuple[int, int, int]) -> None:
    assert reading.sizes(text) == sizes


@pytest.mark.parametrize(
    "text", ["1", "0", "9", "6-4", "4-4", "1-3", "many", "", "-5-", "2 3 4 5", *HOSTILE]
)
def test_sizes_nobody_could_sit_in_are_refused(text: str) -> None:
    with pytest.raises(UserError):
        reading.sizes(text)


def test_no_value_breaks_any_setting(sqlite_store: Store) -> None:
    company = Company(sqlite_store)
    company.settle(person("ana", role="admin"))
    before = company.program(())
    for setting in SETTINGS:
        for text in (*HOSTILE, "-1", "999999999999999999999", "²", "1e9", "nan", "x" * 3000):
            assert words_of(company.says("ana", f"set coffee {setting.name} {text}"))
    assert program_of(company) == before


def test_days_are_skipped_one_by_one_and_in_stretches() -> None:
    assert len(reading.skipped("21 dec to 3 jan, 6 jan", START, "UTC")) == 15
    assert reading.skipped("none", START, "UTC") == ()
    for text in ("3 jan to 21 dec 2026", "1 jan to 31 dec 2027", "soon"):
        with pytest.raises(UserError):
            reading.skipped(text, START, "UTC")


def test_a_new_time_is_previewed_with_its_next_round_and_told_once_to_those_who_are_in(
    company: Company,
) -> None:
    company.program(("ben", "cleo", "dan"))
    company.says("dan", "pause")
    preview = words_of(company.says("ana", "set coffee cadence every week on thu at 9"))
    assert "next round: Tue 24 Nov, 10:00 → Thu 26 Nov, 09:00" in preview
    assert "I tell 2 people" in preview
    agree(company, "ana", "set coffee cadence every week on thu at 9")
    assert planned_at(company) == datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
    company.pass_(hours=2)
    assert [len(company.inbox(n)) for n in ("ana", "ben", "cleo", "dan")] == [0, 1, 1, 0]
    assert "has moved" in company.inbox("ben")[0].title


def test_news_wait_for_the_end_of_quiet_hours_and_older_news_are_taken_back(
    company: Company,
) -> None:
    company.program(("ben",))
    company.now = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
    agree(company, "ana", "program pause coffee")
    assert planned_at(company) is None
    agree(company, "ana", "program resume coffee")
    assert planned_at(company) == OPENS
    company.pass_(days=2)
    assert company.inbox("ben") == []
    company.move_to(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    assert company.inbox("ben") == [], "nobody had heard of the pause"
    company.move_to(datetime(2026, 11, 23, 20, 0, tzinfo=UTC))
    agree(company, "ana", "program pause coffee")
    agree(company, "ana", "program end coffee")
    company.pass_(days=1)
    assert [m.title for m in company.inbox("ben", ["told"])] == ["Coffee has ended"]


def test_pausing_resuming_and_ending_are_previewed_and_each_has_its_inverse(
    company: Company,
) -> None:
    company.program(("ben", "cleo"))
    company.says("cleo", "pause")
    assert "I tell 1 person" in words_of(company.says("ana", "program pause coffee"))
    assert program_of(company).state == "active"
    agree(company, "ana", "program pause coffee")
    assert "already" in words_of(company.says("ana", "program pause coffee"))
    agree(company, "ana", "program resume coffee")
    assert "I tell 2 people" in words_of(company.says("ana", "program end coffee"))
    ended = agree(company, "ana", "program end coffee")
    assert (program_of(company).state, planned_at(company)) == ("ended", None)
    assert "has ended" in words_of(company.says("ana", "set #1 size 4"))
    resumed = said(press(company, "ana", ended, "Bring it back"))
    assert "Resume Coffee?" in resumed.title
    agree(company, "ana", "program resume #1")
    assert (program_of(company).state, planned_at(company)) == ("active", OPENS)


def test_whoever_is_named_facilitator_is_told_once(company: Company) -> None:
    company.program(())
    agree(company, "ana", "set coffee facilitators @ben and @ana")
    agree(company, "ana", "set coffee facilitators @ben, @ana, @cleo")
    company.pass_(hours=3)
    assert [len(company.inbox(n)) for n in ("ana", "ben", "cleo")] == [0, 1, 1]
    assert "You look after Coffee now" in company.inbox("ben")[0].title


def test_a_preview_that_is_no_longer_true_is_shown_anew_instead_of_done(company: Company) -> None:
    company.program(("ben", "cleo"))
    shown = said(company.says("ana", "program pause coffee"))
    yes = next(b.command for block in shown.blocks for b in getattr(block, "buttons", ()))
    company.says("dan", "join coffee")
    again = words_of(company.says("ana", yes))
    assert "Things have changed" in again
    assert "I tell 3 people" in again
    assert program_of(company).state == "active"


def refused(company: Company, line: str) -> str:
    """Return what is said to a line that must change nothing and offer nothing."""
    before = program_of(company)
    shown = said(company.says("ana", line))
    assert shown.title == "That does not work", shown
    assert program_of(company) == before
    return words_of(shown)


def test_a_nudge_after_the_question_is_refused_whichever_of_the_two_is_changed(
    company: Company,
) -> None:
    company.program(())
    assert "I would remind people after 48 hours" in refused(company, "set coffee nudge 48 hours")
    assert "at most 47 hours" in refused(company, "set coffee nudge 3 days")
    assert "1 working day after the opening." in refused(company, "set coffee ask 1")
    agree(company, "ana", "set coffee nudge 47 hours")
    agree(company, "ana", "set coffee nudge never")
    agree(company, "ana", "set coffee ask 1")
    assert program_of(company).settings.ask_days == 1
    assert "at most 23 hours" in refused(company, "unset coffee nudge")


def test_the_question_leaves_time_to_answer_before_the_next_round(company: Company) -> None:
    company.program(())
    assert "It can be up to 8" in refused(company, "set coffee ask 9")
    agree(company, "ana", "set coffee ask 8")
    weekly = refused(company, "set coffee cadence every week on thu at 9")
    assert "8 working days after the opening, and" in weekly
    assert "rounds open every week" in weekly
    assert "up to 3" in weekly
    agree(company, "ana", "set coffee ask 3")
    agree(company, "ana", "set coffee cadence every week on thu at 9")
    assert "It can be up to 3" in refused(company, "set coffee ask 4")
    agree(company, "ana", "set coffee cadence every 3w")
    agree(company, "ana", "set coffee ask 10")


def test_an_undo_never_brings_back_times_that_no_longer_hold_together(company: Company) -> None:
    company.program(())
    agree(company, "ana", "set coffee ask 8")
    agree(company, "ana", "set coffee ask 2")
    agree(company, "ana", "set coffee cadence every week on thu at 9")
    with company.store.begin() as work:
        _, sooner, _ = work.journal.changes(WORKSPACE)
    assert "up to 3" in refused(company, f"undo {sooner.id}")


def test_times_from_before_do_not_stand_in_the_way_of_other_changes(company: Company) -> None:
    company.program((), ask_days=9, nudge_hours=0)
    agree(company, "ana", "set coffee term 4")
    agree(company, "ana", "program pause coffee")
    assert program_of(company).state == "paused"


def test_who_may_change_a_program_are_people_who_are_still_there(company: Company) -> None:
    kept = company.program(())
    gone = [f"{WORKSPACE}:{name}" for name in ("ben", "cleo")]
    with company.store.begin() as work:
        work.programs.save(replace(kept, facilitators=(*gone, f"{WORKSPACE}:dan")))
        for id, state in zip(gone, ("gone", "unreachable"), strict=True):
            work.members.save(replace(work.members.get(id), state=state))  # type: ignore[arg-type]
    assert "such as Dan or Ana." in words_of(company.says("eve", "set coffee"))
    assert "such as Dan or Ana." in words_of(company.says("eve", "set coffee size"))
    assert "You could ask Dan or Ana." in words_of(company.says("eve", "set coffee size 4"))


def test_where_nobody_may_change_a_program_it_is_said_how_that_ends(sqlite_store: Store) -> None:
    company = Company(sqlite_store)
    company.settle(person("eve"))
    company.program(())
    for line in ("set #1", "set #1 size", "set #1 size 4", "program end #1", "holidays", "role"):
        said_to_eve = words_of(company.says("eve", line))
        assert "nobody to ask yet" in said_to_eve, line
        assert "when they write to me" in said_to_eve, line


@pytest.mark.parametrize("line", ["cadence every 2w on wed at 10", "starts 1 dec"])
def test_the_skip_button_of_news_skips_the_round_it_speaks_of_or_none(
    company: Company, line: str
) -> None:
    coffee = company.program(("ben", "cleo", "dan"))
    agree(company, "ana", f"set coffee {line}")
    company.pass_(hours=2)
    (news,) = company.inbox("ben")
    with company.store.begin() as work:
        planned = work.rounds.planned(coffee.id)
    assert planned is not None
    company.move_to(planned.opens_at + timedelta(minutes=5))
    late = said(press(company, "ben", news, "Skip that round"))
    assert "just begun" in late.title
    with company.store.begin() as work:
        known = work.enrollments.find(planned.program, f"{WORKSPACE}:ben")
    assert known is not None
    assert known.skips == ""


def test_news_of_a_program_that_goes_on_skip_the_round_to_come(company: Company) -> None:
    company.program(("ben", "cleo"))
    agree(company, "ana", "program pause coffee")
    company.pass_(hours=2)
    agree(company, "ana", "program resume coffee")
    company.pass_(hours=2)
    news = company.inbox("ben")[-1]
    assert news.title == "Coffee goes on"
    assert "You skip" in said(press(company, "ben", news, "Skip that round")).title
