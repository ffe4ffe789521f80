"""The error tree and the notice: what went wrong, where, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BriefgenError",
    "CombinedError",
    "ConfigError",
    "ContentError",
    "Notice",
    "PublishError",
    "SourceError",
    "ThemeError",
    "in_quotes",
    "nearest",
    "printable",
    "told",
]


_TEXT = "\n\t \u200c\u200d"
_NO_WIDTH = "\u00ad\u180e\u200b\u200e\u200f\u061c\u2060\u2061\u2062\u2063\u2064\ufeff"
_ON_ONE_LINE = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t"})


class BriefgenError(Exception):
    """A mistake told to a curator as `path:line: message` with a hint; never shown as a traceback.

    `exit_code` is what the command line leaves with: 1 for content, 2 for the command line itself.
    """

    exit_code = 1

    def __init__(
        self, message: str, *, path: str | None = None, line: int | None = None, hint: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        return told(self.message, self.path, self.line, self.hint)

    def __reduce__(self) -> tuple[object, ...]:
        # Exception's own pickling drops keyword arguments, and errors cross process borders.
        return (_rebuild, (type(self), self.message, self.path, self.line, self.hint))


def _rebuild(
    kind: type[BriefgenError], message: str, path: str | None, line: int | None, hint: str
) -> BriefgenError:
    return kind(message, path=path, line=line, hint=hint)


class ContentError(BriefgenError):
    """A file under content/ that can't be used as it is."""


class ConfigError(BriefgenError):
    """A mistake in briefgen.yml or in a theme's settings."""


class ThemeError(BriefgenError):
    """A template or theme file that can't be rendered; `path` is the template's name."""


class SourceError(BriefgenError):
    """A source that can't be fetched, read or cleaned."""


class PublishError(BriefgenError):
    """Something that stands between the built site and its remote."""


class CombinedError(BriefgenError):
    """All the mistakes of one run, told together."""

    def __init__(self, errors: Iterable[BriefgenError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))

    def __reduce__(self) -> tuple[object, ...]:
        return (CombinedError, (self.errors,))


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning as a value: it is told, and fails only a strict build.

    `code` names the rule, such as `photo-credit-missing`; `level` "info" never fails a build.
    """

    code: str
    message: str
    path: str | None = None
    line: int | None = None
    hint: str = ""
    level: Literal["info", "warning"] = "warning"

    def __str__(self) -> str:
        return told(f"{self.message} [{self.code}]", self.path, self.line, self.hint)


def told(message: str, path: str | None, line: int | None, hint: str) -> str:
    """Tell a message as editors and people can follow: `path:line: message`, the hint below."""
    place = f"{path}:{line}: " if path and line else f"{path}: " if path else ""
    way_out = f"\n  hint: {hint}" if hint else ""
    return printable(f"{place}{message}{way_out}")


def printable(text: str) -> str:
    """Return `text` with control characters shown as escapes, since terminals obey them.

    What only has no width is left out, and the joiners of some scripts stay: they are text.
    """
    return "".join(
        c
        if c.isprintable() or c in _TEXT
        else ("" if c in _NO_WIDTH else c.encode("unicode_escape").decode())
        for c in text
    )


def in_quotes(text: str) -> str:
    """Return a value as messages quote it, on one line; what can be read stays as it is."""
    mark = '"' if "'" in text and '"' not in text else "'"
    return f"{mark}{text.translate(_ON_ONE_LINE)}{mark}"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the hint "did you mean X?", or "" when nothing known is near."""
    import difflib

    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {found[0]}?" if found else ""
