"""Whether takeaways are right: checked by a second peer when they are kept, and reviewed every 90 days."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.errors import NotAllowed, UserError
from facilitation.knowledge import check_views, documents
from facilitation.knowledge.model import Takeaway
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.programs import facilitators
from facilitation.skills import finding
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.talk.messages import Message
from facilitation.work import Work

GOOD_FOR = timedelta(days=90)
"""How long a takeaway that was checked is taken to be right."""
PATIENCE = timedelta(days=7)
"""How long whoever was asked to check or review has it alone, before the next is asked."""
MOST = 3
"""How many peers are asked to check a takeaway, where some pass."""
TRIERS = 2
"""How many of those who tried a takeaway are asked to review it, when its owner says nothing."""


def ask(work: Work, found: Takeaway, now: datetime, first: Sequence[str] = ()) -> Takeaway:
    """Ask a second peer to check a takeaway; where there is nobody it stays a draft that anybody may check.

    Those who come `first` are asked before who knows its skill best, and those before who looks after its program.
    """
    if len(found.asked) >= MOST:
        return found
    peer = next(_second_peers(work, found, first, now), None)
    if peer is None:
        return found
    steps.plan(work, found.subject, "check", now + PATIENCE)
    giver = work.members.find(found.by)
    message = check_views.please_check(found, giver)
    return _put_to(work, found, peer, message, f"check:{found.version}", now)


def _second_peers(
    work: Work, found: Takeaway, first: Sequence[str], now: datetime
) -> Iterator[Member]:
    """Give who could check a takeaway, best first: nobody whose it is, and nobody who was asked."""
    apart = {*found.people, *found.asked}
    known = work.members.some(first)
    yield from (known[m] for m in first if m in known and _reached(known[m]) and m not in apart)
    keeper = work.members.find(found.kept_by)
    if keeper is None:
        return
    for skill in found.skills:
        workspace = work.workspaces.get(found.workspace)
        best = finding.best(work, workspace, keeper, skill, now, but_not=apart, k=1)
        yield from (one.member for one in best)
    yield from (m for m in _facilitators(work, found) if m.id not in apart)


def _facilitators(work: Work, found: Takeaway) -> list[Member]:
    """Return who looks after the program that a takeaway came from; where it came from none, nobody."""
    return facilitators.reachable(work, work.programs.get(found.program)) if found.program else []


def _put_to(
    work: Work, found: Takeaway, peer: Member, message: Message, fact: str, now: datetime
) -> Takeaway:
    tell = teller.of(work, found.workspace, now)
    tell.to_member(peer, message, key=f"{found.id}:{fact}:{peer.id}", kind="ask", about=found.id)
    tell.send()
    return work.takeaways.save(replace(found, asked=(*found.asked, peer.id)))


def right(work: Work, member: Member, found: Takeaway, now: datetime) -> Takeaway:
    """Take a second peer's, or at a review anybody's, word that a takeaway is right; raises UserError."""
    _require_second(member, found)
    at = now + GOOD_FOR
    steps.plan_only(work, found.subject, "review", at)
    return work.takeaways.save(
        replace(found, state="checked", checked_by=member.id, review_at=at, asked=())
    )


def needs_a_fix(work: Work, member: Member, found: Takeaway, what: str, now: datetime) -> Takeaway:
    """Tell whoever looks after a takeaway what is not right about it; it is a draft until they have changed it."""
    _require_second(member, found)
    saved = work.takeaways.save(replace(found, state="draft", checked_by="", asked=(member.id,)))
    steps.cancel(work, saved.subject)
    owner = work.members.find(saved.owner)
    if owner is not None and owner.id != member.id:
        tell = teller.of(work, saved.workspace, now)
        tell.to_member(
            owner,
            check_views.to_fix(saved, member, what),
            key=f"{saved.id}:fix:{saved.version}",
            kind="told",
            about=saved.id,
        )
        tell.send()
    return saved


def passed(work: Work, member: Member, found: Takeaway, now: datetime) -> Takeaway:
    """Let a peer leave it to another to check or review a takeaway; nobody is told."""
    if member.id not in found.asked or found.state not in ("draft", "due"):
        return found
    if not work.inbox.first(
        found.workspace, f"{found.id}:pass:{member.id}:{len(found.asked)}", now
    ):
        return found
    if found.state == "draft":
        return ask(work, found, now)
    steps.plan(work, found.subject, "review", now)
    return found


def _require_second(member: Member, found: Takeaway) -> None:
    if found.state == "obsolete":
        raise UserError("That takeaway is marked as no longer right. Bring it back first.")
    if found.state != "due" and member.id in found.people:
        raise NotAllowed("Somebody else checks it: four eyes see more than two.")


def run(work: Work, step: Step, now: datetime) -> str | None:
    """Do a takeaway's step; return a plain line of what was done, None where its sense is gone."""
    found = work.takeaways.some([step.record]).get(step.record)
    if found is None:
        return None
    if step.name == "let go":
        if found.open:
            return None
        documents.remove(work, found)
        return f"{found.id}: let go, as nobody said yes"
    if step.name == "check":
        waits = found.open and found.state == "draft"
        asked = ask(work, found, now) if waits else found
        return f"{found.id}: check asked" if asked is not found else None
    return _review(work, found, now)


def _review(work: Work, found: Takeaway, now: datetime) -> str | None:
    """Ask the next who may know whether a takeaway still is right."""
    if found.state not in ("checked", "due"):
        return None
    if found.state == "checked":
        found = work.takeaways.save(replace(found, state="due", asked=()))
    reviewer = next(_reviewers(work, found), None)
    if reviewer is None:
        return f"{found.id}: due, and nobody left to ask"
    steps.plan(work, found.subject, "review", now + PATIENCE)
    message = check_views.still_right(found, own=reviewer.id == found.owner)
    fact = f"review:{found.review_at:%Y-%m-%d}"
    _put_to(work, found, reviewer, message, fact, now)
    return f"{found.id}: review asked"


def _reviewers(work: Work, found: Takeaway) -> Iterator[Member]:
    """Give who is to say whether a takeaway still is right: its owner, who tried it, who looks after its program."""
    tried = [t.member for t in work.takeaways.trials([found.id]) if t.member != found.owner]
    ids = [found.owner, *tried[:TRIERS]]
    known = work.members.some(ids)
    people = [known[m] for m in ids if m in known and _reached(known[m])]
    yield from (m for m in people if m.id not in found.asked)
    yield from (m for m in _facilitators(work, found) if m.id not in found.asked)


def _reached(member: Member) -> bool:
    return member.state == "active"
