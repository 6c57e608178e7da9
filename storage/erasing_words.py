"""What people are called and have said, taken out of texts, cards and JSON in which it stands among other things."""

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    or_,
    select,
    type_coerce,
    update,
)

from facilitation.talk import ours
from storage.claims import NOWHERE, WORDLESS
from storage.describing import undescribed
from storage.help_tables import member_skill, skill
from storage.tables import delivery

_MOST = 2_000
"""Rows that are written in one go."""
_LOOKED_FOR = 100
"""Words that are looked for in one go; SQLite's conditions may not nest deeper than a thousand."""

Scrub = Callable[[str], str]


def scrubber(tokens: Mapping[str, str], said: Mapping[str, str]) -> Scrub:
    """Return what puts tokens in the place of ids, and what they say in that of words, in a text as in its column."""
    places = "|".join(sorted({re.escape(id.rpartition(":")[0]) for id in tokens}))
    ids = re.compile(rf"(?:{places}):[^\s\":+,\\]+")
    instead = {quote(word, safe=""): quote(stands, safe="") for word, stands in said.items()}
    instead |= {_written(word): stands for word, stands in said.items()}
    longest = sorted(instead, key=len, reverse=True)
    words = re.compile("|".join(map(_standing, longest)) or "(?!)")

    def scrub(raw: str) -> str:
        renamed = ids.sub(lambda found: tokens.get(found[0], found[0]), raw)
        return words.sub(lambda found: instead[found[0]], renamed)

    return scrub


def rewrite(
    connection: Connection,
    table: Table,
    columns: Sequence[Column[str]],
    said: Collection[str],
    scrub: Scrub,
) -> None:
    """Let the columns of a table be scrubbed wherever something is said in them; everywhere, where `said` is empty."""
    keys = list(table.primary_key.columns)
    raw = [type_coerce(column, Text) for column in columns]
    found = _saying(connection, select(*keys, *raw), raw, said)
    change = (
        update(table)
        .where(*(key == bindparam(f"key_{key.name}") for key in keys))
        .values({c.name: type_coerce(bindparam(f"new_{c.name}"), Text) for c in columns})
    )
    rows = []
    for row in found:
        before = row[len(keys) :]
        after = [one if one is None else undescribed(one, scrub(one)) for one in before]
        if list(before) != after:
            named = {f"key_{key.name}": value for key, value in zip(keys, row, strict=False)}
            rows.append(
                named | {f"new_{c.name}": one for c, one in zip(columns, after, strict=True)}
            )
    for start in range(0, len(rows), _MOST):
        connection.execute(change, rows[start : start + _MOST])


def forget_skills(connection: Connection, ids: Select[tuple[str]]) -> list[str]:
    """Let go of the words for skills that they brought and nobody else has; return them."""
    others = select(member_skill.c.member).where(
        member_skill.c.workspace == skill.c.workspace,
        member_skill.c.key == skill.c.key,
        member_skill.c.member.not_in(ids),
    )
    alone = skill.c.created_by.in_(ids) & ~others.exists()
    words = list(connection.scalars(select(skill.c.name).where(alone)))
    connection.execute(delete(skill).where(alone))
    return words


def forget_deliveries(
    connection: Connection, tokens: Mapping[str, str], said: Mapping[str, str]
) -> None:
    """Let go of what was owed or sent to them, and of the words of what others were told of them or in their words.

    Of many people at once, the words of everything that is over go: they would have gone after some weeks anyway.
    """
    d = delivery.c
    raw = [type_coerce(column, Text) for column in (d.to, d.message)]
    asked = select(d.ordinal, d.state, d.key, d.about, d.reason, *raw)
    within = asked.where(d.workspace.in_({id.rpartition(":")[0] for id in tokens}))
    found = _saying(connection, within, [*raw, d.key, d.about, d.reason], said)
    scrub = scrubber(tokens, said)
    theirs, others = [], []
    for row in found:
        ordinal, state, key, about, reason, to, message = tuple(row)
        whole = f"{about} {reason} {to} {message}"
        if json.loads(to).get("member") in tokens:
            theirs.append(ordinal)
        elif scrub(whole) != whole or (not said and state in ("sent", "dead", "withdrawn")):
            state = "withdrawn" if state == "pending" else state
            others.append({"row": ordinal, "new_key": scrub(key), "new_state": state})
        elif scrub(key) != key:
            others.append({"row": ordinal, "new_key": scrub(key), "new_state": state})
    for start in range(0, len(theirs), _MOST):
        connection.execute(delete(delivery).where(d.ordinal.in_(theirs[start : start + _MOST])))
    change = (
        update(delivery)
        .where(d.ordinal == bindparam("row"))
        .values(
            key=bindparam("new_key"),
            state=bindparam("new_state"),
            message=WORDLESS,
            to=NOWHERE,
            about="",
            reason="",
        )
    )
    if others:
        connection.execute(change, others)


def _saying(
    connection: Connection, asked: Select[Any], raw: Sequence[Any], said: Collection[str]
) -> list[Row[Any]]:
    """Return the rows in which something is said, each once; all of them, where `said` is empty."""
    if not said:
        return list(connection.execute(asked))
    found: dict[Row[Any], None] = {}
    words = sorted({form for word in said for form in (_written(word), quote(word, safe=""))})
    for start in range(0, len(words), _LOOKED_FOR):
        some = words[start : start + _LOOKED_FOR]
        says = or_(*(one.contains(word, autoescape=True) for one in raw for word in some))
        found |= dict.fromkeys(connection.execute(asked.where(says)))
    return list(found)


def _standing(word: str) -> str:
    """Return the pattern of words in a text; a name that is a usual word too stands there by itself, or after an @."""
    escaped = re.escape(word)
    if ours.says(word):
        return rf'(?<="){escaped}(?=")|(?<=@){escaped}(?!\w)'
    return rf"(?:(?<!\w)|(?<=%[0-9A-F][0-9A-F])){escaped}(?!\w)"


def _written(word: str) -> str:
    """Return words as they stand in JSON."""
    return json.dumps(word, ensure_ascii=False)[1:-1]
