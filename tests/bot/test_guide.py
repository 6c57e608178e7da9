"""The guide is what the catalogue says."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import guide
from facilitation.errors import UserError


@dataclass(frozen=True)
class Line:
    usage: str
    summary: str
    topic: str
    who: str = "member"
    examples: tuple[str, ...] = ()
    listed: bool = True


JOIN = Line("join [<program>]", "Join a program.", "programs", examples=("join design",))
MADE = Line('program create <format> "Name"', "Start a program.", "programs", who="admin")
HELP = Line("help [<topic>]", "What you may say.", "first steps")
INNER = Line("agree <token>", "Carried by a button.", "programs", listed=False)


def test_commands_stand_under_their_topic_with_who_may_use_them() -> None:
    text = guide.render([JOIN, HELP, MADE, INNER])

    assert text.count("## ") == 2
    assert text.index("## Programs") < text.index("## First steps")
    assert text.index("program create") < text.index("## First steps")
    assert "`join design`" in text
    assert "*Admins.*" in text
    assert "agree" not in text


def test_an_outdated_guide_is_noticed_until_it_is_written_anew(tmp_path: Path) -> None:
    page = tmp_path / "COMMANDS.md"
    with pytest.raises(UserError, match="out of date"):
        guide.check([JOIN], page)

    assert guide.write([JOIN], page)
    guide.check([JOIN], page)
    assert not guide.write([JOIN], page)
    with pytest.raises(UserError, match="peerloop guide"):
        guide.check([JOIN, HELP], page)


def test_outside_a_checkout_the_guide_says_where_it_belongs(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="checkout"):
        guide.write([JOIN], tmp_path / "nowhere" / "COMMANDS.md")
