"""The import's own tables, and how rows of a file come to lie in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.exchange.convert import Converter, CustomerConverter, EntryConverter
from store.exchange.layout import CUSTOMER_TABLE, ENTRY_TABLE
from store.exchange.ledger_customers import LedgerCustomers
from store.exchange.marks import marks_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.exchange.currency import Lcy
    from store.exchange.outcome import DateOrder, ImportOptions
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
        lcy: The company's own currency.
        problems: Collects bad rows.
        progress: Told the phase, what is done and of how much.
    """

    def __init__(
        self,
        space: Workspace,
        options: ImportOptions,
        lcy: Lcy,
        problems: Problems,
        progress: Callable[[str, int, int | None], None],
    ) -> None:
        self._space = space
        self._options = options
        self._lcy = lcy
        self._problems = problems
        self._progress = progress
        self.customers = LedgerCustomers()
        """What the rows of ledgers say of their customers."""

    def stage(self, file: int, source: Source) -> int:
        """Read a file; how many rows it gave, refused ones included.

        Args:
            file: Its place among the files.
            source: The file.
        """
        order, mark = marks_of(source, self._options)
        converter = self._converter(file, source, order, mark)
        count = 0
        for read, rows in converter.batches():
            self._space.fill(converter.table, converter.staged_columns, rows)
            count += read
            self._progress(f"reading {source.path.name}", *source.progress())
        self._space.fill("refused_entry", ("entry_no",), ((number,) for number in converter.refused))
        return count

    def _converter(self, file: int, source: Source, order: DateOrder | None, mark: str) -> Converter:
        entries, lcy = source.kind == "entries", self._lcy
        if source.profile is None:
            if entries:
                return EntryConverter(file, source, order, mark, lcy.code, self._problems, self.customers)
            return CustomerConverter(file, source, mark, lcy.code, self._problems)
        from store.exchange import profile_convert as by  # noqa: PLC0415 - loaded where there is a profile

        profile = source.profile
        if entries:
            return by.ProfileEntryConverter(file, source, profile, order, mark, lcy, self._problems, self.customers)
        return by.ProfileCustomerConverter(file, source, profile, mark, lcy.code, self._problems)
