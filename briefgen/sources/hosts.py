"""A host -> the addresses it may be reached at; those in a private network are refused."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from briefgen.errors import SourceError

__all__ = ["is_public", "public_addresses"]

_MOST_ADDRESSES = 3
# Networks that carry an IPv4 address within, or are a site's own, yet count as global.
_TUNNELS = tuple(
    map(IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10"))
)


def public_addresses(
    host: str, port: int, path: str, *, allow_private: bool = False
) -> tuple[str, ...]:
    """Return where a host is reached; one private address among them refuses the whole host."""
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SourceError(
            f"the host {host!r} is not known", path=path, hint="check the address and the network"
        ) from None
    found = tuple(dict.fromkeys(str(row[4][0]) for row in rows))
    for one in found:
        if not allow_private and not is_public(one):
            raise SourceError(
                f"{host} is {one}, an address within a private network",
                path=path,
                hint="save the page in your browser and add the file",
            )
    return found[:_MOST_ADDRESSES]


def is_public(text: str) -> bool:
    """Tell whether an address is anyone's to ask: none of this machine, its network or a tunnel."""
    address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if any(address in network for network in _TUNNELS):
            return False
    special = address.is_multicast or address.is_reserved or address.is_link_local
    return address.is_global and not special
