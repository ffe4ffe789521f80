"""A class with its fields in, the class of values that dataclasses make of it out, only sooner.

dataclasses compile up to seven functions for each class of a module that is loaded, a fourth of all
that a short build does. Here a class compiles one, when its first value is made; all others are
shared. Whatever asks for a dataclass (`fields`, `asdict`, msgspec, our records) finds one.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False  # typing itself takes as long to load as ten of our modules
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, Never

__all__ = ["dataclass", "field", "names", "replace"]

_MISSING: Any = object()
_set = object.__setattr__


def names(kind: Any) -> tuple[str, ...] | None:
    """Return the names of the fields of a class of values, or any dataclass; None for another."""
    if (fields := getattr(kind, "__value_fields__", None)) is not None:
        return tuple(fields)
    if not hasattr(kind, "__dataclass_fields__"):
        return None
    import dataclasses

    return tuple([one.name for one in dataclasses.fields(kind)])


class _Field:
    """What is told of a field; _MISSING stands for a default that it does not have."""

    __slots__ = ("compare", "default", "default_factory", "kw_only", "name", "repr", "type")

    def __init__(self, default: Any, default_factory: Any, compare: bool, repr: bool) -> None:  # noqa: A002
        self.default = default
        self.default_factory = default_factory
        self.compare = compare
        self.repr = repr
        self.name = self.type = ""
        self.kw_only = False


class _Known:
    """The fields of a class as dataclasses know them, found when somebody asks."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def __get__(self, value: object, kind: Any) -> dict[str, Any]:
        if not self._known:
            self._known = _known(kind.__value_fields__)
        return self._known


def _field(
    *,
    default: Any = _MISSING,
    default_factory: Any = _MISSING,
    compare: bool = True,
    repr: bool = True,  # noqa: A002
) -> _Field:
    """Tell of a field what its default alone does not."""
    return _Field(default, default_factory, compare, repr)


def _dataclass(
    *, frozen: bool = False, slots: bool = False, eq: bool = True, kw_only: bool = False
) -> Callable[[Any], Any]:
    """Return what makes a class one of values."""
    if not slots:
        raise TypeError("a class of values has slots")
    return lambda plain: _made(plain, frozen=frozen, eq=eq, kw_only=kw_only)


def _replace(value: Any, /, **changes: Any) -> Any:
    """Return a value with other fields."""
    kind = type(value)
    for name in kind.__value_fields__:
        if name not in changes:
            changes[name] = getattr(value, name)
    return kind(**changes)


def _made(plain: Any, *, frozen: bool, eq: bool, kw_only: bool) -> Any:
    """Return a class as it would have been written by hand: slots can't be put in later."""
    body = dict(plain.__dict__)
    own = {name: _taken(body, name, hint, kw_only) for name, hint in plain.__annotations__.items()}
    above = getattr(plain, "__value_fields__", {})
    fields = {**above, **own}
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    body["__slots__"] = tuple([name for name in own if name not in above])
    body["__value_fields__"] = fields
    body["__dataclass_fields__"] = _Known()
    body.setdefault("__match_args__", tuple([x.name for x in fields.values() if not x.kw_only]))
    methods = _methods(plain.__qualname__, fields.values(), frozen=frozen, eq=eq)
    kind = type(plain)(plain.__name__, plain.__bases__, {**methods, **_written(body)})
    kind.__init__ = _first(kind)
    return kind


def _taken(body: dict[str, Any], name: str, hint: str, kw_only: bool) -> _Field:
    """Take a field's default out of a class: its slot bears the same name."""
    told = body.pop(name, _MISSING)
    one = told if isinstance(told, _Field) else _field(default=told)
    one.name, one.type, one.kw_only = name, hint, kw_only
    return one


def _written(body: dict[str, Any]) -> dict[str, Any]:
    """Return what a class says itself; Python puts a hash of None where it says what is equal."""
    if body.get("__hash__", _MISSING) is None and "__eq__" in body:
        del body["__hash__"]
    return body


def _methods(name: str, fields: Iterable[_Field], *, frozen: bool, eq: bool) -> dict[str, Any]:
    values = _values([one.name for one in fields])
    shown = [one.name for one in fields if one.repr]
    methods: dict[str, Any] = {"__repr__": _repr(name, shown)}
    if eq:
        compared = _values([one.name for one in fields if one.compare])
        methods["__eq__"] = _eq(compared)
        methods["__hash__"] = (lambda value: hash(compared(value))) if frozen else None
    if frozen:
        methods |= {"__setattr__": _no_setting, "__delattr__": _no_deleting}
        methods["__getstate__"] = lambda value: [*values(value)]
        methods["__setstate__"] = _restored
    return methods


def _values(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gives the values of fields."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


def _repr(kind: str, names: Sequence[str]) -> Callable[[Any], str]:
    def shown(value: Any) -> str:
        return f"{kind}({', '.join([f'{name}={getattr(value, name)!r}' for name in names])})"

    return shown


def _eq(values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, Any], Any]:
    def equal(value: Any, other: Any) -> Any:
        return values(value) == values(other) if type(value) is type(other) else NotImplemented

    return equal


def _no_setting(value: object, name: str, _: object) -> Never:
    from dataclasses import FrozenInstanceError

    del value
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_deleting(value: object, name: str) -> Never:
    from dataclasses import FrozenInstanceError

    del value
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _restored(value: Any, state: Iterable[Any]) -> None:
    for name, one in zip(value.__value_fields__, state, strict=True):
        _set(value, name, one)


def _first(kind: Any) -> Callable[..., None]:
    """Return what a class makes its first value with: it puts what it compiles in its own place."""

    def first(value: Any, *args: Any, **named: Any) -> None:
        kind.__init__ = init = _init(kind.__value_fields__.values())
        init.__qualname__ = f"{kind.__qualname__}.__init__"
        init(value, *args, **named)

    return first


def _init(fields: Iterable[_Field]) -> Callable[..., None]:
    known: dict[str, Any] = {"_set": _set, "_missing": _MISSING}
    plain, named = ["self"], list[str]()
    lines = []
    for one in fields:
        name = value = one.name
        word = name
        if one.default_factory is not _MISSING:
            known[f"_made_{name}"] = one.default_factory
            word, value = f"{name}=_missing", f"_made_{name}() if {name} is _missing else {name}"
        elif one.default is not _MISSING:
            known[f"_default_{name}"] = one.default
            word = f"{name}=_default_{name}"
        (named if one.kw_only else plain).append(word)
        lines.append(f" _set(self, {name!r}, {value})\n")
    words = ", ".join([*plain, "*", *named] if named else plain)
    exec(f"def __init__({words}):\n{''.join(lines) or ' pass'}", known)  # noqa: S102 - as dataclasses do
    init: Callable[..., None] = known["__init__"]
    return init


def _known(kind: Any) -> dict[str, Any]:
    """Return the fields as dataclasses tell them: of a class like this one, where it makes none."""
    import dataclasses

    rows = []
    for one in kind.values():
        told = {"default": one.default, "default_factory": one.default_factory}
        given = {key: value for key, value in told.items() if value is not _MISSING}
        told_of = dataclasses.field(
            compare=one.compare, repr=one.repr, kw_only=one.kw_only, **given
        )
        rows.append((one.name, one.type, told_of))
    body = {name: one for name, _, one in rows}
    body |= {"__annotations__": {name: hint for name, hint, _ in rows}, "__doc__": "Fields."}
    like: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(type("Like", (), body))
    return dict(like.__dataclass_fields__)


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    dataclass, field, replace = _dataclass, _field, _replace
