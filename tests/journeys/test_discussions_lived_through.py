"""Discussions as they are lived through: a clinic among restarts, a quarter of questions, two who close at once."""

import itertools
import random
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from facilitation.discussions.clinics.model import PACE, STAGES
from facilitation.errors import Conflict
from facilitation.runs import RUNS
from facilitation.steps import service as steps
from facilitation.talk.incoming import Reply
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.counts import upto
from tests.facilitation.discussed import answers, fills, in_thread, opened, placed, the_one, thread
from tests.storage.races import another, at_once
from tests.storage_fixtures import store_on
from tests.words import agree, words_of


def settled(store: Store) -> Company:
    """A company of four with a program in a channel, on a Tuesday."""
    company = Company(store)
    company.settle(
        person("ana", role="facilitator"),
        person("ben"),
        person("cleo"),
        person("root", role="admin"),
    )
    placed(company, company.program(["ana", "ben", "cleo"], "Design"))
    company.now = company.now.replace(day=24)
    company.work_through()
    company.arrived.clear()
    return company


@pytest.mark.parametrize("seed", range(upto(3, 200)))
def test_a_clinic_goes_through_every_stage_once_however_often_its_worker_dies(
    engine: Engine, seed: int
) -> None:
    """Each life of the worker is a store of its own, and may end before what it does is written."""
    chance = random.Random(seed)
    company = settled(store_on(engine))
    company.says("ana", 'clinic "Nobody reads it."')
    company.work_through()
    for life in itertools.count(2):
        company.store = store_on(engine, seed=1000 * seed + life)
        company.now += timedelta(minutes=chance.choice((0, 0.5, 1, 3, 7, 40)))
        with company.store.begin() as work:
            dues = [s for s in steps.due(work, company.now) if s.kind == "discussion"]
        for due in dues:
            if chance.random() < 0.4:
                with suppress(Conflict), company.store.begin() as work:
                    steps.once(work, due, company.now, RUNS)
                    raise Conflict("killed before it was written")
        for due in dues:
            steps.run(company.store, due, company.now, RUNS)
            assert steps.run(company.store, due, company.now, RUNS) is None, "it was done already"
        company.deliver()
        if the_one(company).state != "open":
            break
    began = [
        (d.key.rsplit(":", 1)[1], d.due_at)
        for d in company.arrived
        if d.message.title.startswith("Step ")
    ]

    assert [stage for stage, _ in began] == list(STAGES)
    for (_, start), (_, end), minutes in zip(began, began[1:], PACE, strict=False):
        assert end - start >= timedelta(minutes=minutes), "none is short"


def test_two_facilitators_who_close_at_once_close_it_once(engine: Engine) -> None:
    company = settled(store_on(engine))
    opened(company)
    answers(company, "ben", "Waiting for reviews.")
    company.work_through()
    replies: list[Reply] = []
    forms = {n: company.says(n, f"close {the_one(company).id}") for n in ("ana", "root")}

    def closes(name: str, seed: int) -> None:
        connections = another(engine)
        own = Company(store_on(connections, seed), now=company.now)
        replies.append(fills(own, name, forms[name], summary=f"As {name} sees it."))
        connections.dispose()

    at_once(lambda: closes("ana", 11), lambda: closes("root", 12))
    said = [words_of(reply) for reply in replies]
    company.work_through()

    assert sum("closed already" in each for each in said) == 1
    assert sum("What came of it" in line for line in thread(company)) == 1
    assert len([m for m in company.inbox("ben") if m.title == "What became of your answer"]) == 1


def test_a_quarter_of_questions_is_led_by_turns_and_who_is_away_is_passed_over(
    store: Store,
) -> None:
    company = Company(store)
    company.settle(person("root", role="admin"), *map(person, ("ana", "ben", "cleo")))
    agree(company, "root", f'program create discussion "Talk" in #{WORKSPACE}:talk|talk')
    agree(company, "root", "set talk facilitators @ana, @ben, @cleo")
    for name in ("ana", "ben", "cleo"):
        company.says(name, "join talk")
    company.pass_(weeks=3)
    left_at = company.now
    company.says("ben", "pause 4w in talk")
    company.pass_(weeks=10)
    with store.begin() as work:
        held = [*work.discussions.closed(WORKSPACE, 99), *work.discussions.unclosed(WORKSPACE)]
    held.sort(key=lambda d: d.opened_at)
    back_at = left_at + timedelta(weeks=4)

    def led(since: datetime, until: datetime) -> Counter[str]:
        return Counter(d.facilitator.rsplit(":")[-1] for d in held if since <= d.opened_at < until)

    assert "ben" not in led(left_at, back_at)
    assert led(back_at, company.now)["ben"] >= 2
    assert len({d.question for d in held}) == len(held), "none comes twice"
    assert len(held) >= 12


def test_a_private_channel_and_a_guest_are_treated_like_any_other(store: Store) -> None:
    """Nothing of a discussion leaves its channel but to who looks after it, or took part."""
    company = settled(store)
    company.settle(person("gus", email="gus@elsewhere.example"))
    opened(company)
    answers(company, "gus", "From outside, it looks slow.")
    company.work_through()
    form = in_thread(company, "ana", "close")
    fills(company, "ana", form, summary="It is slow.")
    company.work_through()

    assert [m.title for m in company.inbox("gus")] == ["What became of your answer"]
    for name in ("ben", "cleo", "root"):
        assert not any("slow" in words_of(m) for m in company.inbox(name))
