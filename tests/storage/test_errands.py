"""Errands are in one hand at a time; statements tell what is so, of who lets it be told, and can be taken back."""

from datetime import timedelta
from typing import Any

import pytest

from facilitation.errands import service as errands
from facilitation.errands.model import Came, Done, Errand, Later, Refused
from facilitation.sessions.model import Outcome, Part, Session
from facilitation.statements import service as statements
from facilitation.statements.model import Statement
from facilitation.work import Store, Work
from tests.company import START, WORKSPACE, Company, person
from tests.storage_fixtures import time_passes
from tests.words import everything, said, words_of

MINUTE = timedelta(minutes=1)
ANA, BEN = f"{WORKSPACE}:ana", f"{WORKSPACE}:ben"


@pytest.fixture
def told(store: Store) -> Company:
    """Ana and Ben in a workspace that has a record store."""
    store.record_home = "https://peerloop.example"  # type: ignore[attr-defined]
    company = Company(store)
    company.settle(person("ana"), person("ben"))
    return company


def take(work: Work, owner: str, limit: int = 9) -> list[str]:
    return [one.record for one in work.errands.claim(owner, "statement", MINUTE, limit)]


def tell(company: Company, outcome: Outcome = "met", **parts: Outcome) -> None:
    """Let it be said what came of a session of the two."""
    given: dict[str, Outcome] = {"ana": outcome, "ben": "unknown", **parts}
    both = tuple(Part(member=f"{WORKSPACE}:{name}", outcome=given[name]) for name in given)
    its: dict[str, Any] = {"answered_by": ANA, "answered_at": START, "parts": both}
    session = Session(id="ses_1", workspace=WORKSPACE, outcome=outcome, **its)
    with company.store.begin() as work:
        statements.session_was_told(work, session, START)


def carry(company: Company, came: Came) -> dict[str, Any]:
    """Carry what may be carried, of which all this comes; return what was taken along."""
    with company.store.begin() as work:
        load = errands.set_out(work, "me", "statement", statements.ERRANDS, MINUTE, 9)
    if load is None:
        return {}
    with company.store.begin() as work:
        all_of_it = dict.fromkeys(load.bodies, came)
        errands.come_back(work, "me", "statement", statements.ERRANDS, load, all_of_it, START)
    return dict(load.bodies)


def known(company: Company, *members: str) -> list[Statement]:
    with company.store.begin() as work:
        return work.statements.of_members(members or (ANA, BEN))


def test_an_errand_is_in_one_hand_until_its_lease_is_over_or_it_is_put_back(store: Store) -> None:
    with store.begin() as work:
        work.errands.add([Errand(kind="statement", record=f"r{n}", workspace="w") for n in "123"])
        work.errands.add([Errand(kind="statement", record="r1", workspace="w")], wait=60)
        assert len(take(work, "a", 2)) == 2
        [last] = take(work, "b")
        assert take(work, "c") == []
        assert work.errands.finish("a", "statement", ["r1", "r2", "r3"]) == {"r1", "r2", "r3"} - {
            last
        }
        work.errands.put_back("b", "statement", [last], 30.0, "busy")
        assert take(work, "c") == []
    time_passes(store, 31)  # type: ignore[arg-type]
    with store.begin() as work:
        assert work.errands.waiting("w", "statement") == "busy"
        assert take(work, "c") == [last]
    time_passes(store, 61)  # type: ignore[arg-type]
    with store.begin() as work:
        assert take(work, "d") == [last], "whoever had it is dead, and a lease runs out"
        assert work.errands.finish("c", "statement", [last]) == set(), "and says nothing any more"
        assert work.errands.drop("statement", [last])[last].begun


def test_it_is_tried_ever_more_rarely_or_when_the_store_says(told: Company) -> None:
    tell(told)
    for wait in (2.0, 4.0, 8.0):
        assert carry(told, Later("down"))
        time_passes(told.store, wait - 1.5)  # type: ignore[arg-type]
        assert carry(told, Later("down")) == {}
        time_passes(told.store, 1.5)  # type: ignore[arg-type]
    carry(told, Later("busy", 100.0))
    time_passes(told.store, 99.0)  # type: ignore[arg-type]
    assert carry(told, Done()) == {}
    time_passes(told.store, 1.0)  # type: ignore[arg-type]
    assert len(carry(told, Done())) == 2
    assert {one.state for one in known(told)} == {"sent"}


def test_the_same_fact_is_told_once_and_only_of_those_who_were_there(told: Company) -> None:
    tell(told, "some")
    assert [one.member for one in known(told)] == [ANA], "of Ben nobody knows"
    tell(told, "met", ben="could_not")
    tell(told, "met")
    tell(told, "met")
    assert sorted(one.member for one in known(told)) == [ANA, BEN]
    assert len(carry(told, Refused("no"))) == 2
    assert {(one.state, one.reason) for one in known(told)} == {("refused", "no")}


def test_what_turns_out_not_to_be_so_is_taken_back_where_it_may_have_arrived(told: Company) -> None:
    tell(told)
    tell(told, "could_not")
    assert carry(told, Done()) == {}, "it was never sent, and never is"

    tell(told)
    sent = carry(told, Done())
    tell(told, "could_not")

    back = carry(told, Done())
    assert {one["object"]["id"] for one in back.values()} == sent.keys()
    assert known(told) == []


def test_what_takes_back_waits_for_whoever_is_under_way(told: Company) -> None:
    tell(told)
    with told.store.begin() as work:
        load = errands.set_out(work, "slow", "statement", statements.ERRANDS, MINUTE, 9)
    assert load is not None
    with told.store.begin() as work:
        statements.forget(work, [ANA])
    assert carry(told, Done()) == {}

    with told.store.begin() as work:
        came = dict.fromkeys(load.bodies, Done())
        errands.come_back(work, "slow", "statement", statements.ERRANDS, load, came, START)
    assert [one.state for one in known(told)] == ["sent"], "Ben's"
    time_passes(told.store, 61)  # type: ignore[arg-type]
    assert len(carry(told, Done())) == 1


def test_of_who_says_no_nothing_is_sent_and_what_may_have_arrived_can_be_taken_back(
    told: Company,
) -> None:
    tell(told)
    with told.store.begin() as work:
        [first] = take(work, "dead", 1)
        statements.say_no(work, WORKSPACE, ANA)
        statements.say_no(work, WORKSPACE, BEN)
    time_passes(told.store, 61)  # type: ignore[arg-type]
    tell(told)
    assert carry(told, Done()) == {}
    assert [(one.id, one.state) for one in known(told)] == [(first, "stopped")]

    with told.store.begin() as work:
        statements.forget(work, [ANA, BEN])
    assert [one["object"]["id"] for one in carry(told, Done()).values()] == [first]


def test_privacy_says_what_a_record_store_hears_and_takes_a_no_and_a_yes(told: Company) -> None:
    tell(told)
    shown = everything(said(told.says("ana", "privacy")))
    assert "[Tell that record nothing]" in shown
    said(told.says("ana", "statements off"))
    assert "as you wished" in words_of(told.says("ana", "privacy"))
    assert known(told, ANA) == []
    assert "You said no" in words_of(told.says("ana", "statements"))
    said(told.says("ana", "statements on"))
    tell(told)
    assert [one.says for one in known(told, ANA)] == ["took part"]


def test_without_a_record_store_nothing_is_written(sqlite_store: Store) -> None:
    company = Company(sqlite_store)
    company.settle(person("ana"), person("ben"), person("root", role="admin"))
    tell(company)
    assert known(company) == []
    assert carry(company, Done()) == {}
    assert "[Tell that record nothing]" not in everything(said(company.says("ana", "privacy")))
    assert "no record store" in words_of(company.says("root", "report sent"))
    with company.store.begin() as work:
        assert work.statements.accounts([ANA, BEN]) == {}
