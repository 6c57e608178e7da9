"""Twelve weeks of the playground's company, left to itself: what is told is true, and never too much."""

import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.playground import html, moves
from adapters.playground.company import WORKSPACE, company
from adapters.playground.log import Post, personal
from adapters.playground.parts import Parts
from bot import playground, wiring
from bot.clock import SimulatedClock
from bot.settings import Settings
from facilitation.post.outbox import Delivery, Personal, Together
from facilitation.talk.messages import Buttons, Message

QUARTER = timedelta(weeks=12)


@pytest.fixture
async def play(tmp_path: Path):
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/p.db")  # type: ignore[call-arg]
    made = company(24, datetime(2026, 11, 18, 9, tzinfo=UTC))
    clock = SimulatedClock(made.starts)
    base = wiring.base(settings, clock, playground.seeds())
    found = playground.Play(base, clock, made)
    await found.start_over()
    yield found, base
    base.engine.dispose()


async def test_a_quarter_of_the_living_company_is_well_and_told_truly(play) -> None:
    playing, base = play
    parts: Parts = playing.parts()
    start, pressed = parts.clock.now(), []
    while parts.clock.now() < start + QUARTER:
        lines = await moves.move(parts, "step")
        pressed += [line.partition(": “")[2] for line in lines if ": “" in line]
        for line in lines:
            if "closed, " in line:
                the_summary_says_what_the_records_say(parts, line)
    posts = [post for post in parts.log.posts() if post.message]
    people = parts.people()
    with base.store.begin() as work:
        [program] = work.programs.of(WORKSPACE)
        facts = work.journal.of_program(program.id, limit=500)
        owed = [work.outbox.find(WORKSPACE, post.key) for post in posts if post.key]
        bookings = [b for m in people for b in work.bookings.of_member(m.id, start)]
        questions = [q for m in people for q in work.questions.of_member(m.id)]
        outcomes = {
            session.id: session.outcome
            for round in work.rounds.of(program.id)
            for session in work.sessions.of_round(round.id).values()
        }
    sent = [delivery for delivery in owed if delivery]
    the_introductions_name_the_circles_of_the_records(parts, posts)
    the_answers_stand_as_the_records_have_them(posts, outcomes)
    every_way_to_be_occurs(facts, pressed, {booking.state for booking in bookings})
    nobody_is_written_to_after_leaving(facts, sent)
    asked = {(one.id, one.asker) for one in (*bookings, *questions)}
    nobody_hears_more_than_is_promised(sent, asked, {each.member for each in joined(facts)})
    assert Counter(outcomes.values())["met"] > len(outcomes) / 2
    assert not any("wrong" in str(post.message.title) for post in posts if post.message)


def joined(facts) -> list:
    return [fact.what for fact in facts if fact.kind == "member.joined"]


def the_summary_says_what_the_records_say(parts: Parts, line: str) -> None:
    """Check a summary against the circles as they stand at its instant."""
    number = int(re.findall(r"round (\d+)", line)[0])
    circles = [c for c in parts.circles() if c.round == number and not c.dissolved]
    met = sum(c.outcome in ("met", "some") for c in circles)
    place = personal(parts.company.facilitator)
    summary = parts.log.posts([place], newest=1)[0].message
    assert summary
    said = re.findall(r"\d+", html.words(summary, "UTC"))
    assert (str(met), str(len(circles))) == (said[0], said[1]), (line, said)


def lines_of(message: Message) -> list[str]:
    rows = [block.buttons for block in message.blocks if isinstance(block, Buttons)]
    return [button.command for row in rows for button in row]


def the_introductions_name_the_circles_of_the_records(parts: Parts, posts: list[Post]) -> None:
    chats = {c.id: set(c.members) for c in parts.log.conversations() if c.kind == "circle"}
    circles = [set(c.members) for c in parts.circles()]
    opened = [chats[post.conversation] for post in posts if post.conversation in chats]
    assert all(any(who <= circle or circle <= who for circle in circles) for who in opened)
    assert all(circle in chats.values() for circle in circles)


def the_answers_stand_as_the_records_have_them(posts: list[Post], outcomes: dict[str, str]) -> None:
    """Check that the last card of each settled session bears a title of its outcome, and no two the same."""
    last = {
        line.split()[-1]: str(post.message.title if post.message else "")
        for post in posts
        for line in lines_of(post.message or Message(""))
        if line.startswith(("how did it go ", "met "))
    }
    titles = defaultdict(set)
    for session in outcomes.keys() & last.keys():
        titles[outcomes[session]].add(last[session])
    assert (len(titles["met"]), len(titles["could_not"])) == (1, 1), titles
    assert titles["met"] != titles["could_not"], titles


def every_way_to_be_occurs(facts, pressed: list[str], bookings: set[str]) -> None:
    kinds = Counter(fact.kind for fact in facts)
    paused = Counter(fact.what.cause for fact in facts if fact.kind == "member.paused")
    assert kinds["member.left"], "nobody left"
    assert kinds["member.skipped"], "nobody sat out"
    assert paused["silence"], "nobody fell silent"
    assert paused[""], "nobody was away"
    assert any(said.startswith("Not now") for said in pressed), "nobody declined"
    assert any(said.startswith("Other times") for said in pressed), "nobody proposed other times"
    assert "over" in bookings, "nobody gave a colleague time"


def reached(delivery: Delivery) -> tuple[str, ...]:
    """Return whom a delivery is for, no one where it is for a channel."""
    to = delivery.to
    return (
        to.members if isinstance(to, Together) else (to.member,) if isinstance(to, Personal) else ()
    )


def nobody_is_written_to_after_leaving(facts, sent: list[Delivery]) -> None:
    left = {fact.what.member: fact.at for fact in facts if fact.kind == "member.left"}
    for delivery in sent:
        of_rounds = delivery.kind in ("notice", "intro", "nudge", "ask")
        of_rounds = of_rounds and not delivery.about.startswith("bkg")
        late = [m for m in reached(delivery) if m in left and delivery.due_at > left[m]]
        assert not (of_rounds and late), (delivery.key, late)


def nobody_hears_more_than_is_promised(
    sent: list[Delivery], asked: set[tuple[str, str]], members: set[str]
) -> None:
    """Count what came unasked, by person and week: all but the answers to those who asked for them."""
    heard = Counter(
        (member, delivery.due_at.isocalendar()[:2])
        for delivery in sent
        for member in reached(delivery)
        if (delivery.about, member) not in asked
    )
    weeks = {week for _, week in heard}
    counts = sorted(heard[member, week] for member in members for week in weeks)
    assert counts[len(counts) // 2] <= 2
    assert counts[len(counts) * 95 // 100] <= 4, counts[-20:]
