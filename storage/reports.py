"""What happened in a program, counted by the database: as many statements for a year of thousands as for a day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, select

from facilitation.reports.model import SOLID, Counts, Own
from facilitation.sessions.model import HAPPENED, NOT_HAPPENED
from storage import own_reports, report_pictures
from storage.discussion_tables import contribution, discussion
from storage.help_tables import answer, evidence, question, wish
from storage.recalls import Recalls
from storage.reflection_tables import reflection
from storage.tables import enrollment, fact, part, session
from storage.tables import round as round_


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
        came = session.c.outcome.in_(HAPPENED)
        sessions = (
            select(
                func.count(distinct(session.c.round)),
                func.count(distinct(session.c.circle)),
                func.count(distinct(case((came, session.c.circle)))),
                func.count(distinct(case((session.c.outcome.in_(NOT_HAPPENED), session.c.circle)))),
            )
            .join(round_, round_.c.id == session.c.round)
            .where(rounds)
        )
        held, circles, met, missed = self._connection.execute(sessions).one()
        seated, arrived = self._people(rounds)
        kept = Recalls(self._connection)
        recalled, recalls, recallers = kept.retention(program, since, until)
        return Counts(
            rounds=held,
            circles=circles,
            met=met,
            missed=missed,
            seated=seated,
            came=arrived,
            discussions=self._discussions(program, since, until),
            shares=self.shares(program, since, until),
            helped=self._helped(rounds),
            useful=self.marks(program, since, until),
            recalled=recalled,
            recalls=recalls,
            recallers=recallers,
            situated=kept.retention(program, since, until, situations=True),
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
        return [
            (member, began, ended)
            for each in (wanted, asked)
            for member, began, ended in self._connection.execute(each)
        ]

    def own(self, member: str, since: datetime, until: datetime) -> Own:
        """Return what a member did from one instant to before another, in all programs and bookings."""
        return own_reports.of(self._connection, member, since, until)

    def seated(self, program: str, since: datetime, until: datetime) -> dict[str, int]:
        """Return by team how many people sat in circles."""
        return report_pictures.seated(self._connection, program, since, until)

    def across(
        self, program: str, since: datetime, until: datetime, row_of: Mapping[str, str]
    ) -> dict[tuple[str, str], int]:
        """Return by two rows of teams, in either order, how many people of either met somebody of the other."""
        return report_pictures.across(self._connection, program, since, until, row_of)

    def remembered(
        self, program: str, since: datetime, until: datetime
    ) -> dict[str, tuple[int, int, int]]:
        """Return by how long after it was kept: what came to mind, of how much, and how many people answered."""
        return report_pictures.remembered(self._connection, program, since, until)

    def _people(self, rounds: ColumnElement[bool]) -> tuple[int, int]:
        """Return how many people sat in a circle, and those whose circle said that it met."""
        people = (
            select(
                func.count(distinct(part.c.member)),
                func.count(distinct(case((session.c.outcome.in_(HAPPENED), part.c.member)))),
            )
            .join(session, session.c.id == part.c.session)
            .join(round_, round_.c.id == session.c.round)
            .where(rounds)
        )
        seated, came = self._connection.execute(people).one()
        return seated, came

    def _discussions(self, program: str, since: datetime, until: datetime) -> int:
        opened = select(func.count()).where(
            discussion.c.program == program,
            discussion.c.opened_at >= since,
            discussion.c.opened_at < until,
        )
        return self._connection.execute(opened).scalar_one()

    def shares(self, program: str, since: datetime, until: datetime) -> tuple[int, ...]:
        """Return how many contributions each made who made any."""
        made = (
            select(func.count())
            .select_from(contribution)
            .join(discussion, discussion.c.id == contribution.c.discussion)
            .where(
                discussion.c.program == program,
                contribution.c.at >= since,
                contribution.c.at < until,
            )
            .group_by(contribution.c.member)
        )
        return tuple(self._connection.scalars(made))

    def _helped(self, rounds: ColumnElement[bool]) -> dict[str, int]:
        """Return how many people said last that it helped, partly or not; each of them once."""
        last = _last(part.c.member, session.c.ordinal)
        said = (
            select(part.c.helped, last)
            .join(session, session.c.id == part.c.session)
            .join(round_, round_.c.id == session.c.round)
            .where(rounds, part.c.helped != "")
        )
        return dict(self._people_by(said))

    def _transferred(self, program: str, since: datetime, until: datetime) -> int:
        confirmed = select(func.count(distinct(fact.c.member))).where(
            fact.c.program == program,
            fact.c.at >= since,
            fact.c.at < until,
            fact.c.kind == "transfer.confirmed",
        )
        return self._connection.execute(confirmed).scalar_one()

    def _shown(
        self, program: str, since: datetime, until: datetime, skills: Sequence[str]
    ) -> dict[str, int]:
        """Return by skill of how many who take part a peer said in that time that they know it solidly or better."""
        said = (
            select(evidence.c.skill, func.count(distinct(evidence.c.member)))
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
            .group_by(evidence.c.skill)
        )
        return {skill: count for skill, count in self._connection.execute(said)}  # noqa: C416

    def marks(self, program: str, since: datetime, until: datetime) -> dict[int, int]:
        """Return how many people gave which mark last; each of them once, however often they were asked."""
        marks = select(reflection.c.useful, _last(reflection.c.member, reflection.c.ordinal)).where(
            reflection.c.program == program,
            reflection.c.useful > 0,
            reflection.c.made_at >= since,
            reflection.c.made_at < until,
        )
        return dict(self._people_by(marks))

    def _people_by(self, said: Select[Any]) -> Iterator[tuple[Any, int]]:
        """Give how many people there are by what each said last."""
        word, last = said.subquery().c
        counts = select(word, func.count()).where(last == 1).group_by(word)
        yield from map(tuple, self._connection.execute(counts))


def _last(member: ColumnElement[str], ordinal: ColumnElement[int]) -> ColumnElement[int]:
    """Return the place of a row among those of its member, the newest being the first."""
    return func.row_number().over(partition_by=member, order_by=ordinal.desc())
