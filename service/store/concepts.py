"""Which decisions on themes rest, since the vocabulary in use does not know the concept."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from nlp.editing import Decision, in_force
from nlp.errors import FundstelleError
from nlp.types import Analysis
from service.store.tables import meta, vocabularies
from service.store.themes import IN_USE

_known: dict[str, frozenset[str]] = {}
"""By version, which tells contents apart."""


def resting_themes(
    connection: Connection, machine: Analysis, decisions: Iterable[Decision]
) -> frozenset[str]:
    """Themes that were decided on and are neither in the vocabulary nor read of the report.

    What is still read of it, until it is tagged with the vocabulary in use, can be decided on.
    """
    read = {theme.id for theme in machine.themes}
    said = {d.key for d in in_force(decisions) if d.subject == "theme"} - read
    return frozenset(said - _concepts_in_use(connection)) if said else frozenset()


def _concepts_in_use(connection: Connection) -> frozenset[str]:
    query = select(meta.c.value).where(meta.c.key == IN_USE)
    version = connection.execute(query).scalar() or ""
    if version not in _known:
        _known[version] = _concepts(connection, version)
    return _known[version]


def _concepts(connection: Connection, version: str) -> frozenset[str]:
    """Of the vocabulary that comes along where there is no other, or it cannot be read."""
    from corpus.vocabulary import default_vocabulary, parse_vocabulary

    query = select(vocabularies.c.name, vocabularies.c.content)
    row = connection.execute(query.where(vocabularies.c.version == version)).first()
    try:
        found = parse_vocabulary(bytes(row.content), name=row.name) if row else None
    except FundstelleError:
        found = None
    return frozenset(concept.id for concept in (found or default_vocabulary()).concepts)
