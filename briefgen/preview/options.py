"""What the person at the command line chose for the preview."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

__all__ = ["ServeOptions"]


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """The choices of `briefgen serve`.

    `port` None means 8321 or the next free one. `root` is the folder that the paths in errors and
    notices start from; pictures may be read from below it and from `roots`. `editor_link` is filled
    with `path` and `line`; "" shows no links.
    """

    host: str = "127.0.0.1"
    port: int | None = None
    base_path: str = "/"
    open_browser: bool = False
    allow_hosts: tuple[str, ...] = ()
    follow: bool = False
    editor_link: str = "vscode://file/{path}:{line}"
    poll: bool = False
    root: Path = Path()
    roots: tuple[Path, ...] = ()

    @property
    def base(self) -> str:
        """Return the base path, unquoted, with one slash at both ends."""
        inner = unquote(self.base_path).strip("/")
        return f"/{inner}/" if inner else "/"
