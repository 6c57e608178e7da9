"""The command guide, written from the catalogue so that it is never out of date."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Protocol

from facilitation.errors import UserError

PAGE = Path(__file__).resolve().parents[1] / ".github" / "COMMANDS.md"

_HEAD = """\
# Commands

In Slack write `/peer` and then the words, in Teams write them to the bot (`@Peerloop` first in a channel). Buttons and
forms do the same. `help` shows what you may do; a word that is not understood gets the nearest ones that are.

This page is made by `peerloop guide` from the command catalogue. Please change it there.
"""

_WHO = {
    "anyone": "Everyone",
    "member": "Everyone",
    "facilitator": "Facilitators",
    "admin": "Admins",
}


class Described(Protocol):
    """What the guide reads of a command."""

    @property
    def summary(self) -> str:
        """What it does, in one sentence."""

    @property
    def usage(self) -> str:
        """How it is written, with its arguments."""

    @property
    def who(self) -> str:
        """Who may use it."""

    @property
    def topic(self) -> str:
        """The topic of help it stands under."""

    @property
    def listed(self) -> bool:
        """Whether help names it."""

    @property
    def examples(self) -> Iterable[str]:
        """Lines that work as they stand."""


def render(commands: Iterable[Described]) -> str:
    """Return the guide as Markdown: commands by topic, in the catalogue's order."""
    ordered = [command for command in commands if command.listed]
    topics = list(dict.fromkeys(command.topic for command in ordered))
    ordered.sort(key=lambda command: topics.index(command.topic))
    parts = [_HEAD]
    for topic, under in groupby(ordered, key=lambda command: command.topic):
        parts.append(f"\n## {topic[:1].upper()}{topic[1:]}\n")
        parts += [_entry(command) for command in under]
    return "".join(parts)


def write(commands: Iterable[Described], page: Path = PAGE) -> bool:
    """Write the guide; tell whether it had changed. Raises UserError outside a checkout."""
    text = render(commands)
    if not page.parent.is_dir():
        raise UserError(f"The guide belongs into {page.parent}, which is only there in a checkout.")
    changed = not page.exists() or page.read_text(encoding="utf-8") != text
    page.write_text(text, encoding="utf-8")
    return changed


def check(commands: Iterable[Described], page: Path = PAGE) -> None:
    """Raise UserError when the written guide is not what the catalogue says."""
    if not page.exists() or page.read_text(encoding="utf-8") != render(commands):
        raise UserError(f"{page} is out of date: run `peerloop guide` and commit it.")


def _entry(command: Described) -> str:
    lines = [f"\n`{command.usage}`  \n{command.summary}"]
    if (who := _WHO.get(command.who, command.who)) != "Everyone":
        lines.append(f" *{who}.*")
    lines.append("\n")
    if examples := [f"`{example}`" for example in command.examples]:
        lines.append(f"For example: {' · '.join(examples)}\n")
    return "".join(lines)
