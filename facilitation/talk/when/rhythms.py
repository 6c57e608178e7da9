"""A rhythm as people type it: a cadence, by whichever clock, from a day on, until another or for so many rounds."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facilitation.errors import Usage
from facilitation.talk import spoken
from facilitation.talk.phrases import say
from facilitation.talk.when import bounds, cadences, clocks, days, zones
from facilitation.talk.when.cadences import Cadence
from facilitation.talk.when.hours import local
from facilitation.talk.when.unclear import EXAMPLE

_ENDLESS = re.compile(
    r"\b(?:until further notice|without (?:an )?end|(?:with )?no end|for ?ever|indefinitely|open[- ]end(?:ed)?)\b"
)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What was said of when rounds open; what is empty was not said. `ends` is the last day on which one may."""

    cadence: Cadence
    zone: str = ""
    starts: date | None = None
    ends: date | None = None
    endless: bool = False
    """Whether it was said that there shall be no end."""
    rounds: int = 0
    skipped: tuple[date, ...] = ()
    """Days on which none opens."""
    skips_holidays: bool = False

    def __str__(self) -> str:
        """Give the words that `read` turns into an equal rhythm."""
        said = [str(self.cadence), self.zone]
        said += [f"from {self.starts}"] if self.starts else []
        said += [f"until {self.ends}"] if self.ends else []
        said += ["without end"] if self.endless else []
        said += [f"{self.rounds} rounds"] if self.rounds else []
        said += ["except holidays"] if self.skips_holidays else []
        said += [f"except {' '.join(map(str, self.skipped))}"] if self.skipped else []
        return " ".join(filter(None, said))


def read(text: str, now: datetime, zone: str, default: Cadence | None = None) -> Rhythm:
    """Give the rhythm that a text names on the calendar of a zone; `default` fills in what is not said of how often."""
    plain = cadences.spread(clocks.digits(spoken.tidy(text, EXAMPLE)))
    plain, named = zones.told_in(plain, _is_no_zone)
    told_in = _zone(named, now, zone) if named else ""
    today = local(now, told_in or zone).date()
    endless = bool(_ENDLESS.search(plain))
    plain = " ".join(_ENDLESS.sub(" ", plain).split())
    plain, skips_holidays, skipped = _without(plain, today)
    plain, starts, weekday = bounds.start(plain, today)
    plain, ends = bounds.end(plain, max(today, starts or today), today, begun=starts is not None)
    plain, rounds, counted = bounds.length(plain, starts or today)
    ends = ends or counted
    cadence, on = _cadence(plain, default, today, weekday)
    if on is not None and on < today:
        raise Usage(say("{day} is already past. Try: once on tue at 10:00", day=days.say(on)))
    starts = on or starts
    if ends is not None and ends < max(today, starts or today):
        raise Usage(
            say("That would end on {day}, before it begins. Try: {example} until 30 june",
                day=days.say(ends), example=EXAMPLE)
        )  # fmt: skip
    return Rhythm(cadence, told_in, starts, ends, endless, rounds, skipped, skips_holidays)


def _without(plain: str, today: date) -> tuple[str, bool, tuple[date, ...]]:
    """Take out what is left out, be it days, public holidays or both."""
    found: tuple[date, ...] = ()
    holidays = False
    for _ in range(2):
        plain, left_out, them = bounds.without(plain, today)
        found, holidays = (*found, *left_out), holidays or them
    return plain, holidays, found


def _is_no_zone(word: str) -> bool:
    return word in spoken.WEEKDAY or word in spoken.MONTH or word in ("at", "on", "in", "west")


def _zone(named: str, now: datetime, zone: str) -> str:
    """Give the zone that a word means: the reader's own where its clock is called so ("CET" to somebody in Paris)."""
    turns = (now, now + timedelta(weeks=26))
    if named.upper() in {local(at, zone).tzname() for at in turns}:
        return zone
    return zones.read(named)


def _cadence(
    plain: str, default: Cadence | None, today: date, weekday: int | None
) -> tuple[Cadence, date | None]:
    """Read how often, on which days and at what time; what happens once may be on a date."""
    rest = cadences.without_once(plain)
    if rest is not None and (dated := _date_of_once(rest, today)):
        rest, day = dated
        return cadences.read(f"once {_SHORT[day.weekday()]} {rest}", default), day
    if weekday is not None and not any(word in spoken.WEEKDAY for word in plain.split()):
        plain = f"{plain} on {_SHORT[weekday]}".strip()
    if not plain:
        if default is None:
            raise Usage(say("How often, on which day and at what time? Try: {example}", example=EXAMPLE))  # fmt: skip
        return default, None
    return cadences.read(plain, default), None


_DATED = re.compile(
    rf"\b(?:{'|'.join((*spoken.WEEKDAY, *spoken.MONTH))}|today|tomorrow|tmrw)\b|[0-9][-/.][0-9]"
)
_SHORT = tuple(name[:3] for name in spoken.WEEKDAYS)


def _date_of_once(rest: str, today: date) -> tuple[str, date] | None:
    """Take the date out of what happens once, and give the rest; None where a weekday alone or nothing is said."""
    words = rest.split()
    for start in range(len(words)):
        for end in range(min(len(words), start + bounds.MOST), start, -1):
            text = " ".join(words[start:end])
            if text.removeprefix("on ") in spoken.WEEKDAY or not _DATED.search(text):
                continue
            if day := days.ahead(text, today):
                before = words[:start]
                return " ".join([*(before[:-1] if before[-1:] == ["on"] else before), *words[end:]]), day  # fmt: skip
    return None
