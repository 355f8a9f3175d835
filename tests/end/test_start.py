"""The first list is on the screen before SQLModel is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.end.program import WORK_DATE, imported
from tests.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

_FIRST_ROW = b"Fabrikam"
_LOADED = b"\x1b]777;loaded\x07"

# says on the line, by a sequence that no terminal shows, when SQLModel is being imported
_WATCHED = """
import os, sys, threading
loaded = threading.Event()
def watch(event, arguments):
    if event == "import" and arguments[0] == "sqlmodel":
        os.write(1, b"\\x1b]777;loaded\\x07")
        loaded.set()
sys.addaudithook(watch)
"""

# the longest list: its order takes until SQLModel is imported, if that comes first, and a second otherwise
_SLOW = """
from store.queries import credit_list
real = credit_list.credit_keys
def slow(*arguments, **named):
    loaded.wait(1.0)
    return real(*arguments, **named)
credit_list.credit_keys = slow
"""

_RUN = "from cctui.__main__ import main; main()"

# the app without a terminal: what is loaded when the first row is painted, and once it is ready for changes
_HEADLESS = """
import asyncio, json, sys
from datetime import date
from cctui.app import CctuiApp
from cctui.cli.settings import Settings
from cctui.starting import desk_of
from store.books import Books

HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "pydantic_core", "alembic"}
told = []

display = CctuiApp._display

def watched(app, screen, renderable):
    display(app, screen, renderable)
    grid = getattr(screen, "grid", None)
    if not told and grid is not None and grid.cursor_row is not None:
        told.append(sorted(HEAVY & sys.modules.keys()))

CctuiApp._display = watched

async def run(books):
    app = CctuiApp(desk_of(Settings(sys.argv[1], date.fromisoformat(sys.argv[2])), books))
    async with app.run_test(size=(120, 40)) as pilot:
        async with asyncio.timeout(20):
            while "sqlmodel" not in sys.modules or not told:
                await pilot.pause()

books = Books.open(sys.argv[1])
asyncio.run(run(books))
books.close()
print(json.dumps(told))
"""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return imported(tmp_path / "books.db")


@pytest.mark.parametrize("slow", ["", _SLOW], ids=["as it is", "a long list"])
def test_the_first_list_is_painted_before_sqlmodel_is_loaded(books: Path, slow: str) -> None:
    program = [sys.executable, "-c", _WATCHED + slow + _RUN, "--db", str(books), "--work-date", WORK_DATE]
    with Terminal(program, size=(120, 40)) as terminal:
        terminal.wait_until(lambda: _FIRST_ROW in terminal.raw, "the first row")
        terminal.wait_until(lambda: _LOADED in terminal.raw, "SQLModel, loaded at rest")
        assert terminal.raw.index(_FIRST_ROW) < terminal.raw.index(_LOADED)


def test_nothing_heavy_is_loaded_when_the_first_row_is_painted(books: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HEADLESS, str(books), WORK_DATE], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[]]
