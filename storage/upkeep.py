"""What the program notes about the database itself, beside what it keeps for people."""

from collections.abc import Callable

from sqlalchemy import Column, Connection, Engine, Table, delete, inspect, select, true, update

from storage.columns import Words
from storage.declare import kept, metadata, words
from storage.rows import Revive, insert_new

upkeep = Table(
    "upkeep", metadata, Column("name", Words, primary_key=True), words("value"), info=kept("nobody")
)

_OVER = Revive(keys=("name",), where=true(), keep=())


def note(connection: Connection, name: str, value: str) -> None:
    """Write a note, over what stood there."""
    forget(connection, name)
    connection.execute(upkeep.insert(), {"name": name, "value": value})


def forget(connection: Connection, name: str) -> None:
    """Take a note away."""
    connection.execute(delete(upkeep).where(upkeep.c.name == name))


def note_oldest(connection: Connection, revision: str, oldest: str) -> None:
    """Note that programs from the revision `oldest` on can live with the schema of `revision`."""
    note(connection, f"oldest for {revision}", oldest)


def oldest(connection: Connection, revision: str) -> str | None:
    """Return the revision of the oldest program that can live with the schema of `revision`, where it was noted."""
    if not inspect(connection).has_table(upkeep.name):
        return None
    wanted = select(upkeep.c.value).where(upkeep.c.name == f"oldest for {revision}")
    return connection.scalar(wanted)


def secret(connection: Connection, new_id: Callable[[str], str]) -> str:
    """Return what nobody outside of this database knows, drawn when it is asked for first."""
    drawn = {"name": "secret", "value": new_id("") + new_id("")}
    connection.execute(insert_new(connection, upkeep), drawn)
    drawn_first = select(upkeep.c.value).where(upkeep.c.name == "secret")
    return str(connection.execute(drawn_first).scalar_one())


class Notes:
    """Short notes that processes leave each other under a name."""

    def __init__(self, engine: Engine) -> None:
        """Keep them in this database."""
        self._engine = engine

    def read(self, name: str) -> str:
        """Return a note, empty where there is none."""
        with self._engine.connect() as connection:
            return connection.scalar(select(upkeep.c.value).where(upkeep.c.name == name)) or ""

    def write(self, name: str, value: str) -> None:
        """Write a note, over what stood there."""
        with self._engine.begin() as connection:
            connection.execute(
                insert_new(connection, upkeep, _OVER), {"name": name, "value": value}
            )

    def take(self, name: str, before: str, value: str) -> bool:
        """Write a note if it still says what it said `before`; of several processes that do so, one is told true."""
        with self._engine.begin() as connection:
            if not before:
                row = {"name": name, "value": value}
                return connection.execute(insert_new(connection, upkeep), row).rowcount == 1
            same = (upkeep.c.name == name) & (upkeep.c.value == before)
            return connection.execute(update(upkeep).where(same).values(value=value)).rowcount == 1
