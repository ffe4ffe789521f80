"""Paths of outputs in, a ContentError out for each that could not stand on every machine."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from briefgen.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Claims", "check_path", "parents"]

_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"}
)
_LONGEST_NAME = 255
_LONGEST_PATH = 1000


def check_path(path: str) -> None:
    """Refuse a path that leads out of the site or that some system can't hold."""
    if fault := _fault(path):
        raise ContentError(
            f"the site can't hold a file named {path!r}: {fault}",
            hint="give the article or file it comes from another slug or name",
        )


def _fault(path: str) -> str:
    if not path or path.startswith("/") or path[1:2] == ":":
        return "it has to be a path within the site"
    if "\\" in path:
        return "it holds a backslash"
    if not path.isprintable() and any(letter < " " or letter == "\x7f" for letter in path):
        return "it holds a control character"
    try:
        size = len(path.encode())
    except UnicodeEncodeError:
        return "it is not Unicode"
    if size > _LONGEST_PATH:
        return f"it is longer than {_LONGEST_PATH} bytes"
    return next(filter(None, map(_name_fault, path.split("/"))), "")


def _name_fault(name: str) -> str:
    if name in {"", ".", ".."}:
        return f"{name!r} is no name within the site"
    if len(name.encode()) > _LONGEST_NAME:
        return f"a name in it is longer than {_LONGEST_NAME} bytes"
    if name[-1] in ". ":
        return f"Windows drops the end of {name!r}"
    if name.partition(".")[0].rstrip().lower() in _RESERVED:
        return f"Windows keeps {name!r} to itself"
    return ""


class Claims:
    """The paths taken so far: no two may name one file on any system."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}

    def take(self, path: str) -> None:
        """Claim a path; a ContentError names the one that already stands there."""
        folded = _folded(path)
        if folded in self._taken:
            self._refuse(path, self._taken[folded])
        self._taken[folded] = path

    def finish(self) -> None:
        """Refuse a path that is a file and a folder at once."""
        for folder in parents(self._taken):
            if folder in self._taken:
                inside = next(x for x in self._taken if x.startswith(f"{folder}/"))
                raise ContentError(
                    f"{self._taken[folder]!r} can't be a file and the folder of "
                    f"{self._taken[inside]!r}",
                    hint="give one of them another slug or name",
                )

    def _refuse(self, path: str, other: str) -> None:
        if path == other:
            raise ContentError(
                f"two outputs are named {path!r}", hint="give one of them another slug or name"
            )
        raise ContentError(
            f"{other!r} and {path!r} are one file where case or accents don't count",
            hint="give one of them another slug or name",
        )


def parents(paths: Iterable[str]) -> set[str]:
    """Return all folders above the paths, "" for the site itself among them."""
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _folded(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
