from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.content.frontmatter import front_matter, split
from briefgen.errors import ContentError


def refused(data: bytes) -> ContentError:
    """Return the error that a file is refused with."""
    with pytest.raises(ContentError) as caught:
        front_matter(data, "articles/a.md")
    return caught.value


def test_a_file_is_cut_into_values_and_body() -> None:
    """Values, the line of each key, the body and its first line come out."""
    front = front_matter(b"---\ntitle: A\ntopic: B\n---\n\nOne.\n\nTwo.\n\n", "a.md")
    assert front.values == {"title": "A", "topic": "B"}
    assert front.lines == {"title": 2, "topic": 3}
    assert (front.body, front.body_line) == ("One.\n\nTwo.", 6)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf---\ntitle: A\n---\nOne.\nTwo.",
        b"---\r\ntitle: A\r\n---\r\nOne.\r\nTwo.\r\n",
        b"---\rtitle: A\r---\rOne.\rTwo.\r",
        b"---  \ntitle: A\n--- \t\nOne.\nTwo.\n",
        b"---\ntitle: A\n...\nOne.\nTwo.\n",
    ],
    ids=["mark", "windows", "old mac", "spaces", "dots"],
)
def test_every_editor_s_file_is_read_alike(data: bytes) -> None:
    """A byte order mark, line ends of any system and spaces after a fence make no difference."""
    front = front_matter(data, "a.md")
    assert (front.values, front.body, front.body_line) == ({"title": "A"}, "One.\nTwo.", 4)


def test_lines_count_from_the_file_s_first() -> None:
    """Blank lines above the fence are counted."""
    front = front_matter(b"\n\n---\ntitle: A\n---\nBody", "a.md")
    assert (front.lines, front.body_line) == ({"title": 4}, 6)


def test_a_body_may_hold_rules_and_indented_code() -> None:
    """The first --- after the opening ends the front matter, later ones are the body's."""
    front = front_matter(b"---\ntitle: A\n---\n    code\n\n---\n\ntext", "a.md")
    assert front.body == "    code\n\n---\n\ntext"


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 1, "the file is empty"),
        (b" \n\n", 1, "the file is empty"),
        (b"Only text.\n", 1, "there is no front matter"),
        (b"+++\ntitle = 'A'\n+++\n", 1, "TOML"),
        (b"---\ntitle: A\n", 1, "never closed"),
        (b"---\ntitle: A\n---\none\ntwo\0\n", 5, "NUL byte"),
        (b"---\ntitle: A\nnote: caf\xe9\n---\n", 3, "byte 0xE9 at position 10 of this line"),
        (b"---\ntitle: \xed\xa0\x80\n---\n", 2, "byte 0xED"),
        ("---\ntitle: A\n---\n".encode("utf-16"), 1, "UTF-16"),
        (b"---\ntitle: A\ntitle: B\n---\n", 3, "first on line 2"),
        (b"---\ntitle: A: B\n---\n", 2, "a colon and a space"),
        (b"---\n\ttitle: A\n---\n", 2, "a tab"),
        (b"---\njust words\n---\n", 2, "key: value"),
        (b"%PDF-1.7\n\xb5\xed\n", 2, "byte 0xB5"),
    ],
)
def test_a_bad_file_is_told_with_its_line(data: bytes, line: int, message: str) -> None:
    """Path, line, what is wrong and the way out are told."""
    error = refused(data)
    assert (error.path, error.line) == ("articles/a.md", line)
    assert message in error.message
    assert error.hint


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Whatever a file holds, it costs no more than itself."""
    with suppress(ContentError):
        front_matter(b"---\n" + data, "a.md")
    with suppress(ContentError):
        front_matter(data, "a.md")


LINES = st.sampled_from(
    ["---", "---", "--- \t", "...", "... ", "----", " ---", "", " ", "a: b", "..."]
)


@given(st.lists(LINES, max_size=8), st.booleans())
def test_a_file_is_cut_at_its_first_two_fences(lines: list[str], ended: bool) -> None:
    """Law: blank lines, ---, the head, --- or ..., blank lines, the body; line by line."""
    rows = [line.rstrip(" \t") for line in lines]
    text = "\n".join(lines) + "\n" * ended
    start = next((n for n, row in enumerate(rows) if row), len(rows))
    end = next((n for n in range(start + 1, len(rows)) if rows[n] in {"---", "..."}), None)
    if start == len(rows) or rows[start] != "---" or end is None:
        with pytest.raises(ContentError):
            split(text, "a.md")
        return
    parts = split(text, "a.md")
    rest = [*lines[end + 1 :], *[""] * ended]
    while len(rest) > 1 and not rest[0].strip(" \t"):
        rest = rest[1:]
    assert parts.head == "\n" * (start + 1) + "".join(
        f"{line}\n" for line in lines[start + 1 : end]
    )
    assert parts.body == "\n".join(rest).rstrip()
    if parts.body:
        assert lines[parts.body_line - 1].rstrip() == parts.body.split("\n")[0].rstrip()
