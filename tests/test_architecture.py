"""How the program is put together: what loads what, how long files are, what is told about them."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).parent.parent
_PACKAGES = ("cctui", "screens", "widgets", "store")
_CODE = sorted(path for package in _PACKAGES for path in (_ROOT / package).rglob("*.py"))
_ALL_PYTHON = [*_CODE, *sorted((_ROOT / "tests").rglob("*.py")), *sorted((_ROOT / "bench").rglob("*.py"))]
_HEAVY = {"textual", "sqlmodel", "sqlalchemy", "pydantic", "alembic"}
_MOST_LINES = 300
_LONGER: dict[str, str] = {}  # path: the reason why it may be longer

# split, so that this file does not hold what it looks for
_ELSEWHERE = re.compile("|".join(["\\.\\./" + "shared", "RULES" + "\\.md", "DESIGN" + "\\.md", "/wo" + "rk/"]))
_HOSTS = re.compile("|".join(["pypi" + "\\.org", "pythonhosted" + "\\.org", "--(?:extra-)?index" + "-url"]))


def _loaded(*arguments: str) -> tuple[int, set[str], str]:
    """Run the program in a process of its own: its exit status, the top-level modules that it loaded, its output."""
    told = (
        "import sys, runpy, atexit\n"
        "atexit.register(lambda: print('LOADED', *{m.partition('.')[0] for m in sys.modules}))\n"
        "sys.argv[0] = 'cctui'\n"
        "runpy.run_module('cctui', run_name='__main__', alter_sys=True)"
    )
    done = subprocess.run([sys.executable, "-c", told, *arguments], capture_output=True, text=True, check=False)
    output, _, modules = done.stdout.rpartition("LOADED")
    return done.returncode, set(modules.split()), output + done.stderr


def test_help_is_light() -> None:
    status, modules, output = _loaded("--help")
    assert status == 0, output
    assert "balance" in output
    assert modules & _HEAVY == set()


@pytest.fixture(scope="module")
def contoso(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of books that hold the Contoso export."""
    books = str(tmp_path_factory.mktemp("contoso") / "books.db")
    for file in ("Customers.csv", "Customer Ledger Entries.csv"):
        path = _ROOT / "tests" / "data" / "contoso" / file
        status, _, output = _loaded("import", str(path), "--db", books, "--lcy", "GBP", "--complete")
        assert status == 0, output
    return books


@pytest.mark.parametrize("arguments", [["balance", "10000"], ["entries", "10000"], ["list"], ["todos"], ["aging"]])
def test_a_command_that_prints_is_light(arguments: list[str], contoso: str) -> None:
    status, modules, output = _loaded(*arguments, "--db", contoso)
    assert status == 0, output
    assert modules & _HEAVY == set()


def test_import_contracts_hold() -> None:
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([tool, "--no-cache"], cwd=_ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr


def _name(path: Path) -> str:
    return str(path.relative_to(_ROOT))


def test_files_are_short() -> None:
    lengths = {_name(path): len(path.read_text("utf-8").splitlines()) for path in _ALL_PYTHON}
    assert {name: n for name, n in lengths.items() if n > _MOST_LINES and name not in _LONGER} == {}


def test_package_files_load_nothing() -> None:
    packages = [path for path in _ALL_PYTHON if path.name == "__init__.py"]
    loading = [path for path in packages if re.search(r"^\s*(import|from)\b", path.read_text("utf-8"), re.MULTILINE)]
    assert [_name(path) for path in loading] == []


def _kept_files() -> Iterator[Path]:
    """The project's own text files, found without git, which a downloaded archive does not have."""
    skipped = {".git", ".venv", "data", "__pycache__", "build", "dist", ".hypothesis"}
    for folder, folders, files in os.walk(_ROOT):
        folders[:] = [name for name in folders if name not in skipped and not name.endswith("_cache")]
        yield from (Path(folder) / name for name in files if Path(name).suffix not in {".pyc", ".png", ".xlsx", ".svg"})


@pytest.mark.parametrize(("what", "pattern"), [("another place", _ELSEWHERE), ("a registry's host", _HOSTS)])
def test_the_project_stands_alone(what: str, pattern: re.Pattern[str]) -> None:
    texts = {_name(path): path.read_text("utf-8", errors="replace") for path in _kept_files()}
    assert {name: found.group() for name, text in texts.items() if (found := pattern.search(text))} == {}


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The public functions and classes of a module, and the public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            inner = node.body if isinstance(node, ast.ClassDef) else []
            yield from (
                each
                for each in inner
                if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and not each.name.startswith("_")
            )


def test_all_that_is_public_in_the_store_is_told() -> None:
    untold = [
        f"{_name(path)}:{node.lineno} {node.name}"
        for path in _CODE
        if path.is_relative_to(_ROOT / "store") and "versions" not in path.parts
        for node in _public(ast.parse(path.read_text("utf-8")))
        if not ast.get_docstring(node)
    ]
    assert untold == []
