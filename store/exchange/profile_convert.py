"""Turns the rows of a ledger's file into entries as its profile says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.exchange.convert import Columns, CustomerConverter, EntryConverter
from store.exchange.dates import NO_DATE
from store.exchange.profile_amounts import RawAmounts, Worth, Wrong
from store.exchange.profile_header import OF_CUSTOMER
from store.exchange.profile_keys import EntryNumbers, customer_no
from store.exchange.profile_readers import entry_readers, makes_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.exchange.currency import Lcy
    from store.exchange.ledger_customers import LedgerCustomers
    from store.exchange.outcome import DateOrder
    from store.exchange.problems import Problems
    from store.exchange.profile import Profile
    from store.exchange.source import Batch, Source

_RAW = tuple(name for name in RawAmounts.__slots__)
_Bad = dict[int, tuple[str, str]]


class ProfileEntryConverter(EntryConverter):
    """Entries of another ledger.

    Args:
        file: The file's place.
        source: The file.
        profile: How it is read.
        order: Order of its dates.
        mark: Decimal mark of its amounts.
        lcy: The company's own currency.
        problems: Collects bad rows.
        customers: Filled with what the rows say of their customers.
    """

    def __init__(
        self,
        file: int,
        source: Source,
        profile: Profile,
        order: DateOrder | None,
        mark: str,
        lcy: Lcy,
        problems: Problems,
        customers: LedgerCustomers,
    ) -> None:
        super().__init__(file, source, order, mark, lcy.code, problems, customers)
        self.readers = entry_readers(profile, source.captions, order, mark, lcy.code)
        self.makes_numbers = makes_numbers(profile, source.captions)
        self._profile = profile
        self._lcy_code = lcy.code
        self._worth = Worth(profile, source.captions, lcy)
        self._numbers = EntryNumbers(profile.keys)

    def read(self, batch: Batch) -> tuple[Sequence[int], Columns]:
        """Row numbers and values by field, bad rows left out and noted."""
        numbers, columns = super().read(batch)
        bad: _Bad = {}
        count = len(numbers)
        self._key_customers(columns, count, bad)
        self._currencies(columns, count)
        self._amounts(columns, count, bad)
        if bad:
            numbers, columns = self._without_bad(numbers, columns, bad)
        if self.makes_numbers:
            told = [own if given else "" for own, given in zip(columns["original"], columns["given"], strict=True)]
            columns["entry_no"] = list(self._numbers.of({**columns, "original": told}, len(numbers)))
        return numbers, columns

    def _undated(self, columns: Columns) -> _Bad:
        """Rows without a date; that of the document stands for the posting date where there is none."""
        documents = columns.get("document_date", [])
        posted = columns.get("posting_date", documents)
        if documents and NO_DATE in posted:
            posted = [day if day != NO_DATE else other for day, other in zip(posted, documents, strict=True)]
        columns["posting_date"] = posted
        return super()._undated(columns)

    def _key_customers(self, columns: Columns, count: int, bad: _Bad) -> None:
        names = columns.get("customer_name", [""] * count)
        nos = columns.get("customer_no", [""] * count)
        keyed = [customer_no(self._profile.keys, str(no), str(name)) for no, name in zip(nos, names, strict=True)]
        columns["customer_no"] = [*keyed]
        field = "customer_name" if self._profile.keys.customer == "name" else "customer_no"
        bad.update({index: (field, "is empty") for index, no in enumerate(keyed) if not no})
        if "customer_name" not in columns and self._profile.keys.customer != "no":
            columns["customer_name"] = nos

    def _currencies(self, columns: Columns, count: int) -> None:
        """Codes; the company's own is blank."""
        rules = self._profile.currency
        codes = columns.get("currency_code")
        if codes is None:
            codes = [rules.fixed.upper()] * count
        elif rules.blank:
            codes = [code or rules.blank.upper() for code in codes]
        columns["currency_code"] = ["" if code == self._lcy_code else code for code in codes]

    def _amounts(self, columns: Columns, count: int, bad: _Bad) -> None:
        """Types and amounts out of the columns that are there."""
        found = [name for name in _RAW if name in columns]
        words = columns.get("document_type", [""] * count)
        made: list[tuple[Any, ...]] = []
        cells = zip(*(columns[name] for name in found), strict=True) if found else iter([()] * count)
        for index, (word, code, row) in enumerate(zip(words, columns["currency_code"], cells, strict=True)):
            raw = RawAmounts(**dict(zip(found, row, strict=True)))
            kind = self._worth.type_of(str(word), raw)
            try:
                worth = self._worth.of(raw, kind, str(code))
            except Wrong as wrong:
                bad.setdefault(index, (wrong.field, wrong.reason))
                made.append((kind, 0, True, 0, None, None))
                continue
            given = (worth.original, worth.original_given, worth.remaining, worth.original_lcy, worth.remaining_lcy)
            made.append((kind, *given))
        parts = [list(part) for part in zip(*made, strict=True)] if made else [[] for _ in range(6)]
        names = ("document_type", "original", "given", "remaining", "original_lcy", "remaining_lcy")
        columns.update(zip(names, parts, strict=True))
        in_file = "original_lcy" in self.source.captions
        columns["lcy_given"] = [in_file and amount is not None for amount in columns["original_lcy"]]

    def details(self, columns: Columns) -> dict[str, list[object]]:
        """Fields of customers in the ledger's own file."""
        return {
            field.removeprefix(OF_CUSTOMER): values
            for field, values in columns.items()
            if field.startswith(OF_CUSTOMER)
        }


class ProfileCustomerConverter(CustomerConverter):
    """Customers of another ledger.

    Args:
        file: The file's place.
        source: The file.
        profile: How it is read.
        mark: Decimal mark of its amounts.
        lcy_code: Code of the company's own currency.
        problems: Collects bad rows.
    """

    def __init__(
        self, file: int, source: Source, profile: Profile, mark: str, lcy_code: str, problems: Problems
    ) -> None:
        super().__init__(file, source, mark, lcy_code, problems, symbols=profile.amounts.symbols)
        self.readers["no"] = self.readers.get("name", self.readers["no"])
        self._profile = profile

    def read(self, batch: Batch) -> tuple[Sequence[int], Columns]:
        """Row numbers and values by field, bad rows left out and noted."""
        numbers, columns = super().read(batch)
        blank: list[object] = [""] * len(numbers)
        nos, names = columns.get("no", blank), columns.get("name", blank)
        keyed = [customer_no(self._profile.keys, str(no), str(name)) for no, name in zip(nos, names, strict=True)]
        columns["no"] = [*keyed]
        columns.setdefault("name", nos)
        bad = {
            index: ("no" if "no" in self.source.captions else "name", "is empty")
            for index, no in enumerate(keyed)
            if not no
        }
        return self._without_bad(numbers, columns, bad) if bad else (numbers, columns)
