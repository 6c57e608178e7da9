"""In which program's channel something is put: the one that is named, whose channel it is, or the only one."""

from collections.abc import Sequence

from facilitation.discussions import leading_views
from facilitation.errors import NotFound, UserError
from facilitation.people import rights
from facilitation.programs import reading
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.talk.commands import Call
from facilitation.talk.phrases import say
from facilitation.talk.text import cut


def placed(call: Call, channel: str, offered: list[Program]) -> Program | None:
    """Return the program that is named, or whose channel this is, or the only one; None where there are several."""
    if channel:
        id, name = reading.channel(channel, call.where)
        there = [p for p in offered if id and p.channel == id]
        return _one(call, channel, there) if there else _named(call, channel, name, offered)
    here = [p for p in call.work.programs.of(call.workspace.id) if p.channel == call.where.id]
    here = [p for p in here if p.state != "ended"] if call.where.kind == "channel" else []
    for some in (here, [p for p in here if call.member.id in p.facilitators]):
        if len(some) == 1:
            return some[0]
    if not offered:
        if not rights.may(call.member, "facilitator"):
            sentence = say("Only facilitators can open a discussion.")
            raise rights.refused(call.work, call.workspace.id, sentence)
        raise UserError(
            say("No program here has a channel that I can post in. An admin can set one up.")
        )
    return offered[0] if len(offered) == 1 else None


def _named(call: Call, channel: str, name: str, offered: list[Program]) -> Program:
    """Return the program that was named where a channel can be; where there is none, the others are offered."""
    try:
        return programs.find(call.work, call.workspace.id, name or channel)
    except programs.Several as error:
        return _one(call, channel, [p for p in error.found if p in offered] or error.found)
    except NotFound:
        if not (channel.startswith("#") and offered):
            raise
        sentence = say(
            "No program has its home in {channel}, and every discussion belongs to one. Which one?",
            channel=f"#{(name or channel).removeprefix('#')}"[:81],
        )
        raise NotFound(sentence, ways=_ways(call, channel, offered)) from None


def _one(call: Call, channel: str, found: Sequence[Program]) -> Program:
    """Return the one of these that the caller looks after, or the only one; else they are offered."""
    mine = [p for p in found if call.member.id in p.facilitators] or found
    if len(mine) == 1:
        return mine[0]
    raise UserError(
        say("Several programs are at home there, and every discussion belongs to one. Which one?"),
        ways=_ways(call, channel, mine),
    )


def _ways(call: Call, channel: str, found: Sequence[Program]) -> list[tuple[str, str]]:
    """Return the line as it was written for each of these, in place of the channel."""
    before, _, after = call.line.rpartition(channel)
    return [(cut(p.name, 60), f"{before}#{p.number}{after}") for p in found[: leading_views.SHOWN]]
