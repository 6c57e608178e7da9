"""Whose turn it is to lead a program's discussion, and which question comes next."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from facilitation.discussions.model import Prompt
from facilitation.people.model import Member
from facilitation.programs.decks import library
from facilitation.programs.decks.library import Deck
from facilitation.programs.model import Program
from facilitation.work import Work

_LATER = 1e12
"""What comes after every instant that there was."""
LATELY = timedelta(weeks=4)
"""So long nobody is asked by one program what they were asked by another."""
USUAL = "each other's work"
"""The deck of a program that has chosen none."""


def leader(work: Work, program: Program, not_these: frozenset[str] = frozenset()) -> Member | None:
    """Return who leads next; None where nobody is left but those who are `not_these`."""
    return next(iter(leaders(work, program, 1, not_these)), None)


def leaders(
    work: Work,
    program: Program,
    rounds: int,
    not_these: frozenset[str] = frozenset(),
    first: Member | None = None,
) -> list[Member]:
    """Return who leads the next rounds: of those who can, who did it longest ago, and who never did first.

    These are its facilitators; where nobody was named beside who made the program, all who take part. Nobody is asked
    twice before everybody was once, who declined included, and who is new or was away has nothing to catch up on.
    Members who are away from the program are passed over. `first` is who leads the round to come already, if it is
    settled.
    """
    enrolled = {e.member: e for e in work.enrollments.of_program(program.id)}
    away = {m for m, e in enrolled.items() if e.state == "paused"}
    joined = tuple(m for m, e in enrolled.items() if e.state == "active")
    pool = program.facilitators if program.names_leaders else joined or program.facilitators
    people = work.members.some(sorted(set(pool) - away - not_these))
    here = [m for m in people.values() if m.state == "active"]
    asked = work.duties.asked(program.id, "facilitator", sorted(people))
    since: dict[str, float] = {}
    for member, at in (*work.discussions.led(program.id), *asked.items()):
        since[member] = max(since.get(member, 0.0), at.timestamp())
    found: list[Member] = []
    while len(found) < rounds and (first or here):
        following = first or min(here, key=lambda m: (since.get(m.id, 0.0), m.id))
        since[following.id] = _LATER + len(found)
        found.append(following)
        first = None
    return found


def deck(work: Work, program: Program) -> Deck:
    """Return the deck that a program's questions come from when none is waiting."""
    named = str(program.settings.own.get("deck", ""))
    every = library.every(work, program.workspace) if named else library.ours()
    return library.nearest(named, every) or library.ours()[USUAL]


def upcoming(work: Work, program: Program, now: datetime) -> Prompt:
    """Return the question that comes next: the first that is queued, else the deck's first that was not had.

    Of those as rarely had, one that another program has had lately comes last: who is in both is not asked twice.
    Once a deck was gone through it begins anew, with the card that was had longest ago. What comes from a deck has no
    id: it is not written down before it is used or skipped.
    """
    queued = [p for p in work.prompts.waiting(program.id) if p.state == "queued"]
    if queued:
        return queued[0]
    chosen, past = deck(work, program), work.prompts.had(program.id)
    cards = {f"{chosen.name}/{card.id}": card for card in chosen.prompts}
    had, last = Counter(card for card, _ in past), dict(past)
    order = list(cards)
    lately = work.prompts.elsewhere(program.workspace, program.id, now - LATELY)
    card = min(
        cards,
        key=lambda c: (
            had[c],
            c in lately,
            last[c].timestamp() if c in last else 0.0,
            order.index(c),
        ),
    )
    return Prompt(
        id="",
        workspace=program.workspace,
        program=program.id,
        asks=cards[card].asks,
        card=card,
        state="queued",
        at=now,
    )


def done(work: Work, coming: Prompt, state: Literal["used", "skipped"], now: datetime) -> None:
    """Write down that a question has had its turn, or was passed over; it does not come next any more."""
    minted = coming.id or work.new_id("pmt")
    work.prompts.save(replace(coming, id=minted, state=state, at=now))
