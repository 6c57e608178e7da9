"""One card for a circle that stands: it meets again, with the times put before it, made anew as its people answer."""

from collections.abc import Sequence
from dataclasses import replace

from facilitation.programs.formats import library
from facilitation.programs.formats.acts import Introduce
from facilitation.rounds import introductions, reunions, sheets
from facilitation.rounds.sheets import Sheet
from facilitation.rounds.times import views
from facilitation.rounds.times.service import Seen
from facilitation.talk.messages import Message
from facilitation.talk.phrases import Phrase
from facilitation.work import Work

HERE = " again"
"""What ends the line of a button on this card: its answer is this card, and not the times alone."""


def first(of: Seen, says: Sequence[str], sheet: Sheet) -> Message:
    """Return the card as it reaches the circle: who does what, what the time is for, and whether the times suit all."""
    return _card(of, says, sheet, views.fitting(_there(of)))


def anew(work: Work, of: Seen, *lead: Phrase) -> Message:
    """Return the card as it stands now: without the times once one is agreed."""
    concerned = sorted({*of.circle.members, *of.session.people})
    whole = replace(of, people=work.members.some(concerned))
    steps = library.of(work, of.program).steps
    says = next((step.says for step in steps if isinstance(step, Introduce)), ())
    return _card(whole, says, sheets.of(work, of.program, of.circle, whole.people), lead)


def _card(of: Seen, says: Sequence[str], sheet: Sheet, lead: Sequence[Phrase]) -> Message:
    circle, session = of.circle, of.session
    ask = introductions.asking(of.program, of.people.get(circle.captain), says)
    open = session.times and session.starts_at is None
    times = views.choosing(_there(of), None, lead, HERE) if open else ()
    return reunions.again(of.program, circle, session, of.people, "", ask, sheet, times)


def _there(of: Seen) -> Seen:
    """Return it with those alone who are there this time."""
    return replace(of, people={m: of.people[m] for m in of.session.people})
