"""What people read to put a session into their calendars, and to meet online."""

from facilitation.sessions.calendar import Links
from facilitation.sessions.model import REMIND
from facilitation.talk.messages import Block, Link, text
from facilitation.talk.phrases import OneOf, say
from facilitation.talk.when import dates

AHEAD = dates.say_span(REMIND)
"""How long before it begins people are reminded, in words."""


def add(links: Links) -> tuple[Block, ...]:
    """Return the ways to put it into a calendar, in one line."""
    if not links:
        return ()
    ways = OneOf(tuple(Link(words, url) for words, url in links))
    return (text(say("Add it to your calendar: {ways}.", ways=ways)),)


def online(workspace: str, meeting: str) -> tuple[Block, ...]:
    """Return how people meet online where they already are: a meeting in Teams, a huddle in Slack."""
    if meeting:
        there = Link(say("Make it a Teams meeting"), meeting)
        return (text(say("Meeting online? {link}, filled in and ready to send.", link=there)),)
    if workspace.startswith("slack:"):
        return (text(say("Meeting online? Start a huddle in your chat when it is time.")),)
    return ()
