from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.content.yamltext import lines_of, quoted, scalar
from briefgen.model.invisible import without_invisible


@pytest.mark.parametrize(
    "text",
    ["North Sea", "Jo Lens/Agency", "A. Writer", "https://x.example/a?b=c", "Énergie", "電力"],
)
def test_plain_words_need_no_quotes(text: str) -> None:
    """What no reader of YAML can mistake stands bare."""
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text",
    ["no", "Yes", "null", "1984", "2024-09-14", "1e3", "a: b", "a #b", "- a", "", " a", "a:"],
)
def test_what_could_be_misread_is_quoted(text: str) -> None:
    """Words that YAML knows, numbers and marks stand in quotes."""
    assert scalar(text) == f'"{text}"'


@given(
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
        )
    ).map(without_invisible)
)
def test_other_readers_read_the_same(text: str) -> None:
    """Any YAML reader gets a text back as the text it was."""
    assert yaml.safe_load(f"k: {scalar(text)}\n") == {"k": text}
    assert yaml.safe_load(f"k: [{scalar(text, in_list=True)}]\n") == {"k": [text]}
    assert yaml.safe_load(f"k: {quoted(text)}\n") == {"k": text}


def test_what_can_t_be_seen_is_escaped() -> None:
    """Direction marks and no-break spaces can be seen in the file."""
    assert quoted("a\u202eb\u00a0c") == '"a\\u202Eb\\u00A0c"'


def test_long_lists_stand_below_each_other() -> None:
    """A list that has no room on a line has a line for each."""
    assert lines_of("tags", ("a", "b, c")) == ['tags: [a, "b, c"]']
    assert lines_of("tags", ("a" * 60, "b" * 60)) == ["tags:", f"  - {'a' * 60}", f"  - {'b' * 60}"]


@pytest.mark.parametrize("text", ["A?", "https://x.example/a?b", "a, b", "a:b"])
def test_marks_of_lists_are_quoted_in_lists(text: str) -> None:
    """Older readers end a bare text within brackets at more marks than elsewhere."""
    assert scalar(text, in_list=True) == f'"{text}"'
