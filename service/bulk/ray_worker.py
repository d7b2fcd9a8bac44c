"""What a process of Ray does. Nothing heavy is imported before it is asked to load."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nlp.errors import FundstelleError

if TYPE_CHECKING:
    from corpus.documents import Document
    from service.analyse import ReportReader
    from service.bulk.pool import Found
    from service.bulk.recipe import Recipe

Loading = Callable[[], "ReportReader"]


class RayWorker:
    """Loads once, then analyses one batch after another with one processor thread."""

    def __init__(self) -> None:
        self._reader: ReportReader | None = None

    def load(self, loading: Loading) -> str | FundstelleError:
        """The version of its analyser, or why there is none."""
        os.environ["OMP_NUM_THREADS"] = "1"  # before the models are imported
        try:
            self._reader = loading()
        except FundstelleError as error:
            return error
        return self._reader.version

    def analyse(self, documents: Sequence[Document]) -> list[Found]:
        """One result for each, in order."""
        from service.analyse import analysed

        assert self._reader
        return [each[1] for each in analysed(documents, self._reader) if isinstance(each, tuple)]


class Shipped:
    """Loads the models that come along as a recipe says."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe

    def __call__(self) -> ReportReader:
        """The analyser."""
        from service.loading import ShippedModels

        return self._recipe.analyser(ShippedModels())
