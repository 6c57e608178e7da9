"""A format of circles that stand for six rounds, with a mentor and a note-taker by turns, lives through its term."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from facilitation.programs.formats import library
from facilitation.programs.model import Program
from facilitation.rounds.model import APART, Circle, Role
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.words import agree, said

TERM = (Path(__file__).parents[1] / "facilitation" / "formats" / "circles.yaml").read_text("utf-8")
NAMES = [f"p{n:02}" for n in range(12)]


def introduces(title: str) -> bool:
    """Return whether a title introduces people, to all of them or to one alone."""
    return "meet each other" in title or title.startswith("Meet ")


@pytest.fixture(params=[False, True], ids=["chats", "apart"])
def company(store: Store, request: pytest.FixtureRequest) -> Company:
    """A company of twelve in a program of the format, where a bot can open chats of several, and where it cannot."""
    made = Company(store, apart=request.param)
    people = [person(n, team=n[-1], level=1 + int(n[1:]) % 5) for n in NAMES]
    made.settle(person("root", role="admin"), *people)
    with store.begin() as work:
        root = work.members.get(f"{WORKSPACE}:root")
        library.keep(work, WORKSPACE, TERM, root, made.now)
    agree(made, "root", 'program create circles "Guild" size 4 to 5')
    for name in NAMES:
        made.says(name, "join guild")
    return made


def the_program(company: Company) -> Program:
    with company.store.begin() as work:
        return work.programs.of(WORKSPACE)[0]


def open_round(company: Company) -> list[Circle]:
    """Move time on until the next round is open and introduced; return its circles."""
    with company.store.begin() as work:
        planned = work.rounds.planned(work.programs.of(WORKSPACE)[0].id)
    assert planned is not None
    company.move_to(planned.opens_at + timedelta(hours=3))
    with company.store.begin() as work:
        return [c for c in work.circles.of_round(planned.id) if not c.dissolved]


def test_a_term_of_six_rounds_shares_everything_out_and_then_new_circles_begin(
    company: Company,
) -> None:
    first = {c.id: set(c.members) for c in open_round(company)}
    assert sorted(map(len, first.values())) == [4, 4, 4]
    for _ in range(5):
        circles = open_round(company)
        assert {c.id: set(c.members) for c in circles} == first
        for circle in circles:
            [mentor] = circle.having("mentor")
            assert circle.having("captain")
            assert len(circle.having("notes")) == 1
            assert set(circle.having("mentee")) == set(circle.members) - {mentor}
            assert circle.conversation
    program = the_program(company)
    with company.store.begin() as work:
        turns = work.circles.turns(program.id, [f"{WORKSPACE}:{n}" for n in NAMES])
    shared: tuple[Role, ...] = ("captain", "mentor", "notes")
    for members in first.values():
        for role in shared:
            counts = [turns[m].get(role, 0) for m in members]
            assert max(counts) - min(counts) <= 1
            assert sum(counts) == 6
        assert all(turns[m]["mentee"] + turns[m]["mentor"] == 6 for m in members)
    again = open_round(company)
    assert not first.keys() & {c.id for c in again}
    titles = Counter(m.title for m in company.inbox("p00"))
    assert titles["Guild: your circle meets again"] == 5
    assert sum(map(introduces, titles.elements())) == 2
    assert not company.bugs


def test_who_leaves_joins_and_is_away_in_a_term(company: Company) -> None:
    circles = open_round(company)
    circle = circles[0]
    leaver, absent, *_ = sorted(m.rsplit(":", 1)[1] for m in circle.members)
    company.pass_(days=10)
    company.says(leaver, "leave guild")
    company.settle(person("newby"))
    company.says("newby", "join guild")
    company.says(absent, "skip")
    company.move_to(company.now)
    heard = len(company.inbox(absent))
    after = {c.id: c for c in open_round(company)}
    assert set(after) == {c.id for c in circles}
    now = after[circle.id]
    assert f"{WORKSPACE}:{leaver}" not in now.members
    assert f"{WORKSPACE}:{absent}" in now.members
    assert sum(f"{WORKSPACE}:newby" in c.members for c in after.values()) == 1
    with company.store.begin() as work:
        session = work.sessions.of_circle(circle.id)
    assert f"{WORKSPACE}:{absent}" not in session.people
    joined = next(c for c in after.values() if f"{WORKSPACE}:newby" in c.members)
    assert any(introduces(m.title) for m in company.inbox("newby"))
    if company.apart and joined.id != circle.id:
        assert len(company.inbox(absent)) == heard
    assert all(c.conversation == APART or c.conversation for c in after.values())
    back = {c.id: c for c in open_round(company)}
    assert f"{WORKSPACE}:{absent}" in work_people(company, back[circle.id])
    assert not company.bugs


def work_people(company: Company, circle: Circle) -> tuple[str, ...]:
    with company.store.begin() as work:
        return work.sessions.of_circle(circle.id).people


def test_a_preview_shows_the_circles_as_they_stand(company: Company) -> None:
    circles = open_round(company)
    company.pass_(days=9)
    shown = str(said(company.says("root", "preview guild")))
    for circle in circles:
        line = [f"name='{m.rsplit(':', 1)[1].title()}'" for m in circle.members]
        assert any(all(name in part for name in line) for part in shown.split("), ("))


def test_with_too_few_of_a_circle_there_the_one_left_hears_why(company: Company) -> None:
    circle = open_round(company)[0]
    company.pass_(days=10)
    *away, left = sorted(m.rsplit(":", 1)[1] for m in circle.members)
    for name in away:
        company.says(name, "skip")
    after = open_round(company)
    assert circle.id not in {c.id for c in after}
    told = company.inbox(left)[-1]
    assert told.title == "No circle for you in Guild this round"
    assert "away this time" in str(told)
    assert circle.id in {c.id for c in open_round(company)}
