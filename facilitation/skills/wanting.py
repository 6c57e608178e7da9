"""How many want a skill, as far as that may be told.

What somebody wants stands on their profile, and whoever looks at it may know; how many that are of everybody nobody
should be able to put together with who came and who left, so it is told as all numbers are (see `people/withholding`).
Offers are there to be found, and are counted as they are.
"""

from collections.abc import Sequence

from facilitation.people import withholding
from facilitation.work import Work


def told(work: Work, workspace: str, keys: Sequence[str]) -> dict[str, int]:
    """Return by key how many or more want each of some skills; 0 where that may not be told."""
    rule = withholding.rule(work, workspace)
    sizes = work.members.teams(workspace)
    row_of, of = rule.rows(sizes), rule.crowds(sizes)
    cells = {key: dict.fromkeys(of, 0) for key in keys}
    for (key, kind, team), count in work.skills.counts(workspace, keys).items():
        if kind == "want":
            cells[key][row_of[team]] += count
    return {key: rule.shown(rows, f"want {key}", of)[0] for key, rows in cells.items()}
