"""Lessons of several reports that say the same, or the opposite.

Pure: statements and their vectors in, relations, groups and summaries out.
"""

from nlp.corroboration.copies import copies, copies_among
from nlp.corroboration.groups import Heard, group_for, opposed, regrouped
from nlp.corroboration.relations import LEAST_COSINE, Relation, relation
from nlp.corroboration.statements import Statement, read_statement
from nlp.corroboration.voices import Summary, Voice, in_words, summary_of, voice_of

__all__ = [
    "LEAST_COSINE",
    "Heard",
    "Relation",
    "Statement",
    "Summary",
    "Voice",
    "copies",
    "copies_among",
    "group_for",
    "in_words",
    "opposed",
    "read_statement",
    "regrouped",
    "relation",
    "summary_of",
    "voice_of",
]
