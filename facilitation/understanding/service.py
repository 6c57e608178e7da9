"""Plain words: what somebody means who does not speak in commands.

What is certain and harmless is done; what would change something is offered as one button that says the whole of it;
what is not understood gets a kind sentence. Nothing is sent, stored or published on a guess.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from facilitation.errors import NotAllowed, UserError
from facilitation.people.model import Member
from facilitation.steering import setting_words
from facilitation.talk import grammar, heard, lexicon
from facilitation.talk.commands import Call, Command
from facilitation.talk.heard import Heard
from facilitation.talk.incoming import Filled, Incoming, Typed
from facilitation.talk.messages import Button, Message, buttons, text
from facilitation.talk.phrases import say
from facilitation.talk.when import dates
from facilitation.understanding import fitting, hints, places, reading, resembling
from facilitation.understanding.guessing import MOST, WHOLLY, Guess, guesses
from facilitation.understanding.placing import Meant, placed
from facilitation.understanding.smalltalk import THINGS
from facilitation.work import Work

_ID = re.compile(r"(?:^|\s)(?:[a-z]{3}_\w|#\d)")

_ASKED_TO_INVITE = re.compile(r"please,? (?=invite\b)(?!.*\bto\b[^,;.]*[,;.]\s+\w)", re.IGNORECASE)
"""A line that is an invitation to a program but for its politeness; "invite" could mean a booking elsewhere."""

_KIND = re.compile(
    r"[👍👏👌🙏🙌🤝🎉🥳💯✅🙂😊😀😃😄😁😍🥰😂🤣😅🤗😎😉❤♥💙💚💛💜🧡🤍]|[:;=]['-]?[)DP]|\^\^"
)
"""Signs that are a kind word; others that are drawn greet."""
_DRAWN = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff]")

_SETTINGS = frozenset(("set", "settings", "unset"))
"""Commands that take a program, one of its settings and a value."""

_LISTS = frozenset(("offer", "want", "unoffer", "unwant"))
"""Commands that take a list."""

_IN_NEED = "a person"
"""What whoever is harassed, or not well, is offered: somebody to talk to."""

FEWEST = 3
"""Words of a line that may be a sentence though it begins like a command."""

_OURS = frozenset(
    "you your peerloop bot this circle circles round rounds matched paired match program programs reflections "
    "harass harassed harassment bullying bullied discrimination mobbing complaint report".split()
)
"""Words of questions that colleagues cannot answer, or that are nobody's but the asker's."""

_ASKS = tuple(
    "who |what |how |where |why |which |does |is there |has |can someone |can anyone |should |anyone |when ".split(
        "|"
    )
)


def meant(call: Call, every: Sequence[Heard], *, sure: bool = False) -> Meant | None:
    """Return what a line means beyond doubt of its places; with `sure` only as it is said word by word."""
    if not heard.plain(call.line):
        return _signs(call.line)
    for hit in heard.find(call.line, every):
        if found := placed(call, hit):
            return found
    if sure:
        return None
    guessed = guesses(call, every)
    return guessed[0].meant if guessed and guessed[0].sure else None


def _signs(line: str) -> Meant | None:
    """Return what a line without a word in it means: a kind word, a greeting, or nothing."""
    if "?" in line:
        return Meant("help", "", harmless=True)
    if _KIND.search(line):
        return Meant("thanks", "", harmless=True)
    return Meant("hello", "", harmless=True) if _DRAWN.search(line) else None


def of(call: Call, phrases: Mapping[str, Command], every: tuple[Heard, ...]) -> Meant | None:
    """Return what a line in plain words means; None for a command, an answer, and what means nothing."""
    found = _of(call, phrases, every)
    return fitting.certain(call, found) if found else None


def _of(call: Call, phrases: Mapping[str, Command], every: tuple[Heard, ...]) -> Meant | None:
    if call.answers is not None or call.agreed:
        return None
    if asked := _ASKED_TO_INVITE.match(call.line):
        return Meant(call.line[asked.end() :], "", harmless=True)
    command = grammar.split(call.line, phrases)
    if command is None or not command[0] or is_prose(call, phrases, command):
        return meant(call, every)
    if _is_no_sentence(call, command[1]):
        return None
    if said := meant(call, opening(every), sure=True):
        return said
    if phrases[command[0]].freely or not is_sentence(command[1]):
        return None
    if places.is_program(call, command[1]):
        return None
    if command[0] == "move" and is_from_day(call, command[1]):
        return None
    if command[0] in _SETTINGS and setting_words.named(call, command[1]):
        return None
    found = _beyond_command(guesses(call, every), command[0])
    return None if found and _is_of(found, command[0]) else found


def instead(
    call: Call, phrases: Mapping[str, Command], every: Sequence[Heard], error: UserError
) -> Meant | list[Meant]:
    """Return what a line means beyond doubt that begins like a command which could not take it.

    Else what it may mean besides, if anything: why the command could not take it is said with these. Nothing of what a
    button carries.
    """
    command = grammar.split(call.line, phrases)
    if command is None or _is_no_sentence(call, command[1]) or len(call.line.split()) < FEWEST:
        return []
    if isinstance(error, NotAllowed) and not is_sentence(command[1].replace(",", "")):
        return []
    if len(rest := command[1].split()) == FEWEST - 1 and _is_drawn(rest[-1]):
        return []
    if phrases[command[0]].freely or (command[0] in _LISTS and "," in command[1]):
        return []
    guessed = guesses(call, every)
    if phrases[command[0]].exactly or "@" in command[1]:
        # nobody is asked for less than what was said, and a sign before a name is no sentence
        return [one.meant for one in guessed if one.meant.harmless and one.likely]
    if found := _beyond_command(guessed, command[0]):
        bare = found.line == command[0] and is_sentence(command[1])
        return [] if _is_of(found, command[0]) and found.harmless and not bare else found
    return [one.meant for one in guessed if one.likely and one.meant.line != call.line]


def _is_of(found: Meant, words: str) -> bool:
    """Return whether what was found is the very command that a line begins with, or the help on it."""
    return found.line.startswith((words, f'help "{words}"'))


def is_prose(call: Call, phrases: Mapping[str, Command], command: tuple[str, str] | None) -> bool:
    """Return whether a line is no command: it starts with none, or goes on after one that takes nothing."""
    if command is None or (command[1] and " ".join(command).startswith(("want to ", "set up "))):
        return True
    typed = call.answers is None and not call.agreed
    return typed and bool(command[1]) and not phrases[command[0]].arguments


def asked(call: Call, every: Sequence[Heard]) -> Message:
    """Return what is asked about words that mean nothing for sure."""
    guessed = guesses(call, every)
    likely = bool(guessed) and not guessed[0].faint
    asks = _asking(call.line) if resembling.is_strange(reading.read(call), tuple(every)) else ()
    these = guessed[: MOST - len(asks)] if likely else guessed
    if guessed and guessed[0].meant.line == _IN_NEED:
        # who may be in need is not asked about bookings and skills besides
        these = guessed[:1]
    if (fits := fitting.offered(call, [one.meant for one in these])) and likely:
        return maybe(fits, asks)
    shown = [Button(one.does, one.line) for one in fits]
    by_line = {one.command.replace('"', ""): one for one in (*hints.of(call), *shown)}
    return unknown(call.line, list(by_line.values())[: MOST + 1])


def _beyond_command(guessed: Sequence[Guess], words: str) -> Meant | None:
    """Return what a line means that only begins like a command; None where too much of it is left unsaid.

    Nobody begins like a command of several words by chance.
    """
    if not guessed or not guessed[0].sure:
        return None
    first = guessed[0]
    by_chance = first.meant.harmless and " " not in words
    return first.meant if by_chance or first.score >= WHOLLY else None


def is_from_day(call: Call, rest: str) -> bool:
    """Return whether what follows a command's word is a day from which something goes to another."""
    day, to, _ = rest.partition(" to ")
    with suppress(UserError):
        return bool(to) and bool(dates.day(day, call.now, call.member.zone))
    return False


def is_sentence(rest: str) -> bool:
    """Return whether what follows a command's word reads like a sentence."""
    words = heard.plain(rest).split()
    return len(words) > 1 and "," not in rest and any(map(lexicon.neutral, words))


def is_command(rest: str) -> bool:
    """Return whether a line is a command and nothing else: alone, or with an id, a number, signs or a quotation."""
    quoted = any(token.quoted for token in grammar.tokens(rest))
    return (
        not rest or rest[0] in grammar.QUOTES or quoted or _is_drawn(rest) or bool(_ID.search(rest))
    )


def _is_no_sentence(call: Call, rest: str) -> bool:
    """Return whether a line is a command and nothing else, or longer than anybody says anything: a list without end."""
    return is_command(rest) or len(call.line) > heard.LONGEST


def _is_drawn(name: str) -> bool:
    """Return whether a name is drawn signs alone, none of them a kind word: as a sentence it would read as nothing."""
    return not heard.plain(name) and bool(_DRAWN.search(name)) and not _KIND.search(name)


def is_unsure(
    work: Work, member: Member | None, incoming: Incoming, phrases: Mapping[str, Command]
) -> bool:
    """Return whether the platform must say first who somebody is: unknown, gone, or about to lead where nobody does."""
    if member is None or member.state == "gone":
        return True
    if member.role == "admin" or not isinstance(incoming, Typed | Filled):
        return False
    found = grammar.split(grammar.tidy(incoming.line[: grammar.LONGEST_LINE]), phrases)
    leads = found is not None and phrases[found[0]].topic in ("For facilitators", "For admins")
    return leads and not work.members.has_admin(member.workspace)


@lru_cache(maxsize=4)
def opening(ways: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """Return the ways that begin with a word of their own: what begins with a command is read by no others."""
    kept = (replace(one, says=tuple(s for s in one.says if not s.startswith("{"))) for one in ways)
    return tuple(one for one in kept if one.says)


def every(commands: Sequence[Command]) -> tuple[Heard, ...]:
    """Return every way in which people say a command."""
    return tuple(one for command in commands for one in command.heard)


def offered(one: Meant) -> Message:
    """Return the question whether this was meant, with the one button that does it."""
    return Message(
        say("Shall I do this?"),
        (
            text(say("I have not done anything yet. If I understood you, press the button.")),
            buttons(
                Button(one.does, one.line, "primary", "yes"),
                Button(say("Something else"), "help", means="no"),
            ),
        ),
    )


def maybe(these: Sequence[Meant], besides: Sequence[Button] = ()) -> Message:
    """Return the question which of some things was meant, each on a button that says the whole of it."""
    return Message(
        say("I am not sure what you mean"),
        (
            text(say("Is it one of these?")),
            buttons(
                *(Button(one.does, one.line) for one in these if one.line != THINGS[-1].command),
                *besides,
                THINGS[-1],
            ),
        ),
    )


def unknown(line: str, hints: Sequence[Button] = ()) -> Message:
    """Return what is said to words that mean nothing here, with three things to do."""
    shown = {one.command for one in hints}
    return Message(
        say("I did not understand that"),
        (
            text(
                say(
                    "I understand simple requests, such as “find someone for Excel” or “I am away until "
                    "Monday”. Nothing was sent or changed. Here is what you can do:"
                )
            ),
            buttons(*_asking(line), *hints, *(one for one in THINGS if one.command not in shown)),
        ),
    )


def _asking(line: str) -> tuple[Button, ...]:
    """Return the button that puts a question to colleagues, where a line is one."""
    return (Button(say("Ask colleagues this"), f"ask {line}"),) if _is_question(line) else ()


def _is_question(line: str) -> bool:
    words = heard.plain(line)
    if _OURS & set(words.split()):
        return False
    return len(words.split()) > 2 and (line.rstrip().endswith("?") or words.startswith(_ASKS))
