"""Who says their first word is looked up before the core answers it: with the real core, against both simulators."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.door import OUTSIDE, Door, Unmet
from adapters.thinking import sorry, thought
from facilitation.assistant import Assistant
from facilitation.catalogue import COMMANDS
from facilitation.people.model import Member, Workspace
from facilitation.talk.incoming import (
    Incoming,
    News,
    Quiet,
    Reply,
    Roster,
    Say,
    Sender,
    Typed,
    Where,
    Wrote,
)
from facilitation.talk.messages import Message
from storage.errors import CannotSave
from storage.work import Store
from tests.contracts import slack_desk, teams_desk
from tests.contracts.teams_desk import KeyedCore

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
UNKNOWN, OUTSIDER = "I do not know you yet", "This is for the people of this workspace"


@dataclass
class RealCore(KeyedCore):
    """The one door of the core itself, with what reached it written down."""

    assistant: Assistant = field(kw_only=True)

    def __post_init__(self) -> None:
        """Look up who is unknown."""
        self.of_known = self.assistant.of_known

    def handle(self, incoming: Incoming) -> Reply:
        """Hand it on."""
        self.done.append(incoming)
        return self.assistant.handle(incoming)

    def hear(self, news: News) -> None:
        """Hand it on."""
        self.heard.append(news)
        self.assistant.hear(news)


def failed(what: Incoming | News, error: Exception) -> str:
    """Let no bug pass."""
    raise error


@pytest.fixture
def core(store: Store) -> RealCore:
    """The core on a store."""
    return RealCore(assistant=Assistant(store, COMMANDS, now=lambda: NOW, failed=failed))


def in_slack(store: Store) -> None:
    """Let the workspace be known, and nobody of it, as where only `peerloop web` runs."""
    with store.begin() as work:
        work.workspaces.save(Workspace(id="slack:T1", platform="slack", name="A", created_at=NOW))


def member(store: Store, id: str) -> Member | None:
    """Return what is known of somebody."""
    with store.begin() as work:
        return work.members.find(id)


async def test_an_owner_of_the_workspace_is_admin_at_their_first_word_in_slack(
    store: Store, core: RealCore
) -> None:
    in_slack(store)
    async with slack_desk.desk(core=core) as d:
        ana = d.team.user("ana", "Ana Lima", zone="America/Sao_Paulo", owner=True)
        answer = await d.sim.says(ana, '/peer program create pairs "Coffee"')
        assert answer.message is not None
        assert "Coffee" in answer.message.words
        found = member(store, f"slack:T1:{ana.id}")
        assert found is not None
        assert (found.role, found.zone, found.name) == ("admin", "America/Sao_Paulo", "ana")
        await d.sim.says(ana, "/peer status")
        assert len(d.sim.calls("users.info")) == 1, "who is known is not looked up again"


async def test_an_owner_who_was_known_as_a_plain_member_leads_where_nobody_else_does(
    store: Store, core: RealCore
) -> None:
    in_slack(store)
    async with slack_desk.desk(core=core) as d:
        ana, ben = d.team.user("ana", owner=True), d.team.user("ben")
        with store.begin() as work:
            for one in (ana, ben):
                id = f"slack:T1:{one.id}"
                work.members.save(Member(id=id, workspace="slack:T1", name=one.name))
        answer = await d.sim.says(ben, '/peer program create pairs "Coffee"')
        assert answer.message is not None
        assert "nobody to ask yet" in answer.message.words
        answer = await d.sim.says(ana, '/peer program create pairs "Coffee"')
        assert answer.message is not None
        assert "Create it" in str(answer.message.buttons)
        looked_up = len(d.sim.calls("users.info"))
        await d.sim.says(ben, '/peer program create pairs "Coffee"')
        assert len(d.sim.calls("users.info")) == looked_up, "once somebody leads, nobody is"


@pytest.mark.parametrize(
    "known",
    [
        {"guest": True},
        {"single": True},
        {"stranger": True},
        {"of_team": "T9"},
        {"of_team": "T9", "of_enterprise": "E9"},
    ],
)
async def test_a_guest_of_slack_is_told_so_and_becomes_no_member(
    store: Store, core: RealCore, known: dict[str, Any]
) -> None:
    in_slack(store)
    async with slack_desk.desk(core=core) as d:
        eve = d.team.user("eve", **known)
        for line in ("/peer programs", "/peer join coffee"):
            answer = await d.sim.says(eve, line)
            assert answer.message is not None
            assert OUTSIDER in answer.message.words
        assert member(store, f"slack:T1:{eve.id}") is None
        assert len(d.sim.calls("users.info")) == 1
    assert core.done == []


async def test_a_member_who_becomes_a_guest_is_out_and_can_do_nothing_more(
    store: Store, core: RealCore
) -> None:
    in_slack(store)
    async with slack_desk.desk(core=core) as d:
        eve = d.team.user("eve")
        await d.sim.says(eve, "/peer offer python")
        await d.sim.changes(eve, single=True)
        answer = await d.sim.says(eve, "/peer programs")
        assert answer.message is not None
        assert OUTSIDER in answer.message.words
        found = member(store, f"slack:T1:{eve.id}")
        assert found is not None
        assert found.state == "gone"


async def test_nobody_finds_books_or_draws_somebody_of_another_company(
    store: Store, core: RealCore
) -> None:
    in_slack(store)
    async with slack_desk.desk(core=core) as d:
        ana, eve = d.team.user("ana", owner=True), d.team.user("eve", of_team="T9")
        peers = d.team.channel("peers", members=[ana, eve], bot=True)
        await d.sim.says(eve, "@peerloop join coffee", channel=peers)
        answer = await d.sim.says(ana, f"/peer book <@{eve.id}|eve> about python")
        assert answer.message is not None
        assert "Nobody offers" in answer.message.words
        with store.begin() as work:
            assert [one.name for one in work.members.of("slack:T1")] == ["ana"]


@pytest.mark.parametrize("fault", ["slow", "error"])
async def test_who_cannot_be_looked_up_gets_no_rights_on_a_guess_and_gets_them_later(
    store: Store, core: RealCore, fault: str
) -> None:
    in_slack(store)
    async with slack_desk.desk(core=core) as d:
        ana = d.team.user("ana", admin=True)
        if fault == "slow":
            d.sim.faults.slow("users.info", 5.0)
        else:
            d.sim.faults.error("users.info", "internal_error")
        answer = await d.sim.says(ana, "/peer programs")
        assert answer.message is not None
        assert UNKNOWN in answer.message.words
        assert member(store, f"slack:T1:{ana.id}") is None
        await d.sim.says(ana, "/peer programs")
        found = member(store, f"slack:T1:{ana.id}")
        assert found is not None
        assert found.role == "admin"


async def test_teams_says_who_somebody_is_before_their_first_word_counts(
    store: Store, core: RealCore
) -> None:
    async with teams_desk.desk(core=core) as d:
        ana, ben = d.sim.person("Ana Lima"), d.sim.person("Ben Roy")
        eve = d.sim.person("Eve Far", guest=True)
        design = d.sim.team("Design", people=[ana])
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        design.members.update({one.id29: one for one in (ben, eve)})  # unheard of so far
        await d.sim.says(ben, "programs", where=design.general)
        await d.sim.says(eve, "programs", where=design.general)
        await d.settled()
        found = member(store, f"{d.space}:{ben.aad}")
        assert found is not None
        assert (found.name, found.handle) == ("Ben Roy", ben.upn.partition("@")[0])
        assert member(store, f"{d.space}:{eve.aad}") is None


async def test_in_teams_too_nobody_is_let_in_on_a_guess(store: Store, core: RealCore) -> None:
    async with teams_desk.desk(core=core) as d:
        ana, ben = d.sim.person("Ana Lima"), d.sim.person("Ben Roy")
        design = d.sim.team("Design", people=[ana])
        await d.sim.add_to_team(design, by=ana)
        await d.settled()
        design.members[ben.id29] = ben
        d.sim.faults.add("member", "500")
        await d.sim.says(ben, "programs", where=design.general)
        await d.settled()
        assert member(store, f"{d.space}:{ben.aad}") is None
        await d.sim.says(ben, "programs", where=design.general)
        await d.settled()
        assert member(store, f"{d.space}:{ben.aad}") is not None


async def test_an_outsider_is_looked_up_again_after_a_while_and_hears_nothing_where_they_wrote() -> (
    None
):
    at, asked = [0.0], []
    gone = Roster(
        workspace="slack:T1", platform="slack", name="", zone="", profiles=(), whole=False
    )

    async def look_up() -> Roster:
        asked.append(at[0])
        return gone

    def never(incoming: Incoming) -> Reply:
        raise AssertionError("the core was asked")

    door = Door(never, lambda news: None, lambda incoming: None, monotonic=lambda: at[0])
    by = Sender(workspace="slack:T1", member="slack:T1:U9")
    where = Where("slack:T1:D9", "personal")
    said, wrote = Typed(by=by, line="home", where=where), Wrote(by=by, where=where)
    assert title(await door.ask(said, look_up)) == OUTSIDER
    assert await door.ask(wrote, look_up) == Quiet()
    assert asked == [0.0]
    at[0] = OUTSIDE + 1
    await door.ask(said, look_up)
    assert asked == [0.0, OUTSIDE + 1]


async def test_who_is_answered_on_threads_of_their_own_waits_for_no_slow_work() -> None:
    asking, free = ContextVar("asking", default=""), threading.Event()
    heard: list[tuple[str, str]] = []

    def of_known(incoming: Incoming) -> Reply:
        heard.append((threading.current_thread().name, asking.get()))
        return Quiet()

    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    held = asyncio.get_running_loop().run_in_executor(None, free.wait)
    door = Door(of_known, lambda news: None, threads=ThreadPoolExecutor(1, "answering"))
    by = Sender(workspace="slack:T1", member="slack:T1:U9")
    said = Typed(by=by, line="home", where=Where("slack:T1:D9", "personal"))
    asking.set("req_1")
    try:
        async with asyncio.timeout(10):
            assert await door.ask(said, nowhere) == Quiet()
    finally:
        free.set()
        await held
    # what is logged there is still of the same request
    assert heard == [("answering_0", "req_1")]


async def test_whom_we_cannot_remember_is_not_answered_as_if_we_could() -> None:
    def never(incoming: Incoming) -> Reply:
        raise AssertionError("the core was asked")

    def meet() -> bool:
        raise CannotSave("full", "The database has no room left.")

    by = Sender(workspace="teams:t", member="teams:t:u")
    said = Typed(by=by, line="home", where=Where("teams:t:c", "personal"))
    door = Door(never, lambda news: None)
    with pytest.raises(Unmet) as raised:
        await thought(said, door.ask(said, nowhere, meet=meet), door.tongues)
    assert sorry(raised.value) == CannotSave.said


async def nowhere() -> Roster | None:
    """Say nothing of anybody."""
    return None


def title(reply: Reply) -> str:
    """Return the title of what is said."""
    assert isinstance(reply, Say)
    message: Message = reply.message
    return message.title
