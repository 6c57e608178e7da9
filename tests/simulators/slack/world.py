"""Everything the simulated Slack knows: workspaces, tokens, one-time addresses, and who saw what."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.simulators.slack import checks
from tests.simulators.slack.model import (
    Call,
    Channel,
    Json,
    Kind,
    Message,
    SlackError,
    Team,
    Token,
    User,
    View,
)

if TYPE_CHECKING:
    from tests.simulators.slack.methods.files import Upload

BOT_SCOPES = frozenset(
    "app_mentions:read channels:history channels:read chat:write commands groups:history groups:read "
    "im:history im:read im:write mpim:history mpim:read mpim:write team:read users:read "
    "users:read.email".split()
)
TRIGGER_LIFE = timedelta(seconds=3)
RESPONSE_LIFE = timedelta(minutes=30)
RESPONSE_USES = 5


@dataclass(eq=False)
class Trigger:
    """What an interaction allows once: to open a view."""

    user: User
    at: datetime
    view: View | None = None
    used: bool = False


@dataclass(eq=False)
class ResponseUrl:
    """An address that takes five answers to one interaction."""

    user: User
    channel: Channel
    at: datetime
    message: Message | None = None
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that appeared: to one person (`to`), or to everyone in a channel."""

    what: Message | View
    to: str
    channel: Channel | None


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code of OAuth stands for."""

    team: Team
    user: User
    scopes: frozenset[str]
    redirect_uri: str = ""
    org: str = ""


@dataclass(eq=False)
class World:
    """The state behind the Web API."""

    now: Callable[[], datetime]
    app_id: str = "A1PEER"
    url: str = ""
    teams: dict[str, Team] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    responses: dict[str, ResponseUrl] = field(default_factory=dict)
    codes: dict[str, Grant] = field(default_factory=dict)
    refreshes: dict[str, Grant] = field(default_factory=dict)
    spent: set[str] = field(default_factory=set)
    """Codes and refresh tokens that were used."""
    tickets: dict[str, datetime] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    """What people sent as files, by the path at which it is served."""
    uploads: "dict[str, Upload]" = field(default_factory=dict)
    """Files of the app's on their way in, by the path to which each is sent."""
    elsewhere: str = ""
    """Another host than its own that it names for uploads."""
    calls: list[Call] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    opened: dict[tuple[str, frozenset[str]], Channel] = field(default_factory=dict)
    """The bot's conversations, by the workspace and the others in them."""
    client_id: str = "111.222"
    client_secret: str = "simulated-client-secret"
    rotation: bool = False
    untaken: set[str] = field(default_factory=set)
    """Types of blocks that messages may not hold here, as some do not work everywhere yet."""
    replies: str = ""
    """Whether threads of channels can be read: empty if so, "limited" to 15 objects at a time, or the error's name."""
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def uploads_at(self) -> str:
        """Where files are sent."""
        return self.elsewhere or self.url

    def number(self) -> int:
        """Return a number that was not given out before."""
        return next(self._ids)

    def ts(self) -> str:
        """Return a timestamp for a message; no two are alike, later ones are greater."""
        number = self.number()
        return f"{int(self.now().timestamp()) + number // 1_000_000}.{number % 1_000_000:06d}"

    def blocks(self, args: Json) -> list[Json] | None:
        """Return the blocks of a message; raises invalid_blocks where one is wrong, or not taken here."""
        found = checks.blocks_of(args)
        for place, one in enumerate(found or ()):
            if one["type"] in self.untaken:
                wrong = [f"unsupported type: {one['type']} [json-pointer:/blocks/{place}/type]"]
                raise SlackError("invalid_blocks", errors=wrong)
        return found

    def add_team(self, id: str, name: str, token: str, enterprise: str) -> Team:
        """Make a workspace with the app's bot, Slackbot and #general, the app installed in it."""
        team = Team(id, name, name.lower().replace(" ", "-"), self.app_id, f"B{id}", enterprise)
        self.teams[id] = team
        team.bot = self.add_user(team, "peerloop", "Peerloop", bot=True)
        # Slackbot does not call itself a bot.
        slackbot = User(team, "USLACKBOT", "slackbot", "Slackbot")
        team.users[slackbot.id] = slackbot
        self.add_channel(team, "general")
        team.token = token or f"xoxb-{id}-{self.number()}"
        self.tokens[team.token] = Token(team.token, team, "bot", BOT_SCOPES)
        return team

    def add_user(
        self, team: Team, handle: str, name: str = "", *, id: str = "", **more: object
    ) -> User:
        """Make a person (or bot) of a workspace."""
        made = User(
            team,
            id or f"U{self.number()}",
            handle,
            name or handle.title(),
            **more,  # type: ignore[arg-type]
        )
        team.users[made.id] = team.handles[handle] = made
        return made

    def add_channel(
        self, team: Team, name: str, kind: Kind = "public", members: Iterable[str] = ()
    ) -> Channel:
        """Make a conversation of a workspace."""
        letter = {"public": "C", "private": "C", "im": "D", "mpim": "G"}[kind]
        made = Channel(team, f"{letter}{self.number()}", kind, name, dict.fromkeys(members))
        team.channels[made.id] = made
        return made

    def open_conversation(self, team: Team, users: frozenset[str]) -> tuple[Channel, bool]:
        """Return the conversation of the bot with exactly these users, and whether there was one."""
        known = self.opened.get((team.id, users))
        if known is not None:
            return known, True
        kind: Kind = "im" if len(users) == 1 else "mpim"
        name = "" if kind == "im" else f"mpdm-{self.number()}"
        made = self.add_channel(team, name, kind, sorted({*users, team.bot.id}))
        self.opened[team.id, users] = made
        return made, False

    def trigger(self, user: User, view: View | None = None) -> str:
        """Return a fresh trigger id."""
        key = f"{self.number()}.{self.number()}.{self.number():032x}"
        self.triggers[key] = Trigger(user, self.now(), view)
        return key

    def response_url(self, user: User, channel: Channel, message: Message | None = None) -> str:
        """Return a fresh response URL."""
        key = f"R{self.number()}"
        self.responses[key] = ResponseUrl(user, channel, self.now(), message)
        return f"{self.url}/commands/{user.team.id}/{key}"

    def code(self, grant: Grant) -> str:
        """Return a fresh code for an installation."""
        key = f"code.{self.number()}"
        self.codes[key] = grant
        return key

    def show(self, what: Message | View, to: str = "") -> None:
        """Note that something appeared."""
        channel = what.channel if isinstance(what, Message) else None
        self.shown.append(Shown(what, to, channel))

    def seen(self, user: User, since: int = 0) -> list[Message | View]:
        """Return what appeared to the user from the place `since` of `shown` on, what they wrote left out."""
        found: dict[int, Message | View] = {}
        for one in self.shown[since:]:
            what = one.what
            theirs = (
                what.user.team is user.team
                if isinstance(what, View)
                else what.channel.team is user.team and what.user != user.id
            )
            here = one.channel is not None and user.id in one.channel.members
            visible = one.to == user.id or (not one.to and here)
            if theirs and visible:
                found[id(what)] = what
        return list(found.values())

    def close(self, team: Team, state: str = "revoked") -> None:
        """Take every token of a workspace back."""
        for token in self.tokens.values():
            if token.team is team:
                token.state = "inactive" if state == "inactive" else "revoked"
