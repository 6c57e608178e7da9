"""A report: what happened is counted right, told without names, and shown for an hour to who may see it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import board, gaps_section, network_chart, own_report_page, png, report_page, reports
from facilitation.gaps.survey import Gap
from facilitation.joining.examples import PROGRAM
from facilitation.knowledge.model import Recall
from facilitation.knowledge.takeaway_examples import GONE, TAKEAWAY
from facilitation.knowledge.takeaway_views import Known
from facilitation.people.withholding import Rule
from facilitation.reports import examples, figures, periods, pictures, service, telling, views
from facilitation.reports.model import Share, Told
from facilitation.reports.pictures import Network
from facilitation.talk import frame
from facilitation.talk.languages import ENGLISH
from facilitation.talk.messages import Chart, Link, Text
from facilitation.talk.readers import ANYBODY
from facilitation.work import Work
from storage.work import Store
from tests.company import WORKSPACE, Company, person
from tests.contracts.test_pseudo_languages import READERS
from tests.pictured import PICTURES
from tests.words import everything, said

RULE = Rule("secret")
PEOPLE = [f"m{number}" for number in range(40)]


@pytest.fixture
def company(store: Store) -> Company:
    """A company of forty people in a program whose first round is over."""
    company = Company(store)
    teams = ("Sales", "Design")
    people = [person(name, team=teams[n % 2]) for n, name in enumerate(PEOPLE)]
    company.settle(person("root", role="admin"), *people)
    company.program(PEOPLE)
    company.pass_(days=6)
    for name in PEOPLE[::3]:
        company.says(name, "met")
    return company


def test_what_happened_is_counted_by_people_and_circles(company: Company) -> None:
    with company.store.begin() as work:
        (program,) = work.programs.of(WORKSPACE)
        quarter = periods.read("this quarter", company.now, "Europe/Berlin")
        counts = work.reports.of(program.id, quarter.since, quarter.until)
        before = periods.before(quarter, "Europe/Berlin")
        nothing = work.reports.of(program.id, before.since, before.until)

    assert (counts.rounds, counts.circles, len(counts.seated)) == (1, 20, 40)
    assert 7 <= counts.met <= 14
    assert len(counts.came) == 2 * counts.met
    assert nothing.circles == len(nothing.seated) == 0


def test_the_card_has_three_numbers_and_says_what_to_do_and_names_nobody(company: Company) -> None:
    shown = everything(said(company.says("root", "report coffee this quarter")))

    assert shown[0] == "Coffee, this quarter"
    assert [line.split(":")[0] for line in shown[1:4]] == [
        "Circles that met",
        "People who met",
        "Said that it helped them",
    ]
    assert any(line.startswith("What to do") for line in shown)
    assert not any(name.title() in line.split() for name in PEOPLE for line in shown)
    assert "month, a quarter or a year" in " ".join(
        everything(said(company.says("root", "report coffee last decade")))
    )


def test_who_looks_after_no_program_sees_none(company: Company) -> None:
    assert said(company.says("m1", "report coffee")).title == "You may not do that"


async def test_the_page_is_there_for_an_hour_and_who_opened_it_is_kept(company: Company) -> None:
    class Clock:
        def now(self):
            return company.now

    company.store._public_url = "https://peerloop.example"  # type: ignore[attr-defined]
    message = said(company.says("root", "report"))
    (url,) = [
        span.url
        for block in message.blocks
        if isinstance(block, Text)
        for span in block.spans
        if isinstance(span, Link)
    ]
    app = web.Application()
    app.add_routes(reports.routes(company.store, Clock()))
    async with TestClient(TestServer(app)) as client:
        path = url.removeprefix("https://peerloop.example")
        answer = await client.get(path)
        words = await answer.text()
        assert answer.status == 200
        assert "7 · What is used at work, confirmed by a peer" in words
        assert "script" not in words
        picture = await client.get(f"{path}-network.png")
        assert (picture.status, picture.content_type) == (200, "image/png")
        assert (await picture.read()).startswith(b"\x89PNG")
        assert (await client.get(f"{path}.png")).status == 404, "one period has no trend"
        with company.store.begin() as work:
            (program,) = work.programs.of(WORKSPACE)
            in_chat, opened = sorted(
                (f for f in work.journal.of_program(program.id) if f.kind == "report.opened"),
                key=lambda fact: "chat" not in fact.data.values(),
            )
            assert in_chat.by == opened.by
            assert opened.by == f"{WORKSPACE}:root"
            work.members.save(replace(work.members.get(opened.by), role="member"))
        for suffix in ("", ".png", "-network.png"):
            assert (await client.get(path + suffix)).status == 404, "who may no longer see it"
        company.now += timedelta(hours=2)
        assert (await client.get(path)).status == 404


def test_a_picture_has_its_words_and_its_table_and_files_start_no_formula() -> None:
    page = report_page.html(examples.REPORT, PICTURES)

    assert page.count("<svg") == page.count("<title id=") == page.count("<desc id=") == 7
    assert page.count("<details>") == page.count("<caption>") == 7
    assert "0+" not in re.sub("[1-9]0", "", page), (
        "what is of too few is told as such, and as no number"
    )
    rows = report_page.tidy(examples.REPORT, 1).splitlines()
    assert rows[0] == "figure,from,to_before,value,of_at_least"
    assert len(rows) == 1 + 5 * 2
    assert "does_not_prove" in report_page.dictionary(examples.REPORT)
    for cell in ",".join(rows).split(","):
        assert not cell.startswith(("=", "+", "-", "@"))


def test_what_came_to_mind_days_later_is_told_in_steps_that_are_people_wide(
    company: Company,
) -> None:
    with company.store.begin() as work:
        (program,) = work.programs.of(WORKSPACE)
        given(work, program.id, by=20, right=15, at=company.now)
        quarter = periods.read("this quarter", company.now, "Europe/Berlin")
        made = service.take(work, program, quarter, "Europe/Berlin")
        before = periods.before(quarter, "Europe/Berlin")
        assert not work.reports.of(program.id, before.since, before.until).recalled

    figure = made.figure("remembered")
    assert (figure.tier, figure.shown) == (4, "75\N{NO-BREAK SPACE}%")
    few = Told(shares={"remembered": Share(true=300, of=400, people=19)})
    (of_few,) = [f for f in figures.take(few, RULE) if f.key == "remembered"]
    assert of_few.value is None, "few people say nothing, however much they answer"


def test_what_people_would_do_in_a_situation_is_of_the_questions_that_ask_it(
    company: Company,
) -> None:
    with company.store.begin() as work:
        (program,) = work.programs.of(WORKSPACE)
        given(work, program.id, by=20, right=15, at=company.now)
        quarter = periods.read("this quarter", company.now, "Europe/Berlin")
        asked = service.take(work, program, quarter, "Europe/Berlin").figure("situated")
        by = f"{WORKSPACE}:{PEOPLE[0]}"
        work.recalls.write(TAKEAWAY.id, "Which port?", by, situation=False)
        made = service.take(work, program, quarter, "Europe/Berlin")
        work.recalls.write(TAKEAWAY.id, "The port is taken. And now?", by, situation=True)
        again = service.take(work, program, quarter, "Europe/Berlin")

    assert (asked.tier, asked.shown) == (5, "75\N{NO-BREAK SPACE}%")
    assert made.figure("situated").value is None, (
        "somebody wrote a question that asks something else"
    )
    assert made.figure("remembered").value == 75
    assert again.figure("situated").value == 75, "and then one that asks for a situation"


def given(work: Work, program: str, *, by: int, right: int, at: datetime, days: int = 0) -> None:
    """Let so many people have answered what came back of a takeaway, some of them right."""
    one = work.takeaways.save(
        replace(
            TAKEAWAY, workspace=WORKSPACE, program=program, created_at=at - timedelta(days=days)
        )
    )
    for n, name in enumerate(PEOPLE[:by]):
        work.recalls.save(
            Recall(
                takeaway=one.id,
                member=f"{WORKSPACE}:{name}",
                due_at=at,
                rating="got" if n < right else "no",
                answered_at=at,
            )
        )


def test_evenness_is_the_same_for_all_and_little_for_one_who_says_it_all() -> None:
    assert telling.evenness([3] * 12, RULE, 10) == 100
    assert telling.evenness([100, *[1] * 11], RULE, 10) == 20
    assert telling.evenness([3] * 9, RULE, 5) is None


@pytest.mark.parametrize(
    ("words", "label", "before"),
    [
        ("this month", "2026-11", "2026-10"),
        ("last month", "2026-10", "2026-09"),
        ("this quarter", "2026 Q4", "2026 Q3"),
        ("last quarter", "2026 Q3", "2026 Q2"),
        ("this year", "2026", "2025"),
    ],
)
def test_periods_are_those_of_the_calendar(words: str, label: str, before: str) -> None:
    period = periods.read(words, datetime(2026, 11, 24, 9, tzinfo=UTC), "Europe/Berlin")
    assert periods.label(period) == label
    assert periods.label(periods.before(period, "Europe/Berlin")) == before


def test_a_report_in_a_chat_has_a_chart_of_what_may_be_told_and_says_it_in_words() -> None:
    def charts_at(address: str) -> list[Chart]:
        card = views.card(examples.REPORT, address)
        return [block for block in card.blocks if isinstance(block, Chart)]

    (chart,) = charts_at("https://peerloop.example/report/0123")
    (alone,) = charts_at("")
    assert (chart.url, alone.url) == ("https://peerloop.example/report/0123.png", "")
    assert alone.bars == chart.bars
    told = [next(f.value for f in its if f.key == "met") for _, its in examples.REPORT.past]
    assert [bar.percent for bar in chart.bars] == told == [30, None, 40, 50, 80]
    assert frame.numbers(chart, ENGLISH) == (
        "2025 Q4: 30\N{NO-BREAK SPACE}% · 2026 Q1: too few to say · 2026 Q2: 40\N{NO-BREAK SPACE}% · "
        "2026 Q3: 50\N{NO-BREAK SPACE}% · 2026 Q4: 80\N{NO-BREAK SPACE}%"
    )
    assert "no page of it here" in " ".join(everything(views.card(examples.REPORT, "")))
    lone = replace(examples.REPORT, past=examples.REPORT.past[-1:])
    assert views.trend(lone, lone.figure("met")) is None, "one number is no chart"


def test_a_picture_is_drawn_with_its_letters_and_says_what_it_shows() -> None:
    drawn = report_page.drawings(examples.REPORT, PICTURES)
    assert [one.key for one in drawn] == [
        *("met", "evenness", "helped", "marks", "weeks", "curve", "network")
    ]
    mute = replace(drawn[0], svg=re.sub("<text.*?</text>", "", drawn[0].svg))
    assert len(png.made(drawn[0])) > len(png.made(mute)) > 0, "letters are drawn with our typeface"


def test_teams_that_are_few_are_no_dots_and_nobody_is_in_the_network(company: Company) -> None:
    teams = {"Sales": 16, "Design": 14, "Board": 3, "": 7}
    names = iter(PEOPLE)
    with company.store.begin() as work:
        for team, size in teams.items():
            for name in [next(names) for _ in range(size)]:
                member = work.members.get(f"{WORKSPACE}:{name}")
                work.members.save(replace(member, team=team))
        (program,) = work.programs.of(WORKSPACE)
        quarter = periods.read("this quarter", company.now, "Europe/Berlin")
        made = service.take(work, program, quarter, "Europe/Berlin")
        drawn = pictures.take(work, made, company.now)
        truth = work.reports.across(
            program.id,
            quarter.since,
            quarter.until,
            {"Sales": "Sales", "Design": "Design", "Board": ""},
        )

    assert list(drawn.network.teams) == ["Design", "Sales", ""]
    assert set(drawn.network.ties) == {("Design", "Sales"), ("Design", ""), ("Sales", "")}
    for tie, told in drawn.network.ties.items():
        assert told % 5 == 0
        assert told <= truth.get(tie, 0) < told + 10
    chart = network_chart.draw(drawn.network, "Who meets across teams", ANYBODY)
    assert chart is not None
    assert "Other teams" in chart.svg
    assert "Board" not in chart.svg + chart.table
    assert not any(name.title() in chart.svg + chart.table for name in PEOPLE)


def test_what_comes_to_mind_is_drawn_by_how_long_ago_it_was_kept(company: Company) -> None:
    with company.store.begin() as work:
        (program,) = work.programs.of(WORKSPACE)
        given(work, program.id, by=24, right=12, at=company.now, days=8)
        quarter = periods.read("this quarter", company.now, "Europe/Berlin")
        made = service.take(work, program, quarter, "Europe/Berlin")
        drawn = pictures.take(work, made, company.now)
    curve = dict(drawn.curve)
    assert curve.pop("1 week") in (50, 75), "12 of 24, to the next five people, in quarters"
    assert curve == {"2 days": None, "3 weeks": None, "2 months": None}
    assert [value for _, value in drawn.weeks] == [None] * len(drawn.weeks)


def test_weeks_are_told_once_they_are_over_from_monday_on_and_the_network_of_a_whole_quarter(
    company: Company,
) -> None:
    with company.store.begin() as work:
        (program,) = work.programs.of(WORKSPACE)
        work.programs.save(replace(program, created_at=company.now - timedelta(days=60)))
        drawn = []
        for at in (company.now, company.now + timedelta(days=2)):
            for words in ("this month", "this quarter"):
                period = periods.read(words, at, "Europe/Berlin")
                made = service.take(work, program, period, "Europe/Berlin")
                drawn.append(pictures.take(work, made, at))
    month, quarter, later, _ = drawn
    assert month.network == quarter.network
    assert month.quarter == "2026 Q4"
    assert [name for name, _ in quarter.weeks][-2:] == ["9 Nov", "16 Nov"], "Mondays"
    assert later.weeks == month.weeks, "nothing moves within a week"
    assert [name for name, _ in month.weeks] == ["2 Nov", "9 Nov", "16 Nov"]


def test_gaps_that_are_open_and_closed_stand_on_the_page_by_what_may_be_told() -> None:
    open_, shut = Gap("Kubernetes <3", 10), Gap("SQL", 15)
    words = gaps_section.html([open_, shut, Gap("Welding")], {"SQL"})
    assert "Open: Kubernetes &lt;3 (10 or more want it); Welding<" in words
    assert "Closed: SQL (15 or more want it)<" in words
    assert gaps_section.html([], ()) == ""
    assert words in report_page.html(examples.REPORT, PICTURES, words)


def test_all_that_pages_say_is_said_in_the_reader_s_language() -> None:
    reader, _, _ = READERS["en-XA"]
    ties = {("1", "2"): 5, ("1", ""): 0, ("2", ""): 0}
    drawn = replace(PICTURES, network=Network({"1": 20, "2": 15, "": 5}, ties))
    settings = replace(PROGRAM.settings, signs="4")
    beside = replace(examples.FIGURE, name="5", unit="6", source="7")
    report = replace(
        examples.REPORT,
        program=replace(PROGRAM, name="2", goal="3", settings=settings),
        served=examples.REPORT.figures[-1:],
        beside=(beside,),
    )
    gaps = gaps_section.html([Gap("8", 10), Gap("9")], {"8"}, reader)
    few = replace(
        report, figures=figures.take(Told(began=True), RULE), past=(), served=(), beside=()
    )
    for page in (
        report_page.html(report, drawn, gaps, reader=reader),
        report_page.html(few, drawn, reader=reader),
        own_report_page.html(examples.OWN, examples.REPORT.period, reader),
        board.shown(replace(GONE, title="1", text="2"), Known(), reader),
        board.shown(replace(TAKEAWAY, title="1", text="2"), Known(), reader),
    ):
        assert bare(page) == []


def bare(page: str) -> list[str]:
    """Return what a page says that is no phrase; files keep their names, and days those of their months."""
    body = re.sub("<style>.*?</style>|<a download.*?</a>", "", page)
    body = re.sub(r"(?:Tue )?\d+ (?:Sep|Oct|Nov)\b", "", body)
    told = re.findall(">([^<]+)<", body) + re.findall('data-of="([^"]*)"', body)
    return [words for words in told if re.search(r"[^\W\d_]", re.sub("⟦[^⟧]*⟧", "", words))]


def test_that_there_are_too_few_to_say_is_said_once_of_a_figure() -> None:
    told = [
        replace(one, value=None, of=0) if one.key == "met" else one
        for one in examples.REPORT.figures
    ]
    report = replace(examples.REPORT, figures=tuple(told), past=())
    words = report_page.html(report, PICTURES).partition('class="tier"')[2]
    assert words.partition("</table>")[0].count("too few to say") == 1
