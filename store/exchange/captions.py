"""Which column of Business Central's pages is which field, by caption or OData name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from store.exchange.outcome import ImportRefused
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["customers", "entries"]

ENTRIES: Final[dict[str, tuple[str, ...]]] = {
    "entry_no": ("Entry No.",),
    "customer_no": ("Customer No.", "Sell-to Customer No."),
    "customer_name": ("Customer Name",),
    "posting_date": ("Posting Date",),
    "document_date": ("Document Date",),
    "due_date": ("Due Date",),
    "document_type": ("Document Type",),
    "document_no": ("Document No.",),
    "external_document_no": ("External Document No.", "Ext. Doc. No."),
    "your_reference": ("Your Reference",),
    "description": ("Description",),
    "currency_code": ("Currency Code", "Currency"),
    "original": ("Original Amount", "Amount"),
    "original_lcy": ("Original Amt. (LCY)", "Original Amount (LCY)", "Amount (LCY)"),
    "remaining": ("Remaining Amount", "Remaining Amt."),
    "remaining_lcy": ("Remaining Amt. (LCY)", "Remaining Amount (LCY)"),
    "open": ("Open",),
    "closed_at": ("Closed at Date",),
    "on_hold": ("On Hold",),
    "payment_discount_date": ("Pmt. Discount Date", "Payment Discount Date"),
    "payment_discount": ("Remaining Pmt. Disc. Possible", "Remaining Payment Discount Possible"),
}
"""Captions of the page Customer Ledger Entries by field, the first that is there counts."""

CUSTOMERS: Final[dict[str, tuple[str, ...]]] = {
    "no": ("No.", "Customer No."),
    "name": ("Name", "Customer Name"),
    "address": ("Address",),
    "address_2": ("Address 2",),
    "city": ("City",),
    "post_code": ("Post Code", "ZIP Code", "Postcode"),
    "country_code": ("Country/Region Code", "Country/Region", "Country Code"),
    "phone": ("Phone No.", "Phone"),
    "email": ("Email", "E-Mail", "Email Address"),
    "contact_name": ("Contact", "Contact Name", "Primary Contact Name"),
    "payment_terms_code": ("Payment Terms Code", "Payment Terms"),
    "currency_code": ("Currency Code", "Currency"),
    "salesperson_code": ("Salesperson Code",),
    "language_code": ("Language Code",),
    "credit_limit_lcy": ("Credit Limit (LCY)", "Credit Limit"),
    "balance_lcy": ("Balance (LCY)",),
}
"""Captions of the page Customers by field."""

FIELDS: Final[dict[Kind, dict[str, tuple[str, ...]]]] = {"customers": CUSTOMERS, "entries": ENTRIES}
NEEDED: Final[dict[Kind, tuple[str, ...]]] = {
    "customers": ("no", "name"),
    "entries": ("entry_no", "customer_no", "posting_date", "original", "remaining"),
}
PAGES: Final[dict[Kind, str]] = {"customers": "Customers", "entries": "Customer Ledger Entries"}

DATES: Final = frozenset({"posting_date", "document_date", "due_date", "closed_at", "payment_discount_date"})
AMOUNTS: Final = frozenset(
    {
        *("original", "original_lcy", "remaining", "remaining_lcy", "credit_limit_lcy", "payment_discount"),
        *("debit", "credit", "paid", "paid_lcy"),  # of other ledgers, by profile
    }
)

_ENCODED = re.compile("_x([0-9A-Fa-f]{4})_")


def decoded(name: str) -> str:
    """Text with OData's `_x0020_` and the like written out."""
    return _ENCODED.sub(lambda found: chr(int(found[1], 16)), name) if "_x" in name else name


def folded(caption: str) -> str:
    """A caption without case, blanks and punctuation."""
    return "".join(filter(str.isalnum, decoded(caption).casefold()))


def kind_of(captions: Sequence[str]) -> Kind | None:
    """Tell which page a header row is of, or None where it is of neither."""
    all_folded = {folded(caption) for caption in captions}
    if "entryno" in all_folded and all_folded & {"postingdate", "documentno", "remainingamount", "documenttype"}:
        return "entries"
    if all_folded & {"remainingamount", "remainingamt"} and "postingdate" in all_folded:
        return "entries"
    return "customers" if "no" in all_folded and "name" in all_folded else None


def fields_of(kind: Kind, captions: Sequence[str], file: str) -> dict[str, int]:
    """Find the column of each field that a file has; raises ImportRefused where a needed one is missing.

    Args:
        kind: The page that the header is of.
        captions: The header, in the file's order.
        file: The file's name, for the sentence.
    """
    places: dict[str, int] = {}
    for place, caption in enumerate(captions):
        name = folded(caption)
        if name in places:
            raise ImportRefused(f"{file} has the column {clean(caption)!r} twice: export it again with one of them.")
        if name:
            places[name] = place
    found: dict[str, int] = {}
    for field, variants in FIELDS[kind].items():
        known = [places[folded(variant)] for variant in variants if folded(variant) in places]
        if known:
            found[field] = known[0]
    missing = [FIELDS[kind][field][0] for field in NEEDED[kind] if field not in found]
    if missing:
        columns = " and ".join(missing)
        raise ImportRefused(f"{file} lacks {columns}: add that to the page {PAGES[kind]} and export it again.")
    return found
