"""The keys that lead to a customer's card, receipts, documents and contacts, the same wherever a customer is."""

from __future__ import annotations

from widgets.actions import Action

CARD = Action(
    "customer_card", ("c", "f7"), "Card", "The customer card: statistics, log, to-dos, promises and contacts.", 8
)
RECEIPT = Action("cash_receipt", ("$",), "Receipt", "Enter a cash receipt of this customer for the marked entries.", 10)
DOCUMENTS = Action("documents", ("d",), "Documents", "Documents linked here: link more, open or save one.", 10)
CONTACTS = Action("contacts", ("w",), "Contacts", "The customer's contacts: change them, make others.", 9)
INSIGHT = Action("insight", ("I",), "Insight", "Forecast of promises, days sales outstanding, kept rate and more.")
"""To the figures of all customers or of one."""
