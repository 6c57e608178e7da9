"""Which of somebody's words are theirs alone: not Peerloop's, not what is called so, not what others have said too."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, and_, or_, select, true

from facilitation.late import Late
from facilitation.talk import grammar, ours
from storage.declare import Person
from storage.discussion_tables import discussion, prompt
from storage.help_tables import skill
from storage.tables import member, program, workspace

if TYPE_CHECKING:
    from facilitation import catalogue
else:
    catalogue = Late("facilitation.catalogue")  # it imports nearly everything

Ids = Select[tuple[str]]

_SHORT = 2
"""Of up to so many words it is anybody's as soon as others have them in a text of theirs."""
_LOOKED_FOR = 100
"""Texts that are looked for in one go; SQLite's conditions may not nest deeper than a thousand."""
_NAMES = (
    (workspace, (workspace.c.name,)),
    (program, (program.c.name, program.c.channel_name)),
    (skill, (skill.c.name,)),
)


def alone(
    connection: Connection,
    persons: Iterable[tuple[Table, Column[str], Person]],
    ids: Ids,
    texts: Iterable[str],
) -> list[str]:
    """Return the texts that can be nobody's but theirs, each once."""
    own = {text for text in texts if not ours.says(text)}
    asked = [
        *((table, columns, true()) for table, columns in _NAMES),
        (member, (member.c.name, member.c.handle), member.c.id.not_in(ids)),
        *_of_others(persons, ids),
    ]
    for table, columns, others in asked:
        looked_for = sorted(own)
        for start in range(0, len(looked_for), _LOOKED_FOR):
            some = looked_for[start : start + _LOOKED_FOR]
            says = or_(*(_says(column, text) for column in columns for text in some))
            for row in connection.execute(select(*columns).select_from(table).where(others, says)):
                said = [ours.plain(value) for value in row if value]
                own -= {text for text in some if any(_same(one, text) for one in said)}
    return sorted(own)


def is_command(line: str) -> bool:
    """Return whether a line that somebody typed begins with the words of a command."""
    known = {words for each in catalogue.COMMANDS for words in (each.words, *each.also)}
    return grammar.split(grammar.tidy(line), known) is not None


def theirs(said: Column[Any], ids: Ids, tokens: Ids) -> ColumnElement[bool]:
    """Return which rows hold words of their own in a column where others' may stand too.

    The question of a discussion is not its asker's where it came from a deck or was brought by somebody else.
    """
    if said is not discussion.c.question:
        return true()
    brought = select(prompt.c.id).where(
        prompt.c.program == discussion.c.program,
        prompt.c.asks == discussion.c.question,
        prompt.c.by.not_in(ids),
        prompt.c.by.not_in(tokens),
    )
    return ~brought.correlate(discussion).exists()


def _of_others(
    persons: Iterable[tuple[Table, Column[str], Person]], ids: Ids
) -> Iterator[tuple[Table, tuple[Column[Any], ...], ColumnElement[bool]]]:
    """Give the columns with what people say, and which rows have nothing to do with these people."""
    columns: dict[Table, list[Column[str]]] = {}
    said: dict[Table, dict[str, None]] = {}
    for table, column, its in persons:
        columns.setdefault(table, []).append(column)
        said.setdefault(table, {}).update(dict.fromkeys(its.said))
    for table, names in said.items():
        if names:
            others = and_(*(column.not_in(ids) for column in columns[table]))
            yield table, tuple(table.c[name] for name in names), others


def _is_short(text: str) -> bool:
    return len(ours.plain(text).split()) <= _SHORT


def _says(column: Column[Any], text: str) -> ColumnElement[bool]:
    return column.icontains(text, autoescape=True) if _is_short(text) else column == text


def _same(said: str, text: str) -> bool:
    return ours.has(said, text) if _is_short(text) else said == ours.plain(text)
