"""fundstelle persons: finds a person in the stock, and erases the name."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.commands.console import say, write_json, write_line
from service.commands.parser import GermanParser

if TYPE_CHECKING:
    from nlp.person_names import PersonName, Variant
    from service.erasing import ErasedReport, Outcome
    from service.erasure_wish import Wish
    from service.found_persons import FoundPerson
    from service.loading import Models
    from service.settings import Settings
    from service.store import Store

NAME = "persons"
HELP = "eine Person in den Berichten finden oder löschen"
FORMS: dict[Variant, str] = {
    "full": "voller Name",
    "titled": "mit Anrede oder Titel",
    "initials": "mit Initialen",
    "mail": "E-Mail",
    "address": "Adresse, Kennung oder Datei",
    "surname": "nur Nachname",
}


def add_arguments(parser: ArgumentParser) -> None:
    """find NAME | erase NAME [--report ID…] [--as TEXT] [--yes] | log | allow NAME"""
    actions = parser.add_subparsers(
        title="Befehle", metavar="BEFEHL", required=True, parser_class=GermanParser
    )
    find = _action(actions, "find", "wo eine Person genannt ist", _find)
    erase = _action(actions, "erase", "den Namen einer Person überall ersetzen", _erase)
    log = _action(actions, "log", "wann etwas gelöscht wurde, ohne Namen", _log)
    allow = _action(actions, "allow", "einen gelöschten Namen künftig wieder aufnehmen", _allow)
    for action in (find, erase, allow):
        action.add_argument(
            "name",
            metavar="NAME",
            help="Vor- und Nachname; „-“ liest ihn von der Standardeingabe, sodass er nicht im "
            "Verlauf der Befehle steht",
        )
    for action in (find, erase):
        action.add_argument(
            "--report",
            metavar="ID",
            nargs="+",
            action="extend",
            default=[],
            help="nur in diesen Berichten",
        )
    for action in (find, erase, log):
        action.add_argument("--json", action="store_true", help="als JSON")
    erase.add_argument(
        "--as",
        dest="stand_in",
        metavar="TEXT",
        default="",
        help="was an der Stelle des Namens steht (sonst: eine beteiligte Person)",
    )
    erase.add_argument("--yes", action="store_true", help="ohne nachzufragen")


def _action(actions: Any, name: str, text: str, run: Callable[..., Any]) -> ArgumentParser:
    own: ArgumentParser = actions.add_parser(name, help=text, description=text)
    own.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    own.set_defaults(action=run)
    return own


def run(arguments: Namespace, models: Models) -> int:
    """1 where nobody was found or asked for, else 0; FundstelleError."""
    from service.commands.stock import settings_with_store

    settings = settings_with_store(arguments)
    if "name" in arguments and arguments.name == "-":
        arguments.name = sys.stdin.readline()
    return int(arguments.action(arguments, settings, models))


def _find(arguments: Namespace, settings: Settings, _models: Models) -> int:
    from nlp.person_names import read_name
    from service.found_persons import find_person
    from service.store import Store

    name = read_name(arguments.name)
    with Store(settings.store_url) as store:
        found = find_person(store, name, only=arguments.report)
    for each in found:
        if arguments.json:
            write_json(found_to_dict(each))
        else:
            write_line(_line(each))
    if not found:
        say("Kein Bericht nennt diese Person.")
    return 0 if found else 1


def _erase(arguments: Namespace, settings: Settings, models: Models) -> int:
    from service.erasure_wish import Wish
    from service.found_persons import find_person
    from service.store import Store

    wish = Wish.of(arguments.name, only=arguments.report, stand_in=arguments.stand_in)
    with Store(settings.store_url) as store:
        found = find_person(store, wish.name, only=wish.only)
    for each in found:
        say(_line(each))
    if not arguments.yes and not _is_meant(len(found)):
        say("Nichts wurde geändert.")
        return 1
    outcome = _erased(wish, settings, models)
    _tell(outcome, as_json=arguments.json)
    return 0


def _erased(wish: Wish, settings: Settings, models: Models) -> Outcome:
    from service.commands.retagging import themed
    from service.erasing import Eraser
    from service.imports import ImportDesk
    from service.workspace import open_workspace

    encoder, analyser = models.encoder(settings), models.analyser(settings)
    with open_workspace(settings, encoder, purpose="ingest") as space:
        analyser = themed(space, settings, analyser, lambda: False)
        desk = ImportDesk(space.store, settings.imports_folder, most=settings.max_import_bytes)
        applier = space.applier
        eraser = Eraser(
            space.store,
            analyser,
            settings,
            imports=desk,
            apply=applier.apply if applier else lambda: None,
        )
        outcome = eraser.erase(wish, progress=_told)
        space.lessons.catch_up()
        if applier is None:
            say("Der laufende Dienst nimmt die Änderungen in seine Suche auf.")
    return outcome


def _told(erased: ErasedReport) -> None:
    say(f"{erased.report}: {erased.places} Stellen ersetzt")


def _is_meant(reports: int) -> bool:
    say(
        f"In {reports} Berichten und in allem, was daraus entstand, wird der Name ersetzt, auch im "
        "gespeicherten Original. Das lässt sich nicht zurücknehmen. Fortfahren? (ja/nein)"
    )
    return sys.stdin.readline().strip().lower() in {"ja", "j"}


def _tell(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        write_json(
            {
                "reports": [{"report": r.report, "places": r.places} for r in outcome.reports],
                "elsewhere": outcome.elsewhere,
                "clean": outcome.clean,
            }
        )
    else:
        places = sum(each.places for each in outcome.reports)
        write_line(
            f"{places} Stellen in {len(outcome.reports)} Berichten ersetzt, "
            f"{outcome.elsewhere} andere Einträge bereinigt."
        )
    if not outcome.clean:
        say(
            "Ein anderes Programm liest gerade in der Datenbank: Reste können in ihren Dateien "
            "stehen. Bitte den Befehl noch einmal geben, wenn der Dienst steht."
        )
    say("Sicherungen enthalten den Namen weiterhin: siehe docs/privacy.md.")


def _log(arguments: Namespace, settings: Settings, _models: Models) -> int:
    from service.store import Store

    with Store(settings.store_url) as store:
        for each in store.erasures.log():
            if arguments.json:
                write_json(
                    {
                        "id": each.id,
                        "at": each.at.isoformat(),
                        "key": each.key or None,
                        "reports": each.reports,
                        "places": each.places,
                    }
                )
            else:
                write_line(
                    f"{each.at.astimezone():%d.%m.%Y %H:%M}\t{each.reports} Berichte\t"
                    f"{each.places} Stellen\t{each.key or 'Befehlszeile'}"
                )
    return 0


def _allow(arguments: Namespace, settings: Settings, _models: Models) -> int:
    from nlp.person_names import read_name
    from service.store import Store

    with Store(settings.store_url) as store:
        gone = _allowed(store, read_name(arguments.name))
    say("Der Name wird wieder aufgenommen." if gone else "Dieser Name ist nicht gesperrt.")
    return 0 if gone else 1


def _allowed(store: Store, name: PersonName) -> int:
    from service.erased_names import ErasedNames

    return ErasedNames(store).allow(name)


def found_to_dict(found: FoundPerson) -> dict[str, Any]:
    """A report that names a person."""
    return {"report": found.report, "title": found.title, "counts": found.counts}


def _line(found: FoundPerson) -> str:
    counts = ", ".join(
        f"{FORMS[form]}: {found.counts[form]}" for form in FORMS if found.counts.get(form)
    )
    return f"{found.report}\t{found.title}\t{counts}"
