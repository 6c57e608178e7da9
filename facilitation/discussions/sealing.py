"""Sealed answers: when enough have answered, who is asked before they open, and how they appear together."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.discussions import sealing_views, service
from facilitation.discussions.model import Contribution, Discussion, Word
from facilitation.errors import NotFound, UserError
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.steps import service as steps
from facilitation.talk.messages import Time
from facilitation.talk.phrases import say, say_n
from facilitation.talk.when import hours
from facilitation.work import Work

FEWEST = 5
"""Of fewer people it might be guessed whose answer is whose, so that each is asked before theirs appears nameless."""
ASKED = 1
"""So many working days the authors have; an answer of which they say nothing is left out."""
LOOKED = timedelta(hours=1)
"""How long whoever looks after a discussion may look answers through, once it can reach them, before they open."""


def answers(work: Work, discussion: Discussion) -> list[Contribution]:
    """Return what was answered by form and not set aside."""
    return [one for one in work.discussions.contributions(discussion.id) if not one.message]


def enough(work: Work, discussion: Discussion) -> bool:
    """Return whether as many people have answered as the seal waits for."""
    if not (discussion.enough and discussion.sealed and discussion.state == "open"):
        return False
    people = {one.member for one in answers(work, discussion)}
    return len(people) >= discussion.enough


def waits(
    work: Work, discussion: Discussion, now: datetime, *, looked: bool = False
) -> Discussion | None:
    """Return the discussion as it waits for its authors, then for whoever looks after it; None where it can open now.

    `looked` says that they have looked its answers through.
    """
    found = answers(work, discussion)
    if _asks(discussion, found):
        waiting = work.discussions.save(replace(discussion, state="waiting"))
        _ask(work, waiting, found, now)
        place = service.place(work, work.programs.get(discussion.program), now)
        steps.plan_only(work, waiting.subject, "asked", hours.add_working_days(now, ASKED, *place))
        return waiting
    if found and discussion.looked_through and not looked:
        # Nobody is asked just because some are set aside from now on, but one who is left alone.
        work.discussions.mark([one.id for one in found if not one.state], "agreed")
        waiting = work.discussions.save(replace(discussion, state="waiting"))
        leader = work.members.get(waiting.facilitator)
        reads = teller.of(work, waiting.workspace, now).readable(leader)
        steps.plan_only(work, waiting.subject, "unseal", reads + LOOKED)
        return waiting
    return None


def unseal(work: Work, discussion: Discussion, now: datetime, *, waited: bool) -> None:
    """Show all sealed answers that are left together, in an order drawn by lot; where any `waited`, some came."""
    found = answers(work, discussion)
    random.Random(work.new_seed()).shuffle(found)
    people = work.members.some(sorted({one.member for one in found}))
    for number, message in enumerate(
        sealing_views.opened_together(discussion, found, people, came=waited)
    ):
        service.to_thread(work, discussion, message, f"answers:{number}", now)


def shown(work: Work, discussion: Discussion) -> bool:
    """Return whether sealed answers have appeared, or are on their way."""
    return bool(work.outbox.owed_or_sent(discussion.workspace, [f"{discussion.id}:answers:0"]))


def taken_back(work: Work, discussion: Discussion) -> bool:
    """Return whether a sealed question was taken back before anybody read its answers."""
    return bool(work.outbox.owed_or_sent(discussion.workspace, [f"{discussion.id}:taken back"]))


def unseen(work: Work, discussion: Discussion) -> bool:
    """Return whether answers are sealed that have not appeared, be the discussion open or closed."""
    return discussion.sealed and not shown(work, discussion)


def agree(work: Work, member: Member, discussion: Discussion, word: Word) -> bool:
    """Take an author's word whether theirs may appear without a name; return whether it was the last to come."""
    theirs = [one for one in answers(work, discussion) if one.member == member.id]
    if discussion.state != "waiting" or not discussion.nameless or not theirs:
        raise UserError(say("There is nothing of yours that waits for a word."))
    waited = asks_authors(work, discussion)
    work.discussions.mark([one.id for one in theirs], word)
    return waited and not asks_authors(work, discussion)


def leave_silent_out(work: Work, discussion: Discussion) -> None:
    """Set the answers aside of whose authors no word came in time."""
    silent = [one.id for one in answers(work, discussion) if not one.state]
    work.discussions.mark(silent, "aside")


def set_aside(
    work: Work, discussion: Discussion, contribution: str, now: datetime
) -> list[Contribution]:
    """Leave an answer out before it appears, whosever it is, and tell them alone; return those that are left."""
    require_looking(work, discussion)
    found = {one.id: one for one in answers(work, discussion)}.get(contribution)
    if found is None:
        raise NotFound(say("That answer is not there any more."))
    work.discussions.mark([contribution], "aside")
    message = sealing_views.not_shown(discussion, found.words)
    tell = teller.of(work, discussion.workspace, now)
    author = work.members.get(found.member)
    tell.to_member(
        author, message, key=f"{discussion.id}:aside:{found.id}", kind="told", about=discussion.id
    )
    tell.send()
    return to_look_through(work, discussion)


def require_looking(work: Work, discussion: Discussion) -> None:
    """Raise UserError unless answers wait to be looked through, and for nothing else."""
    theirs = asks_authors(work, discussion)
    if discussion.state != "waiting" or not discussion.looked_through or theirs:
        raise UserError(say("These answers are not yours to look through."))


def asks_authors(work: Work, discussion: Discussion) -> bool:
    """Return whether a word of authors is waited for, of a discussion that waits."""
    return any(not one.state for one in answers(work, discussion))


def require_hidden(work: Work, discussion: Discussion) -> list[Contribution]:
    """Return the answers that nobody has seen yet; raises UserError where there are none."""
    found = answers(work, discussion) if discussion.hidden else []
    if not found:
        raise UserError(say("No answers are hidden there. You can simply close it."))
    return found


def require_shown(work: Work, discussion: Discussion) -> None:
    """Raise UserError while answers are hidden: those who gave them were told until when, and who is asked before."""
    found = answers(work, discussion) if discussion.hidden else []
    if not found:
        return
    if discussion.state == "waiting" and asks_authors(work, discussion):
        raise UserError(
            say(
                "Of so few answers without names, each author is asked before theirs appears. "
                "Close it once that is settled."
            )
        )
    if discussion.state == "waiting":
        raise UserError(say("The answers are being looked through. Close it once they appear."))
    until = Time(discussion.closes_at)
    back = say("Take the question back"), f"sealed withdraw {discussion.id}"
    raise UserError(
        say_n(
            "One answer is hidden until {when}, as its author was told. Close it once it has appeared.",
            "{n} answers are hidden until {when}, as those who gave them were told. Close it once they have appeared.",
            len(found),
            when=until,
        ),
        ways=[back],
    )


def to_look_through(work: Work, discussion: Discussion) -> list[Contribution]:
    """Return what is looked through, in an order that tells nothing."""
    return sorted(answers(work, discussion), key=lambda one: one.id)


def look_first(work: Work, discussion: Discussion) -> Discussion:
    """Let whoever looks after a sealed discussion look its answers through, without names, before they appear."""
    if not discussion.sealed or discussion.state != "open":
        raise UserError(say("Only sealed answers that are still to come can be looked through."))
    return work.discussions.save(replace(discussion, looked_through=True))


def _asks(discussion: Discussion, found: list[Contribution]) -> bool:
    """Return whether authors are asked before these appear; who agreed among others has not agreed to stand alone."""
    people = len({one.member for one in found})
    given = ("alone",) if people == 1 else ("agreed", "alone")
    few = discussion.nameless and people < FEWEST
    return few and any(one.state not in given for one in found)


def _ask(work: Work, discussion: Discussion, found: list[Contribution], now: datetime) -> None:
    """Ask each author who has not agreed, alone; they read how few they are, and of whom nothing."""
    people = len({one.member for one in found})
    asked = found if people == 1 else [one for one in found if not one.state]
    work.discussions.mark([one.id for one in asked], "")
    authors = work.members.some(sorted({one.member for one in asked}))
    tell = teller.of(work, discussion.workspace, now)
    tell.to_each(
        authors.values(),
        sealing_views.may_it_appear(discussion, people),
        fact=f"{discussion.id}:may:{discussion.version}",
        about=discussion.id,
        kind="ask",
    )
    tell.send()
