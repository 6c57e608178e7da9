"""Rounds that change under way on a platform that opens no chat of several people, as in Teams."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitation import outcomes
from facilitation.post.outbox import Delivery, Settled
from facilitation.rounds.model import APART
from facilitation.steps import service as steps
from facilitation.talk.incoming import Say
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import Company, person
from tests.facilitation.apart import CHANNEL, chat, circle_of
from tests.words import words_of

OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ASKS = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture
def company(store: Store) -> Company:
    """A company of which Ben sleeps when the others work."""
    company = Company(store, apart=True)
    far = person("ben", zone="America/Los_Angeles")
    company.settle(person("ana", role="admin"), far, person("cleo"), person("dora"))
    return company


def claim(company: Company, at: datetime) -> list[Delivery]:
    """Do the step that is due at `at`, and take what it owes as a courier does, without settling it."""
    company.move_to(at - timedelta(minutes=1))
    company.now = at
    while True:
        with company.store.begin() as work:
            dues = steps.due(work, at, 10)
        if not dues:
            break
        for due in dues:
            company._run(due)
    with company.store.begin() as work:
        return work.outbox.claim("test", company.now, timedelta(minutes=1), 100)


def settle(company: Company, claimed: list[Delivery], *, dead: bool = False) -> None:
    outcome = [
        Settled(id=d.id, state="dead", reason="the channel is gone")
        if dead
        else Settled(id=d.id, state="sent", receipt=company._receipt(d))
        for d in claimed
    ]
    with company.store.begin() as work:
        outcomes.settled(work, work.outbox.settle("test", outcome, company.now), {}, company.now)


def in_channel(company: Company, *names: str) -> None:
    program = company.program(names, introductions="channel")
    with company.store.begin() as work:
        there = replace(work.programs.get(program.id), channel=CHANNEL, channel_name="design")
        work.programs.save(there)


def introductions(company: Company, name: str) -> list[Message]:
    return [m for m in company.inbox(name) if m.title.startswith("Meet ")]


def test_who_was_not_told_yet_is_introduced_all_the_same_when_another_leaves(company):
    company.program(["ana", "ben", "cleo"])
    company.move_to(OPENS)
    assert not introductions(company, "ben")

    company.says("cleo", "leave #1")
    company.pass_(days=1)

    [intro] = introductions(company, "ben")
    assert intro.title == "Meet Ana"
    assert chat(intro) is not None
    assert "Meet Ben" in [m.title for m in introductions(company, "ana")]


def test_who_was_not_asked_yet_is_asked_once_when_another_leaves(company):
    company.program(["ana", "ben", "cleo"])
    company.move_to(ASKS)

    company.says("cleo", "leave #1")
    company.pass_(days=2)

    assert [len(company.inbox(name, kinds=["ask"])) for name in ("ana", "ben")] == [1, 1]


def test_who_was_not_told_yet_is_introduced_once_when_another_joins(company):
    company.program(["ana", "ben", "cleo", "dora"])
    company.move_to(OPENS)
    with_ben = {m.rsplit(":", 1)[1] for m in circle_of(company, "ben").members}
    leaver = next(n for n in ("ana", "cleo", "dora") if n not in with_ben)

    company.says(leaver, "leave #1")
    company.pass_(days=1)

    [intro] = introductions(company, "ben")
    starter = chat(intro)
    assert starter is not None
    assert len(starter.members) == 2


def test_an_introduction_on_its_way_does_not_name_who_has_left_meanwhile(company):
    company.program(["ana", "cleo", "dora"])
    claimed = claim(company, OPENS)

    company.says("dora", "leave #1")
    settle(company, claimed)
    company.pass_(minutes=5)

    [intro] = introductions(company, "ana")
    assert "Dora" not in words_of(Say(intro))


def test_an_introduction_on_its_way_is_dropped_when_its_pair_is_no_more(company):
    company.program(["ana", "cleo"])
    claimed = claim(company, OPENS)

    company.says("cleo", "leave #1")
    settle(company, claimed)
    company.pass_(minutes=5)

    assert not introductions(company, "ana")


def test_a_question_on_its_way_is_dropped_when_it_is_answered_meanwhile(company):
    company.program(["ana", "cleo"])
    claimed = claim(company, ASKS)

    company.says("ana", "met")
    settle(company, claimed)
    company.pass_(minutes=5)

    assert not company.inbox("cleo", kinds=["ask"])


def test_a_circle_whose_channel_is_gone_is_introduced_apart_and_nudged(company):
    in_channel(company, "ana", "cleo")

    settle(company, claim(company, OPENS), dead=True)
    company.pass_(days=1, hours=2)

    assert chat(introductions(company, "cleo")[0]) is not None
    assert circle_of(company, "ana").conversation == APART
    assert [d.kind for d in company.arrived].count("nudge") == 1


def test_what_changes_in_a_circle_reaches_each_alone_when_its_channel_is_gone(company):
    in_channel(company, "ana", "cleo", "dora")
    company.move_to(OPENS)
    company.says("dora", "leave #1")
    with company.store.begin() as work:
        claimed = work.outbox.claim("test", company.now, timedelta(minutes=1), 100)

    settle(company, claimed, dead=True)
    company.pass_(minutes=5)

    assert [m.title for m in company.inbox("cleo")][-1] == "Dora is out this round"


def test_the_hours_to_a_nudge_count_from_when_the_captain_was_told(company):
    company.program(["ana", "ben"])
    company.move_to(OPENS)
    circle = circle_of(company, "ana")
    with company.store.begin() as work:
        seats = tuple(
            replace(s, roles=("captain",) if s.member.endswith(":ben") else ())
            for s in circle.seats
        )
        work.circles.save(replace(circle, seats=seats))

    company.move_to(ASKS - timedelta(minutes=1))

    [nudge] = [d for d in company.arrived if d.kind == "nudge"]
    assert nudge.sent_at == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
