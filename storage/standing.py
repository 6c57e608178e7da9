"""What bears on asking members for a skill, from all the tables that know, in one statement."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Connection,
    bindparam,
    func,
    literal,
    null,
    select,
    text,
    union_all,
)

from facilitation.skills.model import Evidence, Standing
from storage.help_tables import booking, booking_ask, evidence
from storage.rows import among, batches
from storage.tables import avoid

# written out, not bound: a prepared plan finds the partial index by the very words
WAITS_FOR_PEER = text("booking.state = 'asked' AND booking.turn = 'peer'")


def read(
    connection: Connection, asker: str, members: Sequence[str], key: str, since: datetime
) -> dict[str, Standing]:
    """Return how each of these members stands to an asker who looks for a skill."""
    known: dict[str, list[Evidence]] = defaultdict(list)
    asked: dict[str, list[datetime]] = defaultdict(list)
    waiting: dict[str, int] = {}
    apart: set[str] = set()
    for ids in batches(members):
        values = {"members": ids, "skill": key, "since": since, "asker": asker}
        found = connection.execute(_statement(), values)
        for what, who, number, source, by, at, workspace in found:
            match what:
                case "evidence":
                    known[who].append(
                        Evidence(
                            workspace=workspace,
                            member=who,
                            skill=key,
                            level=number,
                            source=source,
                            by=by,
                            at=at,
                        )
                    )
                case "asked":
                    asked[who].append(at)
                case "waiting":
                    waiting[who] = number
                case _:
                    apart.add(who)
    return {
        who: Standing(
            tuple(known[who]), waiting.get(who, 0), tuple(sorted(asked[who])), who in apart
        )
        for who in members
    }


@cache
def _statement() -> CompoundSelect[Any]:
    """Say it once: it takes longer to say than to answer."""
    none = literal("").label("none")
    told = select(
        literal("evidence"),
        evidence.c.member,
        evidence.c.level,
        evidence.c.source,
        evidence.c.by,
        evidence.c.at,
        evidence.c.workspace,
    ).where(among(evidence.c.member), evidence.c.skill == bindparam("skill"))
    asked = select(
        literal("asked"), booking_ask.c.member, literal(0), none, none, booking_ask.c.at, none
    ).where(among(booking_ask.c.member), booking_ask.c.at >= bindparam("since"))
    waiting = (
        select(literal("waiting"), booking.c.peer, func.count(), none, none, null(), none)
        .where(among(booking.c.peer), WAITS_FOR_PEER)
        .group_by(booking.c.peer)
    )
    sides = ((avoid.c.member, avoid.c.avoided), (avoid.c.avoided, avoid.c.member))
    apart = [
        select(literal("apart"), other, literal(0), none, none, null(), none).where(
            mine == bindparam("asker"), among(other)
        )
        for mine, other in sides
    ]
    return union_all(told, asked, waiting, *apart)
