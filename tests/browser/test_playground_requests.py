"""What the playground says to requests that no page of its own would send."""

import http.client
import json
import random
from urllib.parse import urlencode, urlsplit

import pytest

from tests.journeys.client import playground

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
ACTS = ("send", "press", "submit", "move", "account", "colleagues", "start-over")
TEXTS = (
    *(
        "",
        " ",
        "\0",
        "\ud800",
        "é" * 9_000,
        "<script>",
        "%00",
        "../../etc/passwd",
        "🌊",
        "ana",
        "1",
    ),
    *("9" * 400, "-1", "personal:ana", "#coffee", "circle:x", "2026-11-24T10:00Z", "0001-01-01"),
    *("9999-12-31T23:59:59+00:00", "step", "help", "join coffee", "\r\n", "a\r\nb", "null", "[]"),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A playground that this module shares."""
    url = f"sqlite:///{tmp_path_factory.mktemp('play') / 'play.db'}"
    with playground(url, "--people", "5") as client:
        yield urlsplit(client.address)


def ask(address, method, path, body=b"", **headers):
    """Send a request as it stands; return the status, the headers and the words of the answer."""
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil", "", "[", "10.0.0.1"]
)
def test_another_name_for_this_machine_is_refused(address, host) -> None:
    status, headers, _ = ask(address, "GET", "/play", Host=host)
    assert status == 421 or (host in ("", "[") and status in (400, 421))
    assert host in ("", "[") or "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1", "[::1]:9", "LOCALHOST:8000"])
def test_loopback_names_are_answered(address, host) -> None:
    assert ask(address, "GET", "/play", Host=host)[0] == 200


@pytest.mark.parametrize(
    "proxied",
    [{"X_Forwarded_For": "192.0.2.1"}, {"Forwarded": "for=192.0.2.1"}, {"X_Real_IP": "192.0.2.1"}],
    ids=str,
)
def test_a_proxy_on_this_machine_does_not_open_the_page_to_others(address, proxied) -> None:
    status, _, said = ask(address, "GET", "/play", Host="localhost", **proxied)
    assert status == 421
    assert "PUBLIC_URL" in said


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
def test_another_sites_page_cannot_act_through_this_browser(address, act, headers) -> None:
    for path, kind in ((f"/play/{act}", FORM), (f"/play/api/{act}", JSON)):
        status, _, said = ask(address, "POST", path, b"", Content_Type=kind, **headers)
        assert (status, "another site" in said) == (403, True)


@pytest.mark.parametrize("act", ACTS)
def test_what_a_plain_form_of_another_site_could_send_is_no_json(address, act) -> None:
    for kind in ("text/plain", FORM, "multipart/form-data"):
        assert ask(address, "POST", f"/play/api/{act}", b"{}", Content_Type=kind)[0] == 415
    assert ask(address, "POST", f"/play/{act}", b"{}", Content_Type="text/plain")[0] == 415


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"[]", b"null", b"1", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"as": 1}'),
        *(b'{"as": {"a": []}}', b'{"text": null}', b'{"by": "' + b"9" * 5000 + b'"}'),
        *(
            b'{"as": "ana", "text": "\\ud800", "line": "\\ud800"}',
            b'{"as": "ana", "text": "\\u0000", "line": "\\u0000"}',
        ),
        *(b'{"as": "ana", "answers": {"x": [1]}}', b'{"as": "ana", "line": "x", "answers": 5}'),
    ],
    ids=lambda body: repr(body[:20]),
)
def test_what_is_not_asked_for_rightly_is_refused_in_words(address, body) -> None:
    for act in ("send", "press", "submit", "move"):
        status, _, said = ask(address, "POST", f"/play/api/{act}", body, Content_Type=JSON)
        assert 400 <= status < 500, said
        assert json.loads(said)["error"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/play?as=nobody", 404),
        ("/play?as=%00", 404),
        ("/play?as=%ff%fe", 404),
        ("/play?in=personal%3Amargot", 404),
        ("/play?in=%00", 404),
        ("/play?show=99999999999999999999", 200),
        ("/play?show=%C2%B2", 200),
        ("/play?say=%00%F0", 200),
        ("/play/api/state?as=nobody", 404),
        ("/play/api/preview", 404),
        ("/play/api/preview?as=ana&message=99999999999999999999999&on=Slack", 404),
        ("/play/api/preview?as=ana&message=%C2%B2&on=Slack", 404),
        ("/play/api/send", 405),
        ("/play/static/..%2f..%2fpages.py", 404),
        ("/play/static/page.html", 404),
        ("/play/nothing", 404),
    ],
)
def test_addresses_that_lead_nowhere_say_so(address, path, status) -> None:
    found, headers, said = ask(address, "GET", path)
    assert (found, bool(said)) == (status, True)
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_too_much_at_once_is_refused(address) -> None:
    body = json.dumps({"as": "ana", "text": "x" * 4_001}).encode()
    status, _, said = ask(address, "POST", "/play/api/send", body, Content_Type=JSON)
    assert (status, "4,001" in said) == (400, True)
    body = urlencode([(f"one:{n}", "") for n in range(3_000)]).encode()
    assert ask(address, "POST", "/play/submit", body, Content_Type=FORM)[0] == 400
    assert ask(address, "POST", "/play/send", b"x" * 2_000_000, Content_Type=FORM)[0] == 413


def test_a_form_is_answered_with_all_that_can_be_chosen_in_it(address) -> None:
    body = json.dumps(
        {"as": "kwame", "in": "personal:kwame", "text": "discuss", "key": "whole form"}
    )
    status, _, said = ask(address, "POST", "/play/api/send", body.encode(), Content_Type=JSON)
    fields = {field["name"]: field for field in json.loads(said)["form"]["fields"]}
    assert status == 200
    assert [option["value"] for option in fields["sealed"]["options"]]
    assert fields["sealed"]["value"] in [option["value"] for option in fields["sealed"]["options"]]


def test_a_card_can_be_pressed_by_those_who_see_it_only(address) -> None:
    sent = json.dumps({"as": "ana", "text": "help"}).encode()
    assert ask(address, "POST", "/play/api/send", sent, Content_Type=JSON)[0] == 200
    state = json.loads(ask(address, "GET", "/play/api/state?as=ana")[2])
    own = [m for m in state["messages"] if m["conversation"] == "personal:ana"]
    card = next(m for m in own if m["buttons"])
    press = {"message": card["id"], "command": card["buttons"][0]["command"]}
    for who, command, status in (
        ("ana", press["command"], 200),
        ("ingrid", press["command"], 404),
        ("ana", "role @ana admin", 404),
    ):
        body = json.dumps({**press, "as": who, "command": command}).encode()
        assert ask(address, "POST", "/play/api/press", body, Content_Type=JSON)[0] == status


def test_what_is_sent_twice_under_one_key_is_done_once(address) -> None:
    # nobody else here speaks as jonas before
    body = json.dumps({"as": "jonas", "text": "status", "key": "k1"}).encode()
    for _ in range(2):
        assert ask(address, "POST", "/play/api/send", body, Content_Type=JSON)[0] == 200
    state = json.loads(ask(address, "GET", "/play/api/state?as=jonas")[2])
    assert [m["text"] for m in state["messages"]].count("status") == 1
    assert len([m for m in state["messages"] if m["conversation"] == "personal:jonas"]) == 2


def test_no_input_makes_the_playground_fail(address) -> None:
    chance = random.Random(7)
    names = ("as", "in", "text", "message", "command", "line", "by", "member", "on", "what", "away")
    for _ in range(300):
        given = {name: chance.choice(TEXTS) for name in chance.sample(names, 6)}
        given["as"] = chance.choice(("ana", chance.choice(TEXTS)))
        act = chance.choice((*ACTS[:-1], "hide"))
        if chance.random() < 0.5:
            body = json.dumps({**given, "answers": {chance.choice(TEXTS): "x"}}).encode()
            status, _, said = ask(address, "POST", f"/play/api/{act}", body, Content_Type=JSON)
        else:
            body = urlencode(given, errors="surrogatepass").encode()
            status, _, said = ask(address, "POST", f"/play/{act}", body, Content_Type=FORM)
        assert status < 500, (act, given, said)


def test_the_state_lists_who_was_put_together(address) -> None:
    for who in ("ana", "jonas", "kwame"):
        body = json.dumps({"as": who, "text": "join coffee"}).encode()
        assert ask(address, "POST", "/play/api/send", body, Content_Type=JSON)[0] == 200
    for _ in range(2):
        move = json.dumps({"by": "week"}).encode()
        assert ask(address, "POST", "/play/api/move", move, Content_Type=JSON)[0] == 200
    everyone = json.loads(ask(address, "GET", "/play/api/state")[2])["circles"]
    own = json.loads(ask(address, "GET", "/play/api/state?as=ana")[2])["circles"]
    assert everyone
    assert own == [one for one in everyone if "playground:acme:ana" in one["members"]]
    assert {"program", "round", "members", "at", "outcome", "dissolved"} == set(everyone[0])
    assert all(len(one["members"]) >= 2 for one in everyone)
