"""What the made-up controllers wrote down."""

from __future__ import annotations

from typing import Final

DESCRIPTIONS: Final = {
    "PROMISED": "Asked for payment",
    "QUERIED": "Query on an invoice",
    "NO ANSWER": "Tried to reach accounts payable",
    "CALL BACK": "Asked to call again",
    "PAID ALREADY": "Says that it is paid",
    "Statement": "Statement sent",
    "E-mail": "Reminded by e-mail",
}
"""By status code, or by interaction type where nothing was updated."""

NOTES: Final = {
    "PROMISED": (
        "Will go with their next payment run.",
        "Approved by the director, waiting for the second signature.",
        "Cash is tight; promised to keep this date.",
        "Bank details confirmed, they pay by transfer.",
        "Remittance advice to follow by e-mail.",
    ),
    "withdrawn": ("New manager, cannot keep what was promised before.",),
    "NO ANSWER": ("Rang three times, no answer.", "Voicemail only; left a message."),
    "CALL BACK": ("Accounts is in a meeting, call again.", "Only in on some days; ask for the supervisor."),
    "PAID ALREADY": ("Says it was paid last week; asked for the remittance.",),
    "PRICE": ("Charged at list price instead of the agreed price.",),
    "QUANTITY": ("Two pallets short on delivery, see the delivery note.",),
    "NOT RECEIVED": ("Says that nothing arrived; proof of delivery asked of the carrier.",),
    "QUALITY": ("Part of the goods damaged, pictures promised.",),
    "NO ORDER NO": ("Cannot book it without their order number.",),
    "Statement": ("Statement asked for by the new bookkeeper.",),
    "E-mail": ("Friendly reminder before the due date.",),
}
"""By status code, reason of a query, or interaction type."""
