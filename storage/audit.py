"""The audit: who changed what and who looked at which report; only ever added to, and people stand in it as tokens.

The key from a member to their token is a row of its own, and goes when they are forgotten: nothing has to be rewritten.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from facilitation.people.privacy import KEPT
from facilitation.post.journal import Fact
from facilitation.privacy.model import Audited
from facilitation.talk.when.cadences import Cadence
from storage.audit_tables import audit, audit_key
from storage.rows import batches, insert_new
from storage.tables import member

KINDS = frozenset(kind for one in KEPT if one.audited for kind in one.facts)
"""The kinds of facts that are written to the audit too."""
WORDS = "…"
"""What stands for what somebody wrote: nothing here could be erased."""
NOBODY = "somebody who has left"
_WRITTEN = frozenset(
    {"name", "goal", "unit", "source", "settings.signs", "settings.skills", "settings.own"}
)
_SHORT = 40
_CADENCE = TypeAdapter(Cadence)
_TOKEN = re.compile(r"who_\w+")


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
            tokens = self._tokens([id for one in its for id in _people(one)])
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
            select(a.at, a.what, a.who, who.c.name, whom.c.name, a.about, a.details)
            .outerjoin(who, who.c.token == a.who)
            .outerjoin(whom, whom.c.token == a.about)
            .where(a.workspace == workspace)
            .order_by(a.ordinal.desc())
            .limit(limit)
        )
        rows = self._connection.execute(found).all()
        names = self._names([token for *_, details in rows for token in _TOKEN.findall(details)])
        return [
            Audited(
                at=at,
                what=what,
                who=name or (NOBODY.capitalize() if token else ""),
                about=about_name or about,
                details=_TOKEN.sub(lambda one: names.get(one[0], NOBODY), details),
            )
            for at, what, token, name, about_name, about, details in rows
        ]

    def _names(self, tokens: Sequence[str]) -> dict[str, str]:
        """Return the names of people by their tokens, as far as their key is there."""
        asked = select(audit_key.c.token, member.c.name).join(
            member, member.c.id == audit_key.c.member
        )
        return {
            token: name
            for some in batches(sorted(set(tokens)))
            for token, name in self._connection.execute(asked.where(audit_key.c.token.in_(some)))
        }

    def _tokens(self, ids: Sequence[str]) -> dict[str, str]:
        """Return what stands for members, drawn when they first come into it; for what is no member, nothing does."""
        people = sorted(set(ids))
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
    return {
        "workspace": fact.workspace,
        "at": fact.at,
        "what": fact.kind,
        "who": tokens.get(fact.by, fact.by),
        "about": fact.program or tokens.get(fact.member, fact.member),
        "details": _changed(fact, tokens) or " ".join(_said(fact, tokens)),
    }


def _changed(fact: Fact, tokens: Mapping[str, str]) -> str:
    """Return which values a change replaced with which, names of people as tokens."""
    was, became = fact.before or {}, fact.after or {}
    told = [
        f"{name.removeprefix('settings.')}: "
        f"{_value(name, was.get(name), tokens)} → {_value(name, became.get(name), tokens)}"
        for name in sorted({*was, *became})
    ]
    return "; ".join(told)


def _value(name: str, value: object, tokens: Mapping[str, str]) -> str:
    """Return a value as it stands in the audit: what somebody wrote in words of their own does not."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, Mapping) and name == "settings.cadence":
        return str(_CADENCE.validate_python(value))
    if isinstance(value, Mapping):
        return " ".join(f"{key} {_value(name, one, tokens)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_value(name, one, tokens) for one in value)
    if not isinstance(value, str):
        return str(value)
    if value in tokens or ":who_" in value:
        return tokens.get(value, value)
    return WORDS if name in _WRITTEN or " " in value or len(value) > _SHORT else value


def _said(fact: Fact, tokens: Mapping[str, str]) -> list[str]:
    """Return what else is told of a fact: whom it concerns, the period of a report, where it goes, which format."""
    whom = [tokens.get(fact.member, fact.member)] if fact.program and fact.member else []
    return whom + [
        str(fact.data[name]) for name in ("period", "to", "format") if fact.data.get(name)
    ]


def _people(fact: Fact) -> list[str]:
    """Return the ids of all members who stand in a fact."""
    found: list[Any] = [fact.by, fact.member]
    for values in (fact.before or {}, fact.after or {}):
        for value in values.values():
            found += value if isinstance(value, list | tuple) else [value]
    return [id for id in found if str(id).startswith(f"{fact.workspace}:")]
