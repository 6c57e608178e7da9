"""Cards in the simulated Teams: buttons, choices, inputs and dialogs, as they reach a bot, and what is then seen."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.simulators.teams import Incomplete, Person, Refused, Team, TeamsSimulator
from tests.simulators.teams_bot import (
    CARD_TYPE,
    Bot,
    button,
    card,
    message,
    opener,
    text,
)

Json = dict[str, Any]

NAME: Json = {"type": "Input.Text", "id": "field.name", "label": "Name", "isRequired": True}
NAME |= {"errorMessage": "Please answer this.", "maxLength": 5}
SIZE: Json = {"type": "Input.ChoiceSet", "id": "field.size", "label": "Size"}
SIZE |= {"choices": [{"title": "Small", "value": "s"}, {"title": "Large", "value": "l"}]}
MANY: Json = {**SIZE, "id": "field.many", "label": "Sizes", "isMultiSelect": True}
DAY: Json = {"type": "Input.Date", "id": "field.day", "label": "Day", "min": "2026-01-01"}
COUNT: Json = {"type": "Input.Number", "id": "field.count", "label": "Count", "min": 1, "max": 3}
YES: Json = {"type": "Input.Toggle", "id": "field.yes", "title": "Yes", "label": "Yes"}
WHO: Json = {"type": "Input.ChoiceSet", "id": "field.who", "label": "Who", "choices": []}
WHO |= {"choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}}
SUBMIT: Json = {"type": "ActionSet"}
SUBMIT |= {"actions": [{"type": "Action.Submit", "title": "Submit", "data": {"line": "go"}}]}
DIALOG: Json = {
    "title": "A form",
    "card": {"contentType": CARD_TYPE, "content": card(NAME, SUBMIT)},
}


@pytest.fixture
async def teams() -> AsyncIterator[TeamsSimulator]:
    async with TeamsSimulator() as teams:
        yield teams
        assert teams.refused == []


@pytest.fixture
async def design(teams: TeamsSimulator, ana: Person, bot: Bot) -> Team:
    people = [ana, teams.person("Ben Okri")]
    design = teams.team("Design", channels=("crits",), people=people)
    await teams.add_to_team(design, by=ana)
    bot.heard.clear()
    return design


async def sent(teams: TeamsSimulator, bot: Bot, person: Person, *body: Json) -> Any:
    assert person.chat is not None
    assert (await bot.send(person.chat.id, message(card(*body))))[0] == 201
    return teams.chat(person)[-1]


async def test_execute_is_an_invoke_whose_card_replaces_it_for_one_person(teams, bot, ana, design):
    ben = teams.person("Ben Okri")
    body = {"isGroup": True, "channelData": {"channel": {"id": design.id}}}
    body["activity"] = message(card(button("Join", line="join pairs")))
    await bot.call("POST", "v3/conversations", body)
    (post,) = teams.posts(design.general)
    joined = card(text("You are in"))
    bot.answers = lambda _: {"statusCode": 200, "type": CARD_TYPE, "value": joined}
    answer = await teams.press(ana, post, "Join")
    heard = bot.heard[-1]
    assert (heard["type"], heard["name"]) == ("invoke", "adaptiveCard/action")
    assert heard["value"]["action"]["data"] == {"line": "join pairs"}
    assert (heard["value"]["action"]["verb"], heard["value"]["trigger"]) == ("line", "manual")
    assert heard["replyToId"] == post.id
    assert heard["conversation"]["id"] == f"{design.id};messageid={post.id}"
    assert answer.replaced == joined
    assert "You are in" in post.words_for(ana)
    assert "You are in" not in post.words_for(ben)
    await bot.update(design.id, post.id, message(card(text("For all"))))
    assert "For all" in post.words_for(ana)


async def test_execute_may_be_answered_with_a_line_or_an_error(teams, bot, ana):
    post = await sent(teams, bot, ana, button("Join", line="join"))
    line = {"type": "application/vnd.microsoft.activity.message", "value": "Done"}
    bot.answers = lambda _: {"statusCode": 200, **line}
    assert (await teams.press(ana, post, "Join")).notice == "Done"
    error = {"type": "application/vnd.microsoft.error", "value": {"code": "X", "message": "No"}}
    bot.answers = lambda _: {"statusCode": 400, **error}
    assert (await teams.press(ana, post, "Join")).notice == "No"


@pytest.mark.parametrize(
    "answer",
    [
        {"statusCode": 200},
        {"statusCode": 200, "type": CARD_TYPE, "value": "Done"},
        {"statusCode": 200, "type": CARD_TYPE, "value": card(version="1.6")},
        None,
    ],
)
async def test_an_answer_that_teams_would_not_take_fails_the_test(teams, bot, ana, answer):
    post = await sent(teams, bot, ana, button("Join", line="join"))
    bot.answers = lambda _: answer
    with pytest.raises(Refused):
        await teams.press(ana, post, "Join")


async def test_a_slow_answer_to_an_invoke_is_none(teams, bot, ana):
    post = await sent(teams, bot, ana, button("Join", line="join"))
    teams.sender.invoke_within = 0.0001
    answer = await teams.press(ana, post, "Join")
    assert (answer.status, answer.ok) == (0, False)
    assert answer.notice


async def test_an_older_client_presses_what_execute_falls_back_to(teams, bot, ana):
    post = await sent(teams, bot, ana, button("Join", line="join"))
    assert post.buttons == ["Join"]
    await teams.press(ana, post, "Join", legacy=True, patience=0)
    heard = bot.heard[-1]
    assert (heard["type"], heard["value"], "text" in heard) == ("message", {"line": "join"}, False)
    assert heard["replyToId"] == post.id


async def test_a_choice_goes_with_its_button(teams, bot, ana):
    pick = {**SIZE, "id": "choice0"}
    choose = button("Choose", inputs="auto", line="size", pick="choice0")
    post = await sent(teams, bot, ana, button("Skip", line="skip"), pick, choose)
    bot.answers = lambda _: {"statusCode": 200, "type": CARD_TYPE, "value": card()}
    await teams.choose(ana, post, "Large")
    data = bot.heard[-1]["value"]["action"]["data"]
    assert data == {"line": "size", "pick": "choice0", "choice0": "l"}


async def test_a_button_that_is_not_there_fails_the_test(teams, bot, ana):
    post = await sent(teams, bot, ana, button("Join", line="join"))
    with pytest.raises(AssertionError, match="no “Leave” to press"):
        await teams.press(ana, post, "Leave")


async def test_inputs_come_back_as_strings(teams, bot, ana):
    ben = teams.person("Ben Okri")
    post = await sent(teams, bot, ana, NAME, SIZE, MANY, DAY, COUNT, YES, WHO, SUBMIT)
    given = {"name": "Annabelle", "Size": "Large", "many": ["Small", "l"], "day": "2026-12-25"}
    await teams.submit(ana, post, {**given, "count": 3, "yes": True, "who": ben}, patience=0)
    assert bot.heard[-1]["type"] == "message"
    assert bot.heard[-1]["value"] == {
        "line": "go",
        "field.name": "Annab",
        "field.size": "l",
        "field.many": "s,l",
        "field.day": "2026-12-25",
        "field.count": "3",
        "field.yes": "true",
        "field.who": ben.aad,
    }
    await teams.submit(ana, post, {"name": "Ana"}, patience=0)
    assert bot.heard[-1]["value"] == {"line": "go", "field.name": "Ana", "field.yes": "false"}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, {"field.name": "Please answer this."}),
        ({"name": "Ana", "count": 4}, {"field.count": ""}),
        ({"name": "Ana", "count": "many"}, {"field.count": ""}),
        ({"name": "Ana", "day": "2025-12-31"}, {"field.day": ""}),
    ],
)
async def test_nothing_is_sent_while_an_input_is_wrong(teams, bot, ana, given, wrong):
    post = await sent(teams, bot, ana, NAME, DAY, COUNT, SUBMIT)
    bot.heard.clear()
    with pytest.raises(Incomplete) as caught:
        await teams.submit(ana, post, given)
    assert (caught.value.complaints, bot.heard) == (wrong, [])


async def test_a_dialog_is_fetched_continued_and_closed(teams, bot, ana, design):
    body = {"isGroup": True, "channelData": {"channel": {"id": design.id}}}
    body["activity"] = message(card(opener("Profile", line="profile")))
    await bot.call("POST", "v3/conversations", body)
    (post,) = teams.posts(design.general)
    bot.answers = lambda _: {"task": {"type": "continue", "value": DIALOG}}
    opened = await teams.press(ana, post, "Profile")
    heard = bot.heard[-1]
    assert (heard["name"], heard["value"]["data"]["line"]) == ("task/fetch", "profile")
    assert heard["replyToId"] == post.id
    assert (opened.dialog.title, opened.notice) == ("A form", "")
    with pytest.raises(Incomplete):
        await teams.submit(ana, opened.dialog, {})
    again = await teams.submit(ana, opened.dialog, {"Name": "Ana"})
    submitted = bot.heard[-1]
    assert submitted["name"] == "task/submit"
    assert submitted["value"]["data"] == {"line": "go", "field.name": "Ana"}
    assert submitted["conversation"] == heard["conversation"]
    assert "replyToId" not in submitted
    assert again.dialog is not None
    bot.answers = lambda _: {"task": {"type": "message", "value": "Saved"}}
    assert (await teams.submit(ana, again.dialog, {"Name": "Ana"})).notice == "Saved"
    bot.answers = lambda _: None
    closed = await teams.submit(ana, again.dialog, {"Name": "Ana"}, patience=0)
    assert (closed.ok, closed.dialog, closed.notice) == (True, None, "")
    bot.answers = lambda _: {"task": {"type": "continue", "value": {"title": "A form"}}}
    with pytest.raises(Refused):
        await teams.submit(ana, again.dialog, {"Name": "Ana"})


async def test_a_link_opens_and_sends_nothing(teams, bot, ana):
    link = {"type": "Action.OpenUrl", "title": "Start", "url": "https://teams.microsoft.com/l/"}
    post = await sent(teams, bot, ana, {"type": "ActionSet", "actions": [link]})
    bot.heard.clear()
    answer = await teams.press(ana, post, "Start")
    assert (answer.url, bot.heard) == ("https://teams.microsoft.com/l/", [])


async def test_a_card_refreshes_itself_for_those_it_names(teams, bot, ana):
    execute = {"type": "Action.Execute", "verb": "line", "data": {"line": "status"}}
    fallback = {"type": "Action.Submit", "data": execute["data"]}
    refresh = {"action": {**execute, "fallback": fallback}, "userIds": [ana.id29]}
    assert (await bot.send(ana.chat.id, message(card(refresh=refresh))))[0] == 201
    post = teams.chat(ana)[-1]
    bot.answers = lambda _: {"statusCode": 200, "type": CARD_TYPE, "value": card(text("New"))}
    await teams.refreshes(ana, post)
    assert bot.heard[-1]["value"]["trigger"] == "automatic"
    assert "New" in post.words_for(ana)
    assert (await teams.refreshes(ana, post)).status == 0
