"""One's own questions as an Anki package."""

import tempfile
from html import escape
from pathlib import Path

from facilitation.knowledge.recalling import Card

_MODEL, _DECK = 1_607_392_319, 2_059_400_110
"""Numbers by which Anki knows our kind of card and our deck again."""


def package(cards: list[Card]) -> bytes:
    """Return cards as an Anki package; when they come is left to Anki, and the same card is the same next time."""
    import genanki  # few are ever asked

    model = genanki.Model(
        _MODEL,
        "Peerloop",
        fields=[{"name": "Question"}, {"name": "Takeaway"}],
        templates=[
            {
                "name": "Recall",
                "qfmt": "{{Question}}",
                "afmt": "{{FrontSide}}<hr id=answer>{{Takeaway}}",
            }
        ],
    )
    deck = genanki.Deck(_DECK, "Peerloop")
    for card in cards:
        fields = [_html(card.question), f"<b>{_html(card.title)}</b><br>{_html(card.text)}"]
        deck.add_note(genanki.Note(model=model, fields=fields, guid=genanki.guid_for(card.id)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "peerloop.apkg")
        genanki.Package(deck).write_to_file(path)
        return path.read_bytes()


def _html(words: str) -> str:
    return escape(words).replace("\n", "<br>")
