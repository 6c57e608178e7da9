"""People out to a file: what one database knows of skills, another reads from it."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitation.people.model import Member
from facilitation.skills import levels, naming
from facilitation.skills.adopting import Adopting
from facilitation.skills.model import Evidence
from facilitation.steering import importing
from storage.work import Store
from tests.company import START, WORKSPACE, Company, person
from tests.words import words_of

OTHER = "playground:other"
ODD = (
    *("Python", "Python 3", "C++", ".NET", "C#", "Excel (VBA, Power Query)", "Level 5"),
    *("Diversity and inclusion", "Salt and pepper and oil", "עיצוב", "Beginner", "Pair-up 2/5"),
)
NAMES = st.text(max_size=40).map(naming.spelled).filter(naming.fold)


def own(skill: str, level: int, who: str = "ana", by: str = "") -> Evidence:
    """Return that somebody says how well they know a skill, or that a colleague does."""
    return Evidence(
        workspace=WORKSPACE,
        member=f"{WORKSPACE}:{who}",
        skill=naming.fold(skill),
        level=level,
        source="peer" if by else "self",
        by=f"{WORKSPACE}:{by or who}",
        at=START,
    )


def moved(company: Company) -> Member:
    """Take everybody out to a file and into another workspace; return Ana as she is there."""
    with company.store.begin() as work:
        text = importing.export_people(work, WORKSPACE, company.now)
        here = work.workspaces.get(WORKSPACE)
        work.workspaces.save(replace(here, id=OTHER, version=0))
        report = importing.import_people(work, OTHER, text, company.now)
        assert not report.refused
        return work.members.get(f"{OTHER}:ana")


def graded(company: Company, member: Member) -> dict[str, int]:
    """Return by skill how well somebody knows it."""
    with company.store.begin() as work:
        told = work.skills.evidence(member.workspace, [member.id])
    known = levels.by_skill(told, company.now)
    return {skill: level.level for (_, skill), level in known.items()}


def test_a_move_to_another_database_loses_no_skill_and_no_level(store: Store) -> None:
    company = Company(store)
    company.settle(person("ana", email="ana@x.example", offers=ODD, wants=ODD[::2]))
    with store.begin() as work:
        work.skills.rate([own(name, n % 5 + 1) for n, name in enumerate(ODD) if n % 3])

    there = moved(company)
    assert (there.offers, there.wants) == (ODD, ODD[::2])
    assert graded(company, there) == {
        naming.fold(name): n % 5 + 1 for n, name in enumerate(ODD) if n % 3
    }


def test_the_level_that_counts_here_is_the_one_that_goes_along(store: Store) -> None:
    company = Company(store)
    company.settle(person("ana", email="ana@x.example", offers=("SQL",)), person("ben"))
    with store.begin() as work:
        work.skills.rate([own("sql", 5), own("sql", 3, by="ben")])

    assert graded(company, moved(company)) == {"sql": 3}


def test_a_level_from_a_file_is_said_to_be_the_companys_and_ones_own_word_takes_its_place(
    store: Store,
) -> None:
    company = Company(store)
    company.settle(person("ana", email="ana@x.example"), person("ben"))
    file = "email,offers\nana@x.example,Python 4\n"
    with store.begin() as work:
        importing.import_people(work, WORKSPACE, file, company.now)

    assert "Python · 4, advanced (from your company's list, today)" in words_of(
        company.says("ana", "skills")
    )
    assert "your company's list" in words_of(company.says("ben", "skills @ana"))
    assert "by your company's list" in words_of(company.says("ben", "find python"))
    company.says("ana", "offer python level 3")
    company.now += timedelta(days=1)
    with store.begin() as work:
        importing.import_people(work, WORKSPACE, file, company.now)
    said = words_of(company.says("ana", "skills"))
    assert "Python · 3, solid (you said so, yesterday)" in said, "a newer list does not outdo her"


def key(name: str) -> str:
    """Return the key under which a name is found again: that of the skill which it is another word for."""
    return naming.fold(naming.starter_of(naming.fold(name)) or name)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, max_size=6, unique_by=key), level=st.integers(0, 5))
def test_any_skill_is_read_as_it_was_written(
    sqlite_store: Store, names: list[str], level: int
) -> None:
    cell = ", ".join(naming.written(name) + (f" {level}" if level else "") for name in names)
    with sqlite_store.begin() as work:
        reading = Adopting(work, WORKSPACE, START)
        found = reading.read(cell, graded=True)
    assert [(naming.fold(name), its) for name, its in found] == [
        (key(name), level or None) for name in names
    ]
