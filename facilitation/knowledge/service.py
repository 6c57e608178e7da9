"""Questions: who could answer one, whom it is put to, what becomes of the answers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.errors import NotAllowed, NotFound, UserError
from facilitation.knowledge import ranking, views
from facilitation.knowledge.model import Answer, Question, Takeaway, Wanted
from facilitation.people import rights
from facilitation.people.model import Member, Workspace
from facilitation.post import teller
from facilitation.post.outbox import Place
from facilitation.programs.model import Program
from facilitation.skills import finding, naming
from facilitation.skills.finding import Candidate
from facilitation.talk.phrases import say
from facilitation.talk.text import shown
from facilitation.work import Work

LONGEST = 1500
"""The most characters of a question, an answer or a takeaway."""
TITLE = 120
PEERS = 2
"""How many peers a question is put to at first: the best-placed two."""
MOST_PEERS = 4
"""How many peers a question may reach in all, when some pass it on."""
A_DAY = 5
"""How many questions one member may ask in a day, so that answering stays a favor."""
KNOWN = 3
"""How many takeaways are shown before a question is put to people."""
ANSWERS = 0.55
"""How much of a question a takeaway must say (0-1) to be shown before people are asked."""
WORTH_POSTING = timedelta(days=2)

_WORD = re.compile(r"[^\s,;:!?()\"“”]+")


def draft(work: Work, asker: Member, text: str, skill: str, now: datetime) -> Question:
    """Write a question down that nobody has been asked yet; raises UserError when it cannot be asked."""
    said = readable(text, say("A question"))
    _not_too_many(work, asker, now)
    return work.questions.save(
        Question(
            id=work.new_id("qst"),
            workspace=asker.workspace,
            asker=asker.id,
            text=said,
            skill=skill or about(work, asker.workspace, said),
            created_at=now,
        )
    )


def known(work: Work, question: Question, now: datetime) -> list[Takeaway]:
    """Return what is kept that may answer a question, best first: what says most of it and is not out of use."""
    wanted = Wanted(reader=question.asker, states=("draft", "checked", "due"))
    found = ranking.search(work, question.workspace, question.text, wanted, now, ANSWERS)
    return found[:KNOWN]


def _not_too_many(work: Work, asker: Member, now: datetime) -> None:
    """Raise UserError when somebody has asked enough for a day; drafts that were never put to anybody do not count."""
    recent = [
        q
        for q in work.questions.of_member(asker.id, limit=10 * A_DAY)
        if (q.to or q.channel) and now - q.created_at < timedelta(days=1)
    ]
    if len(recent) >= A_DAY:
        raise UserError(
            "You have asked {n} questions since yesterday. Give people a day to answer them.",
            n=A_DAY,
        )


def about(work: Work, workspace: str, text: str) -> str:
    """Return the name of the skill that a text speaks of, the longest that is known; empty when it names none."""
    known = naming.words(work, workspace)
    found = [naming.fold(word) for word in _WORD.findall(text)[:200]]
    for length in (3, 2, 1):
        for start in range(len(found) - length + 1):
            phrase = " ".join(found[start : start + length])
            if len(phrase) > 1 and phrase in known:
                return known[phrase]
    return ""


def readable(text: str, what: str) -> str:
    """Return what a person wrote, tidied; raises UserError when there is nothing of it, or too much."""
    said = shown(text).strip()
    if not said:
        raise UserError("{what} needs a few words.", what=what)
    if len(said) > LONGEST:
        raise UserError(
            "{what} has up to {longest} characters; this has {said}.",
            what=what,
            longest=LONGEST,
            said=len(said),
        )
    return said


def peers(
    work: Work, workspace: Workspace, asker: Member, question: Question, now: datetime
) -> list[Candidate]:
    """Return the best-placed peers for a question; empty when nobody is known for its skill."""
    if not question.skill:
        return []
    return finding.best(work, workspace, asker, question.skill, now, but_not=question.to, k=PEERS)


def channels(work: Work, asker: Member, here: str = "") -> list[Program]:
    """Return the programs in whose channel a question could be put.

    Those at home `here`, where it is asked, come first, and then those the asker is in.
    """
    mine = {e.program for e in work.enrollments.of_member(asker.id)}
    found = [p for p in work.programs.of(asker.workspace) if p.channel and p.state != "ended"]
    return sorted(found, key=lambda p: (p.channel != here, p.id not in mine, p.number))


def mine(work: Work, member: Member, question_id: str) -> Question:
    """Return a question of the member's own; raises NotFound."""
    found = find_question(work, member, question_id)
    if found.asker != member.id:
        raise NotAllowed("Only whoever asked it can do that.")
    return found


def put_to_peers(
    work: Work, asker: Member, question: Question, candidates: Sequence[Candidate], now: datetime
) -> Question:
    """Ask these peers, outside their quiet hours; raises UserError when that is more than a day's worth."""
    if not question.to:
        _not_too_many(work, asker, now)
    to = (*question.to, *(c.member.id for c in candidates))
    saved = work.questions.save(replace(question, to=to, state="open"))
    tell = teller.of(work, asker.workspace, now)
    peers = [one.member for one in candidates]
    asked = views.asked(saved, asker)
    tell.to_each(peers, asked, fact=f"{saved.id}:asked", kind="ask", about=saved.id)
    tell.send()
    return saved


def put_to_channel(
    work: Work, asker: Member, question: Question, program: Program, now: datetime
) -> Question:
    """Post the question in a program's channel, where anybody may answer it, when its day begins."""
    _not_too_many(work, asker, now)
    saved = work.questions.save(replace(question, channel=program.channel, state="open"))
    tell = teller.of(work, asker.workspace, now)
    tell.to_several(
        Place(program.channel),
        [program.settings.zone],
        views.posted(saved, asker, program),
        key=f"{saved.id}:posted",
        kind="invite",
        about=saved.id,
        until=WORTH_POSTING,
    )
    tell.send()
    return saved


def passed(
    work: Work, workspace: Workspace, member: Member, question_id: str, now: datetime
) -> bool:
    """Let a question pass to the next best peer; return whether there was one."""
    question = _answerable(work, member, question_id)
    asker = work.members.get(question.asker)
    done = member.id in {a.member for a in work.questions.answers(question.id)}
    if member.id not in question.to or done or len(question.to) >= MOST_PEERS:
        return False
    if not work.inbox.first(member.workspace, f"{question.id}:pass:{member.id}", now):
        return False
    following = peers(work, workspace, asker, question, now)[:1]
    if following:
        put_to_peers(work, asker, question, following, now)
    return bool(following)


def answer(work: Work, member: Member, question_id: str, text: str, now: datetime) -> Answer:
    """Take a member's answer to the asker; raises UserError when it cannot be, or was given already."""
    question = _answerable(work, member, question_id)
    said = Answer(
        id=work.new_id("ans"),
        question=question.id,
        member=member.id,
        text=readable(text, say("An answer")),
        at=now,
    )
    asker = work.members.get(question.asker)
    if asker.state != "active":
        raise UserError(
            "{asker} is not here any more, so nobody would read it. Thank you!", asker=asker.name
        )
    if not work.questions.answer(said):
        raise UserError("You have answered that one already. Thank you!")
    tell = teller.of(work, member.workspace, now)
    tell.to_member(
        asker,
        views.answered(question, said, member),
        key=f"{question.id}:answer:{said.id}",
        kind="told",
        about=question.id,
    )
    tell.send()
    return said


def to_answer(work: Work, member: Member, question_id: str) -> Question:
    """Return a question that the member may answer; raises UserError."""
    return _answerable(work, member, question_id)


def close(work: Work, member: Member, question_id: str) -> Question:
    """Close a question of one's own: nobody is bothered with it any more."""
    question = mine(work, member, question_id)
    owed = work.outbox.pending(member.workspace, question.id)
    work.outbox.withdraw(member.workspace, [d.key for d in owed if d.kind in ("ask", "invite")])
    return work.questions.save(replace(question, state="closed"))


def find_question(work: Work, member: Member, question_id: str) -> Question:
    """Return a question of the member's workspace; raises NotFound."""
    found = rights.theirs(work.questions.get, question_id, member.workspace)
    if found is None:
        raise NotFound("I do not know that question any more.")
    return found


def _answerable(work: Work, member: Member, question_id: str) -> Question:
    question = find_question(work, member, question_id)
    if question.asker == member.id:
        raise UserError("That is your own question; others answer it.")
    if question.state != "open":
        raise UserError("That question is closed: its asker has what they need. Thank you!")
    if not question.channel and member.id not in question.to:
        raise NotAllowed("That question was put to other people.")
    return question
