"""Deliveries into Teams: where they arrive, what is opened and remembered on the way, and what each refusal means."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from adapters.teams.platform import PACE, TeamsPlatform
from adapters.teams.references import Reference, References
from adapters.teams.sending import Sending
from adapters.teams.transport.model import Trouble
from bot.limits import Limits
from facilitation.errors import Later, Never, Unsure
from facilitation.post.outbox import APART, Delivery, Personal, Place, Receipt, Together
from facilitation.talk.incoming import ChannelNews, News
from facilitation.talk.messages import Message, text
from storage.references import TeamsReferences
from tests.contracts.teams_wire import (
    BOT,
    HOSTS,
    SPACE,
    TENANT,
    URL,
    Wire,
    account,
    member,
    personal,
    place,
)
from tests.handed import Handed

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HELLO = Message("Hello", (text("You two meet this week."),))
CHANNEL = "19:crits@thread.tacv2"
TEAM = "19:design@thread.tacv2"


class Desk:
    """The platform between a transport that is scripted and references that are kept for real."""

    def __init__(self, references: References) -> None:
        self.wire = Wire()
        self.references = references
        self.heard: list[News] = []
        sending = Sending(self.wire, references, hosts=HOSTS)
        self.platform = TeamsPlatform(sending, self.heard.append, Handed())


@pytest.fixture
def d(sqlite_engine: Engine) -> Desk:
    return Desk(TeamsReferences(sqlite_engine, Reference))


def owed(to, *, key="ses_1:intro", workspace=SPACE) -> Delivery:
    return Delivery(
        id=f"dlv_{key}",
        key=key,
        workspace=workspace,
        to=to,
        message=HELLO,
        kind="intro",
        about="ses_1",
        due_at=NOW,
        first_sent_at=NOW,
    )


async def test_a_chat_is_opened_once_and_remembered(d: Desk):
    d.references.save(personal(1))
    first = await d.platform.deliver(owed(Personal(member(1))))
    second = await d.platform.deliver(owed(Personal(member(1)), key="ses_2:intro"))
    assert first.conversation == second.conversation == f"{SPACE}:a:chat-of-29:1"
    assert first.message_id != second.message_id
    ((opened_at, user),) = d.wire.asked("open")
    assert (user, opened_at.tenant, opened_at.bot) == ("29:1", TENANT, BOT)
    (at, (activity, only)), _ = d.wire.asked("send")
    assert (at.service_url, at.conversation, at.tenant) == (URL, "a:chat-of-29:1", TENANT)
    assert only == ""
    assert activity["summary"] == "Hello"
    assert activity["type"] == "message"
    assert len(activity["attachments"]) == 1
    assert "importance" not in activity
    assert "text" not in activity
    kept = d.references.of(member(1))
    assert kept is not None
    assert kept.conversation == "a:chat-of-29:1"


async def test_a_chat_known_from_what_a_person_wrote_is_not_opened_again(d: Desk):
    d.references.save(personal(1, conversation="a:known"))
    receipt = await d.platform.deliver(owed(Personal(member(1))))
    assert receipt.conversation == f"{SPACE}:a:known"
    assert not d.wire.asked("open")


async def test_somebody_unknown_is_asked_for_in_the_teams_that_peerloop_is_in(d: Desk):
    d.references.save_all([place("19:a", "team"), place(TEAM, "team")])
    d.wire.rosters[TEAM] = [account(1)]
    await d.platform.deliver(owed(Personal(member(1))))
    assert [user for _, user in d.wire.asked("open")] == ["29:1"]
    kept = d.references.of(member(1))
    assert kept is not None
    assert kept.address == "p1@example.com"


async def test_somebody_who_is_nowhere_to_be_found_is_told_of_in_words(d: Desk):
    d.references.save(place(TEAM, "team"))
    with pytest.raises(Never, match="has not added Peerloop") as never:
        await d.platform.deliver(owed(Personal(member(1))))
    assert never.value.gone == (member(1),)
    assert not d.wire.asked("open")


async def test_nobody_is_given_up_while_a_roster_cannot_be_read(d: Desk):
    d.references.save(place(TEAM, "team"))
    for trouble in (Trouble("Throttled", 429, 9.0), Trouble("Timeout", sent=True)):
        d.wire.fails["member"] = [trouble]
        with pytest.raises(Later) as later:
            await d.platform.deliver(owed(Personal(member(1))))
        assert later.value.retry_after == trouble.retry_after


async def test_a_chat_that_is_no_longer_there_is_opened_anew(d: Desk):
    d.references.save(personal(1, conversation="a:old"))
    d.wire.fails["send"] = [Trouble("ConversationNotFound", 404)]
    with pytest.raises(Later, match="opened anew"):
        await d.platform.deliver(owed(Personal(member(1))))
    receipt = await d.platform.deliver(owed(Personal(member(1))))
    assert receipt.conversation == f"{SPACE}:a:chat-of-29:1"


async def test_a_chat_opened_just_now_that_is_not_there_is_not_opened_without_end(d: Desk):
    d.references.save(personal(1))
    d.wire.fails["send"] = [Trouble("ConversationNotFound", 404)]
    with pytest.raises(Never, match="no longer there"):
        await d.platform.deliver(owed(Personal(member(1))))


async def test_what_fails_while_a_chat_is_opened_was_no_message(d: Desk):
    d.references.save(personal(1))
    d.wire.fails["open"] = [Trouble("Timeout", sent=True), Trouble("HTTP 502", 502, sent=True)]
    for _ in range(2):
        with pytest.raises(Later):
            await d.platform.deliver(owed(Personal(member(1))))
    d.wire.fails["open"] = [Trouble("ForbiddenOperationException", 403)]
    with pytest.raises(Never) as never:
        await d.platform.deliver(owed(Personal(member(1))))
    assert never.value.gone == (member(1),)


async def test_a_message_that_may_have_arrived_is_unsure(d: Desk):
    d.references.save_all([personal(1, conversation="a:1"), place(CHANNEL)])
    d.wire.fails["send"] = [Trouble("Timeout", sent=True)]
    d.wire.fails["thread"] = [Trouble("HTTP 502", 502, sent=True)]
    for to in (Personal(member(1)), Place(f"{SPACE}:{CHANNEL}")):
        with pytest.raises(Unsure) as unsure:
            await d.platform.deliver(owed(to))
        assert not unsure.value.for_good


async def test_a_channel_gets_a_new_thread_and_a_thread_an_answer(d: Desk):
    d.references.save(place(CHANNEL))
    first = await d.platform.deliver(owed(Place(f"{SPACE}:{CHANNEL}")))
    assert first == Receipt(f"{SPACE}:{CHANNEL}", "1")
    second = await d.platform.deliver(owed(Place(first.conversation, first.message_id)))
    assert second == Receipt(f"{SPACE}:{CHANNEL}", "m2")
    ((thread, _),) = d.wire.asked("thread")
    ((answer, _),) = d.wire.asked("send")
    assert thread.conversation == CHANNEL
    assert answer.conversation == f"{CHANNEL};messageid=1"


async def test_a_teams_general_channel_gets_a_thread_too_but_a_chat_of_several_does_not(d: Desk):
    d.references.save_all([place(TEAM, "team"), place("19:lunch@thread.v2", "chat")])
    await d.platform.deliver(owed(Place(f"{SPACE}:{TEAM}")))
    await d.platform.deliver(owed(Place(f"{SPACE}:19:lunch@thread.v2")))
    assert [at.conversation for at, _ in d.wire.asked("thread")] == [TEAM]
    assert [at.conversation for at, _ in d.wire.asked("send")] == ["19:lunch@thread.v2"]


async def test_a_members_own_chat_is_a_place_too(d: Desk):
    d.references.save(personal(1, conversation="a:1"))
    await d.platform.deliver(owed(Place(f"{SPACE}:a:1")))
    assert [at.conversation for at, _ in d.wire.asked("send")] == ["a:1"]


async def test_a_channel_nobody_told_us_of_is_refused_in_words(d: Desk):
    with pytest.raises(Never, match="Add it to the team"):
        await d.platform.deliver(owed(Place(f"{SPACE}:{CHANNEL}")))
    assert not d.wire.calls


async def test_the_core_hears_of_a_channel_that_peerloop_is_not_in_any_more(d: Desk):
    d.references.save_all([place(CHANNEL), personal(1, conversation="a:1")])
    taken_out = Trouble("BotNotInConversationRoster", 403)
    d.wire.fails = {"thread": [taken_out], "send": [taken_out]}
    with pytest.raises(Never) as never:
        await d.platform.deliver(owed(Place(f"{SPACE}:{CHANNEL}")))
    assert never.value.gone == ()
    with pytest.raises(Never) as never:
        await d.platform.deliver(owed(Personal(member(1))))
    assert never.value.gone == (member(1),)
    assert d.heard == [
        ChannelNews(workspace=SPACE, channel=f"{SPACE}:{CHANNEL}", what="left"),
    ]


async def test_the_core_hears_of_a_channel_that_is_gone_but_not_of_a_thread_of_it(d: Desk):
    d.references.save(place(CHANNEL))
    gone = Trouble("ConversationNotFound", 404)
    d.wire.fails = {"thread": [gone], "send": [gone]}
    with pytest.raises(Never):
        await d.platform.deliver(owed(Place(f"{SPACE}:{CHANNEL}", "17")))
    assert not d.heard
    with pytest.raises(Never):
        await d.platform.deliver(owed(Place(f"{SPACE}:{CHANNEL}")))
    assert d.heard == [
        ChannelNews(workspace=SPACE, channel=f"{SPACE}:{CHANNEL}", what="left"),
    ]


async def test_several_at_once_are_owed_it_apart_and_nothing_is_sent(d: Desk):
    both = owed(Together((member(1), member(2))))
    assert await d.platform.deliver(both) == APART
    assert await d.platform.look_for(both) == APART
    assert not d.wire.calls


async def test_nobody_will_ever_know_whether_a_message_arrived(d: Desk):
    for to in (Personal(member(1)), Place(f"{SPACE}:{CHANNEL}")):
        with pytest.raises(Unsure) as unsure:
            await d.platform.look_for(owed(to))
        assert unsure.value.for_good


@pytest.mark.parametrize(
    "to",
    [
        Personal("teams:other:a"),
        Personal("slack:T1:U1"),
        Personal("nonsense"),
        Together((member(1), "teams:other:a")),
        Place("teams:other:19:x"),
    ],
)
async def test_nothing_is_carried_from_one_tenant_into_another(d: Desk, to):
    with pytest.raises(Never, match="another workspace"):
        await d.platform.deliver(owed(to))
    assert not d.wire.calls


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example.com/emea/",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net@evil.example.com/",
        "https://smba.trafficmanager.net.evil.example.com/",
        "",
    ],
)
async def test_what_is_stored_is_not_believed_a_service_url_is_looked_at_before_every_send(
    d: Desk, url
):
    d.references.save_all([personal(1, service_url=url), place(CHANNEL, service_url=url)])
    d.references.save(personal(2, conversation="a:2", service_url=url))
    for to in (Personal(member(1)), Personal(member(2)), Place(f"{SPACE}:{CHANNEL}")):
        with pytest.raises(Later, match="TEAMS_ALLOWED_SERVICE_HOSTS"):
            await d.platform.deliver(owed(to))
    assert not d.wire.calls


async def test_closing_the_platform_closes_the_transport(d: Desk):
    await d.platform.close()
    assert d.wire.closed


@pytest.mark.parametrize(("most", "seconds"), [(7, 1), (8, 2), (60, 30), (1800, 3600)])
def test_the_pace_stays_under_every_documented_window_of_a_conversation(most, seconds):
    sends = _sends(7_200, one=True)
    assert len(sends) > 3_400
    assert _busiest(sends, seconds) <= most


def test_the_pace_stays_under_fifty_calls_a_second_in_a_tenant_where_each_opens_a_chat():
    sends = _sends(10, one=False)
    assert 2 * _busiest(sends, 1) <= 50


def _sends(until: float, *, one: bool) -> list[float]:
    """Return when one sends who never waits longer than he must: to one conversation, or each to another."""
    now, sends = 0.0, list[float]()
    limits = Limits(lambda: now)
    while now < until:
        delivery = owed(Personal(member(0 if one else len(sends))))
        now += limits.take(delivery, PACE, 3600)
        sends.append(now)
    return sends


def _busiest(sends: list[float], seconds: float) -> int:
    most, first = 0, 0
    for last, at in enumerate(sends):
        while sends[first] < at - seconds - 1e-6:
            first += 1
        most = max(most, last - first + 1)
    return most
