"""What the disk refuses, in our words."""

from __future__ import annotations

import errno

FULL = "Auf dem Datenträger ist kein Platz mehr."
FORBIDDEN = "Auf den Datenordner kann nicht geschrieben werden; bitte Rechte prüfen."
FAILING = (
    "Vom Datenträger lässt sich nicht lesen oder darauf schreiben: "
    "Bitte prüfen, ob er voll oder schadhaft ist."
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def reason_of(error: OSError) -> str:
    """A German sentence, without a path."""
    if error.errno in _FULL:
        return FULL
    return FORBIDDEN if error.errno in _FORBIDDEN else FAILING
