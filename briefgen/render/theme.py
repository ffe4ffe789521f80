"""A theme's folder, its parents' and the site's overrides in; one Theme value out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

import briefgen
from briefgen.errors import ThemeError, nearest
from briefgen.model.theme import Setting, Theme
from briefgen.plainyaml import Fault, Mistakes
from briefgen.render.assets import publish
from briefgen.render.installed import installed_themes
from briefgen.render.settings import checked, read_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.model.theme import Asset

__all__ = ["API", "load_theme", "shipped_themes", "theme_names"]

API = 1
OVERRIDES = "overrides"
_KEYS = ("name", "version", "api", "parent", "license", "author", "homepage", "settings")


def shipped_themes() -> Path:
    """Return the folder of the themes that ship: in the wheel, or beside the checkout's code."""
    package = Path(briefgen.__file__).parent
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def load_theme(  # noqa: PLR0913, the choices of the caller are named
    name: str,
    site_root: Path,
    shipped: Path | None = None,
    settings: Mapping[str, object] | None = None,
    *,
    line_of: Callable[..., int | None] = lambda *_: None,
    plain_names: bool = False,
) -> Theme:
    """Load theme `name` of the site or of the shipped ones, with its parents and the overrides.

    `settings` are the site's, checked against the theme's schema; `line_of` tells where in
    briefgen.yml a key stands, for mistakes that are made there. With `plain_names` assets are
    published without a fingerprint in their names.
    """
    known = _known(site_root, shipped)
    chain = tuple(_chain(name, known, site_root / "themes", line_of("theme")))
    layers = (_layer(OVERRIDES, site_root / "themes" / OVERRIDES), *(files for _, files in chain))
    schema = {s.name: s for about, _ in reversed(chain) for s in about.schema}
    values = checked(tuple(schema.values()), settings or {}, theme=name, line_of=line_of)
    templates = {f"{layer.name}/{file}": text for layer in layers for file, text in layer.templates}
    assets = publish(
        {layer.name: layer.assets for layer in layers},
        schema.values(),
        values,
        plain_names=plain_names,
    )
    return Theme(
        name,
        chain[0][0].version,
        tuple(layer.name for layer in layers),
        templates,
        tuple(schema.values()),
        values,
        assets,
        _words(layers),
        _digest(templates, values, assets, _words(layers)),
    )


def theme_names(site_root: Path) -> tuple[str, ...]:
    """Return the names of all themes that a site may choose."""
    return tuple(sorted(_known(site_root, None)))


def _known(site_root: Path, shipped: Path | None) -> dict[str, Path]:
    """The folders of all themes by name: the site's own come before installed and shipped ones."""
    ours, own = shipped or shipped_themes(), site_root / "themes"
    return {**_themes_in(ours), **installed_themes(), **_themes_in(own)}


def _themes_in(root: Path) -> dict[str, Path]:
    return {file.parent.name: file.parent for file in root.glob("*/theme.yml")}


@dataclass(frozen=True, slots=True)
class _About:
    """What a theme.yml says."""

    name: str
    version: str
    parent: str | None
    schema: tuple[Setting, ...]
    parent_line: int | None = None


@dataclass(frozen=True)
class _Layer:
    """One folder of the lookup: its files as they lie there."""

    name: str
    files: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def assets(self) -> dict[str, bytes]:
        start = "assets/"
        return {p.removeprefix(start): d for p, d in self.files.items() if p.startswith(start)}

    @property
    def templates(self) -> Iterator[tuple[str, str]]:
        for path, data in self.files.items():
            if path.endswith((".html", ".xml", ".txt")) and not path.startswith("assets/"):
                yield path, _text(data, f"themes/{self.name}/{path}")

    @property
    def words(self) -> Iterator[tuple[str, str]]:
        for path, data in self.files.items():
            if path.startswith("locale/") and path.endswith(".po"):
                language = path.removeprefix("locale/").removesuffix(".po")
                yield language, _text(data, f"themes/{self.name}/{path}")


def _chain(
    name: str, known: Mapping[str, Path], own: Path, line: int | None
) -> Iterator[tuple[_About, _Layer]]:
    trail: list[str] = []
    wanted: str | None = name
    while wanted is not None:
        if wanted in trail:
            raise ThemeError(
                f"themes are each other's parents: {' -> '.join((*trail, wanted))}",
                path=f"themes/{trail[-1]}/theme.yml",
                line=line,
                hint="take one parent: line out",
            )
        folder = _folder(wanted, known, own, child=trail[-1] if trail else None, line=line)
        about = _about(wanted, folder / "theme.yml")
        trail.append(wanted)
        yield about, _layer(wanted, folder)
        wanted, line = about.parent, about.parent_line


def _folder(
    name: str, known: Mapping[str, Path], own: Path, child: str | None, line: int | None
) -> Path:
    if name in known:
        return known[name]
    told_in = f"themes/{child}/theme.yml" if child else "briefgen.yml"
    if name == Path(name).name and (own / name).is_dir():
        raise ThemeError(f"the theme {name!r} has no theme.yml", path=f"themes/{name}/theme.yml")
    raise ThemeError(
        f"there is no theme {name!r}",
        path=told_in,
        line=line,
        hint=nearest(name, known) or f"there are: {', '.join(sorted(known))}",
    )


def _about(name: str, file: Path) -> _About:
    path = f"themes/{name}/theme.yml"
    text = _text(file.read_bytes(), path)
    raw, line_of = _table(text, path), _lines(text)
    for key in raw:
        if key not in _KEYS:
            raise ThemeError(
                f"unknown key {key!r}",
                path=path,
                line=line_of(str(key)),
                hint=nearest(str(key), _KEYS) or f"a theme has: {', '.join(_KEYS)}",
            )
    if raw.get("api", API) != API:
        raise ThemeError(
            f"the theme is made for api {raw['api']!r}, this briefgen knows api {API}",
            path=path,
            line=line_of("api"),
        )
    parent = raw.get("parent")
    return _About(
        name,
        str(raw.get("version", "0")),
        None if parent is None else str(parent),
        read_schema(raw.get("settings") or {}, path, line_of),
        line_of("parent"),
    )


def _table(text: str, path: str) -> dict[Any, Any]:
    try:
        raw = yaml.safe_load(text) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ThemeError(f"not YAML: {error.problem}", path=path, line=line) from None
    if not isinstance(raw, dict):
        raise ThemeError("must be a table of keys and values", path=path, line=1)
    return raw


def _lines(text: str) -> Callable[..., int | None]:
    """Return what tells the line of a value by the keys that lead to it."""
    mistakes = Mistakes(ThemeError, "theme.yml", text)

    def line_of(*trail: str) -> int | None:
        try:
            return mistakes.line(trail)
        except Fault:  # YAML that our own files may not have, such as anchors
            return None

    return line_of


def _layer(name: str, folder: Path) -> _Layer:
    files = sorted(
        (file.relative_to(folder).as_posix(), file)
        for file in folder.rglob("*")
        if file.is_file() and _kept(file.relative_to(folder))
    )
    home = folder.resolve()
    for path, file in files:
        # What a theme holds is published: a link in one that was passed on must not pick a secret.
        if not file.resolve().is_relative_to(home):
            raise ThemeError(
                "is a link that leaves the theme's folder",
                path=f"themes/{name}/{path}",
                hint="copy what it points to",
            )
    return _Layer(name, {path: file.read_bytes() for path, file in files})


def _kept(path: Path) -> bool:
    return not any(part.startswith((".", "__")) or part.endswith("~") for part in path.parts)


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ThemeError(
            "not UTF-8 text", path=path, line=line, hint="save the file as UTF-8"
        ) from None


def _words(layers: tuple[_Layer, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for layer in layers:
        for language, text in layer.words:
            found[language] = (*found.get(language, ()), text)
    return dict(sorted(found.items()))


def _digest(
    templates: Mapping[str, str],
    values: Mapping[str, object],
    assets: Mapping[str, Asset],
    words: Mapping[str, tuple[str, ...]],
) -> str:
    # The assets' paths hold their fingerprints, and pages show nothing else of them.
    told = (
        sorted(templates.items()),
        sorted(values.items()),
        sorted((name, asset.path) for name, asset in assets.items()),
        sorted(words.items()),
    )
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()
