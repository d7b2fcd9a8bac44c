"""fundstelle vocabulary: vocabularies of themes, loaded, listed, switched."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.commands.console import say, write_json, write_line
from service.commands.parser import GermanParser, positive

if TYPE_CHECKING:
    from service.loading import Models
    from service.settings import Settings
    from service.store import Store
    from service.theme_desk import ThemeDesk, VocabularyState

NAME = "vocabulary"
HELP = "Vokabulare der Themen laden, auflisten, zeigen, wechseln"
AGAIN = "Die Themen gespeicherter Berichte vergibt „fundstelle vocabulary retag“ neu."


def add_arguments(parser: ArgumentParser) -> None:
    """load FILE | list | use VERSION | show [VERSION] | retag | proposals"""
    actions = parser.add_subparsers(
        title="Befehle", metavar="BEFEHL", required=True, parser_class=GermanParser
    )
    load = _action(actions, "load", "ein Vokabular laden (SKOS oder CSV)", _load)
    load.add_argument("file", metavar="FILE", type=Path, help=".ttl, .rdf, .jsonld, .nt, .csv")
    load.add_argument("--use", action="store_true", help="gleich verwenden")
    _action(actions, "list", "alle Vokabulare", _list)
    use = _action(actions, "use", "ein Vokabular verwenden", _use)
    use.add_argument("version", metavar="VERSION", help="ihr Anfang genügt; „standard“")
    show = _action(actions, "show", "die Begriffe eines Vokabulars", _show)
    show.add_argument("version", metavar="VERSION", nargs="?", help="sonst: das verwendete")
    offer = _action(actions, "proposals", "häufige Begriffe, die ihm fehlen", _propose)
    offer.add_argument("--limit", metavar="N", type=positive, default=30, help="so viele")
    _action(actions, "retag", "die Themen aller Berichte neu vergeben", _retag)
    for action in (actions.choices["list"], show, offer):
        action.add_argument("--json", action="store_true", help="als JSON, ein Objekt je Zeile")


def _action(actions: Any, name: str, text: str, run: Callable[..., Any]) -> ArgumentParser:
    own: ArgumentParser = actions.add_parser(name, help=text, description=text)
    own.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    own.set_defaults(action=run)
    return own


def run(arguments: Namespace, models: Models) -> int:
    """0; FundstelleError where the vocabulary cannot be read or found."""
    from service.settings import load_settings

    if arguments.action is _retag:
        _retag(arguments, models)
        return 0
    with _desk(load_settings(data=arguments.data)) as (store, desk):
        arguments.action(arguments, store, desk)
    return 0


@contextmanager
def _desk(settings: Settings) -> Iterator[tuple[Store, ThemeDesk]]:
    from service.store import Store
    from service.theme_desk import ThemeDesk

    with Store(settings.store_url) as store:
        yield store, ThemeDesk(store, settings)


def _load(arguments: Namespace, _store: Store, desk: ThemeDesk) -> None:
    from corpus.vocabulary import read_bytes

    data = read_bytes(arguments.file)
    loaded, new = desk.load(data, name=arguments.file.name, source="Befehlszeile")
    what = "Geladen" if new else "Schon geladen"
    write_line(f"{what}: {loaded.title} [{loaded.version}], {loaded.concepts} Begriffe.")
    if arguments.use:
        desk.use(loaded.version)
        write_line(f"Verwendet wird es ab jetzt. {AGAIN}")
    else:
        say(f"Verwenden: fundstelle vocabulary use {loaded.version}")


def _list(arguments: Namespace, _store: Store, desk: ThemeDesk) -> None:
    for state in desk.states():
        if arguments.json:
            write_json(state_to_dict(state))
        else:
            write_line(_line(state))


def _use(arguments: Namespace, _store: Store, desk: ThemeDesk) -> None:
    entry = desk.use(arguments.version)
    write_line(f"Verwendet wird ab jetzt: {entry.title} [{entry.version}]. {AGAIN}")


def _retag(arguments: Namespace, models: Models) -> None:
    from service.commands.retagging import themed
    from service.commands.stock import settings_with_store
    from service.interrupt import asked_to_stop
    from service.workspace import open_workspace

    settings = settings_with_store(arguments)
    encoder, analyser = models.encoder(settings), models.analyser(settings)
    with (
        asked_to_stop(lambda: say("\nDer Bericht in Arbeit wird noch fertig …")) as stop,
        open_workspace(settings, encoder, purpose="ingest") as space,
    ):
        themed(space, settings, analyser, stop)


def _show(arguments: Namespace, _store: Store, desk: ThemeDesk) -> None:
    vocabulary = desk.vocabulary(arguments.version) if arguments.version else desk.active()
    for concept in vocabulary.concepts:
        if arguments.json:
            write_json(
                {
                    "id": concept.id,
                    "uri": concept.uri,
                    "label": concept.label,
                    "synonyms": list(concept.synonyms),
                    "definition": concept.definition,
                    "scope_note": concept.scope_note,
                    "exclusions": list(concept.exclusions),
                    "broader": list(concept.broader),
                    "assignable": not concept.top,
                }
            )
        else:
            names = ", ".join(concept.synonyms)
            above = ", ".join(vocabulary[one].label for one in concept.broader)
            told = f"{concept.label} [{concept.id}]" + (f" < {above}" if above else "")
            write_line(told + (f" – {names}" if names else ""))


def _propose(arguments: Namespace, store: Store, desk: ThemeDesk) -> None:
    from service.proposed_terms import proposals, with_text

    found = proposals(store, desk.active(), limit=arguments.limit)
    for one in found:
        if arguments.json:
            write_json(with_text(store, one, persons=True))
        else:
            write_line(f"{one.term} · {one.reports} Berichte, {one.count}-mal")
            for shown in with_text(store, one, persons=True)["evidence"]:
                write_line(f"    {' '.join(shown['text'].split())} [{shown['report']}]")
    if not found and not arguments.json:
        write_line("Kein häufiger Begriff fehlt.")


def state_to_dict(state: VocabularyState) -> dict[str, object]:
    """A vocabulary with its state."""
    loaded = state.loaded
    return {
        "version": loaded.version,
        "id": loaded.vocabulary,
        "title": loaded.title,
        "concepts": loaded.concepts,
        "name": loaded.name,
        "source": loaded.source,
        "digest": loaded.digest,
        "loaded": loaded.loaded.isoformat() if loaded.loaded.timestamp() else None,
        "active": state.active,
        "reports": state.reports,
    }


def _line(state: VocabularyState) -> str:
    loaded = state.loaded
    when = f"{loaded.loaded:%d.%m.%Y %H:%M} UTC" if loaded.loaded.timestamp() else ""
    parts = (
        f"{'*' if state.active else ' '} {loaded.version}",
        loaded.title,
        f"{loaded.concepts} Begriffe",
        f"{loaded.name} ({loaded.source})",
        when,
        f"{state.reports} Berichte",
    )
    return " · ".join(filter(None, parts))
