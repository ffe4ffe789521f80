"""Imported macros give for equal arguments what they gave before, and are asked anew for others."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from jinja2 import DictLoader
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from briefgen.model.entry import TopicRef
from briefgen.render.compiled import Asked
from briefgen.render.macros import MacroMemo

CARDS = "{% macro card(topic, kind='row') %}{{ count() }} {{ topic.title or topic }} {{ kind }}{% endmacro %}"


class Environment(Asked, ImmutableSandboxedEnvironment):
    """Templates that tell how often a macro was really called."""

    shown = staticmethod(escape)

    def __init__(self, page: str) -> None:
        super().__init__(
            loader=DictLoader({"cards": CARDS, "page": page}), autoescape=True, cache_size=-1
        )
        self.calls = 0
        self.globals["count"] = self.count
        self.memo = MacroMemo(frozenset({TopicRef}), self)
        self.ready = self.memo.ready

    def count(self) -> int:
        """How many calls there were."""
        self.calls += 1
        return self.calls

    def kinds(self, name: str) -> frozenset[type]:
        """The types whose field of a name may be read as it is."""
        return frozenset({TopicRef}) if name == "title" else frozenset()

    def bound(self, context: Context, called: Any, **around: Any) -> Any:
        """Call macros by the memo."""
        known = self.memo.call_of(called) if type(called) is Macro else None
        return known or partial(context.call, called, **around)

    def page(self, **values: Any) -> str:
        """The page."""
        return self.get_template("page").render(**values)


def test_an_imported_macro_is_called_once_for_the_same_arguments() -> None:
    """One article's card on two pages, or twice on one, is made once."""
    env = Environment("{% from 'cards' import card %}{{ card(a) }}; {{ card(a) }}; {{ card(b) }}")
    one, two = TopicRef("rail", "Rail", "r/"), TopicRef("sea", "Sea", "s/")
    assert env.page(a=one, b=two) == "1 Rail row; 1 Rail row; 2 Sea row"
    assert env.page(a=two, b=one) == "2 Sea row; 2 Sea row; 1 Rail row"


@pytest.mark.parametrize(
    ("first", "second"), [("1", "true"), ("'a'", "'b'"), ("'a'", "m"), ("none", "0"), ("x", "y")]
)
def test_other_arguments_are_another_call(first: str, second: str) -> None:
    """1 and true, a text and markup, values that are equal but not the same one: all differ."""
    env = Environment(
        f"{{% from 'cards' import card %}}{{{{ card({first}) }}}}{{{{ card({second}) }}}}"
    )
    env.page(m=Markup("a"), x=TopicRef("a", "A", "a/"), y=TopicRef("a", "A", "a/"))
    assert env.calls == 2


def test_named_arguments_count_by_name() -> None:
    """kind='a' is not the same as the topic 'a'."""
    env = Environment("{% from 'cards' import card %}{{ card('a', kind='b') }}{{ card('a', 'b') }}")
    env.page()
    assert env.calls == 2


def test_what_is_told_of_names_is_no_argument() -> None:
    """A call with names is never taken for one without, whatever its arguments are."""
    macro = "{% macro four(a, b, c, d) %}{{ a }}{{ b }}{{ c }}{{ d }};{% endmacro %}"
    env = Environment(
        "{% from 'four' import four %}{{ four('x', d='y') }}{{ four(true, 'd', 'x', 'y') }}"
    )
    env.loader = DictLoader({**env.loader.mapping, "four": macro})  # type: ignore[union-attr]
    assert env.page() == "xy;Truedxy;"


@pytest.mark.parametrize(
    "page",
    [
        "{% from 'cards' import card with context %}{{ card('a') }}",
        "{% macro card(x) %}{{ count() }}{{ page }}{% endmacro %}{{ card('a') }}",
        "{% from 'cards' import card %}{{ card(['a']) }}",
    ],
)
def test_what_may_see_the_page_is_called_each_time(page: str) -> None:
    """A macro that sees its page's variables, or is given a list, is no function of its arguments."""
    env = Environment(page)
    env.page(page="one")
    env.page(page="two")
    assert env.calls == 2


def test_it_forgets_before_it_holds_too_much() -> None:
    """More results than are kept cost calls, never a wrong one."""
    env = Environment("{% from 'cards' import card %}{% for n in many %}{{ card(n) }};{% endfor %}")
    shown = env.page(many=[n // 2 for n in range(2, 20_000)])
    assert shown.startswith("1 1 row;1 1 row;2 2 row;")
    assert env.page(many=range(9_990, 10_000)).startswith("9990 9990 row")


def test_a_macro_seldom_asked_for_the_same_is_not_looked_up() -> None:
    """After a trial each call is made anew: looking for what is never found costs time."""
    env = Environment("{% from 'cards' import card %}{% for n in many %}{{ card(n) }};{% endfor %}")
    env.page(many=range(2_000))
    assert env.page(many=[1_999, 1_999]) == "2001 1999 row;2002 1999 row;"


def test_a_macro_often_asked_for_the_same_stays_known() -> None:
    """What was given once is found after a thousand others, too."""
    env = Environment("{% from 'cards' import card %}{% for n in many %}{{ card(n) }};{% endfor %}")
    env.page(many=[n // 2 for n in range(4_000)])
    assert env.page(many=[1_999, 1_999]) == "2000 1999 row;2000 1999 row;"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("card(1, 2, 3)", "takes not more than 2"),
        ("card(1, kin=2)", "no keyword argument 'kin'"),
        ("card(1, topic=2)", "no keyword argument 'topic'"),
    ],
)
def test_a_wrong_call_is_told_as_ever(call: str, said: str) -> None:
    """Too many arguments, or such as the macro does not know, are a mistake of the template's."""
    env = Environment(f"{{% from 'cards' import card %}}{{{{ {call} }}}}")
    with pytest.raises(TypeError, match=said):
        env.page()


def test_macros_that_take_anything_are_called_as_ever() -> None:
    """varargs, kwargs and a caller are Jinja's to sort out."""
    env = Environment(
        "{% from 'more' import any, around %}{{ any(1, 2, k=3) }}"
        "{% call around() %}<b>{% endcall %}{{ any() }}"
    )
    more = (
        "{% macro any() %}{{ varargs|length }}{{ kwargs.k }};{% endmacro %}"
        "{% macro around() %}[{{ caller() }}]{% endmacro %}"
    )
    env.loader = DictLoader({**env.loader.mapping, "more": more})  # type: ignore[union-attr]
    assert env.page() == "23;[<b>]0;"
