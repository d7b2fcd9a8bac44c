"""Pages of the registry: some entries or proposals, and what to ask for behind them."""

from __future__ import annotations

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from nlp.errors import BadInputError
from nlp.registry import Entry, Proposal, sort_key

T = TypeVar("T")
Key = tuple[str, str]
Proposed = tuple[Proposal, tuple[Entry, ...]]
"""A proposal with its entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """Some entries by name; ``next`` is what to ask for behind them, None at the end."""

    total: int
    entries: tuple[Entry, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """Some proposals, each with its entries, by the name of the first; ``next`` as above."""

    total: int
    proposals: tuple[Proposed, ...]
    next: str | None


def page_of_entries(entries: Sequence[Entry], *, after: str | None, limit: int) -> EntryPage:
    """Of entries by name. BadInputError where ``after`` is no ``next`` of a page before."""
    shown, following = _behind(entries, sort_key, after=after, limit=limit)
    return EntryPage(total=len(entries), entries=shown, next=following)


def page_of_proposals(found: Sequence[Proposed], *, after: str | None, limit: int) -> ProposalPage:
    """Of proposals in their order. BadInputError as above."""
    shown, following = _behind(found, key_of_proposed, after=after, limit=limit)
    return ProposalPage(total=len(found), proposals=shown, next=following)


def key_of_proposed(proposed: Proposed) -> Key:
    """The order of proposals: by the name of the first entry."""
    proposal, entries = proposed
    return sort_key(entries[0])[0], proposal.id


def _behind(
    items: Sequence[T], key: Callable[[T], Key], *, after: str | None, limit: int
) -> tuple[tuple[T, ...], str | None]:
    """The next of the items, which are in order, and what to ask for behind them.

    A page goes on though what it ended with is gone, as after a decision about it.
    """
    start = bisect_right(items, _key_of(after), key=key) if after else 0
    some = tuple(items[start : start + limit])
    return some, _cursor(key(some[-1])) if len(items) > start + limit else None


def _cursor(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


def _key_of(cursor: str) -> Key:
    try:
        name, entry_id = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise BadInputError("„after“ ist kein Wert von „next“ einer Seite davor.") from error
    return str(name), str(entry_id)
