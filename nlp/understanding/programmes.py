"""Funding programmes that a question names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.acronyms import is_initialism
from nlp.german import asked_kinds as german
from nlp.german.stopwords import STOP_WORDS
from nlp.german.tokens import folded
from nlp.programme_names import is_fund, same_programme
from nlp.types import Span
from nlp.understanding.mood import Mood
from nlp.wishes import ProgrammeWish, Understood

LONGEST_NAME = 14
"""Words."""
REACH = 120
"""Characters before a name that are read."""
_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(?<=\w{4})(?:en|es|er|em|e|n|s)$")
_MARK = re.compile(r"\s[-–—]\s|:\s|\s?\(|\)|\s?[„“”\"»«]\s?|\s/\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A way to write a programme; ``plain`` forms are a word that means other things too."""

    name: str
    written: str
    plain: bool


class Programmes:
    """Known programmes, those named first preferred where names share a form."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
        self._forms: dict[tuple[str, ...], _Form] = {}
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._names:
            for form in _forms(name):
                self._add(name, form)

    def _add(self, name: str, form: str) -> None:
        key = tuple(map(_key, _WORD.findall(form)))
        if not 0 < len(key) <= LONGEST_NAME or key in self._forms:
            return
        plain = form[0].islower() or (len(key) == 1 and not is_initialism(form))
        self._forms[key] = _Form(name=name, written=form, plain=plain)
        self._lengths[key[0]].add(len(key))

    def variants(self, name: str) -> tuple[str, ...]:
        """All known names that mean this programme: a filter takes any of them."""
        same = (other for other in self._names if other != name and same_programme(name, other))
        return (name, *same)

    def read(self, text: str, mood: Mood) -> Iterator[Understood]:
        """Programmes in the order of the text."""
        words = [Span(start=m.start(), end=m.end()) for m in _WORD.finditer(text)]
        keys = [_key(word.of(text)) for word in words]
        at = 0
        while at < len(words):
            count, form = self._longest(keys, at)
            span = Span(start=words[at].start, end=words[at + count - 1].end)
            if form and (found := _understood(text, span, form, mood)):
                yield found
                at += count - 1
            at += 1

    def _longest(self, keys: Sequence[str], at: int) -> tuple[int, _Form | None]:
        for count in sorted(self._lengths.get(keys[at], ()), reverse=True):
            form = self._forms.get(tuple(keys[at : at + count]))
            if form and at + count <= len(keys):
                return count, form
        return 1, None


def _key(word: str) -> str:
    """A word without case and inflection; acronyms as they are."""
    if word.isupper() and len(word) > 1:
        return word
    return _ENDING.sub("", folded(word.lower()))


def _forms(name: str) -> Iterator[str]:
    """The name, and its parts set off by a mark, without words of kind in front."""
    for form in (name, *_MARK.split(name)):
        bare = german.PROGRAMME_KIND_IN_FRONT.sub("", form).strip()
        words = [word for word in _WORD.findall(bare) if word.lower() not in STOP_WORDS]
        if len(words) > 1 or (words and (is_initialism(words[0]) or form == name)):
            yield bare


def _understood(text: str, span: Span, form: _Form, mood: Mood) -> Understood | None:
    before = text[max(0, span.start - REACH) : span.start]
    lead = german.PROGRAMME_BEFORE.search(before)
    after = german.PROGRAMME_AFTER.match(text, span.end)
    named = lead is not None or after is not None
    if form.plain and not (named and (form.written[0].islower() or span.of(text)[0].isupper())):
        return None
    start = span.start - (len(before) - lead.start()) if lead else span.start
    end = after.end() if after else span.end
    return Understood(
        start=start,
        end=end,
        id=f"programm:{_slug(form.name)}",
        label=f"Programm {form.written}",
        wish=ProgrammeWish(name=form.name),
        certain=named and not is_fund(form.name) and mood.restricts(span),
    )


def _slug(name: str) -> str:
    words = _WORD.findall(folded(name.lower()))
    return "-".join(re.sub(r"[^a-z0-9]", "", word) or f"u{ord(word[0]):x}" for word in words)
