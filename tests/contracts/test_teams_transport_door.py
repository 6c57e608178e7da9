"""Who may come in from Teams: only Microsoft's connector, speaking to our app; everything else is Refused."""

import asyncio
from time import time  # noqa: TID251 - the tokens are good by the real clock
from typing import Any, cast

import pytest
from aiohttp import web

from adapters.teams.transport import Botbuilder, Refused, door
from adapters.teams.transport.keys import Keys
from facilitation.errors import UserError
from tests.contracts import teams_service
from tests.contracts.hostile import ATTACKS
from tests.contracts.teams_service import bot, key, listed, status


async def no_take():
    raise AssertionError("nothing refused may reach a handler")


async def refused(transport, authorization, activity):
    with pytest.raises(Refused):
        await transport.process(
            await transport.authenticate(authorization, activity), activity, no_take
        )
    return True


async def test_what_microsoft_signed_for_us_comes_in():
    async with teams_service.running() as service, bot(service) as transport:
        assert await transport.authenticate(service.bearer(), service.activity())
        assert await transport.authenticate(service.bearer(aud="APP-1"), service.activity())


PAST, FUTURE = 1_600_000_000, 9_000_000_000

FORGED: dict[str, dict[str, Any]] = {
    "expired": {"exp": PAST},
    "not yet good": {"nbf": FUTURE},
    "good forever": {"exp": None},
    "good until no number": {"exp": "9999999999"},
    "good until true": {"exp": True},
    "for another app": {"aud": "app-2"},
    "for several apps": {"aud": ["app-1", "app-2"]},
    "for nobody": {"aud": None},
    "for the empty app": {"aud": ""},
    "by another issuer": {"iss": "https://api.botframework.com.evil.example"},
    "by no issuer": {"iss": None},
    "by several issuers": {"iss": ["https://api.botframework.com"]},
    "by the emulator's issuer": {
        "iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
        "ver": "1.0",
        "appid": "app-1",
    },
    "by another bot": {"ver": "1.0", "appid": "app-2"},
    "by another bot, newer": {"ver": "2.0", "azp": "app-2"},
    "for another service url": {"serviceurl": "http://127.0.0.1:1/teams/"},
    "for no service url": {"serviceurl": None},
    "signed by another key": {"signed": 2},
    "signed by a key nobody lists": {"kid": "k9", "signed": 2},
    "signed by a key without id": {"kid": None},
    "signed by nobody": {"alg": "none"},
    "signed by a shared secret": {"alg": "HS256"},
    "signed with RS384": {"alg": "RS384"},
    "signed with PS256": {"alg": "PS256"},
}


@pytest.mark.parametrize("how", FORGED)
async def test_a_forged_token_is_refused(how):
    async with teams_service.running() as service, bot(service) as transport:
        assert await refused(transport, service.bearer(**FORGED[how]), service.activity())


async def test_a_token_that_was_good_is_refused_for_another_service_url_all_the_same():
    other = "http://127.0.0.1:1/teams/"
    async with teams_service.running() as service, bot(service) as transport:
        good = service.bearer()
        assert await transport.authenticate(good, service.activity())
        assert await refused(transport, good, service.activity(serviceUrl=other))
        assert await transport.authenticate(good, service.activity())


@pytest.mark.parametrize("hours", [1.09, -1.09])
async def test_a_token_that_was_good_is_refused_out_of_its_time(monkeypatch, hours):
    async with teams_service.running() as service, bot(service) as transport:
        good = service.bearer(nbf=int(time()) - 3600)
        for _ in range(2):
            assert await transport.authenticate(good, service.activity())
        monkeypatch.setattr(door, "time", lambda: time() + hours * 3600)
        # proves itself anew, by the clock of PyJWT, and is good still
        assert await transport.authenticate(good, service.activity())
        monkeypatch.setattr(door.Door, "_proven", no_proof)
        assert await refused(transport, good, service.activity())


async def no_proof(self, token, service_url):
    raise Refused("has to prove itself anew")


async def test_a_good_token_changed_by_one_letter_is_another_token():
    async with teams_service.running() as service, bot(service) as transport:
        good = service.bearer()
        assert await transport.authenticate(good, service.activity())
        for place in range(8, len(good), 7):
            if good[place] != ".":
                other = "A" if good[place] != "A" else "B"
                changed = good[:place] + other + good[place + 1 :]
                assert await refused(transport, changed, service.activity())
        assert len(transport._door._good) == 1


async def test_only_so_many_tokens_are_remembered_and_never_one_that_was_refused():
    async with teams_service.running() as service, bot(service) as transport:
        for number in range(door.REMEMBERED + 9):
            good = service.bearer(jti=str(number))
            assert await transport.authenticate(good, service.activity())
        for how in FORGED.values():
            assert await refused(transport, service.bearer(**how), service.activity())
        assert len(transport._door._good) == door.REMEMBERED


HEADERS = ["", " ", "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Bearer ..", "Basic YTpi"]


@pytest.mark.parametrize("header", [*HEADERS, "Bearer " + "a" * 100_000, "Bearer é.é.é"])
async def test_a_header_of_another_shape_is_refused(header):
    async with teams_service.running() as service, bot(service) as transport:
        assert await refused(transport, header, service.activity())


async def test_other_ways_of_writing_a_good_header_are_refused():
    async with teams_service.running() as service, bot(service) as transport:
        good = service.bearer()
        for header in (
            good.lower(),
            good + " ",
            good + "\n",
            good.replace(" ", "  "),
            good[7:],
            good[:-9],
        ):
            assert await refused(transport, header, service.activity())


@pytest.mark.parametrize(
    "changed",
    [
        {"serviceUrl": None},
        {"serviceUrl": ""},
        {"serviceUrl": ["x"]},
        {"serviceUrl": "https://evil.example/"},
        {"channelId": None},
        {"channelId": ""},
        {"channelId": "emulator"},
        {"channelId": ["msteams"]},
    ],
)
async def test_an_activity_that_names_another_origin_is_refused_whatever_the_token(changed):
    async with teams_service.running() as service, bot(service) as transport:
        activity = service.activity(**changed)
        for claim in (service.service_url, activity["serviceUrl"]):
            assert await refused(transport, service.bearer(serviceurl=claim), activity)


async def test_a_token_and_activity_that_agree_on_a_host_not_ours_are_refused():
    async with teams_service.running() as service, bot(service) as transport:
        for url in ("https://evil.example/", "http://smba.trafficmanager.net/emea/"):
            assert await refused(
                transport, service.bearer(serviceurl=url), service.activity(serviceUrl=url)
            )


async def test_a_key_endorsed_for_other_channels_or_for_none_signs_nothing_of_teams():
    async with teams_service.running() as service, bot(service) as transport:
        service.keys = [
            listed("other", 1, endorsements=["webchat"]),
            listed("empty", 1, endorsements=[]),
            {**listed("none", 1), "endorsements": None},
            listed("k2", 2),
        ]
        for kid in ("other", "empty", "none"):
            assert await refused(transport, service.bearer(kid=kid), service.activity())
        assert await transport.authenticate(service.bearer(kid="k2", signed=2), service.activity())


@pytest.mark.parametrize("attack", ATTACKS)
async def test_hostile_words_anywhere_are_refused_like_any_others(attack):
    async with teams_service.running() as service, bot(service) as transport:
        assert await refused(transport, attack, service.activity())
        assert await refused(transport, service.bearer(), service.activity(serviceUrl=attack))


async def test_keys_that_the_issuer_changed_are_known_at_once():
    async with teams_service.running() as service, bot(service) as transport:
        transport._keys._pause = 0.0
        await transport.authenticate(service.bearer(), service.activity())
        service.keys = [listed("k2", 2)]
        assert await transport.authenticate(service.bearer(kid="k2", signed=2), service.activity())
        # the issuer no longer lists the old one
        assert await refused(transport, service.bearer(), service.activity())


@pytest.mark.parametrize(
    "issue",
    [
        status(503),
        status(200, "<html>"),
        status(200, {"jwks_uri": None}),
        status(200, {"jwks_uri": "file:///etc/passwd"}),
        status(302, None, Location="/keys"),
    ],
)
async def test_known_keys_stay_good_while_the_issuer_is_down(issue):
    async with teams_service.running() as service, bot(service) as transport:
        transport._keys._pause = 0.0
        await transport.authenticate(service.bearer(), service.activity())
        service.issue = issue
        assert await refused(transport, service.bearer(kid="k2", signed=2), service.activity())
        assert await transport.authenticate(service.bearer(), service.activity())
        assert service.metadata_reads == 2


async def test_a_list_without_a_usable_key_does_not_take_the_known_ones_away():
    async with teams_service.running() as service:
        keys = Keys(service.openid_url, pause=0.0)
        await keys.get("k1")
        service.keys = [
            {"kty": "RSA", "kid": "bad", "n": "é", "e": "", "endorsements": ["msteams"]}
        ]
        service.keys += [{"kty": "oct", "kid": "k1", "k": "eA", "endorsements": ["msteams"]}]
        with pytest.raises(Refused):
            await keys.get("bad")
        assert (await keys.get("k1")).public_key is not None
        await keys.close()


async def test_without_an_issuer_nobody_comes_in_and_as_soon_as_it_is_back_they_do():
    async with teams_service.running() as service, bot(service) as transport:
        transport._keys._pause = 0.0
        service.issue = status(500)
        assert await refused(transport, service.bearer(), service.activity())
        service.issue = None
        assert await transport.authenticate(service.bearer(), service.activity())


async def test_those_who_wait_for_the_keys_share_one_look_and_one_who_leaves_does_not_end_it():
    async with teams_service.running() as service, bot(service) as transport:
        waits = [
            asyncio.create_task(transport.authenticate(service.bearer(), service.activity()))
            for _ in range(50)
        ]
        await asyncio.sleep(0)
        waits[0].cancel()
        found = await asyncio.gather(*waits, return_exceptions=True)
        assert [type(each) for each in found].count(asyncio.CancelledError) == 1
        assert all(not isinstance(each, Exception) for each in found[1:])
        assert service.metadata_reads == 1


async def test_junk_keys_do_not_make_us_hammer_the_issuer():
    async with teams_service.running() as service:
        loop, pause = asyncio.get_running_loop(), 0.2
        keys, since = Keys(service.openid_url, pause=pause), loop.time()
        await keys.get("k1")
        for _ in range(5):
            junk = [keys.get(f"junk{number}") for number in range(100)]
            found = await asyncio.gather(*junk, return_exceptions=True)
            assert {type(each) for each in found} == {Refused}
        assert (service.metadata_reads - 2) * pause <= loop.time() - since
        await keys.close()


async def test_an_issuer_that_is_down_is_not_hammered_for_keys_that_are_due_to_be_read_again():
    async with teams_service.running() as service:
        keys = Keys(service.openid_url, pause=60.0, fresh=-1.0)
        await keys.get("k1")
        service.issue = status(503)
        for _ in range(50):
            assert (await keys.get("k1")).public_key is not None
            await asyncio.sleep(0.005)
        assert service.metadata_reads <= 3
        await keys.close()


async def test_tokens_that_no_signature_could_save_cost_no_look_at_the_issuer():
    async with teams_service.running() as service, bot(service) as transport:
        for how in (
            "for another app",
            "by another issuer",
            "good forever",
            "signed by a shared secret",
        ):
            assert await refused(transport, service.bearer(**FORGED[how]), service.activity())
        assert service.metadata_reads == 0


async def test_a_known_key_never_waits_for_an_issuer_that_hangs():
    release = asyncio.Event()

    async def hang(asked, request):
        await release.wait()
        return web.Response(status=503)

    async with teams_service.running() as service:
        keys = Keys(service.openid_url, timeout=60.0, pause=0.0, fresh=-1.0)
        await keys.get("k1")
        service.issue = hang
        async with asyncio.timeout(5):
            assert (await keys.get("k1")).public_key is not None
            while service.metadata_reads < 2:
                await asyncio.sleep(0.01)
            assert (await keys.get("k1")).public_key is not None
        release.set()
        await keys.close()


async def test_keys_are_read_again_when_a_day_is_over():
    async with teams_service.running() as service:
        keys = Keys(service.openid_url, pause=0.0, fresh=-1.0)
        first = await keys.get("k1")
        service.keys = [listed("k1", 2)]
        while (await keys.get("k1")).public_key == first.public_key:
            await asyncio.sleep(0.01)
        assert (await keys.get("k1")).public_key == key(2).public_key()
        await keys.close()


async def test_two_bots_in_one_process_do_not_share_their_issuers():
    async with teams_service.running() as one, teams_service.running() as two:
        two.keys = [listed("k1", 2)]
        async with bot(one) as first, bot(two) as second:
            assert await first.authenticate(one.bearer(), one.activity())
            assert await second.authenticate(two.bearer(signed=2), two.activity())
            assert await refused(second, two.bearer(signed=1), two.activity())


@pytest.mark.parametrize(
    "missing", [("", "p", "t"), (" ", "p", "t"), ("a", "", "t"), ("a", "p", "")]
)
def test_without_a_registration_nothing_starts(missing):
    with pytest.raises(UserError, match="TEAMS_APP_ID"):
        Botbuilder(*missing, hosts=())


@pytest.mark.parametrize("given", ["openid_url", "login_url"])
def test_keys_and_secrets_do_not_travel_in_the_open(given):
    with pytest.raises(UserError, match="https"):
        Botbuilder("a", "p", "t", hosts=(), **cast("Any", {given: "http://login.example"}))


async def test_locally_everybody_of_this_machine_comes_in_and_nobody_else():
    async with teams_service.running() as service:
        transport = Botbuilder("", "", "", local=True, hosts={"smba.trafficmanager.net"})
        passed = await transport.authenticate("", service.activity())
        assert await transport.process(passed, service.activity(), _nothing) is None
        for url in ("https://smba.trafficmanager.net/emea/", "http://10.0.0.1/", None):
            assert await refused(transport, "", service.activity(serviceUrl=url))
        await transport.close()


async def _nothing():
    return None
