"""A theme's asset files in, the files as they are published out: joined, fingerprinted, linked."""

from __future__ import annotations

import posixpath
import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from briefgen.errors import ThemeError, nearest
from briefgen.model.theme import Asset
from briefgen.render.colours import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.model.theme import Setting

__all__ = ["STYLE", "publish"]

STYLE = "style.css"
_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
# A string is matched first, so that what looks like a comment inside it stays.
_SQUEEZE = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|\n\s*""", re.DOTALL)


def publish(
    layers: Mapping[str, Mapping[str, bytes]],
    schema: Iterable[Setting],
    values: Mapping[str, object],
    *,
    plain_names: bool = False,
) -> dict[str, Asset]:
    """Return the published assets by name; named `layers` come in lookup order, the first wins.

    `style.css` is the exception: the layers' are joined, parents first, so that a child adds its
    rules instead of copying its parent's. Colour settings stand at its head. With `plain_names`
    an asset's path says nothing of its bytes, so that no page changes with it.
    """
    parents_first = [*layers.values()][::-1]
    found = {name: data for layer in parents_first for name, data in layer.items()}
    styles = [layer[STYLE] for layer in parents_first if STYLE in layer]
    if styles:
        found[STYLE] = _colours(schema, values) + b"\n".join(styles)
    plain = {name: data for name, data in found.items() if not name.endswith(".css")}
    named = _plainly if plain_names else _fingerprinted
    assets = {name: named(name, data) for name, data in sorted(plain.items())}
    for name in sorted(found.keys() - plain.keys()):
        assets[name] = named(name, _stylesheet(name, found[name], assets, layers))
    return assets


def _fingerprinted(name: str, data: bytes) -> Asset:
    stem, dot, ending = name.rpartition(".")
    mark = blake2b(data, digest_size=4).hexdigest()
    return Asset(f"assets/{stem}.{mark}{dot}{ending}" if dot else f"assets/{name}.{mark}", data)


def _plainly(name: str, data: bytes) -> Asset:
    return Asset(f"assets/{name}", data)


def _stylesheet(
    name: str, data: bytes, assets: Mapping[str, Asset], layers: Mapping[str, Mapping[str, bytes]]
) -> bytes:
    """Point `url(…)` at the fingerprinted names and leave comments and indents out."""

    def linked(match: re.Match[str]) -> str:
        address = match[2]
        if ":" in address or address.startswith(("#", "/")):
            return match[0]
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
        if wanted not in assets:
            path, line = _place(name, address, layers)
            raise ThemeError(
                f"the stylesheet links {address!r}, which is no asset of the theme",
                path=path,
                line=line,
                hint=nearest(wanted, assets),
            )
        return f"url({posixpath.relpath(assets[wanted].path, posixpath.dirname(f'assets/{name}'))})"

    text = _SQUEEZE.sub(lambda match: match[1] or match[0][:1].strip("/"), data.decode("utf-8"))
    return _URL.sub(linked, text).encode("utf-8")


def _place(
    name: str, address: str, layers: Mapping[str, Mapping[str, bytes]]
) -> tuple[str, int | None]:
    """Return the file and the line where a stylesheet of one of the layers links an address."""
    for layer, files in layers.items():
        for number, row in enumerate(files.get(name, b"").splitlines(), 1):
            if address.encode() in row:
                return f"themes/{layer}/assets/{name}", number
    return f"assets/{name}", None


def _colours(schema: Iterable[Setting], values: Mapping[str, object]) -> bytes:
    """Return the colour settings as `--NAME` and `--NAME-dark`, readable on their backgrounds."""
    rules = []
    for setting in schema:
        if setting.type == "color":
            colour = str(values[setting.name])
            light, dark = (*(readable(colour, on) for on in setting.readable_on), colour, colour)[
                :2
            ]
            rules.append(f"--{setting.name}:{light};--{setting.name}-dark:{dark}")
    return f":root{{{';'.join(rules)}}}\n".encode() if rules else b""
