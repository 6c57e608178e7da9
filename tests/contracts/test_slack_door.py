"""What stands before Bolt: only Slack gets in, and nothing that anybody sends makes the server fail."""

import copy
import json
import random
from io import BytesIO
from urllib.parse import urlencode

import pytest

from adapters import reading
from adapters.reading import Unreadable
from adapters.slack import verify
from facilitation.talk.incoming import Quiet
from tests.contracts.desk_core import NOW
from tests.contracts.slack_desk import desk
from tests.contracts.slack_shapes import (
    EVENTS,
    FORM,
    GENUINE,
    KEYS,
    SECRET,
    TYPES,
    VALUES,
    signed,
)


@pytest.mark.parametrize("how", ["forged", "stale", "early", "tampered", "unsigned"])
@pytest.mark.parametrize("kind", ["slash", "event"])
async def test_what_slack_did_not_sign_just_now_is_refused_and_nothing_is_done(how, kind):
    async with desk() as d:
        ana = d.team.user("ana")
        if kind == "slash":
            answer = await d.sim.send_slash(ana, "join x", how=how)
        else:
            inner = {"type": "message", "channel": "D1", "channel_type": "im", "ts": "1.1"}
            answer = await d.sim.send_event(ana, {**inner, "user": ana.id, "text": "x"}, how=how)
        assert answer.status == 401
        assert not d.core.done
        assert "signed" in answer.body["error"]


@pytest.mark.parametrize(
    ("age", "good"), [(0, True), (299, True), (-299, True), (301, False), (-301, False)]
)
def test_a_signature_is_good_for_five_minutes_either_way(age, good):
    assert verify.genuine(signed(b"x", age=age), b"x", SECRET, NOW) is good


@pytest.mark.parametrize(
    "changed",
    [
        {"X-Slack-Request-Timestamp": "now"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "-5"},
        {"X-Slack-Request-Timestamp": "1e9"},
        {"X-Slack-Request-Timestamp": "١٢٣"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0="},
        {"X-Slack-Signature": "v1=" + "0" * 64},
        {"X-Slack-Signature": "v0=" + "é" * 64},
        {"X-Slack-Signature": "v0=" + "0" * 64},
    ],
)
def test_headers_of_another_shape_are_no_signature(changed):
    assert verify.genuine({**signed(b"x"), **changed}, b"x", SECRET, NOW) is False


def test_without_a_secret_nothing_is_genuine():
    assert verify.genuine(signed(b"x", secret=""), b"x", "", NOW) is False


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", FORM),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"null", "application/json"),
        (b'"x"', "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"\xff\xfe", FORM),
        (b"[" * 100_000, "application/json"),
        (b'{"a":' * 100_000, "application/json"),
        (b'{"a":' + b"[" * 100 + b"]" * 100 + b"}", "application/json"),
        (b'{"a":' + b"9" * 5_000 + b"}", "application/json"),
        (b"payload=", FORM),
        (b"payload=%5B%5D", FORM),
        (b"payload=%FF", FORM),
        (b"&".join(b"a=b" for _ in range(1_000)), FORM),
        (b"<xml/>", "text/xml"),
    ],
)
async def test_what_is_signed_but_cannot_be_read_is_refused(body, kind):
    async with desk() as d:
        answer = await d.sim.sender.post(body, {"Content-Type": kind, **signed(body)})
        assert answer.status == 400
        assert not d.core.done


async def test_what_is_longer_than_slack_sends_is_refused_before_it_is_read():
    async with desk() as d:
        body = b"x" * (verify.BODY + 1)
        assert d.sim.sender.session is not None
        headers = {"Content-Type": FORM, **signed(body)}
        answer = await d.sim.sender.session.post(d.sim.app_url, data=BytesIO(body), headers=headers)
        assert answer.status == 413


async def test_a_compressed_body_is_refused():
    async with desk() as d:
        headers = {"Content-Type": FORM, "Content-Encoding": "gzip", **signed(b"junk")}
        assert (await d.sim.sender.post(b"junk", headers)).status == 400


async def test_slack_s_own_checks_of_the_address_are_answered():
    async with desk() as d:
        body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "t"}).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", **signed(body)}
        answer = await d.sim.sender.post(body, headers)
        assert (answer.status, answer.body) == (200, {"challenge": "abc"})
        body = b"ssl_check=1&token=t"
        answer = await d.sim.sender.post(body, {"Content-Type": FORM, **signed(body)})
        assert answer.status == 200


def test_depth_is_counted_in_lists_and_objects_alike():
    nested: object = "x"
    for n in range(reading.DEPTH - 1):
        nested = [nested] if n % 2 else {"a": nested}
    assert reading.shallow({"a": nested})
    assert not reading.shallow({"a": [nested]})
    with pytest.raises(Unreadable):
        verify.read(json.dumps({"a": [nested]}).encode(), "application/json")


def hostile(chance: random.Random) -> object:
    """Return something like what Slack sends, wrong in some places."""

    def value(depth: int) -> object:
        if depth and chance.random() < 0.5:
            keys = chance.sample(KEYS, chance.randrange(1, 6))
            made = {key: value(depth - 1) for key in keys}
            return made if chance.random() < 0.85 else [made]
        return chance.choice(VALUES)

    body = {key: value(2) for key in chance.sample(KEYS, chance.randrange(0, 12))}
    body.pop("response_url", None)
    body.pop("response_urls", None)
    if chance.random() < 0.9:
        body["team_id"] = "T1"
        body["type"] = chance.choice(TYPES)
    if body.get("type") == "event_callback" and chance.random() < 0.9:
        event = value(2)
        body["event"] = {**event, "type": chance.choice(EVENTS)} if isinstance(event, dict) else 5
    return body if chance.random() < 0.98 else chance.choice(VALUES)


def spoiled(chance: random.Random) -> object:
    """Return a payload as Slack sends it, with a few of its parts taken out or changed."""
    body: dict = {"team_id": "T1", **copy.deepcopy(chance.choice(GENUINE))}
    for _ in range(chance.randrange(0, 4)):
        place = body
        while True:
            key = chance.choice(list(place))
            inner = place[key]
            if not isinstance(inner, dict) or not inner or chance.random() < 0.4:
                break
            place = inner
        if chance.random() < 0.3 and len(place) > 1:
            del place[key]
        else:
            place[key] = chance.choice(VALUES)
    return body


async def test_thousands_of_hostile_payloads_and_never_a_failure_of_the_server(long):
    chance = random.Random(7)
    done = []

    def handle(incoming):
        done.append(incoming)
        return Quiet()

    async with desk(handle=handle) as d:
        statuses: dict[tuple[bool, int], int] = {}
        for number in range(long(3_000, 10_000)):
            payload = hostile(chance) if number % 2 else spoiled(chance)
            trusted = number % 5 != 0
            try:
                json.dumps(payload)
            except ValueError:
                # spoiled into a circle, which nobody can send
                continue
            if number % 3 == 0:
                body, kind = json.dumps(payload).encode(), "application/json"
            elif number % 3 == 1:
                body, kind = urlencode({"payload": json.dumps(payload)}).encode(), FORM
            else:
                given = payload if isinstance(payload, dict) else {"x": payload}
                fields = {k: str(v) for k, v in given.items()}
                body = urlencode(fields, errors="surrogatepass").encode()
                kind = FORM
            headers = {"Content-Type": kind, **(signed(body) if trusted else {})}
            answer = await d.sim.sender.post(body, headers)
            at = (trusted, answer.status)
            statuses[at] = statuses.get(at, 0) + 1
        assert {status for trusted, status in statuses if not trusted} == {401}
        assert {status for trusted, status in statuses if trusted} == {200, 400}
        # some of it is well enough made to be heard
        assert statuses[True, 200] > 200
        assert done
