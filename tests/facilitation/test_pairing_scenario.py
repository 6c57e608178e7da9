"""Scenario files: what goes in, and the line that comes out for each round."""

from collections.abc import Callable
from typing import Any

import pytest

from facilitation.errors import UserError
from facilitation.pairing import scenario
from facilitation.pairing.model import Sizes, Weights
from tests.facilitation.pairing_cases import Case, company, value


def written(n: int, **more: Any) -> dict[str, Any]:
    """A scenario of a small company."""
    people = [
        {
            "id": p.id,
            "team": p.team,
            "location": p.location,
            "tz": "Europe/Berlin",
            "utc_offset_min": p.utc_offset_min,
            "work": list(p.work),
            "manager": p.manager,
            "level": p.level,
            "languages": sorted(p.languages),
            "offers": sorted(p.offers),
            "wants": sorted(p.wants),
            "shoe_size": 43,
        }
        for p in company(n, 1)
    ]
    return {"people": people, **more}


def ticking() -> Callable[[], float]:
    """A clock that moves a quarter of a second each time it is read."""
    reads = iter(range(1_000))
    return lambda: next(reads) / 4


def test_a_line_has_what_the_interface_promises() -> None:
    """Groups, mentors, unmatched, seconds, repeats, value: and the value is the formula's."""
    file = written(5, rounds=[{"round": 3, "present": ["p0001", "p0002", "p0004"]}])
    (line,) = scenario.rounds(file, ticking())
    assert line["round"] == 3
    assert line["groups"] == [["p0001", "p0002", "p0004"]]
    assert [len(mentors) for mentors in line["mentors"]] == [1]
    assert (line["unmatched"], line["seconds"], line["repeats"]) == ([], 0.5, 0)
    circle = [p for p in company(5, 1) if p.id in line["groups"][0]]
    expected = [value(Weights(), a, b) / 2 for a in circle for b in circle if a is not b]
    assert line["value"] == pytest.approx(sum(expected) / 3, abs=1e-5)


def test_rounds_remember_who_met() -> None:
    """Ten people in pairs meet somebody new for eight rounds, and within a window of one, for ever."""
    free = {"no_manager": False}
    lines = list(scenario.rounds(written(10, constraints=free), ticking(), count=6))
    assert [line["repeats"] for line in lines] == [0] * 6
    short = written(4, constraints=free, settings={"repeat_window": 1})
    assert [r["repeats"] for r in scenario.rounds(short, ticking(), count=9)] == [0] * 9


def test_settings_and_constraints_are_obeyed() -> None:
    """Sizes, blocked pairs and weights come from the file."""
    file = written(
        12,
        constraints={"blocked": [["p0001", "p0002"]], "no_manager": False},
        settings={"group_size": 4, "group_min": 4, "group_max": 4, "weights": {"skill": 1, "x": 2}},
    )
    (line,) = scenario.rounds(file, ticking())
    assert [len(group) for group in line["groups"]] == [4, 4, 4]
    assert not any({"p0001", "p0002"} <= set(group) for group in line["groups"])


def test_the_first_round_is_the_draw_of_its_seed() -> None:
    """A scenario is the same engine."""
    (line,) = scenario.rounds(written(31), ticking(), seed=5)
    drawn = Case(company(31, 1), Sizes(2, 2, 3), seed=5).draw()
    assert [tuple(group) for group in line["groups"]] == list(drawn.circles)


def test_mentoring_goes_round() -> None:
    """Over four rounds in pairs of four people nobody mentors more than three times."""
    turns = [
        mentor
        for line in scenario.rounds(
            written(4, constraints={"no_manager": False}), ticking(), count=4
        )
        for mentors in line["mentors"]
        for mentor in mentors
    ]
    assert len(turns) == 8
    assert max(turns.count(key) for key in turns) <= 3


@pytest.mark.parametrize(
    "file",
    [
        {},
        {"people": 3},
        {"people": [{"team": "x"}]},
        {"people": [{"id": "a", "level": "high"}]},
        {"people": [], "settings": {"level_mode": "odd"}},
        {"people": [], "rounds": [3]},
    ],
)
def test_a_malformed_file_gets_a_sentence(file: dict[str, Any]) -> None:
    """Never a trace."""
    with pytest.raises(UserError, match=r"\.$"):
        list(scenario.rounds(file, ticking()))
