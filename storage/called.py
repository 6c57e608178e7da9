"""What members answer to: an index of their names, kept in step with who they are.

A "~" marks what a name is without its accents, which counts only where nobody has the name as it is written.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Index, PrimaryKeyConstraint, Table, bindparam, delete, select

from facilitation.people.model import Member
from facilitation.people.plainly import folded, unaccented
from storage.columns import storable
from storage.declare import kept, metadata, person, words
from storage.rows import add_rows, among, batches
from storage.tables import member

member_name = Table(
    "member_name",
    metadata,
    words("workspace"),
    words("name"),
    person("member", goes=True, goes_with=True, told=False),
    PrimaryKeyConstraint("workspace", "name", "member"),
    Index(None, "member"),
    info=kept("who"),
)

_T = member_name.c
_OF = select(_T.member, _T.name).where(among(_T.member))
_FORGET = delete(member_name).where(
    _T.workspace == bindparam("its"), _T.name == bindparam("old"), _T.member == bindparam("of")
)
_THERE = (
    select(_T.name, _T.member)
    .join(member, member.c.id == _T.member)
    .where(_T.workspace == bindparam("workspace"))
)
_ACTIVE = _THERE.where(member.c.state == "active")
_SOME = among(_T.name, "names")
_IN_ORDER = _ACTIVE.order_by(_T.name, _T.member)


def keep(connection: Connection, members: Sequence[Member]) -> None:
    """Let the index say what these members, who are written already, answer to."""
    wanted = {(each.id, name): each.workspace for each in members for name in _names(each)}
    there = {
        (id, name)
        for ids in batches(each.id for each in members)
        for id, name in connection.execute(_OF, {"members": ids})
    }
    of = {each.id: each.workspace for each in members}
    if gone := sorted(there - wanted.keys()):
        old = [{"its": of[id], "old": name, "of": id} for id, name in gone]
        connection.execute(_FORGET, old)
    new = [
        {"workspace": its, "name": name, "member": id}
        for (id, name), its in sorted(wanted.items())
        if (id, name) not in there
    ]
    add_rows(connection, member_name, new)


def find(
    connection: Connection, workspace: str, said: Iterable[str], *, left: bool = False
) -> dict[str, list[str]]:
    """Return by word the ids of the active members who answer to it, or of those who are not; all in one go.

    Raises UserError for a word that no name can be.
    """
    ways = {word: _ways(storable(word)) for word in said}
    asked = {name for way in ways.values() for names in way for name in names}
    chosen = _THERE.where(member.c.state != "active") if left else _ACTIVE
    found: defaultdict[str, list[str]] = defaultdict(list)
    for names in batches(sorted(asked)):
        values = {"workspace": workspace, "names": names}
        for name, id in connection.execute(chosen.where(_SOME), values):
            found[name].append(id)
    by_way = {
        word: [[id for name in names for id in found.get(name, ())] for names in way]
        for word, way in ways.items()
    }
    return {word: next(filter(None, ids)) for word, ids in by_way.items() if any(ids)}


def everyone(connection: Connection, workspace: str) -> list[tuple[str, str]]:
    """Return (name, id) of all active members as they are written, but for addresses."""
    rows = connection.execute(_IN_ORDER, {"workspace": workspace})
    return [(name, id) for name, id in rows if "@" not in name and not name.startswith("~")]


def _ways(word: str) -> tuple[tuple[str, ...], ...]:
    """Return what is looked for first, and what only where nobody answers to that."""
    called = folded(word).removeprefix("@").strip(" ~")
    bare = unaccented(called)
    return ((called,), (f"~{bare}", bare)) if called else ()


def _names(member: Member) -> set[str]:
    """Return everything a member answers to."""
    name = folded(member.name)
    said = {
        name,
        name.split(" ")[0],
        folded(member.handle).removeprefix("@"),
        folded(member.email),
    }
    bare = {f"~{unaccented(each)}" for each in said if not each.isascii()}
    return {each for each in said | bare if each}
