"""What is odd about times that are proposed, or why there are none, in words."""

from datetime import timedelta
from typing import assert_never

from facilitation.sessions.model import Apart, Hush, NothingFree, Strain, Taken, TooShort, TooSoon
from facilitation.talk.phrases import Phrase, say, say_n
from facilitation.talk.when import spans, zones


def said(strain: Strain, times: int) -> Phrase:
    """Return in a sentence what is odd about so many times that are proposed, or why there are none."""
    match strain:
        case TooShort(length=length):
            return say("That is shorter than {span}.", span=spans.said(length))
        case TooSoon(urgent=True):
            return say("That is too soon: a booking begins 15 minutes from now at the earliest.")
        case TooSoon():
            return say("That is too soon: a booking begins an hour from now at the earliest.")
        case Taken():
            return say("Every time then is taken, or one of you is away.")
        case Hush(start=start, end=end):
            return say_n(
                "Your working hours meet only in quiet hours ({start}-{end}), so this is the least bad.",
                "Your working hours meet only in quiet hours ({start}-{end}), so these are the least bad.",
                n=times,
                start=start.strftime("%H:%M"),
                end=end.strftime("%H:%M"),
            )
        case NothingFree(people=2):
            return say_n(
                "Nothing then is free in the working hours of both of you, so this is the least bad.",
                "Nothing then is free in the working hours of both of you, so these are the least bad.",
                n=times,
            )
        case NothingFree():
            return say_n(
                "Nothing then is free in the working hours of all of you, so this is the least bad.",
                "Nothing then is free in the working hours of all of you, so these are the least bad.",
                n=times,
            )
        case Apart():
            return _apart(strain, times)
        case _:
            assert_never(strain)


def _apart(strain: Apart, times: int) -> Phrase:
    apart = spans.said(timedelta(minutes=strain.apart)) if strain.apart else ""
    if strain.people > 2:
        apart = say("up to {span}", span=apart) if apart else ""
    hours = tuple(
        say("{hours} in {place}", hours=_day(work), place=zones.city(zone)) if apart else _day(work)
        for work, zone in strain.days
    )
    shared = spans.said(timedelta(minutes=strain.shared)) if strain.shared else ""
    if shared and apart:
        return say_n(
            "Your working hours meet for {shared} only: {hours}, {apart} apart, so this is the least bad.",
            "Your working hours meet for {shared} only: {hours}, {apart} apart, so these are the least bad.",
            n=times,
            shared=shared,
            hours=hours,
            apart=apart,
        )
    if shared:
        return say_n(
            "Your working hours meet for {shared} only: {hours}, so this is the least bad.",
            "Your working hours meet for {shared} only: {hours}, so these are the least bad.",
            n=times,
            shared=shared,
            hours=hours,
        )
    if apart:
        return say_n(
            "Your working hours do not meet: {hours}, {apart} apart, so this is the least bad.",
            "Your working hours do not meet: {hours}, {apart} apart, so these are the least bad.",
            n=times,
            hours=hours,
            apart=apart,
        )
    return say_n(
        "Your working hours do not meet: {hours}, so this is the least bad.",
        "Your working hours do not meet: {hours}, so these are the least bad.",
        n=times,
        hours=hours,
    )


def _day(work: tuple[int, int]) -> str:
    return "-".join("{:02}:{:02}".format(*divmod(minute % 1440, 60)) for minute in work)
