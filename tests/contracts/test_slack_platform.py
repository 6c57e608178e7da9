"""Deliveries into Slack: where they arrive, what each refusal means, and how they are read back."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from adapters.slack import errors
from adapters.slack.chats import together
from adapters.slack.errors import TABLE, Trouble, trouble
from adapters.slack.platform import DOUBT, SlackPlatform
from adapters.slack.reading_back import opaque
from facilitation.errors import Later, Never, Unsure
from facilitation.post.outbox import Delivery, Personal, Place, Receipt, Together
from facilitation.talk.incoming import Uninstalled
from facilitation.talk.messages import Bar, Chart, Items, Mention, Message, Table, text
from storage.chats import SlackChats, slack_chat
from tests.contracts.desk_core import NOW
from tests.contracts.slack_desk import desk
from tests.handed import Handed

HELLO = Message("Hello", (text("You two meet this week."),))


def owed(to, *, key: str = "ses_1:intro", message: Message = HELLO, **known) -> Delivery:
    return Delivery(
        id=f"dlv_{key}",
        key=key,
        workspace="slack:T1",
        to=to,
        message=message,
        kind="intro",
        about="ses_1",
        due_at=NOW,
        **{"first_sent_at": NOW, **known},
    )


def ids(*users) -> tuple[str, ...]:
    return tuple(f"slack:T1:{user.id}" for user in users)


async def test_a_personal_delivery_arrives_in_the_direct_message():
    async with desk() as d:
        ana = d.team.user("ana")
        receipt = await d.platform.deliver(owed(Personal(f"slack:T1:{ana.id}")))
        (message,) = d.sim.messages(ana)
        assert receipt == Receipt(f"slack:T1:{message.channel.id}", message.ts)
        assert message.text.startswith("Hello")
        assert message.extra == {"unfurl_links": "false", "unfurl_media": "false"}
        assert message.metadata == {
            "event_type": "peerloop",
            "event_payload": {"key": opaque(owed(Personal("x")))},
        }
        assert "ses_1" not in str(message.metadata)
        await d.platform.deliver(owed(Personal(f"slack:T1:{ana.id}"), key="ses_1:nudge"))
        assert not d.sim.calls("conversations.open"), "a post to somebody opens the conversation"
        to = [call.args["channel"] for call in d.sim.calls("chat.postMessage")]
        assert to == [ana.id, message.channel.id]


async def test_where_slack_takes_no_post_to_a_person_the_conversation_is_opened_first():
    async with desk() as d:
        ana = d.team.user("ana")
        d.sim.faults.error("chat.postMessage", "channel_not_found", times=1)
        with pytest.raises(Later):
            await d.platform.deliver(owed(Personal(ids(ana)[0])))
        await d.platform.deliver(owed(Personal(ids(ana)[0])))
        assert len(d.sim.calls("conversations.open")) == len(d.sim.messages(ana)) == 1


STEPS = Message("Step 2 of 3", (Items((("Tell",), ("Ask",), ("Act",)), 1, "The way"),))


async def test_steps_are_a_plan_where_slack_takes_one():
    async with desk() as d:
        ana = d.team.user("ana")
        await d.platform.deliver(owed(Personal(f"slack:T1:{ana.id}"), message=STEPS))
        (message,) = d.sim.messages(ana)
        plan = message.blocks[1]
        assert (plan["type"], plan["title"]) == ("plan", "The way")
        assert [(task["title"], task["status"]) for task in plan["tasks"]] == [
            ("Tell", "complete"),
            ("Ask", "in_progress"),
            ("Act", "pending"),
        ]


async def test_steps_are_a_section_where_slack_takes_no_plan_and_that_is_asked_once():
    async with desk() as d:
        ana = d.team.user("ana")
        d.sim.world.untaken.add("plan")
        for key in ("a", "b"):
            to = Personal(f"slack:T1:{ana.id}")
            await d.platform.deliver(owed(to, key=key, message=STEPS))
        assert ["✓ Tell\n▸ Ask\n○ Act" in m.words for m in d.sim.messages(ana)] == [True, True]
        outcomes = [call.outcome for call in d.sim.calls("chat.postMessage")]
        assert outcomes == ["invalid_blocks", "ok", "ok"]


CHART = Message("Report", (Chart("Circles that met", (Bar("Q3", 50), Bar("Q4", 80))),))


async def test_a_chart_is_a_table_where_slack_takes_none_and_that_is_asked_once():
    async with desk() as d:
        ana = d.team.user("ana")
        to = Personal(f"slack:T1:{ana.id}")
        await d.platform.deliver(owed(to, key="a", message=CHART))
        d.sim.world.untaken.add("data_visualization")
        for key in ("b", "c"):
            await d.platform.deliver(owed(to, key=key, message=CHART))
        await d.platform.deliver(owed(to, key="d", message=STEPS))
        kinds = [[one["type"] for one in m.blocks][1:] for m in d.sim.messages(ana)]
        drawn, told = ["data_visualization", "context"], ["section", "section"]
        assert kinds == [drawn, told, told, ["plan"]]
        outcomes = [call.outcome for call in d.sim.calls("chat.postMessage")]
        assert outcomes == ["ok", "invalid_blocks", "ok", "ok", "ok"]


TALLY = Table(
    "Who did", ("Who", "Times"), ((("Ana",), ("2",)), (("Ben",), ("3",))), (text("Both did."),)
)


async def test_a_workspace_that_takes_charts_and_no_tables_keeps_its_charts():
    async with desk() as d:
        ana = d.team.user("ana")
        d.sim.world.untaken.add("data_table")
        both = Message("Report", (*CHART.blocks, TALLY))
        for key in ("a", "b"):
            to = Personal(f"slack:T1:{ana.id}")
            await d.platform.deliver(owed(to, key=key, message=both))
        kinds = [[one["type"] for one in m.blocks][1:] for m in d.sim.messages(ana)]
        assert kinds == [["data_visualization", "context", "section"]] * 2
        outcomes = [call.outcome for call in d.sim.calls("chat.postMessage")]
        assert outcomes == ["invalid_blocks", "ok", "ok"]


async def test_a_table_is_one_where_slack_takes_it():
    async with desk() as d:
        ana = d.team.user("ana")
        await d.platform.deliver(
            owed(Personal(f"slack:T1:{ana.id}"), message=Message("Hi", (TALLY,)))
        )
        (message,) = d.sim.messages(ana)
        assert message.blocks[1]["type"] == "data_table"
        assert message.text == "Hi\nBoth did."


async def test_a_message_that_is_wrong_in_itself_says_nothing_about_what_slack_takes():
    async with desk() as d:
        ana = d.team.user("ana")
        to = Personal(f"slack:T1:{ana.id}")
        d.sim.faults.error("chat.postMessage", "invalid_blocks", times=2)
        with pytest.raises(Never):
            await d.platform.deliver(owed(to, key="a", message=CHART))
        await d.platform.deliver(owed(to, key="b", message=CHART))
        (message,) = d.sim.messages(ana)
        assert message.blocks[1]["type"] == "data_visualization"


async def test_an_introduction_arrives_in_one_chat_of_everyone():
    async with desk() as d:
        people = [d.team.user(name) for name in ("ana", "ben", "cy")]
        receipt = await d.platform.deliver(owed(Together(ids(*people))))
        (circle,) = d.team.circles()
        assert set(circle.members) == {*(p.id for p in people), d.team.bot.id}
        assert receipt.conversation == f"slack:T1:{circle.id}"
        again = await d.platform.deliver(owed(Together(ids(*reversed(people))), key="ses_2:intro"))
        assert again.conversation == receipt.conversation


async def test_more_people_than_a_chat_holds_are_refused_in_words():
    async with desk() as d:
        people = d.team.users(9)
        with pytest.raises(Never, match="at most 8 people"):
            await d.platform.deliver(owed(Together(ids(*people))))
        assert not d.sim.calls()


async def test_a_delivery_to_a_place_goes_into_its_thread():
    async with desk() as d:
        design = d.team.channel("design", bot=True)
        first = await d.platform.deliver(owed(Place(f"slack:T1:{design.id}")))
        await d.platform.deliver(
            owed(Place(f"slack:T1:{design.id}", first.message_id), key="rnd_1:note")
        )
        assert [m.thread_ts for m in design.messages] == ["", first.message_id]


async def test_a_delivery_takes_the_place_of_a_message_and_its_thread_stays():
    async with desk() as d:
        channel = d.team.channel("design", bot=True)
        design = f"slack:T1:{channel.id}"
        first = await d.platform.deliver(owed(Place(design)))
        await d.platform.deliver(owed(Place(design, first.message_id), key="rnd_1:note"))
        over = Message("Over", (text("Closed on Tuesday."),))
        edit = owed(
            Place(design, first.message_id, stands=first.message_id), key="over", message=over
        )
        assert await d.platform.deliver(edit) == first
        assert await d.platform.look_for(edit) is None, "in doubt it is done once more"
        assert await d.platform.deliver(edit) == first
        root, note = channel.messages
        assert "Closed on Tuesday." in root.words
        assert note.thread_ts == root.ts
        d.sim.faults.error("chat.update", "message_not_found")
        with pytest.raises(Never, match="no longer there"):
            await d.platform.deliver(edit)


async def test_nothing_is_carried_from_one_workspace_into_another():
    async with desk() as d:
        with pytest.raises(Never, match="another workspace"):
            await d.platform.deliver(owed(Together(("slack:T1:U1", "slack:T2:U2"))))
        with pytest.raises(Never, match="another workspace"):
            await d.platform.deliver(owed(Place("slack:T2:C2")))
        assert not d.sim.calls()


async def test_a_person_s_own_markup_stays_text():
    async with desk() as d:
        ana = d.team.user("ana")
        said = Message(
            "<!channel> news",
            (text("<!here> <@U1> <https://evil.test|bank> & ", Mention(ids(ana)[0], "Ana")),),
        )
        await d.platform.deliver(owed(Personal(ids(ana)[0]), message=said))
        (message,) = d.sim.messages(ana)
        shown = message.text + str(message.blocks[1:])
        for live in ("<!channel", "<!here", "<@U1>", "<https"):
            assert live not in shown
        assert "&lt;!here&gt;" in shown
        assert f"<@{ana.id}>" in shown


async def test_a_person_who_is_gone_is_named_as_out_of_reach():
    async with desk() as d:
        ana = d.team.user("ana", deleted=True)
        with pytest.raises(Never, match="switched off") as caught:
            await d.platform.deliver(owed(Personal(ids(ana)[0])))
        assert caught.value.gone == ids(ana)


async def test_a_person_who_left_after_the_chat_was_opened_is_out_of_reach():
    async with desk() as d:
        ana = d.team.user("ana")
        await d.platform.deliver(owed(Personal(ids(ana)[0])))
        ana.deleted = True
        with pytest.raises(Never) as caught:
            await d.platform.deliver(owed(Personal(ids(ana)[0]), key="ses_2:intro"))
        assert caught.value.gone == ids(ana)


async def test_of_several_people_the_one_who_is_gone_is_found_out():
    async with desk() as d:
        ana, ben, cy = (d.team.user(name) for name in ("ana", "ben", "cy"))
        ben.deleted = True
        with pytest.raises(Never) as caught:
            await d.platform.deliver(owed(Together(ids(ana, ben, cy))))
        assert caught.value.gone == ids(ben)


async def test_of_several_people_one_who_is_no_person_is_found_out():
    async with desk() as d:
        ana, bot = d.team.user("ana"), d.team.user("robot", bot=True)
        with pytest.raises(Never) as caught:
            await d.platform.deliver(owed(Together(ids(ana, bot))))
        assert caught.value.gone == ids(bot)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("is_archived", "archived"),
        ("not_in_channel", "Invite it"),
        ("channel_not_found", "cannot see that channel"),
        ("invalid_blocks", "could not show"),
        ("something_new", "something_new"),
    ],
)
async def test_what_is_refused_for_good_is_told_in_words(code, words):
    async with desk() as d:
        design = d.team.channel("design", bot=True)
        d.sim.faults.error("chat.postMessage", code)
        with pytest.raises(Never, match=words) as caught:
            await d.platform.deliver(owed(Place(f"slack:T1:{design.id}")))
        assert caught.value.gone == ()


async def test_a_rate_limit_is_waited_out_as_long_as_slack_says():
    async with desk() as d:
        design = d.team.channel("design", bot=True)
        d.sim.faults.storm("T1", retry_after=7)
        with pytest.raises(Later) as caught:
            await d.platform.deliver(owed(Place(f"slack:T1:{design.id}")))
        assert caught.value.retry_after == 7


@pytest.mark.parametrize("fault", ["drop", "server_error", "html", "fatal_error"])
async def test_what_may_have_been_done_is_unsure_and_found_by_reading_back(fault):
    async with desk() as d:
        ana, ben = d.team.user("ana"), d.team.user("ben")
        getattr(d.sim.faults, fault)("chat.postMessage", effect=True)
        delivery = owed(Together(ids(ana, ben)))
        with pytest.raises(Unsure):
            await d.platform.deliver(delivery)
        (circle,) = d.team.circles()
        assert len(circle.messages) == 1
        found = await d.platform.look_for(delivery)
        assert found == Receipt(f"slack:T1:{circle.id}", circle.messages[0].ts)
        assert await d.platform.look_for(replace(delivery, id="dlv_other")) is None


async def test_a_slow_post_is_unsure():
    async with desk(gives_up=0.3) as d:
        design = d.team.channel("design", bot=True)
        d.sim.faults.slow("chat.postMessage", 1.0)
        with pytest.raises(Unsure):
            await d.platform.deliver(owed(Place(f"slack:T1:{design.id}")))


@pytest.mark.parametrize("fault", ["drop", "server_error", "fatal_error"])
async def test_a_chat_that_may_or_may_not_be_open_is_only_put_off(fault):
    async with desk() as d:
        both = d.team.user("ana"), d.team.user("ben")
        getattr(d.sim.faults, fault)("conversations.open", effect=True)
        with pytest.raises(Later):
            await d.platform.deliver(owed(Together(ids(*both))))
        assert not d.sim.messages(both[0])


async def test_a_slack_that_cannot_be_reached_is_put_off():
    async with desk() as d:
        platform = SlackPlatform(
            d.installs, d.core.hear, files=Handed(), api_url="http://127.0.0.1:9/api/"
        )
        with pytest.raises(Later):
            await platform.deliver(owed(Place("slack:T1:C1")))
        await platform.close()


async def test_a_delivery_in_a_thread_is_found_there():
    async with desk() as d:
        design = d.team.channel("design", bot=True)
        scopes = ("chat:write", "channels:history", "channels:read")
        token = d.team.token_with(*scopes)
        d.installs.save(replace(d.installs.all()[0], bot_token=token))
        first = await d.platform.deliver(owed(Place(f"slack:T1:{design.id}")))
        inside = owed(Place(f"slack:T1:{design.id}", first.message_id), key="rnd_1:note")
        receipt = await d.platform.deliver(inside)
        assert await d.platform.look_for(inside) == receipt


async def test_what_lies_far_back_is_found_page_by_page():
    async with desk() as d:
        design = d.team.channel("design", bot=True)
        delivery = owed(Place(f"slack:T1:{design.id}"))
        receipt = await d.platform.deliver(delivery)
        for number in range(250):
            call = {"channel": design.id, "text": str(number)}
            await d.platform.api.call(d.team.token, "chat.postMessage", **call)
        assert await d.platform.look_for(delivery) == receipt


async def test_what_may_not_be_read_back_stays_unsure():
    async with desk() as d:
        design = d.team.channel("design", bot=True)
        d.sim.faults.error("conversations.history", "missing_scope")
        with pytest.raises(Unsure, match="missing_scope"):
            await d.platform.look_for(owed(Place(f"slack:T1:{design.id}")))
        d.sim.faults.storm("T1", retry_after=3)
        with pytest.raises(Later):
            await d.platform.look_for(owed(Place(f"slack:T1:{design.id}")))


async def test_a_revoked_token_ends_the_install_once():
    async with desk() as d:
        design = d.team.channel("design", bot=True)
        d.sim.world.close(d.team.state)
        tries = [
            d.platform.deliver(owed(Place(f"slack:T1:{design.id}"), key=f"k{n}")) for n in range(5)
        ]
        outcomes = await asyncio.gather(*tries, return_exceptions=True)
        assert {type(one) for one in outcomes} == {Never}
        assert d.core.heard == [Uninstalled(workspace="slack:T1")]
        assert d.installs.all() == []
        calls = len(d.sim.calls())
        with pytest.raises(Never, match="not installed"):
            await d.platform.deliver(owed(Place(f"slack:T1:{design.id}")))
        assert len(d.sim.calls()) == calls


@pytest.mark.parametrize("state", ["revoked", "inactive"])
async def test_after_a_token_was_ended_slack_is_called_once(state):
    async with desk() as d:
        design = d.team.channel("design", bot=True)
        d.sim.world.close(d.team.state, state)
        before = len(d.sim.calls())
        for n in range(3):
            with pytest.raises(Never):
                await d.platform.deliver(owed(Place(f"slack:T1:{design.id}"), key=f"k{n}"))
        assert len(d.sim.calls()) == before + 1


async def test_a_restart_opens_no_chat_again(store):
    chats = SlackChats(store._engine)
    async with desk() as d:
        ana, ben = d.team.user("ana"), d.team.user("ben")
        both = ids(ana, ben)

        async def restarted_and_deliver(number: int) -> None:
            platform = SlackPlatform(
                d.installs,
                d.core.hear,
                files=Handed(),
                api_url=d.sim.api_url,
                opened=SlackChats(store._engine),
            )
            try:
                await platform.deliver(owed(Personal(both[0]), key=f"ses_{number}:intro"))
                await platform.deliver(owed(Together(both[::-1]), key=f"ses_{number}:ask"))
            finally:
                await platform.close()

        await restarted_and_deliver(1)
        await restarted_and_deliver(2)
        assert len(d.sim.calls("conversations.open")) == 1

        with store._engine.begin() as connection:
            connection.execute(slack_chat.update().values(channel="D0GONE"))
        with pytest.raises(Later):
            await restarted_and_deliver(3)
        assert chats.of("slack:T1", together([both[0]])) == "", "what is not there is forgotten"
        with pytest.raises(Later):
            await restarted_and_deliver(4)
        await restarted_and_deliver(5)
        assert len(d.sim.calls("conversations.open")) == 2


@pytest.mark.parametrize("mistake", [True, False])
async def test_a_token_refused_for_what_may_be_a_mistake_is_tried_again_after_a_while_and_then_ends(
    mistake,
):
    passed = [1_000.0]
    async with desk() as d:
        d.platform._monotonic = lambda: passed[0]
        to = Place(f"slack:T1:{d.team.channel('design', bot=True).id}")
        token = d.sim.world.tokens.pop(d.team.token)
        for _ in range(3):
            with pytest.raises(Later) as refused:
                await d.platform.deliver(owed(to))
            assert (refused.value.retry_after, refused.value.everywhere) == (DOUBT, True)
        assert len(d.sim.world.calls) == 1
        assert d.core.heard == []
        passed[0] += DOUBT
        if mistake:
            d.sim.world.tokens[d.team.token] = token
            assert (await d.platform.deliver(owed(to))).conversation == to.conversation
            assert d.core.heard == []
        else:
            with pytest.raises(Never):
                await d.platform.deliver(owed(to))
            assert d.core.heard == [Uninstalled(workspace="slack:T1")]
        assert len(d.sim.world.calls) == 2


def test_every_error_we_know_has_a_sentence_and_an_outcome():
    for code, meaning in TABLE.items():
        assert meaning.sentence.endswith(".")
        told = errors.delivery(Trouble(code, 5.0), sent=True, member="slack:T1:U1")
        wanted = {"later": Later, "unsure": Unsure}.get(meaning.kind, Never)
        assert isinstance(told, wanted)
        if meaning.kind == "unsure":
            assert isinstance(errors.delivery(Trouble(code), sent=False), Later)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (aiohttp.ServerDisconnectedError(), "no_answer"),
        (aiohttp.ClientOSError(104, "reset"), "no_answer"),
        (TimeoutError(), "no_answer"),
        (aiohttp.ConnectionTimeoutError(), "unreachable"),
        (SlackApiError("?", {}), "server_error"),
    ],
)
def test_what_the_network_does_is_told_apart_by_whether_anything_was_sent(error, code):
    assert trouble(error).code == code
