"""What a people file changes of somebody, in a sentence."""

from collections.abc import Collection, Mapping
from typing import Any

from facilitation.people import columns
from facilitation.people.model import Member
from facilitation.people.plainly import folded

_FIELDS = {
    "name": "name",
    "email": "email",
    "manager": "manager",
    **{column: field for column, (field, _, _) in columns.READERS.items()},
}
"""The member's field by the column that tells it."""


def told(
    before: Member | None,
    after: Member,
    people: Mapping[str, Member],
    only: Collection[str] = _FIELDS,
) -> str:
    """Return in a sentence what changes of a person, in these columns only, or that they are new."""
    if before is None:
        return f"{after.name} ({after.email or after.handle}) is new."

    def said(field: str, value: Any) -> str:
        if field == "manager":
            value = people[value].name if value in people else value
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        return shown or "nothing"

    found = [
        f"{column} {said(field, getattr(before, field))} → {said(field, getattr(after, field))}"
        for column, field in _FIELDS.items()
        if column in only and getattr(before, field) != getattr(after, field)
    ]
    return f"{before.name}: {'; '.join(found)}."


def has_less(before: Member, after: Member, lists: Collection[str]) -> bool:
    """Return whether something is gone from one of these lists of a person's, however it is spelled."""
    return any(
        {*map(folded, getattr(before, one))} - {*map(folded, getattr(after, one))} for one in lists
    )
