"""When the steps of formats come: each run-sheet in a table, and what holds for every format there can be."""

import json
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from facilitation.programs.formats import file, library, model
from facilitation.programs.formats.acts import ACTS
from facilitation.programs.formats.model import Format
from facilitation.programs.formats.wrong import Wrong
from facilitation.programs.model import Settings
from tests.facilitation.drawn_formats import drawn

OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday, ten in the morning in Berlin."""
LUNCH = file.read((Path(__file__).parent / "formats" / "lunch.yaml").read_text("utf-8"))
HOUR = timedelta(hours=1)


def table(format: Format, changed: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    """Return a round's steps, each with its local day and time."""
    from dataclasses import replace
    from zoneinfo import ZoneInfo

    chosen = replace(format.defaults, zone="Europe/Berlin", **changed)
    found = model.schedule(format, chosen, OPENS, **more)
    return [(name, f"{at.astimezone(ZoneInfo('Europe/Berlin')):%a %d %H:%M}") for name, at in found]


NOTICE, NUDGE = ("announce", "Mon 23 10:00"), ("nudge", "Wed 25 10:00")
ASK, CLOSE = ("ask", "Thu 26 10:00"), ("close", "Wed 02 10:00")
AFTER = [("draw", "Tue 24 10:00"), ("introduce", "Tue 24 10:00")]


@pytest.mark.parametrize(
    ("changed", "before", "wanted"),
    [
        ({}, None, [NOTICE, *AFTER, NUDGE, ASK, CLOSE]),
        ({"notice_days": 0, "nudge_hours": 0}, None, [*AFTER, ASK, CLOSE]),
        ({"notice_days": 3}, None, [("announce", "Thu 19 10:00"), *AFTER, NUDGE, ASK, CLOSE]),
        ({"nudge_hours": 72}, None, [NOTICE, *AFTER, ASK, CLOSE]),
        ({"ask_days": 4}, None, [NOTICE, *AFTER, NUDGE, ("ask", "Mon 30 10:00"), ("close", "Fri 04 10:00")]),
        ({}, timedelta(weeks=1), [NOTICE, *AFTER, NUDGE, ASK, ("close", "Tue 01 09:00")]),
        ({}, timedelta(days=2), [NOTICE, *AFTER, NUDGE, ("ask", "Thu 26 09:00"), ("close", "Thu 26 09:00")]),
    ],
)  # fmt: skip
def test_the_run_sheet_of_pairs(
    changed: dict[str, Any], before: timedelta | None, wanted: list[tuple[str, str]]
) -> None:
    following = OPENS + before if before else None
    assert table(library.ours()["pairs"], changed, before=following) == wanted


def test_days_off_are_no_working_days_in_a_run_sheet() -> None:
    off = frozenset({date(2026, 11, 23), date(2026, 11, 26)})
    found = dict(table(library.ours()["pairs"], {}, days_off=off))
    assert (found["announce"], found["ask"]) == ("Fri 20 10:00", "Fri 27 10:00")


@pytest.mark.parametrize(
    ("own", "topics", "party", "end"),
    [
        ({}, "Thu 19 10:00", None, "Wed 25 15:30"),
        ({"collecting": 1, "party": "2026-12-03"}, "Mon 23 10:00", "Thu 03 18:00", "Thu 03 18:00"),
        ({"party": "2026-11-01"}, "Thu 19 10:00", None, "Wed 25 15:30"),
        ({"party": "2026-11-25"}, "Thu 19 10:00", "Wed 25 18:00", "Wed 25 18:00"),
    ],
)
def test_the_run_sheet_of_a_format_that_is_only_a_file(
    own: dict[str, Any], topics: str, party: str | None, end: str
) -> None:
    assert table(LUNCH, {"own": own}) == [
        ("topics", topics),
        ("agenda", "Tue 24 10:00"),
        ("table", "Tue 24 10:00"),
        ("mood", "Tue 24 14:00"),
        ("heard", "Wed 25 14:00"),
        *([("party", party)] if party else []),
        ("end", end),
    ]


def test_every_step_comes_at_least_an_hour_before_the_next_opening() -> None:
    for days in range(1, 15):
        before = OPENS + timedelta(days=days)
        for format in (library.ours()["pairs"], LUNCH):
            found = model.schedule(format, format.defaults, OPENS, before=before)
            assert all(at <= before - HOUR for _, at in found)
            assert found[-1][0] == format.steps[-1].name


def test_what_follows_a_step_that_the_format_has_no_more_is_the_end() -> None:
    timed = model.schedule(LUNCH, LUNCH.defaults, OPENS)
    assert model.following(LUNCH, timed, "gone") == timed[-1]
    assert model.following(LUNCH, timed, "end") is None


def in_turn(format: Format, chosen: Settings, opens_at: datetime, before: datetime) -> list[Any]:
    """Return the steps as the engine does them, one after the other."""
    timed = model.schedule(format, chosen, opens_at, before=before)
    done = [timed[0]]
    while following := model.following(format, timed, done[-1][0]):
        done.append(following)
    return done


def test_every_format_that_is_right_makes_rounds_that_end(long: Callable[[int, int], int]) -> None:
    chance, seen = random.Random(5), set[str]()
    for _ in range(long(40, 10_000)):
        said = drawn(chance)
        format = file.read(json.dumps(said, indent=1))
        before = OPENS + chance.randint(1, 40 * 24) * HOUR
        done = in_turn(format, format.defaults, OPENS, before)
        names = [name for name, _ in done]
        seen.update(step["act"] for step in said["steps"])
        assert names[-1] == said["steps"][-1]["name"], f"every round ends: {said}"
        assert len(names) == len(set(names)), f"no step comes twice: {said}"
        assert said["steps"][format.opening]["name"] in names, f"every round opens: {said}"
        times = [at for _, at in done]
        assert times == sorted(times), said
        assert all(at <= max(OPENS, before - HOUR) for at in times), f"past the opening: {said}"
    assert seen == set(ACTS), "each act was drawn"


BREAKS: tuple[Callable[[dict[str, Any], random.Random], object], ...] = (
    lambda said, chance: said.pop(chance.choice(["name", "summary", "steps", "settings"])),
    lambda said, chance: said.update(stepps=[]),
    lambda said, chance: said.update(steps=said["steps"][:-1]),
    lambda said, chance: said["steps"].append(said["steps"][-1]),
    lambda said, chance: said["settings"].pop("cadence"),
    lambda said, chance: said["settings"].update(sizze=2),
    lambda said, chance: said["settings"].update(cadence="sometimes"),
    lambda said, chance: one(said, chance).pop(chance.choice(["name", "when", "act"])),
    lambda said, chance: one(said, chance).update(act=chance.choice(["pots", "", 7, None, "eval"])),
    lambda said, chance: one(said, chance).update(name=chance.choice(["A", "", 3, None, "a b"])),
    lambda said, chance: one(said, chance).update(when=chance.choice(["noon", 5, None, [], {}])),
    lambda said, chance: one(said, chance).update(when={"hours": "nowhere", "after": "opening"}),
    lambda said, chance: one(said, chance).update(when={"hours": -1, "after": "opening"}),
    lambda said, chance: one(said, chance).update(when={"hours": 1, "after": "nothing_of_it"}),
    lambda said, chance: one(said, chance).update(when={"hours": 1, "minutes": 2, "after": "opening"}),
    lambda said, chance: one(said, chance).update(iff="weekday == 3"),
    lambda said, chance: one(said, chance).update(says=["{nobody} is here"], title="{nobody}", asks="{nobody}"),
)  # fmt: skip


def one(said: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return one of a format's steps."""
    found: dict[str, Any] = chance.choice(said["steps"])
    return found


def test_every_format_that_is_broken_is_refused_with_a_line(
    long: Callable[[int, int], int],
) -> None:
    chance = random.Random(6)
    for _ in range(long(40, 10_000)):
        said = drawn(chance)
        chance.choice(BREAKS)(said, chance)
        text = json.dumps(said, indent=1)
        with pytest.raises(Wrong) as found:
            file.read(text)
        lines = text.count("\n") + 1
        assert found.value.problems
        assert all(
            1 <= p.line <= lines and p.column >= 1 and p.sentence for p in found.value.problems
        )


def test_a_file_with_letters_gone_astray_is_read_or_refused_and_never_falls_over(
    long: Callable[[int, int], int],
) -> None:
    text = (Path(__file__).parent / "formats" / "lunch.yaml").read_text("utf-8")
    chance = random.Random(7)
    for _ in range(long(80, 10_000)):
        letters = list(text)
        for _ in range(chance.randrange(1, 6)):
            letters[chance.randrange(len(letters))] = chance.choice(
                "{}[]:&*!#|>'\"%@`,?- \n\t\x00é0aZ"
            )
        with suppress(Wrong):
            file.read("".join(letters))
