"""fundstelle search: one question, or a file of them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.commands.console import is_coloured, say, write_json, write_line
from service.commands.filters import add_filter_arguments, check_alone, request_of
from service.commands.found import result_to_dict, result_to_text
from service.commands.hits import hit_to_dict
from service.commands.parser import positive

if TYPE_CHECKING:
    from service.find import Finder
    from service.loading import Models

NAME = "search"
HELP = "Berichte finden, die eine Frage beantworten"
LIMIT = 10
TOGETHER = 32


def add_arguments(parser: ArgumentParser) -> None:
    """(QUERY | --queries FILE.jsonl) --data DIR [filters] [--sort ORDER] [--limit N] [--json]"""
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "query", metavar="QUERY", nargs="?", help="die Frage; leer („“): alles, was passt"
    )
    asked.add_argument(
        "--queries",
        metavar="FILE.jsonl",
        help="Datei mit {„id“, „text“} je Zeile, „-“ für die Standardeingabe; "
        "ergibt {„id“, „hits“} je Zeile",
    )
    add_filter_arguments(parser)
    add_common_arguments(parser)


def add_common_arguments(parser: ArgumentParser) -> None:
    """--data DIR [--limit N] [--json]"""
    parser.add_argument("--data", metavar="DIR", type=Path, help="Datenordner (sonst: data)")
    parser.add_argument(
        "--limit", metavar="N", type=positive, default=LIMIT, help="höchstens N Treffer"
    )
    parser.add_argument("--json", action="store_true", help="als JSON statt als Text")


def run(arguments: Namespace, models: Models) -> int:
    """1 where a question could not be read, else 0."""
    if arguments.queries:
        check_alone(arguments)
        lines = _lines(arguments.queries)
        with opened_finder(arguments, models) as finder:
            return _answer_all(lines, finder, arguments.limit)
    with opened_finder(arguments, models) as finder:
        result = finder.search(request_of(arguments, finder))
    if arguments.json:
        write_json(result_to_dict(result, query=arguments.query))
    else:
        write_line(result_to_text(result, coloured=is_coloured(sys.stdout)))
    return 0


@contextmanager
def opened_finder(arguments: Namespace, models: Models) -> Iterator[Finder]:
    """A finder over the data folder; StoreError where there is none."""
    from nlp.errors import StoreError
    from service.settings import load_settings
    from service.workspace import open_workspace

    settings = load_settings(data=arguments.data)
    if not settings.has_store:
        raise StoreError(
            f"In „{settings.data}“ liegt noch kein Bestand; "
            "bitte zuerst mit „fundstelle ingest“ Berichte aufnehmen."
        )
    with open_workspace(settings, models.encoder(settings), purpose="search") as space:
        yield space.finder


def _lines(name: str) -> list[str]:
    from nlp.errors import NotFoundError

    try:
        file = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise NotFoundError(f"Die Datei „{name}“ lässt sich nicht öffnen.") from error
    return file.decode("utf-8-sig", errors="replace").split("\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A line of the file; ``error`` where it cannot be searched for."""

    id: Any
    text: str
    error: str = ""


def _answer_all(lines: Iterable[str], finder: Finder, limit: int) -> int:
    failed = False
    questions = _questions(lines)
    while some := list(islice(questions, TOGETHER)):
        good = [question for question in some if not question.error]
        answers = iter(finder.find_all([question.text for question in good], limit=limit))
        for question in some:
            failed = failed or bool(question.error)
            _answer(question, [] if question.error else next(answers))
    return 1 if failed else 0


def _answer(question: _Question, hits: Iterable[Any]) -> None:
    if question.error:
        say(question.error)
    if question.id is not None:
        write_json({"id": question.id, "hits": [hit_to_dict(hit) for hit in hits]})


def _questions(lines: Iterable[str]) -> Iterator[_Question]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _question(line, f"Zeile {number}")


def _question(line: str, where: str) -> _Question:
    import json

    from nlp.errors import BadInputError
    from nlp.query import parse

    try:
        written = json.loads(line)
        asked, text = written["id"], written["text"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return _Question(id=None, text="", error=f"{where}: nicht lesbar als {{„id“, „text“}}.")
    if not isinstance(text, str) or not isinstance(asked, str | int):
        return _Question(id=None, text="", error=f"{where}: „id“ oder „text“ ist kein Text.")
    try:
        parse(text)
    except BadInputError as error:
        return _Question(id=asked, text="", error=f"{where}: {error}")
    return _Question(id=asked, text=text)
