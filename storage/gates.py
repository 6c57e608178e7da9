"""The ways to workspaces that asked to wait, as all workers see them: shut for a while, then tried by one delivery."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import Float

from facilitation.post.outbox import Delivery, Settled
from storage.columns import clock
from storage.tables import gate

AT_ONCE = 10
"""How many ways are tried in one claim."""

_SECONDS = clock(bindparam("seconds", type_=Float()))
_OVER = (
    select(gate.c.workspace)
    .where(
        gate.c.shut_until <= clock(),
        or_(gate.c.probe_until.is_(None), gate.c.probe_until <= clock()),
    )
    .order_by(gate.c.shut_until)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_OVER_BUT = _OVER.where(gate.c.workspace.not_in(bindparam("others", expanding=True)))


def ready(connection: Connection, not_workspaces: Sequence[str], limit: int) -> list[str]:
    """Return some workspaces whose wait is over and whose way nobody tries, locked; longest open first."""
    asked: dict[str, Any] = {"most": min(limit, AT_ONCE)}
    if not_workspaces:
        return list(connection.scalars(_OVER_BUT, asked | {"others": list(not_workspaces)}))
    return list(connection.scalars(_OVER, asked))


def try_alone(
    connection: Connection, workspace: str, probe: str, lease: timedelta, *, again: bool = False
) -> None:
    """Let one delivery try the way alone: `again` where it was shut, else unless another tries it already."""
    trying = {"probe": probe, "probe_until": clock(lease)}
    row = _insert(connection).values(workspace=workspace, shut_until=clock(), **trying)
    if again:
        row = row.on_conflict_do_update(index_elements=["workspace"], set_=trying)
    else:
        row = row.on_conflict_do_nothing()
    connection.execute(row)


def open_up(connection: Connection, workspace: str, probe: str | None = None) -> None:
    """Open the way for all; with `probe` only where that one tried it."""
    tried = gate.c.workspace == workspace
    if probe is not None:
        tried &= gate.c.probe == probe
    connection.execute(delete(gate).where(tried))


def settle(connection: Connection, outcomes: Sequence[tuple[Delivery, Settled]]) -> None:
    """Shut the ways to workspaces that asked to wait; open those, or let others try them, that were tried."""
    shut: dict[str, float] = {}
    for each, outcome in outcomes:
        if outcome.shut:
            shut[each.workspace] = max(outcome.shut, shut.get(each.workspace, 0.0))
    # one order for all workers, so that two of them cannot lock each other out
    for workspace, seconds in sorted(shut.items()):
        connection.execute(_shut(connection), {"workspace": workspace, "seconds": seconds})
    tried = [(d.workspace, d.id, o.state) for d, o in outcomes if o.probe and not o.shut]
    for workspace, probe, state in sorted(tried):
        if state in ("sent", "dead"):
            open_up(connection, workspace, probe)
            continue
        its = update(gate).where(gate.c.workspace == workspace, gate.c.probe == probe)
        connection.execute(its.values(probe="", probe_until=None))


def _shut(connection: Connection) -> Any:
    """Return the statement that shuts a way for some seconds, never for less than it is shut already."""
    row = _insert(connection).values(
        workspace=bindparam("workspace"), shut_until=_SECONDS, probe="", probe_until=None
    )
    longer = case(
        (gate.c.shut_until > row.excluded.shut_until, gate.c.shut_until),
        else_=row.excluded.shut_until,
    )
    changed = {"shut_until": longer, "probe": "", "probe_until": None}
    return row.on_conflict_do_update(index_elements=["workspace"], set_=changed)


def _insert(connection: Connection) -> Any:
    kind = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return kind(gate)
