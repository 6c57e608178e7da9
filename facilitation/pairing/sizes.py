"""How many circles of which size: as equal as the limits allow, as near the target as they can."""

from facilitation.pairing.model import Sizes


def sound(sizes: Sizes) -> Sizes:
    """The same sizes with limits that can hold: 2 <= smallest <= target <= largest."""
    smallest = max(2, sizes.smallest)
    largest = max(smallest, sizes.largest)
    return Sizes(min(max(sizes.target, smallest), largest), smallest, largest)


def split(n: int, sizes: Sizes) -> list[int]:
    """Sizes of the circles of n people, larger first; fewer than n seats where no split is legal.

    The number of circles is n / target rounded half up (smaller circles repeat fewer pairs), moved
    to the nearest number that the limits allow.
    """
    for seats in range(n, sizes.smallest - 1, -1):
        fewest, most = -(-seats // sizes.largest), seats // sizes.smallest
        if fewest <= most:
            count = min(max((2 * seats + sizes.target) // (2 * sizes.target), fewest), most)
            return [seats // count + (i < seats % count) for i in range(count)]
    return []


def trios(shy: int, n: int, sizes: Sizes) -> int:
    """How many of n people's pairs must be trios so that each of the shy has a seat in one."""
    if sizes.largest < 3:
        return 0
    count = max(-(-shy // 3), n % 2)
    if (n - 3 * count) % 2:
        count += 1
    return count if 3 * count <= n else n // 3
