"""A checked address of a host -> connections to that very address, cut off at a deadline."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import urllib3
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

__all__ = ["Deadline", "pool"]

_TIMEOUT = urllib3.Timeout(connect=10, read=20)


class Deadline:
    """Ends connections when the time for all of a fetch is over, whatever they wait for.

    A read's own timeout starts anew with each byte, so a site that drips its headers or its
    certificate would never meet it.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._open: list[tuple[threading.Timer, socket.socket]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for timer, twin in self._open:
            timer.cancel()
            timer.join()
            twin.close()

    def passed(self) -> bool:
        """Tell whether the time is over."""
        return time.monotonic() >= self._end

    def guard(self, connection: socket.socket) -> None:
        """Shut a connection down when the time is over."""
        # A twin of the socket reaches the connection even while TLS is being wrapped round it.
        twin = connection.dup()
        timer = threading.Timer(max(0.0, self._end - time.monotonic()), _cut, (twin,))
        timer.daemon = True
        self._open.append((timer, twin))
        timer.start()


def _cut(twin: socket.socket) -> None:
    with suppress(OSError):
        twin.shutdown(socket.SHUT_RDWR)


class _Plain(HTTPConnection):
    def __init__(self, *args: Any, deadline: Deadline, **options: Any) -> None:
        super().__init__(*args, **options)
        self._deadline = deadline

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        self._deadline.guard(connection)
        return connection


class _Secure(HTTPSConnection):
    def __init__(self, *args: Any, deadline: Deadline, **options: Any) -> None:
        super().__init__(*args, **options)
        self._deadline = deadline

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        self._deadline.guard(connection)
        return connection


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


def pool(scheme: str, name: str, place: str, port: int, deadline: Deadline) -> HTTPConnectionPool:
    """Return connections to `place`, an address of the host `name`; TLS must prove the name."""
    if scheme == "http":
        return _PlainPool(place, port, timeout=_TIMEOUT, deadline=deadline)
    return _SecurePool(
        place,
        port,
        timeout=_TIMEOUT,
        assert_hostname=name,
        server_hostname=name,
        deadline=deadline,
    )
