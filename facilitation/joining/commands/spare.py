"""What people ask about the time that their programs take, and what admins say it is to be at the most."""

from dataclasses import replace

from facilitation.errors import UserError
from facilitation.joining import weekly
from facilitation.people import rights
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.heard import Heard
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Button, Items, Message, buttons, note, text
from facilitation.talk.phrases import say
from facilitation.talk.when import spans

LEAST, MOST = 15, 40 * 60
"""Minutes a week."""


def load(call: Call) -> Reply:
    """Show how much of a week one's programs ask for; or set, as an admin, how much it is to be at the most."""
    wish = call.given.get("hours", "")
    if wish:
        return Say(_set(call, wish))
    found = weekly.asked(call.work, call.member)
    return Say(shown([(p.name, hours) for p, hours in found], call.workspace.spare))


def _set(call: Call, wish: str) -> Message:
    if not rights.may(call.member, "admin"):
        raise rights.refused(call.work, call.workspace.id, say("Only admins can set that."))
    minutes = int(spans.duration(wish).total_seconds() // 60)
    if not LEAST <= minutes <= MOST:
        raise UserError(say("It can be 15 minutes to 40 hours a week, such as 2h."))
    before = call.workspace.spare
    call.work.workspaces.save(replace(call.workspace, spare=minutes))
    return changed(minutes, before)


def shown(programs: list[tuple[str, float]], spare: int) -> Message:
    """Show how much each program asks for, and how much is to be asked at the most."""
    lines = tuple(
        (say("{program}: about {hours} hours a week", program=name, hours=f"{hours:g}"),)
        for name, hours in programs
    )
    total = sum(hours for _, hours in programs)
    most = say(
        "At the most {hours} hours a week are to be asked of anybody here.", hours=f"{spare / 60:g}"
    )
    return Message(
        say("Your programs ask about {hours} hours a week of you", hours=f"{total:g}"),
        (
            *((Items(lines),) if lines else (text(say("You take part in none just now.")),)),
            note(most),
            buttons(Button(say("How do I stand?"), "status")),
        ),
    )


def changed(minutes: int, before: int) -> Message:
    """Confirm how much is to be asked at the most, with the way back."""
    said = say(
        "Whoever joins more than {hours} hours a week is told so.", hours=f"{minutes / 60:g}"
    )
    back = Button(say("Set it back"), f"load {before}m")
    return Message(say("That is set"), (text(said), buttons(back)))


COMMANDS: tuple[Command, ...] = (
    Command(
        words="load",
        heard=(
            Heard(
                says=(
                    "how much time do my programs (take|ask for|need|cost)",
                    "how many hours a week (is that|are that|do my programs take)",
                ),
                line="load",
                harmless=True,
            ),
        ),
        summary=say("See how much of your week your programs ask for"),
        run=load,
        topic="My times",
        arguments=(Argument("hours", "text", optional=True, shown="2h"),),
        examples=("load", "load 2h"),
    ),
)
