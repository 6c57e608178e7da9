"""What is said in threads: a command, or words for whoever listens there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.talk import grammar
from facilitation.talk.commands import Command
from facilitation.talk.incoming import Contributed, Incoming, Spoke, Typed, Where
from facilitation.talk.listening import Listener
from facilitation.understanding import service as understanding
from facilitation.work import Work

SHORT = 3
"""So many words that begin with a command are one, where a thread takes words too: "extend 1d", "handover @ben"."""


@dataclass(frozen=True, slots=True)
class Threads:
    """Who listens to threads, and which lines are commands there."""

    listeners: Sequence[Listener]
    phrases: Mapping[str, Command]

    def asking(self, work: Work, workspace: str, where: Where, what: Spoke) -> list[Listener]:
        """Return who asks for words that are said, or changed, there."""
        return [one for one in self.listeners if one.asks(work, workspace, where, what)]

    def hearing(self, work: Work, incoming: Incoming) -> list[Listener]:
        """Return who asks for the words that came in, if words they are."""
        if not isinstance(incoming, Contributed):
            return []
        return self.asking(work, incoming.by.workspace, incoming.where, incoming.what)

    def taken(self, work: Work, incoming: Incoming, now: datetime) -> Incoming:
        """Return what was said to us in a thread that takes words as words for it, unless it is a command."""
        if not isinstance(incoming, Typed) or not incoming.where.thread:
            return incoming
        by, where, key = incoming.by, incoming.where, incoming.key
        if incoming.aloud:
            for one in self.listeners:
                one.addressed(work, by.workspace, where, now)
        line = grammar.tidy(incoming.line[: grammar.LONGEST_LINE])
        command = grammar.split(line, self.phrases)
        if not line or (command is not None and understanding.is_command(command[1])):
            return incoming
        if command is not None and len(line.split()) <= SHORT:
            return incoming
        said = incoming.words or incoming.line
        words = Contributed(by=by, where=where, message=key, words=said, key=key)
        return words if self.hearing(work, words) else incoming
