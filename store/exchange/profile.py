"""A profile: how the files of one kind of ledger are read into ours; written as TOML by `profile_reading`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from store.exchange.captions import CUSTOMERS, ENTRIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.exchange.outcome import DateOrder

Captions = dict[str, tuple[str, ...]]
Sign = Literal["as written", "reversed", "by type"]
Means = Literal["remaining", "paid", "closed_at", "open", "all"]
CustomerKey = Literal["no", "name", "no or name"]
Repeated = Literal["same", "another"]

MORE_ENTRIES: Final = ("debit", "credit", "paid", "paid_lcy", "rate")
"""Fields of a ledger file that only profiles know, besides those of the page Customer Ledger Entries."""
ENTRY_FIELDS: Final = (*ENTRIES, *MORE_ENTRIES)
CUSTOMER_FIELDS: Final = tuple(CUSTOMERS)


def told(says: str) -> dict[str, str]:
    """What the manual says of a key."""
    return {"says": says}


@dataclass(frozen=True, slots=True)
class FileRules:
    """`[file]`: where in a file the header is."""

    sheet: str = field(default="", metadata=told("name of the sheet of an XLSX file; else the first with the header"))
    header_row: int = field(default=0, metadata=told("row of the captions, from 1; else it is found in the first 30"))
    encoding: str = field(default="", metadata=told("such as cp1252; else the file's content tells"))
    delimiter: str = field(default="", metadata=told("character between cells of CSV; else the header tells"))
    needs: tuple[str, ...] = field(
        default=(), metadata=told("captions without which a ledger's file is not of this profile")
    )
    list: str = field(default="", metadata=told("name of the list of a JSON object, with dots; else `value`"))


@dataclass(frozen=True, slots=True)
class RowRules:
    """`[rows]`: which rows are entries. Words are compared without case, `*` stands for anything."""

    skip: tuple[str, ...] = field(
        default=(), metadata=told("rows whose first filled cell is like one of these are left out, such as `Total*`")
    )
    stop: tuple[str, ...] = field(default=(), metadata=told("from a row like this on, nothing is read"))
    only: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata=told("table of caption = words: only rows with one of these words there are read"),
    )
    without: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict, metadata=told("table of caption = words: rows with one of these words there are left out")
    )
    group: bool = field(
        default=False,
        metadata=told("a row whose first filled cell is its only one names the customer of the rows below"),
    )
    group_pattern: str = field(
        default="",
        metadata=told(
            "regular expression with the groups `no` and/or `name`: a row whose filled cells, joined by a blank, are "
            "like it names the customer of the rows below"
        ),
    )
    fill_down: tuple[str, ...] = field(
        default=(), metadata=told("fields of which a blank cell means that of the row above")
    )


@dataclass(frozen=True, slots=True)
class DateRules:
    """`[dates]`: how dates are written. ISO, and English month names, are always read."""

    order: DateOrder | None = field(
        default=None, metadata=told("`dmy`, `mdy` or `ymd`; else the file tells, or `--date-order`")
    )
    formats: tuple[str, ...] = field(default=(), metadata=told("such as `%d%m%Y`, as strptime has them; tried first"))
    serial: bool = field(default=False, metadata=told("numbers in texts are Excel's days since 1899-12-30"))
    time: bool = field(default=False, metadata=told("a time after the date is dropped; else such a row is refused"))


@dataclass(frozen=True, slots=True)
class AmountRules:
    """`[amounts]`: how amounts are written. A trailing minus, parentheses, DR and CR are always read."""

    decimal: str = field(default="", metadata=told("`.` or `,`; else the file tells, or `--decimal-mark`"))
    sign: Sign = field(
        default="as written",
        metadata=told(
            "`as written`: what a customer owes is positive; `reversed`: it is negative; `by type`: the document type "
            "tells, whatever the sign"
        ),
    )
    symbols: tuple[str, ...] = field(default=(), metadata=told("texts around amounts that say nothing, such as `£`"))


@dataclass(frozen=True, slots=True)
class CurrencyRules:
    """`[currency]`: which currency amounts are in."""

    fixed: str = field(default="", metadata=told("code of all rows, where the file has no column of it"))
    blank: str = field(default="", metadata=told("code that a blank cell means; else LCY, the company's own currency"))
    amounts: Literal["currency", "lcy"] = field(
        default="currency",
        metadata=told(
            "which the columns `original`, `debit`, `credit`, `remaining`, `paid` are in: the row's `currency`, or "
            "`lcy` (then the currency's are worked out by `rate`)"
        ),
    )
    rate: Literal["lcy per unit", "units per lcy"] = field(
        default="lcy per unit", metadata=told("what the column `rate` says: `lcy per unit` or `units per lcy`")
    )
    rates: Mapping[str, str] = field(
        default_factory=dict,
        metadata=told('table of code = LCY for one unit, as text, where the file tells no LCY: `EUR = "0.8532"`'),
    )


@dataclass(frozen=True, slots=True)
class TypeRules:
    """`[types]`: document types. Ours: Payment, Invoice, Credit Memo, Finance Charge Memo, Reminder, Refund, blank."""

    words: Mapping[str, str] = field(
        default_factory=dict, metadata=told("table of the file's word = our type; our own words need no line")
    )
    other: str | None = field(
        default=None, metadata=told("our type for any other word; else a row with another word is refused")
    )
    positive: str = field(
        default="", metadata=told("our type where there is no word, or one of no type, and the amount is above zero")
    )
    negative: str = field(default="", metadata=told("the same where the amount is below zero"))
    skip: tuple[str, ...] = field(default=(), metadata=told("words whose rows are left out, such as `Quote`"))


@dataclass(frozen=True, slots=True)
class OpenRules:
    """`[open]`: what of an entry is open."""

    means: Means | None = field(
        default=None,
        metadata=told(
            "`remaining`: the column of that name; `paid`: original less the column `paid`; `closed_at`: nothing once "
            "that date is there, and it was paid on it, else all; `open`: all where that column says yes, else "
            "nothing; `all`: every row is open in full. Else the first of the other four whose column is there"
        ),
    )
    words: tuple[str, ...] = field(
        default=(),
        metadata=told("words of the column `open` that mean yes, any other means no; else Yes, true, 1, No, …"),
    )


@dataclass(frozen=True, slots=True)
class KeyRules:
    """`[keys]`: what tells an entry and a customer from others, the same at each import."""

    entry_no_from: tuple[str, ...] = field(
        default=(),
        metadata=told(
            "fields that an entry no. of 15 digits is made from; a row without a document no. takes its date, currency "
            "and original amount too. Else the column `entry_no`; where there is none, customer, document type and no."
        ),
    )
    repeated: Repeated = field(
        default="same",
        metadata=told(
            "rows that make the same entry no.: `same`: one entry, all must be equal; `another`: entries of their own, "
            "told apart by their order"
        ),
    )
    customer: CustomerKey = field(
        default="no", metadata=told("what is a customer's no. here: its `no`, its `name`, or `no or name` where blank")
    )
    customer_digits: int = field(default=0, metadata=told("nos. of digits only are filled up with zeros to so many"))
    customer_prefix: str = field(
        default="", metadata=told("set before each customer's no., to tell two companies apart")
    )


@dataclass(frozen=True, slots=True)
class Profile:
    """How the files of one kind of ledger are read.

    A file is of entries where it has the columns that these need, else of customers.
    """

    name: str
    """What `--profile` calls it: the file's name without `.toml`."""
    title: str = field(default="", metadata=told("a line for the list of profiles: system, and which report or export"))
    based_on: str = field(
        default="", metadata=told("name of a profile whose keys count where this one has none; tables are joined")
    )
    automatic: bool = field(default=False, metadata=told("tried without `--profile` on files that nothing else reads"))
    entries: Captions = field(
        default_factory=dict, metadata=told("a ledger's fields = the file's captions, the first that is there counts")
    )
    customer_in_entries: Captions = field(
        default_factory=dict, metadata=told("a customer's fields = captions in the ledger's own file")
    )
    customers: Captions = field(
        default_factory=dict, metadata=told("a customer's fields = captions of a file of customers")
    )
    file: FileRules = FileRules()
    rows: RowRules = RowRules()
    dates: DateRules = DateRules()
    amounts: AmountRules = AmountRules()
    currency: CurrencyRules = CurrencyRules()
    types: TypeRules = TypeRules()
    open: OpenRules = OpenRules()
    keys: KeyRules = KeyRules()
