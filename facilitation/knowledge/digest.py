"""The weekly digest of a program's takeaways in its channel, and the page behind its signed link."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitation.knowledge import digest_views
from facilitation.knowledge.model import Takeaway, Wanted
from facilitation.post import teller
from facilitation.post.outbox import Place
from facilitation.programs.model import Program
from facilitation.steps import service as steps
from facilitation.steps.model import Step, Subject
from facilitation.work import Work

WEEK = timedelta(days=7)
LINKED = timedelta(days=30)
"""How long the link to a board is good for; every digest has a new one."""
MOST = 500
"""How many takeaways a page has, and how many a digest looks at."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Digest:
    """What a week brought to a program's takeaways: what is new, what was tried most, what is to be looked at again."""

    new: tuple[Takeaway, ...] = ()
    tried: tuple[tuple[Takeaway, int], ...] = ()
    due: tuple[Takeaway, ...] = ()

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to tell."""
        return not (self.new or self.tried or self.due)


def plan(work: Work, program: Program, now: datetime) -> None:
    """Let a digest come in a week, unless one is on its way; by whatever gives a program a takeaway."""
    if steps.coming(work, _subject(program)) is None:
        steps.plan(work, _subject(program), "digest", now + WEEK)


def _subject(program: Program) -> Subject:
    return Subject("board", f"board:{program.id}", program.workspace)


def run(work: Work, step: Step, now: datetime) -> str | None:
    """Tell a program's channel what the week brought; where it brought nothing, nothing is told, and none follows."""
    program = work.programs.get(step.record.removeprefix("board:"))
    found = of_week(work, program, now)
    if program.state == "ended" or not program.channel or found.empty:
        return None
    steps.plan(work, _subject(program), "digest", now + WEEK)
    if program.state != "active":
        return None
    tell = teller.of(work, program.workspace, now)
    tell.to_several(
        Place(program.channel),
        [program.settings.zone],
        digest_views.digest(program, found, address(work, program, now)),
        key=f"{program.id}:digest:{now:%Y-%m-%d}",
        kind="summary",
        about=program.id,
        until=timedelta(days=2),
        twice=False,
    )
    tell.send()
    return f"{program.name}: digest of {len(found.new)} new takeaways"


def of_week(work: Work, program: Program, now: datetime) -> Digest:
    """Return what the last seven days brought to a program's takeaways."""
    kept = board(work, program)
    known = {one.id: one for one in kept}
    recent = [t for t in work.takeaways.trials(list(known)) if now - t.at <= WEEK]
    counts = Counter(trial.takeaway for trial in recent)
    return Digest(
        tuple(one for one in kept if now - one.created_at <= WEEK),
        tuple((known[id], count) for id, count in counts.most_common(SHOWN)),
        tuple(one for one in kept if one.state == "due"),
    )


def board(work: Work, program: Program) -> list[Takeaway]:
    """Return a program's takeaways that all may see, newest first."""
    wanted = Wanted(reader="", program=program.id)
    return work.takeaways.listed(program.workspace, wanted, MOST)


def address(work: Work, program: Program, now: datetime) -> str:
    """Return the signed address of a program's board; empty where Peerloop has no public address."""
    path = work.links.make("board", program.id, now + LINKED)
    return work.address(f"board/{path}")
