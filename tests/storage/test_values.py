"""What goes in comes out as it was, or is refused with a sentence, on both databases."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError

from facilitation.errors import UserError
from facilitation.people.model import Member, Workspace
from facilitation.post.journal import Fact
from facilitation.post.outbox import Delivery, Personal, Place, Together
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds.model import Circle, Round, Seat
from facilitation.sessions.model import Part, Session
from facilitation.talk.messages import Message, Text
from facilitation.work import Work
from storage import tables
from storage.work import Store
from tests.storage.examples import NOW, W, company, delivery, fact, member, program

VERBATIM = (
    "a\u200bb\u200d\ufeffc\u2060",
    "👩‍👩‍👧‍👦 👍🏽",
    "\u202eabc\u202c שלום",
    "Zalgo\u0335\u0321\u0300, Jose\u0301 is not José",
    "  two  \t\r\n\u00a0 lines \u2028",
    "\x01\x1b[31m\x7f\x85",
    "'; DROP TABLE member; -- \" ` \\ %s %(a)s :b ? {0} $1",
    "\\u0000 and \\\\u0000 and \\x00",
    '{"a": [1, "b\\n"]}',
    "<!channel> <@U1> <b>&amp;",
    "\U0010ffff\uffff",
    "",
)

WRITERS: dict[str, Callable[[Work, str], object]] = {
    "a member's name": lambda work, text: work.members.save(member("x", name=text)),
    "a member's offers": lambda work, text: work.members.save(member("x", offers=("a", text))),
    "a member's name among many": lambda work, text: work.members.save_all(
        [member("x", name=text)]
    ),
    "a program's goal": lambda work, text: work.programs.save(
        program(id="prg_2", number=2, goal=text)
    ),
    "a message's title": lambda work, text: work.outbox.add([delivery(1, message=Message(text))]),
    "a message's words": lambda work, text: work.outbox.add(
        [delivery(1, message=Message("Hi", (Text((text,)),)))]
    ),
    "a target": lambda work, text: work.outbox.add([delivery(1, to=Personal(text))]),
    "a fact's data": lambda work, text: work.journal.add([fact(1, data={"goal": [text]})]),
    "a fact's change": lambda work, text: work.journal.add([fact(1, before={text: 1})]),
    "what came in": lambda work, text: work.inbox.first(W, text, NOW),
    "a look for a name": lambda work, text: work.members.named(W, f"ana{text}"),
    "a look for an id": lambda work, text: work.members.find(text),
    "a look for ids": lambda work, text: work.members.some([text]),
}


def test_text_comes_back_verbatim(store: Store) -> None:
    company(store)
    messages = [Message(text, (Text((text,)),)) for text in VERBATIM]
    with store.begin() as work:
        for n, text in enumerate(VERBATIM):
            work.members.save(member(f"m{n}", name=text, offers=(text, "")))
            work.outbox.add([delivery(n, message=messages[n], to=Place(text))])
            work.journal.add([fact(n, data={text: [text]}, before={"a": text})])
    with store.begin() as work:
        for n, text in enumerate(VERBATIM):
            someone = work.members.get(f"{W}:m{n}")
            assert (someone.name, someone.offers) == (text, (text, ""))
            kept = work.outbox.get(f"dlv_{n}")
            assert (kept.message, kept.to) == (messages[n], Place(text))
            written = work.journal.get(f"fct_{n}")
            assert (written.data, written.before) == ({text: [text]}, {"a": text})


@pytest.mark.parametrize(
    ("text", "says"), [("a\x00b", "NUL"), ("a\\\x00", "NUL"), ("a\ud83d", "half a character")]
)
def test_what_no_database_can_hold_is_refused_with_a_sentence(
    store: Store, text: str, says: str
) -> None:
    company(store)
    with store.begin() as work:
        for what, write in WRITERS.items():
            with pytest.raises(UserError) as refused:
                write(work, text)
            assert says in refused.value.sentence, what
        # The unit is still good: nothing had reached the database.
        work.members.save(member("bo"))
    with store.begin() as work:
        assert work.members.find(f"{W}:bo") is not None
        assert work.members.find(f"{W}:x") is None


def test_an_instant_comes_back_in_utc_to_the_microsecond(store: Store) -> None:
    company(store, "ana")
    for at in (
        datetime(2026, 3, 29, 2, 30, tzinfo=ZoneInfo("Europe/Berlin")),
        datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1),
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 30, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=timezone(timedelta(hours=14))),
    ):
        with store.begin() as work:
            work.members.seen(f"{W}:ana", at)
        with store.begin() as work:
            seen = work.members.get(f"{W}:ana").seen_at
        assert seen is not None
        assert seen.astimezone(UTC) == at.astimezone(UTC)
        assert seen.tzinfo is UTC


def test_instants_of_other_zones_are_compared_as_instants(store: Store) -> None:
    kathmandu = NOW.astimezone(ZoneInfo("Asia/Kathmandu"))
    with store.begin() as work:
        work.outbox.add([delivery(1, due_at=kathmandu)])
        assert work.outbox.next_due() == NOW
        early = kathmandu - timedelta(microseconds=1)
        assert work.outbox.claim("me", early, timedelta(1), 1) == []
        assert len(work.outbox.claim("me", kathmandu, timedelta(1), 1)) == 1


def test_an_instant_without_a_zone_is_refused(store: Store) -> None:
    company(store, "ana")
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(StatementError, match="without a zone"), store.begin() as work:
        work.members.seen(f"{W}:ana", naive)


def test_a_setting_that_is_new_to_a_stored_program_has_its_default(store: Store) -> None:
    company(store)
    settings = program().settings
    column: Any = tables.program.c.settings.type
    text = column.process_bind_param(settings, None)
    older = text.replace('"size":2,', "").replace("{", '{"no_longer":1,', 1)
    assert column.process_result_value(older, None) == replace(settings, size=2)


@pytest.mark.parametrize(
    ("record", "table", "elsewhere"),
    [
        (Workspace, tables.workspace, set()),
        (Member, tables.member, set()),
        (Program, tables.program, set()),
        (Enrollment, tables.enrollment, set()),
        (Round, tables.round, set()),
        (Circle, tables.circle, {"seats"}),
        (Seat, tables.seat, set()),
        (Session, tables.session, {"parts"}),
        (Part, tables.part, set()),
        (Delivery, tables.delivery, {"probe", "tried_for", "hurried"}),
        (Fact, tables.fact, set()),
    ],
)
def test_every_field_of_a_record_has_its_column(
    record: Any, table: Any, elsewhere: set[str]
) -> None:
    assert {field.name for field in fields(record)} - set(table.c.keys()) == elsewhere


def test_every_target_has_a_column_that_tells_it_apart(store: Store) -> None:
    targets = [Personal("a"), Together(("a",)), Together(("a", "b")), Place("a"), Place("a", "b")]
    with store.begin() as work:
        work.outbox.add([delivery(number, to=to) for number, to in enumerate(targets)])
        assert [work.outbox.get(f"dlv_{n}").to for n in range(len(targets))] == targets
