"""fundstelle keys: keys for programs that use the API."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.console import say, write_line
from service.commands.parser import GermanParser

if TYPE_CHECKING:
    from service.loading import Models
    from service.store import Store, StoredKey

NAME = "keys"
HELP = "Schlüssel für Programme anlegen, zeigen und widerrufen"


def add_arguments(parser: ArgumentParser) -> None:
    """create --name NAME --scope SCOPE[,SCOPE] | list | revoke KEY"""
    actions = parser.add_subparsers(
        title="Befehle", metavar="BEFEHL", required=True, parser_class=GermanParser
    )
    create = _action(actions, "create", "einen Schlüssel anlegen; er wird nur dieses Mal gezeigt")
    create.add_argument("--name", required=True, help="wofür er ist, zum Beispiel „Portal“")
    create.add_argument(
        "--scope",
        required=True,
        metavar="RECHT[,RECHT]",
        help="read, tag, write (schließt read und tag ein), admin (schließt alle drei ein), "
        "persons (gibt Namen von Personen heraus)",
    )
    _action(actions, "list", "alle Schlüssel zeigen")
    _action(actions, "revoke", "einen Schlüssel widerrufen").add_argument(
        "key", metavar="KENNUNG", help="wie „list“ sie zeigt, mit oder ohne „fst_“"
    )


def run(arguments: Namespace, _models: Models) -> int:
    """0, or an error."""
    from service.settings import load_settings
    from service.store import Store

    with Store(load_settings(data=arguments.data).store_url) as store:
        ACTIONS[arguments.action](store, arguments)
    return 0


def _create(store: Store, arguments: Namespace) -> None:
    from service.keys import create_key

    scopes = [scope.strip() for scope in arguments.scope.split(",") if scope.strip()]
    stored, secret = create_key(store.keys, name=arguments.name, scopes=scopes)
    say(f"Schlüssel „{stored.name}“ ({', '.join(stored.scopes)}); er wird nicht wieder gezeigt:")
    write_line(secret)


def _list(store: Store, _arguments: Namespace) -> None:
    found = store.keys.all()
    for key in found:
        write_line(_line(key))
    if not found:
        say("Es gibt noch keine Schlüssel: „fundstelle keys create“ legt einen an.")


def _revoke(store: Store, arguments: Namespace) -> None:
    from service.keys import now

    key_id = arguments.key.strip().removeprefix("fst_")[:8]
    if store.keys.revoke(key_id, now()):
        say(f"Der Schlüssel fst_{key_id}… gilt nicht mehr.")
    else:
        say(f"Der Schlüssel fst_{key_id}… war schon widerrufen.")


ACTIONS = {"create": _create, "list": _list, "revoke": _revoke}


def _line(key: StoredKey) -> str:
    state = f"widerrufen {_day(key.revoked)}" if key.revoked else "gilt"
    used = f"zuletzt benutzt {_day(key.used)}" if key.used else "nie benutzt"
    scopes = ",".join(key.scopes)
    return f"fst_{key.id}…\t{key.name}\t{scopes}\tangelegt {_day(key.created)}\t{used}\t{state}"


def _day(moment: datetime) -> str:
    return moment.astimezone().strftime("%d.%m.%Y %H:%M")


def _action(actions: _SubParsersAction[GermanParser], name: str, text: str) -> ArgumentParser:
    parser: ArgumentParser = actions.add_parser(name, help=text, description=text)
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    parser.set_defaults(action=name)
    return parser
