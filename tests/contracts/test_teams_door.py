"""The Teams endpoint against what is not Microsoft's, not for us, or not to be read; it never answers with 5xx."""

import copy
import json
import random

import pytest

from facilitation.talk.incoming import Quiet
from tests.contracts.teams_desk import desk

HOSTILE = 1_500
ODD: tuple[object, ...] = (
    *(
        None,
        True,
        0,
        -1,
        1e300,
        "",
        " ",
        "\x00",
        "\ud800",
        "x" * 3_000,
        "<at>Peerloop</at> /",
        [],
        {},
    ),
    *(
        [[]],
        {"id": 7},
        {"id": "a b"},
        {"id": "29:x", "aadObjectId": []},
        "javascript:alert(1)",
        "#x",
    ),
    *("http://169.254.169.254/", {"tenant": {"id": "other"}}, {"action": {"data": {"line": 3}}}),
    *({"line": "x", "fields": {"a": {}}}, {"data": {"line": "\ud800", "fields": {"x": "people"}}}),
)


def places(value, path=()):
    """Give every path into a payload."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


def spoiled(chance, activity):
    """Return the activity with a few of its parts made odd or left out."""
    found = copy.deepcopy(activity)
    for _ in range(chance.randint(1, 3)):
        path = chance.choice(list(places(found)))
        inner = found
        for key in path[:-1]:
            inner = inner[key]
        if isinstance(inner, dict) and chance.random() < 0.3:
            del inner[path[-1]]
        else:
            inner[path[-1]] = copy.deepcopy(chance.choice(ODD))
        if not found:
            return found
    return found


async def test_hostile_activities_with_honest_tokens_never_make_an_error_of_ours():
    async with desk() as d:
        ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
        design = d.sim.team("Design", channels=("crits",), people=[ana, ben])
        await d.sim.install(ana)
        await d.sim.add_to_team(design, by=ana)
        await d.sim.says(ana, "thank @Ben in #crits", where=design.general, patience=0)
        await d.sim.says(ana, "help")
        message = d.sim.chat(ana)[-1]
        await d.sim.react(ana, message)
        await d.settled()
        seeds = [*d.sim.delivered]
        button = {**d.sim.activity(ana, ""), "replyToId": message.id}
        data = {"line": "join x", "at": {"place": design.id, "kind": "channel"}, "pick": "choice0"}
        for name in ("adaptiveCard/action", "task/fetch", "task/submit"):
            value = {"action": {"data": data, "verb": "line"}, "data": data, "trigger": "manual"}
            seeds.append({**button, "type": "invoke", "name": name, "value": value})
        seeds.append({**button, "value": {**data, "fields": {"a": "line"}, "field.a": "x"}})
        chance = random.Random(4)
        token = d.sim.token()
        statuses = set()
        for number in range(HOSTILE):
            activity = spoiled(chance, {**chance.choice(seeds), "id": f"n{number}"})
            answer = await d.sim.post_activity(activity, token)
            statuses.add(answer.status)
            assert answer.status in (200, 400, 401), activity
        assert statuses == {200, 400, 401}
        assert all(one.by.member.startswith(d.space) for one in d.core.done)
        d.sim.refused.clear()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'"x"', 400),
        (b"{}", 400),
        (b'{"type": 7}', 400),
        (b"\xff\xfe", 400),
        (b'{"type": "message", "x": ' + b"[" * 30_000 + b"]" * 30_000 + b"}", 400),
        (b'{"type": "message", "x": ' + b"[" * 200 + b"]" * 200 + b"}", 401),
        (b'{"type": "message", "text": "' + b"x" * (255 * 1024) + b'"}', 401),
        (b'{"type": "message", "text": "' + b"x" * (256 * 1024) + b'"}', 413),
        (b'{"type": "message"}', 401),
        (b'{"type": "message", "channelId": ["msteams"], "serviceUrl": {}}', 401),
    ],
)
async def test_what_cannot_be_read_is_refused_before_anything_is_done(body, status):
    async with desk() as d:
        headers = {"Content-Type": "application/json", "Authorization": d.sim.token()}
        assert (await d.sim.post(body, headers)).status == status
        assert not d.core.done


async def test_a_body_of_another_kind_or_packed_is_refused():
    async with desk() as d:
        body = json.dumps(d.sim.activity(d.sim.person("Ana"), "help")).encode()
        honest = {"Authorization": d.sim.token()}
        kinds = ({"Content-Type": "text/plain"}, {"Content-Type": "application/xml"})
        for headers in kinds:
            assert (await d.sim.post(body, {**honest, **headers})).status == 415
        packed = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        assert (await d.sim.post(body, {**honest, **packed})).status == 400
        assert not d.core.done


async def test_forged_and_foreign_requests_are_401_and_reach_nobody():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        d.core.heard.clear()
        activity = d.sim.activity(ana, "help")
        forged = (
            *("", "Bearer", "Bearer x.y.z", "Basic eDp5"),
            d.sim.token(aud="another"),
            d.sim.token(iss="https://evil.example"),
            d.sim.token(expires_in=-900),
            d.sim.token(alg="none"),
            d.sim.token(alg="HS256"),
            d.sim.token(key=d.sim.foreign_key()),
            d.sim.token(service_url="https://evil.example/"),
        )
        for authorization in forged:
            assert (await d.sim.post_activity(activity, authorization)).status == 401
        spoofed = {**activity, "serviceUrl": "http://169.254.169.254/"}
        honest = d.sim.token(service_url="http://169.254.169.254/")
        assert (await d.sim.post_activity(spoofed, honest)).status == 401
        for other in ("emulator", "directline", None):
            assert (await d.sim.post_activity({**activity, "channelId": other})).status == 401
        assert (d.core.done, d.core.heard) == ([], [])


async def test_another_tenant_s_people_are_401_however_honest_their_token():
    async with desk() as d:
        fabrikam = d.sim.company("Fabrikam")
        eve = d.sim.person("Eve", company=fabrikam)
        assert {one.status for one in await d.sim.install(eve)} == {401}
        activity = d.sim.activity(eve, "help")
        assert (await d.sim.post_activity(activity)).status == 401
        ours = {"tenant": {"id": d.sim.tenant}}
        for data in (ours, {}, None):
            two = {**activity, "channelData": data}
            assert (await d.sim.post_activity(two)).status == 401
        assert not d.core.done


async def test_a_rotation_of_the_issuer_s_keys_is_no_outage():
    async with desk() as d:
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        await d.sim.says(ana, "help")
        d.sim.rotate_keys()
        assert (await d.sim.says(ana, "status")).ok
        assert d.core.lines == ["help", "status"]


async def test_in_local_mode_anybody_on_this_machine_is_let_in_even_without_an_entra_id():
    async with desk(local=True) as d:
        d.core.replies = {"help": Quiet()}
        ana = d.sim.person("Ana")
        await d.sim.install(ana)
        activity = d.sim.activity(ana, "help")
        activity["channelData"]["tenant"]["id"] = activity["conversation"]["tenantId"] = "0000-1"
        del activity["from"]["aadObjectId"]
        assert (await d.sim.post_activity(activity, "")).ok
        assert d.core.done[0].by.workspace == "teams:0000-1"
        far = {**activity, "id": "2", "serviceUrl": "https://smba.trafficmanager.net/"}
        assert (await d.sim.post_activity(far, "")).status == 401
