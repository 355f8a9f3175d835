"""The key that leads to the customer card, the same on every page that has a customer under its cursor."""

from __future__ import annotations

from widgets.actions import Action

CARD = Action(
    "customer_card", ("c", "f7"), "Card", "The customer card: statistics, log, to-dos, promises and contacts.", 8
)
RECEIPT = Action("cash_receipt", ("$",), "Receipt", "Enter a cash receipt of this customer for the marked entries.", 10)
