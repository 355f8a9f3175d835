"""Every table, and its class by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.tables import audit, calls, ledger, setup

if TYPE_CHECKING:
    from sqlmodel import SQLModel

TABLES: dict[str, type[SQLModel]] = {
    str(table.__tablename__): table
    for table in (
        setup.CreditControlSetup,
        setup.CreditController,
        setup.StatusCode,
        setup.InteractionType,
        setup.QueryReason,
        setup.Holiday,
        setup.Currency,
        setup.ImportBatch,
        ledger.Customer,
        ledger.Contact,
        ledger.CustomerLedgerEntry,
        ledger.DetailedCustomerLedgerEntry,
        calls.Interaction,
        calls.InteractionLine,
        calls.Promise,
        calls.EntryNote,
        calls.Todo,
        audit.AuditRecord,
        audit.AuditChange,
    )
}
"""Class by table name, parents before children."""
