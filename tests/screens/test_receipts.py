"""Cash receipt journal: entered from an interaction, seen before it is posted, and what follows (S34, rule 15)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from screens.receipts import JournalPage
from screens.receipts_form import ReceiptForm
from screens.receipts_preview import PreviewPage
from store.queries import ledger, receipts
from tests.screens.interaction_app import base_books, calling, totals
from tests.screens.pages import Walk, walk
from tests.store import baseset

if TYPE_CHECKING:
    from store.rows.ledger import EntryRow
    from store.rows.receipts import JournalLineRow
    from tests.stores import Stores

pytestmark = pytest.mark.seed("S34")


def lines(app: Walk) -> list[JournalLineRow]:
    """The journal as the store has it."""
    return app.app.desk.books.read(receipts.journal_lines)


def entry(app: Walk, number: int) -> EntryRow:
    """An entry as the store has it."""
    return app.app.desk.books.read(ledger.entry_rows, [number], baseset.WORK_DATE)[number]


async def to_the_ledger(app: Walk) -> None:
    """To C1's open entries."""
    await app.press(":", *"go", "space", *"C1", "enter")


async def entered(app: Walk, text: str, *keys: str) -> None:
    """From C1's ledger, a receipt with this amount for INV-1."""
    await to_the_ledger(app)
    await app.press("dollar_sign")
    assert isinstance(app.app.screen, ReceiptForm)
    await app.type(text)
    await app.press(*keys)


async def test_a_receipt_from_the_interaction_is_posted_and_all_follows(stores: Stores) -> None:
    async with calling(base_books(stores), origin="ledger_entries", cursor=baseset.INV_1) as call:
        assert "1,000.00" in totals(call)
        await call.press("dollar_sign")
        form = call.front
        assert isinstance(form, ReceiptForm)
        assert form.amount.value == "1,000.00"
        await call.type("400")
        assert "1,000.00       400.00       600.00" in form.plan.text
        await call.press("f9")
        await call.rest(lambda: isinstance(call.front, PreviewPage))
        await call.rest()
        assert "INV-1        1,000.00     400.00     600.00" in call.text()
        assert call.books.read(ledger.entry_rows, [baseset.INV_1], baseset.WORK_DATE)[1].remaining == 1000
        await call.press("f9")
        await call.rest(lambda: call.front is call.page)
        await call.rest()
        assert totals(call).startswith("1 ticked  Selected Remaining Amount 600.00")
        assert call.page.entered
        assert "Posted CR00001, 400.00 of C1." in call.text()


async def test_undo_brings_the_receipt_back_to_the_journal(stores: Stores) -> None:
    async with walk(stores) as app:
        await entered(app, "400", "f9", "f9")
        assert entry(app, baseset.INV_1).remaining == 600
        assert "Take back: Posted CR00001" in await app.press("z")
        await app.press("n")
        assert entry(app, baseset.INV_1).remaining == 600
        await app.press("z", "y")
        assert entry(app, baseset.INV_1).remaining == 1000
        assert [(line.document_no, line.amount) for line in lines(app)] == [("CR00001", Decimal(400))]
        await app.press("dollar_sign")
        assert app.lines("CR00001", "400.00", "INV-1")


async def test_a_receipt_kept_in_the_journal_is_changed_and_deleted(stores: Stores) -> None:
    async with walk(stores) as app:
        await entered(app, "400", "enter", "enter")
        assert isinstance(app.app.screen, JournalPage)
        assert "F9 posts" in app.message
        await app.press("enter")
        await app.type("250")
        await app.press("f10")
        assert [line.amount for line in lines(app)] == [Decimal(250)]
        await app.press("x", "y")
        assert lines(app) == []


async def test_more_than_remains_stays_on_account_and_is_said(stores: Stores) -> None:
    async with walk(stores) as app:
        await entered(app, "1100")
        assert app.lines("GBP 100.00 stays on account, not applied")
        await app.press("f9", "f9")
        assert not entry(app, baseset.INV_1).open
        await app.press("5", "f")
        assert app.lines("CR00001", "partly applied", "100.00", "INV-1")


async def test_a_wrong_amount_is_said_at_its_field_and_nothing_typed_is_lost(stores: Stores) -> None:
    async with walk(stores) as app:
        await entered(app, "12.345", "f10")
        assert app.lines("12.345", "3 decimals")
        await app.press("backspace", "f10")
        assert [line.amount for line in lines(app)] == [Decimal("12.34")]


async def test_what_is_left_out_is_named(stores: Stores) -> None:
    async with walk(stores) as app:
        await to_the_ledger(app)
        await app.press("a", "dollar_sign")
        assert app.lines("Left out: CM-9, PAY-7 (a credit)")
        assert app.lines("Amount", "2,550.00")


async def test_one_payment_for_all_is_applied_to_the_oldest(stores: Stores) -> None:
    async with walk(stores) as app:
        await app.press("5", "dollar_sign")
        await app.type("nobody")
        await app.press("enter")
        assert "No customer has that" in app.text
        await app.press(*["backspace"] * 6, *"C1", "enter")
        await app.type("1600")
        assert [line.split()[:4] for line in app.text.splitlines() if "INV-" in line and "closed" in line] == [
            ["│", "INV-1", "1,000.00", "1,000.00"],
            ["│", "INV-3", "500.00", "500.00"],
        ]
        await app.press("f9", "f9")
        assert [entry(app, number).remaining for number in (1, 2, 3, 4)] == [0, 800, 0, 150]


async def test_a_document_no_of_the_statement_names_the_entry(stores: Stores) -> None:
    async with walk(stores) as app:
        await app.press("5", "+", *"inv-2", "enter")
        assert app.lines("Amount", "800.00")
        assert app.lines("Applies to", "chosen", "INV-2")


async def test_two_receipts_for_one_entry_are_planned_one_after_the_other(stores: Stores) -> None:
    async with walk(stores) as app:
        await entered(app, "700", "f10")
        await app.press("dollar_sign")
        await app.type("500")
        assert app.lines("INV-1", "300.00", "closed")
        await app.press("f10", "f9")
        assert app.lines("INV-1", "1,000.00", "700.00", "300.00")
        assert app.lines("INV-1", "300.00", "300.00", "0.00", "closed")
        await app.press("enter")
        assert [entry(app, number).remaining for number in (1, 3)] == [0, 300]


async def test_entries_that_were_paid_here_lose_their_tick_without_a_warning(stores: Stores) -> None:
    async with walk(stores) as app:
        await to_the_ledger(app)
        await app.press("space", "dollar_sign", "f9", "f9")
        assert app.message == "Posted CR00001, 1,000.00 of C1."
        assert app.page.grid.ticked == frozenset()
        assert not app.lines("INV-1", "1,000.00")


async def test_a_receipt_from_the_card_is_applied_to_the_oldest(stores: Stores) -> None:
    async with walk(stores) as app:
        await to_the_ledger(app)
        await app.press("c", "dollar_sign")
        await app.type("1200")
        assert app.lines("Applies to", "oldest")
        assert app.lines("INV-3", "500.00", "200.00", "300.00")
        await app.press("f9", "f9")
        assert app.page.NAME == "Customer card"
        assert "Posted CR00001, 1,200.00 of C1." in app.message
        assert app.lines("850.00")


async def test_marked_entries_of_two_customers_are_refused_with_a_sentence(stores: Stores) -> None:
    async with walk(stores) as app:
        await app.press("4", "a", "dollar_sign")
        assert "belong to 2 customers, a receipt is from one" in app.message


async def test_a_posting_date_to_come_is_pointed_out(stores: Stores) -> None:
    async with walk(stores) as app:
        await entered(app, "400", *["up"] * 4, *"fri")
        assert app.lines("Fri 3 Apr 2026, after the work date!")
