"""The pairs format: new pairs each round, one to one; an odd one out makes a trio."""

from facilitation.formats.model import Format, Step
from facilitation.programs.model import Settings

PAIRS = Format(
    name="pairs",
    summary="Colleagues meet one to one, someone new each round",
    steps=(
        Step("announce", days="notice_days", before=True),
        Step("draw"),
        Step("nudge", hours="nudge_hours"),
        Step("ask", days="ask_days"),
        Step("close", days="ask_days", more_days=4),
    ),
    defaults=Settings(),
)
