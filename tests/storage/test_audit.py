"""The audit is only added to, and names nobody any more once they were forgotten; what is too old goes by itself."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, text, update
from sqlalchemy.exc import DBAPIError

from facilitation.filing import formats
from facilitation.post import journal
from facilitation.post.facts import TookPart
from facilitation.post.facts_privacy import ReportOpened
from facilitation.programs.formats import library
from storage import retention
from storage.audit_tables import audit
from tests.company import WORKSPACE, Company, person
from tests.storage.examples import contribution, discussion
from tests.storage.test_forgetting import found, with_ledger
from tests.words import agree, everything, said


@pytest.fixture
def company(engine: Engine, tmp_path: Path) -> Company:
    """A company with an admin, who has changed something and looked at a report."""
    company = Company(with_ledger(engine, tmp_path))
    company.settle(person("zoe"), person("root", role="admin"))
    with company.store.begin() as work:
        work.members.save(replace(work.members.get(f"{WORKSPACE}:zoe"), role="admin"))
    program = company.program(["zoe"])
    agree(company, "zoe", "set coffee size 3")
    with company.store.begin() as work:
        opened = ReportOpened(program=program.id, period="2026 Q4")
        journal.keep(work, WORKSPACE, opened, company.now, by=f"{WORKSPACE}:zoe")
    return company


def lines(company: Company) -> list[str]:
    return everything(said(company.says("root", "audit")))


def test_who_changed_what_and_who_looked_at_what_is_told_newest_first(company: Company) -> None:
    first, second = lines(company)[1:3]
    assert "Zoe opened the report of Coffee" in first
    assert "Zoe changed Coffee: " in second
    assert ": 2 → 3" in second
    assert "size" not in second
    assert said(company.says("zoe", "audit")).title == "Who changed what"


def test_what_was_changed_is_told_from_what_to_what_but_no_words_that_somebody_wrote(
    company: Company,
) -> None:
    agree(company, "zoe", 'set coffee goal "Ask canary01x, she knows"')
    agree(company, "root", "set coffee facilitators @zoe, @root")
    agree(company, "root", "role @zoe facilitator")
    role, facilitators, goal = lines(company)[1:4]
    assert "Root gave Zoe another role: admin → facilitator" in role
    assert "Looked after by: " in facilitators
    assert "→ Zoe, Root" in facilitators or "→ Root, Zoe" in facilitators
    assert "What it is for: – → …" in goal
    agree(company, "zoe", "forget me")
    told = "\n".join(lines(company))
    assert "Zoe" not in told
    assert "canary01x" not in told
    assert "→ somebody who has left, Root" in told or "Root, somebody who has left" in told


def test_who_was_invited_which_formats_are_kept_and_which_reports_were_read_stand_in_it(
    company: Company,
) -> None:
    company.says("root", "report coffee")
    assert "Root opened the report of Coffee: 2026 Q4, in the chat" in lines(company)[1]
    with company.store.begin() as work:
        work.members.save(person("yan"))
    company.says("root", "invite @yan to coffee")
    assert "Root invited Yan to Coffee" in lines(company)[1]
    with company.store.begin() as work:
        _, text = formats.text_of(work, WORKSPACE, "pairs")
        root = work.members.get(f"{WORKSPACE}:root")
        library.keep(work, WORKSPACE, text.replace("name: pairs", "name: duos"), root, company.now)
    assert "Root kept a format of your own: duos" in lines(company)[1]
    company.says("root", "format remove duos")
    assert "Root removed a format of your own: duos" in lines(company)[1]


def test_who_was_taken_out_stands_in_it_and_a_change_of_how_often_in_words(
    company: Company,
) -> None:
    agree(company, "root", "remove @zoe from coffee")
    assert "Root took Zoe out of Coffee" in lines(company)[1]
    agree(company, "root", "set coffee every 3w on wed at 11:00")
    assert "→ every 3w on wed at 11:00" in lines(company)[1]
    agree(company, "root", 'program create pairs "Tea"')
    assert lines(company)[1].endswith("Root created Tea")
    told = "\n".join(everything(said(company.says("root", "audit coffee"))))
    assert "Tea" not in told
    assert "took Zoe out of Coffee" in told
    told = "\n".join(everything(said(company.says("root", "audit @zoe"))))
    assert "Tea" not in told
    assert "Zoe changed Coffee" in told
    assert "nothing" not in told
    assert "Who changed what" not in "".join(everything(said(company.says("root", "audit chess"))))


def test_of_what_nobody_changed_it_is_said_of_that_alone(company: Company) -> None:
    agree(company, "root", 'program create pairs "Tea"')
    with company.store.begin() as work:
        work.members.save(person("yan"))
    for about, name in (("@yan", "Yan"), ("#1", "Coffee")):
        told = " ".join(everything(said(company.says("root", f"audit {about}"))))
        assert ("Nobody has changed anything about Yan lately." in told) == (name == "Yan")


def test_nothing_in_it_can_be_changed_or_taken_out(company: Company, engine: Engine) -> None:
    for act in (update(audit).values(who="somebody else"), delete(audit)):
        with pytest.raises(DBAPIError, match="only ever added to"), engine.begin() as connection:
            connection.execute(act)


def test_who_is_forgotten_stands_in_it_under_a_token_that_leads_nowhere(
    company: Company, engine: Engine
) -> None:
    agree(company, "zoe", "forget me")

    assert not found(engine, [f"{WORKSPACE}:zoe", "Zoe"])
    told = lines(company)
    assert not any("Zoe" in line for line in told)
    assert any("changed Coffee" in line for line in told)


def test_what_is_too_old_goes_and_what_is_not_stays(company: Company, engine: Engine) -> None:
    with company.store.begin() as work:
        (program,) = work.programs.of(WORKSPACE)
        joined = TookPart(kind="member.joined", program=program.id, member=f"{WORKSPACE}:zoe")
        journal.keep(work, WORKSPACE, joined, company.now - timedelta(days=740))
        journal.keep(work, WORKSPACE, joined, company.now - timedelta(days=700))
        of = {"workspace": WORKSPACE, "program": program.id}
        zoe = f"{WORKSPACE}:zoe"
        for number, days in ((1, 91), (2, 89)):
            led = discussion(number, facilitator=zoe, opened_by=zoe, **of)
            over = replace(led, state="closed", closed_at=company.now - timedelta(days=days))
            work.discussions.save(over)
            its = f"dis_{number}"
            work.discussions.add(contribution(number, discussion=its, member=zoe, words="words"))

    with engine.begin() as connection:
        assert retention.sweep(connection, company.now, 90) == {"words": 1, "part": 1}
        assert retention.sweep(connection, company.now, 90) == {}
        kinds = connection.execute(text("SELECT kind FROM fact")).scalars().all()

    assert kinds.count("member.joined") == 1
    assert "program.set" in kinds
    assert "Peerloop let go of what was too old: part 1, words 1" in lines(company)[1]
