"""What the page is made of: everything it needs from the rest of the program."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.playground.bell import Bell
from adapters.playground.colleagues import Colleagues
from adapters.playground.company import Company
from adapters.playground.inbound import Chat
from adapters.playground.log import ChatLog, Clock
from adapters.playground.seen.view import View
from facilitation.people.model import Member
from facilitation.rounds.record import Together
from facilitation.talk.incoming import Incoming, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The joints between the page and the program; `assistant_handle`, `people`, `circles` and `next_at` may block."""

    assistant_handle: Callable[[Incoming], Reply]
    log: ChatLog
    clock: Clock
    bell: Bell
    colleagues: Colleagues
    company: Company
    people: Callable[[], Sequence[Member]]
    """Return the company's members as they now stand."""
    circles: Callable[[], Sequence[Together]]
    """Return who was put together, round by round."""
    views: Mapping[str, View]
    """By platform name ("Slack", "Teams"): what it would get, and how that looks there."""
    move_to: Callable[[datetime, str], Awaitable[list[str]]]
    """Run what a worker would have run up to an instant, deliver it, and return a line per thing done.

    Colleagues act meanwhile, but for the member named.
    """
    next_at: Callable[[], datetime | None]
    """Return when the next thing is due, None when nothing is planned."""
    start_over: Callable[[], Awaitable[None]]
    """Empty the playground and seed it anew."""
    hosts: tuple[str, ...] = ()
    """Host names besides the loopback ones under which the page may be asked for."""

    def everyone(self) -> list[Member]:
        """Return the company's members, those included whom Peerloop cannot reach or was told to forget."""
        known = {m.id: m for m in self.people()}
        seeded = [known.pop(m.id, m) for m in self.company.members]
        return [*seeded, *known.values()]

    def chat(self) -> Chat:
        """Return the chat to act on."""
        return Chat(
            log=self.log,
            clock=self.clock,
            assistant=self.assistant_handle,
            people=self.everyone,
            admin=self.company.admin,
        )
