"""Every kind of problem, by its code: its status, and what is said of it in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What all problems of one code have in common."""

    status: int
    title: str
    detail: str
    detail_en: str
    retry_after: int | None = None


KINDS: dict[str, Kind] = {
    "bad-input": Kind(
        status=422,
        title="Die Eingabe ist nicht lesbar",
        detail="Bitte prüfen Sie die Eingabe.",
        detail_en="The input cannot be read.",
    ),
    "empty-document": Kind(
        status=422,
        title="Kein Text gefunden",
        detail="Bitte geben Sie einen Text ein oder wählen Sie eine Datei mit Text.",
        detail_en="There is no text in the input.",
    ),
    "too-large": Kind(
        status=413,
        title="Die Eingabe ist zu groß",
        detail="Bitte kürzen Sie den Text oder teilen Sie die Datei.",
        detail_en="The input is larger than the limit.",
    ),
    "unsupported-format": Kind(
        status=415,
        title="Dieses Dateiformat wird nicht gelesen",
        detail="Bitte verwenden Sie Text, HTML, PDF, DOCX oder ODT.",
        detail_en="The format of the file is not supported.",
    ),
    "damaged-file": Kind(
        status=422,
        title="Die Datei ist beschädigt",
        detail="Bitte speichern Sie die Datei neu und versuchen Sie es noch einmal.",
        detail_en="The file is damaged.",
    ),
    "not-german": Kind(
        status=422,
        title="Der Text ist nicht deutsch",
        detail="Fundstelle liest deutsche Berichte.",
        detail_en="The text is not German.",
    ),
    "not-found": Kind(
        status=404,
        title="Nicht gefunden",
        detail="Diese Adresse gibt es hier nicht. Bitte prüfen Sie die Schreibweise.",
        detail_en="There is nothing at this address.",
    ),
    "invalid": Kind(
        status=422,
        title="Die Angaben sind nicht gültig",
        detail="Bitte prüfen Sie die genannten Felder.",
        detail_en="The request is not valid.",
    ),
    "malformed": Kind(
        status=400,
        title="Die Anfrage ist nicht lesbar",
        detail="Bitte prüfen Sie den Aufbau der Anfrage.",
        detail_en="The request cannot be parsed.",
    ),
    "method-not-allowed": Kind(
        status=405,
        title="Diese Methode gibt es hier nicht",
        detail="Die Adresse gibt es, aber nicht für diese Art von Anfrage.",
        detail_en="The method is not allowed at this address.",
    ),
    "key-missing": Kind(
        status=401,
        title="Der Schlüssel fehlt oder stimmt nicht",
        detail="Bitte senden Sie „Authorization: Bearer SCHLÜSSEL“ mit.",
        detail_en="Send 'Authorization: Bearer KEY' with a key of this server.",
    ),
    "forbidden": Kind(
        status=403,
        title="Der Schlüssel darf das nicht",
        detail="Diesem Schlüssel fehlt das Recht dazu.",
        detail_en="The key lacks the scope that this needs.",
    ),
    "read-only": Kind(
        status=403,
        title="Schreiben ist nicht freigegeben",
        detail="Auf diesem Server gibt es noch keinen Schlüssel („fundstelle keys create“).",
        detail_en="This server cannot be written to: it has no key ('fundstelle keys create').",
    ),
    "changed": Kind(
        status=412,
        title="Der Stand ist ein anderer",
        detail="Bitte laden Sie den Bericht neu und ändern Sie dessen jetzigen Stand.",
        detail_en="The precondition failed: the report is not, or no longer, as the request says.",
    ),
    "precondition-required": Kind(
        status=428,
        title="Der Stand fehlt",
        detail="Bitte senden Sie mit „If-Match“ das „ETag“, das Sie gelesen haben.",
        detail_en="Send If-Match with the ETag of what you have read.",
    ),
    "idempotency-mismatch": Kind(
        status=422,
        title="Dieselbe Kennung für etwas anderes",
        detail="Mit diesem „Idempotency-Key“ kam schon eine andere Anfrage.",
        detail_en="This Idempotency-Key was used for a request with another body.",
    ),
    "idempotency-running": Kind(
        status=409,
        title="Diese Anfrage läuft noch",
        detail="Eine Anfrage mit diesem „Idempotency-Key“ wird gerade beantwortet.",
        detail_en="A request with this Idempotency-Key is being answered.",
        retry_after=5,
    ),
    "too-many": Kind(
        status=429,
        title="Zu viele Anfragen",
        detail="Bitte warten Sie einen Augenblick.",
        detail_en="Too many requests. Wait as long as Retry-After says.",
        retry_after=60,
    ),
    "too-deep": Kind(
        status=400,
        title="Das JSON ist zu tief oder zu groß",
        detail="Bitte senden Sie nur die beschriebenen Angaben.",
        detail_en="The JSON is nested too deeply, or holds too many values.",
    ),
    "slow-client": Kind(
        status=408,
        title="Die Anfrage kam nicht vollständig an",
        detail="Bitte senden Sie die Anfrage noch einmal, über eine schnellere Verbindung.",
        detail_en="The body of the request did not arrive in time.",
    ),
    "conflict": Kind(
        status=409,
        title="Das geht gerade nicht",
        detail="Der Zustand lässt das nicht zu. Bitte laden Sie ihn neu.",
        detail_en="The present state does not allow this.",
    ),
    "busy": Kind(
        status=503,
        title="Gerade ausgelastet",
        detail="Gerade werden viele Texte ausgewertet. Bitte versuchen Sie es gleich noch einmal.",
        detail_en="Too many texts are being analysed. Try again shortly.",
        retry_after=10,
    ),
    "overloaded": Kind(
        status=503,
        title="Gerade ausgelastet",
        detail="Gerade kommen zu viele Anfragen auf einmal. Bitte versuchen Sie es gleich wieder.",
        detail_en="Too many requests at once. Try again shortly.",
        retry_after=5,
    ),
    "timeout": Kind(
        status=503,
        title="Das dauert zu lange",
        detail="Die Antwort kam nicht rechtzeitig. Was zu speichern war, kann noch ankommen.",
        detail_en="The time for this request is up. What it was to store may still arrive.",
        retry_after=30,
    ),
    "artefact": Kind(
        status=503,
        title="Ein Modell fehlt",
        detail="Bitte wenden Sie sich an den Betrieb.",
        detail_en="A model file is missing or damaged.",
    ),
    "index": Kind(
        status=503,
        title="Die Suche ist nicht erreichbar",
        detail="Der Suchindex antwortet nicht. Bitte versuchen Sie es gleich noch einmal.",
        detail_en="The search index does not answer. What was stored is kept and found later.",
        retry_after=10,
    ),
    "store": Kind(
        status=503,
        title="Der Bestand ist nicht erreichbar",
        detail="Bitte versuchen Sie es später noch einmal.",
        detail_en="The store cannot be used.",
        retry_after=30,
    ),
    "error": Kind(
        status=500,
        title="Da ist etwas schiefgegangen",
        detail="Der Fehler wurde festgehalten. Bitte versuchen Sie es später noch einmal.",
        detail_en="An unexpected error occurred. It was logged.",
    ),
}
