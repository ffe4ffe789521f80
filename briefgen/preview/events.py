"""One message in, the same message to every browser that listens, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

__all__ = ["Channel", "EventStream", "frame"]

WAITING_MESSAGES = 32
# The client takes 40 s of silence for a dead line, as after a sleep.
PING_SECONDS = 15.0
SEND_SECONDS = 20.0
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
]


def frame(event: str, data: object) -> bytes:
    """Return one event as it goes over the wire."""
    return f"event: {event}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


class Channel:
    """The listeners; a listener that does not read is dropped, the others notice nothing.

    Used on the event loop only.
    """

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[bytes | None]] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._queues)

    def join(self) -> asyncio.Queue[bytes | None]:
        """Return a new listener's queue; None in it is the end."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(WAITING_MESSAGES)
        if self._closed:
            queue.put_nowait(None)
        self._queues.add(queue)
        return queue

    def leave(self, queue: asyncio.Queue[bytes | None]) -> None:
        """Forget a listener."""
        self._queues.discard(queue)

    def send(self, message: bytes) -> None:
        """Give every listener the message."""
        for queue in tuple(self._queues):
            # Whoever comes back asks for what it missed, so nothing is kept for the deaf.
            if queue.full():
                self._end(queue)
            else:
                queue.put_nowait(message)

    def close(self) -> None:
        """End every listener's stream, and those that come later at once."""
        self._closed = True
        for queue in tuple(self._queues):
            self._end(queue)

    def _end(self, queue: asyncio.Queue[bytes | None]) -> None:
        self._queues.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)


class EventStream:
    """An ASGI response that stays open: `hello`, then what the channel sends, pings between."""

    def __init__(self, channel: Channel, hello: Mapping[str, object]) -> None:
        self._channel = channel
        self._hello = frame("hello", hello)

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Stream until the browser goes, stops reading, or the channel ends."""
        queue = self._channel.join()
        stream = asyncio.ensure_future(self._stream(queue, send))
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait({stream, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._channel.leave(queue)
            for task in (stream, gone):
                task.cancel()
            await asyncio.gather(stream, gone, return_exceptions=True)

    async def _stream(self, queue: asyncio.Queue[bytes | None], send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        message: bytes | None = b"retry: 500\n\n" + self._hello
        while message is not None:
            # A browser that never reads would hold this message, and the shutdown, for ever.
            async with asyncio.timeout(SEND_SECONDS):
                await send({"type": "http.response.body", "body": message, "more_body": True})
            message = await _next(queue)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _next(queue: asyncio.Queue[bytes | None]) -> bytes | None:
    try:
        async with asyncio.timeout(PING_SECONDS):
            return await queue.get()
    except TimeoutError:
        return frame("ping", {})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
