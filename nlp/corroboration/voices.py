"""What reports say together: how many, of how many programmes and states, from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from nlp.programme_names import is_fund, same_programme
from nlp.registry.records import state_of
from nlp.types import Analysis

WORDS = "null einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A report as a witness: its programmes, the federal state it is set in, the year."""

    report: str
    title: str = ""
    programmes: tuple[str, ...] = ()
    state: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How many different ones speak; ``against``: reports that say the opposite.

    ``copies``: reports beside those that are counted, each nearly the text of one of them.
    """

    reports: int
    programmes: int
    states: int
    since: int | None
    until: int | None
    against: int
    copies: int = 0


def voice_of(analysis: Analysis) -> Voice:
    """What a report is a witness of."""
    named = [p.programme for p in analysis.projects if p.programme]
    named += [m.text for m in analysis.mentions if m.label == "PROGRAMME"]
    start = analysis.event.start or analysis.event.end or ""
    return Voice(
        report=analysis.id,
        title=analysis.title,
        programmes=tuple(_distinct(name for name in named if not is_fund(name))),
        state=_state(analysis),
        year=int(start[:4]) if start[:4].isdigit() else None,
    )


def summary_of(
    voices: Iterable[Voice],
    against: Iterable[Voice] = (),
    copies: Mapping[str, str] | None = None,
) -> Summary:
    """Of the reports of a group, and of those that say the opposite; each counts once.

    ``copies``: reports of nearly the same text as another, with that one: both are one voice.
    """
    reports = {voice.report: voice for voice in voices}
    own = _as_one(reports.values(), copies or {})
    years = sorted(voice.year for voice in own if voice.year)
    return Summary(
        reports=len(own),
        programmes=len(_distinct(name for voice in own for name in voice.programmes)),
        states=len({voice.state for voice in own if voice.state}),
        since=years[0] if years else None,
        until=years[-1] if years else None,
        against=len(_as_one(against, copies or {})),
        copies=len(reports) - len(own),
    )


def in_words(summary: Summary) -> str:
    """``7 Berichte, 4 Programme, 3 Länder, 2011–2019; einer sagt das Gegenteil``."""
    parts = [
        _counted(summary.reports, "Bericht", "Berichte") + _repeated(summary.copies),
        _counted(summary.programmes, "Programm", "Programme") if summary.programmes else "",
        _counted(summary.states, "Land", "Länder") if summary.states else "",
        _years(summary),
    ]
    told = ", ".join(part for part in parts if part)
    return f"{told}; {_opposed(summary.against)}" if summary.against else told


def _as_one(voices: Iterable[Voice], copies: Mapping[str, str]) -> list[Voice]:
    """One for all reports of nearly the same text: what the earliest says, and what only the
    others know."""
    found: dict[str, Voice] = {}
    for voice in sorted(voices, key=lambda each: each.year or 9999):
        first = copies.get(voice.report, voice.report)
        known = found.get(first)
        found[first] = _filled(known, voice) if known else voice
    return list(found.values())


def _filled(voice: Voice, other: Voice) -> Voice:
    return replace(
        voice,
        programmes=voice.programmes or other.programmes,
        state=voice.state or other.state,
        year=voice.year or other.year,
    )


def _repeated(copies: int) -> str:
    if not copies:
        return ""
    text = "ein fast gleicher Text" if copies == 1 else f"{copies} fast gleiche Texte"
    return f" (dazu {text})"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _years(summary: Summary) -> str:
    if summary.since == summary.until:
        return str(summary.since or "")
    return f"{summary.since}–{summary.until}"


def _opposed(number: int) -> str:
    word = WORDS[number] if number < len(WORDS) else str(number)
    return f"{word} {'sagt' if number == 1 else 'sagen'} das Gegenteil"


def _distinct(names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in dict.fromkeys(names):
        if not any(same_programme(name, known) for known in found):
            found.append(name)
    return found


def _state(analysis: Analysis) -> str | None:
    """Of the event's place, else the one in which most of the named places lie."""
    linked = [mention.place for mention in analysis.mentions if mention.place]
    german = [place for place in linked if place.country == "DE"]
    at = next((p for p in german if p.name == analysis.event.place), None)
    if at and (state := state_of(at)):
        return state
    states = [state for place in german if (state := state_of(place))]
    return max(dict.fromkeys(states), key=states.count, default=None)
