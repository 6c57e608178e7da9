"""What people say about decks: which there are, use one, bring one, take one along."""

from datetime import datetime

from facilitation.discussions import deck_views, heard, turns
from facilitation.discussions.prompt_commands import program_of
from facilitation.errors import NotFound, UserError
from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.post import handing
from facilitation.programs.decks import files, library
from facilitation.programs.decks.library import Deck
from facilitation.programs.formats.wrong import Wrong
from facilitation.programs.model import Program
from facilitation.talk import grammar
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.messages import File, Message
from facilitation.talk.phrases import say
from facilitation.work import Work


def decks(call: Call) -> Reply:
    """Show the decks there are, and which one a program has."""
    return _listed(call, program_of(call, call.given.get("program", "")))


def _listed(call: Call, program: Program) -> Reply:
    every = list(library.every(call.work, call.workspace.id).values())
    brings = rights.may(call.member, "facilitator")
    return Say(deck_views.decks(program, every, turns.deck(call.work, program), brings=brings))


def use(call: Call) -> Reply:
    """Show a deck, with the button that lets a program use it; all of them where none is named."""
    words = grammar.tokens(call.given.get("said", ""))
    numbered = [w.value for w in words if w.value.startswith("#") and not w.quoted]
    program = program_of(call, numbered[0] if numbered else "")
    named = " ".join(w.value for w in words if w.value not in numbered)
    if not named:
        return _listed(call, program)
    return Say(deck_views.deck(program, _deck(call, named)))


def bring(call: Call) -> Reply:
    """Keep a deck for the workspace; the form where it is missing, or what is wrong with it, line by line."""
    if not rights.may(call.member, "facilitator"):
        sentence = say("Only facilitators can bring a deck.")
        raise rights.refused(call.work, call.workspace.id, sentence)
    text = call.given.get("deck", "")
    if call.answers is None and not text:
        return Ask(deck_views.import_form())
    name, summary = (call.given.get(field, "").strip() for field in ("called", "summary"))
    try:
        deck = files.read(text, name, summary)
        anew = library.keep(call.work, call.workspace.id, deck, call.member, call.now)
    except UserError as error:
        field = "deck" if isinstance(error, Wrong) else error.field or "called"
        return Ask(deck_views.import_form(name, summary, text), {field: error.sentence})
    return Say(deck_views.imported(deck, anew=anew))


def take_along(call: Call) -> Reply:
    """Show a deck as the text of a file."""
    deck = _deck(call, call.given["deck"])
    return Say(deck_views.exported(deck, library.written(deck)))


def file(work: Work, member: Member, words: str, _now: datetime) -> Message:
    """Return the message that a deck goes with; raises NotFound."""
    deck = _found(work, member.workspace, words)
    name = handing.called("yaml", "deck", deck.name)
    title = say("The deck {deck}", deck=deck.name)
    return Message(title, file=File(name, say("Open the deck"), "deck", deck.name))


def text_of(work: Work, member: Member, words: str, _now: datetime) -> str:
    """Return a deck as the text of its file; raises NotFound."""
    return library.written(_found(work, member.workspace, words))


def _deck(call: Call, word: str) -> Deck:
    return _found(call.work, call.workspace.id, word)


def _found(work: Work, workspace: str, word: str) -> Deck:
    every = library.every(work, workspace)
    found = library.nearest(word, every)
    if found is None:
        raise NotFound(say("There is no such deck. There are: {decks}.", decks=list(every)))
    return found


COMMANDS: tuple[Command, ...] = (
    Command(
        words="deck list",
        heard=heard.DECKS,
        summary=say("See the decks of questions there are, and choose one"),
        run=decks,
        topic="For facilitators",
        arguments=(Argument("program", "text", optional=True),),
        also=("decks",),
    ),
    Command(
        words="deck use",
        summary=say("Let a program take its questions from a deck"),
        run=use,
        topic="For facilitators",
        arguments=(Argument("said", "text", optional=True, shown="engineering [#program]"),),
        examples=("deck use engineering",),
    ),
    Command(
        words="deck import",
        summary=say("Bring a deck of your own: a list of questions, a table or a file"),
        run=bring,
        topic="For facilitators",
        form=True,
    ),
    Command(
        words="deck export",
        summary=say("Have a deck as a file"),
        run=take_along,
        topic="For facilitators",
        arguments=(Argument("deck", "text"),),
        examples=("deck export engineering",),
    ),
)
