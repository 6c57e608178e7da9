"""What those who look after discussions say: close, reopen, extend, remind, hand over, ask who was not heard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from facilitation.discussions import (
    closing,
    closing_views,
    deadlines,
    heard,
    inviting_views,
    leading,
    leading_views,
    sealing,
    service,
    unheard,
)
from facilitation.discussions.clinics import timekeeping
from facilitation.discussions.clinics import views as clinic_views
from facilitation.discussions.closing import Came
from facilitation.discussions.model import Discussion
from facilitation.errors import UserError
from facilitation.people import service as people
from facilitation.talk.commands import Call, Command, alone
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.when import spans

_ID = Argument("id", optional=True, shown="<discussion>")
_IT = ("it", "this", "that")
"""What people call a discussion that they do not name."""


def close(call: Call) -> Reply:
    """Close a discussion; the form for what came of it first."""

    def run(found: Discussion) -> Reply:
        leading.require_closable(call.work, found)
        if call.answers is None:
            unseen = sealing.unseen(call.work, found)
            said = [] if unseen else call.work.discussions.contributions(found.id)
            known = call.work.members.some(sorted({c.member for c in said}))
            best = closing.highlights(said, known)
            return Ask(closing_views.close_form(found, said, known, best))
        done = leading.close(call.work, found, call.member, call.now, _came(call))
        return alone(call, leading_views.closed(done))

    return _one(call, "close", say("Close"), run)


def _came(call: Call) -> Came:
    """Return what a form says came of a discussion."""

    def several(name: str) -> list[str]:
        return [each.strip() for each in call.given.get(name, "").split(",") if each.strip()]

    return Came(
        summary=call.given.get("summary", ""),
        quotes=tuple(several("quotes")),
        keeps=tuple(several("keeps")),
        thanks=tuple(people.find(call.work, call.workspace.id, m).id for m in several("thanks")),
    )


def reopen(call: Call) -> Reply:
    """Open a closed discussion again."""
    given = call.given.get("id", "")
    if not given or given.casefold() in _IT:
        last = [
            d
            for d in call.work.discussions.closed(call.workspace.id, leading_views.SHOWN)
            if leading.may_lead(call.member, d, call.work.programs.get(d.program))
        ]
        if not last:
            raise UserError(say("There is no closed discussion of yours to open again."))
        if len(last) > 1:
            return Say(leading_views.which(last, "reopen", say("Open again")))
        given = last[0].id
    call = replace(call, given={**call.given, "id": given})
    return _one(
        call,
        "reopen",
        say("Open again"),
        lambda found: Replace(leading_views.again(leading.reopen(call.work, found, call.now))),
    )


def extend(call: Call) -> Reply:
    """Give a discussion more time."""
    call, by = _parted(call, "by")
    until = deadlines.read(call, by) if by.casefold().startswith("until ") else None
    given = service.WINDOW if until or not by else spans.duration(by)

    def run(found: Discussion) -> Reply:
        length = until - max(found.closes_at, call.now) if until else given
        if length <= timedelta():
            raise UserError(say("It is open until then already."))
        if found.clinic and found.state == "open":
            clinic = timekeeping.extend(call.work, found, length, call.now)
            return Replace(clinic_views.stands(found, clinic))
        return Replace(leading_views.again(leading.extend(call.work, found, length, call.now)))

    more = (
        say("Give it more time")
        if until
        else say("Give it {length} more", length=spans.said(given))
    )
    return _one(call, "extend", more, run, besides=by)


def remind(call: Call) -> Reply:
    """Remind the channel of the question."""

    def run(found: Discussion) -> Reply:
        leading.remind(call.work, found, call.now)
        return Say(leading_views.reminded())

    return _one(call, "remind", say("Remind"), run)


def invite(call: Call) -> Reply:
    """Ask those who have not been heard for their view, each alone."""

    def run(found: Discussion) -> Reply:
        asked = unheard.ask_kindly(call.work, found, call.now)
        return Replace(inviting_views.asked_kindly(asked))

    return _one(call, "discussion invite", say("Ask kindly"), run)


def welcome(call: Call) -> Reply:
    """Ask a colleague of each who has not been heard to invite them."""

    def run(found: Discussion) -> Reply:
        asked, left = unheard.ask_colleagues(call.work, found, call.now)
        return Replace(inviting_views.asked_colleagues(found, asked, left))

    return _one(call, "discussion welcome", say("Ask a colleague"), run)


def go_round(call: Call) -> Reply:
    """Let all who take part speak one after the other, in an order that chance decides."""

    def run(found: Discussion) -> Reply:
        leading.go_round(call.work, found, call.now)
        return Say(leading_views.going_round())

    return _one(call, "go round", say("Go round"), run)


def hand_over(call: Call) -> Reply:
    """Let another member look after a discussion."""
    call, who = _parted(call, "who")

    def run(found: Discussion) -> Reply:
        if not who:
            return Ask(leading_views.hand_over_form(found))
        to = people.find(call.work, call.workspace.id, who)
        leading.hand_over(call.work, found, call.member, to, call.now)
        return Say(leading_views.handed_over(to))

    return _one(call, "handover", say("Hand over"), run, begun=False, besides=who)


def _parted(call: Call, name: str) -> tuple[Call, str]:
    """Return the call of the discussion that is named, if one is, and what else was said."""
    first, said = call.given.get("id", ""), call.given.get(name, "")
    if first.casefold() in _IT:
        first = ""
    elif not first.startswith("dis_"):
        first, said = "", f"{first} {said}".strip()
    return replace(call, given={"id": first}), said


def _one(
    call: Call,
    verb: str,
    label: Phrase,
    run: Callable[[Discussion], Reply],
    *,
    begun: bool = True,
    besides: str = "",
) -> Reply:
    """Do something with the discussion that is named, or meant; ask which where it could be several.

    `besides` is what was said besides the discussion: the choice keeps it.
    """
    named = call.given.get("id", "")
    if named and named.casefold() not in _IT:
        found = [service.find(call.work, call.member, named)]
    else:
        found = leading.looked_after(call.work, call.member, call.where)
    if not found:
        raise UserError(say("You look after no discussion just now. See all: discussions"))
    if len(found) > 1:
        return Say(leading_views.which(found, verb, label, besides))
    leading.require_lead(call.work, call.member, found[0])
    if begun and found[0].state == "planned":
        raise UserError(say("That discussion has not begun yet."))
    return run(found[0])


COMMANDS: tuple[Command, ...] = (
    Command(
        words="close",
        heard=heard.CLOSE,
        summary=say("Close a discussion, with a few words on what came of it"),
        run=close,
        topic="For facilitators",
        arguments=(_ID,),
        form=True,
    ),
    Command(
        words="reopen",
        heard=heard.REOPEN,
        summary=say("Open a closed discussion again"),
        run=reopen,
        topic="For facilitators",
        arguments=(_ID,),
    ),
    Command(
        words="extend",
        heard=heard.EXTEND,
        summary=say("Give a discussion more time"),
        run=extend,
        topic="For facilitators",
        arguments=(_ID, Argument("by", "text", optional=True, shown="1d | until fri")),
        examples=("extend 1d",),
    ),
    Command(
        words="remind",
        heard=heard.REMIND,
        summary=say("Remind a channel of its open question"),
        run=remind,
        topic="For facilitators",
        arguments=(_ID,),
    ),
    Command(
        words="discussion invite",
        summary=say("Ask those who have not been heard for their view, each in private"),
        run=invite,
        topic="For facilitators",
        arguments=(_ID,),
    ),
    Command(
        words="discussion welcome",
        summary=say("Ask a colleague of each who has not been heard to invite them"),
        run=welcome,
        topic="For facilitators",
        arguments=(_ID,),
        listed=False,
    ),
    Command(
        words="go round",
        summary=say("Let all who take part speak one after the other"),
        run=go_round,
        topic="For facilitators",
        arguments=(_ID,),
        also=("round robin",),
    ),
    Command(
        words="handover",
        heard=heard.HAND_OVER,
        summary=say("Let a colleague look after a discussion"),
        run=hand_over,
        topic="For facilitators",
        arguments=(_ID, Argument("who", "text", optional=True, shown="@ben")),
        examples=("handover @ben",),
        also=("hand over",),
        form=True,
    ),
)
