"""Where nothing may be changed: with `--read-only`, and for a credit controller who only reads."""

from __future__ import annotations

from typing import Final

READ_ONLY: Final = "These books are open read-only: nothing can be changed."

CHANGING: Final = frozenset(
    {
        *(
            "new_interaction",
            "resume",
            "take_over",
            "update_entries",
            "call",
            "interaction_type",
            "who",
            "notes",
            "next_date",
        ),
        *("controller", "assign", "reassign", "become", "default", "add", "delete", "choose", "close_todo"),
        "edit_notes",
        *("link_document", "describe_document", "unlink_document"),
        *("cash_receipt", "edit_line", "delete_line", "post_receipts", "post", "unapply", "apply_entries"),
        *("send_now", "queue_mail", "send_mail", "send_due", "hold_mail", "retry_mail", "settle_mail"),
        *("reverse_receipt", "undo", "redo"),
        *("next_customer", "previous_customer", "pause_session", "end_session", "snooze", "outcome", "repeat"),
    }
)
"""Ids of the actions that change the books, on whichever page."""
