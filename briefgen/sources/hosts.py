"""A host -> the addresses it may be reached at; those in a private network are refused."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from briefgen.errors import SourceError, in_quotes

__all__ = ["is_inside", "is_public", "public_addresses"]

_MOST_ADDRESSES = 3
# RFC 6052: networks without IPv4 reach every IPv4 site through this prefix, so what it carries
# decides. Its local twin (RFC 8215), 6to4, Teredo and site-local lead where nobody can tell.
_NAT64 = IPv6Network("64:ff9b::/96")
_TUNNELS = tuple(map(IPv6Network, ("64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10")))
# Kept for protocols, and the old relays into 6to4: Pythons differ on whether they are global.
_PROTOCOLS = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")))
# ISATAP (RFC 5214) writes these before the IPv4 address in the lower half.
_ISATAP = frozenset((0x00005EFE, 0x02005EFE))

_Address = IPv4Address | IPv6Address


def public_addresses(
    host: str, port: int, path: str, *, allow_private: bool = False
) -> tuple[str, ...]:
    """Return where a host is reached; one private address among them refuses the whole host.

    `allow_private` lets addresses of this machine and its network through, but never link-local
    ones, where cloud machines keep their keys, nor multicast and reserved ones.
    """
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SourceError(
            f"the host {in_quotes(host)} is not known",
            path=path,
            hint="check the address and the network",
        ) from None
    found = tuple(dict.fromkeys(str(row[4][0]) for row in rows))
    for one in found:
        if not is_public(one) and not (allow_private and is_inside(one)):
            named = host if host.strip("[]") == one else f"{host} is {one}, which"
            raise SourceError(
                f"{named} is {_kind(one)}: only public addresses are fetched",
                path=path,
                hint="save the page in your browser and add the file",
            )
    return found[:_MOST_ADDRESSES]


def _kind(text: str) -> str:
    address = _bare(text)
    if address.is_loopback:
        return "an address of this machine"
    if address.is_link_local:
        return "a link-local address"
    return (
        "an address within a private network" if is_inside(text) else "an address kept for no host"
    )


def is_public(text: str) -> bool:
    """Tell whether an address is anyone's to ask: none of this machine, its network or a tunnel."""
    address = _bare(text)
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(str(IPv4Address(int(address) & 0xFFFFFFFF)))
        if any(address in network for network in _TUNNELS) or _is_isatap(address):
            return False
    elif any(address in network for network in _PROTOCOLS):
        return False
    special = address.is_multicast or address.is_reserved or address.is_link_local
    return address.is_global and not special


def is_inside(text: str) -> bool:
    """Tell whether an address is this machine's or its own network's, as intranets use them."""
    address = _bare(text)
    if address.is_loopback:
        return True
    special = address.is_multicast or address.is_reserved or address.is_link_local
    tunnel = isinstance(address, IPv6Address) and (
        address in _NAT64 or any(address in network for network in _TUNNELS)
    )
    return not (address.is_unspecified or special or tunnel or _is_isatap(address))


def _bare(text: str) -> _Address:
    """Return an address without its zone; IPv4 written as IPv6 is IPv4."""
    address = ip_address(text.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_isatap(address: _Address) -> bool:
    return isinstance(address, IPv6Address) and (int(address) >> 32) & 0xFFFFFFFF in _ISATAP
