"""Plain lines come to what YAML's parser makes of them; all else is left to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.content.frontmatter import split
from briefgen.plainyaml import Fault, parse
from briefgen.plainyaml.quick import quick_map
from briefgen.plainyaml.tree import parsed

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "content/articles").rglob("*.md"))
WORDS = """
a b_c key title 1984 -5 12:30:45 2024-09-14 https://a.example/b?c=1&d#e null ~ NULL yes <<
: :: - -- --- ... ? ! !tag & &a * *a @ ` % | > |- # #x , ; [ ] { } [] {} [a] [a,b] ["c",'d'] [null,~]
" ' "" '' "e" 'f' "g\\n" "h\\u0000" 'i''j' “k” ’l l’m été 你好 🙂 ( ) (n) / /o . .p = + $ € \\ _ –
"""
PARTS = WORDS.split()
GAPS = ["", "", " ", " ", " ", "  ", ": ", ":", " #", "\t", "\xa0", "\x85", "\ufeff", "\x01"]
STARTS = ["", "", "", "a: ", "b: ", "c:", "d:\n", "- ", "  - ", " - ", "-", "  ", "    - ", '"e": ']
LINES = st.builds(
    lambda start, parts, gaps: start + "".join(a + b for a, b in zip(parts, gaps, strict=False)),
    st.sampled_from(STARTS),
    st.lists(st.sampled_from(PARTS), max_size=4),
    st.lists(st.sampled_from(GAPS), min_size=4, max_size=4),
)
TEXTS = st.lists(LINES, max_size=6).map("\n".join)


def assert_same(text: str) -> None:
    """Assert that a text comes to the same both ways, where the short one takes it."""
    known = quick_map(text)
    if known is not None:
        tree = parsed(text)
        assert known == (tree.values, tree.lines)
        assert list(known[0]) == list(tree.values)


@given(TEXTS)
@settings(max_examples=1500, deadline=None)
def test_any_plain_lines_come_to_what_the_parser_makes_of_them(text: str) -> None:
    """Law: what the short way takes is what YAML's parser makes, key by key and line by line."""
    assert_same(text)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=1, max_size=4))
@settings(max_examples=600, deadline=None)
def test_any_letters_in_a_value_are_the_parsers_too(texts: list[str]) -> None:
    """Law: no letter behind a key, in quotes or in a list, means one thing here and another there."""
    for text in texts:
        for form in ("a: {}", 'a: "{}"', "a: '{}'", "a:\n- {}", "a: [{}]", "a: b{}c\nd: e"):
            assert_same(form.format(text))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:40])
def test_articles_are_read_alike(path: Path) -> None:
    """The sample's own articles."""
    assert_same(split(path.read_text("utf-8"), path.name).head)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {}),
        ("\n\na: b\n", {"a": "b"}),
        ("a:\nb: null\nc: 'null'\n", {"a": None, "b": None, "c": "null"}),
        ("t: 12:30 and more: no\n", None),
        ("a: https://b.example/c?d=1\n", {"a": "https://b.example/c?d=1"}),
        ("a:\n  - b\n  -\n  - 'c d'\n", {"a": ["b", None, "c d"]}),
        ("a:\n- b\n\n- c\nd: e\n", {"a": ["b", "c"], "d": "e"}),
        ("a: [b, \"c, d\", 'e', null]\n", {"a": ["b", "c, d", "e", None]}),
        ("a: b\n  c\n", None),
        ("a: b\n  - c\n", None),
        ("a:\n - b\n  - c\n", None),
        ("a: b # c\n", None),
        ("a: b \n", None),
        ("a: b\na: c\n", None),
        ('a: "b\\n"\n', None),
        ('a: "\\"b\\" c\\\\d"\n', {"a": '"b" c\\d'}),
        ("a: &b c\n", None),
        ("a: |\n  b\n", None),
        ("a: {b: c}\n", None),
        ("- a\n", None),
    ],
)
def test_what_is_plain(text: str, values: dict[str, object] | None) -> None:
    """Lines of a key and a value, lists under a key or in brackets; nothing that YAML reads on."""
    known = quick_map(text)
    assert (known and known[0]) == values
    assert_same(text)


def test_most_front_matter_is_plain() -> None:
    """The short way is taken for nearly all of the sample: else it would be of no use."""
    heads = [split(path.read_text("utf-8"), path.name).head for path in ARTICLES]
    assert sum(quick_map(head) is not None for head in heads) > len(heads) * 0.8


def test_what_is_not_plain_is_refused_as_ever() -> None:
    """A mistake is told by the parser, with its line."""
    with pytest.raises(Fault) as caught:
        parse("a: b\na: c\n")
    assert caught.value.line == 2
