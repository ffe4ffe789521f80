"""The layers of the design, asserted on the import statements of the package."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import briefgen

PACKAGE = Path(briefgen.__file__).parent
LAYER_OF = {
    "errors": "ground",
    "values": "ground",
    "model": "ground",
    "plainyaml": "border",
    "engine": "tools",
    "preview": "tools",
    "publish": "tools",
    "sources": "stages",
    "clean": "stages",
    "content": "stages",
    "render": "stages",
    "check": "stages",
    "configfile": "stages",
    "intake": "composers",
    "build": "composers",
    "cli": "face",
    "__main__": "entry",
    "__init__": "root",
}
MAY_IMPORT = {
    "ground": {"ground"},
    "tools": {"root"},
    "border": {"ground"},
    "stages": {"ground", "border", "root"},
    "composers": {"ground", "tools", "stages", "root"},
    "face": {"ground", "tools", "stages", "composers", "root"},
    "entry": {"face"},
    "root": set[str](),
}
COMPOSERS_MAY_NOT = {"preview", "publish"}


def room(module: str) -> str:
    """Return the room of a dotted name: "briefgen.clean.dom" -> "clean", "briefgen" -> "__init__"."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports(path: Path) -> set[str]:
    """Every module that a file imports, at any depth; `from package import module` names the module."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            base = str(node.module)
            found |= {module_of(base, alias.name) for alias in node.names}
    return found


def module_of(base: str, name: str) -> str:
    """The module that `from base import name` reaches."""
    inside = PACKAGE.joinpath(*base.split(".")[1:], name)
    is_module = inside.is_dir() or inside.with_suffix(".py").is_file()
    return f"{base}.{name}" if base.startswith("briefgen") and is_module else base


def files() -> list[tuple[str, Path]]:
    """Every Python file of the package with its room."""
    return [
        (room("briefgen." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts)), path)
        for path in sorted(PACKAGE.rglob("*.py"))
        if "themes" not in path.relative_to(PACKAGE).parts
    ]


def test_every_module_stands_in_a_layer() -> None:
    """No module of the package is outside the table of layers."""
    assert {name for name, _ in files()} <= set(LAYER_OF)


def test_a_layer_imports_only_what_lies_below() -> None:
    """Ground knows nothing above, tools no model, stages not each other, composers no face."""
    wrong = []
    for name, path in files():
        for module in sorted(m for m in imports(path) if m.split(".")[0] == "briefgen"):
            target = room(module)
            layer = LAYER_OF.get(target, "root")
            allowed = (
                target == name
                or layer in MAY_IMPORT[LAYER_OF[name]]
                or (LAYER_OF[name] == "tools" and target in {"errors", "values"})
            )
            forbidden = LAYER_OF[name] == "composers" and target in COMPOSERS_MAY_NOT
            if not allowed or forbidden:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {module}")
    assert wrong == []


def test_the_ground_needs_the_standard_library_only() -> None:
    """Model and errors import no third party."""
    third = {
        f"{path.relative_to(PACKAGE)}: {module}"
        for name, path in files()
        if LAYER_OF[name] == "ground"
        for module in imports(path)
        if module.split(".")[0] not in {*sys.stdlib_module_names, "briefgen"}
    }
    assert third == set()


def test_the_model_does_no_input_or_output() -> None:
    """No module of the model opens files, sockets or processes."""
    doors = {"os", "io", "pathlib", "socket", "subprocess", "shutil", "urllib.request"}
    for name, path in files():
        if name == "model":
            assert not imports(path) & doors, path


def test_only_the_command_line_prints() -> None:
    """`print` stands in the command line alone."""
    loud = [
        path.relative_to(PACKAGE)
        for name, path in files()
        if LAYER_OF[name] != "face"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    assert loud == []


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    """There is no import cycle, not even a late one."""
    graph: dict[str, set[str]] = {}
    for _, path in files():
        parts = ["briefgen", *path.relative_to(PACKAGE).with_suffix("").parts]
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        graph[name] = {m for m in imports(path) if m.startswith("briefgen")}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name in done or name not in graph:
            return
        for target in sorted(graph[name]):
            visit(target, (*trail, name))
        done.add(name)

    for name in sorted(graph):
        visit(name, ())


def test_addresses_from_outside_are_parsed_in_one_place() -> None:
    """Only `model.urls` uses the standard library's parsers, which raise; the rest has its own addresses."""
    own = {"publish", "preview", "cli"}
    wrong = [
        path.relative_to(PACKAGE).as_posix()
        for name, path in files()
        if name not in own and re.search(r"\burl(?:split|join|parse)\b", path.read_text("utf-8"))
    ]
    assert wrong == ["model/urls.py", "render/addresses.py"]
