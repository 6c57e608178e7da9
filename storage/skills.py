"""Skills, the words that mean them, and what shows how well members know them, in tables."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import groupby

from sqlalchemy import Connection, Insert, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from facilitation.errors import Conflict
from facilitation.people.model import Member
from facilitation.people.plainly import folded
from facilitation.skills.model import Evidence, Kind, Skill, Standing
from storage import holding, standing
from storage.help_tables import evidence, hint, member_skill, skill, skill_word, wish
from storage.holding import EVIDENCE
from storage.people import MEMBERS
from storage.rows import Rows, batches, insert_new
from storage.tables import member

_SKILLS = Rows(Skill, skill, "id")

_OF_WORKSPACE = _SKILLS.select.where(skill.c.workspace == bindparam("workspace"))
_MEANT = _SKILLS.select.join(skill_word, skill_word.c.skill == skill.c.id).where(
    skill_word.c.workspace == bindparam("workspace"), skill_word.c.word == bindparam("word")
)
_EVERYONE = (
    MEMBERS.select.join(member_skill, member_skill.c.member == member.c.id)
    .where(
        member_skill.c.workspace == bindparam("workspace"),
        member_skill.c.kind == bindparam("kind"),
        member_skill.c.key == bindparam("key"),
    )
    .order_by(member_skill.c.below, member_skill.c.asked_at, member_skill.c.ordinal)
    .limit(bindparam("most"))
)
_HOLDERS = _EVERYONE.where(member.c.state == "active")
_COUNTS = (
    select(member_skill.c.key, member_skill.c.kind, member.c.team, func.count())
    .join(member, member.c.id == member_skill.c.member)
    .where(
        member_skill.c.workspace == bindparam("workspace"),
        member_skill.c.kind.in_(("offer", "want")),
        member_skill.c.key.in_(bindparam("keys", expanding=True)),
        member.c.state == "active",
    )
    .group_by(member_skill.c.key, member_skill.c.kind, member.c.team)
)
# Of the index alone: who is active stands in another table, and to look there takes ten times as long. What those hold
# who are not is counted apart; workspaces are asked for on the members' side alone, so that it is read by an index.
_TOTALS = (
    select(member_skill.c.key, member_skill.c.kind, func.count())
    .where(member_skill.c.workspace == bindparam("workspace"))
    .group_by(member_skill.c.kind, member_skill.c.key)
)
_TOTALS_GONE = (
    select(member_skill.c.key, member_skill.c.kind, func.count())
    .join(member, member.c.id == member_skill.c.member)
    .where(member.c.workspace == bindparam("workspace"), member.c.state != "active")
    .group_by(member_skill.c.kind, member_skill.c.key)
)
# From key to key by the index, without a look at all who hold one; of each they are counted up to a number.
_ITS = (
    member_skill.c.workspace == bindparam("workspace"),
    member_skill.c.kind == bindparam("kind"),
)
_KEYS = select(func.min(member_skill.c.key).label("key")).where(*_ITS).cte("keys", recursive=True)
_NEXT = select(func.min(member_skill.c.key)).where(*_ITS, member_skill.c.key > _KEYS.c.key)
_EACH = _KEYS.union_all(select(_NEXT.scalar_subquery()).where(_KEYS.c.key.is_not(None)))
_SOME = (
    select(member_skill.c.member)
    .join(member, member.c.id == member_skill.c.member)
    .where(*_ITS, member_skill.c.key == _EACH.c.key, member.c.state == "active")
    .limit(bindparam("most"))
    .correlate(_EACH)
)
_FEW = select(
    _EACH.c.key, select(func.count()).select_from(_SOME.subquery()).scalar_subquery()
).where(_EACH.c.key.is_not(None))
_MOST_HELD = (
    select(member_skill.c.key)
    .where(
        member_skill.c.workspace == bindparam("workspace"), member_skill.c.kind == bindparam("kind")
    )
    .group_by(member_skill.c.key)
    .order_by(func.count().desc(), member_skill.c.key)
    .limit(bindparam("most"))
)
_OF_MEMBERS = EVIDENCE.select.where(evidence.c.member.in_(bindparam("members", expanding=True)))
_OF_SKILL = _OF_MEMBERS.where(evidence.c.skill == bindparam("skill"))


_LET_WAIT = update(skill).where(skill.c.id == bindparam("of")).values(more_wait=bindparam("more"))
_HINTED = select(hint.c.member, hint.c.at).where(
    hint.c.member.in_(bindparam("members", expanding=True))
)


class Skills:
    """Where skills are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def of(self, workspace: str) -> list[Skill]:
        """Return every skill of the workspace, by name."""
        found = _SKILLS.all(self._connection, _OF_WORKSPACE, workspace=workspace)
        return sorted(found, key=lambda each: (folded(each.name), each.id))

    def find(self, workspace: str, key: str) -> Skill | None:
        """Return the skill with this key or alias, or None."""
        return _SKILLS.first(self._connection, _MEANT, workspace=workspace, word=key)

    def save(self, skill: Skill) -> Skill:
        """Write the skill; raises Conflict when it has changed, or one of its words means another."""
        saved = _SKILLS.save(self._connection, skill)
        self._connection.execute(delete(skill_word).where(skill_word.c.skill == skill.id))
        words = [
            {"workspace": skill.workspace, "word": word, "skill": skill.id}
            for word in sorted({skill.key, *skill.aliases})
        ]
        new = insert_new(self._connection, skill_word)
        if self._connection.execute(new, words).rowcount != len(words):
            raise Conflict(f"a word of {skill.name} means another skill of {skill.workspace}")
        return saved

    def remove(self, skill: Skill) -> None:
        """Remove the skill; raises Conflict when it has changed since it was read."""
        as_read = delete(_SKILLS.table).where(
            _SKILLS.table.c.id == skill.id, _SKILLS.table.c.version == skill.version
        )
        if self._connection.execute(as_read).rowcount != 1:
            raise Conflict(f"skill {skill.id} has changed since version {skill.version}")

    def let_wait(self, skill_id: str, *, more: bool) -> None:
        """Note whether more wait to hear that somebody offers it than were told; does not touch the version."""
        self._connection.execute(_LET_WAIT, {"of": skill_id, "more": more})

    def wish(self, workspace: str, member: str, keys: Sequence[str], at: datetime) -> None:
        """Note that a member wants these skills from now on, and nobody has agreed to help with them yet."""
        its = wish.c.member == member, wish.c.skill.in_(keys)
        self._connection.execute(delete(wish).where(*its))
        rows = [
            {"workspace": workspace, "member": member, "skill": key, "since": at}
            for key in sorted(set(keys))
        ]
        if rows:
            self._connection.execute(wish.insert(), rows)

    def wish_met(self, member: str, key: str, at: datetime) -> None:
        """Note that a colleague agreed to help with a skill, for the first time since the member wants it."""
        its = wish.c.member == member, wish.c.skill == key, wish.c.met_at.is_(None)
        self._connection.execute(update(wish).where(*its).values(met_at=at))

    def wish_no_more(self, member: str, keys: Sequence[str]) -> None:
        """Let go of those of the wishes for which nobody has agreed to help."""
        its = wish.c.member == member, wish.c.skill.in_(keys), wish.c.met_at.is_(None)
        self._connection.execute(delete(wish).where(*its))

    def hint(self, due: Mapping[str, datetime]) -> None:
        """Note by member when they hear that somebody offers what they want."""
        # In one order, so that no two of these wait for each other.
        rows = [{"member": id, "at": at} for id, at in sorted(due.items())]
        if rows:
            self._connection.execute(_hint(self._connection.dialect.name), rows)

    def hinted(self, members: Sequence[str]) -> dict[str, datetime]:
        """Return by member when they heard so last, or will."""
        return {
            id: at
            for ids in batches(members)
            for id, at in self._connection.execute(_HINTED, {"members": ids})
        }

    def holders(
        self, workspace: str, kind: Kind, key: str, limit: int = 100, *, everyone: bool = False
    ) -> list[Member]:
        """Return active members who offer or want the skill, or those in any state too, by an index.

        For offers: the best known level first, then who was asked for time longest ago.
        """
        values = {"workspace": workspace, "kind": kind, "key": key, "most": limit}
        return MEMBERS.all(self._connection, _EVERYONE if everyone else _HOLDERS, **values)

    def totals(self, workspace: str) -> dict[tuple[str, Kind], int]:
        """Return by (key, kind) how many active members offer or want a skill."""
        by = {"workspace": workspace}
        gone = {(key, kind): n for key, kind, n in self._connection.execute(_TOTALS_GONE, by)}
        found = {
            (key, kind): n - gone.get((key, kind), 0)
            for key, kind, n in self._connection.execute(_TOTALS, by)
        }
        return {of: n for of, n in found.items() if n}

    def few(self, workspace: str, kind: Kind, most: int) -> dict[str, int]:
        """Return by key how many active members offer or want a skill; they are counted up to a number."""
        values = {"workspace": workspace, "kind": kind, "most": most}
        found = self._connection.execute(_FEW, values)
        return {key: n for key, n in found if n}

    def counts(self, workspace: str, keys: Sequence[str]) -> dict[tuple[str, Kind, str], int]:
        """Return by (key, kind, team) how many active members offer or want one of these skills."""
        return {
            (key, kind, team): count
            for some in batches(keys)
            for key, kind, team, count in self._connection.execute(
                _COUNTS, {"workspace": workspace, "keys": some}
            )
        }

    def most_held(self, workspace: str, kind: Kind, limit: int) -> list[str]:
        """Return the keys of the skills that the most members, in any state, offer or want; most first."""
        values = {"workspace": workspace, "kind": kind, "most": limit}
        return list(self._connection.scalars(_MOST_HELD, values))

    def rate(self, evidence: Sequence[Evidence]) -> None:
        """Keep evidence, in place of older ones of the same member, skill, source and giver."""
        # In one order, so that no two of these wait for each other; each once, or PostgreSQL refuses.
        told = sorted(evidence, key=lambda one: (*_named(one), one.at))
        rows = [EVIDENCE.row(list(same)[-1]) for _, same in groupby(told, key=_named)]
        if rows:
            self._connection.execute(_newer(self._connection.dialect.name), rows)
            holding.rated(self._connection, {one.member for one in told})

    def evidence(self, workspace: str, members: Sequence[str], key: str = "") -> list[Evidence]:
        """Return what is known of these members, of one skill where named, newest first."""
        chosen, skill = (_OF_SKILL, {"skill": key}) if key else (_OF_MEMBERS, {})
        found = [
            one
            for ids in batches(members)
            for one in EVIDENCE.all(self._connection, chosen, members=ids, **skill)
            if one.workspace == workspace  # not in SQL, where it would lead to a longer index
        ]
        return sorted(sorted(found, key=_named), key=lambda one: one.at, reverse=True)

    def standing(
        self, asker: str, members: Sequence[str], key: str, since: datetime
    ) -> dict[str, Standing]:
        """Return how each of these members stands to an asker who looks for a skill."""
        return standing.read(self._connection, asker, members, key, since)

    def rename(self, workspace: str, old: str, new: str) -> list[Evidence]:
        """Let evidence of one key stand for another, the newer of two that collide; return it as it was."""
        of_old = (evidence.c.workspace == workspace) & (evidence.c.skill == old)
        told = EVIDENCE.all(self._connection, EVIDENCE.select.where(of_old))
        self._connection.execute(delete(evidence).where(of_old))
        self.rate([replace(one, skill=new) for one in told])
        return told


def _named(one: Evidence) -> tuple[str, str, str, str]:
    return (one.member, one.skill, one.source, one.by)


@cache
def _hint(dialect: str) -> Insert:
    kind = postgresql.insert if dialect == "postgresql" else sqlite.insert
    insert = kind(hint).inline()
    return insert.on_conflict_do_update(
        index_elements=["member"], set_={"at": insert.excluded["at"]}
    )


@cache
def _newer(dialect: str) -> Insert:
    """Return an insert that takes the place of what is older."""
    kind = postgresql.insert if dialect == "postgresql" else sqlite.insert
    insert = kind(evidence).inline()
    new = {name: insert.excluded[name] for name in ("workspace", "level", "at")}
    return insert.on_conflict_do_update(
        index_elements=list(EVIDENCE.keys), set_=new, where=evidence.c.at <= insert.excluded.at
    )
