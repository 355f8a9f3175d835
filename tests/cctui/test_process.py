"""The program as a process: what it loads, closed pipes, terminals."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.terminal import Terminal

LOADED = """
import sys
from cctui.cli.running import run
code = run(sys.argv[1:])
heavy = {"textual", "rich", "sqlmodel", "sqlalchemy", "pydantic", "alembic", "psycopg"}
sys.stderr.write(" ".join(sorted(heavy & set(sys.modules))))
sys.exit(code)
"""


NOBODY = "There is no customer “nobody”: give a customer no., a part of its name, or a document no."


def cctui(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "cctui", *arguments]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["balance", "10000"], ["balance", "nobody"]])
def test_a_lookup_loads_nothing_heavy(contoso_file: str, arguments: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, "--db", contoso_file, *arguments], capture_output=True, text=True, check=False
    )
    assert (ended.stderr.splitlines() or [""])[-1] in {"", NOBODY}


def test_lists_load_no_orm_and_no_screen(contoso_file: str) -> None:
    for reader in (["list"], ["aging"], ["todos"], ["export", "cash-receipts", "open"]):
        ended = subprocess.run(
            [sys.executable, "-c", LOADED, "--db", contoso_file, *reader], capture_output=True, text=True, check=True
        )
        assert not {"textual", "rich", "sqlmodel", "sqlalchemy", "pydantic"} & set(ended.stderr.split())


def test_a_reader_that_closes_the_pipe_is_no_error(contoso_file: str) -> None:
    program = subprocess.Popen(
        cctui("--db", contoso_file, "entries", "30000", "--all"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait() == 0


def test_without_a_command_and_without_a_terminal_the_list_is_printed(contoso_file: str) -> None:
    ended = subprocess.run(
        cctui("--db", contoso_file, "--work-date", "2026-03-01"),
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "30000  School of Fine Art  38,529.90" in ended.stdout
    assert ended.stderr == ""


def test_a_host_without_utf_8_still_prints(contoso_file: str) -> None:
    ended = subprocess.run(
        cctui("--db", contoso_file, "aging"), capture_output=True, check=True, env={"PYTHONIOENCODING": "ascii"}
    )
    assert b"30?60" not in ended.stdout
    assert b"1?30" in ended.stdout


def test_a_table_fits_a_terminal_of_80_columns(contoso_file: str, terminal: Callable[..., Terminal]) -> None:
    ran = terminal(cctui("--db", contoso_file, "--work-date", "2026-03-01", "list"), size=(80, 24))
    ran.wait_for("customers")
    text = ran.screen_text()
    shown = [line.rstrip() for line in text.splitlines() if line.strip()]
    assert len(shown) == 8
    assert any("38,529.90" in line and line.startswith("30000") for line in shown)
    assert "…" not in shown[1] or "School" in text


def test_a_mistyped_command_is_answered_with_one_whole_sentence() -> None:
    ended = subprocess.run(cctui("lst"), capture_output=True, text=True, check=False)
    assert ended.stderr.splitlines()[-1] == "No such command 'lst'. Did you mean 'list'? See cctui --help."
