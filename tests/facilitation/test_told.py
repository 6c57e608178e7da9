"""What is told in a sentence: nothing is sent or left by it before it is shown, and nothing that it names is lost."""

import pytest

from facilitation.talk.incoming import Ask, Say
from storage.work import Store
from tests.company import Company, person
from tests.facilitation.test_fresh_phrases import lines
from tests.facilitation.test_plain_words import meaning


@pytest.fixture
def company(store: Store) -> Company:
    made = Company(store)
    made.settle(person("ana", role="admin"), person("ben"), person("megan"))
    made.program(["ana", "ben", "megan"])
    made.program(["ben"], name="Design")
    return made


@pytest.mark.parametrize(
    "line", ["book ben for half an hour", "can i talk to ben about kubernetes on thursday"]
)
def test_nobody_is_asked_for_time_by_a_sentence_before_it_was_shown(
    company: Company, line: str
) -> None:
    reply = company.says("ana", line)
    assert isinstance(reply, Ask)
    assert not company.inbox("ben")


def test_what_a_booking_is_about_is_not_lost_in_whatever_words(company: Company) -> None:
    said = meaning(company, "can i talk to megan about kubernetes on thursday")
    assert said is not None
    assert said.line == "book @megan thursday about kubernetes"
    reply = company.says("ana", "book ben next week re ingress")
    assert isinstance(reply, Say | Ask)
    assert "ingress" in repr(reply)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("i can help with go, flurbl, grpc", "offer Go, Flurbl, gRPC"),
        ("i know docker and python", "offer Docker, Python"),
        ("looking for a pyhton expert", "find Python"),
        ("kuberntes help plz", "find Kubernetes"),
        ("i need help with exel pivot tables", "find Excel"),
        ("show megans skills", "skills @megan"),
        ("I'm off from 20 dec to 6 jan", "pause from 20 dec until 6 jan"),
        ("no time til next month", "pause until 2026-12-01"),
        ("save this: check the logs before a restart", "share check the logs before a restart"),
        ("who changed coffee?", "history #1"),
    ],
)
def test_what_a_sentence_names_stands_in_its_place(company: Company, line: str, meant: str) -> None:
    said = meaning(company, line)
    assert said is not None
    assert said.line == meant


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("groups of three instead of pairs", "set #1 size 3"),
    ],
)
def test_where_a_program_is_not_named_it_is_asked_which_with_a_button_each(
    company: Company, line: str, first: str
) -> None:
    assert lines(company.says("ana", line))[0] == first
