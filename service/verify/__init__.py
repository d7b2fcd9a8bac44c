"""Whether a data folder is whole: the database, every analysis, the index, vocabularies, models."""

from service.verify.findings import Finding
from service.verify.run import verified

__all__ = ["Finding", "verified"]
