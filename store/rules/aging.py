"""Aging: overdue, and the bands of a balance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Basis = Literal["due", "posting", "document"]

MOST_BANDS: Final = 10
_LONGEST: Final = 9999


@dataclass(frozen=True, slots=True)
class AgingBands:
    """The bands that a balance is parted into (rule 2).

    The first band is *not due*, the last has no upper limit, so there is one band more than `edges`.

    Attributes:
        limits: Upper limits of the bands between, in days overdue (or since the date), ascending: 30 is "1–30".
        basis: The entry's date that is aged: its due date (without one: document, then posting date), or another.

    Raises:
        ValueError: The limits are not ascending days, or make more than ten bands; the text is a sentence.
    """

    limits: tuple[int, ...] = (30, 60, 90)
    basis: Basis = "due"

    def __post_init__(self) -> None:
        """Check limits and basis, since setup pages and files bring them."""
        if len(self.limits) + 2 > MOST_BANDS:
            raise ValueError(f"There can be at most {MOST_BANDS} aging bands: give at most {MOST_BANDS - 2} limits.")
        steps = zip((0, *self.limits), self.limits, strict=False)
        if max(self.limits, default=0) > _LONGEST:
            raise ValueError(f"An aging limit is at most {_LONGEST:,} days: give fewer.")
        if any(low >= high for low, high in steps):
            raise ValueError("Aging limits are days, each more than the one before, such as 30, 60, 90.")
        if self.basis not in {"due", "posting", "document"}:
            raise ValueError(f"“{self.basis}” cannot be aged by: choose due, posting or document.")

    @property
    def labels(self) -> tuple[str, ...]:
        """Headings of the bands, from *Not due* (by posting or document date: *Today*) to the oldest."""
        first = "Not due" if self.basis == "due" else "Today"
        if not self.limits:
            return (first, "Overdue" if self.basis == "due" else "Earlier")
        lows = (1, *(limit + 1 for limit in self.limits))
        return (
            first,
            *(f"{low}–{high}" if low < high else f"{low}" for low, high in zip(lows, self.limits, strict=False)),
            f"Over {self.limits[-1]}",
        )

    def edges(self, work_date: date) -> tuple[date, ...]:
        """Give the dates that part the bands at a work date, latest first: the work date, then back by each limit.

        A date's band is the number of edges that are later than it: band 0 (*not due*) holds ``date >= edges[0]``,
        band i ``edges[i] <= date < edges[i - 1]``, the last band ``date < edges[-1]``. As ISO text they compare alike.
        """
        return (work_date, *(_days_before(work_date, limit) for limit in self.limits))

    def band_of(self, day: date, work_date: date) -> int:
        """Give the band (0 is *not due*) of an aged date at a work date."""
        return sum(day < edge for edge in self.edges(work_date))


def is_overdue(due: date, work_date: date) -> bool:
    """Tell whether an entry is overdue: due before the work date, strictly (rule 1)."""
    return due < work_date


def days_overdue(due: date, work_date: date) -> int:
    """Count the days an entry is overdue at a work date; 0 where it is not."""
    return max((work_date - due).days, 0)


def effective_due_date(due: date | None, document: date | None, posting: date) -> date:
    """Give the date by which an entry is due: its due date, else its document date, else its posting date (rule 1)."""
    return due or document or posting


def foot(amounts: Iterable[tuple[date, Decimal]], bands: AgingBands, work_date: date) -> tuple[Decimal, ...]:
    """Part amounts into bands that sum exactly to their total (rule 2).

    Args:
        amounts: Aged date and amount of each entry, one currency, debits positive and credits negative.
        bands: Limits and basis.
        work_date: The program's today.
    """
    edges = bands.edges(work_date)
    sums = [Decimal(0)] * (len(edges) + 1)
    for day, amount in amounts:
        sums[sum(day < edge for edge in edges)] += amount
    return tuple(sums)


def _days_before(day: date, days: int) -> date:
    """Go back from a date, at most to the calendar's first."""
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min
