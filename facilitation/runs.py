"""What is done when a step is due, by the kind of its record and for rounds by act; and what errands are carried."""

from collections.abc import Mapping
from functools import partial

from facilitation import learning
from facilitation.agendas import acts as agendas
from facilitation.bookings import steps as bookings
from facilitation.discussions import acts as discussing
from facilitation.discussions.clinics import action as clinics
from facilitation.discussions.clinics import acts as consulting
from facilitation.endings import steps as ending
from facilitation.errands.model import Kind
from facilitation.joining import returning
from facilitation.knowledge import checking, digest
from facilitation.privacy import uninstalls
from facilitation.reflections import closings, mornings
from facilitation.reports import monthly
from facilitation.rounds import service as rounds
from facilitation.rounds.acts import announce, appoint, ask, form, introduce, post
from facilitation.rounds.acts import turn as acting
from facilitation.rounds.circles import looking
from facilitation.rounds.times import telling as times
from facilitation.statements import service as statements
from facilitation.steering import telling
from facilitation.steps.service import Run

ACTS: Mapping[str, acting.Run] = {
    "announce": announce.announce,
    "form": form.form,
    "keep": form.form,
    "introduce": introduce.introduce,
    "remind": ask.remind,
    "ask": ask.ask,
    "post": post.post,
    "collect": post.collect,
    "agenda": post.agenda,
    "summarize": post.summarize,
    "prepare": discussing.prepare,
    "discuss": discussing.discuss,
    "sign_up": agendas.sign_up,
    "line_up": agendas.line_up,
    "begin": agendas.begin,
    "thank": agendas.thank,
    "applaud": agendas.applaud,
    "digest": agendas.digest,
    "appoint": appoint.appoint,
    "welcome": appoint.welcome,
    "gather": consulting.gather,
    "consult": consulting.consult,
    "close": ending.close,
}
"""What steps of formats do, by the names that the list of acts has for them."""

RUNS: Mapping[str, Run] = {
    "board": digest.run,
    "booking": bookings.run,
    "clinic": clinics.run,
    "discussion": partial(discussing.run, closings.closed),
    "enrollment": returning.run,
    "program": ending.run,
    "morning": partial(mornings.run, learning.SOURCES),
    looking.KIND: looking.run,
    telling.KIND: telling.go_on,
    "report": monthly.run,
    "round": partial(rounds.advance, ACTS),
    "session": times.run,
    "takeaway": checking.run,
    "workspace": uninstalls.run,
}

ERRANDS: Mapping[str, Kind] = {statements.ERRAND: statements.ERRANDS}
"""What is carried outside of transactions, and what follows from the answers."""
