"""Clinics in tables."""

from sqlalchemy import Connection, bindparam

from facilitation.discussions.clinics.model import Clinic
from facilitation.errors import NotFound
from storage.discussion_tables import clinic
from storage.rows import Rows

_CLINICS = Rows(Clinic, clinic, "id")
_OF = _CLINICS.select.where(clinic.c.discussion == bindparam("discussion"))


class Clinics:
    """Where clinics are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, clinic_id: str) -> Clinic:
        """Return the clinic; raises NotFound."""
        return _there(_CLINICS.named(self._connection, clinic_id))

    def save(self, clinic: Clinic) -> Clinic:
        """Write the clinic; raises Conflict when it has changed since it was read."""
        return _CLINICS.save(self._connection, clinic)

    def of(self, discussion: str) -> Clinic:
        """Return the clinic that a discussion is; raises NotFound."""
        return _there(_CLINICS.first(self._connection, _OF, discussion=discussion))


def _there(found: Clinic | None) -> Clinic:
    if found is None:
        raise NotFound("That clinic is no longer there. See all: discussions")
    return found
