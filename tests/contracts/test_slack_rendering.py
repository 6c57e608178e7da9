"""Messages and forms on Slack: always accepted, always what was meant, never what a person's words could make of it."""

import html
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack import blocks, modals, mrkdwn, newer
from facilitation import gallery
from facilitation.talk import forms, messages
from facilitation.talk import text as words
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
    Table,
    Text,
    Time,
)
from facilitation.talk.when import moments
from tests.contracts import hostile
from tests.contracts.slack_checker import LIVE, message_faults, mrkdwn_of, view_faults
from tests.counts import upto

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
ANA = Mention("slack:T1:U7", "Ana")
ZONES = ("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Santiago", "Pacific/Apia")
thorough = settings(
    max_examples=upto(25, 60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def rendered(*given: messages.Block, title: str = "Hello") -> blocks.Json:
    payload = blocks.render(Message(title, given))
    assert message_faults(payload) == []
    return payload


def first_text(*spans: messages.Span) -> str:
    text: str = rendered(Text(spans))["blocks"][1]["text"]["text"]
    return text


@pytest.mark.parametrize("name", gallery.MESSAGES)
def test_every_message_of_the_gallery_is_one_that_slack_accepts(name: str) -> None:
    for using in (newer.NONE, newer.ALL):
        payload = blocks.render(gallery.MESSAGES[name], using=using)
        assert message_faults(payload) == []
        assert "did not fit" not in json.dumps(payload)


@pytest.mark.parametrize("name", gallery.FORMS)
def test_every_form_of_the_gallery_is_one_that_slack_accepts(name: str) -> None:
    form = gallery.FORMS[name]
    view = modals.render(form, {field.name: "Not quite." for field in form.fields})
    assert view_faults(view) == []
    assert [one["block_id"] for one in view["blocks"] if one["type"] == "input"] == [
        field.name for field in form.fields
    ]
    assert modals.line_of(view) == form.command


@thorough
@given(hostile.any_message)
def test_any_message_becomes_one_that_slack_accepts(message: Message) -> None:
    for using in (newer.NONE, newer.ALL):
        assert message_faults(blocks.render(message, using=using)) == []


@thorough
@given(hostile.any_form(), hostile.any_errors)
def test_any_form_becomes_one_that_slack_accepts(form: Form, errors: dict[str, str]) -> None:
    assert view_faults(modals.render(form, errors)) == []


@thorough
@given(st.lists(hostile.texts, max_size=5))
def test_words_of_people_never_mention_link_or_date_anything(given: list[str]) -> None:
    message = Message(
        given[0] if given else "",
        (
            *(Text((one, Bold(one), Code(one))) for one in given),
            Quote(tuple(given)),
            Note(tuple(given)),
            Facts(tuple(messages.Row(one, (one,)) for one in given)),
            Items(tuple((one,) for one in given)),
        ),
    )
    payload = blocks.render(message)
    assert [live for text in mrkdwn_of(payload) for live in LIVE.findall(text)] == []


@thorough
@given(hostile.texts.filter(lambda text: len(text) < 500))
def test_words_of_people_arrive_as_they_were_written(text: str) -> None:
    pieces = [one["text"]["text"] for one in rendered(Text((text,)))["blocks"][1:]]
    assert "".join(html.unescape("".join(pieces)).split()) == "".join(words.shown(text).split())


def test_each_span_is_written_in_its_own_way() -> None:
    assert first_text("a & b ", Bold("x < y")) == "a &amp; b *x &lt; y*"
    assert first_text("type ", Code("join <name>")) == "type `/peer join &lt;name&gt;`"
    link = Link("Read | on", "https://example.com/?a=1&b=<2>|3")
    assert first_text(link) == "<https://example.com/?a=1&amp;b=%3C2%3E%7C3|Read | on>"
    assert first_text("hi ", ANA) == "hi <@U7>"
    assert first_text(Time(AT)) == ("<!date^1795514400^{date_short}, {time}|Tue 24 Nov, 10:00 UTC>")
    assert first_text(Time(AT, "clock")) == "<!date^1795514400^{time}|10:00 UTC>"


@pytest.mark.parametrize(
    "member", ["playground:acme:ana", "teams:t:aad", "slack:T1:U7> <!here>", ""]
)
def test_a_member_of_another_platform_is_a_bold_name(member: str) -> None:
    assert first_text("hi ", Mention(member, "Ana <3")) == "hi *Ana &lt;3*"


def test_a_mention_that_someone_else_resolves_is_checked_all_the_same() -> None:
    message = Message("Hi", (Text((ANA,)),))
    evil = blocks.render(message, mention=lambda member: "U7> <!channel>")
    assert evil["blocks"][1]["text"]["text"] == "*Ana*"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "", "ftp://x", "https://[", "https://e/\u202e" * 900]
)
def test_an_address_that_may_not_be_linked_leaves_its_words(url: str) -> None:
    text = first_text(Link("here", url))
    assert text.startswith("here")
    assert "<" not in text


def test_the_text_beside_the_blocks_says_everything_but_the_buttons() -> None:
    payload = rendered(
        Text(("Meet ", ANA, " at ", Time(AT, "clock"))),
        messages.facts({"Where": "Lisbon & Porto"}),
        Items((("one",), ("two",))),
        messages.buttons(Button("Skip", "skip")),
        title="A <new> pair",
    )
    assert payload["text"] == (
        "A &lt;new&gt; pair\nMeet Ana at <!date^1795514400^{time}|10:00 UTC>\n"
        "Where: Lisbon &amp; Porto\n• one\n• two"
    )


def test_every_block_is_shown_in_its_own_way() -> None:
    payload = rendered(
        Quote(("first\nsecond",)),
        Divider(),
        Chart("A chart", (), "https://example.com/a.png"),
        Chart("A chart & more", (), "http://example.com/a.png"),
        Note(("why",)),
        Items((("one\nline",), (Bold("two"),))),
    )
    quote, divider, picture, no_picture, note, items = payload["blocks"][1:]
    assert quote["text"]["text"] == "> first\n> second"
    assert divider == {"type": "divider"}
    assert picture["image_url"] == "https://example.com/a.png"
    assert picture["alt_text"] == "A chart"
    assert no_picture["elements"][0]["text"] == "A chart &amp; more"
    assert note["type"] == "context"
    assert items["text"]["text"] == "• one line\n• *two*"


CHART = Chart("Circles that met", (Bar("2026 Q2", 45), Bar("2026 Q3", None), Bar("2026 Q4", 80)))
NUMBERS = (
    "2026 Q2: 45\N{NO-BREAK SPACE}% · 2026 Q3: too few to say · 2026 Q4: 80\N{NO-BREAK SPACE}%"
)


def charted(*given: Chart) -> list[blocks.Json]:
    """Return what a workspace that takes charts is given, without the title."""
    payload = blocks.render(Message("Hello", given), using=newer.ALL)
    assert message_faults(payload) == []
    shown: list[blocks.Json] = payload["blocks"][1:]
    return shown


def test_a_chart_is_drawn_by_slack_with_its_numbers_below_and_what_is_withheld_among_them() -> None:
    chart, numbers = charted(CHART)
    assert chart == {
        "type": "data_visualization",
        "title": "Circles that met",
        "chart": {
            "type": "bar",
            "series": [
                {
                    "name": "Percent",
                    "data": [{"label": "2026 Q2", "value": 45}, {"label": "2026 Q4", "value": 80}],
                }
            ],
            "axis_config": {"categories": ["2026 Q2", "2026 Q4"]},
        },
    }
    assert numbers["elements"][0]["text"] == NUMBERS
    said = blocks.render(Message("Hello", (CHART,)), using=newer.ALL)["text"]
    assert said == f"Hello\nCircles that met: {NUMBERS}"


def test_a_chart_is_its_image_where_slack_draws_none_else_a_table_in_words() -> None:
    title, table = rendered(CHART)["blocks"][1:]
    assert title["text"]["text"] == "*Circles that met*"
    assert [one["text"] for one in table["fields"]] == [
        "*2026 Q2*\n45 %",
        "*2026 Q3*\ntoo few to say",
        "*2026 Q4*\n80 %",
    ]
    seen = replace(CHART, url="https://example.com/a.png")
    image, numbers = rendered(seen)["blocks"][1:]
    assert (image["image_url"], image["alt_text"]) == (seen.url, "Circles that met")
    assert numbers["elements"][0]["text"] == NUMBERS


def test_what_is_no_chart_for_slack_is_shown_as_a_table() -> None:
    few = replace(CHART, bars=(Bar("2026 Q3", None),))
    twice = replace(CHART, bars=(Bar("x" * 21, 5), Bar("x" * 22, 10)))
    for one in (few, twice):
        assert [block["type"] for block in charted(one)] == ["section", "section"]
    kinds = [block["type"] for block in charted(CHART, CHART, CHART)]
    assert kinds == ["data_visualization", "context"] * 2 + ["section", "section"]
    long = replace(CHART, bars=tuple(Bar(f"W{n}", n) for n in range(30)))
    assert charted(long)[0]["chart"]["axis_config"]["categories"] == [
        f"W{n}" for n in range(10, 30)
    ]


CELLS = (
    (("Ana & *co*",), ("12",), (Time(AT), " by ", Mention("slack:T1:U7", "Ben"))),
    (("Ben",), ("–",), (Code("go"), Bold("x"), Link("y", "https://e.example/"))),
)
TABLE = Table("Who <did>", ("Who", "Times", "Last"), CELLS, (Items((("Ana did",),)),))


def tabled(*given: Table) -> list[blocks.Json]:
    """Return what a workspace that takes tables is given, without the title."""
    payload = blocks.render(Message("Hello", given), using=newer.ALL)
    assert message_faults(payload) == []
    shown: list[blocks.Json] = payload["blocks"][1:]
    return shown


def test_a_table_is_drawn_by_slack_with_numbers_that_sort_and_times_that_each_reads_in_their_zone() -> (
    None
):
    (table,) = tabled(TABLE)
    heads, first, second = table.pop("rows")
    assert table == {
        "type": "data_table",
        "caption": "Who <did>",
        "page_size": 20,
        "row_header_column_index": 0,
    }
    assert heads == [{"type": "raw_text", "text": one} for one in TABLE.heads]
    assert first[0] == {"type": "raw_text", "text": "Ana & *co*"}
    assert first[1] == {"type": "raw_number", "value": 12, "text": "12"}
    (last,) = first[2]["elements"]
    date, by, ben = last["elements"]
    assert (date["type"], date["timestamp"]) == ("date", int(AT.timestamp()))
    assert (by, ben) == ({"type": "text", "text": " by "}, {"type": "user", "user_id": "U7"})
    assert second[1] == {"type": "raw_text", "text": "–"}
    code, bold, link = second[2]["elements"][0]["elements"]
    assert code == {"type": "text", "text": "/peer go", "style": {"code": True}}
    assert bold == {"type": "text", "text": "x", "style": {"bold": True}}
    assert link == {"type": "link", "url": "https://e.example/", "text": "y"}


def test_a_table_is_its_words_for_screen_readers_and_where_slack_draws_none() -> None:
    payload = rendered(TABLE)
    assert payload["text"] == "Hello\n• Ana did"
    assert [one["text"]["text"] for one in payload["blocks"][1:]] == ["• Ana did"]


@pytest.mark.parametrize(
    "other",
    [
        replace(TABLE, cells=()),
        replace(TABLE, cells=CELLS[:1] * 101),
        replace(TABLE, heads=("x",) * 21, cells=((("y",),) * 21,)),
        replace(TABLE, cells=((("x" * 151,), ("1",), ("2",)),)),
        replace(TABLE, cells=((("x" * 150,), ("y" * 150,), ("z" * 150,)),) * 20),
    ],
)
def test_what_is_no_table_for_slack_or_would_be_cut_is_its_words(other: Table) -> None:
    assert [one["type"] for one in tabled(other)] == ["section"]


PEOPLE = tuple(Mention(f"slack:T1:U{n}", f"P{n}") for n in range(9))


def test_a_chat_to_start_is_said_in_words_with_mentions_and_in_the_text_beside() -> None:
    payload = rendered(Chat("Start the chat", PEOPLE[1:3], "Coffee", "Hi!"))
    assert payload["blocks"][1]["text"]["text"] == "Start a chat with <@U1> and <@U2>."
    assert payload["text"] == "Hello\nStart a chat with P1 and P2."


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (1, "Start a chat with <@U0>."),
        (3, "Start a chat with <@U0>, <@U1> and <@U2>."),
        (6, "Start a chat with <@U0>, <@U1>, <@U2>, <@U3>, <@U4> and <@U5>."),
        (9, "Start a chat with <@U0>, <@U1>, <@U2>, <@U3>, <@U4> and 4 others."),
    ],
)
def test_a_chat_names_few_people_and_counts_the_others_of_many(people: int, said: str) -> None:
    payload = rendered(Chat("Start the chat", PEOPLE[:people], "", ""))
    assert payload["blocks"][1]["text"]["text"] == said


def test_a_chat_of_nobody_says_nothing() -> None:
    assert len(rendered(Chat("Start the chat", (), "Coffee", "Hi!"))["blocks"]) == 1


def test_facts_are_fields_ten_to_a_section() -> None:
    payload = rendered(messages.facts({f"Label {n}": f"value {n}" for n in range(23)}))
    assert [len(one["fields"]) for one in payload["blocks"][1:]] == [10, 10, 3]
    assert payload["blocks"][1]["fields"][0]["text"] == "*Label 0*\nvalue 0"


def test_a_long_text_is_split_at_words_and_cut_where_it_can_be_seen() -> None:
    text = "Knowledge flows sideways. " * 4_000
    sections = [one["text"]["text"] for one in rendered(Text((text,)))["blocks"][1:]]
    assert len(sections) > 1
    assert all(re.search(r"(sideways\. ?|Knowledge ?|flows ?|…)$", one) for one in sections)
    assert sections[-1].endswith("…")


@pytest.mark.parametrize("limit", range(1, 40))
def test_a_cut_never_goes_through_an_entity(limit: int) -> None:
    markup = mrkdwn.render(("a&b <x> ", ANA, " ", Time(AT), Bold("bold & well")), mrkdwn.native)
    short = mrkdwn.cut(markup, limit)
    assert words.units(short) <= limit
    assert short.endswith("…")
    assert not re.search(r"<[^>]*$|&[a-z]*…$|\*[^*]*$", short)


def test_what_does_not_fit_is_counted_in_the_middle_and_the_buttons_stay() -> None:
    many = [Text((f"paragraph {n}",)) for n in range(90)]
    payload = rendered(*many, messages.buttons(Button("Join", "join")), Note(("why",)))
    assert len(payload["blocks"]) == 50
    assert payload["blocks"][-2]["elements"][0]["value"] == "join"
    said = [one["elements"][0]["text"] for one in payload["blocks"] if one["type"] == "context"]
    assert said == ["… 44 parts of this message did not fit here.", "why"]


def test_a_button_gives_its_line_back() -> None:
    given = [
        Button("We met", "met ses_1"),
        Button("Leave", 'leave "a & b"', "danger"),
        Button("Home", ""),
    ]
    row = rendered(Buttons(tuple(given)))["blocks"][1]["elements"]
    assert [blocks.line_of(one) for one in row] == [one.command for one in given]
    assert [one.get("style") for one in row] == [None, "danger", None]
    assert all(blocks.ACTIONS.fullmatch(one["action_id"]) for one in row)


def test_a_button_whose_line_is_too_long_is_named_instead() -> None:
    said = json.dumps(
        rendered(messages.buttons(Button("Ask it", "ask " + "x" * 2_000))), ensure_ascii=False
    )
    assert "“Ask it” is too long for a button here" in said


@pytest.mark.parametrize("value", ["prg_1", "two words", "x" * 76, ""])
def test_a_menu_gives_the_chosen_line_back(value: str) -> None:
    menu = Choice("Which?", 'join: "it"', (Option("First", "first"), Option("Second", value)))
    assert _lines(rendered(menu))[1] == f'join: "it" {value}'.strip()


def test_a_menu_with_a_long_command_becomes_buttons() -> None:
    command = "ask " + "x" * 300
    assert _lines(rendered(Choice("Which?", command, (Option("A", "a"),)))) == [f"{command} a"]


def _lines(payload: blocks.Json) -> list[str]:
    """Press everything there is to press, as Slack would tell of it."""
    lines = []
    for block in payload["blocks"]:
        for one in (*block.get("elements", ()), *filter(None, [block.get("accessory")])):
            if one["type"] == "button":
                lines.append(blocks.line_of(one))
            if one["type"] == "static_select":
                lines += [blocks.line_of({**one, "selected_option": o}) for o in one["options"]]
    return lines


def test_a_large_menu_shows_how_many_options_it_leaves_out() -> None:
    choice = Choice("Which?", "join", tuple(Option(f"Option {n}", f"v{n}") for n in range(500)))
    payload = rendered(choice)
    shown = len(_lines(payload))
    assert shown >= 60
    assert f"… {500 - shown} more did not fit here" in json.dumps(payload, ensure_ascii=False)


FORM = Form(
    "What you can share, in a few words",
    "profile set",
    (
        forms.Line("team", "Team", value="Data & Co"),
        forms.Paragraph("about", "About you", optional=True, hint="Two sentences."),
        forms.Pick("level", "Level", (Option("One", "1"), Option("Two", "2")), value="2"),
        forms.PickMany(
            "skills", "Skills", (Option("SQL", "sql"), Option("Go", "go")), values=("go",)
        ),
        forms.People("peer", "Peer", values=("slack:T1:U7", "playground:acme:ana")),
        forms.People("peers", "Peers", many=True, values=("slack:T1:U7", "slack:T1:U8")),
        forms.Scale("useful", "Useful?", 1, 5, "not at all", "very", value="4"),
        forms.Scale("minutes", "Minutes", 0, 600, "none", "a day", value="30"),
        forms.Day("by", "By when", value="2026-11-24"),
        forms.Moment("first", "First time", value="2026-11-24T10:00@1795510800"),
        forms.Moment("second", "Second time", value="2026-11-24T10:00", optional=True),
    ),
    lead="So that others find you.",
)


def test_a_form_gives_back_what_it_was_filled_with() -> None:
    view = modals.render(FORM)
    assert view_faults(view) == []
    state = {one["block_id"]: {modals.ANSWER: _as_filled(one["element"])} for one in _inputs(view)}
    answers = modals.answers_of({**view, "state": {"values": state}}, workspace="slack:T1")
    assert answers == {
        "team": "Data & Co",
        "about": "",
        "level": "2",
        "skills": ("go",),
        "peer": "slack:T1:U7",
        "peers": ("slack:T1:U7", "slack:T1:U8"),
        "useful": "4",
        "minutes": "30",
        "by": "2026-11-24",
        "first": "@1795510800",
        "second": "",
    }


def _inputs(view: blocks.Json) -> list[blocks.Json]:
    return [one for one in view["blocks"] if one["type"] == "input"]


def _as_filled(element: blocks.Json) -> blocks.Json:
    """Say what Slack's view_submission says of an element that was left as it opened."""
    told = {
        "initial_value": "value",
        "initial_option": "selected_option",
        "initial_options": "selected_options",
        "initial_user": "selected_user",
        "initial_users": "selected_users",
        "initial_date": "selected_date",
        "initial_date_time": "selected_date_time",
    }
    return {"type": element["type"], **{told[k]: v for k, v in element.items() if k in told}}


@given(hostile.INSTANTS.filter(lambda at: at.year > 2001), st.sampled_from(ZONES))
@thorough
def test_a_moment_comes_back_as_the_instant_it_was_filled_with(at: datetime, zone: str) -> None:
    form = Form("When", "when", (forms.Moment("at", "At", value=moments.value(at, zone)),))
    view = modals.render(form)
    assert view_faults(view) == []
    (field,) = _inputs(view)
    state = {"at": {modals.ANSWER: _as_filled(field["element"])}}
    answers = modals.answers_of({"state": {"values": state}}, workspace="slack:T1")
    assert moments.instant(str(answers["at"])) == at.replace(second=0, microsecond=0)


@pytest.mark.parametrize("value", ["", "2026-11-24T10:00", "@5", "@999999999", "soon", "@"])
def test_a_moment_that_slack_cannot_open_with_is_asked_for_afresh(value: str) -> None:
    view = modals.render(Form("When", "when", (forms.Moment("at", "At", value),)))
    assert view_faults(view) == []
    assert "initial_date_time" not in _inputs(view)[0]["element"]


def test_a_form_left_empty_gives_empty_answers() -> None:
    kinds = (
        *("plain_text_input", "static_select", "users_select", "datepicker", "datetimepicker"),
        "number_input",
    )
    empty = {kind: {"answer": {"type": kind, "value": None}} for kind in kinds}
    answers = modals.answers_of({"state": {"values": empty}}, workspace="slack:T1")
    assert set(answers.values()) == {""}


def test_a_form_shows_what_is_wrong_above_the_field_and_on_the_ack_under_it() -> None:
    view = modals.render(FORM, {"team": "Is it <one> team?"})
    kinds = [one.get("block_id") or one["text"]["text"] for one in view["blocks"]]
    assert kinds[kinds.index("team") - 1] == "⚠️ Is it &lt;one&gt; team?"
    assert modals.complaints({"team": "Is it?"}, Form("Team", "x", FORM.fields[:2])) == {
        "response_action": "errors",
        "errors": {"team": "Is it?"},
    }


def test_the_last_field_of_a_tall_form_says_which_others_to_look_at() -> None:
    tall = Form("Tall", "x", tuple(forms.Line(f"n{n}", f"Field {n}") for n in range(8)))
    told = modals.complaints({"n1": "No such zone."}, tall)["errors"]
    assert told == {"n1": "No such zone.", "n7": "Something above needs another look: Field 1"}
    last = {"n7": "Too long."}
    assert modals.complaints(last, tall)["errors"] == last


def test_a_button_tells_a_screen_reader_what_it_is_of() -> None:
    shown = blocks.render(Message("Coffee on Tuesday", (Buttons((Button("Join", "join #1"),)),)))
    [button] = shown["blocks"][-1]["elements"]
    assert button["accessibility_label"] == "Join: Coffee on Tuesday"


def test_a_form_with_a_long_title_says_it_in_full_inside() -> None:
    view = modals.render(FORM)
    assert view["title"]["text"] == "Peerloop"
    assert view["blocks"][0]["text"]["text"] == f"*{FORM.title}*"


def test_a_form_keeps_what_was_chosen_among_thousands_of_options() -> None:
    many = tuple(Option(f"Option {n} {'x' * 60}", f"v{n}") for n in range(12_000))
    view = modals.render(Form("Pick", "pick", (forms.Pick("it", "It", many, value="v11999"),)))
    assert view_faults(view) == []
    assert _inputs(view)[0]["element"]["initial_option"]["value"] == "v11999"
    assert "more did not fit here" in _inputs(view)[0]["hint"]["text"]


def test_a_line_too_long_for_a_form_is_told_so() -> None:
    view = modals.render(Form("Ask", "ask " + "x" * 3_000, (forms.Line("a", "A"),)))
    assert view_faults(view) == []
    assert "fewer words" in view["blocks"][0]["text"]["text"]
