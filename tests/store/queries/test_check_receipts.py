"""Each invariant of postings and journal lines is missed when it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.queries.check import check
from store.queries.connection import connect
from store.requests.calls import Undo
from tests.store.baseset import ANNA, INV_1, INV_2, INV_3, WORK_DATE, Desk, make_base_set
from tests.store.queries.test_check import spoil
from tests.store.receipts import post, reverse, saved, unapply

if TYPE_CHECKING:
    from tests.stores import Stores


def _posted(url: str) -> None:
    """A payment of each fate: 1 applied, 2 unapplied (3), 4 taken back with its line (5), 6 reversed (7, 8)."""
    make_base_set(url)
    desk = Desk(url)
    post(desk, "400", INV_1)
    post(desk, "300", INV_3)
    unapply(desk, -2)
    post(desk, "100", INV_1)
    desk.do(Undo(actor=ANNA))
    post(desk, "200", INV_2)
    reverse(desk, -4)
    desk.open("call")
    saved(desk, "50", INV_2, interaction_id="call")
    desk.engine.dispose()


@pytest.fixture
def url(store_kind: str, stores: Stores) -> str:
    return stores.copy_of(store_kind, "posted receipts", _posted)


def rules(url: str) -> set[str]:
    connection = connect(url)
    try:
        return {found.rule for found in check(connection, WORK_DATE)}
    finally:
        connection.close()


def test_whatever_became_of_payments_the_books_agree(url: str) -> None:
    assert rules(url) == set()


REST = "posting_date, work_date, at, user_name"
ALL = f"kind, payment_entry_no, {REST}"
DETAIL = (
    "INSERT INTO detailed_customer_ledger_entry (entry_no, kind, posting_date, amount, amount_lcy, transaction_no,"
    " recorded_at) VALUES ({}, '{}', '2026-04-03', {}, {}, {}, '2026-04-03T00:00:00')"
)


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("posting_sum", DETAIL.format(1, "application", -1, -1, 1)),
        ("posting_sum", DETAIL.format(1, "application", 0, 1, 1)),
        ("posting_entry", DETAIL.format(21, "discount", -1, -1, 1)),
        ("posting_payment", f"INSERT INTO posting (kind, payment_entry_no, {REST}) SELECT 'x', 1, {REST} FROM posting"),
        ("reversal_once", f"INSERT INTO posting ({ALL}, reverses_id) SELECT {ALL}, 2 FROM posting WHERE id = 3"),
        ("reversal", DETAIL.format(3, "discount", 0, 1, 3)),
        ("reversal", DETAIL.format(3, "tolerance", -1, 0, 2)),
        ("reversal_payment", DETAIL.format(-3, "reversal", 1, 1, 5)),
        ("reversal_payment", DETAIL.format(-2, "reversal", 1, 1, 3)),
        ("journal", "UPDATE journal_line SET amount = 0"),
        ("journal", "UPDATE journal_application SET amount = -1"),
        ("journal", "UPDATE journal_application SET entry_no = 21"),
        ("journal", "UPDATE journal_line SET oldest_first = TRUE"),
        ("journal", "UPDATE journal_line SET currency_code = 'EUR'"),
        ("journal_interaction", "UPDATE journal_line SET customer_no = 'C2'"),
        ("text", "UPDATE journal_line SET description = 'a' || chr(27) || '[2J'"),
    ],
)  # fmt: skip
def test_what_is_broken_is_found(url: str, rule: str, statement: str) -> None:
    spoil(url, statement if url.startswith("postgres") else statement.replace("chr(", "char("))
    assert rule in rules(url)
