"""Random books, ten thousand with the long ones: every amount adds up to the last digit."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.rules.aging import AgingBands, foot, is_overdue
from store.rules.money import from_units, to_units
from store.rules.promise_split import SplitEntry, split_full, split_part
from store.rules.selection import Line, Selection

START = date(2026, 1, 1)
CURRENCIES = (("", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3))
ENTRY = st.tuples(st.integers(0, 300), st.integers(0, 90), st.sampled_from(CURRENCIES), st.integers(-(10**9), 10**9))
BOOK = st.lists(ENTRY, min_size=1, max_size=5)


class Book:
    """Entries of one customer, in currencies of 0, 2 and 3 decimals."""

    def __init__(self, drawn: list[tuple[int, int, tuple[str, int], int]], seed: int) -> None:
        self.chance = random.Random(seed)
        self.work_date = START + timedelta(days=self.chance.randrange(300))
        self.entries: list[SplitEntry] = []
        for number, (posted, terms, (code, decimals), units) in enumerate(drawn, 1):
            amount = Decimal(units).scaleb(-decimals)
            in_lcy = amount if not code else Decimal(units * self.chance.randrange(1, 200)).scaleb(-2)
            due = START + timedelta(days=posted + terms)
            self.entries.append(SplitEntry(number, f"D{number}", due, code, amount, in_lcy))


def bands_foot(book: Book) -> None:
    limits = tuple(sorted(book.chance.sample(range(1, 200), book.chance.randrange(9))))
    dated = [(entry.due, entry.remaining_lcy) for entry in book.entries]
    balance = sum(amount for _, amount in dated)
    assert sum(foot(dated, AgingBands(limits), book.work_date)) == balance


def totals_are_those_of_the_ticked(book: Book) -> None:
    selection = Selection.of(
        Line(e.entry_no, e.currency, e.remaining, e.remaining_lcy, is_overdue(e.due, book.work_date))
        for e in book.entries
    )
    for _ in range(4):
        selection = selection.toggled(book.chance.choice(book.entries).entry_no)
    ticked = [entry for entry in book.entries if entry.entry_no in selection.ticked]
    assert selection.totals.lcy == sum(entry.remaining_lcy for entry in ticked)
    for code, total in selection.totals.by_currency:
        assert total == sum(entry.remaining for entry in ticked if entry.currency == code)
    assert {code for code, _ in selection.totals.by_currency} == {entry.currency for entry in ticked}


def splits_add_up(book: Book) -> None:
    code = book.entries[0].currency
    selected = [entry for entry in book.entries if entry.currency == code]
    net = sum((entry.remaining for entry in selected), Decimal(0))
    if net <= 0:
        return
    smallest = to_units(Decimal(1).scaleb(-dict(CURRENCIES)[code]))
    amount = from_units(book.chance.randrange(1, to_units(net) // smallest + 1) * smallest)
    for split, promised in (
        (split_part(selected, amount, book.work_date), amount),
        (split_full(selected, book.work_date), net),
    ):
        assert sum(part.amount or 0 for part in split.parts) == split.total == promised
        assert sum(part.amount_lcy or 0 for part in split.parts) == split.total_lcy


@given(BOOK, st.integers(0, 2**32))
def every_book_adds_up(drawn: list[tuple[int, int, tuple[str, int], int]], seed: int) -> None:
    book = Book(drawn, seed)
    bands_foot(book)
    totals_are_those_of_the_ticked(book)
    splits_add_up(book)


@pytest.mark.parametrize("books", [500, pytest.param(10_000, marks=pytest.mark.long)])
def test_every_book_adds_up(books: int) -> None:
    wanted = settings(
        max_examples=books, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    wanted(every_book_adds_up)()
