"""Conversation starters: short questions that two people who have never met can enjoy."""

from facilitation.programs.decks import library


def starter(seed: int, place: int) -> str:
    """Return the starter for the circle at `place` in a round drawn with `seed`; neighbors get different ones."""
    cards = library.first().prompts
    return cards[(seed + place) % len(cards)].asks
