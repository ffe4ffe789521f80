"""Code that is compiled once for many themes, and shows of each what is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pytest
from markupsafe import escape

from briefgen.render.compiled import Asked, Compiled

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment


class _Environment(Asked):
    shown = staticmethod(escape)
    ready: ClassVar = {}

    def kinds(self, name: str) -> frozenset[type]:
        """No type's fields may be read as they are."""
        del name
        return frozenset()


def environment(kept: BytecodeCache, word: str, text: str) -> Environment:
    """Return an environment whose filter `mark` adds a word, with one template."""
    from jinja2 import DictLoader

    made = _Environment(loader=DictLoader({"a.html": text}), bytecode_cache=kept, optimized=False)
    made.filters["mark"] = lambda value: f"{value}-{word}"
    return made


@pytest.mark.parametrize(
    "text",
    ["{{ 'a'|mark }}", "{% set x = 'a'|mark %}{{ x }}", "{{ ('a'|mark) ~ '' }}"],
)
def test_one_code_asks_each_theme_anew(text: str) -> None:
    """A filter of a constant is asked when the page is rendered, not when it is compiled."""
    kept = Compiled()
    shown = [
        environment(kept, word, text).get_template("a.html").render() for word in ("one", "two")
    ]
    assert shown == ["a-one", "a-two"]


def test_a_text_that_changed_is_compiled_anew() -> None:
    """The name alone is not what a template's code is known by."""
    kept = Compiled()
    for text in ("one", "two", "one"):
        assert environment(kept, "", text).get_template("a.html").render() == text


def test_a_text_that_is_the_same_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second theme with the same text compiles nothing."""
    kept = Compiled()
    environment(kept, "one", "{{ 'a'|mark }}").get_template("a.html")
    monkeypatch.setattr(_Environment, "_compile", None)
    assert environment(kept, "two", "{{ 'a'|mark }}").get_template("a.html").render() == "a-two"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ x.class }}", "1"),
        ("{{ x.from.class }}", "2"),
        ("{{ (x.\u017f or x).s }}", "3"),
        ("{{ x.items()|length }}", "4"),
        ("{% for y in [x] if y.s %}{{ y.s }}{% endfor %}", "3"),
        ("{{ f(class=1, a=2) }}", "12"),
    ],
)
def test_fields_and_arguments_may_have_any_name(text: str, shown: str) -> None:
    """Words of Python, and letters that Python takes for others, are names like any other."""
    facts = {"class": 1, "from": {"class": 2}, "s": 3, "\u017f": None}
    template = environment(Compiled(), "", text).get_template("a.html")
    assert template.render(x=facts, f=lambda **named: "".join(map(str, named.values()))) == shown
