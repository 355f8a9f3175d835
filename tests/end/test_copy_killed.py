"""A copy that is killed leaves nothing half-made, and the next one goes through."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.exchange.copying import copy_books
from store.queries.connection import connect
from store.queries.version import schema_version
from tests.demo_books import WORK_DATE, demo_url
from tests.store.exchange.whole import exported

if TYPE_CHECKING:
    from tests.stores import Stores

STEPS = 5
"""Moments of a copy at which it is killed, from its first row to its last."""


def kill(source: str, target: str, seconds: float) -> None:
    """Kill a copy so many seconds after it has begun, unless it is done by then."""
    program = [sys.executable, "-m", "cctui", "copy", source, target]
    with subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        with suppress(subprocess.TimeoutExpired):
            running.wait(seconds)
        running.kill()


@pytest.mark.long
def test_a_killed_copy_leaves_nothing_half_made(stores: Stores, store_kind: str) -> None:
    source = demo_url(stores)
    whole = exported(source)
    begun = time.monotonic()
    subprocess.run([sys.executable, "-m", "cctui", "copy", source, stores.empty(store_kind)], check=True)
    needed = time.monotonic() - begun
    for step in range(1, STEPS):
        target = stores.empty(store_kind)
        kill(source, target, needed * step / STEPS)
        if not finished(target):
            copy_books(source, target, WORK_DATE, lambda *_: None)
        assert exported(target) == whole
        if store_kind == "sqlite":
            assert [each.name for each in Path(target).parent.iterdir()] == [Path(target).name]


def finished(target: str) -> bool:
    """Whether the copy is there; if not, nothing of it is."""
    if not target.startswith("postgresql:"):
        return Path(target).exists()
    books = connect(target)
    try:
        return schema_version(books) != ""
    finally:
        books.close()
