"""What is taken is found among many spans as fast as among few."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.taken import Taken
from nlp.types import Span

RANGES = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(
    lambda pair: Span(start=pair[0], end=pair[0] + pair[1])
)


@given(st.lists(RANGES, max_size=8), RANGES)
def test_a_range_is_free_where_no_span_overlaps_it(spans: list[Span], asked: Span) -> None:
    is_free = not any(asked.overlaps(span) for span in spans)
    assert Taken(spans).is_free(asked.start, asked.end) == is_free
