"""Yes and no in words: they answer the last question that somebody was asked in the same place, and nothing else.

A question is a message with a button that `means` yes or no. It is open until anything else is said or pressed there,
a newer one is asked, or a while has passed; to answer it is to press that button. What goes for good needs more than a
yes: the button, or the words that asked for it once more. Which of two times was meant is answered by writing it.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from facilitation import courtesies
from facilitation.errors import Usage
from facilitation.post import asked
from facilitation.post.asked import Asked
from facilitation.post.outbox import Delivery, Personal, Place, Together
from facilitation.talk import changes, heard
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Filled, Replace, Reply, Say, Typed, Where
from facilitation.talk.when import clocks
from facilitation.work import Work

OPEN = timedelta(days=3)
"""How long a question can be answered in a word: over a weekend."""
LONGEST = 40
"""Characters of a line that may be a yes or a no."""
WHICH = "which"
"""What stands before the ways of a question that neither yes nor no answers."""
_CHOOSES = re.compile(r"^(?:at |until )?([0-9])", re.IGNORECASE)
NO = "leave as it is"
"""What a no does where its question has no button for it."""


def answered(call: Call) -> Call:
    """Return a yes or no as the line of the button that it stands for; any other call as it is."""
    if not call.asked:
        return call
    meant = _meant(call)
    if not meant and not _may_repeat(call) and not _may_choose(call):
        return call
    found = call.work.asked.of(call.member.id, place(call.where))
    if found is None or call.now - found.at > OPEN:
        return call
    if found.yes.startswith(WHICH):
        line = _chosen(call.line, found)
    elif not meant:
        line = _repeated(call.line, found.yes)
    else:
        line = found.yes if meant == "yes" else found.no or NO
    return replace(call, line=line) if line else call


def _may_choose(call: Call) -> bool:
    """Tell whether a line may say which of two was meant: a time or a day, with which no command begins."""
    return call.answers is None and bool(_CHOOSES.match(call.line)) and len(call.line) <= LONGEST


def _chosen(said: str, asked: Asked) -> str:
    """Return the line of the way that was written, as it is called or as another writes that time; else nothing."""
    wanted = _CHOOSES.sub(r"\1", said.casefold().rstrip(" .!"))
    ways = [way.split("\t", 2)[1:] for way in (asked.yes, asked.no)]
    words = [{called.casefold(), *line.casefold().split()} for called, line in ways]
    for (called, line), own, other in zip(ways, words, reversed(words), strict=True):
        if wanted in own - other or (not wanted.isdecimal() and _time(wanted, called)):
            return line
    return ""


def _time(one: str, other: str) -> bool:
    """Tell whether both are the same time of the day."""
    with suppress(Usage):
        return (at := clocks.read(one)) is not None and at == clocks.read(other.casefold())
    return False


def which(
    work: Work, member: str, where: Where, ways: Sequence[tuple[str, str]], now: datetime
) -> None:
    """Keep which one of two something may have meant, so that writing it does what its button does."""
    if len(ways) == 2:
        yes, no = (f"{WHICH}\t{called}\t{line}" for called, line in ways)
        _keep(work, [member], place(where), (yes, no), now)


def _may_repeat(call: Call) -> bool:
    """Tell whether a line may say again what goes for good: most never do, and are not looked up."""
    return call.answers is None and call.line.casefold().startswith("forget ")


def _repeated(line: str, asked: str) -> str:
    """Return the line of the button that a question needs, where it was answered by its own words; else nothing."""
    if not asked.startswith(f"{changes.IN_FULL} "):
        return ""
    button = asked.removeprefix(f"{changes.IN_FULL} ")
    return button if changes.own_words(button).casefold() == line.casefold() else ""


def _meant(call: Call) -> Literal["yes", "no", ""]:
    if call.answers is not None or len(call.line) > LONGEST:
        return ""
    if heard.find(call.line, courtesies.AGREE):
        return "yes"
    refused = heard.find(call.line, courtesies.REFUSE + courtesies.NEVER_MIND)
    return "no" if refused else ""


def remember(incoming: Typed | Filled, call: Call, reply: Reply) -> None:
    """Keep what a reply asks, in place of what was asked there before; what nobody said or did changes nothing."""
    if isinstance(incoming, Typed) and incoming.by_itself:
        return
    lines = asked.answers(reply.message) if isinstance(reply, Say | Replace) else None
    if lines is None and call.asked:
        call.work.asked.close(call.member.id, place(call.where))
    elif lines is not None:
        _keep(call.work, [call.member.id], place(call.where), lines, call.now)


def arrived(work: Work, delivery: Delivery, now: datetime) -> None:
    """Keep what a delivery asks of whom it has reached: somebody alone, or each of a circle in its chat."""
    lines = asked.answers(delivery.message)
    if lines is None:
        return
    match delivery.to:
        case Personal(member):
            _keep(work, [member], "", lines, now)
        case Together(members):
            _keep(work, members if delivery.conversation else (), delivery.conversation, lines, now)
        case Place(conversation, thread):
            circles = work.circles.in_conversation(delivery.workspace, conversation, thread)
            asked_of = {member for circle in circles for member in circle.members}
            where = place(Where(conversation, "circle", thread=thread))
            _keep(work, sorted(asked_of), where, lines, now)


def _keep(
    work: Work, members: Iterable[str], where: str, lines: tuple[str, str], now: datetime
) -> None:
    work.asked.put([Asked(member, where, *lines, at=now) for member in members])


def place(where: Where) -> str:
    """Return the name under which the last question in a conversation, or in a thread of it, is kept."""
    return "" if where.kind == "personal" else f"{where.id} {where.thread}".rstrip()
