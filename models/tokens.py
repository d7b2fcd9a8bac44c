"""Texts and windows as token ids, with offsets into the text as it was given."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from nlp.encoder import Window
from nlp.errors import ArtefactError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BOS, PAD, EOS = 0, 1, 2
QUERY, PASSAGE = "query: ", "passage: "
Offsets = npt.NDArray[np.int32]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A model input: ``ids`` with special tokens; ``rows`` are the positions of text tokens.

    ``offsets``: (rows, 2), half-open code points into the text; ranges are never empty, rise and
    do not overlap, and begin with a character that is not blank.
    """

    ids: list[int]
    rows: list[int]
    offsets: Offsets


class Splitter:
    """The tokenizer with E5's prefixes and the limit of the model, ``max_tokens``."""

    def __init__(self, tokenizer: Tokenizer, *, max_tokens: int) -> None:
        # Markup such as <s> in a text is text, not a special token.
        tokenizer.encode_special_tokens = True
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._room = max_tokens - 2
        self._prefix = len(self._pieces(PASSAGE)[0])

    @classmethod
    def load(cls, path: Path, *, max_tokens: int) -> Splitter:
        """Read a ``tokenizer.json``; ArtefactError where it is none."""
        from tokenizers import Tokenizer

        try:
            return cls(Tokenizer.from_file(str(path)), max_tokens=max_tokens)
        except Exception as error:  # the library raises plain Exception
            raise ArtefactError(
                f"Die Datei {path.name} des Sprachmodells ist nicht lesbar; "
                "bitte installieren Sie Fundstelle neu."
            ) from error

    def text(self, text: str, prefix: str) -> list[int]:
        """Ids of prefix and text, cut at the limit."""
        ids, _ = self._pieces(prefix + text)
        return [BOS, *ids[: self._room], EOS]

    def window(self, window: Window) -> Tokens:
        """Ids of ``passage: context \\n text``; what exceeds the limit is cut from the context
        first, then from the text."""
        # Words are split at blanks first, so both parts can be tokenised apart.
        head, _ = self._pieces(PASSAGE + window.context)
        body, ranges = self._pieces(window.text)
        body = body[: self._room - self._prefix]
        head = head[: max(self._prefix, self._room - len(body))]
        rows, offsets = _own_ranges(window.text, ranges[: len(body)])
        first = 1 + len(head)
        return Tokens(
            ids=[BOS, *head, *body, EOS],
            rows=[first + row for row in rows],
            offsets=np.array(offsets, dtype=np.int32).reshape(-1, 2),
        )

    def _pieces(self, text: str) -> tuple[list[int], list[Range]]:
        # A lone surrogate has no UTF-8 form; a question mark keeps the length.
        readable = text.encode("utf-8", "replace").decode("utf-8")
        encoded = self._tokenizer.encode(readable, add_special_tokens=False)
        return encoded.ids, encoded.offsets


def _own_ranges(text: str, ranges: Sequence[Range]) -> tuple[list[int], list[Range]]:
    """Rows and ranges of the tokens that cover characters of their own.

    The tokenizer gives a lone word mark the range of the character after it, several tokens of
    one character (½, ﷺ) the same range, and leaves combining marks that it composed away.
    """
    rows, own, free = [], [], 0
    for row, (start, end) in enumerate(ranges):
        first = max(start, free)
        while first < end and text[first].isspace():
            first += 1
        if first < end and not _is_word_mark(ranges, row):
            free = _after_marks(text, end)
            rows.append(row)
            own.append((first, free))
    return rows, own


def _is_word_mark(ranges: Sequence[Range], row: int) -> bool:
    """Whether the next token begins at the same place: this one has no character of its own."""
    return row + 1 < len(ranges) and ranges[row + 1][0] == ranges[row][0]


def _after_marks(text: str, end: int) -> int:
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return end


def pad(inputs: Sequence[Sequence[int]]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """(batch, longest) ids and attention mask."""
    longest = max(map(len, inputs))
    ids = np.full((len(inputs), longest), PAD, dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(inputs):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return ids, mask


def batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Positions grouped by rising length so that a padded batch has at most ``budget`` tokens."""
    groups: list[list[int]] = []
    for position in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not groups or (len(groups[-1]) + 1) * lengths[position] > budget:
            groups.append([])
        groups[-1].append(position)
    return groups
