"""Everything the simulated Teams knows: companies, conversations, tokens, calls, and who saw what."""

import random
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.simulators.teams.model import Call, Company, Conversation, Json, Message, Person, Team

REGIONS = ("amer", "emea", "apac")
ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"


@dataclass(eq=False)
class World:
    """The state behind the connector."""

    now: Callable[[], datetime]
    chance: random.Random
    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    """What people sent as files, by the path at which it is served."""
    supports_files: bool = True
    """Whether the app's package says that it sends files and takes them."""
    sessions: dict[str, int] = field(default_factory=dict)
    """Places in OneDrive that were opened for files, by their path, and how large each is to be."""
    drive: dict[str, bytes] = field(default_factory=dict)
    """What the app put there."""
    app_id: str = ""
    bot_name: str = "Peerloop"
    companies: dict[str, Company] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    shown: list[Message] = field(default_factory=list)
    last: int = 0

    @property
    def bot(self) -> str:
        """The bot's id in conversations."""
        return f"28:{self.app_id}"

    def guid(self) -> str:
        """Return a fresh GUID."""
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def letters(self, length: int) -> str:
        """Return fresh letters for an id."""
        return "".join(self.chance.choices(ALPHABET, k=length))

    def message_id(self) -> str:
        """Return an id for a message: milliseconds, no two alike, later ones greater."""
        self.last = max(self.last + 1, int(self.now().timestamp() * 1000))
        return str(self.last)

    def add_company(self, name: str, id: str = "") -> Company:
        """Make a tenant."""
        number = len(self.companies)
        region = REGIONS[number] if number < len(REGIONS) else f"region{number}"
        made = Company(id or self.guid(), name, region, lambda: self.url)
        self.companies[made.id] = made
        return made

    def add_person(self, company: Company, name: str, **known: Any) -> Person:
        """Make somebody of a company."""
        number = len(company.people)
        domain = company.name.lower().replace(" ", "")
        upn = f"{name.lower().replace(' ', '.')}{number}@{domain}.test"
        ids: Json = {"aad": self.guid(), "id29": f"29:1{self.letters(60)}", "upn": upn}
        made = Person(company, name, **{**ids, **known})
        company.people[made.id29] = made
        return made

    def add_team(
        self, company: Company, name: str, channels: Iterable[str], people: Iterable[Person]
    ) -> Team:
        """Make a team with its General channel and others."""
        made = Team(company, self.thread_id(), name, self.guid())
        made.members.update((one.id29, one) for one in people)
        company.teams[made.id] = made
        self.add_channel(made, "General", made.id)
        for one in channels:
            if one != "General":
                self.add_channel(made, one)
        return made

    def add_channel(self, team: Team, name: str, id: str = "") -> Conversation:
        """Make a channel of a team."""
        made = Conversation(team.company, id or self.thread_id(), "channel", name, team)
        team.channels.append(made)
        team.company.conversations[made.id] = made
        return made

    def add_chat(self, company: Company, name: str, people: Iterable[Person]) -> Conversation:
        """Make a chat of several people."""
        made = Conversation(company, self.thread_id("v2"), "groupChat", name)
        made.own.update((one.id29, one) for one in people)
        company.chats.append(made)
        company.conversations[made.id] = made
        return made

    def chat_with(self, person: Person) -> Conversation:
        """Return the bot's chat with a person, made when there is none."""
        if person.chat is None:
            id = f"a:1{self.letters(90)}"
            person.chat = Conversation(person.company, id, "personal", own={person.id29: person})
            person.company.conversations[id] = person.chat
        return person.chat

    def thread_id(self, kind: str = "tacv2") -> str:
        """Return a fresh id of a channel or a chat."""
        return f"19:{self.chance.getrandbits(128):032x}@thread.{kind}"

    def post(
        self,
        conversation: Conversation,
        activity: Json,
        *,
        thread: str = "",
        sender: Person | None = None,
        only: Person | None = None,
    ) -> Message:
        """Put a message into a conversation; in a channel without a thread it begins one."""
        id = self.message_id()
        root = (thread or id) if conversation.kind == "channel" else ""
        made = Message(conversation, id, activity, root, sender, only)
        conversation.messages.append(made)
        if sender is None:
            self.shown.append(made)
        return made

    def seen(self, person: Person, since: int = 0) -> list[Message]:
        """Return the bot's messages that the person saw come or change since that place in `shown`."""
        found = {id(one): one for one in self.shown[since:] if one.visible_to(person)}
        return list(found.values())
