"""The totals of the ticked lines, in one line that changes in the same frame as the tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from widgets.marks import DOT
from widgets.painting import PaintedLine, Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BETWEEN: Final = "  "


@dataclass(frozen=True, slots=True)
class Total:
    """One figure of the bar.

    Attributes:
        label: What it is, such as "Selected Entries Remaining Amount".
        value: The figure as text, whole; empty for words alone.
        short: The label where there is little room.
        tone: Its tone (see `widgets.tones`).
        optional: Whether it may be left out where even short labels do not fit; the last such one leaves first.
    """

    label: str
    value: str = ""
    short: str = ""
    tone: str = ""
    optional: bool = False


def ticked_text(ticked: int, hidden: int = 0) -> str:
    """How many lines are ticked: "5 ticked", or "5 ticked, 2 hidden" where a filter hides some."""
    return f"{ticked:,} ticked, {hidden:,} hidden" if hidden else f"{ticked:,} ticked"


def currencies_text(amounts: Mapping[str, str], plain: str = "") -> str:
    """Amounts of several currencies, each by itself: "EUR 1,000.00 · GBP 500.00".

    Args:
        amounts: Formatted amounts by currency code, in the order to be shown.
        plain: The code that may be left out where it is the only one: the company's own (LCY).
    """
    if list(amounts) == [plain]:
        return amounts[plain]
    return f" {DOT} ".join(f"{code} {amount}" for code, amount in amounts.items())


class TotalsBar(PaintedLine):
    """One line of figures; labels shorten and leave before any digit does."""

    DEFAULT_CSS = """
    TotalsBar { background: $panel; }
    """

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(name=name, id=id, classes=classes)
        self._totals: tuple[Total, ...] = ()

    def show(self, totals: Sequence[Total]) -> None:
        """Show these figures now; only what changed is painted.

        Args:
            totals: The figures from left to right; what changes most should stand first.
        """
        self._totals = tuple(totals)
        self.repaint()

    def parts(self, width: int) -> list[Part]:
        """The longest wording that fits."""
        room = width - 1
        for wording in (self._long(), self._short(), *self._without_optional()):
            if _width(wording) <= room:
                return [(" ", ""), *wording]
        return [(" ", ""), *_whole_figures(self._values(), room)]

    def _long(self) -> list[Part]:
        return _joined([(f"{total.label} {total.value}".strip(), total.tone) for total in self._totals])

    def _short(self) -> list[Part]:
        return _joined([_shortened(total) for total in self._totals])

    def _without_optional(self) -> list[list[Part]]:
        """Short wordings with fewer and fewer of the optional figures, then figures alone."""
        kept = list(self._totals)
        wordings = []
        for total in reversed(self._totals):
            if total.optional:
                kept.remove(total)
                wordings.append(_joined([_shortened(one) for one in kept]))
        wordings.append(self._values())
        return wordings

    def _values(self) -> list[Part]:
        """Figures alone, those that may not be left out."""
        return _joined(
            [(total.value or total.short or total.label, total.tone) for total in self._totals if not total.optional]
        )


def _shortened(total: Total) -> Part:
    return f"{total.short or total.label} {total.value}".strip(), total.tone


def _joined(parts: list[Part]) -> list[Part]:
    return [part for index, part in enumerate(parts) for part in ([(BETWEEN, ""), part] if index else [part])]


def _width(parts: Sequence[Part]) -> int:
    return sum(cell_len(text) for text, _tone in parts)


def _whole_figures(parts: list[Part], room: int) -> list[Part]:
    """As many figures as fit whole: half a figure would be a wrong figure."""
    kept: list[Part] = []
    for part in parts:
        if _width([*kept, part]) > room:
            break
        kept.append(part)
    return kept
