"""The simulated Teams' people: what they type and what happens around them, as it reaches a bot."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.simulators.teams import Person, Team, TeamsSimulator
from tests.simulators.teams_bot import (
    Bot,
    card,
    message,
    text,
)

Json = dict[str, Any]


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


async def test_an_installation_is_told_twice_with_all_that_teams_tells(teams, bot, ana):
    update, installation = bot.heard
    assert [one["type"] for one in bot.heard] == ["conversationUpdate", "installationUpdate"]
    assert update["membersAdded"] == [{"id": teams.bot}]
    assert installation["action"] == "add"
    for one in bot.heard:
        assert one["channelId"] == "msteams"
        assert one["serviceUrl"] == teams.service_url
        assert one["from"] == {"id": ana.id29, "name": "Ana Silva", "aadObjectId": ana.aad}
        assert one["recipient"]["id"] == teams.bot
        assert one["conversation"]["tenantId"] == teams.tenant
        assert one["conversation"]["conversationType"] == "personal"
        assert one["channelData"]["tenant"] == {"id": teams.tenant}
        assert one["entities"][0]["timezone"] == "Europe/Berlin"
        assert one["timestamp"].endswith("Z")
    assert update["id"] != installation["id"]
    assert all(one.startswith("Bearer ey") for one in bot.headers)
    await teams.uninstall(ana)
    assert (bot.heard[-1]["type"], bot.heard[-1]["action"]) == ("installationUpdate", "remove")


async def test_words_in_the_personal_chat_are_plain_and_the_answer_is_seen(teams, bot, ana):
    bot.replies = lambda activity: message(card(text("Here it is")))
    answer = await teams.says(ana, "status of @Ben Okri")
    heard = bot.heard[-1]
    assert (answer.status, answer.message.words) == (200, "Hello\nHere it is")
    assert (heard["type"], heard["text"]) == ("message", "status of @Ben Okri")
    assert heard["conversation"]["id"] == ana.chat.id
    assert [one["type"] for one in heard["entities"]] == ["clientInfo"]
    assert heard["id"].isdecimal()


async def test_in_a_channel_only_what_mentions_the_bot_reaches_it(teams, bot, ana, design):
    ben, crits = teams.person("Ben Okri"), design.channel("crits")
    silent = await teams.says(ana, "morning", where=crits, mention=False)
    assert (silent.status, bot.heard) == (0, [])
    bot.replies = lambda activity: message(card())
    answer = await teams.says(ana, "role @Ben Okri admin", where=crits)
    heard = bot.heard[-1]
    assert heard["text"] == "<at>Peerloop</at> role <at>Ben Okri</at> admin"
    mentioned = [one for one in heard["entities"] if one["type"] == "mention"]
    assert [one["mentioned"]["id"] for one in mentioned] == [teams.bot, ben.id29]
    assert heard["conversation"]["id"] == f"{crits.id};messageid={heard['id']}"
    assert heard["conversation"]["isGroup"] is True
    assert heard["channelData"]["team"] == {"id": design.id}
    assert heard["channelData"]["channel"] == {"id": crits.id}
    assert answer.message.thread == heard["id"]
    await teams.says(ben, "and me", where=answer.message)
    assert bot.heard[-1]["conversation"]["id"] == heard["conversation"]["id"]
    assert bot.heard[-1]["id"] != heard["id"]
    teams.hears_all = True
    assert (await teams.says(ana, "morning", where=crits, mention=False)).status == 200


async def test_a_slash_command_says_that_it_is_for_one_person(teams, bot, ana, design):
    await teams.says(ana, "status", where=design.general, targeted=True, patience=0)
    assert bot.heard[-1]["recipient"]["isTargeted"] is True


async def test_reactions_come_and_go(teams, bot, ana):
    post = await sent(teams, bot, ana)
    await teams.react(ana, post, "like")
    assert bot.heard[-1]["reactionsAdded"] == [{"type": "like"}]
    assert (bot.heard[-1]["type"], bot.heard[-1]["replyToId"]) == ("messageReaction", post.id)
    await teams.react(ana, post, "like", removed=True)
    assert bot.heard[-1]["reactionsRemoved"] == [{"type": "like"}]
    assert post.reactions == []


async def test_what_happens_to_a_team_is_told_where_the_bot_is(teams, bot, ana, design):
    zoe, other = teams.person("Zoe Lind"), teams.team("Sales", people=[ana])
    assert (await teams.add_members(other, zoe, by=ana)).status == 0
    await teams.add_members(design, zoe, by=ana)
    added = bot.heard[-1]
    assert added["membersAdded"] == [{"id": zoe.id29, "aadObjectId": zoe.aad}]
    assert added["channelData"]["eventType"] == "teamMemberAdded"
    assert added["channelData"]["team"]["name"] == "Design"
    assert added["conversation"]["id"] == design.id
    await teams.remove_members(design, zoe, by=ana)
    assert bot.heard[-1]["membersRemoved"][0]["id"] == zoe.id29
    made = await teams.add_channel(design, "news", by=ana)
    assert bot.heard[-1]["channelData"]["channel"] == {"id": made.id, "name": "news"}
    await teams.rename_channel(made, "old", by=ana)
    await teams.delete_channel(made, by=ana)
    await teams.rename_team(design, "Art", by=ana)
    await teams.remove_from_team(design, by=ana)
    events = [one["channelData"].get("eventType") for one in bot.heard]
    assert events == [
        *("teamMemberAdded", "teamMemberRemoved", "channelCreated", "channelRenamed"),
        *("channelDeleted", "teamRenamed", "teamMemberRemoved", None),
    ]
    assert bot.heard[-1]["action"] == "remove"
    assert (await bot.send(design.id, {"type": "message", "text": "Hi"}))[0] == 403


async def test_a_chat_of_several_is_like_a_channel_without_threads(teams, bot, ana):
    lunch = teams.group_chat("Lunch", [ana, teams.person("Ben Okri")])
    assert (await teams.says(ana, "help", where=lunch)).status == 0
    await teams.add_to_chat(lunch, by=ana)
    await teams.says(ana, "help", where=lunch, patience=0)
    heard = bot.heard[-1]
    assert (heard["conversation"]["id"], heard["text"]) == (lunch.id, "<at>Peerloop</at> help")
    assert heard["conversation"]["conversationType"] == "groupChat"


async def test_an_activity_can_be_sent_again_or_unsigned(teams, bot, ana):
    activity = teams.activity(ana, "status")
    assert (await teams.post_activity(activity)).status == 200
    assert (await teams.post_activity(teams.delivered[-1], "")).status == 200
    assert bot.heard[-1] == bot.heard[-2] == activity
    assert bot.headers[-1] == ""


async def test_a_bot_that_is_not_there_is_answer_zero(teams, ana):
    teams.bot_url = "http://127.0.0.1:9/api/messages"
    assert (await teams.says(ana, "status")).status == 0
