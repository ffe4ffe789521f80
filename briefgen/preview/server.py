"""Serve a site while it is written: a build and the folders to watch in, Ctrl-C out."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

import uvicorn

from briefgen.preview.app import application
from briefgen.preview.events import Channel, frame
from briefgen.preview.guard import is_loopback
from briefgen.preview.ports import DEFAULT_PORT, bound
from briefgen.preview.rebuild import Rebuild
from briefgen.preview.session import Session
from briefgen.preview.settle import Changes
from briefgen.preview.watch import Watch
from briefgen.values import replace

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from briefgen.errors import BriefgenError
    from briefgen.preview.built import Build
    from briefgen.preview.changes import Change
    from briefgen.preview.options import ServeOptions
    from briefgen.preview.rebuild import Shown

__all__ = ["Preview", "serve"]

STORM = 500


def serve(
    build: Build, watched: Sequence[Path], options: ServeOptions, tell: Callable[[str], None]
) -> None:
    """Serve until Ctrl-C or SIGTERM; a port that was asked for and is taken raises an error."""
    with _terminable(), contextlib.suppress(KeyboardInterrupt):
        Preview(build, watched, options, tell).run()


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM end the preview as Ctrl-C does, so that a build's own workers are let go."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


class Preview:
    """A preview on bound sockets; `run` blocks, a `with` block serves from a thread of its own."""

    def __init__(
        self,
        build: Build,
        watched: Sequence[Path],
        options: ServeOptions,
        tell: Callable[[str], None],
    ) -> None:
        folders = tuple(path for path in watched if path.is_dir())
        self._options = replace(options, roots=(*options.roots, *folders))
        # Bound first: a taken port is told before anything is built.
        self._sockets = bound(options.host, options.port)
        self.port = int(self._sockets[0].getsockname()[1])
        self._tell = tell
        self._errors: tuple[str, ...] = ()
        self._channel = Channel()
        self._changes = Changes()
        self._rebuild = Rebuild(_whole(build, watched), self._changes, self._options, self._publish)
        self._watch = Watch(watched, self._changes, tell, poll=options.poll)
        self._session = Session(self._rebuild, self._channel, self._options)
        self._server = _Server(application(self._session), self._channel)
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Return the address of the site's start."""
        name = "localhost" if is_loopback(self._options.host) else self._options.host
        wide = {"0.0.0.0", "::"}  # noqa: S104 — compared, not bound
        name = "localhost" if name in wide else f"[{name}]" if ":" in name else name
        return f"http://{name}:{self.port}{quote(self._options.base)}"

    @property
    def listeners(self) -> int:
        """Return how many event streams are open."""
        return len(self._channel)

    def run(self) -> None:
        """Serve until a signal or `stop`."""
        self._announce()
        try:
            with self._watch:
                self._rebuild.start()
                self._server.run(list(self._sockets))
        finally:
            self._rebuild.stop()
            for opened in self._sockets:
                opened.close()

    def stop(self) -> None:
        """End serving; safe from any thread."""
        self._server.should_exit = True

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.run, name="briefgen-preview", daemon=True)
        self._thread.start()
        self._server.ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self._thread is not None:
            self._thread.join(10)

    def _announce(self) -> None:
        if self._options.port is None and self.port != DEFAULT_PORT:
            self._tell(f"port {DEFAULT_PORT} is in use, so this preview takes {self.port}")
        if not is_loopback(self._options.host):
            self._tell(
                f"warning: everyone who reaches {self._options.host} can read this preview, "
                "drafts included"
            )
        self._tell(f"Serving {self.url}  (Ctrl-C ends it; all pages: {_desk_url(self.url)})")

    def _publish(self, shown: Shown, change: Change) -> None:
        self._tell_errors(shown.built.errors)
        if shown.revision == 1 and self._options.open_browser:
            webbrowser.open(self.url)
        message = self._session.message(shown.revision, change)
        self._server.soon(self._channel.send, frame("change", message))

    def _tell_errors(self, errors: tuple[BriefgenError, ...]) -> None:
        told = tuple(str(error) for error in errors)
        if told != self._errors:
            for line in told:
                self._tell(line)
            if not told:
                self._tell("all mistakes are mended")
        self._errors = told


def _whole(build: Build, watched: Sequence[Path]) -> Build:
    """Return the build, told to look at everything after a storm of saves.

    The system drops what it can't queue, so a very large set of changes may be incomplete.
    """
    roots = frozenset(Path(os.path.abspath(path)) for path in watched)  # noqa: PTH100 — as they are told
    return lambda changed: build(changed | roots if len(changed) > STORM else changed)


def _desk_url(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/_briefgen/"


class _Server(uvicorn.Server):
    """uvicorn that tells when it listens and ends the event streams before it waits for them."""

    def __init__(self, app: object, channel: Channel) -> None:
        super().__init__(
            uvicorn.Config(
                app,  # type: ignore[arg-type]  # starlette's and uvicorn's words for ASGI differ
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=1,
            )
        )
        self.ready = threading.Event()
        self._channel = channel
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Event streams never end by themselves; uvicorn would wait for them.
        self._channel.close()
        await super().shutdown(sockets)

    def soon(self, call: Callable[[bytes], None], message: bytes) -> None:
        """Call on the event loop, from any thread; nothing when it has not begun or has ended."""
        if self._loop is not None:
            # The loop may close between the question and the call.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(call, message)
