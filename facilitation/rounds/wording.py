"""What a program's format says, as phrases: each sentence with those of the places that it names."""

from collections.abc import Iterable
from typing import Any

from facilitation.programs.formats import library
from facilitation.programs.formats.acts import PLACES
from facilitation.programs.model import Program
from facilitation.talk.messages import Block, Bold, text
from facilitation.talk.phrases import Phrase
from facilitation.work import Work


def said(sentence: str, **places: Any) -> Phrase:
    """Return a sentence of a format with its places filled."""
    named = set(PLACES.findall(sentence))
    return Phrase(sentence, {name: places[name] for name in places if name in named})


def means(work: Work, program: Program) -> Phrase:
    """Return what taking part in a program means, as its format says it."""
    return said(library.of(work, program).means, program=Bold(program.name))


def lines(sentences: Iterable[str], **places: Any) -> tuple[Block, ...]:
    """Return sentences of a format as paragraphs."""
    return tuple(text(said(sentence, **places)) for sentence in sentences)


def says(work: Work, program: Program, act: str) -> tuple[str, ...]:
    """Return what the first step that does this says in the program's format."""
    steps = library.of(work, program).steps
    found = next((step for step in steps if step.act == act), None)
    return getattr(found, "says", ())
