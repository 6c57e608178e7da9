"""Which program a text in plain words names: its own name comes before another program's channel."""

from dataclasses import replace

import pytest

from storage.work import Store
from tests.company import WORKSPACE, Company, person
from tests.facilitation.test_fresh_phrases import lines
from tests.facilitation.test_plain_words import meaning
from tests.words import words_of


@pytest.fixture
def company(sqlite_store: Store) -> Company:
    """Ana, an admin, in Coffee and in the newer Tea, which posts in #coffee."""
    company = Company(sqlite_store)
    company.settle(person("ana", role="admin"), person("ben"))
    company.program(["ana", "ben"])
    tea = company.program(["ana", "ben"], name="Tea")
    with sqlite_store.begin() as work:
        work.programs.save(replace(tea, channel_name="coffee"))
    return company


@pytest.mark.parametrize(
    "text",
    [
        "end coffee",
        "I want to leave coffee",
        "when is coffee?",
        "send me the coffee report every month",
    ],
)
def test_a_programs_own_name_comes_before_the_channel_of_another(
    company: Company, text: str
) -> None:
    answer = repr(company.says("ana", text))
    assert "Coffee" in answer or "#1" in answer
    assert "Tea" not in answer


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("change sales coffee to thursdays", "set #3 cadence thursdays"),
        ("make sales coffee monthly", "set #3 cadence monthly"),
        ("end sales coffee kindly", "program end #3"),
        ("delete sales coffee", "program end #3"),
        ("bring sales coffee back", "program resume #3"),
        ("change coffee to thursdays", "set #1 cadence thursdays"),
        ("end weekly q", "program end #4"),
        ("stop the weekly q program", "program pause #4"),
        ("make weekly q monthly", "set #4 cadence monthly"),
        ("role @ben facilitator of weekly q", "set #4 facilitators @ben"),
        ("bring weekly q back", "program resume #4"),
        ("rename weekly q to Friday question", 'set #4 name "Friday question"'),
    ],
)
def test_of_names_that_are_in_each_other_the_longest_is_meant(
    company: Company, line: str, meant: str
) -> None:
    company.program([], name="Sales coffee")
    company.program([], name="Weekly Q")
    found = meaning(company, line)
    shown = [found.line] if found else lines(company.says("ana", line))
    assert shown[0] == meant
    assert not any("#1" in one for one in shown if "#1" not in meant)


def test_a_channel_that_is_known_by_name_alone_is_told_before_it_is_set(company: Company) -> None:
    assert "cannot post there" in words_of(company.says("ana", "set coffee channel #nowhere"))


@pytest.mark.parametrize("line", ["join #coffee", "join #C1|coffee", "join ##coffee|coffee"])
def test_a_channel_that_is_mentioned_names_the_program_called_so(
    company: Company, line: str
) -> None:
    assert "You are in Coffee already" in words_of(company.says("ana", line))


@pytest.mark.parametrize("line", ["join #C7", "join #C7|beans", "can I join #C7|beans please?"])
def test_a_channel_that_is_mentioned_names_the_program_that_posts_there(
    company: Company, line: str
) -> None:
    with company.store.begin() as work:
        tea = work.programs.of(WORKSPACE)[1]
        work.programs.save(replace(tea, channel="C7", channel_name="beans"))
    assert "You are in Tea already" in words_of(company.says("ana", line))


def test_a_channel_of_no_program_is_told_as_it_was_typed(company: Company) -> None:
    answer = words_of(company.says("ana", "join ##general|general"))
    assert "I know no program called “#general”" in answer


@pytest.mark.parametrize(("who", "number"), [("ben", 1), ("cleo", 3)])
def test_a_misspelt_name_means_ones_own_program_and_offers_nothing_that_is_for_others(
    company: Company, who: str, number: int
) -> None:
    company.settle(person("cleo"))
    company.program(["cleo"], name="Sales coffee")
    shown = lines(company.says(who, "pause from 20 dec until 3 jan in cofee"))
    assert shown[0] == f"pause from 20 dec until 3 jan in #{number}"
    assert not [one for one in shown if one.startswith("program pause")]


@pytest.mark.parametrize("called", ["show & tell", "Show and tell", "show + tell", "show and"])
def test_a_program_is_named_however_its_and_is_written(company: Company, called: str) -> None:
    company.program(["ana"], name="Show & tell")
    assert "Show & tell" in words_of(company.says("ana", f"program {called}"))
    assert "every 2 weeks" in words_of(company.says("ana", f"program {called}"))
