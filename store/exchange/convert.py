"""Turns the cells of a batch into rows of the import's tables, a column at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from store.exchange.amounts import AmountReader, ComparedReader
from store.exchange.captions import AMOUNTS, DATES
from store.exchange.dates import NO_DATE, DateReader
from store.exchange.layout import CUSTOMER_FIELDS, ENTRY_COLUMNS, place_of
from store.exchange.values import Bad, CurrencyReader, FlagReader, NumberReader, TextReader, TypeReader
from store.rules.text import search_text, sort_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.exchange.ledger_customers import LedgerCustomers
    from store.exchange.outcome import DateOrder
    from store.exchange.problems import Problems
    from store.exchange.source import Batch, Cell, Source

Columns = dict[str, "list[object]"]


class ColumnReader(Protocol):
    """Reads a column and counts what cannot be read."""

    bad: int

    def column(self, cells: Sequence[Cell]) -> list[object]:
        """Values in the column's order; Bad where a cell cannot be read."""


class Converter:
    """Reads the columns of one file and drops its bad rows.

    Args:
        file: The file's place.
        source: The file.
        problems: Collects bad rows.
        readers: By field.
    """

    table = ""
    """Where the rows are staged."""
    staged_columns: tuple[str, ...] = ()

    def __init__(self, file: int, source: Source, problems: Problems, readers: dict[str, ColumnReader]) -> None:
        self.file = file
        self.source = source
        self.problems = problems
        self.readers = readers
        self.refused: list[int] = []
        """Entry nos. of bad rows: these must not count as missing."""
        self.makes_numbers = False
        """Whether entry nos. are made of good rows only, so that nobody can tell which entry a bad row is."""

    def batches(self) -> Iterator[tuple[int, Iterator[tuple[object, ...]]]]:
        """How many rows were read, and those to stage, in the order of `staged_columns`."""
        for batch in self.source.batches():
            numbers, columns = self.read(batch)
            yield len(batch.numbers) + len(batch.misshapen), self.staged(numbers, columns)

    def staged(self, numbers: Sequence[int], columns: Columns) -> Iterator[tuple[object, ...]]:
        """Rows to stage, of good ones."""
        raise NotImplementedError

    def read(self, batch: Batch) -> tuple[Sequence[int], Columns]:
        """Row numbers and values by field, bad rows left out and noted."""
        for number, reason in batch.misshapen:
            self.problems.add(self.file, number, "", reason, nameless=True)
        before = sum(reader.bad for reader in self.readers.values())
        columns = {field: self.readers[field].column(cells) for field, cells in batch.columns.items()}
        bad = self._undated(columns)
        if not bad and before == sum(reader.bad for reader in self.readers.values()):
            return batch.numbers, columns
        return self._without_bad(batch.numbers, columns, bad)

    def _undated(self, columns: Columns) -> dict[int, tuple[str, str]]:
        """Rows without the date that they need."""
        dates = columns.get("posting_date", [])
        if NO_DATE not in dates:
            return {}
        return {i: ("posting_date", "is empty") for i, value in enumerate(dates) if value == NO_DATE}

    def _without_bad(
        self, numbers: Sequence[int], columns: Columns, bad: dict[int, tuple[str, str]]
    ) -> tuple[Sequence[int], Columns]:
        for field, values in columns.items():
            for index, value in enumerate(values):
                if isinstance(value, Bad):
                    bad.setdefault(index, (field, value.reason))
        entry_nos = columns.get("entry_no")
        for index, (field, reason) in sorted(bad.items()):
            entry_no = entry_nos[index] if entry_nos else None
            nameless = self.makes_numbers or isinstance(entry_no, Bad)
            self.problems.add(self.file, numbers[index], field, reason, nameless=nameless)
            if isinstance(entry_no, int):
                self.refused.append(entry_no)
        kept = [index for index in range(len(numbers)) if index not in bad]
        return [numbers[i] for i in kept], {field: [values[i] for i in kept] for field, values in columns.items()}


class EntryConverter(Converter):
    """Customer ledger entries.

    Args:
        file: The file's place.
        source: The file.
        order: Order of its dates.
        mark: Decimal mark of its amounts.
        lcy_code: Code of the company's own currency.
        problems: Collects bad rows.
        customers: Filled with what the rows say of their customers.
    """

    table = "staged_entry"
    staged_columns = ENTRY_COLUMNS

    def __init__(
        self,
        file: int,
        source: Source,
        order: DateOrder | None,
        mark: str,
        lcy_code: str,
        problems: Problems,
        customers: LedgerCustomers,
    ) -> None:
        dates, amounts, texts = DateReader(order), AmountReader(mark), TextReader()
        readers: dict[str, ColumnReader] = {
            "entry_no": NumberReader(),
            "customer_no": TextReader(needed=True),
            "document_type": TypeReader(),
            "currency_code": CurrencyReader(lcy_code),
            "open": FlagReader(),
            "payment_discount": AmountReader(mark, blank=0),
        }
        for field in source.captions:
            readers.setdefault(field, dates if field in DATES else amounts if field in AMOUNTS else texts)
        super().__init__(file, source, problems, readers)
        self._customers = customers

    def details(self, columns: Columns) -> dict[str, list[object]]:  # noqa: ARG002 - of profiles
        """Fields of customers in the ledger's own file: Business Central has none but the name."""
        return {}

    def staged(self, numbers: Sequence[int], columns: Columns) -> Iterator[tuple[object, ...]]:
        """Rows to stage, of good ones."""
        absent: list[object] = [None] * len(numbers)
        get = columns.get
        posted = columns["posting_date"]
        self._customers.see(columns["customer_no"], get("customer_name"), posted, self.details(columns))
        currency = get("currency_code") or [""] * len(numbers)
        original, remaining = columns["original"], columns["remaining"]
        remaining_lcy = get("remaining_lcy") or _lcy_of_remaining(currency, remaining)
        original_lcy = get("original_lcy") or _lcy_of_original(currency, original, remaining, remaining_lcy)
        given = get("lcy_given") or ["original_lcy" in columns] * len(numbers)
        base = place_of(self.file, 0)
        places = [base | number for number in numbers]
        return zip(
            places,
            columns["entry_no"],
            columns["customer_no"],
            posted,
            *(get(name, absent) for name in _MIDDLE),
            currency,
            original,
            get("given") or [True] * len(numbers),
            original_lcy,
            given,
            remaining,
            remaining_lcy,
            *(get(name, absent) for name in _LAST),
            strict=True,
        )


_MIDDLE = (
    "document_date",
    "due_date",
    "document_type",
    "document_no",
    "external_document_no",
    "your_reference",
    "description",
)
_LAST = ("open", "closed_at", "on_hold", "payment_discount_date", "payment_discount")


def _lcy_of_remaining(currency: list[object], remaining: list[object]) -> list[object]:
    """The remaining amount (LCY) where the file has no such column: known for LCY, and where nothing remains."""
    return [amount if not code or not amount else None for code, amount in zip(currency, remaining, strict=True)]


def _lcy_of_original(
    currency: list[object], original: list[object], remaining: list[object], remaining_lcy: list[object]
) -> list[object]:
    """The original amount (LCY) where the file has no such column: known for LCY, and where nothing was paid."""
    return [
        amount if not code else lcy if amount == left else None
        for code, amount, left, lcy in zip(currency, original, remaining, remaining_lcy, strict=True)
    ]


class CustomerConverter(Converter):
    """Customers.

    Args:
        file: The file's place.
        source: The file.
        mark: Decimal mark of its amounts.
        lcy_code: Code of the company's own currency.
        problems: Collects bad rows.
        symbols: Texts around amounts that say nothing.
    """

    table = "staged_customer"
    staged_columns = ("place", "no", *CUSTOMER_FIELDS, "balance_lcy", "sort_name", "search_text")

    def __init__(
        self, file: int, source: Source, mark: str, lcy_code: str, problems: Problems, symbols: Sequence[str] = ()
    ) -> None:
        texts = TextReader()
        readers: dict[str, ColumnReader] = dict.fromkeys(source.captions, texts)
        readers["no"] = TextReader(needed=True)
        readers["currency_code"] = CurrencyReader(lcy_code)
        readers["credit_limit_lcy"] = AmountReader(mark, blank=0, symbols=symbols)
        readers["balance_lcy"] = ComparedReader(mark)
        super().__init__(file, source, problems, readers)

    def staged(self, numbers: Sequence[int], columns: Columns) -> Iterator[tuple[object, ...]]:
        """Rows to stage, of good ones."""
        absent: list[object] = [None] * len(numbers)
        base = place_of(self.file, 0)
        names = columns["name"]
        searched = [
            search_text(*(str(part or "") for part in parts))
            for parts in zip(
                columns["no"],
                names,
                columns.get("contact_name", absent),
                columns.get("email", absent),
                strict=True,
            )
        ]
        fields = (columns.get(field, absent) for field in (*CUSTOMER_FIELDS, "balance_lcy"))
        sorts = [sort_name(str(name)) for name in names]
        places = [base | number for number in numbers]
        return zip(places, columns["no"], *fields, sorts, searched, strict=True)
