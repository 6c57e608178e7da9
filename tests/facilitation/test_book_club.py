"""A seventh format, as somebody who does not program wrote it from the README alone: a book club, lived for months."""

from collections import Counter
from pathlib import Path

import pytest

from facilitation.programs.formats import file, library
from facilitation.programs.formats.wrong import Wrong
from facilitation.talk.incoming import Ask
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person
from tests.words import agree, words_of

TEXT = (Path(__file__).parent / "formats" / "book_club.yaml").read_text("utf-8")
NAMES = ("ana", "ben", "cleo", "dan")
CHANNEL = f"{WORKSPACE}:books"


@pytest.fixture
def club(store: Store) -> Company:
    """Four people in a book club that has a channel."""
    made = Company(store)
    made.settle(person("root", role="admin"), *map(person, NAMES))
    with store.begin() as work:
        library.keep(work, WORKSPACE, TEXT, work.members.get(f"{WORKSPACE}:root"), made.now)
    agree(made, "root", f'program create book_club "Books" in #{CHANNEL}|books')
    for name in NAMES:
        made.says(name, "join books")
    return made


def test_a_book_club_has_another_host_each_month_questions_before_and_takeaways_after(
    club: Company,
) -> None:
    club.pass_(days=14)
    for name in NAMES:
        [asked] = [m for m in club.inbox(name) if "the next chapter" in str(m.title)]
        assert "Please read it until then." in words_of(asked)
    club.pass_(days=1)
    [answer] = [m for m in club.inbox("ana") if "take away from this chapter" in words_of(m)][-1:]
    form = club.says("ana", button(answer, "Answer"))
    assert isinstance(form, Ask)
    club.fills("ana", form.form.command, {"answer": "Read slowly."})
    club.pass_(days=3)
    posted = [d.message for d in club.arrived if d.conversation == CHANNEL]
    titles = [str(m.title) for m in posted if is_of_a_round(str(m.title))]
    assert titles == [
        "Books: what would you like to ask?",
        "Books meets now",
        "Books: what we take away",
    ]
    assert "Read slowly." in words_of(posted[-1])
    assert "Ana" in words_of(posted[-1])
    club.pass_(days=100)
    hosts = Counter(
        d.conversation for d in club.arrived if "You look after Books" in str(d.message.title)
    )
    assert len(hosts) == len(NAMES)
    assert max(hosts.values()) - min(hosts.values()) <= 1
    assert not club.bugs


def is_of_a_round(title: str) -> bool:
    """Return whether a post is of a round, and not the invitation."""
    return title.startswith("Books")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("{working days: 10, before", "{weeks: 2, before", "“weeks” is not known here. There are: working days"),
        ("    act: agenda\n", "    act: discuss\n", "“of” is not known here. There are: name, when, in, act, days"),
        ("    people: hosts\n", "    people: [ana]\n", "a whole number stands here"),
        ("    act: post\n", "    act: discuss\n", "“title” is not known here. There are: name, when"),
        ("summary: We read", "summary:\n  - We read", "a text stands here"),
    ],
)  # fmt: skip
def test_what_a_first_attempt_gets_wrong_is_said_with_what_there_is(
    right: str, wrong: str, said: str
) -> None:
    assert right in TEXT
    with pytest.raises(Wrong) as found:
        file.read(TEXT.replace(right, wrong, 1))
    assert said in str(found.value)


def test_what_cannot_come_before_the_opening_is_said_with_what_can() -> None:
    text = library.text_of_ours("sharing")
    wrong = text.replace("act: sign_up", "act: thank").replace("    kinds: [talk]\n", "")
    with pytest.raises(Wrong):
        file.read(wrong)
    one = library.text_of_ours("sharing").replace("kinds: [talk]", "kinds: talk")
    assert file.read(one) == file.read(text), "one of something needs no brackets"
    for kind in ("wish", "question"):
        with pytest.raises(Wrong) as found:
            file.read(text.replace("kinds: [talk]", f"kinds: [{kind}]"))
        assert "It can be: talk, show, ask, resource" in str(found.value)
