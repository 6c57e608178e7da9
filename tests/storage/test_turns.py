"""A connection that is given back reaches whoever is next in line, however many wait."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from storage.turns import Line


def test_no_turn_is_lost_among_many_who_take_and_give_back() -> None:
    line = Line(1)
    line.put(cast("Any", "the one connection"))

    def takes_and_gives_back(_: int) -> int:
        for _ in range(60):
            found = line.get(timeout=2.0)
            time.sleep(0.0005)  # so that others come and wait
            line.put(found)
        return 60

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(takes_and_gives_back, range(8))) == 480
