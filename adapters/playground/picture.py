"""Pictures of the company: who meets whom across which teams, and what has come of it so far. Drawn here, no script."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from markupsafe import Markup

from adapters.playground.html import said
from facilitation.people.model import Member
from facilitation.rounds.record import Together

SIZE, REACH = 340, 96
"""The side of the picture, and how far from its middle people stand."""
NAMED = 60
"""How many people can be named around it."""
TINTS = 8
TALL, WIDE = 74, 26
MET, OTHERWISE = ("met", "some"), ("not_yet", "could_not")


def round_picture(circles: Sequence[Together], people: Sequence[Member]) -> Markup:
    """Return the newest round as people around a ring, by team, each joined to whom they meet; empty without one."""
    if not circles:
        return Markup("")
    newest = circles[-1]
    now = [c for c in circles if (c.program, c.round) == (newest.program, newest.round)]
    ordered = sorted(people, key=lambda m: (m.team.casefold(), m.name.casefold()))
    place = {m.id: _place(n, len(ordered)) for n, m in enumerate(ordered)}
    team = {m.id: m.team for m in ordered}
    tint = {name: n % TINTS for n, name in enumerate(dict.fromkeys(team.values()))}
    names = {m.id: m.name for m in ordered}
    across = sum(len({team.get(m) for m in c.members}) > 1 for c in now)
    told = "; ".join(" with ".join(names.get(m, "somebody") for m in c.members) for c in now)
    lines = (
        _line(place[a], place[b], "across" if team[a] != team[b] else "within")
        for c in now
        for a, b in combinations([m for m in c.members if m in place], 2)
    )
    meets = {m for c in now for m in c.members}
    dots = (
        _person(m, place[m.id], tint[m.team], meets=m.id in meets, named=len(ordered) <= NAMED)
        for m in ordered
    )
    return _svg(
        "round",
        f"{newest.program}, round {newest.round}: who meets whom",
        f"{len(now)} circles, {across} of them across teams. {told}.",
        SIZE,
        SIZE,
        Markup("").join([*lines, *dots]),
    )


def across_teams(circles: Sequence[Together], people: Sequence[Member]) -> str:
    """Return in words how many circles of the newest round cross teams."""
    if not circles:
        return ""
    newest, team = circles[-1], {m.id: m.team for m in people}
    now = [c for c in circles if (c.program, c.round) == (newest.program, newest.round)]
    across = sum(len({team.get(m) for m in c.members}) > 1 for c in now)
    return f"{newest.program}, round {newest.round}: {across} of {len(now)} circles cross teams."


def chart(circles: Sequence[Together]) -> Markup:
    """Return a bar a round of what came of its circles, the last dozen of them; empty without any."""
    rounds = list(dict.fromkeys((c.program, c.round) for c in circles))[-12:]
    if not rounds:
        return Markup("")
    counts = [_counts([c for c in circles if (c.program, c.round) == one]) for one in rounds]
    most = max(sum(count.values()) for count in counts)
    bars = (
        _bar(n, count, most, f"{one[1]}")
        for n, (one, count) in enumerate(zip(rounds, counts, strict=True))
    )
    told = " ".join(
        f"{program}, round {number}: {c['met']} met, {c['otherwise']} did not, {c['open']} have not said."
        for (program, number), c in zip(rounds, counts, strict=True)
    )
    return _svg(
        "chart",
        "What came of it",
        told,
        max(WIDE * len(rounds), 200),
        TALL + 18,
        Markup("").join(bars),
    )


def _counts(circles: Sequence[Together]) -> Counter[str]:
    return Counter(
        "met" if c.outcome in MET else "otherwise" if c.outcome in OTHERWISE else "open"
        for c in circles
    )


def _bar(n: int, count: Counter[str], most: int, name: str) -> Markup:
    parts, top = [], TALL
    for kind in ("met", "otherwise", "open"):
        height = round(TALL * count[kind] / most)
        top -= height
        parts.append(
            Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
                kind, n * WIDE + 2, top, WIDE - 8, height
            )
        )
    parts.append(
        Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(
            n * WIDE + WIDE / 2 - 2, TALL + 14, name
        )
    )
    return Markup("").join(parts)


def _place(n: int, of: int) -> tuple[float, float, float]:
    """Return where somebody stands, and the angle there in degrees."""
    angle = 2 * math.pi * n / of - math.pi / 2
    middle = SIZE / 2
    return middle + REACH * math.cos(angle), middle + REACH * math.sin(angle), math.degrees(angle)


def _line(a: tuple[float, float, float], b: tuple[float, float, float], kind: str) -> Markup:
    """Return a line that bends a little towards the middle."""
    bend = tuple(
        (one + other) / 2 * 0.45 + SIZE / 2 * 0.55 for one, other in zip(a[:2], b[:2], strict=True)
    )
    return Markup('<path class="{}" d="M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}"/>').format(
        kind, *a[:2], *bend, *b[:2]
    )


def _person(
    member: Member, place: tuple[float, float, float], tint: int, *, meets: bool, named: bool
) -> Markup:
    x, y, angle = place
    dot = Markup('<circle class="dot-{}{}" cx="{:.1f}" cy="{:.1f}" r="5"/>').format(
        tint, "" if meets else " out", x, y
    )
    if not named:
        return dot
    left = 90 < angle % 360 < 270
    return dot + Markup(
        '<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}" dominant-baseline="central" '
        'transform="rotate({:.1f} {:.1f} {:.1f})">{}</text>'
    ).format(
        "" if meets else "out",
        x + (-10 if left else 10),
        y,
        "end" if left else "start",
        angle + 180 if left else angle,
        x,
        y,
        said(member.name.split()[0][:12]),
    )


def _svg(ident: str, title: str, told: str, wide: int, tall: int, inside: Markup) -> Markup:
    return Markup(
        '<svg class="{0}" viewBox="0 0 {3} {4}" role="img" aria-labelledby="{0}-title" aria-describedby="{0}-told">'
        '<title id="{0}-title">{1}</title><desc id="{0}-told">{2}</desc>{5}</svg>'
    ).format(ident, said(title), said(told), wide, tall, inside)
