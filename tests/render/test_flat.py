"""A template put together beforehand shows what Jinja shows of its blocks, parents and includes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import TemplateError
from render.plain_environment import environment

from briefgen.render.compiled import FLAT
from briefgen.render.flat import LINES, Flattening, place_of

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = {"page": {"title": "<T>", "rows": [1, 2]}, "x": "X"}


def flat(files: dict[str, str], name: str = "a") -> str | None:
    """What a template shows that was put together; None where it is left as it is."""
    env = environment(files)
    tree = Flattening(env, files.get, sorted(files), ("page", *env.globals)).tree(name)
    if tree is None:
        return None
    code = env.compile(tree, FLAT + name, FLAT + name)
    return env.template_class.from_code(env, code, env.globals).render(PAGE)


def plain(files: dict[str, str], name: str = "a") -> str:
    """What Jinja shows."""
    return environment(files).get_template(name).render(PAGE)


@pytest.mark.parametrize(
    "files",
    [
        {"a": "{{ page.title }} {{ site }} {{ x }}"},
        {"a": "{% extends 'b' %}{% block m %}own{% endblock %}", "b": "<{% block m %}b{% endblock %}>"},
        {
            "a": "{% extends 'b' %}{% block m %}1{{ super() }}2{{ super() }}{% endblock %}",
            "b": "{% extends 'c' %}{% block m %}[{{ super() }}]{% endblock %}",
            "c": "{% block m %}{{ page.title }}{% endblock %}",
        },
        {
            "a": "{% extends 'b' %}{% block inner %}new{% endblock %}{% block gone %}x{% endblock %}",
            "b": "{% block m %}({% block inner %}old{% endblock %}){% endblock %}",
        },
        {
            "a": "{% extends 'b' %}{% set e = page.title %}text{% block m %}{{ e }}{{ f }}{% endblock %}",
            "b": "{% set f = 1 %}{% block m %}{% endblock %}{{ e }}",
        },
        {"a": "{% block m %}{% set y = 1 %}{{ y }}{% endblock %}{{ y is defined }}"},
        {"a": "{% set y = 1 %}{% block m %}{% set y = 2 %}{{ y }}{% endblock %}{{ y }}"},
        {
            "a": "{% for row in page.rows %}{% include 'i' %}{% endfor %}{{ z is defined }}",
            "i": "{% set z = row * 2 %}{{ z }}{% for q in [1, 2] %}{{ loop.index }}{% endfor %}{{ given_to_all }};",
        },
        {
            "a": "{% extends 'b' %}{% block nav %}mine{% endblock %}",
            "b": "{% include 'i' %}|{% block m %}{% include 'i' %}{% endblock %}",
            "i": "{% block nav %}{{ site }}{% endblock %}{% set site2 = 1 %}",
        },
        {
            "a": "{% extends 'b' %}{% from 'm' import card, other as o %}{% import 'm' as all %}"
            "{% block m %}{{ card(x) }}{{ o() }}{{ all.card(1) }}{% endblock %}",
            "b": "{% if page.title %}{% block m %}{% endblock %}{% endif %}",
            "m": "{% macro card(x) %}<i>{{ x }}</i>{% endmacro %}{% macro other() %}{{ site }}{% endmacro %}",
        },
        {
            "a": "{% macro twice(v) %}{{ v }}{% include 'i' %}{% endmacro %}"
            "{% call(u) around() %}{{ u }}{% endcall %}{{ twice(3) }}",
            "i": "{{ v }}{{ page.title }}",
            "m": "",
        },
        {"a": "{% set y %}<b>{{ x }}</b>{% endset %}{{ y }}{% filter upper %}q{{ x }}{% endfilter %}"},
        {"a": "{% if x %}{% set y = 1 %}{% endif %}{% block m %}{{ y }}{% endblock %}"},
        {"a": "{% with y = 1 %}{% include 'i' %}{% endwith %}", "i": "{{ y }}"},
    ],
)  # fmt: skip
def test_it_shows_what_jinja_shows(files: dict[str, str]) -> None:
    """Blocks with and without super(), includes in loops, imports, and what is set where."""
    if "around" in files["a"]:
        files = {**files, "a": "{% macro around() %}{{ caller(1) }}{% endmacro %}" + files["a"]}
    assert flat(files) == plain(files)


@pytest.mark.parametrize(
    "files",
    [
        {"a": "{% extends page.title %}"},
        {"a": "{% if x %}{% extends 'b' %}{% endif %}", "b": ""},
        {"a": "{% extends 'b' %}{% if x %}{% block m %}{% endblock %}{% endif %}", "b": ""},
        {"a": "{% extends 'a' %}"},
        {"a": "{% include 'a' %}"},
        {"a": "{% include ['b', 'c'] %}", "b": ""},
        {"a": "{% include 'gone' ignore missing %}"},
        {"a": "{% include 'gone' %}"},
        {"a": "{% include 'b' without context %}", "b": "{{ x }}"},
        {"a": "{% for r in page.rows %}{% block m scoped %}{{ r }}{% endblock %}{% endfor %}"},
        {"a": "{% block m %}1{% endblock %}{{ self.m() }}"},
        {"a": "{% extends 'b' %}{% block m %}{{ super()|upper }}{% endblock %}", "b": ""},
        {"a": "{% block m %}{{ super() }}{% endblock %}"},
        {"a": "{% for r in page.rows %}{% include 'b' %}{% endfor %}", "b": "{{ loop.index }}"},
        {"a": "{% block m required %}{% endblock %}"},
        {"a": "{% block m %}{% endblock %}{% block m %}{% endblock %}"},
        {"a": "{% block m %}{{ page }}{% endblock %}{% set page = 1 %}"},
        {"a": "{% from 'b' import nothing %}", "b": ""},
        {"a": "{{ x|nothing }}{% for %}"},
        {"a": "\n" * LINES},
    ],
)
def test_what_may_mean_something_else_is_left_as_it_is(files: dict[str, str]) -> None:
    """Jinja then says what it means, or what is wrong with it."""
    assert flat(files) is None


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("{{ count() }}", 1),
        ("{{ count()|upper }}{{ count() }}", 2),
        ("{% if count() %}1{% endif %}", 1),
        ("{% set a = [count(), count()] %}{{ a }}", 2),
        ("{{ nothing() }}", 1),
        ("{{ count(page.title) }}", 3),
        ("{% for r in [1] %}{{ count(r) }}{% endfor %}", 3),
        ("{% set site = 1 %}{{ count(site) }}", 3),
    ],
)
def test_what_no_page_has_a_say_in_is_asked_once(text: str, calls: int) -> None:
    """An expression of the site's own names is worked out for the first of three pages alone."""
    files = {"a": f"{{% block m %}}{text}{{% endblock %}}"}
    env = environment(files)
    asked: list[object] = []
    env.globals["count"] = lambda *of: asked.append(of) or str(len(asked))
    env.globals["nothing"] = lambda: asked.append(0) or ""
    tree = Flattening(env, files.get, ["a"], ["page"]).tree("a")
    assert tree is not None
    template = env.template_class.from_code(env, env.compile(tree, FLAT, FLAT), env.globals)
    shown = [template.render(PAGE) for _ in range(3)]
    assert len(asked) == calls
    assert calls == 3 or len({*shown}) == 1


def test_a_line_tells_its_file() -> None:
    """A mistake in any of the files is told where it stands."""
    files = {
        "a": "{% extends 'b' %}\n{% block m %}\n\n{% include 'c' %}{% endblock %}",
        "b": "1\n{% block m %}{% endblock %}",
        "c": "\n\n{{ 1 // 0 }}",
    }
    with pytest.raises(ZeroDivisionError) as caught:
        flat(files)
    trace = caught.tb
    while trace.tb_next:
        trace = trace.tb_next
        if trace.tb_frame.f_code.co_filename.startswith(FLAT):
            line = trace.tb_lineno
    assert place_of(line, sorted(files)) == ("themes/c", 3)


def pieces(names: str) -> st.SearchStrategy[str]:
    """Texts of templates: what they set and show, in blocks, branches, loops and includes."""
    simple = st.sampled_from(
        [
            "t",
            "{{ x }}",
            "{{ y is defined and y }}",
            "{% set y = 1 %}",
            "{% set y = (y or 0) + 1 %}",
            "{% set x = 2 %}",
            "{{ super() }}",
            "{% include 'i' %}",
            "{{ r is defined and r }}",
            "{{ loop is defined and loop.index }}",
        ]
    )
    return st.recursive(
        simple,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map("".join),
            st.tuples(st.sampled_from(names), inner).map(
                lambda b: f"{{% block {b[0]} %}}{b[1]}{{% endblock %}}"
            ),
            inner.map(lambda body: f"{{% if page.title %}}{body}{{% else %}}no{{% endif %}}"),
            inner.map(lambda body: f"{{% for r in page.rows %}}{body}{{% endfor %}}"),
        ),
        max_leaves=6,
    )


@settings(max_examples=400, deadline=None)
@given(pieces("mn"), pieces("mno"), pieces("pq"), st.booleans())
def test_any_templates_show_what_jinja_shows(
    own: str, parent: str, included: str, extends: bool
) -> None:
    """Whatever they set and wherever they show it, or they are left as they are."""
    files = {"a": ("{% extends 'b' %}" if extends else "") + own, "b": parent, "i": included}
    found, shown = told(flat, files), told(plain, files)
    assert found in {None, shown}


def told(render: Callable[[dict[str, str]], str | None], files: dict[str, str]) -> str | None:
    """What is shown, or the kind of mistake that stands in the way."""
    try:
        return render(files)
    except (TemplateError, RecursionError, TypeError) as error:
        return repr(type(error))
