"""The customer card (S4, S37, S38): all that a controller needs to carry on, without asking anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from screens.customer_card_boxes import BOXES, amounts_text
from screens.customer_card_key import CONTACTS, DOCUMENTS, INSIGHT, RECEIPT
from screens.customer_card_painting import BoxBeside, BoxNames, CardHead, head_lines
from screens.customer_card_reading import Card, read_card
from screens.dropped import DroppedFiles, LinkTarget
from screens.interaction_header import warning_text
from screens.listpage import ListPage
from screens.mail_key import MAIL, MailFromHere
from store.rows.documents import DocumentLinkRow
from store.rows.statistics import CardContact, LogRow
from widgets.actions import Action
from widgets.common_actions import PLAIN_LIST_ACTIONS
from widgets.notefield import Caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from screens.desk import Desk
    from widgets.columns import Column
    from widgets.grid import Grid
    from widgets.grid_rows import Key

WIDE, HIGH = 116, 34
"""Cells and lines from which all boxes are seen at once."""
WITHOUT = {"search", "filter", "sort"}
"""What a card's short lists do not need."""


class CustomerCardPage(MailFromHere, DroppedFiles, ListPage[Any]):
    """A customer: figures above, below them one of its boxes, first the interaction log."""

    NAME = "Customer card"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("new_interaction", ("i",), "Interaction", "Start an interaction with this customer.", 1),
        Action("next_box", ("f", "tab"), "Next box", "Interaction log, to-dos, promises, contacts or documents.", 2),
        Action("previous_box", ("F", "shift+tab"), "Box before", "The box before in the list."),
        Action("ledger", ("l",), "Ledger", "The open ledger entries of this customer.", 3),
        MAIL,
        RECEIPT,
        DOCUMENTS,
        CONTACTS,
        INSIGHT,
        *(action for action in PLAIN_LIST_ACTIONS if action.id not in WITHOUT),
    )

    def __init__(self, desk: Desk, customer_no: str) -> None:
        self.customer_no = customer_no
        self.card: Card | None = None
        self.chosen = 0
        self._places: dict[int, Key] = {}
        super().__init__(desk, tickable=False)
        self.head = CardHead(id="head")
        self.known = Caption("", "warning", id="known")
        self.names = BoxNames(id="boxes")
        self.preview = (Caption("", "", id="preview_1"), Caption("", "dim", id="preview_2"))
        self.beside = tuple(BoxBeside(id=f"beside_{place}") for place in range(len(BOXES) - 1))
        self.beside[-1].add_class("-last")

    def body(self) -> ComposeResult:
        """Head, what must be known, the list with what is behind its line, and with room the other boxes."""
        yield self.head
        yield self.known
        yield self.names
        yield self.grid
        yield from self.preview
        yield from self.beside

    @property
    def box(self) -> Any:  # noqa: ANN401 - see `BOXES`
        """The box in the list."""
        return BOXES[self.chosen]

    def columns(self) -> Sequence[Column]:
        """The columns of the box in the list."""
        columns: Sequence[Column] = BOXES[self.chosen].columns(self.desk)
        return columns

    def mark(self, row: Any) -> str:  # noqa: ANN401 - a row of any box
        """! a to-do that is overdue."""
        return "!" if getattr(row, "overdue", False) else " "

    def row_tone(self, row: Any) -> str:  # noqa: ANN401 - a row of any box
        """As the box says."""
        return BOXES[self.chosen].tone(row)

    def caption(self) -> str:
        """Whose card."""
        name = self.card.customer.name if self.card else ""
        return f"{self.customer_no} {name} · customer card".replace("  ", " ")

    def customer_here(self) -> str:
        """The card's own."""
        return self.customer_no

    def on_resize(self, event: events.Resize) -> None:
        """With room the other boxes are seen too."""
        wide = event.size.width >= WIDE and event.size.height >= HIGH
        self.head.set_wide(wide)
        for each in self.beside:
            each.display = wide

    # Reading and painting.

    def show_page(self) -> None:
        """Read the card."""
        self.read("card", self._take, read_card, self.customer_no, self.desk.work_date, self.desk.facts.bands)

    def _take(self, card: Card | None) -> None:
        self.card = card
        self.show_facts()
        if card is None:
            self.tell(f"There is no customer {self.customer_no}.", "error")
            return
        self.head.show(*head_lines(self.desk, card))
        warned = warning_text(self.desk, card.warnings)
        self.known.show(f" {warned}", "warning")
        self.known.display = bool(warned)
        self._show_rows(card)

    def _show_rows(self, card: Card) -> None:
        box = BOXES[self.chosen]
        self.grid.empty_text = box.none
        self.grid.set_rows(box.rows(card), key=lambda row: row.id)
        self.names.show(
            [(each.name, len(each.rows(card))) for each in BOXES], self.chosen, self.actions.key("next_box")
        )
        others = [each for place, each in enumerate(BOXES) if place != self.chosen]
        for panel, other in zip(self.beside, others, strict=True):
            panel.show(self.desk, other, other.rows(card))
        self.status.position(self.grid.position_text)
        self._show_preview(self.grid.cursor_row)
        self.show_keys()

    def cursor_moved(self, grid: Grid[Any], key: Key | None) -> None:
        """What lies behind the line follows the cursor."""
        super().cursor_moved(grid, key)
        self._show_preview(grid.cursor_row)

    def _show_preview(self, row: object) -> None:
        first = second = ""
        if isinstance(row, LogRow) and self.card is not None:
            links = sum(each.interaction_id == row.id for each in self.card.documents)
            first, second = behind(self.desk, row, links)
        self.preview[0].show(f"  {first}", "")
        self.preview[1].show(f"  {second}", "dim")

    # The boxes.

    def action_next_box(self) -> None:
        """The next box in the list."""
        self._choose_box(self.chosen + 1)

    def action_previous_box(self) -> None:
        """The box before."""
        self._choose_box(self.chosen - 1)

    def _choose_box(self, place: int) -> None:
        if self.card is None:
            return
        if self.grid.cursor_key is not None:
            self._places[self.chosen] = self.grid.cursor_key
        self.chosen = place % len(BOXES)
        # Rows of one box are never painted in another's columns.
        self.grid.set_rows((), key=lambda row: row.id)
        self.grid.set_columns(self.columns())
        self._show_rows(self.card)
        kept = self._places.get(self.chosen)
        if kept is not None:
            self.grid.go_to(kept)

    # Going on.

    def why_not(self, action_id: str) -> str | None:
        """What needs a line."""
        if action_id == "enter" and not len(self.grid.keys):
            return f"There is no line here: {BOXES[self.chosen].none}"
        return super().why_not(action_id)

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """The interaction behind the line, as it was left (S37)."""
        message.stop()
        row = self.grid.cursor_row
        if isinstance(row, CardContact):
            self.program.open_contacts(self.customer_no, row.id)
            return
        if isinstance(row, DocumentLinkRow):
            self._open_documents(row.id)
            return
        found = BOXES[self.chosen].interaction(self.card, row) if self.card is not None and row is not None else None
        if found:
            self.program.show_interaction(found)
        else:
            self.tell("No interaction is behind this line.", "warning")

    def action_new_interaction(self) -> None:
        """A new interaction, nothing ticked (S4, rule 4)."""
        self.program.open_interaction(self.customer_no, origin="customer_card")

    def action_ledger(self) -> None:
        """The customer's open entries."""
        self.program.open_ledger(self.customer_no)

    def action_contacts(self) -> None:
        """The customer's contacts, to change them and to make others."""
        self.program.open_contacts(self.customer_no)

    def action_cash_receipt(self) -> None:
        """A receipt of this customer, applied to the oldest entries unless others are chosen (S34)."""
        self.program.open_receipts(self.customer_no)

    def action_mail(self) -> None:
        """A mail to this customer."""
        self.open_mail(self.customer_no)

    def link_target(self) -> LinkTarget:
        """The customer."""
        return LinkTarget(self.customer_no)

    def action_documents(self) -> None:
        """All of the customer's documents."""
        self._open_documents(None)

    def _open_documents(self, document_id: int | None) -> None:
        from screens.documents import DocumentsPage, Scope  # noqa: PLC0415 - start-up

        name = self.card.customer.name if self.card else ""
        scope = Scope(f"{self.customer_no} {name}", self.link_target(), self.customer_no, document_id=document_id)
        self.app.push_screen(DocumentsPage(self.desk, scope))

    def action_insight(self) -> None:
        """The customer's own figures over time."""
        from screens.insight import InsightPage  # noqa: PLC0415 - start-up

        self.app.push_screen(InsightPage(self.desk, self.customer_no))

    def action_explain(self) -> None:
        """Which entries, promises and rules make the figures (rule 19)."""
        from screens.customer_card_figures import CardFigures  # noqa: PLC0415 - start-up

        self.app.push_screen(CardFigures(self.desk, self.customer_no))


def behind(desk: Desk, row: LogRow, links: int = 0) -> tuple[str, str]:
    """What lies behind a line of the log, in two lines: what was agreed with how many documents, and what was noted."""
    promised = amounts_text(desk, row.promised)
    days = ", ".join(desk.short_date(day) for day in row.promised_on)
    said = (
        f"with {row.contact_name}" if row.contact_name else "",
        f"{', '.join(row.status_codes)}: {', '.join(row.documents)}" if row.documents else "no entry updated",
        f"promised {promised} for {days}" if promised else "",
        f"next {desk.short_date(row.next_interaction_on)}" if row.next_interaction_on else "",
        f"{links} document{'' if links == 1 else 's'}" if links else "",
        "still open" if row.state == "open" else "",
    )
    notes = [" / ".join(row.notes.split("\n")) if row.notes else ""]
    notes += [f"{document}: {' / '.join(text.split(chr(10)))}" for document, text in row.entry_notes]
    return " · ".join(part for part in said if part), "  ".join(part for part in notes if part) or "no notes"
