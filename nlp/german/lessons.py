"""How German reports word experience: cues by what they point to."""

from __future__ import annotations

import re

_STEMS = {
    "proved": "bewähr gelang geling gelungen erfolgreich zahlte?_sich_aus wirkte?\\b half\\b hilf "
    "profitier",
    "condition": "voraussetzung schlüssel entscheidend ausschlaggebend unverzichtbar unerlässlich "
    "grundlage gelingensbeding erfolgsfaktor solange\\b nur_wenn\\b erst_als\\b erst_wenn\\b "
    "erst_seit\\b nur_dann\\b ohne\\b",
    "cause": "weil\\b da\\b dadurch\\b dank\\b deshalb\\b daher\\b so_?dass\\b damit\\b indem\\b",
    "difficulty": "herausforder schwierig schwer hürde problem scheiter fehl(?:t|te|en|ten)\\b "
    "mangel kaum\\b hemmn engpass konflikt aufwänd aufwend unklar zu_wenig zu_spät "
    "zu_kurz brach\\b stieß verzöger erschwer nachteil",
    "advice": "sollte empf[ie]hl empfahl rät\\b rieten?\\b ratsam plädier appell müssen?\\b "
    "müsse\\b muss\\b sei_es_wichtig sei_es_nötig sei_es_notwendig sei_es_sinnvoll "
    "forder(?:te|t|ten)\\b wünsch ratschlag tipp\\b künftig",
    "need": "brauch benötig bedarf\\b bedürfe wichtig notwendig nötig\\b erforder zentral",
    "finding": "zeig(?:t|te|en|ten)\\b gezeigt deutlich festgestellt stellte_sich_heraus "
    "erkenntnis erfahrung erfuhr ergab fazit bilanz lehre\\b gelernt rückblick einig\\b erwies",
    "reported": "(?:sei|seien|habe|hätten|werde|würden|könne|solle|brauche|gebe|gelte)\\b "
    "(?:komme|gehe|bleibe|lasse|müsse|so_dr\\.|so_prof\\.)\\b so_(?-i:[A-ZÄÖÜ])\\w+",
    "aim": "ziel\\b soll(?:en)?\\b geplant plan(?:t|en)\\b möchte will\\b wollen\\b angestrebt "
    "vorgesehen bis_20\\d\\d",
    "event": "begrüß dank eröffn moderier teilnehm veranstaltung vortrag "
    "workshop programm\\b einladung anmeld uhr\\b",
    "offer": "bietet\\b bieten\\b angebot richtet_sich berät\\b unterstützt\\b gefördert "
    "finanziert träger\\b laufzeit",
}
"""Stems with a word's start in front; ``_`` stands for a blank."""


def _pattern(stems: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(stems.split()).replace('_', ' ')})", re.IGNORECASE)


CUES: dict[str, re.Pattern[str]] = {
    **{name: _pattern(stems) for name, stems in _STEMS.items()},
    "number": re.compile(r"\d"),
    "quote": re.compile(r"[„“\"»«]"),
}
