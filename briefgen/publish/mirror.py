"""Copy a site to any folder, safely: (site, target) → Mirrored; nothing of others is touched."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from briefgen.errors import PublishError
from briefgen.publish.failures import GateError
from briefgen.publish.site import walk
from briefgen.values import dataclass

__all__ = ["Mirrored", "mirror"]

MANIFEST = ".briefgen-manifest.json"
_PAGES = (".html", ".xml", ".json", ".txt")
_CHUNK = 1 << 20
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Mirrored:
    """The paths that were written and deleted, and how many were right already."""

    written: tuple[str, ...]
    deleted: tuple[str, ...]
    kept: int


def mirror(site: Path, target: Path, *, dry_run: bool = False) -> Mirrored:
    """Make `target` hold the site; delete only what an earlier call wrote, replace nothing else.

    A list of what was written is kept in the target. Files are replaced one by one and whole,
    pages after what they show, deletions last; stopped half way, the next call finishes the work.
    """
    _check_apart(site.resolve(), target.resolve())
    paths = {file.path for file in walk(site) if file.kind == "file"}
    ours = _manifest(target)
    differing = [path for path in sorted(paths) if not _same(site / path, target / path)]
    _check_strangers(target, [path for path in differing if path not in ours])
    gone = sorted(path for path in ours - paths if _present(target / path))
    if not dry_run:
        _carry_out(site, target, paths, differing, gone)
    return Mirrored(tuple(differing), tuple(gone), len(paths) - len(differing))


def _carry_out(
    site: Path, target: Path, paths: set[str], differing: list[str], gone: list[str]
) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
        # Named before they are written: a run cut short must know its own files again.
        _keep_manifest(target, paths | set(gone))
        for path in sorted(differing, key=lambda path: (path.endswith(_PAGES), path)):
            _copy(site / path, target / path)
        for path in gone:
            _delete(target, path)
        _keep_manifest(target, paths)
    except OSError as error:
        raise PublishError(
            f"the copy stopped: {error.strerror}", path=str(error.filename or target),
            hint="mend that and publish again; what was copied so far is whole",
        ) from error  # fmt: skip


def _check_apart(site: Path, target: Path) -> None:
    if site == target or site in target.parents or target in site.parents:
        raise PublishError(
            f"{target} and the site lie in one another", hint="choose a folder outside the site"
        )
    if target.exists() and not target.is_dir():
        raise PublishError(f"{target} is a file, not a folder")


def _check_strangers(target: Path, paths: list[str]) -> None:
    """Refuse to write over what others put there, or through a link that leads elsewhere."""
    strangers = [path for path in paths if _present(target / path) or _blocked(target, path)]
    if strangers:
        more = f" and {len(strangers) - _NAMED} more" if len(strangers) > _NAMED else ""
        raise GateError(
            f"{target} holds files briefgen did not write: {', '.join(strangers[:_NAMED])}{more}",
            hint="move them away, or choose an empty folder",
        )


def _blocked(target: Path, path: str) -> bool:
    above = [target / parent for parent in Path(path).parents if parent != Path()]
    return any(place.is_symlink() or place.is_file() for place in above)


def _present(path: Path) -> bool:
    return os.path.lexists(path)


def _same(ours: Path, theirs: Path) -> bool:
    if theirs.is_symlink() or not theirs.is_file() or ours.stat().st_size != theirs.stat().st_size:
        return False
    with ours.open("rb") as one, theirs.open("rb") as other:
        while chunk := one.read(_CHUNK):
            if chunk != other.read(_CHUNK):
                return False
    return True


def _copy(source: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name[:80]}.briefgen")
    shutil.copyfile(source, draft)
    draft.replace(place)


def _delete(target: Path, path: str) -> None:
    if _blocked(target, path):
        return
    (target / path).unlink(missing_ok=True)
    for parent in Path(path).parents:
        place = target / parent
        if parent == Path() or any(place.iterdir()):
            return
        place.rmdir()


def _manifest(target: Path) -> set[str]:
    place = target / MANIFEST
    try:
        paths = json.loads(place.read_text("utf-8"))["files"]
    except FileNotFoundError:
        return set()
    except (OSError, ValueError, KeyError, TypeError):
        paths = None
    if not isinstance(paths, list) or not all(_is_inside(path) for path in paths):
        raise PublishError(
            "this list of published files can't be read", path=str(place),
            hint="delete it and the files of the old site, then publish again",
        )  # fmt: skip
    return set(paths)


def _is_inside(path: object) -> bool:
    return (
        isinstance(path, str)
        and bool(path)
        and not Path(path).is_absolute()
        and (".." not in Path(path).parts)
    )


def _keep_manifest(target: Path, paths: set[str]) -> None:
    draft = target / f"{MANIFEST}.new"
    draft.write_text(json.dumps({"files": sorted(paths)}, indent=0) + "\n", "utf-8")
    draft.replace(target / MANIFEST)
