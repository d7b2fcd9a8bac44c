"""An office document: an archive with its text in one file and its title in another."""

from __future__ import annotations

from typing import Protocol
from zipfile import ZipFile

from corpus.readers import archive
from corpus.readers.content import Content, Limits, sensible_title
from corpus.readers.lines import Lines

TITLE = "{http://purl.org/dc/elements/1.1/}title"


class Body(archive.Target, Protocol):
    """Takes the events of the file with the text; ``title``: of a paragraph that is one."""

    lines: Lines
    title: str | None


def read_office(
    data: bytes, limits: Limits, body: Body, *, document: str, properties: str
) -> Content:
    """The text of the document and its title, if a paragraph or the properties give one.

    ``document``, ``properties``: names of files in the archive.
    """
    file = archive.open_archive(data, limits)
    found = archive.part(file, document)
    if found is None:
        raise archive.damaged()
    archive.parse(found, body)
    text = body.lines.text()
    title = body.title or sensible_title(_title(file, properties), text)
    return Content(text=text, title=title)


def _title(file: ZipFile, properties: str) -> str:
    found = archive.part(file, properties)
    title = archive.TextOf(TITLE)
    if found:
        archive.parse(found, title)
    return title.text
