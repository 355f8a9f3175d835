"""How a receipt is applied: amounts, discounts, tolerance, and what LCY makes of it (rule 15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.application import Plan, PlanError, Receipt, Terms, plan

DAY = date(2026, 3, 31)


@dataclass(frozen=True)
class Owed:
    """An entry of C1."""

    entry_no: int
    document_no: str
    remaining: Decimal
    remaining_lcy: Decimal
    due_date: date = date(2026, 3, 1)
    currency_code: str = ""
    customer_no: str = "C1"
    payment_discount_date: date | None = None
    payment_discount: Decimal = Decimal(0)


def owed(number: int, amount: str, due: str = "2026-03-01", lcy: str = "", **more: object) -> Owed:
    return Owed(number, f"INV-{number}", Decimal(amount), Decimal(lcy or amount), date.fromisoformat(due), **more)  # type: ignore[arg-type]  # fields by name


BASE = (owed(1, "1000", "2026-02-28"), owed(2, "800", "2026-04-15"), owed(3, "500", "2026-03-10"))
EUR = owed(21, "1000", lcy="853.21", currency_code="EUR")
DISCOUNTED = owed(7, "1000", payment_discount_date=DAY, payment_discount=Decimal(20))


def planned(
    amount: str,
    *wanted: int | tuple[int, str],
    entries: tuple[Owed, ...] = BASE,
    lcy: str | None = None,
    currency: str = "",
    **terms: object,
) -> Plan:
    parts = [(each, None) if isinstance(each, int) else (each[0], Decimal(each[1])) for each in wanted]
    receipt = Receipt("C1", currency, DAY, Decimal(amount), Decimal(lcy) if lcy else None)
    return plan(receipt, entries, parts or None, Terms(lcy_code="GBP", **terms))  # type: ignore[arg-type]  # fields by name


def of(*values: Any) -> tuple[Any, ...]:  # noqa: ANN401 - amounts are compared with whole numbers
    return values


def told(made: Plan) -> list[tuple[Any, ...]]:
    return [(each.entry_no, each.amount, each.remaining_after) for each in made.applied]


def test_the_oldest_due_date_comes_first_and_the_rest_stays_unapplied() -> None:
    made = planned("1200")
    assert told(made) == [(1, 1000, 0), (3, 200, 300)]
    assert of(made.left_over, [each.closes for each in made.applied]) == (0, [True, False])
    assert told(planned("2500"))[-1] == (2, 800, 0)
    assert planned("2500").left_over == planned("2500").left_over_lcy == 200


def test_credits_and_others_are_passed_over_by_oldest_first() -> None:
    others = (owed(9, "-300"), owed(8, "0"), EUR, owed(6, "100", customer_no="C2"), owed(5, "50", "2026-12-31"))
    assert told(planned("60", entries=others)) == [(5, 50, 0)]


def test_chosen_entries_are_applied_in_their_order() -> None:
    assert told(planned("1200", 2, (3, "100"), 1)) == [(2, 800, 0), (3, 100, 400), (1, 300, 700)]
    assert told(planned("800", 2, 3)) == [(2, 800, 0)]


@pytest.mark.parametrize(
    ("amount", "wanted", "sentence"),
    [
        ("0", (1,), "The amount of a receipt is typed positive: type what came in."),
        ("-5", (1,), "The amount of a receipt is typed positive: type what came in."),
        ("1.005", (1,), "1.005 has too many decimals: GBP has 2 decimals."),
        ("600", ((3, "500.01"),), "500.00 remains on INV-3: 500.01 is more than that."),
        ("600", ((3, "0"),), "The amount for INV-3 of a receipt is typed positive: type what came in."),
        ("600", (1, 1), "An entry is chosen twice: choose each once."),
        ("600", (77,), "Entry 77 is closed, or another customer's: choose an open one of the customer."),
        ("600", (8,), "INV-8 is closed already: nothing remains to apply the receipt to."),
        ("600", (9,), "INV-9 is a credit: a receipt is applied to what the customer owes."),
        ("600", (6,), "INV-6 is another customer's: choose entries of C1."),
        ("600", (21,), "INV-21 is in EUR, the receipt in LCY: a receipt is applied to entries in its own currency."),
        (
            "600",
            (1, (3, "100")),
            "The receipt has 0.00 left for INV-3, less than the 100.00 to apply: lower one of them.",
        ),
    ],
)
def test_what_does_not_fit_is_refused(amount: str, wanted: tuple[int | tuple[int, str], ...], sentence: str) -> None:
    entries = (*BASE, EUR, owed(8, "0"), owed(9, "-300"), owed(6, "100", customer_no="C2"))
    with pytest.raises(PlanError) as refused:
        planned(amount, *wanted, entries=entries)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("amount", "applied", "discount", "left", "grace"),
    [
        ("980", "980", "20", "0", 0),
        ("1000", "980", "20", "20", 0),
        ("979.99", "979.99", "0", "20.01", 0),
    ],
)
def test_a_discount_is_taken_where_the_rest_is_covered(
    amount: str, applied: str, discount: str, left: str, grace: int
) -> None:
    made = planned(amount, entries=(DISCOUNTED,), discount_grace_days=grace)
    (only,) = made.applied
    assert (only.amount, only.discount) == (Decimal(applied), Decimal(discount))
    assert Decimal(left) == (made.left_over if only.closes else only.remaining_after)


def test_a_discount_ends_with_its_day_and_the_grace_days() -> None:
    over = owed(7, "1000", payment_discount_date=date(2026, 3, 28), payment_discount=Decimal(20))
    assert [planned("980", entries=(over,), discount_grace_days=days).applied[0].closes for days in (2, 3)] == [
        False,
        True,
    ]


def test_who_says_the_amount_pays_it_and_the_discount_closes_the_rest() -> None:
    assert planned("1000", (7, "1000"), entries=(DISCOUNTED,)).applied[0].discount == 0
    assert planned("1000", (7, "990"), entries=(DISCOUNTED,)).applied[0].discount == 10
    assert planned("1000", (7, "900"), entries=(DISCOUNTED,)).applied[0].discount == 0


def test_a_rest_within_the_tolerance_is_closed_by_the_last_money_only() -> None:
    terms: dict[str, Any] = {"tolerance": Decimal("0.50")}
    (only,) = planned("999.50", 1, **terms).applied
    assert (only.tolerance, only.tolerance_lcy, only.closes) == (Decimal("0.50"), Decimal("0.50"), True)
    assert not planned("999.49", 1, **terms).applied[0].closes
    first, _ = planned("1400", (1, "999.80"), 3, **terms).applied
    assert of(first.tolerance, first.remaining_after) == (0, Decimal("0.20"))


def test_the_tolerance_is_lcy_and_taken_at_the_booked_rate() -> None:
    tight: dict[str, Any] = {"entries": (EUR,), "currency": "EUR", "tolerance": Decimal("0.85")}
    assert planned("999", **tight).applied[0].tolerance == 1
    assert planned("998.99", **tight).applied[0].tolerance == 0


def test_an_entry_takes_off_its_booked_lcy_and_the_rest_is_gain_or_loss() -> None:
    made = planned("333.33", 21, entries=(EUR,), currency="EUR")
    assert (made.amount_lcy, made.applied[0].amount_lcy) == (Decimal("284.40"), Decimal("284.40"))
    made = planned("1000", 21, entries=(EUR,), currency="EUR", lcy="900")
    (only,) = made.applied
    assert of(only.amount_lcy, only.receipt_lcy, only.gain_loss_lcy) == (Decimal("853.21"), 900, Decimal("46.79"))
    made = planned("1500", 21, entries=(EUR,), currency="EUR")
    assert (made.amount_lcy, made.left_over_lcy) == (Decimal("1279.82"), Decimal("426.61"))
    made = planned("1500", 21, entries=(EUR,), currency="EUR", lcy="1200")
    assert of(made.applied[0].receipt_lcy, made.left_over_lcy) == (800, 400)


def test_nothing_tells_the_lcy_of_a_foreign_receipt_that_is_applied_to_nothing() -> None:
    with pytest.raises(PlanError, match="Nothing tells what EUR 50 is in GBP: type the amount"):
        planned("50", entries=(), currency="EUR")
    assert planned("50", entries=(), currency="EUR", lcy="42").left_over_lcy == 42
    with pytest.raises(PlanError, match="in LCY already"):
        planned("50", lcy="49")


AMOUNT = st.decimals("0.01", "5000", places=2)


@given(
    receipt=AMOUNT,
    lcy=st.one_of(st.none(), AMOUNT),
    entries=st.lists(st.tuples(AMOUNT, AMOUNT, st.integers(0, 60), st.decimals("0", "50", places=2)), max_size=5),
    tolerance=st.sampled_from(["0", "0.05", "20"]),
    oldest=st.booleans(),
)
def test_nothing_is_lost_whatever_comes_in(
    receipt: Decimal,
    lcy: Decimal | None,
    entries: list[tuple[Decimal, Decimal, int, Decimal]],
    tolerance: str,
    oldest: bool,
) -> None:
    made_of = tuple(
        owed(
            number,
            str(amount),
            lcy=str(booked),
            currency_code="EUR",
            payment_discount_date=date.fromordinal(DAY.toordinal() + days - 30),
            payment_discount=discount,
        )
        for number, (amount, booked, days, discount) in enumerate(entries)
    )
    wanted = () if oldest else tuple(range(len(entries)))
    if lcy is None and not entries:
        return
    made = planned(
        str(receipt),
        *wanted,
        entries=made_of,
        currency="EUR",
        lcy=str(lcy) if lcy else None,
        tolerance=Decimal(tolerance),
    )
    assert sum(each.amount for each in made.applied) + made.left_over == receipt
    assert sum(each.receipt_lcy for each in made.applied) + made.left_over_lcy == made.amount_lcy
    assert made.left_over >= 0
    for each in made.applied:
        entry = made_of[each.entry_no]
        closing = each.amount + each.discount + each.tolerance
        closing_lcy = each.amount_lcy + each.discount_lcy + each.tolerance_lcy
        assert each.amount > 0
        assert entry.remaining - closing == each.remaining_after >= 0
        assert each.closes == (each.remaining_after == 0)
        assert not each.closes or closing_lcy == entry.remaining_lcy
        assert each.receipt_lcy - each.gain_loss_lcy == each.amount_lcy
        assert not each.tolerance or (each is made.applied[-1] and not made.left_over)
