"""Until when a question is open, as people say it: a day ends it in its afternoon."""

from datetime import datetime, time

from facilitation.talk.commands import Call
from facilitation.talk.when import dates
from facilitation.talk.when.hours import instant, local

AFTERNOON = time(17)
"""When a day ends a question, by the clock of who asks it."""


def read(call: Call, words: str) -> datetime:
    """Return the instant until which words let a question be open; raises Usage, also for a day that is past."""
    zone = call.member.zone
    found = local(dates.until(words, call.now, zone), zone)
    return instant(found.date(), AFTERNOON if found.time() == time() else found.time(), zone)
