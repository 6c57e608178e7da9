"""What is nobody else's to know, who avoids whom, who was not heard, what was written in private, shows nowhere."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot import logs
from bot.wiring import _log_failure
from facilitation.talk.incoming import Filled, Say, Where
from facilitation.talk.messages import to_json
from facilitation.work import Store
from storage.engine import make_engine
from tests.company import Company, person, press
from tests.counts import upto
from tests.facilitation.discussed import answers, opened, talking
from tests.storage_fixtures import migrated_sqlite, store_on
from tests.surfaces import SURFACES, Looking
from tests.words import words_of


def looked_at(store: Store, line: str) -> dict[str, list[str]]:
    """Return all that others can read on every surface once Ana has said a line about Ben."""
    company = Company(store)
    store.record_home = "https://peerloop.example"  # type: ignore[attr-defined]
    names = ("ana", "ben", "cleo", "dora", "emil")
    company.settle(*map(person, names), person("root", role="admin"))
    company.program(["ana", "ben", "cleo", "dora"], "Coffee")
    for name in names:
        company.says(name, "offer python")
    assert isinstance(company.says("ana", line), Say)
    company.pass_(days=2)
    readers = upto(["root"], ["root", "ben", "cleo"])
    looking = Looking(
        company, readers, lines=("skills @ana", "find python"), kept_in=frozenset({"avoid"})
    )
    return {name: [repr(one) for one in shown(looking)] for name, shown in SURFACES.items()}


def test_nobody_can_tell_from_anything_whether_somebody_is_avoided(tmp_path: Path) -> None:
    first, second = (store_on(make_engine(migrated_sqlite(tmp_path / n))) for n in ("1.db", "2.db"))
    avoided, not_ = looked_at(first, "avoid @emil"), looked_at(second, "unavoid @emil")
    assert {name for name in SURFACES if avoided[name] != not_[name]} == set()


def test_who_was_not_heard_is_named_to_nobody_but_whoever_invites_them(sqlite_store: Store) -> None:
    company = talking(sqlite_store)
    company.settle(person("zebrafinch"), *(person(f"m{n}") for n in range(6)))
    for name in ("zebrafinch", *(f"m{n}" for n in range(6))):
        company.says(name, "join design")
    company.arrived.clear()
    opened(company)
    for name in ("ben", "cleo", *(f"m{n}" for n in range(6))):
        answers(company, name, "Something.")
    company.pass_(days=1)
    told = next(m for m in company.inbox("ana") if "not been heard yet" in m.title)
    assert "zebrafinch" not in to_json(told).casefold()
    asked = press(company, "ana", told, "Ask a colleague to invite them")
    assert "zebrafinch" not in words_of(asked).casefold()
    company.pass_(days=5)
    named = [
        one
        for one in company.arrived
        if "zebrafinch" in to_json(one.message).casefold() and "zebrafinch" not in str(one.to)
    ]
    asks = [one for one in named if one.message.title.startswith("Would you ask")]
    assert len(asks) == 1
    assert not any(word in to_json(one.message) for one in named for word in ("heard", "silent"))


@pytest.fixture
def refusing(engine: Engine) -> Iterator[None]:
    """A database that takes no reflection; the others of a run use it too, so it takes them again afterwards."""
    refuses, again = (
        (
            "CREATE TRIGGER no BEFORE INSERT ON reflection BEGIN SELECT RAISE(ABORT, 'no'); END",
            "DROP TRIGGER no",
        )
        if engine.dialect.name == "sqlite"
        else (
            "ALTER TABLE reflection ADD CONSTRAINT no CHECK (false) NOT VALID",
            "ALTER TABLE reflection DROP CONSTRAINT no",
        )
    )
    with engine.begin() as connection:
        connection.execute(text(refuses))
    yield
    with engine.begin() as connection:
        connection.execute(text(again))


@pytest.mark.usefixtures("refusing")
def test_what_somebody_wrote_is_in_no_log_of_what_failed_nor_in_the_apology(store: Store) -> None:
    company = Company(store)
    company.settle(person("ana"), person("ben"))
    stream = io.StringIO()
    logs.configure("console", "DEBUG", (), stream)
    door = replace(company.assistant(), failed=_log_failure)
    answers = {"uses": "canary-uses", "cue": "canary-cue", "does": "canary-does\ncanary-more"}
    where = Where("personal:ana", "personal")
    reply = door.handle(
        Filled(by=company._sender("ana"), line="plan", answers=answers, where=where)
    )

    said, logged = words_of(reply), stream.getvalue()
    reference = logged.partition("reference=")[2][:8]
    assert len(reference) == 8
    assert reference in said
    assert "reflection" in logged, "what failed is there to be found"
    assert "canary" not in said + logged
