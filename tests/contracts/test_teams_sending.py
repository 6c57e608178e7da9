"""What goes out to Teams: cards as activities, mentions and chat links of those we know, forms, updates."""

import json

import pytest
from sqlalchemy import Engine

from adapters.teams.references import Reference, References
from adapters.teams.sending import NoWay, Sending
from adapters.teams.transport.model import Trouble
from facilitation import gallery
from facilitation.talk.forms import Form, Line
from facilitation.talk.messages import (
    Button,
    Chat,
    Facts,
    Items,
    Mention,
    Message,
    Quote,
    Row,
    buttons,
    note,
    text,
)
from storage.references import TeamsReferences
from tests.contracts.teams_checker import card_faults
from tests.contracts.teams_wire import HOSTS, SPACE, Wire, aad, member, personal, place

ANA, BEN, STRANGER = Mention(member(1), "Ana"), Mention(member(2), "Ben"), Mention(member(3), "Cy")
CHANNEL = "19:crits@thread.tacv2"
ACTIVITY = {"type": "message", "text": "Hello"}


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def references(sqlite_engine: Engine) -> References:
    return TeamsReferences(sqlite_engine, Reference)


@pytest.fixture
def sending(wire: Wire, references: References) -> Sending:
    return Sending(wire, references, hosts=HOSTS, opens_form=lambda line: line == "profile")


def content(activity):
    (attachment,) = activity["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    return attachment["content"]


def mentioned(activity) -> dict[str, str]:
    entities = content(activity).get("msteams", {}).get("entities", [])
    return {one["mentioned"]["name"]: one["mentioned"]["id"] for one in entities}


async def test_who_is_known_is_mentioned_wherever_they_stand_and_others_by_name(
    sending: Sending, references: References
):
    references.save_all([personal(1), personal(2)])
    message = Message(
        "Hello",
        (
            text("With ", ANA, ", ", STRANGER, " and ", Mention("teams:other:x", "Dee")),
            Facts((Row("Also", (BEN,)),)),
        ),
    )
    activity = await sending.card(SPACE, message)
    assert mentioned(activity) == {"Ana": aad(1), "Ben": aad(2)}
    assert "Cy" in json.dumps(activity)
    assert "Dee" in json.dumps(activity)
    assert card_faults(content(activity)) == []


@pytest.mark.parametrize("block", [Quote((ANA,)), Items(((ANA,),)), note(ANA)])
async def test_a_mention_is_found_in_every_block(sending: Sending, references: References, block):
    references.save(personal(1))
    assert mentioned(await sending.card(SPACE, Message("Hello", (block,)))) == {"Ana": aad(1)}


async def test_the_title_is_what_a_notification_says(sending: Sending):
    said = await sending.card(SPACE, Message("Hello\nyou", (text("Words"),)))
    assert said["summary"] == "Hello you"
    assert (await sending.card(SPACE, Message("", (text("Words"),))))["summary"] == "Peerloop"
    assert len((await sending.card(SPACE, Message("a" * 5000)))["summary"]) == 300


@pytest.mark.parametrize("name", gallery.MESSAGES)
async def test_every_example_goes_out_as_a_good_card_with_a_summary(sending: Sending, name: str):
    activity = await sending.card(SPACE, gallery.MESSAGES[name])
    assert activity["summary"].strip()
    assert card_faults(content(activity)) == []


async def test_a_chat_is_one_button_when_every_address_is_known_and_words_when_not(
    sending: Sending, references: References
):
    chat = Chat("Start the chat", (ANA, BEN), "Pairs & co", "Hi both?")
    message = Message("You two meet", (chat,))
    references.save_all([personal(1, address="ana@example.com"), personal(2)])
    assert "Action.OpenUrl" not in json.dumps(await sending.card(SPACE, message))
    references.save(personal(2, address="ben@example.com"))
    (opens,) = links(await sending.card(SPACE, message))
    assert opens["title"] == "Start the chat"
    assert opens["url"] == (
        "https://teams.microsoft.com/l/chat/0/0?users=ana@example.com,ben@example.com"
        "&topicName=Pairs%20%26%20co&message=Hi%20both%3F"
    )


async def test_the_link_of_a_chat_stays_short_enough_to_work(
    sending: Sending, references: References
):
    references.save_all([personal(n, address=f"person.number{n}@example.com") for n in (1, 2)])
    chat = Chat("Start the chat", (ANA, BEN), "ü" * 500, "🙂 hello there " * 500)
    (opens,) = links(await sending.card(SPACE, Message("You two meet", (chat,))))
    assert len(opens["url"]) <= 1900
    assert opens["url"].startswith("https://teams.microsoft.com/l/chat/0/0?users=person.number1@")


async def test_a_button_that_opens_a_form_fetches_a_dialog_but_not_where_none_is_drawn(
    sending: Sending, wire: Wire, references: References
):
    message = Message("Hello", (buttons(Button("Profile", "profile"), Button("Join", "join")),))
    assert json.dumps(await sending.card(SPACE, message)).count("task/fetch") == 1
    local = Sending(wire, references, hosts=(), opens_form=lambda line: True, local=True)
    assert "task/fetch" not in json.dumps(await local.card(SPACE, message))


async def test_a_local_client_is_reached_on_this_machine_only(wire: Wire, references: References):
    local = Sending(wire, references, hosts=HOSTS, local=True)
    here = "http://127.0.0.1:56150/_connector"
    references.save_all([personal(1, conversation="a:1", service_url=here)])
    references.save(personal(2, conversation="a:2"))
    await local.to_member(member(1), ACTIVITY)
    with pytest.raises(Trouble, match="ServiceUrlRefused"):
        await local.to_member(member(2), ACTIVITY)


async def test_a_form_carries_what_must_come_back_with_it(sending: Sending):
    form = Form("Your name", "profile", (Line("name", "Name"),))
    activity = await sending.form(SPACE, form, {"name": "Too short."}, {"card": "m7"})
    card = content(activity)
    (action,) = card["body"][-1]["actions"]
    assert action["data"]["card"] == "m7"
    assert action["data"]["line"] == "profile"
    assert action["data"]["fields"] == {"name": "line"}
    assert "Too short." in json.dumps(card)
    assert activity["summary"] == "Your name"
    assert card_faults(card) == []


async def test_an_update_goes_to_its_thread_or_to_a_members_chat(
    sending: Sending, wire: Wire, references: References
):
    references.save_all([place(CHANNEL), personal(1, conversation="a:1")])
    await sending.update(f"{SPACE}:{CHANNEL}", "7", "m8", ACTIVITY)
    await sending.update(f"{SPACE}:a:1", "", "m9", ACTIVITY)
    updates = [(at.conversation, message) for at, (message, _) in wire.asked("update")]
    assert updates == [(f"{CHANNEL};messageid=7", "m8"), ("a:1", "m9")]
    with pytest.raises(NoWay):
        await sending.update(f"{SPACE}:19:unknown", "", "m9", ACTIVITY)


async def test_what_only_one_person_is_shown_starts_no_thread(
    sending: Sending, wire: Wire, references: References
):
    references.save(place(CHANNEL))
    sent = await sending.to_place(f"{SPACE}:{CHANNEL}", "", ACTIVITY, only="29:1")
    assert sent.message_id == "m1"
    ((at, (_, only)),) = wire.asked("send")
    assert (at.conversation, only) == (CHANNEL, "29:1")


async def test_a_personal_chat_may_have_threads(
    sending: Sending, wire: Wire, references: References
):
    references.save(personal(1, conversation="a:1"))
    await sending.to_place(f"{SPACE}:a:1", "5", ACTIVITY)
    ((at, _),) = wire.asked("send")
    assert at.conversation == "a:1;messageid=5"


def links(activity):
    actions = [one for each in content(activity)["body"] for one in each.get("actions", [])]
    return [one for one in actions if one["type"] == "Action.OpenUrl"]
