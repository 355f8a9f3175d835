"""Demo books for tests: made once a worker, a copy of its own for each test."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from cctui.demo.build import Demo, make_books

if TYPE_CHECKING:
    from tests.stores import Stores

WORK_DATE: Final = date(2026, 3, 31)
USER: Final = "alex"
"""The user who is the credit controller ALEX."""


def build(url: str, customers: int = 60, work_date: date = WORK_DATE) -> None:
    """Fill an empty store with the usual demo books, or with more or fewer customers."""
    make_books(url, Demo(work_date, USER, customers))


def demo_url(stores: Stores, kind: str = "sqlite") -> str:
    """A fresh copy of the demo books, as `--db` takes it.

    Args:
        stores: The fixture of that name.
        kind: `sqlite` or `postgres`.
    """
    return stores.copy_of(kind, "demo", build)
