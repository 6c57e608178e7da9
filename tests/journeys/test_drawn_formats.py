"""Formats drawn at random are kept and lived through by the engine: every round of every one comes to its end."""

import json
import random
from collections.abc import Callable
from dataclasses import replace

from facilitation.programs.formats import file
from facilitation.programs.model import WorkspaceFormat
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.facilitation.drawn_formats import drawn
from tests.words import agree

NAMES = ("ana", "ben", "cleo", "dan", "eva")
WEEKS = 5


def test_every_round_of_every_format_that_is_right_comes_to_its_end(
    sqlite_store: Store, long: Callable[[int, int], int]
) -> None:
    company, chance = Company(sqlite_store), random.Random(11)
    company.settle(person("root", role="admin"), *map(person, NAMES))
    many = long(3, 40)
    for number in range(many):
        said = {**drawn(chance), "name": f"drawn{number}"}
        text = json.dumps(said, indent=1)
        file.read(text)
        with sqlite_store.begin() as work:
            # straight into the table: a workspace keeps twenty of its own, and here are more
            kept = WorkspaceFormat(
                id=work.new_id("fmt"),
                workspace=WORKSPACE,
                name=f"drawn{number}",
                text=text,
                by="",
                at=company.now,
            )
            work.formats.add(kept)
        agree(company, "root", f'program create drawn{number} "Drawn {number}"')
        with sqlite_store.begin() as work:
            program = work.programs.of(WORKSPACE)[number]
            channel = f"{WORKSPACE}:c{number}" if number % 2 else ""
            work.programs.save(replace(program, channel=channel))
        for name in NAMES:
            company.says(name, f"join #{number + 1}")
    company.pass_(weeks=WEEKS)
    assert not company.bugs
    assert not [line for line in company.lines if "failed" in line]
    with sqlite_store.begin() as work:
        for program in work.programs.of(WORKSPACE):
            rounds = work.rounds.of(program.id)
            over = [one.number for one in rounds if one.state in ("closed", "skipped")]
            assert over, f"{program.name} had no round that ended"
            late = [one for one in rounds if one.state == "open"]
            assert len(late) <= 1, f"{program.name}: {late}"
