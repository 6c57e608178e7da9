"""The profile form's two fields about skills: all that a member offers and wants, in one go."""

from collections.abc import Mapping
from datetime import datetime

from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.skills import hearing, naming, service, starters, views
from facilitation.skills.hearing import Said
from facilitation.skills.model import Kind
from facilitation.talk.forms import Answers
from facilitation.talk.messages import Block
from facilitation.work import Work

FIELDS: Mapping[Kind, str] = {"offer": "offers", "want": "wants"}

SHOWN = 80
"""So many skills a list offers; menus bear a hundred."""

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


def choices(work: Work, member: Member) -> list[str]:
    """Return skills to pick from, as they can be typed: those that colleagues have and want most, then usual ones."""
    held = [k for kind in FIELDS for k in work.skills.most_held(member.workspace, kind, SHOWN // 2)]
    known = {skill.key: skill.name for skill in work.skills.of(member.workspace)}
    mine = {naming.fold(name) for name in (*member.offers, *member.wants)}
    names = {key: known[key] for key in held if key in known}
    usual = list(starters.table())
    # of all kinds of work, since the table goes by kinds
    names |= {naming.fold(name): name for name in usual[:: max(1, len(usual) // SHOWN)]}
    chosen = [naming.written(name) for key, name in names.items() if key not in mine]
    return sorted(chosen[:SHOWN], key=str.casefold)


def read(work: Work, member: Member, answers: Answers) -> tuple[Stated, dict[str, str]]:
    """Return what a form's answers say of skills, and a sentence for each field that needs another answer."""
    stated: dict[Kind, list[Said]] = {}
    errors: dict[str, str] = {}
    for kind, field in FIELDS.items():
        if field not in answers:
            continue
        given = [answers[field], answers.get(f"{field}_more", "")]
        said_so = [one if isinstance(one, str) else ", ".join(one) for one in given]
        text = ", ".join(one for one in said_so if one.strip())
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
            service.want(work, member, [skill for skill, _ in sure], now)
        asked += views.questions(kind, [one for one in said if one.unsure])
    return work.members.get(member.id), tuple(asked)
