"""The readers of a ledger's columns as a profile says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.exchange.amounts import AmountReader, MaybeAmountReader
from store.exchange.captions import AMOUNTS, DATES
from store.exchange.dates import DateReader
from store.exchange.profile_header import OF_CUSTOMER
from store.exchange.values import TYPES, Bad, CurrencyReader, FlagReader, NumberReader, Reader, TextReader, quoted
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.exchange.convert import ColumnReader
    from store.exchange.outcome import DateOrder
    from store.exchange.profile import Profile, TypeRules
    from store.exchange.source import Cell

MADE_OF: Final = ("customer_no", "document_type", "document_no")
"""What an entry no. is made from where a profile does not say."""
RATE_DECIMALS: Final = 8


def entry_readers(
    profile: Profile, found: Iterable[str], order: DateOrder | None, mark: str, lcy_code: str
) -> dict[str, ColumnReader]:
    """Readers by field of a ledger's file.

    Args:
        profile: Whose file.
        found: The fields that the file has.
        order: Order of its dates.
        mark: Decimal mark of its amounts.
        lcy_code: Code of the company's own currency.
    """
    dates = dates_of(profile, order)
    amounts, texts = MaybeAmountReader(mark, profile.amounts.symbols), TextReader()
    readers: dict[str, ColumnReader] = {
        "document_type": WordReader(profile.types),
        "currency_code": CurrencyReader(lcy_code),
        "open": OpenReader(profile.open.words) if profile.open.words else FlagReader(),
        "rate": RateReader(mark),
        "entry_no": texts if makes_numbers(profile, found) else NumberReader(),
        OF_CUSTOMER + "currency_code": CurrencyReader(lcy_code),
        OF_CUSTOMER + "credit_limit_lcy": AmountReader(mark, blank=0, symbols=profile.amounts.symbols),
    }
    for field in found:
        own = field.removeprefix(OF_CUSTOMER)
        readers.setdefault(field, dates if own in DATES else amounts if own in AMOUNTS else texts)
    readers.setdefault("customer_no", texts)  # named by the rows above groups
    readers.setdefault("customer_name", texts)
    return readers


def dates_of(profile: Profile, order: DateOrder | None) -> DateReader:
    """The reader of a profile's dates."""
    rules = profile.dates
    return DateReader(order, formats=rules.formats, serial=rules.serial, time=rules.time)


def makes_numbers(profile: Profile, found: Iterable[str]) -> bool:
    """Whether entry nos. are made, because the profile says so or the file has none."""
    return bool(profile.keys.entry_no_from) or "entry_no" not in set(found)


class WordReader(Reader):
    """Document types in a ledger's own words.

    Args:
        rules: What the words mean.
    """

    def __init__(self, rules: TypeRules) -> None:
        super().__init__()
        self._known = {name.casefold(): name for name in TYPES}
        self._known |= {" ".join(word.split()).casefold(): ours for word, ours in rules.words.items()}
        self._other = rules.other

    def read(self, cell: Cell) -> object:
        """Our type, blank where there is no word, or Bad."""
        word = " ".join(clean(str(cell)).split()).casefold()
        found = self._known.get(word, self._other)
        return Bad(f"{quoted(cell)} is no word of the profile's [types]") if found is None else found


class OpenReader(Reader):
    """A column whose words say whether an entry is open.

    Args:
        words: Those that mean that it is; any other means that it is not.
    """

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._words = {word.strip().casefold() for word in words}

    def read(self, cell: Cell) -> object:
        """True or False, None for a blank cell."""
        text = str(cell).strip().casefold()
        return text in self._words if text else None


class RateReader(Reader):
    """Rates of exchange: above zero, with up to eight decimals; None for a blank cell.

    Args:
        mark: `.` or `,`, before the decimals.
    """

    def __init__(self, mark: str) -> None:
        super().__init__()
        self._mark = mark

    def read(self, cell: Cell) -> object:
        """The rate in hundred-millionths, None or Bad."""
        text = f"{cell:.15g}" if isinstance(cell, float) else cell.strip().replace(self._mark, ".")
        if not text:
            return None
        whole, _, fraction = text.partition(".")
        good = (whole + fraction).isascii() and (whole + fraction).isdigit() and len(whole) <= RATE_DECIMALS
        rate = int(whole + fraction[:RATE_DECIMALS].ljust(RATE_DECIMALS, "0")) if good and whole else 0
        return rate or Bad(f"{quoted(cell)} is not a rate of exchange")
