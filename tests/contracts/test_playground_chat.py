"""The playground as a platform, its chat log on both databases, and the company it starts with."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from adapters.playground import log as chat
from adapters.playground import moves, screen, tempers, tour
from adapters.playground.bell import Bell
from adapters.playground.company import company, opening
from adapters.playground.inbound import Chat, Refused, command_line, linked
from adapters.playground.log import Conversation, Post
from adapters.playground.platform import PlaygroundPlatform
from facilitation.errors import Never
from facilitation.post.outbox import Delivery, Personal, Place, Together
from facilitation.talk.incoming import Quiet
from facilitation.talk.messages import Message, Text
from storage.playground import PlaygroundLog, empty
from tests.handed import Handed

NOW = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)
ANA, JONAS, MEI = (f"playground:acme:{name}" for name in ("ana", "jonas", "mei"))
HELLO = Message("Hello", (Text(("Hello there",)),))


class StillClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def log(engine):
    kept = PlaygroundLog(engine, Conversation, Post)
    kept.open(Conversation(id="#coffee", kind="channel", name="coffee", opened_at=NOW))
    return kept


@pytest.fixture
def platform(log) -> PlaygroundPlatform:
    return PlaygroundPlatform(log, StillClock(), Bell(), Handed())


def owed(to, key="ses_1:intro") -> Delivery:
    return Delivery(
        id=key,
        key=key,
        workspace="playground:acme",
        to=to,
        message=HELLO,
        kind="intro",
        about="ses_1",
        due_at=NOW,
    )


@pytest.mark.parametrize("to", [Personal(ANA), Together((ANA, JONAS)), Place("#coffee", "7")])
async def test_a_delivery_is_written_once_and_can_be_read_back(platform, log, to) -> None:
    assert await platform.look_for(owed(to)) is None
    first = await platform.deliver(owed(to))
    assert await platform.deliver(owed(to)) == first
    assert await platform.look_for(owed(to)) == first
    [post] = log.posts()
    assert (post.conversation, str(post.id)) == (first.conversation, first.message_id)
    assert (post.author, post.message, post.at) == (chat.BOT, HELLO, NOW)


async def test_a_delivery_takes_the_place_of_a_post(platform, log) -> None:
    first = await platform.deliver(owed(Place("#coffee"), "a"))
    edit = replace(owed(Place("#coffee", stands=first.message_id), "b"), message=Message("Over"))
    assert await platform.deliver(edit) == await platform.deliver(edit) == first
    [post] = log.posts()
    assert post.message == Message("Over")


async def test_the_same_people_get_the_same_chat_whatever_the_order(platform, log) -> None:
    first = await platform.deliver(owed(Together((ANA, JONAS)), "a"))
    again = await platform.deliver(owed(Together((JONAS, ANA)), "b"))
    other = await platform.deliver(owed(Together((ANA, JONAS, MEI)), "c"))
    assert first.conversation == again.conversation != other.conversation
    circles = [c for c in log.conversations() if c.kind == "circle"]
    assert [c.members for c in circles] == [(ANA, JONAS), (ANA, JONAS, MEI)]
    assert not circles[0].shows(MEI)


@pytest.mark.parametrize("to", [Personal(JONAS), Together((ANA, JONAS))])
async def test_an_account_that_is_off_is_refused_for_good_and_named(platform, log, to) -> None:
    chat.set_deactivated(log, [JONAS], True)
    with pytest.raises(Never) as refused:
        await platform.deliver(owed(to))
    assert refused.value.gone == (JONAS,)
    assert log.posts() == []
    chat.set_deactivated(log, [JONAS], False)
    await platform.deliver(owed(to))


async def test_a_channel_is_found_with_and_without_its_sign(platform) -> None:
    assert (await platform.deliver(owed(Place("coffee"), "a"))).conversation == "#coffee"
    with pytest.raises(Never):
        await platform.deliver(owed(Place("nowhere"), "b"))


def test_posts_are_for_whom_they_are(log) -> None:
    open_ = log.add(conversation="#coffee", at=NOW, author=ANA, text="hi")
    private = log.add(conversation="#coffee", at=NOW, author=chat.BOT, message=HELLO, only_for=ANA)
    assert [p.id for p in log.posts(["#coffee"], viewer=ANA)] == [open_.id, private.id]
    assert [p.id for p in log.posts(["#coffee"], viewer=MEI)] == [open_.id]
    assert [p.id for p in log.posts(newest=1)] == [private.id]
    assert [p.id for p in log.posts(after=open_.id)] == [private.id]
    assert log.posts(["elsewhere"]) == []
    assert log.newest(MEI) == {"#coffee": open_.id}
    assert log.newest(ANA) == {"#coffee": private.id}


def test_a_card_is_replaced_where_it_stands(log) -> None:
    post = log.add(conversation="#coffee", at=NOW, author=chat.BOT, message=HELLO)
    log.replace(post.id, Message("Bye"))
    assert log.get(post.id) == replace(post, message=Message("Bye"), changes=1)
    assert log.get(post.id + 1) is None


def test_what_has_been_read_is_remembered(log) -> None:
    posts = [log.add(conversation="#coffee", at=NOW, author=MEI, text=t) for t in "ab"]
    for post in posts:
        log.mark_read(ANA, "#coffee", post.id)
    assert log.read_up_to(ANA) == {"#coffee": posts[1].id}
    assert log.read_up_to(MEI) == {}


def test_starting_over_leaves_nothing(log, engine) -> None:
    log.mark_read(ANA, "#coffee", log.add(conversation="#coffee", at=NOW, author=MEI).id)
    log.keep("time", {"at": 1})
    log.keep("time", {"at": 2})
    assert log.note("time") == {"at": 2}
    empty(engine)
    assert (log.posts(), log.conversations(), log.note("time")) == ([], [], None)


def test_the_tour_ticks_what_was_done_by_whom(log) -> None:
    made = company(24, NOW)
    who = {member.id: member for member in made.members}
    tour.happened(log, who[ANA], ["line  Join  coffee"])
    tour.happened(log, who[made.admin], ["line undo"])
    assert tour.done(log, who[ANA]) == {"join"}
    assert tour.done(log, who[JONAS]) == set()
    step = tour.current(tour.TOURS["member"], tour.done(log, who[ANA]))
    assert step is not None
    assert step.name == "profile"


async def test_the_bell_wakes_who_waits_and_who_comes_late() -> None:
    bell = Bell()
    waiting = asyncio.create_task(bell.wait(0, 30))
    await asyncio.sleep(0)
    bell.ring()
    assert await waiting == 1
    assert await bell.wait(0, 30) == 1
    assert await bell.wait(1, 0) == 1
    bell.close()
    assert await bell.wait(2, 30) == 2


@pytest.mark.parametrize(
    ("kind", "text", "line"),
    [
        ("personal", "join coffee", "join coffee"),
        ("personal", "/peer join coffee", "join coffee"),
        ("personal", "@Peerloop: help", "help"),
        ("channel", "/peer", ""),
        ("channel", "@peerloop, why", "why"),
        ("channel", "hello @peerloop", None),
        ("channel", "/peers of mine", None),
        ("circle", "join me for lunch", None),
    ],
)
def test_who_is_spoken_to(kind, text, line) -> None:
    assert command_line(Conversation(id="x", kind=kind), text) == line


@pytest.mark.parametrize("people", [2, 3, 5, 24, 25, 60, 1000])
def test_a_company_of_any_size_hangs_together(people) -> None:
    made = company(people, NOW)
    members = {m.id: m for m in made.members}
    assert len(members) == people == len({m.name for m in made.members})
    assert {made.employee, made.facilitator, made.admin} <= members.keys()
    assert members[made.admin].role == "admin"
    for member in made.members:
        seen = [member.id]
        while boss := members[seen[-1]].manager:
            assert boss not in seen
            seen.append(boss)
    joining = [who for who, line in made.script if line.startswith("join")]
    assert len(joining) == len(set(joining))
    assert len(joining) % 2 == 1
    assert made.employee not in joining
    assert people < 8 or 0.6 <= len(joining) / people <= 0.85
    assert company(people, NOW) == made


@pytest.mark.parametrize("people", [-1, 0, 1, 1001])
def test_a_company_too_small_or_too_large_is_refused(people) -> None:
    with pytest.raises(ValueError, match="2 to 1,000"):
        company(people, NOW)


@pytest.mark.parametrize("hours", range(0, 200, 5))
def test_the_playground_opens_on_the_last_wednesday_morning(hours) -> None:
    now = NOW + timedelta(hours=hours)
    start = opening(now)
    assert (start.weekday(), start.hour, start.minute) == (2, 8, 30)
    assert timedelta() <= now - start < timedelta(days=7)


def test_what_ran_is_told_without_the_ids_that_operators_read() -> None:
    ran = ["dis_ad04f843e786585b: 2 not heard yet", "bkg_1f: Ana is asked once more", "Ana: “Join”"]
    assert moves.account(ran, [], {}) == [
        "A discussion: 2 not heard yet",
        "A booking: Ana is asked once more",
        "Ana: “Join”",
    ]


def test_what_ran_has_no_word_that_people_do_not_see() -> None:
    ran = ["Coffee, round 1: 3 captains nudged", "Coffee, round 2: 1 captain nudged"]
    ran += ["Tea, round 1: no captains nudged", "captains nudged"]
    assert moves.account(ran, [], {}) == [
        "Coffee, round 1: 3 people reminded to get going",
        "Coffee, round 2: 1 person reminded to get going",
        "Tea, round 1: nobody had to be reminded to get going",
        "captains nudged",
    ]


def test_time_moves_forward_by_what_was_asked() -> None:
    assert moves.target(NOW, None, "step") is None
    assert moves.target(NOW, NOW - timedelta(hours=1), "step") == NOW
    assert moves.target(NOW, NOW + timedelta(hours=1), "step") == NOW + timedelta(hours=1)
    assert moves.target(NOW, None, "week") == NOW + timedelta(days=7)
    assert moves.target(NOW, None, "2026-11-24T10:00Z") == datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "by", ["", "month", "2026-11-24", "2026-11-24T10:00", "2026-11-17T10:00Z", "9999-12-31T00:00Z"]
)
def test_time_is_not_moved_by_what_is_no_move(by) -> None:
    with pytest.raises(Refused):
        moves.target(NOW, None, by)


def test_what_ran_is_told_in_plain_words() -> None:
    names = {"personal:ana": "Ana", "personal:mei": "Mei"}
    posts = [
        Post(id=n, conversation=place, at=NOW, author=chat.BOT, message=HELLO, key=f"k{n}")
        for n, place in enumerate(["personal:ana", "personal:mei", "circle:1"], start=1)
    ]
    lines = [
        "Coffee, round 1: drawn",
        "sent “Hello” (k1)",
        "sent k2",
        "sent k3",
        "put off k4: later",
        "sent “Ana asked (all) of you” (dis_8:card:5)",
    ]
    assert moves.account(lines, posts, names) == [
        "Coffee, round 1: drawn",
        "put off k4: later",
        "Brought “Ana asked (all) of you” up to date",
        "Wrote to 1 shared chat",
        "“Hello” to Ana, Mei",
    ]
    assert moves.account([], [], names) == ["Nothing was due."]


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("create in #coffee every 2w", "create in ##coffee|coffee every 2w"),
        ('create "Meet in #coffee" in #COFFEE', 'create "Meet in #coffee" in ##coffee|coffee'),
        ("set #1 channel #nowhere", "set #1 channel #nowhere"),
    ],
)
def test_a_channel_that_is_named_is_given_with_its_id(line, given) -> None:
    channels = [Conversation(id="#coffee", kind="channel", name="coffee")]
    assert linked(line, channels) == given


CARDS = {
    "a request": ("accept bkg_1 2026-11-25T08:00Z", "other times bkg_1", "not now bkg_1"),
    "a question": ("answer qst_1", "pass qst_1"),
    "how it went": ("met ses_1", "not yet ses_1", "could not ses_1"),
    "a notice": ("skip #1 rnd_1",),
}


@pytest.mark.parametrize("kind", CARDS)
def test_colleagues_react_as_they_are_and_alike_for_a_seed(kind) -> None:
    lines = CARDS[kind]

    def acts(temper):
        return [
            tempers.react(
                tempers.Seen(
                    lines=lines,
                    temper=temper,
                    chance=Random(n),
                    fate=Random(n),
                    wants=("sql",),
                )
            )
            for n in range(200)
        ]

    assert acts(tempers.KEEN) == acts(tempers.KEEN)
    assert set(acts(tempers.SILENT)) == {None}
    done, seldom = acts(tempers.KEEN), acts(tempers.BUSY)
    assert len(set(done)) > 2
    assert kind == "a notice" or seldom.count(None) > done.count(None)


def test_a_company_has_every_temper_and_its_guides_are_keen() -> None:
    made = company(24, NOW)
    drawn = tempers.tempers([m.id for m in made.members], (made.admin,), 4)
    assert drawn[made.admin] is tempers.KEEN
    assert drawn == tempers.tempers([m.id for m in reversed(made.members)], (made.admin,), 4)
    kinds = (tempers.KEEN, tempers.STEADY, tempers.BUSY, tempers.FADING, tempers.SILENT)
    assert all(temper in drawn.values() for temper in kinds)


def test_words_in_a_thread_of_peerloops_are_contributed_and_others_only_kept(log) -> None:
    heard: list[Any] = []
    made = company(5, NOW)

    def hears(incoming) -> Quiet:
        heard.append(incoming)
        return Quiet()

    speaks = Chat(
        log=log,
        clock=StillClock(),
        assistant=hears,
        people=lambda: made.members,
        admin=made.admin,
    )
    ana, place = made.members[0], speaks.conversation(made.members[0], "#coffee")
    asked = log.add(conversation="#coffee", at=NOW, author=chat.BOT, message=HELLO)
    speaks.send(ana, place, "I would begin small", thread=str(asked.id))
    [said] = heard
    answer = log.posts(newest=1)[0]
    assert (said.words, said.where.thread, said.message) == (
        "I would begin small",
        str(asked.id),
        str(answer.id),
    )
    speaks.send(ana, place, "and go on", thread=str(answer.id))
    assert [p.thread for p in log.posts()][1:] == [str(asked.id)] * 2
    speaks.send(ana, place, "/peer help", thread=str(asked.id))
    assert heard[-1].where.thread == str(asked.id)
    other = log.add(conversation="#coffee", at=NOW, author=JONAS, text="Hi")
    speaks.send(ana, place, "Hello Jonas", thread=str(other.id))
    assert len(heard) == 3
    with pytest.raises(Refused):
        speaks.send(ana, speaks.conversation(ana, ""), "lost", thread=str(other.id))


def test_who_was_forgotten_is_a_former_colleague_in_the_list_of_chats() -> None:
    chat_of_three = Conversation(
        id="circle:1", kind="circle", members=(ANA, JONAS, "playground:acme:gone_6be87ae190bd0fd6")
    )
    label = screen.label(chat_of_three, ANA, {ANA: "Ana Duarte", JONAS: "Jonas Weber"})
    assert label == "Jonas Weber, Somebody who has left"
