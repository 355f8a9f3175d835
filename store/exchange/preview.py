"""Reads the first rows of a file as an import would, without books."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from store.exchange.currency import Lcy
from store.exchange.detect import open_source
from store.exchange.ledger_customers import LedgerCustomers
from store.exchange.marks import marks_of
from store.exchange.outcome import BadRow, ImportOptions
from store.exchange.problems import Problems
from store.exchange.profile_convert import ProfileCustomerConverter, ProfileEntryConverter
from store.exchange.source import Batch

if TYPE_CHECKING:
    from pathlib import Path

    from store.exchange.captions import Kind
    from store.exchange.convert import Converter
    from store.exchange.profile import Profile

_ENTRY: Final = (
    *("customer_no", "customer_name", "posting_date", "due_date", "document_type", "document_no"),
    *("currency_code", "original", "remaining", "remaining_lcy"),
)
_CUSTOMER: Final = ("no", "name", "city", "phone", "email", "credit_limit_lcy")


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a file as they are read."""

    kind: Kind
    fields: tuple[str, ...]
    """Those that the file has."""
    rows: list[tuple[object, ...]]
    """Values in the order of the fields; amounts as whole ten-thousandths, dates as ISO text."""
    bad: tuple[BadRow, ...]
    """The first bad rows among the first 5,000."""


def preview(path: Path, profile: Profile, lcy_code: str, most: int) -> Preview:
    """Read the first rows of a file.

    Args:
        path: The file.
        profile: How it is read.
        lcy_code: Code of the company's own currency, blank where it is not known.
        most: So many rows.

    Raises:
        ImportRefused: The file cannot be read so; the sentence says why.
    """
    source = open_source(path, profile)
    problems = Problems([source])
    order, mark = marks_of(source, ImportOptions())
    converter: Converter
    if source.kind == "entries":
        lcy = Lcy(lcy_code, 2, known=True)
        customers = LedgerCustomers()
        converter = ProfileEntryConverter(0, source, profile, order, mark, lcy, problems, customers)
    else:
        converter = ProfileCustomerConverter(0, source, profile, mark, lcy_code, problems)
    wanted = _ENTRY if source.kind == "entries" else _CUSTOMER
    with closing(source.batches()) as batches:
        numbers, columns = converter.read(next(batches, Batch((), {})))
    fields = tuple(name for name in wanted if name in columns)
    rows = list(zip(*(columns[name][:most] for name in fields), strict=True)) if numbers else []
    return Preview(source.kind, fields, rows, problems.rows())
