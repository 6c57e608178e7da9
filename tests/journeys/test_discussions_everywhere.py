"""A discussion from its opening to its close with replies in its thread: in Slack, in Teams and in the playground."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot.wiring import Base
from facilitation.discussions.model import Discussion
from facilitation.programs.cadence import Cadence
from facilitation.programs.model import Program, Settings
from tests.journeys import slack_desk, teams_desk
from tests.journeys.client import playground
from tests.journeys.desks import Card, Desk, Given, Sheet
from tests.simulators.slack.model import Message

START = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
"""A Tuesday, half past ten in Berlin."""
QUESTION = "What slowed you down this week?"
TOLD = frozenset(("message.channels", "message.groups"))


def placed(parts: Base, workspace: str, channel: str, facilitator: str) -> None:
    """Give the workspace a program with a channel, and somebody who looks after it."""
    with parts.store.begin() as work:
        work.programs.save(
            Program(
                id=work.new_id("prg"),
                workspace=workspace,
                number=1,
                name="Design",
                format="pairs",
                channel=channel,
                channel_name="peers",
                facilitators=(facilitator,),
                anchor=date(2026, 11, 24),
                settings=Settings(cadence=Cadence(every=2, weekday=1, at=time(10, 0))),
                created_at=START,
            )
        )


def kept(parts: Base) -> list[str]:
    """Return what is kept of what people said."""
    of = the_one(parts)
    with parts.store.begin() as work:
        return [one.words for one in work.discussions.contributions(of.id)]


def liked(parts: Base) -> list[str]:
    """Return what of it was reacted to."""
    of = the_one(parts)
    with parts.store.begin() as work:
        return [one.words for one in work.discussions.contributions(of.id) if one.reactions]


def the_one(parts: Base) -> Discussion:
    """Return the discussion that there is."""
    with parts.store.begin() as work:
        [space] = [w.id for w in work.workspaces.all() if work.programs.of(w.id)]
        return (work.discussions.unclosed(space) or work.discussions.closed(space, 1))[0]


async def closed(desk: Desk, given: Mapping[str, Given]) -> Card:
    """Let time run out, and Ana say what came of it."""
    await desk.move_to(datetime(2026, 11, 27, 9, 0, tzinfo=UTC))
    asked = next(card for card in desk.cards("ana") if card.title == "What came of it?")
    form = await desk.presses("ana", asked, "Close it")
    assert isinstance(form, Sheet)
    return await desk.fills("ana", form, given)


async def opened_in_slack(desk: slack_desk.Slack) -> Message:
    """Let Ana put a question to the channel, and return its card."""
    ana, peers = desk.people["ana"], desk.office.peers
    placed(desk.office.parts, "slack:T1", f"slack:T1:{peers.id}", f"slack:T1:{ana.id}")
    await desk.says("ana", f'discuss "{QUESTION}"')
    return desk.office.sim.messages(peers)[-1]


@pytest.mark.parametrize("told", [False, True], ids=["read back", "told as they come"])
async def test_in_slack_replies_are_heard_with_their_edits_and_deletions(
    tmp_path: Path, told: bool
) -> None:
    async with slack_desk.slack(f"sqlite:///{tmp_path / 'test.db'}", START) as desk:
        office, sim = desk.office, desk.office.sim
        peers, look = office.peers, office.app.listening.look
        sim.subscribed |= TOLD if told else frozenset()
        card = await opened_in_slack(desk)
        assert "Replies here are read by Peerloop" in card.words

        for who, words in (("ben", "The build"), ("cleo", "Meetings"), ("dan", "<!here> &amp; me")):
            await sim.says(
                desk.people[who], words, channel=peers, thread=card, escape=False, patience=0
            )
        await sim.says(desk.people["eve"], "Lunch?", channel=peers, patience=0)
        said = {message.text: message for message in peers.messages}
        await look()
        await office.app.inbound.drain(10.0)
        assert sorted(kept(office.parts)) == ["@here & me", "Meetings", "The build"]

        await sim.edits(desk.people["ben"], said["The build"], "The build, always")
        await sim.deletes(desk.people["cleo"], said["Meetings"])
        sim.reacts(desk.people["eve"], said["The build"])
        await office.pass_(minutes=5)
        await look()
        await office.app.inbound.drain(10.0)
        assert sorted(kept(office.parts)) == ["@here & me", "The build, always"]
        assert liked(office.parts) == ([] if told else ["The build, always"])
        read = sim.calls("conversations.replies")
        assert {call.args["ts"] for call in read} <= {card.ts}, "no thread but our own"

        await closed(desk, {"summary": "Two reviews a day."})
        assert "Closed on" in card.words
        assert "Open until" not in card.words
        lunch = said["Lunch?"]
        answer = await sim.uses_shortcut(desk.people["ana"], "peerloop_discuss", lunch)
        assert "Lunch?" in str(answer.seen[-1].blocks), "a message becomes a question by its menu"
        last = sim.messages(peers)[-1]
        assert last.thread_ts == card.ts
        assert "Two reviews a day." in last.words


async def test_where_slack_refuses_the_button_and_mentions_carry_the_discussion(
    tmp_path: Path,
) -> None:
    async with slack_desk.slack(f"sqlite:///{tmp_path / 'test.db'}", START) as desk:
        office, sim = desk.office, desk.office.sim
        sim.world.replies = "not_allowed_token_type"
        card = await opened_in_slack(desk)
        ben, peers = desk.people["ben"], office.peers
        await sim.says(ben, "The build", channel=peers, thread=card, patience=0)
        for _ in range(3):
            await office.app.listening.look()
            await office.pass_(hours=1)
        thread = [m for m in sim.messages(peers) if m.thread_ts == card.ts and m.user != ben.id]
        assert ["I cannot read replies here" in m.words for m in thread] == [True]
        assert len([c for c in desk.cards("ana") if "cannot read the replies" in c.title]) == 1
        assert len(sim.calls("conversations.replies")) == 1
        await sim.says(
            ben, "@peerloop I wait for the build", channel=peers, thread=card, patience=0
        )
        await office.app.inbound.drain(10.0)
        assert kept(office.parts) == ["I wait for the build"]


async def test_in_teams_replies_are_heard_with_their_edits_and_deletions(tmp_path: Path) -> None:
    async with teams_desk.teams(f"sqlite:///{tmp_path / 'test.db'}", START) as desk:
        office, sim = desk.office, desk.office.sim
        ana, ben, cleo = (desk.people[who] for who in ("ana", "ben", "cleo"))
        team = sim.team("Design", people=[ana, ben, cleo])
        await sim.add_to_team(team, by=ana)
        await office.app.inbound.drain(10.0)
        sim.hears_all = True
        space, general = f"teams:{sim.tenant}", team.general
        await sim.says(ben, "Lunch?", where=general, mention=False, patience=0)
        placed(office.parts, space, f"{space}:{general.id}", f"{space}:{ana.aad}")
        await desk.says("ana", f'discuss "{QUESTION}"')
        card = sim.posts(general)[-1]
        assert "Replies here are read by Peerloop" in card.words

        await sim.says(ben, "The build", where=card, mention=False, patience=0)
        await sim.says(cleo, "Meetings", where=card, mention=False, patience=0)
        first, second = general.messages[-2:]
        await office.app.inbound.drain(10.0)
        assert kept(office.parts) == ["The build", "Meetings"]
        await sim.edits(ben, first, "The build, always")
        await sim.deletes(cleo, second)
        form = await desk.presses("cleo", desk.card("cleo", card), "Answer")
        assert isinstance(form, Sheet)
        await desk.fills("cleo", form, {"words": "Reviews"})
        shown = next(m for m in sim.posts(general) if "Reviews" in m.words)
        for message in (card, first, shown):
            await sim.react(ana, message)
        await office.app.inbound.drain(10.0)
        assert kept(office.parts) == ["The build, always", "Reviews"]
        assert liked(office.parts) == ["The build, always", "Reviews"]

        await closed(desk, {"summary": "Two reviews a day."})
        assert "Closed on" in card.words
        assert "Open until" not in card.words
        last = sim.posts(general)[-1]
        assert last.thread == card.thread
        assert "Two reviews a day." in last.words


async def test_in_teams_somebody_s_message_becomes_a_question_to_the_channel_by_its_menu(
    tmp_path: Path,
) -> None:
    async with teams_desk.teams(f"sqlite:///{tmp_path / 'test.db'}", START) as desk:
        office, sim = desk.office, desk.office.sim
        ana, ben = desk.people["ana"], desk.people["ben"]
        team = sim.team("Design", people=[ana, ben])
        await sim.add_to_team(team, by=ana)
        await office.app.inbound.drain(10.0)
        space, general = f"teams:{sim.tenant}", team.general
        await sim.says(ben, "Why are <builds> slow?", where=general, mention=False, patience=0)
        theirs = general.messages[-1]
        placed(office.parts, space, f"{space}:{general.id}", f"{space}:{ana.aad}")

        refused = await sim.acts_on(ben, theirs, "discuss")
        assert refused.dialog is not None
        assert "Only facilitators" in str(refused.dialog.card), "why not, and whom to ask"
        dialog = (await sim.acts_on(ana, theirs, "discuss")).dialog
        assert dialog is not None
        assert "Why are <builds> slow?" in str(dialog.card), "the words are at hand"
        short = await sim.submit(ana, dialog, {"for": "1m"})
        assert short.dialog is not None
        assert "half an hour to 60 days" in str(short.dialog.card)
        done = await sim.submit(ana, short.dialog, {"for": "2d"})
        assert done.dialog is None
        await office.app.inbound.drain(10.0)
        await office.pass_(seconds=0)

        card = sim.posts(general)[-1]
        assert "Why are <builds> slow?" in card.words
        assert the_one(office.parts).facilitator == f"{space}:{ana.aad}"
        assert "Your discussion is open" in sim.chat(ana)[-1].words


def test_in_the_playground_replies_are_heard_and_sealed_answers_are_on_no_page(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'play.db'}"
    with playground(url, "--people", "8", "--start", START.isoformat()) as client:
        client.send("kwame", 'discuss "What slowed you down?" for 1d')
        card = client.last("jonas", "asks all of you")
        assert "Replies here are read by Peerloop" in card["text"]
        body = {
            "as": "jonas",
            "in": card["conversation"],
            "thread": card["id"],
            "text": "The build",
        }
        client._ask("POST", "/play/api/send", body)
        client.send("kwame", 'discuss "And what else?" sealed for 1d')
        sealed = client.last("jonas", "asks all of you")
        form = client.press("jonas", sealed, "Answer")["form"]
        client.submit("jonas", form, {"words": "flies at midnight"})
        assert "flies at midnight" not in str(client.state())
        client.move("day")
        client.move("day")
        assert "flies at midnight" in str(client.state())
        asked = [m for m in client.state("kwame")["messages"] if m["title"] == "What came of it?"]
        assert any("with 1 answer" in m["text"] for m in asked)
        [over] = [m for m in client.state("jonas")["messages"] if m["id"] == card["id"]]
        assert "Time was up on" in over["text"]
        assert not over["buttons"]
