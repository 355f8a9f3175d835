"""What can be done in an interaction, key by key."""

from __future__ import annotations

from typing import Final

from screens.customer_card_key import CARD, DOCUMENTS, RECEIPT
from screens.interaction_taking import TAKE_OVER
from screens.mail_key import MAIL
from screens.repeating import REPEAT
from screens.session_steps import STEPS
from widgets.actions import Action
from widgets.common_actions import LIST_ACTIONS

INTERACTION_ACTIONS: Final = (
    Action("update_entries", ("u",), "Update", "Update the ticked entries, else the one under the cursor.", 0),
    Action("call", ("p",), "Call", "Start the call: its type, and the number dialled or copied; again ends it.", 3),
    Action("interaction_type", ("t",), "Type", "Choose the type; it fills the description, and may start a call.", 7),
    Action("who", ("w",), "Contact", "Another contact, this one corrected, or a new one.", 9),
    Action("notes", ("N",), "Notes", "Type notes of this interaction.", 4),
    Action("next_date", ("D",), "Next date", "Set the next interaction date; a time may follow.", 4),
    Action("controller", ("C",), "Controller", "Choose the credit controller.", 14),
    Action("show_note", ("n", "alt+o"), "Note", "Show the notes of the entry under the cursor.", 6),
    Action("ledger", ("l",), "Ledger", "All ledger entries of this customer.", 15),
    Action(
        "outcome",
        ("b",),
        "Outcome",
        "Record what the call came to: no answer, voicemail, paid already, a call back or a note.",
        2,
    ),
    REPEAT,
    *(MAIL, CARD, RECEIPT, DOCUMENTS, *STEPS, TAKE_OVER),
    *(action for action in LIST_ACTIONS if action.id not in {"filter", "enter"}),
)
"""In the order of the key bar."""

CHANGES: Final = frozenset(
    {
        *(
            "update_entries",
            "call",
            "interaction_type",
            "who",
            "notes",
            "next_date",
            "controller",
            "cash_receipt",
            "mail",
            "outcome",
            "repeat",
        ),
        *("tick", "tick_next", "range", "extend_up", "extend_down"),
        *("tick_overdue", "tick_all", "invert", "tick_none"),
    }
)
"""Actions that change an interaction: only while it is made."""
