"""Search: which takeaways say what is looked for, best first: by words, by what came of them, by how fresh they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from math import exp, log

from facilitation.knowledge import documents, trying
from facilitation.knowledge.documents import EVERY
from facilitation.knowledge.model import Hit, Takeaway, Term, Wanted
from facilitation.knowledge.words import meanings, stems
from facilitation.people.plainly import unaccented
from facilitation.talk.near import OSA
from facilitation.work import Work

MOST = 100
"""How many that say the words are ranked."""
ENOUGH = 8
"""With fewer than so many, those that say nearly all of the words are looked for too."""
MOST_WORDS = 8
MOST_SHARED = 16
"""Of so many of a text's stems and meanings, the rarest, is looked for who shares one."""
RARE = 5
"""With fewer takeaways that say it, the last word is taken for the beginning of one too."""
SHOWN = 60
LEAST = 0.3
"""How much of what was looked for a takeaway must say (0-1) to be shown."""
PREFIX = 3
"""Letters from which on the last word may be the beginning of one."""
PART = 5
"""Letters from which on a word is looked for inside of others, as in German."""
LONG = 8
"""Letters from which on a word may have two slips."""
_MEANT, _BEGUN, _NEAR, _IN_TITLE = 0.6, 0.7, 0.7, 1.5


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word that is looked for: what would do instead of it, with how well (0-1), and how much it tells."""

    ways: Mapping[Term, float]
    tells: float

    def said(self, hit: Hit) -> float:
        """Return how well a takeaway says it, from 0 to 1.5 in a title."""
        return max((self._said(hit, term, good) for term, good in self.ways.items()), default=0.0)

    def _said(self, hit: Hit, term: Term, good: float) -> float:
        if term.prefix:
            if any(one.startswith(term.stem) for one in hit.title):
                return good * _IN_TITLE
            return good if any(one.startswith(term.stem) for one in hit.stems) else 0.0
        if term.stem in hit.title:
            return good * _IN_TITLE
        return good if term.stem in hit.stems else 0.0


def search(
    work: Work, workspace: str, words: str, wanted: Wanted, now: datetime, least: float = LEAST
) -> list[Takeaway]:
    """Return the takeaways that say the words, best first, as far as they are wanted and their reader may see them."""
    asked = _asked(work, workspace, words)
    hits = _found(work, workspace, asked, wanted)
    most = sum(one.tells for one in asked) or 1.0
    scored = {hit.id: sum(a.tells * a.said(hit) for a in asked) / most for hit in hits}
    best = sorted((hit for hit in hits if scored[hit.id] >= least), key=lambda hit: -scored[hit.id])
    found = work.takeaways.some([hit.id for hit in best[:SHOWN]])
    came = trying.evidence(work, list(found.values()))
    worth = {
        id: scored[id] * _worth(one, came.get(id, trying.NONE), now) for id, one in found.items()
    }
    return sorted(
        found.values(), key=lambda one: (-worth[one.id], -one.created_at.timestamp(), one.id)
    )


def akin(work: Work, workspace: str, text: str, wanted: Wanted) -> list[Takeaway]:
    """Return the takeaways that share the most of what a text says, in its words or in others that mean the same."""
    said = list(dict.fromkeys(documents.said(text)))
    known = work.search.uses(workspace, [EVERY, *said])
    total = known.get(EVERY, 0)
    tells = {one: log(1 + total / known[one]) for one in said if known.get(one)}
    rarest = sorted(tells, key=lambda one: -tells[one])[:MOST_SHARED]
    marks = documents.marked(wanted)
    hits = {
        hit.id: hit
        for one in rarest
        for hit in work.search.find(workspace, [*marks, [Term(one)]], wanted, MOST)
    }
    shared = {id: sum(tells[s] for s in tells if s in hit.stems) for id, hit in hits.items()}
    nearest = sorted(shared, key=lambda id: (-shared[id], id))[:SHOWN]
    return list(work.takeaways.some(nearest).values())


def _worth(one: Takeaway, came: trying.Evidence, now: datetime) -> float:
    """Return by how much a takeaway comes earlier for how sure and fresh it is."""
    tried = (came.worked + 0.5 * came.partly - came.no) / (came.tried + 2)
    fresh = exp(-max((now - one.created_at).days, 0) / 365)
    sure = {"checked": 0.1, "obsolete": -0.5}.get(one.state, 0.0)
    return 1 + 0.2 * tried + 0.1 * fresh + sure


def _asked(work: Work, workspace: str, words: str) -> list[_Asked]:
    """Return what is looked for, the words that tell the most first."""
    said = list(dict.fromkeys(stems.telling(stems.words(words))))[:MOST_WORDS]
    marks = {documents.spoken(language): language for language in stems.LANGUAGES}
    known = work.search.uses(workspace, [EVERY, *marks])
    total = known.get(EVERY, 0)
    in_use = [language for mark, language in marks.items() if known.get(mark)]
    forms = {word: stems.of_word(word, in_use) for word in said}
    known = work.search.uses(workspace, [s for some in forms.values() for s in some])
    found = []
    for word in said:
        ways = {Term(s): 1.0 for s in forms[word] if known.get(s)}
        uses = sum(known[term.stem] for term in ways)
        if not ways:
            near = _near(work, workspace, word, forms[word])
            ways = dict.fromkeys(map(Term, near), _NEAR)
        for meant in sorted(meanings.concepts(word)):
            ways.setdefault(Term(meant), _MEANT)
        if word == said[-1] and len(word) >= PREFIX and uses < RARE:
            ways.setdefault(Term(unaccented(word), prefix=True), _BEGUN)
        found.append(_Asked(ways, log(1 + (total + 1) / (uses + 1))))
    return sorted(found, key=lambda one: -one.tells)


def _near(work: Work, workspace: str, word: str, forms: Sequence[str]) -> list[str]:
    """Return the stems that may be meant by a word which no takeaway says: spelled nearly so, or with it inside."""
    plain = unaccented(word)
    slips = 0 if len(plain) < PREFIX + 1 else 1 if len(plain) < LONG else 2
    shortest = min(forms, key=len, default=plain)
    near = work.search.near(workspace, stems.trigrams(plain), 40)
    return [
        one
        for one in near
        if OSA.distance(plain, one, score_cutoff=slips) <= slips
        or any(OSA.distance(s, one, score_cutoff=1) <= min(slips, 1) for s in forms)
        or (len(shortest) >= PART and shortest in one)
    ]


def _found(work: Work, workspace: str, asked: Sequence[_Asked], wanted: Wanted) -> list[Hit]:
    """Return what says all of it; where that is little, what says nearly all of it too."""
    groups = [list(one.ways) for one in asked if one.ways]
    marks = documents.marked(wanted)
    hits: dict[str, Hit] = {}
    for some in _chosen(groups):
        found = work.search.find(workspace, [*marks, *some], wanted, MOST)
        hits |= {hit.id: hit for hit in found}
        if len(hits) >= ENOUGH:
            break
    return list(hits.values())


def _chosen(groups: Sequence[list[Term]]) -> Iterator[Sequence[list[Term]]]:
    """Give what is looked for together, in turn: all of it, all but one, and each of the two that tell the most."""
    if groups:
        yield groups
    if len(groups) > 2:
        yield from reversed(list(combinations(groups, len(groups) - 1)))
    if len(groups) > 1:
        yield from ([one] for one in groups[:2])
