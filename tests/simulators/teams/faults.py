"""What goes wrong on purpose: refusals, lost answers, slowness and rate limits, by call and by place."""

import json
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Literal

from tests.simulators.teams.model import Company, Conversation, Json, Message, Person

What = Literal[
    "BotNotInConversationRoster",
    "ForbiddenOperationException",
    "ConversationBlockedByUser",
    "BotDisabledByAdmin",
    "MessageWritesBlocked",
    "ConversationNotFound",
    "401",
    "412",
    "413",
    "429",
    "500",
    "502",
    "503",
    "504",
    "slow",
    "drop",
]
Where = Person | Conversation | Message | Company | str

CODES: dict[str, tuple[int, str, str]] = {
    "BotNotInConversationRoster": (
        403,
        "BotNotInConversationRoster",
        "The bot is not part of the conversation roster.",
    ),
    "ForbiddenOperationException": (
        403,
        "ForbiddenOperationException",
        "The bot is not installed in user's personal scope",
    ),
    "ConversationBlockedByUser": (
        403,
        "ConversationBlockedByUser",
        "User blocked the conversation with the bot.",
    ),
    "BotDisabledByAdmin": (403, "BotDisabledByAdmin", "The tenant admin disabled this bot."),
    "ConversationNotFound": (404, "ConversationNotFound", "Conversation not found."),
    "401": (401, "Unauthorized", "Authorization has been denied for this request."),
    "412": (412, "PreconditionFailed", "Precondition failed, please try again."),
    "429": (429, "Throttled", "Too many requests."),
    "500": (500, "ServiceError", "Unknown"),
    "503": (503, "ServiceUnavailable", "Service is unavailable."),
    "504": (504, "GatewayTimeout", "Gateway timeout."),
}
"""Status, code and words of the errors in JSON, as Microsoft documents them."""

PAGES = {
    "413": (413, "<html><body><h1>413 Request Entity Too Large</h1></body></html>"),
    "502": (502, "<html><body><h1>502 Bad Gateway</h1></body></html>"),
}
"""Status and text of the errors that come as a page."""

BLOCKED = {"subCode": "MessageWritesBlocked", "details": "Thread is blocked from message writes."}

LIMITS: dict[str, tuple[tuple[int, float], ...]] = {
    "write": ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0)),
    "read": ((14, 1.0), (16, 2.0), (120, 30.0), (3600, 3600.0)),
}
"""How many calls in how many seconds Microsoft documents for a bot in one conversation."""


@dataclass(eq=False)
class Fault:
    """One thing that goes wrong, until it has happened `times` times or is stopped."""

    call: str
    what: What
    times: int | None = 1
    where: str = "*"
    seconds: float = 0.0
    """How slow, or what Retry-After says."""
    effect: bool = False
    """Whether the call is carried out all the same."""
    hits: int = 0

    def stop(self) -> None:
        """Let it not happen again."""
        self.times = self.hits

    def meets(self, call: str, places: frozenset[str]) -> bool:
        """Tell whether it happens to this call."""
        side = call in ("token", "openid", "keys")
        return (
            (call == self.call or (self.call == "*" and not side))
            and (self.where == "*" or self.where in places)
            and (self.times is None or self.hits < self.times)
        )

    def answer(self) -> tuple[int, str, str, dict[str, str]]:
        """Return the status, content type, text and headers that it answers with."""
        if self.what in PAGES:
            status, page = PAGES[self.what]
            return status, "text/html", page, {}
        if self.what == "MessageWritesBlocked":
            body: Json = {"errorCode": 209, "message": json.dumps(BLOCKED, indent=2)}
            return 403, "application/json", json.dumps(body), {}
        status, code, message = CODES[self.what]
        told = {"Retry-After": f"{self.seconds:g}"} if self.seconds and status != 500 else {}
        return status, "application/json", json.dumps(error(code, message)), told


class Faults:
    """The faults that are switched on, and the limits."""

    def __init__(self) -> None:
        """Begin with none."""
        self.active: list[Fault] = []
        self.recent: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def add(
        self,
        call: str,
        what: What,
        times: int | None = 1,
        *,
        where: Where = "*",
        seconds: float = 0.0,
        effect: bool | None = None,
    ) -> Fault:
        """Let this happen to the next calls of a kind ("*": every one to the connector)."""
        done = what == "drop" if effect is None else effect
        fault = Fault(call, what, times, place_of(where), seconds, done)
        self.active.append(fault)
        return fault

    def clear(self) -> None:
        """Switch everything off."""
        self.active.clear()

    def take(self, call: str, places: frozenset[str]) -> Fault | None:
        """Return the fault that happens to this call, counted."""
        for fault in self.active:
            if fault.meets(call, places):
                fault.hits += 1
                return fault
        return None

    def wait(self, call: str, conversation: str, now: float) -> float:
        """Return how many seconds to wait by the documented limits, 0 when the call may go on (it is counted)."""
        kind = "read" if call in ("members", "member", "team", "channels") else "write"
        recent = self.recent[kind, conversation]
        while recent and recent[0] <= now - 3600:
            recent.popleft()
        for most, seconds in LIMITS[kind]:
            if len(recent) >= most and recent[-most] > now - seconds:
                return recent[-most] + seconds - now
        recent.append(now)
        return 0.0


def error(code: str, message: str) -> Json:
    """Return an error's body."""
    return {"error": {"code": code, "message": message}}


def place_of(where: Where) -> str:
    """Return what a call's places are compared with."""
    match where:
        case Person():
            return where.id29
        case Conversation() | Company():
            return where.id
        case Message():
            return f"{where.conversation.id};messageid={where.thread}"
        case _:
            return where
