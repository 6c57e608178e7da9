"""Messages and forms in the playground: every block, span and field an element, a person's words never markup."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings

from adapters.playground import fields, html
from facilitation import gallery
from facilitation.talk import forms, messages
from facilitation.talk import text as safe
from facilitation.talk.forms import Form
from facilitation.talk.messages import (
    Bar,
    Bold,
    Button,
    Buttons,
    Chart,
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
    text,
)
from tests.contracts import hostile
from tests.counts import upto

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
PEOPLE = [Option("Ana Duarte", "playground:acme:ana"), Option("نور حداد", "playground:acme:noor")]
TAGS = set(
    "h3 p ul li dl div dt dd blockquote hr strong code a span bdi time button label select option "
    "input textarea figure figcaption svg title desc line rect text details summary table caption thead tbody "
    "tr th td".split()
)
SAFE = ("https://", "http://", "mailto:")
thorough = settings(
    max_examples=upto(25, 60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    words: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, tag: str) -> list["Element"]:
        return [e for c in self.children for e in ([c] if c.tag == tag else []) + c.all(tag)]

    def every(self) -> list["Element"]:
        return [e for c in self.children for e in [c, *c.every()]]


class Reader(HTMLParser):
    """Reads a fragment into elements, and fails on what is not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        assert len(element.attributes) == len(attrs), f"an attribute twice: {attrs}"
        self.open[-1].children.append(element)
        if tag not in ("input", "hr"):
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        for element in self.open:
            element.words += data

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def read(fragment: str) -> Element:
    reader = Reader()
    reader.feed(fragment.encode().decode())
    reader.close()
    assert len(reader.open) == 1, f"not closed: {[e.tag for e in reader.open]}"
    root = reader.open[0]
    for element in root.every():
        assert element.tag in TAGS
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            assert name not in ("style", "srcdoc", "formaction")
            assert name != "src", "nothing is loaded"
            if name == "href":
                assert value.casefold().startswith(SAFE)
    ids = [e.attributes["id"] for e in root.every() if "id" in e.attributes]
    assert len(ids) == len(set(ids)), "an id twice"
    return root


def rendered(*blocks: messages.Block, title: str = "Hello", zone: str = "UTC") -> Element:
    return read(html.card(Message(title, blocks), zone))


def asked(form: Form, errors: dict[str, str] | None = None, **given: str) -> Element:
    return read(fields.body(fields.refilled(form, given), errors or {}, PEOPLE))


@pytest.mark.parametrize("name", gallery.MESSAGES)
def test_every_message_of_the_gallery_becomes_a_card(name: str) -> None:
    message = gallery.MESSAGES[name]
    card = read(html.card(message, "Europe/Lisbon"))
    texts = [b.words for b in card.all("button")]
    assert [b.text for b in html.pressable(message)] == [t for t in texts if t != "Choose"]


@pytest.mark.parametrize("name", gallery.FORMS)
def test_every_field_of_the_gallery_has_a_label_and_says_what_was_wrong(name: str) -> None:
    form = gallery.FORMS[name]
    root = asked(form, {f.name: "Not quite." for f in form.fields})
    by_id = {e.attributes["id"]: e for e in root.every() if "id" in e.attributes}
    for one in form.fields:
        control = by_id[f"field-{one.name}"]
        assert f"field-{one.name}-error" in control.attributes["aria-describedby"]
        assert by_id[f"field-{one.name}-error"].words == "Not quite."
        label = by_id.get(f"field-{one.name}-label") or next(
            e for e in root.all("label") if e.attributes.get("for") == f"field-{one.name}"
        )
        assert label.words == one.label


@thorough
@given(hostile.any_message)
def test_any_message_is_well_formed_and_does_nothing_by_itself(message: Message) -> None:
    read(html.card(message, "Asia/Singapore"))


@thorough
@given(hostile.any_form(), hostile.any_errors)
def test_any_form_is_well_formed_and_does_nothing_by_itself(form: Form, errors) -> None:
    asked(form, errors)


@pytest.mark.parametrize("words", [a for a in hostile.ATTACKS if a == safe.shown(a)])
def test_a_persons_words_stay_words(words: str) -> None:
    card = rendered(Text((words, "|", Bold(words))), title=words)
    assert card.words == f"{words}{words}|{words}"
    assert {e.tag for e in card.every()} == {"h3", "p", "strong"}


def test_each_span_is_an_element_of_its_own() -> None:
    card = rendered(
        Text(
            (
                "a ",
                Bold("b"),
                Code("c"),
                Link("d", "https://example.com/?a=1&b=2"),
                Mention("playground:acme:ana", "Ana Duarte"),
                Time(AT),
            )
        ),
        zone="America/New_York",
    )
    assert card.all("strong")[0].words == "b"
    assert card.all("code")[0].words == "c"
    link = card.all("a")[0]
    assert (link.words, link.attributes["href"]) == ("d", "https://example.com/?a=1&b=2")
    assert "noopener" in link.attributes["rel"]
    assert card.all("bdi")[0].words == "Ana Duarte"
    time = card.all("time")[0]
    assert time.words == "Tue 24 Nov, 05:00"
    assert time.attributes["datetime"] == "2026-11-24T10:00:00+00:00"


def test_a_chart_is_drawn_with_what_it_shows_in_words_and_a_table_behind_it() -> None:
    chart = Chart("Met <3", (Bar("Q2", 45), Bar("Q3", None), Bar("Q4", 80)))
    card = rendered(chart, chart)
    svg = card.all("svg")[0]
    assert svg.attributes["role"] == "img"
    assert [card.all(one)[0].words for one in ("figcaption", "title")] == ["Met <3", "Met <3"]
    assert card.all("desc")[0].words == "Q2: 45\N{NO-BREAK SPACE}%; Q4: 80\N{NO-BREAK SPACE}%"
    drawn = [text.words for text in svg.all("text")][3:]
    assert drawn == ["45\N{NO-BREAK SPACE}%", "Q2", "too few", "Q3", "80\N{NO-BREAK SPACE}%", "Q4"]
    assert [row.words for row in card.all("table")[0].all("tr")][2] == "Q3too few"


TABLE = Table("Two <cups>", ("Who", "Cups"), ((("Ana",), ("2",)),), (Text(("Ana has two.",)),))


def test_each_block_is_an_element_of_its_own() -> None:
    card = rendered(
        Items((("one",), ("two",))),
        Facts((Row("Team", ("Design",)),)),
        Quote(("said",)),
        Divider(),
        TABLE,
        Note(("small",)),
        Choice("Which?", "pick", (Option("First", "1"), Option("Second", "2"))),
        Buttons((Button("Go", "go now", "primary"), Button("Stop", "stop", "danger"))),
    )
    assert [li.words for li in card.all("li")] == ["one", "two"]
    assert (card.all("dt")[0].words, card.all("dd")[0].words) == ("Team", "Design")
    assert card.all("blockquote")[0].words == "said"
    assert len(card.all("hr")) == 1
    assert [one.words for one in card.all("th")] == ["Who", "Cups", "Ana"]
    assert [one.words for one in card.all("td")] == ["2"]
    assert card.all("caption")[0].words == "Two <cups>"
    assert [p.words for p in card.all("p") if p.attributes.get("class") == "note"] == ["small"]
    assert [o.attributes["value"] for o in card.all("option")] == ["pick 1", "pick 2"]
    assert card.all("label")[0].attributes["for"] == card.all("select")[0].attributes["id"]
    pressed = [b for b in card.all("button") if b.attributes["name"] == "command"]
    assert [(b.words, b.attributes["value"], b.attributes["class"]) for b in pressed] == [
        ("Go", "go now", "primary"),
        ("Stop", "stop", "danger"),
    ]


def test_a_chat_to_start_is_said_in_words() -> None:
    people = (Mention("playground:acme:ana", "Ana"), Mention("playground:acme:ben", "<b>Ben"))
    card = rendered(Chat("Start the chat", people, "Coffee", "Hi!"))
    assert [b.words for b in card.all("bdi")] == ["Ana", "<b>Ben"]
    message = Message("Hello", (Chat("Start the chat", people, "Coffee", "Hi!"),))
    assert html.words(message, "UTC") == "Start a chat with Ana and <b>Ben."
    assert rendered(Chat("Start the chat", (), "", "")).all("p") == []


def test_what_can_be_pressed_is_known_by_its_command_line() -> None:
    message = Message(
        "?",
        (
            Choice("Which?", "pick", (Option("First", "1"),)),
            Buttons((Button("Go", "go"),)),
        ),
    )
    assert html.commands(message) == {"pick 1": "First", "go": "Go"}


def test_a_title_that_the_first_paragraph_says_word_for_word_stands_there_once() -> None:
    assert (
        rendered(Text(("Only an admin can do that.",)), title="Only an admin can do that.").all(
            "h3"
        )
        == []
    )
    assert len(rendered(Text(("More.",)), title="Less.").all("h3")) == 1


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//evil", "", "https:", "http://[", "http://[::1"],
)
def test_an_address_that_no_browser_should_open_leaves_the_bare_words(url: str) -> None:
    card = rendered(Text((Link("look", url),)))
    assert card.all("a") == []
    assert "look" in card.words


def test_words_for_journeys_leave_out_the_buttons() -> None:
    message = Message(
        "Hi", (Text(("One ", Bold("two"))), Buttons((Button("Go", "go"),)), Note(("3",)))
    )
    assert html.words(message, "UTC") == "One two\n3"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Duarte", "AD"),
        ("Bruno Matos 🌊", "BM"),
        ("Tomás", "T"),
        ("Wilhelmina van der Oosterbaan", "WO"),
        ("نور حداد", "نح"),
        ("🌊", "·"),
        ("", "·"),
    ],
)
def test_initials_are_letters(name: str, letters: str) -> None:
    assert html.initials(name) == letters


def test_what_was_typed_wrongly_is_still_there() -> None:
    form = Form("Profile", "profile", (forms.Line("hours", "Hours", value="9-17"),))
    control = asked(form, {"hours": "Like 9-17."}, hours="late").all("input")[0]
    assert control.attributes["value"] == "late"
    assert control.attributes["aria-invalid"] == "true"


def test_what_is_chosen_beforehand_is_chosen() -> None:
    form = Form(
        "F",
        "f",
        (
            forms.Pick("site", "Site", (Option("Lisbon", "l"), Option("Berlin", "b")), value="b"),
            forms.PickMany("days", "Days", (Option("Mon", "1"), Option("Tue", "2")), values=("2",)),
            forms.People("who", "Who", values=("playground:acme:noor",)),
            forms.People("whom", "Whom", values=("playground:acme:ana",), many=True),
            forms.Scale("level", "Level", 1, 5, "low", "high", value="4"),
            forms.Day("day", "Day", value="2026-11-24"),
            forms.Paragraph("why", "Why", value="<b>\nbecause"),
        ),
    )
    root = asked(form)
    chosen = [o.attributes["value"] for o in root.all("option") if "selected" in o.attributes]
    assert chosen == ["b", "playground:acme:noor"]
    ticked = [o.attributes["value"] for o in root.all("input") if "checked" in o.attributes]
    assert ticked == ["2", "playground:acme:ana", "4"]
    assert root.all("textarea")[0].words.removeprefix("\n") == "<b>\nbecause"


@pytest.mark.parametrize(
    ("value", "given", "shown"),
    [
        ("2026-11-24T10:00@1795510800", {}, "2026-11-24T10:00"),
        ("2026-11-24T10:00", {}, "2026-11-24T10:00"),
        ("@1795510800", {}, ""),
        ("", {}, ""),
        ("2026-11-24T10:00", {"at": "2026-11-25T09:30"}, "2026-11-25T09:30"),
        ("2026-11-24T10:00", {"at": ""}, ""),
        ('"><script>', {}, ""),
    ],
)
def test_a_moment_is_asked_for_on_the_reader_s_own_clock(value, given, shown) -> None:
    form = Form("When", "when", (forms.Moment("at", "At", value=value, hint="Your time."),))
    (control,) = asked(form, {"at": "That is past."}, **given).all("input")
    assert control.attributes["type"] == "datetime-local"
    assert control.attributes["value"] == shown
    assert control.attributes["aria-describedby"] == "field-at-hint field-at-error"
    assert fields.answers([(control.attributes["name"], shown)]) == {"at": shown}


def test_a_form_that_is_sent_off_comes_back_as_answers() -> None:
    pairs = [
        ("as", "ana"),
        ("one:team", "Design"),
        ("many:days", ""),
        ("many:days", "1"),
        ("many:days", "2"),
        ("many:none", ""),
        ("one:level", ""),
        ("one:level", "3"),
    ]
    assert fields.answers(pairs) == {
        "team": "Design",
        "days": ("1", "2"),
        "none": (),
        "level": "3",
    }


def test_a_sentence_is_read_its_own_way_whatever_name_begins_it() -> None:
    noor = Mention("playground:acme:noor", "نور حداد")
    asked = text("{noor}, would you suggest a time?", noor=noor)
    own = Text(("صباح الخير Ana",))
    shown = str(
        html.card(Message("1", (asked, own, Items(((noor, ": Data, in London."),)))), "UTC")
    )
    assert [way[:3] for way in shown.split('dir="')[1:]] == ["ltr", "rtl", "ltr"]
