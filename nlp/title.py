"""The title of a report, read off its first lines, for sources that give none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.german.layout import SERVICE_STARTS, SERVICE_WORDS

HEAD = 4_000
MAX_LINES = 15
LONGEST_TITLE = 200
LONGEST_CUT = 100
SHORTEST_SENTENCE = 25  # „Prof. Dr.“ is none
SECTION_WORDS = SERVICE_WORDS | frozenset(
    """
    aktuelles aktuelle aktuell meldung meldungen news nachrichten presse pressestelle
    pressemitteilung pressemitteilungen presseinformation presseinformationen pressemeldung
    medienmitteilung termin termine veranstaltung veranstaltungen veranstaltungskalender archiv
    rückblick rückblicke rückschau themen service projekte projektdatenbank praxisdatenbank
    praxisbeispiele übersicht projektübersicht sprungziele seiteninhalt inhalt inhaltsverzeichnis
    hauptinhalt volltext nr und der die des zum zur aus dem vom
    """.split()
)
MONTHS = (
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|Jan|Feb|Mrz|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\.?"
)
DAY = rf"\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{MONTHS})\s?(?:\d{{4}}|\d{{2}})?"
DATE = re.compile(
    r"(?:[A-ZÄÖÜ][\w./() -]{1,40},\s*(?:den\s+|am\s+)?)?"
    r"(?:(?:Veröffentlicht|Erstellt|Stand|Datum|Letzte Aktualisierung)\b[:\s]*(?:am\s+)?)?"
    r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)\w*\.?,?\s*(?:den\s+)?)?"
    rf"(?:{DAY}|{MONTHS}\s\d{{4}}|\d{{4}}(?:-\d\d){{2}}|\d{{4}})"
    rf"(?:\s*(?:[-–/]|bis)\s*{DAY})?[\s|,.]*(?:\d{{1,2}}[:.]\d\d\s*(?:Uhr)?)?\s*",
)
ASIDE = re.compile(
    r"(?:PRESSE|Presse|Medien)(?:mitteilung|information|meldung|MITTEILUNG|INFORMATION|MELDUNG)\b"
    r"|Pressestelle\b|Veröffentlicht\b|Letzte Aktualisierung|Seite \d|Nr\. \d|[zZ]urück\b|Logo\b"
    r"|Foto\b|Bild:|Telefon|Tel\.|E-?Mail|Zum (?:Haupt)?[Ii]nhalt|c/o |www\.|https?:|\W*$"
    r"|\W*\d+\W*$|In dieser Rubrik\b|Aktuelles (?:aus|von|vom)\b|Home\b|Startseite"
    r"|[-–]öffentlich|D(?:er|ie) (?:Land|Bürgermeister|Oberbürgermeister)\w*$"
    r"|Diese (?:Seite|Nachricht)|Sollte diese[rs]? "
)
LABEL = re.compile(r"(?:Betreff|Titel|Thema|Projektname|Projekttitel|Name des Projekts):\s*(?=\S)")
FIELD = re.compile(r"[\w./ -]{2,30}:(?:\s*$|\s+(?:\d|\w+ ?\d))")
KICKER = re.compile(
    r"^(?:[\w-]*(?:einladung|bericht|protokoll|niederschrift|steckbrief|seminar|fortbildung"
    r"|workshop|werkstatt|fachtag|tagung|konferenz|dokumentation|aufruf|newsletter|programm"
    r"|ankündigung|nachlese|projekt|praxisbeispiel|maßnahme|save the date|veranstaltung|forum))"
    r"(?:\s+[\dIVX]+)?\s*:?",
    re.IGNORECASE,
)
CRUMBS = re.compile(r"\s[›»>→]\s|\s/\s.*\s/\s|\w[›>→]\w")
HUMP = re.compile(r"[a-zäöüß](?=[A-ZÄÖÜ][a-zäöüß])")
SENTENCE_END = re.compile(r"(?:(?<=[a-zäöüß)“”\"][.!?])|(?<=\d{4}\.))\s+(?=[A-ZÄÖÜ„\"])")
NAME = re.compile(
    r"^(?:(?:Dr|Prof|Dipl)\.[\w.\s-]*\s)?(?:[A-ZÄÖÜ][\w'’.-]+\s+){1,2}[A-ZÄÖÜ][\w'’-]+"
)
DOCTOR = re.compile(r"(?:(?:Dr|Prof)\.\s?)+")
LETTERHEAD = re.compile(
    r"(?:Stadt|Gemeinde|Landkreis|Kreis|Kanton|Region|Verbandsgemeinde|Landratsamt|Kreisverwaltung"
    r"|Stadtverwaltung|Dezernat)"
    r"(?:\s[\w-]+){0,2}"
)
DATED = re.compile(rf"(?:{DAY}|{MONTHS}\s\d{{4}})(?:\s*[-–]\s*{DAY})?\s+[|–-]\s+(?=\w)")
CARRY_ON = re.compile(r"[a-zäöüß(]|und\b|[–-]\s")
OPEN_END = re.compile(r"(?:[–:,-]|\b(?:und|oder|für|zu[mr]?|im|in|der|die|das|des|am|von|mit))$")


def title_of(text: str) -> str:
    """The heading that names the report, or the beginning of its first sentence.

    Empty only where the text has no letter or digit.
    """
    lines = [line.strip() for line in text[:HEAD].split("\n")]
    candidates = list(_candidates(lines))
    for at, line in enumerate(candidates):
        if _is_prose(line):
            return _cut(line)
        return _joined(candidates, at)
    return _cut(next((line for line in lines if re.search(r"\w", line)), ""))


def _candidates(lines: Sequence[str]) -> Iterator[str]:
    """Lines that may be a title or the first sentence."""
    filled = [at for at, line in enumerate(lines) if line]
    for at in filled[:MAX_LINES]:
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if not (_is_aside(lines[at]) or (following and _is_attached(lines[at], following))):
            yield " ".join(DATED.sub("", LABEL.sub("", lines[at])).split())


def _is_attached(line: str, following: str) -> bool:
    """The name under a picture, or of an authority, right above the line that it goes with."""
    person = NAME.fullmatch(line) and (DOCTOR.match(line) or _is_prose(following))
    return bool(person or LETTERHEAD.fullmatch(line))


def _is_aside(line: str) -> bool:
    """Navigation, dates, contact details and what else stands above a title."""
    if len(line) > LONGEST_TITLE:
        return False
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", line)]
    return bool(
        all(word in SECTION_WORDS for word in words)
        or SERVICE_STARTS.match(line)
        or ASIDE.match(line)
        or DATE.fullmatch(line)
        or (FIELD.match(line) and not LABEL.match(line) and not KICKER.match(line))
        or _is_menu(line)
    )


def _is_menu(line: str) -> bool:
    """Several short entries in one line, parted by signs, blanks or nothing at all."""
    parts = re.split(r"\s+[|/·–]\s+|\s{2,}|\t", line)
    short = all(len(part.split()) <= 2 for part in parts)
    return bool(
        CRUMBS.search(line)
        or len(HUMP.findall(line)) >= 3
        or line.count(" | ") >= 2
        or (len(parts) >= 3 and (short or "  " in line))
    )


def _is_prose(line: str) -> bool:
    return len(line) > LONGEST_TITLE or (
        len(line) > 90 and (line.endswith((".", ":")) or SENTENCE_END.search(line) is not None)
    )


def _joined(candidates: Sequence[str], at: int) -> str:
    """A title that goes on in the next line, and the kind of event with its name."""
    line = candidates[at]
    following = candidates[at + 1] if at + 1 < len(candidates) else ""
    if not following or _is_prose(following) or len(line) + len(following) > LONGEST_TITLE:
        return line
    if CARRY_ON.match(following) or OPEN_END.search(line):
        return _glued(line, following)
    return f"{line.rstrip(': ')}: {following}" if KICKER.fullmatch(line) else line


def _glued(line: str, following: str) -> str:
    return line[:-1] + following if re.search(r"\w-$", line) else f"{line} {following}"


def _cut(line: str) -> str:
    """The first sentence, cut at a word end near a hundred characters."""
    ends = (match.start() for match in SENTENCE_END.finditer(line))
    sentence = line[: next((end for end in ends if end >= SHORTEST_SENTENCE), len(line))]
    if len(sentence) <= LONGEST_CUT + 10:
        return sentence.rstrip(" .:")
    at = sentence.rfind(" ", 0, LONGEST_CUT)
    return sentence[: at if at > 0 else LONGEST_CUT].rstrip(" ,;:–-") + " …"
