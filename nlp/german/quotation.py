"""Quotation marks, and how speech between them differs from a name."""

from __future__ import annotations

import re

OPENING_QUOTES = '„“"»«‚‘›‹”'
CLOSING_QUOTES = '“”"«»‘’‹›'
QUOTES = frozenset(OPENING_QUOTES + CLOSING_QUOTES)
# Speech: a quotation that begins so and is long is a sentence, not a name.
SENTENCE_START = re.compile(
    r"(?:Wir|Ich|Es|Das|Man|Sie|Er|Was|Wie|Wer|Warum|Wo|Wenn|Dass|Da|Hier|Nicht|Bei uns|Unsere?"
    r"|Meine?|Jede[rs]?"
    r"|Dann|So|Ohne|Die|Der|Ein|Eine|Ob|Lasst|Am|Ist|Kann|Muss|Viele|Alle|Niemand|Keiner|Manche)\s"
)
SPEECH_AFTER = re.compile(
    r"\s?[,–-]?\s?(?:so\b(?! heißt)|sagte?\b|betonte|erklärte|erzählte?|meinte?|berichtete"
    r"|fasste|lautete?\b|hieß es"
    r"|antworte|beschrieb|empfahl|empfiehlt|riet|rät\b|stand auf|war das|mit diesem)"
)
