"""Books with the base set, on each database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.baseset import Desk, make_base_set

if TYPE_CHECKING:
    from tests.stores import Stores


@pytest.fixture
def desk(store_kind: str, stores: Stores) -> Desk:
    """Fresh books with the base set."""
    return Desk(stores.copy_of(store_kind, "base set", make_base_set))
