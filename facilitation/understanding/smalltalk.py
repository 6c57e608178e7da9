"""What people say to a colleague: greetings, thanks, yes and no, enough of it, and that they want a person."""

from collections.abc import Callable, Sequence

from facilitation import courtesies
from facilitation.joining import boards
from facilitation.people import rights
from facilitation.programs import service
from facilitation.programs.model import Program
from facilitation.talk.commands import Call, Command
from facilitation.talk.heard import Heard
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Button, Code, Message, Spans, buttons, text
from facilitation.talk.phrases import say, say_n

THINGS = (
    Button(say("What is next for me?"), "home"),
    Button(say("Find someone who can help"), "find"),
    Button(say("What can you do?"), "help"),
)
"""Three things that anybody may want to do."""
_FEW = 2
"""So many programs have a button each."""


def hello(call: Call) -> Reply:
    """Greet somebody, with three things to do."""
    return Say(greeting(_first_name(call)))


def thanks(call: Call) -> Reply:
    """Take a kind word."""
    return Say(welcome(_first_name(call)))


def stop(call: Call) -> Reply:
    """Offer whoever has had enough to pause or to leave, one tap each; nothing happens before."""
    return Say(enough(mine(call)))


def trouble(call: Call) -> Reply:
    """Answer who is not content: a kind word, who looks after it, and the ways out."""
    return Say(sorry(_whom(call), mine(call)))


def human(call: Call) -> Reply:
    """Say which person looks after this."""
    return Say(somebody(_whom(call), rights.whom_to_ask(call.work, call.workspace.id)))


def yes(call: Call) -> Reply:
    """Ask what a yes or a no is to, since no question is open here."""
    return Say(to_what())


def greeting(name: str) -> Message:
    """Greet somebody, with three things to do."""
    return Message(
        say("Hello, {name}", name=name),
        (
            text(
                say(
                    "I bring colleagues together to learn from each other: over a coffee, on a question, in a "
                    "program. What would you like to do?"
                )
            ),
            buttons(*THINGS),
        ),
    )


def welcome(name: str) -> Message:
    """Take a kind word."""
    return Message(say("You are welcome, {name}", name=name))


def enough(programs: Sequence[Program]) -> Message:
    """Offer to pause or to leave."""
    if not programs:
        return boards.in_none()
    return Message(
        say("Shall I be quiet for a while, or leave you out?"),
        (
            text(
                say(
                    "A pause ends when you say so, and nobody is told. Only a circle that you leave is told that "
                    "you are out."
                )
            ),
            buttons(*ways_out(programs)),
        ),
    )


def sorry(whom: Spans, programs: Sequence[Program]) -> Message:
    """Be sorry, with who looks after it and the ways out."""
    home = Button(say("What is next for me?"), "home")
    return Message(say("I am sorry about that"), (text(*whom), buttons(home, *ways_out(programs))))


def somebody(whom: Spans, admins: str) -> Message:
    """Say who looks after programs, and whom somebody can turn to who is treated badly: that is no facilitator's."""
    return Message(
        say("Somebody to talk to"),
        (
            *([text(*whom)] if whom != (admins,) else []),
            text(
                say(
                    "If somebody treats you badly, I am sorry. You need not bear that alone: turn to your manager, to "
                    "whoever your company has named for it, or to an admin here. {admins} I tell nobody of it.",
                    admins=admins,
                )
            ),
            text(
                say(
                    "I can also make sure that you are never put together with somebody, and they do not hear of it: "
                    "{command}",
                    command=Code("avoid @name"),
                )
            ),
            buttons(Button(say("Whom do I avoid?"), "avoid")),
        ),
    )


def to_what() -> Message:
    """Ask what a yes or a no is to."""
    return Message(
        say("I am not sure what that is an answer to"),
        (
            text(
                say(
                    "Please press the button under the question, or tell me in a few words what you would like."
                )
            ),
            buttons(*THINGS),
        ),
    )


def ways_out(programs: Sequence[Program]) -> list[Button]:
    """Return the buttons that pause or leave; none for who is in no program."""
    if not programs:
        return []
    return [
        Button(say("Pause for 2 weeks"), "pause 2w"),
        Button(say("Pause until I come back"), "pause"),
        *_leaving(programs),
    ]


def _leaving(programs: Sequence[Program]) -> list[Button]:
    """Return a button for each program that can be left, or for one of them and for all where they are many."""
    if len(programs) > _FEW:
        return [
            Button(say("Leave one of them"), "leave"),
            Button(say("Leave all {n} programs", n=len(programs)), "leave all programs"),
        ]
    return [
        Button(say("Leave {program}", program=one.name), f"leave #{one.number}") for one in programs
    ]


def mine(call: Call) -> list[Program]:
    """Return the programs that the caller is in."""
    return [one.program for one in service.standings(call.work, call.member)]


def _first_name(call: Call) -> str:
    return call.member.name.split(" ")[0] or call.member.name


def _whom(call: Call) -> Spans:
    """Return the sentence that names who looks after what somebody is in."""
    lead = {m.id: m.name for one in mine(call) for m in service.facilitators(call.work, one)}
    names = list(lead.values())[:3]
    if not names:
        return (rights.whom_to_ask(call.work, call.workspace.id),)
    return (
        say_n(
            "{people} looks after your programs, and likes to hear from you.",
            "{people} look after your programs, and like to hear from you.",
            n=len(names),
            people=names,
        ),
    )


def _unlisted(words: str, run: Callable[[Call], Reply], heard: tuple[Heard, ...]) -> Command:
    return Command(words=words, summary="", run=run, topic="About me", listed=False, heard=heard)


COMMANDS: tuple[Command, ...] = (
    _unlisted("hello", hello, courtesies.HELLO),
    _unlisted("thanks", thanks, courtesies.THANKS),
    _unlisted("stop", stop, courtesies.STOP),
    _unlisted("something is wrong", trouble, courtesies.TROUBLE),
    _unlisted("a person", human, courtesies.HUMAN),
    _unlisted("yes", yes, courtesies.AGREE + courtesies.REFUSE + courtesies.UNSURE),
)
