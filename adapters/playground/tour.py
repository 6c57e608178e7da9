"""The guided tour: for each role a few steps, each a sentence and a button that does it or leads to where it waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from adapters.playground.log import ChatLog, short
from facilitation.people.model import Member, Role


@dataclass(frozen=True, slots=True)
class Fill:
    """Put a line into the message box of the chat with Peerloop, ready to be sent."""

    line: str


@dataclass(frozen=True, slots=True)
class Move:
    """Move time to the next step."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Open the newest chat of the persona's circles."""


@dataclass(frozen=True, slots=True)
class Find:
    """Open the conversation with the newest card that has a button of such a line; until there is one, do otherwise."""

    line: str
    otherwise: Fill | Move


Act = Fill | Move | Visit | Find


@dataclass(frozen=True, slots=True)
class Step:
    """One step; it is done when one of the things that happened starts with one of `done`."""

    name: str
    say: str
    act: Act
    done: tuple[str, ...]


_CHANGE = "set coffee cadence every 1w on thu at 9:30"

TOURS: dict[Role, tuple[Step, ...]] = {
    "member": (
        Step(
            "join",
            "You are new here. Tell Peerloop that you would like to meet a colleague every two weeks.",
            Fill("join coffee"),
            ("line join",),
        ),
        Step(
            "profile",
            "Say a little about yourself. Good introductions are made of it.",
            Fill("profile"),
            ("form profile",),
        ),
        Step(
            "introduced",
            "Now let days pass, until Peerloop introduces you to someone.",
            Move(),
            ("met",),
        ),
        Step(
            "hello",
            "A new chat has opened with whom you were introduced to. Go there and say hello.",
            Visit(),
            ("wrote circle",),
        ),
        Step(
            "checkin",
            "Two working days later Peerloop asks in that chat how it went. Let time pass, go there, and answer.",
            Find("not yet ", Move()),
            ("press we met", "line met", "line not yet", "line could not", "answered"),
        ),
        Step(
            "why", "Why these people? Ask. There is always an answer.", Fill("why"), ("line why",)
        ),
    ),
    "facilitator": (
        Step(
            "programs",
            "You look after how people learn here. See which programs are running.",
            Fill("programs"),
            ("line programs",),
        ),
        Step(
            "preview",
            "Coffee is yours to look after. See who would meet whom if its round opened now.",
            Fill("preview coffee"),
            ("line preview",),
        ),
        Step(
            "round",
            "Let time pass until people are introduced. Then see below who meets whom.",
            Move(),
            ("drawn",),
        ),
        Step(
            "skip",
            "Busy next time? Anyone can sit out one round, and change their mind.",
            Fill("skip coffee"),
            ("line skip", "press skip"),
        ),
        Step("status", "See where you stand in every program.", Fill("status"), ("line status",)),
    ),
    "admin": (
        Step(
            "preview",
            "See who would meet whom if the round opened now. Nothing is sent.",
            Fill("preview coffee"),
            ("line preview",),
        ),
        Step(
            "settings",
            "Read every setting of the program, with its value.",
            Fill("set coffee"),
            ("line set coffee",),
        ),
        Step(
            "cadence",
            "Let people meet every week. You see what will happen before it does.",
            Fill(_CHANGE),
            ("line set coffee cadence",),
        ),
        Step(
            "confirm",
            "Read the card, and press its blue button. Nothing has changed until you do.",
            Find("confirm ", Fill(_CHANGE)),
            ("line confirm",),
        ),
        Step(
            "history",
            "Every change is kept, with who made it and when.",
            Fill("history"),
            ("line history",),
        ),
        Step("undo", "And it can be taken back: ask, and agree.", Fill("undo"), ("line undo",)),
        Step(
            "round",
            "Let time pass until people are introduced. Then see below who meets whom.",
            Move(),
            ("drawn",),
        ),
    ),
}

TITLES: dict[Role, str] = {"member": "Employee", "facilitator": "Facilitator", "admin": "Admin"}


def done(log: ChatLog, who: Member) -> set[str]:
    """Return the names of the steps of somebody's tour that have been done."""
    mine = f"{short(who.id)}/"
    return {name.removeprefix(mine) for name in _kept(log, "tour") if name.startswith(mine)}


def happened(log: ChatLog, who: Member, things: Iterable[str]) -> None:
    """Tick off the steps of somebody's tour that these things do."""
    said = [" ".join(thing.casefold().split()) for thing in things]
    kept = _kept(log, "tour")
    now = kept | {
        f"{short(who.id)}/{step.name}"
        for step in TOURS[who.role]
        if any(thing.startswith(start) for thing in said for start in step.done)
    }
    if now != kept:
        log.keep("tour", sorted(now))


def hidden(log: ChatLog, what: str) -> bool:
    """Return whether this panel (`tour` or `hint`) was put away."""
    return what in _kept(log, "hidden")


def hide(log: ChatLog, what: str, away: bool) -> None:
    """Put a panel away, or bring it back."""
    kept = _kept(log, "hidden")
    if (what in kept) != away:
        log.keep("hidden", sorted(kept | {what} if away else kept - {what}))


def current(steps: Sequence[Step], ticked: set[str]) -> Step | None:
    """Return the first step that has not been done, None when all are."""
    return next((s for s in steps if s.name not in ticked), None)


def _kept(log: ChatLog, name: str) -> set[str]:
    kept = log.note(name)
    return {str(word) for word in kept} if isinstance(kept, list) else set()
