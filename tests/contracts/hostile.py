"""Messages and forms as hypothesis makes them, out of what people really send to break a bot."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from facilitation.talk import forms, messages
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message
from facilitation.talk.when import moments

ATTACKS = (
    *("<!channel>", "<!here|x>", "<@U0EVIL>", "<#C1>", "<https://evil.example|Your bank>", "&amp;"),
    *(
        "&lt;!channel&gt;",
        "<at>Ana</at>",
        "[a](https://evil.example)",
        "![x](https://e.example/x.png)",
    ),
    *(
        "**bold**",
        "_it_",
        "`code`",
        "```",
        "~~no~~",
        "# Title",
        "- item",
        "1. one",
        "2) two",
        "> q",
    ),
    *(
        "<script>alert(1)</script>",
        "{{DATE(2017-02-14T06:00:00Z, SHORT)}}",
        "${name}",
        "---",
        "===",
    ),
    *(
        "\u202egnp.exe",
        "\u2066x",
        "\u2069\u202ey",
        "\u200b\u200d\ufeff",
        "مرحبا",
        "👩‍👩‍👧‍👦",
        "e\u0301" * 3,
    ),
    *(
        "\n",
        "\r\n",
        "\n\n- x",
        "    four",
        "\t",
        "\u2028",
        "\x00",
        "\ud800",
        "",
        " ",
        "*",
        "\\",
        "|",
    ),
)
ADDRESSES = (
    *("https://example.com/a?b=1&c=2", "http://example.com", "mailto:ana@example.com", ""),
    *(
        "javascript:alert(1)",
        "https://e.example/>|<!channel>",
        "https://e.example/) [x](",
        "https://[",
    ),
    *(
        "https://e.example/" + "x" * 4_000,
        "not an address",
        "https://e.example/\u202e",
        "HTTPS://E.example",
    ),
)
MEMBERS = (
    *(
        "slack:T1:U7",
        "slack:T1:W88",
        "teams:11-22:aad-1",
        "teams:11-22:aad-2",
        "playground:acme:ana",
    ),
    *("slack:T1:U7> <!channel>", 'teams:t:"}', "", "ana"),
)
INSTANTS = st.datetimes(
    min_value=datetime(1971, 1, 1),
    max_value=datetime(2200, 1, 1),
    timezones=st.just(UTC),
)

texts = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(max_size=40),
    st.lists(st.sampled_from(ATTACKS), max_size=4).map("".join),
    st.tuples(st.sampled_from(ATTACKS), st.sampled_from((100, 3_000, 20_000))).map(
        lambda pair: pair[0] * (pair[1] // max(1, len(pair[0])))
    ),
)
lines = st.one_of(
    st.sampled_from(("", "join design", "we met", "book @ana 30m")),
    texts.map(lambda text: text[:3_500].encode("utf-8", "replace").decode()),
)
values = st.one_of(
    st.sampled_from(("a", "prg_1", "", "a,b", "100%", "x" * 80)), st.text(max_size=90)
)
names = st.sampled_from(
    ("Ana", "Ana", "Ben O’Hara", "<at>Ana</at>", "*Eve*", "x" * 200, "", "李雷")
)

spans = st.one_of(
    texts,
    texts.map(messages.Bold),
    texts.map(messages.Code),
    st.builds(messages.Link, texts, st.sampled_from(ADDRESSES)),
    st.builds(messages.Mention, st.sampled_from(MEMBERS), names),
    st.builds(messages.Time, INSTANTS, st.sampled_from(("moment", "day", "clock", "date"))),
)
values_of_moments = st.one_of(
    st.builds(moments.value, INSTANTS, st.sampled_from(("Asia/Tokyo", "America/Santiago", "UTC"))),
    st.sampled_from(
        (
            *("", "2026-11-24", "T10:00", "2026-11-24T10:00", "@1795510800", "@5", "@99999999999"),
            *("2026-02-30T10:00", "2026-11-24T25:00@1795510800", "2026-11-24T10:00:00", "@-1"),
            *("T24:00", "@１795597200", "2026-11-24T10:00\n", '2026-11-24T10:00"><b>', "@@"),
        )
    ),
)
lists_of_spans = st.lists(spans, max_size=5).map(tuple)
options = st.one_of(
    st.lists(st.builds(messages.Option, texts, values), max_size=6),
    st.sampled_from((11, 120, 500)).map(
        lambda n: [messages.Option(f"Option {i}", f"v{i}") for i in range(n)]
    ),
).map(tuple)
buttons = st.builds(messages.Button, texts, lines, st.sampled_from(("plain", "primary", "danger")))
rows_of_buttons = st.one_of(
    st.lists(buttons, max_size=8),
    st.sampled_from((26, 200)).map(
        lambda n: [messages.Button(f"B{i}", f"say {i}") for i in range(n)]
    ),
).map(tuple)
bars = st.builds(messages.Bar, st.one_of(texts, st.text(max_size=4)), st.none() | st.floats(0, 100))
lists_of_bars = st.one_of(
    st.lists(bars, max_size=8), st.just([messages.Bar(f"{n}", n) for n in range(60)])
).map(tuple)
items = st.builds(messages.Items, st.lists(lists_of_spans, max_size=6).map(tuple))
facts = st.builds(
    messages.Facts,
    st.lists(st.builds(messages.Row, texts, lists_of_spans), max_size=14).map(tuple),
)
short_cells = st.one_of(
    lists_of_spans, st.sampled_from(("", "7", "Ana", "<b> & *x* {{DATE(1)}}")).map(lambda t: (t,))
)


@st.composite
def _tables(draw: st.DrawFn) -> messages.Table:
    wide, long = draw(st.integers(0, 22)), draw(st.sampled_from((0, 1, 2, 7, 101)))
    row = tuple(draw(short_cells) for _ in range(wide))
    heads = tuple(draw(st.sampled_from(("", "When", "<Who> & *what*"))) for _ in range(wide))
    return messages.Table(draw(texts), heads, (row,) * long, (draw(st.one_of(items, facts)),))


tables = _tables()
blocks = st.one_of(
    st.builds(messages.Text, lists_of_spans),
    items,
    facts,
    st.builds(messages.Quote, lists_of_spans),
    st.just(messages.Divider()),
    tables,
    st.builds(messages.Chart, texts, lists_of_bars, st.sampled_from(ADDRESSES)),
    st.builds(messages.Note, lists_of_spans),
    st.builds(messages.Choice, texts, lines, options),
    st.builds(messages.Buttons, rows_of_buttons),
    st.builds(
        messages.Chat,
        texts,
        st.lists(st.builds(messages.Mention, st.sampled_from(MEMBERS), names), max_size=9).map(
            tuple
        ),
        texts,
        texts,
    ),
)
any_message = st.builds(Message, texts, st.lists(blocks, max_size=12).map(tuple))


@st.composite
def _fields(draw: st.DrawFn, name: str) -> forms.Field:
    common = {
        "name": name,
        "label": draw(texts),
        "hint": draw(texts),
        "optional": draw(st.booleans()),
    }
    made: list[st.SearchStrategy[forms.Field]] = [
        st.builds(
            forms.Line, value=texts, longest=st.sampled_from((0, 1, 200, 9_000)), **_just(common)
        ),
        st.builds(forms.Paragraph, value=texts, **_just(common)),
        st.builds(
            forms.Pick, options=options, value=st.sampled_from(("", "a", "v3")), **_just(common)
        ),
        st.builds(
            forms.PickMany,
            options=options,
            values=st.sampled_from(((), ("a", "b"), ("v3", "v499"), ("a,b",))),
            **_just(common),
        ),
        st.builds(
            forms.People,
            values=st.lists(st.sampled_from(MEMBERS), max_size=3).map(tuple),
            many=st.booleans(),
            **_just(common),
        ),
        st.builds(
            forms.Scale,
            low=st.sampled_from((0, 1, -5)),
            high=st.sampled_from((1, 5, 10, 400)),
            low_word=texts,
            high_word=texts,
            value=st.sampled_from(("", "3", "99", "²", "x")),
            **_just(common),
        ),
        st.builds(
            forms.Day,
            value=st.sampled_from(("", "2026-11-24", "soon", "20261124")),
            **_just(common),
        ),
        st.builds(forms.Moment, value=st.one_of(values_of_moments, texts), **_just(common)),
    ]
    return draw(st.one_of(made))


def _just(common: dict[str, object]) -> dict[str, st.SearchStrategy[object]]:
    return {key: st.just(value) for key, value in common.items()}


@st.composite
def any_form(draw: st.DrawFn) -> Form:
    """Give a form of up to seven fields with names of their own."""
    count = draw(st.integers(0, 7))
    fields = tuple(draw(_fields(f"field_{number}")) for number in range(count))
    return Form(draw(texts), draw(lines), fields, draw(texts))


any_errors = st.dictionaries(
    st.sampled_from(("field_0", "field_3", "elsewhere")), texts, max_size=3
)
