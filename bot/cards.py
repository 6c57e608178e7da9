"""GET /recall/<signed>: one's own questions as an Anki package, for a quarter of an hour."""

import asyncio
import tempfile
from html import escape
from pathlib import Path

from aiohttp import web

from bot.clock import Clock
from facilitation.knowledge import recalling
from facilitation.knowledge.recalling import Card
from facilitation.work import Store

_MODEL, _DECK = 1_607_392_319, 2_059_400_110
"""Numbers by which Anki knows our kind of card and our deck again."""
_PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
_GONE = "This link is over. Write “recall export” to Peerloop for a new one."


def routes(store: Store, clock: Clock) -> list[web.RouteDef]:
    """Return the address of the packages."""

    async def answer(request: web.Request) -> web.Response:
        signed = request.match_info["signed"]
        body = await asyncio.to_thread(_package, store, signed, clock)
        if body is None:
            return web.Response(status=404, text=_GONE, headers=_PRIVATE)
        file = {"Content-Disposition": 'attachment; filename="peerloop.apkg"'}
        headers = {**_PRIVATE, **file, "Content-Type": "application/octet-stream"}
        return web.Response(body=body, headers=headers)

    return [web.get("/recall/{signed}", answer)]


def _package(store: Store, signed: str, clock: Clock) -> bytes | None:
    """Return the package that a link is about, which blocks; None where the link is over."""
    with store.begin() as work:
        member = work.links.read("recall", signed, clock.now())
        if member is None:
            return None
        cards = recalling.cards(work, work.members.get(member))
    return package(cards)


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
