"""What admins do about the words for skills, each change previewed and taken back by its inverse; and people files."""

import re
from typing import Any

import pytest

from facilitation.gaps import survey
from facilitation.skills import naming, service
from facilitation.steering import importing
from facilitation.talk.incoming import Replace, Say
from storage.work import Store
from tests.company import WORKSPACE, Company, person, press
from tests.facilitation.skilled import held, level, skills
from tests.words import agree, words_of


@pytest.fixture
def company(store: Store) -> Company:
    """A company in which JavaScript has two names; Ana is its admin."""
    made = Company(store)
    people = (person(name) for name in ("ben", "cleo", "dan", "eve"))
    made.settle(person("ana", role="admin"), *people)
    made.says("ben", 'offer "Ecma thing" 5, sql')
    made.says("cleo", 'offer js 2, "Ecma thing" 4')
    made.says("dan", "offer javascript 3")
    made.says("eve", 'want "ECMA thing"')
    return made


def state(company: Company) -> tuple[Any, Any]:
    """Return all that is stored of skills and who holds them."""
    return skills(company), [held(company, n) for n in ("ana", "ben", "cleo", "dan", "eve")]


def test_a_merge_is_previewed_moves_people_words_and_levels_and_is_taken_back(
    company: Company,
) -> None:
    before = state(company)
    shown = company.says("ana", 'skill merge "Ecma thing" into js')
    assert "2 people would offer JavaScript" in words_of(shown)
    assert state(company) == before
    done = agree(company, "ana", 'skill merge "Ecma thing" into js')
    assert held(company, "ben")[0] == ("JavaScript", "SQL")
    assert held(company, "cleo")[0] == ("JavaScript",)
    assert held(company, "eve")[1] == ("JavaScript",)
    assert (level(company, "ben", "javascript"), level(company, "dan", "javascript")) == (5, 3)
    assert "Ecma thing" not in skills(company)
    company.says("ana", "want ecma thing")
    assert held(company, "ana")[1] == ("JavaScript",)
    company.says("ana", "unwant javascript")

    line = press(company, "ana", done, "Undo")
    assert isinstance(line, Say | Replace)
    yes = next(b for block in line.message.blocks for b in getattr(block, "buttons", ()))
    company.says("ana", yes.command)
    names, people = state(company)
    assert (names, [sorted(o) for o, _ in people]) == (
        before[0],
        [sorted(o) for o, _ in before[1]],
    )
    assert held(company, "eve")[1] == ("Ecma thing",)
    assert (level(company, "ben", "Ecma thing"), level(company, "cleo", "Ecma thing")) == (5, 4)
    assert "was not merged" in words_of(company.says("ana", 'skill unmerge "Ecma thing"'))


def test_who_is_away_is_merged_renamed_and_parted_like_all(company: Company) -> None:
    company.settle(
        person("gone", state="gone", offers=("Ecma thing",)),
        person("mute", state="unreachable", wants=("Ecma thing", "JavaScript")),
    )

    def away() -> tuple[Any, Any]:
        return held(company, "gone")[0], held(company, "mute")[1]

    agree(company, "ana", "skill merge Ecma thing into JavaScript")
    assert away() == (("JavaScript",), ("JavaScript",))
    agree(company, "ana", "skill rename JavaScript to Browser language")
    assert away() == (("Browser language",), ("Browser language",))
    agree(company, "ana", "skill rename Browser language to JavaScript")
    agree(company, "ana", "skill unmerge Ecma thing")
    assert away() == (("Ecma thing",), ("JavaScript", "Ecma thing"))


def test_unmerging_leaves_those_who_have_changed_their_mind_since(company: Company) -> None:
    agree(company, "ana", "skill merge Ecma thing into JavaScript")
    company.says("ben", "unoffer javascript")
    company.says("ana", "offer javascript")
    agree(company, "ana", "skill unmerge ecma thing")
    assert held(company, "ben")[0] == ("SQL",)
    assert held(company, "ana")[0] == ("JavaScript",)


def test_unmerging_brings_back_what_is_known_of_who_did_not_offer_it_at_the_time(
    company: Company,
) -> None:
    company.says("ben", 'unoffer "Ecma thing"')
    agree(company, "ana", 'skill merge "Ecma thing" into js')
    agree(company, "ana", 'skill unmerge "Ecma thing"')
    company.says("ben", 'offer "Ecma thing"')
    assert level(company, "ben", "Ecma thing") == 5


def test_a_word_can_be_given_to_a_skill_and_taken_from_it(company: Company) -> None:
    before = state(company)
    agree(company, "ana", "skill alias brendan script for js")
    company.says("ana", "offer Brendan Script 4")
    assert held(company, "ana")[0] == ("JavaScript",)
    company.says("ana", "unoffer js")
    agree(company, "ana", "skill unalias Brendan script")
    assert state(company) == before
    agree(company, "ana", "skill unalias js")
    assert "js" not in skills(company)["JavaScript"]
    company.says("ana", 'want "js"')
    assert held(company, "ana")[1] == ("js",)


def test_a_skill_is_renamed_for_everyone_and_back_again(company: Company) -> None:
    before = state(company)
    agree(company, "ana", "skill rename JavaScript to ECMAScript 6")
    assert held(company, "dan")[0] == ("ECMAScript 6",)
    assert level(company, "dan", "ECMAScript 6") == 3
    company.says("ana", "want javascript")
    assert held(company, "ana")[1] == ("ECMAScript 6",)
    company.says("ana", "unwant js")
    agree(company, "ana", 'skill rename "ECMAScript 6" to JavaScript')
    assert state(company) == before


def test_a_skill_may_change_its_case_alone(company: Company) -> None:
    agree(company, "ana", "skill rename ecma thing to ECMA Thing")
    assert held(company, "ben")[0] == ("ECMA Thing", "SQL")
    assert level(company, "ben", "ecma thing") == 5


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("skill merge js into javascript", "same skill already"),
        ("skill merge nothing like it into js", "Nobody here has named"),
        ("skill merge ecma thing into something new", "Nobody here has named"),
        ("skill alias sql for js", "skill merge SQL into JavaScript"),
        ("skill alias es6 for js", "means JavaScript already"),
        ("skill unalias JavaScript", "skill rename"),
        ("skill rename js to SQL", "skill merge"),
        ("skill rename js to JavaScript", "called JavaScript already"),
        (f"skill rename js to {'x' * 61}", "may have 60 characters"),
        ("skill alias *** for js", "name of a skill"),
        ("skill unmerge js", "was not merged"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    company: Company, line: str, sentence: str
) -> None:
    before = state(company)
    assert sentence in words_of(company.says("ana", line))
    assert state(company) == before


def test_a_word_that_came_by_a_merge_is_parted_not_taken(company: Company) -> None:
    agree(company, "ana", "skill merge ecma thing into JavaScript")
    refused = words_of(company.says("ana", "skill unalias ecma thing"))
    assert "skill unmerge Ecma thing" in refused


def test_only_admins_tidy_and_list_skills(company: Company) -> None:
    for line in ("skill list", "skill merge ecma thing into js", "skill rename js to x"):
        assert "Only an admin" in words_of(company.says("ben", line))


def test_the_list_counts_who_offers_each_skill_and_who_wants_it_only_from_five_on(
    company: Company,
) -> None:
    shown = words_of(company.says("ana", "skill list"))
    assert "Ecma thing · 2 can help" in shown
    assert "JavaScript · 2 can help" in shown
    assert "want it" not in shown, "one does"
    for number in range(1, 13):
        company.settle(person(f"w{number}"))
        company.says(f"w{number}", "want javascript")
        shown = words_of(company.says("ana", "skill list javascript"))
        assert ("or more want it" in shown) >= (number >= 9)
        assert ("or more want it" in shown) <= (number >= 5)
    assert re.search(r"2 can help, (5|10) or more want it", shown)
    with company.store.begin() as work:
        told = survey.holding(work, WORKSPACE, "want", "javascript")
    assert f"{told} or more want it" in shown, "as gaps tell it"
    part = words_of(company.says("ana", "skill list ecma"))
    assert "SQL" not in part
    assert "JavaScript" in part  # for it is called ecmascript too


def test_a_people_file_takes_the_names_that_are_known_and_stores_the_new(company: Company) -> None:
    text = "handle,offers,wants\nana,k8s; Tea Making; *js*,ecma  thing\nben,TEA making,postgres\n"
    with company.store.begin() as work:
        report = importing.import_people(work, WORKSPACE, text, company.now)
    assert not report.refused
    assert held(company, "ana") == (("Kubernetes", "Tea Making", "JavaScript"), ("Ecma thing",))
    assert held(company, "ben") == (("Tea Making",), ("PostgreSQL",))
    assert {"Kubernetes", "Tea Making", "PostgreSQL"} <= skills(company).keys()
    with company.store.begin() as work:
        found = work.skills.holders(WORKSPACE, "offer", naming.fold("tea making"))
    assert [m.handle for m in found] == ["ana", "ben"]


def test_a_people_file_with_a_word_that_is_no_skill_is_refused_by_its_line(
    company: Company,
) -> None:
    before = state(company)
    with company.store.begin() as work:
        report = importing.import_people(
            work, WORKSPACE, "handle,offers\nana,juggling\nben,***\n", company.now
        )
    assert [(r.line, "name of a skill" in r.why) for r in report.refused] == [(3, True)]
    assert state(company) == before


def test_what_people_have_from_a_file_can_be_tidied_like_what_they_said(company: Company) -> None:
    with company.store.begin() as work:
        for name, skills_ in (("ben", ["gis", "Falconry"]), ("cleo", ["gis"])):
            service.hold(work, work.members.get(f"{WORKSPACE}:{name}"), "offer", skills_)
    assert "gis · 2 can help" in words_of(company.says("ana", "skill list gis")).lower()
    agree(company, "ana", "skill rename gis to Maps")
    assert "Maps" in held(company, "ben")[0]
    agree(company, "ana", "skill merge falconry into sql")
    assert set(held(company, "ben")[0]) == {"Maps", "SQL"}
    agree(company, "ana", "skill merge Maps into sql")
    assert held(company, "cleo")[0] == ("SQL",)
    assert "Nobody here has named" in words_of(company.says("ana", "skill rename rust to X"))


def test_a_skill_that_too_few_want_to_be_told_of_is_not_on_the_list(company: Company) -> None:
    company.says("ben", "want zumba")
    company.says("cleo", "want zumba")
    for line in ("skill list", "skill list zumba"):
        assert "can help" not in words_of(company.says("ana", "skill list zumba"))
        assert "zumba ·" not in words_of(company.says("ana", line)).lower()
