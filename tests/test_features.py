"""Each numbered feature is told in docs/features.md and driven on its page by a test that carries its number."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cctui.gathered import page_classes
from widgets.actions import keys_of
from widgets.keynames import key_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parent.parent
EVERY = tuple(f"S{number:02}" for number in range(1, 48))
DRIVING = ("tests/screens/", "tests/end/", "tests/cctui/")
"""Where tests drive the program by its keys."""
ROW = re.compile(r"^\| (S\d+) \| ([^|]+) \| ([^|]+) \| ([^|]*) \| `([^`]+)` \|$", re.MULTILINE)


def _marks(decorators: Sequence[ast.expr]) -> Iterator[str]:
    for each in decorators:
        if isinstance(each, ast.Call) and ast.unparse(each.func) == "pytest.mark.seed":
            yield from (argument.value for argument in each.args if isinstance(argument, ast.Constant))  # type: ignore[misc]


def _of_module(tree: ast.Module) -> list[str]:
    """The numbers that all tests of a module carry."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            return list(_marks(node.value.elts if isinstance(node.value, ast.List) else [node.value]))
    return []


@cache
def marked() -> dict[str, list[str]]:
    """By number, the tests that carry it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        every = _of_module(tree)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                for number in {*every, *_marks(node.decorator_list)}:
                    found[number].append(f"{path.relative_to(ROOT).as_posix()}::{node.name}")
    return found


def told() -> list[tuple[str, ...]]:
    """The table's rows: number, feature, where, keys, test."""
    return ROW.findall((ROOT / "docs" / "features.md").read_text(encoding="utf-8"))


def test_a_number_has_two_digits() -> None:
    assert {number for number in marked() if not re.fullmatch(r"S\d\d", str(number))} == set()
    assert set(marked()) <= set(EVERY)


@pytest.mark.parametrize("number", EVERY)
def test_each_feature_is_driven_on_its_page(number: str) -> None:
    assert [test for test in marked()[number] if test.startswith(DRIVING)], f"no test drives the page of {number}"


def test_each_feature_is_told_once_and_its_test_carries_its_number() -> None:
    rows = told()
    assert tuple(row[0] for row in rows) == EVERY
    for number, _feature, _where, _keys, test in rows:
        assert test in marked()[number], f"{number}: {test}"
        assert test.startswith(DRIVING), f"{number}: {test}"


def test_keys_of_a_feature_are_those_of_its_page() -> None:
    pages = {page.__name__: page for page in page_classes()}
    sections = _sections()
    for number, _feature, where, keys, _test in told():
        here = [pages[name] for anchor in re.findall(r"#([a-z-]+)\)", where) for name in sections[anchor]]
        actions = [action for page in here for action in page.ACTIONS]
        known = {key_text(key) for action in actions for key in keys_of(action)}
        known |= {f":{name[5:]}" for page in here for name in dir(page) if name.startswith("line_")}
        assert set(re.findall(r"`([^`]+)`", keys)) <= known, number


def _sections() -> dict[str, list[str]]:
    """By anchor, the page classes whose keys the manual's section lists."""
    manual = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    parts = re.split(r"^#+ (.*)$", manual, flags=re.MULTILINE)
    bodies = zip(parts[1::2], parts[2::2], strict=True)
    return {
        re.sub(r"[^a-z0-9 _-]", "", heading.casefold()).replace(" ", "-"): re.findall(
            r"<!-- keys of ([A-Za-z]+) -->", body
        )
        for heading, body in bodies
    }
