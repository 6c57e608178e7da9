"""A program's channel as platforms tell of it: renamed, gone, or to be posted in again."""

from dataclasses import replace
from datetime import datetime

from facilitation.discussions import leading
from facilitation.post import teller
from facilitation.post.outbox import Personal
from facilitation.programs import facilitators, saying
from facilitation.programs.model import Program
from facilitation.steering import invitations
from facilitation.talk.incoming import ChannelNews
from facilitation.talk.messages import Bold, Code, Message, note, text
from facilitation.talk.phrases import say, sentences
from facilitation.work import Work


def follow(work: Work, news: ChannelNews, now: datetime) -> None:
    """Keep up with a program's channel: its new name, that nothing can be posted there any more, or can again."""
    if work.workspaces.find(news.workspace) is None:
        return
    if news.what in ("archived", "left"):
        for one in work.discussions.unclosed(news.workspace):
            if one.conversation == news.channel:
                leading.lost(work, one, now)
    for program in work.programs.of(news.workspace):
        theirs = program.channel == news.channel
        lost = not program.channel and program.lost_channel == news.channel
        match news.what:
            case "renamed" if theirs:
                work.programs.save(replace(program, channel_name=news.name))
            case "renamed" if lost:
                work.programs.save(replace(program, lost_name=news.name))
            case "restored" if theirs:
                invitations.invite_again(work, program, now)
            case "restored" if lost:
                _found(work, program, news.name, now)
            case "archived" | "left" if theirs:
                _lost(work, program, news.what, now)
            case _:
                pass


def _lost(work: Work, program: Program, what: str, now: datetime) -> None:
    """Take a program's channel from it, keep which it was, and tell those who look after the program."""
    gone = replace(
        program,
        channel="",
        channel_name="",
        lost_channel=program.channel,
        lost_name=program.channel_name,
    )
    work.programs.save(gone)
    if program.state != "ended":
        name = saying.channel(program)
        message = channel_lost(program.name, program.number, name, what)
        facilitators.tell(work, program, message, f"{_lost_key(gone)}{now:%Y-%m-%dT%H:%M}", now)


def _found(work: Work, program: Program, name: str, now: datetime) -> None:
    """Give a program the channel back that it had, and say so to those who have heard that it was lost."""
    back = replace(
        program,
        channel=program.lost_channel,
        channel_name=name or program.lost_name,
        lost_channel="",
        lost_name="",
    )
    saved = work.programs.save(back)
    pending = work.outbox.pending(program.workspace, program.id)
    unheard = [d for d in pending if d.key.startswith(_lost_key(program))]
    work.outbox.withdraw(program.workspace, [d.key for d in unheard])
    if program.state == "ended":
        return
    spared = {d.to.member for d in unheard if isinstance(d.to, Personal)}
    channel = f"#{saved.channel_name}" if saved.channel_name else say("Its channel")
    tell = teller.of(work, program.workspace, now)
    tell.to_each(
        [m for m in facilitators.reachable(work, program) if m.id not in spared],
        channel_found(program.name, channel),
        fact=f"{program.id}:found:{now:%Y-%m-%dT%H:%M}",
        kind="summary",
        about=program.id,
    )
    tell.send()
    invitations.invite_again(work, saved, now)


def _lost_key(program: Program) -> str:
    """Return how the keys begin under which facilitators are told that a program has lost its channel."""
    return f"{program.id}:channel:"


def channel_found(program: str, channel: str) -> Message:
    """Tell facilitators that a program has the channel back that it had lost."""
    return Message(
        say("{program} has its channel back", program=program),
        (
            text(say("{channel} is there again, and I post there as before.", channel=channel)),
            note(say("You get this as a facilitator of {program}.", program=program)),
        ),
    )


def channel_lost(program: str, number: int, channel: str, what: str) -> Message:
    """Tell facilitators that a program has lost its channel."""
    why = (
        say("{channel} was archived.", channel=channel)
        if what == "archived"
        else say("I am no longer in {channel}.", channel=channel)
    )
    goes_on = say("I can no longer post there. Rounds of {program} go on.", program=Bold(program))
    return Message(
        say("{program} has lost its channel", program=program),
        (
            text(sentences(why, goes_on)),
            text(
                "To choose another channel: {command}", command=Code(f"set #{number} channel #name")
            ),
            note("You get this as a facilitator of {program}.", program=program),
        ),
    )
