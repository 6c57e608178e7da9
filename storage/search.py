"""Full text search in tables: FTS5 on SQLite, tsvector on PostgreSQL, over the stems that the core makes."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2s
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    cast,
    column,
    delete,
    func,
    literal_column,
    select,
    table,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from facilitation.knowledge.model import Hit, Term, Wanted
from facilitation.knowledge.words.stems import trigrams
from storage.help_tables import takeaway
from storage.knowledge_tables import stem, stem_gram, takeaway_text
from storage.rows import batches, insert_new
from storage.takeaways import narrowed

_FTS = table("takeaway_fts", column("rowid"), column("takeaway_fts"))
LOOKED_AT = 400
"""How many of those that say the words are looked at, the newest first, where few of them may be wanted."""
_PLANNED = text(
    "SELECT set_config('enable_bitmapscan', 'on', true), set_config('plan_cache_mode', 'force_custom_plan', true), "
    "set_config('random_page_cost', '1.1', true)"
)
_OLD = select(takeaway_text.c.stems).where(takeaway_text.c.takeaway == bindparam("id"))
_COUNT = (
    update(stem)
    .where(stem.c.workspace == bindparam("of"), stem.c.stem == bindparam("its"))
    .values(uses=stem.c.uses + bindparam("more"))
)


class Search:
    """Where the stems of takeaways are, and which takeaways say them."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection
        self._postgresql = connection.dialect.name == "postgresql"
        self._planned = False

    def index(
        self, takeaway_id: str, workspace: str, title: Sequence[str], stems: Sequence[str]
    ) -> None:
        """Write the stems of a takeaway and of its title, in place of those that it had."""
        self.forget(takeaway_id, workspace)
        its = code(workspace)
        row = {
            "takeaway": takeaway_id,
            "title": " ".join(f"{its}{one}" for one in dict.fromkeys(title)),
            "stems": " ".join(f"{its}{one}" for one in dict.fromkeys(stems)),
        }
        self._connection.execute(takeaway_text.insert().inline(), row)
        self._know(workspace, sorted(set(stems)))
        self._count(workspace, stems, 1)

    def forget(self, takeaway_id: str, workspace: str) -> None:
        """Let go of the stems of a takeaway."""
        old = self._connection.scalar(_OLD, {"id": takeaway_id})
        if old is not None:
            stems = _bare(workspace, old)
            self._count(workspace, sorted(stems), -1)
            self._unlearn(workspace, sorted(stems))
            gone = delete(takeaway_text).where(takeaway_text.c.takeaway == takeaway_id)
            self._connection.execute(gone)

    def _know(self, workspace: str, stems: Sequence[str]) -> None:
        """Write the stems that are new in a workspace, with their trigrams."""
        known = self.uses(workspace, stems)
        new = [one for one in stems if one not in known]
        if not new:
            return
        rows = [{"workspace": workspace, "stem": one, "uses": 0} for one in new]
        self._connection.execute(insert_new(self._connection, stem), rows)
        grams = [
            {"workspace": workspace, "gram": gram, "stem": one}
            for one in new
            if not one.startswith("0")
            for gram in trigrams(one)
        ]
        if grams:
            self._connection.execute(insert_new(self._connection, stem_gram), grams)

    def _count(self, workspace: str, stems: Sequence[str], more: int) -> None:
        rows = [{"of": workspace, "its": one, "more": more} for one in sorted(set(stems))]
        if rows:
            self._connection.execute(_COUNT, rows)

    def _unlearn(self, workspace: str, stems: Sequence[str]) -> None:
        """Let go of those of the stems that no takeaway has any more."""
        for some in batches(stems):
            its = stem.c.workspace == workspace, stem.c.stem.in_(some), stem.c.uses <= 0
            for gone in batches(self._connection.scalars(select(stem.c.stem).where(*its))):
                for where in (stem_gram, stem):
                    of = where.c.workspace == workspace, where.c.stem.in_(gone)
                    self._connection.execute(delete(where).where(*of))

    def uses(self, workspace: str, stems: Sequence[str]) -> dict[str, int]:
        """Return in how many takeaways of a workspace each stem stands, for those that it knows."""
        found: dict[str, int] = {}
        for some in batches(stems):
            asked = select(stem.c.stem, stem.c.uses).where(
                stem.c.workspace == workspace, stem.c.stem.in_(some)
            )
            found |= {row.stem: row.uses for row in self._connection.execute(asked)}
        return found

    def near(self, workspace: str, grams: Sequence[str], limit: int) -> list[str]:
        """Return the stems of a workspace that have the most of these trigrams, most first."""
        if not grams:
            return []
        shared = func.count()
        asked = (
            select(stem_gram.c.stem)
            .where(stem_gram.c.workspace == workspace, stem_gram.c.gram.in_(grams))
            .group_by(stem_gram.c.stem)
            .order_by(shared.desc(), func.length(stem_gram.c.stem), stem_gram.c.stem)
            .limit(limit)
        )
        return list(self._connection.scalars(asked))

    def find(
        self, workspace: str, terms: Sequence[Sequence[Term]], wanted: Wanted, limit: int
    ) -> list[Hit]:
        """Return takeaways of a workspace that say one of each of the terms, newest first, as far as they are wanted.

        Of very many the newest `LOOKED_AT` are looked at.
        """
        if not terms or not all(terms):
            return []
        its = code(workspace)
        coded = [[replace(one, stem=f"{its}{one.stem}") for one in either] for either in terms]
        if self._postgresql:
            self._plan()
        matching = (_in_postgresql if self._postgresql else _in_sqlite)(coded)
        few = wanted.states or wanted.mine
        newest = matching.limit(LOOKED_AT if few else 2 * limit).subquery("newest")
        columns = (takeaway.c.id, takeaway_text.c.title, takeaway_text.c.stems)
        asked = (
            select(*columns, takeaway.c.created_at)
            .join(takeaway_text, takeaway_text.c.takeaway == takeaway.c.id)
            .join(newest, newest.c.ordinal == takeaway_text.c.ordinal)
            .order_by(takeaway_text.c.ordinal.desc())
            .limit(limit)
        )
        found = self._connection.execute(narrowed(asked, wanted)).all()
        return [
            Hit(id=id, title=_bare(workspace, title), stems=_bare(workspace, stems), at=at)
            for id, title, stems, at in found
        ]

    def _plan(self) -> None:
        """Let searches of this unit of work be planned each for its words.

        Rare words are found by the GIN index, which is read by bitmap scans alone, without which sessions do otherwise;
        the newest that say a common one are near the end of the table. Its pages are in memory or on a disk without a
        head: planned for one with, words of neither kind had all of the table read for them.
        """
        if not self._planned:
            self._connection.execute(_PLANNED)
            self._planned = True


@lru_cache(maxsize=1024)
def code(workspace: str) -> str:
    """Return what the stems of a workspace begin with in the index, so that no other's are read."""
    return blake2s(workspace.encode(), digest_size=4).hexdigest()


def _bare(workspace: str, coded: str) -> frozenset[str]:
    """Return stems as the core knows them."""
    return frozenset(f" {coded}".replace(f" {code(workspace)}", " ").split())


def _in_sqlite(terms: Sequence[Sequence[Term]]) -> Select[Any]:
    """Return the select of what says one of each of the terms, in FTS5's words."""
    asked = " AND ".join(
        f"({' OR '.join(_quoted(one.stem, chr(34)) + ' *' * one.prefix for one in either)})"
        for either in terms
    )
    found = select(_FTS.c.rowid.label("ordinal")).where(_FTS.c.takeaway_fts.op("MATCH")(asked))
    return found.order_by(_FTS.c.rowid.desc())


def _in_postgresql(terms: Sequence[Sequence[Term]]) -> Select[Any]:
    """Return the select of what says one of each of the terms, in the words of a tsquery."""
    asked = " & ".join(
        f"({' | '.join(_quoted(one.stem, chr(39)) + ':*' * one.prefix for one in either)})"
        for either in terms
    )
    said = literal_column("takeaway_text.takeaway_fts_said", TSVECTOR)
    matches = said.op("@@", is_comparison=True)(cast(asked, TSQUERY))
    return select(takeaway_text.c.ordinal).where(matches).order_by(takeaway_text.c.ordinal.desc())


def _quoted(stem: str, mark: str) -> str:
    return f"{mark}{stem.replace(chr(92), '').replace(mark, mark * 2)}{mark}"
