"""Words in the threads of Slack's channels: read back, told as they are written, or refused."""

from dataclasses import replace

import pytest

from adapters.slack.threads import LEFT_OVER, REPLIES, Threads, Unread
from adapters.slack.tiers import TIERS, Budgets
from facilitation.discussions.reading import Thread
from facilitation.errors import Later
from facilitation.talk.incoming import Contributed, ReactionsNews, RepliesNews, Where, Wrote
from tests.contracts.desk_core import NOW
from tests.contracts.slack_desk import Desk, desk
from tests.simulators.slack.model import Message, User


class Scene:
    """A card of ours in #design, with a thread that Ana and Ben answer in."""

    def __init__(self, d: Desk) -> None:
        """Post the card."""
        self.desk = d
        self.ana, self.ben = d.team.user("ana"), d.team.user("ben")
        self.design = d.team.channel("design", members=[self.ana, self.ben], bot=True)
        self.card = Message(self.design, d.sim.world.ts(), d.team.bot.id, "Why?")
        self.design.messages.append(self.card)
        self.where = Where(f"slack:T1:{self.design.id}", "channel", thread=self.card.ts)

    async def replies(self, user: User, text: str) -> Message:
        """Let somebody answer in the thread."""
        await self.desk.sim.says(
            user, text, channel=self.design, thread=self.card, escape=False, patience=0.0
        )
        return self.design.messages[-1]

    def thread(self, *known: Contributed) -> Thread:
        """Return the thread, as far as it is known."""
        found = {one.message: (one.by.member, one.words) for one in known}
        return Thread("dis_1", "slack:T1", self.where, "read", found, NOW)

    async def news(self, *known: Contributed) -> list[Contributed]:
        """Read it back, and return what was said."""
        return [one for one in await self.read(*known) if isinstance(one, Contributed)]

    async def read(self, *known: Contributed) -> list[Contributed | ReactionsNews]:
        """Read it back."""
        return await Threads(self.desk.platform).news(self.thread(*known))

    @property
    def heard(self) -> list[Contributed]:
        """What reached the core by itself."""
        return [one for one in self.desk.core.done if isinstance(one, Contributed)]


async def test_a_thread_read_back_gives_what_people_said_edited_and_deleted_since():
    async with desk() as d:
        scene = Scene(d)
        first = await scene.replies(scene.ana, "The build, as ever &amp; ever")
        second = await scene.replies(scene.ben, f"<@{scene.ana.id}|ana> is right")
        await d.sim.says(scene.ben, "Lunch?", channel=scene.design, patience=0.0)
        scene.design.messages.append(
            Message(scene.design, d.sim.world.ts(), d.team.bot.id, "ours", thread_ts=scene.card.ts)
        )
        said = await scene.news()
        assert [(one.by.member, one.words, one.what) for one in said] == [
            (f"slack:T1:{scene.ana.id}", "The build, as ever & ever", "said"),
            (f"slack:T1:{scene.ben.id}", "@ana is right", "said"),
        ]
        assert await scene.news(*said) == []

        await d.sim.edits(scene.ana, first, "Reviews")
        await d.sim.deletes(scene.ben, second)
        changed = await scene.news(*said)
        assert [(one.message, one.words, one.what) for one in changed] == [
            (said[0].message, "Reviews", "edited"),
            (said[1].message, "", "deleted"),
        ]
        gone = replace(said[1], words="")
        assert await scene.news(replace(said[0], words="Reviews"), gone) == []


async def test_reactions_to_what_people_said_and_to_our_posts_are_counted_and_never_whose_they_are():
    async with desk() as d:
        scene = Scene(d)
        first = await scene.replies(scene.ana, "The build")
        ours = Message(
            scene.design, d.sim.world.ts(), d.team.bot.id, "Ben", thread_ts=scene.card.ts
        )
        scene.design.messages.append(ours)
        for user in (scene.ana, scene.ben):
            d.sim.reacts(user, ours)
            d.sim.reacts(user, scene.card)
        d.sim.reacts(scene.ben, first, "tada")
        said, counted = await scene.read()
        assert isinstance(said, Contributed)
        assert isinstance(counted, ReactionsNews)
        assert counted.counts == {said.message: 1, ours.ts: 2}
        assert scene.ben.id not in str(counted)
        known = replace(scene.thread(said), reactions=counted.counts)
        assert await Threads(d.platform).news(known) == []
        d.sim.reacts(scene.ben, first, "tada")
        [counted] = await Threads(d.platform).news(known)
        assert isinstance(counted, ReactionsNews)
        assert counted.counts == {ours.ts: 2}


async def test_what_was_said_to_us_there_comes_by_itself_and_is_read_only_for_changes():
    async with desk() as d:
        scene = Scene(d)
        mention = await scene.replies(scene.ana, f"<@{d.team.bot.id}> extend 1d")
        assert await scene.news() == []
        known = Contributed(
            by=d.core.done[-1].by, where=scene.where, message=d.core.done[-1].key, words="x"
        )
        await d.sim.deletes(scene.ana, mention)
        assert [one.what for one in await scene.news(known)] == ["deleted"]


@pytest.mark.parametrize(
    ("refusal", "everywhere"),
    [
        ("missing_scope", True),
        ("not_allowed_token_type", True),
        ("limited", True),
        ("not_in_channel", False),
        ("thread_not_found", False),
    ],
)
async def test_a_refusal_and_the_limit_of_unlisted_apps_are_told_apart_from_having_to_wait(
    refusal: str, everywhere: bool
):
    async with desk() as d:
        scene = Scene(d)
        for n in range(20):
            await scene.replies(scene.ana, f"answer {n}")
        d.sim.world.replies = refusal
        with pytest.raises(Unread) as refused:
            await scene.news()
        assert refused.value.everywhere is everywhere
        assert refused.value.sentence


async def test_reading_threads_leaves_calls_to_looking_whether_a_post_of_ours_arrived():
    async with desk() as d:
        scene = Scene(d)
        tier = int(TIERS[REPLIES])
        d.platform.api.budgets = Budgets({REPLIES: tier})
        for _ in range(tier - LEFT_OVER):
            await scene.news()
        with pytest.raises(Later):
            await scene.news()
        assert len(d.sim.calls(REPLIES)) == tier - LEFT_OVER


async def test_told_of_channels_we_drop_at_the_door_what_is_not_in_a_thread_that_somebody_listens_to():
    async with desk() as d:
        scene = Scene(d)
        d.sim.subscribed = d.sim.subscribed | {"message.channels", "message.groups"}
        asked: list[Where] = []

        def listens(workspace: str, where: Where, what: str) -> bool:
            asked.append(where)
            return where == scene.where

        d.inbound._listeners._words._listens = listens
        other = Message(scene.design, d.sim.world.ts(), scene.ben.id, "Theirs")
        scene.design.messages.append(other)
        await d.sim.says(scene.ana, "My PIN is 1234", channel=scene.design, patience=0.0)
        await d.sim.says(
            scene.ana, "Is it?", channel=scene.design, thread=other, escape=False, patience=0.0
        )
        assert d.core.done == []
        assert [one.thread for one in asked] == [other.ts], "the first was in no thread at all"
        assert d.core.heard == [RepliesNews(workspace="slack:T1", how="told")]

        mine = await scene.replies(scene.ana, "The build")
        await d.sim.edits(scene.ana, mine, "Reviews")
        await d.sim.deletes(scene.ana, mine)
        assert [(one.words, one.what) for one in scene.heard] == [
            ("The build", "said"),
            ("Reviews", "edited"),
            ("", "deleted"),
        ]
        assert len({one.message for one in scene.heard}) == 1
        assert len({one.key for one in scene.heard}) == 3
        assert not [one for one in d.core.done if isinstance(one, Wrote)]
        assert (await scene.news(scene.heard[0]))[0].message == scene.heard[0].message
