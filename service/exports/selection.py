"""Which reports are exported; persons are left out on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.registry.records import state_of
from nlp.types import Analysis, DocKind
from service.api.persons import for_export, without_persons

if TYPE_CHECKING:
    from service.store import Store

BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Empty conditions hold for every report.

    ``theme``: id or label of one of its themes. ``state``: a state that one of its places lies
    in. ``persons``: whether names of persons go along.
    """

    theme: str = ""
    state: str = ""
    doc_kind: DocKind | None = None
    persons: bool = False

    @property
    def is_open(self) -> bool:
        """Whether every report fits."""
        return not (self.theme or self.state or self.doc_kind)

    def fits(self, analysis: Analysis) -> bool:
        """Whether a report is asked for."""
        return (
            (self.doc_kind is None or analysis.doc_kind == self.doc_kind)
            and (not self.theme or _has_theme(analysis, self.theme.casefold()))
            and (not self.state or _lies_in(analysis, self.state.casefold()))
        )


def selected(store: Store, selection: Selection, *, texts: bool) -> Iterator[Analysis]:
    """The reports in the order of their ids; read in batches, so that nobody has to wait.

    ``texts``: whether their texts or lessons are to be seen, in which persons have to be hidden.
    """
    hidden = for_export if texts else without_persons
    after: str | None = None
    while reports := store.all(limit=BATCH, after=after):
        for report in reports:
            if selection.fits(report.analysis):
                yield report.analysis if selection.persons else hidden(report.analysis)
        after = reports[-1].id


def _has_theme(analysis: Analysis, wanted: str) -> bool:
    return any(wanted in (theme.id.casefold(), theme.label.casefold()) for theme in analysis.themes)


def _lies_in(analysis: Analysis, wanted: str) -> bool:
    places = (mention.place for mention in analysis.mentions if mention.place)
    return any((state_of(place) or "").casefold() == wanted for place in places)
