"""Plain command lines do without the command line's library, and end as they would with it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cctui.cli import main, running
from cctui.cli.quick import COMPLETION, quick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.cctui.conftest import Command

PLAIN: tuple[list[str], ...] = (
    [],
    ["balance", "10000"],
    ["balance", "10000", "--json"],
    ["--csv", "balance", "School"],
    ["balance", "nobody"],
    ["balance", "o"],
    ["balance", ""],
    ["entries", "30000"],
    ["entries", "nobody", "--json"],
    ["aging"],
    ["aging", "10000", "--csv"],
    ["list"],
    ["list", "over:60", "--csv"],
    ["list", "over:x"],
    ["todos", "--json"],
    ["todos", "due<x"],
    ["balance", "10000", "--json", "--csv"],
    ["balance", "10000", "--work-date", "someday"],
    ["balance", "10000", "--work-date=-7", "--read-only"],
    ["balance", "10000", "--as-of", "2026-01-31"],
    ["aging", "--as-of=2026-01-31", "--json"],
    ["aging", "10000", "20000"],
    ["aging", "over:10", "--as-of", "eom"],
    ["entries", "30000", "due<2026-02-01", "--as-of", "2026-02-10"],
    ["list", "--as-of", "2026-01-31"],
    ["promises"],
    ["find", "school", "of"],
    ["find", ""],
)
OTHERS = (
    ["balance"],
    ["balance", "10000", "20000"],
    ["balance", "--help"],
    ["balance", "--", "10000"],
    ["list", "--sort", "no"],
    ["todos", "--all"],
    ["entries", "10000", "--all"],
    ["aging", "--sort", "name"],
    ["find"],
    ["lst"],
    ["--version"],
    ["balance", "10000", "--db"],
    ["balance", "10000", "--cvs"],
)

LOADED = """
import sys
from cctui.cli.running import run
code = run(sys.argv[1:])
print(" ".join(sorted({"typer", "textual", "sqlmodel"} & set(sys.modules))))
sys.exit(code)
"""


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_a_plain_line_ends_as_with_the_library(
    command: Command, contoso_file: str, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str]
) -> None:
    ended = command(*arguments, db=contoso_file)
    with monkeypatch.context() as patched:
        patched.setattr(main, "perform", lambda _: pytest.fail("the library was asked"))
        assert command(*arguments, db=contoso_file) == ended
    monkeypatch.setattr(running, "quick", lambda _: None)
    assert command(*arguments, db=contoso_file) == ended


@pytest.mark.parametrize("arguments", OTHERS, ids=" ".join)
def test_any_other_line_is_the_librarys(arguments: Sequence[str]) -> None:
    assert quick(arguments) is None


def test_completion_is_the_librarys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMPLETION, "bash_complete")
    assert quick(["balance", "10000"]) is None


def test_a_balance_loads_no_library(contoso_file: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, "--db", contoso_file, "balance", "10000"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ended.stdout.splitlines()[-1] == ""
