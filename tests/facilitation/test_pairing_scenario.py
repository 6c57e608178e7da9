"""Scenario files: what goes in, and the line that comes out for each round."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from facilitation.errors import UserError
from facilitation.pairing import scenario
from facilitation.pairing.model import Sizes, Weights
from tests.facilitation.pairing_cases import Case, company, value
from tests.facilitation.scenarios import ticking, written


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


def test_before_each_round_it_is_heard_how_many_are_drawn() -> None:
    heard: list[tuple[int, int]] = []
    file = written(10)
    list(scenario.rounds(file, ticking(), count=2, drawn_so_far=lambda *far: heard.append(far)))
    assert heard == [(0, 2), (1, 2)]


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


TWO: list[dict[str, Any]] = [{"id": "ana", "languages": ["en"]}, {"id": "ben", "languages": ["en"]}]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ({"people": [{"id": "ana", "languages": "en"}]}, "Person “ana”: languages must be a list"),
        ({"people": [{"id": "ana", "offers": "sql"}]}, "Person “ana”: offers must be a list"),
        ({"people": [{"id": "ana", "wants": [3]}]}, r"Person “ana”: wants\[0\] must be a text"),
        ({"people": [{"id": "ana", "level": "5"}]}, "Person “ana”: level must be a whole number"),
        ({"people": [{"id": "ana", "work": [9]}]}, r"Person “ana”: work\[1\] is missing"),
        (
            {"people": [{"id": "ana", "priority": float("nan")}]},
            "Person “ana”: priority must be a finite",
        ),
        ({"people": [*TWO, {"id": "ana"}]}, "2 people have the id “ana”"),
        ({"people": [{"team": "x"}]}, "Person 1: there is no id"),
        (
            {"people": TWO, "constraints": {"blocked": [["ana", "ben", "ana"]]}},
            "must be a pair of two",
        ),
        ({"people": TWO, "constraints": {"blocked": [["ana"]]}}, "must be a pair of two"),
        ({"people": TWO, "constraints": {"blocked": [["ana", "Ben"]]}}, "nobody has the id “Ben”"),
        ({"people": TWO, "constraints": {"blocked": "ana"}}, "constraints.blocked must be a list"),
        (
            {"people": TWO, "constraints": {"no_manager": "false"}},
            "constraints.no_manager must be true",
        ),
        (
            {"people": TWO, "constraints": {"shared_language": 0}},
            "constraints.shared_language must be",
        ),
        (
            {"people": TWO, "settings": {"weights": {"skill": float("nan")}}},
            "settings.weights.skill must",
        ),
        ({"people": TWO, "settings": {"weights": {"team": -1}}}, "settings.weights.team"),
        (
            {"people": TWO, "settings": {"repeat_penalty": float("inf")}},
            "settings.repeat_penalty must",
        ),
        (
            {"people": TWO, "settings": {"repeat_window": 1.5}},
            "settings.repeat_window must be a whole",
        ),
        (
            {"people": TWO, "settings": {"group_size": "4"}},
            "settings.group_size must be a whole number",
        ),
        (
            {"people": TWO, "settings": {"standing": "no"}},
            "settings.standing must be true or false",
        ),
        ({"people": TWO, "rounds": [{"present": "ana"}]}, r"rounds\[0\].present must be a list"),
        ({"people": TWO, "asks": [{"who": "ana", "skill": "sql", "k": 0}]}, r"asks\[0\].k"),
    ],
)
def test_what_is_not_of_its_kind_is_refused_with_person_and_field(
    file: dict[str, Any], why: str
) -> None:
    with pytest.raises(UserError, match=why):
        list(scenario.rounds(file, ticking()))


def test_skills_and_languages_are_the_same_in_other_letters() -> None:
    people = [
        {"id": "ana", "languages": ["EN"], "wants": ["Kubernetes"]},
        {"id": "ben", "languages": ["en"], "offers": [" kubernetes "]},
    ]
    (line,) = scenario.rounds({"people": people}, ticking())
    assert line["groups"] == [["ana", "ben"]]
    plain = [{**one, "wants": [], "offers": []} for one in people]
    (less,) = scenario.rounds({"people": plain}, ticking())
    assert line["value"] > less["value"]
    asked = scenario.rounds(
        {"people": people, "asks": [{"who": "ana", "skill": "KUBERNETES"}]}, ticking()
    )
    assert next(asked)["experts"] == ["ben"]


def met(file: dict[str, Any], rounds: int, seed: int) -> Counter[frozenset[str]]:
    """How often every two meet."""
    lines = scenario.rounds(file, lambda: 0.0, count=rounds, seed=seed)
    groups = [group for line in lines for group in line["groups"]]
    return Counter(frozenset(pair) for group in groups for pair in combinations(group, 2))


def blank(n: int, size: int, **settings: Any) -> dict[str, Any]:
    """People of whom nothing is known, so that only who met counts."""
    return {
        "people": [{"id": f"p{i}"} for i in range(n)],
        "settings": {"group_size": size} | settings,
    }


@pytest.mark.parametrize(
    ("n", "size", "rounds", "most"),
    [(5, 2, 12, 6), (7, 3, 12, 6), (10, 4, 12, 5), (8, 4, 20, 11)],
)
@pytest.mark.parametrize(
    "made",
    [
        blank,
        lambda n, size: written(
            n, constraints={"no_manager": False}, settings={"group_size": size}
        ),
    ],
    ids=["blank", "company"],
)
def test_repeats_that_must_be_are_shared_out(
    made: Callable[[int, int], dict[str, Any]],
    n: int,
    size: int,
    rounds: int,
    most: int,
    long: Callable[[int, int], int],
) -> None:
    for seed in range(long(1, 20)):
        assert max(met(made(n, size), rounds, seed).values()) <= most


def test_over_many_rounds_every_two_meet(long: Callable[[int, int], int]) -> None:
    """Also long after what counts as a repeat, and for a plan that would start over without some."""
    for seed in range(long(1, 20)):
        assert len(met(blank(11, 2), 24, seed)) == 55
    for seed in range(long(1, 5)):
        often = met(blank(30, 2, repeat_window=8), 200, seed)
        assert (len(often), max(often.values()) <= 12) == (435, True)
