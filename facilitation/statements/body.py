"""What a statement is in xAPI 1.0.3: an opaque account, a verb, what it is about; no word that anybody wrote."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from facilitation.statements.model import Says

_NAMES = uuid.UUID("6a1f4c1e-8a54-5d0b-9c52-1f6f3a6c2b7d")
"""What our ids are made from, so that the same fact has the same id whenever it is told."""

_ADL = "http://adlnet.gov/expapi"
_VERBS: Mapping[Says, tuple[str, str]] = {
    "took part": (f"{_ADL}/verbs/attended", "attended"),
    "kept a takeaway": (f"{_ADL}/verbs/shared", "shared"),
    "example confirmed": ("https://w3id.org/xapi/dod-isd/verbs/applied", "applied"),
    "taken back": (f"{_ADL}/verbs/voided", "voided"),
}
_THINGS: Mapping[Says, tuple[str, str, str]] = {
    "took part": ("session", f"{_ADL}/activities/meeting", "A session with peers"),
    "kept a takeaway": (
        "takeaway",
        "http://activitystrea.ms/schema/1.0/note",
        "A takeaway kept for others",
    ),
    "example confirmed": (
        "example",
        f"{_ADL}/activities/performance",
        "An example of use that a peer confirmed",
    ),
}
_PROGRAM = f"{_ADL}/activities/course"
_OURSELVES = "peerloop"
_OURS, _THEIRS = "en", "und"
"""The languages of our words, and of what people called a program."""
NO_HOME = "https://peerloop.invalid"
"""Whose the accounts are where Peerloop has no public address."""


def id_of(says: Says, about: str, name: str, at: datetime) -> str:
    """Return the id of what is told of an account: the same for the same fact."""
    return str(uuid.uuid5(_NAMES, f"{says} {about} {name} {at.astimezone(UTC).isoformat()}"))


def id_of_taking_back(statement: str) -> str:
    """Return the id of what takes a statement back."""
    return str(uuid.uuid5(_NAMES, f"taken back {statement}"))


def telling(
    home: str, id: str, says: Says, about: str, name: str, at: datetime, program: Mapping[str, str]
) -> dict[str, Any]:
    """Return what is sent: that the account of a `name` did something; `program` is its id and what it is called."""
    kind, type_, called = _THINGS[says]
    context: dict[str, Any] = {"platform": "Peerloop"}
    if program:
        of = _activity(f"{home}/xapi/program/{program['id']}", _PROGRAM, {_THEIRS: program["name"]})
        context["contextActivities"] = {"grouping": [of]}
    return {
        "id": id,
        "actor": _agent(home, name),
        "verb": _verb(says),
        "object": _activity(f"{home}/xapi/{kind}/{about}", type_, {_OURS: called}),
        "context": context,
        "timestamp": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


def taking_back(home: str, id: str, statement: str) -> dict[str, Any]:
    """Return what is sent to take a statement back; it is about nobody, and always the same."""
    return {
        "id": id,
        "actor": _agent(home, _OURSELVES),
        "verb": _verb("taken back"),
        "object": {"objectType": "StatementRef", "id": statement},
    }


def _agent(home: str, name: str) -> dict[str, Any]:
    return {"objectType": "Agent", "account": {"homePage": home, "name": name}}


def _verb(says: Says) -> dict[str, Any]:
    id, shown = _VERBS[says]
    return {"id": id, "display": {_OURS: shown}}


def _activity(id: str, type_: str, called: Mapping[str, str]) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": id,
        "definition": {"type": type_, "name": dict(called)},
    }
