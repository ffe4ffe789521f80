"""Mistakes and notices → plain values that the overlay and the panel show as text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.errors import BriefgenError, Notice
    from briefgen.preview.options import ServeOptions

__all__ = ["Told", "editor_link", "excerpt", "mistakes", "shown_path", "warnings"]

Told = dict[str, object]

AROUND = 3
LONGEST_LINE = 400
LARGEST_FILE = 2_000_000


def mistakes(errors: Iterable[BriefgenError], options: ServeOptions) -> list[Told]:
    """Return each mistake with the lines around it and a link to its file."""
    return [
        {
            "message": error.message,
            "path": shown_path(error.path, options),
            "line": error.line,
            "hint": error.hint,
            "link": editor_link(error.path, error.line, options),
            "lines": excerpt(error.path, error.line, options),
        }
        for error in errors
    ]


def warnings(notices: Sequence[Notice], options: ServeOptions) -> list[Told]:
    """Return each notice with a link to its file."""
    return [
        {
            "code": notice.code,
            "message": notice.message,
            "path": shown_path(notice.path, options),
            "line": notice.line,
            "hint": notice.hint,
            "level": notice.level,
            "link": editor_link(notice.path, notice.line, options),
        }
        for notice in notices
    ]


def shown_path(path: str | None, options: ServeOptions) -> str:
    """Return a file's path from the site's folder on, as everyone at the site knows it."""
    return options.within(path).as_posix() if path else ""


def editor_link(path: str | None, line: int | None, options: ServeOptions) -> str:
    """Return the address that opens a file in the editor, "" without a file or an editor."""
    if not path or not options.editor_link:
        return ""
    # Editors want the path without its first slash: vscode://file/home/…
    absolute = os.path.abspath(options.root / options.within(path))  # noqa: PTH100 — links stay links
    absolute = Path(absolute).as_posix().lstrip("/")
    filled = options.editor_link.replace("{path}", quote(absolute))
    return filled.replace("{line}", str(line or 1))


def excerpt(path: str | None, line: int | None, options: ServeOptions) -> list[Told]:
    """Return the lines around `line`, none when the file is not one of the site's own."""
    if not path or not line:
        return []
    file = options.root / options.within(path)
    try:
        if not _is_ours(file, options) or file.stat().st_size > LARGEST_FILE:
            return []
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except (OSError, ValueError):
        return []
    first = max(line - AROUND, 1)
    return [
        {"number": number, "text": text[:LONGEST_LINE], "here": number == line}
        for number, text in enumerate(lines[first - 1 : line + AROUND], first)
    ]


def _is_ours(file: Path, options: ServeOptions) -> bool:
    # A message may name any path; only the site's own files are shown.
    real = file.resolve()
    return any(real.is_relative_to(root.resolve()) for root in (options.root, *options.roots))
