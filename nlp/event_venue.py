"""The house in which an event was: ``Kreishaus``, ``Hotel Quellenhof``, ``Stadthalle Kiel``."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.event_setting import Setting
from nlp.german import events as words
from nlp.german.dates import DateSpan
from nlp.types import Mention, Span

NEAR = 250
"""Characters around the event's date or place in which its house is named."""
LONGEST = 80


def venue_of_event(setting: Setting, when: DateSpan | None, where: Mention | None) -> str | None:
    """The house as the text names it: at a label, else in a sentence that says that people met."""
    labelled = next(_labelled(setting), None)
    if labelled is not None:
        return labelled
    anchors = [span.start for span in (when, where) if span is not None and span.start >= 0]
    for at in anchors:
        sentence = setting.sentence(at)
        if _tells(setting, sentence):
            found = _named(sentence.of(setting.text))
            if found is not None:
                return found
    return None


def _tells(setting: Setting, sentence: Span) -> bool:
    """Whether it says that people met, or is a line of dates and places at the beginning."""
    told = sentence.of(setting.text)
    said = words.EVENT_VERB.search(told) or words.EVENT_NOUN.search(told)
    is_line = len(told) < 120 and sentence.start < 2 * NEAR
    return bool(said) or is_line


def _labelled(setting: Setting) -> Iterator[str]:
    """What stands behind or below ``Ort:`` as far as it names a house."""
    for match in words.WHERE_LABEL.finditer(setting.text):
        block = setting.text[match.end() : match.end() + LONGEST].lstrip()
        line = block.partition("\n")[0]
        found = _named(f"im {line}") or _named(f"in {line}")
        if found is not None and line.startswith(found):
            yield found


def _named(text: str) -> str | None:
    match = words.VENUE.search(text)
    return " ".join(match["venue"].split()).rstrip(" ,.;:") if match else None
