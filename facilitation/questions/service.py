"""Questions: who could answer one, whom it is put to, what becomes of the answers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.errors import NotAllowed, NotFound, UserError
from facilitation.outbox import Delivery, Place
from facilitation.people import daysoff, hours
from facilitation.people.model import Member, Workspace
from facilitation.people.plainly import kept
from facilitation.programs.model import Program
from facilitation.questions import takeaway_views, views
from facilitation.questions.model import Answer, Question, Takeaway
from facilitation.rounds import telling
from facilitation.skills import finding, naming
from facilitation.skills.finding import Candidate
from facilitation.talk.text import shown
from facilitation.work import Work

LONGEST = 1500
"""The most characters of a question, an answer or a takeaway."""
TITLE = 120
PEERS = 2
"""How many peers a question is put to at first (product.md's issue: the best-placed two)."""
MOST_PEERS = 4
"""How many peers a question may reach in all, when some pass it on."""
A_DAY = 5
"""How many questions one member may ask in a day, so that answering stays a favor."""
WORTH_POSTING = timedelta(days=2)

_WORD = re.compile(r"[^\s,;:!?()\"“”]+")


def draft(work: Work, asker: Member, text: str, skill: str, now: datetime) -> Question:
    """Write a question down that nobody has been asked yet; raises UserError when it cannot be asked."""
    said = readable(text, "A question")
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


def _not_too_many(work: Work, asker: Member, now: datetime) -> None:
    """Raise UserError when somebody has asked enough for a day; drafts that were never put to anybody do not count."""
    recent = [
        q
        for q in work.questions.of_member(asker.id, limit=10 * A_DAY)
        if (q.to or q.channel) and now - q.created_at < timedelta(days=1)
    ]
    if len(recent) >= A_DAY:
        raise UserError(
            f"You have asked {A_DAY} questions since yesterday. Give people a day to answer those."
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
        raise UserError(f"{what} needs a few words.")
    if len(said) > LONGEST:
        raise UserError(f"{what} has up to {LONGEST} characters; this has {len(said)}.")
    return said


def peers(
    work: Work, workspace: Workspace, asker: Member, question: Question, now: datetime
) -> list[Candidate]:
    """Return the best-placed peers for a question; empty when nobody is known for its skill."""
    if not question.skill:
        return []
    return finding.best(work, workspace, asker, question.skill, now, but_not=question.to, k=PEERS)


def channels(work: Work, asker: Member) -> list[Program]:
    """Return the programs in whose channel a question could be put: those the asker is in come first."""
    mine = {e.program for e in work.enrollments.of_member(asker.id)}
    found = [p for p in work.programs.of(asker.workspace) if p.channel and p.state != "ended"]
    return sorted(found, key=lambda p: (p.id not in mine, p.number))


def mine(work: Work, member: Member, question_id: str) -> Question:
    """Return a question of the member's own; raises NotFound."""
    found = _find(work, member, question_id)
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
    tell = telling.teller(work, asker.workspace, now)
    for one in candidates:
        tell.to_member(
            one.member,
            views.asked(saved, asker),
            key=f"{saved.id}:asked:{one.member.id}",
            kind="ask",
            about=saved.id,
        )
    tell.send()
    return saved


def put_to_channel(
    work: Work, asker: Member, question: Question, program: Program, now: datetime
) -> Question:
    """Post the question in a program's channel, where anybody may answer it, when its day begins."""
    _not_too_many(work, asker, now)
    quiet = daysoff.quiet_of(work.workspaces.get(asker.workspace), now.year)
    due_at = hours.next_open(now, program.settings.zone, quiet)
    saved = work.questions.save(replace(question, channel=program.channel, state="open"))
    posted = Delivery(
        id=work.new_id("dlv"),
        key=f"{saved.id}:posted",
        workspace=asker.workspace,
        to=Place(program.channel),
        message=views.posted(saved, asker, program),
        kind="invite",
        about=saved.id,
        due_at=due_at,
        stale_at=due_at + WORTH_POSTING,
    )
    work.outbox.add([posted])
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
        text=readable(text, "An answer"),
        at=now,
    )
    asker = work.members.get(question.asker)
    if asker.state != "active":
        raise UserError(f"{asker.name} is not here any more, so nobody would read it. Thank you!")
    if not work.questions.answer(said):
        raise UserError("You have answered that one already. Thank you!")
    tell = telling.teller(work, member.workspace, now)
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


def answer_of(work: Work, member: Member, answer_id: str) -> tuple[Answer, Question]:
    """Return an answer that the member asked for or gave, with its question; raises UserError."""
    try:
        found = work.questions.get_answer(answer_id)
    except NotFound:
        raise NotFound("I do not know that answer any more.") from None
    question = _find(work, member, found.question)
    if member.id not in (found.member, question.asker):
        raise NotAllowed("Only whoever asked, or answered, can keep it.")
    return found, question


def keep(
    work: Work,
    member: Member,
    given: Answer | None,
    title: str,
    text: str,
    skill: str,
    now: datetime,
) -> Takeaway:
    """Keep something for others: an answer, or one's own words; raises UserError when it is kept already."""
    name = kept(title)
    if not name:
        raise UserError("A takeaway needs a title: what is it about?", field="title")
    if len(name) > TITLE:
        raise UserError(f"A title has up to {TITLE} characters.", field="title")
    made = Takeaway(
        id=work.new_id("tak"),
        workspace=member.workspace,
        title=name,
        text=readable(text, "A takeaway"),
        skill=skill,
        by=given.member if given else member.id,
        kept_by=member.id,
        answer=given.id if given else "",
        created_at=now,
    )
    if not work.questions.keep(made):
        raise UserError("That answer is kept already. See it with `takeaways`.")
    if made.by != member.id:
        tell = telling.teller(work, member.workspace, now)
        giver = work.members.get(made.by)
        message = takeaway_views.kept_told(made, member)
        tell.to_member(giver, message, key=f"{made.id}:kept", kind="told", about=made.id)
        tell.send()
    return made


def take_back(work: Work, member: Member, takeaway_id: str) -> Takeaway:
    """Take a takeaway out again, by whoever gave the words or kept them; raises UserError."""
    found = takeaway(work, member, takeaway_id)
    if member.id not in (found.by, found.kept_by) and member.role != "admin":
        raise NotAllowed("Only whoever gave it, whoever kept it, or an admin can take it back.")
    work.questions.unkeep(found.id)
    return found


def takeaway(work: Work, member: Member, takeaway_id: str) -> Takeaway:
    """Return a takeaway of the member's workspace; raises NotFound."""
    try:
        found = work.questions.get_takeaway(takeaway_id)
    except NotFound:
        found = None
    if found is None or found.workspace != member.workspace:
        raise NotFound("I do not know that takeaway any more. See all: `takeaways`.")
    return found


def _find(work: Work, member: Member, question_id: str) -> Question:
    try:
        found = work.questions.get(question_id)
    except NotFound:
        raise NotFound("I do not know that question any more.") from None
    if found.workspace != member.workspace:
        raise NotFound("I do not know that question any more.")
    return found


def _answerable(work: Work, member: Member, question_id: str) -> Question:
    question = _find(work, member, question_id)
    if question.asker == member.id:
        raise UserError("That is your own question; others answer it.")
    if question.state != "open":
        raise UserError("That question is closed: its asker has what they need. Thank you!")
    if not question.channel and member.id not in question.to:
        raise NotAllowed("That question was put to other people.")
    return question
