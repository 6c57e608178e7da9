"""Telling the record store what others of a session saw, taking it back, and saying no to it.

What slices call here is all that is ever told of anybody. Without a record store nothing is written.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from facilitation.errands.model import Done, Errand, Kind, Refused
from facilitation.knowledge.model import Takeaway
from facilitation.sessions.model import HAPPENED, UNSETTLED, Part, Session
from facilitation.statements import body
from facilitation.statements.model import Account, Says, Statement
from facilitation.talk.text import cut
from facilitation.work import Work

ERRAND = "statement"
LONGEST_REASON = 300


def session_was_told(work: Work, session: Session, now: datetime) -> None:
    """Tell who took part in a session, as it is said now, and take back of whom that no longer holds."""
    if not work.record_home:
        return
    there = [one.member for one in session.parts if _was_there(session, one)]
    known = work.statements.about(session.id)
    wrong = [s for s in known if s.member in session.people and s.member not in there]
    _take_back(work, wrong)
    told = {s.member for s in known}
    _took_part(work, session, [member for member in there if member not in told], now)


def session_was_seen(work: Work, session: Session, there: Collection[str], now: datetime) -> None:
    """Tell who was seen to take part in a session of which nobody has to say so."""
    if work.record_home:
        _took_part(work, session, [one for one in session.people if one in there], now)


def conversation_is_over(
    work: Work, about: str, program: str, who: Collection[str], now: datetime
) -> None:
    """Tell who took part in a discussion that others read, and take back of whom nothing stands in it any more."""
    if work.record_home:
        _take_back(work, [s for s in work.statements.about(about) if s.member not in who])
        others_saw(work, about, program, who, now)


def others_saw(work: Work, about: str, program: str, who: Collection[str], now: datetime) -> None:
    """Tell once of each who was seen by others to take part in a round without circles, or a discussion."""
    if work.record_home:
        told = {s.member for s in work.statements.about(about)}
        _tell(work, "took part", about, sorted({*who} - told), now, program)


def takeaway_was_kept(work: Work, takeaway: Takeaway, now: datetime) -> None:
    """Tell that somebody kept a takeaway that others may see; no word of it."""
    if work.record_home and takeaway.open:
        about, who = takeaway.id, [takeaway.kept_by]
        _tell(work, "kept a takeaway", about, who, now, takeaway.program)


def example_was_confirmed(
    work: Work, example: str, member: str, program: str, now: datetime
) -> None:
    """Tell that a peer confirmed a member's example; not which peer, and no word of it."""
    if work.record_home:
        _tell(work, "example confirmed", example, [member], now, program)


def is_no_more(work: Work, record: str) -> None:
    """Take back what was told of a record."""
    _take_back(work, work.statements.about(record))


def say_no(work: Work, workspace: str, member: str) -> None:
    """Let nothing be told of a member from now on; what waits to be sent is not."""
    _speak(work, workspace, member, silent=True)
    waiting = [s for s in work.statements.of_members([member]) if s.state == "waiting"]
    dropped = work.errands.drop(ERRAND, [s.id for s in waiting])
    begun = {s.id for s in waiting if s.id in dropped and dropped[s.id].begun}
    work.statements.turn(begun, "stopped")
    work.statements.remove({s.id for s in waiting} - begun)


def say_yes(work: Work, workspace: str, member: str) -> None:
    """Let what a member does be told again, from now on."""
    _speak(work, workspace, member, silent=False)


def says_no(work: Work, member: str) -> bool:
    """Return whether a member says no."""
    return any(one.silent for one in work.statements.accounts([member]).values())


def forget(work: Work, members: Collection[str]) -> None:
    """Take back all that was told of members, who are forgotten."""
    _take_back(work, work.statements.of_members(members))


def _was_there(session: Session, part: Part) -> bool:
    if session.outcome not in HAPPENED:
        return False
    by_all = session.outcome == "met" and session.answered_by and part.outcome in UNSETTLED
    return part.outcome in HAPPENED or bool(by_all)


def _took_part(work: Work, session: Session, who: Sequence[str], now: datetime) -> None:
    at = session.answered_at or now
    _tell(work, "took part", session.id, who, at, session.program)


def _speak(work: Work, workspace: str, member: str, *, silent: bool) -> None:
    account = _accounts(work, workspace, [member])[member]
    work.statements.open([replace(account, silent=silent)])


def _accounts(work: Work, workspace: str, members: Sequence[str]) -> dict[str, Account]:
    """Return the accounts of members; those who had none have one now."""
    known = work.statements.accounts(members)
    new = [
        Account(member=one, workspace=workspace, name=work.new_id("peer"))
        for one in members
        if one not in known
    ]
    work.statements.open(new)
    return known | {one.member: one for one in new}


def _tell(
    work: Work, says: Says, about: str, who: Sequence[str], at: datetime, program: str
) -> None:
    """Owe the record store what members did, but for those who are not here any more, or say no."""
    people = {id: one for id, one in work.members.some(who).items() if one.state == "active"}
    if not people:
        return
    workspace = next(iter(people.values())).workspace
    accounts = _accounts(work, workspace, list(people)).values()
    of = {"id": program, "name": work.programs.get(program).name} if program else {}
    told = []
    for account in accounts:
        if account.silent:
            continue
        id = body.id_of(says, about, account.name, at)
        told.append(
            Statement(
                id=id,
                workspace=workspace,
                member=account.member,
                says=says,
                about=about,
                at=at,
                body=body.telling(work.record_home, id, says, about, account.name, at, of),
            )
        )
    _owe(work, told)


def _owe(work: Work, statements: Iterable[Statement], wait: float = 0.0) -> None:
    new = work.statements.add(list(statements))
    errands = [Errand(kind=ERRAND, record=one.id, workspace=one.workspace) for one in new]
    work.errands.add(errands, wait)


def _take_back(work: Work, statements: Sequence[Statement]) -> None:
    """Let go of statements; of those that have arrived, or may have, tell that they are taken back.

    Where somebody may be under way with one, what takes it back follows once they are not.
    """
    told = [one for one in statements if one.says != "taken back"]
    if not told:
        return
    dropped = work.errands.drop(ERRAND, [one.id for one in told])
    work.statements.remove([one.id for one in told])
    home = work.record_home or body.NO_HOME
    waits: dict[float, list[Statement]] = {}
    for one in told:
        errand = dropped.get(one.id)
        if one.state == "refused" or (errand and not errand.begun):
            continue
        id = body.id_of_taking_back(one.id)
        back = Statement(
            id=id,
            workspace=one.workspace,
            member="",
            says="taken back",
            about=one.id,
            at=one.at,
            body=body.taking_back(home, id, one.id),
        )
        waits.setdefault(errand.seconds if errand else 0.0, []).append(back)
    for wait, those in waits.items():
        _owe(work, those, wait)


def _take(work: Work, ids: Sequence[str]) -> Mapping[str, Any]:
    """Return what is sent of statements that wait."""
    return {one.id: one.body for one in work.statements.some(ids) if one.state == "waiting"}


def _handle(work: Work, came: Mapping[str, Done | Refused], now: datetime) -> None:
    """Write how statements stand now that the record store has answered."""
    work.statements.arrived([id for id, one in came.items() if isinstance(one, Done)])
    for id, one in came.items():
        if isinstance(one, Refused):
            work.statements.turn([id], "refused", cut(one.words, LONGEST_REASON))


ERRANDS = Kind(_take, _handle)
"""What is carried to the record store, and what follows."""
