"""Projects and programmes in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.acronyms import is_initialism
from nlp.edges import last_word
from nlp.german import projects as words
from nlp.german.letters import UPPER
from nlp.german.programme_names import NO_PROGRAMME_WORD, PROGRAMME_WORD, PROGRAMMES
from nlp.german.quotation import SENTENCE_START, SPEECH_AFTER
from nlp.mentions import mention_at
from nlp.quotes import Quote
from nlp.types import Label, Mention

_BRACKETED_PLACE = re.compile(
    rf"\s?,?\s?\((?P<place>(?:[{UPPER}][\w.]+)(?:[ ,/–-]{{1,3}}"
    rf"(?:an|der|am|im|in|und|[{UPPER}][\w.]+)){{0,6}})\)"
)
_CHAIN = re.compile(
    r"^[“”\"«‘‹]?(?:\s?,?\s?\([^()\n]{1,60}\))?[\s,;.•*·–-]{0,12}(?:\b(?:und|sowie"
    r"|oder)\b\s?)?(?:(?:das|der|die)\s(?:\w+\s)?)?$"
)
_FUNDED_BY = re.compile(
    r"(?:[Gg]efördert|[Ff]inanziert|Mittel[n]?|Förderung)\b[^.\n]{0,60}\b(?:durch|aus|über|von"
    r"|im Rahmen von)"
    r"(?:\s(?:das|dem|der))?\s$"
)


def quoted_names(
    text: str, marked: Sequence[Quote], places: Sequence[Mention]
) -> Iterator[Mention]:
    """PROJECT and PROGRAMME mentions among the quotes of a text; ``places`` tell who is meant."""
    before: Mention | None = None
    starts = {mention.start for mention in places}
    for quote in marked:
        kind = _kind_of_quote(text, quote, starts, is_known=bool(places), before=before)
        before = mention_at(text, quote.start, quote.end, kind[0], kind[1]) if kind else None
        if before:
            yield before


def _kind_of_quote(
    text: str, quote: Quote, starts: set[int], *, is_known: bool, before: Mention | None
) -> tuple[Label, float] | None:
    title = quote.of(text)
    lead = text[max(0, quote.outer.start - 70) : quote.outer.start]
    word = last_word(lead)
    if title in PROGRAMMES or _is_programme_word(word):
        return ("PROGRAMME", 0.95) if may_be_name(title) else None
    if _is_refused(text, quote, title, lead, word):
        return None
    certainty = _project_certainty(text, quote, starts, lead, is_known=is_known)
    if certainty:
        return "PROJECT", certainty
    if before and _is_chained(text[before.end : quote.outer.start]):
        return before.label, 0.9
    return ("PROGRAMME", 0.7) if _FUNDED_BY.search(lead) else None


def _project_certainty(
    text: str, quote: Quote, starts: set[int], lead: str, *, is_known: bool
) -> float:
    """How surely the words around a quoted title make it a project; 0 where they do not."""
    end = quote.outer.end
    signs = (
        (0.95, bool(words.PROJECT_WORD.match(last_word(lead))) and not _is_break(lead)),
        (0.93, _has_place_after(text, quote, starts, is_known=is_known)),
        (0.9, bool(words.NAMED_AFTER.match(text[end : end + 90]))),
        (0.88, text.startswith(" aus ", end) and end + 5 in starts),
        (0.85, bool(words.TEAM_BEFORE.search(lead))),
        (0.85, bool(words.PROJECT_AFTER.match(text[end : end + 24]))),
    )
    return next((certainty for certainty, holds in signs if holds), 0.0)


def _is_chained(gap: str) -> bool:
    """Whether a list goes on: ``"A" (Kiel), "B" und "C"`` or further bullets."""
    return (
        len(gap) <= 90
        and bool(_CHAIN.match(gap))
        and ("\n\n" not in gap or any(c in gap for c in "•*·"))
    )


def _is_break(lead: str) -> bool:
    return lead.rstrip(" ")[-1:] in {".", ",", "\n", ")"} and not lead.endswith("\n")


def _is_programme_word(word: str) -> bool:
    return bool(PROGRAMME_WORD.match(word)) and not NO_PROGRAMME_WORD.search(word)


def _is_refused(text: str, quote: Quote, title: str, lead: str, word: str) -> bool:
    numbered = re.search(
        r"(?:Workshop|Forum|Tisch|AG|Modul|Themeninsel)\s[\dIVXA-F]+\s?[:–-]?\s?$", lead
    )
    after = text[quote.outer.end : quote.outer.end + 30]
    return bool(
        not may_be_name(title)
        or numbered
        or words.NO_PROJECT_WORD.match(word)
        or SPEECH_AFTER.match(after)
    )


def may_be_name(title: str) -> bool:
    """Whether a quotation can be a name: it is no sentence and begins like a name."""
    if not title:
        return False
    many = len(title.split())
    is_sentence = SENTENCE_START.match(title) and many > 5 and title[-1] in ".!?"
    is_speech = re.search(r",\s(?:dass|weil|wenn|aber|die|der|das|sondern|wer|wo)\s", title)
    return not (is_sentence or is_speech or title[-1] == "." or "?" in title or many > 22)


def _has_place_after(text: str, quote: Quote, starts: set[int], *, is_known: bool) -> bool:
    match = _BRACKETED_PLACE.match(text, quote.outer.end)
    if match is None:
        return False
    return match.start("place") in starts or (not is_known and not is_initialism(match["place"]))
