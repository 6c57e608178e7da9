"""The words that people write in the threads of discussions, where these may be read."""

from datetime import datetime

from facilitation.discussions import service, views
from facilitation.discussions.clinics import advice
from facilitation.discussions.model import Discussion
from facilitation.people.model import Member
from facilitation.talk.incoming import Contributed, Reacted, Spoke, Where
from facilitation.work import Work


class Threads:
    """Asks for the words of threads that are discussions, and of no others."""

    def asks(self, work: Work, workspace: str, where: Where, what: Spoke) -> bool:
        """Return whether this is the thread of a discussion; once that is closed only changes are taken from it."""
        found = self._of(work, workspace, where)
        return found is not None and (found.state != "closed" or what != "said")

    def addressed(self, work: Work, workspace: str, where: Where, now: datetime) -> None:
        """Let the thread be read now, where it is read back."""
        work.discussions.read_soon(workspace, where.id, where.thread, now)

    def hear(self, work: Work, member: Member, contributed: Contributed, now: datetime) -> None:
        """Keep a reply, other words where it was edited, and none where it was deleted.

        News of one message may come in any order: what was edited or deleted is not said again by what it was at first.
        """
        discussion = self._of(work, member.workspace, contributed.where)
        assert discussion is not None
        known = work.discussions.by_message(discussion.id, contributed.message)
        words = "" if contributed.what == "deleted" else contributed.words.strip()
        if known is None and discussion.state != "closed" and (words or not contributed.words):
            service.wrote(work, member, discussion, contributed.message, words, now)
            advice.noticed(work, discussion, member, words, now)
        elif known is not None and known.member == member.id and contributed.what != "said":
            work.discussions.reword([known.id], words[: views.LONGEST] if known.words else "")

    def reacted(self, work: Work, reacted: Reacted) -> None:
        """Count a reaction to words of a discussion, be they written in its thread or shown there by us."""
        discussion = self._of(work, reacted.by.workspace, reacted.where)
        if discussion is not None:
            named = (reacted.message, reacted.post)
            work.discussions.reacted_more(discussion.id, named, reacted.more)

    def _of(self, work: Work, workspace: str, where: Where) -> Discussion | None:
        return work.discussions.in_thread(workspace, where.id, where.thread)
