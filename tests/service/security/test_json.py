"""JSON that is meant to break a parser: a clear refusal, in little time."""

from __future__ import annotations

import json
import time

import pytest

from tests.service.fakes import KEY, TEXT, a_client

HEADERS = {"Content-Type": "application/json", "Authorization": f"Bearer {KEY}".encode()}
BODIES = {
    "long number": b'{"text": ' + b"9" * 1_000_000 + b"}",
    "huge exponent": b'{"text": 1e999999999}',
    "numbers that are none": b'{"text": NaN, "title": -Infinity}',
    "many keys": b"{" + b",".join(b'"k%d":1' % at for at in range(300_000)) + b"}",
    "one key often": b'{"text": "a"' + b',"text": "a"' * 200_000 + b"}",
    "keys that collide": b"{" + b",".join(b'"%d":0' % (at * 2**61) for at in range(50_000)) + b"}",
    "half a surrogate": b'{"text": "\\ud800 ein Text"}',
    "not UTF-8": b'{"text": "\xff\xfe"}',
    "a nothing": b'{"text": "Eltern\\u0000Kind"}',
    "another coding": '{"text": "Eltern"}'.encode("utf-16"),
    "a mark in front": b"\xef\xbb\xbf" + b'{"text": "Eltern"}',
    "a list": b"[]",
    "a word": b'"text"',
    "nothing": b"",
    "two": b'{"text": "a"}{"text": "b"}',
    "long word": b'{"text": "' + b"a" * 4_000_000 + b'"}',
    "many lines": b'{"text": "' + b"a\\n" * 1_000_000 + b'"}',
    "quotation marks": b'{"text": "' + b'\\"' * 1_000_000 + b'"}',
    "blanks": b'{"text": "x"' + b" " * 5_000_000 + b"}",
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("path", ["/v1/tag", "/v1/similar", "/v1/reports"])
def test_it_is_answered_soon_and_without_an_error_of_ours(name: str, path: str) -> None:
    client = a_client(admin_key=KEY, rate=0)
    begun = time.process_time()
    answer = client.post(path, content=BODIES[name], headers=HEADERS)
    assert answer.status_code < 500, answer.text
    assert time.process_time() - begun < 10
    assert client.get("/health/live").status_code == 200


def test_fields_that_nobody_knows_change_nothing() -> None:
    client = a_client(admin_key=KEY)
    body = {"text": TEXT, "__proto__": {"admin": True}, "constructor": 1}
    answer = client.post("/v1/reports", content=json.dumps(body).encode(), headers=HEADERS)
    assert answer.status_code in (201, 422)
