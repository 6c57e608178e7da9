"""How the values of settings are read from what an admin types; each raises a sentence with an example."""

import re
from collections.abc import Callable, Collection, Hashable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar, get_args

from facilitation.errors import Usage, UserError
from facilitation.people.plainly import folded, kept, short
from facilitation.programs.model import Preference
from facilitation.talk import near, spoken
from facilitation.talk.incoming import Where
from facilitation.talk.messages import Code
from facilitation.talk.phrases import OneOf, say
from facilitation.talk.when import dates, days
from facilitation.talk.when.hours import local

LONGEST_NAME = 60
LONGEST_GOAL = 300
SMALLEST, LARGEST = 2, 8
"""No circle is smaller or larger: satisfaction peaks at 4-5, action learning works with 5-8."""

MOST_SKIPS = 60

_NONE = frozenset(
    (
        "none",
        "no",
        "never",
        "off",
        "nothing",
        "0",
        "-",
        "without",
        "no end",
        "without end",
        "no notice",
    )
)
_YES = frozenset({"yes", "on", "true", "allowed", "allow", "may", "ok"})
_NO = frozenset({"no", "off", "false", "never", "not", "forbidden"})
_COUNT = re.compile(r"([0-9]{1,6})(?: ?[a-z ]{1,40})?")
_SIZES = re.compile(r"[0-9]{1,4}")
_RANGE = re.compile(r"[0-9a-z][0-9a-z ,()-]{0,40}")
_BETWEEN = re.compile(r"\s+(?:to|until|–|—)\s+|\s*\.\.+\s*|\s+-\s+")
_ALSO = re.compile(r"(?:(?:also|and|plus)\b|\+)\s*", re.IGNORECASE)
_BUT = re.compile(r"(?:(?:not|no longer|without)\b|-)\s*", re.IGNORECASE)
_One = TypeVar("_One", bound=Hashable)


def nothing(text: str) -> bool:
    """Return whether the text says that there shall be none."""
    return folded(text) in _NONE


def name(text: str) -> str:
    """Return a program's name: up to 60 characters, a letter among them."""
    line = short(text, LONGEST_NAME, say("A name"))
    if not any(c.isalpha() for c in line):
        raise UserError('A name needs a letter in it, such as: "Design pairs"')
    return line


def goal(text: str) -> str:
    """Return a program's goal, or an empty text for none."""
    return "" if nothing(text) else short(text, LONGEST_GOAL, say("A goal"))


def signs(text: str) -> str:
    """Return how one would notice that a program does what it is for, or an empty text for none."""
    return "" if nothing(text) else short(text, LONGEST_GOAL, say("How we would notice"))


def channel(text: str, where: Where) -> tuple[str, str]:
    """Return the platform's id of a channel where it is known, and its name without "#".

    Adapters give `#` and the natural id, with `|` and the name where they know it; people type `#name`, or `here` in
    the channel itself.
    """
    word = kept(text).removeprefix("#").strip()
    if where.kind == "channel" and folded(word) in {"here", folded(where.id), folded(where.name)}:
        return where.id, where.name.removeprefix("#")
    if folded(word) in {"here", "this channel"}:
        raise UserError("“here” works inside a channel. Elsewhere, name it: #design")
    id, bar, shown = word.partition("|")
    if bar:
        return id[:200], shown[:80]
    if ":" in word:
        return word[:200], ""
    if not word or len(word) > 80 or " " in word:
        raise Usage("That does not look like a channel. Write it like this: #design")
    return "", word


def count(text: str, what: str, low: int, high: int, unit: str, example: str) -> int:
    """Return a number of units between two bounds, "never" and its like being 0 where 0 is in them."""
    if nothing(text) and low == 0:
        return 0
    found = _COUNT.fullmatch(folded(text))
    if found is None:
        raise Usage(
            "I did not understand “{text}”. Write a number, such as: {example}",
            text=kept(text)[:60],
            example=example,
        )
    number = int(found[1])
    if not low <= number <= high:
        raise UserError(
            "{what} can be {low} to {high} {unit}, not {number}.",
            what=what,
            low=low,
            high=high,
            unit=unit,
            number=number,
        )
    return number


def length(text: str, what: str, low: int, high: int, unit: timedelta, example: str) -> int:
    """Return a length of time as a whole number of units between two bounds; a bare number counts units."""
    units = {
        timedelta(minutes=1): say("minutes"),
        timedelta(hours=1): say("hours"),
        timedelta(weeks=1): say("weeks"),
    }[unit]
    plain = folded(text)
    if (plain.isascii() and plain.isdigit()) or nothing(text):
        return count(text, what, low, high, units, example)
    span = dates.duration(text)
    number, rest = divmod(span, unit)
    if rest:
        raise UserError(
            "{what} needs a whole number of {unit}. Write it like this: {example}",
            what=what,
            unit=units,
            example=example,
        )
    return count(str(number), what, low, high, units, example)


def sizes(text: str) -> tuple[int, int, int]:
    """Return the size to aim at, the smallest and the largest: "2", "5", "4-6" or "5 (4-6)"."""
    plain = folded(text).replace("–", "-")
    numbers = [int(n) for n in _SIZES.findall(plain)] if _RANGE.fullmatch(plain) else []
    if not 1 <= len(numbers) <= 3:
        raise Usage(
            "I did not understand “{text}”. Write the size you want, such as 5, or the smallest and the "
            "largest, such as 4-6.",
            text=kept(text)[:60],
        )
    if any(not SMALLEST <= n <= LARGEST for n in numbers):
        raise UserError(
            "A circle has {least} to {most} people. In larger ones some people stop talking.",
            least=SMALLEST,
            most=LARGEST,
        )
    if len(numbers) == 1:
        return numbers[0], *_room(numbers[0])
    size, low, high = numbers if len(numbers) == 3 else (sum(numbers) // 2, *numbers)
    if not low <= size <= high:
        raise UserError(
            "{size} is not between {low} and {high}. Try: 5 (4-6)", size=size, low=low, high=high
        )
    if low == high:
        raise UserError(
            say(
                "With exactly {low} in every circle somebody would often be left out. Give it some room, "
                "such as {low}-{high}.",
                low=low,
                high=min(LARGEST, low + 1),
            )
            if low < LARGEST
            else say("With exactly 8 in every circle somebody would often be left out. Try 7-8.")
        )
    return size, low, high


def _room(size: int) -> tuple[int, int]:
    """Return the smallest and largest circle for a size: a pair grows to a trio, others give and take one."""
    if size < 4:
        return size, min(LARGEST, 2 * size - 1)
    return size - 1, min(LARGEST, size + 1)


def among(
    text: str,
    so_far: Collection[_One],
    read: Callable[[str], Collection[_One]],
    refused: Callable[[Collection[_One]], UserError],
) -> list[_One]:
    """Return a list as it is said: with "also" it is added to that `so_far`, with "not" it is taken from that."""
    if more := _ALSO.match(text):
        return list(dict.fromkeys((*so_far, *read(text[more.end() :]))))
    if fewer := _BUT.match(text):
        named = read(text[fewer.end() :])
        if not any(one in so_far for one in named):
            raise refused(named)
        return [one for one in so_far if one not in named]
    return list(read(text))


def skipped(text: str, now: datetime, zone: str, so_far: Collection[date] = ()) -> tuple[date, ...]:
    """Return the days a list names, in order: "24 dec, 31 dec" or "21 dec to 3 jan"; none for "none".

    With "also" before them they are added to those `so_far`, with "not" they are taken from these.
    """
    if nothing(text):
        return ()

    def refused(others: Collection[date]) -> UserError:
        return UserError("{day} is not left out.", day=days.say(min(others)))

    found = among(text, so_far, lambda words: _days(words, now, zone), refused)
    today = local(now, zone).date()
    if sum(day >= today for day in found) > MOST_SKIPS:
        raise UserError("That is more than {n} days. Leave some out.", n=MOST_SKIPS)
    return tuple(sorted(found))


def _days(text: str, now: datetime, zone: str) -> set[date]:
    """Return the days a list names, one of which at least is to come."""
    found: set[date] = set()
    for part in kept(text).replace(";", ",").split(","):
        ends = [dates.day(end, now, zone, days.ahead) for end in _BETWEEN.split(part.strip())]
        if len(ends) > 2 or ends[-1] < ends[0]:
            raise Usage(
                "I did not understand the days “{text}”. Try: 21 dec to 3 jan", text=kept(part)[:60]
            )
        length = (ends[-1] - ends[0]).days + 1
        if length > MOST_SKIPS:
            raise UserError(
                "That is very long. To stop for a while, pause it: {command}",
                command=Code("program pause"),
            )
        found |= {ends[0] + timedelta(days=n) for n in range(length)}
    today = local(now, zone).date()
    if max(found) < today:
        raise days.over(max(found), today, spoken.tidy(text, days.EXAMPLE))
    return found


_PREFERENCES: dict[str, Preference] = {
    "skill": "skill", "skills": "skill", "wants": "skill", "offers": "skill",
    "team": "team", "teams": "team",
    "location": "location", "locations": "location", "place": "location", "site": "location",
    "hours": "hours", "time": "hours", "zone": "hours", "zones": "hours", "working hours": "hours",
    "level": "level", "levels": "level", "experience": "level",
}  # fmt: skip


def preferences(text: str) -> tuple[Preference, ...]:
    """Return the preferences a list ranks, the weightiest first, each once; none for "none"."""
    if nothing(text):
        return ()
    found: dict[Preference, None] = {}
    parts = re.split(r",|;|>|\bthen\b|\band\b", folded(text))
    if len(parts) == 1 and parts[0].strip() not in _PREFERENCES:
        parts = parts[0].split()
    for part in map(str.strip, parts):
        if part and part not in _PREFERENCES:
            raise Usage(
                "I do not know “{word}” here. Rank some of these: {words}",
                word=part[:40],
                words=", ".join(get_args(Preference)),
            )
        if part:
            found[_PREFERENCES[part]] = None
    if not found:
        raise Usage("Rank what matters to you, such as: skill, team, hours")
    return tuple(found)


def yes_or_no(text: str, yes: Sequence[str], no: Sequence[str]) -> bool:
    """Return whether the text says yes, in its own words or the plain ones."""
    word = folded(text)
    if word in {*_YES, *yes}:
        return True
    if word in {*_NO, *no}:
        return False
    raise Usage(
        "“{text}” is neither. Write {yes} or {no}.", text=kept(text)[:40], yes=yes[0], no=no[0]
    )


NEAR = 75
"""How alike (0-100) a word must be to be taken for another."""


def one_of(text: str, words: Sequence[str]) -> str:
    """Return the word that the text is, or nearly is."""
    found = near.nearest(folded(text), {word: word for word in words}, NEAR)
    if found is None:
        raise Usage(
            "“{text}” is none of them. Write {words}.", text=kept(text)[:40], words=OneOf(words)
        )
    return found
