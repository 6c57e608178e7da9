"""Why somebody has no circle, and what would help; never tells that anybody avoids anybody.

What is said follows from who took part, their languages, the circles they want and the program's sizes, and from
nothing else. Whatever else kept someone out (who avoids whom, whose manager is who) is told in one and the same
sentence, or its mere appearance would tell.
"""

from collections.abc import Iterator

from facilitation.pairing.field import Field
from facilitation.pairing.model import Sizes, Unmatched
from facilitation.pairing.sizes import split


def explain(field: Field, circles: list[list[int]], sizes: Sizes) -> Iterator[Unmatched]:
    """One answer for each person without a circle, sorted by id."""
    seated = {i for circle in circles for i in circle}
    company = field.has_company()
    for i in sorted(set(range(field.n)) - seated, key=lambda i: field.people[i].id):
        yield Unmatched(field.people[i].id, *_reason(field, i, sizes, bool(company[i])))


def _reason(field: Field, i: int, sizes: Sizes, company: bool) -> tuple[str, str]:
    if field.n == 1:
        return "Nobody else took part in this draw.", "Invite one more person to the program."
    if field.n < sizes.smallest:
        return (
            f"Only {field.n} people took part, and a circle needs at least {sizes.smallest}.",
            "Invite more people, or allow smaller circles.",
        )
    if not company:
        return (
            "No language in common with anyone in this draw.",
            "Add languages to the profile, or invite someone who shares one.",
        )
    wanted = int(field.smallest[i])
    if wanted > sizes.largest:
        return (
            f"Wants circles of {wanted} or more, and this program forms at most {sizes.largest}.",
            f"Allow circles of {wanted} in the program, or smaller ones in the profile.",
        )
    if wanted > sizes.smallest:
        return (
            f"Wants circles of {wanted} or more, and none with a free seat could be formed.",
            "Invite more people, or allow smaller circles in the profile.",
        )
    if len(split(field.n, sizes)) == 0 or sum(split(field.n, sizes)) < field.n:
        return _arithmetic(field.n, sizes)
    return (
        "Not everyone could be placed this time, and no circle had a free seat left.",
        "More people in the program help; so do more languages in the profile.",
    )


def _arithmetic(n: int, sizes: Sizes) -> tuple[str, str]:
    if sizes.largest == 2:
        return (
            "An odd number took part, and this program makes no trios.",
            "Invite one more person, or allow circles of three.",
        )
    limits = (
        f"{sizes.smallest} to {sizes.largest}"
        if sizes.smallest < sizes.largest
        else f"{sizes.smallest}"
    )
    return (
        f"{n} people cannot be divided into circles of {limits}.",
        "Invite one more person, or widen the size limits.",
    )
