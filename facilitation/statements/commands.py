"""What people ask of what is told about them: what it is, no, and yes again."""

from facilitation.statements import service, views
from facilitation.talk.commands import Call, Command
from facilitation.talk.heard import Heard
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.phrases import later, say

STANDING = (
    Heard(
        says=(
            "what do you (tell|send|report) [to] the (record store|learning record|lms|lrs) [about me]",
            "(xapi|lrs) statements",
        ),
        line="statements",
        does=later("What does the learning record hear of me?"),
        harmless=True,
    ),
)

OFF = (
    Heard(
        says=(
            "(do not|stop) (tell|telling|send|sending|report|reporting) [anything|things|statements] about me "
            "[to] [the] (record store|learning record|lms|lrs)",
            "no statements about me",
        ),
        line="statements off",
        does=later("Tell that record nothing"),
    ),
)


def standing(call: Call) -> Reply:
    """Show what the record store hears of the caller."""
    silent = service.says_no(call.work, call.member.id)
    if not call.work.record_home and not silent:
        return Say(views.none())
    return Say(views.told(silent=silent))


def off(call: Call) -> Reply:
    """Let nothing be told of the caller."""
    service.say_no(call.work, call.workspace.id, call.member.id)
    return Replace(views.off())


def on(call: Call) -> Reply:
    """Let it be told again."""
    service.say_yes(call.work, call.workspace.id, call.member.id)
    return Replace(views.on())


COMMANDS: tuple[Command, ...] = (
    Command(
        words="statements",
        heard=STANDING,
        summary=say("See what your company's learning record hears of you"),
        run=standing,
        topic="About me",
    ),
    Command(
        words="statements off",
        heard=OFF,
        summary=say("Let your company's learning record hear nothing of you"),
        run=off,
        topic="About me",
    ),
    Command(
        words="statements on",
        summary=say("Let your company's learning record hear of you again"),
        run=on,
        topic="About me",
    ),
)
