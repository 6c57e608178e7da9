"""A first quarter of a pairs program with 24 people, lived through over HTTP on the playground."""

from collections import Counter
from datetime import datetime

import pytest

from storage.engine import make_engine
from tests.counts import upto
from tests.journeys.client import Client, Json, playground
from tests.journeys.seen import every_card_has_an_example

START = "2026-11-18T08:30+00:00"
ROUNDS = upto(4, 6)


@pytest.fixture
def play(own_url):
    with playground(own_url, "--people", "24", "--start", START) as client:
        yield client


def circles(play: Client) -> dict[str, Json]:
    """Return the conversations that Peerloop opened, by id."""
    return {c["id"]: c for c in play.state()["conversations"] if c["kind"] == "circle"}


def introduced(play: Client, since: str) -> list[tuple[Json, Json]]:
    """Return (introduction, conversation) of every circle introduced since an instant."""
    chats = circles(play)
    return [
        (m, chats[m["conversation"]])
        for m in play.state()["messages"]
        if m["conversation"] in chats
        and "meet each other" in m["title"]
        and datetime.fromisoformat(m["at"]) >= datetime.fromisoformat(since)
    ]


def until_line(play: Client, words: str) -> list[str]:
    """Press “Next step” until a line with these words says that it was done."""
    for _ in range(40):
        lines = play.move("step")
        if any(words in line for line in lines):
            return lines
    raise AssertionError(f"“{words}” was never done")


def test_a_first_quarter_is_lived_through_and_nobody_is_dropped_in_silence(play, own_url):
    people = {p["id"]: p for p in play.state()["personas"]}
    assert len(people) == 24
    handles = {p["handle"]: p["id"] for p in people.values()}
    actors = [
        p["handle"]
        for p in people.values()
        if p["handle"] not in ("ingrid", "kwame") and p["zone"].startswith("Europe")
    ]
    joined = [h for h in actors if "in since" in status(play, handles[h])]
    silent, leaver, pauser, skipper, gone = joined[:5]
    employee = next(h for h in actors if h not in joined)
    play.send(handles[employee], "join coffee")
    play.send(handles[pauser], "pause 4w")
    met: Counter[frozenset[str]] = Counter()
    for turn in range(ROUNDS):
        until_line(play, "notice to")
        play.move("hour")
        if turn == 1:
            card = play.last(handles[skipper], "coming up")
            play.press(handles[skipper], card, "Skip this round")
        if turn == 2:
            play.account(handles[gone], False)
        opened_from = play.state()["time"]
        until_line(play, "introduced")
        play.move("day")
        sits_out = {handles[skipper]} if turn == 1 else set()
        everyone_is_accounted_for(play, set(handles.values()) - sits_out, opened_from)
        if turn == 3:
            play.send(handles[leaver], "leave coffee")
            play.move("hour")
        for intro, chat in newest_by_chat(introduced(play, opened_from)):
            members = chat["members"]
            answering = next(m for m in members if m not in (handles[silent], handles[gone]))
            if handles[silent] in members:
                play.press(answering, intro, "It won't work out")
            elif handles[gone] not in members:
                play.press(answering, intro, "We met")
                met.update(frozenset((a, b)) for a in members for b in members if a < b)
            for member in members:
                if member not in (handles[silent], handles[gone]):
                    play.send(member, "status")
        until_line(play, "closed")
    assert max(met.values()) == 1, "a repeat inside the gap"
    assert "I have paused Coffee for you" in titles(play, handles[silent])
    assert "Welcome back to Coffee" in titles(play, handles[pauser])
    assert "Someone cannot be reached" in titles(play, handles["ingrid"])
    assert not any("went wrong" in t for h in handles.values() for t in titles(play, h))
    every_card_has_an_example(play)
    every_delivery_arrived_once(play, own_url)


def status(play: Client, who: str) -> str:
    """Return what a persona reads when they ask how they stand."""
    play.send(who, "status")
    return str(play.last(who)["text"])


def titles(play: Client, who: str) -> list[str]:
    return [m["title"] for m in play.state(who)["messages"]]


def newest_by_chat(found: list[tuple[Json, Json]]) -> list[tuple[Json, Json]]:
    """Return the newest introduction of each member's newest circle."""
    latest: dict[str, tuple[Json, Json]] = {}
    for intro, chat in found:
        for member in chat["members"]:
            latest[member] = (intro, chat)
    return list({intro["id"]: (intro, chat) for intro, chat in latest.values()}.values())


def everyone_is_accounted_for(play: Client, members: set[str], since: str) -> None:
    """Check that whoever is active in the program was introduced, or was told why not."""
    seen = {m for _, chat in introduced(play, since) for m in chat["members"]}
    for member in sorted(members - seen - set(play.state()["deactivated"])):
        text = status(play, member)
        told = titles(play, member)
        excused = any(w in text for w in ("paused", "not in a program"))
        assert excused or any("No circle for you" in t for t in told), (member, text)


def every_delivery_arrived_once(play: Client, database_url: str) -> None:
    """Check against the database that what was sent stands in the chat once, and nothing hangs."""
    engine = make_engine(database_url)
    with engine.connect() as connection:
        states: dict[str, int] = dict(
            connection.exec_driver_sql("SELECT state, count(*) FROM delivery GROUP BY state").all()
        )
        twice = connection.exec_driver_sql(
            "SELECT d.key FROM delivery d JOIN playground_post p ON p.key = d.key "
            "GROUP BY d.key HAVING count(*) <> 1"
        ).all()
        missing = connection.exec_driver_sql(
            "SELECT d.key FROM delivery d LEFT JOIN playground_post p ON p.key = d.key "
            "WHERE d.state = 'sent' AND p.key IS NULL"
        ).all()
    engine.dispose()
    assert not twice
    assert not missing
    assert not {"sending", "unsure"} & states.keys()
    assert states["sent"] > 100
