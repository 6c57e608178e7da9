"""What people ask about programs, as data, in the order help shows it."""

from facilitation.programs import running, taking_part
from facilitation.talk.commands import Command
from facilitation.talk.grammar import Argument

_PROGRAM = Argument("program", "text", optional=True)
_NAMED = Argument("program", "text")
_SETTING = Argument("rest", "text", optional=True, shown="<program> [setting] [value]")

MEMBERS: tuple[Command, ...] = (
    Command(
        words="home",
        summary="See what is next for you",
        run=taking_part.home,
        topic="Taking part",
        also=("",),
    ),
    Command(
        words="status",
        summary="See how you stand in each of your programs",
        run=taking_part.status,
        topic="Taking part",
    ),
    Command(
        words="programs",
        summary="See all programs and join one",
        run=taking_part.programs,
        topic="Taking part",
    ),
    Command(
        words="program",
        summary="See one program: its goal, its times, who looks after it",
        run=taking_part.program,
        topic="Taking part",
        arguments=(_PROGRAM,),
        examples=("program design", "program #2"),
    ),
    Command(
        words="join",
        summary="Take part in a program",
        run=taking_part.join,
        topic="Taking part",
        arguments=(_PROGRAM,),
        examples=("join", "join design", "join #2"),
    ),
    Command(
        words="leave",
        summary="Stop taking part; it is announced to nobody, and one tap brings you back",
        run=taking_part.leave,
        topic="Taking part",
        arguments=(_PROGRAM,),
        examples=("leave", "leave design"),
    ),
    Command(
        words="skip",
        summary="Sit out the next round",
        run=taking_part.skip,
        topic="Taking part",
        arguments=(_PROGRAM,),
        examples=("skip", "skip design"),
    ),
    Command(
        words="unskip",
        summary="Take part in the next round after all",
        run=taking_part.unskip,
        topic="Taking part",
        arguments=(_PROGRAM,),
        examples=("unskip",),
    ),
    Command(
        words="pause",
        summary="Have no rounds for a while, everywhere or in one program",
        run=taking_part.pause,
        topic="Taking part",
        arguments=(
            Argument("when", "text", optional=True, shown="2w | until <date>"),
            Argument("program", "text", optional=True, keywords=("in",)),
        ),
        examples=("pause 2w", "pause until 3 jan", "pause 4w in design"),
    ),
    Command(
        words="back",
        summary="Come back from a pause",
        run=taking_part.back,
        topic="Taking part",
        arguments=(_PROGRAM,),
        examples=("back", "back design"),
        also=("unpause",),
    ),
)

ADMINS: tuple[Command, ...] = (
    Command(
        words="program create",
        summary="Create a program",
        run=running.create,
        topic="Running a program",
        who="admin",
        arguments=(
            Argument("format", "word"),
            Argument("name", "text", shown='"Name"'),
            Argument("channel", optional=True, keywords=("in",), shown="#channel"),
            Argument(
                "cadence",
                "text",
                optional=True,
                keywords=("every", "weekly", "biweekly", "fortnightly", "monthly"),
                keep=True,
                shown="every 2w on tue at 10:00",
            ),
            Argument("size", "text", optional=True, keywords=("size",), shown="5"),
            Argument("goal", "text", optional=True, keywords=("for",), shown='"goal"'),
        ),
        examples=(
            'program create pairs "Design pairs"',
            'program create pairs "Coffee" in #general every 2w on tue at 10:00',
        ),
    ),
    Command(
        words="program pause",
        summary="Stop a program's rounds for a while",
        run=running.pause,
        topic="Running a program",
        arguments=(_NAMED,),
        examples=("program pause design",),
    ),
    Command(
        words="program resume",
        summary="Let a paused or ended program go on",
        run=running.resume,
        topic="Running a program",
        arguments=(_NAMED,),
        examples=("program resume design",),
    ),
    Command(
        words="program end",
        summary="End a program",
        run=running.end,
        topic="Running a program",
        arguments=(_NAMED,),
        examples=("program end design",),
    ),
    Command(
        words="set",
        summary="See a program's settings, or change one",
        run=running.set_one,
        topic="Running a program",
        arguments=(_SETTING,),
        examples=(
            "set design",
            "set design cadence",
            "set design cadence every 2w on tue at 10:00",
            "set #2 size 4-6",
            "set #2 skips 24 dec, 31 dec",
        ),
        also=("settings",),
    ),
    Command(
        words="unset",
        summary="Take a setting back to its default",
        run=running.unset,
        topic="Running a program",
        arguments=(Argument("rest", "text", optional=True, shown="<program> <setting>"),),
        examples=("unset design size",),
    ),
    Command(
        words="history",
        summary="See what was changed, by whom and when",
        run=running.show_history,
        topic="Running a program",
        arguments=(_PROGRAM,),
        examples=("history", "history design"),
    ),
    Command(
        words="undo",
        summary="Take back the newest change",
        run=running.undo,
        topic="Running a program",
        arguments=(Argument("what", "text", optional=True, shown="<program>"),),
        examples=("undo", "undo design"),
    ),
)

COMMANDS: tuple[Command, ...] = (*MEMBERS, *ADMINS)
