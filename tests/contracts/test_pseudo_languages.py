"""Languages nobody speaks, one much longer, one from right to left: no platform cuts a sentence of ours in either."""

import json

import pytest

from adapters.playground import html
from adapters.slack import blocks, modals
from adapters.teams import cards, dialogs
from facilitation import gallery
from facilitation.talk.languages import Language
from facilitation.talk.readers import Reader

OPENS, CLOSES = "\u27e6", "\u27e7"
TURNS, TURNS_BACK = "\u202b", "\u202c"
ACCENTS = str.maketrans("aceinosuyAEIOU", "áćéíńóšúýÁÉÍÓÚ")


def longer(one: str, many: str, number: int) -> str:
    """Say a sentence two fifths longer and in brackets, its places as they are."""
    said = many if many and number != 1 else one
    parts = said.replace("}", "{").split("{")
    words = "".join(p.translate(ACCENTS) if n % 2 == 0 else f"{{{p}}}" for n, p in enumerate(parts))
    return f"{OPENS}{words}{'~' * (len(said) * 2 // 5)}{CLOSES}"


def turned(one: str, many: str, number: int) -> str:
    """Say a sentence from right to left."""
    return f"{TURNS}{many if many and number != 1 else one}{TURNS_BACK}"


READERS = {
    "en-XA": (Reader(Language("en-XA", longer)), OPENS, CLOSES),
    "ar-XB": (Reader(Language("ar", turned)), TURNS, TURNS_BACK),
}


def texts(payload: object) -> list[str]:
    """Return every text of a payload."""
    match payload:
        case str():
            return [payload]
        case dict():
            return [text for value in payload.values() for text in texts(value)]
        case list():
            return [text for value in payload for text in texts(value)]
        case _:
            return []


def cut(text: str, opens: str, closes: str) -> bool:
    return text.count(opens) != text.count(closes)


@pytest.mark.parametrize("code", READERS)
def test_no_message_is_cut_on_any_platform(code: str) -> None:
    reader, opens, closes = READERS[code]
    for name, message in gallery.messages(reader).items():
        slack = texts(blocks.render(message))
        teams = json.dumps(cards.render(message), ensure_ascii=False)
        for text in (*slack, teams, str(html.card(message, "UTC"))):
            assert not cut(text, opens, closes), (name, text)


@pytest.mark.parametrize("code", READERS)
def test_no_form_is_cut_on_any_platform(code: str) -> None:
    reader, opens, closes = READERS[code]
    for name, form in gallery.forms(reader).items():
        for text in (
            *texts(modals.render(form)),
            json.dumps(dialogs.render(form), ensure_ascii=False),
        ):
            assert not cut(text, opens, closes), (name, text)
