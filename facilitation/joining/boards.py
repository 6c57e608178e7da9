"""Overviews: how a member stands in their programs, and what is next for them."""

from collections.abc import Sequence

from facilitation.bookings.agreeing import Sides
from facilitation.bookings.words import board
from facilitation.joining import listing, schedule
from facilitation.joining.listing import Listed
from facilitation.people import views
from facilitation.people.model import Member
from facilitation.programs.service import Sitting, Standing
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Choice,
    Message,
    Option,
    Span,
    Spans,
    Time,
    buttons,
    facts,
    text,
)
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.text import cut
from facilitation.talk.words import mentions

SHOWN = 10
"""How many programs one message shows; platforms bear about 50 blocks."""
MENU = 100
"""So many programs stand in a menu."""


def status(member: Member, standings: Sequence[Standing], sittings: Sequence[Sitting]) -> Message:
    """Show how a member stands in each of their programs."""
    blocks: list[Block] = []
    for standing in standings[:SHOWN]:
        program = standing.program
        rows: dict[str, Span | Spans] = {say("You"): schedule.stands(standing)}
        rows[say("Next round")] = _next(standing)
        together = [s for s in sittings if s.program.id == program.id]
        if together:
            rows[say("Now together with")] = mentions(together[0].others) or say("nobody now")
        blocks += [text(Bold(program.name)), facts(rows)]
    ways = _mine(standings)[-1 if len(standings) == 1 else -2 :]
    blocks += [*ways, *views.weekly(member, len(standings))]
    blocks.append(buttons(Button(say("All programs"), "programs")))
    return Message(say("Your programs"), tuple(blocks))


def _next(standing: Standing) -> Span:
    """Return the next round as it concerns the member."""
    if standing.program.state == "paused":
        return say("none while the program is paused")
    if standing.opens_at is None:
        return say("none planned")
    if standing.skips:
        return say("{when}, and you skip it", when=Time(standing.opens_at))
    if standing.away:
        return say("{when}, and you are away then", when=Time(standing.opens_at))
    return Time(standing.opens_at)


def _ways(standing: Standing) -> Buttons:
    number = standing.program.number
    leave = Button(say("Leave"), f"leave #{number}")
    if standing.enrollment.state == "paused":
        one = Button(say("Only the next round"), f"back #{number} once")
        more = (one,) if standing.planned and not standing.once else ()
        return buttons(Button(say("Come back"), f"back #{number}", "primary"), *more, leave)
    if standing.enrollment.pauses_at is not None:
        return buttons(Button(say("Call the pause off"), f"back #{number}"), leave)
    if standing.opens_at is None:
        return buttons(leave)
    skip = (
        Button(say("Take part after all"), f"unskip #{number}")
        if standing.skips
        else Button(say("Skip the next round"), f"skip #{number}")
    )
    return buttons(skip, Button(say("Pause 2 weeks"), f"pause 2w in #{number}"), leave)


def home(
    member: Member,
    standings: Sequence[Standing],
    sittings: Sequence[Sitting],
    open_to_join: Sequence[Listed],
    booked: Sequence[Sides] = (),
    learnt: Sequence[Block] = (),
) -> Message:
    """Show what is next for a member: what waits for them, what comes up, and what they can do; or what to join."""
    blocks = [*board.waiting(booked), *schedule.together(sittings), *learnt]
    blocks += schedule.coming(standings, sittings, booked)
    if standings:
        blocks += [*_mine(standings), *views.weekly(member, len(standings))]
    else:
        blocks += _invite(open_to_join, admin=member.role == "admin")
    blocks.append(
        buttons(
            Button(say("Book somebody's time"), "book"),
            Button(say("Ask a question"), "ask"),
            *((Button(say("All programs"), "programs"),) if standings else ()),
            *((Button(say("What I look after"), "members"),) if member.role != "member" else ()),
            Button(say("What can you do?"), "help"),
        )
    )
    return Message(say("What is next for you"), tuple(blocks))


def in_none() -> Message:
    """Say that there is nothing to pause, skip or leave for whoever is in no program."""
    told = text(say("So I will not write to you by myself. Whenever you like to join one:"))
    see = Button(say("See the programs"), "programs")
    return Message(say("You are in no program"), (told, buttons(see)))


def _no_round(standing: Standing) -> Phrase:
    """Return that no round comes, after a program's name."""
    if standing.program.state == "paused":
        return say("no round while the program is paused.")
    return say("no round is planned.")


def _mine(standings: Sequence[Standing]) -> list[Block]:
    """Return what a member can do about their programs: of a few as buttons, of more from one menu."""
    blocks: list[Block] = []
    for standing in standings[:SHOWN]:
        paused = standing.enrollment.state == "paused" or standing.enrollment.pauses_at is not None
        if paused or standing.opens_at is None or standing.program.state == "paused":
            line = schedule.stands(standing) if paused else _no_round(standing)
            blocks.append(text("{program}: {line}", program=Bold(standing.program.name), line=line))
    if len(standings) == 1:
        return [*blocks, _ways(standings[0])]
    options = [Option(cut(s.program.name, 75), f"#{s.program.number}") for s in standings[:MENU]]
    look = Choice(say("Look at one of your programs"), "program", tuple(options))
    active = [s for s in standings if s.enrollment.state == "active"]
    acts = (
        (any(s.opens_at and not s.skips for s in active), say("Skip a round"), "skip"),
        (any(s.skips for s in active), say("Take part after all"), "unskip"),
        (len(active) < len(standings), say("Come back"), "back"),
        (bool(active), say("Pause everything for 2 weeks"), "pause 2w"),
    )
    return [*blocks, look, buttons(*(Button(said, line) for fits, said, line in acts if fits))]


def _invite(open_to_join: Sequence[Listed], *, admin: bool) -> list[Block]:
    """Invite somebody who is in no program."""
    if not open_to_join:
        nothing = listing.none(admin=admin)
        return [text(nothing.title), *nothing.blocks]
    lead = text(
        say(
            "You are not in a program yet. In a program I introduce you to colleagues you might not meet "
            "otherwise, and keep it going. You can skip a round or leave at any time."
        )
    )
    blocks: list[Block] = [lead]
    for entry in open_to_join[:3]:
        blocks += listing.shown(entry)
    return blocks
