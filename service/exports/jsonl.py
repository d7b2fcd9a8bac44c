"""JSON Lines: one report a line, in the shape of the contract."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from nlp.types import Analysis
from service.document import analysis_to_dict


def written(reports: Iterable[Analysis]) -> Iterator[str]:
    """A line for each report."""
    for report in reports:
        yield json.dumps(analysis_to_dict(report), ensure_ascii=False, allow_nan=False) + "\n"
