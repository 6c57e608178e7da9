"""What people do in Teams, as it reaches the core, and how the replies come back to them."""

from collections.abc import Iterable
from datetime import time
from typing import Any

import pytest

from adapters.reading import Unreadable
from adapters.teams import ids, lines
from adapters.teams.lines import Known
from adapters.teams.references import Reference
from facilitation.talk import forms, frame
from facilitation.talk.forms import Form
from facilitation.talk.incoming import (
    Ask,
    Filled,
    Quiet,
    Reacted,
    Replace,
    Roster,
    Say,
    Typed,
    Where,
)
from facilitation.talk.messages import Button, Choice, Message, Option, buttons, text
from tests.contracts.teams_desk import desk

CARD = Message(
    "Coffee",
    (
        text("This week?"),
        buttons(
            Button("Join", "join coffee"),
            Button("Rename", "form rename"),
            Button("Start", "create in here"),
        ),
        Choice("Pause until", "pause", (Option("A week", "1w"), Option("A month", "1m"))),
    ),
)
FORM = Form("New name", "rename coffee", (forms.Line("name", "Name"), forms.Day("on", "From")))
DONE = Replace(Message("You are in", ()))

TENANT = "11111111-1111-1111-1111-111111111111"
SPACE = f"teams:{TENANT}"
CHANNEL = "19:abc_-Z0=@thread.tacv2"
BOT = "28:app"


@pytest.mark.parametrize("own", [CHANNEL, "a:1xY_-", "19:a_b@unq.gbl.spaces", "8a-c@test.user"])
def test_a_conversation_s_id_is_kept_without_its_thread_and_read_back_whole(own):
    natural = ids.conversation(SPACE, f"{own};messageid=1700000000000")
    assert natural == f"{SPACE}:{own}"
    assert (ids.home(natural), ids.tenant(natural), ids.own(natural)) == (SPACE, TENANT, own)
    assert ids.thread_of(ids.threaded(own, "1700")) == (own, "1700")


def test_people_and_tenants_are_the_same_in_whatever_case_they_are_written():
    assert ids.workspace(TENANT.upper()) == SPACE
    assert ids.member(SPACE, "ABCDEF-12") == f"{SPACE}:abcdef-12"
    assert ids.own(ids.member(SPACE, "ABCDEF-12")) == "abcdef-12"


@pytest.mark.parametrize("odd", [None, 7, "", "a b", "x|y", "<x>", "a\nb", "x" * 500, ["a"], "a:b"])
def test_what_is_no_id_is_not_made_one(odd):
    for make in (ids.workspace, lambda given: ids.member(SPACE, given)):
        with pytest.raises(Unreadable):
            make(odd)
    if odd != "a:b":
        with pytest.raises(Unreadable):
            ids.conversation(SPACE, odd)


def mention(id, words):
    return {"type": "mention", "mentioned": {"id": id, "name": words}, "text": f"<at>{words}</at>"}


PEER, ANA, BEA = mention(BOT, "Peerloop"), mention("29:ana", "Ana"), mention("29:bea", "Ana")
KNOWN = Known(
    {"29:ana": f"{SPACE}:a1", "29:bea": f"{SPACE}:b2"},
    [
        (f"{SPACE}:19:d@x", "design"),
        (f"{SPACE}:19:c@x", "Design crits"),
        (f"{SPACE}:19:e@x", "twice"),
        (f"{SPACE}:19:f@x", "Twice"),
        (f"{SPACE}:19:g@x", "3"),
    ],
)


@pytest.mark.parametrize(
    ("written", "entities", "line"),
    [
        ("<at>Peerloop</at>&nbsp;help&nbsp; ", [PEER], "help"),
        ("<at>Peerloop</at>\u00a0help\n", [PEER], "help"),
        ("<at>Peerloop</at>: join x", [PEER], "join x"),
        ("hey <at>Peerloop</at>, join x", [PEER], "join x"),
        ("help <at>Peerloop</at>", [PEER], "help"),
        ("<at>Peerloop</at>", [PEER], ""),
        ("<at>Peerloop</at> <at>Peerloop</at> help", [PEER, PEER], "help"),
        ("<AT id='0'>Peerloop</AT> help", [PEER], "help"),
        ("<at>Peerloop</at> thank <at>Ana</at>", [PEER, ANA], f"thank @{SPACE}:a1"),
        (
            "<at>Peerloop</at> pair <at>Ana</at> <at>Ana</at>",
            [PEER, ANA, BEA],
            f"pair @{SPACE}:a1 @{SPACE}:b2",
        ),
        ("<at>Peerloop</at> thank <at>Zoe</at>", [PEER, mention("29:zoe", "Zoe")], "thank Zoe"),
        ("<at>Peerloop</at> say &lt;b&gt; &amp;amp; “x”", [PEER], "say <b> &amp; “x”"),
        ("<p><at>Peerloop</at> <b>help</b></p>", [PEER], "help"),
        ("<at>Peerloop</at> one<br>two", [PEER], "one\ntwo"),
        ("<at>Peerloop</at> /peer join x", [PEER], "join x"),
        ("<at>Peerloop</at> create in #design", [PEER], f"create in #{SPACE}:19:d@x|design"),
        ("<at>Peerloop</at> create in #DESIGN.", [PEER], f"create in #{SPACE}:19:d@x|design."),
        (
            "<at>Peerloop</at> create in #design crits",
            [PEER],
            f'create in "#{SPACE}:19:c@x|Design crits"',
        ),
        (
            '<at>Peerloop</at> create in "#design crits"',
            [PEER],
            f'create in "#{SPACE}:19:c@x|Design crits"',
        ),
        ("<at>Peerloop</at> skip #3", [PEER], "skip #3"),
        ("<at>Peerloop</at> in #twice and #designs", [PEER], "in #twice and #designs"),
    ],
)
def test_the_markup_of_teams_is_read_back_into_words(written, entities, line):
    assert lines.line(written, entities, (BOT,), KNOWN) == (line, True)


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("/peer join x", "join x"),
        ("/peerloop join x", "join x"),
        ("/join x", "join x"),
        ("/ join x", "join x"),
        ("/peer", ""),
        ("join a/b", "join a/b"),
    ],
)
def test_a_slash_in_front_is_understood_too(written, line):
    assert lines.line(written, None, (BOT,), Known()) == (line, False)


@pytest.mark.parametrize("entities", [[], None, "x", [None, {"type": "mention"}], [ANA]])
def test_only_the_entity_of_our_own_id_is_a_mention_of_us(entities):
    assert lines.line("<at>Peerloop</at> help", entities, (BOT,), Known()) == (
        "Peerloop help",
        False,
    )


def test_a_text_made_to_be_slow_is_read_in_a_moment():
    for piece in ("<at>", "<at", "&nbsp;", "<p", "#design ", "#design crits"):
        assert lines.line(piece * 100_000, [PEER] * 100, (BOT,), KNOWN)[1] is False


async def test_words_in_the_personal_chat_are_a_command_line_and_answered_there():
    async with desk() as d:
        ana = d.sim.person("Ana Silva")
        await d.sim.install(ana)
        answer = await d.sim.says(ana, "join design")
        (typed,) = d.core.done
        assert isinstance(typed, Typed)
        assert (typed.line, typed.by.workspace, typed.by.name) == (
            "join design",
            d.space,
            "Ana Silva",
        )
        assert typed.by.member == f"{d.space}:{ana.aad}"
        assert ana.chat is not None
        assert typed.where == Where(f"{d.space}:{ana.chat.id}", "personal")
        assert typed.key.startswith("act:")
        assert "Heard" in answer.message.words
        assert answer.message.summary == "Heard"
        assert answer.message.conversation is ana.chat


async def test_words_sent_twice_are_done_once_and_answered_once():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        activity = d.sim.activity(ana, "join design")
        for _ in range(3):
            assert (await d.sim.post_activity(activity)).ok
        await d.settled()
        assert d.core.lines == ["join design"]
        assert len(d.sim.chat(ana)) == 1


async def test_two_messages_of_one_moment_in_two_chats_are_both_done():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        for one in (ana, ben):
            await d.sim.install(one)
        for one in (ana, ben):
            activity = d.sim.activity(one, "join design")
            assert (await d.sim.post_activity({**activity, "id": "1700000000000"})).ok
        await d.settled()
        assert d.core.lines == ["join design", "join design"]


async def test_a_mention_in_a_channel_is_answered_in_our_chat_and_the_thread_names_whom_once():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", channels=("crits",), people=[ana, ben])
        await d.sim.add_to_team(design, by=ben)
        await d.settled()
        since = len(d.sim.world.shown)
        crits = design.channel("crits")
        await d.sim.says(ana, "thank @Ben", where=crits)
        await d.settled()
        typed = d.core.done[-1]
        assert isinstance(typed, Typed)
        assert typed.line == f"thank @{d.space}:{ben.aad}"
        root = crits.messages[0]
        assert typed.where == Where(f"{d.space}:{crits.id}", "channel", "crits", root.id)
        assert "Heard" in d.sim.chat(ana)[-1].words
        (pointer,) = d.sim.posts(crits)
        assert (pointer.text, pointer.thread) == ("Ana, I have answered you in our chat.", root.id)
        assert all("Heard" not in one.words for one in d.sim.seen(ben, since))
        await d.sim.says(ana, "status", where=root)
        await d.settled()
        assert len(d.sim.posts(crits)) == 1
        await d.sim.says(ben, "status", where=root)
        await d.settled()
        d.clock.pass_(minutes=61)
        await d.sim.says(ana, "status", where=root)
        await d.settled()
        assert len(d.sim.posts(crits)) == 2


async def test_where_our_chat_cannot_be_opened_the_thread_says_how_to_open_it():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", people=[ana, ben])
        await d.sim.add_to_team(design, by=ben)
        await d.settled()
        d.sim.faults.add("create", "BotDisabledByAdmin")
        await d.sim.says(ana, "status", where=design.general)
        await d.settled()
        assert [one.text for one in d.sim.posts(design.general)][-1] == frame.NO_CHAT


async def test_a_mention_in_a_group_chat_is_of_a_circle_s_place_and_answered_privately():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        lunch = d.sim.group_chat("Lunch", [ana, ben])
        await d.sim.add_to_chat(lunch, by=ana)
        await d.settled()
        await d.sim.says(ben, "status", where=lunch)
        await d.settled()
        assert d.core.done[-1].where == Where(f"{d.space}:{lunch.id}", "circle")
        assert "Heard" in d.sim.chat(ben)[-1].words
        assert [one.text for one in d.sim.posts(lunch)] == ["Ben, I have answered you in our chat."]


async def test_a_slash_command_is_answered_on_the_spot_to_its_sender_only():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", people=[ana, ben])
        await d.sim.add_to_team(design, by=ben)
        await d.settled()
        await d.sim.says(ana, "/peer status", where=design.general, mention=False, targeted=True)
        await d.settled()
        assert d.core.lines[-1] == "status"
        (whispered,) = d.sim.posts(design.general)
        assert whispered.only is ana
        assert "Heard" in whispered.words
        assert not d.sim.chat(ana)


async def test_a_file_without_words_is_no_command():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        assert (await d.sim.post_activity(d.sim.activity(ana, "  "))).ok
        await d.settled()
        assert not d.core.done


async def test_what_a_bot_says_is_not_listened_to():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        activity = d.sim.activity(ana, "help")
        for other in ({"id": "28:other"}, {**activity["from"], "role": "bot"}):
            assert (await d.sim.post_activity({**activity, "from": other})).ok
        await d.settled()
        assert not d.core.done


async def test_edits_deletions_and_what_we_do_not_know_are_acknowledged_and_left():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        await d.sim.says(ana, "help")
        assert ana.chat is not None
        said = next(one for one in ana.chat.messages if one.sender is ana)
        assert (await d.sim.edits(ana, said, "join x")).ok
        base = d.sim.activity(ana, "x")
        for kind in ("messageDelete", "typing", "event", "endOfConversation", "handoff", "odd"):
            assert (await d.sim.post_activity({**base, "type": kind, "id": kind})).status == 200
        for name in ("composeExtension/query", "signin/verifyState", None, 7):
            odd = {**base, "type": "invoke", "name": name, "id": f"f:{name}", "value": {}}
            answer = await d.sim.post_activity(odd)
            assert (answer.status, answer.text) == (200, "")
        assert d.core.lines == ["help"]


async def test_a_reaction_to_a_post_of_ours_is_counted_and_taken_back():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", people=[ana, ben])
        await d.sim.add_to_team(design, by=ben)
        await d.settled()
        await d.sim.says(ana, "status", where=design.general)
        await d.settled()
        (post,) = d.sim.posts(design.general)
        assert (await d.sim.react(ana, post)).ok
        reacted = d.core.done[-1]
        assert isinstance(reacted, Reacted)
        assert reacted.where == Where(f"{d.space}:{design.id}", "channel", "General", post.thread)
        assert (reacted.post, reacted.more) == (post.id, 1)
        assert (await d.sim.react(ana, post, removed=True)).ok
        back = d.core.done[-1]
        assert isinstance(back, Reacted)
        assert (back.post, back.more) == (post.id, -1)
        assert back.key != reacted.key


async def test_a_button_s_replacement_is_in_the_answer_and_lasts_by_an_update():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.replies = {"card": Say(CARD), "join coffee": DONE}
        card = (await d.sim.says(ana, "card")).message
        answer = await d.sim.press(ana, card, "Join")
        assert answer.replaced is not None
        await d.settled()
        assert d.core.lines == ["card", "join coffee"]
        assert "You are in" in card.words
        assert "You are in" in card.words_for(ana)
        assert card.updates == 1
        assert len(d.sim.chat(ana)) == 1


async def test_what_a_button_says_comes_as_a_card_and_the_card_pressed_stays():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.replies = {"card": Say(CARD)}
        card = (await d.sim.says(ana, "card")).message
        answer = await d.sim.press(ana, card, "Join")
        assert answer.notice == frame.BELOW
        assert "Heard" in d.sim.chat(ana)[-1].words
        assert "This week?" in card.words


async def test_a_client_without_execute_has_its_card_replaced_too():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.replies = {"card": Say(CARD), "join coffee": DONE}
        card = (await d.sim.says(ana, "card")).message
        await d.sim.press(ana, card, "Join", legacy=True, patience=0)
        await d.sim.until(lambda: "You are in" in card.words)
        assert len(d.sim.chat(ana)) == 1


async def test_a_choice_from_a_menu_follows_its_command():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.replies = {"card": Say(CARD)}
        card = (await d.sim.says(ana, "card")).message
        await d.sim.choose(ana, card, "A month")
        assert d.core.lines == ["card", "pause 1m"]


async def test_a_card_about_a_channel_counts_there_though_it_is_in_our_chat():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", channels=("crits",), people=[ana, ben])
        await d.sim.add_to_team(design, by=ben)
        await d.settled()
        d.core.replies = {"card": Say(CARD), "create in here": Say(CARD)}
        crits = design.channel("crits")
        await d.sim.says(ana, "card", where=crits)
        await d.settled()
        where = d.core.done[-1].where
        for _ in range(2):
            await d.sim.press(ana, d.sim.chat(ana)[-1], "Start")
            await d.settled()
            assert d.core.lines[-1] == "create in here"
            assert d.core.done[-1].where == where
            assert where.id == f"{d.space}:{crits.id}"
        assert len(d.sim.posts(crits)) == 1


async def test_a_card_names_no_place_of_another_workspace():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.replies = {"card": Say(CARD)}
        card = (await d.sim.says(ana, "card")).message
        pressed = d.sim.activity(ana, "")
        for number, at in enumerate(
            ({"place": "a b", "kind": "channel"}, "x", {"kind": "channel"})
        ):
            value = {"line": "status", "at": at}
            made = {**pressed, "id": f"p{number}", "value": value, "replyToId": card.id}
            assert (await d.sim.post_activity(made)).ok
        await d.settled()
        assert all(one.where.id.startswith(f"{d.space}:") for one in d.core.done)


async def test_a_doctored_button_replaces_no_other_card_of_a_channel():
    async with desk() as d:
        ana = d.sim.person("Ana")
        design = d.sim.team("Design", people=[ana])
        d.core.replies = {"set up here": Say(CARD), "join coffee": DONE}
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        posts = []
        for _ in range(2):
            activity = await d.sending.card(d.space, CARD)
            sent = await d.sending.to_place(f"{d.space}:{design.id}", "", activity)
            posts += [one for one in d.sim.posts(design.general) if one.id == sent.message_id]
        mine, other = posts
        await d.sim.press(ana, mine, "Join")
        invoke = d.sim.delivered[-1]
        data = {"line": "join coffee", "card": other.id}
        value = {"action": {**invoke["value"]["action"], "data": data}}
        assert (await d.sim.post_activity({**invoke, "id": "forged", "value": value})).ok
        await d.settled()
        assert (mine.updates, other.updates) == (2, 0)


async def test_the_same_invoke_twice_is_done_once_and_answered_alike():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.replies = {"card": Say(CARD), "join coffee": DONE}
        card = (await d.sim.says(ana, "card")).message
        await d.sim.press(ana, card, "Join")
        (invoke,) = [one for one in d.sim.delivered if one["type"] == "invoke"]
        one, two = await d.sim.post_activity(invoke), await d.sim.post_activity(invoke)
        assert one.body == two.body
        assert "You are in" in one.text
        assert d.core.lines == ["card", "join coffee"]


async def test_an_action_on_somebody_s_message_opens_the_form_with_its_words_and_sends_it_off():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", people=[ana, ben])
        await d.sim.add_to_team(design, by=ben)
        await d.settled()
        form = Form("Ask your peers", "ask", (forms.Paragraph("question", "What?"),))
        d.core.replies = {"ask": Ask(form)}
        body = {"contentType": "html", "content": "<p>Who knows <b>ingress</b>&nbsp;&amp; TLS?</p>"}
        value = {"commandId": "ask", "commandContext": "message", "messagePayload": {"body": body}}
        invoke = {**d.sim.activity(ana, "", where=design.general), "type": "invoke", "id": "act1"}
        fetched = await d.sim.post_activity(
            {**invoke, "name": "composeExtension/fetchTask", "value": value}
        )
        assert fetched.body["task"]["type"] == "continue"
        assert "Who knows ingress & TLS?" in fetched.text
        d.core.replies = {}
        data = {"line": "ask", "fields": {"question": "paragraph"}, "field.question": "Who?"}
        sent = {**invoke, "id": "act2", "name": "composeExtension/submitAction"}
        told = await d.sim.post_activity({**sent, "value": {"commandId": "ask", "data": data}})
        assert told.body["task"]["value"] == frame.ANSWERED
        filled = d.core.done[-1]
        assert isinstance(filled, Filled)
        assert filled.answers == {"question": "Who?"}
        assert "Heard" in d.sim.chat(ana)[-1].words


async def test_nobody_is_given_the_answer_to_another_s_invoke():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", people=[ana, ben])
        await d.sim.add_to_team(design, by=ben)
        await d.settled()
        d.core.replies = {"join coffee": DONE}
        post = await posted(d, design.general)
        await d.sim.press(ana, post, "Join")
        invoke = next(one for one in d.sim.delivered if one["type"] == "invoke")
        again = await d.sim.post_activity(invoke)
        theirs = await d.sim.post_activity({**invoke, "from": d.sim.activity(ben, "")["from"]})
        assert "You are in" in again.text
        assert "You are in" not in theirs.text


async def test_an_invoke_that_takes_longer_is_told_to_wait_and_answered_by_an_update():
    async with desk(ready=0.05) as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.replies = {"card": Say(CARD), "join coffee": DONE}
        card = (await d.sim.says(ana, "card")).message
        d.core.slow = 0.3
        answer = await d.sim.press(ana, card, "Join")
        assert answer.notice == frame.MOMENT
        await d.sim.until(lambda: "You are in" in card.words)


async def test_a_button_in_a_channel_is_answered_in_our_chat_and_says_so_on_the_spot():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", people=[ana, ben])
        await d.sim.add_to_team(design, by=ben)
        await d.settled()
        post = await posted(d, design.general)
        answer = await d.sim.press(ana, post, "Join")
        assert answer.notice == frame.ANSWERED
        assert "Heard" in d.sim.chat(ana)[-1].words
        d.sim.faults.add("send", "ConversationBlockedByUser", where=ben)
        answer = await d.sim.press(ben, post, "Join")
        assert answer.notice == frame.NO_CHAT
        assert len(d.sim.posts(design.general)) == 1


async def test_a_replacement_in_a_channel_is_for_everybody_in_it():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", people=[ana, ben])
        await d.sim.add_to_team(design, by=ben)
        await d.settled()
        d.core.replies = {"join coffee": DONE}
        for legacy in (False, True):
            post = await posted(d, design.general)
            await d.sim.press(ana, post, "Join", legacy=legacy, patience=0)
            await d.settled()
            assert "You are in" in post.words_for(ben)
            assert d.core.done[-1].where.thread == post.thread


async def posted(d, channel):
    """Post the card in a channel as a delivery does, and return the message."""
    activity = await d.sending.card(d.space, CARD)
    await d.sending.to_place(f"{d.space}:{channel.id}", "", activity)
    return d.sim.posts(channel)[-1]


async def test_a_form_opens_as_a_dialog_shows_what_is_wrong_and_replaces_its_card():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.replies = {
            "card": Say(CARD),
            "form rename": Ask(FORM),
            "rename coffee": Ask(FORM, {"name": "Too long."}),
        }
        card = (await d.sim.says(ana, "card")).message
        opened = await d.sim.press(ana, card, "Rename")
        assert opened.dialog is not None
        assert opened.dialog.title == "New name"
        given = {"name": "Tea", "on": "2026-12-01"}
        again = await d.sim.submit(ana, opened.dialog, given)
        assert again.dialog is not None
        assert "Too long." in str(again.dialog.card)
        d.core.replies["rename coffee"] = Replace(Message("Renamed", ()))
        closed = await d.sim.submit(ana, again.dialog, given, patience=0)
        assert (closed.dialog, closed.notice) == (None, "")
        await d.sim.until(lambda: "Renamed" in card.words)
        filled = d.core.done[-1]
        assert isinstance(filled, Filled)
        assert (filled.line, dict(filled.answers)) == ("rename coffee", given)
        assert len(d.sim.chat(ana)) == 1


async def test_a_moment_is_a_date_and_a_time_and_comes_back_as_one_answer_or_its_half():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        wanted = forms.Moment("first", "First time", "2026-11-24T18:00@1795510800")
        second = forms.Moment("second", "Second time", optional=True)
        form = Form("Other times", "times bkg_1", (wanted, second))
        wrong = Ask(form, {"second": "On which day at 09:30?"})
        d.core.replies = {"card": Say(CARD), "form rename": Ask(form), "times bkg_1": wrong}
        card = (await d.sim.says(ana, "card")).message
        opened = await d.sim.press(ana, card, "Rename")
        again = await d.sim.submit(ana, opened.dialog, {"clock.second": time(9, 30)})
        filled = d.core.done[-1]
        assert isinstance(filled, Filled)
        assert filled.answers == {"first": "2026-11-24T18:00", "second": "T09:30"}
        assert again.dialog is not None
        assert "On which day at 09:30?" in str(again.dialog.card)
        given = {"field.second": "2026-12-01", "clock.second": "10:15"}
        await d.sim.submit(ana, again.dialog, given, patience=0)
        filled = d.core.done[-1]
        assert isinstance(filled, Filled)
        assert filled.answers == {
            "first": "2026-11-24T18:00",
            "second": "2026-12-01T10:15",
        }


async def test_a_form_from_a_channel_s_card_is_of_that_channel_and_answered_in_our_chat():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", people=[ana, ben])
        await d.sim.add_to_team(design, by=ben)
        await d.settled()
        d.core.replies = {"form rename": Ask(FORM)}
        opened = await d.sim.press(ana, await posted(d, design.general), "Rename")
        closed = await d.sim.submit(ana, opened.dialog, {"name": "Tea", "on": "2026-12-01"})
        assert closed.notice == frame.ANSWERED
        assert d.core.done[-1].where.id == f"{d.space}:{design.id}"
        assert "Heard" in d.sim.chat(ana)[-1].words


async def test_a_form_opened_from_a_card_in_a_channel_never_replaces_that_card_for_all():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", people=[ana, ben])
        await d.sim.add_to_team(design, by=ben)
        await d.settled()
        card = await posted(d, design.general)
        before = card.words
        d.core.replies = {
            "form rename": Ask(FORM),
            "rename coffee": Replace(Message("Renamed", ())),
        }
        opened = await d.sim.press(ana, card, "Rename")
        assert opened.dialog is not None
        await d.sim.submit(ana, opened.dialog, {"name": "Tea", "on": "2026-12-01"}, patience=0)
        await d.sim.until(lambda: any("Renamed" in one.words for one in d.sim.chat(ana)))
        d.core.replies["form rename"] = Replace(Message("Renamed already", ()))
        shown = await d.sim.press(ana, card, "Rename")
        assert shown.dialog is not None
        assert "Renamed already" in str(shown.dialog)
        await d.settled()
        assert (card.words, card.updates) == (before, 0)


async def test_a_dialog_that_is_no_form_after_all_shows_the_answer():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.replies = {"card": Say(CARD), "form rename": Say(CARD)}
        card = (await d.sim.says(ana, "card")).message
        shown = (await d.sim.press(ana, card, "Rename")).dialog
        assert shown is not None
        assert "This week?" in str(shown.card)
        after = await d.sim.submit(ana, shown, button="Join")
        assert after.dialog is not None
        assert (after.dialog.title, "join coffee" in str(after.dialog.card)) == ("Heard", True)
        assert d.core.lines[-1] == "join coffee"


async def test_a_form_that_no_dialog_can_open_for_is_a_card_replaced_by_its_answer():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.replies = {"rename": Ask(FORM), "rename coffee": Ask(FORM, {"name": "Too long."})}
        form = (await d.sim.says(ana, "rename")).message
        given = {"name": "Tea", "on": "2026-12-01"}
        await d.sim.submit(ana, form, given, patience=0)
        await d.sim.until(lambda: "Too long." in form.words)
        d.core.replies["rename coffee"] = Say(Message("Renamed", ()))
        await d.sim.submit(ana, form, given, patience=0)
        await d.sim.until(lambda: "Renamed" in form.words)
        assert len(d.sim.chat(ana)) == 1


async def test_a_form_asked_for_in_a_channel_comes_to_our_chat_and_stays_of_the_channel():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", people=[ana, ben])
        await d.sim.add_to_team(design, by=ben)
        await d.settled()
        d.core.replies = {"rename": Ask(FORM)}
        await d.sim.says(ana, "rename", where=design.general)
        await d.settled()
        form = d.sim.chat(ana)[-1]
        await d.sim.submit(ana, form, {"name": "Tea", "on": "2026-12-01"}, patience=0)
        await d.sim.until(lambda: "Heard" in form.words)
        assert d.core.done[-1].where.id == f"{d.space}:{design.id}"


async def test_a_late_dialog_is_told_to_wait_and_its_form_comes_as_a_card():
    async with desk(ready=0.05) as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.replies = {"card": Say(CARD), "form rename": Ask(FORM)}
        card = (await d.sim.says(ana, "card")).message
        d.core.slow = 0.3
        answer = await d.sim.press(ana, card, "Rename")
        assert (answer.dialog, answer.notice) == (None, frame.MOMENT)
        await d.sim.until(lambda: "New name" in d.sim.chat(ana)[-1].words)


async def test_a_button_that_carries_no_line_is_told_so():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        base = d.sim.activity(ana, "")
        values: list[Any] = [{}, None, {"action": 7}, {"action": {"data": []}}]
        for number, value in enumerate(values):
            made = {**base, "type": "invoke", "name": "adaptiveCard/action", "value": value}
            answer = await d.sim.post_activity({**made, "id": f"f:{number}"})
            assert answer.body["value"] == frame.UNKNOWN
        assert not d.core.done


async def test_a_bug_is_said_kindly_and_told_to_teams_as_well():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.replies = {"card": Say(CARD), "join coffee": RuntimeError("a bug"), "x": Quiet()}
        card = (await d.sim.says(ana, "card")).message
        answer = await d.sim.press(ana, card, "Join")
        assert answer.status == 200
        assert "not your fault" in d.sim.chat(ana)[-1].words
        d.core.replies["boom"] = RuntimeError("a bug")
        answer = await d.sim.says(ana, "boom")
        assert (answer.status, "not your fault" in answer.message.words) == (200, True)
        assert "a bug" not in answer.message.words


@pytest.mark.parametrize("fault", ["429", "412", "503"])
async def test_an_answer_that_teams_puts_off_is_said_again(fault):
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.sim.faults.add("send", fault, times=2, seconds=0)
        answer = await d.sim.says(ana, "help")
        assert "Heard" in answer.message.words
        assert len(d.sim.chat(ana)) == 1


async def test_an_answer_that_teams_refuses_is_let_go():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        fault = d.sim.faults.add("send", "ConversationBlockedByUser")
        assert (await d.sim.says(ana, "help", patience=0)).ok
        await d.settled()
        assert fault.hits == 1
        fault.stop()
        assert "Heard" in (await d.sim.says(ana, "help")).message.words


async def test_the_service_url_is_refreshed_and_nothing_is_written_where_nothing_changed(
    monkeypatch,
):
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        await d.sim.says(ana, "help")
        await d.settled()
        saved: list[list[Reference]] = []
        whole = d.references.save_all

        def noted(given: Iterable[Reference]) -> None:
            saved.append(list(given))
            whole(saved[-1])

        monkeypatch.setattr(d.references, "save_all", noted)
        await d.sim.says(ana, "help")
        await d.settled()
        assert saved == []
        member = f"{d.space}:{ana.aad}"
        d.references.save(Reference(**{**fields_of(d, member), "service_url": "https://old/"}))
        saved.clear()
        await d.sim.says(ana, "help")
        await d.settled()
        assert len(saved) == 1
        assert d.reference(member).service_url == d.sim.service_url


def fields_of(d, id):
    known = d.references.of(id)
    return {name: getattr(known, name) for name in known.__dataclass_fields__}


async def test_a_person_whom_the_activity_does_not_name_whole_is_looked_up():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        activity = d.sim.activity(ana, "help")
        del activity["from"]["aadObjectId"]
        assert (await d.sim.post_activity(activity)).ok
        await d.settled()
        assert d.core.done[-1].by.member == f"{d.space}:{ana.aad}"


async def test_a_workspace_is_known_to_the_core_before_anything_is_done_in_it():
    async with desk() as d:
        ana, ben = d.sim.person("Ana", zone="Asia/Tokyo"), d.sim.person("Ben")
        design = d.sim.team("Design", people=[ana, ben])
        design.bot = True
        await d.sim.says(ana, "status", where=design.general, patience=0)
        await d.settled()
        assert isinstance(d.core.heard[0], Roster)
        assert (d.core.heard[0].workspace, d.core.heard[0].zone) == (d.space, "Asia/Tokyo")


async def test_the_language_of_who_acts_is_told_by_their_client_too() -> None:
    async with desk() as d:
        ana = d.sim.person("Ana", locale="de-DE")
        for activity in (d.sim.activity(ana, "hi"), {**d.sim.activity(ana, "hi"), "locale": None}):
            await d.sim.post_activity(activity)
        await d.inbound.drain(5.0)
        assert {one.by.locale for one in d.core.done} == {"de-DE"}
