"""A part of a page with the same sign shows the same, whatever else of its template changed."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import TemplateError, nodes
from render.plain_environment import environment

from briefgen.render.compiled import FLAT, SOME
from briefgen.render.flat import Flattening
from briefgen.render.parts import Asks, Parted, Parts

PAGE = {"title": "<T>", "rows": [1, 2], "body": "text"}


class Cut:
    """A template `a` of some files, put together, with its parts."""

    def __init__(self, files: dict[str, str]) -> None:
        self.env = environment(files)
        tree = Flattening(self.env, files.get, sorted(files), ("page", *self.env.globals)).tree("a")
        assert tree is not None
        self.parts = Parts(tree, self.env.imported)
        self.whole = self._compiled(tree, FLAT)

    def _compiled(self, tree: nodes.Template, name: str) -> Parted:
        code = self.env.compile(tree, name, name)
        found = self.env.template_class.from_code(self.env, code, self.env.globals)
        assert isinstance(found, Parted)
        return found

    @property
    def shown(self) -> list[str]:
        """What each part shows."""
        return self.whole.parts(page=PAGE)

    def some(self, *chosen: int) -> dict[int, str]:
        """What some parts show when no others are rendered, by their place."""
        tree, which = self.parts.some(chosen)
        return dict(zip(which, self._compiled(tree, SOME).parts(page=PAGE), strict=True))


BASE = {
    "a": "{% extends 'b' %}{% from 'm' import card %}{% set e = page.title %}"
    "{% block main %}{{ e }}{{ card(1) }}{% endblock %}",
    "b": "<head>{% set ld = page|string %}{% block head %}{{ ld|length }}{% endblock %}</head>"
    "{% include 'nav' %}<main>{% block main %}{% endblock %}</main>{% block foot %}f{% endblock %}LAST",
    "m": "{% from 'n' import name %}{% macro card(x) %}<i>{{ name(x) }}</i>{% endmacro %}",
    "n": "{% macro name(x) %}{{ x }}{% endmacro %}",
    "nav": "<nav>{{ site }}</nav>",
}  # fmt: skip
HEAD, TITLE, AFTER, NAV, OPEN, MAIN, CLOSE, FOOT, END = range(9)


def changed(**files: tuple[str, str]) -> list[int]:
    """The parts with another sign where in some files a text is replaced by another."""
    others = {
        name: text.replace(*files[name]) if name in files else text for name, text in BASE.items()
    }
    assert others != BASE
    old, new = Cut(BASE).parts.signs, Cut(others).parts.signs
    return [at for at, sign in enumerate(new) if sign not in old]


def test_blocks_includes_and_what_is_between_are_parts() -> None:
    """In the order in which the page shows them."""
    cut = Cut(BASE)
    assert len(cut.parts.signs) == len({*cut.parts.signs}) == 9
    assert cut.shown[HEAD] == "<head>"
    assert cut.shown[NAV:] == [
        *("<nav>S</nav>", "<main>", "&lt;T&gt;<i>1</i>", "</main>", "f", "LAST")
    ]
    assert cut.whole.render(page=PAGE) == "".join(cut.shown)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"b": ("LAST", "last")}, [END]),
        ({"b": ("<main>", "<main id=x>")}, [OPEN]),
        ({"nav": ("nav", "ul")}, [NAV]),
        ({"a": ("{{ e }}", "{{ e }}!")}, [MAIN]),
        ({"m": ("<i>", "<b>")}, [MAIN]),
        ({"n": ("{{ x }}", "{{ x }}{{ site }}")}, [MAIN]),
        ({"a": ("set e = page.title", "set e = page.rows")}, [MAIN]),
        ({"b": ("page|string", "page|list")}, [TITLE]),
        ({"b": ("<head>", "<head>{% set site2 = 1 %}")}, []),
        ({"b": ("<head>{%", "{% set e = 2 %}<head>{%")}, [MAIN]),
        ({"b": ("LAST", "{% set ld = 1 %}LAST")}, [TITLE]),
        ({"b": ("{% block foot %}f{% endblock %}", "")}, [CLOSE]),
    ],
)
def test_a_change_gives_another_sign_to_the_parts_that_it_has_a_say_in(
    files: dict[str, tuple[str, str]], expected: list[int]
) -> None:
    """By their own code, by what sets their names, by the macros they import at any depth."""
    assert changed(**files) == expected


@pytest.mark.parametrize(
    ("place", "asks"),
    [(HEAD, Asks.NOTHING), (TITLE, Asks.TEXT), (NAV, Asks.NOTHING), (MAIN, Asks.PAGE)],
)
def test_a_part_asks_for_no_more_than_it_shows(place: int, asks: Asks) -> None:
    """A page that is handed on as a whole may be asked for its text."""
    assert Cut(BASE).parts.asks([place]) is asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("{{ page.body }}", Asks.TEXT),
        ("{{ page['body'] }}", Asks.TEXT),
        ("{% from 'm' import card with context %}{{ card(1) }}", Asks.TEXT),
        ("{% for r in page.rows %}{{ r }}{% endfor %}", Asks.PAGE),
        ("{{ site }}{% set x = 1 %}", Asks.NOTHING),
    ],
)
def test_what_a_text_asks_for(text: str, asks: Asks) -> None:
    """Nothing, a page, or a page with its text."""
    cut = Cut({**BASE, "a": f"{{% block x %}}{text}{{% endblock %}}"})
    assert cut.parts.asks(range(len(cut.parts.signs))) is asks


SHOWN, SET = "{{ y is defined and y }}", ["{% set y = 1 %}", "{% set y = 2 %}"]
OTHERS = [
    "t",
    "{{ x is defined and x }}",
    "{% set x = page.title %}",
    "{% set x = y is defined and y %}",
    "{% set y = x is defined and x %}",
    "{% set z %}{{ y is defined and y }}{% endset %}",
    "{{ z is defined and z }}",
    "{% include 'i' %}",
    "{% from 'm' import card %}",
    "{{ card is defined and card(1) }}",
    "{% macro card(v) %}own {{ v }}{% endmacro %}",
]
SIMPLE = st.one_of(st.just(SHOWN), st.sampled_from(SET), st.sampled_from(OTHERS))
SEGMENT = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("".join),
        inner.map(lambda body: f"{{% if page.title %}}{body}{{% else %}}no{{% endif %}}"),
        inner.map(lambda body: f"{{% for r in page.rows %}}{body}{{% endfor %}}"),
    ),
    max_leaves=4,
)
BLOCK = st.tuples(st.sampled_from("kn"), SEGMENT).map(
    lambda block: f"{{% block {block[0]} %}}{block[1]}{{% endblock %}}"
)
LINE = SIMPLE | BLOCK | SEGMENT
LINES = st.lists(LINE, min_size=1, max_size=8)
MACROS = [
    "{% macro card(v) %}1{{ v }}{% endmacro %}",
    "{% from 'o' import card %}",
    "{% macro card(v) %}2{% endmacro %}",
]


# A name that is set where something is shown as well, in the same part and in another.
@example(
    ["{% if page.title %}{% set y = 1 %}t{% endif %}", "{% block k %}{% endblock %}", SHOWN],
    1, "", "away", MACROS[:2], ["", ""],
)  # fmt: skip
@settings(max_examples=600, deadline=None)
@given(
    LINES,
    st.integers(0, 7),
    LINE,
    st.sampled_from(["instead", "before", "away", "swap"]),
    st.lists(st.sampled_from(MACROS), min_size=2, max_size=2),
    st.lists(SEGMENT, min_size=2, max_size=2),
)
def test_what_has_the_same_sign_shows_the_same(  # noqa: PLR0913, PLR0917
    lines: list[str], at: int, other: str, edit: str, macros: list[str], included: list[str]
) -> None:
    """Whatever a line of a template, what it imports or includes becomes; each part by itself too."""
    old = cut(lines, macros[0], included[0])
    new = cut(edited(lines, at % len(lines), other, edit), macros[-1], included[-1])
    if new is None:
        return
    shown = new.shown
    if old is not None:
        signs, before_shown = old.parts.signs, old.shown
        for place, sign in enumerate(new.parts.signs):
            if sign in signs:
                assert before_shown[signs.index(sign)] == shown[place]
    for place in range(len(new.parts.signs)):
        for which, text in new.some(place).items():
            assert text == shown[which]


def edited(lines: list[str], at: int, other: str, edit: str) -> list[str]:
    """Lines of which one is another."""
    if edit == "swap":
        return [*lines[:at], *lines[at + 1 : at + 2], lines[at], *lines[at + 2 :]]
    new = [] if edit == "away" else [other]
    return [*lines[:at], *new, *lines[at + (edit != "before") :]]


def cut(lines: list[str], macros: str, included: str) -> Cut | None:
    """A template of these texts; None where it can't be put together, or shows nothing."""
    files = {"a": "".join(lines), "i": included, "m": macros, "o": MACROS[0]}
    try:
        found = Cut(files)
        found.whole.render(page=PAGE)
    except (AssertionError, TemplateError, RecursionError, TypeError):
        return None
    return found if found.parts.signs else None
