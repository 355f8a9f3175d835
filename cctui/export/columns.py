"""The columns of lists that only leave the program: over all customers, and as other programs know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.cli.fields import entry_fields
from cctui.cli.kinds import amount, count, data, day, lcy, text
from cctui.cli.printing import Field

if TYPE_CHECKING:
    from cctui.cli.money import Amounts


def all_entry_fields(amounts: Amounts) -> list[Field]:
    """The columns of customer ledger entries of all customers: those of one, and whose they are."""
    return [
        text("customer_no", "Customer"),
        text("customer_name", "Name"),
        *entry_fields(amounts),
        day("document_date", "Document date"),
        text("your_reference", "Your reference"),
        text("query_reason", "Reason"),
        count("links", "Documents"),
    ]


def interaction_fields() -> list[Field]:
    """The columns of interactions."""
    return [
        data("id"),
        *(text(key, title) for key, title in (("customer_no", "Customer"), ("customer_name", "Name"))),
        *(text(key, title) for key, title in (("at", "When"), ("state", "State"), ("type_description", "Type"))),
        text("description", "Description"),
        text("user_name", "By"),
        text("credit_controller_code", "Controller"),
        *(text(key, title) for key, title in (("contact_name", "Contact"), ("phone", "Phone"), ("email", "E-mail"))),
        data("documents"),
        data("status_codes"),
        day("next_interaction_on", "Next"),
        text("next_interaction_time", "Time"),
        text("notes", "Notes"),
    ]


def note_fields() -> list[Field]:
    """The columns of notes about entries."""
    return [
        data("id"),
        *(text(key, title) for key, title in (("customer_no", "Customer"), ("customer_name", "Name"))),
        count("entry_no", "Entry"),
        text("document_no", "Document"),
        text("text", "Note"),
        *(text(key, title) for key, title in (("made_at", "Made"), ("made_by", "By"), ("edited_at", "Edited"))),
        text("edited_by", "Edited by"),
        data("interaction_id"),
    ]


def journal_fields(amounts: Amounts) -> list[Field]:
    """The columns of the cash receipt journal: lines that are not posted."""
    return [
        data("id"),
        day("posting_date", "Posting date"),
        text("document_no", "Document"),
        text("external_document_no", "External"),
        *(text(key, title) for key, title in (("customer_no", "Customer"), ("customer_name", "Name"))),
        text("description", "Description"),
        text("currency_code", "Cur."),
        amount(amounts, "amount", "Amount", "currency_code"),
        lcy(amounts, "amount_lcy", "Amount (LCY)"),
        Field("oldest_first", "Oldest first", value=lambda row: row.oldest_first),
        Field("applies_to", "Applies to", value=lambda row: row.document_nos),
        text("user_name", "By"),
    ]


def receipt_fields(amounts: Amounts) -> list[Field]:
    """The columns of payments posted here."""
    return [
        data("entry_no"),
        day("posting_date", "Posting date"),
        text("document_no", "Document"),
        text("external_document_no", "External"),
        *(text(key, title) for key, title in (("customer_no", "Customer"), ("customer_name", "Name"))),
        text("currency_code", "Cur."),
        amount(amounts, "amount", "Amount", "currency_code"),
        amount(amounts, "unapplied", "Unapplied", "currency_code"),
        Field("applied_to", "Applied to", value=lambda row: row.document_nos),
        text("state", "State"),
        text("user_name", "By"),
        text("at", "Posted"),
    ]
