"""A format that exists only as a file runs a quarter by itself: it posts, asks and closes, and has no circles."""

from collections import Counter
from pathlib import Path

import pytest

from facilitation.programs.formats import library
from facilitation.talk.incoming import Ask, Replace
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person
from tests.words import agree, words_of

LUNCH = (Path(__file__).parents[1] / "facilitation" / "formats" / "lunch.yaml").read_text("utf-8")
PEOPLE = ("ben", "cleo", "dan")


@pytest.fixture
def company(store: Store) -> Company:
    """A company of four with a program of the format; Ana looks after it, the others take part."""
    made = Company(store)
    made.settle(person("ana", role="admin"), *map(person, PEOPLE))
    with store.begin() as work:
        ana = work.members.get(f"{WORKSPACE}:ana")
        library.keep(work, WORKSPACE, LUNCH, ana, made.now)
    agree(made, "ana", 'program create lunch "Lunch talks"')
    for name in PEOPLE:
        made.says(name, "join lunch talks")
    return made


def test_a_quarter_of_lunch_talks_goes_by_itself(company: Company) -> None:
    lines = company.pass_(days=12)
    asked = [m for m in company.inbox("ben") if "What would you like" in m.title][-1]
    form = company.says("ben", button(asked, "Answer"))
    assert isinstance(form, Ask)
    line = form.form.command
    assert "with your name" in words_of(asked)
    assert isinstance(company.says("ben", f"{line} Pottery"), Replace)
    lines += company.pass_(days=3)
    table = [m for m in company.inbox("dan") if "could be about" in m.title]
    assert "Nothing is on the agenda yet." in words_of(table[0])
    assert "Pottery (Ben)" in words_of(table[-1])
    assert button(table[-1], "Add something") == line
    how = [m for m in company.inbox("cleo") if m.title == "How was it?"]
    company.says("cleo", button(how[-1], "Good"))
    company.says("dan", button(how[-1], "So so"))
    company.says("dan", button(how[-1], "Good"))
    lines += company.pass_(days=77)

    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        rounds = work.rounds.of(program.id)
        assert [r.state for r in rounds] == ["planned", *["closed"] * (len(rounds) - 1)]
        assert len(rounds) >= 7
        assert work.circles.of_round(rounds[-1].id) == []
        kept = [a for r in rounds for a in work.collected.of(r.id, "topics")]
        assert [a.answer for a in kept] == ["Pottery"]
    said = Counter(line.split(": ")[1] for line in lines if "round" in line)
    closed = len(rounds) - 1
    assert (
        said["3 people asked mood"]
        == said["posted to 3 people"]
        == said["agenda to 3 people"]
        == said["closed, no circles met"]
        == closed
    )
    assert said["summary to facilitators"] == closed
    assert not any("failed" in line for line in lines)
    assert not company.bugs
    heard = [m for m in company.inbox("ana", ["summary"]) if "how it was" in m.title]
    assert len(heard) == closed
    shown = str(heard[1])
    assert "Good" in shown
    assert "2 answers" in shown


def test_who_does_not_take_part_cannot_answer_and_what_is_no_answer_is_refused(
    company: Company,
) -> None:
    company.pass_(days=12)
    asked = [m for m in company.inbox("ben") if "What would you like" in m.title][-1]
    line = button(asked, "Answer")
    assert "Only who takes part" in words_of(company.says("ana", f"{line} x"))
    company.pass_(days=3)
    mood = [m for m in company.inbox("ben") if m.title == "How was it?"][-1]
    assert "press one" in words_of(company.says("ben", button(mood, "Good")[:-1] + "7"))
    assert "do not know that question" in words_of(company.says("ben", "reply rnd_0 mood 1"))
    company.pass_(days=10)
    assert "too late" in words_of(company.says("ben", button(mood, "Good")))


def test_what_an_admin_changes_of_a_format_holds_from_its_next_step_on(company: Company) -> None:
    company.pass_(days=14, hours=5)
    with company.store.begin() as work:
        ana = work.members.get(f"{WORKSPACE}:ana")
        shorter = LUNCH[: LUNCH.index("  - name: mood")] + LUNCH[LUNCH.index("  - name: party") :]
        shorter = shorter.replace("after: heard", "after: agenda")
        library.keep(work, WORKSPACE, shorter, ana, company.now)
    lines = company.pass_(days=6)
    assert any("mood left out, the format has it no more" in line for line in lines)
    assert any("closed" in line for line in lines)
