"""What is found wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

RESTORE = "Dienst anhalten und die letzte Sicherung zurückspielen: „fundstelle restore“."
REINDEX = "„fundstelle reindex“ baut den Suchindex neu, ohne dass der Dienst anhält."
REREAD = "„fundstelle reindex --report KENNUNG“ wertet den Bericht neu aus."
MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """German sentences. ``fault``: something is wrong; else it is only worth knowing."""

    what: str
    advice: str = ""
    fault: bool = True

    def to_dict(self) -> dict[str, object]:
        """For programs."""
        return {"what": self.what, "advice": self.advice, "fault": self.fault}


def counted(number: int, one: str, many: str) -> str:
    """A number with what it counts: „1 Bericht fehlt“, „2 Berichte fehlen“."""
    return f"{number} {one if number == 1 else many}"


def named(names: list[str]) -> str:
    """A few names, and how many more there are."""
    shown = ", ".join(f"„{name}“" for name in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return f"{shown} und {more} weitere" if more > 0 else shown
