"""Reports that give every page something to show: some of the sample corpus, some made for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parents[2] / "corpus" / "data" / "reports.jsonl"
# Projects in two reports (KODEX), namesakes (ANKER, Bildungskompass), passages about parents,
# names in camel case (PräWo), a report without a title, a lesson of two reports (066 and 082);
# more than one page of each list.
CHOSEN = frozenset(
    "page-103 page-316 page-336 page-421 page-433 "
    "report-001 report-002 report-003 report-004 report-005 report-006 report-007 report-008 "
    "report-009 report-010 report-018 report-021 report-033 report-045 report-047 report-059 "
    "report-066 report-079 report-082 report-119 report-121 report-134 report-137".split()
)
LONG = "Arbeitsmarktintegrationsförderungsverwaltungsvorschriftenänderungsverfahren"
"""One word of 76 letters, wider than a phone."""
HARD = {
    "id": "eigen/übergang & schule",
    "title": f"{LONG} – Fachgespräch in Mecklenburg-Vorpommern",
    "text": (
        f"{LONG} – Fachgespräch in Mecklenburg-Vorpommern\n\n"
        "Am 3. März 2021 trafen sich in Neubrandenburg 40 Fachkräfte zum Erfahrungsaustausch "
        f"über das {LONG}. Frau Dr. Annegret Sörensen-Wiedemann, Leiterin des "
        "Landesförderinstituts, begrüßte die Gäste.\n\n"
        "Das Projekt „Elternbegleitung im Vogelviertel“ (Neubrandenburg) spricht Eltern am "
        "Schultor an. Entscheidend war, dass dieselbe Beraterin über Jahre blieb. Hausbesuche "
        "scheiterten dagegen an fehlender Arbeitszeit. Wir empfehlen, Dolmetscherinnen von Anfang "
        "an fest einzuplanen.\n\n"
        "https://www.beispiel.example/foerderung/antragsunterlagen/2021/verwendungsnachweis\n\n"
        "Fazit 🎉: <b>Ohne</b> Verlässlichkeit & Zeit geht es nicht."
    ),
}


def documents() -> list[dict[str, Any]]:
    """The reports as an import takes them: id, title, text."""
    return [*_sample(), HARD]


def _sample() -> Iterator[dict[str, Any]]:
    with SAMPLE.open(encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            if report["id"] in CHOSEN:
                yield {"id": report["id"], "title": report["title"] or "", "text": report["text"]}
