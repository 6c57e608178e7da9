"""The shape of a schema as a running program meets it, and what a change of it would break in one that is older."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, inspect

WIDER = {("INTEGER", "BIGINT"), ("VARCHAR", "TEXT")}
"""Types that take whatever the one before took."""


@dataclass(frozen=True)
class Shape:
    """A table: its columns, and what its rows must keep to."""

    columns: dict[str, Any]
    rules: frozenset[str]


def shapes(engine: Engine) -> dict[str, Shape]:
    """Return every table's shape, by name."""
    found = inspect(engine)
    rules: list[Any] = [
        found.get_multi_unique_constraints(),
        found.get_multi_indexes(),
        found.get_multi_foreign_keys(),
        found.get_multi_check_constraints(),
        found.get_multi_pk_constraint(),
    ]
    return {
        at[1]: Shape(
            {column["name"]: column for column in columns},
            frozenset(_rules(*(each[at] for each in rules))),
        )
        for at, columns in found.get_multi_columns().items()
    }


def contracted(before: dict[str, Shape], after: dict[str, Shape]) -> list[str]:
    """Return what a program that knows the shapes before could not live with afterwards."""
    found = [f"the table {table} is gone" for table in before if table not in after]
    for name, old in before.items():
        if new := after.get(name):
            found += _columns(name, old.columns, new.columns)
            found += [f"{name} has a new rule: {rule}" for rule in sorted(new.rules - old.rules)]
    return found


def _columns(table: str, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    found = []
    for name, old in before.items():
        new = after.get(name)
        if new is None:
            found.append(f"the column {table}.{name} is gone")
            continue
        kinds = (str(old["type"]), str(new["type"]))
        if kinds[0] != kinds[1] and kinds not in WIDER:
            found.append(f"the column {table}.{name} was {kinds[0]} and is {kinds[1]}")
        if old["nullable"] and not new["nullable"]:
            found.append(f"the column {table}.{name} must hold something now")
        if old["default"] is not None and new["default"] is None:
            found.append(f"the column {table}.{name} has lost its default")
    return found + [
        f"the new column {table}.{name} must hold something and has no default"
        for name, new in after.items()
        if name not in before and not new["nullable"] and new["default"] is None
    ]


def _rules(uniques: Any, indexes: Any, foreign: Any, checks: Any, key: Any) -> list[str]:
    unique = [tuple(each["column_names"]) for each in uniques]
    unique += [tuple(each["column_names"]) for each in indexes if each["unique"]]
    unique += [tuple(key["constrained_columns"])]
    return [
        *(f"{each} is unique" for each in unique),
        *(f"{tuple(k['constrained_columns'])} refers to {k['referred_table']}" for k in foreign),
        *(f"check {each['sqltext']}" for each in checks),
    ]
