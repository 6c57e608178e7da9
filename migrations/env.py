"""What Alembic runs: the revisions on the connection that storage.migrate hands over, in its transaction."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

import storage.help_tables
import storage.installs
import storage.playground
import storage.references
import storage.tables  # noqa: F401  (their tables are in the same metadata)
from storage.declare import metadata


def plain_type(kind: str, item: Any, autogenerate: Any) -> str | Literal[False]:
    """Write our types into a revision as what they stand on, since a revision must not change when they do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=plain_type,
)
context.run_migrations()
