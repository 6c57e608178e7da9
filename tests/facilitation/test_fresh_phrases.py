"""Phrases by people who never saw how they are understood: how many are answered rightly, and that none does harm."""

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from facilitation.knowledge.model import Wanted
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Buttons
from facilitation.talk.when.days import Past
from storage.engine import make_engine
from tests.company import WORKSPACE, Company, person
from tests.facilitation.test_plain_words import meaning
from tests.storage_fixtures import migrated_sqlite, store_on

TABLE = Path(__file__).with_name("fresh.tsv")
ROWS = [row.split("\t") for row in TABLE.read_text("utf-8").splitlines() if row[0] != "#"]
SPEAKERS = {"employee": "ana", "facilitator": "fay", "admin": "ada"}
LEAST = {
    "a": 0.87,
    "b": 0.65,
    "c": 0.85,
    "d": 0.85,
    "e": 0.9,
    "f": 0.9,
    "g": 0.85,
    "h": 0.9,
    "i": 0.9,
    "j": 0.9,
    "k": 0.95,
    "l": 0.95,
    "m": 0.95,
    "n": 0.95,
    "q": 0.98,
    "r": 0.98,
    "s": 0.98,
    "t": 0.9,
}
"""How many of each part are answered rightly; before a part was looked at 60 % of `b` were, 70 % of `d`,
60 % of `e`, 69 % of `f`, 80 % of `g`, 82 % of `h`, 78 % of `i`, 79 % of `j`, 87 % of `k` and `m`, 91 % of `n`,
86 % of `q`, 71 % of `r` and 80 % of `s`; with the parts before them mended, and they not yet
looked at, 82 % of `r` and 87 % of `s`. Of `t`, which was opened last, 86 % were, as its authors judge."""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """Ana in Coffee, a facilitator of it and of Design, and an admin, with the colleagues whom the phrases name."""
    engine = make_engine(migrated_sqlite(tmp_path_factory.mktemp("fresh") / "fresh.db"))
    made = Company(store_on(engine))
    others = (person(name) for name in ("megan", "ben", "chiara", "olu"))
    made.settle(
        person("ana"), person("fay", role="facilitator"), person("ada", role="admin"), *others
    )
    programs = [
        made.program(["ana", "megan", "ben"]),
        made.program(["ben", "chiara", "ada"], name="Design"),
    ]
    with made.store.begin() as work:
        for one in programs:
            work.programs.save(replace(one, facilitators=(f"{WORKSPACE}:fay",)))
    return made


def kept(company: Company, name: str) -> object:
    """Return what is kept of somebody, and what is owed to people."""
    with company.store.begin() as work:
        member = work.members.get(f"{WORKSPACE}:{name}")
        takeaways = len(work.takeaways.listed(WORKSPACE, Wanted(reader="")))
        enrolled = work.enrollments.of_member(member.id)
        return member.offers, member.wants, work.avoids.of(member.id), enrolled, takeaways


def lines(reply: Reply) -> list[str]:
    """Return the lines behind a reply's buttons."""
    if not isinstance(reply, Say | Replace):
        return []
    rows = [block for block in reply.message.blocks if isinstance(block, Buttons)]
    return [button.command for row in rows for button in row.buttons]


@pytest.mark.parametrize("half", LEAST)
def test_of_fresh_phrases_most_are_answered_rightly_and_nothing_is_kept(
    company: Company, half: str
) -> None:
    rows = [row for row in ROWS if row[0] == half]
    right, before = 0, {name: kept(company, name) for name in SPEAKERS.values()}
    for _, who, phrase, accepted in rows:
        name = SPEAKERS[who]
        said = None
        with suppress(Past):
            said = meaning(company, phrase, name)
        reply = company.says(name, phrase)
        assert kept(company, name) == before[name], phrase
        meant = [said.line] if said else lines(reply) or [phrase]
        fits = any(re.match(a, line, re.IGNORECASE) for a in accepted.split("|") for line in meant)
        right += fits or ("NONE" in accepted and not said)
    assert right >= LEAST[half] * len(rows)
