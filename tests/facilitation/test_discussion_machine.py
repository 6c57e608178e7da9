"""A discussion as a state machine: whatever is posted, edited, deleted, sealed, extended, closed and opened again."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from sqlalchemy import Engine

from facilitation.talk.incoming import Ask
from tests.company import Company, press
from tests.counts import upto
from tests.facilitation.discussed import (
    QUESTION,
    card,
    fills,
    hears,
    kept,
    opened,
    talking,
    the_one,
    thread,
)
from tests.storage_fixtures import start_over, store_on

NAMES = ("ben", "cleo", "root")
MESSAGES = ("m1", "m2", "m3")
HOW = ("", "sealed", "sealed anonymous", "sealed until 2 answers")


class Life(RuleBasedStateMachine):
    """One discussion in a database that is emptied for each run, and beside it what must be so."""

    engine: Engine
    company: Company

    @initialize(how=st.sampled_from(HOW))
    def opens(self, how: str) -> None:
        """Let Ana ask."""
        start_over(self.engine)
        self.company = talking(store_on(self.engine))
        self.number = 0
        self.written: dict[str, tuple[str, str]] = {}
        self.sealed: dict[str, str] = {}
        self.shown: set[str] = set()
        opened(self.company, f'discuss "{QUESTION}" {how} for 2d')

    @property
    def of(self) -> Any:
        """Return the discussion as it stands."""
        return the_one(self.company)

    def words(self) -> str:
        """Return words that nobody has said."""
        self.number += 1
        return f"word{self.number}."

    @rule(name=st.sampled_from(NAMES))
    def answers(self, name: str) -> None:
        """Answer by form."""
        before, said = self.of, self.words()
        form = press(self.company, name, card(self.company), "Answer")
        if not isinstance(form, Ask):
            return
        fills(self.company, name, form, words=said)
        if before.hidden and (before.state == "open" or name in self.sealed):
            self.sealed[name] = said
        elif before.state == "open":
            self.shown.add(said)

    @rule(name=st.sampled_from(NAMES), message=st.sampled_from(MESSAGES))
    def posts(self, name: str, message: str) -> None:
        """Write in the thread."""
        said, state = self.words(), self.of.state
        hears(self.company, name, said, message)
        if state != "closed":
            self.written.setdefault(message, (name, said))

    @rule(message=st.sampled_from(MESSAGES))
    def edits(self, message: str) -> None:
        """Edit what one wrote."""
        if self.written.get(message, ("", ""))[1]:
            name, said = self.written[message][0], self.words()
            hears(self.company, name, said, message, "edited")
            self.written[message] = (name, said)

    @rule(message=st.sampled_from(MESSAGES))
    def deletes(self, message: str) -> None:
        """Delete what one wrote."""
        if message in self.written:
            name = self.written[message][0]
            hears(self.company, name, "", message, "deleted")
            self.written[message] = (name, "")

    @rule(hours=st.integers(1, 80))
    def waits(self, hours: int) -> None:
        """Let time pass."""
        self.company.pass_(hours=hours)

    @rule()
    def extends(self) -> None:
        """Give it more time."""
        self.company.says("ana", f"extend {self.of.id} 1d")

    @rule()
    def closes(self) -> None:
        """Close it."""
        form = self.company.says("ana", f"close {self.of.id}")
        if isinstance(form, Ask):
            fills(self.company, "ana", form, summary="")

    @precondition(lambda self: self.of.state == "closed")
    @rule()
    def reopens(self) -> None:
        """Open it again."""
        self.company.says("ana", f"reopen {self.of.id}")

    @invariant()
    def nothing_is_lost(self) -> None:
        """What people wrote in the thread is kept as it last stood, till its words are too old."""
        if not hasattr(self, "company"):
            return
        written = {one.message: one.words for one in kept(self.company) if one.message}
        expected = {m: said for m, (_, said) in self.written.items() if said}
        old = self.of.closed_at and self.company.now - self.of.closed_at > timedelta(days=89)
        assert old or written == expected

    @invariant()
    def nothing_is_early_and_nothing_twice(self) -> None:
        """What is sealed stands nowhere while it is hidden; what appeared, appeared once."""
        if not hasattr(self, "company"):
            return
        said = "\n".join(thread(self.company))
        if self.of.hidden:
            assert not any(word in said for word in self.sealed.values())
        elif self.of.sealed and not self.of.nameless:
            assert all(said.count(word) == 1 for word in self.sealed.values())
        for word in (*self.sealed.values(), *self.shown):
            assert said.count(word) <= 1
        assert all(said.count(word) == 1 for word in self.shown)


def test_nothing_is_lost_nothing_comes_early_and_nothing_twice(sqlite_engine: Engine) -> None:
    counts = settings(
        max_examples=upto(4, 400),
        stateful_step_count=upto(10, 40),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    Life.engine = sqlite_engine
    run_machine(Life, settings=counts)
