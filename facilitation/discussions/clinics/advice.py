"""The gentle word to who gives advice while questions are asked: to them alone, and once a stage."""

import re
from datetime import datetime

from facilitation.discussions.clinics import views
from facilitation.discussions.model import Discussion
from facilitation.people.model import Member
from facilitation.people.plainly import folded
from facilitation.post import teller
from facilitation.work import Work

_QUESTIONS = ("clarify", "ask")
_ADVICE = re.compile(
    r"(?:(?:well|ok|okay|maybe|perhaps|i think|honestly|then|so|and|but)[, ]+)*"
    r"(?:you (?:should|could|can|must|need to|have to|might want to|ought to)\b|you'd better\b"
    r"|i(?: would|'d) (?!like\b|love\b|be\b|say\b)\w+|i (?:suggest|recommend|advise)\b"
    r"|my (?:advice|suggestion|recommendation|tip)\b|if i were you\b|in your (?:place|position|shoes)\b"
    r"|(?:just |simply )?(?:try|use|ask|stop|start|tell)\b|the solution is\b|let's\b|don't\b|do not\b)"
)


def like_advice(words: str) -> bool:
    """Return whether words begin like advice and ask nothing: no question mark, and an opening such as "You should".

    It looks at the first words alone, in English, and so misses much. It is made to be wrong rarely when it speaks.
    """
    return "?" not in words and _ADVICE.match(folded(words).replace("’", "'")) is not None


def noticed(work: Work, discussion: Discussion, member: Member, words: str, now: datetime) -> None:
    """Remind somebody, alone, that questions are asked just now, where they give advice."""
    if not discussion.clinic or not like_advice(words):
        return
    clinic = work.clinics.of(discussion.id)
    if clinic.stage not in _QUESTIONS or member.id == clinic.owner:
        return
    owner = work.members.get(clinic.owner)
    telling = teller.of(work, discussion.workspace, now)
    telling.to_member(
        member,
        views.questions_only(owner),
        key=f"{discussion.id}:advice:{clinic.stage}:{member.id}",
        kind="nudge",
        about=discussion.id,
        due=now,
        until=clinic.until,
    )
    telling.send()
