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
        ("m0", "", 18),
        ("zoe", "", 14),
        ("m0", "status", 12),
        ("m0", "why", 19),
        ("m5", "why", 18),
        ("zoe", "join coffee", 15),
        ("m0", "leave coffee", 64),
        ("m0", "skip coffee", 11),
        ("m0", "programs", 7),
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
