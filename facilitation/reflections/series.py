"""What is asked of a plan, and when: rehearsed the next morning, followed up after a week, a month and three."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitation.errors import NotFound, UserError
from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.people.plainly import short
from facilitation.post import journal, teller
from facilitation.post.facts import TransferConfirmed
from facilitation.reflections import follow_views as views
from facilitation.reflections import mornings
from facilitation.reflections.model import LONGEST, Answer, FollowUp, Reflection, Stage
from facilitation.reflections.mornings import Item
from facilitation.sessions.model import Session
from facilitation.statements import service as statements
from facilitation.talk.messages import Code
from facilitation.talk.phrases import say
from facilitation.talk.when.hours import local
from facilitation.work import Work

AFTER: Mapping[Stage, int] = {"rehearsal": 1, "tried": 7, "used": 30, "came": 90}
"""So many days after a plan was made each is asked, in this order; the rehearsal on the next working day.

If-then plans that are rehearsed work better: 642 tests, d .27 to .66 (doi 10.1080/10463283.2024.2334563).
The days of the follow-up are practitioners' habit.
"""

PATIENCE: Mapping[Stage, timedelta] = {
    "tried": timedelta(days=8),
    "used": timedelta(days=13),
    "came": timedelta(days=13),
}
"""So long each waits for a week in which there is less to read, or for a card that comes anyway; a rehearsal cannot."""

SILENT = 2
"""So many unanswered in a row, and no more is asked of a plan."""


def begin(work: Work, known: Reflection, member: Member, now: datetime) -> None:
    """Plan all that is still ahead of a plan's series, and what is not planned yet."""
    there = {one.stage for one in work.follow_ups.of(known.id)}
    tomorrow = mornings.day(member, now, 1)
    new = [
        FollowUp(
            id=work.new_id("flw"),
            reflection=known.id,
            member=member.id,
            stage=stage,
            due_at=due,
        )
        for stage, days in AFTER.items()
        if stage not in there
        and (stage != "rehearsal" or (known.cue and known.does))
        and (due := mornings.day(member, known.made_at, days)) >= tomorrow
    ]
    work.follow_ups.add_all(new)
    tell = teller.of(work, member.workspace, now)
    mornings.wake(work, tell, [(member, one.due_at) for one in new[:1]])


def is_wanted(work: Work, known: Reflection, member: Member) -> bool:
    """Return whether somebody is reminded of a plan, or would be of a new one: unless they have stopped that."""
    if known.promises:
        return is_on(work, known)
    morning = work.mornings.of(member.id)
    return morning is None or not morning.off


def want(
    work: Work,
    known: Reflection,
    member: Member,
    now: datetime,
    sources: Sequence[mornings.Source],
    *,
    remind: bool,
) -> None:
    """Begin a plan's series where its maker wants to be reminded, else let it be."""
    if not remind:
        return stop(work, known)
    mornings.switch(work, member, now, sources, off=False)
    return begin(work, known, member, now)


def resume(work: Work, known: Reflection, member: Member, now: datetime) -> None:
    """Go on asking of a plan that was over, where anything was asked of it."""
    if work.follow_ups.of(known.id):
        begin(work, known, member, now)


def is_on(work: Work, known: Reflection) -> bool:
    """Return whether more will be asked of a plan."""
    return any(one.asked_at is None for one in work.follow_ups.of(known.id))


def stop(work: Work, known: Reflection) -> None:
    """Ask no more of a plan."""
    work.follow_ups.end([known.id])


def find(work: Work, member: Member, id: str) -> tuple[FollowUp, Reflection]:
    """Return a follow-up of the member's own, and its plan; raises NotFound for others' too."""
    try:
        found = work.follow_ups.get(id)
    except NotFound:
        found = None
    if found is None or found.member != member.id:
        raise NotFound("I do not know that plan. See yours: {command}", command=Code("commitments"))
    return found, work.reflections.get(found.reflection)


def answer(work: Work, found: FollowUp, said: Answer, now: datetime) -> FollowUp:
    """Keep what became of a plan; what was asked of it before and not answered is over."""
    earlier = [
        one
        for one in work.follow_ups.of(found.reflection)
        if one.asked_at and not one.settled_at and one.id != found.id and one.due_at < found.due_at
    ]
    for one in earlier:
        work.follow_ups.save(replace(one, settled_at=now))
    asked = found.asked_at or now
    return work.follow_ups.save(replace(found, answer=said, asked_at=asked, settled_at=now))


def line(work: Work, found: FollowUp, text: str) -> FollowUp:
    """Keep a member's line to what became of a plan; raises UserError once somebody was asked to confirm it."""
    if found.witness:
        raise UserError("You have asked somebody to confirm that line, so it stays as it is.")
    said = short(text, LONGEST, say("Your line"), "words")
    if not said:
        raise UserError("Write a few words.", field="words")
    return work.follow_ups.save(replace(found, words=said))


def ask_witness(
    work: Work, found: FollowUp, member: Member, whom: Member, now: datetime
) -> FollowUp:
    """Ask another member to confirm a line: they see it and nothing else of the plan."""
    if not found.words:
        raise UserError("Write the line first that is to be confirmed.")
    if whom.id == member.id:
        raise UserError("Somebody else confirms it, who has seen it.", field="who")
    if whom.state != "active":
        raise UserError("{name} is not here any more.", name=whom.name, field="who")
    if found.confirmed_at:
        raise UserError("That is confirmed already.")
    if found.witness == whom.id:
        return found
    saved = work.follow_ups.save(replace(found, witness=whom.id))
    tell = teller.of(work, member.workspace, now)
    tell.to_member(
        whom,
        views.to_confirm(saved, member),
        key=f"{saved.id}:confirm:{whom.id}",
        kind="ask",
        about=saved.id,
    )
    tell.send()
    return saved


def witnessed(work: Work, member: Member, id: str) -> tuple[FollowUp, Member]:
    """Return a line that the member is asked to confirm, and whose it is; raises NotFound."""
    try:
        found = work.follow_ups.get(id)
    except NotFound:
        found = None
    if found is None or found.witness != member.id:
        raise NotFound("You are not asked to confirm that any more. Thank you all the same!")
    return found, work.members.get(found.member)


def confirm(work: Work, found: FollowUp, by: Member, now: datetime) -> FollowUp:
    """Keep that a witness confirms a line, once, and tell whose it is: this, and only this, is transfer."""
    if found.confirmed_at:
        return found
    saved = work.follow_ups.save(replace(found, confirmed_at=now))
    known = work.reflections.get(saved.reflection)
    what = TransferConfirmed(
        member=saved.member, program=known.program, about=known.about, stage=saved.stage
    )
    journal.keep(work, known.workspace, what, now, by=by.id)
    statements.example_was_confirmed(work, saved.id, saved.member, known.program, now)
    owner = work.members.get(saved.member)
    tell = teller.of(work, known.workspace, now)
    tell.to_member(
        owner,
        views.confirmed(saved, by),
        key=f"{saved.id}:confirmed",
        kind="told",
        about=saved.id,
    )
    tell.send()
    return saved


def pass_on(work: Work, found: FollowUp) -> None:
    """Let a witness go who cannot say; nobody is told, and another one can be asked."""
    if not found.confirmed_at:
        work.follow_ups.save(replace(found, witness=""))


@dataclass(frozen=True, slots=True)
class Plans:
    """What members' mornings have of their plans: the rehearsal, and what became of them."""

    def take(self, work: Work, members: Mapping[str, Member], now: datetime) -> list[Item]:
        """Return what is due; of each plan the latest, and nothing more after two without an answer."""
        found: dict[str, list[FollowUp]] = {}
        for one in work.follow_ups.unsettled(list(members), now):
            found.setdefault(one.reflection, []).append(one)
        plans = work.reflections.some(list(found))
        items, gone, over = [], [], []
        for id, those in found.items():
            silent = sum(one.asked_at is not None for one in those)
            ahead = [one for one in those if one.asked_at is None]
            if silent >= SILENT or plans[id].state != "open":
                over.append(id)
            elif ahead:
                gone += [one.id for one in ahead[:-1]]
                member = members[ahead[-1].member]
                items.append(_item(ahead[-1], plans[id], member, now))
        work.follow_ups.drop(gone)
        work.follow_ups.end(over)
        return items

    def shown(self, work: Work, items: Sequence[Item], now: datetime) -> None:
        """Note that these were asked."""
        work.follow_ups.asked([item.id for item in items], now)

    def coming(self, work: Work, members: Sequence[str], now: datetime) -> Mapping[str, datetime]:
        """Return when something is due next."""
        return work.follow_ups.coming(members)

    def waiting(self, work: Work, member: Member, now: datetime) -> list[Item]:
        """Return what was asked last of each open plan and is not answered."""
        asked = [one for one in work.follow_ups.unsettled([member.id], now) if one.asked_at]
        last = {one.reflection: one for one in asked}
        plans = work.reflections.some(list(last))
        return [
            _item(one, plans[id], member, now)
            for id, one in last.items()
            if plans[id].state == "open"
        ]


def _item(one: FollowUp, known: Reflection, member: Member, now: datetime) -> Item:
    patience = PATIENCE.get(one.stage)
    past = known.until is not None and known.until < local(now, member.zone).date()
    shown = views.item(one, known, past=past)
    return Item(one.member, one.id, shown, one.due_at + patience if patience else None)


def to_confirm(work: Work, member: Member) -> list[tuple[FollowUp, Member]]:
    """Return the lines that others asked a member to confirm, with whose they are."""
    found = work.follow_ups.to_confirm(member.id)
    owners = work.members.some([one.member for one in found])
    return [(one, owners[one.member]) for one in found if one.member in owners]


def session_of(work: Work, known: Reflection, member: Member) -> Session | None:
    """Return the session that a plan was made after, None where there was none."""
    if not known.about:
        return None
    return rights.theirs(work.sessions.get, known.about, member.workspace)


def people_of(work: Work, known: Reflection, member: Member) -> list[Member]:
    """Return who was in a plan's session too and is still here, to be asked for a word."""
    session = session_of(work, known, member)
    others = [m for m in session.people if m != member.id] if session else []
    return [m for m in work.members.some(others).values() if m.state == "active"]
