"""What Alembic runs: the revisions on the connection that storage.migrate hands over, in its transaction."""

from importlib import import_module
from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from storage.declare import metadata
from storage.knowledge_tables import is_ours
from storage.migrate import TABLES


def plain_type(kind: str, item: Any, autogenerate: Any) -> str | Literal[False]:
    """Write our types into a revision as what they stand on, since a revision must not change when they do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


for each in TABLES:
    import_module(each)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=plain_type,
    include_name=is_ours,
)
context.run_migrations()
