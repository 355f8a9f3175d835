"""Documents of ledger entries: linked where the entries are seen (S45, S46)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.dropped import DroppedFiles, LinkTarget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.rows.ledger import EntryRow


class EntryDocuments(DroppedFiles):
    """Mixed into pages of entries; a subclass says which ones are meant."""

    def document_entries(self) -> Sequence[EntryRow]:
        """The entries whose documents are meant: the marked ones, else the one under the cursor."""
        raise NotImplementedError

    def link_target(self) -> LinkTarget | str:
        """These entries, of one customer."""
        rows = self.document_entries()
        customers = {row.customer_no for row in rows}
        if not customers:
            return "There is no entry here."
        if len(customers) > 1:
            return f"The marked entries belong to {len(customers)} customers, a document is one's: take ticks away."
        return LinkTarget(
            customers.pop(),
            entry_nos=tuple(row.entry_no for row in rows),
            named=tuple(row.document_no or str(row.entry_no) for row in rows),
        )

    def action_documents(self) -> None:
        """The documents of these entries, and linking by a typed path."""
        from screens.documents import DocumentsPage, Scope  # noqa: PLC0415 - start-up

        target = self.link_target()
        if isinstance(target, str):
            self.tell(target, "warning")
            return
        first, *others = target.named
        more = f" and {len(others)} more" if others else ""
        scope = Scope(f"{first}{more}", target, target.customer_no, entry_nos=target.entry_nos)
        self.app.push_screen(DocumentsPage(self.desk, scope))
