"""Hostile inputs, ten thousand with --long: whoever sends one gets a sentence, never a trace."""

import unicodedata
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from adapters.playground import html
from adapters.slack import blocks
from adapters.teams import cards
from facilitation.catalogue import COMMANDS
from facilitation.talk import grammar
from facilitation.talk.forms import Form
from facilitation.talk.incoming import Ask, Filled, Quiet, Replace, Say, Sender, Where
from facilitation.talk.messages import Message
from tests.company import WORKSPACE, Company, person
from tests.contracts import slack_checker, teams_checker
from tests.counts import upto

NASTY = (
    "<!channel>",
    "<!here|x>",
    "<@U123ABC>",
    "<at>Ana</at>",
    "@everyone",
    "<https://evil.example|click>",
    "[click](javascript:alert(1))",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE member; --",
    "{{7*7}} ${7*7} {DATE(2026)}",
    "\u202egnirts\u202c",
    "\u200b\u200d\ufeff",
    "e\u0301" * 40,
    "👩‍👩‍👧‍👦🇩🇪",
    "&amp;lt;",
    "\x00\x07\x1b[31m",
    "\ud800",
    "confirm confirm confirm",
    '"' * 30,
    "#" * 30,
    "9" * 400,
    "every 0w on xyz at 99:99",
    "2w2w2w2w",
    "31 feb",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "x" * 5000,
)

WORDS = sorted({p for c in COMMANDS for p in (c.words, *c.also) if p})
BITS = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=40),
    st.sampled_from(["coffee", "#1", "@ana", "in", "every", "size", "cadence", "term", "5"]),
)
LINES = st.builds(
    lambda command, bits: " ".join([command, *bits]),
    st.one_of(st.sampled_from(WORDS), st.sampled_from(NASTY)),
    st.lists(BITS, max_size=4),
)
MANY = settings(
    max_examples=upto(60, 3_000),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


@pytest.fixture(scope="module")
def company(tmp_path_factory, migrated_file):
    """A company of an admin, a member and a program, in a database of this module's own."""
    import shutil

    from storage.engine import make_engine
    from tests.storage_fixtures import store_on

    path = tmp_path_factory.mktemp("hostile") / "peerloop.db"
    shutil.copy(migrated_file, path)
    engine = make_engine(f"sqlite:///{path}")
    made = Company(store_on(engine))
    made.settle(person("ana"), person("root", role="admin"))
    made.program(["ana", "root"])
    yield made
    engine.dispose()


@cache
def shown(message: Message) -> None:
    """Check that a message reaches every platform with nothing in it alive."""
    html_text = str(html.card(message, "UTC"))
    assert "<script" not in html_text
    assert "<img src=x" not in html_text
    assert "javascript:" not in html_text.replace("(javascript:", "")
    slack = blocks.render(message)
    assert not slack_checker.message_faults(slack)
    for text in slack_checker.mrkdwn_of(slack):
        assert not any(live in text for live in ("<!channel", "<!here", "<@U123", "<https://evil"))
    assert not teams_checker.card_faults(cards.render(message))


def handled(company: Company, reply: object) -> None:
    """Check that a reply is one that can be shown."""
    assert not company.bugs
    match reply:
        case Say(message) | Replace(message):
            assert message.title.strip()
            shown(message)
        case Ask(form, _):
            assert isinstance(form, Form)
        case Quiet():
            pass
        case _:
            raise AssertionError(reply)


@settings(MANY, max_examples=upto(120, 4_500))
@example(line="language <!channel> \ud800", who="ana")
@given(line=LINES, who=st.sampled_from(["ana", "root"]))
def test_any_line_gets_an_answer_in_which_nothing_is_alive(company, line, who):
    handled(company, company.says(who, line))


@settings(MANY, max_examples=upto(50, 1_500))
@given(line=st.text(max_size=60))
def test_any_text_at_all_gets_an_answer(company, line):
    handled(company, company.says("ana", line))


@MANY
@given(
    name=st.sampled_from(["team", "location", "zone", "level", "languages", "hours", "circles"]),
    value=BITS,
)
def test_any_answer_in_any_field_of_the_profile_is_kept_to_the_letter_or_refused(
    company, name, value
):
    fine = {
        "team": "Design",
        "location": "Berlin",
        "zone": "Europe/Berlin",
        "level": "3",
        "languages": "English",
        "hours": "9-17",
        "circles": "2",
    }
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:ana", name="Ana")
    where = Where(id="personal:ana", kind="personal")
    answers = {**fine, name: value}
    reply = company.assistant().handle(Filled(by=by, line="profile", answers=answers, where=where))
    handled(company, reply)
    if name == "team" and isinstance(reply, Say | Replace) and "profile" in str(reply).casefold():
        with company.store.begin() as work:
            kept = work.members.get(by.member).team
        printable = "".join(
            " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in value
        )
        assert "".join(kept.split()) in ("".join(printable.split()), "Design")


@settings(MANY, max_examples=upto(50, 1_000))
@given(name=BITS, goal=BITS)
def test_a_program_can_be_called_anything_and_is_shown_as_it_was_called(company, name, goal):
    line = f'program create pairs "{name}" for "{goal}"'
    reply = company.says("root", line)
    handled(company, reply)
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
    with company.store.begin() as work:
        work.programs.save(replace(program, goal=name if grammar.readable(name) else "fine"))
    handled(company, company.says("ana", "programs"))
    handled(company, company.says("ana", "program #1"))
    handled(company, company.says("ana", "set #1"))
