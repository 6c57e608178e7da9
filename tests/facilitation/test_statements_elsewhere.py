"""What a record store hears of discussions, talks and communities: who was seen to take part, and nothing of others."""

from datetime import timedelta

import pytest

from facilitation.discussions.model import Contribution
from facilitation.work import Store
from tests.company import WORKSPACE, Company
from tests.facilitation.discussed import answers, fills, in_thread, kept, opened, talking, the_one
from tests.facilitation.test_agendas import brings, company_of, opens


def told(company: Company, about: str = "") -> set[str]:
    """Return of whom it is told that they took part, in anything or in one thing."""
    with company.store.begin() as work:
        found = work.statements.of_members([f"{WORKSPACE}:{name}" for name in EVERYBODY])
    return {
        one.member.rpartition(":")[2]
        for one in found
        if one.says == "took part" and about in ("", one.about)
    }


EVERYBODY = ("ana", "ben", "cleo", "dan", "eva", "femi", "root")


@pytest.fixture
def discussing(store: Store) -> Company:
    company = talking(store)
    company.store.record_home = "https://peerloop.example"  # type: ignore[attr-defined]
    return company


def test_of_a_discussion_it_is_told_who_answered_once_it_is_closed(discussing: Company) -> None:
    opened(discussing)
    answers(discussing, "ben", "The build.")
    discussing.says("cleo", "statements off")
    answers(discussing, "cleo", "Reviews.")
    discussing.work_through()
    assert told(discussing) == set()
    fills(discussing, "ana", in_thread(discussing, "ana", "close"))

    assert told(discussing) == {"ben"}, "Cleo said no, and Ana only closed it"


def test_whose_words_are_gone_when_it_is_closed_again_is_taken_back(discussing: Company) -> None:
    opened(discussing)
    answers(discussing, "ben", "The build.")
    answers(discussing, "cleo", "Reviews.")
    fills(discussing, "ana", in_thread(discussing, "ana", "close"))
    discussing.says("ana", f"reopen {the_one(discussing).id}")
    [gone] = [one.id for one in kept(discussing) if one.words == "Reviews."]
    with discussing.store.begin() as work:
        work.discussions.reword([gone], "")
    fills(discussing, "ana", in_thread(discussing, "ana", "close", "again"))

    assert told(discussing) == {"ben"}


def test_of_answers_without_names_nothing_is_told_but_of_what_was_said_openly(
    discussing: Company,
) -> None:
    opened(discussing, 'discuss "What do you fear?" sealed without names')
    answers(discussing, "ben", "The build.")
    its = the_one(discussing)
    with discussing.store.begin() as work:
        work.discussions.add(
            Contribution(
                id="con_open",
                discussion=its.id,
                member=f"{WORKSPACE}:cleo",
                message="m1",
                words="So do I.",
                at=discussing.now,
            )
        )
    discussing.pass_(days=9)

    assert the_one(discussing).state == "closed"
    assert told(discussing) == {"cleo"}


def test_of_talks_it_is_told_who_gave_one(store: Store) -> None:
    talks = company_of(store, "sharing", *EVERYBODY[:6])
    talks.store.record_home = "https://peerloop.example"  # type: ignore[attr-defined]
    at = opens(talks)
    talks.move_to(at - timedelta(days=3))
    brings(talks, "ana", "What the outage taught us", minutes="15")
    talks.move_to(at + timedelta(minutes=5))
    assert told(talks) == set()
    talks.move_to(at + timedelta(hours=3))

    assert told(talks) == {"ana"}


def test_of_a_community_it_is_told_who_wrote_down_what_all_read(store: Store) -> None:
    community = company_of(store, "community", *EVERYBODY[:6])
    community.store.record_home = "https://peerloop.example"  # type: ignore[attr-defined]
    community.move_to(opens(community) + timedelta(hours=3))
    for name in EVERYBODY[:6]:
        asked = [
            m for m in community.inbox(name) if "What came of it, and who does" in str(m.title)
        ]
        if asked:
            with store.begin() as work:
                [round] = [
                    r
                    for r in work.rounds.of(work.programs.of(WORKSPACE)[0].id)
                    if r.state == "open"
                ]
            community.fills(name, f"reply {round.id} minutes", {"answer": "Two reviews a day."})
            writer = name
    community.pass_(days=3)

    assert told(community) == {writer}
