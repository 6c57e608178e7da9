"""What a report has to draw: who met whom, marks, weeks and a curve, as its page would be given them."""

from datetime import date, timedelta
from itertools import combinations

from facilitation.reports import examples, periods
from facilitation.reports.pictures import DAYS, Network, Pictures

_TEAMS = {"Design": 60, "Engineering": 85, "Marketing": 30, "People": 20, "Sales": 45, "": 25}
_MET = (25, 0, 5, 15, 10, 40, 15, 20, 0, 5, 0, 10, 0, 15, 5)
PICTURES = Pictures(
    network=Network(_TEAMS, dict(zip(combinations(_TEAMS, 2), _MET, strict=True))),
    marks={1: 0, 2: 5, 3: 15, 4: 45, 5: 30},
    weeks=[
        (periods.day(date(2026, 9, 7) + timedelta(weeks=n)), 50 + 5 * (n % 4) if n else None)
        for n in range(12)
    ],
    curve=list(zip(DAYS.values(), (85, 75, 65, None), strict=True)),
    quarter=periods.label(examples.REPORT.period),
)
