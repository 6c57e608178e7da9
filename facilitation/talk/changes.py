"""Changes that are shown before they happen: a preview with a button that says yes to exactly what was shown."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from facilitation.talk.commands import Call, Command
from facilitation.talk.forms import Answers
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Block, Button, Code, Message, buttons, note, text, to_json
from facilitation.talk.phrases import say

YES, FILLED, IN_FULL = "confirm", "filled", "say in full"
"""How a line begins that says yes to a preview, one with a form's answers, and one whose yes was too short."""
_ANSWERS = "\n{"
_MARK, _LONG = "-", 8


@dataclass(frozen=True, slots=True)
class Change:
    """What would happen, in blocks a person reads, and the function that makes it happen and says so."""

    title: str
    shown: tuple[Block, ...]
    apply: Callable[[], Message]
    yes: str = say("Do it")
    danger: bool = False
    for_good: bool = False
    """Whether nothing brings back what goes: then a yes is not enough, and the button or the same words are needed."""
    instead: tuple[Button, ...] = ()
    """What could be done instead, to be tapped too."""


def propose(call: Call, change: Change) -> Reply:
    """Show the change, or make it when what was agreed to is still exactly what would happen.

    The yes button carries a digest of what was shown; when the world has moved on since, the digest differs and the
    person is shown the change anew instead of getting one they have not seen. A form's answers ride on the button, and
    a mark of its own, by which a second press of it is known.
    """
    token = hashlib.sha256(to_json(Message(change.title, change.shown)).encode()).hexdigest()[:10]
    if call.agreed.partition(_MARK)[0] == token:
        return Replace(change.apply())
    moved = (text(say("Things have changed since you looked. This is what would happen now:")),)
    preview = Message(
        change.title,
        (
            *(moved if call.agreed else ()),
            *change.shown,
            buttons(
                Button(
                    change.yes,
                    f"{YES} {token}{_mark(call)} {carrying(call.line, call.answers)}",
                    "danger" if change.danger else "primary",
                    "for good" if change.for_good else "yes",
                ),
                *change.instead,
                Button(say("Leave it as it is"), "leave as it is", means="no"),
            ),
            note(say("Nothing has changed yet.")),
        ),
    )
    return Replace(preview) if call.agreed else Say(preview)


def _mark(call: Call) -> str:
    """Return what tells the button of one preview from that of another that shows the same."""
    return _MARK + call.work.new_id("yes").partition("_")[2][:_LONG]


def pressed(call: Call, command: Command) -> Message | None:
    """Return what whoever presses the yes of a preview once more reads, None for a first press."""
    if _MARK not in call.agreed:
        return None
    if call.work.inbox.first(call.workspace.id, f"{YES} {call.agreed}", call.now):
        return None
    there = command.done(call) if command.done else None
    return there or already()


def already() -> Message:
    """Say that a press was had before."""
    return Message(
        say("Pressed already"),
        (
            text(
                say(
                    "I have had this press, so nothing happens twice. What came of it stands where you "
                    "pressed."
                )
            ),
        ),
    )


def carrying(line: str, answers: Answers | None) -> str:
    """Return a line for a button, with the answers of the form that it comes from where it comes from one."""
    if answers is None:
        return line
    return f"{line}\n{json.dumps(dict(answers), ensure_ascii=False)}"


def filled(line: str, answers: Answers) -> str:
    """Return a line for a button that does what a form would with these answers."""
    return f"{FILLED} {carrying(line, answers)}"


def opened(call: Call) -> Call:
    """Return a call with what its line carries: the preview that it says yes to, and a form's answers."""
    begins, _, rest = call.line.partition(" ")
    token = ""
    if begins.casefold() == YES:
        token, _, rest = rest.partition(" ")
    elif begins != FILLED or _ANSWERS not in rest:
        return call
    line, _, kept = rest.partition(_ANSWERS)
    answers = _read(f"{{{kept}") if kept else None
    if answers is None:
        return replace(call, agreed=token, line=rest)
    return replace(call, agreed=token, line=line, answers=answers)


def _read(kept: str) -> Answers | None:
    """Return a form's answers as they were written into a line; None for anything else."""
    try:
        found = json.loads(kept)
        return {
            str(name): said if isinstance(said, str) else tuple(map(str, said))
            for name, said in found.items()
        }
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def own_words(line: str) -> str:
    """Return what was proposed, as it was written, from the line of the button that says yes to it."""
    return line.split(" ", 2)[-1]


def in_full(call: Call) -> Reply:
    """Ask whoever said a bare yes to what goes for good for the button, or for its own words."""
    line = call.rest(IN_FULL)
    return Say(
        Message(
            say("Please say it in full"),
            (
                text(
                    say(
                        "This cannot be undone, so a yes alone is not enough. Press the button, or write {words} "
                        "once more.",
                        words=Code(own_words(line)),
                    )
                ),
                buttons(
                    Button(say("Yes, for good"), line, "danger", "for good"),
                    Button(say("Leave it as it is"), "leave as it is", means="no"),
                ),
                note(say("Nothing has changed yet.")),
            ),
        )
    )


def leave(call: Call) -> Reply:
    """Put away a preview that was not agreed to."""
    return Replace(Message(say("Left as it was"), (text(say("Nothing has changed.")),)))


COMMANDS: tuple[Command, ...] = (
    Command(
        words="leave as it is",
        summary=say("Leave things as they are after a preview"),
        run=leave,
        topic="For facilitators",
        listed=False,
    ),
    Command(
        words=IN_FULL,
        summary=say("Ask for more than a yes before something goes for good"),
        run=in_full,
        topic="About me",
        arguments=(Argument("line", "text"),),
        listed=False,
    ),
)
