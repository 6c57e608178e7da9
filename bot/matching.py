"""`peerloop match`: the draw on a scenario file, without a database or a platform."""

import gzip
import json
import time
from collections.abc import Callable, Iterator
from math import inf
from pathlib import Path
from typing import Any

from facilitation.errors import UserError
from facilitation.pairing import scenario
from facilitation.pairing.model import Unmatched
from facilitation.rounds import reasons

MOMENT = 1.0
"""So many seconds nobody needs to hear how far it is."""
MANY = 2000
"""With so many people a single round takes seconds, so it is said at once that it is being drawn."""


def lines(
    file: Path, rounds: int | None, seed: int, drawn: Callable[[int, int], None]
) -> Iterator[str]:
    """Yield one JSON line a round; raises UserError when the file is not a scenario.

    `drawn` hears now and then how many of how many rounds are drawn, where that takes more than a moment.
    """
    written, clock = _read(file), time.perf_counter
    people = written.get("people")
    told = -inf if isinstance(people, list) and len(people) >= MANY else clock()

    def seldom(done: int, of: int) -> None:
        nonlocal told
        if clock() - told >= MOMENT:
            told = clock()
            drawn(done, of)

    for found in scenario.rounds(written, clock, count=rounds, seed=seed, drawn_so_far=seldom):
        yield json.dumps(found, ensure_ascii=False, default=_said)


def _said(one: Unmatched) -> dict[str, str]:
    """Return somebody without a circle, with why and what would help in words."""
    return {"id": one.id, "why": reasons.nobody(one.why), "help": reasons.help(one.why)}


def _read(file: Path) -> dict[str, Any]:
    """Return the JSON object in a .json or .json.gz file."""
    try:
        data = file.read_bytes()
        read = json.loads(gzip.decompress(data) if file.suffix == ".gz" else data)
    except (ValueError, EOFError, gzip.BadGzipFile) as error:
        raise UserError(f"{file} is not a scenario: it holds no JSON object ({error}).") from None
    if not isinstance(read, dict):
        raise UserError(f"{file} is not a scenario: it must hold one JSON object.")
    return read
