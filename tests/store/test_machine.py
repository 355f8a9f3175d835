"""A day's work in any order: whatever is done, refused or taken back, the books agree with themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.store.baseset import make_base_set
from tests.store.machine_mail import MailDay

if TYPE_CHECKING:
    from tests.stores import Stores

STEPS = 50
"""In one run, at most."""
PARTS = [*(("sqlite", part, 25) for part in range(10)), ("postgres", 0, 4)]
"""Database, number and runs, ten thousand steps in all: parted so that several workers can share them."""


def _run(kind: str, stores: Stores, runs: int, number: int, *, shrink: bool = False) -> int:
    """Run days that the number decides; how many steps they had."""

    class OfKind(MailDay):
        new_store = staticmethod(lambda: stores.copy_of(kind, "base set", make_base_set))

    run_state_machine_as_test(
        hypothesis.seed(number)(OfKind),
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    return OfKind.steps


@pytest.mark.parametrize(("kind", "part", "runs"), PARTS)
def test_books_agree_after_any_day(kind: str, part: int, runs: int, stores: Stores) -> None:
    assert _run(kind, stores, runs, part) > runs * STEPS * 2 / 3


@pytest.mark.long
@pytest.mark.parametrize("part", range(5))
def test_books_agree_after_any_long_day(store_kind: str, part: int, stores: Stores) -> None:
    assert _run(store_kind, stores, 50, 1000 + part, shrink=True) > 50 * STEPS * 2 / 3
