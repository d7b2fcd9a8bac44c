"""Values for examples, for fields whose schemas name none: by what they are called everywhere.

With the name of a schema before it where the same word means something else there.
"""

from __future__ import annotations

import json
from typing import Any

FALLBACK = "Text"
VERSION = "a524683be462"
PLACE = "de:01002000"
WEBHOOK = "6b1f0c7d9e2a4c3f8d5b7a9e0c1d2f3a"
JOB = "0f3c8a7be6d94a5fb0f6d4a3f1f0c5d2"
PLAN = "Wir möchten in Kiel Eltern mit Hausbesuchen für die Ausbildung gewinnen."
SENTENCE = "Erst als die Beraterinnen zum Schultor gingen, füllten sich die Gesprächsrunden."
BEFORE = (
    "Am 14. November 2013 trafen sich in Kiel 34 Lehrkräfte und Familien. "
    "Das Projekt „Brückenbau Gaarden“ stellte sich vor. "
)
TEXT = BEFORE + SENTENCE
START, END = len(BEFORE), len(TEXT)
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
THEME_URI = "https://fundstelle.example/themen/elternarbeit"

BY_NAME: dict[str, Any] = {
    "after": "report-001",
    "aliases": ["Brückenbau"],
    "as_text": "eine Referentin",
    "backend_id": "fundstelle",
    "broader": ["zusammenarbeit"],
    "by": "Redaktion",
    "clicks": "MTcwMDAwMDAwMA.c2lnbmF0dXI",
    "cursor": "eyJvIjoyMH0",
    "day": "2013-11-14",
    "definition": "Zusammenarbeit von Bildungseinrichtungen mit Eltern.",
    "detail": "Das Dokument ist nicht deutsch.",
    "digest": DIGEST,
    "document_id": "report-001",
    "end": END,
    "entries": ["brueckenbau-gaarden", "brueckenbau-gaarden-2"],
    "entry": "brueckenbau-gaarden",
    "error": "Die Gegenseite antwortete mit 503.",
    "fits": ["Kiel"],
    "forms": ["Brückenbau", "Brückenbau Gaarden"],
    "group": "5f1c0e9a7b21",
    "heading": "Zwei Praxisbeispiele",
    "id": "report-001",
    "job": JOB,
    "job_id": JOB,
    "key": "brueckenbau gaarden",
    "label": "Elternarbeit",
    "language": "de",
    "languages": ["de"],
    "link": "/berichte/report-001",
    "matched": ["Eltern"],
    "meaning": 0.62,
    "message": "Das Archiv ist beschädigt.",
    "modification_time": "2014-05-02T09:30:00Z",
    "name": "Brückenbau Gaarden",
    "narrower": ["elternbegleitung"],
    "nearly_there": ["report-002"],
    "next": "report-050",
    "notation": "elternarbeit",
    "place": "Kiel",
    "places": ["Kiel"],
    "programme": "XENOS",
    "programmes": ["XENOS"],
    "project": "Brückenbau Gaarden",
    "project_id": "brueckenbau-gaarden",
    "published_by": "Portal",
    "q": "Wie erreicht man Eltern, die nicht zu Elternabenden kommen?",
    "query": "Wie erreicht man Eltern, die nicht zu Elternabenden kommen?",
    "report": "report-001",
    "report_id": "report-001",
    "reports": ["report-001"],
    "request_id": "portal-42",
    "scope_note": "Auch für Elternabende und Elterncafés.",
    "score": 0.83,
    "secret": "whsec_… (nur dieses eine Mal)",
    "sentence": "Die Passage nennt „Eltern“ und passt dem Sinn nach.",
    "since": 2012,
    "sentences": ["Aus drei Urteilen wurde gelernt."],
    "share": 0.82,
    "source": "Koordinierungsstelle Bildung",
    "start": START,
    "synonyms": ["Elternbildung"],
    "text": SENTENCE,
    "theme": "elternarbeit",
    "theme_id": "elternarbeit",
    "themes": ["elternarbeit"],
    "title": "Werkstattgespräch zur Elternarbeit",
    "total": 1,
    "until": 2019,
    "uri": THEME_URI,
    "url": "https://portal.example.org/fundstelle",
    "venue": "Haus der Familie",
    "version": VERSION,
    "vocab_language": "de",
    "vocabulary": VERSION,
    "webhook_id": WEBHOOK,
    "words": 0.38,
    "AnnifProject.name": "Fundstelle",
    "Concept.id": "elternarbeit",
    "CreatedWebhook.id": WEBHOOK,
    "Delivery.status": 503,
    "Document.text": TEXT,
    "IndexedDocument.text": TEXT,
    "NewDecision.key": "elternarbeit",
    "NewDecision.text": "",
    "NewReport.text": TEXT,
    "Place.id": PLACE,
    "Plan.text": PLAN,
    "ProjectPlace.id": PLACE,
    "ProjectProposal.id": "1c9d2e7f",
    "ProjectProposal.sentence": "Gleicher Name; die Orte widersprechen sich.",
    "Replacement.text": TEXT,
    "Report.text": TEXT,
    "ReportReview.text": TEXT,
    "SimilarToPlan.text": PLAN,
    "TagText.text": TEXT,
    "Tagged.text": TEXT,
    "Text.text": TEXT,
    "TextWish.text": TEXT,
    "Understood.id": "state:de:land:16",
    "Webhook.id": WEBHOOK,
}
LINE = {"id": "report-001", "title": "Werkstattgespräch zur Elternarbeit", "text": TEXT}
FILES: dict[str, str] = {
    "application/x-ndjson": json.dumps(LINE, ensure_ascii=False) + "\n",
    "text/csv": "id;title\r\nreport-001;Werkstattgespräch zur Elternarbeit\r\n",
}
"""Contents of files, by media type."""
LINKED: dict[str, Any] = {
    "@context": {"@vocab": "https://schema.org/", "skos": "http://www.w3.org/2004/02/skos/core#"},
    "@graph": [
        {
            "@id": "https://fundstelle.example/berichte/report-001",
            "@type": "Report",
            "name": "Werkstattgespräch zur Elternarbeit",
            "inLanguage": "de",
        }
    ],
}
PLACES: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": "01002000",
            "geometry": {"type": "Point", "coordinates": [10.14, 54.32]},
            "properties": {
                "name": "Kiel",
                "kind": "municipality",
                "state": "Schleswig-Holstein",
                "ags": "01002000",
                "reports": 2,
                "projects": 1,
            },
        }
    ],
}
