"""What a Teams is made of: companies, people, teams, conversations, messages and calls."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from tests.simulators.teams import reading

Json = dict[str, Any]

Kind = Literal["personal", "groupChat", "channel"]

CARD = "application/vnd.microsoft.card.adaptive"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"


class ConnectorError(Exception):
    """What the connector answers instead of its result."""

    def __init__(self, status: int, code: str, message: str = "", faults: tuple[str, ...] = ()):
        """Carry the status, the error's code and words, and what is wrong with an activity."""
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message or code
        self.faults = faults


@dataclass(eq=False)
class Company:
    """A tenant, reached by a service URL of its own."""

    id: str
    name: str
    region: str
    base: Callable[[], str] = field(repr=False)
    people: dict[str, "Person"] = field(default_factory=dict, repr=False)
    """By their 29: id."""
    teams: dict[str, "Team"] = field(default_factory=dict, repr=False)
    conversations: dict[str, "Conversation"] = field(default_factory=dict, repr=False)
    chats: list["Conversation"] = field(default_factory=list, repr=False)
    """Those of several people."""
    override: str = ""

    @property
    def service_url(self) -> str:
        """What its activities give as their service URL."""
        return self.override or f"{self.base()}/{self.region}/{self.id}/"

    @service_url.setter
    def service_url(self, url: str) -> None:
        self.override = url

    def find(self, id: str) -> "Person | None":
        """Return the person with that 29: id, Entra id or principal name."""
        if found := self.people.get(id):
            return found
        wanted = id.lower()
        for one in self.people.values():
            if wanted and wanted in (one.aad, one.upn.lower()):
                return one
        return None


@dataclass(eq=False)
class Person:
    """Somebody of a company."""

    company: Company = field(repr=False)
    name: str
    aad: str
    id29: str
    upn: str
    zone: str = "Europe/Berlin"
    locale: str = "en-US"
    country: str = "US"
    guest: bool = False
    installed: bool = False
    """Whether they have the app for themselves."""
    removed: bool = False
    """Whether they took it away again; a team with the app in it does not help then."""
    chat: "Conversation | None" = field(default=None, repr=False)

    @property
    def first(self) -> str:
        """Their given name."""
        return self.name.split()[0]

    @property
    def reachable(self) -> bool:
        """Whether the bot may write to them on its own account."""
        places: list[Team | Conversation] = [*self.company.teams.values(), *self.company.chats]
        shared = any(one.bot and self.id29 in one.members for one in places)
        return self.installed or (shared and not self.removed)


@dataclass(eq=False)
class Team:
    """A team; its id is that of its General channel."""

    company: Company = field(repr=False)
    id: str
    name: str
    group: str
    """The Entra id of its group."""
    members: dict[str, Person] = field(default_factory=dict, repr=False)
    channels: list["Conversation"] = field(default_factory=list, repr=False)
    bot: bool = False

    @property
    def general(self) -> "Conversation":
        """Its General channel."""
        return self.channels[0]

    @property
    def people(self) -> list[Person]:
        """Who is in it."""
        return list(self.members.values())

    def channel(self, name: str) -> "Conversation":
        """Return the channel of that name."""
        return next(one for one in self.channels if one.name == name)


@dataclass(eq=False)
class Conversation:
    """A personal chat with the bot, a chat of several people, or a channel."""

    company: Company = field(repr=False)
    id: str
    kind: Kind
    name: str = ""
    team: Team | None = field(default=None, repr=False)
    own: dict[str, Person] = field(default_factory=dict, repr=False)
    app: bool = False
    messages: list["Message"] = field(default_factory=list, repr=False)
    deleted: bool = False

    @property
    def members(self) -> dict[str, Person]:
        """Who is in it, by their 29: ids."""
        return self.team.members if self.team else self.own

    @property
    def bot(self) -> bool:
        """Whether the bot may write there."""
        if self.kind == "personal":
            return next(iter(self.own.values())).reachable
        return self.team.bot if self.team else self.app


@dataclass(eq=False)
class Message:
    """A message of the bot's, or with a sender one of a person's."""

    conversation: Conversation = field(repr=False)
    id: str
    activity: Json = field(repr=False)
    thread: str = ""
    """The id of the message that its thread began with; nothing outside of channels."""
    sender: Person | None = None
    only: Person | None = None
    """The one person who sees it."""
    updates: int = 0
    deleted: bool = False
    views: dict[str, Json] = field(default_factory=dict, repr=False)
    """Cards that one person sees in its place, by 29: id."""
    history: list[Json] = field(default_factory=list, repr=False)
    """The activities that it was before its updates."""
    reactions: list[tuple[str, str]] = field(default_factory=list, repr=False)

    @property
    def card(self) -> Json:
        """Its Adaptive Card, empty without one."""
        for one in self.activity.get("attachments") or []:
            if one.get("contentType") == CARD:
                return dict(one["content"])
        return {}

    @property
    def text(self) -> str:
        """Its text."""
        return str(self.activity.get("text") or "")

    @property
    def summary(self) -> str:
        """What a notification shows of it."""
        return str(self.activity.get("summary") or "")

    @property
    def words(self) -> str:
        """Everything there is to read."""
        return "\n".join(part for part in (self.text, reading.words_of(self.card)) if part)

    @property
    def buttons(self) -> list[str]:
        """The titles of its buttons."""
        return [str(one.get("title")) for one in reading.actions_of(self.card)]

    def card_for(self, person: Person) -> Json:
        """Return the card as that person sees it."""
        return self.views.get(person.id29) or self.card

    def words_for(self, person: Person) -> str:
        """Return what that person reads."""
        return "\n".join(
            part for part in (self.text, reading.words_of(self.card_for(person))) if part
        )

    def visible_to(self, person: Person) -> bool:
        """Tell whether that person sees it."""
        return self.only in (None, person) and person.id29 in self.conversation.members


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A call of the bot's: what it was, where to, and how it ended."""

    kind: str
    company: Company | None
    conversation: str
    """As the connector names it, a thread's message id and all."""
    body: Json
    token: str
    status: int
    """0: the connection was cut."""
    outcome: str
    """"ok", or the error's code."""
    clock: float
    at: datetime
    done: bool = True
    """Whether it was carried out."""
    faults: tuple[str, ...] = ()
    person: str = ""
    """The 29: id of whom a personal chat is with."""
