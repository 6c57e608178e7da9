"""Forged and replayed requests to the Teams endpoint of the real parts: refused, unheard, and told to nobody."""

import asyncio
import logging
from datetime import UTC, datetime

import structlog
from aiohttp import web
from sqlalchemy import inspect, text

from bot import wiring
from tests.journeys.teams_office import Office, office
from tests.simulators.teams.model import Json, Person
from tests.simulators.teams.simulator import real_time

START = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)
ELSEWHERE = "11111111-2222-4333-8444-555555555555"
METADATA = "http://169.254.169.254/latest/"

Forgery = tuple[Json, str | None]


def everything(here: Office) -> dict[str, list[str]]:
    """Return every row of the database."""
    with here.parts.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        rows = {name: connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in tables}
    return {name: sorted(map(repr, found)) for name, found in rows.items()}


def calls_of(here: Office, *but: str) -> int:
    """Return how often the bot asked Teams for anything but that."""
    return len([one for one in here.sim.calls() if one.kind not in but])


def written(here: Office) -> int:
    """Return how often the bot asked Teams to change anything."""
    return calls_of(here, "openid", "keys", "token", "member", "members", "channels", "team")


def forged_tokens(here: Office, eve: Person) -> dict[str, Forgery]:
    """Return requests whose authorization proves nothing."""
    sim = here.sim
    now = int(real_time().timestamp())
    honest = sim.token()
    bare = honest.removeprefix("Bearer ")
    header, claims, signature = bare.split(".")
    known = sim.issuer.keys[-1].kid
    headers = {
        "no header": "",
        "lower-case scheme": f"bearer {bare}",
        "upper-case scheme": f"BEARER {bare}",
        "Basic": "Basic ZXZlOmV2ZQ==",
        "Basic with a good token": f"Basic {bare}",
        "no scheme": bare,
        "nothing behind the scheme": "Bearer",
        "two spaces": f"Bearer  {bare}",
        "two tokens": f"Bearer {bare} {bare}",
        "two tokens with a comma": f"Bearer {bare}, Bearer {bare}",
        "rubbish": "Bearer x.y.z",
        "an endless token": f"Bearer {'a' * 4_000}.{'b' * 1_000}.c",
        "signature cut off": f"Bearer {header}.{claims}.",
        "signature of another length": f"Bearer {header}.{claims}.{signature[:-8]}",
        "another header": f"Bearer {claims}.{claims}.{signature}",
        "expired": sim.token(expires_in=-900),
        "expired long ago": sim.token(expires_in=-864_000),
        "not yet valid": sim.token(nbf=now + 900, exp=now + 1_800),
        "without an end": sim.token(exp=None),
        "an end that is no number": sim.token(exp="tomorrow"),
        "an end that is true": sim.token(exp=True),
        "wrong audience": sim.token(aud=ELSEWHERE),
        "no audience": sim.token(aud=None),
        "empty audience": sim.token(aud=""),
        "several audiences, ours among them": sim.token(aud=[ELSEWHERE, sim.app_id]),
        "wrong issuer": sim.token(iss="https://evil.example"),
        "no issuer": sim.token(iss=None),
        "the issuer with a slash": sim.token(iss="https://api.botframework.com/"),
        "the emulator's issuer": sim.token(
            iss="https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/",
            ver="1.0",
            appid=sim.app_id,
        ),
        "another bot's, to its skill": sim.token(ver="1.0", appid=ELSEWHERE),
        "alg none": sim.token(alg="none"),
        "HS256 with the public key": sim.token(alg="HS256"),
        "RS384": sim.token(alg="RS384"),
        "RS512": sim.token(alg="RS512"),
        "no kid": sim.token(kid=None),
        "a kid that is no text": sim.token(kid=""),
        "a key of their own under a known kid": sim.token(key=sim.foreign_key(), kid=known),
        "no service URL in the token": sim.token(serviceurl=None),
        "another service URL in the token": sim.token(service_url="https://evil.example/"),
        "our service URL but for its case": sim.token(service_url=sim.service_url.upper()),
        "our service URL without its slash": sim.token(service_url=sim.service_url.rstrip("/")),
    }
    return {name: (sim.activity(eve, "status"), given) for name, given in headers.items()}


def forged_activities(here: Office, eve: Person) -> dict[str, Forgery]:
    """Return requests with an honest token and an activity that is not of our tenant and its connector."""
    sim = here.sim

    def changed(**parts: object) -> Json:
        made = {**sim.activity(eve, "status"), **parts}
        return {key: value for key, value in made.items() if value is not None}

    def from_tenant(data: str | None, chat: str | None) -> Json:
        made = sim.activity(eve, "status")
        made["channelData"] = {"tenant": {"id": data}} if data else {}
        made["conversation"].pop("tenantId")
        made["conversation"] |= {"tenantId": chat} if chat else {}
        return made

    def at(url: str) -> Forgery:
        return changed(serviceUrl=url), sim.token(service_url=url)

    honest = sim.token()
    return {
        "another service URL in the activity": (changed(serviceUrl=METADATA), honest),
        "both agree on a host that is not on the list": at(METADATA),
        "a listed host without https, not of this machine": at("http://smba.trafficmanager.net/"),
        "Microsoft's own, where it is not on the list": at("https://smba.trafficmanager.net/amer/"),
        "a name in front of the host": at(
            f"{sim.service_url.split('//')[0]}//127.0.0.1@evil.test/"
        ),
        "a host that only begins like ours": at("http://127.0.0.1.evil.test/"),
        "a file": at("file:///etc/passwd"),
        "no service URL in the activity": (changed(serviceUrl=None), honest),
        "no service URL anywhere": (changed(serviceUrl=None), sim.token(serviceurl=None)),
        "an empty service URL": (changed(serviceUrl=""), sim.token(serviceurl="")),
        "a service URL that is a list": (changed(serviceUrl=[sim.service_url]), honest),
        "another channel": (changed(channelId="webchat"), honest),
        "the emulator's channel": (changed(channelId="emulator"), honest),
        "no channel": (changed(channelId=None), honest),
        "a channel that is a list": (changed(channelId=["msteams"]), honest),
        "another tenant": (from_tenant(ELSEWHERE, ELSEWHERE), honest),
        "another tenant in the channel data": (from_tenant(ELSEWHERE, sim.tenant), honest),
        "another tenant in the conversation": (from_tenant(sim.tenant, ELSEWHERE), honest),
        "another tenant, told once": (from_tenant(None, ELSEWHERE), honest),
        "no tenant": (from_tenant(None, None), honest),
        "ours with a blank": (from_tenant(f" {sim.tenant}", f" {sim.tenant}"), honest),
        "a tenant that is no id": (from_tenant("*", "*"), honest),
    }


def other_kinds(here: Office, eve: Person) -> dict[str, Forgery]:
    """Return every other kind of activity, unsigned."""
    sim = here.sim
    plain = sim.activity(eve, "")
    create = {"line": 'program create pairs "Evil"', "fields": {}}
    press = {"action": {"type": "Action.Execute", "verb": "line", "data": create}}
    kinds: dict[str, Json] = {
        "installationUpdate": {"action": "add"},
        "conversationUpdate": {"membersAdded": [{"id": eve.id29, "aadObjectId": eve.aad}]},
        "messageReaction": {"reactionsAdded": [{"type": "like"}], "replyToId": "1"},
        "invoke": {"name": "adaptiveCard/action", "value": press},
        "event": {"name": "x"},
        "endOfConversation": {},
    }
    made = {kind: {**plain, "type": kind, **more} for kind, more in kinds.items()}
    for name in ("task/fetch", "task/submit"):
        made[name] = {**made["invoke"], "name": name, "value": {"data": create}}
    return {name: (activity, sim.token(alg="none")) for name, activity in made.items()}


async def test_whatever_is_forged_is_refused_and_reaches_nobody(migrated_url, caplog):
    async with office(migrated_url, start=START) as here:
        sim, ana = here.sim, here.sim.person("Ana")
        await sim.install(ana)
        await here.pass_(minutes=1)
        await sim.says(ana, "status")
        eve = sim.person("Eve")
        table = forged_tokens(here, eve) | forged_activities(here, eve) | other_kinds(here, eve)
        # whose key nobody knows costs a look at the issuer, and that is all
        table["a key of their own"] = (
            sim.activity(eve, "status"),
            sim.token(key=sim.foreign_key()),
        )
        before, calls = everything(here), calls_of(here, "openid", "keys")
        with structlog.testing.capture_logs() as logs:
            answers = {name: await sim.post_activity(*given) for name, given in table.items()}
            await here.app.inbound.drain(5.0)
        assert {name: one.status for name, one in answers.items()} == dict.fromkeys(table, 401)
        assert {one.text for one in answers.values()} == {'{"error": "That is not for this bot."}'}
        assert everything(here) == before
        assert calls_of(here, "openid", "keys") == calls
        assert {one["log_level"] for one in logs} == {"info"}
        assert not [one for one in logs if one.get("exc_info")]
        assert not [one for one in caplog.records if one.levelno >= logging.WARNING]
        assert (await sim.says(ana, "status")).ok


async def test_a_key_that_is_not_endorsed_for_teams_signs_nothing_of_teams(migrated_url):
    async with office(migrated_url, start=START) as here:
        sim, eve = here.sim, here.sim.person("Eve")
        sim.issuer.endorsements = ["webchat", "directline"]
        sim.rotate_keys()
        before = everything(here)
        with structlog.testing.capture_logs() as logs:
            answer = await sim.post_activity(sim.activity(eve, "status"))
        assert answer.status == 401
        assert everything(here) == before
        assert {one["log_level"] for one in logs} == {"info"}


async def test_what_is_sent_again_is_taken_and_done_once(migrated_url):
    async with office(migrated_url, start=START) as here:
        sim, ana = here.sim, here.sim.person("Ana")
        await sim.install(ana)
        await here.pass_(minutes=1)
        here.appoint(ana)
        preview = await sim.says(ana, 'program create pairs "Coffee"')
        await sim.press(ana, preview.message, "Create it")
        await here.app.inbound.drain(5.0)
        seen = [*sim.delivered]
        after = len(sim.chat(ana))
        calls = written(here)
        for _ in range(2):
            again = await asyncio.gather(*(sim.post_activity(one) for one in seen))
            assert [one.status for one in again] == [200] * len(seen)
        await here.app.inbound.drain(5.0)
        await here.pass_(minutes=1)
        assert len(sim.chat(ana)) == after > 1
        assert written(here) == calls
        with here.parts.store.begin() as work:
            assert [p.name for p in work.programs.of(f"teams:{sim.tenant}")] == ["Coffee"]


async def test_ten_copies_at_the_same_moment_are_one(migrated_url):
    async with office(migrated_url, start=START) as here:
        sim, ana = here.sim, here.sim.person("Ana")
        await sim.install(ana)
        activity = sim.activity(ana, "help")
        answers = await asyncio.gather(*(sim.post_activity(activity) for _ in range(10)))
        assert [one.status for one in answers] == [200] * 10
        await sim.until(lambda: sim.chat(ana))
        await here.app.inbound.drain(5.0)
        assert len(sim.chat(ana)) == 1


async def test_what_was_done_before_a_restart_is_not_done_again(migrated_url):
    async with office(migrated_url, start=START) as here:
        sim, ana = here.sim, here.sim.person("Ana")
        await sim.install(ana)
        await here.pass_(minutes=1)
        told = await sim.says(ana, "help")
        assert told.seen
        again = (await wiring.platforms_of(here.parts)).teams
        assert again is not None
        served = web.AppRunner(web.Application(), access_log=None, shutdown_timeout=1.0)
        served.app.add_routes(again.routes())
        await served.setup()
        await web.TCPSite(served, "127.0.0.1", 0).start()
        sim.bot_url = f"http://127.0.0.1:{served.addresses[0][1]}/api/messages"
        try:
            chat, calls = len(sim.chat(ana)), written(here)
            for one in [*sim.delivered]:
                assert (await sim.post_activity(one)).status == 200
            await again.inbound.drain(5.0)
            assert (await sim.says(ana, "status")).seen
            assert (len(sim.chat(ana)), written(here)) == (chat + 1, calls + 1)
        finally:
            await again.stop()
            await served.cleanup()
