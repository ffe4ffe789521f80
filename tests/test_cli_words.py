"""The words of `briefgen build` choose the same with and without click."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.build import Order
from briefgen.build.look import Asked, asked_digest, told_place
from briefgen.cli import words as module
from briefgen.cli.build import build
from briefgen.cli.building import _asked
from briefgen.cli.tell import tell
from briefgen.cli.words import BUILD, Choice, plain_build

WORDS = (
    *(word for option in BUILD for word in option.words),
    *(
        "site",
        "a/b/",
        "./c",
        "//d",
        "/e/../f",
        "",
        "-",
        "--",
        "-x",
        "--str",
        "-qo",
        "--jobs=2",
        "2",
        "-2",
        "٢",
    ),
    *(
        "--output=x/",
        "--output=",
        "-o=x",
        "--quiet=1",
        "--base-url=https://a.example/",
        "-h",
        "--help",
    ),
)


def by_click(words: list[str]) -> Choice | None:
    """Return what click takes words for; None for a mistake or help."""
    try:
        with build.make_context("build", [*words]) as context:
            chosen = dict(context.params)
    except (click.ClickException, click.exceptions.Exit):
        return None
    output = chosen.pop("output")
    folder = os.fspath(chosen.pop("folder"))
    return Choice(folder=folder, output=output and os.fspath(output), **chosen)


@given(st.lists(st.sampled_from(WORDS), max_size=5))
def test_plain_words_choose_what_click_takes_them_for(words: list[str]) -> None:
    """Whatever is not left to click."""
    plain = plain_build(["build", *words])
    assert plain is None or plain == by_click(words)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["-q"],
        ["site", "--strict", "--drafts", "--future", "--clean", "--changes", "--timings"],
        [
            "--output",
            "out/",
            "-q",
            "--jobs",
            "2",
            "--base-url",
            "https://a.example/b/",
            "/srv//site/",
        ],
        ["--output=out", "--jobs=0"],
    ],
)
def test_common_words_are_plain(words: list[str]) -> None:
    """They are taken without click, to the same."""
    assert plain_build(["build", *words]) == by_click(words) is not None


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--help"],
        ["buidl"],
        ["build", "--help"],
        ["build", "a", "b"],
        ["build", "--jobs", "x"],
        ["check"],
    ],
)
def test_everything_else_is_left_to_click(words: list[str]) -> None:
    """Help, mistakes and other verbs."""
    assert plain_build(words) is None


@pytest.mark.parametrize(
    "environment", [{"SOURCE_DATE_EPOCH": "soon"}, {"_BRIEFGEN_COMPLETE": "bash_source"}]
)
def test_the_environment_may_ask_for_click(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a mistake, or to complete words."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert plain_build(["build"]) is None


def test_a_choice_has_a_field_for_each_option() -> None:
    """The table is all there is."""
    assert {option.name for option in BUILD} | {"folder"} == set(module.Choice.__match_args__)


@pytest.mark.parametrize(
    "words", [[], ["a"], ["a/b/", "-o", "c/"], ["/"], ["/a", "--strict", "--base-url", "x"]]
)
def test_what_is_asked_is_what_an_order_asks(words: list[str]) -> None:
    """A look made of texts finds the record of a build that was given paths."""
    choice = plain_build(["build", *words])
    assert choice is not None
    asked = _asked(choice)
    order = Order(
        Path(choice.folder),
        asked.now,
        output=Path(choice.output) if choice.output else None,
        base_url=choice.base_url,
        strict=choice.strict,
    )
    assert (asked.site, asked.kept) == (str(order.site), str(order.kept))
    assert (asked_digest(asked), told_place(asked)) == (asked_digest(order), told_place(order))
    assert isinstance(asked, Asked)


@pytest.mark.parametrize("text", ["all is well", "a\tb", "a\x1b[31mb", "鐘", "a\nb", ""])
def test_a_line_is_told_as_click_tells_it(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into a file, with and without click."""
    told = []
    for kind in (io.TextIOWrapper, type("Other", (io.TextIOWrapper,), {})):
        stream = kind(io.BytesIO(), encoding="utf-8", newline="")
        monkeypatch.setattr(sys, "stderr", stream)
        tell(text, colour="green")
        told.append(stream.buffer.getvalue())
    assert told[0] == told[1] != b""


def ran(words: list[str], folder: Path, **environment: str) -> tuple[int, str, str]:
    """Run a command line as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_mistakes_are_told_and_end_as_with_click(tmp_path: Path) -> None:
    """No site, a broken setting, no right to write: the same words and exit code."""
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad/briefgen.yml").write_text("title: [\n")
    for words in (["build", "bad"], ["build", "none"], ["build", "bad", "-o", "bad/briefgen.yml"]):
        plain, through_click = ran(words, tmp_path), ran([*words, "--"], tmp_path)
        assert plain == through_click
        assert plain[0] == 1
        assert "Traceback" not in plain[2]
