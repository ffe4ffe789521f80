"""A theme as it is loaded: its templates and words, its settings' values, its published files."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.values import dataclass

__all__ = ["Asset", "Setting", "Theme"]


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of a theme as it is published: its path within the site and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a theme lets the site choose.

    `type` is text, color, bool, int, choice, list or links. `choices` are those of a
    choice; `readable_on` the light and the dark background a colour must be readable on.
    """

    name: str
    type: str = "text"
    default: object = ""
    help: str = ""
    choices: tuple[str, ...] = ()
    readable_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, ready to render: its files, its settings' values, its published assets.

    `layers` are the names of its folders in lookup order: overrides, the theme, its parents.
    `templates` holds their texts by "layer/file". `assets` holds what is published by name.
    `words` holds the texts of its catalogues by language, in lookup order. `digest` stands for all
    of it and for no place on this machine.
    """

    name: str
    version: str
    layers: tuple[str, ...]
    templates: Mapping[str, str]
    schema: tuple[Setting, ...]
    settings: Mapping[str, object]
    assets: Mapping[str, Asset]
    words: Mapping[str, tuple[str, ...]]
    digest: str
