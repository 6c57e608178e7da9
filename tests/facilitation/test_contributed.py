"""Words in threads: heard where a slice asks for them, and dropped unread everywhere else."""

from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from facilitation.people.model import Member
from facilitation.talk.incoming import Contributed, Quiet, Reacted, Sender, Spoke, Where
from facilitation.work import Work
from storage.work import Store
from tests.company import WORKSPACE, Company, person

THREAD = Where(f"{WORKSPACE}:design", "channel", "design", thread="1700000000.1")


@dataclass
class Board:
    """A slice with one thread that takes words: each message as it last stood."""

    said: dict[str, str] = field(default_factory=dict)

    def asks(self, work: Work, workspace: str, where: Where, what: Spoke) -> bool:
        """Ask for the words of the one thread."""
        return (workspace, where.id, where.thread) == (WORKSPACE, THREAD.id, THREAD.thread)

    def addressed(self, work: Work, workspace: str, where: Where, now: datetime) -> None:
        """Need nothing."""

    def reacted(self, work: Work, reacted: Reacted) -> None:
        """Count nothing."""

    def hear(self, work: Work, member: Member, contributed: Contributed, now: datetime) -> None:
        """Keep the message, or forget it."""
        if contributed.what == "deleted":
            self.said.pop(contributed.message, None)
        else:
            self.said[contributed.message] = f"{member.name}: {contributed.words}"


def words(said: str, key: str, **changed: object) -> Contributed:
    """Return what Zoe, of whom nothing is known yet, contributes to the thread."""
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:zoe", name="Zoe")
    given = Contributed(by=by, where=THREAD, message="m1", words=said, key=key)
    return replace(given, **changed)  # type: ignore[arg-type]


@pytest.fixture
def company(store: Store) -> Company:
    """A company of one."""
    made = Company(store)
    made.settle(person("ana"))
    return made


def test_words_are_heard_edited_and_forgotten_where_a_thread_asks_for_them(
    company: Company,
) -> None:
    board = Board()
    door = replace(company.assistant(), listeners=(board,))
    assert door.handle(words("I cache tokens", "1")) == Quiet()
    assert board.said == {"m1": "Zoe: I cache tokens"}
    door.handle(words("I never cache tokens", "2", what="edited"))
    assert board.said == {"m1": "Zoe: I never cache tokens"}
    door.handle(words("I cache tokens", "1"))
    assert board.said == {"m1": "Zoe: I never cache tokens"}, "what comes twice is heard once"
    door.handle(words("", "3", what="deleted"))
    assert board.said == {}


def test_words_that_no_thread_asks_for_leave_no_trace(company: Company) -> None:
    board = Board()
    door = replace(company.assistant(), listeners=(board,))
    elsewhere = words("between us", "4", where=replace(THREAD, thread="1700000000.2"))
    for one in (door, company.assistant()):
        assert one.handle(elsewhere) == Quiet()
    assert board.said == {}
    with company.store.begin() as work:
        assert work.members.find(f"{WORKSPACE}:zoe") is None
        assert work.inbox.first(WORKSPACE, "4", company.now), "not even its key was kept"
    assert company.assistant().handle(words("x", "5")) == Quiet()


def test_contributed_words_never_show_where_things_are_logged() -> None:
    assert "secret" not in repr(words("a secret", "1"))
