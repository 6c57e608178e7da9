"""People out to a file: the inverse of `peerloop import people`, in the columns that it reads."""

import csv
import io
from collections.abc import Callable

from facilitation.people import sheet
from facilitation.people.model import Member
from facilitation.work import Work

COLUMNS = (
    *("email", "handle", "name", "team", "location", "zone", "level", "languages"),
    *("manager", "offers", "wants", "hours"),
)


Listed = Callable[[Member], tuple[str, str]]
"""Writes what a member offers and wants, each as the list that a file has of it."""


def as_named(member: Member) -> tuple[str, str]:
    """Return what a member offers and wants by the names alone."""
    return ", ".join(member.offers), ", ".join(member.wants)


def export_people(work: Work, workspace_id: str, listed: Listed = as_named) -> str:
    """Return the workspace's active members as CSV text, by name, their skills as `listed` writes them."""
    members = work.members.of(workspace_id)
    called = {m.id: m.email or m.handle for m in members}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for member in members:
        cells = _cells(member, called.get(member.manager, ""), *listed(member))
        writer.writerow([_inert(cell) for cell in cells])
    return out.getvalue()


def _cells(member: Member, manager: str, offers: str, wants: str) -> tuple[str, ...]:
    """Return a member's cells in the order of the columns."""
    return (
        member.email,
        member.handle,
        member.name,
        member.team,
        member.location,
        member.zone,
        str(member.level or ""),
        ", ".join(member.languages),
        manager,
        offers,
        wants,
        str(member.work),
    )


def _inert(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(sheet.FORMULA) else cell
