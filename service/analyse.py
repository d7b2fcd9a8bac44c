"""Documents through the analyser: in order, and one bad document spoils no other."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

from corpus.documents import Document, Refusal
from nlp.errors import FundstelleError
from nlp.title import title_of
from nlp.types import Analysis, Report
from service.stages import stage

BATCH = 32

Result = tuple[Document, Analysis | FundstelleError]
log = logging.getLogger(__name__)


class ReportReader(Protocol):
    """What analyses reports, here or in another process."""

    @property
    def version(self) -> str:
        """Changes when the same text may be analysed differently."""

    def analyse(self, reports: Iterable[Report]) -> Iterator[Analysis]:
        """One analysis for each report, in order."""


class StoppedError(Exception):
    """The program is about to end, and what was being analysed is left: it is no failure."""


def analysed(
    documents: Iterable[Document | Refusal], analyser: ReportReader
) -> Iterator[Result | Refusal]:
    """For each document its analysis or why there is none; refusals pass, all in their order."""
    stream = iter(documents)
    while batch := list(islice(stream, BATCH)):
        results = _each([item for item in batch if isinstance(item, Document)], analyser)
        for item in batch:
            yield (item, next(results)) if isinstance(item, Document) else item


def _each(
    documents: Sequence[Document], analyser: ReportReader
) -> Iterator[Analysis | FundstelleError]:
    done = 0
    try:
        found = analyser.analyse(map(report_of, documents))
        for document in documents:
            with stage("analysis", characters=len(document.text)) as sizes:
                analysis = next(found)
                sizes["passages"] = len(analysis.passages)
            done += 1
            yield analysis
    except StoppedError:
        raise
    except Exception:
        log.debug("a batch failed; one document at a time from here", exc_info=True)
    for document in documents[done:]:
        yield alone(document, analyser)


def alone(document: Document, analyser: ReportReader) -> Analysis | FundstelleError:
    """The analysis of one document, or why there is none."""
    try:
        return analysis_of(document, analyser)
    except FundstelleError as error:
        return error
    except StoppedError:
        raise
    except Exception:
        log.debug("document %s failed", document.id, exc_info=True)
        return FundstelleError("Der Text konnte nicht ausgewertet werden (interner Fehler).")


def analysis_of(document: Document, analyser: ReportReader) -> Analysis:
    """The analysis of one document; whatever the analyser raises."""
    with stage("analysis", characters=len(document.text)) as sizes:
        [analysis] = analyser.analyse([report_of(document)])
        sizes["passages"] = len(analysis.passages)
    return analysis


def report_of(document: Document) -> Report:
    """What is analysed: with a title from the text where the source gives none."""
    return Report(
        id=document.id, title=document.title or title_of(document.text), text=document.text
    )
