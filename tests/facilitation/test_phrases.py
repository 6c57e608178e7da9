"""Whole sentences with named places: kept as what they are, and said in the language of whoever reads them."""

import copy
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from facilitation.errors import UserError
from facilitation.people.readers import readers
from facilitation.talk import languages
from facilitation.talk.forms import Form, Line, Pick, Scale
from facilitation.talk.incoming import Ask
from facilitation.talk.languages import ENGLISH, Language
from facilitation.talk.messages import (
    MESSAGE,
    Bold,
    Button,
    Buttons,
    Chat,
    Choice,
    Code,
    Divider,
    Facts,
    Items,
    Link,
    Mention,
    Message,
    Note,
    Option,
    Quote,
    Row,
    Table,
    Text,
    Time,
    table,
    text,
)
from facilitation.talk.phrases import OneOf, Phrase, dumped, loaded, say, say_n
from facilitation.talk.readers import Reader
from tests.company import person

ANA, BEN = Mention("w:ana", "Ana"), Mention("w:ben", "Ben")
TUESDAY = Time(datetime(2026, 11, 24, 9, tzinfo=UTC))
OFFERS = say("{who} offers {skill}.", who=ANA, skill=Bold("Python"))
GERMAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "{who} offers {skill}."
msgstr "{skill} gibt es bei {who}."

msgid "{n} circle"
msgid_plural "{n} circles"
msgstr[0] "ein Kreis"
msgstr[1] "{n} Kreise"

msgid "Meet {who}."
msgstr "Triff {who}."

#, fuzzy
msgid "Yes"
msgstr "Nein"
"""


@pytest.fixture
def german(tmp_path):
    path = tmp_path / "de.po"
    path.write_text(GERMAN, encoding="utf-8")
    return languages.read(path)


def loud(one, many, number):
    """Say a sentence in a language of capitals, so that what nobody translates is seen."""
    said = many if many and number != 1 else one
    return re.sub(r"\{\w+\}|[^{]+", lambda m: m[0] if m[0][0] == "{" else m[0].upper(), said)


LOUD = Reader(Language("en-XA", loud))


def test_a_phrase_is_its_english_words_wherever_a_text_stands():
    assert OFFERS == "Ana offers Python."
    assert UserError(OFFERS).sentence is OFFERS
    assert say("Come on {when}.", when=TUESDAY) == "Come on Tue 24 Nov, 09:00."
    assert say("Nothing is planned.") == "Nothing is planned."


def test_a_phrase_keeps_its_spans_and_takes_the_order_of_the_language(german):
    reader = Reader(german)
    assert reader.spans((OFFERS, " ", OFFERS))[:2] == (Bold("Python"), " gibt es bei ")
    assert reader.words(OFFERS) == "Python gibt es bei Ana."
    assert Reader().spans((OFFERS,)) == (ANA, " offers ", Bold("Python"), ".")


def test_what_is_not_translated_or_only_guessed_is_said_in_english(german):
    assert Reader(german).words(say("No")) == "No"
    assert Reader(german).words(say("Yes")) == "Yes"


@pytest.mark.parametrize("broken", ["{skil} gibt es bei {who}.", "{skill} gibt es."])
def test_a_translation_with_a_place_missing_or_misspelled_is_refused(tmp_path, broken):
    path = tmp_path / "de.po"
    path.write_text(GERMAN.replace("{skill} gibt es bei {who}.", broken), encoding="utf-8")
    with pytest.raises(ValueError, match="has other places"):
        languages.read(path)


@pytest.mark.parametrize(
    ("n", "english", "deutsch"), [(1, "1 circle", "ein Kreis"), (3, "3 circles", "3 Kreise")]
)
def test_a_number_takes_the_form_that_its_language_has_for_it(german, n, english, deutsch):
    counted = say_n("{n} circle", "{n} circles", n=n)
    assert (counted, Reader(german).words(counted)) == (english, deutsch)


def test_several_are_spoken_as_a_list_of_the_language(german):
    three = say("Meet {who}.", who=(ANA, BEN, "Cem"))
    assert three == "Meet Ana, Ben and Cem."
    assert say("Meet {who}.", who=OneOf((ANA, BEN, "Cem"))) == "Meet Ana, Ben or Cem."
    assert [say("Meet {who}.", who=some) for some in ((), (ANA,), (ANA, BEN))] == [
        "Meet .",
        "Meet Ana.",
        "Meet Ana and Ben.",
    ]
    assert Reader(german).words(three) == "Triff Ana, Ben und Cem."
    assert Reader(german).spans((three,))[1:3] == (ANA, ", ")


def test_a_phrase_stands_in_another_and_is_said_with_it(german):
    nested = say("{all} {n}", all=OFFERS, n=say_n("{n} circle", "{n} circles", n=2))
    assert Reader(german).words(nested) == "Python gibt es bei Ana. 2 Kreise"


def test_thousands_are_set_apart_as_the_reader_writes_them(german):
    many = say_n("{n} circle", "{n} circles", n=22_795)
    assert Reader().words(many) == str(many) == "22,795 circles"
    assert Reader(german).words(many) == "22.795 Kreise"
    assert (
        Reader(german).words(say("{n} of {all}", n=999, all=say("{n}+", n=20_000)))
        == "999 of 20.000+"
    )
    assert Reader(german).words(say_n("{n} circle", "{n} circles", n=2795)) == "2795 Kreise"
    assert loaded(dumped(many)) == many


def test_a_time_in_a_label_is_told_in_the_readers_zone_and_language(german):
    title = say("On {day}", day=TUESDAY)
    assert Reader(zone="Asia/Tokyo").words(title) == "On Tue 24 Nov, 18:00"
    assert Reader(german, "Asia/Tokyo").words(title) == "On Di., 24. Nov., 18:00"


@pytest.mark.parametrize("places", [{}, {"who": ANA}, {"who": ANA, "skill": "x", "more": "y"}])
def test_a_sentence_whose_places_are_not_those_that_are_filled_is_refused(places):
    with pytest.raises(ValueError, match="has other places"):
        say("{who} offers {skill}.", **places)


EVERYTHING = Message(
    say("Title of {who}", who=ANA),
    (
        Text((say("Hello {who}.", who=ANA), " ", Bold(say("Now")), Code("join"), TUESDAY)),
        Items(((say("One"),), ("Two",))),
        Facts((Row(say("Label"), (say("Value"),)),)),
        Quote((say("Said"),)),
        Divider(),
        Table(say("Tabled"), (say("Head"),), (((say("Cell"),),),), (Text((say("Instead"),)),)),
        Note((say("Small print"), Link(say("Here"), "https://example.org"))),
        Choice(say("Which"), "pick", (Option(say("This"), "1"),)),
        Buttons((Button(say("Press"), "go"),)),
        Chat(say("Start"), (ANA, BEN), say("Topic"), say("Hi {all}!", all=(ANA, BEN))),
    ),
)


def test_a_table_has_no_column_in_which_nothing_stands_and_one_row_is_said_in_words():
    words = text("Ana has two, Ben has none.")
    heads, ana, ben = ("Who", "Cups", "Why"), (("Ana",), ("2",), ()), (("Ben",), (), ())
    (shown,) = table("Cups", heads, [ana, ben], words)
    assert shown == Table("Cups", heads[:2], (ana[:2], ben[:2]), (words,))
    assert table("Cups", heads, [ana], words) == (words,)
    assert table("Cups", heads, [ben, ben], words) == (words,)


def test_a_message_keeps_its_phrases_in_the_outbox_and_what_lies_there_from_before_is_read():
    kept = MESSAGE.dump_json(EVERYTHING)
    read = MESSAGE.validate_json(kept)
    assert read == EVERYTHING
    assert LOUD.message(read) == LOUD.message(EVERYTHING) != EVERYTHING
    old = b'{"title":"Hi","blocks":[{"spans":["a",{"text":"b","kind":"bold"}],"kind":"text"}]}'
    assert MESSAGE.validate_json(old) == Message("Hi", (Text(("a", Bold("b"))),))


def test_every_word_of_a_message_and_of_a_form_reaches_its_reader_in_their_language():
    form = Form(
        say("Form"),
        "go",
        (
            Line("a", say("Line"), hint=say("Hint")),
            Pick("b", say("Pick"), (Option(say("Option"), "1"),)),
            Scale("c", say("Scale"), 1, 5, say("Low"), say("High")),
        ),
        lead=say("Lead"),
    )
    seen = repr(LOUD.message(EVERYTHING)) + repr(LOUD.reply(Ask(form, {"a": say("Wrong")})))
    words = "title of hello now one label value said tabled head cell instead small~print here which this press"
    words += " start topic hi form line hint pick option scale low high lead wrong"
    for word in words.split():
        assert word.replace("~", " ").upper() in seen, word
    assert "Phrase" not in seen
    assert "Ana" in seen
    assert "join" in seen


def test_phrases_survive_being_copied_and_being_kept():
    many = say_n("{n} of {who}", "{n} of {who}", n=2, who=OneOf((ANA, say("{x}", x=5))))
    for one in (copy.deepcopy(many), loaded(dumped(many)), replace(Option(many, "1")).text):
        assert isinstance(one, Phrase)
        assert (one, one.places, one.many, one.number) == (many, many.places, many.many, 2)


def test_members_read_the_first_of_their_languages_that_is_spoken_and_several_what_is_common(
    german, monkeypatch
):
    monkeypatch.setattr(languages, "known", lambda: frozenset({"en", "de"}))
    monkeypatch.setattr(languages, "_read", {"de": german, "en": ENGLISH}.__getitem__)
    ana, ben, cem = (
        person(n, languages=known)
        for n, known in (("a", ("fr", "de")), ("b", ("de", "en")), ("c", ()))
    )
    assert readers([ana, ben]) == Reader(german, "Europe/Berlin")
    assert readers([ana, cem]).language == ENGLISH
    assert readers([replace(ana, zone="Asia/Tokyo"), ben]).zone == "UTC"
