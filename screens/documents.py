"""Document links (S45, S46): the files of an interaction, of ledger entries or of a customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from screens.documents_saving import Copies
from screens.dropped import DroppedFiles, LinkTarget
from screens.listpage import ListPage
from screens.read_only import READ_ONLY
from store.queries import documents
from store.requests.documents import DescribeDocument, UnlinkDocument
from store.rows.documents import DocumentLinkRow
from store.rules.files import size_text
from widgets.actions import Action
from widgets.columns import Column
from widgets.common_actions import PLAIN_LIST_ACTIONS
from widgets.notefield import Caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from screens.desk import Desk
    from store.queries.connection import Connection
    from widgets.grid import Grid
    from widgets.grid_rows import Key

WITHOUT = {"search", "filter", "sort", "explain"}
"""What a short list of files does not need."""
ONE_LINE = {"unlink_document", "describe_document", "save_document", "enter"}
"""What is done to the document under the cursor."""
CHANGES = {"link_document", "unlink_document", "describe_document"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose documents are shown, and what a new one is linked to.

    Attributes:
        caption: Whose they are, for the title.
        target: What files are linked to, or why none can be.
        customer_no: Shown where neither of the following is given: all of the customer's.
        interaction_id: Those of an interaction.
        entry_nos: Those of these entries.
        document_id: The link under the cursor at first.
    """

    caption: str
    target: LinkTarget | str
    customer_no: str
    interaction_id: str | None = None
    entry_nos: tuple[int, ...] = ()
    document_id: int | None = None


def read_links(c: Connection, scope: Scope) -> list[DocumentLinkRow]:
    """Read the links of a scope, newest first."""
    if scope.interaction_id is not None:
        return documents.interaction_links(c, scope.interaction_id)
    if scope.entry_nos:
        return documents.entry_links(c, scope.entry_nos)
    return documents.customer_links(c, scope.customer_no)


class DocumentsPage(Copies, DroppedFiles, ListPage[DocumentLinkRow]):
    """A line a file, newest first; Enter shows it."""

    NAME = "Document links"
    EMPTY = "No document is linked here."
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("link_document", ("d",), "Link", "Type the path of a file to link, or several; Tab completes it.", 0),
        Action("save_document", ("S",), "Save as", "Write the document to a file of yours.", 3),
        Action("describe_document", ("n",), "Describe", "Say in a few words what the document is.", 4),
        Action("unlink_document", ("x", "delete"), "Unlink", "Take the link away; undo brings it back.", 5),
        *(action for action in PLAIN_LIST_ACTIONS if action.id not in WITHOUT),
    )

    def __init__(self, desk: Desk, scope: Scope) -> None:
        super().__init__(desk, tickable=False)
        self.scope = scope
        self._go_to = scope.document_id
        self.details = Caption("", "dim", id="details")

    def body(self) -> ComposeResult:
        """The list, and all of the line under the cursor."""
        yield self.grid
        yield self.details

    def caption(self) -> str:
        """Whose documents."""
        return f"{self.scope.caption} · documents"

    def customer_here(self) -> str:
        """Whose they are."""
        return self.scope.customer_no

    def columns(self) -> Sequence[Column]:
        """Name and size, then where it belongs and who linked it."""
        return (
            Column("name", "Document", 28, lambda row: row.name, flexible=True, min_width=16),
            Column("size", "Size", 9, lambda row: size_text(row.size), "right", 1),
            Column("entry", "Entries", 12, lambda row: row.document_no, priority=2, flexible=True, min_width=8),
            Column("at", "Linked", 16, lambda row: self.desk.moment(row.made_at), priority=3),
            Column("by", "By", 8, lambda row: row.made_by, priority=4),
            Column(
                "description", "Description", 24, lambda row: row.description, priority=5, flexible=True, min_width=20
            ),
        )

    # Reading.

    def read_keys(self) -> None:
        """The links of the scope."""
        self.read("links", self._take_links, read_links, self.scope)

    def _take_links(self, rows: list[DocumentLinkRow]) -> None:
        self.grid.empty_text = f"{self.EMPTY} {self._how()}"
        self.grid.set_rows(rows, key=lambda row: row.id)
        if self._go_to is not None:
            self.grid.go_to(self._go_to)
            self._go_to = None
        self.status.position(self.grid.position_text)
        self._show_details(self.grid.cursor_row)
        self.show_keys()

    def _how(self) -> str:
        if isinstance(self.scope.target, str):
            return ""
        return f"Drop a file on the terminal, or type its path ({self.actions.key('link_document')})."

    def cursor_moved(self, grid: Grid[DocumentLinkRow], key: Key | None) -> None:
        """Its details follow the cursor."""
        super().cursor_moved(grid, key)
        self._show_details(grid.cursor_row)

    def _show_details(self, row: DocumentLinkRow | None) -> None:
        if row is None:
            self.details.show(f" {self._how()}", "dim")
            return
        said = (row.description, row.media_type, f"{row.size:,} bytes", row.made_by, f"entries {row.document_no}")
        parts = [part for part in said if part and part != "entries "]
        self.details.show(f" {' · '.join(parts)}", "dim")

    # Linking.

    def link_target(self) -> LinkTarget | str:
        """As the page that led here said."""
        return self.scope.target

    def _linked_first(self) -> None:
        self.grid.top()

    def links_changed(self) -> None:
        """The newest stands first."""
        self.show_page()
        self._linked_first()

    def why_not(self, action_id: str) -> str | None:
        """What needs a document, and what cannot be changed."""
        if action_id in CHANGES and self.desk.books.read_only:
            return READ_ONLY
        if action_id == "link_document" and isinstance(self.scope.target, str):
            return self.scope.target
        if action_id in ONE_LINE and self.grid.cursor_row is None:
            return "There is no document here."
        if action_id == "back" and self.unsaved:
            return "The document is still being saved: wait a moment."
        return super().why_not(action_id)

    def action_link_document(self) -> None:
        """Type a path; a dropped file's is put in at the cursor."""
        self.ask_path("Link file ", self.link_typed)

    # Changing.

    def action_unlink_document(self) -> None:
        """Ask, then take the link away."""
        row = self.grid.cursor_row
        if row is None:
            return

        def answered(key: str) -> None:
            if key == "y":
                self.submit(UnlinkDocument(actor=self.desk.actor, link_id=row.id, version=row.version), self._told)

        where = f" from {row.document_no}" if row.entry_no is not None else ""
        self.prompt.ask(f"Unlink {self.short_name(row.name, where)}{where}?", answered)

    def action_describe_document(self) -> None:
        """A few words."""
        row = self.grid.cursor_row
        if row is None:
            return

        def answered(text: str) -> None:
            request = DescribeDocument(
                actor=self.desk.actor, link_id=row.id, version=row.version, description=text.strip()
            )
            self.submit(request, lambda _done: self.show_page())

        self.prompt.input("Description ", answered, value=row.description)
