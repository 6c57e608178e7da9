"""What admins see of a program that is to be created, and of one that was."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.people.model import Names
from facilitation.programs import saying
from facilitation.programs.formats import preview
from facilitation.programs.formats.model import Format
from facilitation.programs.formats.preview import picture
from facilitation.programs.model import Program
from facilitation.steering.views import lost_channel, opens
from facilitation.talk.messages import (
    Block,
    Button,
    Code,
    Message,
    Span,
    Spans,
    Time,
    buttons,
    dotted,
    facts,
    text,
)
from facilitation.talk.phrases import Phrase, say, sentences

FEW = 8
"""So many dates are shown of a program that is to be created."""


def creation(
    program: Program, format: Format, turns: Sequence[datetime], soon: bool, names: Names
) -> tuple[Block, ...]:
    """Show what creating a program would do, with the `turns` that its rounds open at in the first twelve weeks."""
    settings = program.settings
    rows: dict[str, Span | Spans] = {
        say("Name"): program.name,
        say("Kind"): say("{name}: {summary}", name=format.name, summary=say(format.summary)),
        say("A round"): picture(format),
        say("Goal"): program.goal or say("none"),
        **saying.served(program),
        say("Channel"): saying.channel(program),
        say("Rounds"): saying.rhythm(program),
        say("First round"): opens(turns[0] if turns else None),
        **_first_weeks(turns),
        say("Time it asks"): preview.a_week(format, settings),
        **(
            {say("People in a circle"): saying.sizes(settings)} if "size" in format.settings else {}
        ),
        say("Facilitators"): saying.people(program.facilitators, names),
    }
    blocks: list[Block] = [facts(rows), *_who_joins(program), *_who_leads(program, format, names)]
    if needs := _without_channel(program, format):
        blocks.append(text(needs))
    if soon:
        blocks.append(
            text(say("The first round is soon, which leaves people little time to join."))
        )
    return tuple(blocks)


def _first_weeks(turns: Sequence[datetime]) -> dict[str, Span | Spans]:
    """Return when rounds open in the first twelve weeks, where that is more than one."""
    if len(turns) < 2:
        return {}
    days: list[Span] = [Time(at, "day") for at in turns[:FEW]]
    more = (say("and more"),) if len(turns) > FEW else ()
    return {say("In twelve weeks"): dotted(*days, *more)}


def _without_channel(program: Program, format: Format) -> Phrase | None:
    """Return what does not take place in a program without a channel, where its format needs one."""
    if program.channel or not (format.has("consult") or format.has("discuss")):
        return None
    if format.has("consult"):
        return say("Clinics are held in a channel. Until it has one, none can take place.")
    return say("Its questions go to a channel. Until it has one, none can be asked.")


def there(program: Program) -> Message:
    """Say that a program is there already, to who pressed the button that creates it once more."""
    return Message(
        say("{program} is there already", program=program.name),
        (
            text(say("Your first press created it, and the others changed nothing.")),
            buttons(Button(say("Look at it"), f"program #{program.number}", "primary")),
        ),
    )


def created(program: Program, format: Format, opens_at: datetime | None, fact: str) -> Message:
    """Confirm a new program."""
    when = say("The first round opens on {when}.", when=Time(opens_at)) if opens_at else ""
    join = Code(f"join #{program.number}")
    spread = (
        say("The invitation is on its way.")
        if program.channel
        else say("Let people know about it: they join with {command}.", command=join)
    )
    needs = _without_channel(program, format)
    give = Button(say("Give it a channel"), f"set #{program.number} channel")
    return Message(
        say("{program} is ready", program=program.name),
        (
            text(sentences(spread, when)),
            *((text(needs),) if needs else ()),
            buttons(
                *((give,) if needs else ()),
                Button(say("Join it myself"), f"join #{program.number}", "primary"),
                Button(say("Invite people"), f"invite people #{program.number}"),
                Button(say("Settings"), f"set #{program.number}"),
                Button(say("Undo"), f"undo {fact}"),
            ),
        ),
    )


def _who_leads(program: Program, format: Format, names: Names) -> list[Block]:
    """Say who leads the discussions of a program that is to be created, where it has any."""
    if not format.has("discuss"):
        return []
    if program.names_leaders:
        who = saying.people(program.facilitators, names)
        return [text(say("It is led by its facilitators, by turns: {people}.", people=who))]
    named = Code(f"set #{program.number} facilitators @ana, @ben")
    members = say(
        "Whoever takes part leads by turns, and can pass it on. To let only some lead, name them: {command}",
        command=named,
    )
    return [text(members)]


def _who_joins(program: Program) -> list[Block]:
    """Say how people come into a program that is to be created."""
    if program.channel:
        invited = say(
            "I post an invitation with a Join button in the channel. Only people who join take part."
        )
        return [text(invited)]
    found = text(
        "Only people who join take part. Colleagues find it with {command}.",
        command=Code("programs"),
    )
    if not program.channel_name:
        return [found]
    return [found, lost_channel(program)]
