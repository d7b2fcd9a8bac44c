"""Every refusal has one shape, speaks German, and shows nothing of the inside."""

import json

import pytest
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from nlp import errors
from service.invalid_fields import invalid_fields
from service.problem_kinds import KINDS
from service.problems import as_response, problem_of
from service.schemas import NewReport


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.EmptyDocumentError("Die Datei ist leer."), 422, "empty-document"),
        (errors.TooLargeError("Der Text ist zu lang."), 413, "too-large"),
        (errors.UnsupportedFormatError("Das ist ein Bild."), 415, "unsupported-format"),
        (errors.DamagedFileError("Die PDF-Datei ist beschädigt."), 422, "damaged-file"),
        (errors.NotGermanError("Der Text ist nicht deutsch."), 422, "not-german"),
        (errors.BadInputError("Die Frage ist leer."), 422, "bad-input"),
        (errors.NotFoundError("Den Bericht gibt es nicht."), 404, "not-found"),
    ],
)
def test_our_own_sentence_is_shown(error, status, code):
    problem = problem_of(error)
    assert (problem.status, problem.code, problem.detail) == (status, code, str(error))


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("/srv/geheim/passwort.txt"),
        errors.StoreError("/srv/geheim/fundstelle.db ist gesperrt"),
        errors.ArtefactError("/srv/geheim/model.onnx fehlt"),
        HTTPException(500, "/srv/geheim"),
    ],
)
def test_what_went_wrong_inside_is_not_shown(error):
    problem = problem_of(error)
    assert problem.status >= 500
    assert "geheim" not in f"{problem}"


def test_an_error_of_ours_without_a_kind_takes_that_of_its_parent():
    class NewError(errors.BadInputError):
        code = "brand-new"

    assert problem_of(NewError("Neu.")).code == "bad-input"


@pytest.mark.parametrize("status", [400, 404, 405, 413, 418])
def test_statuses_of_the_framework_get_german_words(status):
    problem = problem_of(HTTPException(status, "Not Found"))
    assert "Not" not in problem.title + problem.detail


def test_bad_fields_are_named_in_german():
    with pytest.raises(ValidationError) as caught:
        NewReport.model_validate({"id": "a/b", "title": "x" * 501, "txt": "Kiel"})
    fields = dict(invalid_fields(caught.value.errors()))
    assert fields["title"] == "Höchstens 500 Zeichen sind erlaubt."
    assert fields["text"] == "Diese Angabe fehlt."
    assert fields["txt"] == "Diese Angabe ist nicht bekannt."
    assert "nicht erlaubt" in fields["id"]


def test_the_body_is_problem_details_of_rfc_9457():
    error = RequestValidationError([{"type": "missing", "loc": ("query", "q"), "msg": "x"}])
    response = as_response(problem_of(error), instance="/v1/search", request_id="abc")
    assert response.media_type == "application/problem+json"
    body = json.loads(response.body)
    assert body == {
        "type": "/docs#problem-invalid",
        "title": "Die Angaben sind nicht gültig",
        "status": 422,
        "detail": "Bitte prüfen Sie die genannten Felder.",
        "detail_en": "The request is not valid.",
        "instance": "/v1/search",
        "code": "invalid",
        "errors": [{"field": "q", "detail": "Diese Angabe fehlt."}],
        "request_id": "abc",
    }


def test_every_error_of_the_tree_has_a_kind():
    tree = [c for c in vars(errors).values() if isinstance(c, type)]
    assert {c.code for c in tree if issubclass(c, errors.FundstelleError)} <= set(KINDS)
