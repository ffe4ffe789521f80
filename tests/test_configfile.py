from __future__ import annotations

from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefgen
from briefgen.configfile import parse_config, read_config
from briefgen.errors import BriefgenError, CombinedError, ConfigError
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

FULL = """
title: 2024
url: https://quay.example/repo
language: pt-BR
timezone: Europe/Lisbon
author: The desk
description: Ports, daily.
theme: wire
settings:
  accent: "#004080"
  wide: true
  columns: 3
  menu: [a, {b: no}]
topics:
  - Ports
  - title: Rail
    slug: trains
    keywords: [train, track]
    description: All on rails.
sources:
  - The Quay
  - name: Harbour News
    hosts: [Harbour.example, www.harbour.example]
    url: https://harbour.example/
    policy: excerpt
    max_words: 60
    credit_format: "{creator}/Harbour"
    feed: https://harbour.example/feed.xml
editions: {every: week}
feeds: {items: 20, content: excerpt, link: source}
images: {widths: [960, 480], download: yes}
limits: {article_bytes: 1000000}
publish: {mode: actions, branch: pages, remote: upstream, domain: n.example.org, hub: https://hub.example/}
permalink: /a/{yyyy}/{slug}/
page_size: 12
search: true
policy: link
max_words: 50
"""


def mistakes(text: str) -> list[tuple[int | None, str, str]]:
    """Return line, words and hint of each mistake below a title (line 1) and a url (line 2)."""
    with pytest.raises(BriefgenError) as caught:
        parse_config(f"title: A\nurl: https://a.example/\n{text}", "briefgen.yml")
    error = caught.value
    errors = error.errors if isinstance(error, CombinedError) else (error,)
    return [(error.line, error.message, error.hint) for error in errors]


def test_every_setting_is_read() -> None:
    """All keys have their place in Config; a title may be a number, a country code no truth."""
    assert parse_config(FULL, "briefgen.yml") == Config(
        title="2024",
        url="https://quay.example/repo/",
        language="pt-BR",
        timezone="Europe/Lisbon",
        author="The desk",
        description="Ports, daily.",
        theme="wire",
        settings={"accent": "#004080", "wide": True, "columns": 3, "menu": ["a", {"b": "no"}]},
        topics=(
            TopicConfig("Ports"),
            TopicConfig("Rail", "trains", (("", ("train", "track")),), "All on rails."),
        ),
        sources=(
            SourceConfig("The Quay"),
            SourceConfig(
                "Harbour News",
                ("harbour.example", "www.harbour.example"),
                "https://harbour.example/",
                "excerpt",
                60,
                "{creator}/Harbour",
                "https://harbour.example/feed.xml",
            ),
        ),
        editions=EditionsConfig("week"),
        feeds=FeedsConfig(20, "excerpt", "source"),
        images=ImagesConfig((480, 960), download=True),
        limits=LimitsConfig(1_000_000),
        publish=PublishConfig(
            "actions", "pages", "upstream", "n.example.org", "https://hub.example/"
        ),
        permalink="/a/{yyyy}/{slug}/",
        page_size=12,
        search=True,
        policy="link",
        max_words=50,
    )


def test_the_full_example_leaves_no_setting_out() -> None:
    """Each field of Config stands in the example above, so none is forgotten."""
    assert all(f"\n{row.name}:" in FULL for row in fields(Config))


def test_two_settings_are_enough() -> None:
    """Title and address are needed, the rest has defaults."""
    assert parse_config("title: A\nurl: http://localhost:8000\n", "b.yml") == Config(
        "A", "http://localhost:8000/"
    )


def test_title_and_address_are_needed() -> None:
    """An empty file is told what it lacks."""
    with pytest.raises(CombinedError, match=r"(?s)title is missing.*url is missing"):
        parse_config("", "briefgen.yml")


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("timezon: UTC", 3, "timezon is not a setting", "did you mean timezone?"),
        ("feeds:\n  itms: 3", 4, "feeds.itms is not a setting", "did you mean items?"),
        ("topics:\n  - titel: A", 4, "topics.titel is not a setting", "did you mean title?"),
        ("sources:\n  - name: A\n    host: a", 5, "sources.host is not a", "did you mean hosts?"),
        ("timezone: CET+1", 3, "a name such as Europe/Paris, not 'CET+1'", ""),
        ("timezone: Europe/Pariss", 3, "timezone must be", "did you mean Europe/Paris?"),
        ("timezone: ../../etc/passwd", 3, "timezone must be", ""),
        ("timezone: Europe", 3, "timezone must be", ""),
        ("timezone: localtime", 3, "timezone must be", ""),
        ("language: English!", 3, "language must be a code such as en", ""),
        ("policy: excerp", 3, "must be full, excerpt or link", "did you mean excerpt?"),
        ("page_size: many", 3, 'a whole number from 1 to 1000, not "many"', ""),
        ("page_size: 0", 3, "a whole number from 1 to 1000", ""),
        (f"page_size: {'9' * 5000}", 3, "a whole number from 1 to 1000", ""),
        ("limits: {seconds: 2}", 3, "limits.seconds is not a setting", "known are article_bytes"),
        ("limits: fast", 3, "limits must have lines of its own", ""),
        ("feeds: [a]", 3, "feeds must have lines of its own", ""),
        ("topics: {a: b}", 3, "topics.a is not a setting", "known are"),
        ("topics:\n  - [a]", 4, "a row of topics must be a text or a map", ""),
        ("topics:\n  - Rail\n  - rail", 5, "names 'rail' a second time", "take one"),
        ("topics:\n  - title: A\n    slug: a/b", 5, "topics.slug holds '/'", "a-b"),
        ("sources: [A, a]", 3, "names 'a' a second time", "take one"),
        ("sources:\n  - name: A\n    hosts: https://a.example/", 5, "such as example.org", ""),
        ("sources:\n  - name: A\n    url: a.example", 5, "a whole address with https://", ""),
        ("permalink: /{year}/{slug}/", 3, "knows {yyyy} {mm} {dd} {slug} only", ""),
        ("permalink: /{yyyy}/", 3, "permalink must hold {slug}", ""),
        ("permalink: /../{slug}/", 3, "must begin and end with /", "/{yyyy}/{mm}"),
        ("permalink: '{slug}.html'", 3, "must begin and end with /", "/{yyyy}/{mm}"),
        ("theme: ../x", 3, "theme must be the name of a theme's folder", ""),
        ("settings: a", 3, "settings must have lines of its own", ""),
        ("publish: {branch: --force}", 3, "a name that git allows", ""),
        ("publish: {remote: 'a b'}", 3, "a name that git allows", ""),
        ("publish: {domain: 'https://a.example/'}", 3, "publish.domain must be a domain alone", ""),
        ("publish: {domain: 127.0.0.1}", 3, "publish.domain must be a domain alone", ""),
        ("publish: {domain: a b.example}", 3, "publish.domain must be a domain alone", ""),
        ("publish: {hub: hub.example}", 3, "a whole address with https://", ""),
        ("images: {widths: [0]}", 3, "images.widths must be whole numbers from 16", ""),
        ("author: [a, b]", 3, "author must be one text, not a list", ""),
        ("title: B", 3, "title is written twice: first on line 1", "keep one"),
        ("theme: &a wire", 3, "anchor", "put quotes"),
        ("\tauthor: A", 3, "a tab stands where spaces are needed", "spaces"),
    ],
)
def test_a_mistake_is_told_in_a_curator_s_words(
    text: str, line: int, message: str, hint: str
) -> None:
    """Each mistake has its line, what is wrong and what may be meant."""
    (found_line, found, found_hint), *_ = mistakes(text)
    assert found_line == line
    assert message in found
    assert hint in found_hint


def test_all_mistakes_are_told_together() -> None:
    """One look at the file is enough to mend it."""
    assert [line for line, _, _ in mistakes("timezone: x\npolicy: y\nfeeds:\n  items: z\n")] == [
        3,
        6,
        4,
    ]


@pytest.mark.parametrize(
    "url",
    [
        "a.example/repo",
        "ftp://a.example/",
        "https://",
        "https:///repo/",
        "https://a.example/?x=1",
        "https://a.example/#top",
        "https://me:secret@a.example/",
        "https://a.example/a/../b/",
        "'https://a.example/a b/'",
        "'https://[a'",
        "https://a.example:port/",
        "javascript:alert(1)",
    ],
)
def test_the_site_s_address_is_whole(url: str) -> None:
    """What can't stand before a permalink is refused."""
    with pytest.raises(ConfigError, match="url"):
        parse_config(f"title: A\nurl: {url}\n", "briefgen.yml")


def test_a_missing_file_names_the_way_out(tmp_path: Path) -> None:
    """Where there is no site, `init` makes one."""
    with pytest.raises(ConfigError, match="briefgen init"):
        read_config(tmp_path / "briefgen.yml")


def test_a_file_of_any_editor_is_read(tmp_path: Path) -> None:
    """Byte order mark and Windows line ends are no matter."""
    path = tmp_path / "briefgen.yml"
    path.write_bytes(b"\xef\xbb\xbftitle: A\r\nurl: https://a.example\r\n")
    assert read_config(path) == Config("A", "https://a.example/")


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    """The byte and its line are named."""
    path = tmp_path / "briefgen.yml"
    path.write_bytes(b"title: A\nauthor: Ren\xe9\n")
    with pytest.raises(ConfigError, match="byte 0xE9") as caught:
        read_config(path)
    assert caught.value.line == 2


def test_a_folder_is_no_config(tmp_path: Path) -> None:
    """What can't be opened is told, not traced."""
    with pytest.raises(ConfigError, match="can't be read"):
        read_config(tmp_path)


@given(st.text(max_size=200))
def test_any_text_is_a_config_or_an_error(text: str) -> None:
    """No text makes the reader fail in another way."""
    with suppress(BriefgenError):
        parse_config(f"title: A\nurl: https://a.example/\n{text}", "briefgen.yml")


def test_the_manual_names_every_setting() -> None:
    """No setting is left out of docs/configure.md."""
    manual = (Path(briefgen.__file__).parents[1] / "docs/configure.md").read_text("utf-8")
    groups = {"editions": EditionsConfig, "feeds": FeedsConfig, "images": ImagesConfig}
    groups |= {"limits": LimitsConfig, "publish": PublishConfig}
    for name, kind in groups.items():
        for row in fields(kind):
            assert f"`{name}.{row.name}`" in manual
    for row in fields(Config):
        assert f"`{row.name}" in manual
    for row in (*fields(TopicConfig), *fields(SourceConfig)):
        assert f"{row.name}: " in manual


def test_kinds_of_photos_are_chosen_in_the_best_order() -> None:
    """Whatever the order they are written in, browsers are offered the best first; jpg has to be there."""
    head = "title: T\nurl: https://t.example/\nimages:\n  kinds: "
    assert parse_config(f"{head}[jpg, webp, avif]", "b.yml").images.kinds == ("avif", "webp", "jpg")
    assert parse_config(f"{head}jpg", "b.yml").images.kinds == ("jpg",)
    assert parse_config("title: T\nurl: https://t.example/\n", "b.yml").images.kinds == (
        "avif",
        "jpg",
    )
    for kinds, told in (
        ("[gif, jpg]", "must be of avif, webp, jpg, not 'gif'"),
        ("[avif]", "lacks jpg"),
    ):
        with pytest.raises(BriefgenError, match=told):
            parse_config(head + kinds, "b.yml")
