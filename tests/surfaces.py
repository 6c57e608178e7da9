"""Every surface on which somebody's words could show; what must not leak is searched for on all of them.

Whoever adds a surface adds a line to `SURFACES`: its name, and a function that returns what can be read there.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from prometheus_client import generate_latest
from sqlalchemy import select

import storage.work  # noqa: F401  (which knows every table)
from adapters.playground import html
from adapters.slack import blocks, modals
from adapters.slack.reading_back import opaque
from adapters.teams import cards, dialogs
from bot.handing import MAKERS
from bot.metrics import Metrics
from facilitation.catalogue import COMMANDS
from facilitation.people.exporting import export_people
from facilitation.talk.incoming import Ask, Replace, Reply, Say, Sender, Typed, Where
from facilitation.talk.messages import Message
from storage.declare import metadata
from tests.company import WORKSPACE, Company


@dataclass
class Looking:
    """Where to look: a company, who may read nothing there, and under which tables the words may lie."""

    company: Company
    readers: Sequence[str]
    names: Sequence[str] = ()
    """Ids of records, to be typed behind commands."""
    lines: Sequence[str] = ()
    """What they type besides."""
    kept_in: frozenset[str] = frozenset()
    logged: list[Mapping[str, Any]] = field(default_factory=list)
    _said: list[Reply] | None = None

    def said(self) -> list[Reply]:
        """Return what the readers are answered to every command, bare and with each of the names."""
        if self._said is None:
            typed = [
                f"{command.words} {name}".strip()
                for command in COMMANDS
                for name in ("", *(self.names if command.arguments else ()))
            ]
            door = self.company.assistant()
            self._said = [
                door.handle(_typed(who, line))
                for who in self.readers
                for line in (*typed, *self.lines)
            ]
        return self._said

    def messages(self) -> list[Message]:
        """Return every message that was sent, and that the readers were answered with, those that are alike once."""
        answered = [one.message for one in self.said() if isinstance(one, Say | Replace)]
        several = (*(one.message for one in self.company.arrived), *answered)
        return list({repr(one): one for one in several}.values())

    def rows(self, *names: str) -> Iterable[object]:
        """Return all that lies in these tables."""
        with self.company.store.transaction() as connection:  # type: ignore[attr-defined]
            for name in names:
                yield from map(tuple, connection.execute(select(metadata.tables[name])))


def _typed(who: str, line: str) -> Typed:
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{who}", name=who.title())
    return Typed(by=by, line=line, where=Where(f"personal:{who}", "personal"))


def _forms(looking: Looking) -> Iterable[object]:
    for one in looking.said():
        if isinstance(one, Ask):
            yield modals.render(one.form, one.errors)
            yield dialogs.render(one.form, one.errors, data={})


def _csv(looking: Looking) -> Iterable[object]:
    with looking.company.store.begin() as work:
        yield export_people(work, WORKSPACE)


def _everything(looking: Looking) -> Iterable[object]:
    with looking.company.store.begin() as work:
        yield work.exports.everything(WORKSPACE)


def _files(looking: Looking) -> Iterable[object]:
    company, packed = looking.company, []
    with company.store.begin() as work:
        admin = next(m for m in work.members.of(WORKSPACE) if m.role == "admin")
        programs = [f"#{one.number}" for one in work.programs.of(WORKSPACE)]
        packed += [MAKERS["audit"](work, admin, "", company.now)]
        packed += [MAKERS["report"](work, admin, one, company.now) for one in programs]
    for body in (pack() for pack in packed):
        if not zipfile.is_zipfile(io.BytesIO(body)):
            yield body.decode()
            continue
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = [name for name in archive.namelist() if not name.endswith(".png")]
            yield from (archive.read(name).decode() for name in names)


def _elsewhere(looking: Looking) -> Iterable[object]:
    return looking.rows(*(metadata.tables.keys() - looking.kept_in - {"delivery", "fact"}))


SURFACES: dict[str, Callable[[Looking], Iterable[object]]] = {
    "Slack: blocks, and the text of notifications": lambda at: map(blocks.render, at.messages()),
    "Slack: metadata": lambda at: map(opaque, at.company.arrived),
    "Teams: cards": lambda at: map(cards.render, at.messages()),
    "Teams: summaries": lambda at: (one.title for one in at.messages()),
    "playground: page": lambda at: (html.card(one, "UTC") for one in at.messages()),
    "playground: state": lambda at: (html.words(one, "UTC") for one in at.messages()),
    "forms": _forms,
    "home, search, digest, takeaways, reports and every other answer": lambda at: at.said(),
    "people as CSV": _csv,
    "everything, as admins take it out": _everything,
    "the report and the audit as files": _files,
    "the outbox": lambda at: at.rows("delivery"),
    "history and audit": lambda at: at.rows("fact"),
    "what a record store is told": lambda at: at.rows("statement", "account", "errand"),
    "every other table": _elsewhere,
    "logs": lambda at: at.logged,
    "metrics": lambda at: [generate_latest(Metrics().registry)],
}


def leaks(looking: Looking, secret: str) -> list[str]:
    """Return the names of the surfaces on which a secret can be read."""
    return [
        name
        for name, shown in SURFACES.items()
        if any(secret in (one if isinstance(one, str) else repr(one)) for one in shown(looking))
    ]
