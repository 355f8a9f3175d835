"""What the parts of the interaction page share: its state, and how it is painted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screens.dialling import link_tone
from screens.interaction_columns import columns_of, mark_of, tone_of
from screens.interaction_header import FieldText, HeaderBlock, moment, next_text, warning_text
from screens.interaction_reading import Start, selectable
from screens.listpage import ListPage
from store.queries.filtering import ENTRY_FIELDS
from store.requests.calls import ChangeInteraction
from store.rows.calls import LineRow
from store.rules.phones import read_phone
from store.rules.selection import Selection
from widgets.agingbar import AgingBar, AgingPanel, AgingPeriod
from widgets.grid import Grid
from widgets.notefield import Caption
from widgets.totals import Total, TotalsBar, currencies_text, ticked_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size

    from screens.desk import Desk
    from store.requests.base import Done
    from store.rows.calls import CallWarnings, InteractionRow
    from store.rows.documents import CustomerContacts
    from store.rows.ledger import AgingRow, EntryRow
    from store.rules.phones import PhoneNumber
    from widgets.columns import Column

WIDE = 100
"""Cells from which every header field has a line of its own and the aging a chart."""
HIGH = 30
"""Lines needed for that."""


class InteractionBase(ListPage[LineRow]):
    """State and painting; the parts that work on it are mixed in beside it."""

    FIELDS = ENTRY_FIELDS

    def __init__(self, desk: Desk, interaction_id: str, *, start: Start | None = None, resume: bool = False) -> None:
        super().__init__(desk)
        self.interaction_id = interaction_id
        self.start = start
        self.resume = resume
        self.header: InteractionRow | None = None
        self.lines: dict[int, LineRow] = {}
        self.entries: dict[int, EntryRow] = {}
        """The entries of the lines as they were last read from the ledger."""
        self.selection = Selection.of(())
        self.warnings: CallWarnings | None = None
        self.contacts: CustomerContacts | None = None
        """The customer's contacts, to choose from."""
        self.links = 0
        """How many files are linked to the interaction."""
        self.live = False
        """Whether this program makes the interaction: only then can it be changed."""
        self.entered = False
        """Whether somebody entered anything (rule 11)."""
        self.in_store = True
        """Whether the store may have it; until it was begun there, nothing can be linked to it."""
        self.block = HeaderBlock(id="header")
        self.known = Caption("", "warning", id="known")
        self.totals = TotalsBar(id="totals")
        self.aging_bar = AgingBar(id="aging")
        self.aging_panel = AgingPanel(id="chart")
        self._header_pending = 0
        self._looked_again = False
        self._column_keys: list[str] = []

    def body(self) -> ComposeResult:
        """Head, entries, totals, aging."""
        self._show_wide(self.app.size)
        yield self.block
        yield self.known
        yield self.grid
        yield self.totals
        yield self.aging_bar
        yield self.aging_panel

    def customer_here(self) -> str:
        """With whom the interaction is."""
        return self.header.customer_no if self.header is not None else ""

    def undo_customer(self) -> str:
        """With whom the interaction is."""
        return self.customer_here()

    @property
    def holds(self) -> bool:
        """Whether an interaction that is being made is on this page."""
        return self.live

    # The list.

    def columns(self) -> Sequence[Column]:
        """The entries' columns."""
        return columns_of(self.desk)

    def mark(self, row: LineRow) -> str:
        """Overdue, or a credit."""
        return mark_of(row)

    def row_tone(self, row: LineRow) -> str:
        """Dim once it is paid."""
        return tone_of(row)

    # The head.

    def on_resize(self, event: events.Resize) -> None:
        """Show one field a line where there is room."""
        self._show_wide(event.size)

    def _show_wide(self, size: Size) -> None:
        wide = size.width >= WIDE and size.height >= HIGH
        self.block.set_wide(wide)
        self.aging_bar.display = not wide
        self.aging_panel.display = wide

    def caption(self) -> str:
        """Customer name, interaction date-time, description (S11)."""
        header = self.header
        if header is None:
            return "Interaction"
        parts = (header.customer_name or header.customer_no, moment(self.desk, header.at), header.description)
        return " · ".join(part for part in parts if part)

    def show_header(self) -> None:
        """Paint the caption and the header's fields."""
        self.show_facts()
        header = self.header
        if header is None:
            return
        fields = {field.label: field for field in self._fields(header)}
        contact = fields["Contact"]
        linked = [fields["Documents"]] if self.links else []
        linked += [fields["Mail"]] if fields["Mail"].value else []
        self.block.show(
            (
                (fields["No."], contact, fields["Phone"]._replace(label=""), fields["E-mail"]._replace(label="")),
                (fields["Type"], fields["Next"], fields["Controller"]),
                (fields["Notes"], *linked),
            ),
            (
                (fields["No."], fields["Type"]),
                (fields["Name"], fields["Description"]),
                (contact, fields["Date-time"]),
                (fields["Phone"], fields["Next"]._replace(label="Next date")),
                (fields["E-mail"], fields["Controller"]),
                (fields["Notes"], *linked),
            ),
        )

    def _fields(self, header: InteractionRow) -> tuple[FieldText, ...]:
        key = self.actions.key if self.live else lambda _action: ""
        number = self.phone_number(header.phone)
        return (
            FieldText("", "No.", header.customer_no),
            FieldText("", "Name", header.customer_name),
            FieldText(key("who"), "Contact", header.contact_name or "–"),
            FieldText("", "Phone", number.shown or "no phone", link_tone(self.desk, number) if self.live else ""),
            FieldText("", "E-mail", header.email or "no e-mail"),
            FieldText(key("interaction_type"), "Type", self.type_name(header.interaction_type_id) or "–"),
            FieldText("", "Description", header.description or "–"),
            FieldText("", "Date-time", moment(self.desk, header.at)),
            FieldText(key("next_date"), "Next", next_text(self.desk, header)),
            FieldText(key("controller"), "Controller", header.credit_controller_code or "–"),
            FieldText(key("notes"), "Notes", " / ".join(header.notes.splitlines()) or "–"),
            FieldText(self.actions.key("documents"), "Documents", str(self.links)),
            FieldText(key("mail"), "Mail", self.mails_text()),
        )

    def mails_text(self) -> str:
        """How its mails stand; empty for none."""
        return ""

    def phone_number(self, phone: str) -> PhoneNumber:
        """A number of this customer's, as people dial it here."""
        country = self.contacts.country if self.contacts is not None else ""
        return read_phone(phone, country, self.desk.facts.company.country_code)

    def type_name(self, type_id: int | None) -> str:
        """The description of an interaction type; empty for none."""
        return next((row.description for row in self.desk.facts.interaction_types if row.id == type_id), "")

    def show_known(self) -> None:
        """Paint what must be known before speaking, or that the interaction is only read."""
        header = self.header
        if header is None or self.warnings is None:
            return
        if self.live:
            self.known.show(f" {warning_text(self.desk, self.warnings)}", "warning")
        elif header.state == "open":
            self.known.show(f" {header.user_name} has this interaction open: it can only be read here.", "warning")
        else:
            note = self.actions.key("show_note")
            self.known.show(
                f" Closed, made by {header.user_name}: it stays as it is; notes can be edited ({note}).", "dim"
            )

    # Totals and aging.

    def show_totals(self) -> None:
        """Paint what the ticked entries come to (S14, S15), now."""
        desk, totals = self.desk, self.selection.totals
        hidden = len(self.grid.hidden_ticked()) if self.filter is not None else 0
        amounts = {desk.currency(code): desk.amount(amount, code) for code, amount in totals.by_currency}
        self.totals.show(
            (
                Total(ticked_text(totals.count, hidden)),
                Total(
                    "Selected Entries Remaining Amount",
                    currencies_text(amounts, self.desk.lcy) if amounts else desk.amount(totals.lcy),
                    "Selected Remaining Amount",
                ),
                Total("(LCY)", desk.amount(totals.lcy)),
                Total("overdue", desk.amount(totals.overdue_lcy), optional=True),
            )
        )

    def show_aging(self, aged: AgingRow) -> None:
        """Paint the aging periods and their chart (S35, S36)."""
        desk, bands = self.desk, self.desk.facts.bands
        if len(aged.bands_lcy) != len(bands.labels):
            return  # read before the setup's bands changed; those of now are being read
        whole = sum(amount for amount in aged.bands_lcy if amount > 0)
        periods = [
            AgingPeriod(
                label,
                desk.amount(amount),
                float(amount / whole) if whole else 0.0,
                overdue=index > 0,
            )
            for index, (label, amount) in enumerate(zip(bands.labels, aged.bands_lcy, strict=True))
        ]
        for chart in (self.aging_bar, self.aging_panel):
            chart.show(periods, desk.amount(aged.balance_lcy))
        self.aging_panel.styles.height = len(periods) + 1

    def take_lines(self, lines: dict[int, LineRow]) -> None:
        """Show these lines; ticks stay, but for entries that were paid meanwhile."""
        self.lines = lines
        columns = columns_of(self.desk, lines.values())
        keys = [f"{column.key} {column.width}" for column in columns]
        if keys != self._column_keys:
            self._column_keys = keys
            self.grid.set_columns(columns)
        closed = self.header is not None and self.header.state == "closed"
        self.selection = Selection.of(selectable(lines, closed=closed), (int(key) for key in self.grid.ticked))
        self.read_keys()
        self.show_totals()

    # Changing the header.

    def change(self, *, entered: bool = True, then: Callable[[Done], None] | None = None, **changes: object) -> None:
        """Change header fields: painted at once, and asked of the books.

        Args:
            entered: False where the program fills them in (rule 11).
            then: Called once they are in the store.
            changes: Column names and values.
        """
        if self.header is None:
            return
        self.header = replace(self.header, **changes)  # type: ignore[arg-type]  # names and types as the row has them
        self.entered = self.entered or entered
        self.show_header()
        self._header_pending += 1

        def saved(done: Done) -> None:
            self._header_pending -= 1
            if then is not None:
                then(done)

        request = ChangeInteraction(
            actor=self.desk.actor, interaction_id=self.interaction_id, changes=changes, entered=entered
        )
        if not self.submit(request, saved):
            self._header_pending -= 1

    def given_up(self) -> None:
        """The header is again what the store has."""
        self._header_pending = 0


__all__ = ["Grid", "InteractionBase"]
