"""A transport that writes down what is asked of it, and fails where a test says so."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from adapters.teams import ids
from adapters.teams.references import Reference
from adapters.teams.transport.model import Address, Answer, Json, Trouble

TENANT = "7d7e7a15-0000-4000-8000-00000000aaaa"
SPACE = f"teams:{TENANT}"
URL = "https://smba.trafficmanager.net/emea/"
HOSTS = ("smba.trafficmanager.net",)
BOT = "28:app"


def aad(number: int) -> str:
    """Return an Entra object id."""
    return f"00000000-0000-4000-8000-{number:012x}"


def member(number: int) -> str:
    """Return a member's natural id."""
    return ids.member(SPACE, aad(number))


def personal(number: int, **more: Any) -> Reference:
    """Return the reference of a person."""
    known = {"workspace": SPACE, "kind": "personal", "service_url": URL, "bot": BOT}
    return Reference(**{**known, "id": member(number), "user": f"29:{number}", **more})


def place(own: str, kind: str = "channel", **more: Any) -> Reference:
    """Return the reference of a conversation."""
    known = {"workspace": SPACE, "kind": kind, "service_url": URL, "bot": BOT}
    id = ids.conversation(SPACE, own)
    return Reference(**{**known, "id": id, "conversation": own, **more})


def account(number: int, **more: Any) -> Json:
    """Return a person as a roster has them."""
    return {
        "id": f"29:{number}",
        "aadObjectId": aad(number),
        "name": f"Person {number}",
        "email": f"p{number}@example.com",
        "userPrincipalName": f"p{number}@example.com",
        "tenantId": TENANT,
        "userRole": "user",
        **more,
    }


@dataclass
class Wire:
    """Numbers the messages it is given; `fails` are the next troubles by what is called."""

    rosters: dict[str, list[Json]] = field(default_factory=dict)
    fails: dict[str, list[Trouble]] = field(default_factory=dict)
    calls: list[tuple[str, Address, Any]] = field(default_factory=list)
    closed: bool = False

    def asked(self, what: str) -> list[tuple[Address, Any]]:
        """Return where something was asked for, and what was given."""
        return [(at, given) for kind, at, given in self.calls if kind == what]

    def _take(self, what: str, at: Address, given: Any) -> int:
        self.calls.append((what, at, given))
        if self.fails.get(what):
            raise self.fails[what].pop(0)
        return len(self.calls)

    async def authenticate(self, authorization: str, activity: Json) -> object:
        """Let everybody in."""
        return authorization

    async def process(
        self, passed: object, activity: Json, take: Callable[[], Awaitable[Answer | None]]
    ) -> Answer | None:
        """Run the turn."""
        return await take()

    async def send(self, at: Address, activity: Json, *, only: str = "") -> str:
        """Take a message."""
        return f"m{self._take('send', at, (activity, only))}"

    async def update(self, at: Address, message: str, activity: Json) -> None:
        """Take an update."""
        self._take("update", at, (message, activity))

    async def open_personal(self, at: Address, user: str) -> str:
        """Open a chat."""
        self._take("open", at, user)
        return f"a:chat-of-{user}"

    async def start_thread(self, at: Address, activity: Json) -> tuple[str, str]:
        """Start a thread."""
        number = self._take("thread", at, activity)
        return f"{at.conversation};messageid={number}", str(number)

    async def members(self, at: Address) -> list[Json]:
        """Return a team's roster."""
        self._take("members", at, None)
        return self.rosters.get(at.conversation, [])

    async def member(self, at: Address, user: str) -> Json:
        """Return one of a team's roster."""
        self._take("member", at, user)
        for one in self.rosters.get(at.conversation, []):
            if user in (one.get("id"), one.get("aadObjectId")):
                return one
        raise Trouble("MemberNotFoundInConversation", 404)

    async def channels(self, at: Address, team: str) -> list[Json]:
        """Return no channels."""
        return []

    async def team(self, at: Address, team: str) -> Json:
        """Return nothing of a team."""
        return {}

    async def close(self) -> None:
        """Note that it was closed."""
        self.closed = True
