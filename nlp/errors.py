"""The one tree of errors that callers may meet.

Each error carries a sentence in German for portal users (``str(error)``) and a stable
``code`` for programs. No class of the web framework or the command line appears here.
"""

from __future__ import annotations


class FundstelleError(Exception):
    """Anything that Fundstelle refuses; the message is German and shows no internals."""

    code = "error"


class BadInputError(FundstelleError):
    """What was handed in cannot be read."""

    code = "bad-input"


class EmptyDocumentError(BadInputError):
    """There is no text in it."""

    code = "empty-document"


class TooLargeError(BadInputError):
    """It is larger than the limit."""

    code = "too-large"


class UnsupportedFormatError(BadInputError):
    """The bytes are of a kind that no reader knows."""

    code = "unsupported-format"


class DamagedFileError(BadInputError):
    """The format is known, the file is broken."""

    code = "damaged-file"


class NotGermanError(BadInputError):
    """The text is not German."""

    code = "not-german"


class NotFoundError(FundstelleError):
    """No such thing is stored."""

    code = "not-found"


class ChangedError(FundstelleError):
    """It is no longer, or not, what somebody thinks that it is."""

    code = "changed"


class ArtefactError(FundstelleError):
    """A model file is missing, damaged or of another version."""

    code = "artefact"


class StoreError(FundstelleError):
    """The store or its index cannot be used."""

    code = "store"


class StoreUnavailableError(StoreError):
    """The store cannot be used at the moment; the same may succeed soon.

    ``undone``: nothing of what was asked for is done, for certain. ``retry_after``: seconds.
    """

    retry_after = 5

    def __init__(self, message: str, *, undone: bool = False) -> None:
        super().__init__(message)
        self.undone = undone
