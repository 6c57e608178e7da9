"""Whatever a signed payload is made of: an answer below 500, and never a trace in the log."""

import copy
import json
import logging
from urllib.parse import urlencode

import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.api import SlackApi
from adapters.slack.errors import Trouble
from facilitation.talk.incoming import Quiet
from tests.contracts.slack_desk import desk
from tests.contracts.slack_shapes import EVENTS, FORM, GENUINE, KEYS, TYPES, VALUES, signed

MENU = {"type": "static_select", "action_id": "choice:1:pause", "action_ts": "1.2"}
PRESSED = {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U7"}}

values = st.recursive(
    st.sampled_from(VALUES) | st.text(max_size=8) | st.integers() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


@st.composite
def payloads(draw: st.DrawFn) -> dict:
    """Return a payload as Slack sends it, with some of its parts in another shape."""
    body = {"team_id": "T1", **json.loads(json.dumps(draw(st.sampled_from(GENUINE))))}
    if draw(st.booleans()):
        body["type"] = draw(st.sampled_from(TYPES))
    if isinstance(body.get("event"), dict) and draw(st.booleans()):
        body["event"]["type"] = draw(st.sampled_from(EVENTS))
    for _ in range(draw(st.integers(0, 4))):
        place = body
        while True:
            key = draw(st.sampled_from([*place, draw(st.sampled_from(KEYS))]))
            inner = place.get(key)
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                inner = inner[0]
            if not isinstance(inner, dict) or draw(st.booleans()):
                break
            place = inner
        place[key] = copy.deepcopy(draw(values))
    return body


async def said(d, payload: object) -> int:
    """Send a signed payload; return the status, and fail for a line of a log that is no plain one."""
    body = urlencode({"payload": json.dumps(payload)}).encode()
    with structlog.testing.capture_logs() as logs:
        answer = await d.sim.sender.post(body, {"Content-Type": FORM, **signed(body)})
        await d.inbound.drain(5.0)
    assert not [line for line in logs if line["log_level"] not in ("debug", "info")], payload
    assert not [line for line in logs if line.get("exc_info")]
    return answer.status


@pytest.mark.parametrize(
    "payload",
    [
        {**PRESSED, "actions": [{**MENU, "selected_option": "1w"}]},
        {**PRESSED, "actions": [{**MENU, "selected_option": {"value": ["1w"]}}]},
        {**PRESSED, "actions": [{**MENU, "selected_option": []}]},
        {**PRESSED, "actions": "pause"},
        {**PRESSED, "actions": [["pause"]]},
        {"type": "event_callback", "team_id": "T1", "event": {"type": ["message"]}},
        {"type": "event_callback", "team_id": "T1", "event": {"type": "message", "subtype": []}},
        {"type": ["block_actions"], "team_id": "T1"},
        {"type": "view_submission", "team_id": "T1", "view": "x", "user": {"id": "U7"}},
        {"type": "view_submission", "team_id": "T1", "view": {"blocks": ["x"]}, "user": "U7"},
        {"command": {"x": 1}, "team_id": "T1"},
        {"team": ["T1"], "user": [], "event": 5, "type": "event_callback"},
    ],
)
async def test_a_wrong_shape_in_a_signed_payload_is_a_line_and_no_trace(payload, caplog):
    async with desk() as d:
        with caplog.at_level(logging.INFO):
            assert await said(d, payload) in (200, 400)
        assert not [record for record in caplog.records if record.exc_info]


async def test_no_shape_of_a_signed_payload_makes_a_listener_fail(caplog, long):
    sent: list[object] = []

    @settings(max_examples=long(250, 20_000), deadline=None, database=None, derandomize=True)
    @given(payloads())
    def gather(made):
        sent.append(made)

    gather()
    async with desk(handle=lambda incoming: Quiet()) as d:
        for payload in sent:
            assert await said(d, payload) in (200, 400)
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://hooks.slack.com/commands/T1/1/x", True),
        ("https://hooks.slack-gov.com/actions/T1/1/x", True),
        ("https://proxy.example/commands/1", True),
        ("http://hooks.slack.com/commands/T1/1/x", False),
        ("https://hooks.slack.com:8443/x", False),
        ("https://hooks.slack.com.evil.example/x", False),
        ("https://hooks.slack.com@evil.example/x", False),
        ("https://evil.example\\@hooks.slack.com/x", False),
        ("https://evil.example/https://hooks.slack.com/", False),
        ("https://169.254.169.254/latest/meta-data", False),
        ("http://proxy.example/x", False),
        ("file:///etc/passwd", False),
        ("https://[", False),
        ("//hooks.slack.com/x", False),
        ("", False),
    ],
)
def test_a_response_url_leads_to_slack_or_nowhere(url, ours):
    api = SlackApi("https://proxy.example/api/")
    assert (api._at_slack(url) is not None) is ours


async def test_an_answer_to_a_response_url_elsewhere_is_never_sent_there_and_comes_another_way():
    async with desk(ready=0.02) as d:
        d.core.slow = 0.2
        ana = d.team.user("ana")
        body = {"command": "/peer", "text": "home", "user_id": ana.id, "team_id": "T1"}
        body |= {"channel_id": d.sim.direct(ana).id, "trigger_id": "1.2.3"}
        await d.inbound.dispatch(body | {"response_url": "http://localhost:9/secret"})
        await d.inbound.drain(5.0)
        assert d.sim.messages(ana)
    api = SlackApi()
    with pytest.raises(Trouble, match="foreign_url"):
        await api.respond("http://localhost:9/secret", {})
    assert api._session is None
