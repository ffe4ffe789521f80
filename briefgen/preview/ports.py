"""A host and a port wished for → sockets bound to them, or to the next free port."""

from __future__ import annotations

import errno
import socket
import sys

from briefgen.errors import BriefgenError

__all__ = ["DEFAULT_PORT", "bound"]

DEFAULT_PORT = 8321
TRIES = 50


def bound(host: str, port: int | None) -> tuple[socket.socket, ...]:
    """Return listening-ready sockets on one port: both loopback families for a loopback name.

    A port that was asked for and is taken is a mistake; without one, the next free is used.
    """
    if port is not None:
        return _bound(host, port)
    for candidate in range(DEFAULT_PORT, DEFAULT_PORT + TRIES):
        try:
            return _bound(host, candidate)
        except BriefgenError as problem:
            if not isinstance(problem.__cause__, OSError) or _errno(problem) != errno.EADDRINUSE:
                raise
    return _bound(host, 0)


def _errno(problem: BriefgenError) -> int | None:
    return getattr(problem.__cause__, "errno", None)


def _bound(host: str, port: int) -> tuple[socket.socket, ...]:
    both = host in {"localhost", "127.0.0.1", "::1"}
    names = ("127.0.0.1", "::1") if both else (host.strip("[]"),)
    sockets: list[socket.socket] = []
    for name in names:
        try:
            sockets.append(_one(name, sockets[0].getsockname()[1] if sockets else port))
        except OSError as problem:
            if sockets and problem.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
                continue  # a machine without IPv6
            for opened in sockets:
                opened.close()
            raise _told(host, port, problem) from problem
    return tuple(sockets)


def _one(name: str, port: int) -> socket.socket:
    family, kind, *_, address = socket.getaddrinfo(
        name, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    opened = socket.socket(family, kind)
    try:
        if sys.platform == "win32":
            # There, SO_REUSEADDR would let two programs share one port.
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # A preview just ended must not hold its port for a minute.
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # Else "::" would take the port of 127.0.0.1 as well.
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.bind(address)
        opened.listen(128)
    except OSError:
        opened.close()
        raise
    return opened


def _told(host: str, port: int, problem: OSError) -> BriefgenError:
    if problem.errno == errno.EADDRINUSE:
        return BriefgenError(
            f"port {port} is in use by another program",
            hint=f"stop that program (lsof -i :{port} names it), or leave --port out",
        )
    if problem.errno in {errno.EACCES, errno.EPERM}:
        return BriefgenError(f"port {port} may not be used", hint="take a port above 1024")
    return BriefgenError(
        f"cannot serve on {host}: {problem.strerror or problem}",
        hint="--host takes an address or a name of this machine",
    )
