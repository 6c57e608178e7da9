"""What members' mornings have of recall: one line that says how many questions are due, and a way to answer them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.knowledge import recall_views
from facilitation.knowledge.recalling import AT_ONCE
from facilitation.people.model import Member
from facilitation.reflections.mornings import Item
from facilitation.work import Work


class Recalls:
    """Takeaways that come back to people as questions."""

    def take(self, work: Work, members: Mapping[str, Member], now: datetime) -> list[Item]:
        """Return for each of the members with questions that are due one line about them."""
        counts = Counter(work.recalls.unasked(list(members), now))
        return [_item(member, count) for member, count in counts.items()]

    def shown(self, work: Work, items: Sequence[Item], now: datetime) -> None:
        """Note that these members were asked: once for each time that a question is due."""
        work.recalls.asked([item.member for item in items], now)

    def coming(self, work: Work, members: Sequence[str], now: datetime) -> Mapping[str, datetime]:
        """Return when the next question is due that nobody was asked yet."""
        return work.recalls.coming(members)

    def waiting(self, work: Work, member: Member, now: datetime) -> list[Item]:
        """Return the line about what a member was asked and has not answered."""
        due = [one for one in work.recalls.due(member.id, now, AT_ONCE) if one.asked_at]
        return [_item(member.id, len(due))] if due else []


def _item(member: str, count: int) -> Item:
    return Item(member, "recall", recall_views.item(min(count, AT_ONCE)))
