"""Decks that people bring: as a list, a table or a file; what is wrong in them; and questions that wait."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.discussions import turns
from facilitation.programs.decks import files, library
from facilitation.programs.decks.library import Deck
from facilitation.programs.formats.wrong import Wrong
from facilitation.talk.incoming import Ask
from facilitation.talk.messages import Quote, plain
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person, press
from tests.facilitation.discussed import fills
from tests.words import agree, everything, said, translated, words_of

TABLE = """asks,kind,depth
"What did you learn, and from whom?",story,2
What do you do differently since?,practice,1
"""
DECK = """name: Ours
summary: What we ask
prompts:
  - {id: a, kind: story, depth: 1, asks: What was it?}
"""
JARGON = ("string", "tuple", "input", "valid", "pattern", "item", "type", "should")


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store)
    company.settle(
        person("root", role="admin"),
        person("ana", role="facilitator"),
        person("ben"),
        person("cleo"),
    )
    agree(company, "root", f'program create discussion "Talk" in #{WORKSPACE}:talk|talk')
    agree(company, "root", "set talk facilitators @ana")
    company.arrived.clear()
    return company


def test_only_who_may_bring_a_deck_is_offered_to(company: Company) -> None:
    bring = "[Bring your own]"
    assert bring in everything(said(company.says("ana", "deck list #1")))
    listed = everything(said(company.says("ben", "deck list #1")))
    assert listed[0] == "Decks of questions"
    assert bring not in listed


def problems(text: str) -> list[str]:
    with pytest.raises(Wrong) as found:
        files.read(text, "Ours", "What we ask")
    assert translated(one.sentence for one in found.value.problems)
    return [str(one) for one in found.value.problems]


def test_a_table_is_read_with_what_it_leaves_out() -> None:
    deck = files.read(TABLE, "Ours 🌱", "What we ask")

    assert [(p.kind, p.depth) for p in deck.prompts] == [("story", 2), ("practice", 1)]
    assert deck.prompts[0].id == "what-did-you-learn-and-from-whom"
    assert (deck.name, deck.summary) == ("Ours 🌱", "What we ask")


def test_a_plain_list_is_a_deck_too() -> None:
    deck = files.read(
        "- What is new here?\n\n2. What is new here?\n• Was ist neu, Ångström?\n", "Ours"
    )

    assert [p.asks for p in deck.prompts] == [
        "What is new here?",
        "What is new here?",
        "Was ist neu, Ångström?",
    ]
    assert len({p.id for p in deck.prompts}) == 3


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (TABLE.replace("story", "stroy"), "line 2, column 1: “stroy” is no kind of question. Did you mean “story”?"),
        (TABLE.replace("depth", "dept"), "line 1, column 1: there is no column “dept”. Did you mean “depth”?"),
        (TABLE.replace(",1\n", ",9\n"), "line 3, column 1: “depth” is 1, 2 or 3"),
        (TABLE.replace("ce,1", "ce,1,,,"), "line 3, column 1: this row has 6 cells, and there are 3 columns"),
        ("asks\n\n\nHuh?\n", "line 4, column 1: a question has 8 to 300 characters, such as:"),
        ("name: Ours\nsummery: x\n", "“summery” is not known here. Did you mean “summary”?"),
        ("", "a deck has 1 to 500 questions, such as:"),
        (f"{DECK}for: pairs\n", "“for” names formats, in brackets and with commas"),
        (f"{DECK}x: 1\n".replace("id: a", "id: A b"), "“id” is a name in small letters"),
        (DECK.replace("name: Ours", "name: 7"), "“name” is what the deck is called, in 2 to 40 characters"),
        (DECK.replace("story", "chat"), "“chat” is no kind of question. It can be: story, practice"),
        (DECK.replace(", kind: story", ""), "“kind” is missing"),
        (DECK.split("{")[0] + "What was it?\n", "a question has an id, a kind"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_the_nearest_right_word(
    text: str, wrong: str
) -> None:
    assert any(wrong in problem for problem in problems(text)), problems(text)
    assert not any(word in problem for problem in problems(text) for word in JARGON)


_WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=8, max_size=60
)


@settings(max_examples=60, deadline=None)
@given(_WORDS, st.lists(_WORDS, min_size=1, max_size=4))
def test_what_is_written_is_read_as_the_same_deck(name: str, asks: list[str]) -> None:
    prompts = [
        {
            "id": f"p-{n}",
            "kind": "story",
            "depth": 1 + n % 3,
            "asks": one,
            "for": ["pairs"] * (n % 2),
        }
        for n, one in enumerate(asks)
    ]
    deck = Deck.model_validate(
        {"name": name[:40], "summary": name, "for": ["discussion"], "prompts": prompts}
    )

    assert files.read(library.written(deck)) == deck


@pytest.mark.parametrize("name", sorted(library.ours()))
def test_every_deck_of_ours_comes_back_as_it_was(name: str) -> None:
    deck = library.ours()[name]
    assert files.read(library.written(deck)) == deck


def test_a_facilitator_brings_a_deck_uses_it_and_takes_it_along(company: Company) -> None:
    form = company.says("ana", "deck import")
    wrong = fills(company, "ana", form, called="Ours", deck=TABLE.replace("story", "stroy"))
    assert isinstance(wrong, Ask)
    assert "Did you mean “story”" in wrong.errors["deck"]
    taken = fills(company, "ana", form, called="engineering", deck=TABLE)
    assert isinstance(taken, Ask)
    assert "comes with Peerloop" in taken.errors["called"]
    brought = said(fills(company, "ana", form, called="Ours 🌱", summary="What we ask", deck=TABLE))
    shown = said(press(company, "ana", brought, "Look at it"))
    line = next(
        b.command for k in shown.blocks for b in getattr(k, "buttons", ()) if "Use it" in b.text
    )
    agree(company, "ana", line)

    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        assert turns.deck(work, program).name == "Ours 🌱"
        assert turns.upcoming(work, program, company.now).asks.startswith("What did you learn")
    out = said(company.says("ana", 'deck export "Ours 🌱"'))
    [text] = [plain(b.spans) for b in out.blocks if isinstance(b, Quote)]
    again = words_of(fills(company, "ana", form, deck=text))
    assert "is changed" in again
    assert "Only facilitators" in words_of(company.says("ben", "deck import"))
    assert "Ours 🌱" in words_of(company.says("ana", "deck list"))


def test_what_the_form_leaves_empty_is_asked_for_at_its_field(company: Company) -> None:
    form = company.says("ana", "deck import")
    unnamed = fills(company, "ana", form, called="", deck="What was new to you?")
    assert isinstance(unnamed, Ask)
    assert set(unnamed.errors) == {"called"}
    assert "2 to 40 characters" in unnamed.errors["called"]
    short = fills(company, "ana", form, called="Ours", summary="x", deck="What was new to you?")
    assert isinstance(short, Ask)
    assert set(short.errors) == {"summary"}
    empty = fills(company, "ana", form, called="Ours", summary="What we ask", deck=" ")
    assert isinstance(empty, Ask)
    assert set(empty.errors) == {"deck"}
    assert "a deck has 1 to 500 questions" in str(empty.errors["deck"])
    named = {f.name: getattr(f, "value", "") for f in empty.form.fields}
    assert (named["called"], named["summary"]) == ("Ours", "What we ask")


def test_no_question_comes_twice_before_the_deck_is_through(company: Company) -> None:
    form = company.says("ana", "deck import")
    fills(company, "ana", form, called="Ours", deck=TABLE)
    agree(company, "ana", "set talk deck Ours")
    company.pass_(weeks=4)
    with company.store.begin() as work:
        held = [*work.discussions.closed(WORKSPACE, 9), *work.discussions.unclosed(WORKSPACE)]
    asked = [d.question for d in sorted(held, key=lambda d: d.opened_at)]

    assert len(asked) >= 3
    assert asked[0] != asked[1]
    assert asked[2] == asked[0]


def test_members_say_which_proposed_question_they_would_like(company: Company) -> None:
    company.says("ben", 'prompt propose "What should we stop doing?"')
    company.says("root", 'prompt propose "What should we start doing?"')
    own = said(company.says("ben", "prompts talk"))
    mine = next(p for p in waiting(company) if "stop" in p.asks)
    theirs = next(p for p in waiting(company) if "start" in p.asks)

    assert "You proposed it" in words_of(company.says("ben", f"prompt vote {mine.id}"))
    assert "One more would like it." in words_of(company.says("ben", f"prompt vote {theirs.id}"))
    both = words_of(company.says("cleo", f"prompt vote {theirs.id}"))
    assert "2 more would like it." in both
    assert both.index("start doing") < both.index("stop doing")
    assert words_of(own).index("stop doing") < words_of(own).index("start doing")
    assert "One more" in words_of(company.says("cleo", f"prompt vote {theirs.id}"))


def waiting(company: Company):
    with company.store.begin() as work:
        return work.prompts.waiting(work.programs.of(WORKSPACE)[0].id)


def test_a_facilitator_rewords_a_question_asks_it_next_or_takes_it_out(company: Company) -> None:
    for word in ("first", "second", "third"):
        company.says("ana", f'prompt add "What comes {word} here?"')
    third = waiting(company)[2]
    form = company.says("ana", f"prompt edit {third.id}")
    fills(company, "ana", form, question="What was third?", place="next")
    assert waiting(company)[0].asks == "What was third?"
    out = company.says("ana", f"prompt edit {third.id}")
    fills(company, "ana", out, question="What was third?", place="out")
    assert len(waiting(company)) == 2
    company.says("ben", 'prompt propose "What do we never say?"')
    mine = waiting(company)[-1]
    form = company.says("ben", f"prompt edit {mine.id}")
    fills(company, "ben", form, question="What do we seldom say?", place="next")

    assert [p.state for p in waiting(company)] == ["queued", "queued", "proposed"]
    assert waiting(company)[-1].asks == "What do we seldom say?"
    assert "Only its facilitators" in words_of(company.says("cleo", f"prompt edit {mine.id}"))
