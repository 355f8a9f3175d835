"""Documents out of the store: shown by a viewer, or saved to a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screens.saving_files import SavingFiles
from store.queries import documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.rows.documents import DocumentLinkRow
    from widgets.grid import Grid


class Copies(SavingFiles):
    """Mixed into the page of documents."""

    grid: Grid[DocumentLinkRow]

    def _with_content(self, row: DocumentLinkRow, then: Callable[[bytes], None]) -> None:
        def found(content: bytes | None) -> None:
            if content is None:
                self.tell(f"The bytes of {row.name} are not in the store: run cctui check.", "error")
            else:
                then(content)

        self.read("content", found, documents.content, row.sha256)

    # Viewing.

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """Show the document with the configured viewer."""
        message.stop()
        row = self.grid.cursor_row
        if row is not None:
            self.show_bytes(row.name, partial(self._with_content, row))

    # Saving.

    def action_save_document(self) -> None:
        """Ask where to; nothing is overwritten without another question."""
        row = self.grid.cursor_row
        if row is not None:
            self.ask_save(row.name, partial(self._with_content, row))
