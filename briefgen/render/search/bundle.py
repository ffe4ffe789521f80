"""Documents in, the files of a search index out, as Pagefind makes them."""

from __future__ import annotations

import os
import subprocess
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.render.search.documents import Document

__all__ = ["ENGINE", "engine_version", "index"]

ENGINE = "pagefind/"
_PACKAGE = "pagefind-bin"
_KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
_ENDINGS = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment", ".pagefind")


def engine_version() -> str | None:
    """Return the version of Pagefind, or None where the extra `search` is not installed."""
    try:
        import cbor2  # noqa: F401

        return metadata.version(_PACKAGE)
    except (ImportError, metadata.PackageNotFoundError):
        return None


def index(found: Iterable[Document], language: str) -> dict[str, bytes]:
    """Return the index's files by their path within its folder, with words stemmed for `language`.

    One index holds all languages, so that one search finds them all. BriefgenError when Pagefind
    fails; `engine_version` must not be None.
    """
    from briefgen.render.search.settled import settled

    with TemporaryDirectory(prefix="briefgen-search-") as folder:
        source, target = Path(folder, "documents"), Path(folder, "index")
        source.mkdir()
        empty = True
        for document in found:
            (source / document.name).write_text(document.html, "utf-8")
            empty = False
        if empty:
            return {}
        _run(source, target, language)
        return settled(
            {
                path.relative_to(target).as_posix(): path.read_bytes()
                for path in sorted(target.rglob("*"))
                if path.name in _KEPT or path.suffix in _ENDINGS
            }
        )


def _run(source: Path, target: Path, language: str) -> None:
    from pagefind_bin import get_executable

    command = [str(get_executable()), "--site", str(source), "--output-path", str(target)]
    command += ["--force-language", language.partition("-")[0].lower(), "--silent"]
    # Pagefind takes its options from the environment and from files beside it, too.
    world = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND")}
    try:
        ran = subprocess.run(command, cwd=source, env=world, capture_output=True, check=False)
    except OSError as error:
        raise BriefgenError(f"Pagefind can't be run: {error.strerror}") from None
    if ran.returncode:
        said = (ran.stderr or ran.stdout).decode("utf-8", "replace").strip()
        raise BriefgenError(f"Pagefind failed with exit code {ran.returncode}: {said[-300:]}")
