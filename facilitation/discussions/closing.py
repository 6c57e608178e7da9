"""What is said at the close of a discussion: to the thread, and to each who took part what became of their words."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.discussions import closing_views
from facilitation.discussions.model import Contribution, Discussion
from facilitation.people.model import Member
from facilitation.people.plainly import folded
from facilitation.post import teller
from facilitation.statements import service as statements
from facilitation.talk.words import first
from facilitation.work import Work

_WORD = re.compile(r"\w+")
HIGHLIGHTS = 3
"""So many answers stand in the draft of a summary."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a discussion, as whoever closes it says: ids of contributions, and of those to thank."""

    summary: str = ""
    quotes: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    """Of whose authors it is asked whether they may be kept as takeaways."""
    thanks: tuple[str, ...] = ()


NOTHING = Came()
"""What is said of a discussion that is closed by itself."""


def highlights(said: Sequence[Contribution], people: Mapping[str, Member]) -> list[Contribution]:
    """Return what others came back to most, in the order in which it was said; nothing where nobody did.

    An answer counts its reactions, and each later answer by somebody else that names its author, as people do who reply
    in a thread.
    """
    named: dict[str, list[str]] = {}
    for id, member in people.items():
        named.setdefault(folded(first(member.name)), []).append(id)
    newest: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for one in said:
        words = set(_WORD.findall(folded(one.words)))
        for other in (m for word in words for m in named.get(word, ())):
            if other != one.member and other in newest:
                counts[newest[other]] += 1
        newest[one.member] = one.id
        if one.reactions:
            counts[one.id] += one.reactions
    best = {id for id, _ in counts.most_common(HIGHLIGHTS)}
    return [one for one in said if one.id in best]


def told_key(discussion: Discussion, member: str) -> str:
    """Return the key under which somebody is told first what became of their words, and asked what they take."""
    return f"{discussion.id}:became:{member}"


def tell_each(
    work: Work,
    discussion: Discussion,
    by: Member | None,
    came: Came,
    said: Sequence[Contribution],
    now: datetime,
    among: Collection[str] | None = None,
) -> None:
    """Tell each who took part, alone, what became of their words, and ask what they take from it; or some of them.

    Of one that is closed again they read what is new, and are asked nothing twice.
    """
    theirs: dict[str, list[Contribution]] = {}
    for one in said:
        theirs.setdefault(one.member, []).append(one)
    people = work.members.some(sorted(theirs))
    keys = {told_key(discussion, member): member for member in people}
    asked = {keys[key] for key in work.outbox.owed_or_sent(discussion.workspace, list(keys))}
    asked |= {member for member, _ in work.reflections.said_of(list(people), [discussion.id])}
    telling = teller.of(work, discussion.workspace, now)
    for member in people.values():
        if (by is not None and member.id == by.id) or (
            among is not None and member.id not in among
        ):
            continue
        again = member.id in asked
        if again and not closing_views.is_news(came, theirs[member.id], member):
            continue
        first = told_key(discussion, member.id)
        telling.to_member(
            member,
            closing_views.became(discussion, by, came, theirs[member.id], member, asks=not again),
            key=f"{first}:{discussion.version}" if again else first,
            kind="told",
            about=discussion.id,
        )
    telling.send()


def tell_record_store(
    work: Work, discussion: Discussion, said: Sequence[Contribution], now: datetime
) -> None:
    """Tell who was seen to take part: not whose answers have no name; a circle's clinic is told of as its session."""
    if discussion.clinic and work.clinics.of(discussion.id).circle:
        return
    seen = {one.member for one in said if one.message or not discussion.nameless}
    statements.conversation_is_over(work, discussion.id, discussion.program, seen, now)
