"""Names that German texts mark so clearly that a rule may say what they are.

``rule_mentions`` finds them; ``snap``, ``propagate`` and ``merge`` put the spans of a trained
token classifier in order and join both. Scores are the precision that a rule had on annotated
texts, roughly. All patterns are bounded, so time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.german import names as words
from nlp.german.given_names import AMBIGUOUS_GIVEN_NAMES, GIVEN_NAMES
from nlp.types import Label, Mention, Span

LONGEST_QUOTE = 180
COVERED = 0.6
"""Share of a quoted title above which a span means the whole title."""

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĖĘĚĞĢĪĮİĶĹĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ"
_LOWER = "a-zß-öø-ÿāăąćĉčďđēėęěğģīįıķĺļłńņňōőœŕřśşšţťūůűųźżžșț’'"
_SIMPLE = rf"(?:Mc|Mac|O[’']|D[’'])?[{_UPPER}][{_LOWER}]+"
_NAME = rf"{_SIMPLE}(?:-{_SIMPLE}){{0,2}}"
_BLANK = r"[ \t\u00a0]"
_LAST = rf"(?:{words.PARTICLE}{_BLANK})?{_NAME}"
_DEGREES = rf"(?:{words.DEGREE}{_BLANK}{{0,2}}){{1,6}}"
_FULL = rf"{_NAME}(?:{_BLANK}[{_UPPER}]\.)?(?:{_BLANK}{_LAST})?(?:{_BLANK}{_NAME})?"
_QUOTE = re.compile(
    rf"„[^„“”\"»«\n]{{2,{LONGEST_QUOTE}}}[“”\"]|\"[^\"„“”\n]{{2,{LONGEST_QUOTE}}}[\"“”]"
    rf"|»[^«»\n]{{2,{LONGEST_QUOTE}}}«|«[^«»\n]{{2,{LONGEST_QUOTE}}}»"
    rf"|“[^“”„\n]{{2,{LONGEST_QUOTE}}}”"
    rf"|‚[^‚‘’\n]{{2,{LONGEST_QUOTE}}}[‘’]|›[^‹›\n]{{2,{LONGEST_QUOTE}}}‹"
)
_TITLED = re.compile(rf"(?<![\w.-])(?P<name>{_DEGREES}{_FULL})")
_ADDRESSED = re.compile(rf"\b{words.ADDRESS}\s{{1,2}}(?P<name>(?:{_DEGREES})?{_FULL})")
_PLAIN = re.compile(
    rf"(?<![\w.-])(?P<given>{_NAME})(?:{_BLANK}[{_UPPER}]\.)?{_BLANK}(?P<last>{_LAST})(?:{_BLANK}(?P<third>{_NAME}))?"
)
_CREDIT = re.compile(
    rf"\b(?:Fotos?|Protokoll|Moderation|Text|Redaktion|Bild"
    rf"|Von)\s?:\s(?P<name>[{_UPPER}]\.\s{_NAME})"
)
_INSTITUTION = re.compile(
    r"(?:straße|platz|weg|allee|schule|haus|stiftung|institut|gymnasium|preis|kolleg|halle|park"
    r"|kirche|zentrum"
    r"|universität|akademie|werk|verlag|verein|ring|damm|ufer|amt|büro|stelle|dienst|ung|heit"
    r"|keit|schaft|tion)$",
    re.IGNORECASE,
)
_ACRONYM = re.compile(rf"[{_UPPER}][\w&!+.-]{{0,4}}[{_UPPER}][\w&!+-]{{0,12}}$")
_BRACKETED_PLACE = re.compile(
    rf"\s?,?\s?\((?P<place>(?:[{_UPPER}][\w.]+)(?:[ ,/–-]{{1,3}}"
    rf"(?:an|der|am|im|in|und|[{_UPPER}][\w.]+)){{0,6}})\)"
)
_BRACKETED_ACRONYM = re.compile(rf"\s\((?P<name>[{_UPPER}][\w!+&-]{{1,14}})\)")
_CHAIN = re.compile(
    r"^[“”\"«‘‹]?(?:\s?,?\s?\([^()\n]{1,60}\))?[\s,;.•*·–-]{0,12}(?:\b(?:und|sowie"
    r"|oder)\b\s?)?(?:(?:das|der|die)\s(?:\w+\s)?)?$"
)
_FUNDED_BY = re.compile(
    r"(?:[Gg]efördert|[Ff]inanziert|Mittel[n]?|Förderung)\b[^.\n]{0,60}\b(?:durch|aus|über|von"
    r"|im Rahmen von)"
    r"(?:\s(?:das|dem|der))?\s$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Span):
    """The inside of a pair of quotation marks; ``outer`` includes the marks."""

    outer: Span


def quotes(text: str) -> list[Quote]:
    """Everything between quotation marks of any German style, in order."""
    return [quote for match in _QUOTE.finditer(text) if (quote := _inside(text, match))]


def _inside(text: str, match: re.Match[str]) -> Quote | None:
    start, end = match.start() + 1, match.end() - 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    outer = Span(start=match.start(), end=match.end())
    return Quote(start=start, end=end, outer=outer) if end - start >= 2 else None


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
        *_quoted_names(text, marked, places),
        *_labelled_names(text),
        *_listed_names(text, places),
        *_known_names(text),
        *_organisations(text, is_place),
        *_camel_projects(text),
        *_persons(text),
    ]
    chosen = merge(found, ())
    return merge(chosen, list(_bracketed_acronyms(text, chosen)))


# Quoted titles


def _quoted_names(
    text: str, marked: Sequence[Quote], places: Sequence[Mention]
) -> Iterator[Mention]:
    before: Mention | None = None
    starts = {mention.start for mention in places}
    for quote in marked:
        kind = _kind_of_quote(text, quote, starts, is_known=bool(places), before=before)
        before = _mention(text, quote.start, quote.end, kind[0], kind[1]) if kind else None
        if before:
            yield before


def _kind_of_quote(
    text: str, quote: Quote, starts: set[int], *, is_known: bool, before: Mention | None
) -> tuple[Label, float] | None:
    title = quote.of(text)
    lead = text[max(0, quote.outer.start - 70) : quote.outer.start]
    word = _last_word(lead)
    if title in words.PROGRAMMES or _is_programme_word(word):
        return ("PROGRAMME", 0.95) if _may_be_name(title) else None
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
        (0.95, bool(words.PROJECT_WORD.match(_last_word(lead))) and not _is_break(lead)),
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


def _last_word(lead: str) -> str:
    parts = lead.rstrip(' \t\n:–-„"').split()
    return parts[-1].strip(',;()„“"') if parts else ""


def _is_break(lead: str) -> bool:
    return lead.rstrip(" ")[-1:] in {".", ",", "\n", ")"} and not lead.endswith("\n")


def _is_programme_word(word: str) -> bool:
    return bool(words.PROGRAMME_WORD.match(word)) and not words.NO_PROGRAMME_WORD.search(word)


def _is_refused(text: str, quote: Quote, title: str, lead: str, word: str) -> bool:
    numbered = re.search(
        r"(?:Workshop|Forum|Tisch|AG|Modul|Themeninsel)\s[\dIVXA-F]+\s?[:–-]?\s?$", lead
    )
    after = text[quote.outer.end : quote.outer.end + 30]
    return bool(
        not _may_be_name(title)
        or numbered
        or words.NO_PROJECT_WORD.match(word)
        or words.SPEECH_AFTER.match(after)
    )


def _may_be_name(title: str) -> bool:
    """Whether a quotation can be a name: it is no sentence and begins like a name."""
    many = len(title.split())
    is_sentence = words.SENTENCE_START.match(title) and many > 5 and title[-1] in ".!?"
    is_speech = re.search(r",\s(?:dass|weil|wenn|aber|die|der|das|sondern|wer|wo)\s", title)
    return not (is_sentence or is_speech or title[-1] == "." or "?" in title or many > 22)


def _has_place_after(text: str, quote: Quote, starts: set[int], *, is_known: bool) -> bool:
    match = _BRACKETED_PLACE.match(text, quote.outer.end)
    if match is None:
        return False
    return match.start("place") in starts or (not is_known and not _is_initialism(match["place"]))


def _is_initialism(name: str) -> bool:
    return name.isupper() or _ACRONYM.match(name) is not None


def _labelled_names(text: str) -> Iterator[Mention]:
    """``Projektname: Portskills`` on a line of its own."""
    for match in re.finditer(r"(?m)^[^\n:]{4,30}:[ \t]?(?P<name>[^\n]{3,120})$", text):
        if words.PROJECT_LABEL.match(match[0]):
            span = snap(text, Span(start=match.start("name"), end=match.end("name")))
            if _may_be_name(span.of(text)) and span.of(text)[:1].isupper():
                yield _mention(text, span.start, span.end, "PROJECT", 0.85)


def _listed_names(text: str, places: Sequence[Mention]) -> Iterator[Mention]:
    """``Vorgestellt wurden drei Projekte:`` and then lines ``• Name (Place)``."""
    starts = {mention.start for mention in places}
    is_list = False
    for match in re.finditer(r"[^\n]+", text):
        item = re.match(
            r"\s{0,6}(?:[•*·▪–-]"
            r"|\d{1,2}[.)])\s{1,4}[„\"»]?(?P<name>[^\n(„“\"»«:]{3,110}?)[“\"«]?,?\s\((?P<place>[^()\n]{2,60})\)",
            match[0],
        )
        if item and is_list and (match.start() + item.start("place") in starts or not places):
            at = match.start()
            yield _mention(text, at + item.start("name"), at + item.end("name"), "PROJECT", 0.9)
        elif not re.match(r"\s{0,6}(?:[•*·▪–-]|\d{1,2}[.)])\s", match[0]):
            is_list = words.PROJECT_LIST.search(match[0][-200:]) is not None


def _camel_projects(text: str) -> Iterator[Mention]:
    """``das Projekt NetzLotsen``: no ordinary word has a capital inside."""
    for match in words.CAMEL_PROJECT.finditer(text):
        name = match["name"]
        is_mixed = re.search(r"[a-zäöü][A-ZÄÖÜ]", name) or _ACRONYM.match(name)
        if is_mixed and name not in words.PROGRAMMES and name not in words.ORGANISATIONS:
            end = match.end("name") - (name[-1] in ".!-")
            if not _goes_on(text, end):
                yield _mention(text, match.start("name"), end, "PROJECT", 0.85)


def _goes_on(text: str, end: int) -> bool:
    """Whether a capitalised word or a subtitle follows, so that the name may be longer."""
    return re.match(rf"(?: [–-])? [{_UPPER}]\w", text[end : end + 5]) is not None


# Programmes and organisations

_PROGRAMMES = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(map(re.escape, sorted(words.PROGRAMMES, key=len, reverse=True)))
    + r")(?!\w)"
)
_ORGANISATIONS = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(map(re.escape, sorted(words.ORGANISATIONS, key=len, reverse=True)))
    + r")(?![\w-])"
)


def _known_names(text: str) -> Iterator[Mention]:
    for match in _PROGRAMMES.finditer(text):
        if " " in match[0] or not _goes_on(text, match.end()):
            yield _mention(text, match.start(), match.end(), "PROGRAMME", 0.9)
    for match in _ORGANISATIONS.finditer(text):
        yield _mention(text, match.start(), match.end(), "ORG", 0.92)


def _organisations(text: str, is_place: Callable[[str], bool] | None) -> Iterator[Mention]:
    for match in words.MINISTRY.finditer(text):
        yield _mention(text, match.start(), match.end(), "ORG", 0.95)
    for match in words.PLACE_NAMED_ORGANISATION.finditer(text):
        if is_place is None or is_place(match["place"]):
            yield _mention(text, match.start(), match.end(), "ORG", 0.88)
    for match in words.LEGAL_FORM.finditer(text):
        start = _left_edge(text, match.start())
        if match.start() - start >= 3:
            yield _mention(text, start, match.end(), "ORG", 0.85)


def _left_edge(text: str, at: int) -> int:
    """Where the capitalised words that end at ``at`` begin, small words between them allowed."""
    offset = max(0, at - 90)
    found = at
    tokens = list(re.finditer(r"[^\s,;()„“\":|•]+|[,;()„“\":|•\n]", text[offset:at]))
    for place in range(len(tokens) - 1, -1, -1):
        word = tokens[place][0]
        if word in '\n,;()„“":|•' or word in words.LEADING_WORDS or _ends_sentence(word):
            break
        if word[0].isupper():
            found = offset + tokens[place].start()
        elif not _joins(word, tokens[place - 1][0] if place else ""):
            break
    return found


def _ends_sentence(word: str) -> bool:
    return len(word) > 4 and word.endswith(".") and not word.startswith("Ev.")


def _joins(word: str, before: str) -> bool:
    if word in ("der", "des"):
        return words.COLLECTIVE.search(before) is not None
    return word in ("für", "und", "&", "zur", "im", "in")


# People


def _persons(text: str) -> Iterator[Mention]:
    for match in _TITLED.finditer(text):
        yield from _person(text, match.start("name"), match.end("name"), 0.95)
    for match in _ADDRESSED.finditer(text):
        yield from _person(text, match.start("name"), match.end("name"), 0.95)
    for match in _CREDIT.finditer(text):
        yield _mention(text, match.start("name"), match.end("name"), "PERSON", 0.9)
    yield from _plain_persons(text)


def _person(text: str, start: int, end: int, score: float) -> Iterator[Mention]:
    """The name without offices in it: ``Dr. Anna Beck Leiterin`` ends before ``Leiterin``."""
    tokens = [
        token
        for token in re.finditer(rf"(?:{words.DEGREE})|[^\s]+", text[start:end])
        if not re.fullmatch(words.DEGREE, token[0])
    ]
    kept = _name_tokens(tokens)
    if kept:
        yield _mention(text, start, start + kept[-1].end(), "PERSON", score)


def _name_tokens(tokens: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    kept: list[re.Match[str]] = []
    for token in tokens:
        word = token[0]
        if word in words.NO_SURNAME or words.OFFICE_WORD.match(word) or _is_abstract(word):
            break
        if len(kept) >= 2 and not _is_middle(kept[-1][0]):
            break
        kept.append(token)
    return kept


def _is_middle(word: str) -> bool:
    """Whether a surname must still follow: a given name, an initial, a small word."""
    return word.endswith(".") or word[0].islower() or set(word.split("-")) <= GIVEN_NAMES


def _plain_persons(text: str) -> Iterator[Mention]:
    """A given name of the list and a surname: ``Tomke Harmsen``."""
    at = 0
    while match := _PLAIN.search(text, at):
        name = _plain_person(text, match)
        at = match.end("given") if name is None else name.end
        if name is not None:
            yield name


def _plain_person(text: str, match: re.Match[str]) -> Mention | None:
    last, third = match["last"], match["third"]
    if not _is_given(match["given"], text, match.start()) or not _is_surname(last):
        return None
    is_double = third and set(last.split("-")) <= GIVEN_NAMES and _is_surname(third)
    end = match.end("third") if is_double else match.end("last")
    is_quoted = text[match.start() - 1 : match.start()] in words.QUOTES if match.start() else False
    if is_quoted or _names_institution(text, end):
        return None
    return _mention(text, match.start(), end, "PERSON", 0.93)


def _is_given(word: str, text: str, at: int) -> bool:
    if not all(part in GIVEN_NAMES for part in word.split("-")):
        return False
    if word not in AMBIGUOUS_GIVEN_NAMES:
        return True
    return words.ROLE.match(_last_word(text[max(0, at - 40) : at])) is not None


def _is_surname(word: str) -> bool:
    is_compound = "-" in word and _is_institution(word)
    is_office = words.OFFICE_WORD.match(word) is not None
    return not (word in words.NO_SURNAME or is_compound or is_office or _is_abstract(word))


def _is_abstract(word: str) -> bool:
    return (
        len(word) > 6
        and re.search(r"(?:ung|heit|keit|schaft|tion|amt|büro|stelle)(?:en|s)?$", word) is not None
    )


def _is_institution(word: str) -> bool:
    tail = word.rsplit("-", maxsplit=1)[-1].rsplit(" ", maxsplit=1)[-1]
    return tail in words.NO_SURNAME or (_INSTITUTION.search(tail) is not None and len(tail) > 5)


def _names_institution(text: str, end: int) -> bool:
    following = re.match(r"[ -]([^\W\d_]+)", text[end : end + 30])
    return following is not None and following[1][0].isupper() and _is_institution(following[1])


def _bracketed_acronyms(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """``Bundesministerium … (BMAS)``: the bracket names the same thing once more."""
    for mention in mentions:
        match = _BRACKETED_ACRONYM.match(text, mention.end)
        if match and mention.label != "PERSON" and abbreviates(match["name"], mention.text):
            yield _mention(text, match.start("name"), match.end("name"), mention.label, 0.93)


def abbreviates(short: str, name: str) -> bool:
    """Whether the letters of ``short`` stand in ``name`` in order, its capitals at word starts."""
    letters = [letter for letter in short if letter.isalpha()]
    if len(letters) < 2 or len(short) >= len(name) or sum(map(str.isupper, letters)) < 2:
        return False
    if not _is_subsequence("".join(letters).lower(), name.lower()):
        return False
    initials = "".join(re.findall(r"\b\w|(?<=[a-zäöüß])[A-ZÄÖÜ]", name)).lower()
    capitals = "".join(letter for letter in letters if letter.isupper()).lower()
    return _is_subsequence(capitals, initials) or capitals[0] == initials[:1]


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(letter in rest for letter in short)


def _mention(text: str, start: int, end: int, label: Label, score: float) -> Mention:
    return Mention(start=start, end=end, text=text[start:end], label=label, score=score)


# Putting spans in order


def snap(text: str, span: Span, *, marked: Sequence[Quote] | None = None) -> Span:
    """The span as a name is written: whole words, no marks around it, brackets in pairs.

    Most of a quoted title becomes the whole title. ``marked`` are the quotes of the text, in
    order, for callers that snap many spans.
    """
    whole = _whole_words(text, span.start, span.end)
    trimmed = _trimmed(text, *whole)
    title = _title_around(marked if marked is not None else quotes(text), trimmed)
    if title is not None:
        trimmed = _trimmed(text, title.start, title.end)
    return _balanced(text, trimmed)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while 0 < start < len(text) and _is_inner(text, start):
        start -= 1
    while 0 < end < len(text) and _is_inner(text, end):
        end += 1
    return start, end


def _is_inner(text: str, at: int) -> bool:
    return (text[at - 1].isalnum() or text[at - 1] == "_") and (
        text[at].isalnum() or text[at] == "_"
    )


_EDGE = frozenset(" \t\n\r\u00a0,;:|/•*·–—-" + words.OPENING_QUOTES + words.CLOSING_QUOTES)
_ABBREVIATION = re.compile(r"(?:\be\.\s?[VG]|\b(?:Dr|St|Prof|jr|sen|gGmbH|Co)|\b[A-ZÄÖÜ]|\bd)\.$")


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start] in _EDGE or text[start] in ").!?…"):
        start += 1
    while start < end and not _may_end(text, start, end):
        end -= 1
    if end < len(text) and text[end] in "!?" and text[end + 1 : end + 2] in words.QUOTES:
        end += 1
    return Span(start=start, end=end)


def _may_end(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last in "!?":
        after = text[end : end + 2]
        return after[:1] in words.QUOTES or after[:1] in ",-)" or after[1:].islower()
    if last == ".":
        return _ABBREVIATION.search(text[start:end]) is not None
    return last not in _EDGE and last not in "(…"


def _title_around(marked: Sequence[Quote], span: Span) -> Quote | None:
    place = bisect_right([quote.start for quote in marked], span.start) - 1
    if place < 0:
        return None
    quote = marked[place]
    covered = min(span.end, quote.end) - max(span.start, quote.start)
    inside = span.end <= quote.outer.end
    return quote if inside and covered >= COVERED * (quote.end - quote.start) else None


def _balanced(text: str, span: Span) -> Span:
    inside = span.of(text)
    if inside.count("(") > inside.count(")"):
        closing = text.find(")", span.end, span.end + 40)
        if closing >= 0 and "\n" not in text[span.end : closing]:
            return Span(start=span.start, end=closing + 1)
        return _trimmed(text, span.start, span.start + inside.rfind("("))
    if inside.count(")") > inside.count("("):
        if inside.endswith(")"):
            return _trimmed(text, span.start, span.end - 1)
        return _trimmed(text, span.start + inside.rfind(")") + 1, span.end)
    return span


def propagate(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions and all further places where their names stand, in order, no overlaps.

    Names are found as whole words, case-sensitive, longest first; an acronym that belongs to
    a name (``ELAN – Eltern aktiv``, ``… (BUS)``) and the surname of a person count as the name.
    """
    places = {mention.text for mention in mentions if mention.label == "PLACE"}
    labels = _names_to_find(mentions, places)
    taken = _Taken(mentions)
    found = list(mentions)
    for place in _occurrences(text, labels):
        label, score = labels[place.of(text)]
        start = _with_degree(text, place.start) if label == "PERSON" else place.start
        if taken.is_free(start, place.end) and _is_name_here(text, place, label):
            found.append(_mention(text, start, place.end, label, score))
    return merge(found, ())


class _Taken:
    """Which parts of a text already belong to a mention."""

    def __init__(self, mentions: Sequence[Span]) -> None:
        ordered = sorted(mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in ordered]
        self._ends = [mention.end for mention in ordered]

    def is_free(self, start: int, end: int) -> bool:
        place = bisect_left(self._starts, end)
        return place == 0 or self._ends[place - 1] <= start


def _names_to_find(mentions: Sequence[Mention], places: set[str]) -> dict[str, tuple[Label, float]]:
    labels: dict[str, tuple[Label, float]] = {}
    for mention in sorted(mentions, key=lambda mention: -mention.score):
        if mention.label == "PLACE":
            continue
        for name in (mention.text, *short_forms(mention)):
            if len(name) >= 3 and name not in places and not name.islower():
                labels.setdefault(name, (mention.label, round(0.95 * mention.score, 3)))
    return labels


def short_forms(mention: Mention) -> list[str]:
    """Acronym or head of a long name, surname of a person."""
    if mention.label == "PERSON":
        return _surnames(mention.text)
    bracket = re.search(r"\(([^()]{2,15})\)$", mention.text)
    head, _, tail = mention.text.partition(" – ")
    if not tail:
        head, _, tail = mention.text.partition(" - ")
    forms = [bracket[1]] if bracket and _is_initialism(bracket[1]) else []
    forms += [part for part in (head, tail) if tail and _is_initialism(part)]
    if tail and mention.label == "PROJECT" and " " not in head and head not in forms:
        forms.append(head)
    return forms


def _surnames(name: str) -> list[str]:
    tokens = [token for token in name.split() if not re.fullmatch(words.DEGREE, token)]
    is_full = len(tokens) > 1 and len(tokens[-1]) > 2
    return [tokens[-1]] if is_full or (tokens and len(tokens) < len(name.split())) else []


def _occurrences(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Where names stand as whole words, the longest at each place."""
    by_first_word: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        if first := re.match(r"\w+", name):
            by_first_word[first[0]].append(name)
    end = 0
    for word in re.finditer(r"\w+", text):
        at = word.start()
        if at < end or text[at - 1 : at] == "-":
            continue
        for name in by_first_word.get(word[0], ()):
            if (
                text.startswith(name, at)
                and not text[at + len(name) : at + len(name) + 1].isalnum()
            ):
                end = at + len(name)
                yield Span(start=at, end=end)
                break


def _with_degree(text: str, start: int) -> int:
    match = re.search(rf"(?<!\w)(?:{words.DEGREE}\s?){{1,4}}$", text[max(0, start - 30) : start])
    return start - len(match[0]) if match else start


_ARTICLE = re.compile(
    r"\b(?:[Dd](?:er|ie|as|em|en|es)|[Ee]ine?[mnrs]?|[Kk]eine?[mnr]?|[Ii]m|[Aa]m|[Zz]u[mr]"
    r"|[Vv]om|[Bb]eim|jede[mnrs]?|[a-zäöü]+en)\s$"
)


def _is_name_here(text: str, span: Span, label: Label) -> bool:
    if label != "PERSON" or " " in span.of(text):
        return True
    before = text[max(0, span.start - 20) : span.start]
    after = text[span.end : span.end + 1]
    given = re.search(rf"([{_UPPER}]\w+)\s$", before)
    other = given is not None and given[1] in GIVEN_NAMES
    return after != "-" and not other and not _ARTICLE.search(before)


def merge(first: Sequence[Mention], second: Sequence[Mention]) -> list[Mention]:
    """One list without overlaps, in order of the text: long and certain mentions win."""
    ranked = sorted(
        [*first, *second],
        key=lambda mention: (-mention.score * (mention.end - mention.start) ** 0.5, mention.start),
    )
    kept: list[Mention] = []
    starts: list[int] = []
    for mention in ranked:
        place = bisect_left(starts, mention.end)
        if place == 0 or kept[place - 1].end <= mention.start:
            kept.insert(place, mention)
            starts.insert(place, mention.start)
    return kept
