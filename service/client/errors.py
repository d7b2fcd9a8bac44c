"""What goes wrong with a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class FundstelleApiError(Exception):
    """A refusal: ``str(error)`` is German, ``code`` for programs, ``status`` that of HTTP.

    ``fields`` names bad input with a sentence each. ``retry_after``: seconds after which the same
    may be asked again, where the service says so (429, 503).
    """

    def __init__(
        self, problem: Mapping[str, Any], status: int, *, retry_after: float | None = None
    ) -> None:
        self.retry_after = retry_after
        self.status = status
        self.code = str(problem.get("code", "error"))
        self.request_id = str(problem.get("request_id", ""))
        errors = problem.get("errors") or ()
        self.fields = {str(each["field"]): str(each["detail"]) for each in errors}
        sentence = str(problem.get("detail") or f"Der Dienst hat mit {status} geantwortet.")
        named = "; ".join(f"{field}: {text}" for field, text in self.fields.items())
        super().__init__(f"{sentence} ({named})" if named else sentence)


class FundstelleUnreachableError(FundstelleApiError):
    """No answer: the network, the address or the time."""

    def __init__(self) -> None:
        problem = {"code": "unreachable", "detail": "Der Dienst ist nicht erreichbar."}
        super().__init__(problem, 0)
