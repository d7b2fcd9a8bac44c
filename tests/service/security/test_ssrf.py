"""No address that somebody writes makes the service call into its own network."""

from __future__ import annotations

import pytest

from nlp.errors import BadInputError
from service.webhooks import Rule
from service.webhooks.address import is_public

# As the system's own resolver takes them: all mean this machine or its network.
WRITTEN = (
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "017700000001",
    "0177.0.0.1",
    "0",
    "0.0.0.0",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:a00:1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fc00::1]",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "①②⑦.⓪.⓪.①",
)


@pytest.mark.parametrize("host", WRITTEN)
def test_an_address_inside_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(BadInputError):
        Rule(http=True).target(f"http://{host}/haken")
    with pytest.raises(BadInputError):
        Rule(http=True).target(f"http://{host}:80/haken")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1:25/x",
        "ftp://127.0.0.1/x",
        "https://gut.example@127.0.0.1/",
        "https://127.0.0.1#@gut.example/",
        "https://127.0.0.1\\@gut.example/",
        "https://gut.example:0/",
        "https://gut.example:99999/",
        "https://[::1%25lo]/",
        "https://gut.example/\r\nHost: boese",
        "https:///x",
        "https://",
        "//127.0.0.1/",
        "https://..",
    ],
)
def test_an_address_that_deceives_is_refused(url: str) -> None:
    rule = Rule(resolve=lambda host, port: ["93.184.216.34"] if "gut" in host else ["127.0.0.1"])
    with pytest.raises(BadInputError):
        rule.target(url)


def test_of_several_addresses_all_must_lie_outside() -> None:
    rule = Rule(resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(BadInputError):
        rule.target("https://gut.example/")


def test_a_name_that_moves_between_check_and_call_is_called_where_it_was_checked() -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    rule = Rule(resolve=lambda host, port: next(answers))
    assert rule.target("https://gut.example/").address == "93.184.216.34"
    with pytest.raises(BadInputError):
        rule.target("https://gut.example/")


@pytest.mark.parametrize(
    "address",
    ["224.0.0.1", "255.255.255.255", "ff02::1", "::ffff:169.254.169.254", "192.0.2.1", "x"],
)
def test_what_is_no_host_of_the_public_net_is_none(address: str) -> None:
    assert not is_public(address)
