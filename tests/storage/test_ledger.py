"""The ledger of who was forgotten: outside the database, in a file or a database of its own, and it names nobody."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.errors import StorageError
from storage.ledger import Entry, InFile, Ledger, digest, ledger_of

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def opened(where: str, database_url: str) -> Ledger:
    found = ledger_of(where, database_url, lambda: "salt" * 16)
    assert found is not None
    return found


@pytest.mark.parametrize("kind", ["file", "database"])
def test_what_was_written_is_there_for_whoever_opens_it_next(kind: str, tmp_path: Path) -> None:
    where = str(tmp_path / "ledger") if kind == "file" else f"sqlite:///{tmp_path / 'ledger.db'}"
    ledger = opened(where, "postgresql://here/db")
    assert ledger.entries() == []
    entry = Entry("ers_1", digest(ledger.salt(), "slack:T1:U1"), AT)

    ledger.add([entry])

    again = opened(where, "postgresql://here/db")
    assert again.entries() == [entry]
    assert again.salt() == ledger.salt()
    assert digest(again.salt(), "slack:T1:U2") != entry.who


def test_it_lies_beside_a_sqlite_file_and_has_no_place_by_itself_elsewhere(tmp_path: Path) -> None:
    opened("", f"sqlite:///{tmp_path}/peerloop.db").salt()

    assert [one.name for one in tmp_path.iterdir()] == ["peerloop.db.forgotten"]
    assert ledger_of("", "sqlite://", str) is None
    assert ledger_of("", "postgresql://here/db", str) is None


def test_it_is_refused_in_the_database_whose_backups_it_is_to_outlive() -> None:
    with pytest.raises(StorageError, match="must not lie in the database"):
        ledger_of("postgresql://here/db", "postgresql://here/db", str)


def test_a_line_that_a_crash_cut_off_is_passed_over(tmp_path: Path) -> None:
    ledger = InFile(tmp_path / "ledger", lambda: "salt" * 16)
    ledger.salt()
    ledger.add([Entry("ers_1", "a", AT)])
    with (tmp_path / "ledger").open("a") as file:
        file.write('{"id": "ers_2", "wh')

    assert [one.id for one in ledger.entries()] == ["ers_1"]
