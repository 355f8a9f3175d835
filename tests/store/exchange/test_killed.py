"""An import that is killed, at whichever statement, leaves the books as they were."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.migrations.prepare import prepare
from tests.store.exchange.killer import imported

if TYPE_CHECKING:
    from tests.stores import Stores

FOLDER = Path(__file__).parents[2] / "data" / "profiles" / "sage50"
FIRST, NEXT = ([str(FOLDER / f"AUDIT_HEADER-{week}.csv"), str(FOLDER / "SALES_LEDGER.csv")] for week in (1, 2))
FEWEST = 40
"""Statements that an import has at least."""


@pytest.mark.parametrize(
    ("kind", "step"),
    [("sqlite", 30), *(pytest.param(kind, 1, marks=pytest.mark.long) for kind in ("sqlite", "postgres"))],
)
def test_killed_at_any_statement_the_books_are_as_they_were(kind: str, step: int, stores: Stores) -> None:
    url = stores.copy_of(kind, "empty-books", prepare)
    imported(url, "sage50", FIRST)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.store.exchange.killer", url, "sage50", str(step), str(step), *NEXT],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    *kills, done = ended.stdout.splitlines()
    assert done == "done 0", ended.stderr
    assert len(kills) >= FEWEST // step
    assert [kill for kill in kills if not kill.endswith("as before")] == []
