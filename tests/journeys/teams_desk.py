"""Teams as a desk: messages, cards and dialogs of a simulated tenant."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from facilitation.talk.when.hours import local
from tests.journeys import teams_office
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
from tests.simulators.teams.model import Message, Person
from tests.simulators.teams.reading import actions_of, inputs_of
from tests.simulators.teams.sender import Answer

NAMES = {
    "ana": "Ana Reis",
    "ben": "Ben <b>Ode",
    "cleo": "Cleo Ito",
    "dan": "Dan & Co",
    "eve": "Eve O'Hara",
}


@dataclass
class Teams:
    """A Teams tenant."""

    office: teams_office.Office
    people: dict[str, Person]
    address: str

    def name(self, who: str) -> str:
        """Return what somebody is called."""
        return self.people[who].name

    async def says(self, who: str, line: str) -> Card | Sheet:
        """Write to Peerloop; nobody can be mentioned in a chat with it, so their name stands there in words."""
        for role, person in self.people.items():
            line = re.sub(rf"@{role}\b", f"@{person.first}", line)
        person = self.people[who]
        return await self._came(person, await self.office.sim.says(person, line))

    async def presses(self, who: str, card: Card, label: str) -> Card | Sheet:
        """Press a button, or choose in a menu and press its button."""
        person, message = self.people[who], card.itself
        titles = [one.get("title") for one in actions_of(message.card_for(person))]
        act = self.office.sim.press if label in titles else self.office.sim.choose
        return await self._came(person, await act(person, message, label), message)

    async def fills(self, who: str, sheet: Sheet, given: Mapping[str, Given]) -> Card:
        """Fill a dialog, or a card with inputs, in and submit it."""
        person = self.people[who]
        told: dict[str, object] = {}
        for name, value in given.items():
            if isinstance(value, datetime):
                wall = local(value, person.zone)
                told |= {f"field.{name}": wall.date(), f"clock.{name}": wall.time()}
            else:
                told[name] = self.people[value.role] if isinstance(value, Who) else value
        answer = await self.office.sim.submit(person, sheet.itself, told)
        assert answer.dialog is None, answer
        where = sheet.itself if isinstance(sheet.itself, Message) else None
        found = await self._came(person, answer, where)
        assert isinstance(found, Card), found
        return found

    async def leaves(self, who: str) -> None:
        """Take the app away from somebody."""
        await self.office.sim.uninstall(self.people[who])
        await self.office.app.inbound.drain(10.0)

    def cards(self, who: str) -> list[Card]:
        """Return the cards in somebody's chat as they see them."""
        person = self.people[who]
        found = [m for m in self.office.sim.chat(person) if m.card_for(person)]
        return [self._card(person, m) for m in found]

    def card(self, who: str, message: Message) -> Card:
        """Return a message as somebody sees it."""
        return self._card(self.people[who], message)

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

    def _card(self, person: Person, message: Message) -> Card:
        card = message.card_for(person)
        words = message.words_for(person)
        labels = tuple(str(one.get("title")) for one in actions_of(card))
        return Card(words.split("\n", 1)[0], words, labels, links_in(card), message)

    async def _came(
        self, person: Person, answer: Answer, pressed: Message | None = None
    ) -> Card | Sheet:
        assert answer.ok, answer
        if answer.dialog:
            return Sheet(answer.dialog.title, answer.dialog)
        await self.office.app.inbound.drain(10.0)
        await self.office.pass_(seconds=0)
        if answer.replaced is not None and pressed is not None:
            return self._card(person, pressed)
        assert answer.seen, f"nothing was seen: {answer}"
        last = answer.seen[-1]
        card = last.card_for(person)
        if any(str(one["id"]).startswith("field.") for one in inputs_of(card)):
            return Sheet(last.words_for(person).split("\n", 1)[0], last)
        return self._card(person, last)


@asynccontextmanager
async def teams(database_url: str, start: datetime) -> AsyncIterator[Teams]:
    """A Teams tenant in which everybody has added Peerloop."""
    async with teams_office.office(database_url, start=start, public_url=HERE) as here:
        zone = "Europe/Berlin"
        people = {
            role: here.sim.person(name, zone=ZONES.get(role, zone)) for role, name in NAMES.items()
        }
        for person in people.values():
            await here.sim.install(person)
        await here.app.inbound.drain(10.0)
        here.appoint(next(iter(people.values())))
        await here.pass_(minutes=1)
        async with calendars(here) as address:
            yield Teams(here, people, address)
        assert not here.sim.refused
