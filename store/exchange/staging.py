"""The import's own tables, and how rows of a file come to lie in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.exchange.convert import Converter, CustomerConverter, EntryConverter
from store.exchange.layout import CUSTOMER_TABLE, ENTRY_TABLE
from store.exchange.marks import marks_of
from store.rules.text import search_text, sort_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.exchange.outcome import ImportOptions
    from store.exchange.problems import Problems
    from store.exchange.source import Source
    from store.exchange.workspace import Workspace


def make_tables(space: Workspace) -> None:
    """Make the tables that files are read into.

    A column is NULL where the file does not have it; a date that is not there is 0001-01-01. Amounts are whole
    ten-thousandths.
    """
    space.make("staged_entry", ENTRY_TABLE)
    space.make("staged_customer", CUSTOMER_TABLE)
    space.make("refused_entry", "entry_no BIGINT")


class Stager:
    """Reads files into the import's tables.

    Args:
        space: Where the tables are.
        options: How files are read.
        lcy_code: Code of the company's own currency.
        problems: Collects bad rows.
        progress: Told the phase, what is done and of how much.
    """

    def __init__(
        self,
        space: Workspace,
        options: ImportOptions,
        lcy_code: str,
        problems: Problems,
        progress: Callable[[str, int, int | None], None],
    ) -> None:
        self._space = space
        self._options = options
        self._lcy_code = lcy_code
        self._problems = problems
        self._progress = progress
        self.names: dict[str, str] = {}
        """Customer names that ledger entries carry, the last one by no."""

    def stage(self, file: int, source: Source) -> int:
        """Read a file; how many rows it gave, refused ones included.

        Args:
            file: Its place among the files.
            source: The file.
        """
        order, mark = marks_of(source, self._options)
        converter: Converter
        if source.kind == "entries":
            converter = EntryConverter(file, source, order, mark, self._lcy_code, self._problems, self.names)
        else:
            converter = CustomerConverter(file, source, mark, self._lcy_code, self._problems)
        count = 0
        for read, rows in converter.batches():
            self._space.fill(converter.table, converter.staged_columns, rows)
            count += read
            self._progress(f"reading {source.path.name}", *source.progress())
        self._space.fill("refused_entry", ("entry_no",), ((number,) for number in converter.refused))
        return count

    def stage_names(self) -> None:
        """Make customers of the nos. and names of ledger entries where no customers file has them."""
        staged = {no for (no,) in self._space.rows("SELECT no FROM staged_customer")}
        known = {no for (no,) in self._space.rows("SELECT no FROM customer")} if self.names else set()
        columns = ("place", "no", "name", "sort_name", "search_text")
        rows = (
            (0, no, name, sort_name(name), search_text(no, name))
            for no, name in self.names.items()
            if no not in staged and no not in known
        )
        self._space.fill("staged_customer", columns, rows)
