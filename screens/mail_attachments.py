"""What goes with a mail, a line a file, as it is sent: opened or saved (S47)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.listpage import ListPage
from screens.mail_fields import what_text
from screens.saving_files import SavingFiles
from store.delivery.compose import MailFile
from store.rules.files import size_text
from widgets.actions import Action
from widgets.columns import Column
from widgets.common_actions import PLAIN_LIST_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.desk import Desk
    from widgets.grid import Grid

WITHOUT = {"search", "filter", "sort", "explain", "undo", "redo", "refresh"}


class AttachmentsPage(SavingFiles, ListPage[MailFile]):
    """The files of a mail; Enter shows the one under the cursor."""

    NAME = "Attachments"
    EMPTY = "Nothing goes with this mail."
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("save_document", ("S",), "Save as", "Write the document to a file of yours.", 3),
        *(action for action in PLAIN_LIST_ACTIONS if action.id not in WITHOUT),
    )

    def __init__(self, desk: Desk, caption: str, files: Sequence[MailFile]) -> None:
        self.files = tuple(files)
        self._caption = caption
        super().__init__(desk, tickable=False)

    def caption(self) -> str:
        """Of which mail."""
        return f"{self._caption} · attachments"

    def columns(self) -> Sequence[Column]:
        """Name, what it is, and its size."""
        return (
            Column("name", "Document", 30, lambda row: row.name, flexible=True, min_width=20),
            Column("what", "What", 30, what_text, priority=1),
            Column("size", "Size", 9, lambda row: size_text(len(row.content)), "right"),
            Column("note", "Remark", 30, lambda row: row.note, priority=2, flexible=True, min_width=20),
        )

    def read_keys(self) -> None:
        """They are held already."""
        self.grid.empty_text = self.EMPTY
        self.grid.set_rows(self.files, key=self.files.index)
        self.status.position(self.grid.position_text)
        self.show_keys()

    def why_not(self, action_id: str) -> str | None:
        """What needs a file."""
        if action_id in {"save_document", "enter"} and not self.files:
            return self.EMPTY
        return super().why_not(action_id)

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """Show the document with the configured viewer."""
        message.stop()
        row = self.grid.cursor_row
        if row is not None:
            self.show_bytes(row.name, lambda then: then(row.content))

    def action_save_document(self) -> None:
        """Ask where to; nothing is overwritten without another question."""
        row = self.grid.cursor_row
        if row is not None:
            self.ask_save(row.name, lambda then: then(row.content))
