"""The list of actions: the keys of a page (`?`) or all there is (Ctrl+P), found by typing, performed by Enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.screen import ModalScreen

from widgets.columns import Column
from widgets.grid import Grid
from widgets.lineeditor import LineEditor
from widgets.notefield import Caption
from widgets.painting import PaintedLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from widgets.grid_rows import Key
    from widgets.painting import Part

HINT = "type to find · ↑↓ · Enter does it · Esc leaves"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list.

    Attributes:
        id: What the list is dismissed with.
        group: Its heading.
        keys: Its keys as people read them.
        verb: What it is called.
        help: A sentence.
        why_not: Why it does not apply now; empty if it does.
    """

    id: str
    group: str
    keys: str
    verb: str
    help: str
    why_not: str = ""

    def matches(self, words: Sequence[str]) -> bool:
        """Whether all words, casefolded, are found in it."""
        text = f"{self.keys} {self.verb} {self.help} {self.group} {self.id}".casefold()
        return all(word in text for word in words)

    def rank(self, typed: str) -> int:
        """0 for its own key, 1 for the beginning of its name, 2 for its name, 3 for the rest."""
        if typed in {key.casefold() for key in self.keys.split()}:
            return 0
        verb = self.verb.casefold()
        return 1 if verb.startswith(typed) else 2 if typed in verb else 3


class _FindLine(PaintedLine):
    """What is typed, and what can be pressed."""

    def __init__(self, caption: str) -> None:
        super().__init__(id="find")
        self.caption = caption
        self.editor = LineEditor()

    def parts(self, width: int) -> list[Part]:
        """Caption and typed text, the keys at the right as far as there is room."""
        before, under, rest = self.editor.visible(24)
        typed: list[Part] = [(f"{self.caption}  ", "bold"), (before, ""), (under, "cursor"), (rest, "")]
        used = sum(len(text) for text, _tone in typed)
        return [*typed, (" " * max(2, width - used - len(HINT)), ""), (HINT, "dim")]


class ActionList(ModalScreen[str | None]):
    """Dismissed with the id of what was chosen, or None.

    Args:
        caption: What is listed.
        entries: The lines, those of one group together.
        narrow: Whether the line is slow.
    """

    CSS_PATH = "keys.tcss"
    AUTO_FOCUS = ""

    def __init__(self, caption: str, entries: Sequence[Entry], *, narrow: bool = False) -> None:
        super().__init__()
        self.entries = tuple(entries)
        self.find = _FindLine(caption)
        self.told = Caption("", "", id="told")
        self._headed: frozenset[str] = frozenset()
        self.grid: Grid[Entry] = Grid(
            self._columns(),
            tickable=False,
            empty_text="No action is called so; Backspace takes letters away.",
            narrow_highlight=narrow,
            on_cursor=self._tell,
            id="actions",
        )

    def compose(self) -> ComposeResult:
        """What is typed over the list."""
        with Vertical(id="panel"):
            yield self.find
            yield self.grid
            yield self.told

    def on_mount(self) -> None:
        """Show all."""
        self._show()

    def _columns(self) -> Sequence[Column]:
        groups = max((len(entry.group) for entry in self.entries), default=6)
        keys = max((len(entry.keys) for entry in self.entries), default=4)
        return (
            Column("group", "", groups, self._heading, style=_header),
            Column("keys", "Key", min(16, keys), lambda row: row.keys, style=_key),
            Column("verb", "Action", 14, lambda row: row.verb),
            Column("help", "", 40, lambda row: row.why_not or row.help, flexible=True, style=_tone),
        )

    def _heading(self, row: Entry) -> str:
        return row.group if row.id in self._headed else ""

    def _show(self) -> None:
        typed = self.find.editor.value.strip().casefold()
        shown = [entry for entry in self.entries if entry.matches(typed.split())]
        if typed:
            shown.sort(key=lambda entry: entry.rank(typed))
        groups = [entry.group for entry in shown]
        self._headed = frozenset(
            entry.id for place, entry in enumerate(shown) if place == 0 or groups[place - 1] != entry.group
        )
        self.grid.set_columns(self._columns())
        self.grid.set_rows(shown, key=lambda entry: entry.id)
        self.grid.top()
        self._tell(self.grid, self.grid.cursor_key)

    def _tell(self, grid: Grid[Entry], key: Key | None) -> None:
        """The whole sentence of the line under the cursor."""
        row = None if key is None else grid.row(key)
        self.told.show("" if row is None else row.why_not or row.help, "accent")

    def on_key(self, event: events.Key) -> None:
        """Letters find, arrows move, Enter chooses."""
        moves: dict[str, Callable[[], None]] = {
            "up": lambda: self.grid.move(-1),
            "down": lambda: self.grid.move(1),
            "pageup": lambda: self.grid.page(-1),
            "pagedown": lambda: self.grid.page(1),
        }
        event.stop()
        event.prevent_default()
        if event.key in moves:
            moves[event.key]()
        elif event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self._choose()
        elif self._typed(event):
            self.find.repaint()
            self._show()

    def _typed(self, event: events.Key) -> bool:
        if event.is_printable and event.character:
            self.find.editor.insert(event.character)
            return True
        return self.find.editor.key(event.key)

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """A double click chooses as well."""
        message.stop()
        self._choose()

    def _choose(self) -> None:
        key = self.grid.cursor_key
        if key is not None:
            self.dismiss(str(key))


def _tone(row: Entry) -> str:
    return "dim" if row.why_not else ""


def _header(row: Entry) -> str:
    del row
    return "header"


def _key(row: Entry) -> str:
    del row
    return "key"
