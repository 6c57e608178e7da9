"""What search knows of a takeaway: its stems, what they mean, and marks that say of what skill and kind it is."""

from hashlib import blake2s

from facilitation.knowledge.model import Takeaway, Term, Wanted
from facilitation.knowledge.words import meanings, stems
from facilitation.skills import naming
from facilitation.statements import service as statements
from facilitation.work import Work


def mark(kind: str, value: str) -> str:
    """Return what stands among the stems for a skill, a program or a kind; no word looks like it."""
    return f"0{kind}{blake2s(value.encode(), digest_size=6).hexdigest()}"


def stems_of(takeaway: Takeaway) -> tuple[list[str], list[str]]:
    """Return the stems of a takeaway's title, skills included, and all that it is found by."""
    language = stems.language_of(stems.words(f"{takeaway.title} {takeaway.text}"))
    title = _said(f"{takeaway.title} {takeaway.skill}", language)
    marks = [
        EVERY,
        spoken(language),
        mark("k", takeaway.kind),
        *(mark("p", one) for one in (takeaway.program,) if one),
        *(mark("s", naming.fold(skill)) for skill in takeaway.skills),
    ]
    return title, [*title, *_said(f"{takeaway.text} {takeaway.link}", language), *marks]


def said(text: str) -> list[str]:
    """Return the stems of a text in its own language, and the marks of what its words and phrases may mean."""
    return _said(text, stems.language_of(stems.words(text)))


def _said(text: str, language: str) -> list[str]:
    words = stems.words(text)
    found = [
        one
        for word in stems.telling(words, language)
        for one in (stems.stem(word, language), *sorted(meanings.concepts(word)))
    ]
    phrases = meanings.phrases([stems.stem(word, "english") for word in words])
    return [*found, *(mark for _, _, means in phrases for mark in sorted(means))]


def write(work: Work, takeaway: Takeaway) -> None:
    """Let a takeaway be found by its words as they are now."""
    title, every = stems_of(takeaway)
    work.search.index(takeaway.id, takeaway.workspace, title, every)


EVERY = "0every"
"""A mark that every takeaway has, by which they are counted."""


def spoken(language: str) -> str:
    """Return the mark of what is written in a language."""
    return f"0l{language}"


def marked(wanted: Wanted) -> list[list[Term]]:
    """Return the terms that narrow a search to what is wanted, as far as few have them."""
    marks = [mark("k", wanted.kind)] if wanted.kind == "resource" else []
    if wanted.program:
        marks.append(mark("p", wanted.program))
    if wanted.skill:
        marks.append(mark("s", naming.fold(wanted.skill)))
    return [[Term(one)] for one in marks]


def remove(work: Work, takeaway: Takeaway) -> None:
    """Remove a takeaway, all that it is found by, and what was told of it."""
    statements.is_no_more(work, takeaway.id)
    work.search.forget(takeaway.id, takeaway.workspace)
    work.takeaways.remove(takeaway.id)
