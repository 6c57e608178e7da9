"""The weekly digest of a program's takeaways: new, tried most, due; none where there is nothing."""

from dataclasses import replace

import pytest

from facilitation.knowledge import keeping
from facilitation.knowledge.keeping import Said
from facilitation.knowledge.model import Trial
from facilitation.programs.model import Program
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.words import words_of

BEN = f"{WORKSPACE}:ben"


@pytest.fixture
def company(sqlite_store: Store) -> Company:
    company = Company(sqlite_store)
    company.settle(person("ana", role="admin"), person("ben"))
    return company


@pytest.fixture
def program(company: Company) -> Program:
    made = company.program(["ana", "ben"])
    with company.store.begin() as work:
        there = replace(work.programs.get(made.id), channel="chan:1", channel_name="platform")
        return work.programs.save(there)


def keeps(company: Company, title: str, program: Program | None) -> str:
    said = Said(title=title, text="Look here", program=program.id if program else "")
    with company.store.begin() as work:
        return keeping.keep(work, work.members.get(BEN), said, company.now).id


def digests(company: Company) -> list[Message]:
    return [
        d.message for d in company.arrived if d.kind == "summary" and d.conversation == "chan:1"
    ]


def test_a_week_after_something_was_kept_its_channel_reads_of_it_and_then_of_nothing(
    company: Company, program: Program
) -> None:
    keeps(company, "Of no program", None)
    keeps(company, "Timeouts", program)
    company.pass_(days=8)

    [told] = digests(company)
    assert "Timeouts" in words_of(told)
    assert "Of no program" not in words_of(told)
    company.pass_(days=30)
    assert len(digests(company)) == 1


def test_what_was_tried_that_week_is_told_with_how_many(company: Company, program: Program) -> None:
    id = keeps(company, "Timeouts", program)
    company.pass_(days=8)
    with company.store.begin() as work:
        for name in ("ana", "ben"):
            member = f"{WORKSPACE}:{name}"
            said = Trial(takeaway=id, member=member, outcome="worked", at=company.now)
            work.takeaways.tried(said)
    company.pass_(days=8)

    assert "Timeouts, tried by 2 people" in words_of(digests(company)[-1])


def test_a_program_that_has_ended_tells_nothing(company: Company, program: Program) -> None:
    keeps(company, "Timeouts", program)
    with company.store.begin() as work:
        work.programs.save(replace(work.programs.get(program.id), state="ended"))
    company.pass_(days=8)
    assert digests(company) == []
