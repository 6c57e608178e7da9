"""At which address somebody's calendar is, in a table."""

from sqlalchemy import Connection, bindparam, delete

from facilitation.sessions.model import Subscription
from storage.agenda_tables import subscription as table
from storage.rows import Rows

_SUBSCRIPTIONS = Rows(Subscription, table, "member")
_BY_TOKEN = _SUBSCRIPTIONS.select.where(table.c.token == bindparam("token"))


class Subscriptions:
    """Where it is kept at which address somebody's calendar is."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def of_member(self, member: str) -> Subscription | None:
        """Return a member's, or None."""
        return _SUBSCRIPTIONS.named(self._connection, member)

    def by_token(self, token: str) -> Subscription | None:
        """Return the one with this token, or None."""
        return _SUBSCRIPTIONS.first(self._connection, _BY_TOKEN, token=token)

    def put(self, subscription: Subscription) -> None:
        """Write a member's, in place of what they had."""
        self.drop(subscription.member)
        _SUBSCRIPTIONS.add_all(self._connection, [subscription])

    def drop(self, member: str) -> None:
        """Let go of a member's."""
        self._connection.execute(delete(table).where(table.c.member == member))
