"""Where the Slack app is installed: its tables and how its installs are kept in them, tokens sealed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Column, Engine, Index, Table, delete, or_, select, true, update

from storage.chats import slack_chat
from storage.columns import Instant, Shape, Words
from storage.declare import kept, metadata, person
from storage.rows import Revive, Rows, insert_new

I = TypeVar("I")  # noqa: E741  (an install, as the adapter has it)

STATE_LIFE = timedelta(minutes=10)

# Tokens are sealed text. A row without a bot token is a workspace served by its organization's.
slack_install = Table(
    "slack_install",
    metadata,
    Column("workspace", Words, primary_key=True),
    Column("team", Words, nullable=False),
    Column("enterprise", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("bot_token", Words, nullable=False),
    Column("bot_user", Words, nullable=False),
    Column("bot_id", Words, nullable=False),
    Column("app_id", Words, nullable=False),
    Column("scopes", Shape(TypeAdapter(tuple[str, ...])), nullable=False),
    person("installed_by", refers=False, told=False),
    Column("refresh_token", Words, nullable=False),
    Column("expires_at", Instant),
    Column("renewing_until", Instant),
    Index(None, "enterprise"),
    info=kept("changes"),
)

slack_state = Table(
    "slack_state",
    metadata,
    Column("state", Words, primary_key=True),
    Column("at", Instant, nullable=False),
    Index(None, "at"),
    info=kept("nobody"),
)

_T = slack_install.c
_SECRETS = ("bot_token", "refresh_token")
_OVER = Revive(keys=("workspace",), where=true(), keep=())


class SlackInstalls(Generic[I]):
    """Keeps installs; their record is given, has fields named like the columns, and `serving(team, name)`."""

    def __init__(
        self,
        engine: Engine,
        record: type[I],
        *,
        seal: Callable[[str], str],
        open: Callable[[str], str],
    ) -> None:
        """Take the database, the record that rows become, and what seals a token and opens it again."""
        self._engine = engine
        self._rows = Rows(record, slack_install, "workspace")
        self._seal = seal
        self._open = open

    def find(self, team: str, enterprise: str = "") -> I | None:
        """Return the install that serves a team; one served by its organization's is remembered as such."""
        if not team:
            return None
        workspace = f"slack:{team}"
        with self._engine.begin() as connection:
            if row := self._row(connection, workspace):
                return self._serving(connection, row)
            if not enterprise or self._row(connection, f"slack:{enterprise}") is None:
                return None
            link = _link(workspace, team, enterprise, "")
            connection.execute(insert_new(connection, slack_install), link)
            return self._serving(connection, link)

    def of(self, workspace: str) -> I | None:
        """Return the install that serves a workspace, or None."""
        with self._engine.begin() as connection:
            row = self._row(connection, workspace)
            return self._serving(connection, row) if row else None

    def all(self) -> list[I]:
        """Return the install of every workspace that is served."""
        with self._engine.begin() as connection:
            rows = connection.execute(self._rows.select.where(_T.team != "")).mappings().all()
            found = [self._serving(connection, dict(row)) for row in rows]
        return [install for install in found if install is not None]

    def save(self, install: I, teams: dict[str, str] | None = None) -> None:
        """Keep an install in place of an older one; `teams` are an organization's workspaces with their names."""
        row = self._sealed(install) | {"renewing_until": None}
        links = [
            _link(f"slack:{team}", team, row["enterprise"], name)
            for team, name in (teams or {}).items()
        ]
        with self._engine.begin() as connection:
            connection.execute(insert_new(connection, slack_install, _OVER), [row, *links])

    def erase(self, workspace: str) -> tuple[str, ...]:
        """Erase an install and its tokens; return the workspaces that are no longer served."""
        with self._engine.begin() as connection:
            return self._erase(connection, workspace)

    def new_state(self, state: str, at: datetime) -> None:
        """Remember that an install began, and forget those that never ended."""
        with self._engine.begin() as connection:
            connection.execute(delete(slack_state).where(slack_state.c.at <= at - STATE_LIFE))
            connection.execute(insert_new(connection, slack_state), {"state": state, "at": at})

    def use_state(self, state: str, at: datetime) -> bool:
        """Return whether such an install began less than ten minutes ago; true once for each."""
        with self._engine.begin() as connection:
            used = delete(slack_state).where(
                slack_state.c.state == state, slack_state.c.at > at - STATE_LIFE
            )
            return connection.execute(used).rowcount == 1

    def due(self, before: datetime) -> list[I]:
        """Return the installs whose own token ends before an instant."""
        ending = self._rows.select.where(_T.expires_at < before, _T.refresh_token != "")
        with self._engine.begin() as connection:
            rows = connection.execute(ending).mappings().all()
        return [self._opened(dict(row)) for row in rows]

    def claim(self, install: I, at: datetime, until: datetime) -> bool:
        """Take the renewing of a token upon oneself; false when another has it, or when the token was renewed."""
        known: Any = install
        free = (
            update(slack_install)
            .where(
                _T.workspace == known.workspace,
                _T.expires_at == known.expires_at,
                or_(_T.renewing_until.is_(None), _T.renewing_until <= at),
            )
            .values(renewing_until=until)
        )
        with self._engine.begin() as connection:
            return connection.execute(free).rowcount == 1

    def renewed(self, old: I, new: I) -> bool:
        """Keep the new token; false when the install was erased or made anew meanwhile."""
        known: Any = old
        row = {name: self._sealed(new)[name] for name in (*_SECRETS, "expires_at")}
        kept = (
            update(slack_install)
            .where(_T.workspace == known.workspace, _T.expires_at == known.expires_at)
            .values(**row, renewing_until=None)
        )
        with self._engine.begin() as connection:
            return connection.execute(kept).rowcount == 1

    def reseal(self, again: Callable[[str], str]) -> int:
        """Seal every token with the newest key; return how many were not yet; raises what `again` raises."""
        changed = 0
        with self._engine.begin() as connection:
            found = select(_T.workspace, *(_T[name] for name in _SECRETS))
            for workspace, *sealed in connection.execute(found).all():
                for name, old in zip(_SECRETS, sealed, strict=True):
                    new = again(old) if old else old
                    if new == old:
                        continue
                    same = update(slack_install).where(_T.workspace == workspace, _T[name] == old)
                    changed += connection.execute(same.values({name: new})).rowcount
        return changed

    def _row(self, connection: Any, workspace: str) -> dict[str, Any] | None:
        found = self._rows.select.where(_T.workspace == workspace)
        row = connection.execute(found).mappings().first()
        return dict(row) if row else None

    def _serving(self, connection: Any, row: dict[str, Any]) -> I | None:
        """Return the row's install, the organization's where the row has no token of its own."""
        if row["bot_token"]:
            return self._opened(row)
        whole = self._row(connection, f"slack:{row['enterprise']}")
        if whole is None:
            return None
        serving: Any = self._opened(whole)
        served: I = serving.serving(row["team"], row["name"])
        return served

    def _erase(self, connection: Any, workspace: str) -> tuple[str, ...]:
        row = self._row(connection, workspace)
        if row is None:
            return ()
        mine = _T.workspace == workspace
        if not row["team"]:
            served = (_T.enterprise == row["enterprise"]) & (_T.bot_token == "")
            mine = or_(mine, served)
        found = select(_T.workspace).where(mine, _T.team != "").order_by(_T.workspace)
        gone = tuple(connection.scalars(found))
        connection.execute(delete(slack_install).where(mine))
        connection.execute(delete(slack_chat).where(slack_chat.c.workspace.in_(gone)))
        return gone

    def _opened(self, row: dict[str, Any]) -> I:
        opened = {name: self._open(row[name]) if row[name] else "" for name in _SECRETS}
        return self._rows.record(**(row | opened))

    def _sealed(self, install: I) -> dict[str, Any]:
        row = self._rows.row(install)
        return row | {name: self._seal(row[name]) if row[name] else "" for name in _SECRETS}


def _link(workspace: str, team: str, enterprise: str, name: str) -> dict[str, Any]:
    """Return the row of a workspace that its organization's install serves."""
    empty = dict.fromkeys((*_SECRETS, "bot_user", "bot_id", "app_id", "installed_by"), "")
    return {
        **empty,
        "workspace": workspace,
        "team": team,
        "enterprise": enterprise,
        "name": name,
        "scopes": (),
        "expires_at": None,
        "renewing_until": None,
    }
