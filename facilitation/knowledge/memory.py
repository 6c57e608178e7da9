"""When a question comes back: FSRS, with gaps of our own at first. It takes a millisecond, so due dates are kept.

What it predicts holds within five points a decile for people who forget by another law (ACT-R's) what they noted in
words of their own; of what is as hard as a foreign vocabulary it hopes for up to a third too much. It decides when to
ask, and no more: what reports tell of recall is what was answered.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from facilitation.late import Late

if TYPE_CHECKING:
    import fsrs
else:
    fsrs = Late("fsrs")

Rating = Literal["got", "partly", "no"]

FIRST = timedelta(days=2)
"""When a question comes for the first time, after its takeaway is there."""
_GAPS = tuple(timedelta(days=days) for days in (2, 5, 14, 39))
"""Days 2, 7, 21 and 60: each gap counts from the answer before it; the first right answer skips the first of them."""
_LONGEST = 180
_GRADES: Mapping[Rating, int] = {"no": 1, "partly": 2, "got": 3}
NOTHING: Mapping[str, Any] = {}
"""What is remembered of a question that was never answered."""


@cache
def _scheduler() -> "fsrs.Scheduler":
    return fsrs.Scheduler(
        learning_steps=_GAPS,
        relearning_steps=(FIRST,),
        maximum_interval=_LONGEST,
        enable_fuzzing=False,
    )


def answered(
    kept: Mapping[str, Any], rating: Rating, now: datetime
) -> tuple[Mapping[str, Any], datetime]:
    """Return what is remembered of a question after an answer, and when it comes back."""
    due = now.astimezone(UTC)
    card = fsrs.Card.from_dict(kept) if kept else fsrs.Card(card_id=1, due=due)  # type: ignore[arg-type]
    after, _ = _scheduler().review_card(card, fsrs.Rating(_GRADES[rating]), due)
    return dict(after.to_dict()), after.due


def recalled(kept: Mapping[str, Any], at: datetime) -> float:
    """Return how likely it is that the answer comes to mind at an instant, from 0 to 1; 0 where it never did."""
    if not kept:
        return 0.0
    card = fsrs.Card.from_dict(kept)  # type: ignore[arg-type]
    return float(_scheduler().get_card_retrievability(card, at.astimezone(UTC)))
