from __future__ import annotations

import pytest

from briefgen.plainyaml.faults import colon_hint, forbidden_character, quoted_hint


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("title: A: b", 'put quotes round it: title: "A: b"'),
        ("  - src: a: b", 'put quotes round it: - src: "a: b"'),
        ('title: "A" b\'s', "put quotes round it: title: '\"A\" b''s'"),
        ("title: " + "x" * 500, "put quotes round the whole value"),
        ("no key here", ""),
    ],
)
def test_the_hint_shows_the_line_as_it_should_be(line: str, hint: str) -> None:
    """The value stands in the quotes that need the fewest escapes."""
    assert quoted_hint(line) == hint


def test_the_hint_puts_a_space_after_a_colon() -> None:
    """`title:x` is a text to YAML, and the hint says what it lacks."""
    assert colon_hint("title:x") == "put a space after the colon: title: x"
    assert "key: value" in colon_hint("title")


@pytest.mark.parametrize("character", ["\0", "\x07", "\x7f", "\x9b", "\ud800", "\ufeff", "\uffff"])
def test_characters_no_text_needs_are_found(character: str) -> None:
    """Controls, lone surrogates and byte order marks within a text are told with their line."""
    found = forbidden_character(f"one\n{character}")
    assert found is not None
    assert found.line == 2


def test_the_world_s_letters_are_welcome() -> None:
    """Letters of any script, no-break spaces, joiners and emoji pass."""
    assert forbidden_character("Єnergie\u00a0: می\u200cخواهم 電力 🚆\r\n\t\x85") is None
