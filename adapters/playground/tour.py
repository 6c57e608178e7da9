"""The guided tour: for each role a few steps, each a sentence and a button that does it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from adapters.playground.log import ChatLog
from facilitation.people.model import Role


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
class Step:
    """One step; it is done when one of the things that happened starts with one of `done`."""

    name: str
    say: str
    act: Fill | Move | Visit
    done: tuple[str, ...]


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
            "Now let days pass. Move to the next step until Peerloop introduces you to someone.",
            Move(),
            ("met",),
        ),
        Step(
            "hello",
            "A new chat has opened with the people you were introduced to. Go and say hello.",
            Visit(),
            ("wrote",),
        ),
        Step(
            "checkin",
            "Two working days later Peerloop asks how it went. Move on until it does, then answer.",
            Move(),
            ("press we met", "press not yet", "press it won't work out"),
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
            "Coffee is yours to look after. See who would meet whom if it were drawn now.",
            Fill("preview coffee"),
            ("line preview",),
        ),
        Step(
            "round",
            "Let a round run. Below the clock you see what Peerloop did; when it closes, you hear how it went.",
            Move(),
            ("move",),
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
            "See who would meet whom if the round were drawn now. Nothing is sent.",
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
            "Change when rounds open. You see what will happen before it does.",
            Fill("set coffee cadence every 1w on thu at 9:30"),
            ("line set coffee cadence",),
        ),
        Step(
            "history",
            "Every change is kept, with who made it and when.",
            Fill("history"),
            ("line history",),
        ),
        Step("undo", "And it can be taken back.", Fill("undo"), ("line undo",)),
        Step(
            "round",
            "Let time pass and watch the program run by itself.",
            Move(),
            ("move",),
        ),
    ),
}

TITLES: dict[Role, str] = {"member": "Employee", "facilitator": "Facilitator", "admin": "Admin"}


def done(log: ChatLog, role: Role) -> set[str]:
    """Return the names of the role's steps that have been done."""
    kept = _kept(log, "tour")
    return {name.removeprefix(f"{role}.") for name in kept if name.startswith(f"{role}.")}


def happened(log: ChatLog, role: Role, things: Iterable[str]) -> None:
    """Tick off the role's steps that these things do."""
    said = [" ".join(thing.casefold().split()) for thing in things]
    kept = _kept(log, "tour")
    now = kept | {
        f"{role}.{step.name}"
        for step in TOURS[role]
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
