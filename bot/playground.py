"""The playground's own wiring: the whole product in a browser, on simulated time."""

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from adapters.loopback import is_loopback
from adapters.playground import pages
from adapters.playground.bell import Bell
from adapters.playground.colleagues import Colleagues
from adapters.playground.company import WORKSPACE, Company, company
from adapters.playground.log import Conversation, Post
from adapters.playground.parts import Parts
from adapters.playground.platform import PlaygroundPlatform
from adapters.playground.seen import slack as seen_slack
from adapters.playground.seen import teams as seen_teams
from adapters.playground.seen.view import View
from adapters.slack import blocks as slack
from adapters.slack import modals, newer
from adapters.teams import cards as teams
from adapters.teams import dialogs, links
from bot import interpreter, linked, tick, wiring
from bot import web as server
from bot.background import Background
from bot.clock import SimulatedClock, WallClock
from bot.settings import Settings
from bot.worker import stop_on_signals
from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.rounds import record
from facilitation.rounds.record import Together
from facilitation.talk.incoming import Reply, Say, Sender, Typed, Where
from facilitation.talk.messages import Buttons, Chat
from storage.playground import PlaygroundLog, empty

SEED = 4
"""What the company's tempers, and its rounds, are drawn from."""
ERRANDS_EVERY = 2.0
"""Seconds after which it is looked for slow work, which there is where a record store is set up."""
WILDCARDS = frozenset({"0.0.0.0", "::"})  # noqa: S104  (compared, not bound)


async def run(
    settings: Settings,
    *,
    people: int,
    fresh: bool = False,
    quiet: bool = False,
    start: datetime | None = None,
    started: Callable[[str], None] | None = None,
) -> None:
    """Run the whole product in a browser: web chat, scheduler and delivery in one process, on simulated time."""
    named = _named(settings)
    host = "127.0.0.1" if settings.host in WILDCARDS else settings.host
    here = settings.public_url or f"http://{host}:{settings.port}"
    settings = settings.model_copy(update={"public_url": here})
    made = company(people, start or WallClock().now())
    clock = SimulatedClock(datetime.min.replace(tzinfo=UTC))
    parts = await asyncio.to_thread(wiring.base, settings, clock, seeds())
    _its_own(parts)
    play = Play(parts, clock, made, hosts=named, quiet=quiet)
    await (play.start_over() if fresh else play.go_on())
    health = parts.health()
    app = server.make(
        health=health,
        metrics=parts.metrics,
        store=parts.store,
        clock=clock,
        new_id=wiring.new_id,
        routes=linked.routes(parts.store, clock),
    )
    pages.mount(app, play.parts())
    stop = asyncio.Event()
    stop_on_signals(stop)
    serve = partial(server.serve, app, host=settings.host, port=settings.port, notice=0.0)
    errands, beside = parts.errands(), Background()
    interpreter.spare_the_collector()
    beside.repeat(errands.carry_due, ERRANDS_EVERY)
    await serve(stop=stop, health=health, started=started)
    await beside.stop()
    await errands.close()
    parts.engine.dispose()


def seeds() -> Callable[[], int]:
    """Return what gives rounds their seeds, the same ones at every start."""
    return partial(random.Random(SEED).randrange, 2**31)


def _its_own(parts: wiring.Base) -> None:
    """Raise UserError where the database is a real workspace's."""
    if not wiring.is_playground(parts.store, or_empty=True):
        raise UserError(
            "This database belongs to a real workspace. The playground wants one of its own: "
            "set DATABASE_URL=sqlite:///playground.db."
        )


class Play:
    """The playground's moving parts: its time, its chat, and the company in it."""

    def __init__(
        self,
        parts: wiring.Base,
        clock: SimulatedClock,
        made: Company,
        hosts: tuple[str, ...] = (),
        quiet: bool = False,
    ) -> None:
        """Take what it stands on; at the names in `hosts` anybody may open the page. `quiet`: no colleague answers."""
        self._hosts = hosts
        self._quiet = quiet
        self._base = parts
        self._clock = clock
        self._company = made
        self._chat = PlaygroundLog(parts.engine, Conversation, Post)
        self._bell = Bell()
        self._assistant = parts.assistant()
        platform = PlaygroundPlatform(self._chat, clock, self._bell, parts.files())
        self._courier = parts.courier({"playground": platform})
        lively = (made.facilitator, made.admin)
        self._colleagues = Colleagues(lambda: self.parts().chat(), made.employee, lively, SEED)

    def parts(self) -> Parts:
        """Return what the page needs."""
        return Parts(
            colleagues=self._colleagues,
            assistant_handle=self._assistant.handle,
            log=self._chat,
            clock=self._clock,
            bell=self._bell,
            company=self._company,
            people=self._people,
            circles=self._circles,
            views={"Slack": self._slack(), "Teams": self._teams()},
            move_to=self.move_to,
            next_at=lambda: tick.next_instant(self._base.store, self._clock.now()),
            start_over=self.start_over,
            hosts=self._hosts,
        )

    async def go_on(self) -> None:
        """Go on where the playground was left, or begin."""
        kept = self._chat.note("time")
        if not isinstance(kept, str):
            await self.start_over()
            return
        self._clock.move(datetime.fromisoformat(kept))
        if self._quiet:
            await asyncio.to_thread(self._colleagues.set_answer, False)

    async def start_over(self) -> None:
        """Empty the playground and seed it anew."""
        await asyncio.to_thread(self._seed)
        await self.move_to(self._clock.now())

    async def move_to(self, until: datetime, but: str = "") -> list[str]:
        """Run what a worker would have run up to `until`, each thing at its own instant.

        Colleagues do what they mean to do meanwhile, except `but`.
        """
        if until > self._clock.now():
            await asyncio.to_thread(self._lapse)
            await self._courier.reconcile(self._clock.now())
        lines = await self._live(self._clock.now(), but)
        while at := await asyncio.to_thread(self._next, until):
            lines += await self._live(at, but)
        return lines + (await self._live(until, but) if until > self._clock.now() else [])

    def _lapse(self) -> None:
        """Let leases follow the clock that is moved: of who held them nobody is left, in this one process."""
        with self._base.store.begin() as work:
            work.outbox.lapse()

    async def _live(self, at: datetime, but: str) -> list[str]:
        """Be at an instant until nothing is left to be done there; who is killed begins there again."""
        self._clock.move(at)
        await asyncio.to_thread(self._chat.keep, "time", at.isoformat())
        lines: list[str] = []
        while True:
            if await asyncio.to_thread(tick.is_due, self._base.store, at):
                lines += await tick.tick(self._base.store, self._courier, at)
            acts = await asyncio.to_thread(self._colleagues.live, but)
            if not acts:
                return lines
            lines += [f"{name}: “{text}”" for name, text in acts]

    def _next(self, until: datetime) -> datetime | None:
        """Return the next instant up to `until` at which something is to be done."""
        now = self._clock.now()
        means = self._colleagues.next_at()
        due = tick.next_instant(self._base.store, now, until)
        return min((at for at in (means, due) if at and now < at <= until), default=None)

    def _seed(self) -> None:
        """Write the company down, and let its people say what they say at the start."""
        empty(self._base.engine)
        made = self._company
        self._clock.restart(made.starts)
        self._chat.keep("time", made.starts.isoformat())
        with self._base.store.begin() as work:
            work.erasures.carried_out(made.starts)
            work.workspaces.save(made.workspace)
            work.members.save_all(made.members)
        for channel in made.channels:
            self._chat.open(channel)
        for member, line in made.script:
            reply = self._say(member, line)
            yes = _yes(reply)
            if yes:
                self._say(member, yes)
        self._colleagues.set_answer(not self._quiet)

    def _say(self, member: str, line: str) -> Reply:
        """Let a member say a line to Peerloop, off the record."""
        by = Sender(workspace=WORKSPACE, member=member)
        where = Where(id=f"personal:{member}", kind="personal")
        return self._assistant.handle(Typed(by=by, line=line, where=where))

    def _slack(self) -> View:
        """Return what Slack would get, if the company were there: its members have ids as Slack gives them."""
        ids = {member.id: f"U{n}" for n, member in enumerate(self._company.members)}
        return View(
            message=lambda message: slack.render(message, mention=ids.get, using=newer.ALL),
            form=lambda form, errors: modals.render(form, errors, mention=str),
            draws=seen_slack,
            names={ids[member.id]: member.name for member in self._company.members},
        )

    def _teams(self) -> View:
        """Return what Teams would get, if the company were there."""
        opens_form = self._assistant.opens_form
        return View(
            message=lambda message: teams.render(
                message, mention=str, chat=_pretend_chat, opens_form=opens_form
            ),
            form=lambda form, errors: dialogs.task(
                form.title, dialogs.render(form, errors, mention=str)
            ),
            draws=seen_teams,
        )

    def _circles(self) -> Sequence[Together]:
        """Return who was put together, round by round."""
        with self._base.store.begin() as work:
            return record.circles(work, WORKSPACE)

    def _people(self) -> Sequence[Member]:
        """Return the company's members as they now stand."""
        with self._base.store.begin() as work:
            return work.members.of(WORKSPACE)


def platform(parts: wiring.Base) -> PlaygroundPlatform:
    """Return what carries deliveries where nobody looks at the page."""
    chat = PlaygroundLog(parts.engine, Conversation, Post)
    return PlaygroundPlatform(chat, parts.clock, Bell(), parts.files())


def _named(settings: Settings) -> tuple[str, ...]:
    """Return the names at which the operator wants the page to be reached from elsewhere."""
    wide = settings.host in WILDCARDS or is_loopback(settings.host)
    public = urlsplit(settings.public_url).hostname or ""
    return tuple(name for name in ("" if wide else settings.host, public) if name)


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
