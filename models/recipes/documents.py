"""Trains kinds of document and events, writes ``models/artefacts/documents``.

    python -m models.recipes.documents [--check]

Data: the training split of the corpus (CC0), read with the encoder and names as shipped.
``--check`` writes nothing: it prints how many of the training reports are read right by what was
trained on the other four fifths of them.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.gazetteer import load_gazetteer
from corpus.gold import GoldReport, read_annotated, split
from models import choices, documents, linear
from models.load import ARTEFACTS, load_reader
from models.manifest import Manifest, write_manifest
from nlp import event_dates, event_kinds, event_places, kinds
from nlp.choices import Choice
from nlp.draft import Draft
from nlp.event_kinds import EVENT, NONE, EventKinds
from nlp.event_setting import Setting
from nlp.events import EventReader, setting_of
from nlp.kinds import KindReader
from nlp.linear import Linear
from nlp.pipeline import drafted
from nlp.types import DocKind, Event, Matrix, Report, Vector

FOLDER = ARTEFACTS / "documents"
FOLDS = 5
DOC_KIND_STRENGTH = 0.01
HOLDS_STRENGTH = 0.01
EVENT_KIND_STRENGTH = 0.001
DATE_STRENGTH = 1.0
PLACE_STRENGTH = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A report as annotated and as read, with its rows of features."""

    gold: GoldReport
    draft: Draft
    document: Vector
    told: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What reads kinds and events."""

    kinds: Linear
    events: EventReader

    def read(self, case: Case) -> tuple[DocKind, Event]:
        """As the pipeline reads it."""
        kind = KindReader(self.kinds).read(case.document)
        return kind, self.events.read(case.draft, case.document, kind)


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the training split once, then fits or checks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    cases = list(_cases(split(read_annotated())[0]))
    if options.check:
        print(check(cases))
    else:
        write(FOLDER, fit(cases))


def _cases(golds: Sequence[GoldReport]) -> Iterator[Case]:
    reader, gazetteer = load_reader(), load_gazetteer()
    for number, gold in enumerate(golds, 1):
        if number % 50 == 0 or number == len(golds):
            print(f"{number} of {len(golds)} reports read", file=sys.stderr, flush=True)
        report = Report(id=gold.id, title=gold.title or "", text=gold.text)
        yield case_of(gold, drafted(report, reader, gazetteer))


def case_of(gold: GoldReport, draft: Draft) -> Case:
    """A report with its features."""
    return Case(
        gold=gold, draft=draft, document=kinds.features(draft), told=event_kinds.features(draft)
    )


def fit(cases: Sequence[Case]) -> Fitted:
    """Kinds and events; dates and places learn from kinds that each report's own were no part of.

    What a classifier says of reports that it was trained on is surer than it will be.
    """
    reader = _event_kinds(cases)
    settings = _settings(cases)
    dates = choices.fit(
        [
            c
            for case, own in zip(cases, settings, strict=True)
            if any((c := _date(case, own)).right)
        ],
        strength=DATE_STRENGTH,
    )
    places = choices.fit(
        [
            c
            for case, own in zip(cases, settings, strict=True)
            if any((c := _place(case, own, dates)).right)
        ],
        strength=PLACE_STRENGTH,
    )
    return Fitted(
        kinds=_doc_kinds(cases), events=EventReader(kinds=reader, dates=dates, places=places)
    )


def _documents(cases: Sequence[Case]) -> Matrix:
    return np.stack([case.document for case in cases])


def _both(cases: Sequence[Case]) -> Matrix:
    return np.stack([np.concatenate([case.document, case.told]) for case in cases])


def _doc_kinds(cases: Sequence[Case]) -> Linear:
    labels = [case.gold.doc_kind for case in cases]
    return linear.fit(_documents(cases), labels, strength=DOC_KIND_STRENGTH)


def _holds(cases: Sequence[Case]) -> Linear:
    labels = [EVENT if case.gold.event.kind else NONE for case in cases]
    return linear.fit(_both(cases), labels, strength=HOLDS_STRENGTH, balanced=True)


def _event_kinds(cases: Sequence[Case]) -> EventKinds:
    told = [(case.told, str(case.gold.event.kind)) for case in cases if case.gold.event.kind]
    rows, labels = np.stack([row for row, _ in told]), [label for _, label in told]
    kinds_ = linear.fit(rows, labels, strength=EVENT_KIND_STRENGTH, balanced=True)
    return EventKinds(holds=_holds(cases), kinds=kinds_)


def folds(cases: Sequence[Case]) -> Iterator[tuple[list[Case], list[int]]]:
    """The cases outside each fold, and the numbers of those in it."""
    own = [int(hashlib.sha256(case.gold.text.encode()).hexdigest(), 16) % FOLDS for case in cases]
    for fold in range(FOLDS):
        inside = [number for number, each in enumerate(own) if each == fold]
        outside = [case for case, each in zip(cases, own, strict=True) if each != fold]
        if inside and outside:
            yield outside, inside


def _settings(cases: Sequence[Case]) -> list[Setting]:
    """Each report's setting with kind and probability as read by what did not see it."""
    settings: dict[int, Setting] = {}
    for outside, inside in folds(cases):
        kind_reader, holds = KindReader(_doc_kinds(outside)), _holds(outside)
        reader = EventKinds(holds=holds, kinds=holds)
        for number in inside:
            case = cases[number]
            kind = kind_reader.read(case.document)
            probability = reader.probability(case.document, case.told)
            settings[number] = setting_of(case.draft, kind, probability)
    return [settings[number] for number in range(len(cases))]


def _date(case: Case, setting: Setting) -> choices.Case:
    candidates = list(event_dates.dates_of(setting))
    wanted = (case.gold.event.start, case.gold.event.end)
    right = [
        (each.span.first.isoformat(), each.span.last.isoformat()) == wanted for each in candidates
    ]
    return choices.Case(
        candidates=[
            event_dates.none_of(setting, len(candidates)),
            *(each.features for each in candidates),
        ],
        right=[case.gold.event.start is None, *right],
    )


def _place(case: Case, setting: Setting, dates: Choice) -> choices.Case:
    when = event_dates.date_of_event(setting, dates)
    candidates = list(event_places.places_of(setting, when, case.draft.mentions))
    wanted = case.gold.event.place
    right = [
        mention.place is not None and mention.place.name == wanted for mention, _ in candidates
    ]
    return choices.Case(
        candidates=[event_places.none_of(setting, when), *(features for _, features in candidates)],
        right=[wanted is None, *right],
    )


def check(cases: Sequence[Case]) -> str:
    """Shares of reports whose fields are read right by what was trained on the other folds."""
    right: list[list[bool]] = []
    for outside, inside in folds(cases):
        fitted = fit(outside)
        right += [_right(cases[number], fitted) for number in inside]
    names = ("start", "end", "event kind", "place", "document kind")
    shares = np.array(right, dtype=float).mean(axis=0)
    told = (f"{name} {share:.3f}" for name, share in zip(names, shares, strict=True))
    return f"cross-validated, {len(right)} reports: " + ", ".join(told)


def _right(case: Case, fitted: Fitted) -> list[bool]:
    kind, event = fitted.read(case)
    wanted = case.gold.event
    return [
        event.start == wanted.start,
        event.end == wanted.end,
        event.kind == wanted.kind,
        event.place == wanted.place,
        kind == case.gold.doc_kind,
    ]


def write(folder: Path, fitted: Fitted) -> None:
    """The classifiers, the choices and their manifest."""
    lines = {
        documents.DOC_KINDS: fitted.kinds,
        documents.HOLDS: fitted.events.kinds.holds,
        documents.EVENT_KINDS: fitted.events.kinds.kinds,
    }
    for name, each in lines.items():
        linear.save(folder / name, each)
    weighed = {documents.DATES: fitted.events.dates, documents.PLACES: fitted.events.places}
    for name, choice in weighed.items():
        choices.save(folder / name, choice)
    files = sorted([*lines, *weighed])
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in files))
    manifest = Manifest(
        name="documents",
        version=digest.hexdigest()[:12],
        source="trained on the annotated reports and pages of corpus/data",
        licence="CC0",
        recipe="python -m models.recipes.documents",
    )
    write_manifest(folder, manifest, files=files)


if __name__ == "__main__":
    main()
