"""What somebody wrote for themselves alone reaches nobody else: by no view, message, fact, line of a log or table."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from facilitation.catalogue import COMMANDS
from facilitation.talk.incoming import Ask, Filled, Reply, Where
from facilitation.talk.messages import to_json
from storage.declare import metadata
from tests import counts
from tests.company import Company, person
from tests.facilitation.booked import fills, of, pressed, said
from tests.facilitation.learned import cards, meets, met, plans
from tests.storage_fixtures import store_on

FOR_HERSELF = ["canary-uses", "canary-cue", "canary-does", "canary-obstacle", "canary-other"]
FOR_BEN = "canary-line"
HERS = {"reflection.uses", "reflection.cue", "reflection.does", "follow_up.words"}


@pytest.fixture
def company(sqlite_engine: Engine) -> Company:
    """Ana has written for herself all that can be written, and asked Ben to confirm one line of it."""
    company = Company(store_on(sqlite_engine))
    company.store.record_home = "https://peerloop.example"  # type: ignore[attr-defined]
    company.settle(
        *(person(n, team=n) for n in ("ana", "ben", "cleo")), person("root", role="admin")
    )
    meets(company, "ana", "ben")
    its, _ = met(company)
    uses, cue, does = FOR_HERSELF[:3]
    fills(company, "ana", f"plan {its.id}", uses=uses, cue=cue, does=does, ticks="remind")
    company.pass_(days=11)
    line = _line(company, "Yes, it worked", "Write one line", FOR_BEN)
    pressed(company, "ana", said(line), "Ask Ben to confirm")
    company.pass_(days=1)
    pressed(company, "ben", said(company.says("ben", "home")), "Yes, I confirm it")
    fills(company, "ana", "plan", does=FOR_HERSELF[4], ticks="remind")
    company.pass_(days=11)
    _line(company, "Not yet", "Say what stood in the way", FOR_HERSELF[3])
    return company


def _line(company: Company, answer: str, button: str, words: str) -> Reply:
    """Let Ana answer her latest card, and write a line to it."""
    form = pressed(
        company, "ana", said(pressed(company, "ana", cards(company)[-1].message, answer)), button
    )
    assert isinstance(form, Ask)
    return fills(company, "ana", form.form.command, words=words)


def lines(company: Company) -> Iterator[str]:
    """Give every command, alone and of each of Ana's records, those that end something last."""
    with company.store.begin() as work:
        mine = work.reflections.open_of(of("ana"))
        ids = [one.id for one in mine] + [f.id for one in mine for f in work.follow_ups.of(one.id)]
        ids = [one.about for one in mine if one.about] + ids[:: 1 if counts.full else 3]
    found = [w for c in COMMANDS for w in (c.words, *(f"{c.words} {id}" for id in ids))]
    ends = ("leave", "forget", "program end", "remove", "role", "pause", "program pause")
    return iter(sorted(found, key=lambda line: line.startswith(ends)))


def test_no_command_of_anybody_else_shows_a_word_of_it(company: Company) -> None:
    assert len(plans(company)) == 2
    for name in ("cleo", "root") if counts.full else ("root",):
        for line in lines(company):
            shown = repr(company.says(name, line))
            assert not any(word in shown for word in (*FOR_HERSELF, FOR_BEN)), (name, line)


def test_no_message_to_anybody_else_and_no_table_but_hers_has_a_word_of_it(
    company: Company, sqlite_engine: Engine
) -> None:
    found: dict[str, set[str]] = {}
    with sqlite_engine.begin() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"')).mappings():
                for column, value in row.items():
                    for word in (*FOR_HERSELF, FOR_BEN):
                        if word in str(value):
                            found.setdefault(f"{table.name}.{column}", set()).add(word)
    assert found.keys() <= HERS | {"delivery.message"}, found
    for delivery in company.arrived:
        if of("ana") not in str(delivery.to) or "+" in delivery.conversation:
            shown = to_json(delivery.message)
            seen = [word for word in (*FOR_HERSELF, FOR_BEN) if word in shown]
            assert seen in ([], [FOR_BEN]), delivery.key
            assert not seen or (of("ben") in str(delivery.to) and ":confirm:" in delivery.key)
    assert "canary" not in "\n".join(company.lines)


def test_the_record_store_hears_only_what_others_saw_of_it(company: Company) -> None:
    with company.store.begin() as work:
        told = work.statements.of_members([of("ana"), of("ben")])
    assert sorted(one.says for one in told) == ["example confirmed", "took part", "took part"]
    assert "canary" not in repr(told)
    assert not any(word in repr([one.body for one in told]) for word in ("ana", "Ana", "Ben", "@"))


def test_a_form_that_fails_says_nothing_of_what_was_in_it(company: Company) -> None:
    where = Where(id="personal:ana", kind="personal")
    form = Filled(by=company._sender("ana"), line="plan", answers={"uses": "canary-x"}, where=where)
    assert "canary-x" not in repr(form)
