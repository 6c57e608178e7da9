"""How a reflection and its commitment are said: to whoever made it, and to those they show it to."""

from facilitation.people.model import Member
from facilitation.reflections.model import Reflection
from facilitation.talk.messages import Message, Quote, note
from facilitation.talk.phrases import say
from facilitation.talk.when import dates

_OURS = ("when ", "i will ", "i'll ")
"""What stands before somebody's words already."""


def promised(known: Reflection) -> str:
    """Return the plan as a sentence, with as much of it as there is; empty without one."""
    cue, does = _clause(known.cue), _clause(known.does)
    day = dates.say_day(known.until) if known.until else ""
    match bool(does), bool(cue), bool(day):
        case False, _, _:
            return ""
        case _, True, True:
            return say("When {cue}, I will {does}, by {day}.", cue=cue, does=does, day=day)
        case _, True, False:
            return say("When {cue}, I will {does}.", cue=cue, does=does)
        case _, False, True:
            return say("I will {does}, by {day}.", does=does, day=day)
        case _:
            return say("I will {does}.", does=does)


def when(known: Reflection) -> str:
    """Return the first half of a plan, for whoever is to say the second."""
    return say("When {cue} …", cue=_clause(known.cue))


def _clause(text: str) -> str:
    """Return words as they go on in a sentence: without the mark at their end, and without what we say before them."""
    bare = text.strip().rstrip(".,;! ")
    ours = next((one for one in _OURS if bare.casefold().startswith(one)), "")
    return bare[len(ours) :]


def quoted(known: Reflection) -> tuple[Quote, ...]:
    """Return what somebody said, set apart: what they will use, and the plan."""
    return tuple(Quote((line,)) for line in (known.uses, promised(known)) if line)


def shared(known: Reflection, by: Member) -> Message:
    """Show to a session's people what one of them takes from it."""
    return Message(
        say("{name} shares what came of it", name=by.name),
        (
            *quoted(known),
            note("{name} chose to show you this. Nobody else sees it.", name=by.name),
        ),
    )
