"""What somebody sends in: a pasted text or a file, from a form or as JSON."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile

from corpus.documents import Document, read_bytes
from nlp.errors import BadInputError, EmptyDocumentError
from service.api.guard import MAX_BODY
from service.report_schemas import Replacement
from service.schemas import MAX_TITLE, NewReport

PASTED = "Eingabe.txt"
FORM_TYPES = ("multipart/form-data", "application/x-www-form-urlencoded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Bytes with their name; ``text`` is what was pasted, to be shown again after an error.

    ``chosen``: whoever sent it chose the id.
    """

    data: bytes
    name: str = PASTED
    media_type: str | None = "text/plain"
    id: str = ""
    title: str = ""
    text: str = ""
    chosen: bool = False


async def read_form(request: Request) -> Submission:
    """The pasted text or, where one was chosen, the file of a form; EmptyDocumentError."""
    async with request.form(max_files=1, max_fields=8, max_part_size=MAX_BODY) as form:
        file = form.get("file")
        if isinstance(file, UploadFile) and file.filename:
            return await _uploaded(file, form)
        return _pasted(form)


async def read_report(request: Request) -> Submission:
    """A report to store: a form with a file, or JSON."""
    return await _read(request, NewReport)


async def read_replacement(request: Request) -> Submission:
    """The same for a report whose id is in the address."""
    return await _read(request, Replacement)


async def _read(request: Request, shape: type[NewReport] | type[Replacement]) -> Submission:
    if request.headers.get("content-type", "").startswith(FORM_TYPES):
        return await read_form(request)
    try:
        new = shape.model_validate_json(await request.body())
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error
    own_id = new.id or _slug(new.title) if isinstance(new, NewReport) else new.id or ""
    return Submission(
        data=new.text.encode(), id=own_id, title=new.title, text=new.text, chosen=bool(new.id)
    )


def documents_of(submission: Submission) -> list[Document]:
    """The documents in it, with the id and title that came along."""
    documents = read_bytes(submission.data, name=submission.name, media_type=submission.media_type)
    return [_named(document, submission) for document in documents]


def document_of(submission: Submission) -> Document:
    """The one document in it; BadInputError where there are several."""
    if not submission.data.strip():
        raise EmptyDocumentError(
            "Die Eingabe ist leer: Bitte einen Text einfügen oder eine Datei wählen."
        )
    documents = documents_of(submission)
    if not documents:
        raise EmptyDocumentError("In der Eingabe steht kein Text.")
    if len(documents) > 1:
        raise BadInputError(
            f"Die Datei enthält {len(documents)} Berichte: bitte senden Sie einen einzelnen."
        )
    return documents[0]


def entered_document(submission: Submission) -> Document:
    """The one document in what is to be stored: two texts without a name do not share an id."""
    document = document_of(submission)
    if not submission.id and submission.name == PASTED:
        return replace(document, id=f"bericht-{document.digest[:12]}")
    return document


async def _uploaded(file: UploadFile, form: FormData) -> Submission:
    return Submission(
        data=await file.read(),
        name=_base_name(file.filename or PASTED),
        media_type=file.content_type,
        title=_field(form, "title")[:MAX_TITLE],
        text=_field(form, "text"),
    )


def _pasted(form: FormData) -> Submission:
    text = _field(form, "text").replace("\r\n", "\n")
    return Submission(data=text.encode(), title=_field(form, "title")[:MAX_TITLE], text=text)


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _named(document: Document, submission: Submission) -> Document:
    """With the id and title that came along; they count for whether a report has changed."""
    title = " ".join(submission.title.split())
    own_id = submission.id or document.id
    if not title:
        return replace(document, id=own_id, stem="")
    digest = hashlib.sha256(title.encode() + b"\n" + document.original).hexdigest()
    return replace(document, id=own_id, title=title, digest=digest, stem="")


def _base_name(name: str) -> str:
    return re.split(r"[\\/]", name)[-1] or PASTED


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFC", title).casefold()
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:80]


FormDep = Annotated[Submission, Depends(read_form)]
ReportDep = Annotated[Submission, Depends(read_report)]
ReplacementDep = Annotated[Submission, Depends(read_replacement)]
