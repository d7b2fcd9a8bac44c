"""A run of searches as a file: what was asked, what each system showed, what it was worth."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.evaluation.search import Answer, Found, Question, Ranking, Values, values
from nlp.errors import DamagedFileError, NotFoundError
from nlp.types import Span

FORMAT = "fundstelle-search-run-1"
FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """``rankings``: by system, one for each question, in their order. ``about``: how it was made.

    The system ``full`` is the search as the service does it.
    """

    questions: Sequence[Question]
    rankings: Mapping[str, Sequence[Ranking]]
    about: Mapping[str, str | int | float] = field(default_factory=dict)

    def values(self, system: str) -> list[Values]:
        """The measures of a system, question by question."""
        pairs = zip(self.questions, self.rankings[system], strict=True)
        return [values(question, ranking) for question, ranking in pairs]


def write_run(path: Path, run: Run) -> None:
    """As JSON; the file is replaced whole or not at all."""
    text = json.dumps(_as_json(run), ensure_ascii=False, indent=1, allow_nan=False)
    replace_file(path, text.encode() + b"\n")


def read_run(path: Path) -> Run:
    """The inverse of ``write_run``; NotFoundError, DamagedFileError."""
    try:
        written = json.loads(path.read_bytes())
    except OSError as error:
        raise NotFoundError(f"„{path.name}“ lässt sich nicht öffnen: Pfad prüfen.") from error
    except (ValueError, RecursionError) as error:
        raise DamagedFileError(f"„{path.name}“ ist kein gültiges JSON.") from error
    if not isinstance(written, dict) or written.get("format") != FORMAT:
        raise DamagedFileError(f"„{path.name}“ ist keine Messung der Suche.")
    try:
        return _of_json(written)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedFileError(f"„{path.name}“ ist unvollständig oder verändert.") from error


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _as_json(run: Run) -> dict[str, Any]:
    systems = {
        system: [
            {"question": question.id, "measures": measured, "ranking": list(map(_found, ranking))}
            for question, ranking, measured in zip(
                run.questions, rankings, run.values(system), strict=True
            )
        ]
        for system, rankings in run.rankings.items()
    }
    questions = list(map(_question, run.questions))
    about = dict(run.about)
    return {"format": FORMAT, "about": about, "questions": questions, "systems": systems}


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.kind,
        "text": question.text,
        "grades": dict(question.grades),
        "answers": [
            {"report": a.report, "start": a.span.start, "end": a.span.end} for a in question.answers
        ],
    }


def _found(found: Found) -> dict[str, Any]:
    spans = [[span.start, span.end] for span in found.spans]
    return {"report": found.report, "title": found.title, "spans": spans}


def _of_json(written: dict[str, Any]) -> Run:
    questions = [_read_question(row) for row in written["questions"]]
    ids = [question.id for question in questions]
    rankings = {}
    for system, rows in written["systems"].items():
        if [row["question"] for row in rows] != ids:
            raise ValueError(system)
        rankings[system] = [[_read_found(each) for each in row["ranking"]] for row in rows]
    return Run(questions=questions, rankings=rankings, about=written["about"])


def _read_question(row: dict[str, Any]) -> Question:
    answers = (
        Answer(report=a["report"], span=Span(start=a["start"], end=a["end"]))
        for a in row["answers"]
    )
    grades = {str(report): float(grade) for report, grade in row["grades"].items()}
    return Question(
        id=str(row["id"]),
        kind=str(row["kind"]),
        text=str(row["text"]),
        grades=grades,
        answers=tuple(answers),
    )


def _read_found(row: dict[str, Any]) -> Found:
    spans = tuple(Span(start=start, end=end) for start, end in row["spans"])
    return Found(report=str(row["report"]), title=str(row["title"]), spans=spans)
