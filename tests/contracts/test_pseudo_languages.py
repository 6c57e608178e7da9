"""Languages nobody speaks, one much longer, one from right to left: no platform cuts a sentence of ours in either."""

import json
import re
from collections.abc import Iterator

import pytest

from adapters.playground import html
from adapters.slack import blocks, modals, newer
from adapters.teams import cards, dialogs
from facilitation import gallery
from facilitation.talk import forms
from facilitation.talk.forms import Form
from facilitation.talk.languages import Language
from facilitation.talk.messages import (
    Bar,
    Block,
    Button,
    Buttons,
    Chart,
    Choice,
    Message,
    Option,
    Table,
    Text,
)
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
    """Return every text of a payload; what Slack takes in pieces, a piece for each look, is read as one."""
    match payload:
        case str():
            return [payload]
        case {"type": "rich_text_section", "elements": pieces}:
            return ["".join(texts(pieces))]
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
        slack = [
            text
            for using in (newer.NONE, newer.ALL)
            for text in texts(blocks.render(message, using=using))
        ]
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


NUMBERS = tuple(Option(str(n), str(n)) for n in range(700))
SHOWN = frozenset(
    ("name", "text", "title", "label", "placeholder", "errorMessage", "altText", "alt_text")
)


def bare(payload: object) -> Iterator[str]:
    """Give every text that people see, without what is said in brackets, where letters remain of it."""
    if isinstance(payload, dict):
        for key, value in payload.items():
            seen = (
                re.sub(f"{OPENS}[^{CLOSES}]*{CLOSES}", "", value) if isinstance(value, str) else ""
            )
            if key in SHOWN and re.search(r"[^\W\d_]", seen):
                yield value
            yield from bare(value)
    elif isinstance(payload, list):
        for one in payload:
            yield from bare(one)


def everything() -> Message:
    """Return a message of numbers alone, in which all is too long, too many or missing."""
    blocks: tuple[Block, ...] = (
        Choice("", "1", NUMBERS),
        Choice("", "1", NUMBERS[:200]),
        Chart("", (), "http://1.example/1.png"),
        Chart("", (), "https://1.example/1.png"),
        Table("", ("", "1"), ((("1",), ()),), ()),
        Chart("", (Bar("1", None), Bar("2", 50))),
        Buttons((Button("1", "1" * 9_000),)),
    )
    return Message("1", (*blocks, *(Text((str(n),)) for n in range(300))))


@pytest.mark.parametrize("many", [3, 200])
def test_what_platforms_say_by_themselves_is_said_in_the_reader_s_language(many: int) -> None:
    reader, _, _ = READERS["en-XA"]
    message = reader.message(everything())
    for using in (newer.NONE, newer.ALL):
        assert list(bare(blocks.render(message, using=using))) == []
    assert list(bare(cards.render(message))) == []

    fields: tuple[forms.Field, ...] = (
        forms.Line("1", "1"),
        forms.Pick("2", "2", ()),
        forms.Pick("3", "3", NUMBERS * 20),
        forms.PickMany("4", "4", NUMBERS),
        forms.People("5", "5"),
        forms.Moment("6", "6"),
        forms.Day("7", "7"),
        *(forms.Paragraph(f"p{n}", "8") for n in range(many)),
    )
    form = reader.form(Form("1", "1", fields))
    wrong = {"1": "1", "3": "2"}
    for view in (modals.render(form, wrong), modals.complaints(wrong, form)):
        assert list(bare(view)) == []
    card = dialogs.render(form, wrong)
    assert list(bare(card)) == []
    assert list(bare(dialogs.task(form.title, card))) == []
    for empty in (Form("1", "1", ()), Form("1", "1" * 9_000, fields)):
        shown = reader.form(empty)
        assert list(bare(modals.render(shown))) == []
        assert list(bare(dialogs.render(shown))) == []
