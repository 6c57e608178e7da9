"""A Slack workspace and a Teams tenant in one database and process: neither hears of the other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from aiohttp import web

from adapters.slack.tiers import Budgets
from bot import tick, wiring
from bot.clock import SimulatedClock
from bot.courier import Courier
from bot.settings import Settings
from facilitation.platform import Pace
from facilitation.rounds.model import Circle
from tests.journeys.slack_office import title
from tests.simulators.slack import SlackSimulator, Workspace
from tests.simulators.slack.hands import LONG_PATIENCE
from tests.simulators.slack.model import User
from tests.simulators.teams import TeamsSimulator
from tests.simulators.teams.model import Person
from tests.storage_fixtures import time_passes

START = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)
EACH = 7


@dataclass
class House:
    """Two companies under one roof."""

    slack: SlackSimulator
    acme: Workspace
    teams: TeamsSimulator
    parts: wiring.Base
    platforms: wiring.Platforms
    clock: SimulatedClock
    courier: Courier
    users: list[User] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    @property
    def spaces(self) -> tuple[str, str]:
        """The workspaces' ids, Slack's first."""
        return "slack:T1", f"teams:{self.teams.tenant}"

    async def settle(self) -> None:
        """Let everything that came in be done, and everything that is due now."""
        assert self.platforms.slack is not None
        assert self.platforms.teams is not None
        await self.platforms.slack.inbound.drain(10.0)
        await self.platforms.teams.inbound.drain(10.0)
        until = self.clock.now() + timedelta(minutes=1)
        await tick.advance(self.parts.store, self.courier, self.clock, until)

    async def until_lines(self, words: str, count: int) -> None:
        """Move on until that many lines with these words say that it was done."""
        found = 0
        while found < count:
            at = tick.next_instant(self.parts.store, self.clock.now())
            assert at, f"“{words}” was done {found} times"
            lines = await tick.advance(self.parts.store, self.courier, self.clock, at)
            found += sum(words in line for line in lines)

    def read_in_slack(self) -> str:
        """Return everything that stands in Slack by our hand, as it was sent."""
        return "\n".join(str(call.args) for call in self.slack.calls())

    def read_in_teams(self) -> str:
        """Return everything that stands in Teams by our hand, as it was sent."""
        return "\n".join(f"{call.conversation} {call.body}" for call in self.teams.calls())

    def circles(self, space: str) -> list[Circle]:
        """Return the circles of a workspace's only program."""
        with self.parts.store.begin() as work:
            [program] = work.programs.of(space)
            newest = work.rounds.latest(program.id)
            assert newest is not None
            return [c for c in work.circles.of_round(newest.id) if not c.dissolved]


@asynccontextmanager
async def house(database_url: str) -> AsyncIterator[House]:
    """Open the house: Slack's directory is read, and nobody has the Teams app yet."""
    clock = SimulatedClock(START)
    async with SlackSimulator(clock) as slack, TeamsSimulator(clock) as teams:
        slack.sender.ack_within = LONG_PATIENCE
        acme = slack.team("T1", "Acme", token="xoxb-acme-1")
        settings = Settings.model_validate(
            {
                "database_url": database_url,
                "slack_bot_token": acme.token,
                "slack_signing_secret": slack.signing_secret,
                "slack_api_url": slack.api_url,
                "teams_app_id": teams.app_id,
                "teams_app_password": teams.password,
                "teams_tenant_id": teams.tenant,
                "teams_openid_metadata_url": teams.openid_url,
                "teams_login_url": teams.login_url,
                "teams_allowed_service_hosts": "127.0.0.1",
            }
        )
        parts = wiring.base(settings, clock)
        platforms = await wiring.platforms_of(parts)
        assert platforms.slack is not None
        assert platforms.teams is not None
        # the pace is for real time, which stands still here
        platforms.slack.platform.pace = platforms.teams.platform.pace = Pace()
        platforms.slack.platform.api.budgets = Budgets({})
        served = web.AppRunner(web.Application(), access_log=None, shutdown_timeout=1.0)
        served.app.add_routes(platforms.routes())
        await served.setup()
        await web.TCPSite(served, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{served.addresses[0][1]}"
        slack.app_url = f"{address}/slack/events"
        teams.bot_url = f"{address}/api/messages"
        await platforms.start(with_web=True, with_worker=False)
        courier = parts.courier(platforms.carriers())
        try:
            yield House(slack, acme, teams, parts, platforms, clock, courier)
        finally:
            await platforms.stop()
            await served.cleanup()
            parts.engine.dispose()


async def move_in(here: House) -> None:
    """Bring the same number of people into both, an Ana in each."""
    names = ["Ana", *(f"Slacker{number}" for number in range(1, EACH))]
    here.users = [
        here.acme.user(f"u{number}", name, admin=number == 0, zone="Europe/Berlin")
        for number, name in enumerate(names)
    ]
    names = ["Ana", *(f"Teamster{number}" for number in range(1, EACH))]
    here.people = [here.teams.person(name, zone="Europe/Berlin") for name in names]
    assert here.platforms.slack is not None
    await here.platforms.slack.directories.read_all()
    for person in here.people:
        await here.teams.install(person)
    await here.settle()
    with here.parts.store.begin() as work:
        first = work.members.get(f"teams:{here.teams.tenant}:{here.people[0].aad}")
        work.members.save(replace(first, role="admin"))


async def start_both(here: House) -> None:
    """Let both admins start a program, and everybody join the one of their own."""
    every = "every 2w on tue at 10:00"
    shown = await here.slack.says(here.users[0], f'/peer program create pairs "Slack mix" {every}')
    assert (await here.slack.presses(here.users[0], shown.message, "Create it")).ok
    told = await here.teams.says(here.people[0], f'program create pairs "Teams mix" {every}')
    assert (await here.teams.press(here.people[0], told.message, "Create it")).ok
    await here.settle()
    for user in here.users:
        assert (await here.slack.says(user, "/peer join #1")).ok
    for person in here.people:
        assert (await here.teams.says(person, "join #1")).ok
    await here.settle()


async def test_slack_and_teams_live_in_one_house_and_never_hear_of_each_other(migrated_url):
    async with house(migrated_url) as here:
        await move_in(here)
        await start_both(here)
        await here.until_lines("introduced", 2)
        await here.settle()
        in_slack, in_teams = (here.circles(space) for space in here.spaces)
        for circles, space in ((in_slack, here.spaces[0]), (in_teams, here.spaces[1])):
            seated = [member for circle in circles for member in circle.members]
            assert len(seated) == len(set(seated)) == EACH
            assert all(member.startswith(f"{space}:") for member in seated)
        assert len(here.acme.circles()) == len(in_slack)
        for person in here.people:
            assert [m for m in here.teams.chat(person) if "Meet " in m.summary]
        sent = here.read_in_slack()
        assert "Slack mix" in sent
        assert not [
            words for words in ("Teamster", "Teams mix", here.teams.tenant) if words in sent
        ]
        sent = here.read_in_teams()
        assert "Teams mix" in sent
        assert not [words for words in ("Slacker", "Slack mix", "slack:T1") if words in sent]
        for words in ("avoid @Teamster1", "role @Teamster1 admin", "join Teams", "set Teams"):
            answer = await here.slack.says(here.users[0], f"/peer {words}")
            assert "could not find" in answer.words, answer.words
        for words in ("avoid @Slacker1", "role @Slacker1 admin", "join Slack", "set Slack"):
            await here.settle()
            told = await here.teams.says(here.people[0], words)
            assert "could not find" in told.words, told.words
        assert not here.teams.refused


async def test_one_platform_that_is_down_does_not_hold_the_other_up(migrated_url):
    async with house(migrated_url) as here:
        await move_in(here)
        await start_both(here)
        await here.until_lines("notice to", 2)
        await here.settle()
        down = here.teams.faults.add("*", "503", times=None)
        await here.until_lines("introduced", 1)
        await here.settle()
        chats = [m for chat in here.acme.circles() for m in here.slack.messages(chat)]
        assert [m for m in chats if "meet each other" in title(m)]
        assert not [m for p in here.people for m in here.teams.chat(p) if "Meet " in m.summary]
        down.stop()
        time_passes(here.parts.store, 3600)
        until = here.clock.now() + timedelta(hours=8)
        await tick.advance(here.parts.store, here.courier, here.clock, until)
        for person in here.people:
            found = [m for m in here.teams.chat(person) if "Meet " in m.summary]
            assert len(found) == 1


async def test_who_leaves_one_of_them_stays_in_the_other(migrated_url):
    async with house(migrated_url) as here:
        await move_in(here)
        await start_both(here)
        await here.slack.uninstalls(here.acme.state)
        for person in here.people[1:3]:
            await here.teams.uninstall(person)
        await here.settle()
        with here.parts.store.begin() as work:
            acme, contoso = (work.workspaces.get(space) for space in here.spaces)
            ids = [f"{contoso.id}:{person.aad}" for person in here.people]
            states = [work.members.get(id).state for id in ids]
        assert (acme.state, contoso.state) == ("gone", "active")
        assert states == ["active", "gone", "gone", *["active"] * (EACH - 3)]
        posted = len(here.slack.calls("chat.postMessage"))
        await here.until_lines("introduced", 1)
        await here.settle()
        assert len(here.slack.calls("chat.postMessage")) == posted
        assert sum(len(circle.members) for circle in here.circles(contoso.id)) == EACH - 2
