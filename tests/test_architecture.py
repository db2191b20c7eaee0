"""The rule of the house: which room may import what, who owns each library, and what is nowhere.

Walks syntax trees, so imports inside functions and under TYPE_CHECKING count too.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "briefer"

LOWER = {"corpus", "export", "brieffile"}
ALLOWED = {
    "core": set(),
    "paths": set(),
    "files": {"core"},
    "corpus": {"core", "paths", "files"},
    "export": {"core"},
    "brieffile": {"core", "paths", "files"},
    "workspace": {"core", "paths", "files", *LOWER},
    # The two faces see the rooms below the workspace only as types of what it answers.
    "cli": {"core", "paths", "files", "workspace", ""},
    "ui": {"core", "paths", "files", "workspace", ""},
    "__main__": {"cli"},
    "": set(),
}
TYPES_ONLY = {"cli": LOWER, "ui": LOWER}
DOORS = {("briefer/cli.py", "briefer.ui.app")}
"""The one place where the command line opens the window."""

OWNERS = {
    "PySide6": ("briefer/ui/",),
    "sqlite3": ("briefer/corpus/",),
    "sqlite_utils": ("briefer/corpus/",),
    "docx": ("briefer/export/",),
    "lxml": ("briefer/corpus/media/", "briefer/export/"),
    "reportlab": ("briefer/export/",),
    "pikepdf": ("briefer/export/",),
    "pypdfium2": ("briefer/corpus/media/",),
    "yaml": (
        "briefer/corpus/catalogue.py",
        "briefer/export/style.py",
        "briefer/brieffile.py",
        "briefer/workspace.py",
        "briefer/ui/theme.py",
    ),
}
DISTRIBUTIONS = {
    "pyside6-essentials": "PySide6",
    "sqlite-utils": "sqlite_utils",
    "python-docx": "docx",
    "lxml": "lxml",
    "reportlab": "reportlab",
    "pikepdf": "pikepdf",
    "pypdfium2": "pypdfium2",
    "pyyaml": "yaml",
}
NETWORK = {
    "socket", "socketserver", "ssl", "http", "urllib", "ftplib", "smtplib", "imaplib", "poplib", "nntplib", "telnetlib",
    "xmlrpc", "wsgiref", "asyncio", "asyncore", "webbrowser", "select", "selectors",
    "PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets",
}  # fmt: skip
ROUNDABOUT = {"importlib", "runpy", "ctypes", "subprocess", "multiprocessing", "pickle", "shelve", "marshal"}
"""Ways round the other rules, or formats that run code; nothing here needs them."""
FILES = {"os", "pathlib", "shutil", "tempfile", "glob", "fileinput", "mmap", "threading"}
"""What ``core`` does without: it works on values."""
TOP_LEVEL = {
    ".ci", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md",
    "briefer", "data", "docs", "packaging", "pyproject.toml", "resources", "tests",
}  # fmt: skip


@dataclass(frozen=True)
class Import:
    file: str
    line: int
    module: str
    types_only: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def own_room(file: str) -> str:
    first = Path(file).parts[1].removesuffix(".py")
    return "" if first == "__init__" else first


@cache
def imports() -> tuple[Import, ...]:
    found = []
    for path in modules():
        guarded = {
            id(inner)
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            for statement in node.body
            for inner in ast.walk(statement)
        }
        for node in ast.walk(tree_of(path)):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name_of(path)}:{node.lineno} has a relative import"
                module = node.module or ""
                # `from briefer import files` and `from PySide6 import QtGui` import modules, `from briefer import
                # __version__` a name.
                names = [
                    f"{module}.{alias.name}" if module in ("briefer", "PySide6") and alias.name[0] != "_" else module
                    for alias in node.names
                ]
            found += [Import(name_of(path), node.lineno, name, id(node) in guarded) for name in dict.fromkeys(names)]
    return tuple(found)


def test_every_room_is_in_the_table() -> None:
    rooms = {own_room(name_of(path)) for path in modules()}
    assert rooms <= set(ALLOWED), f"rooms without a rule: {rooms - set(ALLOWED)}"


def test_arrows_point_down() -> None:
    wrong = []
    for each in imports():
        if each.module.split(".")[0] != "briefer" or (each.file, each.module) in DOORS:
            continue
        mine, other = own_room(each.file), room_of(each.module)
        allowed = ALLOWED[mine] | {mine} | (TYPES_ONLY.get(mine, set()) if each.types_only else set())
        if other not in allowed:
            wrong.append(str(each))
    assert not wrong, wrong


def test_the_rule_is_not_vacuous() -> None:
    """The walk sees imports inside functions: the workspace's lazy writers."""
    seen = {(each.file, each.module) for each in imports()}
    assert ("briefer/workspace.py", "briefer.export.docx") in seen
    assert seen >= DOORS


def test_each_library_has_its_owner() -> None:
    wrong = []
    for each in imports():
        top = each.module.split(".")[0]
        if top == "briefer" or (top in sys.stdlib_module_names and top not in OWNERS):
            continue
        if not each.file.startswith(OWNERS.get(top, ("nobody",))):
            wrong.append(str(each))
    assert not wrong, wrong


def test_core_needs_neither_files_nor_threads() -> None:
    wrong = [
        str(each) for each in imports() if each.file.startswith("briefer/core/") and each.module.split(".")[0] in FILES
    ]
    for path in (PACKAGE / "core").rglob("*.py"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
                wrong.append(f"{name_of(path)}:{node.lineno} opens a file")
    assert not wrong, wrong


def test_no_network_and_no_way_round() -> None:
    wrong = [
        str(each) for each in imports() if each.module.split(".")[0] in NETWORK | ROUNDABOUT or each.module in NETWORK
    ]
    for path in modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Name) and node.id in ("__import__", "eval", "exec"):
                wrong.append(f"{name_of(path)}:{node.lineno} uses {node.id}")
    assert not wrong, wrong


def test_starting_is_light() -> None:
    """Slow libraries are imported by the call that needs them: a face and the workspace load none of them."""
    code = "import sys, briefer.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    slow = {*OWNERS} & set(loaded.split())
    assert not slow, slow


def test_preferences_live_in_one_file() -> None:
    users = {name_of(path) for path in modules() if "QSettings" in path.read_text(encoding="utf-8")}
    assert users <= {"briefer/ui/settings.py"}, users


COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})(?![0-9A-Za-z_-])|^[0-9A-F]{6}$|\brgba?\(")


def test_colours_live_in_themes_and_styles() -> None:
    wrong = []
    for path in modules():
        for node in ast.walk(tree_of(path)):
            place = f"{name_of(path)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.search(node.value):
                wrong.append(f"{place} {node.value[:40]!r}")
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("QColor", "Color"):
                numbers = [each for each in node.args if isinstance(each, ast.Constant)]
                if len(numbers) >= 3:
                    wrong.append(f"{place} {ast.unparse(node)}")
    assert not wrong, wrong


def test_modules_are_named_for_a_duty() -> None:
    banned = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers"}
    wrong = [name_of(path) for path in modules() if banned & set(path.stem.split("_"))]
    assert not wrong, wrong


def mutable_globals() -> Iterator[str]:
    for path in modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Global):
                yield f"{name_of(path)}:{node.lineno} global {', '.join(node.names)}"


def test_no_globals_that_change() -> None:
    assert not list(mutable_globals())


def test_the_top_of_the_repository_is_small() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {name.split("/")[0] for name in listed.split("\0") if name} <= TOP_LEVEL


def dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {re.split(r"[<>=!~; ]", each, maxsplit=1)[0].lower() for each in project["dependencies"]}


def test_every_dependency_is_owned_and_explained() -> None:
    assert dependencies() == set(DISTRIBUTIONS)
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").lower()
    lines = [line for line in text.splitlines() if line.startswith("|")]
    for name in dependencies():
        assert any(f"`{name}`" in line for line in lines), f"{name} has no line in ARCHITECTURE.md"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_pins_carry_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    pins = re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)
    assert dependencies() <= set(pins)
    # A pin goes on with its hashes on the next lines.
    assert all(line.endswith("\\") for line in text.splitlines() if re.match(r"[a-z0-9-]+==", line))


def test_both_pin_files_agree() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==[^\\]*", (ROOT / "packaging" / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")
