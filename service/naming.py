"""Gives the reports of files their ids: the same file has the same, another one its own.

A file's id is its stem. Where a report of that id is there, it is the same file if it comes from
the same place (path, or archive and path in it) or has the same content; else it gets a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from service.store.sources import Namesake, digest_of

if TYPE_CHECKING:
    from corpus.documents import Document
    from service.store import Store


class Naming:
    """For the documents of one run, in their order.

    ``alike``: whether two files of a run that are the same have one id.
    """

    def __init__(self, store: Store, *, alike: bool, taken: dict[str, str] | None = None) -> None:
        self._store = store
        self._alike = alike
        self._taken: dict[str, str] = taken if taken is not None else {}
        self._placed: dict[tuple[str, str], str] = {}

    def named(self, document: Document) -> Document:
        """The document under the id it is stored by; as it is where it brings its own."""
        if not document.stem:
            return document
        place = document.stem, document.source
        own = self._placed.get(place) or self._id_of(document)
        self._taken[own] = document.digest
        if document.source:
            self._placed[place] = own
        return replace(document, id=own)

    def _id_of(self, document: Document) -> str:
        known = self._store.sources.namesakes(document.stem)
        for each in known.values():
            if document.source and each.source == digest_of(document.source):
                return each.id
        for each in known.values():
            if each.digest == document.digest and self._is_free(each.id, document):
                return each.id
        return next(
            own
            for own in _numbered(document.stem)
            if self._is_free(own, document) and self._may_take(own, document, known)
        )

    def _is_free(self, own: str, document: Document) -> bool:
        """Whether no other document of this run has the id."""
        taken = self._taken.get(own)
        return taken is None or (self._alike and taken == document.digest)

    def _may_take(self, own: str, document: Document, known: Mapping[str, Namesake]) -> bool:
        """Whether no report has the id, or one of before sources were noted, of such a file."""
        there = known.get(own)
        if there is None:
            return not self._store.fingerprints([own])
        is_old = there.source is None and PurePath(there.name).stem == document.stem
        return is_old and bool(document.source)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 1
    while True:
        number += 1
        yield f"{stem}-{number}"
