"""`peerloop match`: the draw on a scenario file, without a database or a platform."""

import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from facilitation.errors import UserError
from facilitation.pairing import scenario
from facilitation.pairing.model import Unmatched
from facilitation.rounds import reasons


def lines(file: Path, rounds: int | None, seed: int) -> Iterator[str]:
    """Yield one JSON line a round; raises UserError when the file is not a scenario."""
    for found in scenario.rounds(_read(file), time.perf_counter, count=rounds, seed=seed):
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
