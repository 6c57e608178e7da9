"""What stands in front of Bolt: whether a request is Slack's, and whether it can be read at all."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from adapters import reading
from adapters.reading import Unreadable

BODY = 1024 * 1024
"""The most bytes of a request; a view of Slack's has at most 250 kB, three times that when it is form-encoded."""
WINDOW = 300
"""Seconds that a signature is good for, before and after."""
FIELDS = 200

_STAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


def genuine(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> bool:
    """Return whether the request was signed with our secret within the last five minutes."""
    stamp = headers.get("X-Slack-Request-Timestamp", "")
    signature = headers.get("X-Slack-Signature", "")
    if not secret or not _STAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature):
        return False
    if abs(now.timestamp() - int(stamp)) > WINDOW:
        return False
    return hmac.compare_digest(sign(stamp, body, secret), signature)


def sign(stamp: str, body: bytes, secret: str) -> str:
    """Return Slack's signature of a body sent at `stamp` (seconds since 1970)."""
    basis = b"v0:" + stamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), basis, hashlib.sha256).hexdigest()


def read(body: bytes, content_type: str) -> dict[str, Any]:
    """Return the payload of a request: JSON, a form, or a form with JSON in its `payload`; raises Unreadable."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("not UTF-8") from None
    if content_type == "application/json":
        return _object(text)
    try:
        form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS))
    except ValueError:
        raise Unreadable("too many fields") from None
    if "payload" in form:
        return _object(form["payload"])
    if not form:
        raise Unreadable("empty")
    return dict(form)


def _object(text: str) -> dict[str, Any]:
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("not JSON") from None
    if not isinstance(payload, dict):
        raise Unreadable("not a JSON object")
    if not reading.shallow(payload):
        raise Unreadable("nested too deeply")
    return payload
