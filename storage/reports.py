"""What happened in a program, counted by the database: as many statements for a year of thousands as for a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, distinct, exists, func, select

from facilitation.reports.model import SOLID, Counts, Own, People
from facilitation.sessions.model import HAPPENED, NOT_HAPPENED
from storage import own_reports, report_pictures
from storage.discussion_tables import contribution, discussion
from storage.help_tables import answer, evidence, question, wish
from storage.reflection_tables import reflection
from storage.tables import enrollment, fact, part, session
from storage.tables import program as programs
from storage.tables import round as round_

_HELPED = ("yes", "partly", "no")


class Reports:
    """Counts what happened."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def of(
        self, program: str, since: datetime, until: datetime, skills: Sequence[str] = ()
    ) -> Counts:
        """Return what happened in a program from one instant to before another; of `skills`, by their keys, too."""
        rounds = and_(
            round_.c.program == program, round_.c.opens_at >= since, round_.c.opens_at < until
        )
        held, circles, met, missed = self._circles(rounds)
        workspace = select(programs.c.workspace).where(programs.c.id == program)
        of = self._connection.scalar(workspace) or ""
        seated, came, helped = self._people(rounds)
        return Counts(
            rounds=held,
            circles=circles,
            met=met,
            missed=missed,
            seated=seated,
            came=came,
            discussions=self._discussions(program, since, until),
            shares=self.shares(program, since, until),
            helped=helped,
            useful=self._marks(program, since, until),
            recalled=self.remembered(program, since, until),
            waits=self.waits(of, since, until, program),
            transferred=self._transferred(program, since, until),
            shown=self._shown(program, since, until, skills) if skills else {},
        )

    def waits(
        self, workspace: str, since: datetime, until: datetime, program: str = ""
    ) -> list[tuple[str, datetime, datetime]]:
        """Return who had a colleague's yes in this time, of a program where one is named: since when, and when."""
        first = func.min(answer.c.at)
        inside = select(enrollment.c.member).where(
            enrollment.c.program == program, enrollment.c.state != "left"
        )
        wanted = select(wish.c.member, wish.c.since, wish.c.met_at).where(
            wish.c.workspace == workspace, wish.c.met_at >= since, wish.c.met_at < until
        )
        asked = (
            select(question.c.asker, question.c.created_at, first)
            .join(answer, answer.c.question == question.c.id)
            .where(question.c.workspace == workspace)
            .group_by(question.c.id, question.c.asker, question.c.created_at)
            .having(first >= since, first < until)
        )
        if program:
            wanted = wanted.where(wish.c.member.in_(inside))
            asked = asked.where(question.c.asker.in_(inside))
        found = [tuple(row) for each in (wanted, asked) for row in self._connection.execute(each)]
        return sorted(found, key=lambda wait: (wait[2], wait[0]))

    def own(self, member: str, since: datetime, until: datetime) -> Own:
        """Return what a member did from one instant to before another, in all programs and bookings."""
        return own_reports.of(self._connection, member, since, until)

    def seated(self, program: str, since: datetime, until: datetime) -> dict[str, int]:
        """Return by team how many people sat in circles."""
        return report_pictures.seated(self._connection, program, since, until)

    def across(
        self, program: str, since: datetime, until: datetime, row_of: Mapping[str, str | None]
    ) -> dict[tuple[str, str], int]:
        """Return by two rows of teams, in either order, how many people of either met somebody of the other."""
        return report_pictures.across(self._connection, program, since, until, row_of)

    def remembered(
        self, program: str, since: datetime, until: datetime
    ) -> dict[tuple[str, bool], dict[str, tuple[int, int]]]:
        """Return what was answered last, of all that came back to people as questions."""
        return report_pictures.remembered(self._connection, program, since, until)

    def writers(self, program: str, since: datetime, until: datetime, after: int) -> int:
        """Return how many people wrote what came after so many contributions."""
        later = (
            select(contribution.c.member)
            .join(discussion, discussion.c.id == contribution.c.discussion)
            .where(
                discussion.c.program == program,
                contribution.c.at >= since,
                contribution.c.at < until,
            )
            .order_by(contribution.c.at, contribution.c.id)
            .limit(-1 if self._connection.dialect.name == "sqlite" else None)
            .offset(after)
            .subquery()
        )
        count = select(func.count(distinct(later.c.member)))
        return self._connection.execute(count).scalar_one()

    def _circles(self, rounds: ColumnElement[bool]) -> tuple[int, int, int, int]:
        """Return how many rounds had a circle, how many circles that were, and how many of them met and did not.

        Each circle is gone through once: to count what is distinct four times over takes a sort each.
        """
        had = exists().where(session.c.round == round_.c.id, session.c.circle != "")
        held = select(func.count()).select_from(round_).where(rounds, had)
        each = (
            select(
                func.max(case((session.c.outcome.in_(HAPPENED), 1), else_=0)).label("met"),
                func.max(case((session.c.outcome.in_(NOT_HAPPENED), 1), else_=0)).label("missed"),
            )
            .join(round_, round_.c.id == session.c.round)
            .where(rounds, session.c.circle != "")
            .group_by(session.c.circle)
            .subquery()
        )
        sums = select(func.count(), func.sum(each.c.met), func.sum(each.c.missed))
        circles, met, missed = self._connection.execute(sums.select_from(each)).one()
        return self._connection.execute(held).scalar_one(), circles, met or 0, missed or 0

    def _people(self, rounds: ColumnElement[bool]) -> tuple[People, People, dict[str, People]]:
        """Return who sat in a circle, those whose circle said that it met, and who said last that it helped or not."""
        here = case((session.c.outcome.in_(HAPPENED), 1), else_=0)
        # one row a member, however often they sat: the last word is the one of the highest number
        said = case(*((part.c.helped == word, place) for place, word in enumerate(_HELPED)))
        sat = (
            select(part.c.member, func.max(here), func.max(session.c.ordinal * len(_HELPED) + said))
            .join(session, session.c.id == part.c.session)
            .join(round_, round_.c.id == session.c.round)
            .where(rounds)
            .group_by(part.c.member)
        )
        rows = self._connection.execute(sat).all()
        last = [(n % len(_HELPED), member) for member, _, n in rows if n is not None]
        helped = {
            word: frozenset([member for n, member in last if n == place])
            for place, word in enumerate(_HELPED)
        }
        came = frozenset([member for member, arrived, _ in rows if arrived])
        return frozenset([member for member, *_ in rows]), came, helped

    def _discussions(self, program: str, since: datetime, until: datetime) -> int:
        opened = select(func.count()).where(
            discussion.c.program == program,
            discussion.c.opened_at >= since,
            discussion.c.opened_at < until,
        )
        return self._connection.execute(opened).scalar_one()

    def shares(self, program: str, since: datetime, until: datetime) -> dict[str, int]:
        """Return how many contributions each made who made any."""
        made = (
            select(contribution.c.member, func.count())
            .join(discussion, discussion.c.id == contribution.c.discussion)
            .where(
                discussion.c.program == program,
                contribution.c.at >= since,
                contribution.c.at < until,
            )
            .group_by(contribution.c.member)
        )
        return {member: count for member, count in self._connection.execute(made)}  # noqa: C416

    def _transferred(self, program: str, since: datetime, until: datetime) -> People:
        confirmed = select(fact.c.member).where(
            fact.c.program == program,
            fact.c.at >= since,
            fact.c.at < until,
            fact.c.kind == "transfer.confirmed",
        )
        return frozenset(self._connection.scalars(confirmed))

    def _shown(
        self, program: str, since: datetime, until: datetime, skills: Sequence[str]
    ) -> dict[str, People]:
        """Return by skill of whom, taking part, a peer said in that time that they know it solidly or better."""
        said = (
            select(evidence.c.skill, evidence.c.member)
            .join(enrollment, enrollment.c.member == evidence.c.member)
            .where(
                enrollment.c.program == program,
                enrollment.c.state != "left",
                evidence.c.skill.in_(skills),
                evidence.c.source == "peer",
                evidence.c.level >= SOLID,
                evidence.c.at >= since,
                evidence.c.at < until,
            )
        )
        return _by(self._connection.execute(said))

    def _marks(self, program: str, since: datetime, until: datetime) -> dict[int, People]:
        """Return who gave which mark last; each of them once, however often they were asked."""
        last = func.row_number().over(
            partition_by=reflection.c.member, order_by=reflection.c.ordinal.desc()
        )
        marks = select(reflection.c.useful, reflection.c.member, last.label("last")).where(
            reflection.c.program == program,
            reflection.c.useful > 0,
            reflection.c.made_at >= since,
            reflection.c.made_at < until,
        )
        each = marks.subquery()
        once = select(each.c.useful, each.c.member).where(each.c.last == 1)
        return _by(self._connection.execute(once).all())


def _by(said: Iterable[Any]) -> dict[Any, People]:
    """Return who said what, of (what, who)."""
    found: dict[Any, set[str]] = {}
    for word, member in said:
        found.setdefault(word, set()).add(member)
    return {word: frozenset(people) for word, people in found.items()}
