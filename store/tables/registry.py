"""Every table, and its class by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.tables import audit, calls, documents, imports, ledger, outbox, receipts, sessions, setup

if TYPE_CHECKING:
    from sqlmodel import SQLModel

TABLES: dict[str, type[SQLModel]] = {
    str(table.__tablename__): table
    for table in (
        documents.DocumentContent,
        setup.CreditControlSetup,
        setup.CreditController,
        setup.StatusCode,
        setup.InteractionType,
        setup.QueryReason,
        setup.Holiday,
        setup.Currency,
        setup.DocumentTypeCode,
        setup.ImportBatch,
        ledger.Customer,
        ledger.CustomerName,
        ledger.Contact,
        ledger.CustomerLedgerEntry,
        calls.Interaction,
        calls.InteractionLine,
        receipts.Posting,
        ledger.DetailedCustomerLedgerEntry,
        calls.Promise,
        imports.ImportChange,
        calls.EntryNote,
        calls.Todo,
        receipts.JournalLine,
        receipts.JournalApplication,
        documents.DocumentLink,
        outbox.OutboxMessage,
        outbox.OutboxContent,
        outbox.OutboxAttachment,
        sessions.CallSession,
        sessions.CallSessionCustomer,
        sessions.CustomerClaim,
        sessions.CustomerSnooze,
        audit.AuditRecord,
        audit.AuditChange,
    )
}
"""Class by table name, parents before children."""
