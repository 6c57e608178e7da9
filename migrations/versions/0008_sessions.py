"""Sessions are of rounds and of bookings alike, and each of their people has a part in them."""

import json
from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STYLE = "stop-first"

_AT_ONCE = 1_000


def upgrade() -> None:
    """Let sessions be of either, make their parts, and take in what was said of them so far."""
    with op.batch_alter_table("session") as session:
        for other in ("circle", "round"):
            session.drop_constraint(f"fk_session_{other}_{other}", type_="foreignkey")
        for name in ("program", "booking"):
            session.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        session.add_column(sa.Column("starts_at", sa.DateTime(timezone=True)))
    op.execute(
        "UPDATE session SET program = (SELECT program FROM circle WHERE circle.id = session.circle)"
    )
    with op.batch_alter_table("session") as session:
        for name in ("program", "booking"):
            session.alter_column(name, server_default=None)
    op.create_table(
        "part",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("helped", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("session", "place", name="pk_part"),
        sa.ForeignKeyConstraint(
            ["session"], ["session.id"], name="fk_part_session_session", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name="fk_part_member_member"),
    )
    connection = op.get_bind()
    _of_circles(connection)
    _of_bookings(connection)
    op.create_index("ix_part_member", "part", ["member"])
    op.create_index("ix_session_program_answered_at", "session", ["program", "answered_at"])
    booked = sa.text("booking <> ''")
    op.create_index(
        "uq_session_booking",
        "session",
        ["booking"],
        unique=True,
        sqlite_where=booked,
        postgresql_where=booked,
    )


def downgrade() -> None:
    """Forget bookings' sessions and everybody's part."""
    op.execute("DELETE FROM session WHERE booking <> ''")
    op.drop_index("uq_session_booking", "session")
    op.drop_index("ix_session_program_answered_at", "session")
    op.drop_table("part")
    with op.batch_alter_table("session") as session:
        for name in ("program", "booking", "starts_at"):
            session.drop_column(name)
        session.create_foreign_key(
            "fk_session_circle_circle", "circle", ["circle"], ["id"], ondelete="CASCADE"
        )
        session.create_foreign_key("fk_session_round_round", "round", ["round"], ["id"])


def _of_circles(connection: sa.Connection) -> None:
    """Give each who sits in a circle their part, with what they said last of it."""
    said: dict[tuple[str, str], Any] = {}
    for fact in connection.execute(_facts("session.answered")):
        said[fact.circle, fact.by] = (json.loads(fact.data)["outcome"], fact.at)
    rows = []
    seated = sa.select(session.c.id, session.c.circle, seat.c.place, seat.c.member)
    seated = seated.join(seat, seat.c.circle == session.c.circle)
    there = seated.join(circle, circle.c.id == session.c.circle).where(
        seat.c.left.is_(False), circle.c.dissolved.is_(False)
    )
    for found in connection.execute(there):
        outcome, at = said.get((found.circle, found.member), ("unknown", None))
        rows.append(_part(found.id, found.place, found.member, outcome, "", at))
    _write(connection, part, rows)


def _of_bookings(connection: sa.Connection) -> None:
    """Make a session of each booking that is over or was told of, with what its two said."""
    said: defaultdict[str, dict[str, tuple[str, Any]]] = defaultdict(dict)
    for fact in connection.execute(_facts("booking.met", "booking.missed")):
        outcome = "met" if fact.kind == "booking.met" else "could_not"
        booked = said[json.loads(fact.data)["booking"]]
        booked.pop(fact.by, None)  # who says it anew is the last to have said so
        booked[fact.by] = (outcome, fact.at)
    helped: dict[str, str] = {}
    for fact in connection.execute(_facts("booking.helped")):
        data = json.loads(fact.data)
        helped[data["booking"]] = data["helped"]
    sessions, parts = [], []
    for one in connection.execute(sa.select(booking).order_by(booking.c.ordinal)):
        told = said.get(one.id, {})
        if one.state != "over" and not told:
            continue
        id = f"ses_b{one.id.partition('_')[2]}"  # apart from those that were minted
        by, (outcome, at) = ([*told.items()] or [("", ("unknown", None))])[-1]
        sessions.append(
            {
                "id": id,
                "workspace": one.workspace,
                "program": "",
                "round": "",
                "circle": "",
                "booking": one.id,
                "starts_at": one.starts_at,
                "outcome": outcome,
                "answered_by": by,
                "answered_at": at,
                "asked": int(one.state == "over"),
                "version": 1,
            }
        )
        for place, member in enumerate((one.asker, one.peer)):
            outcome, at = told.get(member, ("unknown", None))
            help = helped.get(one.id, "") if member == one.asker else ""
            parts.append(_part(id, place, member, outcome, help, at))
    _write(connection, session, sessions)
    _write(connection, part, parts)


def _facts(*kinds: str) -> sa.Select[Any]:
    return sa.select(fact).where(fact.c.kind.in_(kinds)).order_by(fact.c.at, fact.c.ordinal)


def _part(
    session: str, place: int, member: str, outcome: str, helped: str, at: Any
) -> dict[str, Any]:
    return {
        "session": session,
        "place": place,
        "member": member,
        "outcome": outcome,
        "helped": helped,
        "at": at,
    }


def _write(connection: sa.Connection, table: sa.TableClause, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(sa.insert(table).inline(), rows[start : start + _AT_ONCE])


def _at(name: str) -> sa.ColumnClause[Any]:
    return sa.column(name, sa.DateTime(timezone=True))


def _table(name: str, words: str, *more: sa.ColumnClause[Any]) -> sa.TableClause:
    return sa.table(name, *(sa.column(each, sa.Text()) for each in words.split()), *more)


def _number(name: str) -> sa.ColumnClause[Any]:
    return sa.column(name, sa.Integer())


session = _table(
    "session",
    "id workspace program round circle booking outcome answered_by",
    _at("starts_at"),
    _at("answered_at"),
    _number("asked"),
    _number("version"),
)
part = _table("part", "session member outcome helped", _number("place"), _at("at"))
fact = _table("fact", "kind by circle data", _at("at"), _number("ordinal"))
seat = _table("seat", "circle member", _number("place"), sa.column("left", sa.Boolean()))
circle = _table("circle", "id", sa.column("dissolved", sa.Boolean()))
booking = _table("booking", "id workspace asker peer state", _at("starts_at"), _number("ordinal"))
