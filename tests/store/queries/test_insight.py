"""The figures of random books, against a plain recount of their rows."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pytest

from store.queries.connection import connect
from store.queries.insight import insight
from store.requests.calls import CloseInteraction, QueryInput
from store.tables.ledger import CustomerLedgerEntry, DetailedCustomerLedgerEntry
from store.tables.setup import QueryReason
from tests.store.baseset import ANNA, INV_1, INV_2, INV_3, WORK_DATE, Desk, actor, add_entry, apply, make_base_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.rows.insight import Insight
    from tests.stores import Stores

BEGIN: Final = date(2025, 12, 31)
CENT: Final = Decimal("0.01")


def random_books(url: str) -> None:
    """The base set, and a year of invoices and credit memos of two customers, some paid."""
    make_base_set(url)
    chance = random.Random(5)
    with Desk(url).session() as session:
        for number in range(100, 190):
            posted = WORK_DATE - timedelta(chance.randrange(380))
            amount = chance.randrange(-300, 1500)
            document = f"{'CM' if amount < 0 else 'INV'}-R{number}"
            due = (posted + timedelta(30)).isoformat()
            customer = chance.choice(["C1", "C2"])
            add_entry(session, number, document, str(amount), customer_no=customer, posted=posted.isoformat(), due=due)
            if amount > 0 and chance.random() < 0.6:
                paid = min(posted + timedelta(chance.randrange(1, 70)), WORK_DATE)
                at = datetime.combine(paid, datetime.min.time())
                apply(session, number, str(chance.choice([amount, amount // 2 or 1])), posted=paid, at=at)


def rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def balance(details: Sequence[DetailedCustomerLedgerEntry], among: set[int], day: date) -> Decimal:
    counted = (row.amount_lcy for row in details if row.entry_no in among and row.posting_date <= day)
    return sum(counted, Decimal(0))


@pytest.mark.parametrize("store_kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.long)])
@pytest.mark.parametrize("customer_no", [None, "C1"])
def test_the_figures_are_those_of_a_recount(stores: Stores, store_kind: str, customer_no: str | None) -> None:
    desk = Desk(stores.prepared(store_kind, "a year at random", random_books))
    c = connect(desk.url)
    found = insight(c, work_date=WORK_DATE, customer_no=customer_no, month_ends=2)
    c.close()
    entries = [row for row in desk.all(CustomerLedgerEntry) if customer_no in {None, row.customer_no}]
    details, among = desk.all(DetailedCustomerLedgerEntry), {row.entry_no for row in entries}
    begin, end = balance(details, among, BEGIN), balance(details, among, WORK_DATE)
    kinds = {"Invoice", "Credit Memo"}
    sold = [row for row in entries if row.document_type in kinds and row.posting_date > BEGIN]
    sales = sum((row.original_amount_lcy for row in sold), Decimal(0))
    current = sum((row.remaining_lcy for row in entries if row.effective_due_date >= WORK_DATE), Decimal(0))
    assert (found.begin_lcy, found.sales_lcy, found.receivables_lcy, found.current_lcy) == (begin, sales, end, current)
    assert value(found, "dso") == rounded(end / sales * 90)
    assert value(found, "best_possible_dso") == rounded(current / sales * 90)
    assert value(found, "average_days_delinquent") == rounded((end - current) / sales * 90)
    worth = begin + sales / 3
    assert value(found, "collection_effectiveness_index") == rounded((worth - end) / (worth - current) * 100)
    assert value(found, "dso_countback") == counted_back(entries, end)
    assert [month.day for month in found.aging] == [date(2026, 1, 31), date(2026, 2, 28), WORK_DATE]
    for month in found.aging:
        assert month.balance_lcy == sum(month.bands_lcy) == balance(details, among, month.day)


def value(found: Insight, key: str) -> Decimal | None:
    return next(figure.value for figure in found.figures if figure.key == key)


def counted_back(entries: Sequence[CustomerLedgerEntry], left: Decimal) -> Decimal:
    """Days' sales outstanding, a month at a time, written down without the rules."""
    ends = [date(2026, 3, 31), date(2026, 2, 28), date(2026, 1, 31), date(2025, 12, 31), date(2025, 11, 30)]
    ends += [date(2025, 10, 31), date(2025, 9, 30), date(2025, 8, 31), date(2025, 7, 31), date(2025, 6, 30)]
    days = Decimal(0)
    for to, after in pairwise(ends):
        sales = sum(
            row.original_amount_lcy
            for row in entries
            if row.document_type != "Payment" and after < row.posting_date <= to
        )
        if sales <= 0 or left <= 0:
            break
        days += (to - after).days * min(Decimal(1), left / sales)
        left -= sales
    return rounded(days)


def test_promises_are_forecast_and_weighted_by_those_that_came_due(desk: Desk) -> None:
    later = actor(work_date=date(2026, 4, 20))
    desk.promise([INV_1], date(2026, 4, 3), "400")
    desk.pay(INV_1, "400", date(2026, 4, 2))
    desk.promise([INV_3], date(2026, 4, 10), "100")
    desk.promise([INV_1], date(2026, 4, 24), "300", actor=later)
    desk.promise([INV_2], date(2026, 4, 27), "50", actor=later)
    c = connect(desk.url)
    found = insight(c, work_date=date(2026, 4, 20), month_ends=0)
    c.close()
    assert (value(found, "kept_by_count"), value(found, "kept_by_amount")) == (Decimal(50), Decimal(80))
    assert [(week.monday, week.promises, week.gross_lcy, week.weighted_lcy) for week in found.forecast] == [
        (date(2026, 4, 20), 1, Decimal(300), Decimal(240)),
        (date(2026, 4, 27), 1, Decimal(50), Decimal(40)),
    ]
    assert found.past_due_promises_lcy == Decimal(100)


def test_a_query_is_as_old_as_its_first_update(desk: Desk) -> None:
    with desk.session() as session:
        session.add(QueryReason(code="LATE", description="Delivered late"))
    asked = QueryInput(date(2026, 4, 5), reason="LATE")
    desk.open("call")
    desk.update([INV_1], "QUERIED", query=asked, interaction_id="call")
    desk.do(CloseInteraction(actor=ANNA, interaction_id="call"))
    later = actor(work_date=date(2026, 4, 20))
    desk.update([INV_3], "QUERIED", query=QueryInput(date(2026, 4, 25)), actor=later)
    desk.update([INV_1], "QUERIED", query=QueryInput(date(2026, 4, 25), reason="LATE"), actor=later)
    c = connect(desk.url)
    first, second = insight(c, work_date=date(2026, 4, 26), month_ends=0).queries
    c.close()
    assert (first.reason_code, first.reason, first.count, first.overdue) == ("LATE", "Delivered late", 1, 1)
    assert [count for _, count, _ in first.by_age] == [0, 1, 0, 0]
    assert [(label, amount) for label, count, amount in second.by_age if count] == [("0–7", Decimal(500))]
