"""The simulated Slack as a whole: started on a free port of this machine, with workspaces made as they are named."""

from collections.abc import Iterable
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, Self

import aiohttp
from aiohttp import web

from tests.simulators.slack.faults import Faults
from tests.simulators.slack.happenings import Happenings
from tests.simulators.slack.model import Call, Channel, Kind, Message, Team, Token, User, View
from tests.simulators.slack.sender import Answer, Sender
from tests.simulators.slack.server import Server
from tests.simulators.slack.sockets import Links
from tests.simulators.slack.world import Grant, World


class Clock(Protocol):
    """Something that knows the present instant."""

    def now(self) -> datetime:
        """Return it, aware, in UTC."""


class Workspace:
    """A workspace to make people and channels in; `state` is what Slack keeps of it."""

    def __init__(self, world: World, state: Team) -> None:
        """Stand for that workspace."""
        self._world = world
        self.state = state

    @property
    def id(self) -> str:
        """Its id."""
        return self.state.id

    @property
    def token(self) -> str:
        """The newest bot token."""
        return self.state.token

    @property
    def bot(self) -> User:
        """The app's bot user."""
        return self.state.bot

    def user(self, handle: str, name: str = "", **known: Any) -> User:
        """Return the person with that handle, made when new with what `model.User` knows."""
        found = self.state.handles.get(handle)
        if found is not None:
            assert not known, f"{handle} is there already"
            return found
        made = self._world.add_user(self.state, handle, name, **known)
        self.channel("general").members[made.id] = None
        return made

    def users(self, count: int, **known: Any) -> list[User]:
        """Make so many people."""
        start = len(self.state.users)
        return [
            self._world.add_user(self.state, f"person{number}", email=f"p{number}@x.test", **known)
            for number in range(start, start + count)
        ]

    def channel(
        self, name: str, *, members: Iterable[User] = (), kind: Kind = "public", bot: bool = False
    ) -> Channel:
        """Return the channel of that name, made when new; with `bot` the app is in it."""
        for channel in self.state.channels.values():
            if channel.name == name:
                break
        else:
            channel = self._world.add_channel(self.state, name, kind)
        channel.members |= dict.fromkeys(user.id for user in members)
        if bot:
            channel.members[self.bot.id] = None
        return channel

    def token_with(self, *scopes: str, **known: Any) -> str:
        """Return another bot token, with these scopes only."""
        value = f"xoxb-{self.id}-{self._world.number()}"
        self._world.tokens[value] = Token(value, self.state, "bot", frozenset(scopes), **known)
        return value

    def circles(self) -> list[Channel]:
        """Return the conversations of the bot with several people."""
        return [one for one in self.state.channels.values() if one.kind == "mpim"]


class SlackSimulator(Happenings):
    """`async with SlackSimulator(clock) as sim:`; the app is at `sim.app_url`, or `sim.over_sockets()`."""

    def __init__(
        self, clock: Clock | None = None, *, signing_secret: str = "signing-secret"
    ) -> None:
        """Take the time from this clock, from the real one when there is none."""
        if clock is None:
            from bot.clock import WallClock

            clock = WallClock()
        self.world = World(clock.now)
        self.faults = Faults()
        self.links = Links(self.world)
        self.server = Server(self.world, self.faults)
        self.sender = Sender(self.world, self.links, signing_secret)
        self.app_token = f"xapp-1-{self.world.app_id}-simulated"
        scopes = frozenset(("connections:write",))
        self.world.tokens[self.app_token] = Token(self.app_token, None, "app", scopes)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=8_000_000)
        app.add_routes([*self.server.routes(), *self.links.routes()])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.world.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.sender.session = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), connector=aiohttp.TCPConnector(limit=0)
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.links.close()
        if self.sender.session is not None:
            await self.sender.session.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """Where the Web API is; ends with `/api/`."""
        return f"{self.world.url}/api/"

    @property
    def signing_secret(self) -> str:
        """The app's signing secret."""
        return self.sender.signing_secret

    @property
    def app_url(self) -> str:
        """Where the app listens (`http://…/slack/events`)."""
        return self.sender.app_url

    @app_url.setter
    def app_url(self, url: str) -> None:
        self.sender.app_url = url
        self.sender.mode = "http"

    def over_sockets(self) -> None:
        """Reach the app over Socket Mode from now on."""
        self.sender.mode = "socket"

    def team(
        self,
        id: str = "T1",
        name: str = "",
        *,
        token: str = "",
        enterprise: str = "",
    ) -> Workspace:
        """Return the workspace with that id, made when new with the app installed."""
        state = self.world.teams.get(id)
        if state is None:
            state = self.world.add_team(id, name or f"Company {id}", token, enterprise)
        return Workspace(self.world, state)

    def messages(self, where: Channel | User) -> list[Message]:
        """Return what can be read in a channel, or in a person's conversation with the bot; oldest first."""
        channel = self.direct(where) if isinstance(where, User) else where
        return [one for one in channel.messages if not one.deleted]

    def modals(self, user: User) -> list[View]:
        """Return the modals that a person has open, the topmost last."""
        known = user.team.views.values()
        return [one for one in known if one.user is user and not one.closed]

    def calls(self, method: str = "", team: str = "", *, ok: bool | None = None) -> list[Call]:
        """Return the recorded calls, of one method or workspace, carried out (`ok`) or not."""
        return [
            one
            for one in self.world.calls
            if (not method or one.method == method)
            and (not team or one.team == team)
            and (ok is None or (one.outcome == "ok") is ok)
        ]

    def code(self, user: User, *, scopes: Iterable[str] = (), org: bool = False) -> str:
        """Return a code of OAuth, as if that person had allowed the app."""
        team = user.team
        wanted = frozenset(scopes) or self.world.tokens[team.token].scopes
        return self.world.code(Grant(team, user, wanted, org=team.enterprise if org else ""))

    def org_token(self, enterprise: str, *teams: Workspace) -> str:
        """Install the app org-wide, and return the one token for every workspace of the enterprise."""
        value = f"xoxb-{enterprise}-{self.world.number()}"
        home = teams[0].state
        scopes = self.world.tokens[home.token].scopes
        self.world.tokens[value] = Token(value, home, "bot", scopes, org=enterprise)
        for team in teams:
            team.state.org, team.state.token = True, value
        return value

    async def retries(self, user: User, inner: dict[str, Any]) -> list[Answer]:
        """Send an event and again while it is refused, three times at most, as Slack does but at once."""
        event_id = f"Ev{self.world.number():08d}"
        answers = [await self.send_event(user, inner, event_id=event_id)]
        for number in (1, 2, 3):
            last = answers[-1]
            if last.ok or last.headers.get("X-Slack-No-Retry") == "1":
                break
            why = "http_timeout" if last.status == 0 else "http_error"
            again = await self.send_event(user, inner, event_id=event_id, retry=(number, why))
            answers.append(again)
        return answers
