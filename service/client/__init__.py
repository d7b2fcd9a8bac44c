"""A client for programs in Python; needs ``httpx`` (the extra ``client``).

    with FundstelleClient("https://fundstelle.example.org", key="…") as client:
        for hit in client.search("Wie erreicht man Eltern?").hits:
            print(hit.title, hit.text)

Refusals of the server come as ``FundstelleApiError`` with its German sentence. Offsets are
half-open code points into the report's text.
"""

from service.client.client import FundstelleClient
from service.client.errors import FundstelleApiError, FundstelleUnreachableError
from service.client.job_records import Job, JobDocument, Webhook
from service.client.project_records import PracticeCard, Project, SharedStatement, Voice, Voices
from service.client.records import (
    Concept,
    Entered,
    Outcome,
    Range,
    Report,
    Reviewed,
    Summary,
)
from service.client.search_records import (
    Facets,
    Hit,
    Initiative,
    SearchResults,
    Similar,
    Suggestion,
)

__all__ = [
    "Concept",
    "Entered",
    "Facets",
    "FundstelleApiError",
    "FundstelleClient",
    "FundstelleUnreachableError",
    "Hit",
    "Initiative",
    "Job",
    "JobDocument",
    "Outcome",
    "PracticeCard",
    "Project",
    "Range",
    "Report",
    "Reviewed",
    "SearchResults",
    "SharedStatement",
    "Similar",
    "Suggestion",
    "Summary",
    "Voice",
    "Voices",
    "Webhook",
]
