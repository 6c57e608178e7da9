"""Whose turn it is: of each lane the first that is owed, and lanes by the most urgent that is due in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    literal_column,
    select,
    tuple_,
)

from storage.columns import clock
from storage.tables import delivery


def pending(table: FromClause) -> ColumnElement[bool]:
    """Return the condition that it is owed; states are written out, for only so may an index of some rows be used."""
    return table.c.state == literal_column("'pending'")


def owed(table: FromClause) -> ColumnElement[bool]:
    """Return the same for whoever looks through all that is owed, in the order of its index."""
    return and_(pending(table), table.c.urgency >= literal_column("0"))


def in_lane(table: FromClause, lane: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the same for whoever looks through one lane, by the index of lanes."""
    return and_(pending(table), table.c.lane == lane, table.c.lane != literal_column("''"))


def flying(table: FromClause) -> ColumnElement[bool]:
    """Return the condition that it is on its way, or that nobody knows whether it arrived."""
    return table.c.state.in_([literal_column("'sending'"), literal_column("'unsure'")])


def failed(table: FromClause) -> ColumnElement[bool]:
    """Return the condition that it will not arrive any more."""
    return table.c.state.in_([literal_column("'dead'"), literal_column("'withdrawn'")])


def due(mine: FromClause, *where: ColumnElement[bool]) -> Select[Any]:
    """Return a choice of due deliveries: of each lane the first that is owed, ranked by the most urgent that is due.

    So a card that somebody waits for hurries along what is owed to the same target before it. Its parameters: `now`
    and how many at the `most`.
    """
    now: BindParameter[datetime] = bindparam("now")
    flies, waits, sooner = (delivery.alias(name) for name in ("flies", "waits", "sooner"))
    return (
        select(mine.c.ordinal, _head(mine), mine.c.urgency)
        .where(
            owed(mine),
            mine.c.due_at <= now,
            *where,
            none(flies, mine, flying(flies), flies.c.lane == mine.c.lane),
            none(
                waits,
                mine,
                waits.c.lane == mine.c.lane,
                waits.c.wait_until.is_not(None),
                waits.c.wait_until > clock(),
            ),
            none(
                sooner,
                mine,
                in_lane(sooner, mine.c.lane),
                sooner.c.due_at <= now,
                tuple_(*_order(sooner)) < tuple_(*_order(mine)),
            ),
        )
        .order_by(*_order(mine))
        .limit(bindparam("most"))
        # a lane that another worker is about to take from is no lane to wait for
        .with_for_update(skip_locked=True)
    )


def _head(mine: FromClause) -> ColumnElement[int]:
    """Return the first that is owed to the same target."""
    first = delivery.alias("head")
    return (
        select(first.c.ordinal)
        .where(in_lane(first, mine.c.lane))
        .order_by(first.c.due_at, first.c.ordinal)
        .limit(1)
        .correlate(mine)
        .scalar_subquery()
    )


def _order(table: FromClause) -> tuple[ColumnElement[Any], ...]:
    """Return what comes first: what somebody waits for, then what is owed longest."""
    return table.c.urgency, table.c.due_at, table.c.ordinal


def none(table: FromClause, of: FromClause, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that there is none, looked up for each row by itself and never made a join of everything."""
    found: Select[Any] = select(literal_column("1")).select_from(table).where(*where).limit(1)
    return found.correlate(of).scalar_subquery().is_(None)
