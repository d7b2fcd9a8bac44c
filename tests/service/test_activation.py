"""A socket that systemd holds: the service takes it, and its queue outlasts a restart."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import pytest

from nlp.errors import BadInputError
from service.activation import handed_over


@pytest.fixture
def held() -> Iterator[socket.socket]:
    """As systemd does, which listens before there is a service."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def given(count: str = "1", pid: int | None = None) -> dict[str, str]:
    return {"LISTEN_PID": str(pid or os.getpid()), "LISTEN_FDS": count, "PATH": "/bin"}


def test_whoever_comes_while_nobody_serves_is_answered_by_the_next(held: socket.socket) -> None:
    for _ in range(2):  # the service, and the one that takes its place
        with socket.create_connection(held.getsockname(), timeout=5) as visitor:
            environ = given()
            taken = handed_over(environ, first=os.dup(held.fileno()))
            assert taken is not None
            assert environ == {"PATH": "/bin"}
            with taken, taken.accept()[0] as connection:
                connection.sendall(b"da")
            assert visitor.recv(2) == b"da"


@pytest.mark.parametrize("environ", [{}, given("0"), given(pid=1)])
def test_what_is_not_for_this_process_is_left(environ: dict[str, str]) -> None:
    assert handed_over(environ) is None
    assert "LISTEN_FDS" not in environ


def test_several_addresses_are_refused() -> None:
    with pytest.raises(BadInputError, match="mehrere"):
        handed_over(given("2"))


def test_what_is_no_address_of_the_network_is_refused() -> None:
    with socket.socket(socket.AF_UNIX) as other, pytest.raises(BadInputError, match="TCP"):
        handed_over(given(), first=os.dup(other.fileno()))
