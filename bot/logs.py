"""The log: structlog on the console or as JSON, everything through it, secrets taken out."""

import logging
import re
import sys
import time
from collections.abc import Callable, Mapping, MutableMapping
from datetime import date
from typing import Any, Literal, TextIO

import structlog

from facilitation.errors import Unsaved

HIDDEN = "[hidden]"

_SECRET_KEY = re.compile(
    r"token|secret|passw(or)?d|authorization|cookie|signature|api_?key|database_url|response_url",
    re.IGNORECASE,
)
_SECRET_TEXT = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w.-]+"
    r"|xapp-[\w-]+"
    r"|(?i:\b(?:bearer|basic)\s+[\w.~+/=-]{6,})"
    r"|\beyJ[\w-]+\.[\w-]+\.[\w-]*"
    r"|https://hooks\.slack\.com/[^\s\"']+"
    r"|(?<=://)[^\s/:@]*:[^\s/@]+(?=@)"
    r"|(?i:(?<=token=)|(?<=secret=)|(?<=password=)|(?<=code=))[^\s&\"']+"
)


class Redactor:
    """Takes secrets out of whatever is logged: known values, known shapes, and telling keys."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        """Know the values to hide; those under 6 characters would hide ordinary words."""
        known = sorted({s for s in secrets if len(s) >= 6}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(
        self, _logger: Any, _method: str, entry: MutableMapping[str, Any]
    ) -> dict[str, Any]:
        """Return the entry without secrets (a structlog processor)."""
        cleaned: dict[str, Any] = self.clean(entry)
        return cleaned

    def clean(self, value: Any) -> Any:
        """Return the value without secrets, nested ones included."""
        match value:
            case None | bool() | int() | float():
                return value
            case str():
                return self.text(value)
            case bytes():
                return self.text(value.decode("utf-8", "replace"))
            case date():
                return value.isoformat()
            case Mapping():
                return {
                    self.text(str(key)): HIDDEN
                    if item and not isinstance(item, bool) and _SECRET_KEY.search(str(key))
                    else self.clean(item)
                    for key, item in value.items()
                }
            case list() | tuple() | set() | frozenset():
                return [self.clean(item) for item in value]
            case _:
                return self.text(repr(value))

    def text(self, text: str) -> str:
        """Return the text without secrets."""
        if self._known:
            text = self._known.sub(HIDDEN, text)
        return _SECRET_TEXT.sub(HIDDEN, text)


class Seldom:
    """Says one thing at most once a minute, with how often it came since it was said last; for any thread."""

    def __init__(
        self,
        log: Any,
        level: str,
        event: str,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Log `event` at a level."""
        self._log = log
        self._level = level
        self._event = event
        self._monotonic = monotonic
        self._times = 0
        self._not_before = 0.0

    def __call__(self, **more: object) -> None:
        """Say it, or only count it when it was said a moment ago."""
        self._times += 1
        if (now := self._monotonic()) >= self._not_before:
            self._not_before = now + 60.0
            times, self._times = self._times, 0
            getattr(self._log, self._level)(self._event, times=times, **more)


def _said_already(
    _logger: Any, _method: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop what failed because nothing can be saved: metrics say that once a minute (a structlog processor)."""
    error = entry.get("exc_info")
    if not isinstance(error, BaseException):
        error = sys.exc_info()[1] if error else None
    if isinstance(error, Unsaved):
        raise structlog.DropEvent
    return entry


def _take_over(handler: logging.Handler, level: str) -> None:
    """Let this be the one handler of the standard library's logging."""
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    # their own chatter at INFO says nothing an operator can use
    for noisy in ("aiohttp.access", "alembic", "storage.turns"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
    # a tick that is skipped because the last one still runs is seen in the tick's age
    logging.getLogger("apscheduler").setLevel(max(logging.ERROR, root.level))


def configure(
    form: Literal["console", "json"] | None = None,
    level: str = "INFO",
    secrets: tuple[str, ...] = (),
    stream: TextIO | None = None,
) -> None:
    """Send structlog and the standard library's logging to `stream` (standard error) in one form."""
    out = stream or sys.stderr
    as_console = form == "console" or (form is None and out.isatty())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    as_lines = structlog.dev.ConsoleRenderer(colors=out.isatty())
    last: Any = as_lines if as_console else structlog.processors.JSONRenderer()
    handler = logging.StreamHandler(out)
    processors = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[*processors, Redactor(secrets), last]
        )
    )
    _take_over(handler, level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            _said_already,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
