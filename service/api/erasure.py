"""``/v1/persons``: finds a person in the stock and erases the name; for keys with ``admin``."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from nlp.person_names import read_name
from service import person_schemas as schemas
from service.api.access import ADMIN, caller_of
from service.api.parts import Parts, PartsDep
from service.api.shapes import link_to
from service.erasing import Eraser
from service.erasure_wish import Wish
from service.found_persons import FoundPerson, find_person

router = APIRouter(prefix="/v1/persons", tags=["Personen"])
MOST_AT_ONCE = 20


@router.post("/find", summary="Wo eine Person genannt ist", dependencies=[ADMIN])
def find(parts: PartsDep, wish: schemas.PersonWish, response: Response) -> schemas.PersonFound:
    """Berichte, die den Namen nennen, mit der Zahl der Stellen: voller Name, Nachname mit Anrede
    oder Titel, Initialen, Genitiv, E-Mail- und Webadressen; der Nachname allein zählt, wo der
    Bericht die Person auch anders nennt. Der Name wird nicht festgehalten.
    """
    response.headers["Cache-Control"] = "no-store"
    found = find_person(parts.store, read_name(wish.name), only=wish.reports)
    return schemas.PersonFound(
        reports=[_found(each) for each in found], total=sum(each.total for each in found)
    )


@router.post("/erase", summary="Eine Person löschen", dependencies=[ADMIN])
def erase(
    request: Request, parts: PartsDep, wish: schemas.ErasureWish, response: Response
) -> schemas.PersonErased:
    """Ersetzt den Namen in Text, Titel, Kennung und gespeichertem Original der Berichte, wertet
    diese neu aus und bereinigt alles andere; das Original ist danach der Text ohne den Namen. Das
    lässt sich nicht zurücknehmen. Wird dasselbe noch einmal eingereicht, bleibt der Name draußen:
    behalten wird davon nur eine verschlüsselte Prüfsumme.

    Höchstens zwanzig Berichte auf einmal: „left“ sagt, wie viele noch fehlen.
    """
    response.headers["Cache-Control"] = "no-store"
    outcome = eraser_of(parts).erase(
        Wish.of(wish.name, only=wish.reports, stand_in=wish.stand_in),
        by=caller_of(request).id,
        most=MOST_AT_ONCE,
    )
    return schemas.PersonErased(
        reports=[
            schemas.ErasedReport(report=each.report, link=link_to(each.report), places=each.places)
            for each in outcome.reports
        ],
        left=outcome.left,
        elsewhere=outcome.elsewhere,
        clean=outcome.clean,
    )


@router.get("/erasures", summary="Wann etwas gelöscht wurde", dependencies=[ADMIN])
def list_erasures(parts: PartsDep) -> schemas.ErasureLog:
    """Tag, Zahl der Berichte und Stellen und der Schlüssel, ohne den Namen."""
    return schemas.ErasureLog(
        erasures=[
            schemas.Erasure(
                id=each.id,
                at=each.at,
                key=each.key or None,
                reports=each.reports,
                places=each.places,
            )
            for each in parts.store.erasures.log()
        ]
    )


def eraser_of(parts: Parts) -> Eraser:
    """Over the parts of the service."""
    return Eraser(
        parts.store,
        parts.analyser,
        parts.settings,
        imports=parts.imports,
        turn=parts.turn,
        apply=parts.apply,
    )


def _found(found: FoundPerson) -> schemas.PersonReport:
    return schemas.PersonReport(
        report=found.report,
        title=found.title,
        link=link_to(found.report),
        counts=schemas.PersonCounts(**found.counts),
        total=found.total,
    )
