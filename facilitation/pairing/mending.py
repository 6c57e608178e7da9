"""Taking the last repeats out of many circles, by a swap with anybody anywhere."""

import numpy as np
from numpy.typing import NDArray

from facilitation.pairing.field import Bools, Field

Circles = list[list[int]]


def swap_out(field: Field, circles: Circles, faulty: list[int]) -> Circles:
    """Swap one member of each faulty circle for somebody, where both circles then have no fault.

    A fault is a barred pair or a repeat. Circles that no single swap can heal stay as they are.
    """
    circles = [list(circle) for circle in circles]
    label = _labels(field, circles)
    for c in faulty:
        for member in sorted(circles[c]):
            rest = [i for i in circles[c] if i != member]
            if _clean(field, rest) and (other := _partner(field, label, member, rest)) is not None:
                home = int(label[other])
                circles[c] = [*rest, other]
                circles[home] = [member if i == other else i for i in circles[home]]
                label[member], label[other] = home, c
                break
    return circles


def welcoming(field: Field, circles: Circles, people: list[int]) -> list[int]:
    """The circles that come nearest to taking one of some people without a fault."""
    label = _labels(field, circles)
    near: dict[int, None] = {}
    for member in people:
        bad = ~_fresh(field, member) & (label >= 0)
        conflicts = np.bincount(label[bad], minlength=len(circles))
        near |= dict.fromkeys(np.argsort(conflicts, kind="stable")[:8].tolist())
    return list(near)


def _labels(field: Field, circles: Circles) -> NDArray[np.int64]:
    label = np.full(field.n, -1, dtype=np.int64)
    for c, circle in enumerate(circles):
        label[circle] = c
    return label


def _clean(field: Field, circle: list[int]) -> bool:
    i, j = (
        np.array([(a, b) for a in circle for b in circle if a < b], dtype=np.intp).reshape(-1, 2).T
    )
    return not (field.barred_pairs(i, j) | field.repeated_pairs(i, j)).any()


def _partner(field: Field, label: NDArray[np.int64], member: int, rest: list[int]) -> int | None:
    """Who may take the member's seat beside the rest while the member takes theirs."""
    fits = label >= 0
    for i in rest:
        fits &= _fresh(field, i)
    fits[[member, *rest]] = False
    bad = ~_fresh(field, member) & (label >= 0)
    conflicts = np.bincount(label[bad], minlength=int(label.max()) + 1)
    fits &= conflicts[label] == bad
    seats = np.bincount(label[label >= 0])
    fits &= field.smallest <= seats[label[member]]
    fits &= field.smallest[member] <= seats[label]
    found = np.flatnonzero(fits)
    return int(found[0]) if len(found) else None


def _fresh(field: Field, i: int) -> Bools:
    fresh: Bools = field.legal(i) & ~field.met(i)
    return fresh
