"""Plain words: what people say who do not speak in commands, and that nothing happens on a guess."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from facilitation import gallery
from facilitation.catalogue import COMMANDS
from facilitation.knowledge.model import Wanted
from facilitation.talk import grammar, heard, patterns
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Ask, Replace, Say, Where
from facilitation.talk.messages import Button, Buttons, Message
from facilitation.understanding import service as understanding
from facilitation.understanding.placing import Meant
from storage.engine import make_engine
from storage.work import Store
from tests.company import WORKSPACE, Company, person
from tests.storage_fixtures import migrated_sqlite, store_on
from tests.words import words_of

TABLE = Path(__file__).with_name("phrases.tsv")
PHRASES = [
    tuple(row.split("\t"))
    for row in TABLE.read_text("utf-8").splitlines()
    if row and not row.startswith("#")
]
EVERY = understanding.every(COMMANDS)
SAID = {words: command.words for command in COMMANDS for words in (command.words, *command.also)}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """Ana, an admin, and two colleagues in Coffee; Design is there too."""
    engine = make_engine(migrated_sqlite(tmp_path_factory.mktemp("words") / "words.db"))
    made = Company(store_on(engine))
    made.settle(person("ana", role="admin"), person("ben"), person("cleo"))
    made.program(["ana", "ben", "cleo"])
    made.program(["ben"], name="Design")
    return made


def meaning(company: Company, line: str, who: str = "ana") -> Meant | None:
    """Return what somebody means by a line, as the door finds it."""
    with company.store.begin() as work:
        call = Call(
            work=work,
            now=company.now,
            workspace=work.workspaces.get(WORKSPACE),
            member=work.members.get(f"{WORKSPACE}:{who}"),
            where=Where(f"personal:{who}", "personal"),
            line=grammar.tidy(line),
            commands=company.assistant().commands,
        )
        return company.assistant().understood(call)


def kept(company: Company) -> object:
    """Return what is kept of Ana and of what is owed to people."""
    with company.store.begin() as work:
        ana = work.members.get(f"{WORKSPACE}:ana")
        owed = [work.outbox.pending(WORKSPACE, p.id) for p in work.programs.of(WORKSPACE)]
        avoided = work.avoids.of(ana.id)
        return ana.offers, ana.wants, avoided, work.enrollments.of_member(ana.id), owed


@pytest.mark.parametrize(("line", "right"), PHRASES, ids=[row[0] for row in PHRASES])
def test_what_people_say_is_understood(company: Company, line: str, right: str) -> None:
    before = kept(company)
    if right[0] == ">":
        title, offers = card(company, line)
        assert (title, offers[0]) == ("Shall I do this?", right[1:])
        assert kept(company) == before
    elif right[0] == "=":
        said = meaning(company, line)
        assert (said.line if said else SAID[grammar.split(line, SAID)[0]]) == right[1:]  # type: ignore[index]
        assert said is None or said.harmless
    else:
        assert card(company, line)[0] == right
        assert kept(company) == before


def card(company: Company, line: str, who: str = "ana") -> tuple[str, list[str]]:
    """Return the title of what somebody reads, and the lines behind its buttons."""
    reply = company.says(who, line)
    assert isinstance(reply, Say | Replace)
    rows = [block for block in reply.message.blocks if isinstance(block, Buttons)]
    return reply.message.title, [button.command for row in rows for button in row.buttons]


@pytest.mark.parametrize(
    "line", ["could I talk to Ben for half an hour about python", "can I talk to Ben about python"]
)
def test_a_booking_in_plain_words_shows_whom_it_names_before_they_are_asked(
    company: Company, line: str
) -> None:
    reply = company.says("ana", line)
    assert isinstance(reply, Ask)
    values = {field.name: getattr(field, "values", ()) for field in reply.form.fields}
    assert values["who"] == (f"{WORKSPACE}:ben",)


@pytest.mark.parametrize(
    "line",
    [
        "half an hour with Ben on python this week",
        "Ben and me, 45 minutes on python",
        "30 minutes of python with Ben",
    ],
)
def test_who_is_named_beside_a_skill_is_who_is_booked(company: Company, line: str) -> None:
    _, offers = card(company, line)
    assert [one for one in offers if one.startswith("book")]
    assert all("@ben" in one for one in offers if one.startswith("book"))


@pytest.mark.parametrize("line", ["30 minutes on python this week", "a python expert for 45m"])
def test_a_button_that_books_whoever_knows_a_skill_shows_the_form_first(
    company: Company, line: str
) -> None:
    _, offers = card(company, line)
    (books,) = (one for one in offers if one.startswith("book"))
    assert isinstance(company.says("ana", books), Ask)


@pytest.mark.parametrize(
    "line", ["when does my circle meet?", "which dates does my circle meet in the next rounds"]
)
def test_when_my_circle_meets_is_answered_with_how_i_stand(company: Company, line: str) -> None:
    said = meaning(company, line)
    assert said
    assert said.line == "status"


@pytest.mark.parametrize("line", sorted(SAID.keys() - {""}))
def test_the_words_of_a_command_are_the_command(line: str) -> None:
    found = grammar.split(line, SAID)
    assert found
    assert understanding.is_command(found[1])


def lines() -> set[str]:
    """Return every line behind a button of any example, and every example of a command."""
    found = {example for command in COMMANDS for example in command.examples}

    def walk(value: object) -> None:
        if isinstance(value, Button):
            found.add(value.command)
        elif is_dataclass(value):
            for field in fields(value):
                walk(getattr(value, field.name))
        elif isinstance(value, tuple | list):
            for one in value:
                walk(one)

    for message in gallery.MESSAGES.values():
        walk(message)
    return found


def test_what_a_button_carries_is_heard_as_nothing_else() -> None:
    for line in lines():
        command = grammar.split(grammar.tidy(line), SAID)
        if not command or understanding.is_command(command[1]):
            continue
        for hit in heard.find(line, understanding.opening(EVERY)):
            same = hit.heard.line.startswith(command[0])
            assert same or "{program}" in hit.heard.line, (line, hit.heard.line)


def test_a_suggestion_never_glues_words_to_a_command_nor_changes_anything(company: Company) -> None:
    for line in ("where is my lunch", "sharr is my meeting", "wnat can you do", "undoo"):
        _, offers = card(company, line)
        for offer in offers:
            command = grammar.split(offer, SAID)
            assert command
            assert not command[1] or command[0] in ("ask", "help")
            assert command[0] not in ("undo", "leave", "share", "want", "offer")


def test_a_question_that_is_not_understood_may_be_put_to_colleagues(company: Company) -> None:
    line = "What is the best way to write a postmortem?"
    assert card(company, line)[1][0] == f"ask {line}"


def test_an_invitation_is_a_question_and_its_button_joins(sqlite_store: Store) -> None:
    company = Company(sqlite_store)
    company.settle(person("ana", role="admin"), person("ben"))
    company.program(["ana"])
    assert card(company, "invite @ben to coffee")[0] == "Ben is invited"
    company.pass_(hours=2)
    (asked,) = company.inbox("ben")
    assert asked.title == "Ana invites you to Coffee"
    company.says("ben", buttons_of(asked)[0])
    with sqlite_store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        found = work.enrollments.find(program.id, f"{WORKSPACE}:ben")
    assert found is not None
    assert found.state == "active"
    assert card(company, "invite @ben to coffee")[0] == "That does not work"


def test_only_who_looks_after_a_program_may_invite(sqlite_store: Store) -> None:
    company = Company(sqlite_store)
    company.settle(person("ana", role="admin"), person("ben"), person("cleo"))
    company.program(["ana", "cleo"])
    reply = company.says("cleo", "invite @ben to coffee")
    assert isinstance(reply, Say)
    assert reply.message.title == "You may not do that"


def buttons_of(message: Message) -> list[str]:
    """Return the lines behind a message's buttons."""
    rows = [block for block in message.blocks if isinstance(block, Buttons)]
    return [button.command for row in rows for button in row.buttons]


def test_what_a_button_names_was_said_in_every_way_of_saying_it() -> None:
    for one in EVERY:
        named = set(re.findall(r"{(\w+)}", one.plainly or one.does))
        for says in one.says:
            assert named <= patterns.always(says), (one.line, says)


@pytest.mark.parametrize("line", ["share my screen", "share with nobody"])
def test_a_few_words_that_begin_like_sharing_keep_nothing_and_open_the_form(
    company: Company, line: str
) -> None:
    reply = company.says("ana", line)
    assert isinstance(reply, Ask)
    assert reply.form.command == "share"
    with company.store.begin() as work:
        assert not work.takeaways.listed(WORKSPACE, Wanted(reader=""))


def test_a_question_about_trouble_or_about_the_bot_is_not_offered_to_colleagues(
    company: Company,
) -> None:
    for line in (
        "who do I write to after harassment at the party?",
        "are you made by our IT people?",
    ):
        assert not [one for one in card(company, line)[1] if one.startswith("ask")]


@pytest.mark.parametrize("line", ["someone is harassing me", "how do I report harassment"])
def test_who_is_harassed_reads_whom_in_the_company_to_turn_to_and_that_nobody_is_told(
    company: Company, line: str
) -> None:
    reply = company.says("ben", line)
    assert isinstance(reply, Say)
    said = words_of(reply)
    assert "turn to your manager" in said
    assert "You could ask Ana" in said
    assert "I tell nobody of it." in said
    assert "avoid @name" in said


@pytest.mark.parametrize("line", ["DROP TABLE members;", "5"])
def test_what_only_those_can_do_who_look_after_a_program_is_not_offered_to_others(
    company: Company, line: str
) -> None:
    offered = card(company, line, "ben")[1]
    assert offered
    assert not [one for one in offered if one.startswith(("invite people", "set"))]


def test_what_stands_in_quotes_after_a_command_is_taken_as_it_is(company: Company) -> None:
    assert meaning(company, 'want "The Open Group"') is None


def test_words_keep_the_capitals_they_were_written_with() -> None:
    assert heard.written("Call Coffee “Design Guild”, please", "design guild") == "Design Guild"
    assert heard.written("I'm ON it", "i am on") == "I'm ON"


def test_what_is_not_understood_is_hinted_at_by_the_names_in_it_and_hints_only_show(
    company: Company,
) -> None:
    hinted = {
        "is there more coffee somewhere?": "program #1",
        "the javascript thing is odd": 'find "JavaScript"',
        "away the whole of december": "pause",
    }
    before = kept(company)
    for line, hint in hinted.items():
        assert hint in card(company, line)[1], line
    assert kept(company) == before


def test_a_setting_without_a_program_is_asked_about_with_lines_that_show_it(
    company: Company,
) -> None:
    title, offers = card(company, "set gap")
    assert (title, offers) == ("Which program?", ["set #1 gap", "set #2 gap"])
    assert card(company, offers[0])[0].startswith("Coffee: Before the same people")
