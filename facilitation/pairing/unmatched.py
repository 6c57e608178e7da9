"""Why somebody has no circle; never tells that anybody avoids anybody.

What is told follows from who took part, their languages, the circles they want and the program's sizes, and from
nothing else. Whatever else kept someone out (who avoids whom, whose manager is who) is told as one and the
same, or its mere appearance would tell.
"""

from collections.abc import Iterator

from facilitation.pairing.field import Field
from facilitation.pairing.model import Sizes, Unmatched, Why
from facilitation.pairing.sizes import split


def explain(field: Field, circles: list[list[int]], sizes: Sizes) -> Iterator[Unmatched]:
    """One answer for each person without a circle, sorted by id."""
    seated = {i for circle in circles for i in circle}
    company = field.has_company()
    for i in sorted(set(range(field.n)) - seated, key=lambda i: field.people[i].id):
        yield Unmatched(field.people[i].id, _why(field, i, sizes, bool(company[i])))


def _why(field: Field, i: int, sizes: Sizes, company: bool) -> Why:
    if field.n == 1:
        return Why("alone")
    if field.n < sizes.smallest:
        return Why("few", people=field.n, smallest=sizes.smallest)
    if not company:
        return Why("language")
    wanted = int(field.smallest[i])
    if wanted > sizes.largest:
        return Why("larger", wanted=wanted, largest=sizes.largest)
    if wanted > sizes.smallest:
        return Why("larger_seat", wanted=wanted)
    if len(split(field.n, sizes)) == 0 or sum(split(field.n, sizes)) < field.n:
        if sizes.largest == 2:
            return Why("odd")
        return Why("sizes", people=field.n, smallest=sizes.smallest, largest=sizes.largest)
    return Why("seat")
