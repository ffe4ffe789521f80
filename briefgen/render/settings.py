"""A theme's settings: its schema from theme.yml, and the site's values checked against it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefgen.errors import ConfigError, ThemeError, nearest
from briefgen.model.theme import Setting

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["checked", "read_schema"]

_CONFIG = "briefgen.yml"
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_KEYS = ("type", "default", "help", "choices", "readable_on")
_EMPTY: dict[str, object] = {
    "text": "",
    "color": "#000000",
    "bool": False,
    "int": 0,
    "choice": "",
    "list": (),
    "links": (),
}


def read_schema(raw: object, path: str, line_of: Callable[..., int | None]) -> tuple[Setting, ...]:
    """Read `settings:` of a theme.yml; `path` and `line_of` tell where, in errors."""
    if not isinstance(raw, Mapping):
        raise ThemeError(
            f"settings must be a table, not {raw!r}",
            path=path,
            line=line_of("settings"),
            hint="write settings: {accent: {type: color, default: '#a4161a'}}",
        )
    return tuple(_setting(str(name), facts, path, line_of) for name, facts in raw.items())


def _setting(name: str, facts: object, path: str, line_of: Callable[..., int | None]) -> Setting:
    where = f"settings: {name}"

    def line(*key: str) -> int | None:
        return line_of("settings", name, *key)

    if not isinstance(facts, Mapping):
        raise ThemeError(f"{where} must be a table, not {facts!r}", path=path, line=line())
    for key in facts:
        if key not in _KEYS:
            raise ThemeError(
                f"{where} has an unknown key {key!r}",
                path=path,
                line=line(str(key)),
                hint=nearest(str(key), _KEYS) or f"a setting has: {', '.join(_KEYS)}",
            )
    kind = str(facts.get("type", "text"))
    if kind not in _EMPTY:
        raise ThemeError(
            f"{where} has an unknown type {kind!r}",
            path=path,
            line=line("type"),
            hint=nearest(kind, _EMPTY) or f"write one of: {' '.join(_EMPTY)}",
        )
    bare = Setting(
        name,
        kind,
        help=str(facts.get("help", "")),
        choices=tuple(str(choice) for choice in facts.get("choices", ())),
        readable_on=tuple(str(colour) for colour in facts.get("readable_on", ())),
    )
    default, fault = _read(bare, facts.get("default", _EMPTY[kind]))
    if fault and "default" in facts:
        raise ThemeError(f"the default of {where} {fault}", path=path, line=line("default"))
    return Setting(bare.name, kind, default, bare.help, bare.choices, bare.readable_on)


def checked(
    schema: tuple[Setting, ...],
    given: Mapping[str, object],
    *,
    theme: str,
    line_of: Callable[..., int | None],
) -> dict[str, object]:
    """Return every setting's value: the site's where given, else the theme's default."""
    known = {setting.name: setting for setting in schema}
    for name in given:
        if name not in known:
            raise ConfigError(
                f"the theme {theme} has no setting {name!r}",
                path=_CONFIG,
                line=line_of("settings", name),
                hint=nearest(name, known) or f"it has: {', '.join(known) or 'none'}",
            )
    return {name: _value(setting, given, line_of) for name, setting in known.items()}


def _value(
    setting: Setting, given: Mapping[str, object], line_of: Callable[..., int | None]
) -> object:
    # A key left empty in YAML is null: the curator means "as it was".
    if given.get(setting.name) is None:
        return setting.default
    value, fault = _read(setting, given[setting.name])
    if fault:
        raise ConfigError(
            f"the setting {setting.name} {fault}",
            path=_CONFIG,
            line=line_of("settings", setting.name),
            hint=setting.help,
        )
    return value


def _read(setting: Setting, value: object) -> tuple[object, str]:
    """Return the value as themes see it, and "" or what is wrong with it."""
    match setting.type:
        case "text":
            good = isinstance(value, str)
            return value, "" if good else f"must be text, not {value!r}; put quotes round it"
        case "bool":
            good = isinstance(value, bool)
            return value, "" if good else f"must be true or false, not {value!r}"
        case "int":
            good = isinstance(value, int) and not isinstance(value, bool)
            return value, "" if good else f"must be a whole number, not {value!r}"
        case "color":
            good = isinstance(value, str) and _COLOUR.fullmatch(value) is not None
            return value, "" if good else f"must be a colour such as '#a4161a', not {value!r}"
        case "choice":
            good = value in setting.choices
            return value, "" if good else _no_choice(setting, value)
        case "list":
            return _read_list(value)
        case _:
            return _read_links(value)


def _no_choice(setting: Setting, value: object) -> str:
    near = nearest(str(value), setting.choices)
    return f"must be one of {', '.join(setting.choices)}, not {value!r}" + (near and f"; {near}")


def _read_list(value: object) -> tuple[object, str]:
    if isinstance(value, list | tuple) and all(isinstance(row, str) for row in value):
        return tuple(value), ""
    return value, f"must be a list of texts, not {value!r}"


def _read_links(value: object) -> tuple[object, str]:
    if not isinstance(value, list | tuple):
        return value, f"must be a list of {{title, url}}, not {value!r}"
    links = []
    for row in value:
        if not isinstance(row, Mapping) or {*row} != {"title", "url"}:
            return value, f"must be a list of {{title, url}}, not {row!r}"
        title, url = str(row["title"]), str(row["url"]).strip()
        scheme = _SCHEME.match(url)
        if scheme and scheme[1].lower() not in {"http", "https"}:
            return value, f"must link to https addresses or paths of the site, not {url!r}"
        links.append({"title": title, "url": url})
    return tuple(links), ""
