from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from publish.worlds import PAGE

from briefgen.publish import GateError, Limits, Problem, look_over, refuse

if TYPE_CHECKING:
    from pathlib import Path

START = PAGE.format(build="b1", title="Harbour")


def site(folder: Path, **files: str | bytes) -> Path:
    """Write a site with a start page; double underscores in a name stand for slashes."""
    for path, content in {"index.html": START, **files}.items():
        place = folder / path.replace("__", "/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def stopping(folder: Path) -> list[tuple[str, str | None]]:
    """Return the codes and paths that stop a publish."""
    return [(found.code, found.path) for found in look_over(folder).problems if found.stops]


def test_good_site_passes(tmp_path: Path) -> None:
    """A plain site has no problems; its files, bytes and build are counted."""
    found = look_over(site(tmp_path, **{"a.css": "x" * 10}))
    assert found.ok
    assert (found.files, found.size, found.build, found.problems) == (2, len(START) + 10, "b1", ())


def test_missing_or_empty_folder_is_refused(tmp_path: Path) -> None:
    """Nothing to publish is a problem, not an empty publish."""
    (tmp_path / "empty").mkdir()
    assert stopping(tmp_path / "empty") == [("empty", None)]
    assert stopping(tmp_path / "nowhere") == [("empty", None)]


def test_site_without_start_page_is_refused(tmp_path: Path) -> None:
    """A site needs an index.html at the top."""
    (tmp_path / "about.html").write_text("x", "utf-8")
    assert stopping(tmp_path) == [("no-index", None)]


def test_links_are_refused_and_not_followed(tmp_path: Path) -> None:
    """A link to a file or a folder is named; what it leads to is not read."""
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / ".env").write_text("A=1", "utf-8")
    made = site(tmp_path / "site")
    (made / "folder").symlink_to(tmp_path / "private")
    (made / "file").symlink_to("index.html")
    assert stopping(made) == [("symlink", "file"), ("symlink", "folder")]


def test_pipes_are_refused(tmp_path: Path) -> None:
    """What is neither file nor folder can't be published, and is not opened."""
    os.mkfifo(site(tmp_path) / "pipe")
    assert stopping(tmp_path) == [("special", "pipe")]


def test_file_over_100_mb_is_refused(tmp_path: Path) -> None:
    """GitHub takes no file over 100 MiB; one over 50 MiB is told."""
    made = site(tmp_path)
    for name, size in (("big.zip", 100 << 20), ("huge.zip", (100 << 20) + 1), ("ok.zip", 50 << 20)):
        with (made / name).open("wb") as file:
            file.truncate(size)
    assert [(p.path, p.stops) for p in look_over(made).problems] == [
        ("big.zip", False), ("huge.zip", True),
    ]  # fmt: skip


@pytest.mark.parametrize(("weight", "told"), [(79, []), (85, [False]), (101, [True])])
def test_weight_of_the_site(tmp_path: Path, weight: int, told: list[bool]) -> None:
    """Near the limit is a warning, above it a refusal."""
    made = site(tmp_path, **{"a.txt": "x" * (weight * 100 - len(START))})
    found = look_over(made, limits=Limits(site=10_000)).problems
    assert [(problem.code, problem.stops) for problem in found] == [
        ("large-site", stops) for stops in told
    ]


def test_twins_in_case_are_refused(tmp_path: Path) -> None:
    """Files or folders that differ in case only are one on a Mac or Windows."""
    made = site(tmp_path, About__index="x", about__other="x", **{"x.txt": "", "X.txt": ""})
    assert stopping(made) == [("case-twins", "about"), ("case-twins", "x.txt")]


def test_twins_in_accents_are_refused(tmp_path: Path) -> None:
    """The same letters composed and decomposed are one name on a Mac."""
    made = site(tmp_path, **{"\u00e9t\u00e9.txt": "x", "e\u0301te\u0301.txt": "x"})
    assert [code for code, _ in stopping(made)] == ["case-twins"]


@pytest.mark.parametrize("name", [b"tab\t.txt", b"line\nbreak", b"latin-\xe9.txt"])
def test_names_that_fit_no_address_are_refused(tmp_path: Path, name: bytes) -> None:
    """Control characters and bytes that are no text can't stand in an address."""
    made = site(tmp_path)
    (made / os.fsdecode(name)).write_text("x", "utf-8")
    (found,) = look_over(made).problems
    assert found.code == "bad-name"
    assert str(found).isprintable() or "\n  hint" in str(found)


def test_preview_build_is_refused(tmp_path: Path) -> None:
    """A page that carries the preview's mark stops the publish, wherever it lies."""
    page = PAGE.format(build="preview-7", title="Draft")
    made = site(tmp_path, a__b=page, **{"draft.html": page})
    assert stopping(made) == [("preview", None)]


@pytest.mark.parametrize(
    "mark",
    [
        '<meta name="briefgen" content="preview">',
        '<script src="/_briefgen/client.js" defer></script>',
    ],
)
def test_page_saved_from_the_preview_is_refused(tmp_path: Path, mark: str) -> None:
    """What the preview server adds to a page stops the publish, whatever build made the page."""
    assert stopping(site(tmp_path, **{"saved.html": START + mark})) == [("preview", None)]


def test_article_about_the_mark_is_no_preview(tmp_path: Path) -> None:
    """The mark quoted as text in an article is not the mark."""
    quoted = START + "<pre>&lt;meta name=briefgen-build content=preview&gt;</pre>"
    assert look_over(site(tmp_path, **{"how.html": quoted})).ok


@pytest.mark.parametrize("count", [1, 45])
def test_refusal_tells_every_problem_once(count: int) -> None:
    """One error tells what stops, with hints, and how many more when they are many."""
    problems = [Problem("secret", "a key", f"f{n}", "remove it") for n in range(count)]
    with pytest.raises(GateError) as caught:
        refuse([*problems, Problem("large-site", "heavy", stops=False)])
    assert caught.value.exit_code == 3
    assert "f0: a key [secret]\n  hint: remove it" in caught.value.message
    assert "heavy" not in caught.value.message
    assert ("and 25 more" in caught.value.message) == (count > 20)


def test_warnings_refuse_nothing() -> None:
    """Problems that only warn let a publish go on."""
    refuse([Problem("large-site", "heavy", stops=False)])
