"""What is withheld stays so: who has every output of twelve weeks, and knows who came and went, learns nothing."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import pytest

from facilitation.gaps import survey
from facilitation.people import withholding
from facilitation.people.withholding import Rule
from tests import counts
from tests.facilitation.attacker import ALL, Week, narrowed

K = withholding.LEAST
RULE = Rule("secret")
WEEKS = 12


def company(chance: random.Random) -> list[list[tuple[int, str, bool]]]:
    """Return who is there in each week, by number, team and whether they want the skill: some join and some leave."""
    size = int(20 * 100 ** chance.random())
    teams = [f"team {n}" for n in range(chance.choice((2, 3, 5, 8)))]
    odds = {team: chance.choice((0.05, 0.2, 0.5, 0.8)) for team in teams}
    number = iter(range(10**6))

    def somebody() -> tuple[int, str, bool]:
        team = chance.choice(teams)
        return next(number), team, chance.random() < odds[team]

    weeks = [[somebody() for _ in range(size)]]
    for _ in range(WEEKS - 1):
        stay = list(weeks[-1])
        for _ in range(chance.choice((0, 0, 1, 1, 2, size // 10))):
            stay.pop(chance.randrange(len(stay)))
        weeks.append(stay + [somebody() for _ in range(chance.choice((0, 0, 1, 1, 2, size // 10)))])
    return weeks


def outputs(people: list[tuple[int, str, bool]], rule: Rule) -> tuple[dict[str, int], set[str]]:
    """Return what gaps tell of the skill, all rows and the total, by the page and by every filter."""
    sizes = Counter(team for _, team, _ in people)
    wants = Counter(team for _, team, wants in people if wants)
    cells = {("go", "want", team): n for team, n in wants.items()}
    found = survey.found(sizes, cells, str, rule)  # type: ignore[arg-type]
    rows = set(rule.rows(sizes).values())
    told = dict.fromkeys(rows, 0)
    total = 0
    for gap in found.missing:
        total = gap.people
        told |= dict(gap.rows) if found.teams else {withholding.OTHERS: gap.people}
    for row in found.teams:
        felt = survey.of_team(found, row).missing
        assert [gap.people for gap in felt] == ([told[row]] if told[row] else [])
    return {**told, ALL: total}, rows


def read(seed: int, least: Callable[[int], int]) -> Iterator[tuple[Week, Counter[str], list[str]]]:
    """Give what is told in each week, from `least` people on, with the truth and the rows that may be told of."""
    chance = random.Random(seed)
    weeks = company(chance)
    rows: set[str] = set()
    for w, people in enumerate(weeks):
        rule = Rule(f"secret {seed}", least(w))
        told, there = outputs(people, rule)
        rows = rows or there
        if there != rows:
            return  # teams became too small or large enough: other rows, of which the rest tells nothing
        before, now = ({n: t for n, t, _ in some} for some in (weeks[max(0, w - 1)], people))
        row_of = rule.rows(Counter(now.values()))

        def by_row(teams: Iterable[str], row_of: Mapping[str, str] = row_of) -> Counter[str]:
            return Counter(row_of.get(team, withholding.OTHERS) for team in teams)

        sizes = by_row(now.values())
        joined = by_row(now[n] for n in now.keys() - before.keys())
        left = by_row(before[n] for n in before.keys() - now.keys())
        truth = by_row(team for _, team, wants in people if wants)
        assert all(told[row] <= truth[row] for row in rows)
        assert told[ALL] <= truth.total()
        yield Week(told, sizes, joined, left, rule.least), truth, sorted(rows)


def test_no_figure_withheld_can_be_narrowed_to_fewer_than_five_possibilities() -> None:
    kept = enough = 0
    for seed in range(counts.upto(100, 10_000)):
        weeks = list(read(seed, lambda _: K))
        for week, truth, rows in weeks:
            enough += sum(truth[row] >= K for row in rows)
            kept += sum(bool(week.told[row]) for row in rows if truth[row] >= K)
        told = [week for week, *_ in weeks]
        assert narrowed(told, K, everywhere=counts.full) == {}, seed
    assert kept / enough >= 0.85, kept / enough


@pytest.mark.parametrize(
    ("least", "possible"),
    [
        (lambda _: 3, 3),
        (lambda _: 10, 10),
        (lambda w: 5 if w < 6 else 8, 5),
        (lambda w: (12, 5, 3, 7)[w % 4], 3),
    ],
    ids=["from three on", "from ten on", "raised to eight", "set anew every week"],
)
def test_who_sets_another_smallest_number_or_changes_it_gives_nothing_away(
    least: Callable[[int], int], possible: int
) -> None:
    for seed in range(counts.upto(8, 1_000)):
        weeks = [week for week, *_ in read(seed, least)]
        assert narrowed(weeks, possible, everywhere=counts.full) == {}, seed


def test_a_figure_never_says_more_than_there_are_nor_changes_with_who_asks() -> None:
    for count in range(200):
        told = {RULE.told(count, f"cell {n}") for n in range(50)}
        assert all(one % K == 0 and one <= count < one + 2 * K for one in told)
    assert Rule("a").told(9, "b") == Rule("a").told(9, "b") == 5
    assert Rule("a").told(4, "b") == 0
    for least in (3, 4, 7, 10, 23):
        rule = Rule("secret", least)
        for count in range(100):
            told = {rule.told(count, f"cell {n}") for n in range(50)}
            assert all(one == 0 or least <= one <= count < one + 2 * rule.step for one in told)
            assert count < 2 * rule.step or 0 not in told


@pytest.mark.parametrize("least", [3, 4, 5, 7, 10])
def test_of_few_people_no_figure_is_told_that_is_not_true_of_them(least: int) -> None:
    rule = Rule("secret", least)
    for of in range(40):
        for count in range(of + 1):
            told = {rule.told(count, f"cell {n}", of) for n in range(20)}
            assert all(one == 0 or least <= one <= count for one in told), (of, count, told)


def test_a_total_gives_no_part_away_however_near_the_parts_are_to_being_told() -> None:
    for seed in range(counts.upto(200, 5_000)):
        chance = random.Random(seed)
        cells, rule = {}, Rule(f"secret {seed}")
        for row in (f"row {n}" for n in range(chance.choice((2, 3, 4)))):
            # the most that is still withheld, one more, or none
            most = next(n for n in range(20) if rule.told(n, f"go/{row}")) - 1
            cells[row] = chance.choice((0, most, most, most + 1))
        total, told = rule.shown(cells, "go")
        rows = {row: told.get(row, 0) for row in cells}
        week = Week({**rows, ALL: total}, dict.fromkeys(cells, 100), {}, {})
        assert narrowed([week], K, everywhere=True) == {}, (cells, told, total)
        assert total <= sum(cells.values())


def test_a_total_gives_no_part_away_of_which_a_leaver_shows_that_it_is_just_enough() -> None:
    for seed in range(counts.upto(200, 5_000)):
        chance = random.Random(seed)
        rule, rows = Rule(f"secret {seed}"), [f"row {n}" for n in range(chance.choice((2, 3, 4)))]
        enough = {row: next(n for n in range(20) if rule.told(n, f"go/{row}")) for row in rows}
        weeks = []
        for gone in (0, 1):
            total, told = rule.shown({row: n - gone for row, n in enough.items()}, "go")
            every = {row: told.get(row, 0) for row in rows} | {ALL: total}
            weeks.append(
                Week(
                    every,
                    dict.fromkeys(rows, 100),
                    dict.fromkeys(rows, 0),
                    dict.fromkeys(rows, gone),
                )
            )
        assert narrowed(weeks, K, everywhere=True) == {}, (enough, weeks)


def test_a_total_says_not_how_few_there_are_in_a_row_beside_one_that_is_known_to_be_many() -> None:
    for seed in range(counts.upto(200, 5_000)):
        rule, rows = Rule(f"secret {seed}"), ("many", "few", "none")
        begun = {row: next(n for n in range(20) if rule.told(n, f"go/{row}")) for row in rows}
        weeks = []
        for gone in ({"many": 0, "few": 0}, {"many": 2, "few": 1}):
            cells = {"many": begun["many"] + 10, "few": begun["few"], "none": 0}
            left = {row: gone.get(row, 0) for row in rows}
            total, told = rule.shown({row: n - left[row] for row, n in cells.items()}, "go")
            every = {row: told.get(row, 0) for row in rows} | {ALL: total}
            weeks.append(Week(every, dict.fromkeys(rows, 100), dict.fromkeys(rows, 0), left))
        assert narrowed(weeks, K, everywhere=True) == {}, (seed, begun, weeks)


def test_that_three_may_be_told_of_says_nothing_of_where_their_step_begins() -> None:
    rule, begins = Rule("secret", 3), set()
    for cell in (f"cell {n}" for n in range(200)):
        first = next(n for n in range(20) if rule.told(n, cell) == 5) - 5
        begins |= {first for n in range(10) if rule.told(n, cell) == 3}
    assert begins == set(range(5))


def test_from_how_many_on_a_figure_is_told_differs_from_cell_to_cell_and_is_a_secret() -> None:
    cells = [(Rule(f"secret {n % 7}"), f"cell {n}") for n in range(1000)]
    for count, share in ((5, 0.2), (6, 0.4), (7, 0.6), (8, 0.8), (9, 1.0)):
        there = sum(bool(rule.told(count, cell)) for rule, cell in cells) / len(cells)
        assert abs(there - share) < 0.06, count


def test_a_share_is_told_in_steps_of_five_people_and_more() -> None:
    assert RULE.rate(9, 9) is None
    assert RULE.rate(7, 12) is None
    assert RULE.rate(12, 20) == 50
    assert RULE.rate(33, 50) == 70
    assert RULE.rate(333, 500) == 67
    for of in range(20, 600):
        steps = {RULE.rate(count, of) for count in range(of + 1)}
        assert len(steps) <= of / K + 2


def test_that_hardly_anybody_wants_what_is_offered_says_no_more_than_its_number_does() -> None:
    sizes = {"Sales": 40, "Design": 30}
    for seed in range(200):
        chance, rule = random.Random(seed), Rule(f"secret {seed}")
        wants = {team: chance.choice((0, 1, 3, 8)) for team in sizes}
        cells = {("go", "want", team): n for team, n in wants.items() if n}
        offers = {("go", "offer", "Sales"): 20}
        found = survey.found(sizes, cells | offers, str, rule)  # type: ignore[arg-type]
        missing = survey.found(sizes, cells, str, rule).missing  # type: ignore[arg-type]
        assert bool(found.idle) != any(gap.people for gap in missing), wants


def test_the_floor_holds() -> None:
    for under in (0, 1, 2):
        with pytest.raises(ValueError, match="fewer than 3"):
            Rule("secret", under)
