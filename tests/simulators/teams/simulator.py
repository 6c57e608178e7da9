"""The simulated Teams as a whole: started on a free port of this machine, with people made as they are named."""

import random
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Protocol, Self

import aiohttp
from aiohttp import web

from tests.simulators.teams.faults import Faults, Where, place_of
from tests.simulators.teams.happenings import Happenings
from tests.simulators.teams.model import Call, Company, Conversation, Json, Message, Person, Team
from tests.simulators.teams.sender import Answer, Sender
from tests.simulators.teams.server import Server
from tests.simulators.teams.tokens import Entra, Issuer, Key
from tests.simulators.teams.world import World


class Clock(Protocol):
    """Something that knows the present instant."""

    def now(self) -> datetime:
        """Return it, aware, in UTC."""


def real_time() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - whoever checks a token reads the real one too


class TeamsSimulator(Happenings):
    """`async with TeamsSimulator(clock) as teams:`; the bot is at `teams.bot_url`."""

    def __init__(self, clock: Clock | None = None, *, seed: int = 1) -> None:
        """Take the activities' time from this clock, or the real one; tokens always live by the real one."""
        self.world = World(clock.now if clock else real_time, random.Random(seed))
        self.world.app_id = self.world.guid()
        self.password = "the bot's secret"
        self.home = self.world.add_company("Contoso")
        self.issuer = Issuer(real_time, self.world.app_id)
        self.entra = Entra(self.world.app_id, self.password, self.home.id)
        self.faults = Faults()
        self.server = Server(self.world, self.faults, self.issuer, self.entra)
        self.sender = Sender(self.issuer)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=8_000_000)
        app.add_routes(self.server.routes())
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
        if self.sender.session is not None:
            await self.sender.session.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def app_id(self) -> str:
        """The bot's app id."""
        return self.world.app_id

    @property
    def bot(self) -> str:
        """The bot's id in conversations."""
        return self.world.bot

    @property
    def tenant(self) -> str:
        """The tenant in which the bot is registered."""
        return self.home.id

    @property
    def service_url(self) -> str:
        """Where the connector is for the home tenant, as in activities."""
        return self.home.service_url

    @property
    def openid_url(self) -> str:
        """Where the metadata about the keys is."""
        return f"{self.world.url}/openid/v1/.well-known/openidconfiguration"

    @property
    def login_url(self) -> str:
        """Where tokens are got, before `/{tenant}/oauth2/v2.0/token`."""
        return f"{self.world.url}/login"

    @property
    def bot_url(self) -> str:
        """Where the bot listens (`http://…/api/messages`)."""
        return self.sender.bot_url

    @bot_url.setter
    def bot_url(self, url: str) -> None:
        self.sender.bot_url = url

    @property
    def delivered(self) -> list[Json]:
        """The activities sent to the bot."""
        return self.sender.delivered

    @property
    def strict(self) -> bool:
        """Whether the documented limits per conversation hold."""
        return self.server.strict

    @strict.setter
    def strict(self, strict: bool) -> None:
        self.server.strict = strict

    @property
    def smallest_page(self) -> int:
        """The fewest people that a page of a roster is asked for."""
        return self.server.connector.smallest_page

    @smallest_page.setter
    def smallest_page(self, size: int) -> None:
        self.server.connector.smallest_page = size

    @property
    def token_life(self) -> float:
        """How long the bot's tokens are good, in seconds."""
        return self.entra.life

    @token_life.setter
    def token_life(self, seconds: float) -> None:
        self.entra.life = seconds

    @property
    def fetches(self) -> int:
        """How many tokens the bot was given."""
        return len(self.entra.tokens)

    def expire_tokens(self) -> None:
        """Let every token that the bot has be expired."""
        self.entra.expire()

    def company(self, name: str) -> Company:
        """Return the tenant of that name, made when new."""
        known = (one for one in self.world.companies.values() if one.name == name)
        return next(known, None) or self.world.add_company(name)

    def person(self, name: str, *, company: Company | None = None, **known: Any) -> Person:
        """Return the person of that name, made when new with what `model.Person` knows."""
        home = company or self.home
        for one in home.people.values():
            if one.name == name:
                assert not known, f"{name} is there already"
                return one
        return self.world.add_person(home, name, **known)

    def people(self, count: int, *, company: Company | None = None) -> list[Person]:
        """Make so many people."""
        home = company or self.home
        start = len(home.people)
        return [self.world.add_person(home, f"Person {start + one}") for one in range(count)]

    def team(
        self,
        name: str,
        *,
        channels: Iterable[str] = (),
        people: Iterable[Person] = (),
        company: Company | None = None,
    ) -> Team:
        """Return the team of that name, made when new."""
        home = company or self.home
        known = (one for one in home.teams.values() if one.name == name)
        return next(known, None) or self.world.add_team(home, name, channels, people)

    def group_chat(
        self, name: str, people: Iterable[Person], *, company: Company | None = None
    ) -> Conversation:
        """Make a chat of several people."""
        return self.world.add_chat(company or self.home, name, people)

    def chat(self, person: Person) -> list[Message]:
        """Return the bot's messages in a person's chat with it, oldest first."""
        return self.posts(person.chat) if person.chat else []

    def posts(self, where: Conversation | Message) -> list[Message]:
        """Return the bot's messages in a conversation, or in the thread of a message."""
        place = where.conversation if isinstance(where, Message) else where
        thread = where.thread if isinstance(where, Message) else ""
        return [
            one
            for one in place.messages
            if not one.deleted and one.sender is None and thread in ("", one.thread)
        ]

    def calls(
        self, kind: str = "", *, ok: bool | None = None, at: Where | None = None
    ) -> list[Call]:
        """Return the recorded calls, of one kind or place, answered well (`ok`) or not."""
        place = None if at is None else place_of(at)
        return [
            one
            for one in self.world.calls
            if (not kind or one.kind == kind)
            and (ok is None or (one.outcome == "ok") is ok)
            and (place is None or place in _places(one))
        ]

    @property
    def refused(self) -> list[Call]:
        """Every call whose activity Teams would not take, or not show well."""
        return [one for one in self.world.calls if one.faults]

    def token(self, *, service_url: str = "", **how: Any) -> str:
        """Return an authorization header of Microsoft's, or a forged one; see `Issuer.token`."""
        return self.issuer.token(service_url or self.service_url, **how)

    def foreign_key(self) -> Key:
        """Return a key that Microsoft does not publish."""
        return self.issuer.foreign()

    def rotate_keys(self, *, keep_old: bool = False) -> Key:
        """Sign with another key from now on."""
        return self.issuer.rotate(keep_old=keep_old)

    async def post_activity(
        self, activity: Json, authorization: str | None = None, **headers: str
    ) -> Answer:
        """Send an activity as it is; by default with an honest token, with "" without any."""
        return await self.sender.activity(activity, authorization, headers)

    async def post(self, body: bytes, headers: dict[str, str]) -> Answer:
        """Send bytes."""
        return await self.sender.post(body, headers)


def _places(call: Call) -> set[str]:
    bare = call.conversation.partition(";messageid=")[0]
    return {call.conversation, bare, call.person, call.company.id if call.company else ""}
