"""Lessons of several reports that say the same, or the opposite.

Pure: statements and their vectors in, relations, groups and summaries out.
"""

from nlp.corroboration.relations import LEAST_COSINE, Relation, relation
from nlp.corroboration.statements import Statement, read_statement

__all__ = ["LEAST_COSINE", "Relation", "Statement", "read_statement", "relation"]
