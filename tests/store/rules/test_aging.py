from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.aging import AgingBands, days_overdue, effective_due_date, foot, is_overdue
from tests.store.rules.base_set import ENTRIES, WORK_DATE, decimals

if TYPE_CHECKING:
    from decimal import Decimal

AMOUNTS = st.decimals(-(10**6), 10**6, places=3)
DATED = st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2028, 1, 1)), AMOUNTS), max_size=30)
LIMITS = st.sets(st.integers(1, 400), max_size=8).map(lambda found: tuple(sorted(found)))


def test_overdue_is_strict() -> None:
    overdue = [entry for entry in ENTRIES if is_overdue(entry.due, WORK_DATE)]
    assert [entry.document_no for entry in overdue] == ["INV-1", "INV-3", "CM-9"]
    assert sum(entry.amount for entry in overdue) == 1200
    assert [days_overdue(entry.due, WORK_DATE) for entry in ENTRIES] == [31, 21, 0, 0, 11, 0]


def test_an_entry_without_a_due_date_is_never_dropped() -> None:
    due, document, posting = date(2026, 3, 3), date(2026, 2, 2), date(2026, 1, 1)
    assert effective_due_date(due, document, posting) == due
    assert effective_due_date(None, document, posting) == document
    assert effective_due_date(None, None, posting) == posting


def test_the_base_set_by_due_and_by_posting_date() -> None:
    by_due = foot([(entry.due, entry.amount) for entry in ENTRIES], AgingBands(), WORK_DATE)
    assert by_due == decimals(850, 200, 1000, 0, 0)
    by_posting = foot([(entry.posted, entry.amount) for entry in ENTRIES], AgingBands(basis="posting"), WORK_DATE)
    assert by_posting == decimals(0, 550, 500, 1000, 0)


@pytest.mark.parametrize(
    ("days", "band"), [(-1, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (9000, 4)]
)
def test_the_edges_of_the_bands(days: int, band: int) -> None:
    assert AgingBands().band_of(WORK_DATE - timedelta(days=days), WORK_DATE) == band


def test_edges_compare_as_iso_text() -> None:
    edges = AgingBands().edges(WORK_DATE)
    assert [edge.isoformat() for edge in edges] == ["2026-03-31", "2026-03-01", "2026-01-30", "2025-12-31"]
    assert AgingBands().edges(date.min) == (date.min,) * 4


def test_labels() -> None:
    assert AgingBands().labels == ("Not due", "1–30", "31–60", "61–90", "Over 90")
    assert AgingBands((1, 7)).labels == ("Not due", "1", "2–7", "Over 7")
    assert AgingBands(()).labels == ("Not due", "Overdue")
    assert AgingBands(basis="document").labels[0] == "Today"


@pytest.mark.parametrize("limits", [(30, 30), (60, 30), (0, 30), (-5,)])
def test_limits_ascend(limits: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="each more than the one before"):
        AgingBands(limits)


def test_a_limit_is_a_number_of_days_that_people_mean() -> None:
    with pytest.raises(ValueError, match="at most 9,999 days"):
        AgingBands((10000,))


def test_there_are_at_most_ten_bands() -> None:
    assert len(AgingBands(tuple(range(10, 90, 10))).labels) == 10
    with pytest.raises(ValueError, match="at most 10 aging bands"):
        AgingBands(tuple(range(10, 100, 10)))


@given(DATED, LIMITS, st.dates(date(2025, 1, 1), date(2027, 1, 1)))
def test_bands_part_the_balance_exactly(
    entries: list[tuple[date, Decimal]], limits: tuple[int, ...], day: date
) -> None:
    bands = AgingBands(limits)
    parts = foot(entries, bands, day)
    assert len(parts) == len(bands.labels) == len(bands.edges(day)) + 1
    assert sum(parts) == sum(amount for _, amount in entries)
    for band, part in enumerate(parts):
        assert part == sum(amount for aged, amount in entries if bands.band_of(aged, day) == band)
