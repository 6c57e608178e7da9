"""The ways in which people have said things, as `said/*.txt` has them: a command line, and ways to mean it."""

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import zip_longest


def ways() -> Iterator[tuple[str, str]]:
    """Give every line with every way in which people say it, as the files have them."""
    for file in sorted(
        (files("facilitation.understanding") / "said").iterdir(), key=lambda one: one.name
    ):
        if not file.name.endswith(".txt"):
            continue
        line = ""
        for row in file.read_text("utf-8").splitlines():
            if row.startswith("="):
                line = row[1:].strip()
            elif row and not row.startswith("#"):
                for way in row.split(" | "):
                    yield from ((line, one) for one in spoken(way))


def spoken(way: str) -> Iterator[str]:
    """Give a way of saying something with each of its (one|other)s in turn; what `(may)?` be left out is, in turn."""
    parts = _CHOICE.split(way.strip())
    said = [
        part.split("|") + [""] * (mark == "?")
        for part, mark in zip(parts[1::3], parts[2::3], strict=True)
    ]
    for turn in range(max(map(len, said), default=1)):
        chosen = (one[turn % len(one)] for one in said)
        yield " ".join("".join(map("".join, zip_longest(parts[::3], chosen, fillvalue=""))).split())


_CHOICE = re.compile(r"\(([^()]*)\)(\??)")
