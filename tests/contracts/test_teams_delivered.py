"""Deliveries by the real transport into a simulated Teams: they arrive, and every fault means what it should."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiohttp import web
from sqlalchemy import Engine

from adapters.teams import directory, ids
from adapters.teams.platform import TeamsPlatform
from adapters.teams.references import Reference, References
from adapters.teams.sending import Sending
from adapters.teams.transport import Botbuilder
from facilitation.errors import Later, Never, Unsure
from facilitation.post.outbox import Delivery, Personal, Place
from facilitation.talk.incoming import ChannelNews, News
from facilitation.talk.messages import Button, Chat, Mention, Message, buttons, text
from storage.references import TeamsReferences
from tests.handed import Handed
from tests.simulators.teams import Conversation, Person, Team, TeamsSimulator

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOSTS = ("127.0.0.1",)


class Desk:
    """The whole way out, from a delivery to what people see."""

    def __init__(self, teams: TeamsSimulator, references: References) -> None:
        self.teams = teams
        self.references = references
        self.heard: list[News] = []
        self.transport = Botbuilder(
            teams.app_id,
            teams.password,
            teams.tenant,
            openid_url=teams.openid_url,
            login_url=teams.login_url,
            hosts=HOSTS,
            timeout=1.0,
        )
        sending = Sending(self.transport, references, hosts=HOSTS)
        self.platform = TeamsPlatform(sending, self.heard.append, Handed())
        self.space = ids.workspace(teams.tenant)

    def id(self, person: Person) -> str:
        """Return a person's natural id."""
        return ids.member(self.space, person.aad)

    def at(self, where: Conversation | Team) -> str:
        """Return a conversation's natural id."""
        return ids.conversation(self.space, where.id)

    async def added(self, person: Person) -> Person:
        """Have a person add Peerloop, as far as the sending needs it."""
        await self.teams.install(person)
        self.know("personal", self.id(person), user=person.id29, address=person.upn)
        return person

    async def brought(self, *people: Person, name: str = "Design") -> Team:
        """Have Peerloop brought into a team of these people."""
        team = self.teams.team(name, channels=("crits",), people=people)
        await self.teams.add_to_team(team, by=people[0])
        self.know("team", self.at(team), conversation=team.id)
        crits = team.channel("crits")
        self.know("channel", self.at(crits), conversation=crits.id, team=self.at(team))
        return team

    def know(self, kind, id: str, **more) -> None:
        """Remember where somebody or something is."""
        known = {"workspace": self.space, "service_url": self.teams.service_url}
        self.references.save(
            Reference(**{**known, "kind": kind, "id": id, "bot": self.teams.bot, **more})
        )

    def owed(self, to, *blocks, key="ses_1:intro") -> Delivery:
        """Return a delivery."""
        return Delivery(
            id=f"dlv_{key}",
            key=key,
            workspace=self.space,
            to=to,
            message=Message("You two meet", (text("This week."), *blocks)),
            kind="intro",
            about="ses_1",
            due_at=NOW,
            first_sent_at=NOW,
        )


@pytest.fixture
async def d(sqlite_engine: Engine) -> AsyncIterator[Desk]:
    """A desk, and a bot's endpoint that takes whatever comes."""

    async def take(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(status=202)

    app = web.Application()
    app.router.add_post("/api/messages", take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with TeamsSimulator() as teams:
            teams.bot_url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
            desk = Desk(teams, TeamsReferences(sqlite_engine, Reference))
            yield desk
            await desk.platform.close()
    finally:
        await runner.cleanup()


async def test_an_introduction_arrives_with_its_mention_its_chat_and_its_buttons(d: Desk):
    ana, ben = [await d.added(d.teams.person(name)) for name in ("Ana Silva", "Ben Example")]
    delivery = d.owed(
        Personal(d.id(ana)),
        text("With ", Mention(d.id(ben), "Ben"), "."),
        Chat("Start the chat", (Mention(d.id(ben), "Ben"),), "Pairs", "Hi Ben!"),
        buttons(Button("We met", "met")),
    )
    receipt = await d.platform.deliver(delivery)
    (message,) = d.teams.chat(ana)
    assert receipt.message_id == message.id
    assert receipt.conversation == f"{d.space}:{message.conversation.id}"
    assert message.summary == "You two meet"
    assert ben.aad in str(message.card["msteams"]["entities"])
    opened = await d.teams.press(ana, message, "Start the chat")
    assert f"users={ben.upn}" in str(opened.url)
    assert not d.teams.refused


async def test_a_chat_is_created_once(d: Desk):
    ana = await d.added(d.teams.person("Ana Silva"))
    for key in ("ses_1:intro", "ses_2:intro"):
        await d.platform.deliver(d.owed(Personal(d.id(ana)), key=key))
    assert len(d.teams.calls("create")) == 1
    assert len(d.teams.chat(ana)) == 2


async def test_a_channel_gets_a_thread_whose_id_is_the_receipts(d: Desk):
    team = await d.brought(d.teams.person("Ana Silva"))
    crits = team.channel("crits")
    first = await d.platform.deliver(d.owed(Place(d.at(crits))))
    await d.platform.deliver(d.owed(Place(first.conversation, first.message_id), key="rnd_1:note"))
    posts = d.teams.posts(crits)
    assert [one.thread for one in posts] == [first.message_id] * 2
    assert [one.id for one in posts][:1] == [first.message_id]


async def test_a_delivery_takes_the_place_of_a_card_and_one_that_is_gone_is_told_of_nobody(
    d: Desk,
):
    team = await d.brought(d.teams.person("Ana Silva"))
    crits = team.channel("crits")
    first = await d.platform.deliver(d.owed(Place(d.at(crits))))
    stands = Place(first.conversation, first.message_id, stands=first.message_id)
    edit = replace(d.owed(stands, key="over"), message=Message("Over", (text("On Tuesday."),)))
    receipt = await d.platform.deliver(edit)
    [root] = d.teams.posts(crits)
    assert (receipt, root.id) == (first, first.message_id)
    assert "On Tuesday." in root.words
    gone = replace(edit, to=Place(first.conversation, "404", stands="404"))
    with pytest.raises(Never):
        await d.platform.deliver(gone)
    assert d.heard == [], "the channel is there"


async def test_somebody_of_a_team_is_reached_before_they_ever_wrote(d: Desk):
    ana, ben = d.teams.person("Ana Silva"), d.teams.person("Ben Example")
    await d.brought(ana, ben)
    await d.platform.deliver(d.owed(Personal(d.id(ben))))
    assert len(d.teams.chat(ben)) == 1


async def test_who_never_added_peerloop_is_out_of_reach(d: Desk):
    zoe = d.teams.person("Zoe Nobody")
    with pytest.raises(Never, match="has not added Peerloop") as never:
        await d.platform.deliver(d.owed(Personal(d.id(zoe))))
    assert never.value.gone == (d.id(zoe),)


async def test_who_took_peerloop_out_is_out_of_reach(d: Desk):
    ana = await d.added(d.teams.person("Ana Silva"))
    await d.platform.deliver(d.owed(Personal(d.id(ana))))
    await d.teams.uninstall(ana)
    with pytest.raises(Never) as never:
        await d.platform.deliver(d.owed(Personal(d.id(ana)), key="ses_2:intro"))
    assert never.value.gone == (d.id(ana),)


async def test_a_channel_of_a_team_that_took_peerloop_out_is_told_of(d: Desk):
    ana = d.teams.person("Ana Silva")
    team = await d.brought(ana)
    crits = d.at(team.channel("crits"))
    await d.teams.remove_from_team(team, by=ana)
    with pytest.raises(Never):
        await d.platform.deliver(d.owed(Place(crits)))
    assert d.heard == [ChannelNews(workspace=d.space, channel=crits, what="left")]


@pytest.mark.parametrize(
    ("what", "kind", "arrived"),
    [
        ("412", Later, 0),
        ("429", Later, 0),
        ("503", Later, 0),
        ("500", Unsure, 0),
        ("502", Unsure, 0),
        ("504", Unsure, 0),
        ("drop", Unsure, 1),
        ("slow", Unsure, 1),
        ("413", Never, 0),
        ("ConversationBlockedByUser", Never, 0),
        ("BotDisabledByAdmin", Never, 0),
        ("MessageWritesBlocked", Never, 0),
        ("BotNotInConversationRoster", Never, 0),
    ],
)
async def test_each_fault_of_teams_means_what_it_should(d: Desk, what, kind, arrived):
    ana = await d.added(d.teams.person("Ana Silva"))
    seconds = {"429": 17.0, "slow": 3.0}.get(what, 0.0)
    d.teams.faults.add("send", what, seconds=seconds, effect=True if arrived else None)
    with pytest.raises(kind) as told:
        await d.platform.deliver(d.owed(Personal(d.id(ana))))
    assert len(d.teams.calls("send")) == 1
    assert len(d.teams.chat(ana)) == arrived
    if what == "429":
        assert told.value.retry_after == 17.0
    if kind is Never:
        assert told.value.gone == ((d.id(ana),) if what != "413" else ())


async def test_a_chat_that_teams_no_longer_knows_is_opened_anew(d: Desk):
    ana = await d.added(d.teams.person("Ana Silva"))
    await d.platform.deliver(d.owed(Personal(d.id(ana))))
    d.teams.faults.add("send", "ConversationNotFound")
    with pytest.raises(Later, match="opened anew"):
        await d.platform.deliver(d.owed(Personal(d.id(ana)), key="ses_2:intro"))
    await d.platform.deliver(d.owed(Personal(d.id(ana)), key="ses_2:intro"))
    assert len(d.teams.calls("create")) == 2
    assert len(d.teams.chat(ana)) == 2


async def test_nothing_is_lost_while_the_secret_is_wrong(d: Desk):
    ana = await d.added(d.teams.person("Ana Silva"))
    d.teams.faults.add("token", "401", times=None)
    with pytest.raises(Later, match="TEAMS_APP_PASSWORD"):
        await d.platform.deliver(d.owed(Personal(d.id(ana))))


async def test_a_service_that_is_away_is_tried_later(d: Desk):
    ana = await d.added(d.teams.person("Ana Silva"))
    d.know("personal", d.id(ana), service_url="http://127.0.0.1:9/")
    with pytest.raises(Later):
        await d.platform.deliver(d.owed(Personal(d.id(ana))))


async def test_a_thousand_people_of_three_teams_are_read_to_the_end(d: Desk):
    people = d.teams.people(1_000)
    d.teams.smallest_page = 100
    for name, part in (("A", people[:700]), ("B", people[500:]), ("C", people[:10])):
        await d.brought(*part, name=name)
    found = await directory.read(d.transport, d.references, d.space)
    assert {one.member for one in found.profiles} == {d.id(one) for one in people}
    assert len(found.profiles) == 1_000
    one = people[600]
    kept = await asyncio.to_thread(d.references.by_user, d.space, one.id29)
    assert kept is not None
    assert (kept.id, kept.address, kept.name) == (d.id(one), one.upn, one.name)
