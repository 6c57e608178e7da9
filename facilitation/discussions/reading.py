"""Threads that are read back: which is next, what of it is known, and what is done where that is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from facilitation.discussions import leading, reach_views, service, views
from facilitation.discussions.model import Discussion
from facilitation.post import teller
from facilitation.talk.incoming import (
    Contributed,
    ReactionsNews,
    Replies,
    RepliesNews,
    Sender,
    Where,
)
from facilitation.work import Work

EVERY = timedelta(minutes=5)
"""How often the thread of an open discussion is read."""
LAST = timedelta(seconds=30)
"""How long before its end it is read once more, so that who has answered is counted right."""
SELDOM = timedelta(days=1)
"""How often it is read where replies come by themselves, in case one did not, or where reading it was refused."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread to be read: where it is, and by the platform's ids what is known of it, each with whose it is."""

    discussion: str
    workspace: str
    where: Where
    replies: Replies
    known: Mapping[str, tuple[str, str]]
    due: datetime
    reactions: Mapping[str, int] = field(default_factory=dict)
    """How often what stands there was reacted to, where that is known; also to posts of ours that show answers."""

    def counted(self, counts: Mapping[str, int], *, whole: bool) -> ReactionsNews | None:
        """Return how often messages are reacted to now, of all or of the beginning; None where that is known."""
        there = {id: count for id, count in counts.items() if count}
        if not whole:
            there = {id: n for id, n in self.reactions.items() if id not in counts} | there
        if there == self.reactions:
            return None
        return ReactionsNews(workspace=self.workspace, where=self.where, counts=there)

    def news(self, present: Sequence[Contributed], *, whole: bool) -> list[Contributed]:
        """Return what was said, edited and deleted since, of all that people wrote there, or of its beginning alone."""
        found = [one for one in present if one.message not in self.known]
        for one in present:
            _, words = self.known.get(one.message, ("", ""))
            if words and words != one.words.strip()[: views.LONGEST]:
                found.append(replace(one, what="edited"))
        left = self.known.keys() - {one.message for one in present} if whole else ()
        for message in sorted(left):
            member, words = self.known[message]
            if words:
                by = Sender(workspace=self.workspace, member=member)
                gone = Contributed(by=by, where=self.where, message=message, words="")
                found.append(replace(gone, what="deleted"))
        return found


def next_thread(
    work: Work, platform: str, now: datetime, waiting: Sequence[str] = ()
) -> Thread | None:
    """Take the thread that has been due for reading longest, none of workspaces that are `waiting`, or None.

    Raises Conflict when somebody else took it.
    """
    taken = work.discussions.take_to_read(platform, now, now + EVERY, waiting)
    if taken is None:
        return None
    found, due = taken
    replies = work.workspaces.get(found.workspace).replies
    last = found.closes_at - LAST
    if replies != "read":
        work.discussions.read_at(found.id, now + SELDOM)
    elif now < last < now + EVERY:
        work.discussions.read_at(found.id, last)
    stands = work.discussions.standing(found.id)
    return Thread(
        found.id,
        found.workspace,
        Where(found.conversation, "channel", thread=found.thread),
        replies,
        {one.message: (one.member, one.words) for one in stands if one.message},
        due,
        {one.message or one.shown: one.reactions for one in stands if one.reactions},
    )


def reacted(work: Work, news: ReactionsNews) -> None:
    """Write down how often the words of a discussion were reacted to."""
    here = work.discussions.in_thread(news.workspace, news.where.id, news.where.thread)
    if here is None:
        return
    counts = {
        one.id: news.counts.get(one.message or one.shown, 0)
        for one in work.discussions.standing(here.id)
        if one.reactions != news.counts.get(one.message or one.shown, 0)
    }
    work.discussions.reacted(counts)


def learn(work: Work, news: RepliesNews, now: datetime) -> None:
    """Remember how replies come in a workspace; where they can no longer be read, say so once to those concerned."""
    workspace = work.workspaces.find(news.workspace)
    if workspace is None:
        return
    if news.where is not None:
        here = work.discussions.in_thread(news.workspace, news.where.id, news.where.thread)
        if here is not None and here.state != "closed":
            work.discussions.read_at(here.id, now + SELDOM)
            _refused(work, here, now)
        return
    if workspace.replies == news.how or (workspace.replies, news.how) == ("told", "refused"):
        return
    work.workspaces.save(replace(workspace, replies=news.how))
    for one in work.discussions.unclosed(news.workspace):
        if one.thread:
            work.discussions.read_at(one.id, now + (EVERY if news.how == "read" else SELDOM))
            if news.how == "refused":
                _refused(work, one, now)


def _refused(work: Work, discussion: Discussion, now: datetime) -> None:
    """Tell a thread, and whoever looks after it, that only the button and mentions are heard there."""
    service.to_thread(work, discussion, reach_views.not_read_here(discussion), "not-read", now)
    program = work.programs.get(discussion.program)
    tell = teller.of(work, discussion.workspace, now)
    tell.to_each(
        leading.looks_after(work, discussion, program),
        reach_views.not_read(discussion),
        fact=f"{discussion.id}:not-read",
        about=discussion.id,
    )
    tell.send()
