"""Telling those who want a skill that somebody offers it at last: once a skill, and once a day at the most."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from facilitation.journal import Fact
from facilitation.people import daysoff, hours, letters
from facilitation.people.model import Member, Workspace
from facilitation.skills import views
from facilitation.skills.model import Kind, Skill
from facilitation.work import Work

APART = timedelta(days=1)
"""How long at least between two such messages to one person."""

MOST_TOLD = 1000


def tell(work: Work, by: Member, skills: Sequence[Skill], now: datetime) -> None:
    """Tell those who want a skill that `by` offers from now on and nobody offered until now."""
    workspace = work.workspaces.get(by.workspace)
    avoided = set(work.avoids.of(by.id))
    for skill in skills:
        offering = work.skills.holders(by.workspace, "offer", skill.key, 3)
        others = {m.id for m in offering} - {by.id}
        if len(others) > 1:
            continue
        for member in work.skills.holders(by.workspace, "want", skill.key, MOST_TOLD):
            # Who offers it themself as well had still nobody to ask.
            if member.id == by.id or others - {member.id} or member.id in avoided:
                continue
            if by.id in work.avoids.of(member.id):
                continue
            if work.outbox.find(by.workspace, _key(skill.key, member.id)) is None:
                due = _due(work, workspace, member, now)
                _note(work, skill, member, due, now)
                letters.tell(
                    work,
                    workspace,
                    [member],
                    views.turned_up(skill.name),
                    fact=f"want:{skill.key}",
                    about=skill.id,
                    now=due,
                )


def take_back(work: Work, member: Member, kind: Kind, keys: Sequence[str]) -> None:
    """Withdraw what has lost its sense: a want given up, or nobody left who offers."""
    for key in keys:
        if kind == "want":
            work.outbox.withdraw(member.workspace, [_key(key, member.id)])
        elif not work.skills.holders(member.workspace, "offer", key, 1) and (
            skill := work.skills.find(member.workspace, key)
        ):
            owed = work.outbox.pending(member.workspace, skill.id)
            told = [d.key for d in owed if d.key.startswith("want:")]
            work.outbox.withdraw(member.workspace, told)


def _key(skill: str, member: str) -> str:
    return letters.key(f"want:{skill}", member)


def _due(work: Work, workspace: Workspace, member: Member, now: datetime) -> datetime:
    """Return when the next such message to a member is due: a day after the last one, outside quiet hours."""
    last = work.journal.about_member(member.id, ["want.told"], limit=1)
    after = datetime.fromisoformat(str(last[0].data["due"])) + APART if last else now
    return hours.next_open(max(now, after), member.zone, daysoff.quiet_of(workspace, now.year))


def _note(work: Work, skill: Skill, member: Member, due: datetime, now: datetime) -> None:
    fact = Fact(
        id=work.new_id("fct"),
        workspace=member.workspace,
        at=now,
        kind="want.told",
        member=member.id,
        data={"skill": skill.key, "due": due.isoformat()},
    )
    work.journal.add([fact])
