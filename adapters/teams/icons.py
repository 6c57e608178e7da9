"""Peerloop's mark, two linked loops, drawn as the two PNG pictures that a Teams app package must hold."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from math import hypot

Ink = tuple[int, int, int]

GREEN: Ink = (0x1F, 0x5C, 0x4D)
WHITE: Ink = (0xFF, 0xFF, 0xFF)
GOLD: Ink = (0xF4, 0xC0, 0x5E)

COLOR_SIZE = 192
OUTLINE_SIZE = 32

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class _Mark:
    """How the loops lie, in pixels: both as high as the middle, each `apart` from it to its side."""

    size: int
    radius: float
    apart: float
    stroke: float
    gap: float
    """The free space beside a loop where it passes over the other."""

    def cover(self, x: int, y: int) -> tuple[float, float]:
        """Return how much of a pixel the left and the right loop cover, each from 0 to 1."""
        middle = self.size / 2
        across, down = x + 0.5 - middle, y + 0.5 - middle
        left = abs(hypot(across + self.apart, down) - self.radius)
        right = abs(hypot(across - self.apart, down) - self.radius)
        half = self.stroke / 2
        # Above the middle the left loop passes over the right one, below it the other way: so they are linked.
        if down < 0:
            return _part(half - left), _part(half - right) * _part(left - half - self.gap)
        return _part(half - left) * _part(right - half - self.gap), _part(half - right)


def color() -> bytes:
    """Return the full-color icon: 192 pixels square, the mark within the middle 96, which Teams never crops."""
    mark = _Mark(size=COLOR_SIZE, radius=27.0, apart=16.5, stroke=9.0, gap=4.0)

    def pixel(x: int, y: int) -> bytes:
        left, right = mark.cover(x, y)
        mixed = (
            ground + (white - ground) * left + (gold - ground) * right
            for ground, white, gold in zip(GREEN, WHITE, GOLD, strict=True)
        )
        return bytes([*(min(255, round(channel)) for channel in mixed), 255])

    return _png(COLOR_SIZE, pixel)


def outline() -> bytes:
    """Return the outline icon: 32 pixels square, white on nothing."""
    mark = _Mark(size=OUTLINE_SIZE, radius=9.0, apart=5.75, stroke=2.25, gap=1.25)

    def pixel(x: int, y: int) -> bytes:
        return bytes([*WHITE, round(255 * min(1.0, sum(mark.cover(x, y))))])

    return _png(OUTLINE_SIZE, pixel)


def _part(inside: float) -> float:
    # how much of a pixel lies inside an edge that passes `inside` pixels from its middle
    return min(1.0, max(0.0, inside + 0.5))


def _png(size: int, pixel: Callable[[int, int], bytes]) -> bytes:
    rows = (b"\0" + b"".join(pixel(x, y) for x in range(size)) for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"".join(
        [
            _SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(b"".join(rows), 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
