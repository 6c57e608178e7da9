"""Two programs and the same people: at most one new circle a week between them, and nobody meets the same two."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest

from facilitation.programs.cadence import Cadence
from facilitation.rounds import record
from facilitation.rounds.acts import form
from facilitation.rounds.record import Together
from facilitation.runs import RUNS
from facilitation.steps import service as steps
from facilitation.talk.messages import Button, Buttons, Message
from storage.work import Store
from tests.company import WORKSPACE, Company, person, press
from tests.facilitation.programmed import planned_at
from tests.storage.races import at_once
from tests.words import agree, said, words_of

FORTNIGHTLY = Cadence(every=2, weekday=1, at=time(10, 0))
WEEKLY = replace(FORTNIGHTLY, every=1)
THURSDAYS = replace(WEEKLY, weekday=3)
BERLIN = ZoneInfo("Europe/Berlin")


def start(store: Store, people: int, *cadences: Cadence, **known: object) -> Company:
    """Let so many people join a program of each cadence: Coffee, Lunch."""
    company = Company(store)
    names = [f"p{n}" for n in range(people)]
    company.settle(*(person(name, **known) for name in names), person("root", role="admin"))
    for name, cadence in zip(("Coffee", "Lunch"), cadences, strict=True):
        company.program(names, name, cadence=cadence, silence_rounds=0)
    return company


def draw(company: Company, **span: float) -> None:
    """Announce and draw every round of a span, such as weeks=2, and let nothing else happen."""
    until = company.now + timedelta(**span)
    while True:
        with company.store.begin() as work:
            due = [step for step in steps.due(work, until) if step.name in ("announce", "draw")]
        if not due:
            break
        company.now = due[0].at
        steps.run(company.store, due[0], company.now, RUNS)
    company.now = until


def state(company: Company) -> list[Together]:
    """Return the circles as the playground's state lists them."""
    with company.store.begin() as work:
        return record.circles(work, WORKSPACE)


def busiest(circles: Iterable[Together]) -> int:
    """Return the most new circles that anybody has in one calendar week."""
    weeks = ((m, c.at.astimezone(BERLIN).isocalendar()[:2]) for c in circles for m in c.members)
    return max(Counter(weeks).values())


def again(circles: Iterable[Together]) -> list[tuple[str, str]]:
    """Return every two who were put together again within twelve weeks."""
    last: dict[tuple[str, str], datetime] = {}
    found = []
    for circle in circles:
        for pair in combinations(sorted(circle.members), 2):
            if circle.at - last.get(pair, datetime.min.replace(tzinfo=BERLIN)) < timedelta(
                weeks=12
            ):
                found.append(pair)
            last[pair] = circle.at
    return found


def seated(circles: Iterable[Together]) -> Counter[str]:
    """Count the seats that each program has given."""
    return Counter(c.program for c in circles for _ in c.members)


@pytest.mark.parametrize(
    ("people", "second", "weeks"),
    [(6, FORTNIGHTLY, 10), (6, WEEKLY, 5), (24, WEEKLY, 12), (24, THURSDAYS, 12)],
)
def test_nobody_has_two_new_circles_in_a_week_nor_meets_the_same_two_while_avoidable(
    store: Store, people: int, second: Cadence, weeks: int
) -> None:
    company = start(store, people, FORTNIGHTLY, second)
    draw(company, weeks=weeks)
    circles = state(company)
    assert busiest(circles) == 1
    assert not again(circles)
    # nobody is forgotten either: in each week in which a program draws, everybody meets somebody
    drew = {c.at.astimezone(BERLIN).isocalendar()[:2] for c in circles}
    assert len(drew) == weeks // (2 if second is FORTNIGHTLY else 1)
    assert sum(seated(circles).values()) == people * len(drew)
    assert len(seated(circles)) == 2


def test_whoever_is_spared_reads_why_and_comes_first_next_time(store: Store) -> None:
    company = start(store, 4, FORTNIGHTLY, FORTNIGHTLY)
    company.pass_(days=6)
    assert set(seated(state(company))) == {"Coffee"}
    told = [m for m in company.inbox("p0") if m.title == "No circle for you in Lunch this round"]
    assert len(told) == 1
    assert "Coffee comes first in the week of this round" in words_of(told[0])
    assert "It is about the round on" in words_of(told[0])
    assert "You come first" not in words_of(company.says("p0", "why lunch"))
    assert not [m for m in company.inbox("p0") if m.title == "Lunch is coming up"]
    assert "Coffee comes first" in words_of(company.says("p0", "why lunch"))
    assert "Together your programs bring you at most one new circle a week." in words_of(
        company.says("p0", "status")
    )
    company.pass_(weeks=2)
    assert seated(state(company)) == {"Coffee": 4, "Lunch": 4}


def test_whoever_sits_in_a_circle_that_stands_is_not_told_that_there_is_none_for_them(
    store: Store,
) -> None:
    company = start(store, 6, FORTNIGHTLY, FORTNIGHTLY)
    agree(company, "root", 'program create mentoring "Guild" every 2w on tue at 10:00')
    names = [f"p{n}" for n in range(6)]
    for name in names:
        company.says(name, "leave lunch")
        company.says(name, "join guild")
    company.pass_(weeks=9)
    sits = {c.members for c in state(company) if c.program == "Guild"}
    assert sorted(m.rpartition(":")[2] for members in sits for m in members) == names
    for name in names:
        told = [str(m.title) for m in company.inbox(name)]
        again = told.index("Guild: your circle meets again")
        assert "No circle for you in Guild this round" not in told[again:]
        assert told.count("Guild: your circle meets again") > 1


def test_a_program_that_gave_way_goes_before_one_that_did_not_have_to(store: Store) -> None:
    company = start(store, 4, FORTNIGHTLY, WEEKLY)
    draw(company, days=6)
    assert seated(state(company)) == {"Coffee": 4}
    tea = company.program([f"p{n}" for n in range(4)], "Tea", cadence=WEEKLY)
    with company.store.begin() as work:
        for one in work.enrollments.of_program(tea.id):
            work.enrollments.save(replace(one, joined_at=one.joined_at - timedelta(weeks=9)))
    draw(company, weeks=1)
    assert seated(state(company)) == {"Coffee": 4, "Lunch": 4}
    draw(company, weeks=1)
    assert busiest(state(company)) == 1


def test_who_is_introduced_after_a_no_reads_why(store: Store) -> None:
    """Lunch, which they waited for longer, is paused after Coffee has said that Lunch comes first."""
    company = start(store, 4, WEEKLY, replace(THURSDAYS, every=2))
    company.pass_(days=11, hours=6)
    titles = [str(m.title) for m in company.inbox("p0")]
    company.arrived.clear()
    assert "No circle for you in Coffee this round" in titles
    agree(company, "root", "program pause lunch")
    company.pass_(days=2)
    [intro, *_] = [d.message for d in company.arrived if d.kind == "intro"]
    assert "another program comes first for you this week. That has changed" in words_of(intro)


def test_whoever_asks_for_more_gets_both_until_they_take_it_back(store: Store) -> None:
    company = start(store, 4, FORTNIGHTLY, FORTNIGHTLY)
    for name in ("p0", "p1", "p2"):
        assert words_of(company.says(name, "new circles any")).startswith("As many")
    company.pass_(days=6)
    assert seated(state(company)) == {"Coffee": 4, "Lunch": 3}
    for name in ("p0", "p1", "p2"):
        card = said(company.says(name, "new circles"))
        assert words_of(press(company, name, card, "One a week is enough")).startswith("One")
    company.pass_(weeks=2)
    assert busiest(c for c in state(company) if c.round == 2) == 1


def test_two_rounds_of_which_one_hears_at_the_same_hour_stand_on_one_card(store: Store) -> None:
    company = start(store, 4, FORTNIGHTLY, FORTNIGHTLY, takes_more=True)
    company.pass_(days=4, hours=2)
    [card] = [m for m in company.inbox("p0") if "coming up" in str(m.title)]
    assert card.title == "Coffee and Lunch are coming up"
    skips = [b.command for b in pressed(card) if b.command.startswith("skip ")]
    assert len(skips) == 2
    left = said(company.says("p0", skips[0]))
    assert left.title == "You skip the next round of Coffee"
    [other] = [b.command for b in pressed(left) if b.command.startswith("skip ")]
    assert said(company.says("p0", other)).title == "You skip the next round of Lunch"
    company.pass_(days=2)
    assert "p0" not in str(state(company))


def pressed(message: Message) -> list[Button]:
    return [b for block in message.blocks if isinstance(block, Buttons) for b in block.buttons]


def test_a_program_of_its_own_rhythm_is_not_throttled(store: Store) -> None:
    company = start(store, 4, replace(WEEKLY, also=(3,)), replace(FORTNIGHTLY, weekday=2))
    draw(company, weeks=2)
    assert seated(c for c in state(company) if c.at < company.now - timedelta(days=6)) == {
        "Coffee": 8
    }


def test_a_preview_is_what_then_happens(store: Store) -> None:
    company = start(store, 6, FORTNIGHTLY, THURSDAYS)
    draw(company, weeks=4, days=4)
    coffee, lunch = (
        words_of(company.says("root", f"preview {name}")) for name in ("coffee", "lunch")
    )
    draw(company, weeks=1)
    drawn = [c for c in state(company) if c.at > company.now - timedelta(weeks=1)]
    assert seated(drawn) in ({"Coffee": 6}, {"Lunch": 6})
    preview, other = (coffee, lunch) if drawn[0].program == "Coffee" else (lunch, coffee)
    for circle in drawn:
        one, two = sorted(m.rpartition(":")[2].title() for m in circle.members)
        assert f"{one} and {two}" in preview
    assert other.count(f"{drawn[0].program} comes first in the week of this round") == 6


@pytest.mark.parametrize("small", [0, form.SMALL], ids=["many", "few"])
def test_of_two_workers_that_draw_at_once_the_second_knows_whom_the_first_put_together(
    store: Store, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(form, "SMALL", small)
    company = start(store, 6, FORTNIGHTLY, FORTNIGHTLY, takes_more=True)
    opens = planned_at(company)
    assert opens
    company.move_to(opens - timedelta(seconds=1))
    company.now = opens
    with store.begin() as work:
        due = [step for step in steps.due(work, company.now) if step.name == "draw"]
    assert len(due) == 2
    at_once(*(partial(steps.run, store, step, company.now, RUNS) for step in due))
    assert seated(state(company)) == {"Coffee": 6, "Lunch": 6}
    assert not again(state(company))


def test_a_preview_says_why_who_meets_again_and_by_which_seed_it_is_replayed(store: Store) -> None:
    company = Company(store)
    company.settle(
        person("ana", wants=("Figma",)),
        person("ben", offers=("Figma",)),
        person("root", role="admin"),
    )
    company.program(["ana", "ben"])
    seen = words_of(company.says("root", "preview coffee"))
    assert "Ana and Ben: Ana wants Figma, and Ben offers it." in seen
    seed = seen.rpartition("seed ")[2].strip()
    assert words_of(company.says("root", f"preview coffee seed {seed}")) == seen
    other = words_of(company.says("root", "preview coffee seed 7"))
    assert "This is a replay with seed 7 and the people of today." in other
    assert "A seed is a whole number" in words_of(company.says("root", "preview coffee seed x"))
    company.pass_(days=6)
    assert "Again: Ana and Ben, introduced on" in words_of(company.says("root", "preview coffee"))
    held = words_of(company.says("root", f"preview coffee seed {seed}"))
    assert "This is a replay." in held
    assert "Ana and Ben: Ana wants Figma, and Ben offers it." in held
