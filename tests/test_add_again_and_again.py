"""`briefgen add` of one folder, again and again: cut short, changed, deleted. Real runs."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import write_files
from test_cli import SITE, Said, briefgen, filed

if TYPE_CHECKING:
    from pathlib import Path

MANY = 120


def story(name: str) -> str:
    """Return a text whose words no other has."""
    words = [f"{name}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    first, second = " ".join(words), " ".join(reversed(words))
    return f"The {name} opens\n\nThe {name} opened on Monday, {first}, they said.\n\nNobody {second} was left behind on the quay.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A site and a folder of texts."""
    write_files(tmp_path, SITE)
    saved = tmp_path / "saved"
    saved.mkdir()
    for name in ("harbour", "library", "museum"):
        (saved / f"{name}.txt").write_text(story(name))
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    """Every article of a site with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted((folder / "content").rglob("*.md"))
    }


def article(folder: Path, name: str) -> Path:
    """The file of an article."""
    (path,) = (folder / "content").rglob(f"*{name}*.md")
    return path


def cleaned(said: Said) -> bool:
    """Whether anything was cleaned."""
    return "filed" in said.out or "the same" in said.err


def test_a_folder_given_again_is_told_and_not_cleaned(desk: Path) -> None:
    """Each file is named with its article; a file that holds none is told again."""
    (desk / "saved/bad.html").write_bytes(
        b"<html><body><nav><a href=/>Home</a></nav></body></html>"
    )
    first = briefgen("add", "saved", cwd=desk)
    assert (first.code, len(filed(first))) == (1, 3)
    before = files(desk)
    again = briefgen("add", "saved", cwd=desk)
    assert (again.code, again.out) == (1, "")
    assert again.err.count("(taken before)") == 3
    assert f"saved/museum.txt is {article(desk, 'museum').relative_to(desk)}" in again.err
    assert re.findall("error: .*", again.err) == re.findall("error: .*", first.err)
    assert files(desk) == before
    (desk / "saved/tower.txt").write_text(story("tower"))
    assert len(filed(briefgen("add", "saved", cwd=desk))) == 1


def test_a_deleted_article_stays_deleted_until_its_file_is_named(desk: Path) -> None:
    """A folder does not bring it back; the file itself does."""
    briefgen("add", "saved", cwd=desk)
    gone = article(desk, "library")
    gone.unlink()
    said = briefgen("add", "saved", cwd=desk)
    assert filed(said) == []
    assert f"left out: saved/library.txt: you deleted {gone.relative_to(desk)}" in said.err
    assert "hint: name a file itself to have its article again" in said.err
    assert filed(briefgen("add", "saved/library.txt", cwd=desk)) == [gone.name]


def test_a_moved_article_is_where_it_is_now(desk: Path) -> None:
    """A curator may file an article elsewhere."""
    briefgen("add", "saved", cwd=desk)
    article(desk, "library").rename(desk / "content/my-library.md")
    said = briefgen("add", "saved", cwd=desk)
    assert "saved/library.txt is content/my-library.md (taken before)" in said.err
    assert filed(said) == []


def test_a_changed_file_is_told_until_it_is_taken_over(desk: Path) -> None:
    """What is new in it comes with --again, though a text has no address to know it by."""
    briefgen("add", "saved", cwd=desk)
    source, place = desk / "saved/library.txt", article(desk, "library")
    source.write_text(
        source.read_text() + "\nA reading room for children opens there in the autumn.\n"
    )
    for _ in range(2):
        said = briefgen("add", "saved", cwd=desk)
        assert filed(said) == []
        assert (
            "hint: this file has changed since it was taken: briefgen add --again saved/library.txt"
            in said.err
        )
    assert "reading room" not in place.read_text()
    said = briefgen("add", "--again", "saved/library.txt", cwd=desk)
    assert f"cleaned again: {place.relative_to(desk)}" in said.out
    assert "reading room" in place.read_text()
    assert briefgen("add", "saved", cwd=desk).err.count("(taken before)") == 3


def test_many_taken_before_are_counted(desk: Path) -> None:
    """Ten are named, the others counted."""
    for number in range(11):
        (desk / f"saved/more{number}.txt").write_text(story(f"more{number}"))
    briefgen("add", "saved", cwd=desk)
    said = briefgen("add", "saved", cwd=desk)
    assert said.err.count("(taken before)") == 10
    assert "and 4 more that were taken before" in said.err


def test_a_run_cut_short_goes_on_where_it_stopped(desk: Path) -> None:
    """Ctrl-C leaves whole articles, each with its page; in the end all is as if never stopped."""
    whole = desk / "whole"
    write_files(whole, SITE)
    for number in range(MANY):
        (desk / f"saved/b{number:03}.txt").write_text(story(f"pier{number}"))
    (desk / "saved/b050.txt").write_bytes(b"\n \n")
    assert briefgen("add", "../saved", "--jobs", "1", cwd=whole).code == 1

    env = {**os.environ, "SOURCE_DATE_EPOCH": "1795435200", "NO_COLOR": "1"}
    run = subprocess.Popen(
        [sys.executable, "-u", "-m", "briefgen", "add", "saved"],
        cwd=desk,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=env,
    )
    assert run.stdout is not None
    for _ in range(20):
        run.stdout.readline()
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "stopped: what was filed stands; give the same command again to go on" in err
    assert "Traceback" not in err
    done = files(desk).keys()
    assert 20 <= len(done) < MANY
    again = briefgen("add", "saved", cwd=desk)
    # The one that was being written may have been remembered or not.
    assert len(done) - 1 <= again.err.count("taken before)") + _more(again) <= len(done)
    assert files(desk) == files(whole)
    assert briefgen("explain", *done, cwd=desk).code == 0


def _more(said: Said) -> int:
    found = re.search(r"and ([\d,]+) more that were taken before", said.err)
    return int(found[1].replace(",", "")) if found else 0


def test_a_bar_is_drawn_beside_the_lines(desk: Path) -> None:
    """On a screen the bar moves below whole lines, each of which stands alone."""
    for number in range(8):
        (desk / f"saved/c{number}.txt").write_text(story(f"pier{number}"))
    screen, end = pty.openpty()
    env = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    run = subprocess.Popen(
        [sys.executable, "-m", "briefgen", "add", "saved"],
        cwd=desk,
        stdout=end,
        stderr=end,
        env={**env, "TERM": "xterm", "COLUMNS": "200"},
    )
    os.close(end)
    seen = b""
    while True:
        try:
            piece = os.read(screen, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(screen)
    assert run.wait() == 0
    text = seen.decode()
    assert re.search(r"cleaning .*\d+/11", text)
    lines = [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line).strip() for line in text.splitlines()]
    written = [line for line in lines if "filed:" in line]
    assert len(written) == 11
    assert all("cleaning" not in line.rpartition("\r")[2] for line in written)
