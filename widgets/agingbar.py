"""Aging periods as figures and bars of block characters; never colour alone, never half a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from widgets.columns import cell
from widgets.marks import BLOCKS, EIGHTHS, ELLIPSIS
from widgets.painting import Part, strip_of
from widgets.tones import Toned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

GAP: Final = 2
SHORTEST_BAR: Final = 4
PERCENT_WIDTH: Final = 6


@dataclass(frozen=True, slots=True)
class AgingPeriod:
    """One aging band.

    Attributes:
        label: Its name, such as "31–60".
        amount: Its amount (LCY) as text.
        share: Its part of the balance, 0 to 1; a negative one has no bar.
        overdue: Whether its entries are overdue.
    """

    label: str
    amount: str
    share: float
    overdue: bool = False


def bar(share: float, width: int) -> str:
    """A bar of `share` × `width` cells, to an eighth of a cell; anything above nothing is seen."""
    share = min(1.0, max(0.0, share))
    eighths = round(share * width * 8)
    if share > 0 and not eighths:
        eighths = 1
    whole, part = divmod(eighths, 8)
    if not part:
        return BLOCKS * whole
    return BLOCKS * whole + (EIGHTHS[part - 1] if EIGHTHS else BLOCKS)


def percent(share: float) -> str:
    """A share as whole per cent."""
    return f"{share * 100:.0f} %"


def _with_percent(period: AgingPeriod) -> str:
    """The amount and its share."""
    return f"{period.amount}  {percent(period.share)}"


class _AgingBase(Toned):
    """What both forms hold."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id, classes=classes)
        self.periods: tuple[AgingPeriod, ...] = ()
        self.total = ""

    def show(self, periods: Sequence[AgingPeriod], total: str = "") -> None:
        """Show these periods.

        Args:
            periods: The bands from not due to oldest.
            total: The balance (LCY) as text.
        """
        if (tuple(periods), total) != (self.periods, self.total):
            self.periods, self.total = tuple(periods), total
            self.refresh()


class AgingBar(_AgingBase):
    """Two lines: a label and a bar for each period, and its amount below."""

    DEFAULT_CSS = """
    AgingBar { height: 2; width: 1fr; }
    """

    def render_line(self, y: int) -> Strip:
        """A line as Textual asks for it: labels and bars, then amounts."""
        width = self.size.width
        periods, cells = self._fitting(width)
        percents = all(cell_len(_with_percent(period)) <= cells for period in periods)  # all of them or none
        parts: list[Part] = []
        for period in periods:
            tone = "warning" if period.overdue and period.share > 0 else ""
            parts.append((cell(self._text(period, cells, y, percents=percents), cells) + " " * GAP, tone))
        if len(periods) < len(self.periods):
            parts.append((f"{ELLIPSIS} {len(self.periods) - len(periods)} more", "dim"))
        elif self.total and self._room(width, cells) >= cell_len(self.total):
            parts.append(("Balance" if y == 0 else self.total, "bold"))
        return strip_of(self, parts, width)

    @staticmethod
    def _text(period: AgingPeriod, cells: int, y: int, *, percents: bool) -> str:
        if y:
            return _with_percent(period) if percents else period.amount
        room = cells - cell_len(period.label) - 1
        return f"{period.label} {bar(period.share, room)}" if room >= SHORTEST_BAR else period.label

    def _fitting(self, width: int) -> tuple[tuple[AgingPeriod, ...], int]:
        """The periods that fit with whole figures, and the cells of each."""
        if not self.periods:
            return (), 0
        needed = max(max(cell_len(period.label), cell_len(period.amount)) for period in self.periods)
        shown = len(self.periods)
        if shown * (needed + GAP) > width:
            shown = max(1, (width - cell_len(f"{ELLIPSIS} 10 more")) // (needed + GAP))
        total = max(cell_len(self.total), cell_len("Balance")) if self.total else 0
        spare = (width - total) // shown - GAP
        return self.periods[:shown], max(needed, min(spare, 2 * needed + PERCENT_WIDTH))

    def _room(self, width: int, cells: int) -> int:
        return width - len(self.periods) * (cells + GAP)


class AgingPanel(_AgingBase):
    """A small chart: a line a period with its label, amount, per cent and bar."""

    DEFAULT_CSS = """
    AgingPanel { height: auto; width: 1fr; min-height: 6; }
    """

    def render_line(self, y: int) -> Strip:
        """A line as Textual asks for it."""
        width = self.size.width
        if y < len(self.periods):
            return strip_of(self, self._period_parts(self.periods[y], width), width)
        if y == len(self.periods) and self.total:
            parts = [(f"{cell('Balance', self._labels())}  {cell(self.total, self._amounts(), 'right')}", "bold")]
            return strip_of(self, parts, width)
        return strip_of(self, [], width)

    def _period_parts(self, period: AgingPeriod, width: int) -> list[Part]:
        """Label and amount always, then the per cent and the bar if there is room."""
        text = f"{cell(period.label, self._labels())}  {cell(period.amount, self._amounts(), 'right')}"
        room = width - cell_len(text) - PERCENT_WIDTH - 1
        if room >= 0:
            text += cell(percent(period.share), PERCENT_WIDTH, "right")
        tone = "warning" if period.overdue and period.share > 0 else ""
        return [(text, ""), (f" {bar(period.share, room)}" if room >= SHORTEST_BAR else "", tone)]

    def _labels(self) -> int:
        return max((cell_len(period.label) for period in self.periods), default=0)

    def _amounts(self) -> int:
        return max([cell_len(self.total), *(cell_len(period.amount) for period in self.periods)])
