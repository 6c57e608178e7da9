"""The asks of a scenario file: what goes in, and the line that comes out for each."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from facilitation.errors import UserError
from facilitation.pairing import scenario


def written(**more: Any) -> dict[str, Any]:
    """Five people, of whom all but the first offer SQL and are as good as each other."""
    people = [{"id": f"u{n}", "team": f"t{n}", "offers": ["sql"] if n else []} for n in range(5)]
    return {"people": people, **more}


def ask(who: str = "u0", skill: str = "sql", k: int = 4) -> dict[str, Any]:
    """One ask as it is written."""
    return {"who": who, "skill": skill, "at_utc_min": 600, "k": k}


def ticking() -> Callable[[], float]:
    """A clock that moves a quarter of a second each time it is read."""
    reads = iter(range(1_000))
    return lambda: next(reads) / 4


def test_each_ask_gets_a_line_and_no_round_is_drawn_that_is_not_written_down() -> None:
    """Number, experts, seconds; an unknown skill or asker has nobody."""
    asks = [ask(), ask(skill="cobol"), ask(who="u9"), ask(k=1), ask("u3")]
    lines = list(scenario.rounds(written(asks=asks), ticking()))
    assert [sorted(line) for line in lines] == [["ask", "experts", "seconds"]] * 5
    assert [line["ask"] for line in lines] == [0, 1, 2, 3, 4]
    assert sorted(lines[0]["experts"]) == ["u1", "u2", "u3", "u4"]
    assert [len(line["experts"]) for line in lines] == [4, 0, 0, 1, 3]
    assert {line["seconds"] for line in lines} == {0.25}


def test_the_away_the_blocked_and_those_without_a_common_language_are_not_named() -> None:
    """And the language only where it is a rule; the asker's manager may be asked."""
    file = written(
        away=["u1"], constraints={"blocked": [["u0", "u2"]], "no_manager": True}, asks=[ask()]
    )
    file["people"][0] |= {"manager": "u4", "languages": ["en"]}
    file["people"][3] |= {"languages": ["de"]}
    (line,) = scenario.rounds(file, ticking())
    assert line["experts"] == ["u4"]
    file["constraints"]["shared_language"] = False
    (line,) = scenario.rounds(file, ticking())
    assert sorted(line["experts"]) == ["u3", "u4"]


def test_who_was_named_before_is_spared() -> None:
    """Four asks for one expert name four different ones, twice over."""
    lines = list(scenario.rounds(written(asks=[ask(k=1)] * 8), ticking(), seed=7))
    named = [line["experts"][0] for line in lines]
    assert sorted(named[:4]) == sorted(named[4:]) == ["u1", "u2", "u3", "u4"]


def test_rounds_come_before_asks_in_one_file() -> None:
    """As many as are written down, or as asked for."""
    both = written(rounds=[{"round": 0}], asks=[ask()])
    assert [("round" in line, "ask" in line) for line in scenario.rounds(both, ticking())] == [
        (True, False),
        (False, True),
    ]
    lines = scenario.rounds(written(asks=[ask()]), ticking(), count=2)
    assert ["round" in line for line in lines] == [True, True, False]


@pytest.mark.parametrize(
    "more",
    [
        {"asks": 3},
        {"asks": [3]},
        {"asks": {"who": "u0"}},
        {"asks": [{"who": "u0"}]},
        {"asks": [{"skill": "sql"}]},
        {"asks": [ask(k=0)]},
        {"asks": [ask() | {"k": "some"}]},
        {"asks": [ask() | {"at_utc_min": "noon"}]},
        {"asks": [ask() | {"at_utc_min": float("inf")}]},
        {"asks": [], "away": "u1"},
    ],
)
def test_malformed_asks_get_a_sentence(more: dict[str, Any]) -> None:
    """Never a trace."""
    with pytest.raises(UserError, match=r"\.$"):
        list(scenario.rounds(written(**more), ticking()))


def test_peerloop_match_answers_asks_and_refuses_nonsense(tmp_path: Path) -> None:
    """One JSON line for each, and one sentence with status 1."""
    root, file = Path(__file__).parents[2], tmp_path / "asks.json"

    def peerloop() -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "bot", "match", str(file), "--seed", "3"]
        env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(root)}
        return subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True)

    file.write_text(json.dumps(written(asks=[ask(), ask(skill="cobol")])))
    lines = [json.loads(line) for line in peerloop().stdout.splitlines()]
    assert [(line["ask"], len(line["experts"])) for line in lines] == [(0, 4), (1, 0)]
    assert all(0 <= line["seconds"] < 5 for line in lines)
    file.write_text(json.dumps(written(asks=[ask(k=0)])))
    wrong = peerloop()
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "at least one" in wrong.stderr
    assert len(wrong.stderr.strip().splitlines()) == 1
