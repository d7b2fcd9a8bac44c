"""Judgments of reports and passages for questions, as a table that Excel opens and writes.

Written with a byte order mark and semicolons, as German Excel does; read with semicolons, commas
or tabs, in UTF-8 or Windows-1252. A cell that a spreadsheet would take for a formula is written
with an apostrophe before it (OWASP, CSV Injection), which is taken off again when it is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from models.evaluation.search import Answer, Question
from models.evaluation.search_run import Run, replace_file
from models.metrics import mean
from nlp.errors import DamagedFileError, NotFoundError, TooLargeError
from nlp.types import Span

FIELDS = ("query", "kind", "text", "report", "start", "end", "grade", "judge", "date", "excerpt")
NEEDED = frozenset({"query", "text", "report", "grade"})
GRADES = {str(grade): grade for grade in range(4)}
ANSWERS = 2.0
GOLD = "gold"
OWN_REPORT = 3
POOLED = 10
LARGEST = 50_000_000
_FORMULA = re.compile("'*[\\s\ufeff]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_ESCAPED = re.compile(f"'{_FORMULA.pattern}")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """How well a report answers a question: 0 not at all, 1 touches it, 2 in part, 3 fully.

    ``span``: the passage that was judged, None for the report. ``grade`` is None for what waits
    to be judged. ``day``: ISO date. ``excerpt``: what a judge reads; it is not read back.
    """

    query: str
    kind: str
    text: str
    report: str
    span: Span | None = None
    grade: int | None = None
    judge: str = ""
    day: str = ""
    excerpt: str = ""

    @property
    def key(self) -> tuple[str, str, Span | None, str]:
        """What a later judgment of the same judge takes the place of."""
        return self.query, self.report, self.span, self.judge


# The table


def write_judgments(path: Path, judgments: Iterable[Judgment]) -> None:
    """The file is replaced whole or not at all."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(FIELDS)
    writer.writerows(map(_row, judgments))
    replace_file(path, buffer.getvalue().encode("utf-8-sig"))


def read_judgments(path: Path) -> list[Judgment]:
    """All rows; NotFoundError, TooLargeError, or DamagedFileError that names the line."""
    text = _decoded(path)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _of_rows(rows, path.name)
    except csv.Error as error:
        raise DamagedFileError(
            f"{path.name}, Zeile {rows.line_num}: Anführungszeichen prüfen."
        ) from error


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise TooLargeError(f"„{path.name}“ ist größer als 50 MB.")
        data = path.read_bytes()
    except OSError as error:
        raise NotFoundError(f"„{path.name}“ lässt sich nicht öffnen: Pfad prüfen.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _of_rows(rows: Iterator[list[str]], name: str) -> list[Judgment]:
    """Rows are counted as a spreadsheet counts them."""
    names = [cell.strip().lower() for cell in next(rows, [])]
    if missing := sorted(NEEDED - set(names)):
        raise DamagedFileError(f"{name}: Es fehlt die Spalte {', '.join(missing)}.")
    found = []
    for number, cells in enumerate(rows, start=2):
        if any(cell.strip() for cell in cells):
            row = dict(zip(names, map(unescaped, cells), strict=False))
            found.append(_judgment(row, f"{name}, Zeile {number}"))
    return found


def _judgment(row: Mapping[str, str], where: str) -> Judgment:
    query, report = row.get("query", "").strip(), row.get("report", "").strip()
    if not query or not report or not row.get("text", "").strip():
        raise DamagedFileError(f"{where}: Frage (query, text) und Bericht (report) sind nötig.")
    return Judgment(
        query=query,
        kind=row.get("kind", "").strip() or "judged",
        text=row["text"],
        report=report,
        span=_span(row.get("start", "").strip(), row.get("end", "").strip(), where),
        grade=_grade(row.get("grade", "").strip(), where),
        judge=row.get("judge", "").strip(),
        day=_day(row.get("date", "").strip(), where),
    )


def _span(start: str, end: str, where: str) -> Span | None:
    if not start and not end:
        return None
    plain = start.isascii() and end.isascii() and start.isdigit() and end.isdigit()
    if not plain or max(len(start), len(end)) > 12 or int(start) >= int(end):
        raise DamagedFileError(f"{where}: start und end sind keine Stelle im Text.")
    return Span(start=int(start), end=int(end))


def _grade(written: str, where: str) -> int | None:
    if not written:
        return None
    if written not in GRADES:
        raise DamagedFileError(f"{where}: „{written[:20]}“ ist keine Stufe von 0 bis 3.")
    return GRADES[written]


def _day(written: str, where: str) -> str:
    """ISO, also where Excel has made a German date of it."""
    german = _GERMAN_DAY.fullmatch(written)
    try:
        if german:
            return date(int(german[3]), int(german[2]), int(german[1])).isoformat()
        return date.fromisoformat(written).isoformat() if written else ""
    except ValueError as error:
        raise DamagedFileError(f"{where}: „{written[:20]}“ ist kein Datum.") from error


def _row(judgment: Judgment) -> list[str]:
    span, grade = judgment.span, judgment.grade
    cells = (
        judgment.query,
        judgment.kind,
        judgment.text,
        judgment.report,
        str(span.start) if span else "",
        str(span.end) if span else "",
        "" if grade is None else str(grade),
        judgment.judge,
        judgment.day,
        judgment.excerpt,
    )
    return [escaped(cell) for cell in cells]


def escaped(cell: str) -> str:
    """A cell that no spreadsheet computes."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unescaped(cell: str) -> str:
    """The inverse."""
    return cell[1:] if _ESCAPED.match(cell) else cell


# What they mean for questions


def merged(judgments: Iterable[Judgment]) -> list[Judgment]:
    """One of each judge for each report or passage: the latest day's, of one day the last."""
    kept: dict[tuple[str, str, Span | None, str], Judgment] = {}
    for judgment in judgments:
        known = kept.get(judgment.key)
        if known is None or known.grade is None or judgment.day >= known.day:
            kept[judgment.key] = judgment
    return [judgment for judgment in kept.values() if judgment.grade is not None]


def is_news(judgment: Judgment) -> bool:
    """Whether somebody graded it: not what waits, nor what the annotation says already."""
    is_gold = judgment.judge == GOLD and judgment.grade == OWN_REPORT
    return judgment.grade is not None and not is_gold


def with_judgments(questions: Sequence[Question], judgments: Iterable[Judgment]) -> list[Question]:
    """The questions graded, and those that only the judgments name.

    The grade of a report is the mean over its judges, of each the best that they gave the report
    or one of its passages. It takes the place of the grade that a question came with; passages of
    grade 2 and more answer beside those that it came with.
    """
    by_query: dict[str, list[Judgment]] = {}
    for judgment in merged(judgments):
        by_query.setdefault(judgment.query, []).append(judgment)
    known = {question.id for question in questions}
    graded = [_graded(question, by_query.get(question.id, [])) for question in questions]
    added = (own for query, own in by_query.items() if query not in known)
    return [*graded, *(_graded(_named(own[0]), own) for own in added)]


def _named(judgment: Judgment) -> Question:
    return Question(id=judgment.query, kind=judgment.kind, text=judgment.text)


def _graded(question: Question, own: Sequence[Judgment]) -> Question:
    if not own:
        return question
    by_judge: dict[str, dict[str, int]] = {}
    for judgment in own:
        best = by_judge.setdefault(judgment.report, {})
        best[judgment.judge] = max(best.get(judgment.judge, 0), judgment.grade or 0)
    grades = {report: mean(list(of.values())) for report, of in by_judge.items()}
    answers = (
        Answer(report=j.report, span=j.span) for j in own if j.span and (j.grade or 0) >= ANSWERS
    )
    return replace(
        question,
        grades={**question.grades, **grades},
        answers=tuple(dict.fromkeys((*question.answers, *answers))),
    )


def pool(run: Run, judgments: Iterable[Judgment], *, depth: int = POOLED) -> list[Judgment]:
    """What is judged, and what waits for it: the first reports of all systems together.

    Of a question's own report nothing waits: its annotation is a judgment.
    """
    done = merged(judgments)
    judged = {(judgment.query, judgment.report) for judgment in done}
    waiting: dict[tuple[str, str], Judgment] = {}
    for rankings in run.rankings.values():
        for question, ranking in zip(run.questions, rankings, strict=True):
            for found in ranking[:depth]:
                key = question.id, found.report
                if key not in judged and found.report not in question.grades:
                    span = found.spans[0] if found.spans else None
                    waiting.setdefault(key, _waiting(question, found.report, span))
    order = {question.id: at for at, question in enumerate(run.questions)}
    everything = [*done, *_own(run, judged), *waiting.values()]
    return sorted(everything, key=lambda j: (order.get(j.query, len(order)), j.grade is None))


def _waiting(question: Question, report: str, span: Span | None) -> Judgment:
    return Judgment(
        query=question.id, kind=question.kind, text=question.text, report=report, span=span
    )


def _own(run: Run, judged: set[tuple[str, str]]) -> list[Judgment]:
    return [
        replace(_waiting(question, report, None), grade=round(grade), judge=GOLD)
        for question in run.questions
        for report, grade in question.grades.items()
        if (question.id, report) not in judged
    ]
