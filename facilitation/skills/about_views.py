"""Who somebody is to a colleague: where they work, what they look after, and what they can help with."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.people.model import Member
from facilitation.skills import naming, views
from facilitation.skills.levels import Level
from facilitation.talk.messages import Button, Code, Message, Text, buttons, note, text
from facilitation.talk.phrases import say, sentences


def theirs(
    member: Member, known: Mapping[str, Level], looks_after: Sequence[str], now: datetime
) -> Message:
    """Show who another member is, what they offer and want, with a way to ask them for time."""
    about = _about(member, looks_after)
    if not member.offers and not member.wants:
        return Message(
            say("{member} has said no skills yet", member=member.name),
            (
                *about,
                text(
                    "Looking for somebody who can help? Say {command}.", command=Code("find python")
                ),
                buttons(Button(say("My own skills"), "skills")),
            ),
        )
    ask = (buttons(Button(say("Ask for time"), f"book @{member.id}", "primary")),)
    graded = any(naming.fold(name) in known for name in member.offers)
    said = note(say("The levels are what people have said, not what I have tested."))
    return Message(
        say("Skills of {member}", member=member.name),
        (
            *about,
            *views.lists(member, known, now, member.name),
            *(ask if member.offers else ()),
            *((said,) if graded else ()),
        ),
    )


def _about(member: Member, looks_after: Sequence[str]) -> tuple[Text, ...]:
    """Say where somebody works and which programs they look after, as far as that is known."""
    team, place = member.team, member.location
    where = say("{team}, in {place}.", team=team, place=place) if team and place else None
    if where is None and team:
        where = say("{team}.", team=team)
    elif where is None and place:
        where = say("In {place}.", place=place)
    cares = say("Looks after {programs}.", programs=list(looks_after)) if looks_after else None
    return (text(sentences(where, cares)),) if where or cares else ()
