"""The registry of projects: what several reports call one project becomes one entry.

Pure: records of reports, decisions of editors and known ids in, entries and proposals out.
"""

from nlp.registry.amendment import amended
from nlp.registry.build import LONGEST_KEY, Registry, build_registry, sort_key
from nlp.registry.forms import form_key
from nlp.registry.groups import in_force, standing
from nlp.registry.records import (
    Against,
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
    "LONGEST_KEY",
    "Against",
    "Decision",
    "Entry",
    "ProjectRecord",
    "Proposal",
    "Reason",
    "Ref",
    "Registry",
    "Variant",
    "amended",
    "build_registry",
    "form_key",
    "in_force",
    "records_of",
    "sort_key",
    "standing",
]
