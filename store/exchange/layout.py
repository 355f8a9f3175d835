"""The columns of the import's own tables."""

from __future__ import annotations

from typing import Final

ENTRY_COLUMNS: Final = (
    "place",
    "entry_no",
    "customer_no",
    "posting_date",
    "document_date",
    "due_date",
    "document_type",
    "document_no",
    "external_document_no",
    "your_reference",
    "description",
    "currency_code",
    "original",
    "original_given",
    "original_lcy",
    "lcy_given",
    "remaining",
    "remaining_lcy",
    "open",
    "closed_at",
    "on_hold",
    "payment_discount_date",
    "payment_discount",
)
ENTRY_TABLE: Final = (
    "place BIGINT, entry_no BIGINT, customer_no TEXT, posting_date DATE, document_date DATE, due_date DATE, "
    "document_type TEXT, document_no TEXT, external_document_no TEXT, your_reference TEXT, description TEXT, "
    "currency_code TEXT, original BIGINT, original_given BOOLEAN, original_lcy BIGINT, lcy_given BOOLEAN, "
    "remaining BIGINT, remaining_lcy BIGINT, open BOOLEAN, closed_at DATE, on_hold TEXT, payment_discount_date DATE, "
    "payment_discount BIGINT, known BOOLEAN DEFAULT FALSE"
)
CUSTOMER_FIELDS: Final = (
    "name",
    "address",
    "address_2",
    "city",
    "post_code",
    "country_code",
    "phone",
    "email",
    "contact_name",
    "payment_terms_code",
    "currency_code",
    "salesperson_code",
    "language_code",
    "credit_limit_lcy",
)
CUSTOMER_TABLE: Final = (
    "place BIGINT, no TEXT, name TEXT, address TEXT, address_2 TEXT, city TEXT, post_code TEXT, country_code TEXT, "
    "phone TEXT, email TEXT, contact_name TEXT, payment_terms_code TEXT, currency_code TEXT, salesperson_code TEXT, "
    "language_code TEXT, credit_limit_lcy BIGINT, balance_lcy BIGINT, sort_name TEXT, search_text TEXT, "
    "known BOOLEAN DEFAULT FALSE"
)
FILE_BITS: Final = 40


def place_of(file: int, row: int) -> int:
    """One number for a file's place in the order given, and a row in it."""
    return (file << FILE_BITS) | row


def file_and_row(place: int) -> tuple[int, int]:
    """The file and the row of a place."""
    return place >> FILE_BITS, place & ((1 << FILE_BITS) - 1)
