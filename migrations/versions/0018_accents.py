"""Who has an accent in their name answers to it without one too."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STYLE = "expand"

_MEMBER = sa.table("member", sa.column("id", sa.Text()), sa.column("called", sa.Text()))
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_AT_ONCE = 1_000


def upgrade() -> None:
    """Add the names without accents, each after a mark of its own."""
    connection = op.get_bind()
    told = connection.execute(sa.select(_MEMBER.c.id, _MEMBER.c.called))
    rows = [{"of": id, "all": _with_bare(called)} for id, called in told if not called.isascii()]
    write = (
        sa.update(_MEMBER)
        .where(_MEMBER.c.id == sa.bindparam("of"))
        .values(called=sa.bindparam("all"))
    )
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(write, rows[start : start + _AT_ONCE])


def _with_bare(called: str) -> str:
    names = [name for name in called.split("\n") if name and not name.startswith("~")]
    bare = {f"~{_bare(name)}" for name in names if not name.isascii()}
    return "\n" + "".join(f"{name}\n" for name in sorted({*names, *bare}))


def _bare(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name).translate(_LETTERS)
    kept = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", kept)


def downgrade() -> None:
    """Leave them: nobody asks for what begins with the mark."""
