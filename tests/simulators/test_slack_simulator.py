"""The simulated Slack's Web API, held to what is documented, through the real slack_sdk."""

import pytest

from tests.simulators.conftest import NOW
from tests.simulators.slack_calls import refused, with_token

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}
TITLE = {"type": "plain_text", "text": "Title"}


def test_the_api_url_is_one_that_the_sdk_takes(sim):
    assert sim.api_url.startswith("http://127.0.0.1:")
    assert sim.api_url.endswith("/api/")


async def test_a_token_tells_whose_it_is(client, acme):
    told = await client.auth_test()
    assert (told["team_id"], told["user_id"], told["team"]) == ("T1", acme.bot.id, "Acme")


async def test_bad_tokens_are_named_as_slack_names_them(sim, acme, client):
    async with refused("invalid_auth"):
        await with_token(sim, "xoxb-nobody").auth_test()
    async with refused("not_authed"):
        await with_token(sim, "").auth_test()
    async with refused("not_allowed_token_type"):
        await with_token(sim, sim.app_token).auth_test()
    async with refused("account_inactive"):
        await with_token(sim, acme.token_with(state="inactive")).auth_test()
    expired = acme.token_with(expires_at=NOW)
    async with refused("token_expired"):
        await with_token(sim, expired).auth_test()
    assert (await client.auth_revoke())["revoked"]
    async with refused("token_revoked"):
        await client.auth_test()


async def test_a_missing_scope_is_named(sim, acme):
    poor = with_token(sim, acme.token_with("users:read", "im:write"))
    async with refused("missing_scope") as told:
        await poor.chat_postMessage(channel="C1", text="Hi")
    assert (told["needed"], told["provided"]) == ("chat:write", "im:write,users:read")
    ana, ben = acme.user("ana"), acme.user("ben")
    assert (await poor.conversations_open(users=[ana.id]))["ok"]
    async with refused("missing_scope") as told:
        await poor.conversations_open(users=[ana.id, ben.id])
    assert told["needed"] == "mpim:write"


async def test_an_unknown_method_is_refused(client):
    async with refused("unknown_method"):
        await client.api_call("chat.shout")


async def test_a_posted_message_can_be_read_back_with_its_metadata(sim, acme, client):
    channel = acme.channel("peers", bot=True)
    metadata = {"event_type": "peerloop", "event_payload": {"key": "k1"}}
    posted = await client.chat_postMessage(
        channel=channel.id, text="Hello", blocks=[SECTION], metadata=metadata, unfurl_links=False
    )
    bare = await client.conversations_history(channel=channel.id)
    whole = await client.conversations_history(channel=channel.id, include_all_metadata=True)
    assert "metadata" not in bare["messages"][0]
    assert whole["messages"][0]["metadata"] == metadata
    assert whole["messages"][0]["ts"] == posted["ts"]
    assert sim.messages(channel)[0].extra["unfurl_links"] is False


async def test_answers_in_a_thread_are_read_with_their_thread(acme, client):
    channel = acme.channel("peers", bot=True)
    top = await client.chat_postMessage(channel=channel.id, text="Top")
    metadata = {"event_type": "peerloop", "event_payload": {"key": "k2"}}
    await client.chat_postMessage(
        channel=channel.id, text="Below", thread_ts=top["ts"], metadata=metadata
    )
    replies = await client.conversations_replies(
        channel=channel.id, ts=top["ts"], include_all_metadata=True
    )
    assert [one["text"] for one in replies["messages"]] == ["Top", "Below"]
    assert replies["messages"][1]["metadata"]["event_payload"] == {"key": "k2"}
    history = await client.conversations_history(channel=channel.id)
    assert [one["text"] for one in history["messages"]] == ["Top"]


async def test_history_comes_newest_first_in_pages(acme, client):
    channel = acme.channel("peers", bot=True)
    for number in range(5):
        await client.chat_postMessage(channel=channel.id, text=str(number))
    pages = await client.conversations_history(channel=channel.id, limit=2)
    assert [[one["text"] for one in page["messages"]] async for page in pages] == [
        ["4", "3"],
        ["2", "1"],
        ["0"],
    ]


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"channel": "C999", "text": "Hi"}, "channel_not_found"),
        ({"text": "x" * 4_001}, "msg_too_long"),
        ({"text": ""}, "no_text"),
        ({"text": "Hi", "thread_ts": "soon"}, "invalid_thread_ts"),
        ({"text": "Hi", "blocks": "none"}, "invalid_blocks_format"),
        ({"text": "Hi", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"text": "Hi", "blocks": [{"type": "header", "text": TITLE}] * 51}, "invalid_blocks"),
        ({"text": "Hi", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"text": "Hi", "blocks": [{"type": "header"}]}, "invalid_blocks"),
    ],
)
async def test_a_bad_message_is_refused(acme, client, sent, error):
    channel = acme.channel("peers", bot=True)
    async with refused(error):
        await client.api_call("chat.postMessage", json={"channel": channel.id, **sent})
    assert not channel.messages


async def test_refused_blocks_come_with_what_is_wrong(acme, client):
    channel = acme.channel("peers", bot=True)
    empty = {"type": "section", "text": {"type": "mrkdwn", "text": ""}}
    async with refused("invalid_blocks") as told:
        await client.chat_postMessage(channel=channel.id, text="Hi", blocks=[empty])
    assert "/blocks/0" in told["errors"][0]
    assert told["response_metadata"]["messages"] == told["errors"]


async def test_forms_are_read_like_json(acme, client):
    channel = acme.channel("peers", bot=True)
    await client.api_call(
        "chat.postMessage",
        data={
            "channel": channel.id,
            "text": "Hi",
            "blocks": '[{"type": "divider"}]',
            "metadata": '{"event_type": "peerloop", "event_payload": {}}',
        },
    )
    assert channel.messages[0].blocks == [{"type": "divider"}]
    assert channel.messages[0].metadata == {"event_type": "peerloop", "event_payload": {}}


async def test_the_bot_posts_only_where_it_may(acme, client):
    for channel, error in (
        (acme.channel("public"), "not_in_channel"),
        (acme.channel("secret", kind="private"), "channel_not_found"),
    ):
        async with refused(error):
            await client.chat_postMessage(channel=channel.id, text="Hi")
    old = acme.channel("old", bot=True)
    old.archived = True
    async with refused("is_archived"):
        await client.chat_postMessage(channel=old.id, text="Hi")


async def test_people_who_cannot_be_reached_are_named_so(acme, client):
    gone, robot = acme.user("gone", deleted=True), acme.user("robot", bot=True)
    ana = acme.user("ana")
    for users, error in (
        ([gone.id], "user_disabled"),
        ([robot.id], "cannot_dm_bot"),
        ([ana.id, robot.id], "invalid_user_combination"),
        (["U999"], "user_not_found"),
        ([acme.user("far", stranger=True).id], "user_not_visible"),
        ([f"U{number}" for number in range(9)], "too_many_users"),
        ([], "users_list_not_supplied"),
    ):
        async with refused(error):
            await client.conversations_open(users=users)
    direct = (await client.conversations_open(users=ana.id))["channel"]["id"]
    ana.deleted = True
    async with refused("user_disabled"):
        await client.chat_postMessage(channel=direct, text="Hi")


async def test_the_same_people_get_the_same_conversation(acme, client):
    ids = [acme.user(f"p{number}").id for number in range(8)]
    first = await client.conversations_open(users=ids)
    again = await client.conversations_open(users=list(reversed(ids)))
    fewer = await client.conversations_open(users=ids[:7])
    assert first["channel"]["id"] == again["channel"]["id"] != fewer["channel"]["id"]
    assert first["channel"]["id"].startswith("G")
    assert again["already_open"]
    alone = await client.conversations_open(users=ids[0])
    assert alone["channel"]["id"].startswith("D")


async def test_an_update_keeps_blocks_that_are_not_given(sim, acme, client):
    channel = acme.channel("peers", bot=True)
    posted = await client.chat_postMessage(channel=channel.id, text="One", blocks=[SECTION])
    where = {"channel": channel.id, "ts": posted["ts"]}
    await client.chat_update(**where, text="Two")
    assert (channel.messages[0].text, channel.messages[0].blocks) == ("Two", [SECTION])
    await client.chat_update(**where, text="Three", blocks=[])
    assert (channel.messages[0].text, channel.messages[0].blocks) == ("Three", [])
    async with refused("message_not_found"):
        await client.chat_update(channel=channel.id, ts="1700000000.000001", text="No")
    await client.chat_delete(**where)
    assert not sim.messages(channel)


async def test_an_ephemeral_message_is_seen_by_one_and_kept_nowhere(sim, acme, client):
    ana, ben = acme.user("ana"), acme.user("ben")
    channel = acme.channel("peers", members=[ana, ben], bot=True)
    await client.chat_postEphemeral(channel=channel.id, user=ana.id, text="Psst")
    assert [one.words for one in sim.seen(ana)] == ["Psst"]
    assert not sim.seen(ben)
    assert not channel.messages
    async with refused("user_not_in_channel"):
        await client.chat_postEphemeral(channel=channel.id, user=acme.user("eve").id, text="Hm")


async def test_twenty_thousand_people_are_listed_in_pages(acme, client):
    acme.users(20_000)
    acme.user("gone", deleted=True)
    async with refused("limit_required"):
        await client.users_list()
    async with refused("invalid_cursor"):
        await client.users_list(limit=10, cursor="what?")
    found, pages = [], 0
    async for page in await client.users_list(limit=500):
        found += page["members"]
        pages += 1
    assert len({one["id"] for one in found}) == len(found) == 20_003
    assert pages == 41
    by_id = {one["id"]: one for one in found}
    assert by_id["USLACKBOT"]["is_bot"] is False
    assert by_id[acme.bot.id]["is_bot"] is True


async def test_a_person_is_shown_as_slack_shows_them(sim, acme, client):
    ana = acme.user("ana", "Ana Lima", zone="America/Sao_Paulo", admin=True, email="ana@x.test")
    shown = (await client.users_info(user=ana.id))["user"]
    assert (shown["tz"], shown["tz_offset"]) == ("America/Sao_Paulo", -10_800)
    assert (shown["is_admin"], shown["real_name"]) == (True, "Ana Lima")
    assert shown["profile"]["email"] == "ana@x.test"
    bare = with_token(sim, acme.token_with("users:read"))
    assert "email" not in (await bare.users_info(user=ana.id))["user"]["profile"]
    assert (await client.users_lookupByEmail(email="ana@x.test"))["user"]["id"] == ana.id
    async with refused("user_not_found"):
        await client.users_info(user="U999")


async def test_channels_are_described_listed_and_their_members_paged(acme, client):
    people = acme.users(5)
    channel = acme.channel("peers", members=people, bot=True)
    acme.channel("secret", kind="private")
    told = (await client.conversations_info(channel=channel.id, include_num_members=True))[
        "channel"
    ]
    assert (told["name"], told["is_member"], told["num_members"]) == ("peers", True, 6)
    members: list[str] = []
    async for page in await client.conversations_members(channel=channel.id, limit=4):
        members += page["members"]
    assert members == [*(one.id for one in people), acme.bot.id]
    listed = await client.conversations_list(types="public_channel,private_channel")
    assert [one["name"] for one in listed["channels"]] == ["general", "peers"]
    own = await client.users_conversations(types="public_channel")
    assert [one["name"] for one in own["channels"]] == ["peers"]
    assert (await client.team_info())["team"]["name"] == "Acme"


async def test_two_workspaces_never_see_each_other(sim, acme, client):
    other = sim.team("T2", "Other")
    foreign = other.channel("theirs", bot=True)
    async with refused("channel_not_found"):
        await client.chat_postMessage(channel=foreign.id, text="Hi")
    async with refused("user_not_found"):
        await client.conversations_open(users=other.user("olga").id)
    assert (await with_token(sim, other.token).auth_test())["team_id"] == "T2"


async def test_one_org_wide_token_serves_its_workspaces(sim):
    one, two = sim.team("T8", enterprise="E1"), sim.team("T9", enterprise="E1")
    channel = two.channel("peers", bot=True)
    client = with_token(sim, sim.org_token("E1", one, two))
    async with refused("missing_argument"):
        await client.users_list()
    assert (await client.users_list(team_id="T9"))["members"][0]["team_id"] == "T9"
    await client.chat_postMessage(channel=channel.id, text="Hi")
    assert sim.calls("chat.postMessage")[0].team == "T9"
    teams = (await client.api_call("auth.teams.list"))["teams"]
    assert [one["id"] for one in teams] == ["T8", "T9"]
    sim.team("T1")
    async with refused("team_access_not_granted"):
        await client.users_list(team_id="T1")
