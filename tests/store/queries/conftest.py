"""The base set and what a fortnight of calls made of it, on each database."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from store.queries.connection import connect
from store.rules.aging import AgingBands
from tests.store.queries.books import WORK_DATE, Writing, base, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.queries.connection import Connection
    from tests.stores import Stores

BANDS = AgingBands()


def worked(w: Writing) -> None:
    """The base set, a second customer in euro, calls, promises, queries and notes."""
    base(w)
    w.customer(
        "20000", "Blåbær [/] ApS", credit_controller_code="BOB", credit_limit_lcy=Decimal(500), email="post@bb.test"
    )
    w.entry(
        21, "20000", 1000, date(2026, 3, 1), currency_code="EUR", amount_lcy=Decimal(853), external_document_no="PO-77"
    )
    w.entry(22, "20000", 50, date(2026, 5, 1), on_hold="X", description="Late fee 100%_sure")
    w.entry(23, "20000", 75, date(2026, 2, 1), document_no="D-OLD")
    w.detail(23, -75, date(2026, 2, 20))
    w.customer("30000", "Nobody Ltd")
    w.contact("20000", "Berit", phone="+45 1234")
    w.interaction("i-old", "10000", datetime(2026, 3, 27, 15), state="closed", user_name="bob", description="Call")  # noqa: DTZ001
    w.interaction("i-new", "10000", datetime(2026, 3, 31, 9), user_name="anna")  # noqa: DTZ001
    for number, ticked in ((2, True), (1, True), (3, False)):
        w.line("i-new", number, ticked=ticked, updated=number == 1, status_code="PROMISED" if number == 1 else None)
    w.promise(1, 1000, date(2026, 4, 10), interaction_id="i-new")
    w.promise(3, 200, date(2026, 3, 20), made_on=date(2026, 3, 15), full=False)
    w.note(1, "First", interaction_id="i-old")
    w.note(1, "Second", interaction_id="i-new")


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def c(request: pytest.FixtureRequest, _stores: Stores) -> Iterator[Connection]:
    """A connection to the worked books, which nobody changes: a query cannot."""
    kind = str(request.param)
    connection = connect(_stores.prepared(kind, "queries", lambda url: write(url, worked)))
    yield connection
    connection.close()


__all__ = ["BANDS", "WORK_DATE"]
