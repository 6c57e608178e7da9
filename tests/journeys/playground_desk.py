"""The playground as a desk: spoken to over HTTP, its roles played by who lives there."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from facilitation.talk.when.hours import local
from tests.journeys.client import Client, Json
from tests.journeys.desks import Card, Given, Sheet, Who, fetched, links_in


@dataclass
class Playground:
    """The playground, over HTTP; roles are played by who lives there."""

    client: Client
    cast: Mapping[str, str]

    def name(self, who: str) -> str:
        """Return what somebody is called."""
        known = {p["handle"]: str(p["name"]) for p in self.client.state()["personas"]}
        return known[self.cast[who]]

    async def says(self, who: str, line: str) -> Card | Sheet:
        """Type a line."""
        for role, handle in self.cast.items():
            line = re.sub(rf"@{role}\b", f"@{handle}", line)
        return self._seen(who, lambda: self.client.send(self.cast[who], line))

    async def presses(self, who: str, card: Card, label: str) -> Card | Sheet:
        """Press a button or choose from a menu."""
        post = card.itself
        command = next(line for line, text in post["choices"].items() if text == label)
        body = {"as": self.cast[who], "message": post["id"], "command": command}
        return self._seen(who, lambda: self.client._ask("POST", "/play/api/press", body), post)

    async def fills(self, who: str, sheet: Sheet, given: Mapping[str, Given]) -> Card:
        """Send a form off as its page would: with what stood in it before."""
        known = {p["handle"]: p for p in self.client.state()["personas"]}
        handle = self.cast[who]
        answers: dict[str, str] = {}
        for name, value in given.items():
            match value:
                case datetime():
                    answers[name] = f"{local(value, known[handle]['zone']):%Y-%m-%dT%H:%M}"
                case Who(role):
                    answers[name] = str(known[self.cast[role]]["id"])
                case _:
                    answers[name] = value
        found = self._seen(who, lambda: self.client.submit(handle, sheet.itself, answers))
        assert isinstance(found, Card), found
        return found

    async def leaves(self, who: str) -> None:
        """Switch somebody's account off."""
        self.client.account(self.cast[who], on=False)

    def cards(self, who: str) -> list[Card]:
        """Return the cards that somebody sees."""
        posts = self.client.state(self.cast[who])["messages"]
        return [self._card(post) for post in posts if post["message"]]

    def now(self) -> datetime:
        """Return the playground's time."""
        return datetime.fromisoformat(self.client.state()["time"])

    async def move_to(self, until: datetime) -> None:
        """Move the playground's time."""
        self.client.move(until.isoformat())

    async def step(self) -> None:
        """Press “Next step”."""
        self.client.move("step")

    async def fetch(self, url: str) -> tuple[str, bytes]:
        """Fetch an address from the playground itself, which was told no port of its own."""
        return await fetched(self.client.address, url)

    def _card(self, post: Json) -> Card:
        labels = tuple(b["text"] for b in post["buttons"])
        title, text = str(post["title"]), str(post["text"])
        return Card(title, f"{title}\n{text}", labels, links_in(post["message"]), post)

    def _seen(self, who: str, act: Callable[[], Json], pressed: Json | None = None) -> Card | Sheet:
        """Act, and return the form that opened, or the card that is new or has changed."""
        before = [(card.itself["id"], card.words) for card in self.cards(who)]
        form = act()["form"]
        if form and form["errors"]:
            raise AssertionError(form["errors"])
        if form:
            return Sheet(form["title"], form)
        new = [c for c in self.cards(who) if (c.itself["id"], c.words) not in before]
        assert new, f"{who} saw nothing new"
        own = [c for c in new if pressed and c.itself["id"] == pressed["id"]]
        return (own or new)[-1]
