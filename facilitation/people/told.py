"""What a sentence tells of whoever says it, field by field of the profile, as it would be answered there."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache

from facilitation.errors import UserError
from facilitation.people import languages, profile
from facilitation.people.model import Member
from facilitation.talk import heard, spoken
from facilitation.talk.when import clocks, zones
from facilitation.talk.when.weeks import Span, Week

NOON = 13 * 60
"""Where a morning ends, and an afternoon begins, for who works no more than that."""

_DAY = "|".join(sorted((d for d in spoken.WEEKDAY if len(d) > 2), key=len, reverse=True))
_DAYS = rf"(?:{_DAY})(?:(?: ?- ?| to | until | through | and | or | )(?:{_DAY}))*"
_ON = re.compile(
    rf"\b(?:work|working|here|in)(?: only)?(?: on| from)? ({_DAYS})|\bonly(?: on)? ({_DAYS})"
)
_RANGE = re.compile(rf"({_DAY})(?: ?- ?| to | until | through )({_DAY})")
_CLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:[ap]m)?"
_HOURS = re.compile(rf"\b({_CLOCK}) ?(?:-|–|to|until|and) ?({_CLOCK})(?![0-9:.])")
_HALF = re.compile(r"\b(morning|afternoon)s?\b")

_WHERE = re.compile(
    r"\b(?:moved|moving|relocated|live|living|based|located|sit|work|working|i'?m|i am|am)"
    r"(?: now| currently| just| back)? (?:to|in|at|from|out of|over to) (?:the |our )?(?P<place>[^,.;!?()]+)",
    re.IGNORECASE,
)
_TEAM = re.compile(
    r"\b(?:joined|switched to|transferred to|(?:i'?m|i am|am) (?:now )?(?:on|part of)|new team (?:is )?"
    r"|team (?:is|to)(?: now)?|changed to) (?:the |our )?(?P<team>[^,.;!?()]+)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:now|btw|since|from|last|this|next|on|in|at|and|not|instead|as|for|because|so|recently|these|with|team"
    r"|department|office|again|please|pls|change)\b.*$",
    re.IGNORECASE,
)
_OF_TEAM = re.compile(r"\b(?:teams?|department|dept)\b", re.IGNORECASE)
_NOWHERE = frozenset(
    "home work office holiday vacation leave meeting it that this pair pairs groups".split()
)
_SPEAK = re.compile(r"\b(?:speak|speaking|languages?|fluent)\b")
_GROUPS = re.compile(
    r"\bonly (?:in )?(?:bigger |larger )?(?:groups|circles)|(?:groups|circles) only"
    r"|three or more|no (?:pairs|one on ones)"
)


def of(member: Member, said: str) -> Mapping[str, str]:
    """Return what a sentence tells that is new in a field of the profile."""
    plain = heard.plain(said)
    found = {
        **_places(said),
        "languages": _languages(member, plain),
        "hours": _hours(member.work, plain),
        "circles": "3" if _GROUPS.search(plain) else "",
    }
    known = profile.values(member)
    return {field: value for field, value in found.items() if value and value != known[field]}


@cache
def _off() -> re.Pattern[str]:
    """Return how people say on which days they do not work; it takes a tenth of a start to compile."""
    return re.compile(
        rf"(?:not|never) (?:(?:work|working|in|here|available|at work)(?: in office)? )?(?:on )?({_DAYS})"
        rf"|({_DAYS}) (?:is |are |i am )?(?:my |a )?"
        r"(?:(?:free|off|days? off)\b|never|not working|i (?:do not|never) work)"
        rf"|(?:off|free|days? off (?:is|are)) (?:on |every )?({_DAYS})"
    )


def _hours(week: Week, plain: str) -> str:
    """Return the week that somebody works by what they say: on which days, not on which, from when to when."""
    free = {
        day
        for found in _off().finditer(plain)
        for day in _days("".join(filter(None, found.groups())))
    }
    rest = _off().sub(" ", plain)
    only = {
        day for found in _ON.finditer(rest) for day in _days("".join(filter(None, found.groups())))
    }
    span = _span(plain, week.usual)
    worked = (only or set(week.working)) - free
    if not (free or only or span) or not worked:
        return ""

    def spans(day: int) -> tuple[Span, ...]:
        return (span,) if span else week.days[day] or (week.usual,)

    return str(Week(tuple(spans(day) if day in worked else () for day in range(7))))


def _days(text: str) -> Iterator[int]:
    for first, last in _RANGE.findall(text):
        start, end = spoken.WEEKDAY[first], spoken.WEEKDAY[last]
        yield from ((start + n) % 7 for n in range((end - start) % 7 + 1))
    yield from (spoken.WEEKDAY[word] for word in re.split(r"[ -]+", text) if word in spoken.WEEKDAY)


def _span(plain: str, usual: Span) -> Span | None:
    """Return from when to when somebody works: "9 to 3" ends in the afternoon, and a morning at noon."""
    if found := _HOURS.search(plain):
        start, end = (one.replace(" ", "") for one in found.groups())
        later = re.sub(r"^[0-9]+", lambda hour: str(int(hour[0]) + 12), end)
        for text in (f"{start}-{end}", f"{start}-{later}"):
            with suppress(UserError):
                return clocks.hours(text)
    halves = set(_HALF.findall(plain))
    if len(halves) != 1:
        return None
    start, end = usual
    return (min(start, NOON - 60), NOON) if halves == {"morning"} else (NOON, max(end, NOON + 60))


def _places(said: str) -> dict[str, str]:
    """Return where somebody says that they are: a city with its clock, an office, or a team."""
    found: dict[str, str] = {}
    for one in _WHERE.finditer(said):
        place, about_team = _name(one["place"]), bool(_OF_TEAM.search(one["place"]))
        zone = _zone(place)
        office = "office" in one["place"].casefold().split()
        moved = (
            one[0]
            .casefold()
            .startswith(("moved", "moving", "relocated", "live", "living", "based"))
        )
        if not place:
            continue
        if zone or office or (moved and not about_team):
            found |= {"location": place} | ({"zone": zone} if zone else {})
        elif about_team or _OF_TEAM.search(said) or not moved:
            found["team"] = place
    if (joined := _TEAM.search(said)) and (team := _name(joined["team"])):
        found.setdefault("team", team)
    return found


def _name(words: str) -> str:
    """Return the name that words begin with; nothing where they are none."""
    name = _TAIL.sub("", f" {words.strip()}").strip()
    if not name or len(name.split()) > 3 or any(map(str.isdigit, name)):
        return ""
    if _NOWHERE & set(heard.plain(name).split()):
        return ""
    return name if any(map(str.isupper, name)) else name.title()


def _zone(place: str) -> str:
    with suppress(UserError):
        return zones.read(place) if place else ""
    return ""


def _languages(member: Member, plain: str) -> str:
    """Return the languages that somebody speaks, with those that they told of before unless they name all."""
    if not _SPEAK.search(plain):
        return ""
    known = {name.casefold(): code for code, name in languages.names().items()}
    said = [known[word] for word in plain.split() if word in known]
    if not said:
        return ""
    before = () if "only" in plain.split() else member.languages
    refused = re.findall(r"not (?:speak|understand) (\w+)", plain)
    spoken_ = [code for code in (*before, *said) if code not in {known.get(one) for one in refused}]
    return ", ".join(languages.named(code) for code in dict.fromkeys(spoken_))
