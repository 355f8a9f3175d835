"""Setup: its commands, found here by their names."""

from __future__ import annotations

from store.commands.setup_codes import (
    delete_holiday,
    delete_query_reason,
    delete_status_code,
    save_holiday,
    save_query_reason,
    save_status_code,
)
from store.commands.setup_controllers import (
    assign_customers,
    become_controller,
    delete_controller,
    reassign_customers,
    save_controller,
)
from store.commands.setup_documents import delete_document_type_code, save_document_type_code
from store.commands.setup_fields import change_setup
from store.commands.setup_types import delete_interaction_type, save_interaction_type

__all__ = [
    "assign_customers",
    "become_controller",
    "change_setup",
    "delete_controller",
    "delete_document_type_code",
    "delete_holiday",
    "delete_interaction_type",
    "delete_query_reason",
    "delete_status_code",
    "reassign_customers",
    "save_controller",
    "save_document_type_code",
    "save_holiday",
    "save_interaction_type",
    "save_query_reason",
    "save_status_code",
]
