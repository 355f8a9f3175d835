"""Documents out of the store: shown by a viewer, or saved to a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len

from screens import files, viewing
from screens.dropped import ANSWERS, SHORTEST_NAME, DroppedFiles
from screens.messages import Answered
from store.queries import documents
from widgets.columns import cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.rows.documents import DocumentLinkRow
    from widgets.grid import Grid


class Copies(DroppedFiles):
    """Mixed into the page of documents."""

    grid: Grid[DocumentLinkRow]

    def short_name(self, row: DocumentLinkRow, beside: str) -> str:
        """A document's name, short enough for a question."""
        return cut(row.name, max(SHORTEST_NAME, self.size.width - ANSWERS - cell_len(f"Overwrite ? {beside}")))

    # Paths that are typed.

    def ask_path(self, label: str, answer: Callable[[str], None], value: str = "") -> None:
        """Let a path be typed; Tab completes it, or shows what it may become."""
        self._offered: list[str] = []
        self.prompt.input(label, answer, value=value, complete=self._completed, changed=self._path_typed)

    def _completed(self, typed: str) -> list[str]:
        self._offered = files.completions(typed)
        if not self._offered:
            self.prompt.set_echo("nothing here begins like this", "warning")
        return self._offered

    def _path_typed(self, text: str) -> None:
        offered, self._offered = self._offered, []
        names = [path.rstrip("/").rpartition("/")[2] + path[len(path.rstrip("/")) :] for path in offered]
        hint = "" if text else "a path, or several; Tab completes"
        self.prompt.set_echo("  ".join(names) if len(names) > 1 else hint)

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
        if row is None:
            return
        if not self.desk.viewer:
            self.tell(self._no_viewer(), "warning")
            return
        self._with_content(row, lambda content: self._view(row, content))

    def _no_viewer(self) -> str:
        save = self.actions.key("save_document")
        if self.desk.narrow:
            return f"Over SSH no program of yours can be started here: {save} saves the document to a file."
        return f"No viewer is known: {save} saves the document, or set “viewer” in the configuration."

    def _view(self, row: DocumentLinkRow, content: bytes) -> None:
        def told(_nothing: None) -> None:
            self.tell(f"{row.name} is handed to the viewer.", "success")

        self.work("view", told, viewing.show, self.desk.viewer, row.name, content, partial(self._viewed, row.name))

    def _viewed(self, name: str, code: int) -> None:
        """On a thread of its own: the viewer has ended."""
        if code:
            self.post_message(Answered("viewer", partial(self._failed_to_show, name), code))

    def _failed_to_show(self, name: str, code: int) -> None:
        save = self.actions.key("save_document")
        self.tell(f"The viewer could not show {name} (exit code {code}): {save} saves it to a file.", "warning")

    # Saving.

    def action_save_document(self) -> None:
        """Ask where to; nothing is overwritten without another question."""
        row = self.grid.cursor_row
        if row is not None:
            self.ask_path("Save as ", partial(self._save_to, row), f"~/{row.name}")

    def _save_to(self, row: DocumentLinkRow, typed: str) -> None:
        if not typed.strip():
            raise ValueError("Where to? Type a path.")
        self._with_content(row, lambda content: self._save(row, typed, content, overwrite=False))

    def _save(self, row: DocumentLinkRow, typed: str, content: bytes, *, overwrite: bool) -> None:
        def saved(place: str | None) -> None:
            if place is None:
                self._ask_overwrite(row, typed, content)
            else:
                self.tell(f"Saved as {place}; only you can read it.", "success")

        self.work("save", saved, save_unless_there, typed, row.name, content, overwrite=overwrite)

    def _ask_overwrite(self, row: DocumentLinkRow, typed: str, content: bytes) -> None:
        def answered(key: str) -> None:
            if key == "y":
                self._save(row, typed, content, overwrite=True)

        there = cut(typed.strip(), max(SHORTEST_NAME, self.size.width - ANSWERS - len("Overwrite ?")))
        self.prompt.ask(f"Overwrite {there}?", answered)


def save_unless_there(typed: str, name: str, content: bytes, *, overwrite: bool) -> str | None:
    """Write a document as `files.save` does; None where a file of that name is there and may not be replaced."""
    try:
        return files.save(typed, name, content, overwrite=overwrite)
    except files.Exists:
        return None
