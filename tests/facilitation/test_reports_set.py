"""What those who lead put to reports: a team's own figures beside them, and the smallest number they tell."""

from dataclasses import replace

import pytest

from bot import report_page
from facilitation.people import withholding
from facilitation.reflections.model import Reflection
from facilitation.reports import examples, figures, periods, service, views
from facilitation.reports.model import Share, Told
from facilitation.talk.incoming import Ask
from facilitation.work import Work
from storage.work import Store
from tests.company import WORKSPACE, Company, button, person
from tests.pictured import PICTURES
from tests.words import agree, everything, said, words_of

PEOPLE = [f"m{number}" for number in range(24)]


@pytest.fixture
def company(store: Store) -> Company:
    """Two dozen people in a program whose first round is over."""
    company = Company(store)
    company.settle(
        person("root", role="admin"), person("lead", role="facilitator"), *map(person, PEOPLE)
    )
    company.program(PEOPLE)
    company.pass_(days=6)
    for name in PEOPLE[::2]:
        company.says(name, "met")
    return company


ANSWERS = {
    "name": "Time to resolve a ticket",
    "value": "1,204.5 days",
    "day": "2026-11-20",
    "source": "=ticket system",
}


def taken(company: Company, work: Work) -> service.Report:
    (program,) = work.programs.of(WORKSPACE)
    quarter = periods.read("this quarter", company.now, "Europe/Berlin")
    return service.take(work, program, quarter, "Europe/Berlin")


def test_a_teams_own_figure_stands_beside_with_its_source_and_can_be_taken_back(
    company: Company,
) -> None:
    asked = company.says("root", "team figure")
    assert isinstance(asked, Ask)
    assert asked.form.command == "team figure #1"
    shown = said(company.fills("root", asked.form.command, ANSWERS))
    assert "1204.5 days on 2026-11-20, from =ticket system" in words_of(shown)

    card = words_of(company.says("root", "report"))
    assert "Time to resolve a ticket: 1204.5 days" in card
    assert "not as its effect" in card
    with company.store.begin() as work:
        made = taken(company, work)
    assert report_page.team_figures(made).splitlines()[1] == (
        "Time to resolve a ticket,1204.5,days,2026-11-20,'=ticket system"
    )
    assert "no proof that one led to the other" in report_page.html(made, PICTURES)

    back = agree(company, "root", button(shown, "Undo"))
    assert "ticket" not in words_of(company.says("root", "report"))
    assert "Time to resolve a ticket" in words_of(company.says("root", "history"))
    agree(company, "root", button(back, "Undo the undo"))
    with company.store.begin() as work:
        assert [one.value for one in taken(company, work).beside] == ["1204.5"]


def test_a_figure_that_cannot_be_read_is_asked_for_again_at_its_field(company: Company) -> None:
    wrong = {"value": "many", "day": "2027-01-01", "source": " "}
    for field, word in wrong.items():
        again = company.fills("root", "team figure #1", {**ANSWERS, field: word})
        assert (
            "number" in words_of(again)
            or "day" in words_of(again)
            or "few words" in words_of(again)
        )
    assert said(company.says("m1", "team figure")).title == "You look after no program"
    assert said(company.says("m1", "team figure coffee")).title == "You may not do that"


def test_numbers_are_read_as_people_write_them() -> None:
    from facilitation.reports.figure_commands import _number

    read = {"4.2 days": "4.2", "4,2": "4.2", "1,204": "1204", "1.204,5 €": "1204.5", "-3 %": "-3"}
    assert {said: _number(said).value for said in read} == read


def test_admins_set_from_how_many_people_on_anything_is_told_and_can_undo_it(
    company: Company,
) -> None:
    assert "fewer than 5" in words_of(company.says("lead", "smallest number"))
    assert said(company.says("lead", "smallest number 9")).title == "You may not do that"
    assert "not 2" in words_of(company.says("root", "smallest number 2"))
    came = everything(said(company.says("root", "report")))[2]
    changed = agree(company, "root", "smallest number 26")
    assert "in steps of 30" in words_of(changed)
    assert "People who met: too few to say" in everything(said(company.says("root", "report")))
    assert "too few" not in came
    assert "52 people on" in words_of(company.says("root", "gaps"))
    agree(company, "root", button(changed, "Undo"))
    assert everything(said(company.says("root", "report")))[2] == came


def test_one_who_says_much_is_one_person_in_what_people_thought(company: Company) -> None:
    with company.store.begin() as work:
        (program,) = work.programs.of(WORKSPACE)
        for n in range(30):
            mark = Reflection(
                id=f"rfl_{n}",
                workspace=WORKSPACE,
                member=f"{WORKSPACE}:m1",
                about=f"ses_{n}",
                program=program.id,
                useful=5 if n == 29 else 1,
                made_at=company.now,
            )
            work.reflections.save(mark)
        made = taken(company, work)
        quarter = periods.read("this quarter", company.now, "Europe/Berlin")
        counts = work.reports.of(program.id, quarter.since, quarter.until)
    assert counts.useful == {5: {f"{WORKSPACE}:m1"}}
    assert made.figure("useful").value is None, "thirty marks, and one person who gave them"


def test_where_nothing_can_be_said_nothing_is_praised_and_the_worst_figures_are_not_either() -> (
    None
):
    rule = withholding.Rule("secret")
    few = Told(began=True, shares={"helped": Share(1, 1, 1), "useful": Share(1, 1, 1)})
    told = figures.take(few, rule)
    assert service.advice(few, told).startswith("It is too early to say how it goes")
    met = replace(few, people={"came": 40}, shares={**few.shares, "met": Share(40, 40, 40)})
    told = figures.take(met, rule)
    assert service.advice(met, told).startswith("Circles meet, but too few say")
    none_helped = replace(few, shares={"helped": Share(0, 40, 40)})
    told = figures.take(none_helped, rule)
    assert service.advice(none_helped, told).startswith("Few say that it helped")


def test_where_most_figures_are_missing_it_is_said_from_how_many_people_on_there_are_some() -> None:
    few = [replace(one, value=None) for one in examples.REPORT.figures]
    report = replace(examples.REPORT, figures=tuple(few), rule=withholding.Rule("secret", 6))
    asked = "told once there are 10 of them, a share once it is of 24"
    assert asked in words_of(views.card(report, ""))
    assert asked in report_page.html(report, PICTURES)
    assert "once there are" not in words_of(views.card(examples.REPORT, ""))


@pytest.mark.parametrize("least", [3, 5, 8, 50])
def test_from_so_many_people_on_a_number_of_them_is_surely_told(least: int) -> None:
    for secret in map(str, range(50)):
        rule = withholding.Rule(secret, least)
        assert rule.told(rule.surely, "cell")
    assert not all(withholding.Rule(str(n), least).told(rule.surely - 1, "cell") for n in range(50))


def test_the_picture_is_offered_only_where_one_can_be_drawn() -> None:
    drawn = views.card(examples.REPORT, "")
    button(drawn, "Send me the picture")
    alone = replace(examples.REPORT, past=examples.REPORT.past[-1:])
    assert "Send me the picture" not in str(views.card(alone, ""))


def test_more_programs_than_have_a_button_are_not_left_out_without_a_word() -> None:
    five = [examples.REPORT.program] * views.OFFERED
    assert "Other programs" not in str(views.which(five, ""))
    assert button(views.which([*five, examples.REPORT.program], ""), "Other programs") == "programs"
