"""The url of a database: understood, or refused with a sentence that repeats none of it, for it may hold a password."""

import re
from urllib.parse import quote

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StorageError

EXAMPLES = "sqlite:///peerloop.db or postgresql://name:password@host/database"

_POSTGRESQL, _SQLITE = "postgresql+psycopg", "sqlite+pysqlite"
_PLAIN = re.compile(r"[\w.~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2}")
_LABEL = re.compile(r"[\w:%-]+")
_OPTIONS = {"cache", "immutable", "mode", "nolock", "uri", "vfs"}
"""What SQLite itself may be told in a url."""


def parsed(url: str) -> URL:
    """Return the url's parts with our driver; raises StorageError for one that is not understood, or in two ways."""
    wrong = StorageError(f"This is not the url of a database. Write {EXAMPLES}.")
    if not url.isprintable():
        raise wrong
    if strange := _PLAIN.sub("", _account(url))[:1]:
        raise StorageError(
            f"In the name and password of the database's url, write {quote(strange, safe='')} for {strange}"
            " (characters that mean something in a url must be percent-encoded there)."
        )
    try:
        found = _driven(make_url(url))
        parts = map(str, found.translate_connect_args().values())
        if not all(map(str.isprintable, parts)) or not _somewhere(found) or _ignored(found):
            raise wrong
        # the options, as the driver will read them
        found.get_dialect()().create_connect_args(found)
    except (ArgumentError, ValueError):
        raise wrong from None
    return found


def _driven(url: URL) -> URL:
    kind, _, driver = url.drivername.partition("+")
    if kind in {"postgres", "postgresql"} and driver in {"", "psycopg"}:
        return url.set(drivername=_POSTGRESQL)
    if kind == "sqlite" and driver in {"", "pysqlite"}:
        return url.set(drivername=_SQLITE)
    raise StorageError(f"{url.drivername}:// is not a database Peerloop knows. Write {EXAMPLES}.")


def secrets(url: str) -> tuple[str, ...]:
    """Return what nobody may read of a url that is understood: passwords, as they are and as they stand there."""
    _, _, written = _account(url).partition(":")
    found = parsed(url)
    options = [value for name, value in found.query.items() if "password" in name]
    texts = [text for value in options for text in ([value] if isinstance(value, str) else value)]
    return tuple(dict.fromkeys(text for text in (found.password, written, *texts) if text))


def _account(url: str) -> str:
    """Return the name and password as they stand in the url, whatever they hold."""
    rest = url.partition("://")[2]
    plain, _, options = rest.partition("?")
    # a question mark may be the password's own
    return (plain if "@" in plain or "@" not in options else rest).rpartition("@")[0]


def _ignored(url: URL) -> bool:
    """Return whether something stands in the url that SQLite would pass over with a warning."""
    strange = set(url.query) - _OPTIONS or url.query.get("uri") != "true"
    return bool(url.drivername == _SQLITE and url.query and strange)


def _somewhere(url: URL) -> bool:
    """Return whether the host and port could be somewhere, as far as their form tells."""
    labels = (url.host or "localhost").removesuffix(".").split(".")
    right = all(len(label) < 64 and _LABEL.fullmatch(label) for label in labels)
    return right and (url.port is None or 1 <= url.port <= 65535)
