"""A file that somebody lays before Peerloop: a format, a program or a deck, shown before anything of it is kept."""

import re
from dataclasses import replace

from facilitation.discussions import deck_views
from facilitation.errors import UserError
from facilitation.filing import commands, formats
from facilitation.people import rights
from facilitation.programs.decks import files, library
from facilitation.programs.decks.library import Deck
from facilitation.programs.formats.source import LARGEST
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Reply
from facilitation.talk.messages import Block, Items, Message, text
from facilitation.talk.phrases import Phrase, say, say_n

LINE = "file dropped"
"""The line that an adapter sends with a file: its `name`, its `text`, or the `problem` for which it has none."""
NAMES = (".yaml", ".yml", ".csv", ".txt")
"""How the names of files end that are opened; no other file is."""
SHOWN = 5

_PROGRAM = re.compile(r"^program:", re.MULTILINE)
_FORMAT = re.compile(r"^steps:", re.MULTILINE)
_PROBLEMS: dict[str, Phrase] = {
    "closed": say("I may not open files here. Paste what stands in it instead."),
    "large": say("That file is larger than any that I take: {n} KB are the most.", n=LARGEST // 1024),
    "late": say("I could not fetch that file in time. Send it again, or paste what stands in it."),
    "unread": say("That is no text that I can read. Save it as text (UTF-8) and send it again."),
}  # fmt: skip
_PASTED = (
    (say("Paste a format"), "format import"),
    (say("Paste a program"), "program import"),
    (say("Paste a deck"), "deck import"),
)


def dropped(call: Call) -> Reply:
    """Show what a file would do: a program or a format by what stands in it, else a deck of questions."""
    body = call.given.get("text", "")
    if problem := _PROBLEMS.get(call.given.get("problem", "")):
        raise UserError(problem, ways=_PASTED)
    if _PROGRAM.search(body) or _FORMAT.search(body):
        if not rights.may(call.member, "admin"):
            sentence = say("Only admins can bring formats and programs.")
            raise rights.refused(call.work, call.workspace.id, sentence)
        taken = commands.look_at_program if _PROGRAM.search(body) else commands.look_at_format
        return taken(call, body)
    return _deck(call, body, _called(call.given.get("name", "")))


def _called(name: str) -> str:
    stem = name.rsplit(".", 1)[0]
    return " ".join(re.sub(r"[_\-]+", " ", stem).split())[:60]


def keep_deck(call: Call) -> Reply:
    """Propose the deck that a member laid before us."""
    draft, _, called = call.given["draft"].partition(" ")
    return _proposed(call, draft, formats.drafted(call.work, call.member, draft).text, called)


def _deck(call: Call, body: str, called: str) -> Reply:
    if not rights.may(call.member, "facilitator"):
        sentence = say("Only facilitators can bring a deck.")
        raise rights.refused(call.work, call.workspace.id, sentence)
    files.read(body, called)
    draft = formats.draft(call.work, call.workspace.id, body, call.member, call.now)
    return _proposed(call, draft.id, body, called)


def _proposed(call: Call, draft: str, body: str, called: str) -> Reply:
    deck = files.read(body, called)
    line = f"keep deck {draft} {called}".strip()

    def apply() -> Message:
        anew = library.keep(call.work, call.workspace.id, deck, call.member, call.now)
        kept = formats.drafted(call.work, call.member, draft)
        call.work.formats.drop(call.workspace.id, kept.name)
        return deck_views.imported(deck, anew=anew)

    title = say("Keep the deck {deck}?", deck=deck.name)
    change = Change(title, _shown(deck), apply, say("Keep it"))
    return propose(replace(call, line=line, answers=None), change)


def _shown(deck: Deck) -> tuple[Block, ...]:
    count = say_n("It has one question.", "It has {n} questions.", len(deck.prompts))
    return (text(count), Items(tuple((one.asks,) for one in deck.prompts[:SHOWN])))


COMMANDS: tuple[Command, ...] = (
    Command(
        words=LINE,
        summary=say("Look at a file that somebody sent"),
        run=dropped,
        topic="For facilitators",
        listed=False,
    ),
    Command(
        words="keep deck",
        summary=say("Keep a deck that somebody sent as a file"),
        run=keep_deck,
        topic="For facilitators",
        arguments=(Argument("draft", "text"),),
        listed=False,
    ),
)
