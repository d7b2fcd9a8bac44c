"""Questions: cut, understood, misspelt, kept without what is personal."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import lru_cache

from corpus.regions import load_regions
from nlp.errors import BadInputError
from nlp.german.answers import asked
from nlp.german.spelling import Speller
from nlp.german.tokens import tokens
from nlp.masking import masked
from nlp.query import LONGEST_QUESTION, Query, cleaned, parse, with_slips
from nlp.types import Span
from nlp.understanding import Areas, Programmes, QuestionReader, topic, without
from service.highlight import highlights, matched_words
from service.suggest.completion import Completion, fitting
from service.suggest.name import Name
from tests.fuzz.mutants import reports
from tests.fuzz.oracles import apart, holds, inside
from tests.fuzz.targets.chance import chance
from tests.fuzz.targets.reading import gazetteer
from tests.fuzz.targets.target import Target

TODAY = date(2024, 2, 29)
PROGRAMMES = (
    "XENOS",
    "Bundesprogramm XENOS – Integration und Vielfalt",
    "Lernen vor Ort",
    "Integration durch Qualifizierung (IQ)",
    "Demokratie leben!",
    "Aufwind",
    "ESF",
    "((",
    "a",
    "1",
)


@lru_cache(maxsize=1)
def _reader() -> QuestionReader:
    areas = Areas(gazetteer(), load_regions(gazetteer()))
    return QuestionReader(gazetteer(), areas, Programmes(PROGRAMMES), TODAY)


@lru_cache(maxsize=1)
def _speller() -> Speller:
    return Speller(Counter(token.word for text in reports()[:100] for token in tokens(text)))


def questions(text: str) -> object:
    """What is understood lies in the question; what is taken back is gone; topics can be asked."""
    once = cleaned(text)
    holds(cleaned(once) == once, "cleaning a question twice changes more")
    try:
        query = parse(text)
    except BadInputError:
        return once
    holds(len(query.text) <= LONGEST_QUESTION, "longer than allowed")
    read = _reader()(query)
    _check_understood(read)
    rest = without(read, [part.id for part in read.understood])
    holds(rest.understood == () and rest.text == read.text, "not all was taken back")
    return read, parse(topic(read))


def _check_understood(query: Query) -> None:
    inside(query.text, query.understood, "understood")
    starts = [part.start for part in query.understood]
    holds(starts == sorted(starts), "understood out of order")
    apart(query.text, query.understood, "understood")
    ids = [part.id for part in query.understood]
    holds(len(ids) == len(set(ids)), "one wish twice")
    for part in query.understood:
        holds(part.id.isascii() and not set(part.id) & set(" &?#/%+\"<>'"), f"id {part.id!r}")
        holds(part.label.strip(), "no label")


def spelling(text: str) -> object:
    """Words that may be misspelt stand where it is said, and what is meant is known."""
    try:
        query = with_slips(parse(text), _speller().meant)
    except BadInputError:
        return None
    apart(query.text, query.slips, "slips")
    for slip in query.slips:
        holds(slip.meant in query.terms, "what is meant is not looked for")
        holds(_speller().knows(slip.meant), f"nobody knows {slip.meant!r}")
    return query, query.encoded, query.meant


def words(text: str) -> object:
    """Words stand where they are said to, in lower case, and a masked question hides in order."""
    found = list(tokens(text))
    apart(text, [Span(start=t.start, end=t.end) for t in found], "words")
    holds(all(token.word == token.word.lower() for token in found), "a word in capitals")
    return found, masked(text)


def answering_words(text: str) -> object:
    """Words that answer lie within the passage and are whole words of it."""
    random = chance(text)
    span = Span(start=(low := random.randrange(len(text) + 1)), end=random.randint(low, len(text)))
    terms = [token.word for token in tokens(text[: random.choice((20, 200))])][:20]
    found = highlights(text, span, [*terms, "elternarbeit", "projekt"])
    inside(text, found, "highlights")
    apart(text, found, "highlights")
    holds(all(span.start <= f.start and f.end <= span.end for f in found), "outside the passage")
    holds(asked(tuple(terms)) is not None, "nothing asked")
    return found, matched_words(text, found)


@lru_cache(maxsize=1)
def _completion() -> Completion:
    titles = dict.fromkeys(line for text in reports()[:60] for line in text.split("\n")[:4] if line)
    return Completion(
        Name(kind="theme", id=title, text=title, label=title, reports=1) for title in titles
    )


def suggestions(text: str) -> object:
    """What is typed may be anything; where it fits lies in the name that is suggested."""
    typed = text[:200]
    found = _completion().complete(typed, 8)
    holds(len(found) <= 8, "more suggestions than asked for")
    for name in (*(each.text for each in found), text[:2_000]):
        inside(name, [Span(start=s, end=e) for s, e in fitting(name, typed)], "suggested")
    return [each.id for each in found]


QUESTIONS = (
    Target(name="query", check=questions, questions=True),
    Target(name="suggest", check=suggestions, questions=True),
    Target(name="spelling", check=spelling, questions=True),
    Target(name="words", check=words),
    Target(name="highlight", check=answering_words),
)
