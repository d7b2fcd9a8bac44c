"""A client for programs in Python; needs ``httpx`` (the extra ``client``).

    with FundstelleClient("https://fundstelle.example.org", key="…") as client:
        for hit in client.search("Wie erreicht man Eltern?").hits:
            print(hit.title, hit.text)

Refusals of the server come as ``FundstelleApiError`` with its German sentence. Offsets are
half-open code points into the report's text.
"""

from service.client.client import FundstelleClient
from service.client.errors import FundstelleApiError, FundstelleUnreachableError
from service.client.records import (
    Entered,
    Hit,
    Job,
    JobDocument,
    Range,
    SearchResults,
    Summary,
)

__all__ = [
    "Entered",
    "FundstelleApiError",
    "FundstelleClient",
    "FundstelleUnreachableError",
    "Hit",
    "Job",
    "JobDocument",
    "Range",
    "SearchResults",
    "Summary",
]
