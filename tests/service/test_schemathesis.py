"""Made-up requests, after the description and against it: none breaks the service."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, settings

from service.api import guesses
from service.store import Store
from tests.service.fakes import KEY, a_client, an_analysis

schemathesis = pytest.importorskip("schemathesis")

# A condition may fail or be missing, an id be unknown, a text be empty, a file be a picture: no
# schema says that.
REFUSED = [200, 201, 204, 304, 404, 409, 412, 415, 422, 428]
KEYED = {"Authorization": f"Bearer {KEY}".encode().decode("latin-1")}


# Lines of JSON cannot be made up, and the fakes have no vectors to learn from: these have tests of
# their own.
ELSEWHERE = "^/v1/imports$|^/v1/feedback/learn$|^/annif/"
EMPTY = Store(f"sqlite:///{Path(mkdtemp()) / 'empty.db'}")


def _config(*statuses: int):
    return schemathesis.Config.from_dict(
        {
            "checks": {
                "positive_data_acceptance": {"expected-statuses": list(statuses)},
                # Of two reasons to refuse, a condition that fails may come first.
                "negative_data_rejection": {"expected-statuses": [400, 404, 409, 412, 415, 422]},
                # An id may hold slashes: /v1/reports/x/similar is an address of PUT as well.
                "unsupported_method": {"enabled": False},
            }
        }
    )


def _schema(*statuses: int):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guesses, "GUESSES", 10**9)
        client = a_client(an_analysis(), an_analysis("report-001"), admin_key=KEY, rate=0)
        parts = client.app.state.parts
        for name in ("jobs", "webhooks", "lessons", "themes", "erasures"):
            setattr(parts.store, name, getattr(EMPTY, name))
        return schemathesis.openapi.from_asgi(
            "/openapi.json", client.app, config=_config(*statuses)
        )


schema = _schema(*REFUSED)
# Annif answers 400 for languages and projects that it does not know.
annif = _schema(*REFUSED, 400)
SOME = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
@schema.exclude(path_regex=ELSEWHERE).parametrize()
@SOME
def test_the_service_answers_as_described(case) -> None:
    case.call_and_validate(headers=KEYED, timeout=120)


@pytest.mark.slow
@annif.include(path_regex="^/annif/").exclude(path_regex="/learn$").parametrize()
@SOME
def test_the_interface_of_annif_answers_as_described(case) -> None:
    case.call_and_validate(headers=KEYED, timeout=120)
