"""The types of our columns: text both databases can hold, instants in UTC, shapes as JSON, and the database's clock."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError
from sqlalchemy import BigInteger, ColumnElement, DateTime, Dialect, Integer, Text
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from facilitation.errors import UserError

Ordinal = BigInteger().with_variant(Integer(), "sqlite")
"""A number the database counts up: it is the order in which rows came."""

# An escaped NUL in JSON text, not a written-out backslash before "u0000".
_JSON_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


class Unstorable(UserError, DontWrapMixin):
    """A text that no database can hold."""


_NUL = (
    "There is an invisible NUL character in that text. Please take it out, or type the text anew."
)
_SURROGATE = "There is half a character (such as a broken emoji) in that text. Please type it anew."


def storable(text: str) -> str:
    """Return the text as it is; raises Unstorable for a NUL or a lone surrogate in it."""
    if "\x00" in text:
        raise Unstorable(_NUL)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise Unstorable(_SURROGATE) from None
    return text


def to_json(adapter: TypeAdapter[Any], value: Any) -> str:
    """Return the value as JSON text; raises Unstorable for a NUL or a lone surrogate in it."""
    try:
        text = adapter.dump_json(value).decode()
    except PydanticSerializationError as error:
        if "surrogates not allowed" in str(error):
            raise Unstorable(_SURROGATE) from None
        raise
    if "\\u0000" in text and _JSON_NUL.search(text):
        raise Unstorable(_NUL)
    return text


class Words(TypeDecorator[str]):
    """Text, kept verbatim; what cannot be kept is refused with a sentence before the database sees it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Check the text on its way in."""
        return None if value is None else storable(value)


class Shape(TypeDecorator[Any]):
    """A value of the adapter's type, kept as JSON text."""

    impl = Text
    cache_ok = True

    def __init__(self, adapter: TypeAdapter[Any]) -> None:
        """Keep the adapter that writes and reads the value."""
        super().__init__()
        self.adapter = adapter

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write the value as JSON."""
        return None if value is None else to_json(self.adapter, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the value from JSON."""
        return None if value is None else self.adapter.validate_json(value)


class Frozen(Shape):
    """A value that never changes, kept as JSON text: the same text is read once."""

    cache_ok = True

    def __init__(self, adapter: TypeAdapter[Any]) -> None:
        """Keep the adapter that writes and reads the value."""
        super().__init__(adapter)
        self._read = lru_cache(1024)(adapter.validate_json)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the value from JSON."""
        return None if value is None else self._read(value)


class Worded(Shape):
    """A value of the adapter's type as JSON, or the words that stood in its place before it was kept."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write words as they are, anything else as JSON."""
        return value if isinstance(value, str) else super().process_bind_param(value, dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read JSON, or words."""
        return super().process_result_value(value, dialect) if (value or "")[:1] == "{" else value


class Instant(TypeDecorator[datetime]):
    """An aware instant, given back in UTC on every database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn the instant into UTC, without its zone where the database keeps none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant without a zone cannot be kept: {value!r}")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class clock(FunctionElement[datetime]):  # noqa: N801  (reads as the SQL function it is)
    """The database's own clock, some seconds on: one clock for every worker, whatever theirs say."""

    type = Instant()
    inherit_cache = True
    name = "clock"

    def __init__(self, ahead: timedelta | ColumnElement[float] = timedelta()) -> None:
        """Take how far ahead of now the instant is, as seconds where it is a column or a parameter."""
        super().__init__(ahead.total_seconds() if isinstance(ahead, timedelta) else ahead)


@compiles(clock, "postgresql")
def _clock_postgresql(element: clock, compiler: SQLCompiler, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    return f"(now() + make_interval(secs => {seconds}))"


@compiles(clock, "sqlite")
def _clock_sqlite(element: clock, compiler: SQLCompiler, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    # The same text that an Instant is kept as, so that the two compare.
    return f"(strftime('%Y-%m-%d %H:%M:%f', 'now', {seconds} || ' seconds') || '000')"
