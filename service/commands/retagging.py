"""Stored reports brought to the vocabulary in use, as commands that read reports do first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from service.commands.console import Counter, say

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from service.settings import Settings
    from service.workspace import Workspace


def themed(
    space: Workspace, settings: Settings, analyser: Analyser, stop: Callable[[], bool]
) -> Analyser:
    """The analyser with the vocabulary in use; what is stored gets its themes by that, too."""
    from service.retag import outdated, retag
    from service.theme_desk import ThemeDesk

    analyser = ThemeDesk(space.store, settings).themed(analyser)
    if outdated(space.store, analyser.version):
        counter = Counter("mit neuen Themen")
        done = retag(space.store, analyser, applier=space.applier, progress=counter.step, stop=stop)
        counter.end()
        say(f"Themen neu vergeben: {done.done} Berichte.")
    return analyser
