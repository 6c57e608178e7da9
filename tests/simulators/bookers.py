"""People in processes of their own who book each other's time, at random and all at once on one database.

This file run as a program is such a process: it reads beats, one a line, and answers each with what came of it.
"""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import IO, Any

from facilitation.assistant import Assistant
from facilitation.catalogue import COMMANDS
from facilitation.talk.incoming import (
    Ask,
    Filled,
    Incoming,
    News,
    Quiet,
    Reply,
    Sender,
    Typed,
    Where,
)
from facilitation.talk.messages import Buttons, Message
from storage.engine import make_engine
from storage.work import Store
from tests.company import WORKSPACE

SKILLS = ("Python", "Kubernetes", "SQL", "Figma")
WINDOWS = ("today", "tomorrow", "this week", "next 2 weeks", "")
OWN_WORDS = ("accept", "other times", "not now", "keep booking", "withdraw", "next peer")
LATER_WORDS = ("move", "cancel booking")
TRIES = 12
"""How often a process looks for somebody to book until one is asked."""


@dataclass
class Booker:
    """The hands of everybody in the company, as one process has them."""

    store: Store
    people: Sequence[str]
    chance: random.Random
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    old: list[tuple[str, str]] = field(default_factory=list)
    """Buttons that somebody has seen: who, and the line that each carries."""
    came: Counter[str] = field(default_factory=Counter)
    bugs: list[str] = field(default_factory=list)
    _asked: int = 0

    def beat(self, now: datetime, bookings: int, answers: int) -> dict[str, Any]:
        """Ask for so many bookings and answer so many cards; return what came of it by title."""
        self.now = now
        self.came.clear()
        made = 0
        for _ in range(max(bookings * TRIES, answers)):
            if made < bookings and self._books():
                made += 1
            if answers > 0:
                answers -= 1
                self._answers()
            if made == bookings and not answers:
                break
        return {"made": made, "came": dict(self.came), "bugs": self.bugs}

    def _books(self) -> bool:
        """Let somebody ask for time, by name or by skill; return whether a request went out."""
        who, whom = self.chance.sample(self.people, 2)
        by_name, by_skill = f"@{WORKSPACE}:{whom}", self.chance.choice(SKILLS)
        what = self.chance.choice((by_name, f"{by_name} for {by_skill}", by_skill))
        self._asked += 1
        urgent = self.chance.choice(("", "", "", " urgent"))
        length = self.chance.choice((15, 30, 30, 60))
        line = f"book {what} {length}m {self.chance.choice(WINDOWS)}{urgent}"
        reply = self._does(who, f'{line} "question {self._asked}"')
        anyway = [line for line in lines_of(reply) if line.startswith("book now ")]
        if anyway and self.chance.random() < 0.3:
            reply = self._does(who, anyway[-1])
        return title_of(reply).endswith(" is asked")

    def _answers(self) -> None:
        """Let somebody press a button of a booking: of those that stand, or of an old card."""
        if self.old and self.chance.random() < 0.4:
            who, line = self.chance.choice(self.old)
            self._press(who, line)
            return
        who = self.chance.choice(self.people)
        seen = [
            line
            for line in lines_of(self._does(who, "bookings"))
            if line.startswith((*OWN_WORDS, *LATER_WORDS))
        ]
        self.old = [*self.old[-60:], *((who, line) for line in seen)]
        own = [line for line in seen if line.startswith(OWN_WORDS)]
        # most answer what waits for them; some call off what was agreed
        if own and self.chance.random() < 0.85:
            eager = [4 if line.startswith("accept") else 1 for line in own]
            self._press(who, self.chance.choices(own, eager)[0])
        elif seen and self.chance.random() < 0.4:
            self._press(who, self.chance.choice(seen))

    def _press(self, who: str, line: str) -> None:
        reply = self._does(who, line)
        if isinstance(reply, Ask):
            self._does(who, reply.form.command, self._filled(reply))

    def _filled(self, reply: Ask) -> dict[str, str]:
        names = {one.name for one in reply.form.fields}
        if "first" not in names:
            return {"reason": self.chance.choice(("", "In a workshop all day"))}
        times = {self._quarter() for _ in range(self.chance.randint(1, 3))}
        return dict(zip(("first", "second", "third"), sorted(times), strict=False))

    def _quarter(self) -> str:
        day = self.now + timedelta(days=self.chance.randint(0, 3))
        return f"{day:%Y-%m-%d}T{self.chance.randint(9, 17):02}:{self.chance.choice((0, 15, 30, 45)):02}"

    def _does(self, who: str, line: str, answers: dict[str, str] | None = None) -> Reply:
        by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{who}", name=who.title())
        where = Where(id=f"personal:{who}", kind="personal")
        given: Incoming = Typed(by=by, line=line, where=where)
        if answers is not None:
            given = Filled(by=by, line=line, answers=answers, where=where)
        door = Assistant(
            store=self.store, commands=COMMANDS, now=lambda: self.now, failed=self._failed
        )
        reply = door.handle(given)
        self.came[f"{line.split()[0]}: {title_of(reply)}"] += 1
        return reply

    def _failed(self, incoming: Incoming | News, error: Exception) -> str:
        self.bugs.append(f"{getattr(incoming, 'line', incoming)}: {type(error).__name__}: {error}")
        return "bug"


def title_of(reply: Reply) -> str:
    """Return the title of a reply, without the name that it may begin or end with."""
    match reply:
        case Ask(form, errors):
            return f"{form.title} {sorted(errors)}" if errors else form.title
        case Quiet():
            return ""
        case _:
            return reply.message.title


def lines_of(reply: Reply) -> list[str]:
    """Return the lines that a reply's buttons carry."""
    message: Message | None = getattr(reply, "message", None)
    blocks = message.blocks if message else ()
    return [one.command for row in blocks if isinstance(row, Buttons) for one in row.buttons]


@dataclass
class Crowd:
    """Processes full of people; what came of all beats so far, and what went wrong."""

    processes: list["subprocess.Popen[str]"]
    made: int = 0
    came: Counter[str] = field(default_factory=Counter)
    bugs: list[str] = field(default_factory=list)

    def begin(self, now: datetime, bookings: Sequence[int], answers: int) -> None:
        """Let all begin a beat at once; `bookings` says how many each is to ask for."""
        for process, count in zip(self.processes, bookings, strict=True):
            assert process.stdin is not None
            told = {"now": now.isoformat(), "bookings": count, "answers": answers}
            process.stdin.write(f"{json.dumps(told)}\n")
            process.stdin.flush()

    def end(self) -> None:
        """Wait until all have ended the beat."""
        for process in self.processes:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, "a process of people died"
            told = json.loads(line)
            self.made += told["made"]
            self.came.update(told["came"])
            self.bugs += told["bugs"]


@contextmanager
def crowd(
    database_url: str, people: Sequence[str], count: int, errors: IO[str], seed: int = 1
) -> Iterator[Crowd]:
    """Start so many processes of people; they end with the block."""
    with ExitStack() as stack:
        made = []
        for number in range(count):
            arguments = [database_url, str(seed * 100 + number), *people]
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.simulators.bookers", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
            stack.callback(_ended, process)
            made.append(process)
        yield Crowd(made)


def _ended(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
    with process:
        pass


def main(database_url: str, seed: str, *people: str) -> None:
    """Live through each beat that standard input names; end when it closes."""
    chance = random.Random(int(seed))
    store = Store(
        make_engine(database_url),
        new_id=lambda prefix: f"{prefix}_{chance.getrandbits(80):020x}",
        new_seed=lambda: chance.getrandbits(31),
    )
    booker = Booker(store, people, random.Random(int(seed) + 1))
    for line in iter(sys.stdin.readline, ""):
        told = json.loads(line)
        now = datetime.fromisoformat(told["now"])
        came = booker.beat(now, told["bookings"], told["answers"])
        booker.bugs = []
        print(json.dumps(came), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
