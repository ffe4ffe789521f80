"""Many mistakes and notices of one kind, on whole sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import write_files
from test_cli import briefgen

if TYPE_CHECKING:
    from pathlib import Path

SITE = "-- briefgen.yml --\ntitle: Test\nurl: https://test.example/\n"


def articles(folder: Path, number: int, head: str) -> None:
    """A site with articles that have this in their front matter."""
    rows = "".join(
        f"-- content/articles/a{n}.md --\n---\ntitle: On {n}\ndate: 2026-01-02\n{head.format(n=n)}\n---\nWord {n}.\n"
        for n in range(number)
    )
    write_files(folder, SITE + rows)


@pytest.mark.parametrize("verb", ["check", "build"])
@pytest.mark.parametrize(
    ("head", "kind"),
    [("toppic: Rail", "front-matter-key-unknown"), ("draft: perhaps{n}", "must be true or false")],
)
def test_one_mistake_in_many_files_is_three_lines_and_a_number(
    tmp_path: Path, verb: str, head: str, kind: str
) -> None:
    """However the values differ; `check --all` lists them all."""
    articles(tmp_path, 40, head)
    said = briefgen(verb, cwd=tmp_path)
    assert said.err.count(kind) == 3 + (verb == "check" and "unknown" in kind)
    assert "and in 37 more files; briefgen check --all lists them" in said.err
    assert briefgen("check", "--all", cwd=tmp_path).err.count(kind) >= 40


def test_few_of_one_kind_are_all_listed(tmp_path: Path) -> None:
    """Five are no crowd."""
    articles(tmp_path, 5, "toppic: Rail")
    said = briefgen("build", cwd=tmp_path)
    assert said.err.count("front-matter-key-unknown") == 5
    assert "more" not in said.err


def test_other_kinds_are_listed_beside_a_crowd(tmp_path: Path) -> None:
    """A mistake that stands alone is never left out."""
    articles(tmp_path, 20, "toppic: Rail")
    (tmp_path / "content/articles/z.md").write_text("---\ntitle: Z\nphoto: images/p.jpg\n---\n")
    (tmp_path / "content/images").mkdir()
    (tmp_path / "content/images/p.jpg").write_bytes(b"no picture")
    said = briefgen("build", cwd=tmp_path)
    assert "hint: write /images/p.jpg: the path of that file begins under content/" in said.err
