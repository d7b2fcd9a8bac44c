"""What a document is and which event it tells of: loads what reads both."""

from __future__ import annotations

from pathlib import Path

from models import choices, linear
from models.manifest import verify
from nlp.event_kinds import EventKinds
from nlp.events import EventReader
from nlp.kinds import KindReader

DOC_KINDS, HOLDS, EVENT_KINDS = "doc-kinds.npz", "event-holds.npz", "event-kinds.npz"
DATES, PLACES = "event-dates.npz", "event-places.npz"


def load_kinds(folder: Path) -> KindReader:
    """ArtefactError where the folder's files are missing or damaged."""
    verify(folder, hashes=False)
    return KindReader(linear.load(folder / DOC_KINDS))


def load_events(folder: Path) -> EventReader:
    """ArtefactError where the folder's files are missing or damaged."""
    verify(folder, hashes=False)
    return EventReader(
        kinds=EventKinds(
            holds=linear.load(folder / HOLDS), kinds=linear.load(folder / EVENT_KINDS)
        ),
        dates=choices.load(folder / DATES),
        places=choices.load(folder / PLACES),
    )
