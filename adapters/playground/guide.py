"""The tour as one persona sees it: what is done, what is next, and where that waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.playground import html, tour
from adapters.playground.log import Conversation
from adapters.playground.parts import Parts
from adapters.playground.tour import Fill, Find, Move, Step, Visit
from facilitation.people.model import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The persona's tour: its steps, those done, what the button of the current one does, and the other tours."""

    title: str
    steps: Sequence[Step]
    ticked: set[str]
    current: Step | None
    fill: str
    """The line to put into the message box."""
    there: str
    """The conversation to open, empty where the persona is there already."""
    moves: bool
    """Whether the button moves time."""
    others: Sequence[tuple[str, str]]


def guide(
    parts: Parts, persona: Member, places: Sequence[Conversation], here: Conversation
) -> Guide | None:
    """Return the persona's tour, None where it is put away."""
    if tour.hidden(parts.log, "tour"):
        return None
    tour.happened(parts.log, persona, _seen(parts, persona, places))
    steps, ticked = tour.TOURS[persona.role], tour.done(parts.log, persona)
    current = tour.current(steps, ticked)
    found = _found(parts, persona, places, current.act) if current else ""
    act = current.act if current else None
    if isinstance(act, Find) and not found:
        act = act.otherwise
    company = parts.company
    guides = {
        "member": company.employee,
        "facilitator": company.facilitator,
        "admin": company.admin,
    }
    return Guide(
        title=tour.TITLES[persona.role],
        steps=steps,
        ticked=ticked,
        current=current,
        fill=act.line if isinstance(act, Fill) else "",
        there=found if found != here.id else "",
        moves=isinstance(act, Move),
        others=tuple(
            (title, guides[role]) for role, title in tour.TITLES.items() if role != persona.role
        ),
    )


def _seen(parts: Parts, persona: Member, places: Sequence[Conversation]) -> list[str]:
    """Return what has happened to the persona without their doing."""
    found = ["drawn"] if persona.role != "member" and parts.circles() else []
    circles = [place.id for place in places if place.kind == "circle"]
    if not circles:
        return found
    cards = (post.message for post in parts.log.posts(circles, viewer=persona.id) if post.message)
    answered = any(
        line.startswith("how did it go ") for card in cards for line in html.commands(card)
    )
    return [*found, "met", *(["answered"] if answered else [])]


def _found(parts: Parts, persona: Member, places: Sequence[Conversation], act: tour.Act) -> str:
    """Return the conversation that a step leads to, an empty text where there is none yet."""
    match act:
        case Visit():
            circles = [place.id for place in places if place.kind == "circle"]
            newest = parts.log.newest(persona.id)
            return max(circles, key=lambda place: newest.get(place, 0), default="")
        case Find(line, _):
            posts = parts.log.posts([place.id for place in places], viewer=persona.id)
            for post in reversed(posts):
                if post.message and any(
                    one.startswith(line) for one in html.commands(post.message)
                ):
                    return post.conversation
            return ""
        case _:
            return ""
