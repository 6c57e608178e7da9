"""The playground's own wiring: the whole product in a browser, on simulated time."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from adapters.playground import pages
from adapters.playground.bell import Bell
from adapters.playground.company import WORKSPACE, Company, company
from adapters.playground.log import Conversation, Post
from adapters.playground.parts import Parts
from adapters.playground.platform import PlaygroundPlatform
from adapters.slack import blocks as slack
from adapters.teams import cards as teams
from adapters.teams import links
from bot import calendar, tick, wiring
from bot import web as server
from bot.clock import SimulatedClock
from bot.settings import Settings
from bot.worker import stop_on_signals
from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.talk.incoming import Reply, Say, Sender, Typed, Where
from facilitation.talk.messages import Buttons, Chat, Message
from storage.playground import PlaygroundLog, empty


async def run(
    settings: Settings,
    *,
    people: int,
    fresh: bool = False,
    start: datetime | None = None,
    started: Callable[[str], None] | None = None,
) -> None:
    """Run the whole product in a browser: web chat, scheduler and delivery in one process, on simulated time."""
    everywhere = settings.host in {"0.0.0.0", "::"}  # noqa: S104  (compared, not bound)
    host = "127.0.0.1" if everywhere else settings.host
    here = settings.public_url or f"http://{host}:{settings.port}"
    settings = settings.model_copy(update={"public_url": here})
    made = company(people, start or wiring.WallClock().now())
    clock = SimulatedClock(datetime.min.replace(tzinfo=UTC))
    parts = await asyncio.to_thread(wiring.base, settings, clock)
    if not wiring.is_playground(parts.store, or_empty=True):
        raise UserError(
            "This database belongs to a real workspace. The playground wants one of its own: "
            "set DATABASE_URL=sqlite:///playground.db."
        )
    play = Play(parts, clock, made)
    await (play.start_over() if fresh else play.go_on())
    health = parts.health()
    app = server.make(
        health=health,
        metrics=parts.metrics,
        store=parts.store,
        clock=clock,
        new_id=wiring.new_id,
        routes=calendar.routes(parts.store, clock),
    )
    pages.mount(app, play.parts())
    stop = asyncio.Event()
    stop_on_signals(stop)
    await server.serve(
        app,
        host=settings.host,
        port=settings.port,
        stop=stop,
        health=health,
        notice=0.0,
        started=started,
    )
    parts.engine.dispose()


class Play:
    """The playground's moving parts: its time, its chat, and the company in it."""

    def __init__(self, parts: wiring.Base, clock: SimulatedClock, made: Company) -> None:
        """Take what it stands on."""
        self._base = parts
        self._clock = clock
        self._company = made
        self._chat = PlaygroundLog(parts.engine, Conversation, Post)
        self._bell = Bell()
        self._assistant = parts.assistant()
        platform = PlaygroundPlatform(self._chat, clock, self._bell)
        self._courier = parts.courier({"playground": platform})

    def parts(self) -> Parts:
        """Return what the page needs."""
        return Parts(
            assistant_handle=self._assistant.handle,
            log=self._chat,
            clock=self._clock,
            bell=self._bell,
            company=self._company,
            people=self._people,
            previews={"Slack": slack.render, "Teams": self._on_teams},
            move_to=self.move_to,
            next_at=lambda: tick.next_instant(self._base.store, self._clock.now()),
            start_over=self.start_over,
            hosts=(self._base.settings.host,),
        )

    async def go_on(self) -> None:
        """Go on where the playground was left, or begin."""
        kept = self._chat.note("time")
        if not isinstance(kept, str):
            await self.start_over()
            return
        self._clock.move(datetime.fromisoformat(kept))

    async def start_over(self) -> None:
        """Empty the playground and seed it anew."""
        await asyncio.to_thread(self._seed)
        await self.move_to(self._clock.now())

    async def move_to(self, until: datetime) -> list[str]:
        """Run what a worker would have run up to `until`, each thing at its own instant."""
        lines = await tick.advance(self._base.store, self._courier, self._clock, until)
        await asyncio.to_thread(self._chat.keep, "time", self._clock.now().isoformat())
        return lines

    def _seed(self) -> None:
        """Write the company down, and let its people say what they say at the start."""
        empty(self._base.engine)
        made = self._company
        self._clock.restart(made.starts)
        self._chat.keep("time", made.starts.isoformat())
        with self._base.store.begin() as work:
            work.workspaces.save(made.workspace)
            work.members.save_all(made.members)
        for channel in made.channels:
            self._chat.open(channel)
        for member, line in made.script:
            reply = self._say(member, line)
            yes = _yes(reply)
            if yes:
                self._say(member, yes)

    def _say(self, member: str, line: str) -> Reply:
        """Let a member say a line to Peerloop, off the record."""
        by = Sender(workspace=WORKSPACE, member=member)
        where = Where(id=f"personal:{member}", kind="personal")
        return self._assistant.handle(Typed(by=by, line=line, where=where))

    def _on_teams(self, message: Message) -> object:
        """Return the card that Teams would get, if the company were there."""
        opens_form = self._assistant.opens_form
        return teams.render(message, chat=_pretend_chat, opens_form=opens_form)

    def _people(self) -> Sequence[Member]:
        """Return the company's members as they now stand."""
        with self._base.store.begin() as work:
            return work.members.of(WORKSPACE)


def _pretend_chat(chat: Chat) -> str | None:
    """Return the link that Teams would get, with addresses that nobody has."""
    addresses = [f"{one.member.rsplit(':', 1)[-1]}@company.example" for one in chat.members]
    return links.start_chat(addresses, chat.topic, chat.opening)


def _yes(reply: Reply) -> str:
    """Return the line that agrees to a preview, or an empty text."""
    if not isinstance(reply, Say):
        return ""
    rows = [b for b in reply.message.blocks if isinstance(b, Buttons)]
    lines = [button.command for row in rows for button in row.buttons]
    return next((line for line in lines if line.startswith("confirm ")), "")
