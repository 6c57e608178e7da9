"""The simulated Teams' connector, held to what is documented, over bare HTTP."""

import json
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest

from tests.simulators.teams import Person, Team, TeamsSimulator
from tests.simulators.teams_bot import CARD_TYPE, card, message, text

HELLO = {"type": "message", "text": "Hello"}


@pytest.fixture
async def design(teams: TeamsSimulator, ana: Person) -> Team:
    design = teams.team("Design", channels=("crits",), people=[ana, teams.person("Ben Okri")])
    await teams.add_to_team(design, by=ana)
    return design


def code(told: Any) -> str:
    return str(told["error"]["code"])


@pytest.mark.parametrize(
    ("wrong", "status", "error"),
    [
        ({"client_id": "another"}, 400, "unauthorized_client"),
        ({"client_secret": "another"}, 401, "invalid_client"),
        ({"scope": "https://graph.microsoft.com/.default"}, 400, "invalid_scope"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"tenant": "another"}, 400, "invalid_request"),
    ],
)
async def test_a_token_is_given_for_the_id_the_secret_and_the_scope_only(
    teams, bot, wrong, status, error
):
    told, body = await bot.sign_in(**wrong)
    assert (told, body["error"], teams.fetches) == (status, error, 0)
    assert (await bot.sign_in())[0] == 200
    assert teams.fetches == 1
    assert teams.password not in json.dumps([one.body for one in teams.calls("token")])


async def test_calls_without_a_good_token_are_refused(teams, bot, ana):
    assert (await bot.send(ana.chat.id, HELLO))[0] == 201
    teams.expire_tokens()
    status, told = await bot.send(ana.chat.id, HELLO)
    assert (status, code(told)) == (401, "Unauthorized")
    bot.token = "made up"
    assert (await bot.send(ana.chat.id, HELLO))[0] == 401
    await bot.sign_in()
    assert (await bot.send(ana.chat.id, HELLO))[0] == 201
    assert [one.text for one in teams.chat(ana)] == ["Hello", "Hello"]


async def test_a_token_lives_as_long_as_it_says(teams, bot, ana):
    teams.token_life = 0.0
    assert (await bot.sign_in())[1]["expires_in"] == 0
    assert (await bot.send(ana.chat.id, HELLO))[0] == 401


async def test_a_sent_message_is_there_and_can_be_changed(teams, bot, ana):
    status, told = await bot.send(ana.chat.id, message(card()))
    assert status == 201
    (sent,) = teams.chat(ana)
    assert (sent.id, sent.summary, sent.words, sent.updates) == (told["id"], "Hello", "Hello", 0)
    other = card(text("Bye"))
    assert await bot.update(ana.chat.id, sent.id, message(other)) == (200, {"id": sent.id})
    assert (sent.words, sent.updates) == ("Hello\nBye", 1)
    status, told = await bot.update(ana.chat.id, "17", message(other))
    assert (status, code(told)) == (404, "ActivityNotFoundInConversation")
    assert teams.refused == []


async def test_a_chat_is_opened_once_and_only_with_whom_the_bot_may_reach(teams, bot, ana):
    assert await bot.opens(ana) == (201, {"id": ana.chat.id})
    zoe = teams.person("Zoe Lind")
    status, told = await bot.opens(zoe)
    assert (status, code(told)) == (403, "BotNotInConversationRoster")
    design = teams.team("Design", people=[ana, zoe])
    await teams.add_to_team(design, by=ana)
    first, second = await bot.opens(zoe), await bot.opens(zoe)
    assert first == second == (201, {"id": zoe.chat.id})
    await teams.uninstall(ana)
    assert code((await bot.opens(ana))[1]) == "BotNotInConversationRoster"
    assert code((await bot.send(ana.chat.id, HELLO))[1]) == "BotNotInConversationRoster"


async def test_a_chat_is_not_opened_without_the_bot_the_tenant_or_a_known_person(teams, bot, ana):
    assert code((await bot.opens(ana, bot={"id": teams.app_id}))[1]) == "BadSyntax"
    assert code((await bot.opens(ana, channelData={}))[1]) == "BadArgument"
    assert (await bot.opens(ana, channelData={}, tenantId=teams.tenant))[0] == 201
    assert code((await bot.opens(ana, members=[{"id": ana.aad}]))[1]) == "BadSyntax"


async def test_a_bot_cannot_make_a_chat_of_several(teams, bot, ana):
    two = [{"id": ana.id29}, {"id": teams.person("Ben Okri").id29}]
    status, told = await bot.opens(ana, members=two, isGroup=True)
    assert (status, code(told)) == (400, "BadSyntax")


async def test_a_thread_is_begun_in_a_channel_and_answered_in(teams, bot, design):
    crits = design.channel("crits")
    body = {"isGroup": True, "channelData": {"channel": {"id": crits.id}}, "activity": HELLO}
    status, told = await bot.call("POST", "v3/conversations", body)
    assert status == 201
    assert told["id"] == f"{crits.id};messageid={told['activityId']}"
    assert (await bot.send(told["id"], {"type": "message", "text": "Below"}))[0] == 201
    root, below = teams.posts(crits)
    assert (root.thread, below.thread) == (root.id, root.id)
    assert (await bot.send(crits.id, HELLO))[0] == 201
    assert [one.text for one in teams.posts(root)] == ["Hello", "Below"]
    assert teams.posts(crits)[-1].thread == teams.posts(crits)[-1].id
    status, told = await bot.send(f"{crits.id};messageid=17", HELLO)
    assert (status, code(told)) == (404, "ConversationNotFound")


async def test_a_roster_comes_in_pages(teams, bot, design):
    teams.people(120)
    for one in teams.home.people.values():
        design.members[one.id29] = one
    path = f"v3/conversations/{quote(design.id, safe='')}/pagedmembers"
    found, token = [], ""
    for size in (50, 50, 22):
        _, page = await bot.call("GET", path, pageSize="2", continuationToken=token)
        assert len(page["members"]) == size
        token = page.get("continuationToken", "")
        found += [one["id"] for one in page["members"]]
    assert not token
    assert found == list(design.members)
    _, whole = await bot.call("GET", path.replace("paged", ""))
    assert [one["id"] for one in whole] == found
    status, told = await bot.call("GET", path, continuationToken="soon")
    assert (status, code(told)) == (400, "BadSyntax")


async def test_a_member_is_found_by_each_of_their_ids(teams, bot, design, ana):
    path = f"v3/conversations/{quote(design.id, safe='')}/members/"
    for id in (ana.id29, ana.aad, ana.aad.upper(), ana.upn):
        status, told = await bot.call("GET", path + quote(id, safe=""))
        assert (status, told["aadObjectId"], told["email"]) == (200, ana.aad, ana.upn)
    nameless = teams.person("No Address", upn="")
    design.members[nameless.id29] = nameless
    assert "email" not in (await bot.call("GET", path + quote(nameless.id29, safe="")))[1]
    status, told = await bot.call("GET", path + teams.person("Zoe Lind").aad)
    assert (status, code(told)) == (404, "MemberNotFoundInConversation")


async def test_a_team_and_its_channels_can_be_read_where_the_bot_is(teams, bot, design):
    path = f"v3/teams/{quote(design.id, safe='')}"
    _, team = await bot.call("GET", path)
    assert (team["name"], team["aadGroupId"], team["memberCount"]) == ("Design", design.group, 2)
    _, told = await bot.call("GET", f"{path}/conversations")
    crits = design.channel("crits")
    shown = [(one["id"], one["name"]) for one in told["conversations"]]
    assert shown == [(design.id, None), (crits.id, "crits")]
    other = teams.team("Sales")
    assert (await bot.call("GET", f"v3/teams/{quote(other.id, safe='')}"))[0] == 403


async def test_a_targeted_message_is_seen_by_one_person(teams, bot, design, ana):
    ben = teams.person("Ben Okri")
    status, told = await bot.send(design.id, HELLO, isTargetedActivity="true")
    assert (status, code(told)) == (400, "BadArgument")
    only = {**HELLO, "recipient": {"id": ana.id29}}
    assert (await bot.send(design.id, only, isTargetedActivity="true"))[0] == 201
    assert [one.text for one in teams.seen(ana)] == ["Hello"]
    assert teams.seen(ben) == []


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in message(card()).items() if name != key}


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"type": "message"}, "empty"),
        (without("summary"), "summary"),
        (message(card(), text="and text"), "splits"),
        (message(card(version="1.6")), "version"),
        (message(card({"type": "Badge", "text": "New"})), "schema"),
        (message(card(text("# Big"))), "markdown"),
        (message(card(text("x" * 28_000))), "size"),
        (message(card(text("<at>Ana</at>"))), "mentions"),
        ({**HELLO, "text": "Hi <at>Ana</at>"}, "without an entity"),
        ({**HELLO, "from": {"id": "28:another"}}, "not the bot"),
        ({**HELLO, "attachments": [{"contentType": "image/png"}], "text": ""}, "attachment"),
        (message(card({"type": "ActionSet", "actions": [{"type": "Action.Execute"}]})), ""),
    ],
)
async def test_what_teams_would_not_show_well_is_refused_and_remembered(teams, bot, ana, bad, said):
    status, told = await bot.send(ana.chat.id, bad)
    assert (status, code(told)) == (400, "BadSyntax")
    assert said in told["error"]["message"]
    assert teams.chat(ana) == []
    assert [one.body for one in teams.refused] == [bad]


async def test_a_mention_must_name_somebody_there_is(teams, bot, ana):
    entity = {"type": "mention", "text": "<at>Ana</at>", "mentioned": {"id": "x", "name": "Ana"}}
    mentioning = card(text("<at>Ana</at>"), msteams={"entities": [entity]})
    assert (
        "nobody is x" in (await bot.send(ana.chat.id, message(mentioning)))[1]["error"]["message"]
    )
    for id in (ana.id29, ana.aad, ana.upn):
        entity["mentioned"] = {"id": id, "name": "Ana"}
        assert (await bot.send(ana.chat.id, message(mentioning)))[0] == 201
    said = {"type": "message", "text": "Hi <at>Ana</at>", "entities": [entity]}
    assert (await bot.send(ana.chat.id, said))[0] == 400
    entity["mentioned"] = {"id": ana.id29, "name": "Ana"}
    assert (await bot.send(ana.chat.id, said))[0] == 201


async def test_a_message_over_100_kb_is_answered_with_a_page(teams, bot, ana):
    status, told = await bot.send(ana.chat.id, {"type": "message", "text": "x" * 60_000})
    assert (status, told[:6]) == (413, "<html>")
    assert len(teams.refused) == 1


async def test_a_body_that_is_no_object_is_refused(teams, bot, ana):
    await bot.sign_in()
    url = f"{teams.service_url}v3/conversations/{quote(ana.chat.id, safe='')}/activities"
    headers = {"Authorization": f"Bearer {bot.token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:
        for body in (b"[]", b"{", b"null"):
            async with session.post(url, data=body, headers=headers) as told:
                assert told.status == 400


async def test_each_company_has_a_service_url_of_its_own(teams, bot, ana):
    other = teams.company("Fabrikam")
    zoe = teams.person("Zoe Lind", company=other)
    await teams.install(zoe)
    assert zoe.chat is not None
    assert other.service_url != teams.service_url
    assert bot.heard[-1]["serviceUrl"] == other.service_url
    status, told = await bot.send(zoe.chat.id, HELLO)
    assert (status, code(told)) == (404, "ConversationNotFound")
    path = f"v3/conversations/{quote(zoe.chat.id, safe='')}/activities"
    assert (await bot.call("POST", path, message(card()), url=other.service_url))[0] == 201
    assert [one.company for one in teams.calls("send", ok=True)] == [other]
    assert CARD_TYPE in json.dumps(teams.chat(zoe)[0].activity)
