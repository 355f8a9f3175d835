"""The program itself, opened at another work date and left, leaves the books as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.dump import dump
from tests.end.program import command, started
from tests.screens.pages import make_worked

if TYPE_CHECKING:
    from tests.stores import Stores


@pytest.mark.parametrize("work_date", ["2026-12-31", pytest.param("2026-01-01", marks=pytest.mark.long)])
def test_looking_around_at_another_work_date_writes_nothing(stores: Stores, work_date: str) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    before = dump(url)
    with started(Path(url), words=("--work-date", work_date)) as terminal:
        terminal.wait_for("Northwind")
        for keys, shows in (
            ("c", "Interaction log"),
            ("e", "Explained"),
            ("escape", "Interaction log"),
            ("2", "To-do"),
        ):
            terminal.press(keys)
            terminal.wait_for(shows)
        terminal.press("Q")
        assert terminal.exit_status() == 0
    done = command("--db", url, "--work-date", work_date, "promises")
    assert done.returncode == 0, done.stderr
    assert ("broken" in done.stdout) is (work_date > "2026-06")
    assert dump(url) == before
