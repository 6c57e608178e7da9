"""What people read when a round does not go as planned: nobody found, someone gone, too late, not delivered."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.pairing.model import Why
from facilitation.people.model import Member
from facilitation.post.outbox import Delivery
from facilitation.programs.model import Program
from facilitation.rounds import reasons
from facilitation.rounds.model import Round
from facilitation.rounds.views import because
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Code,
    Message,
    Span,
    Text,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Place, say, say_n, sentences
from facilitation.talk.words import each, mention


def unmatched(
    program: Program, why: Why, next_at: datetime | None, *, waits: bool = False
) -> Message:
    """Tell a member that nobody could be found for them, which rule stood in the way, and what would help."""
    helps = reasons.help(why)
    return Message(
        say("No circle for you in {program} this round", program=program.name),
        (
            text(say("I could not find anyone for you this time."), " ", reasons.nobody(why)),
            *((text(helps, *_how_to_join(program, why)),) if helps else ()),
            *_goes_on(waits),
            *first_next_time(next_at),
            *because(program),
        ),
    )


def _how_to_join(program: Program, why: Why) -> tuple[Span, ...]:
    """Say how a colleague joins, where more people would help."""
    if why.kind not in reasons.FEW:
        return ()
    line = Code(f"join {program.name}")
    return " ", say("Whoever writes {command} to me is in.", command=line)


def spared(
    program: Program,
    why: Why,
    next_at: datetime | None,
    *,
    opens_at: datetime,
    waits: bool = False,
) -> Message:
    """Tell a member that another program comes first for them in the week of the round that opens at `opens_at`."""
    coming = (text(say("The next round is on {when}.", when=Time(next_at))),) if next_at else ()
    return Message(
        say("No circle for you in {program} this round", program=program.name),
        (
            text(
                say("It is about the round on {when}.", when=Time(opens_at)),
                " ",
                reasons.nobody(why),
            ),
            text(
                say(
                    "Next time {program} goes before programs that you did not have to wait for.",
                    program=Bold(program.name),
                )
            ),
            *_goes_on(waits),
            *coming,
            buttons(Button(say("I'd like more than one a week"), "new circles any")),
            *because(program),
        ),
    )


def _goes_on(waits: bool) -> tuple[Text, ...]:
    """Return that the problem of whoever brought one is not lost with the round."""
    return (text(say("Your problem goes on waiting for the next one.")),) if waits else ()


def first_next_time(next_at: datetime | None) -> tuple[Text, ...]:
    """Return that whoever had no circle comes first among all who are drawn next time."""
    if next_at is None:
        return ()
    return (
        text(say("Of all who are in the next round, you come first: {when}.", when=Time(next_at))),
    )


def circle_smaller(
    program: Program,
    left: Member,
    rest: Sequence[Member],
    does: Sequence[Block] = (),
    *,
    leaves: bool = False,
) -> Message:
    """Tell a circle that a member is out of it, or `leaves` the program, the others go on, and who `does` what now."""
    names: dict[str, Place] = {"member": mention(left), "others": each(rest)}
    told = (
        say(
            "{member} has left {program}. {others}, you go on together.",
            program=program.name,
            **names,
        )
        if leaves
        else say(
            "{member} cannot take part in this round any more. {others}, you go on together.",
            **names,
        )
    )
    return Message(
        say("{member} is out this round", member=left.name),
        (
            text(told) if does else text(sentences(told, say("Nothing else changes."))),
            *does,
            *because(program),
        ),
    )


def circle_larger(program: Program, new: Member, reason: str) -> Message:
    """Tell a circle that someone whose partner is gone joins it."""
    return Message(
        say("{member} joins you", member=new.name),
        (
            text(
                say(
                    "{member}'s partner cannot take part in this round, so {name} joins your circle. Say hello!",
                    member=mention(new),
                    name=Bold(new.name),
                )
            ),
            *((text("{person}: {why}", person=new.name, why=reason),) if reason else ()),
            *because(program),
        ),
    )


def partner_gone(
    program: Program, gone: Member, next_at: datetime | None, why: Why | None
) -> Message:
    """Tell a member whose partner is gone that nobody else could be found."""
    return Message(
        say("{member} cannot take part this round", member=gone.name),
        (
            text(
                say(
                    "{member} is out of {program}, and I found nobody else for you.",
                    member=mention(gone),
                    program=program.name,
                ),
                " ",
                reasons.nobody(why) if why else "",
            ),
            *first_next_time(next_at),
            *because(program),
        ),
    )


def silent(program: Program, rounds: int) -> Message:
    """Tell a member that they are paused after silent rounds, with one tap to come back."""
    return Message(
        say("I have paused {program} for you", program=program.name),
        (
            text(
                say_n(
                    "I have not heard from you for {n} round, so I will not put you together with anyone for now.",
                    "I have not heard from you for {n} rounds, so I will not put you together with anyone for now.",
                    n=rounds,
                ),
                " ",
                say("That way nobody waits in vain. Come back whenever you like:"),
            ),
            buttons(
                Button(say("Count me in again"), f"back #{program.number}", "primary"),
                Button(say("Leave {program}", program=program.name), f"leave #{program.number}"),
            ),
            note(say("Nothing more will come until you do.")),
        ),
    )


def skipped(program: Program, round: Round, next_at: datetime | None, hours_late: int) -> Message:
    """Tell the facilitators that a round was not held because Peerloop was not running in time."""
    coming = (
        say("The next one is on {when}.", when=Time(next_at))
        if next_at
        else say("None is planned.")
    )
    return Message(
        say("A round of {program} was skipped", program=program.name),
        (
            text(
                say(
                    "Round {number}, due on {when}, was {hours} hours late because I was down. "
                    "I skipped it rather than surprise people.",
                    number=round.number,
                    when=Time(round.opens_at),
                    hours=hours_late,
                ),
                " ",
                coming,
            ),
            buttons(Button(say("How late may a round be?"), f"set #{program.number} grace")),
            note(say("You get this as a facilitator.")),
        ),
    )


def fell_out(program: Program, round: Round, next_at: datetime | None) -> Message:
    """Tell a member that the round they were waiting for was not held."""
    coming = (" ", say("The next one is on {when}.", when=Time(next_at))) if next_at else ()
    return Message(
        say("No round of {program} this time", program=program.name),
        (
            text(
                say(
                    "The round of {day} did not happen: I was down when it should have opened. Sorry.",
                    day=Time(round.opens_at, "day"),
                ),
                *coming,
            ),
            *because(program),
        ),
    )


def undelivered(delivery: Delivery, people: Sequence[Member]) -> Message:
    """Return what an admin reads when a message could not be delivered."""
    if people:
        return Message(
            say("Someone cannot be reached"),
            (
                text(
                    say(
                        "I cannot reach {members} any more ({reason}). They are out of the next rounds, and I put "
                        "whoever was waiting for them together with somebody else.",
                        members=each(people),
                        reason=delivery.reason,
                    )
                ),
                note(
                    say(
                        "Nothing to do. If they return and say a word to me, they can come back with one tap."
                    )
                ),
            ),
        )
    return Message(
        say("A message could not be delivered"),
        (
            text(
                say(
                    "“{title}” did not arrive: {reason}.",
                    title=delivery.message.title,
                    reason=delivery.reason,
                )
            ),
            note(say("You get this as an admin, at most once a day for each reason.")),
        ),
    )
