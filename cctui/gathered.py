"""Every page's actions, gathered: for the manual, the palette and the check of remapped keys."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from widgets.actions import KeymapError, check_action_ids, check_keymap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from screens.page import Page

PAGES = (
    ("screens.credit_list", "CreditListPage"),
    ("screens.customer_card", "CustomerCardPage"),
    ("screens.contacts", "ContactsPage"),
    ("screens.ledger", "LedgerPage"),
    ("screens.interaction", "InteractionPage"),
    ("screens.todos", "TodosPage"),
    ("screens.changes", "ChangesPage"),
    ("screens.worklist", "WorklistPage"),
    ("screens.session_report", "SessionReportPage"),
    ("screens.insight", "InsightPage"),
    ("screens.entry_details", "EntryDetailsPage"),
    ("screens.entry_details", "EntryNotesPage"),
    ("screens.documents", "DocumentsPage"),
    ("screens.explain", "CustomerFigures"),
    ("screens.customer_card_figures", "CardFigures"),
    ("screens.explain_entry", "EntryFigures"),
    ("screens.explain_interaction", "InteractionFigures"),
    ("screens.explain_todo", "TodoFigures"),
    ("screens.explain_worklist", "ScoreFigures"),
    ("screens.receipts", "JournalPage"),
    ("screens.receipts_apply", "ApplyEntriesPage"),
    ("screens.receipts_preview", "PreviewPage"),
    ("screens.receipts_posted", "PostedReceiptsPage"),
    ("screens.mail", "MailPage"),
    ("screens.mail_attachments", "AttachmentsPage"),
    ("screens.outbox", "OutboxPage"),
    ("screens.outbox", "OutboxMailPage"),
    ("screens.setup", "SetupPage"),
    ("screens.credit_control_setup", "CreditControlSetupPage"),
    ("screens.status_codes", "StatusCodesPage"),
    ("screens.interaction_types", "InteractionTypesPage"),
    ("screens.controllers", "ControllersPage"),
    ("screens.small_codes", "QueryReasonsPage"),
    ("screens.small_codes", "HolidaysPage"),
    ("screens.document_types", "DocumentTypesPage"),
)
"""Module and class of every page, in the manual's order."""


def page_classes() -> list[type[Page]]:
    """All pages, loaded."""
    return [getattr(import_module(module), name) for module, name in PAGES]


def check_remapping(keymap: Mapping[str, str]) -> None:
    """Refuse a remapping that names no action or gives two actions of a page one key; raises KeymapError."""
    if not keymap:
        return
    pages = page_classes()
    check_action_ids((action.id for page in pages for action in page.ACTIONS), keymap)
    for page in pages:
        known = {action.id for action in page.ACTIONS}
        try:
            check_keymap(page.ACTIONS, {name: keys for name, keys in keymap.items() if name in known})
        except KeymapError as error:
            raise KeymapError(f"{page.NAME}: {error}") from error
