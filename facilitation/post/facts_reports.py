"""What can happen to reports that can be taken back: from how many people on anything is said, a team's own figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastSet:
    """An admin said how many people there must be before anything is said of them."""

    was: int
    least: int
    kind: Literal["workspace.least"] = "workspace.least"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChanged:
    """Somebody entered a figure of a team's own for a program, or took it out: by its id what was and what is there."""

    program: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    kind: Literal["figure.changed"] = "figure.changed"
