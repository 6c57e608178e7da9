"""Payloads in the shapes of Slack's, and signing them."""

from adapters.slack import verify
from tests.contracts.desk_core import NOW
from tests.contracts.hostile import ATTACKS

SECRET = "signing-secret"
PERSON = {"id": "U7", "name": "ana", "team_id": "T1"}
FORM = "application/x-www-form-urlencoded"


def signed(body: bytes, *, age: int = 0, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(NOW.timestamp()) - age)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": verify.sign(stamp, body, secret),
    }


VALUES: tuple[object, ...] = (
    *("", "x", "T1", "U7", "C7", "D7", "home", "1.1", "message", "im", "Ev1", "{}", "line:1"),
    *(None, True, False, 0, -1, 1e308, [], {}, [None], [[]], {"id": None}, {"id": "U7"}),
    *({"type": "message"}, [{"type": "button", "action_id": "line:1", "value": "home"}]),
    *ATTACKS,
)


KEYS = (
    *("type", "team", "team_id", "user", "user_id", "channel", "channel_id", "event", "actions"),
    *("view", "state", "values", "container", "message", "trigger_id", "callback_id", "command"),
    *("text", "ts", "thread_ts", "subtype", "bot_id", "action_id", "value", "selected_option"),
    *("authorizations", "enterprise", "private_metadata", "event_id", "tokens", "inviter", "tab"),
    *("is_enterprise_install", "is_ext_shared_channel", "previous_message", "function_data"),
    *("block_id", "blocks", "response_url", "response_urls", "ssl_check", "item", "profile"),
)


TYPES = (
    *("event_callback", "block_actions", "view_submission", "view_closed", "shortcut"),
    *("message_action", "block_suggestion", "interactive_message", "dialog_submission"),
    *("url_verification", "workflow_step_edit", "function_executed", "x", "", None, 5),
)


EVENTS: tuple[object, ...] = (
    *("message", "app_mention", "app_home_opened", "member_joined_channel", "team_join"),
    *("user_change", "channel_rename", "channel_archive", "member_left_channel", "tokens_revoked"),
    *("function_executed", "x", None, [], 5),
)


GENUINE = (
    {"type": "block_actions", "user": PERSON, "channel": {"id": "C7", "name": "design"}}
    | {"container": {"message_ts": "1.1", "is_ephemeral": False}, "message": {"ts": "1.1"}}
    | {"actions": [{"type": "button", "action_id": "line:1", "value": "x", "action_ts": "1.2"}]},
    {"type": "view_submission", "user": PERSON, "trigger_id": "1.2.3"}
    | {
        "view": {
            "type": "modal",
            "id": "V1",
            "callback_id": "form:C7:channel::1.1:design",
            "private_metadata": "rename x",
            "blocks": [{"type": "input", "block_id": "name"}],
            "state": {"values": {"name": {"answer": {"type": "plain_text_input", "value": "x"}}}},
        }
    },
    {"type": "message_action", "user": PERSON, "callback_id": "ask", "trigger_id": "1.2.3"}
    | {"channel": {"id": "C7", "name": "design"}, "message": {"ts": "1.1", "text": "x"}},
    {"type": "event_callback", "event_id": "Ev1"}
    | {
        "event": {"type": "message", "channel": "D7", "channel_type": "im", "user": "U7"}
        | {"text": "home", "ts": "1.1"}
    },
    {"type": "event_callback", "event": {"type": "app_home_opened", "user": "U7", "tab": "home"}},
    {
        "type": "event_callback",
        "event": {"type": "user_change", "user": {"id": "U7", "profile": {}}},
    },
    {"command": "/peer", "text": "home", "user_id": "U7", "channel_id": "C7", "trigger_id": "1.2"},
)
