"""Lines of author and date under the titles of annotated reports, as pages of the web have them.

Written documents have few, and what is learnt from them takes such a date for the event's.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from corpus.gold import GoldReport
from nlp.german.dates import MONTHS

LONGEST_TITLE = 160
"""Characters of a first line that may be one."""
SHARE = 0.25
"""Of the reports that get one."""
NAMES = (
    "Mona Seifert", "Lea Brandt", "Jonas", "Dr. Petra Sandow", "M. Kiefer", "Team Fundus",
    "Ayşe Demirel", "Friedhelm Ottens", "redaktion", "Anna-Lena Pohl", "Tarek Al-Masri", "Heike",
)  # fmt: skip
SPELT = [name.capitalize() for name in MONTHS if name not in {"jänner", "feber", "maerz", "juno"}]
LINES = (
    "von {name} am {short}",
    "{spelt} · {name}",
    "{name} | {spelt} | Lesezeit: 3 Min.",
    "Veröffentlicht am {short}",
    "{short}, Text: {name}",
    "{spelt}\n{name}",
    "Meldung vom {short}",
    "{short} – 0 Kommentare",
    "{spelt}",
    "{short}",
)


def added(gold: GoldReport) -> GoldReport:
    """The report, or the same with such a line after its first; the same each time.

    Names and lessons, which the line moves, are left out.
    """
    draw = random.Random(gold.id)  # noqa: S311
    first, _, rest = gold.text.partition("\n")
    if draw.random() > SHARE or not rest.strip() or len(first) > LONGEST_TITLE:
        return gold
    day = _day(gold, draw)
    short = f"{day:%d.%m.%Y}" if draw.random() < 0.7 else f"{day:%d.%m.%y}"
    spelt = f"{day.day}. {SPELT[day.month - 1]} {day.year}"
    line = draw.choice(LINES).format(name=draw.choice(NAMES), short=short, spelt=spelt)
    gap = "\n" if draw.random() < 0.4 else "\n\n"
    text = f"{first}{gap}{line}\n\n{rest.lstrip()}"
    return replace(gold, text=text, mentions=(), lessons=(), located_in=(), boilerplate=())


def _day(gold: GoldReport, draw: random.Random) -> date:
    """Some days after the event, before it where it is announced; any day where there is none."""
    event = gold.event
    if event.start is None or event.end is None:
        return date(draw.randint(2005, 2025), draw.randint(1, 12), draw.randint(1, 28))
    if gold.doc_kind == "announcement":
        return date.fromisoformat(event.start) - timedelta(days=draw.randint(5, 90))
    return date.fromisoformat(event.end) + timedelta(days=draw.choice([1, 2, 3, 4, 6, 8, 13, 40]))
