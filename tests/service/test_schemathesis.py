"""Made-up requests, after the description and against it: none breaks the service."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.service.fakes import KEY, a_client, an_analysis

schemathesis = pytest.importorskip("schemathesis")

KEYED = {"Authorization": f"Bearer {KEY}".encode().decode("latin-1")}


def _schema():
    client = a_client(an_analysis(), an_analysis("report-001"), admin_key=KEY, rate=0)
    return schemathesis.openapi.from_asgi("/openapi.json", client.app)


schema = _schema()


@pytest.mark.slow
@schema.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_service_answers_as_described(case) -> None:
    case.call_and_validate(headers=KEYED)
