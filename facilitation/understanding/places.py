"""What stands in the places of plain words: a program, a person, a skill, a day, each as a command would take it."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import time

from facilitation.bookings.times import windows
from facilitation.errors import NotFound
from facilitation.people import service as people
from facilitation.programs import service as programs
from facilitation.skills import naming
from facilitation.talk import heard, near, spoken
from facilitation.talk.commands import Call
from facilitation.talk.languages import listed
from facilitation.talk.when import abroad, cadences, dates, rhythms, spans
from facilitation.understanding import named, translating

NEARLY = 80
"""How alike (0-100) a word must be to the name of a program to be offered as it."""

LONG = 4
"""Letters from which on one of several words may be a misspelt skill."""

_TEN = time(10)

_MONTHS = re.compile(r"^(?P<count>\w+) months?$")

_LEADING = re.compile(
    r"^(?:(?:my|our|the|a|an|some|about|with|using|how to use|how to|a bit of|bit of|a little|people|others|everyone"
    r"|somebody|someone|at|in|more|lot about|a lot about)(?: |$))+"
)
_TRAILING = re.compile(
    r"(?: (?:questions?|stuff|here|anymore|well|please|thanks|now|experts?|gurus?|specialists?"
    r"|person|people|folks?|skills?))+$"
)

_POLITE = re.compile(
    r"(?: (?:please|thanks|thank you|next time"
    r"|(?:at|in|for|during) (?:the|our) next (?:meetup|meeting|session|round)))+$"
)
"""What ends a wish and is no part of its words."""

_NO_SKILL = frozenset(
    "i me my mine you your he she they them we us our it its this that these those not no yes do does did is are "
    "was meeting meetings round rounds session circle program partner match nothing something anything everything "
    "everyone company team office what who where when why how here there next week today tomorrow yesterday help "
    "please go going soon later now all people bit lot some any much many more a an the to be been being have has "
    "had will would can could get got longer it".split()
)


_WISH = re.compile(r"i(?:['’]d)? ", re.IGNORECASE)
"""How a clause of its own begins where a list of skills might go on."""


@dataclass(frozen=True, slots=True)
class Read:
    """What stands in a place, as it is written in a line and as it is shown; not `sure` where it is nearly a name."""

    line: str
    shown: str
    sure: bool = True


def is_program(call: Call, words: str) -> bool:
    """Return whether words name a program, as "in coffee", and say nothing else."""
    name = re.sub(r"^(?:in|of|for|from) ", "", words.casefold())
    return any(p.name.casefold() == name for p in call.work.programs.of(call.workspace.id))


def _program(call: Call, words: str) -> Read | None:
    with suppress(NotFound):
        # plain words have long forms, a name may have short ones
        named_so = heard.written(call.line, words)
        found = programs.find(call.work, call.workspace.id, named_so)
        return Read(f"#{found.number}", found.name)
    live = {
        p: p.name.casefold() for p in call.work.programs.of(call.workspace.id) if p.state != "ended"
    }
    nearly = near.nearest(words, live, NEARLY)
    return Read(f"#{nearly.number}", nearly.name, sure=False) if nearly else None


def _person(call: Call, words: str) -> Read | None:
    bare = words.removesuffix("'s").removesuffix(" s")
    found = people.several(call.work, call.workspace.id, bare)
    names = listed([one.name for one in found], either=False)
    return Read(", ".join(f"@{one.handle or one.id}" for one in found), names)


def _skill(call: Call, words: str) -> Read | None:
    words = _TRAILING.sub("", _LEADING.sub("", words))
    programs = (heard.plain(p.name) for p in call.work.programs.of(call.workspace.id))
    if not naming.is_starter(words) and any(f" {name} " in f" {words} " for name in programs):
        return None
    words = _known_in(words)
    parts = words.split()
    if len(several := naming.names(heard.written(call.line, words))) > 1:
        read = [None if _WISH.match(one) else _skill(call, one) for one in several]
        known = [one for one in read if one]
        names = ", ".join(one.line for one in known)
        # where a part of it is none it is a sentence and no list
        whole = len(known) == len(several)
        return Read(names, names, all(one.sure for one in known)) if whole else None
    said = {*parts, *translating.english(words).split()}
    if not naming.is_starter(words) and (not 0 < len(parts) < 5 or _NO_SKILL & said):
        return None
    read_as = naming.read(call.work, call.workspace.id, words)
    near = read_as.near if len(parts) == 1 else _of_one(call, parts)
    if near and not naming.known(call.work, call.workspace.id, words):
        return Read(near[0], near[0], sure=False)
    shown = read_as.name if read_as.name != words else words[:1].upper() + words[1:]
    return Read(shown, shown)


def _known_in(words: str) -> str:
    """Return the skill in words that say nothing else, as in "learning negotiation"; else the words."""
    parts = words.split()
    for length in range(len(parts) - 1, 0, -1) if not naming.is_starter(words) else ():
        for start in range(len(parts) - length + 1):
            part = " ".join(parts[start : start + length])
            rest = (*parts[:start], *parts[start + length :])
            if naming.is_starter(part) and not any(map(named.is_name, rest)):
                return part
    return words


def _of_one(call: Call, parts: Sequence[str]) -> tuple[str, ...]:
    """Return the skills that one of several words is nearly, as in "exel pivot tables"; none where one is a skill."""
    read = [naming.read(call.work, call.workspace.id, one) for one in parts if len(one) >= LONG]
    if any(naming.is_starter(one) for one in parts):
        return ()
    near = ((one.key[0], one.near) for one in read if one.near)
    return next((names for first, names in near if names[0].casefold()[0] == first), ())


def _day(call: Call, words: str) -> Read | None:
    words = " ".join(abroad.english(words.split()))
    dates.until(words, call.now, call.member.zone)
    bare = words.removeprefix("the ")
    shown = bare.capitalize() if bare in spoken.WEEKDAYS else bare
    return Read(words, shown)


def _span(call: Call, words: str) -> Read | None:
    if month := _MONTHS.match(words):
        # months differ in length, so the button says the weeks
        count = spoken.NUMBER.get(month["count"], 0) or float(
            month["count"] if month["count"].isdigit() else 0
        )
        words = f"{int(count) * 4} weeks"
    found = spans.read(spoken.tidy(words, "2w"))
    return Read(words, words) if found and found.days else None


def _length(call: Call, words: str) -> Read | None:
    found = spans.read(spoken.tidy(words, "30m"))
    return Read(words, words) if found and not found.days else None


def _until(call: Call, words: str) -> Read | None:
    at = dates.until(words, call.now, call.member.zone)
    return Read(words, dates.say_moment(at, call.member.zone).split(",")[0])


def _stretch(call: Call, words: str) -> Read | None:
    dates.stretch(words, call.now, call.member.zone)
    return Read(words, words)


def _when(call: Call, words: str) -> Read | None:
    return Read(words, words) if windows.is_window(words, call.now, call.member.zone) else None


def _cadence(call: Call, words: str) -> Read | None:
    rhythms.read(words, call.now, call.member.zone, cadences.Cadence(2, 1, _TEN))
    return Read(words, words)


def _count(call: Call, words: str) -> Read | None:
    count = str(int(spoken.NUMBER[words])) if words in spoken.NUMBER else words
    return Read(count, count) if count.isdecimal() else None


def _any(call: Call, words: str) -> Read | None:
    # a quotation mark would end the quotation it stands in
    as_written = heard.written(call.line, _POLITE.sub("", words)).replace('"', "'")
    return Read(as_written, as_written)


READERS: Mapping[str, Callable[[Call, str], Read | None]] = {
    "program": _program,
    "person": _person,
    "skill": _skill,
    "day": _day,
    "span": _span,
    "until": _until,
    "stretch": _stretch,
    "clock": _cadence,
    "length": _length,
    "when": _when,
    "cadence": _cadence,
    "count": _count,
    "words": _any,
    "words2": _any,
}
"""What reads each kind of place."""
