"""Several at once on one database."""

import threading
from collections.abc import Callable

from sqlalchemy import Engine

from storage.engine import make_engine


def at_once(*tasks: Callable[[], object]) -> None:
    """Run the tasks in threads that start together; raises what one of them raised."""
    gate = threading.Barrier(len(tasks))
    raised: list[BaseException] = []

    def run(task: Callable[[], object]) -> None:
        gate.wait()
        try:
            task()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    if raised:
        raise raised[0]


def another(engine: Engine) -> Engine:
    """Return an engine on the same database with connections of its own, as another program has."""
    return make_engine(engine.url.render_as_string(hide_password=False))
