"""What restricts a search on the command line."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from nlp.errors import BadInputError

if TYPE_CHECKING:
    from service.find import Finder
    from service.search.request import SearchRequest

KINDS = ("reports", "projects", "lessons", "passages")
LESSON_KINDS = ("success_factor", "obstacle", "recommendation", "insight")
SORTS = ("relevance", "newest", "oldest", "title")
SEVERAL = ("place", "state", "theme", "programme", "lesson")


def add_filter_arguments(parser: ArgumentParser) -> None:
    """[--kind KIND] [--place P] [--theme T] [--since D] … [--sort ORDER]"""
    parser.add_argument(
        "--kind",
        choices=KINDS,
        help="was gesucht wird (sonst: was die Frage sagt; als JSON: Berichte)",
    )
    for name, help_ in (
        ("place", "nur in diesem Ort oder Land, mit allem, was darin liegt"),
        ("state", "nur in diesem Bundesland"),
        ("theme", "nur zu diesem Thema"),
        ("programme", "nur aus diesem Förderprogramm"),
    ):
        parser.add_argument(
            f"--{name}", metavar="NAME", action="append", default=[], help=f"{help_}; mehrfach"
        )
    parser.add_argument(
        "--lesson",
        choices=LESSON_KINDS,
        action="append",
        default=[],
        help="nur mit dieser Art von Erfahrung; mehrfach",
    )
    parser.add_argument("--since", metavar="DATE", help="ab 2011, 2011-03 oder 2011-03-01")
    parser.add_argument("--until", metavar="DATE", help="bis zu diesem Jahr, Monat oder Tag")
    parser.add_argument("--sort", choices=SORTS, default=SORTS[0], help="Reihenfolge")


def request_of(arguments: Namespace, finder: Finder) -> SearchRequest:
    """What is searched for; BadInputError for an unknown name, and where nothing is asked for."""
    from nlp.query import parse
    from service.search.choice import filters_of
    from service.search.request import SearchRequest

    if not arguments.query.strip() and not _restricts(arguments):
        parse(arguments.query)
    return SearchRequest(
        question=arguments.query,
        # Programs rely on reports, whatever a question says.
        kind=arguments.kind or ("reports" if arguments.json else None),
        filters=filters_of(
            finder.questions,
            finder.themes,
            themes=arguments.theme,
            states=arguments.state,
            places=arguments.place,
            programmes=arguments.programme,
            lesson_kinds=arguments.lesson,
            since=arguments.since,
            until=arguments.until,
        ),
        sort=arguments.sort,
        limit=arguments.limit,
        facets=False,
        persons=True,
    )


def check_alone(arguments: Namespace) -> None:
    """A file of questions is answered with reports, each question by what it says itself."""
    if _restricts(arguments) or arguments.kind or arguments.sort != SORTS[0]:
        raise BadInputError("--queries geht nur ohne Filter, --kind und --sort.")


def _restricts(arguments: Namespace) -> bool:
    several = any(getattr(arguments, name) for name in SEVERAL)
    return several or bool(arguments.since or arguments.until)
