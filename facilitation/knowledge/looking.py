"""The takeaway that words name, and what is shown beside takeaways."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.errors import NotFound, UserError
from facilitation.knowledge import keeping, ranking, trying
from facilitation.knowledge.model import Takeaway, Wanted
from facilitation.knowledge.takeaway_views import Known
from facilitation.knowledge.words import likeness
from facilitation.people.model import Member
from facilitation.people.plainly import folded, kept
from facilitation.talk.grammar import QUOTES
from facilitation.talk.messages import Code
from facilitation.talk.text import cut
from facilitation.work import Work

WAYS = 3
"""How many takeaways are offered where words may mean several."""
_FEWEST = 3
"""Words of a title from which on they name it and nothing else."""


def named(work: Work, member: Member, words: str, now: datetime) -> Takeaway:
    """Return the takeaway that an id or words of its title name; raises UserError, with those that may be meant."""
    words = words.strip(f"{QUOTES}”» ")
    if words.startswith("tak_"):
        return keeping.takeaway(work, member, words)
    wanted = Wanted(reader=member.id)
    found = ranking.search(work, member.workspace, words, wanted, now)
    exact = [t for t in found if folded(t.title) == folded(words)]
    in_title = [t for t in found if all(w in folded(t.title) for w in folded(words).split())]
    for some in (exact, in_title, found):
        if len(some) == 1:
            return some[0]
    if not found:
        raise NotFound(
            "I know no takeaway called “{words}”. See all: {command}",
            words=kept(words)[:60],
            command=Code("takeaways"),
        )
    raise UserError(
        "Which one do you mean?",
        ways=[(cut(t.title, 60), f"takeaway {t.id}") for t in (in_title or found)[:WAYS]],
    )


def surely(found: Takeaway, words: str) -> bool:
    """Return whether words say which takeaway they name: its id, its title, or some words with which that begins."""
    said, title = folded(words.strip(f"{QUOTES}”» ")), folded(found.title)
    begins = title.startswith(said) and len(said.split()) >= _FEWEST
    return begins or said == title or words.startswith("tak_")


def known(work: Work, found: Sequence[Takeaway]) -> Known:
    """Return what is shown beside takeaways, in a few statements however many they are."""
    people = sorted({m for t in found for m in (t.by, t.checked_by) if m})
    newer = sorted({t.replaced_by for t in found if t.replaced_by})
    return Known(
        work.members.some(people), trying.evidence(work, found), work.takeaways.some(newer)
    )


def alike(work: Work, member: Member, title: str, text: str) -> list[Takeaway]:
    """Return what is kept that nearly says the same as what is about to be, most alike first."""
    wanted = Wanted(reader=member.id, kind="takeaway", states=("draft", "checked", "due"))
    said = likeness.of(_whole(title, text))
    near = ranking.akin(work, member.workspace, _whole(title, text), wanted)
    likely = {
        one.id: likeness.likeness(said, likeness.of(_whole(one.title, one.text))) for one in near
    }
    found = [one for one in near if likely[one.id] >= likeness.ALIKE]
    return sorted(found, key=lambda one: -likely[one.id])[:WAYS]


def _whole(title: str, text: str) -> str:
    """Return what a takeaway says, once where its title is how it begins."""
    return text if text.startswith(title) else f"{title}. {text}"
