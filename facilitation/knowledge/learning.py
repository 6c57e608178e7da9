"""From a wish to help on one card: people, takeaways, resources, discussions and programs for a skill."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facilitation.discussions.model import Discussion
from facilitation.knowledge import learning_views, resources, trying
from facilitation.knowledge import service as questions
from facilitation.knowledge.model import Takeaway, Wanted
from facilitation.knowledge.resources import Suggested
from facilitation.people.model import Member, Workspace
from facilitation.people.plainly import folded
from facilitation.programs.model import Program
from facilitation.skills import finding
from facilitation.skills.finding import Candidate
from facilitation.talk.commands import Call, Command
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Block
from facilitation.work import Work

PEOPLE, KEPT, TALKS, PROGRAMS = 2, 3, 2, 2
"""How many of each stand on the card."""
LATELY = 50


@dataclass(frozen=True, slots=True)
class Help:
    """What helps somebody to learn a skill here."""

    skill: str
    people: Sequence[Candidate] = ()
    kept: Sequence[Takeaway] = ()
    resources: Sequence[Suggested] = ()
    talks: Sequence[Discussion] = ()
    programs: Sequence[Program] = ()
    inside: Collection[str] = ()
    """Which of the programs they are in, by id."""
    wanted: bool = False
    """Whether they have said that they want it."""

    @property
    def empty(self) -> bool:
        """Return whether there is nothing."""
        return not (self.people or self.kept or self.resources or self.talks or self.programs)


def find(work: Work, workspace: Workspace, member: Member, skill: str, now: datetime) -> Help:
    """Return what helps a member to learn a skill, by its name."""
    wanted = Wanted(
        reader=member.id, kind="takeaway", states=("draft", "checked", "due"), skill=skill
    )
    kept = work.takeaways.listed(workspace.id, wanted, LATELY)
    came = trying.evidence(work, kept)
    best = sorted(kept, key=lambda t: (-came.get(t.id, trying.NONE).worked, t.state != "checked"))
    open_ = work.discussions.unclosed(workspace.id)
    closed = work.discussions.closed(workspace.id, LATELY)
    return Help(
        skill,
        finding.best(work, workspace, member, skill, now, k=PEOPLE),
        best[:KEPT],
        resources.suggest(work, member, skill, now),
        [d for d in (*open_, *closed) if _says(d.question, skill)][:TALKS],
        programs_about(work, workspace.id, skill),
        {e.program for e in work.enrollments.of_members([member.id]) if e.state != "left"},
        any(folded(one) == folded(skill) for one in member.wants),
    )


def programs_about(work: Work, workspace: str, skill: str) -> list[Program]:
    """Return active programs for a skill: those that are to serve it, then those with it in their name or goal."""
    active = [p for p in work.programs.of(workspace) if p.state == "active"]
    serving = [p for p in active if folded(skill) in map(folded, p.settings.skills)]
    named = [p for p in active if p not in serving and _says(f"{p.name} {p.goal}", skill)]
    return [*serving, *named][:PROGRAMS]


def _says(text: str, skill: str) -> bool:
    return f" {folded(skill)} " in f" {' '.join(folded(text).replace('?', ' ').split())} "


def suggested(
    work: Work, member: Member, skill: str, now: datetime, words: str = ""
) -> tuple[Block, ...]:
    """Return what there is to learn from for the skill that words name, else for the one that was spoken of, if any."""
    name = questions.about(work, member.workspace, words) or skill
    return learning_views.resources(resources.suggest(work, member, name, now)) if name else ()


def suggesting(commands: Sequence[Command], words: frozenset[str]) -> tuple[Command, ...]:
    """Return the commands, those of these words with what there is to learn from under their answers."""
    return tuple(
        replace(one, run=_with_suggestions(one.run)) if one.words in words else one
        for one in commands
    )


def _with_suggestions(run: Callable[[Call], Reply]) -> Callable[[Call], Reply]:
    def suggest(call: Call) -> Reply:
        before = set(call.member.wants)
        reply = run(call)
        if not isinstance(reply, Say | Replace):
            return reply
        new = [w for w in call.work.members.get(call.member.id).wants if w not in before]
        found = [s for one in new for s in resources.suggest(call.work, call.member, one, call.now)]
        if not found:
            return reply
        shown = learning_views.with_resources(reply.message, found[: resources.MOST])
        return replace(reply, message=shown)

    return suggest
