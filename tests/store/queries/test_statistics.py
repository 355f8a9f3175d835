"""The customer card's figures: how a customer stands, pays and keeps its word; log and contacts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from store.queries.connection import connect
from store.queries.statistics import contacts, customer_statistics, log_rows, paid_invoices, promise_interactions
from store.rows.statistics import LastPayment
from store.rules.statistics import Tally, average_days, kept_rate, limit_left, tally
from store.tables.ledger import Contact, Customer, CustomerLedgerEntry, DetailedCustomerLedgerEntry
from store.tables.setup import ImportBatch
from tests.store.queries.books import WORK_DATE, Writing, base, write
from tests.store.queries.conftest import BANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.queries.connection import Connection
    from tests.stores import Stores

LATER = "2026-03-28T09:00:00"
"""When what settles the promises was recorded."""


def carded(w: Writing) -> None:
    """The base set with a limit of 2,000, paid invoices, promises in every state, and two calls."""
    base(w)
    w.session.get_one(Customer, "10000").credit_limit_lcy = Decimal(2000)
    w.customer("20000", "Nothing [/] yet")
    _paid_invoices(w)
    _calls(w)
    _promises(w)
    w.contact("10000", "Zoe", phone="2")
    w.add(Contact(customer_no="10000", name="Abe [/]"))


def _paid_invoices(w: Writing) -> None:
    for number, posted, due, closed in (
        (31, "2025-12-01", "2025-12-31", "2026-01-10"),  # 40 days, 10 late
        (32, "2026-01-01", "2026-01-31", "2026-01-26"),  # 25 days, 5 early
        (33, "2026-01-01", "2026-01-31", "2026-02-06"),  # 36 days, 6 late
    ):
        w.entry(number, "10000", 100, _day(due), posting_date=_day(posted))
        w.detail(number, -100, _day(closed))
    w.entry(34, "10000", 100, _day("2025-01-01"))
    w.detail(34, -100, _day("2026-01-01"), "import_credit")
    w.entry(36, "10000", 100, _day("2025-01-01"))  # a receipt that was taken back, then a credit memo
    for day, amount, kind in (
        ("2025-12-01", -100, "application"),
        ("2025-12-01", 100, "unapplication"),
        ("2026-01-01", -100, "import_credit"),
    ):
        w.detail(36, amount, _day(day), kind)
    w.entry(35, "10000", 100, _day("2025-01-01"))
    _close_by_import(w, 35)


def _close_by_import(w: Writing, number: int) -> None:
    """Close an entry as a first import does where the source does not say when it was paid."""
    batch = w.add(ImportBatch(at="2026-03-31T08:00:00", work_date=WORK_DATE))
    entry = w.session.get_one(CustomerLedgerEntry, number)
    entry.remaining = entry.remaining_lcy = Decimal(0)
    entry.open, entry.closed_on = False, WORK_DATE
    taken = -entry.original_amount
    w.add(
        DetailedCustomerLedgerEntry(
            entry_no=number, kind="import_change", posting_date=WORK_DATE, amount=taken, amount_lcy=taken,
            recorded_at=LATER, import_id=batch.id,
        )
    )  # fmt: skip


def _promises(w: Writing) -> None:
    early = _day("2026-03-10")
    for number, amount, paid in ((41, 300, 300), (42, 400, 100)):
        w.entry(number, "10000", amount, _day("2026-03-01"))
        w.promise(number, amount, _day("2026-03-20"), made_on=early)
        w.detail(number, -paid, _day("2026-03-18"), at=LATER)
    w.promise(3, 500, _day("2026-03-20"), made_on=early)
    w.promise(4, 250, _day("2026-04-10"), ended="withdrawn", ended_on=WORK_DATE)
    w.promise(2, 700, _day("2026-04-01"), ended="superseded", ended_on=WORK_DATE)
    w.promise(1, 1000, _day("2026-04-10"), interaction_id="i-new")


def _calls(w: Writing) -> None:
    w.interaction("i-old", "10000", datetime(2026, 3, 27, 15), state="closed", user_name="bob", description="Call")  # noqa: DTZ001
    w.interaction("i-new", "10000", datetime(2026, 3, 31, 9), user_name="anna", notes="[b]\nbusy")  # noqa: DTZ001
    promised = {"promised_amount": Decimal(1000), "promised_date": _day("2026-04-10")}
    w.line("i-new", 2, ticked=True)
    w.line("i-new", 3, updated=True, status_code="QUERIED")
    w.line("i-new", 1, ticked=True, updated=True, status_code="PROMISED", **promised)
    w.note(1, "First", interaction_id="i-new")
    w.note(3, "Second", interaction_id="i-new")


def _day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def c(request: pytest.FixtureRequest, _stores: Stores) -> Iterator[Connection]:
    """A connection to these books on each database."""
    connection = connect(_stores.prepared(str(request.param), "card", lambda url: write(url, carded)))
    yield connection
    connection.close()


def test_how_a_customer_stands_pays_and_keeps_its_word(c: Connection) -> None:
    found = customer_statistics(c, "10000", WORK_DATE, BANDS)
    assert found is not None
    assert (found.balance_lcy, found.overdue_lcy, found.open_entries) == (Decimal(2350), Decimal(1500), 7)
    assert (found.credit_limit_lcy, found.limit_left_lcy) == (Decimal(2000), Decimal(-350))
    assert found.unapplied_credits_lcy == Decimal(-500)
    assert (found.paid_invoices, found.average_days_to_pay, found.average_days_late) == (
        4,
        Decimal("29.5"),
        Decimal("7.0"),
    )
    assert found.last_payment == LastPayment("PAY-7", _day("2026-03-26"), "", Decimal(200))


def test_promises_are_counted_by_state_and_only_those_come_due_make_the_rate(c: Connection) -> None:
    found = customer_statistics(c, "10000", WORK_DATE, BANDS)
    assert found is not None
    assert {each.state: (each.count, int(each.amount_lcy)) for each in found.promises} == {
        "open": (1, 1000),
        "kept": (1, 300),
        "partially kept": (1, 400),
        "broken": (1, 500),
        "withdrawn": (1, 250),
        "superseded": (1, 700),
    }
    assert [each.state for each in found.promises][:2] == ["open", "kept"]
    assert found.kept_by_count == Decimal(1) / 3
    assert found.kept_by_amount == Decimal("0.25")


def test_a_later_work_date_breaks_the_open_one(c: Connection) -> None:
    found = customer_statistics(c, "10000", _day("2026-04-11"), BANDS)
    assert found is not None
    broken = found.tally("broken")
    assert broken is not None
    assert (broken.count, found.tally("open"), found.kept_by_count) == (2, None, Decimal("0.25"))


def test_only_invoices_paid_on_a_known_date_are_averaged(c: Connection) -> None:
    assert [(row.entry_no, row.days_to_pay, row.days_late) for row in paid_invoices(c, "10000")] == [
        (41, 17, 17),
        (33, 36, 6),
        (32, 25, -5),
        (31, 40, 10),
    ]


def test_a_customer_with_nothing(c: Connection) -> None:
    found = customer_statistics(c, "20000", WORK_DATE, BANDS)
    assert found is not None
    assert (found.limit_left_lcy, found.average_days_to_pay, found.average_days_late) == (None, None, None)
    assert (found.last_payment, found.promises, found.kept_by_count, found.kept_by_amount) == (None, (), None, None)
    assert (log_rows(c, "20000"), contacts(c, "20000")) == ([], [])
    assert customer_statistics(c, "gone", WORK_DATE, BANDS) is None


@pytest.mark.seed("S37")
def test_the_log_tells_what_was_done_newest_first(c: Connection) -> None:
    new, old = log_rows(c, "10000")
    assert (new.id, new.at, new.state, new.user_name, new.notes) == (
        "i-new",
        "2026-03-31T09:00:00",
        "open",
        "anna",
        "[b]\nbusy",
    )
    assert (new.documents, new.status_codes) == (("INV-1", "INV-3"), ("PROMISED", "QUERIED"))
    assert (new.promised, new.promised_on) == ((("", Decimal(1000)),), (_day("2026-04-10"),))
    assert new.entry_notes == (("INV-1", "First"), ("INV-3", "Second"))
    assert (old.id, old.description, old.documents, old.promised, old.promised_on) == ("i-old", "Call", (), (), ())


def test_the_credit_control_contact_leads(c: Connection) -> None:
    assert [(row.name, row.phone, row.credit_control) for row in contacts(c, "10000")] == [
        ("Zoe", "2", True),
        ("Abe [/]", "", False),
    ]


def test_a_promise_knows_its_interaction(c: Connection) -> None:
    assert list(promise_interactions(c, "10000").values()) == ["i-new"]


def test_rates_averages_and_limits() -> None:
    assert kept_rate(tally([("open", Decimal(5)), ("withdrawn", Decimal(5)), ("superseded", Decimal(1))])) is None
    assert kept_rate({"kept": Tally(3, Decimal(100)), "broken": Tally(1, Decimal(300))}) == (
        Decimal("0.75"),
        Decimal("0.25"),
    )
    assert tally([("kept", Decimal(1)), ("kept", Decimal(2))]) == {"kept": Tally(2, Decimal(3))}
    assert (average_days([]), average_days([1, 2, 2, 2]), average_days([-1, 0, 0, 0])) == (
        None,
        Decimal("1.8"),
        Decimal("-0.3"),
    )
    assert limit_left(Decimal(0), Decimal(5)) is None
    assert limit_left(Decimal(5), Decimal(5)) == 0
