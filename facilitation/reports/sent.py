"""What has gone to the record store, what waits and why, and what it refuses, in its own words."""

from collections.abc import Mapping, Sequence

from facilitation.statements import service as statements
from facilitation.statements.model import Says, State, Statement
from facilitation.talk.commands import Call, Command
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import (
    Block,
    Bold,
    Message,
    Quote,
    Span,
    Spans,
    Time,
    dotted,
    facts,
    note,
    text,
)
from facilitation.talk.phrases import later, say

SHOWN = 5

_SAYS: Mapping[Says, str] = {
    "took part": later("somebody took part in a session"),
    "kept a takeaway": later("somebody kept a takeaway"),
    "example confirmed": later("an example was confirmed"),
    "taken back": later("something is taken back"),
}


def sent(call: Call) -> Reply:
    """Show how what is told to the record store stands."""
    work, workspace = call.work, call.workspace.id
    counts = work.statements.counts(workspace)
    if not work.record_home and not counts:
        return Say(nowhere())
    refused = work.statements.refused(workspace, SHOWN)
    why = work.errands.waiting(workspace, statements.ERRAND)
    return Say(shown(counts, refused, why))


def shown(counts: Mapping[State, int], refused: Sequence[Statement], why: str) -> Message:
    """Show how many statements are sent, waiting and refused; why they wait, and the store's words on the newest."""
    number: dict[State, int] = {"sent": 0, "waiting": 0, "refused": 0}
    number |= counts
    rows: dict[str, Span | Spans] = {
        say("Arrived"): str(number["sent"]),
        say("Waiting"): str(number["waiting"]),
        say("Refused"): str(number["refused"]),
    }
    return Message(
        say("What has gone to the record store"),
        (
            facts(rows),
            *_waiting(number["waiting"], why),
            *_refused(number["refused"], refused),
            note(
                say(
                    "It hears who took part, kept a takeaway, or had an example confirmed, under made-up names. "
                    "Whoever says no is left out."
                )
            ),
        ),
    )


def nowhere() -> Message:
    """Say that there is no record store, and who can set one up."""
    return Message(
        say("There is no record store"),
        (
            text(
                say(
                    "Nothing is sent anywhere. Whoever runs Peerloop can name a record store (xAPI) with XAPI_ENDPOINT."
                )
            ),
        ),
    )


def _waiting(number: int, why: str) -> tuple[Block, ...]:
    if not number or not why:
        return ()
    again = say("None is lost: I try again. Whoever runs me finds out more with “peerloop doctor”.")
    return (text(Bold(say("Why they wait"))), Quote((why,)), note(again))


def _refused(number: int, refused: Sequence[Statement]) -> tuple[Block, ...]:
    if not refused:
        return ()
    shown = tuple(
        block
        for one in refused
        for block in (text(*dotted(Time(one.at), say(_SAYS[one.says]))), Quote((one.reason,)))
    )
    more = (note(say("These are the newest.")),) if number > len(refused) else ()
    return (text(Bold(say("Refused, in the store's words"))), *shown, *more)


COMMANDS: tuple[Command, ...] = (
    Command(
        words="report sent",
        summary=say("See what has gone to the record store, and what it refuses"),
        run=sent,
        topic="For admins",
        who="admin",
    ),
)
