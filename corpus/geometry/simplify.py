"""Lines with fewer points.

M. Visvalingam and J. D. Whyatt, Line generalisation by repeated elimination of points (1993): the
point whose triangle with its neighbours is the smallest goes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

Point = tuple[float, float]


def simplified(line: Sequence[Point], area: float) -> list[Point]:
    """The line without points whose triangles are smaller than ``area``; both ends stay.

    A line that ends where it begins keeps at least two points between.
    """
    before = list(range(-1, len(line) - 1))
    behind = list(range(1, len(line) + 1))
    heap = [(_triangle(line, at - 1, at, at + 1), at) for at in range(1, len(line) - 1)]
    sizes = {at: size for size, at in heap}
    heapify(heap)
    least, left = 4 if line[0] == line[-1] else 2, len(line)
    while heap and left > least:
        size, at = heappop(heap)
        if size >= area:
            break
        if sizes.get(at) != size:
            continue
        del sizes[at]
        left -= 1
        low, high = before[at], behind[at]
        behind[low], before[high] = high, low
        for near in (low, high):
            if near in sizes:
                # Not smaller than what is gone: else a bend would go before its own points.
                sizes[near] = max(size, _triangle(line, before[near], near, behind[near]))
                heappush(heap, (sizes[near], near))
    return [line[0], *(line[at] for at in sorted(sizes)), line[-1]]


def _triangle(line: Sequence[Point], low: int, at: int, high: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = line[low], line[at], line[high]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2
