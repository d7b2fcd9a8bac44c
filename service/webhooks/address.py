"""Which addresses may be called: a webhook must not lead into the network of the server.

The name is resolved once; all of its addresses must be public, and the one that was checked is the
one that is called (no second look-up that could answer otherwise).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from nlp.errors import BadInputError

Resolve = Callable[[str, int], Sequence[str]]
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_URL = 2_000
PORTS = {"https": 443, "http": 80}
_PRINTABLE = re.compile(r"[\x21-\x7e]+")
_HOST = re.compile(r"[a-z0-9]([a-z0-9\-.]*[a-z0-9])?|[0-9a-f:.]+")
# Addresses that carry an IPv4 address in their last 32 bits: NAT64 and the old compatible form.
_CARRIERS = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a message goes: ``address`` is the one that is called, ``host`` the one that is
    asked for and whose certificate is checked."""

    scheme: str
    host: str
    port: int
    path: str
    address: str

    @property
    def authority(self) -> str:
        """For the header ``Host``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host as this machine finds them; OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``hosts``: those that may have addresses that are not public. ``http``: whether messages
    may go unencrypted."""

    hosts: frozenset[str] = frozenset()
    http: bool = False
    resolve: Resolve = resolve

    @classmethod
    def of(cls, *, hosts: str, http: bool) -> Rule:
        """From what is written in the settings."""
        names = (name.strip().lower().rstrip(".") for name in hosts.split(","))
        return cls(hosts=frozenset(filter(None, names)), http=http)

    def target(self, url: str) -> Target:
        """Where a message to that URL goes; BadInputError says in German why it may not."""
        scheme, host, port, path = self._parts(url)
        try:
            addresses = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise BadInputError(f"Die Adresse „{host}“ lässt sich nicht auflösen.") from error
        if not addresses:
            raise BadInputError(f"Die Adresse „{host}“ lässt sich nicht auflösen.")
        if host not in self.hosts and not all(map(is_public, addresses)):
            raise BadInputError(
                f"Die Adresse „{host}“ liegt nicht im öffentlichen Netz; freigeben lässt sie sich "
                "mit FUNDSTELLE_WEBHOOK_HOSTS."
            )
        return Target(scheme=scheme, host=host, port=port, path=path, address=addresses[0])

    def _parts(self, url: str) -> tuple[str, str, int, str]:
        if len(url) > MAX_URL or not _PRINTABLE.fullmatch(url) or "\\" in url:
            raise BadInputError("Das ist keine gültige Adresse (nur ASCII, ohne Leerzeichen).")
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError as error:
            raise BadInputError("Das ist keine gültige Adresse.") from error
        if parts.scheme not in PORTS or (parts.scheme == "http" and not self.http):
            raise BadInputError("Die Adresse muss mit „https://“ beginnen.")
        if not _HOST.fullmatch(host) or "@" in parts.netloc or port == 0:
            raise BadInputError("Die Adresse braucht einen Rechnernamen, ohne Anmeldedaten.")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return parts.scheme, host, PORTS[parts.scheme] if port is None else port, path


def is_public(address: str) -> bool:
    """Whether an address lies in the public net, also where it is wrapped in another."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in _with_carried(ip))


def _with_carried(ip: Ip) -> list[Ip]:
    """The address and the IPv4 addresses that a gateway would make of it."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    carried: list[Ip] = [ip]
    if any(ip in network for network in _CARRIERS):
        carried.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    if ip.sixtofour:
        carried.append(ip.sixtofour)
    if ip.teredo:
        carried.extend(ip.teredo)
    return carried
