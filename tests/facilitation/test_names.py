"""Names as people type them: without accents, in other letters, in other quotation marks, with a number behind."""

import unicodedata
from dataclasses import replace

import pytest

from facilitation.people import service as people
from facilitation.people.plainly import folded, kept, unaccented
from facilitation.skills import hearing, levels, service
from facilitation.talk import grammar
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.facilitation.booked import of, pressed, said, words


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store)
    company.settle(
        replace(person("zm"), name="Zoë Müller"),
        replace(person("lk"), name="Łukasz Kowalski"),
        replace(person("zj"), name="Zoe Jones"),
        person("ana", role="admin"),
    )
    return company


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("@zoe muller", "zm"),
        ("Zoë", "zm"),
        ("~zoe", "zj"),
        ("zoe", "zj"),
        ("@Zoe", "zj"),
        ("lukasz", "lk"),
        ("Lukasz Kowalski", "lk"),
        ("zoé jones", "zj"),
    ],
)
def test_a_person_is_found_without_accents_and_as_written_first(company, typed, found):
    with company.store.begin() as work:
        assert people.find(work, WORKSPACE, typed).id == of(found)


def test_names_are_compared_composed_and_on_one_line():
    for name in map(chr, range(0x3000)):
        found = folded(f"a{name}b")
        assert unicodedata.is_normalized("NFC", found), name
        assert kept(found) == found, name
    assert folded(" I\x07\x85ΐs\u2028\x1fÉa ") == "i ΐs éa"


def test_letters_that_have_no_accent_to_lose_are_written_as_people_do():
    assert unaccented("søren łukasz æsa zoë") == "soren lukasz aesa zoe"


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("program create pairs ‘Lunch’", ["program", "create", "pairs", "Lunch"]),
        ("set ‘Long Lunch’ size 4", ["set", "Long Lunch", "size", "4"]),
        ("pairs ‚Lunch‘", ["pairs", "Lunch"]),
        ("Ana’s lunch", ["Ana’s", "lunch"]),
        ("‘tis the season", ["‘tis", "the", "season"]),
    ],
)
def test_single_quotation_marks_hold_words_together_and_are_no_part_of_them(line, values):
    assert [token.value for token in grammar.tokens(line)] == values


@pytest.mark.parametrize(
    ("text", "bare"),
    [("python 3", True), ("python level 3", False), ("python (3)", False), ("python: 3", False),
     ("python 3/5", False), ("python expert", False), ("python", False)],
)  # fmt: skip
def test_a_number_alone_may_be_a_version(text, bare):
    assert levels.is_bare(text) == bare


def own(company: Company) -> dict[str, int]:
    with company.store.begin() as work:
        return service.own_levels(work, work.members.get(of("ana")))


def test_a_version_never_lowers_a_level_without_asking(company):
    company.says("ana", "offer python 5")
    asked = said(company.says("ana", "offer Python 3, sql 2"))
    assert "level 5" in words(asked)
    assert own(company) == {"python": 5, "sql": 2}
    pressed(company, "ana", asked, "My level is 3")
    assert own(company)["python"] == 3
    company.says("ana", "offer python level 4")
    asked = said(company.says("ana", "offer python 2"))
    pressed(company, "ana", asked, "It is Python 2")
    assert own(company)["python"] == 4
    with company.store.begin() as work:
        assert "Python 2" in work.members.get(of("ana")).offers


def test_a_higher_number_and_a_level_in_words_are_taken_at_once(company):
    company.says("ana", "offer python 2")
    company.says("ana", "offer python 4")
    assert own(company) == {"python": 4}
    company.says("ana", "offer python: 3")
    assert own(company) == {"python": 3}


def test_a_list_repeated_in_other_letters_is_one_skill(company):
    with company.store.begin() as work:
        for text in ("Bike repair, BIKE-REPAIR, bike  repair", "Résumé writing, resume writing"):
            assert len(hearing.hear(work, WORKSPACE, text, graded=True)) == 1


def test_the_list_of_skills_shows_what_people_hold_from_a_file(company):
    with company.store.begin() as work:
        ana = work.members.get(of("ana"))
        service.hold(work, ana, "offer", ["Falconry"])
    listing = said(company.says("ana", "skill list"))
    assert "Falconry" in repr(listing)
