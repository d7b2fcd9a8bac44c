"""What this service refuses for reasons of its own, beside the errors of its parts."""

from __future__ import annotations

from nlp.errors import BadInputError, FundstelleError

TOO_MANY_TEXTS = "Gerade werden viele Texte ausgewertet: bitte gleich noch einmal."


class BusyError(FundstelleError):
    """Too many analyses at once."""

    code = "busy"


class KeyMissingError(FundstelleError):
    """A write without the key, or with a wrong one."""

    code = "key-missing"


class KeyWrongError(KeyMissingError):
    """A key that is wrong or revoked."""


class ForbiddenError(FundstelleError):
    """A key that may do other things."""

    code = "forbidden"


class ReadOnlyError(FundstelleError):
    """A write where no key is set."""

    code = "read-only"


class UnconditionalError(FundstelleError):
    """A change that must say which state it is for."""

    code = "precondition-required"


class ConflictError(FundstelleError):
    """Something is in a state in which this cannot be done."""

    code = "conflict"


class TooManyError(FundstelleError):
    """Too many requests; ``retry_after``: seconds until the next may come."""

    code = "too-many"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class OverloadedError(BusyError):
    """Too many requests at once, from all together."""

    code = "overloaded"


class TooSlowError(FundstelleError):
    """A request whose time is up."""

    code = "timeout"


class TooDeepError(BadInputError):
    """JSON within JSON within JSON."""

    code = "too-deep"


class RepeatedDifferentlyError(FundstelleError):
    """An ``Idempotency-Key`` again, with something else."""

    code = "idempotency-mismatch"


class StillRunningError(FundstelleError):
    """An ``Idempotency-Key`` again, while the first request is being answered."""

    code = "idempotency-running"
