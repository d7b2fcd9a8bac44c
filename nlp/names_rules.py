"""Names that German texts mark so clearly that a rule may say what they are.

``rule_mentions`` finds them; ``snap``, ``propagate`` and ``merge`` put the spans of a trained
token classifier in order and join both. Scores are the precision that a rule had on annotated
texts, roughly. All patterns are bounded, so time is linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nlp.acronyms import abbreviates, bracketed_acronyms
from nlp.edges import snap
from nlp.mentions import merge
from nlp.organisations import known_names, organisations
from nlp.persons import persons
from nlp.project_names import camel_projects, labelled_names, listed_names
from nlp.quoted_names import quoted_names
from nlp.quotes import quotes
from nlp.repetitions import propagate, short_forms
from nlp.types import Mention

__all__ = [
    "abbreviates",
    "merge",
    "propagate",
    "quotes",
    "rule_mentions",
    "short_forms",
    "snap",
]


def rule_mentions(
    text: str,
    *,
    places: Sequence[Mention] = (),
    is_place: Callable[[str], bool] | None = None,
) -> list[Mention]:
    """Certain PROJECT, PROGRAMME, ORG and PERSON mentions, in order, without overlaps.

    ``places`` are PLACE mentions already found; they tell a place in brackets from a speaker.
    ``is_place`` says whether a name is in the gazetteer (``Jobcenter Kiel``, not ``Jobcenter
    Kautionen``).
    """
    marked = quotes(text)
    found = [
        *quoted_names(text, marked, places),
        *labelled_names(text),
        *listed_names(text, places),
        *known_names(text),
        *organisations(text, is_place),
        *camel_projects(text),
        *persons(text),
    ]
    chosen = merge(found, ())
    return merge(chosen, list(bracketed_acronyms(text, chosen)))
