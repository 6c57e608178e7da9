"""The programs, people, skills, times and counts that a text in plain words names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice

from facilitation.people import languages
from facilitation.programs.model import Program
from facilitation.skills import naming
from facilitation.talk import heard, lexicon, near, spoken
from facilitation.talk.commands import Call
from facilitation.talk.near import OSA, process
from facilitation.talk.tokens import PLAIN, WEAK, Token
from facilitation.talk.when import abroad, mentioned
from facilitation.talk.when.hours import local

MARK = "|"
"""What stands between the clauses of a text."""

MOST_NAMES = 8
"""So many words of a text are looked up as names at the most."""

NEARLY = 80
"""How alike (0-100) a word must be to a word of a program's name."""

SLIPS = 6
"""Letters from which on a skill may be misspelt."""

_OWNS = re.compile(r"(?<=\w)'s$")


def every(call: Call, written: Sequence[tuple[str, str]]) -> Iterator[Token]:
    """Give what is named in the words of a text, each with how it was written; times before names."""
    programs = list(_programs(call, written))
    yield from _times(call, written)
    yield from _counts(call, written)
    yield from (*programs, *_meant_by_it(written, programs))
    for names in (_languages, _skills, _people):
        yield from names(call, written)


def _meant_by_it(written: Sequence[tuple[str, str]], programs: Sequence[Token]) -> Iterator[Token]:
    """Give each "it" of a later clause as the program that was named before it."""
    words = [word for word, _ in written]
    for number, word in enumerate(words):
        before = [one for one in programs if one.end < number]
        if word == "it" and before and MARK in words[before[-1].end : number]:
            yield replace(before[-1], start=number, end=number + 1)


def _times(call: Call, written: Sequence[tuple[str, str]]) -> Iterator[Token]:
    said = " ".join(abroad.english([word for word, _ in written]))
    for one in mentioned.find(said, local(call.now, call.member.zone).date()):
        signs = frozenset((f"{{{one.kind}}}", "TIME"))
        yield Token(signs, one.start, one.end, 0.3, {one.kind: one.words})


def _counts(call: Call, written: Sequence[tuple[str, str]]) -> Iterator[Token]:
    for number, (word, _) in enumerate(written):
        before = " ".join(one for one, _ in written[max(0, number - 2) : number])
        if word in _COUNTS and not before.endswith(_INSTEAD_OF):
            yield Token(frozenset(("{count}",)), number, number + 1, WEAK, {"count": _COUNTS[word]})


_INSTEAD_OF = ("instead of", "rather than", "not", "from")
"""What stands before a count that is so no longer, as in "threes instead of pairs"."""

_COUNTS: dict[str, str] = {
    **{str(count): str(count) for count in range(2, 13)},
    **{word: str(int(count)) for word, count in spoken.NUMBER.items() if count > 1},
    "threes": "3",
    "fours": "4",
    "fives": "5",
    "trios": "3",
    "pairs": "2",
}


def _programs(call: Call, written: Sequence[tuple[str, str]]) -> Iterator[Token]:
    """Give the programs that are named: whole, the longest name first, or by number; then by channel or by a word."""
    words = [word.removeprefix("#") for word, _ in written]
    live = (one for one in call.work.programs.of(call.workspace.id) if one.state != "ended")
    names = {one: heard.plain(one.name).split() for one in live}
    programs = sorted(names, key=lambda one: -len(names[one]))
    taken: set[int] = set()
    for one in programs:
        for start in _places(words, names[one]):
            its = range(start, start + len(names[one]))
            if taken.isdisjoint(its):
                taken.update(its)
                yield _program(one, start, len(its))
        for number, (_, raw) in enumerate(written):
            if words[number] == str(one.number) and raw.startswith("#"):
                yield _program(one, number, 1)
    said = {one: {p: p for p in names[one] if len(p) > 3} for one in programs}
    for number, word in enumerate(words):
        these = [
            one
            for one, own in said.items()
            if word == one.channel_name or (word in own and is_name(word)) or _nearly(word, own)
        ]
        if these and number not in taken:
            yield _program(_likeliest(call, these), number, 1)


def _likeliest(call: Call, these: Sequence[Program]) -> Program:
    """Return the one of several programs, the longest name first, that a word of them all means: rather one's own."""
    inside = {e.program for e in call.work.enrollments.of_member(call.member.id)}
    return next((one for one in reversed(these) if one.id in inside), these[-1])


def _program(one: Program, start: int, length: int) -> Token:
    return Token(
        frozenset(("{program}",)), start, start + length, PLAIN, {"program": f"#{one.number}"}
    )


def _nearly(word: str, own: dict[str, str]) -> bool:
    """Return whether a word that means nothing else is nearly one of a program's name."""
    return len(word) > 4 and is_name(word) and near.nearest(word, own, NEARLY) is not None


def is_name(word: str) -> bool:
    """Return whether a word has no meaning of its own, and so may be a name."""
    return word not in lexicon.NEUTRAL and not lexicon.concepts((word,))


def _places(words: Sequence[str], parts: Sequence[str]) -> Iterator[int]:
    for start in range(len(words) - len(parts) + 1) if parts else ():
        if list(words[start : start + len(parts)]) == list(parts):
            yield start


def _languages(call: Call, written: Sequence[tuple[str, str]]) -> Iterator[Token]:
    """Give the languages that are named, which people speak and may know as a skill."""
    for number, (word, _) in enumerate(written):
        if word in _spoken():
            yield Token(frozenset(("LANGUAGE",)), number, number + 1, PLAIN)


@cache
def _spoken() -> frozenset[str]:
    return frozenset(heard.plain(name) for name in languages.names().values())


def _skills(call: Call, written: Sequence[tuple[str, str]]) -> Iterator[Token]:
    """Give the skills known here that are named; "python, SQL and Go" are one thing."""
    words = [word for word, _ in written]
    listed = {word for word, raw in written if raw.endswith(",")}
    own = {
        word: one.name
        for one in call.work.skills.of(call.workspace.id)
        for word in (one.key, *one.aliases)
    }
    found: list[tuple[int, int, str]] = []
    start = 0
    while start < len(words):
        for length in (4, 3, 2, 1):
            phrase = " ".join(words[start : start + length])
            if phrase.endswith(MARK):
                continue
            name = own.get(naming.fold(phrase)) or naming.starter_of(naming.fold(phrase))
            name = name or (_misspelt(phrase) if length == 1 else "")
            common = _is_common(phrase) and not (phrase in listed and len(listed) > 1)
            if name and start + length <= len(words) and not common:
                found.append((start, start + length, name))
                start += length - 1
                break
        start += 1
    while found:
        first, last, names = found[0][0], found[0][1], [found[0][2]]
        found.pop(0)
        while found and (between := _listed(words[last : found[0][0]])) is not None:
            names += [*between, found[0][2]]
            last = found.pop(0)[1]
        if unknown := _ends_list(call, words[last:]):
            names, last = [*names, unknown], last + 2
        yield Token(
            frozenset(("{skill}",)), first, last, PLAIN, {"skill": ", ".join(dict.fromkeys(names))}
        )


@lru_cache(maxsize=4096)
def _misspelt(word: str) -> str:
    """Return the skill that a word which means nothing else is a slip or two from; "" where there is none."""
    if len(word) < SLIPS or not is_name(word):
        return ""
    near = process.extractOne(word, _long(), scorer=OSA.distance, score_cutoff=1 + (len(word) > 8))
    return naming.starter_of(near[0]) if near and near[0][0] == word[0] else ""


@cache
def _long() -> tuple[str, ...]:
    """Return the words of one that the skills known from the start are called by, as far as they can be misspelt."""
    words = {
        word
        for name, others in naming.starter_words().items()
        for word in (naming.fold(name), *others)
    }
    return tuple(sorted(word for word in words if word.isalpha() and len(word) >= SLIPS))


def _ends_list(call: Call, words: Sequence[str]) -> str:
    """Return the one word that ends a list and its clause, and is a name that nobody knows yet; "" where none does."""
    ends = len(words) == 2 or words[2:3] == [MARK]
    joined = ends and words[0] in _JOINS - {MARK}
    if not joined or not words[1].isalpha() or not is_name(words[1]):
        return ""
    programs = call.work.programs.of(call.workspace.id)
    known = any(words[1] in heard.plain(one.name).split() for one in programs)
    known = known or bool(call.work.members.answered_to(call.workspace.id, {words[1]}))
    return "" if known else words[1]


def _listed(between: Sequence[str]) -> tuple[str, ...] | None:
    """Return what stands between two skills of a list: nothing, or names that nobody knows yet; None where it ends."""
    if not between:
        return ()
    parts = " ".join("," if word in _JOINS else word for word in between).split(",")
    if len(parts) < 2 or parts[0].strip() or parts[-1].strip():
        return None
    unknown = tuple(" ".join(part.split()) for part in parts if part.strip())
    return unknown if all(map(is_name, " ".join(unknown).split())) else None


_JOINS = frozenset((MARK, "and", "or", "&"))


def _is_common(phrase: str) -> bool:
    """Return whether a word is one of every sentence, though a skill is called so too."""
    return (
        phrase in lexicon.NEUTRAL
        or (len(phrase) < 3 and phrase not in ("c#", "ux", "ui", "qa"))
        or phrase in _COMMON
    )


_COMMON = frozenset(
    "node spring shell containers projects project events focus support training feedback research support privacy "
    "data protection gdpr speaking word english sketch listening planning demos interviews interview benefits photos "
    "tax taxes testing law legal strategy coaching mentoring mentorship teaching onboarding sales hr decisions "
    "customer service customer support audit security embedded discovery productivity swift access helpdesk "
    "help desk".split()
)


def _people(call: Call, written: Sequence[tuple[str, str]]) -> Iterator[Token]:
    """Give the people who are named: by @ or by what looks like a name."""
    bare: dict[int, str] = {}
    for number, (word, raw) in enumerate(written):
        first = number == 0 or written[number - 1][0] == MARK
        if raw.startswith("@"):
            bare[number] = _OWNS.sub("", raw.strip(".,!?:;()\"'“”").replace("’", "'"))
        elif _may_be_name(word, raw, first=first):
            bare[number] = word
    tried = dict(islice(bare.items(), MOST_NAMES))
    asked = {*tried.values(), *(name.removesuffix("s") for name in tried.values())}
    there = call.work.members.answered_to(call.workspace.id, asked) if asked else ()
    known: dict[int, str] = {}
    for number, name in tried.items():
        its = name if name in there else name.removesuffix("s")
        if ":" in its or its in there:
            known[number] = its
    while known:
        begin = last = min(known)
        names = [known.pop(begin)]
        while (after := min(known, default=last)) > last and _joined(written[last + 1 : after]):
            names, last = [*names, known.pop(after)], after
        yield Token(frozenset(("{person}",)), begin, last + 1, PLAIN, {"person": ", ".join(names)})


def _joined(between: Sequence[tuple[str, str]]) -> bool:
    """Return whether what stands between two names makes one list of them."""
    return all(word in _JOINS for word, _ in between)


def _may_be_name(word: str, raw: str, *, first: bool) -> bool:
    if not word.isalpha() or len(word) < 2:
        return False
    return (raw[:1].isupper() and not first) or is_name(word)
