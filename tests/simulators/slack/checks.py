"""What the simulated Slack refuses in texts, blocks and views; stricter than Slack where Slack would only show less."""

import re
from typing import Any

from tests.contracts import slack_checker
from tests.simulators.slack.model import Json, SlackError

TS = re.compile(r"\d{9,11}\.\d{6}")


def text_of(args: Json, required: bool = True) -> str:
    """Return the text; raises no_text, or msg_too_long over 4,000 (Slack would split it in two)."""
    text = args.get("text") or ""
    if not isinstance(text, str):
        raise SlackError("invalid_arguments")
    if not text and required and not args.get("blocks"):
        raise SlackError("no_text")
    if slack_checker.length(text) > 4_000:
        raise SlackError("msg_too_long")
    return text


def blocks_of(args: Json) -> list[Json] | None:
    """Return the blocks, None when there are none given; raises invalid_blocks with what is wrong with them."""
    blocks = args.get("blocks")
    if blocks is None or blocks == []:
        return blocks
    if not isinstance(blocks, list) or not all(isinstance(one, dict) for one in blocks):
        raise SlackError("invalid_blocks_format")
    wrong = _faults(slack_checker.message_faults, {"text": args.get("text"), "blocks": blocks})
    if any("msg_blocks_too_long" in one for one in wrong):
        raise SlackError("msg_blocks_too_long")
    if wrong:
        raise SlackError("invalid_blocks", errors=wrong, response_metadata={"messages": wrong})
    return blocks


def view_of(view: Any, kind: str) -> Json:
    """Return a view of that kind; raises invalid_arguments with what is wrong with it."""
    if not isinstance(view, dict) or view.get("type") != kind:
        wrong = [f"[ERROR] not a view of type {kind} [json-pointer:/view/type]"]
    else:
        checked = dict(view)
        if kind == "home":
            title = {"type": "plain_text", "text": "Home"}
            checked |= {"type": "modal", "title": title, "submit": title}
        wrong = _faults(slack_checker.view_faults, checked)
    if any("view_too_large" in one for one in wrong):
        raise SlackError("view_too_large")
    if wrong:
        raise SlackError("invalid_arguments", response_metadata={"messages": wrong})
    return dict(view)


def metadata_of(args: Json) -> Json | None:
    """Return the message metadata; raises invalid_metadata_format."""
    metadata = args.get("metadata")
    if metadata in (None, "", {}):
        return None
    good = isinstance(metadata, dict) and isinstance(metadata.get("event_payload"), dict)
    if not good or not isinstance(metadata.get("event_type"), str) or not metadata["event_type"]:
        raise SlackError("invalid_metadata_format")
    return dict(metadata)


def thread_of(args: Json) -> str:
    """Return the thread's timestamp or nothing; raises invalid_thread_ts."""
    thread = str(args.get("thread_ts") or "")
    if thread and not TS.fullmatch(thread):
        raise SlackError("invalid_thread_ts")
    return thread


def _faults(check: Any, payload: Json) -> list[str]:
    try:
        return list(check(payload))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        return [f"malformed: {type(error).__name__} {error}"]
