"""The registry of projects: what several reports call one project becomes one entry.

Pure: records of reports, decisions of editors and known ids in, entries and proposals out.
"""

from nlp.registry.build import Registry, build_registry
from nlp.registry.forms import form_key
from nlp.registry.records import (
    Decision,
    Entry,
    ProjectRecord,
    Proposal,
    Reason,
    Ref,
    Variant,
    records_of,
)

__all__ = [
    "Decision",
    "Entry",
    "ProjectRecord",
    "Proposal",
    "Reason",
    "Ref",
    "Registry",
    "Variant",
    "build_registry",
    "form_key",
    "records_of",
]
