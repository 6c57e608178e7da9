"""When the steps of formats come: each run-sheet in a table, and what holds for every format there can be."""

import json
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from facilitation.programs.formats import file, library, timing
from facilitation.programs.formats.model import Format
from facilitation.programs.formats.source import Wrong
from facilitation.programs.model import Settings

OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday, ten in the morning in Berlin."""
LUNCH = file.read((Path(__file__).parent / "formats" / "lunch.yaml").read_text("utf-8"))
HOUR = timedelta(hours=1)


def table(format: Format, changed: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    """Return a round's steps, each with its local day and time."""
    from dataclasses import replace
    from zoneinfo import ZoneInfo

    chosen = replace(format.defaults, zone="Europe/Berlin", **changed)
    found = timing.schedule(format, chosen, OPENS, **more)
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
            found = timing.schedule(format, format.defaults, OPENS, before=before)
            assert all(at <= before - HOUR for _, at in found)
            assert found[-1][0] == format.steps[-1].name


def test_what_follows_a_step_that_the_format_has_no_more_is_the_end() -> None:
    timed = timing.schedule(LUNCH, LUNCH.defaults, OPENS)
    assert timing.following(LUNCH, timed, "gone") == timed[-1]
    assert timing.following(LUNCH, timed, "end") is None


names = st.lists(
    st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda n: n != "opening"),
    min_size=9,
    max_size=9,
    unique=True,
)
sentences = st.sampled_from(["Hello.", "{program}, round {round}", "It is {program}", "ä — ok"])


@st.composite
def formats(draw: Any) -> dict[str, Any]:
    """A format that is right, as its file would say it."""
    name: list[str] = draw(names)
    own = {
        f"s{n}": {"summary": "x", "kind": kind, "default": draw(st.integers(0, 50))}
        for n, kind in enumerate(draw(st.lists(st.sampled_from(["hours", "working days", "minutes"]), max_size=3)))
    }  # fmt: skip
    circles = draw(st.booleans())
    steps: list[dict[str, Any]] = []

    def amount(most: int) -> dict[str, Any]:
        unit = draw(st.sampled_from(["hours", "working days", "minutes"]))
        named = [n for n, s in own.items() if s["kind"] == unit]
        if named and draw(st.booleans()):
            return {unit: draw(st.sampled_from(named))}
        return {unit: draw(st.integers(1, most))}

    def words(act: str) -> dict[str, Any]:
        if act == "collect":
            return {"act": act, "to": "members", "asks": draw(sentences)}
        to = draw(st.sampled_from(["channel", "members", "facilitators"]))
        return {"act": "post", "to": to, "title": draw(sentences), "says": draw(sentences)}

    for n in range(draw(st.integers(0, 2))):
        act = words(draw(st.sampled_from(["post", "collect"])))
        steps.append({"name": name[n], "when": {**amount(20), "before": "opening"}, **act})
    opening = {"act": "form"} if circles else words("post")
    steps.append({"name": name[2], "when": "opening", **opening})
    if circles:
        steps.append({"name": name[3], "when": {"after": name[2]}, "act": "introduce"})
    for n in range(4, 4 + draw(st.integers(0, 4))):
        bases = ["opening", *(s["name"] for s in steps)]
        where = draw(st.sampled_from(["after", "before"]))
        when = {**amount(200), where: draw(st.sampled_from(bases))}
        act = (
            {"act": "ask", "says": "Met?"}
            if circles and draw(st.booleans())
            else words(draw(st.sampled_from(["post", "collect"])))
        )
        steps.append({"name": name[n], "when": when, **act})  # fmt: skip
    base = draw(st.sampled_from(["opening", *(s["name"] for s in steps)]))
    steps.append({"name": name[8], "when": {**amount(300), "after": base}, "act": "close"})
    cadence = draw(st.sampled_from(["every 1w on mon at 9:00", "every 3w on fri at 17:00"]))
    shared = {"cadence": cadence, **({"size": 2} if circles else {})}
    return {"name": "random", "summary": "x", "settings": shared | own, "steps": steps}


def in_turn(format: Format, chosen: Settings, opens_at: datetime, before: datetime) -> list[Any]:
    """Return the steps as the engine does them, one after the other."""
    timed = timing.schedule(format, chosen, opens_at, before=before)
    done = [timed[0]]
    while following := timing.following(format, timed, done[-1][0]):
        done.append(following)
    return done


def test_every_format_that_is_right_makes_rounds_that_end(long: Callable[[int, int], int]) -> None:
    @seed(5)
    @settings(
        max_examples=long(80, 10_000),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(formats(), st.integers(1, 40 * 24))
    def holds(said: dict[str, Any], hours: int) -> None:
        format = file.read(json.dumps(said, indent=1))
        before = OPENS + hours * HOUR
        done = in_turn(format, format.defaults, OPENS, before)
        names = [name for name, _ in done]
        assert names[-1] == said["steps"][-1]["name"], "every round ends"
        assert len(names) == len(set(names)), "no step comes twice"
        assert said["steps"][format.opening]["name"] in names, "every round opens"
        times = [at for _, at in done]
        assert times == sorted(times)
        assert all(at <= max(OPENS, before - HOUR) for at in times), "none after the next opening"

    holds()  # fmt: skip


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
    @seed(6)
    @settings(
        max_examples=long(80, 10_000),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(formats(), st.sampled_from(BREAKS), st.integers(0, 2**32))
    def refused(said: dict[str, Any], breaks: Any, number: int) -> None:
        breaks(said, random.Random(number))
        text = json.dumps(said, indent=1)
        with pytest.raises(Wrong) as found:
            file.read(text)
        lines = text.count("\n") + 1
        assert found.value.problems
        assert all(
            1 <= p.line <= lines and p.column >= 1 and p.sentence for p in found.value.problems
        )

    refused()  # fmt: skip


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
