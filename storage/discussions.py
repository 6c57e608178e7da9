"""Discussions and contributions in tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, case, delete, func, or_, select, update

from facilitation.discussions.model import Contribution, Counted, Discussion, Word
from facilitation.errors import Conflict, NotFound
from storage.discussion_tables import contribution, discussion, thread_reading
from storage.rows import Rows, batches, insert_new
from storage.tables import workspace

_DISCUSSIONS = Rows(Discussion, discussion, "id")
_CONTRIBUTIONS = Rows(Contribution, contribution, "id")

_IN_THREAD = _DISCUSSIONS.select.where(
    discussion.c.workspace == bindparam("workspace"),
    discussion.c.conversation == bindparam("conversation"),
    discussion.c.thread == bindparam("thread"),
)
_OF = discussion.c.workspace == bindparam("workspace")
_UNCLOSED = _DISCUSSIONS.select.where(
    _OF, discussion.c.state.in_(("open", "waiting", "ended"))
).order_by(discussion.c.ordinal)
_OF_ROUND = _DISCUSSIONS.select.where(
    discussion.c.round == bindparam("round"), discussion.c.round != ""
)
_LED = (
    select(discussion.c.facilitator, discussion.c.opened_at)
    .where(discussion.c.program == bindparam("program"), discussion.c.state != "planned")
    .order_by(discussion.c.opened_at, discussion.c.ordinal)
)
_CLOSED = (
    _DISCUSSIONS.select.where(_OF, discussion.c.state == "closed")
    .order_by(discussion.c.closed_at.desc(), discussion.c.ordinal.desc())
    .limit(bindparam("most"))
)
_THERE = and_(contribution.c.words != "", contribution.c.state != "aside")
_ANSWERS = or_(discussion.c.sealed.is_(False), contribution.c.message == "")
_SAID = _CONTRIBUTIONS.select.where(
    contribution.c.discussion == bindparam("discussion"), _THERE
).order_by(contribution.c.at, contribution.c.ordinal)
_BY_MEMBER = _SAID.where(contribution.c.member == bindparam("member"))
_BY_MESSAGE = _CONTRIBUTIONS.select.where(
    contribution.c.discussion == bindparam("discussion"),
    contribution.c.message == bindparam("message"),
)
_CLOSED_OF = (
    select(contribution.c.member, *_DISCUSSIONS.select.selected_columns)
    .join(discussion, discussion.c.id == contribution.c.discussion)
    .where(
        _OF,
        discussion.c.state == "closed",
        contribution.c.member.in_(bindparam("members", expanding=True)),
        _THERE,
        discussion.c.closed_at >= bindparam("since"),
    )
    .distinct()
    .order_by(discussion.c.closed_at, discussion.c.id)
)
_TURNS = (
    select(contribution.c.member, func.count())
    .join(discussion, discussion.c.id == contribution.c.discussion)
    .where(
        discussion.c.program == bindparam("program"),
        contribution.c.at >= bindparam("since"),
        contribution.c.words != "",
    )
    .group_by(contribution.c.member)
)

_STANDING = _CONTRIBUTIONS.select.where(
    contribution.c.discussion == bindparam("discussion"),
    or_(contribution.c.message != "", contribution.c.shown != ""),
)
_SHOWN = (
    update(contribution)
    .where(contribution.c.id == bindparam("its"))
    .values(shown=bindparam("post"))
)
_REACTED = (
    update(contribution)
    .where(contribution.c.id == bindparam("its"))
    .values(reactions=bindparam("count"))
)
_TO_READ = (
    select(*_DISCUSSIONS.select.selected_columns, thread_reading.c.due_at)
    .join(thread_reading, thread_reading.c.discussion == discussion.c.id)
    .join(workspace, workspace.c.id == discussion.c.workspace)
    .where(
        thread_reading.c.due_at <= bindparam("now"),
        workspace.c.platform == bindparam("platform"),
        workspace.c.state == "active",
        discussion.c.workspace.not_in(bindparam("waiting", expanding=True)),
    )
    .order_by(thread_reading.c.due_at)
    .limit(1)
)
_TAKE = (
    update(thread_reading)
    .where(
        thread_reading.c.discussion == bindparam("one"),
        thread_reading.c.due_at == bindparam("was"),
    )
    .values(due_at=bindparam("until"))
)
_SOON = (
    update(thread_reading)
    .where(
        thread_reading.c.discussion.in_(
            select(discussion.c.id).where(
                discussion.c.workspace == bindparam("workspace"),
                discussion.c.conversation == bindparam("conversation"),
                discussion.c.thread == bindparam("thread"),
                discussion.c.thread != "",
            )
        ),
        thread_reading.c.due_at > bindparam("at"),
    )
    .values(due_at=bindparam("at"))
)


class Discussions:
    """Where discussions and contributions are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, discussion_id: str) -> Discussion:
        """Return the discussion; raises NotFound."""
        found = _DISCUSSIONS.named(self._connection, discussion_id)
        if found is None:
            raise NotFound("That discussion is no longer there. See all: discussions")
        return found

    def save(self, discussion: Discussion) -> Discussion:
        """Write the discussion; raises Conflict when it has changed since it was read."""
        return _DISCUSSIONS.save(self._connection, discussion)

    def of_round(self, round: str) -> Discussion | None:
        """Return the discussion that a round has, or None."""
        return _DISCUSSIONS.first(self._connection, _OF_ROUND, round=round)

    def led(self, program: str) -> list[tuple[str, datetime]]:
        """Return who looked after the program's discussions that have opened, and when, oldest first."""
        return [(who, at) for who, at in self._connection.execute(_LED, {"program": program})]

    def in_thread(self, workspace: str, conversation: str, thread: str) -> Discussion | None:
        """Return the discussion that a thread is, or None."""
        if not thread:
            return None
        return _DISCUSSIONS.first(
            self._connection,
            _IN_THREAD,
            workspace=workspace,
            conversation=conversation,
            thread=thread,
        )

    def unclosed(self, workspace: str) -> list[Discussion]:
        """Return the workspace's discussions that are not closed, oldest first."""
        return _DISCUSSIONS.all(self._connection, _UNCLOSED, workspace=workspace)

    def closed(self, workspace: str, limit: int) -> list[Discussion]:
        """Return the workspace's discussions that were closed last, newest first."""
        return _DISCUSSIONS.all(self._connection, _CLOSED, workspace=workspace, most=limit)

    def closed_of(
        self, workspace: str, members: Sequence[str], since: datetime
    ) -> list[tuple[str, Discussion]]:
        """Return the discussions closed since an instant in which these members' words stand, with whose they are."""
        of = {"workspace": workspace, "since": since}
        return [
            (row[0], _DISCUSSIONS.one(row[1:]))
            for some in batches(members)
            for row in self._connection.execute(_CLOSED_OF, of | {"members": some})
        ]

    def add(self, contribution: Contribution) -> None:
        """Write a contribution; one with the same message stays as it is."""
        new = insert_new(self._connection, _CONTRIBUTIONS.table)
        self._connection.execute(new, _CONTRIBUTIONS.row(contribution))

    def contributions(self, discussion: str, limit: int = 5000) -> list[Contribution]:
        """Return what was contributed and is still there, oldest first."""
        return _CONTRIBUTIONS.all(self._connection, _SAID.limit(limit), discussion=discussion)

    def contribution(self, contribution_id: str) -> Contribution:
        """Return one contribution; raises NotFound."""
        found = _CONTRIBUTIONS.named(self._connection, contribution_id)
        if found is None:
            raise NotFound("That answer is no longer there.")
        return found

    def of_member(self, discussion: str, member: str) -> list[Contribution]:
        """Return what a member contributed that is still there, oldest first."""
        return _CONTRIBUTIONS.all(
            self._connection, _BY_MEMBER, discussion=discussion, member=member
        )

    def counts(self, discussions: Sequence[str]) -> dict[str, Counted]:
        """Return by discussion how much was said in it and is still there."""
        found: dict[str, Counted] = {}
        for some in batches(discussions):
            counted = (
                select(
                    contribution.c.discussion,
                    func.count(case((_ANSWERS, contribution.c.id))),
                    func.count(case((_ANSWERS, contribution.c.member)).distinct()),
                    func.count(case((~_ANSWERS, contribution.c.id))),
                )
                .join(discussion, discussion.c.id == contribution.c.discussion)
                .where(contribution.c.discussion.in_(some), _THERE)
                .group_by(contribution.c.discussion)
            )
            rows = self._connection.execute(counted)
            found |= {id: Counted(*numbers) for id, *numbers in rows}
        return found

    def turns(self, program: str, since: datetime) -> dict[str, int]:
        """Return how often each has contributed to a program's discussions since an instant."""
        rows = self._connection.execute(_TURNS, {"program": program, "since": since})
        return {str(member): int(count) for member, count in rows}

    def reword(self, contributions: Sequence[str], words: str) -> None:
        """Put other words in the place of these contributions' words; empty ones take them away."""
        for some in batches(contributions):
            changed = update(contribution).where(contribution.c.id.in_(some)).values(words=words)
            self._connection.execute(changed)

    def mark(self, contributions: Sequence[str], state: Word) -> None:
        """Write down what became of sealed contributions before they appear."""
        for some in batches(contributions):
            marked = update(contribution).where(contribution.c.id.in_(some)).values(state=state)
            self._connection.execute(marked)

    def by_message(self, discussion: str, message: str) -> Contribution | None:
        """Return what was contributed by a message of the thread, or None."""
        return _CONTRIBUTIONS.first(
            self._connection, _BY_MESSAGE, discussion=discussion, message=message
        )

    def forget_words(self, discussion: str) -> None:
        """Let go of the words of all contributions to a discussion."""
        gone = update(contribution).where(contribution.c.discussion == discussion)
        self._connection.execute(gone.values(words=""))

    def standing(self, discussion: str) -> list[Contribution]:
        """Return what stands in the thread by itself, written there or shown by us, also what was deleted since."""
        return _CONTRIBUTIONS.all(self._connection, _STANDING, discussion=discussion)

    def shown(self, contribution: str, post: str) -> None:
        """Write down by which post of ours a contribution is shown."""
        self._connection.execute(_SHOWN, {"its": contribution, "post": post})

    def reacted(self, counts: Mapping[str, int]) -> None:
        """Write down how often each of these contributions was reacted to."""
        if counts:
            rows = [{"its": id, "count": count} for id, count in sorted(counts.items())]
            self._connection.execute(_REACTED, rows)

    def reacted_more(self, discussion: str, named: Sequence[str], more: int) -> None:
        """Count so many reactions more to what is called one of these names in a thread."""
        c = contribution.c
        names = [name for name in named if name]
        there = or_(c.message.in_(names), c.shown.in_(names))
        counted = case((c.reactions + more > 0, c.reactions + more), else_=0)
        changed = update(contribution).where(c.discussion == discussion, there)
        self._connection.execute(changed.values(reactions=counted))

    def read_at(self, discussion: str, at: datetime | None) -> None:
        """Let a discussion's thread be read at an instant, or never any more."""
        theirs = thread_reading.c.discussion == discussion
        self._connection.execute(delete(thread_reading).where(theirs))
        if at is not None:
            row = {"discussion": discussion, "due_at": at}
            self._connection.execute(insert_new(self._connection, thread_reading), row)

    def read_soon(self, workspace: str, conversation: str, thread: str, at: datetime) -> None:
        """Let a thread that is read anyway be read at an instant already."""
        there = {"workspace": workspace, "conversation": conversation, "thread": thread}
        self._connection.execute(_SOON, {**there, "at": at})

    def take_to_read(
        self, platform: str, now: datetime, until: datetime, waiting: Sequence[str]
    ) -> tuple[Discussion, datetime] | None:
        """Return a discussion whose thread was to be read, and since when, and put it off `until` then."""
        asked = {"platform": platform, "now": now, "waiting": list(waiting)}
        row = self._connection.execute(_TO_READ, asked).first()
        if row is None:
            return None
        taken = {"one": row.id, "was": row.due_at, "until": until}
        if self._connection.execute(_TAKE, taken).rowcount != 1:
            raise Conflict(f"the thread of {row.id} is being read")
        return _DISCUSSIONS.one(row[:-1]), row.due_at
