"""What people bring and wish for: signing up, votes, an agenda by turns, thanks, and communities that look after it."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.agendas import lineup
from facilitation.agendas.model import Item
from facilitation.programs.model import Program
from facilitation.rounds import duties
from facilitation.talk.incoming import Ask
from facilitation.talk.messages import Message
from facilitation.work import Store, Work
from tests.company import WORKSPACE, Company, button, person
from tests.words import agree, said, words_of

NAMES = ("ana", "ben", "cleo", "dan", "eva", "femi")
CHANNEL = f"{WORKSPACE}:talks"


def company_of(store: Store, format: str, *names: str) -> Company:
    """Return a company in which a program of a format runs in a channel, that Root looks after."""
    made = Company(store)
    made.settle(person("root", role="admin"), *map(person, names))
    agree(made, "root", f'program create {format} "Talks"')
    with made.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        work.programs.save(replace(program, channel=CHANNEL, channel_name="talks"))
    for name in names:
        made.says(name, "join talks")
    made.pass_(days=1)
    return made


@pytest.fixture
def talks(store: Store) -> Company:
    """Six people who share what they know."""
    return company_of(store, "sharing", *NAMES)


@pytest.fixture
def community(store: Store) -> Company:
    """Six people of a community."""
    return company_of(store, "community", *NAMES)


def program(company: Company) -> Program:
    """Return the one program."""
    with company.store.begin() as work:
        return work.programs.of(WORKSPACE)[0]


def channel(company: Company, words: str = "") -> list[Message]:
    """Return what was posted to the channel, of those whose title holds some words."""
    posted = [d.message for d in company.arrived if d.conversation == CHANNEL]
    return [m for m in posted if words in str(m.title)]


def titled(company: Company, name: str, words: str) -> list[Message]:
    """Return the messages to a member whose title holds some words."""
    return [m for m in company.inbox(name) if words in str(m.title)]


def brings(company: Company, name: str, topic: str, **more: str) -> None:
    """Let a member sign up by form."""
    form = company.says(name, "bring")
    assert isinstance(form, Ask)
    company.fills(name, form.form.command, {"topic": topic, **more})


def opens(company: Company) -> datetime:
    """Return when the next round opens."""
    its = program(company).id
    with company.store.begin() as work:
        planned = work.rounds.planned(its)
    assert planned is not None
    return planned.opens_at


def test_a_talk_from_signing_up_to_thanks(talks: Company) -> None:
    at = opens(talks)
    talks.move_to(at - timedelta(days=3))
    assert "What you have learned lately is enough" in words_of(channel(talks, "Who shares")[-1])
    brings(talks, "ana", "What the outage taught us", minutes="15")
    talks.move_to(at - timedelta(hours=40))
    shown = words_of(channel(talks, "this is on")[-1])
    assert "Ana talks about What the outage taught us (15 minutes)" in shown
    assert len(titled(talks, "ana", "You are on the agenda")) == 1
    thread = channel(talks, "Questions for Ana")[-1]
    talks.says("ben", button(thread, "Ask a question") + " How long was it down?")
    talks.move_to(at + timedelta(minutes=5))
    assert "Ana talks about" in words_of(channel(talks, "Talks begins")[-1])
    talks.move_to(at + timedelta(hours=3))
    thanks = titled(talks, "ana", "Thank you for")[0]
    form = talks.says("ana", button(thanks, "Add slides or a link"))
    assert isinstance(form, Ask)
    assert "begins with https" in words_of(talks.says("ana", f"{form.form.command} slides"))
    talks.says("ana", f"{form.form.command} https://example.com/s")
    asked = channel(talks, "Thank you, Ana!")[0]
    for name in ("ben", "cleo"):
        talks.says(name, button(asked, "Useful to me"))
    assert "others say whether" in words_of(talks.says("ana", button(asked, "Useful to me")))
    talks.move_to(at + timedelta(days=7))
    assert len(titled(talks, "ana", "was useful to 2 colleagues")) == 1
    with talks.store.begin() as work:
        assert work.agendas.listened(program_of(work).id) == {
            f"{WORKSPACE}:ben": 2,
            f"{WORKSPACE}:cleo": 1,
        }
    assert not talks.bugs


def test_in_the_thread_of_a_talk_nobody_is_counted_who_asks_nothing(talks: Company) -> None:
    at = opens(talks)
    talks.move_to(at - timedelta(days=3))
    brings(talks, "ana", "What the outage taught us")
    talks.move_to(at + timedelta(days=7))
    assert len(titled(talks, "ana", "Thank you for")) == 1
    assert titled(talks, "ana", "not been heard yet") == []


def program_of(work: Work) -> Program:
    """Return the one program, in a unit of work."""
    return work.programs.of(WORKSPACE)[0]


def test_what_is_brought_after_the_agenda_was_settled_goes_where_it_is_said_to_go(
    talks: Company,
) -> None:
    at = opens(talks)
    early = talks.fills("eva", "bring for #1", {"topic": "Early", "minutes": ""})
    assert "The next agenda is settled before" in words_of(early)
    talks.says("eva", button(said(early), "Take it back"))
    talks.move_to(at - timedelta(minutes=30))
    assert "Nothing is on the agenda" in words_of(channel(talks, "this is on")[-1])
    late = talks.fills("ana", "bring for #1", {"topic": "Late", "minutes": ""})
    assert "Nothing was on the agenda" in words_of(late)
    assert "so it is your turn then" in words_of(late)
    later = words_of(talks.fills("ben", "bring for #1", {"topic": "Later", "minutes": ""}))
    assert "is settled already, so yours waits for a later one" in later
    talks.move_to(at + timedelta(minutes=5))
    begun = words_of(channel(talks, "Talks begins")[-1])
    assert "Ana talks about Late" in begun
    assert "Ben" not in begun
    assert channel(talks, "Questions for Ana")
    talks.move_to(at + timedelta(days=14, minutes=5))
    assert "Ben talks about Later" in words_of(channel(talks, "Talks begins")[-1])
    assert not talks.bugs


def test_a_wish_is_voted_for_and_taken_and_waits_again_when_the_talk_is_taken_back(
    talks: Company,
) -> None:
    talks.says("ben", "hear about observability")
    board = said(talks.says("cleo", "agenda"))
    assert "observability (1 person)" in words_of(board)
    talks.says("cleo", button(board, "Me too"))
    board = said(talks.says("dan", "agenda"))
    assert "observability (2 people)" in words_of(board)
    form = talks.says("dan", button(board, "I can tell about it"))
    assert isinstance(form, Ask)
    assert "observability" in str(form.form.fields[0])
    talks.fills("dan", form.form.command, {"topic": "observability", "minutes": "10"})
    board = said(talks.says("dan", "agenda"))
    assert "Dan talks about observability (10 minutes)" in words_of(board)
    assert "would like to hear" not in words_of(board)
    talks.says("dan", button(board, "Take back “observability”"))
    assert "observability (2 people)" in words_of(talks.says("ana", "agenda"))


def test_who_listened_often_and_never_spoke_is_invited_alone(talks: Company) -> None:
    at = opens(talks)
    brings(talks, "ana", "Something")
    talks.move_to(at + timedelta(hours=3))
    talks.says("eva", button(channel(talks, "Thank you, Ana!")[0], "Useful to me"))
    talks.move_to(at + timedelta(days=9))
    assert [n for n in NAMES if titled(talks, n, "Would you bring something")] == ["eva"]


def test_a_speaker_who_falls_out_costs_nobody_a_turn(talks: Company) -> None:
    at = opens(talks)
    brings(talks, "ana", "Something")
    talks.move_to(at - timedelta(hours=40))
    talks.says("ana", button(titled(talks, "ana", "You are on the agenda")[0], "Not this time"))
    with talks.store.begin() as work:
        ledger = work.circles.turns(program_of(work).id, [f"{WORKSPACE}:ana"])
    assert ledger == {f"{WORKSPACE}:ana": {}}
    talks.move_to(at + timedelta(hours=1))
    assert "nothing to come for" in words_of(channel(talks, "nothing this time")[-1])
    assert not channel(talks, "Talks begins")


def test_what_cannot_be_brought_is_refused_in_words(talks: Company) -> None:
    assert "Only who takes part" in words_of(talks.fills("root", "bring for #1", {"topic": "x"}))
    empty = talks.fills("ana", "bring for #1", {"topic": " "})
    assert "What is it about?" in str(empty)
    wrong = talks.fills("ana", "bring for #1", {"topic": "x", "minutes": "an age"})
    assert isinstance(wrong, Ask)
    assert "A number is enough" in str(wrong.errors)
    for n in range(5):
        brings(talks, "ana", f"Topic {n}")
    many = talks.fills("ana", "bring for #1", {"topic": "One more"})
    assert "wait already" in words_of(many)
    with talks.store.begin() as work:
        first = work.agendas.waiting(program_of(work).id)[0]
    assert "Only whoever brought it" in words_of(talks.says("ben", f"take back {first.id}"))
    assert "do not know that" in words_of(talks.says("ben", "take back agd_0"))


def test_a_quarter_of_a_community(community: Company) -> None:
    at = opens(community)
    community.move_to(at - timedelta(days=3))
    core = [n for n in NAMES if titled(community, n, "You look after Talks")]
    assert len(core) == 3
    community.says(
        core[0], button(titled(community, core[0], "You look after")[0], "Not this time")
    )
    community.move_to(at - timedelta(days=2))
    asked = [n for n in NAMES if titled(community, n, "You look after Talks")]
    assert len(asked) == 4
    brings(community, "ana", "My board", kind="show")
    brings(community, "ben", "How do you name things?", kind="ask")
    community.move_to(at + timedelta(minutes=5))
    shown = words_of(channel(community, "meets now")[-1])
    assert "Ana shows My board" in shown
    assert "Ben asks: How do you name things?" in shown
    community.move_to(at + timedelta(hours=3))
    writer = [n for n in NAMES if titled(community, n, "What came of it, and who does what next?")]
    assert len(writer) == 1
    assert writer[0] in asked
    card = titled(community, writer[0], "What came of it, and who does what next?")[0]
    form = community.says(writer[0], button(card, "Answer"))
    assert isinstance(form, Ask)
    community.says(writer[0], f"{form.form.command} Two reviews a day.")
    community.move_to(at + timedelta(days=2))
    assert "Two reviews a day." in words_of(channel(community, "what we noted")[0])
    community.settle(person("kofi"))
    community.says("kofi", "join talks")
    community.move_to(at + timedelta(days=85))
    assert len(titled(community, "kofi", "Welcome to Talks")) == 1
    buddies = [n for n in NAMES if titled(community, n, "Kofi is new in Talks")]
    assert len(buddies) == 1
    months = channel(community, "the month in short")
    assert months
    assert "Two reviews a day." in words_of(months[0])
    assert len(titled(community, "cleo", "Is it worth your time?")) == 1
    assert not community.bugs


def test_looking_after_a_community_goes_round(community: Company) -> None:
    agree(community, "root", "set talks quarter 2")
    agree(community, "root", "set talks core 2")
    community.pass_(days=7 * 2 * 2 * 6)
    with community.store.begin() as work:
        ids = [f"{WORKSPACE}:{n}" for n in NAMES]
        ledger = work.circles.turns(program_of(work).id, ids)
    for role in ("core", "notes"):
        counts = [ledger[m].get(role, 0) for m in ids]
        assert min(counts) >= 1, (role, counts)
        assert max(counts) - min(counts) <= 1, (role, counts)


def test_a_community_with_nothing_on_its_agenda_meets_for_whatever_is_on_its_mind(
    community: Company,
) -> None:
    community.move_to(opens(community) + timedelta(hours=1))
    card = channel(community, "meets now")[-1]
    assert "time for whatever is on your mind" in words_of(card)
    assert button(card, "Bring something") == "bring for #1"


def test_who_is_new_or_declined_is_not_asked_twice_before_all_who_are_there_were(
    community: Company,
) -> None:
    """Nobody catches up on what there was before they came, and nobody reads twice running that it is their turn."""
    asked: list[str] = []
    for number in range(20):
        if number == 12:
            community.settle(person("gro"))
            community.says("gro", "join talks")
        with community.store.begin() as work:
            program = program_of(work)
            planned = work.rounds.of(program.id)[0]
            its = {"id": f"r{number}", "occurrence": f"o{number}", "seed": number, "version": 0}
            round = work.rounds.save(replace(planned, state="closed", **its))  # type: ignore[arg-type]
            [one] = duties.appoint(work, program, round, "notes", 1, community.now)
            if number % 3 == 0:
                duties.decline(work, round, one, "notes")
        asked.append(one.id)
        community.now += timedelta(days=14)
    assert all(len({*asked[n : n + 6]}) == 6 for n in range(len(asked) - 5)), asked
    assert asked.count(f"{WORKSPACE}:gro") == 2


ITEMS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.integers(0, 60), st.sampled_from(["", "w1", "w2"])),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(
    ITEMS,
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5)),
    st.integers(1, 5),
    st.integers(0, 90),
)
def test_an_agenda_is_by_turns_and_fits(
    items: list[tuple[str, int, str]], presented: dict[str, int], places: int, minutes: int
) -> None:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    waiting = [
        Item(id=str(n), workspace="w", program="p", member=who, kind="talk", topic="x", minutes=takes, wish=wish, at=at)
        for n, (who, takes, wish) in enumerate(items)
    ]  # fmt: skip
    found = lineup.chosen(waiting, presented, {"w1": 3}, places=places, minutes=minutes)
    assert len(found) <= places
    assert bool(found) == bool(waiting)
    takes = sum(one.minutes or lineup.USUAL for one in found)
    assert not minutes or takes <= minutes or len(found) == 1
    if not minutes and waiting:
        most = Counter(one.member for one in found).most_common(1)[0][1]
        people = {one.member for one in waiting}
        assert most == 1 or people <= {one.member for one in found}, (
            "all have one before one has two"
        )
        least = min(presented.get(one.member, 0) for one in waiting)
        assert presented.get(found[0].member, 0) == least
