"""What all can do with discussions: opening one, answering, finding it."""

from datetime import date, datetime, timedelta

from facilitation.discussions import unheard, views
from facilitation.discussions.model import OPEN, Contribution, Counted, Discussion, Seal
from facilitation.discussions.read_views import Read
from facilitation.errors import NotFound, UserError
from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.people.plainly import kept
from facilitation.post import teller
from facilitation.post.outbox import Kind, Place
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.steps import service as steps
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say
from facilitation.talk.when import hours
from facilitation.work import Work

_DAY = timedelta(days=1)
WINDOW = timedelta(days=2)
"""How long a discussion is open where nobody says otherwise."""
SHORTEST, LONGEST = timedelta(minutes=30), timedelta(days=60)
QUESTION = 600
"""So many characters a question may have."""


def open_one(
    work: Work,
    member: Member,
    program: Program,
    question: str,
    window: timedelta,
    now: datetime,
    *,
    seal: Seal = OPEN,
) -> Discussion:
    """Put a question to a program's channel, looked after by whoever opens it; raises UserError, NotAllowed."""
    require_may_open(work, member, program)
    made = work.discussions.save(
        Discussion(
            id=work.new_id("dis"),
            workspace=member.workspace,
            program=program.id,
            question=asked(question),
            facilitator=member.id,
            opened_by=member.id,
            sealed=seal.sealed,
            nameless=seal.nameless,
            enough=seal.enough,
            conversation=program.channel,
            opened_at=now,
            closes_at=ends(work, program, now, _window(window)),
        )
    )
    post_card(work, made, program, member, now)
    return made


def post_card(
    work: Work,
    made: Discussion,
    program: Program,
    by: Member,
    now: datetime,
    card: Message | None = None,
) -> None:
    """Owe the channel the question, as its card or another, and plan its end; below a talk nobody needs to be heard."""
    steps.plan(work, made.subject, "end", made.closes_at)
    if card is None and (half := unheard.halfway(work, made, now)):
        steps.plan(work, made.subject, "half", half)
    to_channel(work, made, program, card or views.card(made, by, read(work, made)), now)


def read(work: Work, discussion: Discussion) -> Read:
    """Return how replies come where a discussion is, and for how long their words are kept."""
    return Read(work.workspaces.get(discussion.workspace).replies, work.retention.days)


def to_channel(
    work: Work, made: Discussion, program: Program, message: Message, now: datetime
) -> None:
    """Owe the channel a card, whose thread the discussion is from then on."""
    tell = teller.of(work, made.workspace, now)
    tell.to_several(
        Place(made.conversation),
        (program.settings.zone,),
        message,
        key=f"{made.id}:card",
        kind="thread",
        about=made.id,
        due=now,
        until=made.closes_at,
    )
    tell.send()


def open_to(work: Work, member: Member) -> list[Program]:
    """Return the programs with a channel in which the member may open a discussion, by number."""
    return [
        p
        for p in work.programs.of(member.workspace)
        if p.channel and p.state != "ended" and _may_open(member, p)
    ]


def contribute(
    work: Work, member: Member, discussion: Discussion, words: str, now: datetime
) -> bool:
    """Take a member's answer by form; return whether it took the place of an earlier one, as it does while sealed."""
    before = sealed_one(work, member, discussion)
    if before is None:
        require_open(discussion)
    said = readable(words)
    if before is not None:
        work.discussions.reword([before.id], said)
        return True
    made = _add(work, member, discussion, "", said, now)
    if not discussion.sealed and discussion.thread:
        show(work, discussion, made, now)
    return False


def sealed_one(work: Work, member: Member, discussion: Discussion) -> Contribution | None:
    """Return a member's own answer while it is hidden, which they can change until it appears."""
    if not discussion.hidden:
        return None
    theirs = work.discussions.of_member(discussion.id, member.id)
    return next((one for one in theirs if not one.message), None)


def wrote(
    work: Work, member: Member, discussion: Discussion, message: str, words: str, now: datetime
) -> None:
    """Keep what a member wrote in the thread themselves, where all can read it."""
    _add(work, member, discussion, message, words[: views.LONGEST], now)


def _add(
    work: Work, member: Member, discussion: Discussion, message: str, words: str, now: datetime
) -> Contribution:
    made = Contribution(
        id=work.new_id("con"),
        discussion=discussion.id,
        member=member.id,
        message=message,
        words=words,
        at=now,
    )
    work.discussions.add(made)
    return made


def find(work: Work, member: Member, discussion_id: str) -> Discussion:
    """Return a discussion of the member's workspace; raises NotFound."""
    found = rights.theirs(work.discussions.get, discussion_id, member.workspace)
    if found is None:
        raise NotFound(say("I do not know that discussion any more."))
    return found


def counted(work: Work, discussion: Discussion) -> Counted:
    """Return how much was said in a discussion."""
    return work.discussions.counts([discussion.id]).get(discussion.id, Counted())


def ends(work: Work, program: Program, start: datetime, window: timedelta) -> datetime:
    """Return when so much time is over; days do not end on a weekend or a holiday, where nobody would read of it."""
    end = start + window
    if window < _DAY:
        return end
    return hours.add_working_days(end - _DAY, 1, *place(work, program, start))


def place(work: Work, program: Program, at: datetime) -> tuple[str, frozenset[date]]:
    """Return the zone of a program's channel, and the days off there."""
    return program.settings.zone, planning.days_off(work, program, at)


def show(work: Work, discussion: Discussion, one: Contribution, now: datetime) -> None:
    """Owe the thread what a member answered with the button."""
    member = work.members.get(one.member)
    to_thread(
        work,
        discussion,
        views.contributed(member, one.words, clinic=discussion.clinic),
        f"answer:{one.id}",
        now,
        about=one.id,
    )


def to_thread(
    work: Work,
    discussion: Discussion,
    message: Message,
    what: str,
    now: datetime,
    *,
    kind: Kind = "told",
    until: datetime | None = None,
    about: str = "",
    stands: str = "",
) -> None:
    """Owe a message to the thread that a discussion is, or in place of one of ours that `stands` there.

    Its key says `what` it tells.
    """
    tell = teller.of(work, discussion.workspace, now)
    tell.to_several(
        Place(discussion.conversation, discussion.thread, stands),
        (),
        message,
        key=f"{discussion.id}:{what}",
        kind=kind,
        about=about or discussion.id,
        due=now,
        until=until,
    )
    tell.send()


def _may_open(member: Member, program: Program) -> bool:
    return program.settings.discussions == "members" or rights.may(
        member, "facilitator", program.facilitators
    )


def require_may_open(work: Work, member: Member, program: Program) -> None:
    """Raise NotAllowed or UserError unless the member may put something to the program's channel now."""
    if not _may_open(member, program):
        first = programs.facilitators(work, program)
        sentence = say(
            "Only facilitators can open a discussion in {program}.", program=program.name
        )
        raise rights.refused(work, program.workspace, sentence, first)
    if program.state == "ended":
        raise UserError(say("{program} has ended.", program=program.name))
    if not program.channel:
        raise UserError(say("{program} has no channel that I can post in.", program=program.name))


def require_open(discussion: Discussion) -> None:
    """Raise UserError unless a discussion takes answers."""
    if discussion.state != "open":
        raise UserError(say("That discussion is over. Thank you all the same!"))


def asked(question: str) -> str:
    """Return a question fit to be put; raises UserError where there is none, or it is too long."""
    said = kept(question)
    if not said:
        raise UserError(say("What is the question?"), field="question")
    if len(said) > QUESTION:
        raise UserError(
            say(
                "A question has up to {n} characters, and this has {has}.",
                n=QUESTION,
                has=len(said),
            ),
            field="question",
        )
    return said


def _window(window: timedelta) -> timedelta:
    if not SHORTEST <= window <= LONGEST:
        raise UserError(
            say("A discussion is open for half an hour to 60 days, such as 4h, 2d or 1w."),
            field="for",
        )
    return window


def readable(words: str, field: str = "words") -> str:
    """Return words fit to be kept and shown; raises UserError where there are none, or too many."""
    said = words.strip()
    if not kept(said):
        raise UserError(say("There is nothing in it yet."), field=field)
    if len(said) > views.LONGEST:
        raise UserError(
            say("That has {has} characters; up to {n} fit.", has=len(said), n=views.LONGEST),
            field=field,
        )
    return said
