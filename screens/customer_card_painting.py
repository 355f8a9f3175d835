"""What the customer card paints besides its list: the head with the figures, the boxes' names, the boxes beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.interaction_header import FieldText, HeaderBlock
from widgets.columns import cell, fit
from widgets.painting import PaintedLine, strip_of
from widgets.tones import Toned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from textual.strip import Strip

    from screens.customer_card_boxes import Box
    from screens.customer_card_reading import Card
    from screens.desk import Desk
    from store.rows.ledger import CustomerRow
    from store.rows.statistics import CustomerStatistics
    from widgets.painting import Part

NARROW = 78
"""Cells of a line of the narrow head."""


class CardHead(HeaderBlock):
    """Address, terms and figures: six lines, or eight in two columns."""

    DEFAULT_CSS = """
    CardHead { height: 6; }
    CardHead.-wide { height: 8; }
    """


def head_lines(desk: Desk, card: Card) -> tuple[list[list[FieldText]], list[list[FieldText]]]:
    """The head's lines for a narrow and for a wide terminal."""
    fields = {label: FieldText("", label, value) for label, value in _values(desk, card).items()}

    def line(*labels: str) -> list[FieldText]:
        return [fields[label] for label in labels]

    contact = [fields["Contact"], *(fields[label]._replace(label="") for label in ("Phone", "E-mail"))]
    narrow = [
        contact,
        _standing(fields, desk, card),
        line("Pays", "Kept"),
        [fields["Promised"], fields["Broken"]],
        line("Last payment", "Terms", "Controller"),
        line("Address"),
    ]
    wide = [
        line("Balance", "Contact"),
        line("Overdue", "Phone"),
        line("Limit", "E-mail"),
        line("Pays", "Address"),
        line("Last payment", "Terms"),
        line("Promised", "Controller"),
        line("Broken"),
        line("Kept"),
    ]
    return narrow, wide


def _standing(fields: dict[str, FieldText], desk: Desk, card: Card) -> list[FieldText]:
    """Balance, overdue and limit; only what is left of the limit where the line would cut a figure."""
    shown = [fields[label] for label in ("Balance", "Overdue", "Limit")]
    left = card.statistics.limit_left_lcy
    if left is not None and sum(len(f"{field.label} {field.value}  ") for field in shown) > NARROW:
        shown[2] = FieldText("", "Limit left", desk.amount(left))
    return shown


def _values(desk: Desk, card: Card) -> dict[str, str]:
    customer, figures = card.customer, card.statistics
    return {
        "Contact": customer.contact_name or "–",
        "Phone": customer.phone or "no phone",
        "E-mail": customer.email or "no e-mail",
        "Address": address_text(customer),
        "Terms": customer.payment_terms_code or "–",
        "Controller": customer.credit_controller_code or "–",
        "Balance": f"{desk.amount(figures.balance_lcy)} {desk.lcy}",
        "Overdue": desk.amount(figures.overdue_lcy),
        "Limit": limit_text(desk, figures),
        "Pays": pays_text(figures),
        "Last payment": _last_payment(desk, figures),
        "Promised": promises_text(desk, figures, "open"),
        "Broken": promises_text(desk, figures, "broken"),
        "Kept": kept_text(figures),
    }


def address_text(customer: CustomerRow) -> str:
    """The address in one line; a dash where there is none."""
    town = " ".join(part for part in (customer.post_code, customer.city) if part)
    parts = (customer.address, customer.address_2, town, customer.country_code)
    return ", ".join(part for part in parts if part) or "–"


def limit_text(desk: Desk, figures: CustomerStatistics) -> str:
    """The credit limit and what is left of it."""
    left = figures.limit_left_lcy
    if left is None:
        return "none"
    said = f"over by {desk.amount(-left)} !" if left < 0 else f"{desk.amount(left)} left"
    return f"{desk.amount(figures.credit_limit_lcy)}, {said}"


def pays_text(figures: CustomerStatistics) -> str:
    """Average days to pay and days late, and how many invoices say so."""
    to_pay, late = figures.average_days_to_pay, figures.average_days_late
    if to_pay is None or late is None:
        return "not known yet"
    count = figures.paid_invoices
    return f"in {to_pay} days, {late_text(late)} ({count:,} invoice{'' if count == 1 else 's'})"


def late_text(days: Decimal | int) -> str:
    """Days late in words; negative ones are early."""
    return f"{days} late" if days > 0 else f"{-days} early" if days else "on time"


def promises_text(desk: Desk, figures: CustomerStatistics, state: str) -> str:
    """How many promises are in a state, and what they come to in LCY."""
    found = figures.tally(state)
    return f"{found.count} {state}, {desk.amount(found.amount_lcy)}" if found else "none"


def kept_text(figures: CustomerStatistics) -> str:
    """The kept rate by count and by amount."""
    if figures.kept_by_count is None or figures.kept_by_amount is None:
        return "none due yet"
    due = sum(each.count for each in figures.promises if each.state in {"kept", "partially kept", "broken"})
    return f"{percent(figures.kept_by_count)} of {due}, {percent(figures.kept_by_amount)} by amount"


def percent(rate: Decimal) -> str:
    """A rate of 0 to 1 as whole per cent."""
    return f"{rate * 100:.0f} %"


def _last_payment(desk: Desk, figures: CustomerStatistics) -> str:
    found = figures.last_payment
    if found is None:
        return "none"
    return (
        f"{desk.currency(found.currency_code)} {desk.amount(found.amount, found.currency_code)} on {found.posting_date}"
    )


class BoxNames(PaintedLine):
    """The names of the boxes with how many lines each has; the one in the list stands out."""

    DEFAULT_CSS = """
    BoxNames { background: $panel; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._names: tuple[tuple[str, int], ...] = ()
        self._chosen = 0
        self._key = ""

    def show(self, names: Sequence[tuple[str, int]], chosen: int, key: str) -> None:
        """Show names and counts, which one is chosen, and the key that goes to the next."""
        self._names, self._chosen, self._key = tuple(names), chosen, key
        self.repaint()

    def parts(self, width: int) -> list[Part]:  # noqa: ARG002 - cut where it is painted
        """The names from left to right."""
        made: list[Part] = [(" ", "")]
        for place, (name, count) in enumerate(self._names):
            chosen = place == self._chosen
            text = f"[{name} {count:,}]" if chosen else f" {name} {count:,} "
            made += [(text, "bold" if chosen else "dim"), (" ", "")]
        return [*made, (f" {self._key}", "key"), (" next", "dim")]


class BoxBeside(Toned):
    """A box that is not in the list: its name and as many of its first lines as there is room for."""

    DEFAULT_CSS = """
    BoxBeside { height: 5; width: 1fr; }
    BoxBeside.-last { height: 3; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._lines: tuple[Any, ...] = ()
        self._box: Box | None = None
        self._desk: Desk | None = None

    def show(self, desk: Desk, box: Box, rows: Sequence[Any]) -> None:
        """Show these rows of a box."""
        if (self._box, self._lines) != (box, tuple(rows)):
            self._desk, self._box, self._lines = desk, box, tuple(rows)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line as Textual asks for it: the name, then rows."""
        width, height = self.size.width, self.size.height
        box = self._box
        if box is None or self._desk is None:
            return strip_of(self, [], width)
        if y == 0:
            return strip_of(self, [(f" {box.name} {len(self._lines):,}", "header")], width)
        hidden = len(self._lines) - (height - 1)
        if not self._lines:
            return strip_of(self, [("   " + box.none if y == 1 else "", "dim")], width)
        if hidden > 0 and y == height - 1:
            return strip_of(self, [(f"   and {hidden + 1:,} more", "dim")], width)
        if y > len(self._lines):
            return strip_of(self, [], width)
        return strip_of(self, self._row(self._desk, box, self._lines[y - 1], width - 4), width)

    def _row(self, desk: Desk, box: Box, row: Any, width: int) -> list[Part]:  # noqa: ANN401 - a row of any box
        columns = box.columns(desk)
        parts: list[Part] = [(" ! " if getattr(row, "overdue", False) else "   ", "")]
        needed = {
            column.key: max(len(column.text(each)) for each in self._lines)
            for column in columns
            if column.align == "right"
        }
        for placed in fit(columns, width, needed):
            column = placed.column
            tone = (column.style(row) if column.style else "") or box.tone(row)
            parts += [(cell(column.text(row), placed.width, column.align), tone), (" ", "")]
        return parts
