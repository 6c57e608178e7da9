"""The transport against the simulated Teams, which knows nothing of it: both ways, and a key that changes."""

from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from adapters.teams.transport import Address, Botbuilder, Refused, Trouble
from tests.simulators.teams import TeamsSimulator

TEXT = {"type": "TextBlock", "text": "Hello", "wrap": True}
CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [TEXT]}
HELLO = {
    "type": "message",
    "summary": "Hello",
    "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}],
}


@asynccontextmanager
async def both():
    async with TeamsSimulator() as teams:
        transport = Botbuilder(
            teams.app_id,
            teams.password,
            teams.tenant,
            openid_url=teams.openid_url,
            login_url=teams.login_url,
            hosts={"127.0.0.1"},
        )
        try:
            yield teams, transport
        finally:
            await transport.close()


async def test_an_honest_activity_comes_in_before_and_after_the_issuer_changed_its_key():
    async with both() as (teams, transport):
        activity = teams.activity(teams.person("Ana Silva"), "hi")
        old = teams.token()
        assert await transport.authenticate(old, activity)
        teams.rotate_keys()
        assert await transport.authenticate(teams.token(), activity)
        with pytest.raises(Refused):
            await transport.authenticate(old, activity)


@pytest.mark.parametrize(
    "how",
    [
        {"aud": "00000000-0000-0000-0000-000000000000"},
        {"iss": "https://evil.example"},
        {"exp": None},
        {"serviceurl": "https://evil.example/"},
        {"serviceurl": None},
        {"expires_in": -900},
        {"kid": None},
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": "RS384"},
    ],
)
async def test_a_forged_activity_does_not(how):
    async with both() as (teams, transport):
        activity = teams.activity(teams.person("Ana Silva"), "hi")
        with pytest.raises(Refused):
            await transport.authenticate(teams.token(**how), activity)
        with pytest.raises(Refused):
            await transport.authenticate(teams.token(key=teams.foreign_key()), activity)


async def test_chats_threads_updates_and_rosters_are_what_teams_expects():
    async with both() as (teams, transport):
        ana, ben = teams.person("Ana Silva"), teams.person("Ben Okafor")
        design = teams.team("Design", channels=("crits",), people=[ana, ben])
        await teams.add_to_team(design, by=ana)
        at = Address(teams.service_url, design.channel("crits").id, teams.tenant, teams.bot)
        thread, _ = await transport.start_thread(at, HELLO)
        message = await transport.send(replace(at, conversation=thread), HELLO)
        await transport.update(replace(at, conversation=thread), message, HELLO)
        assert len(teams.posts(design.channel("crits"))) >= 1
        chat = await transport.open_personal(at, ana.id29)
        await transport.send(replace(at, conversation=chat), HELLO)
        assert [each.summary for each in teams.chat(ana)] == ["Hello"]
        assert len(await transport.members(at)) == 2
        assert (await transport.member(at, ben.aad))["aadObjectId"] == ben.aad
        assert len(await transport.channels(at, design.id)) == 2
        assert (await transport.team(at, design.id))["name"] == "Design"
        assert not teams.refused
        assert teams.fetches == 1


@pytest.mark.parametrize(
    ("what", "status", "sent"),
    [
        ("ConversationBlockedByUser", 403, False),
        ("ConversationNotFound", 404, False),
        ("412", 412, False),
        ("413", 413, False),
        ("429", 429, False),
        ("502", 502, True),
        ("503", 503, False),
        ("drop", 0, True),
    ],
)
async def test_what_teams_refuses_is_told_apart(what, status, sent):
    async with both() as (teams, transport):
        ana = teams.person("Ana Silva")
        design = teams.team("Design", people=[ana])
        await teams.add_to_team(design, by=ana)
        at = Address(teams.service_url, design.general.id, teams.tenant, teams.bot)
        fault = teams.faults.add("*", what, times=1, seconds=3 if what == "429" else 0)
        with pytest.raises(Trouble) as caught:
            await transport.start_thread(at, HELLO)
        assert (caught.value.status, caught.value.sent, fault.hits) == (status, sent, 1)
        assert caught.value.retry_after == (3.0 if what == "429" else None)
