"""`:export FILE`: what a list shows, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from screens.page import Page
from store.rules.text import clean

if TYPE_CHECKING:
    from widgets.grid import Grid

FORMS: Final = (".csv", ".xlsx", ".json")
"""How the name of such a file ends."""

_NAME: Final = f"Name a file that ends with {', '.join(FORMS[:-1])} or {FORMS[-1]}."


class Exporting(Page):
    """Mixed into lists. What a subclass names in `EXPORTS` can be written, as `cctui export` knows it."""

    EXPORTS: ClassVar[str] = ""
    grid: Grid[Any]

    def echo_export(self, words: str) -> str:
        """What would be written where."""
        place = self._place(words)
        count = len(self.grid.keys)
        return f"Write {f'these {count:,} lines' if count != 1 else 'this line'} to {clean(str(place))}"

    def line_export(self, words: str) -> None:
        """Write what the list shows to a file of the machine that runs the program."""
        place = self._place(words)
        if place.exists():
            raise ValueError(f"{clean(place.name)} exists already: give another name.")
        self.program.export_list(self, self.EXPORTS, tuple(self.grid.keys), place)

    def _place(self, words: str) -> Path:
        if not self.EXPORTS:
            raise ValueError(
                "This list cannot be exported: the credit list, the to-dos, ledgers, receipts and mails can."
            )
        if not words.lower().endswith(FORMS):
            raise ValueError(_NAME)
        try:
            return Path(words).expanduser().absolute()
        except RuntimeError:
            raise ValueError("There is no such home folder.") from None
