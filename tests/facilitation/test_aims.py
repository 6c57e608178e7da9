"""What a program serves, what people would like from it, and what a report shows of both."""

from dataclasses import replace

import pytest

from bot import report_page
from facilitation.reports import page_words, periods, service
from facilitation.skills.model import Evidence
from facilitation.talk.incoming import Ask
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person
from tests.pictured import PICTURES
from tests.words import agree, said, words_of

NAMES = ("ana", "ben", "cleo", "dan", *(f"m{n}" for n in range(12)))


@pytest.fixture
def company(store: Store) -> Company:
    """A program of one round that serves two things, in the making."""
    made = Company(store)
    made.settle(person("root", role="admin"), *map(person, NAMES))
    agree(made, "root", 'program create pairs "Coffee" for "reviews that help"')
    agree(made, "root", "set coffee term 1 round")
    return made


def test_a_program_serves_one_to_three_skills_and_says_so_where_it_is_shown(
    company: Company,
) -> None:
    assert "skills or outcomes, and these are 4" in words_of(
        company.says("root", "set coffee skills python, sql, go, rust")
    )
    agree(company, "root", "set coffee outcomes PYTHON, calmer reviews")
    agree(company, "root", 'set coffee signs "a review takes a day"')
    shown = words_of(company.says("ana", "program coffee"))
    assert "Skills and outcomes: Python, calmer reviews" in shown
    assert "How we notice: a review takes a day" in shown
    agree(company, "root", "unset coffee skills")
    assert "Skills and outcomes" not in words_of(company.says("ana", "program coffee"))

    form = company.says("root", "program create")
    assert isinstance(form, Ask)
    answers = {"name": "Guild", "format": "community", "channel": "none", "skills": "go, sql"}
    preview = said(company.fills("root", form.form.command, {**answers, "signs": "fewer pages"}))
    assert "go, SQL" in words_of(preview).replace("Go", "go")
    assert "How we notice: fewer pages" in words_of(preview)


def test_what_somebody_would_like_is_theirs_unless_shared_and_is_asked_after_at_the_end(
    company: Company,
) -> None:
    agree(company, "root", "set coffee skills calmer reviews")
    joined = said(company.says("ana", "join coffee"))
    for name in ("ben", "cleo"):
        company.says(name, "join coffee")
    assert "What would you like to be able to do by it?" in words_of(joined)
    form = company.says("ana", button(joined, "Say it"))
    assert isinstance(form, Ask)
    mine = company.fills("ana", form.form.command, {"wants": "Dread none", "readers": "me"})
    assert "Only you read it" in words_of(mine)
    company.fills("ben", form.form.command, {"wants": "Review in a day", "readers": "all"})
    others = words_of(company.says("cleo", "aims coffee"))
    assert "Ben: Review in a day" in others
    assert "Dread" not in others
    assert "Only who takes part" in words_of(company.says("dan", "aims coffee"))
    for asks in ("aims", "aim", "program", "members", "report", "program export", "history", "set"):
        assert "Dread" not in repr(company.says("root", f"{asks} coffee")), asks

    company.pass_(days=16)
    asked = {n: [m for m in company.inbox(n) if "How far have you come" in m.title] for n in NAMES}
    assert [len(asked[n]) for n in ("ana", "ben", "cleo")] == [1, 1, 0]
    assert "Dread none" in words_of(asked["ana"][0])

    agree(company, "root", "program end coffee")
    company.pass_(days=2)
    over = next(m for m in company.inbox("ana") if "has ended" in m.title)
    back = company.says("ana", button(over, "Say what it brought"))
    assert isinstance(back, Ask)
    assert back.form.fields[-1].hint == "You said: Dread none"
    company.fills("ana", back.form.command, {"answer": "Friends", "came": "I dread a few"})
    assert "I dread a few" in words_of(company.says("ana", "aim coffee"))
    company.pass_(days=8)
    assert not any("I dread" in words_of(m) for m in company.inbox("ben"))
    assert "It is gone" in words_of(company.fills("ana", "aim coffee", {"wants": ""}))
    assert not company.bugs


def test_a_report_sets_beside_the_goals_what_peers_said_and_no_hope(company: Company) -> None:
    agree(company, "root", "set coffee skills python, calmer reviews")
    for name in NAMES:
        company.says(name, "join coffee")
    with company.store.begin() as work:
        (program,) = work.programs.of(WORKSPACE)
        one = Evidence(
            workspace=WORKSPACE, member="", skill="python", level=4, source="peer",
            by=f"{WORKSPACE}:root", at=company.now,
        )  # fmt: skip
        people = [f"{WORKSPACE}:{name}" for name in NAMES]
        work.skills.rate([replace(one, member=m) for m in people[:14]])
        work.skills.rate([replace(one, member=m, skill="calmer reviews", level=2) for m in people])
        quarter = periods.read("this quarter", company.now, "Europe/Berlin")
        made = service.take(work, program, quarter, "Europe/Berlin")
        served = [figure.value for figure in made.served]
        page = report_page.html(made, PICTURES)

    assert served in ([10], [10, None]), "of fourteen, ten or more; of none, nothing"
    assert page_words.GOALS in page
    assert "calmer reviews: known solidly" in page
    assert "reviews that help" in page
