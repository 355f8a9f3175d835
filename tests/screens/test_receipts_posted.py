"""Posted receipts are unapplied, applied again and reversed; what changed meanwhile is shown (S34, rules 15, 20)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session

from screens.receipts_form import ReceiptForm
from screens.receipts_preview import PreviewPage
from store import writer
from store.queries import ledger, receipts
from store.requests.receipts import SaveJournalLine
from store.tables.engine import open_engine
from store.tables.ledger import CustomerLedgerEntry
from tests.screens.pages import Walk, walk, walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from store.rows.ledger import EntryRow
    from tests.stores import Stores

pytestmark = pytest.mark.seed("S34")


def entry(app: Walk, number: int) -> EntryRow:
    """An entry as the store has it."""
    return app.app.desk.books.read(ledger.entry_rows, [number], baseset.WORK_DATE)[number]


async def receipt(app: Walk, customer: str, text: str, *keys: str) -> None:
    """From a customer's ledger, a receipt for the first entry."""
    await app.press(":", *"go", "space", *customer, "enter", "dollar_sign")
    await app.type(text)
    await app.press(*keys)


async def test_unapplied_applied_again_and_reversed(stores: Stores) -> None:
    async with walk(stores) as app:
        await receipt(app, "C1", "400", "f9", "f9")
        await app.press("5", "f", "u")
        assert "Unapply CR00001, GBP 400.00, from INV-1?" in app.text
        await app.press("y")
        assert entry(app, baseset.INV_1).remaining == 1000
        assert app.lines("CR00001", "open", "400.00")
        await app.press("u")
        assert "is applied to nothing" in app.message
        await app.press("a", "j", "space")
        assert app.lines("INV-3", "400.00", "500.00")
        assert app.lines("1 ticked", "of 400.00", "left 0.00")
        await app.press("enter")
        assert entry(app, baseset.INV_3).remaining == 100
        await app.press("x", "y")
        assert entry(app, baseset.INV_3).remaining == 500
        await app.press("u")
        assert "was reversed" in app.message


async def test_an_amount_is_typed_for_one_entry(stores: Stores) -> None:
    async with walk(stores) as app:
        await receipt(app, "C1", "1000", "f8")
        await app.press("u", *"2000", "enter")
        assert "Between 0 and 1,000.00" in app.text
        await app.press(*["backspace"] * 4, *"600", "enter", "j", "space")
        assert app.lines("INV-1", "600.00", "1,000.00")
        assert app.lines("INV-3", "400.00", "500.00")
        await app.press("enter", "f9", "f9")
        assert [entry(app, number).remaining for number in (1, 3)] == [400, 100]


async def test_esc_in_the_list_of_entries_leaves_the_choice_as_it_was(stores: Stores) -> None:
    async with walk(stores) as app:
        await receipt(app, "C1", "300", "f8")
        await app.press("space", "j", "space", "escape")
        assert app.lines("Applies to", "chosen", "INV-1")


async def test_a_foreign_receipt_shows_its_lcy_and_the_gain(stores: Stores) -> None:
    async with walk(stores) as app:
        await receipt(app, "C2", "500")
        assert app.lines("GBP 426.61")
        await app.press("enter", *"430")
        assert app.lines("GBP 430.00, gain 3.39")
        await app.press("f9")
        assert app.lines("1 receipt EUR 500.00", "(GBP) 430.00, gain 3.39")
        await app.press("f9")
        row = entry(app, baseset.EUR_1)
        assert (row.remaining, row.remaining_lcy) == (Decimal(500), Decimal("426.60"))


def with_discount(url: str) -> str:
    """INV-1 with 20 off till 2 April."""
    engine = open_engine(url)
    with Session(engine) as session, session.begin():
        row = session.get_one(CustomerLedgerEntry, baseset.INV_1)
        row.payment_discount, row.payment_discount_date = Decimal(20), date(2026, 4, 2)
    engine.dispose()
    return url


async def test_the_amount_proposed_is_less_the_discount_still_possible(stores: Stores) -> None:
    url = with_discount(stores.copy_of("sqlite", "base set", baseset.make_base_set))
    async with walk_on(url) as app:
        await receipt(app, "C1", "")
        assert app.lines("Amount", "980.00")
        assert app.lines("INV-1", "1,000.00", "980.00", "20.00", "closed")
        await app.press("up", "up", "up", "up", *"3/4", "down")
        assert app.lines("Amount", "1,000.00")
        await app.press("up", *["backspace"] * 3, *"2/4", "f9")
        assert app.lines("INV-1", "980.00", "20.00", "0.00")
        await app.press("f9")
        assert not entry(app, baseset.INV_1).open


async def test_promises_that_will_be_kept_are_told_before_and_after(stores: Stores) -> None:
    async with walk(stores, "worked") as app:
        await receipt(app, "C1", "", "f9")
        assert app.lines("INV-1", "1,000.00", "0.00", "promise kept")
        assert app.lines("1 promise kept", "1 to-do closes")
        await app.press("f9")
        assert app.message == "Posted CR00001, 1,000.00 of C1; 1 promise kept; 1 to-do closed."


async def test_what_another_changed_meanwhile_is_shown_beside_and_nothing_is_posted(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "POLL_SECONDS", 600.0)  # the preview is not told before it posts
    url = stores.copy_of("sqlite", "base set", baseset.make_base_set)
    other = baseset.Desk(url)
    async with walk_on(url) as app:
        await receipt(app, "C1", "1000", "f9")
        assert isinstance(app.app.screen, PreviewPage)
        other.pay(baseset.INV_1, "700", date(2026, 3, 31))
        with other.session() as session:
            session.get_one(CustomerLedgerEntry, baseset.INV_1).version += 1
        await app.press("f9")
        assert entry(app, baseset.INV_1).remaining == 300
        assert app.lines("INV-1", "300.00", "0.00", "was 1,000.00")
        assert app.lines("CR00001", "1,000.00", "300.00", "700.00")
        await app.press("f9")
        assert not entry(app, baseset.INV_1).open
        await app.press("5", "f")
        assert app.lines("CR00001", "partly applied", "700.00")


async def test_a_receipt_that_cannot_be_posted_as_it_is_says_why_in_full(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "base set", baseset.make_base_set)
    other = baseset.Desk(url)
    async with walk_on(url) as app:
        await receipt(app, "C1", "1000", "f10")
        other.pay(baseset.INV_1, "1000", date(2026, 3, 31))
        await app.press("f9")
        assert app.lines("CR00001", "cannot be posted")
        assert "choose an open one of the customer." in " ".join(app.text.split())
        await app.press("f9")
        assert "change it in the journal" in app.message
        await app.press("escape", "enter")
        assert app.lines("Applies to", "chosen", "Space chooses the entries")


async def test_a_foreign_amount_that_pays_nothing_needs_its_lcy(stores: Stores) -> None:
    async with walk(stores) as app:
        await receipt(app, "C1", "500", "up", *"usd", "f10")
        assert "Nothing tells what USD 500.00 is in GBP" in app.text
        assert app.app.screen.focused is not None
        assert app.app.screen.focused.id == "lcy"
        await app.press(*"400", "f10")
        assert app.lines("CR00001", "USD 500.00")


async def test_a_customer_that_owes_in_foreign_currencies_only_pays_in_that_of_its_oldest_entry(stores: Stores) -> None:
    async with walk(stores) as app:
        await app.press("5", "dollar_sign", *"C2", "enter")
        await app.type("500")
        assert app.lines("Currency", "EUR", "1 open entry, 1,000.00")
        assert app.lines("EUR-1", "1,000.00", "500.00")


async def test_read_only_books_show_receipts_and_change_none(stores: Stores) -> None:
    async with walk(stores) as app:
        app.app.desk.books.read_only = True
        await app.press("5", "dollar_sign")
        assert "nothing can be changed" in app.message


async def test_a_line_that_another_changed_is_shown_with_what_was_typed(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "base set", baseset.make_base_set)
    other = baseset.Desk(url)
    async with walk_on(url) as app:
        await receipt(app, "C1", "400", "f10")
        await app.press("enter")
        await app.type("450")
        (line,) = app.app.desk.books.read(receipts.journal_lines)
        other.do(
            SaveJournalLine(
                actor=baseset.BOB,
                line_id=line.id,
                version=line.version,
                customer_no="C1",
                posting_date=line.posting_date,
                document_no=line.document_no,
                amount=Decimal(300),
                applies_to=((baseset.INV_3, None),),
            )
        )
        await app.press("f10")
        assert "Somebody changed it to GBP 300.00, INV-3, meanwhile: F10 saves what you typed." in unwrapped(app)
        assert app.lines("Amount", "450.00")
        await app.press("f10")
        (line,) = app.app.desk.books.read(receipts.journal_lines)
        assert (line.amount, line.document_nos) == (Decimal(450), ("INV-1",))


async def test_a_document_no_that_is_used_is_refused_and_nothing_typed_is_lost(stores: Stores) -> None:
    async with walk(stores) as app:
        await receipt(app, "C1", "400", "f10", "dollar_sign")
        await app.press(*["up"] * 3, *"cr00001", "f10")
        assert "CR00001" in unwrapped(app)
        assert isinstance(app.app.screen, ReceiptForm)


async def test_undo_and_redo_go_through_the_postings(stores: Stores) -> None:
    async with walk(stores) as app:
        await receipt(app, "C1", "400", "f9", "f9", "z", "y")
        assert "Do again: Posted CR00001" in await app.press("Z")
        await app.press("y")
        assert entry(app, baseset.INV_1).remaining == 600
        await app.press("5", "f", "u", "y", "z", "y")
        assert entry(app, baseset.INV_1).remaining == 600
        assert app.lines("CR00001", "applied", "INV-1")


def unwrapped(app: Walk) -> str:
    """The screen's words without the breaks of its lines."""
    return " ".join(app.text.replace("│", " ").split())
