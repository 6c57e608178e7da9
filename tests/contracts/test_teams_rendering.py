"""Messages and forms on Teams: always a valid card, always what was meant, a person's words never markup."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.teams import cards, dialogs, links, markdown
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
from tests.contracts.teams_checker import AT as LIVE
from tests.contracts.teams_checker import (
    Json,
    card_faults,
    markdown_of,
    nodes,
    read,
    task_faults,
    tokens,
)
from tests.counts import upto

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
BEN = Mention("teams:11-22:aad-2", "Ben")
ANA = Mention("teams:11-22:aad-1", "Ana")
thorough = settings(
    max_examples=upto(25, 60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def rendered(*given: messages.Block, title: str = "Hello") -> Json:
    card = cards.render(Message(title, given))
    assert card_faults(card) == []
    return card


def element(*spans: messages.Span) -> Json:
    only: Json = rendered(Text(spans))["body"][1]
    return only


def said(card: Json) -> str:
    return json.dumps(card, ensure_ascii=False)


@pytest.mark.parametrize("name", gallery.MESSAGES)
def test_every_message_of_the_gallery_is_a_valid_card(name: str) -> None:
    for card in (cards.render(gallery.MESSAGES[name]), as_sent(gallery.MESSAGES[name])):
        assert card_faults(card) == []
        assert "did not fit" not in said(card)


def as_sent(message: Message) -> Json:
    """Render with everything that a sender gives: mentions, links to chats, which lines open forms."""
    return cards.render(
        message,
        mention=lambda member: member.rsplit(":", 1)[-1],
        chat=pretend_link,
        opens_form=lambda line: line in ("profile", "say 3"),
    )


def pretend_link(chat: Chat) -> str | None:
    addresses = [f"{one.member.rsplit(':', 1)[-1]}@example.com" for one in chat.members]
    return links.start_chat(addresses, chat.topic, chat.opening)


@pytest.mark.parametrize("name", gallery.FORMS)
def test_every_form_of_the_gallery_is_a_valid_card(name: str) -> None:
    form = gallery.FORMS[name]
    card = dialogs.render(form, {field.name: "Not quite." for field in form.fields})
    assert card_faults(card) == []
    assert "did not fit" not in said(card)
    assert list(dialogs.answers_of(_filled(card), workspace="teams:t")) == [
        f.name for f in form.fields
    ]


@thorough
@given(hostile.any_message)
def test_any_message_becomes_a_valid_card(message: Message) -> None:
    assert card_faults(cards.render(message)) == []
    card = as_sent(message)
    assert card_faults(card) == []
    assert task_faults(dialogs.task(message.title, card)) == []


@thorough
@given(hostile.any_form(), hostile.any_errors)
def test_any_form_becomes_a_valid_card(form: Form, errors: dict[str, str]) -> None:
    card = dialogs.render(form, errors, data={"card": "1"})
    assert card_faults(card) == []
    assert task_faults(dialogs.task(form.title, card)) == []


@thorough
@given(st.lists(hostile.texts, max_size=5))
def test_words_of_people_never_mention_or_link_anything(given: list[str]) -> None:
    message = Message(
        given[0] if given else "",
        (
            *(Text((one, Bold(one), Code(one), Time(AT), one)) for one in given),
            Quote((*given, Time(AT))),
            Note(tuple(given)),
            Facts(tuple(messages.Row(one, (one, Bold(one))) for one in given)),
            Items(tuple((one,) for one in given)),
        ),
    )
    card = cards.render(message)
    assert card_faults(card) == []
    for text in markdown_of(card):
        assert not LIVE.search(text)
        assert not [token for token in tokens(text) if token.type.startswith(("link", "image"))]


@thorough
@given(hostile.texts.filter(lambda text: len(text) < 500), st.booleans())
def test_words_of_people_arrive_as_they_were_written(text: str, beside_a_mention: bool) -> None:
    shown = element(*([text, ANA] if beside_a_mention else [text]))
    if beside_a_mention:
        assert shown["type"] == "TextBlock"
        seen = read(shown["text"]).removesuffix("@")
    else:
        seen = "".join(run["text"] for run in shown["inlines"])
    assert _bare(seen) == _bare(words.shown(text))


def _bare(text: str) -> str:
    return "".join(text.replace("\u2060", "").split())


def test_each_span_is_a_run_of_its_own_where_nothing_needs_markdown() -> None:
    shown = element("a *b* ", Bold("c"), Code("join x"), Link("d", "https://example.com/?a=1&b=2"))
    assert shown["type"] == "RichTextBlock"
    plain, bold, code, link = shown["inlines"]
    assert plain == {"type": "TextRun", "text": "a *b* "}
    assert bold == {"type": "TextRun", "text": "c", "weight": "Bolder"}
    assert code == {"type": "TextRun", "text": "join x", "fontType": "Monospace"}
    assert link["selectAction"] == {"type": "Action.OpenUrl", "url": "https://example.com/?a=1&b=2"}


def test_a_mention_or_a_time_makes_it_a_text_block() -> None:
    text = Text(
        ("hi ", ANA, " *x* ", Bold("b"), " ", Link("d", "https://e.example/a(b)"), " ", Time(AT))
    )
    card = rendered(text)
    assert card["body"][1]["text"] == (
        "hi <at>Ana</at> \\*x\\* **b** [d](https://e.example/a%28b%29) "
        "{{DATE(2026-11-24T10:00:00Z, SHORT)}}, {{TIME(2026-11-24T10:00:00Z)}}"
    )
    assert card["msteams"]["entities"] == [
        {"type": "mention", "text": "<at>Ana</at>", "mentioned": {"id": "aad-1", "name": "Ana"}}
    ]


def test_two_members_of_one_name_are_two_mentions() -> None:
    other = Mention("teams:11-22:aad-2", "Ana")
    card = rendered(Text((ANA, " and ", other, " and ", ANA)))
    assert card["body"][1]["text"] == "<at>Ana</at> and <at>Ana 2</at> and <at>Ana</at>"
    assert [one["mentioned"]["id"] for one in card["msteams"]["entities"]] == ["aad-1", "aad-2"]


def test_words_that_look_like_a_mention_beside_a_real_one_stay_words() -> None:
    card = rendered(Text((ANA, " wrote <at>Ana</at>")), Text(("<at>Ana</at>",)))
    assert said(card).count("<at>Ana</at>") == 2  # the mention, and its entity


@pytest.mark.parametrize("member", ["playground:acme:ana", "slack:T1:U7", 'teams:t:"}]', ""])
def test_a_member_of_another_platform_is_a_bold_name(member: str) -> None:
    shown = element("hi ", Mention(member, "Ana"))
    assert shown["inlines"][1] == {"type": "TextRun", "text": "Ana", "weight": "Bolder"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "", "https://[", "https://e.example/" + "x" * 3_000]
)
def test_an_address_that_may_not_be_linked_leaves_its_words(url: str) -> None:
    assert element(Link("here", url))["inlines"] == [{"type": "TextRun", "text": "here"}]


def test_every_block_is_shown_in_its_own_way() -> None:
    card = rendered(
        Quote(("first\nsecond",)),
        Divider(),
        Chart("A chart", (), "https://example.com/a.png"),
        Chart("A chart & more", (), "http://example.com/a.png"),
        Note(("why",)),
        Items((("one",), (Bold("two"),))),
        messages.facts({"Where": "Lisbon", "When": (Time(AT, "day"),)}),
    )
    title, quote, picture, no_picture, note, one, two, table = card["body"]
    assert title["style"] == "heading"
    assert quote["style"] == "emphasis"
    assert quote["items"][0]["inlines"][0]["text"] == "first\nsecond"
    assert picture == {
        "type": "Image",
        "url": "https://example.com/a.png",
        "altText": "A chart",
        "separator": True,
        "spacing": "Medium",
    }
    assert no_picture["inlines"][0]["text"] == "A chart & more"
    assert note["inlines"][0] == {
        "type": "TextRun",
        "text": "why",
        "size": "Small",
        "isSubtle": True,
    }
    assert [run["text"] for run in (*one["inlines"], *two["inlines"])] == ["• ", "one", "• ", "two"]
    assert table["facts"] == [
        {"title": "Where", "value": "Lisbon"},
        {"title": "When", "value": "{{DATE(2026-11-24T10:00:00Z, SHORT)}}"},
    ]


CHART = Chart("Circles that met", (Bar("2026 Q2", 45), Bar("2026 Q3", None), Bar("2026 Q4", 80)))
NUMBERS = (
    "2026 Q2: 45\N{NO-BREAK SPACE}% · 2026 Q3: too few to say · 2026 Q4: 80\N{NO-BREAK SPACE}%"
)


def test_a_chart_is_drawn_by_teams_with_its_numbers_below_and_what_is_withheld_among_them() -> None:
    chart, numbers = rendered(CHART)["body"][1:]
    instead = chart.pop("fallback")
    assert chart == {
        "type": "Chart.VerticalBar",
        "title": "Circles that met",
        "showBarValues": True,
        "color": "categoricalBlue",
        "data": [{"x": "2026 Q2", "y": 45}, {"x": "2026 Q4", "y": 80}],
    }
    assert instead["inlines"][0]["text"] == "Circles that met"
    assert numbers["inlines"][0]["text"] == NUMBERS


def test_a_client_that_draws_no_chart_shows_its_image_where_there_is_one() -> None:
    card = rendered(replace(CHART, url="https://example.com/a.png"), Divider(), CHART)
    assert card["body"][1]["fallback"] == {
        "type": "Image",
        "url": "https://example.com/a.png",
        "altText": "Circles that met",
    }
    assert card["body"][3]["separator"]


def test_a_chart_of_which_too_few_can_be_told_is_its_words() -> None:
    title, numbers = rendered(replace(CHART, bars=(Bar("2026 Q3", None),)))["body"][1:]
    assert title["inlines"][0]["text"] == "Circles that met"
    assert numbers["inlines"][0]["text"] == "2026 Q3: too few to say"
    twice = replace(CHART, bars=(Bar("Q3", 5), Bar("Q3", 10)))
    assert rendered(twice)["body"][1]["type"] == "RichTextBlock"


CELLS = ((("Ana & *co*",), ("12",), (Time(AT), " ", BEN)), (("Ben",), (), (Bold("x"),)))
TABLE = Table("Who did", ("Who", "Times", "Last"), CELLS, (Items((("Ana did",),)),))


def test_a_table_is_drawn_by_teams_with_its_heads_and_columns_as_wide_as_their_words() -> None:
    (table,) = rendered(TABLE)["body"][1:]
    assert [one["width"] for one in table["columns"]] == [10, 5, 21]
    heads, first, second = [[cell["items"][0] for cell in row["cells"]] for row in table["rows"]]
    assert [one["inlines"][0]["text"] for one in heads] == ["Who", "Times", "Last"]
    assert {one["inlines"][0]["weight"] for one in heads} == {"Bolder"}
    assert first[0]["inlines"][0]["text"] == "Ana & *co*"
    assert first[2]["text"].startswith("{{DATE(2026-11-24T10:00:00Z, SHORT)}}")
    assert "<at>" in first[2]["text"]
    assert second[1]["inlines"][0]["text"] == "–"


@pytest.mark.parametrize(
    "other",
    [
        replace(TABLE, cells=()),
        replace(TABLE, cells=CELLS[:1] * 101),
        replace(TABLE, heads=("x",) * 9, cells=((("y",),) * 9,)),
        replace(TABLE, cells=((("x" * 500,), ("1",), ("2",)),) * 50),
    ],
)
def test_what_is_no_table_for_teams_is_its_words(other: Table) -> None:
    (shown,) = rendered(other)["body"][1:]
    assert [run["text"] for run in shown["inlines"]] == ["• ", "Ana did"]


def test_a_long_text_is_cut_where_it_can_be_seen_and_the_buttons_stay() -> None:
    card = rendered(
        Text(("知识 flows sideways. " * 6_000,)), messages.buttons(Button("Join", "join"))
    )
    assert card["body"][1]["inlines"][0]["text"].endswith("…")
    assert [cards.line_of(one["data"]) for one in _actions(card)] == ["join"]


def test_what_does_not_fit_is_counted_in_the_middle_and_the_ending_stays() -> None:
    many = [Text((f"paragraph {n} {'x' * 100}",)) for n in range(400)]
    card = rendered(*many, messages.buttons(Button("Join", "join")), Note(("why",)))
    assert "parts of this message did not fit here" in said(card)
    assert card["body"][-1]["inlines"][0]["text"] == "why"
    assert cards.line_of(card["body"][-2]["actions"][0]["data"]) == "join"


def _actions(card: Json) -> list[Json]:
    return [one for block in card["body"] for one in block.get("actions", ())]


def test_a_button_gives_its_line_back_natively_and_by_its_fallback() -> None:
    given = [
        Button("We met", "met ses_1", "primary"),
        Button("Leave", 'leave "a"', "danger"),
        Button("Home", ""),
    ]
    shown = _actions(rendered(Buttons(tuple(given))))
    assert [cards.line_of(one["data"]) for one in shown] == [one.command for one in given]
    assert [cards.line_of(one["fallback"]["data"]) for one in shown] == [
        one.command for one in given
    ]
    assert [one.get("style") for one in shown] == ["positive", "destructive", None]


def test_more_than_six_buttons_go_into_further_sets() -> None:
    card = rendered(Buttons(tuple(Button(f"B{n}", f"say {n}") for n in range(20))))
    assert [len(one["actions"]) for one in card["body"][1:]] == [6, 6, 6, 2]


CHAT = Chat("Start the chat", (ANA, BEN), "Coffee", "Hi!")


def test_a_chat_to_start_is_a_button_that_opens_its_link() -> None:
    url = "https://teams.microsoft.com/l/chat/0/0?users=ana@e.example"
    card = cards.render(Message("Hello", (CHAT,)), chat=lambda chat: url)
    assert card_faults(card) == []
    (button,) = _actions(card)
    assert button == {
        "type": "Action.OpenUrl",
        "title": "Start the chat",
        "style": "positive",
        "url": url,
    }


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "https://e/" + "x" * 3_000])
def test_a_chat_without_a_link_is_said_in_words_with_mentions(url: str | None) -> None:
    card = cards.render(Message("Hello", (CHAT,)), chat=lambda chat: url)
    assert card_faults(card) == []
    assert _actions(card) == []
    assert card["body"][1]["text"] == "Start a chat with <at>Ana</at> and <at>Ben</at>."


def test_a_chat_of_nobody_says_nothing() -> None:
    assert len(rendered(Chat("Start the chat", (), "Coffee", "Hi!"))["body"]) == 1


def test_a_button_that_opens_a_form_fetches_a_dialog_and_the_others_stay() -> None:
    row = messages.buttons(Button("Profile", "profile", "primary"), Button("Skip", "skip"))
    card = cards.render(Message("Hello", (row,)), opens_form=lambda line: line == "profile")
    assert card_faults(card) == []
    form, skip = _actions(card)
    assert form == {
        "type": "Action.Submit",
        "title": "Profile",
        "style": "positive",
        "data": {"line": "profile", "msteams": {"type": "task/fetch"}},
        "associatedInputs": "none",
    }
    assert skip["type"] == "Action.Execute"
    assert [cards.line_of(one["data"]) for one in (form, skip)] == ["profile", "skip"]


def test_a_menu_gives_the_chosen_line_back_and_the_command_when_nothing_was_chosen() -> None:
    options = (Option("First", "first"), Option("Second", "two, words"))
    card = rendered(Choice("Which?", "join", options), Choice("Who?", "book", options))
    first, second = _actions(card)
    picked = {"choice0": "two, words", "choice1": "first"}
    assert cards.line_of({**first["data"], **picked}) == "join two, words"
    assert cards.line_of({**second["data"], **picked}) == "book first"
    assert cards.line_of(first["data"]) == "join"


def test_a_button_beside_a_menu_does_not_send_the_menu() -> None:
    options = (Option("First", "first"),)
    card = rendered(Choice("Which?", "join", options), messages.buttons(Button("Skip", "skip")))
    assert [one["associatedInputs"] for one in _actions(card)] == ["auto", "none"]


@pytest.mark.parametrize(
    "data", [None, "line", 3, [], {}, {"line": 3}, {"line": None, "pick": "x"}]
)
def test_data_that_no_button_of_ours_sends_carries_no_line(data: object) -> None:
    assert cards.line_of(data) == ""
    assert dialogs.answers_of(data, workspace="teams:t") == {}


FORM = Form(
    "Profile",
    "profile set",
    (
        forms.Line("team", "Team", value="Data & Co"),
        forms.Paragraph("about", "About you", optional=True, hint="Two sentences."),
        forms.Pick("level", "Level", (Option("One", "1"), Option("Two", "2")), value="2"),
        forms.PickMany(
            "skills",
            "Skills",
            (Option("A", "a,b"), Option("B", "100%2C")),
            values=("a,b", "100%2C"),
        ),
        forms.People("peer", "Peer", values=("teams:t:aad-1", "playground:acme:ana")),
        forms.People("peers", "Peers", many=True, values=("teams:t:aad-1", "teams:t:aad-2")),
        forms.Scale("useful", "Useful?", 1, 5, "not at all", "very", value="4"),
        forms.Scale("minutes", "Minutes", 0, 600, "none", "a day", value="30"),
        forms.Day("by", "By when", value="2026-11-24"),
        forms.Moment("first", "First time", value="2026-11-24T10:00@1795510800"),
        forms.Moment("second", "Second time", value="T10:00", optional=True),
        forms.Moment("third", "Third time", value="@1795510800", optional=True),
    ),
    lead="So that others find you.",
)


def _filled(card: Json) -> Json:
    """Submit a form as it opened, as Teams does: the button's data and every input's value, as strings."""
    inputs = [one for one in nodes(card["body"]) if str(one.get("type", "")).startswith("Input.")]
    typed = {one["id"]: str(one["value"]) for one in inputs if "value" in one}
    return {**_actions(card)[-1]["data"], **typed}


def test_a_form_gives_back_what_it_was_filled_with() -> None:
    card = dialogs.render(FORM)
    assert card_faults(card) == []
    data = _filled(card)
    assert cards.line_of(data) == "profile set"
    assert dialogs.answers_of(data, workspace="teams:t") == {
        "team": "Data & Co",
        "about": "",
        "level": "2",
        "skills": ("a,b", "100%2C"),
        "peer": "teams:t:aad-1",
        "peers": ("teams:t:aad-1", "teams:t:aad-2"),
        "useful": "4",
        "minutes": "30",
        "by": "2026-11-24",
        "first": "2026-11-24T10:00",
        "second": "T10:00",
        "third": "",
    }


def test_a_form_shows_what_is_wrong_above_the_field() -> None:
    body = dialogs.render(FORM, {"level": "Choose one, please.", "other": "And this."})["body"]
    at = next(n for n, one in enumerate(body) if one.get("id") == "field.level")
    assert body[at - 1]["inlines"][0]["text"] == "Choose one, please."
    assert body[at - 1]["inlines"][0]["color"] == "Attention"
    assert body[2]["inlines"][0]["text"] == "And this."


def test_a_tall_form_says_at_both_ends_what_to_look_at() -> None:
    tall = Form("Tall", "x", tuple(forms.Line(f"n{n}", f"Field {n}") for n in range(8)))
    said = json.dumps(dialogs.render(tall, {"n1": "No such zone."}))
    assert said.count("Please look again at: Field 1") == 2


def test_of_many_options_one_is_found_by_typing() -> None:
    many = tuple(Option(f"Skill {n}", f"s{n}") for n in range(30))
    card = dialogs.render(Form("Skills", "x", (forms.PickMany("offers", "Skills", many),)))
    [shown] = [one for one in card["body"] if one["type"] == "Input.ChoiceSet"]
    assert (shown["style"], shown["isMultiSelect"]) == ("filtered", True)


def test_a_moment_is_a_date_and_a_time_side_by_side_and_what_is_wrong_stands_above_both() -> None:
    body = dialogs.render(FORM, {"first": "That is past."})["body"]
    at = next(n for n, one in enumerate(body) if one["type"] == "ColumnSet")
    assert body[at - 1]["inlines"][0]["text"] == "That is past."
    day, clock = (column["items"][0] for column in body[at]["columns"])
    assert (day["type"], day["label"], day["value"]) == ("Input.Date", "First time", "2026-11-24")
    assert (clock["type"], clock["label"], clock["value"]) == ("Input.Time", "Time", "10:00")
    assert day["isRequired"]
    assert clock["isRequired"]


@given(hostile.INSTANTS, st.sampled_from(("UTC", "Asia/Kathmandu", "Pacific/Apia")))
@thorough
def test_a_moment_comes_back_as_the_wall_time_it_was_filled_with(at: datetime, zone: str) -> None:
    value = moments.value(at, zone)
    card = dialogs.render(Form("When", "when", (forms.Moment("at", "At", value=value),)))
    assert card_faults(card) == []
    answers = dialogs.answers_of(_filled(card), workspace="teams:t")
    assert answers == {"at": f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"}


def test_people_come_back_by_our_ids_in_whatever_case_they_are_picked() -> None:
    data = {
        "fields": {"peer": "people", "peers": "people_many"},
        "field.peer": "AAD-1",
        "field.peers": "Aad-1, AAD-2,",
    }
    assert dialogs.answers_of(data, workspace="teams:t") == {
        "peer": "teams:t:aad-1",
        "peers": ("teams:t:aad-1", "teams:t:aad-2"),
    }


def test_what_a_form_is_rendered_with_comes_back_and_never_takes_the_place_of_its_own() -> None:
    data = {"card": "1700000000000", "line": "leave 1", "fields": {}}
    back = _filled(dialogs.render(FORM, data=data))
    assert back["card"] == "1700000000000"
    assert cards.line_of(back) == "profile set"
    assert dialogs.answers_of(back, workspace="teams:t") == dialogs.answers_of(
        _filled(dialogs.render(FORM)), workspace="teams:t"
    )


@pytest.mark.parametrize("name", gallery.FORMS)
def test_every_form_of_the_gallery_opens_in_a_dialog_that_says_its_title_once(name: str) -> None:
    form = gallery.FORMS[name]
    answer = dialogs.task(form.title, dialogs.render(form))
    assert task_faults(answer) == []
    value = answer["task"]["value"]
    assert value["title"] == form.title
    assert form.title not in said(value["card"])


def test_a_message_can_be_shown_in_a_dialog_and_its_buttons_submit_there() -> None:
    message = Message(
        "Thank you", (Text(("Kept.",)), messages.buttons(Button("Undo", "undo", "danger")))
    )
    answer = dialogs.task(message.title, cards.render(message))
    assert task_faults(answer) == []
    (button,) = _actions(answer["task"]["value"]["card"]["content"])
    assert (button["type"], cards.line_of(button["data"])) == ("Action.Submit", "undo")


def test_a_dialog_of_a_title_alone_still_shows_it() -> None:
    answer = dialogs.task("Thank you", cards.render(Message("Thank you")))
    assert task_faults(answer) == []
    assert answer["task"]["value"]["card"]["content"]["body"][0]["text"] == "Thank you"


def test_a_form_keeps_what_was_chosen_among_hundreds_of_options() -> None:
    many = tuple(Option(f"Option {n} {'x' * 60}", f"v{n}") for n in range(900))
    card = dialogs.render(Form("Pick", "pick", (forms.Pick("it", "It", many, value="v899"),)))
    assert card_faults(card) == []
    assert dialogs.answers_of(_filled(card), workspace="teams:t") == {"it": "v899"}
    assert "more did not fit here" in said(card)


def test_a_label_cannot_become_a_link_where_a_client_reads_markdown() -> None:
    label = markdown.label("[x](https://evil.example) <https://evil.example>")
    assert not [token for token in tokens(label) if token.type.startswith("link")]
