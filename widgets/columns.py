"""Columns of a list, and which of them fit into a width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from rich.cells import cell_len, split_graphemes

from widgets.marks import ELLIPSIS
from widgets.textguard import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

GAP: Final = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list of frozen rows.

    Attributes:
        key: Name of the column, for sorting and for `Grid.set_widths`.
        title: Caption in the header line.
        width: Cells that it usually needs.
        text: What a row shows in it: amounts and dates already as text.
        align: "right" for amounts: such a column is never cut, it grows or leaves.
        priority: Which columns leave first on a narrow terminal: the highest number; 0 leaves last.
        style: Tone of a row's cell (see `widgets.tones`), or None for the plain one.
        flexible: Whether it takes the room that is left over.
        min_width: Cells below which a flexible column leaves.
        stands_for: Another column whose order it shows while that one has no room; blank for none.
    """

    key: str
    title: str
    width: int
    text: Callable[[Any], str]
    align: Literal["left", "right"] = "left"
    priority: int = 0
    style: Callable[[Any], str] | None = None
    flexible: bool = False
    min_width: int = 8
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column with the cells it has: `x` from the left edge of the list's text, `width` wide."""

    column: Column
    x: int
    width: int


def fit(columns: Sequence[Column], width: int, needed: Mapping[str, int] | None = None) -> list[PlacedColumn]:
    """Place as many columns as fit; the least important leave first, none is squeezed below what its digits need.

    Args:
        columns: All columns, in their order from left to right.
        width: Cells there are.
        needed: Widest content seen, by column key; right-aligned columns are made that wide.

    Returns:
        The columns that stay, in their order; at least one if there are any.
    """
    staying = list(columns)
    needed = needed or {}
    while len(staying) > 1 and _least(staying, needed) > width:
        staying.remove(max(reversed(staying), key=lambda column: column.priority))
    spare = width - _least(staying, needed)
    placed: list[PlacedColumn] = []
    x = 0
    for column, cells in zip(staying, _widths(staying, needed, spare), strict=True):
        placed.append(PlacedColumn(column, x, cells))
        x += cells + GAP
    return placed


def _least(columns: Sequence[Column], needed: Mapping[str, int]) -> int:
    return sum(_least_width(column, needed) for column in columns) + GAP * max(0, len(columns) - 1)


def _least_width(column: Column, needed: Mapping[str, int]) -> int:
    if column.align == "right":
        return max(column.width, needed.get(column.key, 0))
    return min(column.width, column.min_width) if column.flexible else column.width


def _widths(columns: Sequence[Column], needed: Mapping[str, int], spare: int) -> list[int]:
    """The widths, the spare cells given to flexible columns: first up to their usual width, then in equal parts."""
    widths = [_least_width(column, needed) for column in columns]
    flexible = [index for index, column in enumerate(columns) if column.flexible]
    for index in flexible:
        grown = min(max(spare, 0), max(0, columns[index].width - widths[index]))
        widths[index] += grown
        spare -= grown
    for place, index in enumerate(flexible):
        share = max(spare, 0) // (len(flexible) - place)
        widths[index] += share
        spare -= share
    return widths


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, its end replaced by an ellipsis where it is longer."""
    if len(text) <= width and text.isascii():
        return text
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    kept, used = 0, 0
    for _start, end, cells in split_graphemes(text)[0]:
        if used + cells > width - 1:
            break
        kept, used = end, used + cells
    return text[:kept] + ELLIPSIS


def cell(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """The text as a cell of exactly `width` cells.

    A right-aligned text that does not fit is shown as # marks: half a figure would be a wrong figure.
    """
    text = printable(text)
    length = len(text) if text.isascii() else cell_len(text)
    if length > width:
        if align == "right":
            return "#" * width
        text = cut(text, width)
        length = cell_len(text)
    padding = " " * (width - length)
    return padding + text if align == "right" else text + padding
