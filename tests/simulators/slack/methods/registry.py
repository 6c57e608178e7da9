"""How a method is found, and what every method asks first: the token, its scopes, the arguments."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.simulators.slack.model import Channel, Json, SlackError, Team, Token, User
from tests.simulators.slack.world import World

Wanted = Literal["bot", "app", "none"]


@dataclass(frozen=True)
class Request:
    """One call: whose token, which workspace, what arguments."""

    world: World
    method: str
    args: Json
    token: Token
    team: Team

    def need(self, *scopes: str) -> None:
        """Raise missing_scope unless the token has one of the scopes."""
        if scopes and not self.token.scopes & set(scopes):
            provided = ",".join(sorted(self.token.scopes))
            raise SlackError("missing_scope", needed=",".join(scopes), provided=provided)

    def text(self, name: str) -> str:
        """Return a required argument; raises invalid_arguments."""
        value = self.args.get(name)
        if not isinstance(value, str) or not value:
            missing = f"[ERROR] missing required field: {name}"
            raise SlackError("invalid_arguments", response_metadata={"messages": [missing]})
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a switch."""
        return str(self.args.get(name, default)).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        """Return a number; raises invalid_arguments."""
        value = str(self.args.get(name) or default)
        if not value.isdigit():
            raise SlackError("invalid_arguments")
        return int(value)

    def channel(self, name: str = "channel", *, inside: bool = True) -> Channel:
        """Return the conversation that is named; raises channel_not_found when the bot may not see it."""
        channel = self.team.channels.get(self.text(name))
        if channel is None:
            raise SlackError("channel_not_found")
        if inside and channel.kind != "public" and self.team.bot.id not in channel.members:
            raise SlackError("channel_not_found")
        return channel

    def user(self, name: str = "user") -> User:
        """Return the person that is named; raises user_not_found."""
        user = self.team.users.get(self.text(name))
        if user is None:
            raise SlackError("user_not_found")
        return user


Method = Callable[[Request], Json]


@dataclass(frozen=True)
class Known:
    """A method, the scopes of which one is needed, and the kind of token."""

    run: Method
    scopes: tuple[str, ...]
    wants: Wanted


METHODS: dict[str, Known] = {}


def method(name: str, *scopes: str, wants: Wanted = "bot") -> Callable[[Method], Method]:
    """Register a function as a method of the Web API."""

    def register(run: Method) -> Method:
        METHODS[name] = Known(run, scopes, wants)
        return run

    return register


def call(world: World, name: str, token: str, args: Json) -> Json:
    """Carry a call out and return its answer; raises SlackError."""
    known = METHODS.get(name)
    if known is None:
        raise SlackError("unknown_method", req_method=name)
    if known.wants == "none":
        nobody = Token("", None, "app", frozenset())
        return known.run(Request(world, name, args, nobody, _nowhere()))
    holder = _holder(world, token)
    if holder.kind != known.wants:
        raise SlackError("not_allowed_token_type")
    team = team_of(world, holder, args) or _nowhere()
    request = Request(world, name, args, holder, team)
    request.need(*known.scopes)
    return known.run(request)


def team_of(world: World, token: Token | None, args: Json) -> Team | None:
    """Return the workspace that a call is about: the token's, or for an org-wide token the named one."""
    if token is None or not token.org:
        return token.team if token else None
    named = world.teams.get(str(args.get("team_id") or ""))
    if named is not None:
        if named.enterprise != token.org:
            raise SlackError("team_access_not_granted")
        return named
    about = {str(args.get(key)) for key in ("channel", "user", "user_id")}
    about |= set(str(args.get("users") or "").split(","))
    for team in world.teams.values():
        inside = about & team.channels.keys() or about & (team.users.keys() - {"USLACKBOT"})
        if team.enterprise == token.org and inside:
            return team
    return token.team


def _holder(world: World, token: str) -> Token:
    if not token:
        raise SlackError("not_authed")
    holder = world.tokens.get(token)
    if holder is None:
        raise SlackError("invalid_auth")
    if holder.state == "revoked":
        raise SlackError("token_revoked")
    if holder.state == "inactive":
        raise SlackError("account_inactive")
    if holder.expires_at is not None and world.now() >= holder.expires_at:
        raise SlackError("token_expired")
    return holder


def _nowhere() -> Team:
    return Team("", "", "", "", "")
