"""What came of takeaways where colleagues tried them: the evidence that stands beside each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.errors import UserError
from facilitation.knowledge.model import Outcome, Takeaway, Trial
from facilitation.people.model import Member
from facilitation.work import Work


@dataclass(frozen=True, slots=True)
class Evidence:
    """For how many colleagues a takeaway worked, partly worked, and did not."""

    worked: int = 0
    partly: int = 0
    no: int = 0

    @property
    def tried(self) -> int:
        """Return how many tried it."""
        return self.worked + self.partly + self.no


NONE = Evidence()


def tried(work: Work, member: Member, found: Takeaway, outcome: Outcome, now: datetime) -> Evidence:
    """Keep what came of a takeaway for a member, in place of what they said before; return what is known now."""
    if not found.open:
        raise UserError("Nobody else sees that takeaway yet.")
    if member.id == found.by:
        raise UserError("How it went is for others to say, since it is yours.")
    work.takeaways.tried(Trial(takeaway=found.id, member=member.id, outcome=outcome, at=now))
    return evidence(work, [found]).get(found.id, NONE)


def evidence(work: Work, takeaways: Sequence[Takeaway]) -> Mapping[str, Evidence]:
    """Return by id what came of those of the takeaways that others than their authors tried."""
    counts: dict[str, Counter[str]] = {}
    own = {(t.id, t.by) for t in takeaways}
    for trial in work.takeaways.trials([t.id for t in takeaways]):
        if (trial.takeaway, trial.member) in own:
            continue
        counts.setdefault(trial.takeaway, Counter())[trial.outcome] += 1
    return {id: Evidence(**count) for id, count in counts.items()}
