"""Reports whose texts are nearly the same: who repeats another word for word is no second voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from nlp.shingles import Sketch

ALIKE = 0.4
"""Share of their runs of words that two texts have in common from which on they are one voice.
Texts that are told apart share up to 0.25 (reports of one series), a text with a typing error in
every 25th word 0.6, one that is cut to half of it 0.5; 96 numbers estimate it to within 0.05."""


def copies(sketches: Mapping[str, Sketch]) -> dict[str, str]:
    """For each report that nearly repeats one before it, that one: the first of its kind.

    ``sketches``: of the texts, in the order in which the reports came; all of one size. Time grows
    with the square of the number of different texts.
    """
    reports, firsts = list(sketches), list[int]()
    drawn = np.stack([*sketches.values()]) if reports else np.zeros((0, 0), dtype=np.uint32)
    found: dict[str, str] = {}
    for at, report in enumerate(reports):
        shares = (drawn[firsts] == drawn[at]).mean(axis=1)
        if firsts and shares.max() >= ALIKE:
            found[report] = reports[firsts[int(shares.argmax())]]
        else:
            firsts.append(at)
    return found


def copies_among(sides: Iterable[Iterable[str]], drawn: Mapping[str, Sketch]) -> dict[str, str]:
    """The same for reports that speak on several sides, each for itself; the last one counts.

    A report without a sketch in ``drawn`` is no copy.
    """
    found: dict[str, str] = {}
    for side in sides:
        some = {report: drawn[report] for report in side if report in drawn}
        if len(some) > 1:
            found |= copies(some)
    return found
