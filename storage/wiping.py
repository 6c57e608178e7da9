"""What was deleted leaves SQLite's files too: the write-ahead log, and what pages that moved have left behind."""

import mmap
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Engine

_SHORTEST = 6
"""Bytes from which on a word is looked for: shorter ones stand in any file."""

_MANY = 200
"""Words above which the file is made anew unread: to look for each takes longer."""


def wipe(engine: Engine, words: Iterable[str]) -> None:
    """Let nothing of the words be found in the files of a SQLite database; nothing to do on a server.

    `secure_delete` overwrites what is deleted. What b-trees left where rows had been moved goes by VACUUM.
    """
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path or not Path(path).is_file():
        return
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if _holds(Path(path), words):
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.close()
    finally:
        connection.close()


def _holds(path: Path, words: Iterable[str]) -> bool:
    looked_for = {word.encode() for word in words}
    if len(looked_for) > _MANY:
        return True
    with path.open("rb") as file:
        if not path.stat().st_size:
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
            return any(len(word) >= _SHORTEST and whole.find(word) >= 0 for word in looked_for)
