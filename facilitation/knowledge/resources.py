"""Resources: where to learn a skill, added by anyone, kept like takeaways, and suggested each with its reason."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from facilitation.errors import Usage, UserError
from facilitation.knowledge import keeping, trying
from facilitation.knowledge.keeping import Said
from facilitation.knowledge.model import Takeaway, Wanted
from facilitation.knowledge.trying import NONE, Evidence
from facilitation.people.model import Member
from facilitation.skills import hearing, levels, naming
from facilitation.skills import service as skills
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.text import cut
from facilitation.work import Work

MOST = 3
"""How many are suggested at once."""
LOOKED_AT = 60
LONGEST_LINK = 1000
_LINK = re.compile(r"<?(https?://[^\s<>|]+)(?:\|[^<>]*)?>?", re.IGNORECASE)
_NO_LINK = re.compile(
    r"(?<!\w)(?:[a-z][a-z0-9+.-]*://|(?:javascript|vbscript|blob|file|mailto|tel):\S|data:[\w/+.-]*[,;])",
    re.IGNORECASE,
)
"""What begins an address that is none of the web's."""
_FOR = re.compile(r"\s+for\s+(?!.*\sfor\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A resource, and why it is this one."""

    resource: Takeaway
    reason: Phrase


def add(work: Work, member: Member, words: str, skill: str, now: datetime) -> Takeaway:
    """Keep a link or words for a skill, which may have a level behind it ("kubernetes 2"); raises UserError."""
    said = hearing.hear(work, member.workspace, skill, graded=True)
    if len(said) != 1 or said[0].named.near:
        raise UserError("For which one skill is it?", field="skill")
    known = skills.settle(work, member.workspace, said[0].named, member.id, now)
    found = _LINK.search(words)
    link = found[1] if found else ""
    if len(link) > LONGEST_LINK or (link and not _host(link)):
        raise UserError("I cannot read that link.", field="what")
    named = " ".join(_LINK.sub(" ", words).split()).strip(" -–—:,")
    if _NO_LINK.search(named):
        raise UserError(
            "I take links that begin with https:// or http://, or a few words that say what it is.",
            field="what",
        )
    title = named or _host(link) + urlsplit(link).path.rstrip("/")
    return keeping.keep(
        work,
        member,
        Said(
            title=cut(title, 120),
            text=named or link,
            skills=[known.name],
            kind="resource",
            link=link,
            level=said[0].level or 0,
        ),
        now,
    )


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


def apart(text: str) -> tuple[str, str]:
    """Return what a line adds and for which skill, from "… for kubernetes 2"; raises Usage where it does not say."""
    parts = _FOR.split(text.strip(), maxsplit=1)
    if len(parts) != 2 or not all(part.strip() for part in parts):
        raise Usage("For which skill is it? Write it like this: resource add <link> for kubernetes")
    return parts[0].strip(), parts[1].strip()


def suggest(
    work: Work, member: Member, skill: str, now: datetime, most: int = MOST
) -> list[Suggested]:
    """Return the best resources for a skill to a member, never one that they added or tried, each with its reason."""
    wanted = Wanted(
        reader=member.id, kind="resource", states=("draft", "checked", "due"), skill=skill
    )
    found = [
        one
        for one in work.takeaways.listed(member.workspace, wanted, LOOKED_AT)
        if member.id not in one.people
    ]
    trials = work.takeaways.trials([one.id for one in found])
    done = {trial.takeaway for trial in trials if trial.member == member.id}
    came = trying.evidence(work, found)
    own = _level(work, member, skill, now)
    ranked = sorted(
        (one for one in found if one.id not in done),
        key=lambda one: (-_worth(one, came.get(one.id, NONE), own), -one.created_at.timestamp()),
    )
    return [Suggested(one, _reason(one, came.get(one.id, NONE), own)) for one in ranked[:most]]


def _level(work: Work, member: Member, skill: str, now: datetime) -> int:
    """Return how well a member knows a skill, from 1; 1 where nobody has said."""
    evidence = work.skills.evidence(member.workspace, [member.id], naming.fold(skill))
    found = levels.level_of(evidence, now)
    return found.level if found else 1


def _worth(one: Takeaway, came: Evidence, own: int) -> float:
    tried = (came.worked + 0.5 * came.partly - came.no) / (came.tried + 1)
    fits = -0.3 * abs(one.level - own) if one.level else 0.0
    return tried + fits + (0.3 if one.state == "checked" else 0.0)


def _reason(one: Takeaway, came: Evidence, own: int) -> Phrase:
    """Return why a resource is suggested: what peers say of it, else its level, else that it is there."""
    if came.worked:
        return say("It worked for {worked} of {n} who tried it.", worked=came.worked, n=came.tried)
    if one.level and abs(one.level - own) <= 1:
        return say("It is for your level.")
    if one.state == "checked":
        return say("A colleague has checked it.")
    return say("A colleague added it; you would be the first to say how it is.")
