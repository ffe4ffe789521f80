"""Bytes to a tree: encodings, and what is refused."""

from __future__ import annotations

import pytest

from briefgen.clean.dom import MAX_BYTES, decode, parse
from briefgen.errors import SourceError


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<p>Größe</p>".encode(), None),
        (b'<meta charset="iso-8859-1"><p>Gr\xf6\xdfe</p>', None),
        ("\ufeff<p>Größe</p>".encode("utf-16-le"), None),
        (b"<p>Gr\xf6\xdfe</p>", "cp1252"),
        ('<meta charset="iso-8859-15"><p>Größe</p>'.encode(), None),
    ],
)
def test_letters_come_out_right_whatever_the_encoding(data: bytes, encoding: str | None) -> None:
    """BOM, good UTF-8, the given encoding and the page's own word are all understood."""
    assert decode(data, encoding).endswith("<p>Größe</p>")


def test_control_characters_are_left_out() -> None:
    """NULs and the like do not reach the tree."""
    assert decode(b"<p>a\0\x07b</p>") == "<p>ab</p>"


@pytest.mark.parametrize(
    "data", [b"", b" \n", b"%PDF-1.4", b"\x89PNG\r\n", b"PK\x03\x04", b"\0" * 99]
)
def test_what_is_no_page_is_refused_with_its_path(data: bytes) -> None:
    """Empty and binary files are told with their name."""
    with pytest.raises(SourceError) as told:
        parse(data, path="a.html")
    assert told.value.path == "a.html"


def test_a_page_over_the_bound_is_refused() -> None:
    """A page above the bound is not parsed."""
    with pytest.raises(SourceError, match="at most 50"):
        parse(b"x" * (MAX_BYTES + 1))


@pytest.mark.parametrize(
    "between", [" a{n}=b", ' a{n}="b c"', "/a{n}", " a{n}='>'", ' a"{n}=b', '\ta{n}=""']
)
def test_a_tag_of_countless_attributes_is_refused(between: str) -> None:
    """Comparing each attribute with all others would take minutes."""
    tag = "".join(between.format(n=n) for n in range(200_000))
    with pytest.raises(SourceError, match="attributes; at most 1,000"):
        parse(f"<html><body><p{tag}>x</p></body></html>".encode())


def test_a_long_value_is_no_crowd_of_attributes() -> None:
    """Pages keep whole documents of data in one attribute."""
    data = "word = other / " * 20_000
    root = parse(f"<html><body><p data-state='{data}'>x</p></body></html>".encode())
    assert root.xpath("string(//p/@data-state)") == data


STREAMED = (
    "<body><main><h1>Ferries</h1><template id='B:1'></template><p>Last.</p></main>"
    "<div hidden id='S:1'><p>First.</p><template id='P:2'></template></div>"
    "<div hidden id='S:2'><p>Second.</p></div><div hidden id='menu'>Menu</div></body>"
)


def test_what_a_page_sends_late_is_put_in_its_place() -> None:
    """A page that streams its parts hidden to its end reads as it does after its script ran."""
    root = parse(STREAMED.encode())
    main = root.find("body/main")
    assert main is not None
    assert str(main.text_content()) == "FerriesFirst.Second.Last."
    assert [one.get("id") for one in root.xpath("//div[@hidden]")] == ["menu"]


def test_a_late_part_is_never_put_into_itself() -> None:
    """A place inside its own part stays where it is."""
    root = parse(b"<body><div hidden id='S:1'><template id='B:1'></template><p>x</p></div></body>")
    assert root.find("body/div/template") is not None
