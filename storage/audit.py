"""The audit: who changed what and who looked at which report; only ever added to, and people stand in it as tokens.

The key from a member to their token is a row of its own, and goes when they are forgotten: nothing has to be rewritten.
"""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection, select

from facilitation.people.privacy import KEPT
from facilitation.post.journal import Fact
from facilitation.privacy.model import Audited
from storage.audit_tables import audit, audit_key
from storage.rows import batches, insert_new
from storage.tables import member

KINDS = frozenset(kind for one in KEPT if one.audited for kind in one.facts)
"""The kinds of facts that are written to the audit too."""


class Audit:
    """Reads the audit, and writes facts to it."""

    def __init__(self, connection: Connection, new_id: Callable[[str], str]) -> None:
        """Work on this connection's transaction."""
        self._connection = connection
        self._new_id = new_id

    def add(self, facts: Sequence[Fact]) -> None:
        """Write down those of the facts that belong here."""
        its = [one for one in facts if one.kind in KINDS]
        if its:
            tokens = self._tokens([id for one in its for id in (one.by, _whom(one))])
            self._connection.execute(audit.insert(), [_row(one, tokens) for one in its])

    def newest(self, workspace: str, limit: int) -> list[Audited]:
        """Return the newest entries, newest first; people by name as far as their key is there."""
        a = audit.c
        who = (
            select(audit_key.c.token, member.c.name)
            .join(member, member.c.id == audit_key.c.member)
            .subquery("who")
        )
        whom = who.alias("whom")
        found = (
            select(a.at, a.what, who.c.name, whom.c.name, a.about, a.details)
            .outerjoin(who, who.c.token == a.who)
            .outerjoin(whom, whom.c.token == a.about)
            .where(a.workspace == workspace)
            .order_by(a.ordinal.desc())
            .limit(limit)
        )
        return [
            Audited(at=at, what=what, who=name or "", about=about_name or about, details=details)
            for at, what, name, about_name, about, details in self._connection.execute(found)
        ]

    def _tokens(self, ids: Sequence[str]) -> dict[str, str]:
        """Return what stands for members, drawn when they first come into it; for what is no member, nothing does."""
        people = sorted({id for id in ids if ":" in id})
        if people:
            rows = [{"member": id, "token": self._new_id("who")} for id in people]
            self._connection.execute(insert_new(self._connection, audit_key), rows)
        return {
            id: token
            for some in batches(people)
            for id, token in self._connection.execute(
                select(audit_key.c.member, audit_key.c.token).where(audit_key.c.member.in_(some))
            )
        }


def _row(fact: Fact, tokens: Mapping[str, str]) -> dict[str, object]:
    names = {*(fact.before or ()), *(fact.after or ())}
    fields = sorted(name.removeprefix("settings.") for name in names)
    whom = _whom(fact)
    return {
        "workspace": fact.workspace,
        "at": fact.at,
        "what": fact.kind,
        "who": tokens.get(fact.by, fact.by),
        "about": fact.program or tokens.get(whom, whom),
        "details": ", ".join(fields) or " ".join(_said(fact)),
    }


def _said(fact: Fact) -> list[str]:
    """Return what else is told of a fact: the period of a report, and where it goes."""
    return [str(fact.data[name]) for name in ("period", "to") if fact.data.get(name)]


def _whom(fact: Fact) -> str:
    """Return the member whom a fact is about, where it is not about a program."""
    return "" if fact.program else fact.member
