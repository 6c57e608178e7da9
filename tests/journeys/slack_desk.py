"""Slack as a desk: slash commands, buttons, menus and modals of a simulated workspace."""

import html
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from tests.journeys import slack_office
from tests.journeys.desks import (
    HERE,
    ZONES,
    Card,
    Given,
    Sheet,
    Who,
    calendars,
    fetched,
    links_in,
    step,
)
from tests.simulators.slack.model import Message, User, View
from tests.simulators.slack.sender import Answer

PEOPLE = ("ana", "ben", "cleo", "dan", "eve")


@dataclass
class Slack:
    """A Slack workspace."""

    office: slack_office.Office
    people: dict[str, User]
    address: str

    def name(self, who: str) -> str:
        """Return what somebody is called."""
        return self.people[who].handle

    async def says(self, who: str, line: str) -> Card | Sheet:
        """Type a slash command."""
        return await self._came(await self.office.sim.says(self.people[who], f"/peer {line}"))

    async def presses(self, who: str, card: Card, label: str) -> Card | Sheet:
        """Press a button or choose from a menu."""
        answer = await self.office.sim.presses(self.people[who], card.itself, label)
        return await self._came(answer)

    async def fills(self, who: str, sheet: Sheet, given: Mapping[str, Given]) -> Card:
        """Fill a modal in and submit it."""
        user = self.people[who]
        told = {n: self.people[v.role] if isinstance(v, Who) else v for n, v in given.items()}
        answer = await self.office.sim.submits(user, sheet.itself, told)
        assert not answer.errors, answer.errors
        found = await self._came(answer)
        assert isinstance(found, Card), found
        return found

    async def leaves(self, who: str) -> None:
        """Deactivate somebody's account."""
        await self.office.sim.changes(self.people[who], deleted=True)
        await self.office.app.inbound.drain(10.0)

    def cards(self, who: str) -> list[Card]:
        """Return what somebody was shown, each card once and as it stands now."""
        seen = [m for m in self.office.sim.seen(self.people[who]) if isinstance(m, Message)]
        last = {id(m): place for place, m in enumerate(seen)}
        return [self._card(m) for place, m in enumerate(seen) if last[id(m)] == place and m.blocks]

    def now(self) -> datetime:
        """Return the office's time."""
        return self.office.clock.now()

    async def move_to(self, until: datetime) -> None:
        """Move time on."""
        await self.office.move_to(until)

    async def step(self) -> None:
        """Move on to what happens next."""
        await step(self.office)

    async def fetch(self, url: str) -> tuple[str, bytes]:
        """Fetch an address."""
        return await fetched(self.address, url)

    def _card(self, message: Message) -> Card:
        title = slack_office.title(message)
        words = self._read(message.words)
        return Card(title, words, tuple(message.buttons), links_in(message.blocks), message)

    def _read(self, markup: str) -> str:
        """Return mrkdwn as people read it."""
        names = {user.id: user.handle for user in self.people.values()}
        text = re.sub(r"<@(\w+)>", lambda found: names[found[1]], markup)
        text = re.sub(r"<(?:!date|https?:)[^<>|]*\|([^<>]*)>", r"\1", text)
        text = re.sub(r"<!(\w+)>", r"(everyone: \1)", text)
        text = re.sub(r"([*`])([^*`\n]+)\1", r"\2", text)
        return html.unescape(text)

    async def _came(self, answer: Answer) -> Card | Sheet:
        assert answer.ok, answer
        await self.office.app.inbound.drain(10.0)
        await self.office.pass_(seconds=0)
        assert answer.seen, "nothing was seen"
        last = answer.seen[-1]
        if isinstance(last, View):
            return Sheet(str(last.payload["title"]["text"]), last)
        return self._card(last)


@asynccontextmanager
async def slack(database_url: str, start: datetime) -> AsyncIterator[Slack]:
    """A Slack workspace whose directory has been read."""
    async with slack_office.office(
        database_url, sockets=False, start=start, public_url=HERE
    ) as here:
        zone = "Europe/Berlin"
        people = {
            role: here.team.user(role, zone=ZONES.get(role, zone), email=f"{role}@acme.example")
            for role in PEOPLE
        }
        for user in people.values():
            here.peers.members[user.id] = None
        await here.app.directories.read_all()
        async with calendars(here) as address:
            yield Slack(here, people, address)
        refused = [c for c in here.sim.calls() if "invalid" in str(c.outcome)]
        assert not refused
