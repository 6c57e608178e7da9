"""Who looks at a payload, and what cannot be drawn."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from markupsafe import Markup

from adapters import charts
from adapters.playground.html import carried, said
from facilitation.talk.messages import Bar, Chart, Option
from facilitation.talk.when.hours import local

Json = dict[str, Any]


class Undrawn(Exception):
    """A payload holds what this page does not know how to draw: a platform has learnt something new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whose clock it is, whom a payload may name, and who can be chosen in a form."""

    zone: str
    now: datetime
    names: Mapping[str, str] = field(default_factory=dict)
    """By the platform's own id of a member, what they are called."""
    people: Sequence[Option] = ()
    card: str = "card"
    """What the ids of this card begin with, so that they are unique on a page."""

    def clock(self, at: datetime) -> str:
        """Return the time of day as both platforms write it in American English."""
        wall = local(at, self.zone)
        return f"{wall.hour % 12 or 12}:{wall:%M} {'AM' if wall.hour < 12 else 'PM'}"


def joined(parts: Iterable[Markup]) -> Markup:
    """Return parts one after another."""
    return Markup("").join(parts)


def button(text: str, command: str, style: str) -> Markup:
    """Return a button that does what it would do there."""
    return Markup('<button type="submit" class="{}" name="command" value="{}">{}</button>').format(
        style, carried(command), said(text)
    )


def charted(
    title: str, data: Sequence[Json], name: str, value: str, reader: Reader, *, below: str = ""
) -> Markup:
    """Return a chart of bars, each called and as high as its two keys say, with what they are `below` it."""
    bars = tuple(Bar(str(one[name]), one[value]) for one in data)
    svg = charts.of(f"{reader.card}-{zlib.crc32(title.encode())}", Chart(title, bars)).svg
    shown = Markup('<figure class="chart"><figcaption>{}</figcaption>{}{}</figure>')
    legend = Markup('<span class="legend">{}</span>').format(said(below)) if below else ""
    return shown.format(said(title), Markup(svg), legend)  # noqa: S704 - it escapes every word itself


def picked(name: str, options: Sequence[tuple[str, str]], chosen: str, ident: str) -> Markup:
    """Return a menu of (text, value)."""
    shown = (
        Markup('<option value="{}"{}>{}</option>').format(
            carried(value), Markup(" selected") if value == chosen else "", said(text)
        )
        for text, value in options
    )
    return Markup('<select name="{}" id="{}">{}</select>').format(name, ident, joined(shown))


def labeled(text: str, ident: str, mark: Markup, *, several: bool) -> Markup:
    """Return what an input is called; of several boxes it is called so by the group of them."""
    one = Markup('<label class="label" for="{0}">{1}{2}</label>')
    group = Markup('<span class="label" id="{0}-label">{1}{2}</span>')
    return (group if several else one).format(ident, said(text), mark)


def boxes(
    kind: str, name: str, options: Sequence[tuple[str, str]], chosen: Sequence[str], about: str
) -> Markup:
    """Return boxes (`checkbox`) or round buttons (`radio`), one under the other, called `about`."""
    rows = (
        Markup('<label><input type="{}" name="{}" value="{}"{}> <bdi>{}</bdi></label>').format(
            kind, name, carried(value), Markup(" checked") if value in chosen else "", said(text)
        )
        for text, value in options
    )
    return Markup(
        '<input type="hidden" name="{}" value=""><div class="rows" role="group" aria-labelledby="{}">{}</div>'
    ).format(name, about, joined(rows))
