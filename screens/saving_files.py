"""Files that leave the store: shown by a viewer, or saved where a path says, nothing overwritten without a question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from screens import files, viewing
from screens.dropped import ANSWERS, SHORTEST_NAME, DroppedFiles
from screens.messages import Answered
from widgets.columns import cut

if TYPE_CHECKING:
    from collections.abc import Callable

    Found = Callable[[Callable[[bytes], None]], None]
    """Gives the bytes of a file to its argument."""


class SavingFiles(DroppedFiles):
    """Mixed into pages that show files, or save them to the user's."""

    SAVES: ClassVar[str] = "save_document"
    """The action that saves, for sentences."""

    def short_name(self, name: str, beside: str) -> str:
        """A file's name, short enough for a question."""
        return cut(name, max(SHORTEST_NAME, self.size.width - ANSWERS - cell_len(f"Overwrite ? {beside}")))

    # Viewing.

    def show_bytes(self, name: str, found: Found) -> None:
        """Show a file with the configured viewer.

        Args:
            name: The file's name.
            found: Called where there is a viewer.
        """
        if self.desk.viewer:
            found(partial(self._view, name))
        else:
            self.tell(self._no_viewer(), "warning")

    def _no_viewer(self) -> str:
        save = self.actions.key(self.SAVES)
        if self.desk.narrow:
            return f"Over SSH no program of yours can be started here: {save} saves the document to a file."
        return f"No viewer is known: {save} saves the document, or set “viewer” in the configuration."

    def _view(self, name: str, content: bytes) -> None:
        def told(_nothing: None) -> None:
            self.tell(f"{name} is handed to the viewer.", "success")

        self.work("view", told, viewing.show, self.desk.viewer, name, content, partial(self._viewed, name))

    def _viewed(self, name: str, code: int) -> None:
        """On a thread of its own: the viewer has ended."""
        if code:
            self.post_message(Answered("viewer", partial(self._failed_to_show, name), code))

    def _failed_to_show(self, name: str, code: int) -> None:
        save = self.actions.key(self.SAVES)
        self.tell(f"The viewer could not show {name} (exit code {code}): {save} saves it to a file.", "warning")

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

    # Saving.

    def ask_save(self, name: str, found: Found) -> None:
        """Ask where to, then write there.

        Args:
            name: The file's name.
            found: Called once a path is typed.
        """

        def answered(typed: str) -> None:
            if not typed.strip():
                raise ValueError("Where to? Type a path.")
            found(lambda content: self.save_bytes(name, typed, content))

        self.ask_path("Save as ", answered, f"~/{name}")

    def save_bytes(self, name: str, typed: str, content: bytes, *, overwrite: bool = False) -> None:
        """Write bytes to a typed path; where a file stands there, ask first."""

        def saved(place: str | None) -> None:
            if place is None:
                self._ask_overwrite(name, typed, content)
            else:
                self.tell(f"Saved as {place}; only you can read it.", "success")

        self.work("save", saved, save_unless_there, typed, name, content, overwrite=overwrite)

    def _ask_overwrite(self, name: str, typed: str, content: bytes) -> None:
        def answered(key: str) -> None:
            if key == "y":
                self.save_bytes(name, typed, content, overwrite=True)

        there = cut(typed.strip(), max(SHORTEST_NAME, self.size.width - ANSWERS - len("Overwrite ?")))
        self.prompt.ask(f"Overwrite {there}?", answered)


def save_unless_there(typed: str, name: str, content: bytes, *, overwrite: bool) -> str | None:
    """Write a document as `files.save` does; None where a file of that name is there and may not be replaced."""
    try:
        return files.save(typed, name, content, overwrite=overwrite)
    except files.Exists:
        return None
