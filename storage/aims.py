"""What members would like to be able to do by a program, in a table."""

from sqlalchemy import Connection, bindparam, delete, true

from facilitation.aims.model import Aim
from storage.aim_tables import aim as table
from storage.rows import Revive, Rows, insert_new

_AIMS = Rows(Aim, table, "program", "member")
_ANEW = Revive(("program", "member"), true(), ())
_ONE = _AIMS.select.where(
    table.c.program == bindparam("program"), table.c.member == bindparam("member")
)
_OF_PROGRAM = _AIMS.select.where(table.c.program == bindparam("program")).order_by(
    table.c.at, table.c.member
)


class Aims:
    """Where aims are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def find(self, program: str, member: str) -> Aim | None:
        """Return a member's aim in a program, or None."""
        return _AIMS.first(self._connection, _ONE, program=program, member=member)

    def put(self, aim: Aim) -> None:
        """Write an aim, in place of what the member said before."""
        self._connection.execute(insert_new(self._connection, table, _ANEW), _AIMS.row(aim))

    def drop(self, program: str, member: str) -> None:
        """Let go of a member's aim in a program."""
        gone = delete(table).where(table.c.program == program, table.c.member == member)
        self._connection.execute(gone)

    def of_program(self, program: str) -> list[Aim]:
        """Return every aim in a program, oldest first."""
        return _AIMS.all(self._connection, _OF_PROGRAM, program=program)
