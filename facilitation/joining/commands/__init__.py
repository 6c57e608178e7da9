"""What members ask about programs, as data, in the order help shows it."""

from facilitation.joining import heard, heard_away
from facilitation.joining.commands import leaving, pausing, taking_part
from facilitation.talk.commands import Command
from facilitation.talk.grammar import Argument
from facilitation.talk.messages import Button
from facilitation.talk.phrases import say

_PROGRAM = Argument("program", "text", optional=True)

COMMANDS: tuple[Command, ...] = (
    Command(
        words="home",
        heard=heard.HOME,
        summary=say("See what is next for you"),
        run=taking_part.home,
        topic="Meet people",
        button=Button(say("What is next for me?"), "home", "primary"),
        also=("",),
    ),
    Command(
        words="status",
        heard=heard.STATUS,
        summary=say("See your programs and what comes next in each"),
        run=taking_part.status,
        topic="Meet people",
    ),
    Command(
        words="programs",
        heard=heard.PROGRAMS,
        summary=say("See all programs and join one"),
        run=taking_part.programs,
        topic="Meet people",
        button=Button(say("See the programs"), "programs"),
    ),
    Command(
        words="program",
        summary=say("See one program: its goal, its times, who looks after it"),
        run=taking_part.program,
        topic="Meet people",
        arguments=(_PROGRAM,),
        examples=("program design", "program #2"),
    ),
    Command(
        words="join",
        heard=heard.JOIN,
        summary=say("Take part in a program"),
        run=taking_part.join,
        topic="Meet people",
        arguments=(_PROGRAM,),
        examples=("join", "join design", "join #2", "join design once"),
    ),
    Command(
        words="leave",
        heard=heard.LEAVE,
        summary=say("Leave a program; only a circle of yours is told, and one tap brings you back"),
        run=taking_part.leave,
        topic="Meet people",
        arguments=(_PROGRAM,),
        examples=("leave", "leave design"),
    ),
    Command(
        words="leave all programs",
        summary=say("Leave every program you are in; only a circle of yours is told"),
        run=leaving.leave_all,
        topic="Meet people",
        listed=False,
    ),
    Command(
        words="skip",
        heard=heard_away.SKIP,
        summary=say("Skip the next round"),
        run=taking_part.skip,
        topic="My times",
        arguments=(_PROGRAM,),
        examples=("skip", "skip design"),
    ),
    Command(
        words="unskip",
        heard=heard_away.UNSKIP,
        summary=say("Take part in the next round after all"),
        run=taking_part.unskip,
        topic="My times",
        arguments=(_PROGRAM,),
        examples=("unskip",),
    ),
    Command(
        words="pause",
        heard=heard_away.PAUSE,
        summary=say("Take a break, from everything or from one program"),
        run=pausing.pause,
        topic="My times",
        button=Button(say("Take a break, or leave"), "stop"),
        arguments=(
            Argument(
                "when", "text", optional=True, shown="2w | until <date> | from <date> until <date>"
            ),
            Argument("program", "text", optional=True, keywords=("in",)),
        ),
        examples=(
            "pause 2w",
            "pause until 3 jan",
            "pause from 20 dec until 3 jan",
            "pause 4w in design",
        ),
    ),
    Command(
        words="back",
        heard=heard_away.BACK,
        summary=say("Come back from a pause"),
        run=taking_part.back,
        topic="My times",
        arguments=(_PROGRAM,),
        examples=("back", "back design", "back once"),
        also=("unpause",),
    ),
)
