from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.plainyaml import Fault, lines_of, parse

BOMB = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n"


def fault(text: str) -> Fault:
    """Return the fault that a text is refused with."""
    with pytest.raises(Fault) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    "written",
    ["NO", "yes", "1984", "12:30:45", "2024-09-14", "0x1F", "1e3", "nan", "null and void"],
)
def test_plain_values_are_text(written: str) -> None:
    """No plain value turns into a truth, a number or a date."""
    assert parse(f"title: {written}\n").values == {"title": written}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "# only a comment"])
def test_empty_values_are_absent(written: str) -> None:
    """What is left empty is None."""
    assert parse(f"title: {written}\n").values == {"title": None}


def test_a_quoted_null_is_a_text() -> None:
    """Quotes make a text of anything."""
    assert parse("title: 'null'\nalt: ''\n").values == {"title": "null", "alt": ""}


def test_keys_have_their_lines() -> None:
    """Lines count from 1, over comments, blocks and blank lines."""
    tree = parse("# note\ntitle: A\nnote: |\n  one\n\n  two\n\ntags: [a]\n")
    assert tree.lines == {"title": 2, "note": 3, "tags": 8}


def test_natural_keys_keep_simple_types() -> None:
    """Only below the keys named natural do plain values keep YAML's types."""
    text = 'title: 1\nsettings:\n  wide: true\n  count: 3\n  share: 0.5\n  name: "3"\n  no: no\n'
    assert parse(text, natural=("settings",)).values == {
        "title": "1",
        "settings": {"wide": True, "count": 3, "share": 0.5, "name": "3", "no": "no"},
    }


def test_nested_lines_are_found() -> None:
    """Every place of the tree has its line."""
    text = "photos:\n  - src: a\n    credit: b\n  - src: c\n"
    assert lines_of(text) == {
        ("photos",): 1,
        ("photos", 0): 2,
        ("photos", 0, "src"): 2,
        ("photos", 0, "credit"): 3,
        ("photos", 1): 4,
        ("photos", 1, "src"): 4,
    }


def test_a_key_written_twice_names_both_lines() -> None:
    """A second value would hide the first, so both lines are told."""
    found = fault("a: 1\nb: 2\na: 3\n")
    assert (found.message, found.line) == ("a is written twice: first on line 1", 3)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        (BOMB, "an anchor"),
        ("a: &a [*a]\n", "an anchor"),
        ("title: *Star*\n", "an alias"),
        ("a: !!python/object/apply:os.system [ls]\n", "a tag"),
        ("!!map {a: b}\n", "a tag"),
        ("&top {a: b}\n", "an anchor"),
        ("&k key: b\n", "an anchor"),
    ],
)
def test_anchors_aliases_and_tags_are_refused(text: str, mark: str) -> None:
    """Nothing in YAML can multiply, point back at itself or make an object."""
    assert mark in fault(text).message


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("title: A: b\n", 1, 'put quotes round it: title: "A: b"'),
        ('a: 1\ntitle: "A" b\n', 2, "put quotes round it: title: '\"A\" b'"),
        ("title: @home\n", 1, 'put quotes round it: title: "@home"'),
        ("title: %s\n", 1, 'put quotes round it: title: "%s"'),
        ("title: {{ x }}\n", 1, 'put quotes round it: title: "{{ x }}"'),
        ("title: [a\nb: c\n", 1, 'put quotes round it: title: "[a"'),
        ("a: 1\n\tb: 2\n", 2, "indent with spaces, not tabs"),
        ('a: "x\nb: c\n', 1, "close it with the same quote"),
        ("a: 1\nb:2\n", 2, "put a space after the colon: b: 2"),
        ("b:2\n", 1, "put a space after the colon: b: 2"),
        ("a: 1\n  b: 2\n", 2, "indent it less"),
        ('a: "C:\\q"\n', 1, "write \\\\ for a backslash"),
        ('a: "\\ud800"\n', 1, "write \\\\ for a backslash"),
        ('a: "x\\0"\n', 1, "leave it out"),
        ("a: 1\n---\nb: 2\n", 2, "delete the line ---"),
        ("- a\n- b\n", 1, "key: value"),
        ("? [a]\n: b\n", 1, ""),
        (": b\n", 1, ""),
    ],
)
def test_a_slip_is_told_with_its_line_and_the_way_out(text: str, line: int, hint: str) -> None:
    """Each slip that curators make has its line and a hint."""
    found = fault(text)
    assert found.line == line
    assert hint in found.hint


@pytest.mark.parametrize("mark", ["[", "{a: ", "- ", "? "])
def test_depth_is_refused_before_it_costs(mark: str) -> None:
    """100,000 brackets, which overflow libyaml's own stack when composed, are a fault."""
    assert fault(f"a:\n  {mark * 100_000}")


def test_control_characters_have_their_line() -> None:
    """A NUL is told where it stands."""
    found = fault("a: 1\nb: x\0y\n")
    assert (found.message, found.line) == ("a NUL byte stands in the text", 2)


def test_length_is_bounded() -> None:
    """A book of keys is no front matter."""
    assert "too many" in fault("a: b\n" * 60_000).message


def test_ten_thousand_keys_are_read() -> None:
    """A large map is slow for nobody."""
    assert len(parse("".join(f"k{n}: v\n" for n in range(10_000))).values) == 10_000


def read_or_refused(text: str) -> None:
    """Assert that a text is read whole or refused."""
    with suppress(Fault):
        tree = parse(text)
        assert tree.values.keys() == tree.lines.keys()


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader fail in another way."""
    read_or_refused(text)


@given(st.text(alphabet="ab:-[]{}\"'|>&*!#%@`?,\\ \n\t", max_size=60))
def test_any_punctuation_is_read_or_refused(text: str) -> None:
    """Nor does any heap of YAML's own marks."""
    read_or_refused(text)


def test_pure_python_reads_the_same() -> None:
    """Where PyYAML was built without libyaml, values and refusals are the same, only later."""
    texts = [
        BOMB,
        "title: NO\nnote: |\n  a\n\n  b\ntags: [a, {b: ~}]\n",
        'a: "\\U99999999"\n',
        "a: A: b\n",
        "\u2028a: é\x85b\n",
        f"a: {'[' * 5000}",
    ]
    script = (
        "import sys, json, yaml; yaml.__with_libyaml__ = False\n"
        "from briefgen.plainyaml import Fault, parse\n"
        "for text in json.load(sys.stdin):\n"
        "    try: print(json.dumps(parse(text).values))\n"
        "    except Fault as fault: print(json.dumps(fault.line))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    slow = [json.loads(line) for line in told.stdout.splitlines()]
    assert slow == [parse(text).values if n in {1, 4} else 1 for n, text in enumerate(texts)]
