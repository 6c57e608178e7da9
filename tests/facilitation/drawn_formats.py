"""Formats drawn at random that are right, as their files would say them: of every act that a step can do."""

import random
from collections.abc import Callable
from typing import Any

from facilitation.programs.formats.acts import ACTS, ON_CIRCLES
from facilitation.programs.formats.sense import _BEFORE_OPENING

UNITS = ("hours", "working days", "minutes")
MOST = 14
SENTENCES = ("Hello.", "It is {program}", "ä — ok")
Step = dict[str, Any]


def _post(chance: random.Random, before: list[Step], circles: bool) -> Step:
    to = chance.choice(["channel", "members", "facilitators", *(["circles"] * circles)])
    return {"to": to, "title": chance.choice(SENTENCES), "says": chance.choice(SENTENCES)}


def _collect(chance: random.Random, before: list[Step], circles: bool) -> Step:
    answers = chance.choice([[], ["Yes", "No"]])
    to = chance.choice(["members", *(["circles", "notes"] * circles)])
    return {"to": to, "asks": chance.choice(SENTENCES), **({"answers": answers} if answers else {})}


def _of(chance: random.Random, before: list[Step], *, written: bool) -> Step:
    asked = [
        s["name"] for s in before if s["act"] == "collect" and not (written and "answers" in s)
    ]
    to = chance.choice(["channel", "members", "facilitators"])
    return {"of": chance.choice(asked), "to": to, "title": chance.choice(SENTENCES)}  # fmt: skip


def _form(chance: random.Random, before: list[Step], circles: bool) -> Step:
    roles = chance.sample(["captain", "notes", "learner"], chance.randint(0, 3))
    return {
        "mentors": chance.randint(0, 2),
        "roles": sorted(roles),
        "times": chance.randint(0, 3),
    }


def _consult(chance: random.Random, before: list[Step], circles: bool) -> Step:
    return {"days": chance.randint(0, 2), "pace": [chance.randint(1, 9) for _ in range(5)]}


def _says(chance: random.Random, before: list[Step], circles: bool) -> Step:
    return {"says": chance.choice(SENTENCES)}


def _titled(chance: random.Random, before: list[Step], circles: bool) -> Step:
    return {"title": chance.choice(SENTENCES)}


def _both(chance: random.Random, before: list[Step], circles: bool) -> Step:
    return {"title": chance.choice(SENTENCES), "says": chance.choice(SENTENCES)}


FIELDS: dict[str, Callable[[random.Random, list[Step], bool], Step]] = {
    "announce": _both,
    "gather": _both,
    "form": _form,
    "keep": lambda chance, before, circles: {
        **_form(chance, before, circles),
        "rounds": chance.randint(1, 8),
    },
    "introduce": lambda chance, before, circles: {},
    "remind": _says,
    "ask": _says,
    "post": _post,
    "collect": _collect,
    "agenda": lambda chance, before, circles: _of(chance, before, written=True),
    "summarize": lambda chance, before, circles: _of(chance, before, written=False),
    "prepare": _says,
    "discuss": lambda chance, before, circles: {"days": chance.randint(1, 4)},
    "sign_up": lambda chance, before, circles: {
        **_both(chance, before, circles),
        "kinds": [chance.choice(["talk", "show", "ask", "resource"])],
        "invites": chance.randint(0, 3),
    },
    "line_up": lambda chance, before, circles: {
        **_titled(chance, before, circles),
        "items": chance.randint(1, 5),
        "threads": chance.random() < 0.5,
    },
    "begin": _titled,
    "thank": _says,
    "applaud": lambda chance, before, circles: {},
    "digest": _titled,
    "appoint": _says,
    "welcome": _says,
    "consult": _consult,
}
"""What a step of each act says besides its name and when it comes; `close` is each format's last."""
assert {*FIELDS, "close"} == set(ACTS), "a new act is drawn too"


def _possible(act: str, before: list[Step], *, early: bool) -> bool:
    """Return whether a step of an act can come after these."""
    there = {one["act"] for one in before}
    asked = [s for s in before if s["act"] == "collect"]
    if early and act not in _BEFORE_OPENING:
        return False
    if act in ON_CIRCLES:
        return not there & {*ON_CIRCLES}
    if act == "summarize":
        return bool(asked)
    if act == "agenda":
        return any("answers" not in one for one in asked)
    needs = ACTS[act].needs
    return not needs or bool(there & {*needs})


def _depth(act: str) -> int:
    """Return how many steps must come before one of this act, each because of the next."""
    needs = ACTS[act].needs
    return 1 + min(map(_depth, needs)) if needs else 0


def drawn(chance: random.Random) -> dict[str, Any]:
    """Return a format that is right, as its file would say it."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    name = [f"{a}{n}_" for n, a in enumerate(chance.sample(letters, MOST))]
    own = {
        f"s{n}": {"summary": "x", "kind": kind, "default": chance.randint(0, 50)}
        for n, kind in enumerate(chance.choices(UNITS, k=chance.randint(0, 3)))
    }
    term = chance.choice([None, 1, 4])
    steps: list[Step] = []

    def amount(most: int) -> dict[str, Any]:
        unit = chance.choice(UNITS)
        named = [n for n, s in own.items() if s["kind"] == unit]
        if named and chance.random() < 0.5:
            return {unit: chance.choice(named)}
        return {unit: chance.randint(1, most)}

    def add(when: Any, *, early: bool = False) -> None:
        acts = [act for act in FIELDS if _possible(act, steps, early=early)]
        # what needs others before it would seldom come by itself
        act = chance.choices(acts, [4 ** _depth(one) for one in acts])[0]
        circles = any(one["act"] in ON_CIRCLES for one in steps)
        step = {"name": name[len(steps)], "when": when, "act": act}
        step |= FIELDS[act](chance, steps, circles)
        once = term and when != "opening" and act not in (*ON_CIRCLES, "introduce")
        if once and chance.randint(0, 3) == 0:
            step["in"] = chance.choice(["first round", "middle round", "last round"])
        steps.append(step)

    for _ in range(chance.randint(0, 4)):
        add({**amount(20), "before": "opening"}, early=True)
    add("opening")
    for _ in range(chance.randint(0, MOST - 6)):
        bases = ["opening", *(s["name"] for s in steps)]
        add(
            {
                **amount(200),
                chance.choice(["after", "before"]): chance.choice(bases),
            }
        )
    base = chance.choice(["opening", *(s["name"] for s in steps)])
    steps.append({"name": name[-1], "when": {**amount(300), "after": base}, "act": "close"})
    cadence = chance.choice(["every 1w on mon at 9:00", "every 3w on fri at 17:00"])
    circles = any(one["act"] in ON_CIRCLES for one in steps)
    shared = {"cadence": cadence, **({"size": 2} if circles else {})}
    more = {"term": term} if term else {}
    return {"name": "random", "summary": "x", **more, "settings": shared | own, "steps": steps}
