"""People from a file: `peerloop import people FILE.csv`, all of it or nothing, with a reason for every line refused.

Lines are for people who are known already, found by email or handle: on Slack and Teams only the platform can say who
somebody is. The playground's company has no platform, so there a line with a new email or handle adds a person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from facilitation.errors import UserError
from facilitation.journal import Fact
from facilitation.people import columns, sheet
from facilitation.people.model import Member
from facilitation.people.plainly import folded, short
from facilitation.people.sheet import Line
from facilitation.work import Work

SKILLS = ("offers", "wants")

MAKES_PEOPLE = "playground:"
"""Workspaces whose id starts so get new members from a file."""


class Wording(Protocol):
    """What skills are called in a workspace."""

    def name(self, text: str) -> str:
        """Return the name of the skill that a text means; raises UserError when it can be no skill's name."""

    def keep(self) -> None:
        """Keep the skills that are new."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that cannot be taken, and why; line 1 is the header."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file; where a line was refused nothing is written, and nobody is added or updated."""

    lines_read: int
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()
    ignored: tuple[str, ...] = ()
    """Headers of columns that mean nothing to us."""


@dataclass(slots=True)
class _Reading:
    """What is known while a file is read: people by id and by what they are called, and what has gone wrong."""

    workspace: str
    people: dict[str, Member]
    zone: str
    wording: Wording | None = None
    called: dict[str, str | None] = field(default_factory=dict)
    """Ids by email and handle; None where two people share one."""
    taken: dict[str, int] = field(default_factory=dict)
    """The line that speaks of each person."""
    fresh: set[str] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)

    def know(self, member: Member) -> None:
        """Learn what a member is called."""
        for word in {folded(member.email), folded(member.handle)} - {""}:
            self.called[word] = None if self.called.get(word, member.id) != member.id else member.id


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
    work: Work, workspace_id: str, csv_text: str, now: datetime, wording: Wording | None = None
) -> Report:
    """Take people and their attributes from a file; raises UserError when it is no such file at all.

    With `wording` skills get the names they have in the workspace, and what is new of them is kept.
    """
    workspace = work.workspaces.get(workspace_id)
    lines, ignored = sheet.lines(csv_text)
    members = work.members.of(workspace_id)
    before = {m.id: m for m in members}
    reading = _Reading(workspace_id, dict(before), workspace.zone, wording)
    for member in members:
        reading.know(member)
    owners = [(line, id) for line in lines if (id := _owner(reading, line)) is not None]
    for line, id in owners:
        _take(reading, line, id)
    _refuse_loops(reading)
    if reading.refused:
        refused = sorted(reading.refused, key=lambda r: r.line)
        return Report(len(lines), refused=tuple(refused), ignored=ignored)
    changed = [reading.people[id] for _, id in owners if reading.people[id] != before.get(id)]
    work.members.save_all(changed)
    if wording is not None:
        wording.keep()
    report = Report(
        lines_read=len(lines),
        added=len(reading.fresh),
        updated=len(changed) - len(reading.fresh),
        unchanged=len(owners) - len(changed),
        ignored=ignored,
    )
    _keep(work, workspace_id, report, now)
    return report


def _owner(reading: _Reading, line: Line) -> str | None:
    """Return the id of the person a line speaks of, made known where that may be; None when it is refused."""
    try:
        if "" in line.cells:
            raise UserError(
                "The line has more cells than there are columns. Quote those with commas in them."
            )
        id = _known(reading, line) or _added(reading, line)
        if id in reading.taken:
            raise UserError(f"Line {reading.taken[id]} speaks of the same person.")
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
    ids = {reading.called[word] for word in words if word in reading.called}
    if None in ids:
        raise UserError(f"Several people here are called {' or '.join(words)}.")
    if len(ids) > 1:
        raise UserError("The email and the handle belong to two different people.")
    return next(iter(ids), None)


def _added(reading: _Reading, line: Line) -> str:
    """Return the id of a person added by a line, where files may add people; raises UserError where not."""
    email, handle = line.cells.get("email", ""), line.cells.get("handle", "").lstrip("@")
    if not reading.workspace.startswith(MAKES_PEOPLE):
        raise UserError(
            f"I know nobody here with the {'email ' + email if email else 'handle ' + handle}. People "
            "become known by writing to Peerloop once, or from the platform's directory."
        )
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
        name=short(name, columns.LONGEST_NAME, "A name"),
        handle=short(handle, columns.LONGEST_NAME, "A handle") or slug,
        email=short(email, columns.LONGEST_NAME, "An email"),
        zone=reading.zone,
    )
    reading.people[id] = member
    reading.fresh.add(id)
    reading.know(member)
    return id


def _take(reading: _Reading, line: Line, id: str) -> None:
    """Take what a line says of a person, or refuse it with every reason."""
    changed: dict[str, Any] = {}
    reasons = []
    for name in columns.READERS.keys() & line.cells.keys():
        try:
            changed[columns.READERS[name][0]] = _value(reading, name, line.cells[name])
        except UserError as error:
            reasons.append(error.sentence)
    try:
        if "name" in line.cells:
            changed["name"] = short(line.cells["name"], columns.LONGEST_NAME, "A name")
        if "email" in line.cells:
            changed["email"] = short(line.cells["email"], columns.LONGEST_NAME, "An email")
        if "manager" in line.cells:
            changed["manager"] = _manager(reading, line.cells["manager"], id)
    except UserError as error:
        reasons.append(error.sentence)
    if reasons:
        reading.refused.append(Refusal(line.number, " ".join(sorted(reasons))))
        return
    reading.people[id] = replace(reading.people[id], **changed)


def _value(reading: _Reading, column: str, cell: str) -> object:
    """Return what a cell says, skills by the names they have here; raises UserError."""
    value = columns.value(column, cell)
    if column in SKILLS and reading.wording is not None:
        return tuple(dict.fromkeys(map(reading.wording.name, value)))
    return value


def _manager(reading: _Reading, cell: str, id: str) -> str:
    """Return the id of a manager named by email or handle, before or after their own line; empty for none."""
    if folded(cell) in columns.CLEARS:
        return ""
    found = reading.called.get(folded(cell).removeprefix("@"), "")
    if found is None:
        raise UserError(
            f"Several people here are called {cell[:60]}, so I do not know which manager."
        )
    if not found:
        raise UserError(
            f"I know nobody with the email or handle {cell[:60]}, who is given as manager."
        )
    if found == id:
        raise UserError("Nobody can be their own manager.")
    return found


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
                    why = f"The managers go round in a circle: {names}."
                    reading.refused.append(Refusal(reading.taken[id], why))
        done.update(path)


def _keep(work: Work, workspace: str, report: Report, now: datetime) -> None:
    """Write the fact that people were taken from a file."""
    counts = {"added": report.added, "updated": report.updated}
    fact = Fact(
        id=work.new_id("fct"), workspace=workspace, at=now, kind="people.imported", data=counts
    )
    work.journal.add([fact])


def lines_of(report: Report) -> Iterator[str]:
    """Give the report in lines a person reads."""
    if report.ignored:
        yield f"Columns I do not use: {', '.join(report.ignored)}."
    for refusal in report.refused:
        yield f"Line {refusal.line}: {refusal.why}"
    if report.refused:
        yield (
            f"{len(report.refused)} of {report.lines_read} lines refused, so nothing was changed. "
            "Mend them and import the file again."
        )
    else:
        yield (
            f"{report.lines_read} lines read: {report.added} people added, {report.updated} updated, "
            f"{report.unchanged} as they were."
        )
