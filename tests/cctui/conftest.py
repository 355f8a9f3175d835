"""Books with a real export in them, and commands run in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cctui.cli.running import run
from store.queries.connection import dialect_of

if TYPE_CHECKING:
    from tests.stores import Stores

CONTOSO = Path(__file__).parents[1] / "data" / "contoso"
FILES = (str(CONTOSO / "Customers.csv"), str(CONTOSO / "Customer Ledger Entries.csv"))


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Command = Callable[..., Ended]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command line: `command("list", "--json", db=url)`, at work date 2026-03-01 unless it says another."""

    def ran(*arguments: str, db: str = "", work_date: str = "2026-03-01") -> Ended:
        everywhere = [f"--db={db}"] if db else []
        capsys.readouterr()
        code = run([*everywhere, f"--work-date={work_date}", *arguments])
        told = capsys.readouterr()
        return Ended(code, told.out, told.err)

    return ran


def fill(url: str) -> None:
    """Import the real export."""
    assert run([f"--db={url}", "--work-date=2026-03-01", "import", *FILES, "--lcy", "GBP"]) == 0


@pytest.fixture
def contoso(store_kind: str, stores: Stores) -> str:
    """A copy of the real export's books, on each database."""
    url = stores.copy_of(store_kind, "contoso", fill)
    assert dialect_of(url) == ("postgresql" if store_kind == "postgres" else "sqlite")
    return url


@pytest.fixture
def contoso_file(stores: Stores) -> str:
    """A copy of the real export's books in SQLite."""
    return stores.copy_of("sqlite", "contoso", fill)
