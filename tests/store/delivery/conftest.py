"""Books with an outbox, where the database makes no difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.baseset import Desk, make_base_set

if TYPE_CHECKING:
    from tests.stores import Stores


@pytest.fixture
def post(stores: Stores) -> Desk:
    """Fresh books with the base set, in SQLite."""
    return Desk(stores.copy_of("sqlite", "base set", make_base_set))
