"""What a reader has to know about a result, in German sentences."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.wishes import Understood
from service.reason import listed
from service.search.result import Notice
from service.web.words import german_number


def relaxed_notice(question: str, parts: Sequence[Understood]) -> Notice:
    """These were given up, since nothing was left with them."""
    named = listed(_texts(question, parts))
    return Notice(
        code="relaxed", text=f"Keine Treffer für {named}; gezeigt wird ohne {_these(parts)}."
    )


def few_notice(
    question: str, parts: Sequence[Understood], *, found: int, further: int, more_than: bool = False
) -> Notice:
    """With these there are few, without them more."""
    only = "Nur ein Treffer" if found == 1 else f"Nur {german_number(found)} Treffer"
    number = _number(further, more_than)
    named = listed(_texts(question, parts))
    more = "weiteren" if number == "1" else "weitere"
    return Notice(
        code="few", text=f"{only} für {named}; ohne {_these(parts)} gibt es {number} {more}."
    )


def nothing_notice(*, without: int, more_than: bool = False) -> Notice:
    """The chosen filters leave nothing."""
    text = "Mit diesen Filtern gibt es keine Treffer"
    if without == 1:
        text += "; ohne sie gibt es einen"
    elif without:
        text += f"; ohne sie sind es {_number(without, more_than)}"
    return Notice(code="nothing", text=f"{text}.")


def meaning_notice() -> Notice:
    """No word of the question stands in what is shown."""
    return Notice(
        code="meaning",
        text="Kein Treffer auf dieser Seite nennt ein Wort Ihrer Frage; gezeigt wird, was dem Sinn "
        "nach am nächsten liegt.",
    )


def _number(number: int, more_than: bool) -> str:
    return f"{'mehr als ' if more_than else ''}{german_number(number)}"


def _these(parts: Sequence[Understood]) -> str:
    return "diese Einschränkung" if len(parts) == 1 else "diese Einschränkungen"


def _texts(question: str, parts: Sequence[Understood]) -> list[str]:
    return [part.of(question) for part in parts]
