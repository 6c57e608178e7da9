"""What the tests of the store may ask for: one more migration, as a later release has."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import migrate


@pytest.fixture
def next_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Give a function that adds one more revision, as a later release of Peerloop has, and returns its number."""
    scripts = tmp_path / "later"
    shutil.copytree(migrate._scripts(), scripts)

    def add(upgrade: str, style: str = "STYLE = 'expand'") -> str:
        monkeypatch.setattr(migrate, "_scripts", lambda: scripts)
        number = f"{int(migrate.head()) + 1:04d}"
        words = (
            "import sqlalchemy as sa",
            "from alembic import op",
            "import storage.playground",
            "from storage.declare import metadata",
            f"revision, down_revision = {number!r}, '{int(number) - 1:04d}'",
            style,
            "def upgrade():",
            *(f"    {line}" for line in upgrade.splitlines()),
        )
        (scripts / "versions" / f"{number}_later.py").write_text("\n".join(words))
        return number

    return add
