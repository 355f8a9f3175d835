"""An import by another program is shown in one that runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.end.program import WORK_DATE, command, started
from tests.screens.pages import make_worked

if TYPE_CHECKING:
    from tests.stores import Stores

_DATA = Path(__file__).parent.parent / "data" / "baseset"
FILES = tuple(str(_DATA / name) for name in ("Customers.csv", "Customer Ledger Entries.csv"))
SOON = 2.0
"""Seconds after which another's change is shown at the latest: it is looked for twice a second."""


def test_an_import_by_another_program_is_shown_at_once(stores: Stores) -> None:
    path = Path(stores.copy_of("sqlite", "worked", make_worked))
    with started(path) as terminal:
        terminal.wait_for("nothing imported yet")
        done = command("--db", str(path), "--work-date", WORK_DATE, "import", *FILES, "--lcy", "GBP", "--partial")
        assert done.returncode == 0, done.stderr
        terminal.wait_gone("nothing imported yet", SOON)
        terminal.wait_for("imported ")
