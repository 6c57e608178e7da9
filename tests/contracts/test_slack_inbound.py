"""What people do in Slack, as it reaches the core, and how the replies come back to them."""

import pytest

from adapters.slack import lines
from facilitation.talk import forms
from facilitation.talk.forms import Form
from facilitation.talk.incoming import Ask, Replace, Say, Typed, Where, Wrote
from facilitation.talk.messages import Bar, Button, Chart, Choice, Message, Option, buttons, text
from tests.contracts.slack_desk import desk
from tests.simulators.slack.model import Message as ShownMessage

CARD = Message(
    "Coffee",
    (
        text("This week?"),
        buttons(Button("Join", "join coffee"), Button("Rename", "rename")),
        Choice("Pause until", "pause", (Option("A week", "1w"), Option("A month", "1m"))),
    ),
)
QUESTION = Form(
    "Ask your peers",
    "ask",
    (forms.Line("skill", "About"), forms.Paragraph("question", "Your question")),
)
FORM = Form("New name", "rename coffee", (forms.Line("name", "Name"), forms.Day("on", "From")))


async def test_a_slash_command_is_answered_on_the_ack_and_only_to_its_sender():
    async with desk() as d:
        ana = d.team.user("ana")
        design = d.team.channel("design", members=[ana])
        answer = await d.sim.says(ana, "/peer join design", channel=design)
        (typed,) = d.core.done
        assert typed == Typed(
            by=typed.by,
            line="join design",
            where=Where(f"slack:T1:{design.id}", "channel", "design"),
            key=typed.key,
        )
        assert (typed.by.workspace, typed.by.member) == ("slack:T1", f"slack:T1:{ana.id}")
        assert typed.by.name == "ana"
        assert typed.key.startswith("cmd:")
        assert answer.body["response_type"] == "ephemeral"
        assert answer.message.to == ana.id
        assert not d.sim.calls()


async def test_people_and_channels_in_a_line_come_as_their_ids_and_quotes_as_they_are():
    async with desk() as d:
        ana, ben = d.team.user("ana"), d.team.user("ben")
        design = d.team.channel("design")
        await d.sim.says(ana, "/peer thank @ben “for <b> & all” in #design")
        assert d.core.lines == [
            f"thank @slack:T1:{ben.id} “for <b> & all” in #slack:T1:{design.id}|design"
        ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<@U7>", "@slack:T1:U7"),
        ("<@U7|ana>", "@slack:T1:U7"),
        ("<@W7|ana>", "@slack:T1:W7"),
        ("<#C7|>", "#slack:T1:C7"),
        ("<#C7|design>", "#slack:T1:C7|design"),
        ("<!channel>", "@channel"),
        ("<!subteam^S1|@crew>", "@crew"),
        ("<!date^1700000000^{date}|1 May>", "1 May"),
        ("<https://x.test/a?b=1&amp;c=2|x.test>", "https://x.test/a?b=1&c=2"),
        ("<mailto:a@x.test|a@x.test>", "a@x.test"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("&amp;lt;", "&lt;"),
        ("<@nobody>", "@nobody"),
    ],
)
def test_the_markup_of_slack_is_read_back_into_words(written, meant):
    assert lines.line(f"say {written} ", "slack:T1") == f"say {meant}"


async def test_a_late_reply_to_a_command_comes_by_the_response_url():
    async with desk(ready=0.05) as d:
        d.core.slow = 0.2
        ana = d.team.user("ana")
        answer = await d.sim.says(ana, "/peer home")
        assert answer.text == ""
        assert answer.message.via == "response_url"
        assert answer.message.to == ana.id


CHART = Message("Report", (Chart("Circles that met", (Bar("Q3", 50), Bar("Q4", 80))),))
DRAWN, TOLD = ["data_visualization", "context"], ["section", "section"]


def kinds(message: ShownMessage) -> list[str]:
    return [one["type"] for one in message.blocks][1:]


async def test_an_answer_with_a_chart_comes_by_the_response_url_as_an_ack_cannot_be_sent_again():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"report": Say(CHART)}
        answer = await d.sim.says(ana, "/peer report")
        assert answer.text == ""
        assert (answer.message.via, answer.message.to) == ("response_url", ana.id)
        assert kinds(answer.message) == DRAWN


async def test_where_charts_are_not_taken_an_answer_is_a_table_and_that_is_asked_once():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"report": Say(CHART), "again": Replace(CHART), "card": Say(CARD)}
        d.sim.world.untaken.add("data_visualization")
        for _ in range(2):
            assert kinds((await d.sim.says(ana, "/peer report")).message) == TOLD
        outcomes = [call.outcome for call in d.sim.calls("response_url")]
        assert outcomes == ["invalid_blocks", "ok", "ok"]
        assert not d.sim.calls("chat.postMessage"), "a refusal is no reason to go elsewhere"


async def test_a_card_that_becomes_a_chart_is_a_table_where_charts_are_not_taken():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"card": Say(CARD), "join coffee": Replace(CHART)}
        d.sim.world.untaken.add("data_visualization")
        card = (await d.sim.says(ana, "card")).message
        after = await d.sim.presses(ana, card, "Join")
        assert after.message is card
        assert kinds(card) == TOLD
        assert not d.sim.calls("chat.update")


async def test_an_answer_that_slack_takes_in_no_form_ends_quietly():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"report": Say(CHART)}
        d.sim.world.untaken |= {"data_visualization", "section"}
        answer = await d.sim.send_slash(ana, "report")
        assert (answer.status, answer.text) == (200, "")
        assert await d.inbound.drain(5.0) == 0
        assert [call.outcome for call in d.sim.calls("response_url")] == ["invalid_blocks"] * 2


async def test_a_button_runs_its_line_and_replace_takes_the_card_s_place():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {
            "card": Say(CARD),
            "join coffee": Replace(Message("You are in", ())),
        }
        card = (await d.sim.says(ana, "card")).message
        after = await d.sim.presses(ana, card, "Join")
        assert d.core.lines == ["card", "join coffee"]
        assert d.core.done[1].key.startswith("act:")
        assert after.message is card
        assert "You are in" in card.words
        assert after.text == ""


async def test_a_card_that_only_one_person_sees_is_replaced_for_that_person():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"card": Say(CARD), "join coffee": Replace(Message("You are in", ()))}
        card = (await d.sim.says(ana, "/peer card")).message
        after = await d.sim.presses(ana, card, "Join")
        assert "You are in" in after.words
        assert after.message.to == ana.id
        assert not d.sim.calls("chat.update")


async def test_a_card_is_replaced_by_an_update_when_the_response_url_is_spent():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"card": Say(CARD), "join coffee": Replace(Message("You are in", ()))}
        card = (await d.sim.says(ana, "card")).message
        d.core.slow = 0.2
        d.sim.faults.server_error("response_url", effect=False)
        await d.sim.presses(ana, card, "Join")
        await d.sim.until(lambda: "You are in" in card.words)
        (update,) = d.sim.calls("chat.update", ok=True)
        assert update.args["blocks"]
        assert update.args["text"]


async def test_a_choice_from_a_menu_follows_its_command():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"card": Say(CARD)}
        card = (await d.sim.says(ana, "card")).message
        await d.sim.chooses(ana, card, "A month")
        assert d.core.lines == ["card", "pause 1m"]


async def test_an_answer_to_a_button_in_a_channel_is_seen_by_its_presser_only():
    async with desk() as d:
        ana, ben = d.team.user("ana"), d.team.user("ben")
        design = d.team.channel("design", members=[ana, ben], bot=True)
        d.core.replies = {"card": Say(CARD)}
        card = (await d.sim.says(ana, "/peer card", channel=design)).message
        since = len(d.sim.world.shown)
        await d.sim.presses(ana, card, "Join")
        assert not d.sim.seen(ben, since)


async def test_a_file_without_words_is_no_command():
    async with desk() as d:
        ana = d.team.user("ana")
        inner = {"type": "message", "channel": "D9", "channel_type": "im", "ts": "1.1"}
        inner |= {"user": ana.id, "text": "", "subtype": "file_share"}
        assert (await d.sim.send_event(ana, inner)).ok
        assert not d.core.done


async def test_words_in_the_direct_message_are_a_command_line():
    async with desk() as d:
        ana = d.team.user("ana")
        answer = await d.sim.says(ana, "join design")
        (typed,) = d.core.done
        assert isinstance(typed, Typed)
        assert typed.line == "join design"
        assert typed.where.kind == "personal"
        assert answer.message.channel is d.sim.direct(ana)
        assert answer.message.to == ""


async def test_a_mention_in_a_thread_is_answered_there_to_its_author_only():
    async with desk() as d:
        ana, ben = d.team.user("ana"), d.team.user("ben")
        design = d.team.channel("design", members=[ana, ben], bot=True)
        first = await d.sim.says(ben, "Who knows Figma?", channel=design, patience=0.0)
        assert not first.seen
        thread = design.messages[-1]
        answer = await d.sim.says(ana, "@peerloop skip design", channel=design, thread=thread)
        assert d.core.lines == ["skip design"]
        assert answer.message.to == ana.id
        assert answer.message.thread_ts == thread.ts


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("<@UBOT> join x", "join x"),
        ("<@UBOT>: join x", "join x"),
        ("hey <@UBOT>, join x", "join x"),
        ("thanks <@UBOT>", "thanks "),
        ("<@UBOT|peerloop>", ""),
    ],
)
def test_a_mention_is_taken_off_the_line(written, line):
    assert lines.mentions(written, "UBOT")
    assert lines.addressed(written, "UBOT") == line


async def test_words_in_a_circle_s_chat_are_heard_but_not_kept():
    async with desk() as d:
        ana, ben = d.team.user("ana"), d.team.user("ben")
        circle, _ = d.sim.world.open_conversation(d.team.state, frozenset((ana.id, ben.id)))
        await d.sim.says(ana, "Tuesday at ten? My PIN is 1234", channel=circle, patience=0.0)
        (wrote,) = d.core.done
        assert isinstance(wrote, Wrote)
        assert wrote.where == Where(f"slack:T1:{circle.id}", "circle")
        assert wrote.by.member == f"slack:T1:{ana.id}"
        assert "1234" not in repr(wrote)


async def test_the_home_tab_shows_what_is_next_and_is_fresh_after_an_act():
    async with desk() as d:
        ana = d.team.user("ana")
        home = Message("Next for you", (text("Nothing yet"), buttons(Button("Join", "join x"))))
        d.core.replies = {"home": Say(home)}
        view = await d.sim.opens_home(ana)
        assert "Nothing yet" in view.words
        d.core.replies["home"] = Say(Message("Next for you", (text("Coffee on Tuesday"),)))
        await d.sim.presses(ana, view, "Join")
        await d.sim.until(lambda: "Coffee on Tuesday" in d.team.state.homes[ana.id].words)
        (told,) = d.sim.messages(ana)
        assert "join x" in told.words


async def test_who_opens_the_messages_tab_is_greeted_by_the_core_and_shown_nothing_else():
    async with desk() as d:
        ana = d.team.user("ana")
        where = d.sim.direct(ana).id
        opened = {"type": "app_home_opened", "user": ana.id, "tab": "messages", "channel": where}
        await d.sim.send_event(ana, opened)
        await d.sim.until(lambda: "first word" in d.core.lines)
        assert d.core.lines == ["first word"]
        assert d.sim.messages(ana) == []


async def test_a_bot_brought_into_a_channel_offers_its_inviter_to_set_up_there():
    async with desk() as d:
        ana = d.team.user("ana")
        design = d.team.channel("design", members=[ana])
        since = len(d.sim.world.shown)
        await d.sim.invites_bot(ana, design)
        await d.sim.until(lambda: d.sim.seen(ana, since))
        (typed,) = d.core.done
        assert isinstance(typed, Typed)
        assert typed.line == "set up here"
        assert typed.by.member == f"slack:T1:{ana.id}"
        assert typed.where == Where(f"slack:T1:{design.id}", "channel")
        (seen,) = d.sim.seen(ana, since)
        assert isinstance(seen, ShownMessage)
        assert seen.to == ana.id
        await d.sim.enters(d.team.user("ben"), design)
        assert len(d.core.done) == 1


def element(view, name):
    return next(one["element"] for one in view.blocks if one.get("block_id") == name)


async def test_a_shortcut_shows_what_is_next_or_asks_what_there_is_to_ask():
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"ask": Ask(QUESTION)}
        answer = await d.sim.uses_shortcut(ana, "peerloop_home")
        assert answer.message.channel is d.sim.direct(ana)
        view = (await d.sim.uses_shortcut(ana, "peerloop_question")).view
        assert "initial_value" not in element(view, "question")
        await d.sim.uses_shortcut(ana, "peerloop_of_long_ago", patience=0)
        assert d.core.lines == ["home", "ask", "home"]


async def test_a_form_from_a_message_begins_with_its_words_and_with_nobody_s_id():
    async with desk() as d:
        ana = d.team.user("ana")
        design = d.team.channel("design", members=[ana], bot=True)
        said = f"Does <@{ana.id}> know why `a &lt; b` at <https://e.example|the docs>?"
        await d.sim.says(ana, said, channel=design, escape=False, patience=0.0)
        d.core.replies = {"ask": Ask(QUESTION), "share": Ask(QUESTION)}
        for shortcut in ("peerloop_ask", "peerloop_share"):
            view = (await d.sim.uses_shortcut(ana, shortcut, design.messages[0])).view
            value = element(view, "question")["initial_value"]
            assert value == "Does @someone know why `a < b` at https://e.example?"
            assert "initial_value" not in element(view, "skill")
        assert d.core.lines == ["ask", "share"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "<@U7> and <@U8|ben> in <#C7|design> and <#C8>",
            "@someone and @ben in #design and #channel",
        ),
        ("<!channel> <!subteam^S1|@devs> <!date^1^{date}|Tue>", "@channel @devs Tue"),
        ("<mailto:a@b.example|a@b.example> &amp;lt; 1 &lt; 2", "a@b.example &lt; 1 < 2"),
        ("<> <|> < | >", None),
        ("", ""),
    ],
)
def test_what_was_said_is_read_back_for_people(written, read):
    said = lines.words(written)
    assert read is None or said == read


@pytest.mark.parametrize(
    "told", [{"team_id": "T9"}, {"team_id": "E9"}, {"enterprise_id": "E9"}, {"team": {"id": "T9"}}]
)
async def test_a_person_of_another_company_is_told_so_and_nothing_is_done(told):
    async with desk() as d:
        ana = d.team.user("ana")
        d.core.replies = {"card": Say(CARD)}
        card = (await d.sim.says(ana, "card")).message
        body = {
            "type": "block_actions",
            "team": {"id": "T1"},
            "user": {"id": "U999", **told},
            "channel": {"id": card.channel.id, "name": "directmessage"},
            "actions": [{"type": "button", "action_id": "line:1", "value": "join coffee"}],
        }
        response = await d.inbound.dispatch(body)
        assert response.status == 200
        assert d.core.lines == ["card"]


async def test_a_workspace_without_an_install_is_told_and_nothing_is_done():
    async with desk() as d:
        d.installs.erase("slack:T1")
        answer = await d.sim.says(d.team.user("ana"), "/peer home")
        assert answer.status == 200
        assert "not installed" in answer.words
        assert not d.core.done
