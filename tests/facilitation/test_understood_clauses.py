"""What a sentence of several clauses means: who is spoken of, what is taken back, what is only told, in any tongue."""

from datetime import date

import pytest

from facilitation.talk.forms import Line, Paragraph
from facilitation.talk.incoming import Ask, Say
from facilitation.talk.messages import Text
from facilitation.talk.when import mentioned
from facilitation.understanding import translating
from tests.company import Company
from tests.facilitation.test_fresh_phrases import company, lines
from tests.facilitation.test_plain_words import meaning
from tests.words import everything, words_of

__all__ = ["company"]


def offered(company: Company, who: str, line: str) -> list[str]:
    """Return what is done or offered for a line."""
    said = meaning(company, line, who)
    return [said.line] if said else lines(company.says(who, line))


def test_of_somebody_who_is_named_nothing_is_taken_for_oneself(company: Company) -> None:
    assert not [
        one for one in offered(company, "ana", "Ben is on holiday next week") if "skip" in one
    ]
    assert offered(company, "ana", "I am on holiday next week")[0].startswith(("skip", "pause"))


def test_what_is_named_after_a_correction_is_what_was_meant(company: Company) -> None:
    assert offered(company, "fay", "Please pause Coffee, no, sorry, I meant Design")[0].endswith(
        "#2"
    )
    assert offered(company, "fay", "Please pause Coffee")[0].endswith("#1")


def test_what_was_taken_back_whole_is_not_offered(company: Company) -> None:
    line = "Please close the Design thread, no, sorry, only extend it until Friday."
    assert offered(company, "fay", line) == ["extend until friday"]
    found = offered(company, "ana", "leave coffee, no wait, just skip the next one")
    assert "skip" in found
    assert not [one for one in found if one.startswith("leave")]


def test_who_may_be_in_need_is_offered_somebody_to_talk_to_and_no_booking(company: Company) -> None:
    assert offered(company, "ana", "ben harassed me") == ["a person", "help"]


def test_a_pause_for_everybody_says_that_it_has_no_end(company: Company) -> None:
    reply = company.says("ada", "pause coffee for everyone until february")
    assert isinstance(reply, Say)
    assert "[Pause Coffee for everybody, until you let it go on]" in everything(reply.message)


def test_it_is_the_program_that_was_named_before(company: Company) -> None:
    assert offered(company, "fay", "Coffee has had its day, please close it for good")[0].endswith(
        "#1"
    )


def test_a_question_who_did_something_proposes_no_change(company: Company) -> None:
    assert "set #1 cadence weekly" not in offered(company, "ada", "who changed coffee to weekly??")
    assert offered(company, "ada", "change coffee to weekly") == ["set #1 cadence weekly"]


def test_a_program_that_is_named_in_one_clause_is_that_of_the_others(company: Company) -> None:
    found = offered(company, "ada", "set coffee cadence weekly and size 4")
    assert "set #1 size 4" in found
    assert "set size 4" not in found


def test_a_remark_that_only_names_things_asks_nobody_for_time(company: Company) -> None:
    assert not [one for one in offered(company, "ana", "fyi jira until 14h") if "book" in one]


def test_laughing_or_thanking_is_no_yes(company: Company) -> None:
    assert offered(company, "ana", "lol ok") == ["thanks"]
    assert offered(company, "ana", "k thx") == ["thanks"]


def test_a_wish_that_is_taken_back_is_not_offered_at_once(company: Company) -> None:
    assert meaning(company, "was thinking to leave coffee but no, i stay", "ana") is None


def test_may_is_a_month_only_where_nobody_may_do_anything() -> None:
    today = date(2026, 11, 19)
    assert [one.words for one in mentioned.find("pause me in may", today)] == ["may"]
    for line in ("how may i hand it over", "you may pause me", "it may be wrong"):
        assert not list(mentioned.find(line, today)), line


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Por favor, desfaça a última alteração.", "undo"),
        ("Wer hat etwas an den Einstellungen geändert?", "changed"),
        ("je ne veux plus participer à coffee", "coffee"),
    ],
)
def test_a_sentence_in_another_language_is_read_word_by_word(line: str, told: str) -> None:
    assert told in translating.english(line)


@pytest.mark.parametrize(
    "line", ["can i join the coffee program please", "pause me until monday", "hm"]
)
def test_an_english_sentence_is_read_as_it_is(line: str) -> None:
    assert translating.english(line) == ""


@pytest.mark.parametrize(
    ("who", "line", "meant"),
    [
        ("ada", "Por favor, desfaça a última alteração.", ("undo", "history")),
        ("fay", "Vorrei vedere chi incontrerà chi nel prossimo giro di Coffee", ("preview #1",)),
        ("ana", "je ne veux plus participer à coffee", ("leave #1", "stop")),
        ("ana", "quais programas existem?", ("programs",)),
    ],
)
def test_what_is_said_in_another_language_is_understood(
    company: Company, who: str, line: str, meant: tuple[str, ...]
) -> None:
    assert not set(meant).isdisjoint(offered(company, who, line))


@pytest.mark.parametrize("line", ["what will my boss see of this", "is this spying on me?"])
def test_a_question_who_sees_what_is_answered_in_short_with_a_button_to_all_of_it(
    company: Company, line: str
) -> None:
    reply = company.says("ana", line)
    assert isinstance(reply, Say)
    assert len([one for one in reply.message.blocks if isinstance(one, Text)]) == 2
    assert lines(reply)[0] == "privacy"
    assert len(words_of(company.says("ana", "privacy"))) > 2 * len(words_of(reply))


def test_who_asks_what_this_is_and_greets_is_greeted_with_three_things_to_do(
    company: Company,
) -> None:
    assert len(lines(company.says("ana", "hello whats this, who are you?"))) == 3


def test_who_may_not_see_who_is_in_reads_whose_to_see_that_is(company: Company) -> None:
    assert "is told to whoever looks after it" in words_of(
        company.says("ana", "who else is in coffee")
    )
    assert "Megan" in words_of(company.says("fay", "who else is in coffee"))


def test_the_end_of_a_program_keeps_the_day_that_was_named(company: Company) -> None:
    assert offered(company, "ada", "end coffee on 18 december") == ["set #1 ends 18 december"]


@pytest.mark.parametrize(
    ("line", "often"),
    [
        ("create a coffee program for the sales team on fridays at noon", "every friday at noon"),
        ("create a program for the sales team, weekly on monday at 9", "weekly on monday at 9"),
    ],
)
def test_how_often_a_new_program_meets_is_no_part_of_its_goal(
    company: Company, line: str, often: str
) -> None:
    reply = company.says("ada", line)
    assert isinstance(reply, Ask)
    filled = {one.name: one.value for one in reply.form.fields if isinstance(one, Line | Paragraph)}
    assert (filled["goal"], filled["cadence"]) == ("for the sales team", often)


def test_a_team_is_invited_by_picking_people_for_the_program(company: Company) -> None:
    assert offered(company, "ada", "add everybody from sales to coffee") == ["invite people #1"]
    assert "Name them" in words_of(company.says("ada", "Please invite everyone in Sales"))


@pytest.mark.parametrize("line", ["import people", "how do I upload a csv of people"])
def test_how_people_come_from_a_file_is_told(company: Company, line: str) -> None:
    assert "peerloop import people" in words_of(company.says("ada", line))


def test_a_report_can_be_asked_for_as_a_file(company: Company) -> None:
    assert offered(company, "ada", "export the coffee report as csv") == ["file report #1"]


def test_a_sign_is_no_skill_and_is_asked_about(company: Company) -> None:
    assert "in a word" in words_of(company.says("ana", "offer 🎨"))


def test_a_sentence_in_another_language_is_no_skill(company: Company) -> None:
    found = offered(company, "ana", "ich kann diese Woche leider nicht")
    assert not [one for one in found if one.startswith(("offer", "want"))]


def test_settings_beside_a_new_program_are_its_own(company: Company) -> None:
    line = "set up lunches for the Berlin office, fours, every other Wednesday"
    assert offered(company, "ada", line)[0].startswith("program")


def test_what_stands_in_quotes_behind_a_long_lead_is_what_is_asked(company: Company) -> None:
    line = (
        "I would like to put the following question to the design channel, for two days: "
        '"What did we learn from the last release?"'
    )
    assert offered(company, "fay", line)[0] == (
        'discuss about "What did we learn from the last release?"'
    )
