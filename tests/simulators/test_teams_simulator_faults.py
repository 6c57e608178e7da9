"""What goes wrong in the simulated Teams on purpose, and the tokens that it signs: as botbuilder sees them."""

import asyncio
import json

import aiohttp
import jwt
import pytest
from botframework.connector.auth import JwtTokenExtractor, VerifyOptions

from tests.simulators.teams import TeamsSimulator

HELLO = {"type": "message", "text": "Hello"}


@pytest.mark.parametrize(
    ("what", "status", "code"),
    [
        ("BotNotInConversationRoster", 403, "BotNotInConversationRoster"),
        ("ConversationBlockedByUser", 403, "ConversationBlockedByUser"),
        ("BotDisabledByAdmin", 403, "BotDisabledByAdmin"),
        ("ConversationNotFound", 404, "ConversationNotFound"),
        ("401", 401, "Unauthorized"),
        ("412", 412, "PreconditionFailed"),
        ("429", 429, "Throttled"),
        ("500", 500, "ServiceError"),
        ("503", 503, "ServiceUnavailable"),
        ("504", 504, "GatewayTimeout"),
    ],
)
async def test_a_refusal_on_request_comes_once_and_does_nothing(
    teams, bot, ana, what, status, code
):
    fault = teams.faults.add("send", what)
    told = await bot.send(ana.chat.id, HELLO)
    assert (told[0], told[1]["error"]["code"], fault.hits) == (status, code, 1)
    assert teams.chat(ana) == []
    assert (await bot.send(ana.chat.id, HELLO))[0] == 201
    assert [one.status for one in teams.calls("send", at=ana)] == [status, 201]


@pytest.mark.parametrize(("what", "status"), [("413", 413), ("502", 502)])
async def test_some_refusals_are_pages(teams, bot, ana, what, status):
    teams.faults.add("send", what)
    told = await bot.send(ana.chat.id, HELLO)
    assert (told[0], told[1][:6]) == (status, "<html>")


async def test_blocked_writes_are_told_in_a_shape_of_their_own(teams, bot, ana):
    teams.faults.add("send", "MessageWritesBlocked")
    status, told = await bot.send(ana.chat.id, HELLO)
    assert (status, told["errorCode"]) == (403, 209)
    assert json.loads(told["message"])["subCode"] == "MessageWritesBlocked"


async def test_a_fault_keeps_to_its_call_and_its_place(teams, bot, ana):
    ben = teams.person("Ben Okri")
    await teams.install(ben)
    fault = teams.faults.add("*", "503", times=None, where=ana)
    assert (await bot.send(ben.chat.id, HELLO))[0] == 201
    assert (await bot.send(ana.chat.id, HELLO))[0] == 503
    assert (await bot.opens(ana))[0] == 503
    assert (await bot.opens(ben))[0] == 201
    fault.stop()
    assert (await bot.opens(ana))[0] == 201
    assert fault.hits == 2
    teams.faults.add("update", "500", where=teams.home)
    assert (await bot.send(ana.chat.id, HELLO))[0] == 201
    sent = teams.chat(ana)[0].id
    assert [(await bot.update(ana.chat.id, sent, HELLO))[0] for _ in "ab"] == [500, 200]


async def test_retry_after_is_told_in_seconds_when_there_is_one(teams, bot, ana):
    await bot.sign_in()
    teams.faults.add("send", "429", seconds=2)
    teams.faults.add("send", "429")
    url = f"{teams.service_url}v3/conversations/{ana.chat.id}/activities"
    headers = {"Authorization": f"Bearer {bot.token}"}
    told = []
    for _ in "ab":
        async with bot.session.post(url, json=HELLO, headers=headers) as answer:
            told.append((answer.status, answer.headers.get("Retry-After")))
    assert told == [(429, "2"), (429, None)]


@pytest.mark.parametrize("effect", [True, False])
async def test_a_cut_connection_may_have_done_it_or_not(teams, bot, ana, effect):
    teams.faults.add("send", "drop", effect=effect)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await bot.send(ana.chat.id, HELLO)
    assert len(teams.chat(ana)) == effect
    assert teams.calls("send")[-1].done is effect


@pytest.mark.parametrize("effect", [True, False])
async def test_slowness_comes_before_or_after_the_effect(teams, bot, ana, effect):
    teams.faults.add("send", "slow", seconds=30, effect=effect)
    await bot.sign_in()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await bot.send(ana.chat.id, HELLO)
    assert len(teams.chat(ana)) == effect


async def test_the_documented_limits_hold_for_each_conversation(teams, bot, ana):
    ben = teams.person("Ben Okri")
    await teams.install(ben)
    teams.strict = True
    loop = asyncio.get_running_loop()
    start = loop.time()
    statuses = [(await bot.send(ana.chat.id, HELLO))[0] for _ in range(8)]
    assert statuses == [201] * 7 + [429]
    assert (await bot.send(ben.chat.id, HELLO))[0] == 201
    await asyncio.sleep(max(0, start + 2.1 - loop.time()))
    assert (await bot.send(ana.chat.id, HELLO))[0] == 201


def test_the_limits_look_back_over_half_a_minute():
    faults = TeamsSimulator().faults
    waits = [faults.wait("send", "c", float(second)) for second in range(120)]
    assert not any(waits)
    # Five in two seconds are few, but sixty in half a minute are the most.
    quick = [faults.wait("send", "d", second / 2.5) for second in range(100)]
    assert not any(quick[:60])
    assert quick[60] > 0


async def test_the_token_endpoint_and_the_keys_fail_on_request_too(teams, bot):
    for call in ("token", "openid", "keys"):
        teams.faults.add(call, "503")
    teams.faults.add("*", "500", times=None)
    assert (await bot.sign_in())[0] == 503
    assert (await bot.sign_in())[0] == 200
    async with aiohttp.ClientSession() as session:
        for _ in "ab":
            async with session.get(teams.openid_url) as answer:
                metadata = (answer.status, await answer.json())
        assert metadata[0] == 200
        statuses = []
        for _ in "ab":
            async with session.get(metadata[1]["jwks_uri"]) as answer:
                statuses.append(answer.status)
    assert statuses == [503, 200]


async def checked(teams: TeamsSimulator, authorization: str) -> bool:
    """Return whether botbuilder takes a token; it blocks, so that it does so in a thread of its own."""

    def check() -> bool:
        JwtTokenExtractor.metadataCache.clear()
        wanted = VerifyOptions(["https://api.botframework.com"], None, 300, False)
        extractor = JwtTokenExtractor(wanted, teams.openid_url, ["RS256"])
        try:
            found = asyncio.run(extractor.get_identity_from_auth_header(authorization, "msteams"))
        except Exception:
            return False
        return found is not None and found.claims["aud"] == teams.app_id

    return await asyncio.to_thread(check)


async def test_botbuilder_takes_what_is_signed_and_nothing_forged(teams):
    honest = teams.token()
    claims = jwt.decode(honest[7:], options={"verify_signature": False})
    assert claims["serviceurl"] == teams.service_url
    assert claims["exp"] - claims["nbf"] == 300
    assert await checked(teams, honest)
    for forged in (
        teams.token(key=teams.foreign_key(), kid=teams.issuer.keys[-1].kid),
        teams.token(key=teams.foreign_key()),
        teams.token(kid=None),
        teams.token(alg="none"),
        teams.token(alg="HS256"),
        teams.token(alg="RS384"),
        teams.token(expires_in=-900),
        teams.token(iss="https://api.example.com"),
        teams.token(iss=None),
        teams.token(aud="another"),
    ):
        assert not await checked(teams, forged), forged


async def test_rotated_keys_are_published_and_the_old_ones_kept_when_asked(teams):
    old = teams.token()
    teams.rotate_keys(keep_old=True)
    assert await checked(teams, old)
    assert await checked(teams, teams.token())
    teams.rotate_keys()
    assert not await checked(teams, old)
    assert await checked(teams, teams.token())
    teams.issuer.endorsements = ["webchat"]
    assert not await checked(teams, teams.token())
