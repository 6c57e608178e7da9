"""The profile form's two fields about skills: all that a member offers and wants, in one go."""

from collections.abc import Mapping
from datetime import datetime

from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.skills import hearing, naming, service, views
from facilitation.skills.hearing import Said
from facilitation.skills.model import Kind
from facilitation.talk.forms import Answers
from facilitation.talk.messages import Block
from facilitation.work import Work

FIELDS: Mapping[Kind, str] = {"offer": "offers", "want": "wants"}

Stated = Mapping[Kind, list[Said]]
"""What a form says that somebody offers or wants, for those of the two that it asked."""


def typed(work: Work, member: Member) -> dict[str, str]:
    """Return by field what a member offers and wants as it can be typed, with the levels they gave themself."""
    own = service.own_levels(work, member)

    def line(name: str) -> str:
        level = own.get(naming.fold(name))
        return f"{naming.written(name)} {level}" if level else naming.written(name)

    return {
        "offers": ", ".join(map(line, member.offers)),
        "wants": ", ".join(map(naming.written, member.wants)),
    }


def read(work: Work, member: Member, answers: Answers) -> tuple[Stated, dict[str, str]]:
    """Return what a form's answers say of skills, and a sentence for each field that needs another answer."""
    stated: dict[Kind, list[Said]] = {}
    errors: dict[str, str] = {}
    for kind, field in FIELDS.items():
        if field not in answers:
            continue
        given = answers[field]
        text = given if isinstance(given, str) else ", ".join(given)
        try:
            said = (
                hearing.hear(work, member.workspace, text, graded=kind == "offer")
                if text.strip()
                else []
            )
            service.check_number(kind, len(said))
            stated[kind] = said
        except UserError as error:
            errors[field] = error.sentence
    return stated, errors


def state(
    work: Work, member: Member, stated: Stated, now: datetime
) -> tuple[Member, tuple[Block, ...]]:
    """Let a member offer and want what was stated and nothing else; return them, and questions about unsure words.

    A level that they gave themself before and left as it was keeps its date.
    """
    own = service.own_levels(work, member)
    asked: list[Block] = []
    for kind, said in stated.items():
        sure = [
            (service.settle(work, member.workspace, one.named, member.id, now), one.level)
            for one in said
            if not one.unsure
        ]
        keys = {skill.key for skill, _ in sure}
        current = service.held(work.members.get(member.id), kind)
        gone = [name for name in current if naming.fold(name) not in keys]
        if gone:
            service.take_back(work, member, kind, gone)
        if kind == "offer":
            fresh = [(s, level if level != own.get(s.key) else None) for s, level in sure]
            service.offer(work, member, fresh, now)
        else:
            service.want(work, member, [skill for skill, _ in sure])
        asked += views.questions(kind, [one for one in said if one.unsure])
    return work.members.get(member.id), tuple(asked)
