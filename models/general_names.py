"""A small general model for names (persons, places, organisations), only to be compared with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from models.manifest import verify
from nlp.errors import ArtefactError
from nlp.types import Label, Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FOLDER = Path(__file__).parent / "artefacts" / "general-names"
CONFIG, WEIGHTS = "config.cfg", "model.bin"


def load_general_names(folder: Path = FOLDER) -> Callable[[Sequence[str]], list[list[Mention]]]:
    """A function from texts to their names; ArtefactError where the model cannot be read."""
    verify(folder)
    language = _language(folder)
    return lambda texts: [_mentions(document) for document in language.pipe(texts, batch_size=16)]


def _language(folder: Path) -> Language:
    from spacy.util import load_config, load_model_from_config

    try:
        language = load_model_from_config(load_config(folder / CONFIG), auto_fill=True)
        return language.from_bytes((folder / WEIGHTS).read_bytes())
    except (OSError, ValueError) as error:
        raise ArtefactError("Das allgemeine Namensmodell ist nicht lesbar.") from error


def _mentions(document: Doc) -> list[Mention]:
    return [
        Mention(
            start=entity.start_char,
            end=entity.end_char,
            text=entity.text,
            label=cast("Label", entity.label_),
        )
        for entity in document.ents
    ]
