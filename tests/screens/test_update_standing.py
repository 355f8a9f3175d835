"""Update Selected Entries begins with what stands on the entries, where they have the code that is given again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from store.requests.calls import PromiseInput, QueryInput
from store.tables.setup import QueryReason
from tests.screens.interaction_app import base_books, desk_on
from tests.screens.test_update_entries import opened
from tests.store import baseset
from tests.store.baseset import INV_1, INV_2, INV_3, INV_4

if TYPE_CHECKING:
    from collections.abc import Iterator

    from screens.desk import Desk
    from tests.stores import Stores


@pytest.fixture
def desk(stores: Stores) -> Iterator[Desk]:
    url = base_books(stores)
    books = baseset.Desk(url)
    reason = books.all(QueryReason)[0].code
    books.update([INV_1, INV_2], "QUERIED", query=QueryInput(date(2026, 4, 20), by="Mary", reason=reason))
    books.update([INV_3], "PROMISED", promise=PromiseInput(date(2026, 4, 10), full=False, amount=Decimal(120)))
    books.update([INV_4], "PROMISED", promise=PromiseInput(date(2026, 4, 10)))
    found = desk_on(url)
    yield found
    found.books.close()


async def test_a_query_that_stands_is_proposed_as_it_is(desk: Desk) -> None:
    async with opened(desk, INV_1, INV_2) as at:
        await at.type("quer")
        await at.press("tab")
        form = at.form
        assert (form.target.day, form.by.value) == (date(2026, 4, 20), "Mary")
        assert form.reason.choice is not None
        await at.press("f10")
        assert at.answer is not None
        assert at.answer.query is not None
        assert at.answer.query.target_date == date(2026, 4, 20)


async def test_where_entries_differ_the_code_decides(desk: Desk) -> None:
    async with opened(desk, INV_1, INV_3) as at:
        await at.type("quer")
        await at.press("tab")
        assert at.form.target.day != date(2026, 4, 20)
        assert at.form.by.value != "Mary"


@pytest.mark.parametrize(
    ("numbers", "full", "amount"),
    [((INV_3,), False, Decimal(120)), ((INV_4,), True, None), ((INV_3, INV_4), False, Decimal(370))],
)
async def test_a_promise_that_stands_is_proposed_as_it_is(
    desk: Desk, numbers: tuple[int, ...], *, full: bool, amount: Decimal | None
) -> None:
    async with opened(desk, *numbers) as at:
        await at.type("prom")
        await at.press("tab")
        form = at.form
        assert (form.day.day, form.full.on, form.amount.amount) == (date(2026, 4, 10), full, amount)
        assert form.amount.disabled == full
        await at.press("shift+tab", "ctrl+u")
        await at.type("quer")
        await at.press("tab", "shift+tab", "ctrl+u")
        await at.type("prom")
        await at.press("f10")
        assert at.answer is not None
        assert at.answer.promise == PromiseInput(date(2026, 4, 10), full=full, amount=amount)
