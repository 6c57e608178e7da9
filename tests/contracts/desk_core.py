"""What the desks of the adapters share: a clock moved by hand, and a core that writes down what reaches it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.promises import Promise
from facilitation.talk.incoming import Filled, Incoming, News, Quiet, Reply, Say, Typed
from facilitation.talk.languages import Language
from facilitation.talk.messages import Message, text

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock moved by hand."""

    at: datetime = NOW

    def now(self) -> datetime:
        """Return its time."""
        return self.at

    def pass_(self, **span: float) -> None:
        """Move it on."""
        self.at += timedelta(**span)


@dataclass
class Core:
    """Writes down what it is told, and answers by line what the test has set, "Heard" otherwise."""

    replies: dict[str, Reply | Exception] = field(default_factory=dict)
    slow: float = 0.0
    done: list[Incoming] = field(default_factory=list)
    heard: list[News] = field(default_factory=list)
    of_known: Callable[[Incoming], Reply | None] | None = None
    """Answers those alone of whom something is known; by default everybody is welcome."""
    reads: Callable[[str], Language | None] = lambda member: None
    """Tells what language a member is kept to read."""

    def handle(self, incoming: Incoming) -> Reply:
        """Take an Incoming."""
        self.done.append(incoming)
        if self.slow:
            time.sleep(self.slow)
        if not isinstance(incoming, Typed | Filled):
            return Quiet()
        reply = self.replies.get(incoming.line, Say(Message("Heard", (text(incoming.line),))))
        if isinstance(reply, Exception):
            raise reply
        return reply

    def hear(self, news: News) -> None:
        """Take news."""
        self.heard.append(news)

    @property
    def lines(self) -> list[str]:
        """The command lines that reached it."""
        return [one.line for one in self.done if isinstance(one, Typed | Filled)]


@dataclass
class Book:
    """A ledger of promises in memory, which can be broken."""

    kept: dict[str, Promise] = field(default_factory=dict)
    left: list[Promise] = field(default_factory=list)
    """What processes that have died left to be claimed."""
    made: list[Promise] = field(default_factory=list)
    """All that were ever made."""
    broken: bool = False

    def write(self, new: Sequence[Promise], done: Sequence[Promise]) -> None:
        """Keep some and erase others."""
        if self.broken:
            raise OSError("no database")
        self.kept |= {one.key: one for one in new}
        self.made += new
        for one in done:
            self.kept.pop(one.key, None)

    def renew(self) -> None:
        """Give a sign of life."""

    def release(self) -> None:
        """Leave what is there."""

    def claim(self, most: int) -> list[Promise]:
        """Take what was left."""
        taken, self.left = self.left[:most], self.left[most:]
        self.kept |= {one.key: one for one in taken}
        return taken

    def begin(self, promise: Promise) -> None:
        """Count nothing."""

    def put_off(self, promise: Promise) -> None:
        """Leave it to the next who looks."""
        self.left.append(self.kept.pop(promise.key))
