"""The log says what happened and never a secret."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog
from pydantic import SecretStr

from bot import logs
from facilitation.errors import Unsaved

CANARY = "canary-8d1f0c-very-secret"
SHAPES = [
    "xoxb-11-22-AbCdEf",
    "xoxe.xoxb-1-AbCdEf",
    "xapp-1-A0-12-abcdef",
    "Bearer abc.def-ghi",
    "eyJhbGciOi.eyJzdWIi.c2lnbmF0",
    "https://hooks.slack.com/commands/T1/2/abcdef",
    "postgresql://ann:pass-word@db/peerloop",
    "https://slack.com/oauth?code=abcdef123&x=1",
]
TELLING = ["xoxb", "AbCdEf", "xapp", "abc.def", "c2lnbmF0", "T1/2", "pass-word", "abcdef123"]


@pytest.fixture(autouse=True)
def _restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, before = list(root.handlers), root.level, structlog.get_config()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


@pytest.fixture(params=["json", "console"])
def written(request: pytest.FixtureRequest) -> io.StringIO:
    stream = io.StringIO()
    logs.configure(request.param, "DEBUG", (CANARY,), stream)
    return stream


def fail_with(words: str) -> None:
    held = words  # stands in the traceback's frame too
    raise RuntimeError(f"refused {held}")


def test_a_known_secret_never_reaches_the_log(written: io.StringIO) -> None:
    log = structlog.get_logger("test")
    log.info("said %s", CANARY, where={"deep": [{"er": CANARY}], CANARY: 1}, raw=CANARY.encode())
    log.warning("object", thing=SimpleRepr(), kept=SecretStr(CANARY))
    logging.getLogger("other").error("plain %s", CANARY, extra={"more": CANARY})
    try:
        fail_with(CANARY)
    except RuntimeError:
        log.exception("failed", request=CANARY)
        logging.getLogger("other").exception("failed too")
    with structlog.contextvars.bound_contextvars(around=CANARY):
        log.info("bound")

    assert "failed too" in written.getvalue()
    assert written.getvalue().count(logs.HIDDEN) >= 10
    assert CANARY not in written.getvalue()


class SimpleRepr:
    def __repr__(self) -> str:
        return f"<thing {CANARY}>"


def test_what_looks_like_a_secret_is_hidden_even_when_nobody_knew_it(written: io.StringIO) -> None:
    log = structlog.get_logger("test")
    for shape in SHAPES:
        log.info("seen", text=f"it was {shape} there", nested=[shape])
        try:
            fail_with(shape)
        except RuntimeError:
            log.exception("failed")

    for telling in TELLING:
        assert telling not in written.getvalue()


@pytest.mark.parametrize(
    "key", ["token", "bot_token", "Authorization", "client_secret", "password", "X-Slack-Signature"]
)
def test_a_telling_key_hides_its_value(key: str) -> None:
    cleaned = logs.Redactor().clean({"headers": {key: "plain words"}, "count": 3})

    assert cleaned == {"headers": {key: logs.HIDDEN}, "count": 3}


def test_ordinary_values_stay_as_they_are() -> None:
    value: dict[str, Any] = {
        "event": "delivered to slack:T1:U7",
        "key": "ses_12:intro",
        "seconds": 0.5,
        "ok": True,
        "at": datetime(2026, 11, 24, 10, tzinfo=UTC),
        "list": ("a", 1, None),
    }

    assert logs.Redactor(("abc",)).clean(value) == value | {
        "at": "2026-11-24T10:00:00+00:00",
        "list": ["a", 1, None],
    }


def test_json_lines_carry_the_level_the_logger_and_the_instant() -> None:
    stream = io.StringIO()
    logs.configure("json", "INFO", (), stream)
    structlog.get_logger("bot.courier").info("carried", count=2)
    structlog.get_logger("bot.courier").debug("unheard")

    (line,) = [json.loads(text) for text in stream.getvalue().splitlines()]

    assert line["event"] == "carried"
    assert (line["level"], line["logger"], line["count"]) == ("info", "bot.courier", 2)
    assert line["timestamp"].endswith("Z")


def test_without_a_terminal_the_log_is_json() -> None:
    stream = io.StringIO()
    logs.configure(None, "INFO", (), stream)
    logging.getLogger("any").warning("words")

    assert json.loads(stream.getvalue())["event"] == "words"


def test_what_keeps_happening_is_said_once_a_minute_with_how_often() -> None:
    now, stream = 100.0, io.StringIO()
    logs.configure("json", "INFO", stream=stream)
    say = logs.Seldom(structlog.get_logger("x"), "warning", "again", lambda: now)
    for second in range(130):
        now = 100.0 + second
        say(last=second)
    told = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["times"], line["last"]) for line in told] == [(1, 0), (60, 60), (60, 120)]


def test_what_failed_because_nothing_can_be_saved_is_not_said_a_second_time(
    written: io.StringIO,
) -> None:
    log = structlog.get_logger("x")
    try:
        raise Unsaved
    except Unsaved as error:
        log.exception("a tick failed")
        log.error("a step failed", exc_info=error)
    log.error("something else", exc_info=None)
    assert written.getvalue().count("\n") == 1
    assert "something else" in written.getvalue()
