"""A pool whose connections are had by turns: who has waited longest is next."""

from collections import deque

from sqlalchemy import QueuePool
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util.queue import Empty, Queue


class Line(Queue[ConnectionPoolEntry]):
    """A queue before which threads stand in line; without it who gives a connection back has it again at once."""

    def __init__(self, maxsize: int = 0, use_lifo: bool = False) -> None:
        """Begin with nobody in line."""
        super().__init__(maxsize, use_lifo)
        self._line: deque[object] = deque()

    def get(self, block: bool = True, timeout: float | None = None) -> ConnectionPoolEntry:
        """Take a connection, behind everybody who waits for one; raises Empty where there is none in time."""
        me = object()
        with self.not_empty:
            self._line.append(me)
            try:
                mine = self._is_mine(me)
                if not mine and block:
                    mine = self.not_empty.wait_for(lambda: self._is_mine(me), timeout)
                if not mine:
                    raise Empty
                found = self._get()
                self.not_full.notify()
                return found
            finally:
                self._line.remove(me)
                self.not_empty.notify_all()

    def put(
        self, item: ConnectionPoolEntry, block: bool = True, timeout: float | None = None
    ) -> None:
        """Give a connection back, and let all look whose turn it is: to wake one of them may wake another one."""
        with self.not_empty:
            super().put(item, block, timeout)
            self.not_empty.notify_all()

    def _is_mine(self, me: object) -> bool:
        return self._line[0] is me and not self._empty()


class InTurn(QueuePool):
    """A pool of connections that are had by turns."""

    _queue_class = Line
