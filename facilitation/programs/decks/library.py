"""The decks that come with Peerloop, and reading one: it is right, or what is wrong is said with its line."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.people.plainly import folded
from facilitation.programs.decks.model import WorkspaceDeck
from facilitation.programs.formats.source import Source
from facilitation.programs.formats.wrong import (
    Problem,
    Wrong,
    can_be,
    guessed,
    impossible,
    missing,
    twice,
    unknown,
)
from facilitation.talk import near
from facilitation.talk.phrases import Phrase, say
from facilitation.work import Work

Kind = Literal["story", "practice", "opinion", "problem", "exchange", "reflection", "outlook"]
"""What a prompt asks for: something that happened, how one works, a view, what one is stuck on, what one can give or
use, a look back, a look ahead."""


class DeckPrompt(BaseModel):
    """One question of a deck; `depth` goes from 1, easily answered, to 3, which takes trust."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    kind: Kind
    depth: int = Field(ge=1, le=3)
    asks: str = Field(min_length=8, max_length=300)
    formats: tuple[str, ...] = Field(default=(), alias="for")
    """The formats it suits, where these are others than its deck's."""


class Deck(BaseModel):
    """Prompts in order, under a name."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: str = Field(min_length=2, max_length=40)
    summary: str = Field(min_length=2, max_length=120)
    formats: tuple[str, ...] = Field(default=(), alias="for")
    prompts: tuple[DeckPrompt, ...] = Field(min_length=1, max_length=500)

    def suits(self, format: str) -> bool:
        """Return whether the deck was made for programs of a format; one that says nothing suits all."""
        return not self.formats or format in self.formats


MOST = 40
"""So many decks of its own a workspace has at the most."""
NEAR = 80
"""How alike (0-100) a word must be to a deck's name to be taken for it."""
_FIRST = "first_meetings.yaml"
_CAN_BE = {
    "name": say("“name” is what the deck is called, in 2 to 40 characters"),
    "summary": say("“summary” says what the deck is about, in 2 to 120 characters"),
    "for": say(
        "“for” names formats, in brackets and with commas: {example}",
        example="[pairs, discussion]",
    ),
    "prompts": say("a deck has 1 to 500 questions, such as: What did you learn this week?"),
    "question": say("a question has an id, a kind, a depth and what it asks"),
    "id": say("“id” is a name in small letters, digits and “-”, such as last-week"),
    "depth": say("“depth” is 1, 2 or 3: from easily answered to what takes trust"),
    "asks": say("a question has 8 to 300 characters, such as: What did you learn this week?"),
}
"""What can stand in a deck, for whoever does not program."""


@cache
def ours() -> dict[str, Deck]:
    """Return the decks that come with Peerloop, by name."""
    folder = files("facilitation.programs.decks")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".yaml"))
    return {deck.name: deck for deck in map(_ours, names)}


def first() -> Deck:
    """Return the deck for people who have never met; no other is read for it."""
    return _ours(_FIRST)


@cache
def _ours(name: str) -> Deck:
    return read((files("facilitation.programs.decks") / name).read_text("utf-8"))


def every(work: Work, workspace: str) -> dict[str, Deck]:
    """Return the decks that programs of a workspace can use, by name: ours, then its own."""
    return ours() | {kept.name: read(kept.text) for kept in work.decks.of(workspace)}


def keep(work: Work, workspace: str, deck: Deck, by: Member, now: datetime) -> bool:
    """Keep a deck as a workspace's own; return whether it took the place of another. Raises UserError."""
    if folded(deck.name) in map(folded, ours()):
        raise UserError(
            say("{deck} comes with Peerloop. Give yours another name.", deck=deck.name),
            field="called",
        )
    own = {folded(kept.name): kept.name for kept in work.decks.of(workspace)}
    anew = folded(deck.name) in own
    if not anew and len(own) >= MOST:
        raise UserError(
            say(
                "There are {most} decks of your own already, which is as many as I keep.", most=MOST
            )
        )
    work.decks.keep(
        WorkspaceDeck(
            id=work.new_id("dck"),
            workspace=workspace,
            name=own.get(folded(deck.name), deck.name),
            text=written(deck),
            by=by.id,
            at=now,
        )
    )
    return anew


def nearest(word: str, among: Mapping[str, Deck]) -> Deck | None:
    """Return the deck that a word names, or nearly names; None where it names none."""
    decks = {folded(name): deck for name, deck in among.items()}
    name = folded(word).strip("\"'“”")
    if name in decks:
        return decks[name]
    found = near.nearest(name, {each: each for each in decks}, NEAR)
    return decks[found] if found else None


def read(text: str) -> Deck:
    """Return the deck that a YAML text describes; raises Wrong with line and column."""
    source = Source(text)
    if not isinstance(source.data, dict):
        raise Wrong([source.problem((), say("a deck begins with: {line}", line="name: …"))])
    return validated(source.data, source.problem)


def written(deck: Deck) -> str:
    """Return a deck as YAML, which is read as the same deck again."""
    lines = [f"name: {_text(deck.name)}", f"summary: {_text(deck.summary)}"]
    if deck.formats:
        lines.append(f"for: [{', '.join(deck.formats)}]")
    lines.append("prompts:")
    for one in deck.prompts:
        suits = f", for: [{', '.join(one.formats)}]" if one.formats else ""
        lines.append(
            f'  - {{id: "{one.id}", kind: {one.kind}, depth: {one.depth}{suits}, asks: {_text(one.asks)}}}'
        )
    return "\n".join(lines) + "\n"


def _text(words: str) -> str:
    """Return a text between quotation marks, as JSON and YAML both read it."""
    return json.dumps(words, ensure_ascii=False)


def validated(data: Any, problem: Callable[[Sequence[Any], Phrase], Problem]) -> Deck:
    """Return the deck that plain data describe; raises Wrong, with the `problem` at each place that is wrong."""
    try:
        deck = Deck.model_validate(data)
    except ValidationError as error:
        # that there are too few follows where those that there are are wrong
        found = [e for e in error.errors() if e["type"] != "too_short" or not e["input"]]
        raise Wrong([_problem(one, problem) for one in found]) from None
    seen: set[str] = set()
    again = []
    for number, prompt in enumerate(deck.prompts):
        if prompt.id in seen:
            again.append(problem(("prompts", number, "id"), twice(prompt.id)))
        seen.add(prompt.id)
    if again:
        raise Wrong(again)
    return deck


def _problem(error: Any, problem: Callable[[Sequence[Any], Phrase], Problem]) -> Problem:
    """Return what pydantic found wrong as a sentence at its place."""
    path = error["loc"]
    kind, last, given = error["type"], path[-1] if path else "", str(error["input"])
    if kind == "extra_forbidden":
        known = Deck.model_fields | DeckPrompt.model_fields
        words = [field.alias or name for name, field in known.items()]
        return problem(path, unknown(last, words))
    if kind == "literal_error":
        kinds = get_args(Kind)
        said = say("“{given}” is no kind of question.", given=given[:40])
        return problem(path, guessed(said, given, kinds, can_be(kinds)))
    if kind == "missing":
        return problem(path[:-1], missing(last))
    if isinstance(last, int):
        # a text stands among those of “for”, a set of lines among the questions
        last = "question" if path[0] == "prompts" and len(path) == 2 else "for"
    return problem(path, _CAN_BE.get(str(last)) or impossible(given))
