"""Who offers and wants what: an index of members by skill, kept in step with what each of them says.

It has the order in which they are asked for time: the best known level first, then who was asked longest ago.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import ARRAY, BindParameter, Connection, bindparam, delete, func, select, update

from facilitation.people.model import Member
from facilitation.skills.levels import HIGHEST, by_skill
from facilitation.skills.model import Evidence
from facilitation.skills.naming import fold
from storage.help_tables import booking_ask, evidence, member_skill
from storage.rows import Rows, batches

UNKNOWN = HIGHEST
"""How many levels below the highest somebody is of whom nothing is known."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When somebody was asked who never was."""

EVIDENCE = Rows(Evidence, evidence, "member", "skill", "source", "by")

Held = tuple[str, str, str]
"""A member, offer or want, and a skill's key."""

_TABLE = member_skill.c
_MEMBERS: BindParameter[str] = bindparam("members", expanding=True)
_HELD = select(_TABLE.ordinal, _TABLE.member, _TABLE.kind, _TABLE.key).where(
    _TABLE.member.in_(_MEMBERS)
)
_FORGET = delete(member_skill).where(_TABLE.ordinal.in_(bindparam("ordinals", expanding=True)))
_KNOWN = EVIDENCE.select.where(evidence.c.member.in_(_MEMBERS))
_LAST_ASKED = (
    select(booking_ask.c.member, func.max(booking_ask.c.at))
    .where(booking_ask.c.member.in_(_MEMBERS))
    .group_by(booking_ask.c.member)
)
_ASKED = (
    update(member_skill)
    .where(_TABLE.member == bindparam("of"), _TABLE.asked_at < bindparam("on"))
    .values(asked_at=bindparam("on"))
)
_PLACE = (
    update(member_skill)
    .where(
        _TABLE.member == bindparam("of"),
        _TABLE.kind == "offer",
        _TABLE.key == bindparam("skill"),
    )
    .values(below=bindparam("short"))
)
_NEW = [column for column in _TABLE if column.name != "ordinal"]
_LISTS = func.unnest(*(bindparam(each.name, type_=ARRAY(each.type)) for each in _NEW))
# In half the time of rows, each value of which PostgreSQL's driver looks for in the words of the statement.
_ADD_AS_LISTS = (
    member_skill.insert()
    .inline()
    .from_select(
        [each.name for each in _NEW],
        select(*_LISTS.table_valued(*(each.name for each in _NEW)).render_derived().c),
    )
)


def keep(connection: Connection, members: Sequence[Member]) -> None:
    """Let the index say what these members, who are written already, offer and want."""
    wanted = {
        (member.id, kind, key): member
        for member in members
        for kind, key in held(member.offers, member.wants)
    }
    there: dict[Held, int] = {}
    for ids in batches(member.id for member in members):
        for ordinal, member, kind, key in connection.execute(_HELD, {"members": ids}):
            there[member, kind, key] = ordinal
    for gone in batches(there[one] for one in there.keys() - wanted.keys()):
        connection.execute(_FORGET, {"ordinals": gone})
    if new := {one: member for one, member in wanted.items() if one not in there}:
        _add(connection, new)


def asked(connection: Connection, member: str, at: datetime) -> None:
    """Record that a member was asked for time."""
    connection.execute(_ASKED, {"of": member, "on": at})


def rated(connection: Connection, members: Collection[str]) -> None:
    """Put members where the evidence there is of their skills places them."""
    below = sorted(_below(connection, members).items())
    if below:
        connection.execute(
            _PLACE, [{"of": who, "skill": key, "short": short} for (who, key), short in below]
        )


def held(offers: Iterable[str], wants: Iterable[str]) -> list[tuple[str, str]]:
    """Return by kind and key what somebody holds who offers and wants skills of these names."""
    said = [("offer", fold(name)) for name in offers] + [("want", fold(name)) for name in wants]
    return [(kind, key) for kind, key in dict.fromkeys(said) if key]


def _add(connection: Connection, new: dict[Held, Member]) -> None:
    members = [member.id for member in new.values()]
    below = _below(connection, members)
    asked_at = {
        who: at
        for ids in batches(members)
        for who, at in connection.execute(_LAST_ASKED, {"members": ids})
    }
    rows = [
        {
            "workspace": member.workspace,
            "member": member.id,
            "kind": kind,
            "key": key,
            "below": below.get((member.id, key), UNKNOWN) if kind == "offer" else UNKNOWN,
            "asked_at": asked_at.get(member.id, NEVER),
        }
        for (_, kind, key), member in new.items()
    ]
    if connection.dialect.name == "postgresql":
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        connection.execute(_ADD_AS_LISTS, columns)
    else:
        connection.execute(member_skill.insert().inline(), rows)


def _below(connection: Connection, members: Collection[str]) -> dict[tuple[str, str], int]:
    """Return by member and key how many levels below the highest they are known to be."""
    told = [
        one for ids in batches(members) for one in EVIDENCE.all(connection, _KNOWN, members=ids)
    ]
    newest = max((one.at for one in told), default=NEVER)
    return {key: HIGHEST - known.level for key, known in by_skill(told, newest).items()}
