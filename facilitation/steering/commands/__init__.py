"""What admins and facilitators ask of programs, as data, in the order help shows it."""

from facilitation.steering import heard, heard_settings, inviting, members, removing
from facilitation.steering.commands import creating, previewing, running
from facilitation.talk.commands import Command
from facilitation.talk.grammar import Argument
from facilitation.talk.messages import Button
from facilitation.talk.phrases import say

_PROGRAM = Argument("program", "text", optional=True)
_NAMED = Argument("program", "text")
_SETTING = Argument("rest", "text", optional=True, shown="<program> [setting] [value]")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="program create",
        freely=True,
        heard=heard.CREATE,
        summary=say("Create a program"),
        run=creating.create,
        done=creating.there,
        topic="For admins",
        button=Button(say("Create a program"), "program create"),
        form="alone",
        who="admin",
        arguments=(
            Argument("format", "word", optional=True),
            Argument("name", "text", optional=True, shown='"Name"'),
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
            "program create",
            'program create pairs "Design pairs"',
            'program create pairs "Coffee" in #general every 2w on tue at 10:00',
        ),
    ),
    Command(
        words="program template",
        summary=say("Begin with one of six usual occasions"),
        run=creating.template,
        topic="For admins",
        who="admin",
        button=Button(say("Six usual occasions"), "program template"),
        arguments=(Argument("occasion", "word", optional=True),),
        examples=("program template", "program template onboarding"),
        form=True,
    ),
    Command(
        words="program pause",
        heard=heard.PAUSE,
        summary=say("Stop a program's rounds for a while"),
        run=running.pause,
        topic="For facilitators",
        arguments=(_NAMED,),
        examples=("program pause design",),
    ),
    Command(
        words="program resume",
        heard=heard.RESUME,
        summary=say("Let a paused or ended program go on"),
        run=running.resume,
        topic="For facilitators",
        arguments=(_NAMED,),
        examples=("program resume design",),
    ),
    Command(
        words="program end",
        heard=heard.END,
        summary=say("End a program"),
        run=running.end,
        topic="For facilitators",
        arguments=(_NAMED,),
        examples=("program end design",),
    ),
    Command(
        words="set",
        heard=heard_settings.SET,
        summary=say("See a program's settings, or change one"),
        run=running.set_one,
        topic="For facilitators",
        button=Button(say("Settings of a program"), "set"),
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
        words="change settings",
        summary=say("Change several settings of a program at once"),
        run=running.change,
        topic="For facilitators",
        arguments=(Argument("which part", "text", shown="<program> <part>"),),
        listed=False,
        form=True,
    ),
    Command(
        words="unset",
        summary=say("Take a setting back to its default"),
        run=running.unset,
        topic="For facilitators",
        arguments=(Argument("rest", "text", optional=True, shown="<program> <setting>"),),
        examples=("unset design size",),
    ),
    Command(
        words="invite",
        freely=True,
        exactly=True,
        heard=heard.INVITE,
        summary=say("Invite somebody to a program; they are in it when they say so"),
        run=inviting.invite,
        topic="For facilitators",
        arguments=(
            Argument("who", "text", optional=True, shown="@name"),
            Argument("program", "text", True, keywords=("to", "into"), shown="<program>"),
        ),
        examples=("invite @ana to design", "invite @ana, @ben to design"),
        form="alone",
    ),
    Command(
        words="invite people",
        summary=say("Pick whom to invite to a program"),
        run=inviting.invite_people,
        topic="For facilitators",
        arguments=(_PROGRAM,),
        listed=False,
        form=True,
    ),
    Command(
        words="members",
        heard=heard.MEMBERS,
        summary=say(
            "See who is in a program you look after, who is on a break, and what comes next"
        ),
        run=members.show,
        topic="For facilitators",
        button=Button(say("Who is in, and what comes next?"), "members"),
        arguments=(_PROGRAM,),
        examples=("members design",),
    ),
    Command(
        words="remove",
        heard=heard.REMOVE,
        summary=say("Take somebody out of a program; they are told, and can join again"),
        run=removing.remove,
        topic="For facilitators",
        arguments=(
            Argument("who", "text", shown="@name"),
            Argument("program", "text", keywords=("from",), shown="<program>"),
        ),
        examples=("remove @ana from design",),
    ),
    previewing.PREVIEW,
    Command(
        words="history",
        heard=heard.HISTORY,
        summary=say("See what was changed, by whom and when"),
        run=running.show_history,
        topic="For facilitators",
        button=Button(say("What was changed?"), "history"),
        arguments=(_PROGRAM,),
        examples=("history", "history design"),
    ),
    Command(
        words="undo",
        heard=heard.UNDO,
        summary=say("Take back the newest change"),
        run=running.undo,
        topic="For facilitators",
        arguments=(Argument("what", "text", optional=True, shown="<program>"),),
        examples=("undo", "undo design"),
    ),
)
