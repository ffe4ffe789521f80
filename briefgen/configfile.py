"""`briefgen.yml` in, Config out, every mistake told with its line."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, TypeVar, cast

from briefgen.errors import ConfigError, in_quotes, nearest
from briefgen.model.config import (
    Config,
    EditionsConfig,
    FeedsConfig,
    ImagesConfig,
    LimitsConfig,
    PublishConfig,
    SourceConfig,
    TopicConfig,
)
from briefgen.model.slug import slug_fault, slugify
from briefgen.model.urls import split_url, web_url
from briefgen.plainyaml import Fault, Fields, Mistakes, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from briefgen.model.article import Policy

__all__ = ["config_line", "parse_config", "read_config"]

Made = TypeVar("Made")

_POLICIES = ("full", "excerpt", "link")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*(?::[0-9]{1,5})?")
_FIELD = re.compile(r"\{(yyyy|mm|dd|slug)\}")
_SEGMENTS = re.compile(r"/(?:[\w~-][\w.~-]*/)+")
_BRANCH = re.compile(r"(?!-)(?!.*(?:\.\.|//|@\{|\.lock$|[/.]$))[\w.][\w./-]*")
# As the file CNAME takes it; a number alone at the end would make it an address of a machine.
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.)+[^\W\d_][\w-]{1,62}")
_WORDS = range(1, 100_001)
_ROWS = range(1, 1001)
_PIXELS = range(16, 10_001)
_KINDS = ("avif", "webp", "jpg")
_BYTES = range(1000, 1_000_000_001)


def read_config(path: Path) -> Config:
    """Read the site's `briefgen.yml`; ConfigError, or CombinedError for several mistakes."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ConfigError(
            "there is no briefgen.yml here",
            path=str(path),
            hint="run `briefgen init` for a new site, or name the site's folder",
        ) from None
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror}", path=str(path)) from None
    try:
        return parse_config(data.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"byte 0x{data[error.start]:02X} is not UTF-8",
            path=str(path),
            line=data.count(b"\n", 0, error.start) + 1,
            hint="save the file as UTF-8",
        ) from None


def config_line(path: Path, *trail: str) -> int | None:
    """Return the line of the value at `trail` in a `briefgen.yml`, or of what it stands in."""
    try:
        return Mistakes(ConfigError, str(path), path.read_text("utf-8-sig")).line(trail)
    except (OSError, ValueError, Fault):
        return None


def parse_config(text: str, path: str) -> Config:
    """Read the text of a `briefgen.yml`; `path` is what its mistakes are told with."""
    try:
        tree = parse(text, natural=("settings",))
    except Fault as fault:
        raise ConfigError(fault.message, path=path, line=fault.line, hint=fault.hint) from None
    mistakes = Mistakes(ConfigError, path, text)
    config = _config(Fields(tree.values, mistakes), tree.values.get("settings"))
    mistakes.tell()
    return config


def _config(take: Fields, settings: object) -> Config:
    take.refuse_unknown(_keys(Config))
    return _made(
        Config,
        title=take.required("title", 'write title: "The name of your briefing"'),
        url=_site_url(take),
        language=_language(take),
        timezone=_timezone(take),
        author=take.text("author"),
        description=take.lines("description"),
        theme=_theme(take),
        settings=_settings(take, settings),
        topics=_topics(take),
        sources=_sources(take),
        editions=_editions(take.section("editions")),
        feeds=_feeds(take.section("feeds")),
        images=_images(take.section("images")),
        limits=_limits(take.section("limits")),
        publish=_publish(take.section("publish")),
        permalink=_permalink(take),
        page_size=take.whole("page_size", within=_ROWS),
        search=take.flag("search"),
        policy=_policy(take),
        max_words=take.whole("max_words", within=_WORDS),
    )


def _topics(take: Fields) -> tuple[TopicConfig, ...]:
    rows = take.rows("topics", "title")
    topics = tuple(_topic(row) for row in rows)
    _refuse_doubles(rows, "title", [t.slug or (t.title and slugify(t.title)) for t in topics])
    return topics


def _topic(row: Fields) -> TopicConfig:
    row.refuse_unknown(_keys(TopicConfig))
    return _made(
        TopicConfig,
        title=row.required("title", "write - title: … or only - …"),
        slug=_topic_slug(row),
        keywords=row.texts_by_language("keywords"),
        sections=row.texts("sections"),
        description=row.lines("description"),
    )


def _sources(take: Fields) -> tuple[SourceConfig, ...]:
    rows = take.rows("sources", "name")
    sources = tuple(_source(row) for row in rows)
    _refuse_doubles(rows, "name", [source.name.casefold() for source in sources])
    return sources


def _source(row: Fields) -> SourceConfig:
    row.refuse_unknown(_keys(SourceConfig))
    return _made(
        SourceConfig,
        name=row.required("name", "write - name: …"),
        hosts=_hosts(row),
        url=_web_address(row, "url"),
        policy=_policy(row),
        max_words=row.whole("max_words", within=_WORDS),
        credit_format=row.text("credit_format"),
        feed=_web_address(row, "feed"),
    )


def _editions(take: Fields) -> EditionsConfig:
    take.refuse_unknown(_keys(EditionsConfig))
    return _made(EditionsConfig, every=take.choice("every", ("day", "week", "none")))


def _feeds(take: Fields) -> FeedsConfig:
    take.refuse_unknown(_keys(FeedsConfig))
    return _made(
        FeedsConfig,
        items=take.whole("items", within=_ROWS),
        content=take.choice("content", ("full", "excerpt")),
        link=take.choice("link", ("own", "source")),
    )


def _images(take: Fields) -> ImagesConfig:
    take.refuse_unknown(_keys(ImagesConfig))
    widths = sorted(set(take.wholes("widths", within=_PIXELS)))
    kinds = take.texts("kinds")
    for kind in kinds:
        if kind not in _KINDS:
            take.wrong("kinds", f"must be of {', '.join(_KINDS)}, not {kind!r}")
    if kinds and "jpg" not in kinds:
        take.wrong("kinds", "lacks jpg, which every browser can show", "add jpg to the list")
    return _made(
        ImagesConfig,
        widths=tuple(widths) or None,
        kinds=tuple(kind for kind in _KINDS if kind in kinds) or None,
        download=take.flag("download"),
    )


def _limits(take: Fields) -> LimitsConfig:
    take.refuse_unknown(_keys(LimitsConfig))
    return _made(
        LimitsConfig,
        article_bytes=take.whole("article_bytes", within=_BYTES),
    )


def _publish(take: Fields) -> PublishConfig:
    take.refuse_unknown(_keys(PublishConfig))
    branch, remote = take.text("branch"), take.text("remote")
    for key, value in (("branch", branch), ("remote", remote)):
        if value is not None and not _BRANCH.fullmatch(value):
            take.wrong(key, f"must be a name that git allows, not {in_quotes(value)}")
    mode = take.choice("mode", ("branch", "actions"))
    hub = _web_address(take, "hub")
    return _made(
        PublishConfig, mode=mode, branch=branch, remote=remote, domain=_domain(take), hub=hub
    )


def _domain(take: Fields) -> str | None:
    value = take.text("domain")
    if value is not None and not _DOMAIN.fullmatch(value):
        take.wrong(
            "domain", f"must be a domain alone, such as news.example.org, not {in_quotes(value)}"
        )
    return value


def _site_url(take: Fields) -> str:
    value = take.required("url", "write url: https://name.github.io/repo/")
    if not value:
        return value
    fault = _url_fault(value)
    if fault:
        take.wrong("url", f"{fault}: {in_quotes(value)}", "write url: https://name.github.io/repo/")
    return value if value.endswith("/") else f"{value}/"


def _url_fault(value: str) -> str | None:
    parts = split_url(value)
    if not any(parts):
        return "is no address"
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return "must be a whole address with https://"
    if parts.query or parts.fragment or "?" in value or "#" in value:
        return "must end with its path, without ? or #"
    if parts.username is not None:
        return "must hold no user name or password"
    if re.search(r"[\s\\<>\"{}|^`]", value) or {"..", "."} & set(parts.path.split("/")):
        return "holds what an address can't"
    return None


def _web_address(take: Fields, key: str) -> str | None:
    value = take.text(key)
    if value is not None and (fault := _address_fault(value)):
        take.wrong(key, f"{fault}: {in_quotes(value)}")
    return value


def _address_fault(value: str) -> str | None:
    return None if web_url(value) == value else "must be a whole address with https://"


def _language(take: Fields) -> str | None:
    value = take.text("language")
    if value is not None and not _LANGUAGE.fullmatch(value):
        take.wrong("language", f"must be a code such as en or pt-BR, not {in_quotes(value)}")
    return value


def _timezone(take: Fields) -> str | None:
    value = take.text("timezone")
    if value is not None and value not in _zones():
        take.wrong(
            "timezone",
            f"must be a name such as Europe/Paris, not {in_quotes(value)}",
            nearest(value, _zones()) if "/" in value else "",
        )
    return value


@cache
def _zones() -> frozenset[str]:
    # The system's own list differs from machine to machine and has names such as localtime.
    names = resources.files("tzdata").joinpath("zones").read_text("utf-8")
    return frozenset(names.split())


def _theme(take: Fields) -> str | None:
    value = take.text("theme")
    if value is not None and slug_fault(value):
        take.wrong("theme", f"must be the name of a theme's folder, not {in_quotes(value)}")
    return value


def _settings(take: Fields, settings: object) -> Mapping[str, object] | None:
    take.section("settings")
    return cast("Mapping[str, object]", settings) if isinstance(settings, dict) else None


def _topic_slug(row: Fields) -> str | None:
    value = row.text("slug")
    if value is not None and (fault := slug_fault(value)):
        row.wrong("slug", f"{fault}: {in_quotes(value)}", f"write slug: {slugify(value)}")
    return value


def _hosts(row: Fields) -> tuple[str, ...]:
    hosts = tuple(host.lower() for host in row.texts("hosts"))
    for host in hosts:
        if not _HOST.fullmatch(host):
            row.wrong("hosts", f"must be names such as example.org, not {in_quotes(host)}")
    return hosts


def _permalink(take: Fields) -> str | None:
    value = take.text("permalink")
    if value is None:
        return None
    plain = _FIELD.sub("x", value)
    if "{" in plain or "}" in plain:
        take.wrong(
            "permalink", f"knows {{yyyy}} {{mm}} {{dd}} {{slug}} only, not {in_quotes(value)}"
        )
    elif "{slug}" not in value:
        take.wrong("permalink", "must hold {slug}, or two articles of a day are one address")
    elif not _SEGMENTS.fullmatch(plain):
        take.wrong(
            "permalink",
            f"must begin and end with / and hold plain words, not {in_quotes(value)}",
            "write permalink: /{yyyy}/{mm}/{dd}/{slug}/",
        )
    return value


def _policy(take: Fields) -> Policy | None:
    return cast("Policy | None", take.choice("policy", _POLICIES))


def _refuse_doubles(rows: Iterable[Fields], key: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for row, name in zip(rows, names, strict=True):
        if name and name in seen:
            row.wrong(key, f"names {in_quotes(name)} a second time", "take one of the two out")
        seen.add(name)


@cache
def _keys(kind: type) -> tuple[str, ...]:
    return tuple(row.name for row in fields(kind))


def _made(kind: Callable[..., Made], **values: object) -> Made:
    """Make a value of `kind`, leaving what is None to its default."""
    return kind(**{key: value for key, value in values.items() if value is not None})
