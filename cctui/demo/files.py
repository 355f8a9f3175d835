"""The files that Business Central would give: the pages Customers and Customer Ledger Entries as CSV."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from cctui.demo.company import DemoCustomer
    from cctui.demo.ledger import Entry

CUSTOMER_CAPTIONS: Final = (
    *("No.", "Name", "Address", "City", "Post Code", "Country/Region Code", "Contact", "Phone No.", "Email"),
    *("Payment Terms Code", "Currency Code", "Credit Limit (LCY)"),
)
ENTRY_CAPTIONS: Final = (
    *("Posting Date", "Document Date", "Document Type", "Document No.", "Customer No.", "External Document No."),
    *("Description", "Currency Code", "Original Amount", "Original Amt. (LCY)", "Remaining Amount"),
    *("Remaining Amt. (LCY)", "Due Date", "Open", "Closed at Date", "On Hold", "Entry No."),
)


def write_customers(path: Path, customers: Iterable[DemoCustomer]) -> None:
    """Write the page Customers."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(CUSTOMER_CAPTIONS)
        out.writerows(_customer(each) for each in customers)


def write_entries(path: Path, entries: Iterable[Entry], since: date, as_of: date) -> None:
    """Write the page Customer Ledger Entries as it stood at the end of `as_of`, in posting order.

    Only entries that were posted or settled after `since` are written.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(ENTRY_CAPTIONS)
        out.writerows(_entry(each, as_of) for each in entries if since < each.last_touched(as_of))


def _customer(each: DemoCustomer) -> tuple[str, ...]:
    return (
        *(each.no, each.name, each.address, each.city, each.post_code, each.country, each.contact, each.phone),
        *(each.email, each.terms_code, each.currency, f"{each.limit:,}.00"),
    )


def _entry(each: Entry, as_of: date) -> tuple[str, ...]:
    left = each.remaining(as_of)
    closed = each.closed_on(as_of)
    posted = day_first(each.posted)
    return (
        *(posted, posted, each.kind, each.document_no, each.customer.no, each.external_no),
        *(f"{each.kind} {each.document_no}", each.customer.currency, _money(each.amount), _money(each.lcy)),
        *(_money(left), _money(each.remaining_lcy(as_of)), day_first(each.due), "Yes" if left else "No"),
        *(day_first(closed) if closed else "", each.on_hold, str(each.no)),
    )


def day_first(day: date) -> str:
    """A date as a British Business Central writes it."""
    return f"{day:%d/%m/%Y}"


def _money(hundredths: int) -> str:
    whole, rest = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole:,}.{rest:02}"
