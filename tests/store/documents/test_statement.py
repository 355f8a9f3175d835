"""A statement's figures: the base set to the last digit, and lines that always add up to what the customer owes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from store.queries.documents_data import NoDocument
from store.tables.ledger import Customer
from store.tables.setup import CreditControlSetup, Currency
from tests.store.baseset import CM_9, EUR_1, INV_1, INV_3, PAY_7
from tests.store.documents.papers import copy_of, printed, statement_of

if TYPE_CHECKING:
    from store.rows.document_data import StatementData
    from tests.store.baseset import Desk

FEBRUARY = date(2026, 2, 1)


def money(*amounts: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(each) for each in amounts)


def lines(data: StatementData, section: int = 0) -> list[tuple[str, str, str]]:
    return [(line.document_no, f"{line.amount:.2f}", f"{line.balance:.2f}") for line in data.sections[section].lines]


def adds_up(data: StatementData) -> None:
    for section in data.sections:
        last = section.lines[-1].balance if section.lines else section.opening_balance
        assert last == section.closing_balance
        assert sum(section.bands) == section.closing_balance
        assert sum(line.remaining for line in section.overdue) == section.overdue_amount


@pytest.mark.seed("S47")
def test_open_items_are_the_base_set_by_due_date(desk: Desk) -> None:
    data = statement_of(desk.url)
    assert lines(data) == [
        ("INV-1", "1000.00", "1000.00"),
        ("INV-3", "500.00", "1500.00"),
        ("CM-9", "-300.00", "1200.00"),
        ("INV-4", "250.00", "1450.00"),
        ("PAY-7", "-200.00", "1250.00"),
        ("INV-2", "800.00", "2050.00"),
    ]
    (section,) = data.sections
    assert (section.currency_code, section.closing_balance, section.overdue_amount) == ("GBP", *money(2050, 1200))
    assert [(line.document_no, line.days_overdue) for line in section.overdue] == [
        ("INV-1", 31),
        ("INV-3", 21),
        ("CM-9", 11),
    ]
    assert section.bands == money(850, 200, 1000, 0, 0)
    adds_up(data)


def test_a_balance_is_carried_forward(desk: Desk) -> None:
    data = statement_of(desk.url, kind="balance", from_date=FEBRUARY)
    assert data.sections[0].opening_balance == 1000
    assert lines(data)[0] == ("INV-3", "500.00", "1500.00")
    assert lines(data)[-1] == ("PAY-7", "-200.00", "2050.00")
    assert statement_of(desk.url, kind="balance").from_date == FEBRUARY
    assert statement_of(desk.url, kind="balance", work_date=date(2026, 1, 31)).from_date == date(2025, 12, 1)
    adds_up(data)


def test_applied_amounts_move_no_balance_and_discounts_do(desk: Desk) -> None:
    march = date(2026, 3, 27)
    desk.pay(INV_1, "200", march, kind="application")
    desk.pay(PAY_7, "-200", march, kind="application")
    desk.pay(INV_3, "15", march, kind="discount")
    data = statement_of(desk.url, kind="balance", from_date=FEBRUARY)
    assert [(line.document_type, line.amount) for line in data.sections[0].lines if line.entry_no is None] == [
        ("discount", Decimal(-15))
    ]
    assert data.sections[0].closing_balance == 2035
    adds_up(data)
    assert "27 Mar 2026 Payment discount -15.00 2,035.00" in printed(data)


@pytest.mark.parametrize(
    "since", [date.min, date(2026, 1, 29), date(2026, 1, 30), date(2026, 3, 27), date(2026, 3, 28)]
)
def test_lines_add_up_from_whichever_day(desk: Desk, since: date) -> None:
    desk.pay(INV_1, "400", date(2026, 3, 27))
    desk.pay(CM_9, "-300", date(2026, 3, 27), kind="reversal")
    data = statement_of(desk.url, kind="balance", from_date=since)
    assert data.sections[0].closing_balance == 1950
    adds_up(data)


def test_settled_entries_leave_the_open_items_only(desk: Desk) -> None:
    desk.pay(INV_3, "500", date(2026, 3, 27))
    assert "INV-3" not in [line[0] for line in lines(statement_of(desk.url))]
    settled = next(
        line
        for line in statement_of(desk.url, kind="balance", from_date=FEBRUARY).sections[0].lines
        if line.document_no == "INV-3"
    )
    assert (settled.amount, settled.remaining, settled.days_overdue) == (*money(500, 0), 0)


def test_each_currency_stands_by_itself(desk: Desk) -> None:
    data = statement_of(desk.url, "C2")
    assert [(each.currency_code, each.decimals, each.closing_balance) for each in data.sections] == [
        ("EUR", 2, Decimal(1000)),
        ("JPY", 0, Decimal(100000)),
        ("KWD", 3, Decimal("10.125")),
        ("USD", 2, Decimal(-150)),
    ]
    text = printed(data)
    assert "JPY 100,000 100,000" in text
    assert "KWD 10.125 10.125" in text
    adds_up(data)


def test_setup_says_decimals_and_bands(desk: Desk) -> None:
    with desk.session() as session:
        session.add(Currency(code="EUR", decimals=3))
        session.get_one(CreditControlSetup, 1).aging_limits = "20"
    data = statement_of(desk.url, "C2")
    assert (data.sections[0].decimals, data.band_limits) == (3, (20,))
    assert data.sections[0].bands == money(0, 0, 1000)
    assert "Over 20 days" in printed(data)


def test_the_language_is_asked_for_else_the_customers_else_setups(desk: Desk) -> None:
    assert statement_of(desk.url).language == "en"
    with desk.session() as session:
        session.get_one(CreditControlSetup, 1).language_code = "fr"
    assert statement_of(desk.url).language == "fr"
    with desk.session() as session:
        session.get_one(Customer, "C1").language_code = "DEU"
    assert statement_of(desk.url).language == "de"
    assert statement_of(desk.url, language="pl").language == "pl"


def test_nobody_and_nothing_are_told(desk: Desk) -> None:
    with pytest.raises(NoDocument, match="There is no customer C9"):
        statement_of(desk.url, "C9")
    with pytest.raises(NoDocument, match="There is no ledger entry 999"):
        copy_of(desk.url, 999)
    with pytest.raises(NoDocument, match="Payment PAY-7 has no copy: only invoices and credit memos have one"):
        copy_of(desk.url, PAY_7)


def test_a_customer_without_entries_has_a_statement(desk: Desk) -> None:
    with desk.session() as session:
        session.add(Customer(no="C3", name="New", sort_name="new", search_text="c3\nnew"))
    data = statement_of(desk.url, "C3")
    assert data.sections == ()
    assert "There are no open items." in printed(data)


def test_copies_have_the_ledgers_data(desk: Desk) -> None:
    copied = copy_of(desk.url, CM_9)
    assert (copied.document, copied.amount, copied.remaining, copied.currency_code) == (
        "credit_memo",
        *money(300, 300),
        "GBP",
    )
    desk.pay(EUR_1, "400", date(2026, 3, 27))
    copied = copy_of(desk.url, EUR_1)
    assert (copied.document, copied.amount, copied.remaining, copied.currency_code) == (
        "invoice",
        *money(1000, 600),
        "EUR",
    )
    text = printed(copied)
    assert "Copy from the ledger" in text
    assert "Total EUR 1,000.00" in text
    assert "Open at 31 Mar 2026 600.00" in text
