"""The words of `briefgen build` in, what they choose out, where they are plain.

Most calls are: then click, which takes longer to load than a site takes to be looked at, is not
needed. Whatever is not plain goes to click, which makes its command of the same table and tells of
help and mistakes.
"""

from __future__ import annotations

import os

from briefgen.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

__all__ = ["BUILD", "Choice", "Option", "moment_stands", "plain_build"]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a verb; `takes` is what kind of value follows: "path", "text", "cores", none."""

    name: str
    words: tuple[str, ...]
    help: str
    takes: str = ""
    metavar: str | None = None


BUILD = (
    Option("output", ("-o", "--output"), "Write the site here instead of DIR/site.", "path", "OUT"),
    Option("strict", ("--strict",), "Fail on warnings too, such as a photo without a credit."),
    Option("drafts", ("--drafts",), "Show drafts as well."),
    Option("future", ("--future",), "Show articles with a future date as well."),
    Option(
        "base_url",
        ("--base-url",),
        "Build for this address instead of url: in briefgen.yml.",
        "text",
        "URL",
    ),
    Option("jobs", ("--jobs",), "Cores to use; 0 means all.", "cores", "N"),
    Option("clean", ("--clean",), "Forget what earlier builds kept and build all anew."),
    Option("changes", ("--changes",), "Tell which files were written or removed, and why."),
    Option(
        "timings",
        ("--timings",),
        "Tell what took how long, and write a trace for flame-graph viewers.",
    ),
    Option("quiet", ("-q", "--quiet"), "Print mistakes only, and when many pages vanish."),
)
"""The options of `briefgen build`, as its help lists them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the words of `briefgen build` choose; paths as pathlib writes them."""

    folder: str = "."
    output: str | None = None
    strict: bool = False
    drafts: bool = False
    future: bool = False
    base_url: str | None = None
    jobs: int = 0
    clean: bool = False
    changes: bool = False
    timings: bool = False
    quiet: bool = False


def plain_build(words: Sequence[str]) -> Choice | None:
    """Return what the words of a plain `briefgen build` choose; None for any other words."""
    if words[:1] != ["build"] or os.name != "posix" or "_BRIEFGEN_COMPLETE" in os.environ:
        return None
    try:
        return Choice(**dict(_chosen(iter(words[1:])))) if moment_stands() else None
    except ValueError:
        return None


def moment_stands() -> bool:
    """Whether now is known: SOURCE_DATE_EPOCH, where it is set, is a number."""
    return os.environ.get("SOURCE_DATE_EPOCH", "0").isdigit()


def _chosen(words: Iterator[str]) -> Iterator[tuple[str, Any]]:
    """Yield what each word chooses; a ValueError says that it is not plain."""
    known = {word: option for option in BUILD for word in option.words}
    folders = 0
    for word in words:
        if not word.startswith("-"):
            folders += 1
            yield "folder", _path(word)
            continue
        name, equals, given = word.partition("=")
        option = known.get(name)
        if option is None or folders > 1 or (equals and (not option.takes or name[:2] != "--")):
            raise ValueError(word)
        if option.takes:
            given = given if equals else next(words, "")
            yield option.name, _value(option.takes, given)
        else:
            yield option.name, True
    if folders > 1:
        raise ValueError("more than one folder")


def _value(kind: str, given: str) -> str | int:
    if not given or given.startswith("-"):
        raise ValueError(given)
    if kind == "path":
        return _path(given)
    if kind == "cores":
        if not (given.isascii() and given.isdigit()):
            raise ValueError(given)
        return int(given)
    return given


def _path(text: str) -> str:
    """Return a path as pathlib writes it."""
    if text.startswith("//") or not text:
        raise ValueError(text)
    parts = [part for part in text.split("/") if part not in {"", "."}]
    return ("/" if text[0] == "/" else "") + "/".join(parts) or "."
