"""A report that is ordered comes every month, in working hours, as it would be shown; and stops when told to."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from facilitation.post.outbox import Place
from facilitation.talk.incoming import Typed, Where
from facilitation.talk.when import hours
from storage.work import Store
from tests.company import WORKSPACE, Company, person, press
from tests.words import agree, everything, said

PEOPLE = [f"m{number}" for number in range(24)]
BERLIN = "Europe/Berlin"


@pytest.fixture
def company(store: Store) -> Company:
    """Two dozen people in a program whose first round is over, with an admin who looks after it."""
    company = Company(store)
    company.settle(person("root", role="admin"), *map(person, PEOPLE))
    company.program(PEOPLE, ends=date(2026, 11, 30))
    with store.begin() as work:
        work.workspaces.save(replace(work.workspaces.get(WORKSPACE), holidays=("DE",)))
    company.pass_(days=6)
    for name in PEOPLE[::3]:
        company.says(name, "met")
    return company


def reports_of(company: Company) -> list:
    return [d for d in company.arrived if d.key.startswith("ord_")]


def kinds(company: Company) -> list[str]:
    with company.store.begin() as work:
        return [one.what for one in work.audit.newest(WORKSPACE, 20)]


def test_it_comes_on_the_first_working_day_of_each_month_as_it_would_be_shown(
    company: Company,
) -> None:
    preview = everything(said(company.says("root", "report coffee monthly to me")))
    assert any("first on Tue 1 Dec" in line for line in preview), preview
    agree(company, "root", "report coffee monthly to me")
    company.move_to(datetime(2026, 12, 31, 12, tzinfo=UTC))
    asked = everything(said(company.says("root", "report coffee this month")))
    company.move_to(datetime(2027, 1, 31, tzinfo=UTC))

    first, second = reports_of(company)
    for one, day in ((first, (2026, 12, 1)), (second, (2027, 1, 4))):
        wall = hours.local(one.due_at, BERLIN)
        assert (wall.year, wall.month, wall.day) == day, "New Year's weekend is let pass"
        assert 9 <= wall.hour < 18
    shown = everything(second.message)
    assert shown[0] == "Coffee, 2026-12"
    assert shown[1:4] == asked[1:4]
    assert everything(first.message)[2].startswith("People who met: ")
    assert not any(name.title() in line.split() for name in PEOPLE for line in shown)
    assert kinds(company)[:3].count("report.sent") == 2
    assert "report.ordered" in kinds(company)


def test_it_can_be_seen_and_stopped_and_goes_to_a_channel_that_is_known(company: Company) -> None:
    words = " ".join(everything(said(company.says("root", "report monthly to #elsewhere"))))
    assert "I do not know #elsewhere yet" in words
    assert "It is sent to nobody yet" in " ".join(
        everything(said(company.says("root", "report monthly")))
    )
    there = Where(id=f"{WORKSPACE}:talk", kind="channel", name="#talk")

    def in_channel(line: str):
        by = company._sender("root")
        return company.assistant().handle(Typed(by=by, line=line, where=there))

    yes = said(in_channel("report coffee monthly here"))
    button = next(b for block in yes.blocks for b in getattr(block, "buttons", ()))
    assert "It comes to #talk" in " ".join(everything(said(in_channel(button.command))))
    company.move_to(datetime(2026, 12, 2, tzinfo=UTC))

    (sent,) = reports_of(company)
    assert sent.to == Place(f"{WORKSPACE}:talk")
    shown = said(company.says("root", "report coffee monthly"))
    assert "to #talk" in everything(shown)
    press(company, "root", shown, "Send it no more")
    company.move_to(datetime(2027, 2, 2, tzinfo=UTC))
    assert len(reports_of(company)) == 1
    assert kinds(company)[0] == "report.stopped"


def test_who_may_see_a_report_no_longer_gets_none_and_members_cannot_order_one(
    company: Company,
) -> None:
    assert said(company.says("m1", "report coffee monthly to me")).title == "You may not do that"
    agree(company, "root", "report coffee monthly to me")
    company.settle(person("other", role="admin"))
    with company.store.begin() as work:
        work.members.save(replace(work.members.get(f"{WORKSPACE}:root"), role="member"))
    company.move_to(datetime(2027, 2, 2, tzinfo=UTC))

    assert reports_of(company) == []
    with company.store.begin() as work:
        (program,) = work.programs.of(WORKSPACE)
        assert work.orders.of(program.id) == []
