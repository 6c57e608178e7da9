"""How often a command asks the database: everybody waits longest for that, so it may become less and not more."""

import pytest
from sqlalchemy import Engine, event

from facilitation.talk.incoming import Replace, Say
from storage.work import Store
from tests.company import Company, person

PEOPLE = [f"m{number}" for number in range(12)]


@pytest.fixture
def company(store: Store) -> Company:
    """A dozen people who have just been introduced in Coffee, four of them in Design too, and one who is in nothing."""
    made = Company(store)
    made.settle(person("root", role="admin"), person("zoe"), *map(person, PEOPLE))
    made.program(PEOPLE)
    made.program(PEOPLE[:4], name="Design")
    made.pass_(days=6)
    return made


@pytest.mark.parametrize(
    ("who", "line", "most"),
    [
        ("m0", "", 17),
        ("zoe", "", 12),
        ("m0", "status", 11),
        ("m0", "why", 19),
        ("m5", "why", 18),
        ("zoe", "join coffee", 11),
        ("m0", "leave coffee", 64),
        ("m0", "skip coffee", 9),
        ("m0", "programs", 6),
        ("root", "set coffee", 4),
        ("root", "set coffee size 3", 4),
    ],
)
def test_a_command_asks_the_database_no_more_often_than_it_did(
    company: Company, engine: Engine, who: str, line: str, most: int
) -> None:
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    assert isinstance(company.says(who, line), Say | Replace)
    assert 0 < len(asked) <= most, "\n".join(asked)


@pytest.mark.parametrize("line", ["", "programs", "status"])
@pytest.mark.parametrize("who", ["zoe", "m0"])
def test_what_lists_programs_asks_no_more_often_however_many_there_are(
    company: Company, engine: Engine, who: str, line: str
) -> None:
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    company.says(who, line)
    few = len(asked)
    for number in range(5):
        company.program(["m0"], name=f"More {number}")
    asked.clear()
    company.says(who, line)
    assert 0 < len(asked) <= few, "\n".join(asked)
