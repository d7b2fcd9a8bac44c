"""Work beside the requests that lets other work go first."""

from __future__ import annotations

import time
from threading import Event

from service.background import Background
from service.suggest import SuggestionKeeper


class Waiting(Background):
    """Works until it is let go."""

    def __init__(self) -> None:
        self.let_go = Event()
        super().__init__("waiting")

    def _work(self) -> None:
        self.let_go.wait(10)


class Suggesting:
    """Notes when it was asked."""

    def __init__(self) -> None:
        self.asked = Event()

    def refresh(self) -> bool:
        self.asked.set()
        return True

    def catch_up(self, *, stop: object) -> None:
        pass


def test_suggestions_are_made_after_what_the_first_searches_need() -> None:
    suggester = Suggesting()
    with Waiting() as first, SuggestionKeeper(suggester, after=first):  # type: ignore[arg-type]
        assert not suggester.asked.wait(0.3)
        first.let_go.set()
        assert suggester.asked.wait(5)


def test_it_ends_soon_though_the_other_still_works() -> None:
    suggester = Suggesting()
    with Waiting() as first:
        begun = time.monotonic()
        with SuggestionKeeper(suggester, after=first):  # type: ignore[arg-type]
            pass
        assert time.monotonic() - begun < 2
        assert not suggester.asked.is_set()
        first.let_go.set()
