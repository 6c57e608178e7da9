"""Words in the threads of Teams' channels, where a team's owner lets Peerloop be told of them."""

from facilitation.talk.incoming import Contributed, RepliesNews, Typed, Where
from tests.contracts.teams_desk import Desk, desk
from tests.simulators.teams.model import Message, Person


def listening(d: Desk, *to: Where) -> list[Where]:
    """Let somebody listen to these threads, and return where it was asked."""
    asked: list[Where] = []

    def listens(workspace: str, where: Where, what: str) -> bool:
        asked.append(where)
        return where in to

    d.inbound._listeners._overhearing._listens = listens
    return asked


async def team(d: Desk) -> tuple[Person, Person, Message]:
    """Return Ana and Ben, and a post of Ben's in their team's channel, which began a thread."""
    ana, ben = d.sim.person("Ana"), d.sim.person("Ben")
    design = d.sim.team("Design", people=[ana, ben])
    await d.sim.add_to_team(design, by=ben)
    await d.settled()
    d.sim.hears_all = True
    await d.sim.says(ben, "Theirs", where=design.general, mention=False, patience=0)
    await d.settled()
    d.core.done.clear()
    return ana, ben, design.general.messages[-1]


async def test_what_nobody_listens_to_is_dropped_at_the_door() -> None:
    async with desk() as d:
        ana, _, post = await team(d)
        remembered = len(d.references.teams(d.space))
        asked = listening(d)
        await d.sim.says(ana, "My PIN is 1234", where=post.conversation, mention=False, patience=0)
        await d.sim.says(ana, "Mine is 99", where=post, mention=False, patience=0)
        await d.sim.edits(ana, post.conversation.messages[-1], "Mine is 98")
        await d.sim.deletes(ana, post.conversation.messages[-1])
        await d.settled()
        assert d.core.done == []
        assert {where.thread for where in asked} == {post.id}, "what begins a thread is in none"
        told = [one for one in d.core.heard if isinstance(one, RepliesNews)]
        assert told == [RepliesNews(workspace=d.space, how="told")]
        assert len(d.references.teams(d.space)) == remembered


async def test_words_in_a_thread_that_is_listened_to_are_heard_with_their_edits_and_deletion() -> (
    None
):
    async with desk() as d:
        ana, ben, post = await team(d)
        where = Where(f"{d.space}:{post.conversation.id}", "channel", thread=post.id)
        listening(d, where)
        await d.sim.says(ana, "@Ben is right", where=post, mention=False, patience=0)
        said = post.conversation.messages[-1]
        d.clock.pass_(minutes=1)
        await d.sim.edits(ana, said, "Ben was right")
        d.clock.pass_(minutes=1)
        await d.sim.edits(ana, said, "Ben is right")
        await d.sim.deletes(ana, said)
        await d.settled()
        heard = [one for one in d.core.done if isinstance(one, Contributed)]
        assert [(one.what, one.words) for one in heard] == [
            ("said", "Ben is right"),
            ("edited", "Ben was right"),
            ("edited", "Ben is right"),
            ("deleted", ""),
        ]
        assert {one.by.member for one in heard} == {f"{d.space}:{ana.aad}"}
        assert len({one.message for one in heard}) == 1
        assert (heard[0].where.id, heard[0].where.thread) == (where.id, where.thread)

        await d.sim.says(ana, "status of @Ben", where=post, patience=0)
        await d.settled()
        [typed] = [one for one in d.core.done if isinstance(one, Typed)]
        assert typed.words == "status of Ben"
        assert ben.aad in typed.line
