"""Keeping takeaways for others to find: an answer or one's own words; changing, replacing and taking them back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitation.errors import NotAllowed, NotFound, UserError
from facilitation.knowledge import checking, digest, documents, service, takeaway_views
from facilitation.knowledge.model import Answer, Kind, Question, Takeaway
from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.people.plainly import kept
from facilitation.post import teller
from facilitation.statements import service as statements
from facilitation.steps import service as steps
from facilitation.talk.messages import Code
from facilitation.talk.phrases import say
from facilitation.talk.text import cut
from facilitation.work import Work

WAITS = timedelta(days=14)
"""How long a takeaway waits for the yes of whoever gave the words; without one it is let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is to be kept: the words, whose they are where they are not the keeper's, and where they come from."""

    title: str
    text: str
    skills: Sequence[str] = ()
    by: str = ""
    answer: str = ""
    source: str = ""
    program: str = ""
    kind: Kind = "takeaway"
    link: str = ""
    level: int = 0


def answer_of(work: Work, member: Member, answer_id: str) -> tuple[Answer, Question]:
    """Return an answer that the member asked for or gave, with its question; raises UserError."""
    try:
        found = work.questions.get_answer(answer_id)
    except NotFound:
        raise NotFound("I do not know that answer any more.") from None
    question = service.find_question(work, member, found.question)
    if member.id not in (found.member, question.asker):
        raise NotAllowed("Only whoever asked, or answered, can keep it.")
    return found, question


def keep(work: Work, member: Member, said: Said, now: datetime) -> Takeaway:
    """Keep something for others, and have it checked; raises UserError when it cannot be, or is kept already.

    Words of somebody else are seen by nobody before they have said yes.
    """
    made = _made(work, member, said, now)
    if not work.takeaways.add(made):
        raise UserError(
            "That answer is kept already. See it with {command}.", command=Code("takeaways")
        )
    documents.write(work, made)
    if made.program:
        digest.plan(work, work.programs.get(made.program), now)
    made = work.takeaways.get(made.id)
    if made.open:
        statements.takeaway_was_kept(work, made, now)
        return checking.ask(work, made, now)
    _ask_whose_words(work, made, member, now)
    return made


def _made(work: Work, member: Member, said: Said, now: datetime) -> Takeaway:
    """Return the takeaway that is to be kept; raises UserError when its words cannot be."""
    by = said.by or member.id
    return Takeaway(
        id=work.new_id("tak"),
        workspace=member.workspace,
        title=titled(said.title),
        text=service.readable(said.text, say("A takeaway")),
        skill=", ".join(dict.fromkeys(said.skills)),
        by=by,
        kept_by=member.id,
        owner=member.id,
        kind=said.kind,
        link=said.link,
        level=said.level,
        answer=said.answer,
        source=said.source,
        program=said.program,
        open=by == member.id,
        created_at=now,
    )


def _ask_whose_words(work: Work, made: Takeaway, keeper: Member, now: datetime) -> None:
    """Ask whoever gave the words whether others may see them; without a yes they are let go."""
    steps.plan(work, made.subject, "let go", now + WAITS)
    tell = teller.of(work, made.workspace, now)
    tell.to_member(
        work.members.get(made.by),
        takeaway_views.may_it_be_kept(made, keeper),
        key=f"{made.id}:may",
        kind="ask",
        about=made.id,
    )
    tell.send()


def titled(title: str) -> str:
    """Return the title of a takeaway as it is kept; raises UserError when there is none, or too much of one."""
    name = kept(title)
    if not name:
        raise UserError("A takeaway needs a title: what is it about?", field="title")
    if len(name) > service.TITLE:
        raise UserError("A title has up to {title} characters.", title=service.TITLE, field="title")
    return name


def allow(work: Work, member: Member, takeaway_id: str, now: datetime) -> Takeaway:
    """Let others see what was kept of the member's words; raises UserError."""
    found = takeaway(work, member, takeaway_id)
    if member.id != found.by:
        raise NotAllowed("Only whoever gave the words can say yes.")
    if found.open:
        return found
    steps.cancel(work, found.subject, "let go")
    opened = work.takeaways.save(replace(found, open=True))
    statements.takeaway_was_kept(work, opened, now)
    return checking.ask(work, opened, now)


def edit(
    work: Work, member: Member, takeaway_id: str, title: str, text: str, now: datetime
) -> Takeaway:
    """Put other words in the place of a takeaway's, which are checked anew; raises UserError."""
    found = mine(work, member, takeaway_id)
    changed = replace(found, title=titled(title), text=service.readable(text, say("A takeaway")))
    if (changed.title, changed.text) == (found.title, found.text):
        return found
    asked = (found.checked_by,) if found.checked_by else ()
    saved = work.takeaways.save(replace(changed, state="draft", checked_by="", asked=()))
    documents.write(work, saved)
    steps.cancel(work, saved.subject, "review")
    return checking.ask(work, saved, now, first=asked) if saved.open else saved


def retire(work: Work, member: Member, takeaway_id: str, replaced_by: str) -> Takeaway:
    """Mark a takeaway as no longer right, and by what it was replaced where it was; raises UserError."""
    found = mine(work, member, takeaway_id)
    if replaced_by:
        other = takeaway(work, member, replaced_by)
        if other.id == found.id or other.replaced_by == found.id:
            raise UserError("A takeaway cannot be replaced by itself.")
    steps.cancel(work, found.subject)
    return work.takeaways.save(
        replace(found, state="obsolete", replaced_by=replaced_by, review_at=None, asked=())
    )


def restore(work: Work, member: Member, takeaway_id: str, now: datetime) -> Takeaway:
    """Let a takeaway that was obsolete be one to use again, and have it checked; raises UserError."""
    found = mine(work, member, takeaway_id)
    if found.state != "obsolete":
        raise UserError("That takeaway is in use.")
    saved = work.takeaways.save(replace(found, state="draft", replaced_by="", checked_by=""))
    return checking.ask(work, saved, now) if saved.open else saved


def own(
    work: Work, member: Member, words: str, now: datetime, *, source: str = "", program: str = ""
) -> Takeaway:
    """Keep a line of a member's own for others, under what it begins with; raises UserError when it cannot be."""
    skill = service.about(work, member.workspace, words)
    said = Said(
        title=cut(kept(words), service.TITLE),
        text=words,
        skills=[skill] if skill else [],
        source=source,
        program=program,
    )
    return keep(work, member, said, now)


def require_may_take_back(found: Takeaway, member: Member) -> None:
    """Raise NotAllowed unless the member may take a takeaway out again."""
    if not rights.may(member, "admin", (found.by, found.kept_by)):
        raise NotAllowed("Only whoever gave it, whoever kept it, or an admin can take it back.")


def take_back(work: Work, member: Member, takeaway_id: str) -> Takeaway:
    """Take a takeaway out again, by whoever gave the words or kept them; raises UserError."""
    found = takeaway(work, member, takeaway_id)
    require_may_take_back(found, member)
    steps.cancel(work, found.subject)
    work.outbox.withdraw(
        found.workspace, [d.key for d in work.outbox.pending(found.workspace, found.id)]
    )
    documents.remove(work, found)
    return found


def mine(work: Work, member: Member, takeaway_id: str) -> Takeaway:
    """Return a takeaway that the member may change; raises UserError."""
    found = takeaway(work, member, takeaway_id)
    if not rights.may(member, "admin", found.people):
        people = work.members.some([found.owner])
        raise rights.refused(
            work,
            member.workspace,
            say("Only whoever gave it, keeps it or looks after it can change it."),
            list(people.values()),
        )
    return found


def takeaway(work: Work, member: Member, takeaway_id: str) -> Takeaway:
    """Return a takeaway that the member may see; raises NotFound."""
    found = rights.theirs(work.takeaways.get, takeaway_id, member.workspace)
    if found is None or not (found.open or member.id in (found.by, found.kept_by)):
        raise NotFound(
            "I do not know that takeaway any more. See all: {command}.", command=Code("takeaways")
        )
    return found
