"""People from a file: `peerloop import people FILE.csv`, all of it or nothing, with a reason for every line refused.

Lines are for people who are known already, found by email or handle: on Slack and Teams only the platform can say who
somebody is. The playground's company has no platform, so there a line with a new email or handle adds a person.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from facilitation.errors import UserError
from facilitation.people import changes, columns, managers, sheet
from facilitation.people.managers import Called
from facilitation.people.model import Member
from facilitation.people.plainly import folded, short
from facilitation.people.report import Refusal, Report
from facilitation.people.sheet import Line
from facilitation.talk.phrases import OneOf, say
from facilitation.work import Work

SKILLS = ("offers", "wants")

MAKES_PEOPLE = "playground:"
"""Workspaces whose id starts so get new members from a file."""


Skills = tuple[tuple[str, int | None], ...]
"""Names of skills, each with the level that was given, if any."""


class Wording(Protocol):
    """What skills are called in a workspace."""

    def read(self, text: str, *, graded: bool) -> Skills:
        """Return the skills that a cell lists, levels apart where they are `graded`; raises UserError."""

    def keep(self, levels: Mapping[str, Skills]) -> None:
        """Keep the skills that are new, and by member id the levels that were given."""


@dataclass(slots=True)
class _Reading:
    """What is known while a file is read: people by id and by what they are called, and what has gone wrong."""

    workspace: str
    people: dict[str, Member]
    zone: str
    wording: Wording | None = None
    called: Called = field(default_factory=Called)
    taken: dict[str, int] = field(default_factory=dict)
    """The line that speaks of each person."""
    fresh: set[str] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)
    left: list[Refusal] = field(default_factory=list)
    levels: dict[str, Skills] = field(default_factory=dict)


def text_of(data: bytes) -> str:
    """Return a file's text; raises UserError when it is in no encoding we can be sure of."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(
            "I cannot read the letters of this file. Save it as “CSV UTF-8” and try again."
        ) from None


def import_people(
    work: Work,
    workspace_id: str,
    csv_text: str,
    wording: Wording | None = None,
    *,
    dry: bool = False,
    read: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Take people and their attributes from a file; raises UserError when it is no such file at all.

    With `wording` skills get the names they have in the workspace, and what is new of them is kept. With `dry` nothing
    is written. `read` is called every thousand lines with how many of how many are read.
    """
    found = sheet.read(csv_text)
    before = {m.id: m for m in work.members.of(workspace_id)}
    reading = _Reading(workspace_id, dict(before), work.workspaces.get(workspace_id).zone, wording)
    owners = _read(reading, found.lines, read)
    report = Report(
        len(found.lines),
        refused=tuple(sorted(reading.refused, key=lambda r: r.line)),
        ignored=found.ignored,
        remarks=found.remarks,
        left=tuple(reading.left),
        dry=dry,
    )
    if reading.refused:
        return report
    changed = [reading.people[id] for _, id in owners if reading.people[id] != before.get(id)]
    if not dry:
        work.members.save_all(changed)
        if wording is not None:
            wording.keep(reading.levels)
    return _became(report, reading, before, changed, len(owners))


def _became(
    report: Report,
    reading: _Reading,
    before: Mapping[str, Member],
    changed: Sequence[Member],
    known: int,
) -> Report:
    """Return the report with who changed, how, and whose skills were replaced; `known` lines were of somebody."""
    return replace(
        report,
        updated=len(changed) - len(reading.fresh),
        unchanged=known - len(changed),
        changes=tuple(changes.told(before.get(m.id), m, reading.people) for m in changed),
        new=tuple(changes.told(None, m, reading.people) for m in changed if m.id in reading.fresh),
        lost=tuple(
            changes.told(before[m.id], m, reading.people, SKILLS)
            for m in changed
            if m.id in before and changes.has_less(before[m.id], m, SKILLS)
        ),
    )


def _read(
    reading: _Reading, lines: Sequence[Line], read: Callable[[int, int], None]
) -> list[tuple[Line, str]]:
    """Take in what every line says; return the lines that could be read, each with whom it is of."""
    for member in list(reading.people.values()):
        reading.called.learn(member)
    owners = [(line, id) for line in lines if (id := _owner(reading, line)) is not None]
    for line, id in owners:
        reading.called.name(id, line.cells.get("name", ""))
    for number, (line, id) in enumerate(owners):
        _take(reading, line, id)
        if number % 1000 == 999:
            read(number + 1, len(owners))
    _refuse_loops(reading)
    return owners


def _owner(reading: _Reading, line: Line) -> str | None:
    """Return the id of the person a line speaks of, made known where that may be; None when it is refused."""
    try:
        if "" in line.cells:
            raise UserError(
                "The line has more cells than there are columns. Quote those with commas in them."
            )
        id = _known(reading, line) or _added(reading, line)
        if id in reading.taken:
            raise UserError("Line {taken} speaks of the same person.", taken=reading.taken[id])
    except UserError as error:
        reading.refused.append(Refusal(line.number, error.sentence))
        return None
    reading.taken[id] = line.number
    return id


def _known(reading: _Reading, line: Line) -> str | None:
    """Return the id of the known person a line speaks of; raises UserError where that is not clear."""
    words = [folded(line.cells.get("email", "")), folded(line.cells.get("handle", "")).lstrip("@")]
    words = [word for word in words if word]
    if not words:
        raise UserError("The line says neither email nor handle, so I do not know who is meant.")
    ids = {reading.called.address[word] for word in words if word in reading.called.address}
    if None in ids:
        raise UserError("Several people here are called {names}.", names=OneOf(words))
    if len(ids) > 1:
        raise UserError("The email and the handle belong to two different people.")
    return next(iter(ids), None)


def _added(reading: _Reading, line: Line) -> str:
    """Return the id of a person added by a line, where files may add people; raises UserError where not."""
    email, handle = line.cells.get("email", ""), line.cells.get("handle", "").lstrip("@")
    if not reading.workspace.startswith(MAKES_PEOPLE):
        raise UserError(
            "I do not know {name} here. People become known when they write to Peerloop once, or from the "
            "platform's directory.",
            name=email or handle,
        )
    address = columns.address(email) if email else ""
    slug = "-".join(re.findall(r"[a-z0-9]+", folded(handle or email.partition("@")[0])))
    id = f"{reading.workspace}:{slug}"
    if not slug or id in reading.people:
        raise UserError(
            "I cannot make a new handle of this. Give the person one in a column handle."
        )
    name = line.cells.get("name") or (handle or email.partition("@")[0]).replace(".", " ").title()
    member = Member(
        id=id,
        workspace=reading.workspace,
        name=short(name, columns.LONGEST_NAME, say("A name")),
        handle=short(handle, columns.LONGEST_NAME, say("A handle")) or slug,
        email=address,
        zone=reading.zone,
    )
    reading.people[id] = member
    reading.fresh.add(id)
    reading.called.learn(member)
    return id


def _take(reading: _Reading, line: Line, id: str) -> None:
    """Take what a line says of a person, or refuse it with every reason."""
    changed: dict[str, Any] = {}
    reasons: list[str] = []
    for name in columns.READERS.keys() & line.cells.keys():
        try:
            changed[columns.READERS[name][0]] = _value(reading, name, line.cells[name], id)
        except UserError as error:
            reasons.append(error.sentence)
    try:
        if "name" in line.cells:
            changed["name"] = short(line.cells["name"], columns.LONGEST_NAME, say("A name"))
        if "email" in line.cells:
            changed["email"] = columns.address(line.cells["email"])
    except UserError as error:
        reasons.append(error.sentence)
    if "manager" in line.cells:
        manager = _manager(reading, line.cells["manager"])
        if isinstance(manager, managers.Unknown):
            reading.left.append(Refusal(line.number, manager.why))
        elif manager == id:
            reasons.append(say("Nobody can be their own manager."))
        else:
            changed["manager"] = manager
    if reasons:
        reasons += [one.why for one in reading.left if one.line == line.number]
        reading.refused.append(Refusal(line.number, _one_after_another(sorted(reasons))))
        return
    reading.people[id] = replace(reading.people[id], **changed)


def _one_after_another(reasons: Sequence[str]) -> str:
    """Return sentences as one text; one that ends with an example gets its full stop."""
    *first, last = reasons
    return " ".join([*(one if one.endswith((".", "?")) else f"{one}." for one in first), last])


def _value(reading: _Reading, column: str, cell: str, id: str) -> object:
    """Return what a cell says, skills by the names they have here; raises UserError."""
    if column in SKILLS and reading.wording is not None and not columns.empties(column, cell):
        skills = reading.wording.read(cell, graded=column == "offers")
        if column == "offers":
            reading.levels[id] = skills
        return tuple(dict.fromkeys(name for name, _ in skills))
    return columns.value(column, cell)


def _manager(reading: _Reading, cell: str) -> "str | managers.Unknown":
    """Return the id of a manager named by email, handle or name, before or after their own line; empty for none."""
    if folded(cell) in columns.CLEARS:
        return ""
    return reading.called.manager(cell)


def _refuse_loops(reading: _Reading) -> None:
    """Refuse the lines of people who are, along their managers, above themselves."""
    done: set[str] = set()
    for start in reading.taken:
        path: dict[str, None] = {}
        at = start
        while at in reading.people and at not in done and at not in path:
            path[at] = None
            at = reading.people[at].manager
        if at in path:
            ids = list(path)
            loop = ids[ids.index(at) :]
            names = " → ".join(reading.people[m].name for m in [*loop, at][:6])
            for id in loop:
                if id in reading.taken:
                    why = say("The managers go round in a circle: {names}.", names=names)
                    reading.refused.append(Refusal(reading.taken[id], why))
        done.update(path)
