"""Which entries of the registry fit what is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.programme_names import same_programme
from nlp.registry import Entry, form_key


def fits(entry: Entry, *, name: str, place: str, programme: str) -> bool:
    """Whether its forms, places (or their states) and programmes do; empty: whatever it is."""
    return (
        _any_holds(name, (variant.form for variant in entry.variants))
        and _any_is(place, (text for p in entry.places for text in (p.name, p.state)))
        and _is_programme(programme, entry.programmes)
    )


def _any_holds(wanted: str, texts: Iterable[str]) -> bool:
    plain = form_key(wanted) if wanted.strip() else ""
    folded = wanted.strip().casefold()
    return not folded or any(folded in t.casefold() or plain in form_key(t) for t in texts)


def _any_is(wanted: str, texts: Iterable[str | None]) -> bool:
    folded = wanted.strip().casefold()
    return not folded or any(text is not None and text.casefold() == folded for text in texts)


def _is_programme(wanted: str, programmes: Iterable[str]) -> bool:
    folded = wanted.strip().casefold()
    return not folded or any(
        folded in name.casefold() or same_programme(wanted.strip(), name) for name in programmes
    )
